"""Records as columns: words as one text, words told apart by number, and no record lost."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import NoDocuments, SourceFile
from cooccur.readers import columns
from cooccur.readers.columns import PackedWords, _order, file_records, joined
from cooccur.readers.entry import Damage, Entry

FILE = SourceFile("a.txt", "wos-tagged", "UTF-8", "", 0, 0, 0, 0)


def entry(number, *words):
    return Entry(line=number, start=number, stop=number + 1, author_keywords=words)


def told(records):
    held = {name: values.tolist() for name, values in records.records.items()}
    words = [records.vocabulary[code] for code in records.keywords["keyword"].tolist()]
    return held, records.keywords["record"].tolist(), words


@given(st.lists(st.text(max_size=4)))
def test_words_come_back_as_they_were_but_for_nuls(words):
    packed = PackedWords(words)
    kept = [word.replace("\0", "") for word in words]
    assert (len(packed), list(packed)) == (len(words), kept)


def test_a_word_is_had_by_its_place():
    packed = PackedWords(["trust", "", "a\0b"])
    assert (packed[0], packed[-1], packed[1:]) == ("trust", "ab", ["", "ab"])


@given(st.lists(st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 9)), max_size=30))
def test_the_order_of_hashes_is_that_of_a_sort(values):
    # Small numbers are alike in their high bits, which hashes nearly never are.
    numbers = np.array(values, dtype=np.uint64)
    assert _order(numbers).tolist() == np.argsort(numbers, kind="stable").tolist()


def test_many_records_are_taken_apart_part_by_part(monkeypatch):
    entries = [entry(number, f"k{number % 3}", "x" * (number + 1)) for number in range(7)]
    whole = told(file_records(FILE, entries))
    monkeypatch.setattr(columns, "_TOGETHER", 2)
    assert told(file_records(FILE, entries)) == whole
    assert whole[1] == [number for number in range(7) for _ in "ab"]


def test_a_record_that_is_lost_on_the_way_is_never_passed_over():
    found = file_records(FILE, [entry(1, "a"), Damage(2, "damaged-record", "empty")])
    assert joined([found], documents=NoDocuments()).records_in == 2
    lost = replace(found, file=replace(found.file, records_in=3))
    with pytest.raises(AssertionError, match="a record was lost"):
        joined([lost], documents=NoDocuments())
