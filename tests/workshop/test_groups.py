from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import DataError
from cooccur.workshop.decisions import ACCEPTED, GIVEN, REJECTED, Proposal
from cooccur.workshop.groups import thesaurus_rows
from cooccur.workshop.keywords import Drop, Keywords, Pair
from cooccur.workshop.rules import Found
from cooccur.workshop.workshop import Workshop

LETTERS = "abcdefgh"


def workshop(pairs, counts=None, drops=(), decisions=()):
    """Keywords of one letter, the first the most frequent unless told."""
    occurrences = tuple((counts or {}).get(letter, 20 - n) for n, letter in enumerate(LETTERS))
    keywords = Keywords(tuple(LETTERS), tuple(LETTERS), occurrences, 100)
    rows = sorted(pairs, key=lambda pair: (-pair.score, pair.ends))
    found = Found(keywords, tuple(rows), tuple(Drop(key, "generic", 0.9, "") for key in drops))
    return Workshop(None, found, tuple(decisions))


def pair(ends, score=0.9, short=""):
    return Pair(ends[0], ends[1], "plural", score, f"{ends[0]} and {ends[1]}", short)


def told(shop):
    return {(row.variant, row.preferred) for row in shop.proposals}


def row(variant, preferred, decision=ACCEPTED, rule="plural"):
    return Proposal(variant, preferred, rule, 0.9, decision=decision)


def test_a_group_gets_one_preferred_keyword_and_no_chain():
    shop = workshop([pair("bc"), pair("ab", 0.8), pair("cd", 0.7)])
    assert told(shop) == {("b", "a"), ("c", "a"), ("d", "a")}
    scores = {row.variant: row.score for row in shop.proposals}
    assert scores == {"b": 0.8, "c": 0.8, "d": 0.7}
    (far,) = (row for row in shop.proposals if row.variant == "d")
    assert far.evidence.startswith("by way of others")


def test_the_most_frequent_stays_ties_to_the_smallest_key():
    assert told(workshop([pair("ab")], {"a": 3, "b": 5})) == {("a", "b")}
    assert told(workshop([pair("ab")], {"a": 5, "b": 5})) == {("b", "a")}


def test_an_abbreviation_does_not_stay_however_frequent():
    assert told(workshop([pair("ab", short="a")])) == {("a", "b")}


def test_pairs_below_the_lowest_score_are_left_out():
    assert not told(workshop([pair("ab", 0.59)]))


def test_refused_keywords_are_not_asked_again_nor_put_together_by_others():
    shop = workshop([pair("ab"), pair("bc", 0.8)], decisions=[row("b", "a", REJECTED)])
    assert told(shop) == {("c", "b")}
    shop = workshop([pair("ab"), pair("bc", 0.8)], decisions=[row("c", "a", REJECTED)])
    assert told(shop) == {("b", "a")}


def test_what_the_users_thesaurus_prefers_stays():
    own = row("h", "c", rule=GIVEN)
    assert told(workshop([pair("ac")], decisions=[own])) == {("a", "c")}
    both = [own, row("g", "a", rule=GIVEN)]
    assert not told(workshop([pair("ac")], decisions=both))


def test_what_was_accepted_keeps_its_preferred_keyword_when_new_ones_come():
    assert told(workshop([pair("ac"), pair("bc")], decisions=[row("b", "c")])) == {("a", "c")}


def test_a_word_to_be_dropped_takes_its_variants_along():
    shop = workshop([pair("ab")], drops=["b"])
    assert told(shop) == {("b", ""), ("a", "b")}
    assert set(shop.accepted().rows) == {("a", ""), ("b", "")}
    assert told(workshop([pair("ab")], drops=["b"], decisions=[row("b", "", REJECTED)])) == {
        ("b", "a")
    }


def test_two_words_to_be_dropped_are_not_one():
    assert told(workshop([pair("ab")], drops=["a", "b"])) == {("a", ""), ("b", "")}


def test_accepted_chains_are_followed_to_their_end():
    rows = thesaurus_rows([row("a", "b"), row("b", "c"), row("d", "a"), row("e", "")])
    assert rows == (("a", "c"), ("b", "c"), ("d", "c"), ("e", ""))


def test_a_circle_is_an_error_that_names_it():
    with pytest.raises(DataError, match="a -> b -> a"):
        thesaurus_rows([row("a", "b"), row("b", "a")])


def test_the_later_of_two_decisions_counts():
    shop = workshop([pair("ab")]).decided([row("b", "a")]).decided([row("b", "a", REJECTED)])
    assert shop.counts() == {"accepted": 0, "rejected": 1, "undecided": 0}
    shop = workshop([]).decided([row("b", "a"), row("b", "c")])
    assert shop.rows == (("b", "c"),)


pairs_drawn = st.lists(
    st.builds(
        lambda ends, score, short: pair(ends, score, ends[0] if short else ""),
        st.sampled_from(["".join(ends) for ends in combinations(LETTERS, 2)]),
        st.sampled_from([0.6, 0.7, 0.8, 0.9]),
        st.booleans(),
    ),
    max_size=14,
    unique_by=lambda found: found.ends,
)
counts_drawn = st.fixed_dictionaries({letter: st.integers(0, 4) for letter in LETTERS})


@given(pairs_drawn, counts_drawn, st.sets(st.sampled_from(LETTERS), max_size=2), st.data())
def test_whatever_is_answered_no_chain_no_circle_and_nothing_is_asked_twice(
    pairs, counts, drops, data
):
    shop = workshop(pairs, counts, drops)
    for _ in range(5):
        asked = shop.proposals
        assert len({row.variant for row in asked}) == len(asked)
        variants = {row.variant for row in asked if row.preferred}
        assert variants.isdisjoint(row.preferred for row in asked)
        if not asked:
            break
        refused = {frozenset(row.ends) for row in shop.decisions if row.decision == REJECTED}
        assert refused.isdisjoint(frozenset(row.ends) for row in asked)
        answers = [data.draw(st.sampled_from([ACCEPTED, REJECTED])) for _ in asked]
        shop = shop.decided(row.decided(a) for row, a in zip(asked, answers, strict=True))
        targets = {preferred for _, preferred in shop.rows if preferred}
        assert targets.isdisjoint(variant for variant, _ in shop.rows)


@given(pairs_drawn, counts_drawn, st.sets(st.sampled_from(LETTERS), max_size=2))
def test_accepting_all_twice_is_accepting_once(pairs, counts, drops):
    shop = workshop(pairs, counts, drops).accepted()
    assert not shop.proposals
    assert shop.accepted().rows == shop.rows


@given(pairs_drawn, counts_drawn)
def test_proposals_do_not_depend_on_the_order_of_decisions(pairs, counts):
    shop = workshop(pairs, counts)
    rows = [row.decided(ACCEPTED) for row in shop.proposals[::2]]
    assert shop.decided(rows).proposals == shop.decided(rows[::-1]).proposals
