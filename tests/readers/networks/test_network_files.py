"""Networks of other programs, as they write them, and files that are broken or hostile."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CODES, CallError, DataError
from cooccur.readers.bounded import limits_of
from cooccur.readers.networks.formats import read_network, recognise_network


@pytest.fixture
def load(tmp_path):
    """Write files and read them as one network."""

    def load(**files):
        paths = []
        for suffix, content in files.items():
            path = tmp_path / f"net.{suffix}"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return read_network(*paths)

    return load


def columns(network, *names):
    return [network.node_columns[name].tolist() for name in names]


def links(network):
    keyword = network.node_columns["keyword"]
    table = network.link_columns
    rows = zip(table["source"], table["target"], table["strength"], strict=True)
    return {(keyword[a], keyword[b]): s for a, b, s in rows}


def notes(network):
    return " | ".join(problem.message for problem in network.corpus.problems)


GEPHI = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="size" attr.type="float" for="node" id="size"/>
<key attr.name="x" attr.type="float" for="node" id="x"/>
<key attr.name="y" attr.type="float" for="node" id="y"/>
<key attr.name="Modularity Class" attr.type="int" for="node" id="mod"><default>7</default></key>
<graph edgedefault="directed">
<node id="n1"><data key="label">trust</data><data key="size">12.4</data>
<data key="x">0</data><data key="y">0</data><data key="mod">3</data></node>
<node id="n2"><data key="label">信任</data><data key="size">20.5</data>
<data key="x">30</data><data key="y">40</data></node>
<node id="n3"><data key="label">risk</data><data key="size">4</data>
<data key="x">60</data><data key="y">80</data></node>
<edge source="n1" target="n2"><data key="weight">2.0</data></edge>
<edge source="n2" target="n1"><data key="weight">0.5</data></edge>
<edge source="n2" target="n2"/>
<edge source="n2" target="n3"/>
</graph></graphml>"""


def test_a_graphml_of_gephi_is_read(load):
    network = load(graphml=GEPHI)
    assert columns(network, "keyword", "occurrences") == [["信任", "trust", "risk"], [21, 12, 4]]
    assert columns(network, "cluster", "x") == [[0, 1, 0], [30.0, 0.0, 60.0]]
    assert links(network) == {("信任", "trust"): 2.5, ("信任", "risk"): 1.0}
    assert "1 links from a node to itself" in notes(network)
    assert "1 links repeat another one" in notes(network)
    assert "no count, rounded" in notes(network)


def test_a_gexf_of_gephi_is_read(load):
    network = load(
        gexf="""<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"><graph>
        <attributes class="node"><attribute id="m" title="modularity_class" type="integer"/>
        <attribute id="o" title="Occurrences" type="integer"><default>2</default></attribute>
        </attributes>
        <nodes><node id="0" label="a &amp; b"><attvalues><attvalue for="m" value="1"/>
        <attvalue for="o" value="9"/></attvalues><viz:size value="3.5"/>
        <viz:position x="-1.5" y="2" z="0"/></node>
        <node id="1" label="c"><viz:position x="1" y="1"/></node></nodes>
        <edges><edge id="0" source="0" target="1" weight="4"/></edges></graph></gexf>"""
    )
    assert columns(network, "keyword", "occurrences") == [["a & b", "c"], [9, 2]]
    assert columns(network, "x", "y", "cluster") == [[-1.5, 1.0], [2.0, 1.0], [0, 1]]
    assert links(network) == {("a & b", "c"): 4.0}


def test_a_vosviewer_json_keeps_its_clusters_and_their_names(load):
    items = [
        {
            "id": number,
            "label": label,
            "x": number / 10,
            "y": 0.5,
            "cluster": cluster,
            "weights": {"Links": 1, "Total link strength": 3, "Occurrences": count},
            "scores": {"Avg. pub. year": 2018.5},
        }
        for number, label, cluster, count in ((1, "a", 1, 5), (2, "b", 2, 9), (3, "c", 2, 1))
    ]
    document = {
        "network": {
            "items": items,
            "links": [{"source_id": 1, "target_id": 2, "strength": 3}],
            "clusters": [{"cluster": 2, "label": "large"}, {"cluster": 1, "label": "small"}],
        },
        "info": {"title": "Title"},
    }
    network = load(json=b"\xef\xbb\xbf" + json.dumps(document).encode())
    assert columns(network, "keyword", "cluster") == [["b", "a", "c"], [0, 1, 0]]
    assert network.cluster_columns["label"].tolist() == ["large", "small"]
    assert columns(network, "mean_year") == [[2018.5] * 3]
    assert links(network) == {("b", "a"): 3.0}


