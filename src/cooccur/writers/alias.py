"""The thesaurus that a map was made with, in the forms of CiteSpace and VOSviewer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from cooccur.errors import CallError
from cooccur.model import KnowledgeMap

_BREAKS: Final = re.compile(r"\s+")


def citespace_alias(knowledge_map: KnowledgeMap) -> bytes:
    """The alias file of CiteSpace: ``keyword that stays#keyword that goes``, one pair a line.

    Raises
    ------
    CallError
        When the map was made without a thesaurus or alignment, or a keyword holds a ``#``, which
        cannot be written. Rows that drop a keyword have no form in this file and are left out.
    """
    return alias_file(_rows(knowledge_map))


def alias_file(rows: Iterable[tuple[str, str]]) -> bytes:
    """An alias file of CiteSpace from rows of a thesaurus; see `citespace_alias`.

    Raises
    ------
    CallError
        When a keyword holds a ``#``.
    """
    lines = []
    for variant, preferred in rows:
        if "#" in variant + preferred:
            raise CallError(
                f"{variant!r} or {preferred!r} holds '#', which parts the keywords of an alias "
                "file; write a .thesaurus.txt"
            )
        if preferred:
            lines.append(f"{_flat(preferred)}#{_flat(variant)}\n")
    return "".join(lines).encode()


def vosviewer_thesaurus(knowledge_map: KnowledgeMap) -> bytes:
    """The thesaurus file of VOSviewer: ``label`` and ``replace by``, parted by a tab.

    Chinese and English keywords that were aligned are rows of it, each replaced by the label of
    both: who deletes two of them and gives the file back has struck the alignment.

    Raises
    ------
    CallError
        When the map was made without a thesaurus or alignment.
    """
    return thesaurus_file(_rows(knowledge_map))


def thesaurus_file(rows: Iterable[tuple[str, str]]) -> bytes:
    """A thesaurus file of VOSviewer from rows of a thesaurus."""
    table = [("label", "replace by"), *rows]
    lines = (f"{_cell(variant)}\t{_cell(preferred)}\n" for variant, preferred in table)
    return "".join(lines).encode()


def _rows(knowledge_map: KnowledgeMap) -> tuple[tuple[str, str], ...]:
    from cooccur.prepare.alignment import alignments_of
    from cooccur.prepare.keywords import comparison_key

    found: tuple[tuple[str, str], ...] = ()
    for step in knowledge_map.corpus.history:
        rows = dict(step.options).get("thesaurus") if step.name == "clean_keywords" else None
        found = rows if isinstance(rows, tuple) else found
    aligned = [row for one in alignments_of(knowledge_map.corpus) or () for row in one.rows]
    label_of = {comparison_key(word): label for word, label in aligned}
    # Replacements are made once, so a synonym must be replaced by the label at once.
    joined = [(word, label_of.get(comparison_key(label), label)) for word, label in found]
    known = {comparison_key(word) for word, _ in joined}
    joined += [(word, label) for word, label in aligned if comparison_key(word) not in known]
    if joined:
        return tuple(joined)
    raise CallError(
        "the map was made without a thesaurus, so there are no replacements to write; "
        "give one with --thesaurus"
    )


def _flat(keyword: str) -> str:
    return _BREAKS.sub(" ", keyword).strip()


def _cell(keyword: str) -> str:
    flat = _flat(keyword)
    if flat.startswith('"') and flat.endswith('"'):
        return '"' + flat.replace('"', '""') + '"'
    return flat
