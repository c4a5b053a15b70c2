"""Make a map again from what stands in it, and tell whether it comes out the same."""

from __future__ import annotations

import base64
import hashlib
import shlex
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeAlias

from cooccur.errors import CooccurWarning, DataError
from cooccur.manifest import attached_bytes, command, manifest
from cooccur.model import KnowledgeMap, Refusal
from cooccur.options import OPTIONS, Options, options_of
from cooccur.progress import Progress
from cooccur.stored import is_report, page_block, read_manifest, read_member
from cooccur.studies import FILE_OPTIONS

Input: TypeAlias = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was."""

    kind: str
    """``input``, ``option``, ``version``, ``table`` or ``file``."""
    name: str
    """Of the input, option, library, table or file."""
    what: str
    """In words: missing, changed, new, …"""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a map comes out the same, and what does not."""

    same: bool
    """All inputs, options, tables and files are the same."""
    differences: tuple[Difference, ...]
    """What is not the same, and versions that are not; these alone change nothing."""
    checked: tuple[str, ...]
    """Tables that were made again and compared."""

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "same": self.same,
            "differences": [
                {"kind": d.kind, "name": d.name, "what": d.what} for d in self.differences
            ],
            "checked": list(self.checked),
        }


def rerun(stored: Input, *inputs: Input, progress: Progress | None = None) -> KnowledgeMap:
    """The map of these inputs with the options that stand in a file.

    Parameters
    ----------
    stored : str or path
        A page, figure, workbook, manifest or report that cooccur wrote.
    *inputs : str or path
        The exports; see `cooccur.map`.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    KnowledgeMap
        The same map, if the inputs are the same.

    Raises
    ------
    DataError
        When the file holds no manifest, or the data cannot be used.

    Warns
    -----
    CooccurWarning
        Code ``changed``, for each input that is not what it was.
    """
    from cooccur.pipeline import map as make_map

    found = read_manifest(stored)
    with _stored_options(found) as options:
        made = make_map(*inputs, progress=progress, **options)
    # The files of options had to be written somewhere; the map knows them by their own names.
    made = replace(made, options={**made.options, **_names(found)})
    for difference in input_differences(found["inputs"], made.manifest["inputs"]):
        message = f"{difference.name}: {difference.what}; the map may come out otherwise"
        warnings.warn(CooccurWarning(message, code="changed"), stacklevel=2)
    return made


def verify(
    stored: Input,
    *inputs: Input,
    progress: Progress | None = None,
    **options: Any,  # noqa: ANN401 Options checks names and values
) -> Verification:
    """Whether the map in a file comes out the same from these inputs.

    Parameters
    ----------
    stored : str or path
        A page, figure, workbook, manifest or report that cooccur wrote. The data of a page and
        the tables of a report are compared, too.
    *inputs : str or path
        The exports; see `cooccur.map`.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).
    **options
        Options that the map is said to be made with; those that it was not are named.

    Returns
    -------
    Verification

    Raises
    ------
    DataError
        When the file holds no manifest.
    CallError
        When an option is not known.
    """
    found = read_manifest(stored)
    differences = [*_touched(found), *_other_options(found, options)]
    try:
        knowledge_map = _made_leniently(found, options, *inputs, progress=progress)
    except _Unreadable as unreadable:
        differences += input_differences(found["inputs"], unreadable.inputs)
        differences.append(Difference("table", "all", f"cannot be made: {unreadable}"))
        return Verification(same=False, differences=tuple(differences), checked=())
    made = manifest(knowledge_map)
    differences += input_differences(found["inputs"], made["inputs"])
    differences += _table_differences(found["results"], made["results"])
    differences += _file_differences(stored, knowledge_map)
    if found["version"] == made["version"]:
        differences += _page_differences(stored, knowledge_map)
    same = not differences
    differences += _version_differences(found, made)
    return Verification(same, tuple(differences), tuple(sorted(made["results"])))


