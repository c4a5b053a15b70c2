"""Network files as few programs write them: other labels, missing numbers, several networks."""

import json
from pathlib import Path

import pytest

from cooccur.errors import DataError
from cooccur.readers.networks.formats import read_network

BINARY = bytes(range(256)) * 9
CUT = "the file is no text"


@pytest.fixture
def load(tmp_path):
    """Write files and read them as one network."""

    def load(*, format=None, **files):  # noqa: A002 as `read_network` calls it
        paths = []
        for suffix, content in files.items():
            path = tmp_path / f"net.{suffix}"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return read_network(*paths, format=format)

    return load


def columns(network, *names):
    return [network.node_columns[name].tolist() for name in names]


def strengths(network):
    return network.link_columns["strength"].tolist()


def notes(network):
    return " | ".join(problem.message for problem in network.corpus.problems)


YED = """<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key for="node" id="d6"/>
<key for="edge" id="d7" attr.name="colour"/><graph>
<node id="n0"><data key="d6"><y:ShapeNode><y:Geometry x="10" y="20"/>
<y:NodeLabel> trust </y:NodeLabel></y:ShapeNode></data></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:Geometry x="30" y="-5"/>
<y:NodeLabel>risk</y:NodeLabel></y:ShapeNode></data></node>
<edge source="n0" target="n1"><data key="d7">red</data></edge>
<hyperedge><endpoint node="n0"/></hyperedge><hyperedge/></graph></graphml>"""


def test_labels_and_places_of_yed_are_read_and_its_y_is_turned(load):
    network = load(graphml=YED)
    assert columns(network, "keyword", "x", "y") == [["risk", "trust"], [30, 10], [5, -20]]
    assert "2 hyperedges were passed over" in notes(network)
    assert "attributes of links that were not used: colour" in notes(network)


def test_where_a_node_has_no_place_the_others_lose_theirs(load):
    network = load(graphml=YED.replace('<y:Geometry x="30"', "<y:Geometry"))
    assert columns(network, "keyword") == [["risk", "trust"]]
    assert not {"x", "y"} & set(network.node_columns)


GEXF = """<gexf><graph><attributes class="edge"><attribute id="w" title="Weight"/></attributes>
<nodes><node id="0" label="a"/><node id="1" label="b"/><node id="2" label="c"/></nodes>
<edges>{}</edges></graph></gexf>"""


def test_the_weight_of_an_edge_counts_before_an_attribute_of_that_name(load):
    edges = """<edge source="0" target="1" weight="4"><attvalues>
    <attvalue for="w" value="9"/></attvalues></edge><edge source="1" target="2"/>"""
    network = load(gexf=GEXF.format(edges))
    assert sorted(strengths(network)) == [1.0, 4.0]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("<gexf><graph><nodes>\n<node/></nodes></graph></gexf>", 2, "<node> without 'id'"),
        (GEXF.format('\n<edge source="0"/>'), 4, "<edge> without 'target'"),
    ],
)
def test_a_gexf_without_ids_is_told_with_its_line(load, content, line, message):
    with pytest.raises(DataError, match=message) as caught:
        load(gexf=content)
    assert (caught.value.code, caught.value.line) == ("network", line)


@pytest.mark.parametrize("declared", ["klingon", "ascii", "utf-16"])
def test_where_the_declared_encoding_is_wrong_the_look_of_the_text_counts(load, declared):
    text = f'<?xml version="1.0" encoding="{declared}"?><graphml><graph>{{}}</graph></graphml>'
    network = load(graphml=text.format('<node id="信任"/><node id="风险"/>'))
    assert columns(network, "keyword") == [["信任", "风险"]]


