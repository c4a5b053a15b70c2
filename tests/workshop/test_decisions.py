import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import DataError
from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.decisions import (
    ACCEPTED,
    REJECTED,
    UNDECIDED,
    Proposal,
    decisions_file,
    ordered,
    parse_decisions,
)

letters = st.characters(exclude_categories=("Cs",))
words = (
    st.text(letters, max_size=12).map(lambda text: " ".join(text.split())).filter(comparison_key)
)
plain = words.filter(lambda text: not text.startswith("'"))
proposals = st.builds(
    Proposal,
    variant=plain,
    preferred=plain | st.just(""),
    rule=st.sampled_from(["plural", "british+plural", "given"]),
    score=st.integers(0, 100).map(lambda n: n / 100),
    occurrences=st.integers(0, 9),
    preferred_occurrences=st.integers(0, 9),
    evidence=plain | st.just(""),
    decision=st.sampled_from([ACCEPTED, REJECTED, UNDECIDED]),
)


@given(st.lists(proposals, max_size=6, unique_by=lambda row: row.ends[0]))
def test_what_is_written_is_read_back_and_written_the_same(rows):
    data = decisions_file(rows)
    read = parse_decisions(data.decode("utf-8"))
    assert {(row.ends, row.decision) for row in read} == {(row.ends, row.decision) for row in rows}
    assert decisions_file(read) == data


def test_undecided_ones_stand_first_and_cells_start_no_formula():
    rows = [
        Proposal("=1+1", "sum", "plural", 0.9, decision=ACCEPTED),
        Proposal("b", "c", "plural", 0.5),
    ]
    text = decisions_file(rows).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[0] for line in lines] == ["decision", "undecided", "accepted"]
    assert lines[2][1] == "'=1+1"


def test_ideas_that_change_nothing_yet_stand_last():
    rows = [
        Proposal("idle", "x", "translation", 0.97),
        Proposal("rare", "x", "plural", 0.6, occurrences=1),
        Proposal("often", "x", "plural", 0.6, occurrences=8),
    ]
    assert [row.variant for row in ordered(rows)] == ["often", "rare", "idle"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_have_saved_it_and_people_write_yes_and_no(delimiter):
    lines = [
        ("preferred", "Decision", "variant"),
        ("a", "YES", "b"),
        ("a", "否", "c"),
        ("", "", "d"),
    ]
    text = "".join(f"{delimiter.join(cells)}\r\n" for cells in lines)
    read = parse_decisions(f"\ufeff{text}\r\n")
    assert [(row.variant, row.decision) for row in read] == [
        ("b", ACCEPTED),
        ("c", REJECTED),
        ("d", UNDECIDED),
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "expected a table of decisions"),
        ("label\treplace by\na\tb\n", 1, "expected a table of decisions"),
        ("decision,variant,preferred\nmaybe,a,b\n", 2, "'maybe' found"),
        ("decision,variant,preferred\nyes,,b\n", 2, "no variant found"),
        ("decision,variant,preferred\nyes,a,b\nyes,A,c\n", 3, "two replacements"),
    ],
)
def test_a_line_that_is_not_understood_is_named(text, line, said):
    with pytest.raises(DataError, match=said) as raised:
        parse_decisions(text, name="x.csv")
    assert raised.value.code == "thesaurus"
    assert raised.value.place == f"x.csv:{line}"
