"""The thesaurus that a map was made with, in the forms of CiteSpace and VOSviewer."""

from __future__ import annotations

import re
from typing import Final

from cooccur.errors import CallError
from cooccur.model import KnowledgeMap

_BREAKS: Final = re.compile(r"\s+")


def citespace_alias(knowledge_map: KnowledgeMap) -> bytes:
    """The alias file of CiteSpace: ``keyword that stays#keyword that goes``, one pair a line.

    Raises
    ------
    CallError
        When the map was made without a thesaurus, or a keyword holds a ``#``, which cannot be
        written. Rows that drop a keyword have no form in this file and are left out.
    """
    lines = []
    for variant, preferred in _rows(knowledge_map):
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

    Raises
    ------
    CallError
        When the map was made without a thesaurus.
    """
    rows = [("label", "replace by"), *_rows(knowledge_map)]
    lines = (f"{_cell(variant)}\t{_cell(preferred)}\n" for variant, preferred in rows)
    return "".join(lines).encode()


def _rows(knowledge_map: KnowledgeMap) -> tuple[tuple[str, str], ...]:
    for step in knowledge_map.corpus.history:
        rows = dict(step.options).get("thesaurus") if step.name == "clean_keywords" else None
        if isinstance(rows, tuple) and rows:
            return rows
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
