import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.rows import delimited

plain_cells = st.text(st.characters(categories=["L", "N"]), min_size=1)


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_the_delimiter_is_the_most_frequent_of_the_first_line(delimiter):
    assert delimited(delimiter.join("abc").encode()) == [["a", "b", "c"]]


@pytest.mark.parametrize(("above", "cells"), [(19, ["a", "b"]), (20, ["a;b"])])
def test_the_delimiter_may_stand_in_the_twentieth_line(above, cells):
    assert delimited(b"x\n" * above + b"a;b")[-1] == cells


@given(st.lists(st.lists(plain_cells, min_size=3, max_size=3), min_size=1))
def test_cells_joined_with_tabs_are_parted_again(rows):
    assert delimited("\n".join("\t".join(row) for row in rows).encode()) == rows


def test_quotes_of_a_database_are_content():
    text = 'PT\tTI\tSO\nJ\t"Trust" in streams\tX\nJ\tLive "and" slow\tX'
    assert delimited(text.encode())[1:] == [
        ["J", '"Trust" in streams', "X"],
        ["J", 'Live "and" slow', "X"],
    ]


def test_quotes_of_a_spreadsheet_are_not():
    text = 'PT\tTI\tSO\nJ\t"a, ""b""\nc"\tX\nJ\t"d; e"\tX\n'
    assert delimited(text.encode())[1:] == [["J", 'a, "b"\nc', "X"], ["J", "d; e", "X"]]


def test_quotes_of_a_spreadsheet_may_first_stand_far_below():
    rows = delimited(b"J\tX\tY\n" * 30_000 + b'J\t"a ""b"""\tY\n')
    assert rows[-1] == ["J", 'a "b"', "Y"]


def test_a_huge_cell_is_read_and_the_limit_of_the_process_put_back():
    before = csv.field_size_limit()
    cell = "x" * (before + 1)
    assert delimited(f'a,b\n"{cell}",c\n'.encode())[1] == [cell, "c"]
    assert csv.field_size_limit() == before


@given(st.text(st.sampled_from('ab\t,;"\n\r\0')))
def test_any_text_becomes_rows(text):
    assert all(isinstance(cell, str) for row in delimited(text.encode()) for cell in row)
