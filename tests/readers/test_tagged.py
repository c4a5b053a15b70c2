import re
import string

from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers import tagged
from cooccur.readers.tagged import FIRST_KIND, Memo, field_lines, fields_of, records, tag_kinds

TAGS = [a + b for a in string.ascii_uppercase for b in string.ascii_uppercase + string.digits]
KINDS = tag_kinds(TAGS, ["DE", "PY"])

lines_of_text = st.lists(
    st.sampled_from(
        ["DE a; b", "PY 2020", "TI x", "   more", "DE", "PT", "", " PY 1", "loose", "PYx", "E", "é"]
    )
)


def slow_field_lines(text):
    """The same, line by line."""
    found, place = [], 0
    for number, line in enumerate(text.split(b"\n"), 1):
        if re.match(rb"[A-Z][A-Z0-9](?: |$)", line):
            found.append((line[:2], place, number))
        place += len(line) + 1
    stops = [*(start for _, start, _ in found[1:]), len(text)]
    return [
        (tag, start, stop, number)
        for (tag, start, number), stop in zip(found, stops, strict=False)
        if tag in (b"DE", b"PY")
    ]


def fast_field_lines(text):
    rows = zip(*(column.tolist() for column in field_lines(text, KINDS)), strict=True)
    names = {FIRST_KIND: b"DE", FIRST_KIND + 1: b"PY"}
    return [(names[kind], start, stop, line) for kind, start, stop, line in rows]


@given(lines_of_text, st.booleans())
def test_field_lines_are_those_found_line_by_line(lines, ends):
    text = "\n".join(lines).encode() + (b"\n" if ends else b"")
    assert fast_field_lines(text) == slow_field_lines(text)


@given(lines_of_text, st.integers(1, 9))
def test_fields_across_blocks_are_found_too(lines, size):
    text = "\n".join(lines).encode()
    before, tagged._BLOCK = tagged._BLOCK, size
    try:
        assert fast_field_lines(text) == slow_field_lines(text)
    finally:
        tagged._BLOCK = before


def test_a_field_reaches_to_the_next_tag_asked_for_or_not():
    text = b"DE a;\n   b\nTI x\nPY 2020\n"
    assert fast_field_lines(text) == [(b"DE", 0, 11, 1), (b"PY", 16, 24, 4)]


def test_a_tag_glued_to_its_value_counts_where_a_pattern_says_so():
    text = b"PY2020\nDEar reader\n"
    rows = field_lines(text, KINDS, glued=re.compile(rb"PY\d"))
    assert rows.start.tolist() == [0]


def test_no_text_has_no_fields():
    assert [len(column) for column in field_lines(b"", KINDS)] == [0, 0, 0, 0]


def test_records_begin_at_their_mark_and_end_at_the_next():
    text = b"RT 1\na\n\nRT 2\n"
    assert list(records(text, re.compile(rb"\nRT "))) == [(1, 0, 8), (4, 8, 13)]


def test_what_stands_before_the_first_mark_is_no_record():
    assert list(records(b"\n\nRT 1", re.compile(rb"\nRT "))) == [(3, 2, 6)]


def test_a_text_without_marks_has_no_records():
    assert list(records(b"RT1\n", re.compile(rb"\nRT "))) == []


def test_the_lines_of_a_field_lose_their_indent():
    field = re.compile(rb"^([A-Z]{2}) (.*(?:\n   .*)*)", re.MULTILINE)
    assert fields_of(b"AU Author-1, A\n   Author-2, B\nTI a\nAU Author-3, C\n", field) == {
        "AU": ["Author-1, A", "Author-2, B", "Author-3, C"],
        "TI": ["a"],
    }


def test_a_memo_works_every_value_out_once():
    asked = []

    def length(text):
        asked.append(text)
        return len(text)

    memo = Memo(length)
    assert [memo[b" ab\n"], memo[b" ab\n"], memo[b"c"]] == [2, 2, 1]
    assert asked == ["ab", "c"]
