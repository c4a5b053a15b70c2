"""One sitting at the workshop: which proposal is asked about, and what was answered so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.decisions import ACCEPTED, REJECTED, Proposal
from cooccur.workshop.groups import decided_by


@dataclass(frozen=True)
class Session:
    """A queue of proposals, the place of the one that is asked about, and what was done.

    Every method gives a new session; `undo` gives the one before.
    """

    queue: tuple[Proposal, ...]
    known: tuple[Proposal, ...] = ()
    """Decisions of earlier sittings."""
    at: int = 0
    answered: frozenset[int] = frozenset()
    before: Session | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to ask."""
        return self.at >= len(self.queue)

    @property
    def proposal(self) -> Proposal:
        """The one that is asked about."""
        return self.queue[self.at]

    @property
    def answers(self) -> tuple[Proposal, ...]:
        """What was accepted and rejected."""
        return tuple(self.queue[place] for place in sorted(self.answered))

    def accept(self) -> Session:
        """Accept the proposal as it stands.

        What is still to be asked and would become the keyword that goes now, becomes what stays.

        Raises
        ------
        DataError
            When the rows that were accepted would replace each other in a circle.
        """
        return self._accepted({self.at})

    def accept_rule(self) -> Session:
        """Accept it and all later ones of the same rule.

        Raises
        ------
        DataError
            As of `accept`.
        """
        places = range(self.at, len(self.queue))
        return self._accepted({p for p in places if self.queue[p].rule == self.proposal.rule})

    def reject(self) -> Session:
        """Say that the two are not one."""
        row = self.proposal.decided(REJECTED)
        return self._moved(_with(self.queue, self.at, row), {self.at})

    def later(self) -> Session:
        """Leave it undecided."""
        return self._moved(self.queue, set())

    def swap(self) -> Session:
        """Let the other keyword stay; not for one that is to be dropped."""
        if not self.proposal.preferred:
            return self
        queue = _with(self.queue, self.at, self.proposal.swapped())
        return replace(self, queue=queue, before=self)

    def edit(self, preferred: str) -> Session:
        """Accept it with what a person wrote as the keyword that stays.

        Raises
        ------
        DataError
            As of `accept`.
        """
        preferred = " ".join(preferred.split())
        if comparison_key(preferred) in {"", self.proposal.ends[0]}:
            return self
        row = replace(self.proposal, preferred=preferred, preferred_occurrences=0)
        edited = replace(self, queue=_with(self.queue, self.at, row))
        return replace(edited.accept(), before=self)

    def undo(self) -> Session:
        """As it was before the last answer."""
        return self.before or self

    def _accepted(self, places: Iterable[int]) -> Session:
        accepted = {place: self.queue[place].decided(ACCEPTED) for place in places}
        goes = {row.ends[0]: row.preferred for row in accepted.values() if row.preferred}
        queue = tuple(
            accepted[place] if place in accepted else self._redirected(place, row, goes)
            for place, row in enumerate(self.queue)
        )
        done = self._moved(queue, set(accepted))
        decided_by((*self.known, *done.answers))
        return done

    def _redirected(self, place: int, row: Proposal, goes: Mapping[str, str]) -> Proposal:
        """A proposal that is still to be asked, with what stays in place of what goes."""
        if place < self.at or place in self.answered or not row.preferred:
            return row
        stays = goes.get(row.ends[1])
        return replace(row, preferred=stays) if stays else row

    def _moved(self, queue: tuple[Proposal, ...], places: set[int]) -> Session:
        answered = self.answered | places
        at = self.at + 1
        while at in answered:
            at += 1
        return replace(self, queue=queue, at=at, answered=answered, before=self)


def _with(queue: tuple[Proposal, ...], place: int, row: Proposal) -> tuple[Proposal, ...]:
    return (*queue[:place], row, *queue[place + 1 :])