MAP = "id\tlabel\tx\ty\tcluster\tweight<Occurrences>\tscore<Avg. pub. year>\n"


def test_a_vosviewer_map_and_its_network_are_one(load):
    rows = '1\t"open\t0.1\t0.2\t1\t4\t2010\n7\tb\t0.3\t0.2\t2\t5\t2011.5\n'
    network = load(map=MAP + rows, network="1\t7\t3\n7\t1\t2\n")
    assert columns(network, "keyword") == [["b", '"open']]
    assert links(network) == {("b", '"open'): 5.0}


def test_a_map_without_its_network_says_what_is_missing(load):
    network = load(map="id,label,weight\r\n1,a,3\r\n2,b,4\r\n")
    assert columns(network, "keyword", "occurrences") == [["b", "a"], [4, 3]]
    assert "network file" in notes(network)
    assert "map file" in notes(load(txt="1\t2\t3\n2\t3\t1\n"))


PAJEK = """% a comment
*Vertices 4
1 "a \\"b\\"" 0.1 0.2 0.5 ic Red
2 plain
3 "caf&#233;"
*Arcs
1 2 3
2 1 1.5
*Edgeslist
3 1 4
"""


def test_a_pajek_network_with_partition_and_vector_is_read(load):
    network = load(net=PAJEK, clu="*Vertices 4\n2\n2\n1\n2\n", vec="*Vertices 4\n9\n3\n8\n1\n")
    assert columns(network, "keyword") == [['a "b"', "café", "plain", "4"]]
    assert columns(network, "occurrences", "cluster") == [[9, 8, 3, 1], [0, 1, 0, 0]]
    assert links(network) == {
        ('a "b"', "plain"): 4.5,
        ('a "b"', "café"): 1.0,
        ("café", "4"): 1.0,
    }
    assert "x" not in network.node_columns  # not every vertex has a place


def test_a_pajek_project_holds_its_partition(load):
    network = load(
        paj="*Network one\n*Vertices 2\n1 a\n2 b\n*Matrix\n0 2\n2 0\n"
        "*Partition p\n*Vertices 2\n5\n6\n"
    )
    assert links(network) == {("a", "b"): 4.0}
    assert columns(network, "cluster") == [[0, 1]]


def test_labels_that_stand_twice_are_numbered(load):
    network = load(net='*Vertices 3\n1 "a"\n2 "a"\n3 "a (2)"\n*Edges\n1 2\n2 3\n')
    assert sorted(columns(network, "keyword")[0]) == ["a", "a (2)", "a (3)"]
    assert "numbered" in notes(network)


def test_labels_that_differ_by_case_keep_keys_of_their_own(load):
    network = load(net='*Vertices 2\n1 "Trust"\n2 "trust"\n*Edges\n1 2\n')
    assert len(set(columns(network, "key")[0])) == 2


def test_the_order_of_the_file_changes_nothing(load):
    vertices = ['1 "a"', '2 "b"', '3 "c"']
    edges = ["1 2 0.1", "2 1 0.2", "1 2 0.3", "2 3 4"]
    text = "*Vertices 3\n{}\n*Edges\n{}\n"
    one = load(net=text.format("\n".join(vertices), "\n".join(edges)))
    other = load(net=text.format("\n".join(vertices[::-1]), "\n".join(edges[::-1])))
    assert links(one) == links(other)
    assert columns(one, "keyword", "occurrences") == columns(other, "keyword", "occurrences")


GRAPH = '<graphml><key id="w" attr.name="weight" for="edge"/><graph>{}</graph></graphml>'
MANY = """<node id="a"/><node id="b"/>
<edge source="a" target="b"><data key="w">many</data></edge>"""
BOMB = """<?xml version="1.0"?>
<!DOCTYPE g [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><graphml><node id="&b;"/></graphml>"""
BROKEN = {
    "two ids": (GRAPH.format('<node id="a"/>\n<node id="a"/>'), 2, "stands twice"),
    "no id": (GRAPH.format("<node/>"), 1, "without 'id'"),
    "unknown end": (GRAPH.format('<node id="a"/><edge source="a" target="z"/>'), 1, "no node"),
    "no target": (GRAPH.format('<node id="a"/>\n<edge source="a"/>'), 2, "without 'target'"),
    "no number": (
        GRAPH.format(MANY),
        2,
        "a number was expected",
    ),
    "cut": ('<graphml><graph>\n<node id="a"/>', 2, "not well-formed"),
    "empty": (GRAPH.format(""), 0, "no node"),
    "bomb": (BOMB, 2, "document type"),
    "file": (
        '<!DOCTYPE graphml SYSTEM "file:///etc/passwd"><graphml><graph/></graphml>',
        1,
        "document type",
    ),
    "deep": ("<graphml>" + "<graph>" * 5000, 1, "inside one another"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_graphml_is_told_with_its_line(load, name):
    content, line, message = BROKEN[name]
    with pytest.raises(DataError, match=message) as caught:
        load(graphml=content)
    assert (caught.value.code, caught.value.line) == ("network", line)
    assert caught.value.code in CODES
    assert caught.value.file == "net.graphml"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "iso-8859-1"])
