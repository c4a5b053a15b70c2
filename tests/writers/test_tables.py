import csv
import io
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.writers.tables import (
    CLUSTER_COLUMNS,
    KEYWORD_COLUMNS,
    LINK_COLUMNS,
    TABLES,
    csv_bytes,
)

CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))


def frame(table):
    return pd.read_csv(io.BytesIO(csv_bytes(table)), keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def knowledge_map(make_map):
    return make_map(60, n_records=300)


def test_tables_begin_with_the_promised_columns(knowledge_map):
    promised = {"keywords": KEYWORD_COLUMNS, "links": LINK_COLUMNS}
    for name, columns in promised.items():
        header = TABLES[name](knowledge_map)[0]
        assert tuple(header[: len(columns)]) == columns
    assert CLUSTER_COLUMNS[:4] == ("cluster", "size", "silhouette", "mean_year")


def test_pandas_reads_back_every_keyword_and_number(knowledge_map):
    table = frame(TABLES["keywords"](knowledge_map))
    nodes = knowledge_map.network.node_columns
    assert table["keyword"].tolist() == nodes["keyword"].tolist()
    assert table["occurrences"].tolist() == nodes["occurrences"].tolist()
    assert table["betweenness"].tolist() == pytest.approx(nodes["betweenness"].tolist())
    assert table["x"].tolist() == pytest.approx(knowledge_map.x.tolist(), abs=5e-5)
    assert table["mean_citations"].isna().tolist() == [
        math.isnan(value) for value in nodes["mean_citations"].tolist()
    ]


def test_links_name_their_ends(knowledge_map):
    table = frame(TABLES["links"](knowledge_map))
    links = knowledge_map.links
    assert table["source"].tolist() == links["source"].tolist()
    assert table["cooccurrences"].tolist() == links["cooccurrences"].tolist()


def test_a_file_has_a_byte_order_mark_and_plain_line_ends(knowledge_map):
    content = csv_bytes(TABLES["records"](knowledge_map))
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_no_text_cell_starts_a_formula(start):
    content = csv_bytes((("keyword", "x"), [(f"{start}1+1", -0.5)]))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1] == [f"'{start}1+1", "-0.5000"]


def test_a_coordinate_never_reads_minus_zero():
    assert csv_bytes((("x",), [(-0.00001,)])).endswith(b"\n0.0000\n")


@pytest.mark.parametrize("control", ["\r", "\n", "\t", "\x00", "\r\n", "\x1b"])
def test_a_cell_is_one_line_without_control_characters(control):
    content = csv_bytes((("keyword",), [(f"{control}=1{control}",)]))
    assert content == b"\xef\xbb\xbfkeyword\n =1 \n"


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_any_text_survives_but_for_the_mark_against_formulas(cells):
    text = csv_bytes((("a", "b"), cells)).decode("utf-8-sig")
    rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    marked = [
        tuple(f"'{c}" if c.startswith(tuple("=+-@＝＋－＠")) else c for c in row) for row in cells
    ]
    assert rows == marked
