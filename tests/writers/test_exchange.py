"""What is written for other programs reads back equal: by their readers and by our own."""

import csv
import io
import json

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooccur.exchange import map_network, read_network
from cooccur.model import Columns, Corpus, Incidence, KeywordNetwork, KnowledgeMap, Step
from cooccur.options import Options
from cooccur.prepare.thesaurus import parse_thesaurus
from cooccur.writers.alias import citespace_alias, thesaurus_file, vosviewer_thesaurus
from cooccur.writers.formats import write
from cooccur.writers.graph import gexf, gml, graphml, pajek, pajek_clusters, pajek_occurrences
from cooccur.writers.matrix import cooccurrence_matrix, occurrence_vector, similarity_matrix
from cooccur.writers.vosviewer import map_text, network_text, vosviewer_json

AWKWARD = [
    'a "quoted" one',
    '"begins',
    'ends"',
    '"',
    "back\\slash",
    "ends in \\",
    "\\n",
    "a, b; c",
    "tab\tinside",
    "line\nend",
    "两\n行",
    "<b>&amp;</b>",
    "]]>",
    "&#65;",
    "&#228;",
    "社会化电商 · 直播",
    "\u05e9\u05dc\u05d5\u05dd \u202eabc",
    "emoji 🦆👩‍🔬",
    " leading",
    "trailing ",
    "\u3000wide",
    "NA",
    "nan",
    "None",
    "null",
    "0",
    "12 34",
    "*Edges",
    "% no comment",
    "=1+1",
    "-",
    "{",
    "[x]",
    "caf\u00e9",
    "cafe\u0301",
    "it's",
]
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\t\n\"'\\#&;<%* ")
NAMES = st.lists(
    st.sampled_from(AWKWARD) | st.text(LETTERS, min_size=1, max_size=12),
    min_size=2,
    max_size=8,
    unique=True,
)
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def network_map(names, seed=0):
    """A map of these names, in the order that networks have."""
    rng = np.random.default_rng(seed)
    n = len(names)
    ends = [(i, j) for i in range(n) for j in range(i + 1, n) if j == i + 1 or rng.random() < 0.4]
    source, target = np.array(ends, dtype=np.int64).T
    strength = rng.integers(1, 9, len(ends)) / rng.choice([1, 2, 3, 7], len(ends))
    total = np.bincount(source, strength, n) + np.bincount(target, strength, n)
    nothing = np.zeros(0, dtype=np.int64)
    mean_year = 2000 + rng.random(n).round(6) * 20
    mean_year[0] = np.nan
    network = KeywordNetwork(
        corpus=Corpus(
            Columns({"year": nothing, "language": [], "database": []}),
            Columns({"record": nothing, "keyword": nothing, "kind": nothing}),
            (),
            Columns({"record": nothing}),
        ),
        node_columns=Columns(
            {
                "keyword": list(names),
                "key": list(names),
                "occurrences": np.arange(n, 0, -1) * 3,
                "frequency": np.arange(n, 0, -1) * 3,
                "cluster": np.sort(rng.integers(0, 2, n)),
                "first_year": rng.integers(1990, 2020, n),
                "mean_year": mean_year,
                "links": np.bincount(source, minlength=n) + np.bincount(target, minlength=n),
                "total_link_strength": total.round(10),
                "mean_citations": rng.random(n).round(8),
            }
        ),
        link_columns=Columns(
            {
                "source": source,
                "target": target,
                "cooccurrences": np.ceil(strength).astype(np.int64),
                "strength": strength,
                "first_year": rng.integers(1990, 2020, len(ends)),
                "weight": total.sum() * strength / (total[source] * total[target]),
            }
        ),
        incidence=Incidence(np.zeros(1, np.int64), nothing, n),
        history=(Step("normalise", (("similarity", "association_strength"),)),),
    )
    x, y = rng.normal(size=n), rng.normal(size=n)
    gaps = [np.hypot(x[i] - x[j], y[i] - y[j]) for i in range(n) for j in range(i + 1, n)]
    x, y = (x - x.mean()) / np.mean(gaps), (y - y.mean()) / np.mean(gaps)
    colour = ("#4545B8",) * n
    return KnowledgeMap(network, x, y, x * 2, y * 2, radius=np.full(n, 5.0), colour=colour)


def edges_of(knowledge_map, names=None):
    network = knowledge_map.network
    names = network.node_columns["keyword"] if names is None else names
    columns = network.link_columns
    rows = zip(columns["source"], columns["target"], columns["strength"], strict=True)
    return {frozenset((names[one], names[other])): value for one, other, value in rows}


def graph_edges(graph, weight="strength"):
    return {frozenset(ends[:2]): ends[-1] for ends in graph.edges(data=weight)}


def reopened(tmp_path, **files):
    paths = []
    for suffix, content in files.items():
        path = tmp_path / f"net.{suffix.replace('_', '.')}"
        path.write_bytes(content)
        paths.append(path)
    return map_network(read_network(*paths), options=Options())


