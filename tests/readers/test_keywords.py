"""Keywords of files as numbers: words as one text, each told apart from every other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers import keywords
from cooccur.readers.keywords import by_first_use, packed, put_together, unified
from cooccur.texts import Texts

WORDS = st.lists(st.lists(st.text("ab\0é信\ud800", max_size=9), max_size=8), max_size=4)


@given(st.lists(st.text(max_size=4)))
def test_words_come_back_as_they_were_but_for_nuls(words):
    held = packed(words)
    kept = [word.replace("\0", "") for word in words]
    assert (len(held), list(held)) == (len(words), kept)


@given(WORDS)
def test_words_put_together_stand_one_list_behind_the_other(lists):
    held = put_together([packed(words) for words in lists])
    assert list(held) == [word.replace("\0", "") for words in lists for word in words]
    assert len(held) == sum(map(len, lists))


@given(st.lists(st.text("aé信", max_size=9)), st.integers(0, 9))
def test_long_words_are_those_of_more_characters(words, longest):
    assert packed(words).are_longer(longest).tolist() == [len(word) > longest for word in words]


def test_a_word_is_had_by_its_place():
    held = packed(["trust", "", "a\0b"])
    assert (held[0], held[-1], held[1:]) == ("trust", "ab", ["", "ab"])


def as_known(vocabularies):
    """The codes and the distinct words, by a dictionary."""
    numbers = {}
    codes = [[numbers.setdefault(w, len(numbers)) for w in words] for words in vocabularies]
    return codes, list(numbers)


def as_found(vocabularies):
    codes, words = unified(vocabularies)
    return [code.tolist() for code in codes], words


@given(WORDS)
def test_words_are_told_apart_as_a_dictionary_would(vocabularies):
    held = [packed(words) for words in vocabularies]
    assert as_found(held) == as_known(held)
    assert as_found(vocabularies) == as_known(vocabularies)


@pytest.mark.parametrize("hashes", [len, lambda _word: 7])
def test_words_of_one_hash_are_two_all_the_same(monkeypatch, hashes):
    def colliding(texts):
        return np.array([hashes(word) for word in texts.chosen(np.arange(len(texts)))], np.uint64)

    monkeypatch.setattr(Texts, "hashes", colliding)
    vocabularies = [packed(["trust", "risks", "trust"]), ["risk", "trust", "norms"]]
    assert as_found(vocabularies) == as_known(vocabularies)


def test_a_table_that_grows_and_takes_many_at_once_counts_on(monkeypatch):
    monkeypatch.setattr(keywords, "_AT_ONCE", 100)
    words = [f"k{number * number % 2_999}" for number in range(9_000)]
    parts = [words[:4], words[4:5_000], [], words[5_000:]]
    assert as_found(parts) == as_known(parts)


def test_keywords_are_numbered_in_the_order_in_which_they_occur():
    codes, order = by_first_use(np.array([3, 1, 3, 0], dtype=np.int32), 5)
    assert (codes.tolist(), order.tolist()) == ([0, 1, 0, 2], [3, 1, 0])
