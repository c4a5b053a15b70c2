"""A report: everything a paper on a map needs, in one folder or ZIP file."""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from cooccur.disk import is_folder, real_path
from cooccur.errors import CallError, DataError
from cooccur.model import Corpus, KnowledgeMap
from cooccur.options import FigureOptions
from cooccur.progress import Progress, silent
from cooccur.writers.files import refused, write_files

DEFAULT_OUTPUT: Final = "cooccur-report"
"""Where a report is written when nothing else is said."""

_METRICS: Final = "metrics.json"
_FIRST_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """The files of a report, before they are written."""

    files: Mapping[str, bytes]
    """Content by name, sorted; folders are parted by slashes."""
    left_out: Mapping[str, str]
    """Figures that the map has no data for, and why."""


def report(
    *inputs: str | PathLike[str] | Corpus,
    output: str | PathLike[str] = DEFAULT_OUTPUT,
    study: str | PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Any,  # noqa: ANN401 Options checks names and values
) -> Path:
    """Write the map of these exports with all figures, tables, networks and words.

    Parameters
    ----------
    *inputs : str or path or Corpus
        As for `cooccur.map`.
    output : str or path
        A folder; or a ``.zip`` file that holds its files. Of a folder that is there, files of an
        earlier report are replaced and all others left alone.
    study : str or path, optional
        A study file; inputs and options that are given beside it win over it.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).
    **options
        As for `cooccur.map`; and of figures ``width`` (mm), ``dpi``, ``transparent``.

    Returns
    -------
    Path
        The output.

    Raises
    ------
    CallError
        When an option cannot be used, or the output is one of the inputs.
    DataError
        When the data cannot be used or the output not be written.
    """
    from cooccur.pipeline import map as make_map
    from cooccur.studies import combined

    call = combined(study, inputs, options)
    refuse_inputs(output, call.inputs)
    knowledge_map = make_map(*call.inputs, progress=progress, **call.options)
    made = make_report(knowledge_map, figures=call.figures, progress=progress)
    return save_report(made, output)


def make_report(
    knowledge_map: KnowledgeMap,
    *,
    figures: FigureOptions | None = None,
    progress: Progress | None = None,
) -> Report:
    """The files of a report on a map.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Any map.
    figures : FigureOptions, optional
        Width, resolution and background of the figures.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    Report
        The same map gives the same bytes.
    """
    from cooccur.summary import metrics, signature
    from cooccur.writers.readme import readme

    tell = progress or silent
    files, left_out = _figures(knowledge_map, figures, tell)
    for position, make in enumerate(_PARTS):
        tell("writing", position / len(_PARTS))
        files |= make(knowledge_map)
    names = sorted([*files, _METRICS, "README.md"])
    numbers = {**metrics(knowledge_map), "outputs": names, "left_out": left_out}
    files[_METRICS] = _json(numbers)
    files["README.md"] = readme(names, signature=signature(knowledge_map), left_out=left_out)
    return Report({name: files[name] for name in names}, left_out)