def test_a_document_type_does_not_hide_behind_an_encoding(load, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE graphml [<!ENTITY a "b">]>'
    with pytest.raises(DataError, match="document type"):
        load(graphml=(text + "<graphml><graph><node id='&a;'/></graph></graphml>").encode(encoding))


def test_a_declared_encoding_counts(load):
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><graphml><graph>{}</graph></graphml>'
    network = load(
        graphml=text.format('<node id="a"><data/></node><node id="ÄÖ"/>').encode("latin-1")
    )
    assert "ÄÖ" in columns(network, "keyword")[0]


@pytest.mark.parametrize(
    ("suffix", "content", "message"),
    [
        ("net", "*Network a\n*Vertices many\n", "number of vertices"),
        ("net", "*Vertices 1\n1 a\n*Edges\n1 9\n", "two vertices from 1 to 1"),
        ("net", "*Vertices 1\n7 a\n", "a vertex from 1 to 1"),
        ("net", "*Vertices 99999999\n", "the most that is read"),
        ("json", '{"network": {"items": [{"label": "a"}]}}', "no id"),
        ("json", '{"network": {"items": [{"id": 1, "x": NaN}]}}', "no number of JSON"),
        ("json", '{"network": {"items": [' + "[" * 100_000, "JSON"),
        ("map", MAP + "1\ta\t0\t0\t1\t2\t3\t4\n", "8 cells found"),
    ],
)
def test_other_broken_networks_are_told(load, suffix, content, message):
    with pytest.raises(DataError, match=message):
        load(**{suffix: content})


def test_exports_and_strangers_are_no_networks(tmp_path):
    for content in (
        b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nER\n",
        b"label\treplace by\na\tb\n",
        b'{"items": [{"title": "a paper"}]}',
        b"<xml><records/></xml>",
        b"plain words, nothing else",
        b"*** stars ***",
        b"",
        b"\x00\x01\x02",
    ):
        assert recognise_network(content, ".net") == ""
        path = tmp_path / "file"
        path.write_bytes(content)
        assert read_network(path) is None
    assert read_network(tmp_path) is None


def test_a_network_stands_alone(tmp_path):
    (tmp_path / "a.graphml").write_text(GEPHI, encoding="utf-8")
    (tmp_path / "b.graphml").write_text(GEPHI, encoding="utf-8")
    (tmp_path / "c.txt").write_text("FN Clarivate\nVR 1.0\n", encoding="utf-8")
    (tmp_path / "d.clu").write_text("*Vertices 3\n1\n1\n1\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for names in (["a.graphml", "b.graphml"], ["a.graphml", "c.txt"], ["a.graphml", "folder"],
                  ["d.clu"], ["a.graphml", "d.clu"]):  # fmt: skip
        with pytest.raises(CallError):
            read_network(*(tmp_path / name for name in names))


@given(st.binary(max_size=400), st.sampled_from(["graphml", "gexf", "net", "json", "map"]))
def test_no_bytes_end_in_anything_but_a_told_error(tmp_path_factory, content, suffix):
    heads = {
        "graphml": b"<graphml>",
        "gexf": b"<gexf>",
        "net": b"*Vertices 3\n",
        "json": b'{"network": {"items": [',
        "map": MAP.encode(),
    }
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    path.write_bytes(heads[suffix] + content)
    try:
        read_network(path)
    except DataError as error:
        assert error.code in CODES  # noqa: PT017 some are read


@pytest.mark.parametrize("name", ["network_bytes", "network_nodes", "network_links"])
def test_every_limit_can_be_changed(tmp_path, name):
    path = tmp_path / "a.net"
    path.write_text("*Vertices 2\n*Edges\n1 2 3\n1 2 4\n", encoding="utf-8")
    assert read_network(path, limits=limits_of([f"{name}=1K"])).n_nodes == 2
    with pytest.raises(DataError, match=f"--limit {name}=N") as caught:
        read_network(path, limits=limits_of([f"{name}=1"]))
    assert caught.value.code == "too-large"
