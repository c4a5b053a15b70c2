import datetime as dt
import io
import subprocess

import openpyxl
import pytest
import xlwt

from cooccur.errors import DataError
from cooccur.readers import sheets as module
from cooccur.readers.sheets import is_sheet, sheet_encoding, sheets


def xlsx(*tables):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet()
        for row in table:
            sheet.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(table):
    book = xlwt.Workbook()
    sheet = book.add_sheet("one")
    for y, row in enumerate(table):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    return saved(book)


@pytest.mark.parametrize(("make", "name"), [(xlsx, "XLSX"), (xls, "XLS")])
def test_cells_become_text(make, name):
    data = make([["Title", "Year"], ["信任", 2020], ["half", 0.5]])
    assert is_sheet(data)
    assert sheet_encoding(data) == name
    assert sheets(data, "x") == [[["Title", "Year"], ["信任", "2020"], ["half", "0.5"]]]


def test_dates_are_in_iso_form():
    ((row,),) = sheets(xlsx([[dt.date(2022, 10, 1), "x"]]), "x")
    assert row[0].startswith("2022-10-01")


def test_sheets_without_cells_are_left_out():
    assert sheets(xlsx([], [["a"]]), "x") == [[["a"]]]


@pytest.mark.parametrize("cut", [600, -600])
def test_a_damaged_workbook_is_told(cut):
    with pytest.raises(DataError) as told:
        sheets(xls([["a"] * 50] * 50)[:cut], "my.xls")
    assert (told.value.code, told.value.file) == ("archive", "my.xls")


def test_a_workbook_that_asks_for_all_memory_ends_only_its_own_reading():
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    with pytest.raises(DataError, match="it is damaged or too large"):
        sheets(saved(book), "far.xlsx")


def test_other_files_are_no_workbooks():
    assert not is_sheet(b"PT J\n")
    assert not is_sheet(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))


@pytest.mark.parametrize("code", [-9, 1, 2, 4, 134])
def test_a_trace_of_the_other_process_is_kept_from_users(monkeypatch, code):
    ended = subprocess.CompletedProcess([], code, b"", b"Traceback: at line 3")
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: ended)
    with pytest.raises(DataError, match="it is damaged or too large") as told:
        sheets(xlsx([["a"]]), "a.xlsx")
    assert "Traceback" not in str(told.value)


def test_a_workbook_that_takes_for_ever_is_given_up(monkeypatch):
    monkeypatch.setattr(module, "_SECONDS", 0.001)
    with pytest.raises(DataError, match="timed out") as told:
        sheets(xls([["a"]]), "my.xls")
    assert (told.value.code, told.value.file) == ("archive", "my.xls")


def test_whole_numbers_lose_their_point_and_other_values_stay():
    values = ["a\r\nb\rc", 2.0, 0.5, True, dt.time(9, 30)]
    assert [*map(module._cell, values)] == ["a\nb\nc", "2", "0.5", "True", "09:30:00"]


@pytest.mark.parametrize(
    ("given", "taken"), [(-1, 4 << 30), (8 << 30, 4 << 30), (1 << 30, 1 << 30)]
)
def test_the_memory_of_the_other_process_is_4_gib_or_what_there_is(monkeypatch, given, taken):
    resource = pytest.importorskip("resource")
    hard = resource.RLIM_INFINITY if given < 0 else given
    found = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (5, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: found.append(limits))
    module._limit_memory()
    assert found == [(taken, hard)]