def _figures(
    knowledge_map: KnowledgeMap, options: FigureOptions | None, tell: Progress
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Every figure as SVG, PDF and PNG, and those that there is no data for."""
    from cooccur.draw.figure import FIGURES
    from cooccur.manifest import manifest_line
    from cooccur.writers.scenes import SUFFIXES, figure_file

    metadata = {"manifest": manifest_line(knowledge_map)}
    files: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for position, view in enumerate(FIGURES):
            tell("drawing", position / len(FIGURES))
            try:
                found = {
                    suffix: figure_file(
                        knowledge_map, suffix, view=view, options=options, metadata=metadata
                    )
                    for suffix in SUFFIXES
                }
            except DataError as error:
                left_out[f"figures/{view}"] = str(error)
                continue
            files |= {f"figures/{view}{suffix}": content for suffix, content in found.items()}
    # A font that is missing is missing in every figure; it is said once.
    for note in {str(warning.message): warning.message for warning in caught}.values():
        warnings.warn(note, stacklevel=4)
    return files, left_out


def _page(knowledge_map: KnowledgeMap) -> dict[str, bytes]:
    from cooccur.writers.html import page

    return {"map.html": page(knowledge_map)}


def _tables(knowledge_map: KnowledgeMap) -> dict[str, bytes]:
    from cooccur.writers.latex import supplement_tex, tables_tex
    from cooccur.writers.tables import csv_bytes, tables_of
    from cooccur.writers.xlsx import xlsx

    return {
        **{
            f"tables/{name}.csv": csv_bytes(table(knowledge_map))
            for name, table in tables_of(knowledge_map).items()
        },
        "tables/tables.xlsx": xlsx(knowledge_map),
        "tables/tables.tex": tables_tex(knowledge_map),
        "tables/supplement.tex": supplement_tex(knowledge_map),
    }


def _networks(knowledge_map: KnowledgeMap) -> dict[str, bytes]:
    from cooccur.writers.formats import format_of

    return {
        f"network{ending}": content
        for suffix in (".graphml", ".gexf", ".net")
        for ending, content in format_of(f"network{suffix}").render(knowledge_map).items()
    }


def _vosviewer(knowledge_map: KnowledgeMap) -> dict[str, bytes]:
    from cooccur.writers.vosviewer import map_text, network_text, vosviewer_json

    return {
        "vosviewer_map.txt": map_text(knowledge_map),
        "vosviewer_network.txt": network_text(knowledge_map),
        "vosviewer.json": vosviewer_json(knowledge_map),
    }


def _words(knowledge_map: KnowledgeMap) -> dict[str, bytes]:
    from cooccur.writers.methods import methods_text

    return {
        f"methods.{lang}.md": methods_text(knowledge_map, lang=lang).encode("utf-8", "replace")
        for lang in ("en", "zh")
    }


def _manifest(knowledge_map: KnowledgeMap) -> dict[str, bytes]:
    from cooccur.manifest import manifest_bytes
    from cooccur.stored import MANIFEST

    return {MANIFEST: manifest_bytes(knowledge_map)}


_PARTS: Final[tuple[Callable[[KnowledgeMap], dict[str, bytes]], ...]] = (
    _page,
    _tables,
    _networks,
    _vosviewer,
    _words,
    _manifest,
)
"""What a report is made of, besides its figures and what is said of the whole."""


def _json(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def refuse_inputs(
    output: str | PathLike[str], inputs: Iterable[str | PathLike[str] | Corpus]
) -> None:
    """Check that a report would not be written over an input or among the inputs.

    Raises
    ------
    CallError
        When the output is one of the inputs, or is neither a folder nor ends in ``.zip``.
    """
    path = Path(output)
    if not str(output):
        raise CallError("the name of the report is empty", code="bad-option")
    taken = {real_path(name) for name in inputs if not isinstance(name, Corpus)}
    if real_path(path) in taken:
        raise CallError(f"the output {str(output)!r} is an input too; choose another name")
    is_packed = path.suffix.lower() == ".zip"
    if os.path.lexists(path) and is_folder(path) == is_packed:
        found = "a folder" if is_packed else "a file"
        raise CallError(f"the output {str(output)!r} is {found}; choose another name")


def save_report(
    made: Report, output: str | PathLike[str], *, also: Mapping[Path, bytes] | None = None
) -> Path:
    """Write a report to a folder or ZIP file: whole, or not at all.

    Parameters
    ----------
    made : Report
        As `make_report` returns it.
    output : str or path
        A folder, or a file that ends in ``.zip``.
    also : mapping of Path to bytes, optional
        Other files that are written with it, or not if it cannot be.

    Raises
    ------
    DataError
        Code ``cannot-write``, when the file system refuses.
    """
    path = Path(output)
    if path.suffix.lower() == ".zip":
        write_files({path: packed(made.files), **(also or {})})
    elif os.path.lexists(path):
        _replace(made, path, also or {})
    else:
        _write_new(made.files, path, also or {})
    return path


def packed(files: Mapping[str, bytes]) -> bytes:
    """The bytes of a ZIP file; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.create_system = 3  # or the bytes would tell Windows from others
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _write_new(files: Mapping[str, bytes], folder: Path, also: Mapping[Path, bytes]) -> None:
    """Write a folder beside its place and move it there when all else is written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", dir=folder.parent))
    except OSError as error:
        raise refused(folder, error) from error
    try:
        write_files({beside / name: content for name, content in files.items()})
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)
        beside.rename(folder)
        try:
            write_files(also)
        except DataError:
            folder.rename(beside)
            raise
    except OSError as error:
        raise refused(folder, error) from error
    except DataError as error:
        raise DataError(error.message, code=error.code, file=str(folder)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(made: Report, folder: Path, also: Mapping[Path, bytes]) -> None:
    """Write over an earlier report, and take away what it had and this one has not."""
    earlier = _earlier_names(folder)
    write_files({**{folder / name: made.files[name] for name in made.files}, **also})
    for name in earlier:
        if name not in made.files:
            (folder / name).unlink(missing_ok=True)


def _earlier_names(folder: Path) -> Sequence[str]:
    """The files that an earlier report wrote into a folder, of all names a report may hold."""
    from cooccur.writers.readme import FILES

    try:
        told = list(json.loads((folder / _METRICS).read_bytes())["outputs"])
    except (OSError, ValueError, LookupError, TypeError):
        return ()
    known = {*FILES} | {f"{name}{end}" for name in FILES for end in (".svg", ".pdf", ".png")}
    return [name for name in told if isinstance(name, str) and name in known]
