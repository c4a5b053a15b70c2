import pytest

from cooccur.errors import DataError
from cooccur.workshop.decisions import ACCEPTED, REJECTED, Proposal
from cooccur.workshop.session import Session


def proposal(variant, preferred, rule="plural"):
    return Proposal(variant, preferred, rule, 0.9, occurrences=1, preferred_occurrences=2)


@pytest.fixture
def session():
    return Session(
        (proposal("b", "a"), proposal("c", "a", "british"), proposal("d", ""), proposal("f", "e"))
    )


def answers(session):
    return [(row.variant, row.preferred, row.decision) for row in session.answers]


def test_answers_are_kept_in_their_order(session):
    session = session.accept().reject().later().accept()
    assert session.is_done
    assert answers(session) == [
        ("b", "a", ACCEPTED),
        ("c", "a", REJECTED),
        ("f", "e", ACCEPTED),
    ]


def test_undo_takes_every_answer_back(session):
    steps = [session]
    for do in ("swap", "accept", "reject", "later", "accept_rule"):
        steps.append(getattr(steps[-1], do)())
    steps.append(steps[1].edit("z"))
    assert steps.pop().undo() == steps[1]
    while len(steps) > 1:
        assert steps.pop().undo() == steps[-1]
    assert session.undo() == session


def test_a_rule_is_accepted_as_a_whole(session):
    session = session.accept_rule()
    assert [row.variant for row in session.answers] == ["b", "d", "f"]
    assert session.proposal.variant == "c"
    assert session.reject().is_done


def test_a_swapped_pair_takes_the_rest_of_its_group_along(session):
    swapped = session.swap()
    assert (swapped.proposal.variant, swapped.proposal.occurrences) == ("a", 2)
    assert swapped.accept().proposal.preferred == "b"


def test_what_is_dropped_keeps_its_variants():
    session = Session((proposal("a", "", "generic"), proposal("b", "a")))
    assert session.accept().proposal.preferred == "a"


def test_what_is_dropped_cannot_be_swapped(session):
    at = session.later().later()
    assert at.swap() == at


def test_what_stays_can_be_written(session):
    assert answers(session.edit("  new   name ")) == [("b", "new name", ACCEPTED)]
    assert session.edit("B") == session
    assert session.edit(" ") == session


def test_a_circle_is_refused_and_nothing_changes(session):
    once = session.accept()
    with pytest.raises(DataError, match="circle"):
        Session(once.queue, known=(proposal("a", "c").decided(ACCEPTED),), at=1).accept()
