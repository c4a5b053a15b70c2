"""What was decided about proposals, in a table that people may edit: ``NAME.decisions.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cooccur.errors import DataError
from cooccur.prepare.keywords import comparison_key
from cooccur.prepare.thesaurus import text_of

ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
UNDECIDED: Final = "undecided"
COLUMNS: Final = (
    "decision",
    "variant",
    "preferred",
    "rule",
    "score",
    "occurrences",
    "preferred_occurrences",
    "evidence",
)
GIVEN: Final = "given"
"""The rule of a row that a person's own thesaurus holds."""

_WORDS: Final = {
    **dict.fromkeys(("accepted", "accept", "yes", "y", "1", "接受", "是"), ACCEPTED),
    **dict.fromkeys(("rejected", "reject", "refused", "no", "n", "0", "拒绝", "否"), REJECTED),
    **dict.fromkeys(("undecided", "", "?", "未定"), UNDECIDED),
}
_FORMULA: Final = ("=", "+", "-", "@", "'")
_ORDER: Final = (UNDECIDED, ACCEPTED, REJECTED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """That one keyword be replaced by another, or dropped, and what was decided about it."""

    variant: str
    """The keyword that goes, as it is displayed."""
    preferred: str
    """The keyword that stays; empty: the variant is dropped."""
    rule: str
    """Why: a name of `cooccur.workshop.rules.RULES`, several joined by ``+``, or ``given``."""
    score: float
    """Estimated probability that it is right, 0..1."""
    occurrences: int = 0
    """Records that hold the variant."""
    preferred_occurrences: int = 0
    evidence: str = ""
    """What speaks for it, in words."""
    decision: str = UNDECIDED

    @property
    def ends(self) -> tuple[str, str]:
        """Comparison keys of the variant and of what replaces it."""
        return comparison_key(self.variant), comparison_key(self.preferred)

    def decided(self, decision: str) -> Proposal:
        """The same with a decision."""
        return replace(self, decision=decision)

    def swapped(self) -> Proposal:
        """The same with the other keyword as the one that stays."""
        return replace(
            self,
            variant=self.preferred,
            preferred=self.variant,
            occurrences=self.preferred_occurrences,
            preferred_occurrences=self.occurrences,
        )


def ordered(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Proposals by score, records of the variant, records of the other, all descending, then keys.

    Those that change nothing as yet, since no list that counts holds the variant, stand last.
    """
    return tuple(sorted(proposals, key=_rank))


def _rank(row: Proposal) -> tuple[bool, float, int, int, tuple[str, str]]:
    is_idle = not row.occurrences and row.rule != GIVEN
    return is_idle, -row.score, -row.occurrences, -row.preferred_occurrences, row.ends


def read_decisions(path: Path) -> tuple[Proposal, ...]:
    """The decisions in a file; see `parse_decisions`.

    Raises
    ------
    DataError
        When the file cannot be read or a line of it is not understood.
    """
    return parse_decisions(text_of(path), name=path.name)


def parse_decisions(text: str, *, name: str = "") -> tuple[Proposal, ...]:
    """The decisions in a table, also one that a spreadsheet saved.

    Parameters
    ----------
    text : str
        A header that names at least ``decision``, ``variant`` and ``preferred``, and one row a
        proposal, parted by commas, semicolons or tabs. Decisions are ``accepted``, ``rejected``
        and ``undecided``, or yes, no and nothing, in English or Chinese.
    name : str
        Name of the file for messages.

    Raises
    ------
    DataError
        Code ``thesaurus``, when a line is not understood or two accepted lines of one variant
        contradict each other.
    """
    first = text.removeprefix("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    # Between quotation marks lines may end, too.
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(table, [])]
    if not {"decision", "variant", "preferred"} <= set(header):
        message = (
            f"{first.strip()[:60]!r} found, expected a table of decisions with the columns "
            f"{', '.join(COLUMNS)}; take another name or delete the file"
        )
        raise DataError(message, code="thesaurus", file=name, line=1)
    found: list[Proposal] = []
    replaced: dict[str, tuple[str, int]] = {}
    for cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(header, map(_unguarded, cells), strict=False))
        proposal = _proposal(row, name, table.line_num)
        variant, preferred = proposal.ends
        if proposal.decision == ACCEPTED:
            other, line = replaced.setdefault(variant, (preferred, table.line_num))
            if other != preferred:
                message = (
                    f"{proposal.variant!r} is accepted with two replacements, the other in line "
                    f"{line}; reject one of them"
                )
                raise DataError(message, code="thesaurus", file=name, line=table.line_num)
        found.append(proposal)
    return tuple(found)


def _proposal(row: dict[str, str], name: str, line: int) -> Proposal:
    decision = _WORDS.get(row["decision"].casefold())
    if decision is None:
        message = (
            f"{row['decision'][:60]!r} found, expected accepted, rejected or undecided; "
            "write one of them"
        )
        raise DataError(message, code="thesaurus", file=name, line=line)
    if not comparison_key(row.get("variant", "")):
        message = "no variant found, expected a keyword; write one or delete the line"
        raise DataError(message, code="thesaurus", file=name, line=line)
    return Proposal(
        variant=row["variant"],
        preferred=row.get("preferred", ""),
        rule=row.get("rule", "") or GIVEN,
        score=_number(row.get("score", "")),
        occurrences=int(_number(row.get("occurrences", ""))),
        preferred_occurrences=int(_number(row.get("preferred_occurrences", ""))),
        evidence=row.get("evidence", ""),
        decision=decision,
    )


def _number(text: str) -> float:
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0


def decisions_file(proposals: Iterable[Proposal]) -> bytes:
    """The table of decisions as CSV, in UTF-8 with BOM: undecided ones first.

    Cells never start a formula: an apostrophe goes before them, and is taken off when the table
    is read.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = sorted(ordered(proposals), key=lambda row: _ORDER.index(row.decision))
    for row in rows:
        writer.writerow(_cells(row))
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cells(row: Proposal) -> Iterator[str]:
    for name in COLUMNS:
        value = getattr(row, name)
        yield f"{value:.2f}" if isinstance(value, float) else _guarded(str(value))


def _guarded(text: str) -> str:
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unguarded(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
