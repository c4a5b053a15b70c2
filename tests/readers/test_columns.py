"""Records as columns: words as one text, words told apart by number, and no record lost."""

from dataclasses import replace

import numpy as np
import pytest

from cooccur.model import NoDocuments, SourceFile
from cooccur.readers import columns
from cooccur.readers.bounded import Limits
from cooccur.readers.columns import file_records, joined
from cooccur.readers.entry import Damage, Entry
from cooccur.readers.keywords import by_first_use

FILE = SourceFile("a.txt", "wos-tagged", "UTF-8", "", 0, 0, 0, 0)


def entry(number, *words):
    return Entry(line=number, start=number, stop=number + 1, author_keywords=words)


def told(records):
    held = {name: values.tolist() for name, values in records.records.items()}
    words = [records.vocabulary[code] for code in records.keywords["keyword"].tolist()]
    return held, records.keywords["record"].tolist(), words


def test_many_records_are_taken_apart_part_by_part(monkeypatch):
    entries = [entry(number, f"k{number % 3}", "x" * (number + 1)) for number in range(7)]
    whole = told(file_records(FILE, entries))
    monkeypatch.setattr(columns, "_TOGETHER", 2)
    assert told(file_records(FILE, entries)) == whole
    assert whole[1] == [number for number in range(7) for _ in "ab"]


def test_keywords_stay_with_their_records_where_a_longer_one_is_left_out():
    entries = [entry(1, "a"), entry(2, "b")._replace(stop=10_000), entry(3, "c", "d")]
    found = file_records(FILE, entries, Limits(record_bytes=1000))
    assert told(found)[1:] == ([0, 1, 1], ["a", "c", "d"])
    assert [record.code for record in found.skipped] == ["too-long"]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_every_list_of_a_record_may_have_so_many_keywords(most):
    entries = [
        entry(number, "a", "b", "c")._replace(index_keywords=["d", "e"], translated_keywords=["f"])
        for number in (1, 2)
    ]
    found = file_records(FILE, entries, Limits(keywords_per_record=most))
    kept = [*"abc"[:most], *"de"[:most], "f"]
    assert told(found)[1:] == ([0] * len(kept) + [1] * len(kept), kept * 2)
    cut = [f"{n - most} of the {n}" for n in (3, 2) if n > most]
    assert [(note.line, note.message[:10]) for note in found.problems] == [
        (line, said) for line in (1, 2) for said in cut
    ]


def test_a_record_that_is_lost_on_the_way_is_never_passed_over():
    found = file_records(FILE, [entry(1, "a"), Damage(2, "damaged-record", "empty")])
    assert joined([found], documents=NoDocuments()).records_in == 2
    lost = replace(found, file=replace(found.file, records_in=3))
    with pytest.raises(AssertionError, match="a record was lost"):
        joined([lost], documents=NoDocuments())


def test_words_are_numbered_as_they_come_and_those_that_never_come_are_left_out():
    codes, order = by_first_use(np.array([2, 0, 2, 1], dtype=np.int32), 5)
    assert (codes.tolist(), order.tolist()) == ([0, 1, 0, 2], [2, 0, 1])
