"""Formats whose records carry terms of several vocabularies: one is chosen, all are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cooccur.readers.entry import Note, Parsed, Vocabularies
from cooccur.readers.mesh import CHECK_TAGS, heading, is_major

MESH_PARTS: Final = ("mesh", "mesh-major", "mesh-topics")
"""All MeSH headings, those marked as major, those that are no check tags."""


class Chosen:
    """The index keywords of every record by one vocabulary; counts what the others would give.

    Parameters
    ----------
    default : str
        The vocabulary of the format.
    asked : str
        The one the user asks for, empty for the default.
    """

    def __init__(self, default: str, asked: str = "") -> None:
        self._name = asked or default
        self._is_asked = bool(asked)
        self._n_records: Counter[str] = Counter()
        self._n_tagged = 0

    def terms(self, found: Mapping[str, Sequence[str]]) -> list[str]:
        """The terms of the chosen vocabulary; headings of MeSH without qualifiers, each once.

        Parameters
        ----------
        found : mapping
            Terms of a record by vocabulary; MeSH headings as exported, under ``mesh``.
        """
        self._n_records.update(name for name, terms in found.items() if terms)
        headings = found.get("mesh", ())
        if self._name not in MESH_PARTS:
            return list(found.get(self._name, ()))
        if self._name == "mesh-major":
            headings = [term for term in headings if is_major(term)]
        terms = list(dict.fromkeys(map(heading, headings)))
        without = [term for term in terms if term.casefold() not in CHECK_TAGS]
        self._n_tagged += len(without) < len(terms)
        return without if self._name == "mesh-topics" else terms

    def told(self) -> Iterator[Parsed]:
        """What the user should know of the vocabularies when all records were read."""
        counts = {name: self._n_records[name] for name in sorted(self._n_records)}
        column = "mesh" if self._name in MESH_PARTS else self._name
        others = [f"{name} ({n})" for name, n in counts.items() if name != column]
        has = f"index keywords are its {self._name} ({counts.get(column, 0)} records)"
        if others and (counts.get(column) or not self._is_asked):
            rest = f"it has {', '.join(others)} too, see --vocabulary"
            yield Note(1, "vocabularies", f"{has}; {rest}")
        elif self._is_asked and not counts.get(column):
            known = f"it has {', '.join(others)}" if others else "it has no other vocabulary"
            yield Note(1, "vocabularies", f"it has no {self._name}; {known}")
        if self._n_tagged and self._name == "mesh":
            message = (
                f"{self._n_tagged} records have check tags of MeSH (Humans, Male), which tell "
                "little of a topic; --vocabulary mesh-topics leaves them out"
            )
            yield Note(1, "vocabularies", message)
        yield Vocabularies(counts)
