"""`thesaurus`: proposals for a thesaurus, with the decisions of before, and the files of both."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

from cooccur.disk import real_path
from cooccur.errors import CallError, CooccurWarning
from cooccur.model import Corpus
from cooccur.options import Options
from cooccur.pipeline import prepare, read
from cooccur.prepare.thesaurus import Thesaurus, read_thesaurus
from cooccur.progress import Progress, silent
from cooccur.workshop.decisions import (
    ACCEPTED,
    COLUMNS,
    UNDECIDED,
    Proposal,
    decisions_file,
    read_decisions,
)
from cooccur.workshop.groups import decided_by
from cooccur.workshop.rules import found_in
from cooccur.workshop.workshop import Workshop, checked_score, given_rows

_SUFFIXES: Final = (".txt", ".alias")


def thesaurus(
    *inputs: str | PathLike[str] | Corpus,
    output: str | PathLike[str] | None = None,
    decisions: str | PathLike[str] | None = None,
    yes: bool = False,
    **options: Any,  # noqa: ANN401 open_workshop checks names and values
) -> Workshop:
    """Propose which keywords of these exports are one, and which say nothing.

    Parameters
    ----------
    *inputs : str or path or Corpus
        As for `cooccur.read`, or one corpus that was read before.
    output : str or path, optional
        Where to write the thesaurus: ``.txt`` in the form of VOSviewer, ``.alias`` in that of
        CiteSpace. What stands there already is kept. Without it nothing is written.
    decisions : str or path, optional
        The table of decisions, which is read if it is there and written with the output; by
        default ``NAME.decisions.csv`` beside the output.
    yes : bool
        Whether to accept all proposals.
    **options
        The other long options of the command, with the same defaults: ``thesaurus`` (a file of
        one's own: its rows count as accepted, and what it prefers stays), ``min_score`` (the
        lowest score of proposals, 0..1); and, as for `cooccur.map`, ``format``, ``limit``,
        ``columns``, ``vocabulary``, ``merge``, ``keywords``, ``keyword_language``; ``progress``.

    Returns
    -------
    Workshop
        ``proposals``, ``decisions``, ``rows``; ``frame`` is a pandas table of all.

    Raises
    ------
    CallError
        When an option cannot be used.
    DataError
        When the data, the thesaurus or the decisions cannot be used.
    """
    workshop = open_workshop(*inputs, output=output, decisions=decisions, **options)
    if yes:
        workshop = workshop.accepted()
    if output is not None:
        save(workshop, output_path(output), decisions)
    return workshop


def open_workshop(
    *inputs: str | PathLike[str] | Corpus,
    output: str | PathLike[str] | None = None,
    decisions: str | PathLike[str] | None = None,
    thesaurus: str | PathLike[str] | None = None,
    min_score: float = 0.6,
    format: str | None = None,  # noqa: A002
    limit: Sequence[str] = (),
    columns: str | None = None,
    vocabulary: str = "",
    merge: str = "normal",
    keywords: str = "all",
    keyword_language: str = "own",
    progress: Progress | None = None,
) -> Workshop:
    """The workshop of `thesaurus`, with what is decided already; nothing is written."""
    target = output_path(output) if output is not None else None
    beside = decisions_path(target, decisions)
    checked_score(min_score)
    options = Options(keywords=keywords, keyword_language=keyword_language)
    refuse_inputs([target, beside], *(path for path in inputs if not isinstance(path, Corpus)))
    known = known_rows(target, thesaurus, beside)
    if len(inputs) == 1 and isinstance(inputs[0], Corpus):
        corpus = inputs[0]
    else:
        paths = [path for path in inputs if not isinstance(path, Corpus)]
        if len(paths) < len(inputs):
            raise CallError("a corpus stands alone; read all files into one: cooccur.read(a, b)")
        from cooccur.readers.reading import locations

        corpus = read(
            *paths,
            format=format,
            limit=limit,
            columns=columns,
            vocabulary=vocabulary,
            merge=merge,
            progress=progress,
        )
        refuse_inputs([target, beside], *locations(corpus, *paths))
    tell = progress or silent
    tell("preparing keywords", 0.0)
    found = found_in(corpus, prepare(corpus, options=options), progress=tell)
    return Workshop(corpus, found, min_score=min_score).decided(known)


def output_path(output: str | PathLike[str]) -> Path:
    """Where a thesaurus is written.

    Raises
    ------
    CallError
        When the suffix is neither that of VOSviewer's form nor of CiteSpace's.
    """
    path = Path(output)
    if path.suffix.lower() not in _SUFFIXES:
        raise CallError(
            f"the output {str(output)!r} has no suffix that a thesaurus can have; "
            "known: .txt (VOSviewer), .alias (CiteSpace)"
        )
    return path


def decisions_path(
    output: Path | None, decisions: str | PathLike[str] | None = None
) -> Path | None:
    """Where decisions are kept: as asked for, or beside the output; None without either."""
    if decisions is not None:
        return Path(decisions)
    return output.with_name(f"{output.stem}.decisions.csv") if output else None


def known_rows(
    output: Path | None, given: str | PathLike[str] | None, decisions: Path | None
) -> tuple[Proposal, ...]:
    """What is decided already: the table of decisions, the thesaurus given, the one of before.

    Where they contradict each other the table counts, and a warning tells; a row of a thesaurus
    that the table does not know is accepted.

    Raises
    ------
    DataError
        When one of the files cannot be used.
    """
    rows = read_decisions(decisions) if decisions and decisions.exists() else ()
    sources = [read_thesaurus(Path(given))] if given is not None else []
    if output and output.exists() and output.stat().st_size:
        sources.append(read_thesaurus(output))
    for source in sources:
        rows = _with_given(rows, source)
    return tuple(row for row in rows if row.decision != UNDECIDED)


def _with_given(rows: tuple[Proposal, ...], source: Thesaurus) -> tuple[Proposal, ...]:
    decided = decided_by(rows)
    known = {frozenset(row.ends) for row in rows}
    variants = {row.ends[0]: row for row in rows if row.decision == ACCEPTED}
    new, other = [], []
    for row in given_rows(source):
        key, target = row.ends
        if key in variants:
            if decided.replaced.get(key, ("", ""))[0] != target and variants[key].ends[1] != target:
                other.append(row)
        elif frozenset(row.ends) not in known:
            new.append(row)
    if other:
        first = other[0]
        message = (
            f"{source.name} replaces {first.variant!r} by {first.preferred!r}, the decisions say "
            f"{variants[first.ends[0]].preferred!r}, which counts ({len(other)} such rows); "
            "change the decisions"
        )
        warnings.warn(CooccurWarning(message, code="thesaurus"), stacklevel=2)
    return (*rows, *new)


def refuse_inputs(written: Sequence[Path | None], *inputs: str | PathLike[str]) -> None:
    """Check that nothing that is written would replace an export.

    Raises
    ------
    CallError
        When one would.
    """
    taken = {real_path(name) for name in inputs}
    for path in written:
        if path and real_path(path) in taken:
            raise CallError(f"the output {str(path)!r} is an input too; choose another name")


def save(
    workshop: Workshop, output: Path, decisions: str | PathLike[str] | None = None
) -> list[Path]:
    """Write the thesaurus and the decisions: both, or none.

    Parameters
    ----------
    workshop : Workshop
        Accepted rows go into the thesaurus, all rows into the table of decisions.
    output : Path
        A ``.txt`` or ``.alias``.
    decisions : str or path, optional
        By default beside the output.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    CallError
        When a keyword cannot stand in an alias file.
    DataError
        Code ``cannot-write``, when the file system refuses.
    """
    from cooccur.writers.alias import alias_file, thesaurus_file
    from cooccur.writers.files import write_files

    write = alias_file if output.suffix.lower() == ".alias" else thesaurus_file
    n_dropped = sum(not preferred for _, preferred in workshop.rows)
    if write is alias_file and n_dropped:
        message = (
            f"{n_dropped} dropped keywords have no form in an alias file and are left out; "
            "write a .txt"
        )
        warnings.warn(CooccurWarning(message, code="thesaurus"), stacklevel=2)
    beside = decisions_path(output, decisions) or output
    contents = {output: write(workshop.rows), beside: decisions_file(workshop.all)}
    write_files(contents)
    return list(contents)


def numbers(workshop: Workshop) -> dict[str, Any]:
    """What ``cooccur thesaurus --json`` prints, without the outputs."""
    corpus, found = workshop.corpus, workshop.found
    rules = Counter(row.rule for row in workshop.proposals)
    return {
        "records_in": corpus.records_in,
        "kept": corpus.kept,
        "merged": sum(file.merged for file in corpus.files),
        "skipped": sum(file.skipped for file in corpus.files),
        "keywords": len(found.keywords),
        "spellings": found.n_spellings,
        **workshop.counts(),
        "rules": [{"rule": rule, "proposals": n} for rule, n in sorted(rules.items())],
        "proposals": [{name: getattr(row, name) for name in COLUMNS} for row in workshop.proposals],
        "thesaurus": [{"label": label, "replace_by": target} for label, target in workshop.rows],
    }