class _Unreadable(Exception):  # noqa: N818 caught in this file only
    """Nothing can be made of the inputs; what was read of them."""

    def __init__(self, message: str, inputs: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.inputs = inputs


def _made_leniently(
    found: Mapping[str, Any],
    options: Mapping[str, Any],
    *inputs: Input,
    progress: Progress | None,
) -> KnowledgeMap:
    """The map of what is there of the inputs, whatever is missing."""
    from cooccur.exchange import map_network, read_network

    with _stored_options(found) as stored:
        chosen = options_of({**stored, **options})
        network = read_network(*inputs, format=chosen.format, limit=chosen.limit)
        if network is not None:
            made = map_network(network, options=chosen, progress=progress)
        else:
            made = _of_records(chosen, *inputs, progress=progress)
    names = {name: value for name, value in _names(found).items() if name not in options}
    return replace(made, options={**made.options, **names})


def _of_records(chosen: Options, *inputs: Input, progress: Progress | None) -> KnowledgeMap:
    from cooccur.pipeline import map_corpus, read

    if chosen.two_passes:
        return _of_counts(chosen, *inputs, progress=progress)
    corpus = read(
        *inputs,
        format=chosen.format,
        limit=chosen.limit,
        columns=chosen.columns,
        vocabulary=chosen.vocabulary,
        merge=chosen.merge,
        lenient=True,
        progress=progress,
    )
    usable = [problem for problem in corpus.problems if not isinstance(problem, Refusal)]
    corpus = replace(corpus, problems=tuple(usable))
    try:
        return map_corpus(corpus, options=chosen, progress=progress)
    except DataError as error:
        there = [{"path": file.path, "sha256": file.sha256} for file in corpus.files]
        raise _Unreadable(str(error), there) from error


def _of_counts(chosen: Options, *inputs: Input, progress: Progress | None) -> KnowledgeMap:
    from cooccur.counting import first_pass
    from cooccur.pipeline import map_counted

    first = first_pass(*inputs, options=chosen, lenient=True, progress=progress)
    try:
        return map_counted(first, progress)
    except DataError as error:
        there = [{"path": file.path, "sha256": file.sha256} for file in first.corpus().files]
        raise _Unreadable(str(error), there) from error


@contextmanager
def _stored_options(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The options of a manifest; the files they name are there as long as this lasts."""
    options = dict(found["options"])
    unknown = [name for name in options if name not in OPTIONS]
    if unknown:
        message = (
            f"it was made with cooccur {found['version']}, whose option {unknown[0]} is not known "
            "here; install that version"
        )
        raise DataError(message, code="unrecognised")
    with tempfile.TemporaryDirectory(prefix="cooccur-") as folder:
        for option, name in _names(found).items():
            path = Path(folder, option, name)
            path.parent.mkdir()
            path.write_bytes(_content(found["files"][option]))
            options[option] = str(path)
        yield options


def _names(found: Mapping[str, Any]) -> dict[str, str]:
    """Names of the files that a manifest holds, by option: only names, wherever it came from."""
    names = {}
    for option in FILE_OPTIONS:
        if option in found["files"]:
            name = PureWindowsPath(PurePosixPath(str(found["files"][option]["name"])).name).name
            names[option] = name if name.strip(".") else option
    return names


def _content(row: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(row["base64"]) if "base64" in row else str(row["text"]).encode()
    except (KeyError, ValueError) as error:
        message = f"the manifest holds no content of {row['name']}; make the map again"
        raise DataError(message, code="unrecognised") from error


def input_differences(stored: list[dict[str, Any]], made: list[dict[str, Any]]) -> list[Difference]:
    """Inputs that are missing, changed or new; a file that only has another name is the same."""
    before, after = list(stored), list(made)
    for row in stored:
        twin = _take(after, "sha256", row) if row in before else None
        if twin is not None:
            before.remove(row)
    found = []
    for row in before:
        changed = _take(after, "path", row)
        what = "missing" if changed is None else _changed(row["sha256"], changed["sha256"])
        found.append(Difference("input", str(row["path"]), what))
    return found + [Difference("input", str(row["path"]), "not there before") for row in after]


def _take(rows: list[dict[str, Any]], key: str, like: Mapping[str, Any]) -> dict[str, Any] | None:
    """Take the row of the same key out of the list, that of the same path first."""
    same = [row for row in rows if row[key] == like[key]]
    best = min(same, key=lambda row: row["path"] != like["path"], default=None)
    if best is not None:
        rows.remove(best)
    return best


def _changed(before: str, after: str) -> str:
    return f"changed (sha256 {before[:12]}… before, {after[:12]}… now)"


def _touched(found: Mapping[str, Any]) -> list[Difference]:
    """Options that were changed in the manifest after it was written, and files of options."""
    said = {_flag(word): word for word in _words(found["command"])}
    stand = {_flag(word): word for word in _words(command(found["options"]))}
    differences = [
        Difference(
            "option",
            flag.removeprefix("--").replace("-", "_"),
            f"the manifest was changed: its command says {said.get(flag, 'default')}, "
            f"its options {stand.get(flag, 'default')}",
        )
        for flag in sorted({*said, *stand})
        if said.get(flag) != stand.get(flag)
    ]
    for option, row in found["files"].items():
        if hashlib.sha256(_content(row)).hexdigest() != row["sha256"]:
            differences.append(Difference("option", option, "its content was changed"))
    return differences


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)[3:]
    except ValueError:
        return [text]


def _flag(word: str) -> str:
    return word.partition("=")[0]


def _other_options(found: Mapping[str, Any], options: Mapping[str, Any]) -> list[Difference]:
    """Options that are said to be otherwise than they were."""
    if not options:
        return []
    said = vars(options_of({**found["options"], **_files_left(found), **options}))
    differences = []
    for name in options:
        now, before = said[name], found["options"].get(name)
        if name in FILE_OPTIONS and now:
            row = found["files"].get(name, {})
            digest = hashlib.sha256(attached_bytes(name, now)).hexdigest()
            if digest != row.get("sha256"):
                what = f"{before!r} before, {Path(now).name!r} with other content now"
                differences.append(Difference("option", name, what))
        elif (list(now) if isinstance(now, tuple) else now) != before:
            differences.append(Difference("option", name, f"{before!r} before, {now!r} now"))
    return differences


def _files_left(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found["options"].get(name) for name in FILE_OPTIONS}


def _table_differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    names = sorted({*before, *after})
    return [
        Difference("table", name, _table_words(before.get(name), after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _table_words(before: str | None, after: str | None) -> str:
    if before is None:
        return "not there before"
    return "not made" if after is None else _changed(before, after)


def _file_differences(stored: Input, knowledge_map: KnowledgeMap) -> list[Difference]:
    """Tables of a report that are not as they are made now."""
    from cooccur.writers.tables import csv_bytes, tables_of

    differences = []
    for name, table in tables_of(knowledge_map).items() if is_report(stored) else ():
        file = f"tables/{name}.csv"
        data = read_member(stored, file)
        if data != csv_bytes(table(knowledge_map)):
            differences.append(Difference("file", file, "missing" if data is None else "changed"))
    return differences


def _page_differences(stored: Input, knowledge_map: KnowledgeMap) -> list[Difference]:
    """A page, or that of a report, that shows other data than are made now."""
    from cooccur.writers.packing import packed, same_data
    from cooccur.writers.page_data import page_data
    from cooccur.writers.safe import json_block

    in_report = is_report(stored)
    page = read_member(stored, "map.html") if in_report else Path(stored).read_bytes()
    if page is None:
        return [Difference("file", "map.html", "missing")]
    block = page_block(page)
    data = json_block(packed(page_data(knowledge_map))).encode("utf-8", "replace")
    if block is None and not in_report:
        return []
    if block is not None and same_data(block, data):
        return []
    name = "map.html" if in_report else Path(stored).name
    return [Difference("file", name, "changed: it shows other data")]


def _version_differences(found: Mapping[str, Any], made: Mapping[str, Any]) -> list[Difference]:
    before = {"cooccur": found["version"], **found["versions"]}
    after = {"cooccur": made["version"], **made["versions"]}
    return [
        Difference(
            "version", name, f"{before.get(name, 'none')} before, {after.get(name, 'none')} now"
        )
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
