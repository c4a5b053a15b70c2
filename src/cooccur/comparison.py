"""Two maps of one field compared: what is new, grown, shrunk, split, merged and gone."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

from cooccur.earlier import read_earlier, read_page
from cooccur.errors import CallError, DataError
from cooccur.model import Columns
from cooccur.network.changes import Changes, changes_between

SUFFIXES: Final = (".html", ".csv", ".json", "/")
"""What a comparison is written to: the page of the later map, tables, JSON, a folder of all."""
_TABLES: Final = ("changes", "cluster_changes")


def diff(
    old: str | PathLike[str],
    new: str | PathLike[str],
    *,
    output: str | PathLike[str] | Sequence[str | PathLike[str]] = (),
) -> Changes:
    """What changed from one map to a later one.

    Parameters
    ----------
    old, new : str or path
        Pages (``map.html``) or reports (folder or ZIP) that cooccur wrote.
    output : str or path, or a sequence of them
        Where to write the comparison: ``.html`` (the page of the new map with a view of the
        changes), ``.csv`` (``NAME.changes.csv`` and ``NAME.cluster_changes.csv``), ``.json``, or a
        folder (a name that ends in ``/``) of all of them.

    Returns
    -------
    Changes

    Raises
    ------
    CallError
        When a suffix is not known, or an output is one of the maps.
    DataError
        When a map cannot be read or a file not be written.
    """
    names = [output] if isinstance(output, (str, PathLike)) else list(output)
    targets = targets_of([str(name) for name in names], old, new)
    changes = compared(old, new)
    write_changes(changes, new, targets)
    return changes


def compared(old: str | PathLike[str], new: str | PathLike[str]) -> Changes:
    """What changed from one map to a later one, see `diff`."""
    return changes_between(read_earlier(old), read_earlier(new))


def as_dict(changes: Changes) -> dict[str, Any]:
    """A comparison as plain JSON values: counts, then one object a cluster and a keyword."""
    names = ("cluster_changes", "changes")
    return {**changes.counts(), **{name: _rows(changes, name) for name in names}}


def table_bytes(changes: Changes, name: str) -> bytes:
    """The table ``changes`` or ``cluster_changes`` as the bytes of a CSV file."""
    from cooccur.writers.tables import changes_table, csv_bytes

    return csv_bytes(changes_table(name, _columns(changes, name)))


def page_bytes(changes: Changes, new: str | PathLike[str]) -> bytes:
    """The page of the new map that opens with what changed."""
    from cooccur.writers.html import page_of
    from cooccur.writers.page_changes import changes_block

    data = read_page(new)
    if data.get("lang") not in {"en", "zh"} or not isinstance(data.get("title"), str):
        message = "its data are damaged (lang, title); make the map again"
        raise DataError(message, code="unrecognised", file=str(new))
    try:
        # Its own manifest says nothing of the other map: this page cannot be made by `rerun`.
        return page_of({**data, "changes": changes_block(changes), "view": "changes"}, None)
    except (AttributeError, ValueError, KeyError, TypeError) as error:
        message = f"its data are damaged ({error}); make the map again"
        raise DataError(message, code="unrecognised", file=str(new)) from error


def write_changes(
    changes: Changes, new: str | PathLike[str], targets: dict[Path, Callable[..., bytes]]
) -> list[Path]:
    """Write a comparison to files, see `targets_of`: all of them or none."""
    from cooccur.writers.files import write_files

    write_files({path: make(changes, new) for path, make in targets.items()})
    return list(targets)


def targets_of(
    outputs: Sequence[str], old: str | PathLike[str], new: str | PathLike[str]
) -> dict[Path, Callable[..., bytes]]:
    """The files of these outputs, and what makes each; see `diff`.

    Raises
    ------
    CallError
        When a suffix is not known, or an output is one of the maps.
    """
    from cooccur.disk import real_path

    found: dict[Path, Callable[..., bytes]] = {}
    for output in outputs:
        ending = next((s for s in SUFFIXES if output.lower().endswith(s)), None)
        if ending is None:
            known = ", ".join(SUFFIXES)
            raise CallError(f"no known suffix in the output {output!r}; known: {known}")
        if ending == ".html":
            found[Path(output)] = page_bytes
        elif ending == ".json":
            found[Path(output)] = _json
        elif ending == ".csv":
            found |= {Path(f"{output[:-4]}.{name}.csv"): _csv(name) for name in _TABLES}
        else:
            folder = Path(output)
            found |= {folder / "diff.html": page_bytes, folder / "changes.json": _json}
            found |= {folder / f"{name}.csv": _csv(name) for name in _TABLES}
    taken = {real_path(name) for name in (old, new)}
    for path in found:
        if real_path(path) in taken:
            raise CallError(f"the output {str(path)!r} is an input too; choose another name")
    return found


def _csv(name: str) -> Callable[..., bytes]:
    return lambda changes, _new: table_bytes(changes, name)


def _json(changes: Changes, _new: object) -> bytes:
    text = json.dumps(as_dict(changes), ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _columns(changes: Changes, name: str) -> Columns:
    return changes.keywords if name == "changes" else changes.clusters


def _rows(changes: Changes, name: str) -> list[dict[str, Any]]:
    from cooccur.writers.tables import changes_table

    header, rows = changes_table(name, _columns(changes, name))
    return [{key: _plain(value) for key, value in zip(header, row, strict=True)} for row in rows]


def _plain(value: object) -> object:
    """A cell as JSON has it: what does not exist is null."""
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return None if value == "" else value