def assert_same(found, expected, *, columns=(), names=None):
    """The same nodes, links, clusters (as groups) and places."""
    names = expected.network.node_columns["keyword"].tolist() if names is None else names
    nodes = found.network.node_columns
    place = {name: row for row, name in enumerate(nodes["keyword"].tolist())}
    order = [place[name] for name in names]
    assert len(place) == len(names)
    for column in ("occurrences", *columns):
        np.testing.assert_allclose(
            nodes[column][order].astype(float),
            expected.network.node_columns[column].astype(float),
            rtol=1e-9,
        )
    old = expected.network.node_columns["cluster"].tolist()
    pairs = set(zip(old, nodes["cluster"][order].tolist(), strict=True))
    assert len(pairs) == len(set(old)) == len({new for _, new in pairs})
    if len(names) > 2:
        np.testing.assert_allclose(found.x[order], expected.x, atol=1e-3)
        np.testing.assert_allclose(found.y[order], expected.y, atol=1e-3)
    links, wanted = edges_of(found), edges_of(expected, names)
    assert links.keys() == wanted.keys()
    assert all(links[ends] == pytest.approx(wanted[ends], rel=1e-12) for ends in wanted)


@given(NAMES, st.integers(0, 99))
@FEW
def test_graphml_loses_nothing(tmp_path, names, seed):
    written = network_map(names, seed)
    content = graphml(written)
    found = nx.read_graphml(io.BytesIO(content))
    assert set(found) == set(names)
    assert [found.nodes[name]["label"] for name in names] == names
    assert graph_edges(found) == edges_of(written)
    columns = ("first_year", "mean_year", "mean_citations", "total_link_strength", "links")
    assert_same(reopened(tmp_path, graphml=content), written, columns=columns)


@given(NAMES, st.integers(0, 99))
@FEW
def test_gexf_loses_nothing(tmp_path, names, seed):
    written = network_map(names, seed)
    content = gexf(written)
    found = nx.read_gexf(io.BytesIO(content))
    assert set(found) == set(names)
    assert [found.nodes[name]["label"] for name in names] == names
    assert graph_edges(found) == edges_of(written)
    columns = ("first_year", "mean_year", "mean_citations", "total_link_strength", "links")
    assert_same(reopened(tmp_path, gexf=content), written, columns=columns)


@given(NAMES, st.integers(0, 99))
@FEW
def test_gml_loses_nothing(names, seed):
    written = network_map(names, seed)
    content = gml(written).decode("ascii")
    found = nx.parse_gml(content)
    assert set(found) == set(names)
    assert graph_edges(found) == pytest.approx(edges_of(written))
    assert [found.nodes[name]["occurrences"] for name in names] == [
        *written.network.node_columns["occurrences"]
    ]


@given(NAMES, st.integers(0, 99))
@FEW
def test_pajek_loses_nothing_but_line_ends(tmp_path, names, seed):
    written = network_map(names, seed)
    path = tmp_path / "a.net"
    path.write_bytes(pajek(written))
    found = nx.read_pajek(path)
    flat = [name.replace("\n", " ") for name in names]
    clean = [name for name, one in zip(names, flat, strict=True) if name == one]
    assert set(clean) <= set(found)
    assert len(found) == len(names)
    assert sum(weight for *_, weight in found.edges(data="weight")) == pytest.approx(
        written.network.link_columns["strength"].sum()
    )
    if len(set(flat)) == len(names):
        assert set(found) == set(flat)
        parts = {
            "net": pajek(written),
            "clu": pajek_clusters(written),
            "vec": pajek_occurrences(written),
        }
        assert_same(reopened(tmp_path, **parts), written, names=flat)


@given(NAMES, st.integers(0, 99))
@FEW
def test_vosviewer_text_loses_nothing(tmp_path, names, seed):
    written = network_map(names, seed)
    found = pd.read_csv(
        io.BytesIO(map_text(written)), sep="\t", keep_default_na=False, dtype={"label": str}
    )
    assert found["label"].tolist() == names
    assert found["weight<Occurrences>"].tolist() == [*written.network.node_columns["occurrences"]]
    links = pd.read_csv(io.BytesIO(network_text(written)), sep="\t", header=None)
    strengths = {
        frozenset((names[a - 1], names[b - 1])): s for a, b, s in links.itertuples(index=False)
    }
    assert strengths == pytest.approx(edges_of(written), rel=1e-12)
    parts = {"map_txt": map_text(written), "network_txt": network_text(written)}
    assert_same(reopened(tmp_path, **parts), written, columns=("mean_year", "mean_citations"))


@given(NAMES, st.integers(0, 99))
@FEW
def test_vosviewer_json_loses_nothing(tmp_path, names, seed):
    written = network_map(names, seed)
    content = vosviewer_json(written)
    items = json.loads(content)["network"]["items"]
    assert [item["label"] for item in items] == names
    assert_same(reopened(tmp_path, json=content), written, columns=("mean_year", "mean_citations"))


