import csv
import io
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Columns
from cooccur.network.bursts import strongest_bursts
from cooccur.options import Options
from cooccur.pipeline import relate
from cooccur.writers.tables import (
    BURST_COLUMNS,
    CLUSTER_COLUMNS,
    KEYWORD_COLUMNS,
    LINK_COLUMNS,
    TABLES,
    csv_bytes,
    tables_of,
)

CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))


def frame(table):
    return pd.read_csv(io.BytesIO(csv_bytes(table)), keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def knowledge_map(make_map):
    return make_map(60, n_records=300)


@pytest.fixture(scope="module")
def analysed(knowledge_map):
    """The same records in slices of two years, with everything the analyses find."""
    options = Options(slices=2, select="top:12", structure="ca", burst_gamma=0.2)
    network = relate(knowledge_map.corpus, options=options)
    x = np.zeros(network.n_nodes)
    return replace(knowledge_map, network=network, x=x, y=x)


def with_table(knowledge_map, **tables):
    return replace(knowledge_map, network=knowledge_map.network.with_columns(tables=tables))


def bursts(rows):
    names = ("node", "year", "strength", "begin", "end", "level")
    return Columns(
        {
            name: np.array([row[place] for row in rows], float if name == "strength" else int)
            for place, name in enumerate(names)
        }
    )


def test_a_map_without_analyses_has_the_six_tables_it_always_has(knowledge_map):
    always = ["keywords", "links", "clusters", "records", "merged", "skipped"]
    assert list(tables_of(knowledge_map)) == always


def test_every_table_of_an_analysed_map_can_be_read_back(analysed):
    found = tables_of(analysed)
    assert {"slices", "years", "themes", "bursts", "bursts_all", "representatives"} <= set(found)
    for name, table in found.items():
        read = frame(table(analysed))
        assert list(read.columns) == list(dict.fromkeys(table(analysed)[0])), name
        assert "node" not in read.columns, name


def test_no_table_is_forgotten(analysed):
    assert set(analysed.network.tables) <= set(TABLES)


def test_slices_are_told_one_a_row(analysed):
    table = frame(TABLES["slices"](analysed))
    slicing = analysed.network.slicing
    assert table["begin"].tolist() == slicing.begin.tolist()
    assert table["selected"].tolist() == [12] * slicing.n_slices
    assert table["criterion"].tolist() == ["top 12"] * slicing.n_slices
    keywords = frame(TABLES["keywords"](analysed))
    assert keywords["frequency"].sum() == table["selected_occurrences"].sum()


def test_of_the_bursts_of_a_keyword_the_strongest_is_in_the_table(knowledge_map):
    rows = [
        (3, 2008, 2.0, 2010, 2011, 1),
        (5, 2008, 4.0, 2012, 2013, 1),
        (5, 2008, 9.0, 2012, 2013, 2),
        (3, 2008, 5.0, 2014, 2016, 1),
        (4, 2009, 4.0, 2014, 2015, 1),
        (5, 2008, 4.0, 2018, 2019, 1),
    ]
    given = with_table(knowledge_map, bursts=bursts(rows))
    names = knowledge_map.network.node_columns["keyword"]
    table = frame(TABLES["bursts"](given))
    assert tuple(table.columns[:5]) == BURST_COLUMNS
    assert table["keyword"].tolist() == [names[5], names[3], names[4]]
    assert table["strength"].tolist() == [4, 5, 4]
    assert table["begin"].tolist() == [2012, 2014, 2014]
    everything = frame(TABLES["bursts_all"](given))
    assert everything["strength"].tolist() == [row[2] for row in rows]
    assert list(tables_of(given))[-2:] == ["bursts", "bursts_all"]


def test_the_table_of_bursts_is_that_of_the_figure(analysed):
    table = frame(TABLES["bursts"](analysed))
    strongest = strongest_bursts(analysed.network, top=999)
    names = analysed.network.node_columns["keyword"]
    assert len(table)
    assert table["keyword"].tolist() == names[strongest["node"]].tolist()
    for name in ("year", "strength", "begin", "end"):
        assert table[name].tolist() == pytest.approx(strongest[name].tolist())


def test_a_map_without_bursts_has_a_table_without_rows(knowledge_map):
    given = with_table(knowledge_map, bursts=bursts([]))
    assert csv_bytes(TABLES["bursts"](given)).count(b"\n") == 1


def test_representatives_are_told_with_their_title_and_unknowns_are_empty(knowledge_map):
    columns = knowledge_map.corpus.record_columns
    year, citations = columns["year"].copy(), columns["citations"].copy()
    year[7], citations[7] = 0, -1
    corpus = replace(
        knowledge_map.corpus, record_columns=columns.with_columns(year=year, citations=citations)
    )
    chosen = Columns(
        {"cluster": [0, 1], "record": [7, 4], "coverage": [3, 2], "citations": citations[[7, 4]]}
    )
    given = with_table(knowledge_map, representatives=chosen)
    given = replace(given, network=replace(given.network, corpus=corpus))
    table = frame(TABLES["representatives"](given))
    details = corpus.details([7, 4])
    assert table["title"].tolist() == [part.title for part in details]
    assert table["authors"].tolist() == ["; ".join(part.authors) for part in details]
    assert table["year"].isna().tolist() == table["citations"].isna().tolist() == [True, False]
    assert table["coverage"].tolist() == [3, 2]


def test_years_that_are_unknown_are_empty_in_every_column_of_a_keyword(analysed):
    table = frame(TABLES["keywords"](analysed))
    for name in ("burst_begin", "burst_end"):
        assert table[name].isna().tolist() == table["burst_strength"].isna().tolist()
        assert (table[name].dropna() > 2000).all()


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


def test_a_map_without_slices_has_one_row_for_all_years(knowledge_map):
    network = relate(knowledge_map.corpus, options=Options(prune="pathfinder", min_occurrences=3))
    options = {"prune": "pathfinder", "prune_scope": "merged"}
    pruned = replace(knowledge_map, network=network, options=options)
    header, rows = tables_of(pruned)["slices"](pruned)
    row = dict(zip(header, next(iter(rows)), strict=True))
    assert row["slice"] == f"{row['begin']}-{row['end']}"
    assert row["criterion"] == "occurrences >= 3, pathfinder"
    assert row["records"] == 300
    assert row["selected"] == network.n_nodes
    assert row["links_kept"] == network.n_links < row["links"]


def test_turning_points_name_the_ends_of_links_between_clusters(analysed):
    found = frame(tables_of(analysed)["turning_points"](analysed))
    nodes, links = analysed.network.nodes, analysed.network.links
    assert list(found) == ["source", "target", "betweenness"]
    expected = {
        (source, target)
        for source, target in zip(links["source"], links["target"], strict=True)
        if nodes["cluster"][source] != nodes["cluster"][target]
        and max(nodes["betweenness"][source], nodes["betweenness"][target]) >= 0.1
    }
    assert set(zip(found["source"], found["target"], strict=True)) == expected
    assert (found["betweenness"] >= 0.1).all()
