import io
import json
import zipfile
from dataclasses import replace

import openpyxl
import pytest

import cooccur.writers.xlsx as module
from cooccur.model import Columns
from cooccur.writers.tables import tables_of
from cooccur.writers.xlsx import xlsx


@pytest.fixture(scope="module")
def book(knowledge_map):
    return openpyxl.load_workbook(io.BytesIO(xlsx(knowledge_map)))


def cells(sheet):
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_every_table_is_a_sheet_and_the_manifest_the_last(book, knowledge_map):
    assert book.sheetnames == [*tables_of(knowledge_map), "manifest"]


def test_a_sheet_holds_the_rows_of_its_table(book, knowledge_map):
    for name, table in tables_of(knowledge_map).items():
        header, rows = table(knowledge_map)
        assert [cell.value for cell in book[name][1]] == list(header)
        assert len(cells(book[name])) == len(list(rows))


def test_numbers_are_numbers_and_what_does_not_exist_is_empty(book, knowledge_map):
    header = [cell.value for cell in book["keywords"][1]]
    rows = [dict(zip(header, row, strict=True)) for row in cells(book["keywords"])]
    nodes = knowledge_map.network.node_columns
    assert [row["occurrences"] for row in rows] == nodes["occurrences"].tolist()
    assert rows[0]["betweenness"] == pytest.approx(nodes["betweenness"][0], rel=1e-9)
    is_absent = [value != value for value in nodes["mean_citations"].tolist()]  # noqa: PLR0124
    assert [row["mean_citations"] is None for row in rows] == is_absent


def test_the_head_is_bold_and_stays_in_sight(book):
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold


@pytest.fixture
def hostile(knowledge_map):
    words = [
        "=1+1",
        "+x",
        "@x",
        "http://a.b",
        "12",
        "_x0041_",
        " a ",
        "信任😀",
        "a\x00\ud800b",
        "x" * 40_000,
    ]
    network = knowledge_map.network
    nodes = network.node_columns
    keyword = [*words, *nodes["keyword"].tolist()[len(words) :]]
    return replace(
        knowledge_map, network=replace(network, node_columns=Columns({**nodes, "keyword": keyword}))
    )


def test_text_is_text_whatever_it_begins_with(hostile):
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(hostile)))["keywords"]
    found = [cell for (cell,) in sheet.iter_rows(min_row=2, max_row=11, max_col=1)]
    assert {cell.data_type for cell in found} == {"s"}
    values = [cell.value for cell in found]
    assert values[:5] == ["=1+1", "+x", "@x", "http://a.b", "12"]
    assert values[6:9] == [" a ", "信任😀", "a b"]
    assert len(values[9]) == 32_767
    assert all(cell.hyperlink is None for cell in found)


def test_the_same_map_gives_the_same_bytes_under_a_fixed_date(knowledge_map):
    one, other = xlsx(knowledge_map), xlsx(replace(knowledge_map))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert "2000-01-01T00:00:00Z" in core


def test_a_table_that_is_too_long_goes_on_in_the_next_sheet(knowledge_map, monkeypatch):
    monkeypatch.setattr(module, "_MOST_ROWS", 100)
    book = openpyxl.load_workbook(io.BytesIO(xlsx(knowledge_map)))
    parts = [name for name in book.sheetnames if name.startswith("keywords")]
    assert parts[:2] == ["keywords", "keywords_2"]
    rows = [row for name in parts for row in cells(book[name])]
    keywords = knowledge_map.network.node_columns["keyword"].tolist()
    assert [row[0] for row in rows] == keywords


def test_truth_values_stay_what_they_are(knowledge_map, monkeypatch):
    table = ("keyword", "is_kept", "share"), [("a", True, 0.5), ("b", False, float("nan"))]
    monkeypatch.setattr(module, "tables_of", lambda _: {"kept": lambda _: table})
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx(knowledge_map)))["kept"]
    assert cells(sheet) == [["a", True, 0.5], ["b", False, None]]


def test_long_lines_of_the_manifest_are_cut_where_no_blank_stands(make_map, monkeypatch):
    monkeypatch.setattr(module, "_CHUNK", 40)
    words = f"{'x' * 30} {'y' * 36} \u3000 z_x0041_{'w' * 50}"
    knowledge_map = make_map(8, n_records=40, options={"title": words + 95 * " "})
    book = openpyxl.load_workbook(io.BytesIO(xlsx(knowledge_map)))
    lines = [line for (line,) in cells(book["manifest"])]
    assert max(map(len, lines)) == 40
    assert json.loads("".join(lines)) == json.loads(json.dumps(knowledge_map.manifest))
    parts = module._chunks(words)
    assert "".join(parts) == words
    assert [part.strip() for part in parts] == parts
    assert len(parts) > 3
