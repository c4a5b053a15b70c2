import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from cooccur.model import Columns, Corpus, Incidence, KeywordNetwork, KnowledgeMap
from cooccur.writers.graph import gexf, gml, graph_of, graphml, pajek

HOSTILE = (
    'a "quoted" one',
    "back\\slash",
    "comma, semicolon; tab",
    "<b>&amp;</b>",
    "社会化电商 · 直播",
    "emoji 🦆",
    "it's",
    "*Edges",
    "12 34",
    "ends in \\",
)


def named(names):
    """A ring of keywords with these names."""
    n = len(names)
    target = np.array([*range(1, n), n - 1])
    source = np.array([*range(n - 1), 0])
    empty = Columns({"record": np.zeros(0, np.int64), "keyword": [], "kind": []})
    records = Columns({name: [] for name in ("id", "year")})
    network = KeywordNetwork(
        corpus=Corpus(records, empty, (), empty),
        node_columns=Columns(
            {
                "keyword": list(names),
                "key": list(names),
                "occurrences": np.arange(n, 0, -1),
                "cluster": np.zeros(n, np.int64),
                "mean_year": np.array([np.nan, *([2020.5] * (n - 1))]),
            }
        ),
        link_columns=Columns(
            {
                "source": source,
                "target": target,
                "cooccurrences": np.arange(1, n + 1),
                "strength": np.arange(1, n + 1) / 2,
                "weight": np.arange(1, n + 1) / 3,
            }
        ),
        incidence=Incidence(np.zeros(1, np.int64), np.zeros(0, np.int64), n),
    )
    angle = np.linspace(0, 6, n)
    x, y = np.cos(angle), np.sin(angle)
    colour = ("#4545B8",) * n
    return KnowledgeMap(network, x, y, x, y, radius=np.full(n, 5.0), colour=colour)


@pytest.fixture(scope="module")
def knowledge_map():
    return named(HOSTILE)


def assert_equal_graphs(found, expected, *, numbers=("occurrences",), weights=("weight",)):
    assert set(found) == set(expected)
    assert {frozenset(e) for e in found.edges()} == {frozenset(e) for e in expected.edges()}
    for node, attributes in expected.nodes(data=True):
        for name in numbers:
            assert found.nodes[node][name] == pytest.approx(attributes[name])
    for one, other, attributes in expected.edges(data=True):
        for name in weights:
            assert found.edges[one, other][name] == pytest.approx(attributes[name])


def test_graphml_reads_back_equal(knowledge_map):
    found = nx.read_graphml(io.BytesIO(graphml(knowledge_map)))
    numbers = ("occurrences", "cluster", "x", "y")
    weights = ("cooccurrences", "strength", "weight")
    assert_equal_graphs(found, graph_of(knowledge_map), numbers=numbers, weights=weights)


def test_a_number_that_does_not_exist_is_left_out(knowledge_map):
    assert "mean_year" not in graph_of(knowledge_map).nodes[HOSTILE[0]]
    found = nx.read_graphml(io.BytesIO(graphml(knowledge_map)))
    assert "mean_year" not in found.nodes[HOSTILE[0]]
    assert found.nodes[HOSTILE[1]]["mean_year"] == 2020.5


def test_gexf_reads_back_equal_and_holds_no_day(knowledge_map):
    content = gexf(knowledge_map)
    found = nx.read_gexf(io.BytesIO(content))
    assert_equal_graphs(found, graph_of(knowledge_map), weights=("cooccurrences", "weight"))
    assert b"lastmodified" not in content
    assert found.nodes[HOSTILE[0]]["viz"]["color"] == {"r": 0x45, "g": 0x45, "b": 0xB8, "a": 1.0}


def test_gml_reads_back_equal(knowledge_map):
    found = nx.parse_gml(gml(knowledge_map).decode())
    assert_equal_graphs(found, graph_of(knowledge_map))


def test_pajek_reads_back_equal(knowledge_map):
    found = nx.parse_pajek(pajek(knowledge_map).decode())
    expected = graph_of(knowledge_map)
    assert set(found) == set(expected)
    for one, other, attributes in expected.edges(data=True):
        assert found[one][other][0]["weight"] == pytest.approx(attributes["strength"])
    assert all(0 <= float(found.nodes[node]["x"]) <= 1 for node in found)


def test_characters_that_xml_cannot_hold_are_replaced():
    marked = named(("bad\ufffe", "good", "third"))
    content = graphml(marked)
    ET.fromstring(content)  # noqa: S314 written a line above
    assert "bad\ufffd" in nx.read_graphml(io.BytesIO(content))


def test_one_keyword_without_links_is_a_network():
    lone = named(("alone", "other"))
    network = replace(lone.network, link_columns=lone.network.link_columns.take(np.zeros(0, int)))
    lone = replace(lone, network=network)
    for written, reader in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        assert len(reader(io.BytesIO(written(lone)))) == 2
    assert len(nx.parse_pajek(pajek(lone).decode())) == 2


def test_every_format_has_only_plain_line_ends(knowledge_map):
    for written in (graphml, gexf, gml, pajek):
        assert b"\r" not in written(knowledge_map)
