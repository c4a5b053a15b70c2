"""The workshop: what rules find in a corpus, what was decided, and what is left to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from cooccur.errors import CallError
from cooccur.model import Corpus
from cooccur.prepare.thesaurus import Thesaurus
from cooccur.workshop.decisions import ACCEPTED, GIVEN, REJECTED, UNDECIDED, Proposal, ordered
from cooccur.workshop.groups import decided_by, proposals_of, thesaurus_rows
from cooccur.workshop.rules import Found

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Workshop:
    """Proposals for one corpus.

    ``proposals`` are those without a decision; ``decided`` takes decisions and gives a new
    workshop; ``rows`` are what a thesaurus file holds.
    """

    corpus: Corpus
    """As it was read."""
    found: Found
    decisions: tuple[Proposal, ...] = ()
    """Accepted and rejected rows, also of keywords that this corpus does not hold."""
    min_score: float = 0.6

    def __repr__(self) -> str:
        n_accepted = sum(row.decision == ACCEPTED for row in self.decisions)
        return (
            f"<Workshop of {len(self.found.keywords)} keywords: {len(self.proposals)} proposals, "
            f"{n_accepted} accepted, {len(self.decisions) - n_accepted} rejected>"
        )

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What is to be decided, by score, then records of the variant, then keys."""
        decided = decided_by(self.decisions)
        return ordered(proposals_of(self.found, decided, min_score=self.min_score))

    @cached_property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Accepted rows without chains: variant and what replaces it, empty to drop it."""
        return thesaurus_rows(self.decisions)

    @property
    def thesaurus(self) -> Thesaurus:
        """What was accepted, as `cooccur.prepare.keywords.clean_keywords` takes it."""
        return Thesaurus(rows=self.rows)

    @property
    def frame(self) -> pd.DataFrame:
        """Proposals and decisions as one table."""
        import pandas as pd

        from cooccur.workshop.decisions import COLUMNS

        rows = [[getattr(row, name) for name in COLUMNS] for row in self.all]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    @property
    def all(self) -> tuple[Proposal, ...]:
        """Proposals, then decisions."""
        return (*self.proposals, *self.decisions)

    def decided(self, rows: Iterable[Proposal]) -> Workshop:
        """A workshop with more decisions; the later of two about the same keywords counts.

        Parameters
        ----------
        rows : iterable of Proposal
            Undecided ones take a decision back.
        """
        known = {frozenset(row.ends): row for row in self.decisions}
        for row in rows:
            known[frozenset(row.ends)] = row
        kept = [row for row in known.values() if row.decision != UNDECIDED]
        return replace(self, decisions=tuple(_without_rivals(kept)))

    def accepted(self) -> Workshop:
        """All proposals accepted."""
        return self.decided(row.decided(ACCEPTED) for row in self.proposals)

    def counts(self) -> dict[str, int]:
        """How many proposals are accepted, rejected and undecided."""
        names = (ACCEPTED, REJECTED, UNDECIDED)
        return {name: sum(row.decision == name for row in self.all) for name in names}


def _without_rivals(rows: list[Proposal]) -> Iterable[Proposal]:
    """Of accepted rows with one variant the last: it was decided with the others in view."""
    last = {row.ends[0]: place for place, row in enumerate(rows) if row.decision == ACCEPTED}
    for place, row in enumerate(rows):
        if row.decision != ACCEPTED or last[row.ends[0]] == place:
            yield row


def given_rows(thesaurus: Thesaurus) -> tuple[Proposal, ...]:
    """A person's own thesaurus as accepted rows; the first of each variant counts.

    A row that replaces a keyword by itself says how it is displayed, and that it stays.
    """
    rows: dict[str, Proposal] = {}
    for variant, preferred in thesaurus.rows:
        row = Proposal(variant, preferred, GIVEN, 1.0, decision=ACCEPTED)
        rows.setdefault(row.ends[0], row)
    return tuple(rows.values())


def checked_score(value: float) -> float:
    """A lowest score that can be used.

    Raises
    ------
    CallError
        When it is not between 0 and 1.
    """
    if not 0 <= value <= 1:
        raise CallError(f"min_score is {value:g}; a number from 0 to 1 is expected")
    return value