@given(NAMES, st.integers(0, 99))
@FEW
def test_matrices_read_back_in_pandas(names, seed):
    written = network_map(names, seed)
    rows = list(csv.reader(io.StringIO(cooccurrence_matrix(written).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == rows[0][1:]
    frame = pd.read_csv(io.BytesIO(cooccurrence_matrix(written)), keep_default_na=False)
    matrix = frame.to_numpy()[:, 1:].astype(float)
    np.testing.assert_array_equal(matrix, matrix.T)
    links = written.network.link_columns
    np.testing.assert_allclose(matrix[links["source"], links["target"]], links["strength"])
    assert np.diag(matrix).tolist() == [*written.network.node_columns["occurrences"]]
    assert np.count_nonzero(matrix) == 2 * written.network.n_links + len(names)


@pytest.fixture(scope="module")
def sample():
    return network_map(["trust", "信任", "logistics", "live <b>streaming</b>"], seed=3)


def test_the_header_of_the_map_file_is_that_of_vosviewer(sample):
    header = map_text(sample).decode().split("\n")[0]
    wanted = "id label x y cluster weight<Links> weight<Occurrences> score<Avg. pub. year>"
    cells = header.split("\t")
    assert " ".join(cells[:8]) == wanted
    assert cells[8:] == ["weight<Total link strength>", "score<Avg. citations>"]
    rows = [row.split("\t") for row in network_text(sample).decode().splitlines()]
    assert all(len(row) == 3 for row in rows)


def test_vosviewer_json_is_as_vosviewer_wants_it(sample):
    document = json.loads(vosviewer_json(sample))
    items = document["network"]["items"]
    assert [item["id"] for item in items] == [1, 2, 3, 4]
    assert min(item["cluster"] for item in items) == 1
    assert list(items[1]["weights"]) == ["Links", "Total link strength", "Occurrences"]
    assert "Avg. pub. year" not in items[0]["scores"]
    assert items[1]["scores"]["Avg. pub. year"] > 2000
    assert all("description" not in item and "url" not in item for item in items)
    assert [item["y"] for item in items] == [round(y, 4) for y in sample.y]
    assert document["config"]["parameters"]["item_size"] == "Occurrences"
    assert vosviewer_json(sample) == vosviewer_json(sample)


def test_pajek_marks_utf8_only_where_it_must():
    plain = pajek(network_map(["a", "b"]))
    assert plain.startswith(b"*Vertices 2\n")
    assert pajek(network_map(["a", "信任"])).startswith(b"\xef\xbb\xbf%")
    assert pajek_clusters(network_map(["a", "b"])).splitlines()[0] == b"*Vertices 2"


def test_pajek_names_that_a_blank_makes_equal_are_numbered():
    found = nx.parse_pajek(pajek(network_map(["a b", "a\nb"])).decode())
    assert set(found) == {"a b", "a b (2)"}


def test_names_that_xml_cannot_hold_stay_different():
    names = ["bad\x01", "bad\x02", "bad\ufffd", "good"]
    assert len(nx.read_graphml(io.BytesIO(graphml(network_map(names))))) == 4


def test_similarities_have_no_diagonal_where_they_have_no_end(sample):
    frame = pd.read_csv(io.BytesIO(similarity_matrix(sample)), index_col=0)
    assert np.isnan(np.diag(frame.to_numpy())).all()
    vector = pd.read_csv(io.BytesIO(occurrence_vector(sample)))
    assert vector["keyword"].tolist() == frame.index.tolist()


def with_thesaurus(rows):
    from dataclasses import replace

    sample = network_map(["a", "b"])
    step = Step("clean_keywords", (("thesaurus", rows),))
    corpus = replace(sample.corpus, history=(step,))
    return replace(sample, network=replace(sample.network, corpus=corpus))


def test_the_thesaurus_of_a_map_reads_back():
    rows = (("social media", "Social networks"), ("电商", "电子商务"), ("noise", ""))
    written = with_thesaurus(rows)
    assert parse_thesaurus(vosviewer_thesaurus(written).decode()).rows == rows
    alias = parse_thesaurus(citespace_alias(written).decode(), name="x.alias")
    assert alias.rows == rows[:2]


def test_keywords_in_quotation_marks_keep_them_in_a_thesaurus():
    rows = (('"big" "data"', "big data"), ('"quoted', 'as "told"'))
    assert parse_thesaurus(thesaurus_file(rows).decode()).rows == rows


def test_a_map_without_a_thesaurus_says_so(sample):
    with pytest.raises(ValueError, match="without a thesaurus"):
        citespace_alias(sample)
    with pytest.raises(ValueError, match="holds '#'"):
        citespace_alias(with_thesaurus((("c#", "c sharp"),)))


def test_every_suffix_writes_its_files(tmp_path, sample):
    outputs = [tmp_path / f"a{s}" for s in (".net", ".json", ".vos.txt", ".matrix.csv")]
    names = sorted(path.name for path in write(sample, [str(output) for output in outputs]))
    assert names == [
        "a.clu",
        "a.json",
        "a.matrix.cooccurrences.csv",
        "a.matrix.occurrences.csv",
        "a.matrix.similarities.csv",
        "a.net",
        "a.vec",
        "a.vos.map.txt",
        "a.vos.network.txt",
    ]
    with pytest.raises(ValueError, match="suffix"):
        write(sample, [str(tmp_path / "a.txt")])