def test_a_file_that_cannot_be_opened_is_left_to_the_reader_of_exports(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.net").write_bytes(NET.encode())
    assert read_network(tmp_path / "a.net").n_nodes == 2
    assert read_network(tmp_path / "a.net", format="ris") is None
    monkeypatch.setattr(Path, "open", refuse)
    assert read_network(tmp_path / "a.net") is None


@pytest.mark.parametrize("name", ["graphml", "pajek", "vosviewer-map"])
def test_what_is_no_text_is_told_where_the_format_is_named(load, name):
    with pytest.raises(DataError, match=CUT) as caught:
        load(any=BINARY, format=name)
    assert caught.value.code == "network"


PROJECT = """*Network one
*Vertices 2
1 a
2 b
*Edges
1 2 3
*Network two
*Vertices 3
1 c
2 d
3 e
*Edges
1 3
*Network three
*Vertices 1
*Vector v
*Vertices 2
8
5
"""


def test_of_a_pajek_project_the_first_network_is_read_and_it_is_said(load):
    network = load(paj=PROJECT)
    assert columns(network, "keyword", "occurrences") == [["a", "b"], [8, 5]]
    assert strengths(network) == [3.0]
    (problem,) = network.corpus.problems
    assert (problem.line, problem.message) == (7, "only the first network of the project was read")


NET = "*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n"


def test_a_vertex_without_a_label_is_called_by_its_number(load):
    network = load(net="*Vertices 3\n1 a\n2\n*Edges\n1 2\n2 3 4\n")
    assert columns(network, "keyword") == [["2", "3", "a"]]


@pytest.mark.parametrize(
    ("files", "line", "message"),
    [
        ({"net": NET, "clu": "*Vertices 2\n1\nx\n"}, 3, "'x' found, a number was expected"),
        ({"net": NET, "clu": "*Vertices 2\n1\n"}, 0, "1 numbers found for cluster"),
        ({"net": NET, "vec": "*Vertices 3\n1\n2\n3\n"}, 0, "each of the 2 vertices"),
        ({"net": "*Network n\n1 2\n"}, 2, r"\*Vertices with the number of vertices was expected"),
        ({"net": NET + "*Arrows\n1 2\n"}, 6, r"section \*Arrows found, which is not known"),
    ],
)
def test_a_broken_pajek_file_is_told_with_its_line(load, files, line, message):
    with pytest.raises(DataError, match=message) as caught:
        load(**files)
    assert (caught.value.code, caught.value.line) == ("network", line)


MAP = "id\tlabel\tweight<Occurrences>\n"


@pytest.mark.parametrize(
    ("name", "files", "line", "message"),
    [
        (None, {"map": MAP + "\t\t4\n"}, 2, "a row without id and label"),
        (None, {"map": MAP + f"1\t{'a' * 140_000}\t4\n"}, 2, "the line cannot be read"),
        ("vosviewer-map", {"map": ""}, 0, "the map file holds nothing"),
        ("vosviewer-network", {"txt": "1\t2\t3\n\n1\t2\tmany\n"}, 3, "two ids and a strength"),
        ("vosviewer-network", {"txt": "1\n"}, 1, "two ids and a strength"),
        ("vosviewer-json", {"json": '{"network": {"items": 3}}'}, 0, 'no lists "items"'),
        ("vosviewer-json", {"json": "[]"}, 0, 'no "network" found'),
        ("vosviewer-json", {"json": '{"items": [{"id": 1}], "links": [{}]}'}, 0, "link 1 has no"),
        ("vosviewer-json", {"json": '{\n"network": }'}, 2, "the JSON cannot be read"),
    ],
)
def test_a_broken_file_of_vosviewer_is_told(load, name, files, line, message):
    with pytest.raises(DataError, match=message) as caught:
        load(**files, format=name)
    assert (caught.value.code, caught.value.line) == ("network", line)


def test_a_map_that_is_not_in_utf8_is_read(load):
    network = load(map=(MAP + "1\t信任与风险\t4\n2\t社会化电商研究\t9\n").encode("gb18030"))
    assert columns(network, "keyword") == [["社会化电商研究", "信任与风险"]]


def test_a_cluster_of_vosviewer_without_a_name_has_none(load):
    items = [{"id": n, "label": label, "cluster": n} for n, label in ((1, "a"), (2, "b"))]
    clusters = [{"cluster": 1, "label": "named"}, {"cluster": 2}, "3"]
    network = load(json=json.dumps({"network": {"items": items, "clusters": clusters}}))
    assert network.cluster_columns["label"].tolist() == ["named", ""]


def test_a_map_alone_keeps_the_sums_that_it_tells(load):
    head = "label\tweight<Links>\tweight<Total link strength>\tweight<Occurrences>\n"
    network = load(map=head + "a\t3\t7.5\t9\nb\t2\t4\t5\n")
    assert columns(network, "links", "total_link_strength") == [[3, 2], [7.5, 4.0]]


def network_with(*rows, links=()):
    """A GraphML of nodes and links with these attributes."""
    names = sorted({name for row in (*rows, *links) for name in row})
    keys = "".join(f'<key id="{name}" attr.name="{name}"/>' for name in names)

    def data(row):
        return "".join(f'<data key="{name}">{value}</data>' for name, value in row.items())

    nodes = "".join(f'<node id="{"abcd"[n]}">{data(row)}</node>' for n, row in enumerate(rows))
    edges = "".join(f'<edge source="a" target="b">{data(row)}</edge>' for row in links)
    return f"<graphml>{keys}<graph>{nodes}{edges}</graph></graphml>"


def test_attributes_of_nodes_that_are_no_numbers_are_named_and_left_out(load):
    rows = [dict.fromkeys("acefpqu", "red") | {"occurrences": n, "pages": n + 2} for n in (3, 4)]
    network = load(graphml=network_with(*rows))
    assert columns(network, "pages") == [[6.0, 5.0]]
    assert "attributes of nodes that were not used: a, c, e, f, p, q and 1 more" in notes(network)


def test_a_frequency_that_is_no_count_is_no_column(load):
    rows = [{"occurrences": n, "frequency": n / 4} for n in (3, 4)]
    network = load(graphml=network_with(*rows))
    assert columns(network, "occurrences", "frequency") == [[4, 3], [4, 3]]


@pytest.mark.parametrize("weights", [(0.25, 0.5), (1e300, 2.0), (0, 0)])
def test_an_attribute_that_cannot_be_a_count_of_records_is_passed_over(load, weights):
    rows = [{"size": weight} for weight in weights]
    network = load(graphml=network_with(*rows, links=[{"weight": 6}]))
    assert columns(network, "occurrences") == [[6, 6]]
    assert "no attribute tells occurrences" in notes(network)


def test_links_without_a_positive_strength_are_left_out_and_counted(load):
    rows = [{"occurrences": 3}, {"occurrences": 2}]
    network = load(graphml=network_with(*rows, links=[{"weight": 0}, {"weight": -2}]))
    assert strengths(network) == []
    assert "2 links without a positive strength were left out" in notes(network)
