"""The manifest: what a map was made from and with, so that it can be made again and checked.

It stands in every page, figure and workbook, and beside them in a report. It holds no clock, no
folder and not its own name: the same inputs and options give the same manifest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shlex
import unicodedata
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

from cooccur._version import __version__
from cooccur.model import KnowledgeMap
from cooccur.options import Options
from cooccur.studies import FILE_OPTIONS, differing

FORM: Final = 1
"""Number of this form of manifest; it grows when older programs could not read a newer one."""

NOT_HASHED: Final = frozenset({"records", "representatives"})
"""Tables that only repeat long texts of the inputs, which have hashes of their own."""


def manifest(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    """What a map was made from and with, as plain JSON values.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Any map.

    Returns
    -------
    dict
        ``manifest`` (number of the form), ``software``, ``version``, ``command`` (the options that
        are not at their defaults, to be read), ``versions`` (of what else can change a result),
        ``inputs`` (path, format, encoding, sha256 and counts of every file), ``options`` (all),
        ``files`` (content of the thesaurus and the stop list, and what is used of an earlier map),
        ``counts``, ``results`` (sha256 of each table as CSV).
    """
    options = options_made_with(knowledge_map)
    return {
        "manifest": FORM,
        "software": "cooccur",
        "version": __version__,
        "command": command(options),
        "versions": _versions(options),
        "inputs": [
            {
                "path": file.path,
                "format": file.format,
                "encoding": file.encoding,
                "sha256": file.sha256,
                "records_in": file.records_in,
                "kept": file.kept,
                "merged": file.merged,
                "skipped": file.skipped,
            }
            for file in knowledge_map.corpus.files
        ],
        "options": {name: _plain(value) for name, value in options.items()},
        "files": {
            option: _content(str(options.get(option) or ""), data)
            for option, data in knowledge_map.attached.items()
        },
        "counts": {
            "selected": knowledge_map.corpus.n_records,
            "nodes": knowledge_map.network.n_nodes,
            "links": knowledge_map.network.n_links,
            "clusters": knowledge_map.network.cluster_columns.length,
        },
        "results": result_hashes(knowledge_map),
    }


def manifest_bytes(knowledge_map: KnowledgeMap) -> bytes:
    """The manifest as the bytes of a JSON file."""
    text = json.dumps(knowledge_map.manifest, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def manifest_line(knowledge_map: KnowledgeMap) -> str:
    """The manifest as one line of ASCII, for the metadata of figures."""
    return json.dumps(knowledge_map.manifest, allow_nan=False, separators=(",", ":"))


def read_attached(options: Options) -> dict[str, bytes]:
    """The content of the files that options name, by option."""
    named = {name: getattr(options, name) for name in FILE_OPTIONS}
    return {name: attached_bytes(name, path) for name, path in named.items() if path}


def attached_bytes(option: str, path: str | PathLike[str]) -> bytes:
    """What is kept of the file that an option names: all of it, of an earlier map what is used.

    Raises
    ------
    DataError
        When an earlier map cannot be read.
    """
    if option == "since":
        from cooccur.earlier import earlier_bytes, read_earlier

        return earlier_bytes(read_earlier(path))
    return Path(path).read_bytes()


def options_made_with(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    """All options; those of the reading as the records were read, which may have been before."""
    options = dict(knowledge_map.options)
    steps = {step.name: dict(step.options) for step in knowledge_map.corpus.history}
    if "read" in steps and options:
        names = ("format", "limit", "columns", "vocabulary")
        options |= {name: steps["read"].get(name, options.get(name)) for name in names}
        options["merge"] = steps.get("merge_duplicates", {}).get("merge", "off")
    return options


def result_hashes(knowledge_map: KnowledgeMap) -> dict[str, str]:
    """The sha256 of each table as CSV, by name; see `NOT_HASHED` for those left out."""
    from cooccur.writers.tables import csv_bytes, tables_of

    return {
        name: hashlib.sha256(csv_bytes(table(knowledge_map))).hexdigest()
        for name, table in sorted(tables_of(knowledge_map).items())
        if name not in NOT_HASHED
    }


def command(options: Mapping[str, Any]) -> str:
    """The command that sets these options, with the inputs left open."""
    return shlex.join(["cooccur", "map", "INPUT...", *flags(options)])


def flags(options: Mapping[str, Any]) -> list[str]:
    """The options that are not at their defaults, as on the command line."""
    words: list[str] = []
    for name, value in differing(options).items():
        flag = f"--{name.replace('_', '-')}"
        if isinstance(value, (list, tuple)):
            words += [f"{flag}={word}" for word in value]
        elif value is True:
            words.append(flag)
        elif value is not None and value is not False:
            words.append(f"{flag}={value}")
    return words


def _versions(options: Mapping[str, Any]) -> dict[str, str]:
    """Versions of what can change a result: only of what these options use."""
    import numpy as np

    used = {name: _version(name) for name, is_used in _USED.items() if is_used(options)}
    # Which characters are one letter depends on Unicode's tables.
    return {"numpy": np.__version__, **used, "unicode": unicodedata.unidata_version}


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


_USED: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "scikit-learn": lambda options: (
        options.get("cluster") == "spectral" or options.get("keywords") in {"title", "abstract"}
    ),
    "scipy": lambda options: bool(options.get("structure") or options.get("since")),
}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _content(name: str, data: bytes) -> dict[str, str]:
    """A file as text where it is UTF-8, otherwise in base 64: its bytes can be had again."""
    found = {"name": name, "sha256": hashlib.sha256(data).hexdigest()}
    try:
        return {**found, "text": data.decode()}
    except UnicodeDecodeError:
        return {**found, "base64": base64.b64encode(data).decode()}
