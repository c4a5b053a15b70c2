"""A network of another program becomes a map: by the library and by the command."""

import json

import numpy as np
import pytest

import cooccur
from cooccur.cli import cooccur as command
from cooccur.errors import CallError, DataError
from cooccur.exchange import map_network, read_network
from cooccur.options import Options

NETWORK = """*Vertices 6
1 "trust" 0.1 0.1
2 "信任" 0.1 0.3
3 "risk" 0.3 0.1
4 "电商" 0.9 0.9
5 "物流" 0.9 0.7
6 "农村" 0.7 0.9
*Edges
1 2 5
2 3 4
1 3 3
4 5 6
5 6 4
3 4 1
"""
OCCURRENCES = "*Vertices 6\n9\n8\n7\n9\n5\n4\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.net").write_text(NETWORK, encoding="utf-8")
    (tmp_path / "a.vec").write_text(OCCURRENCES, encoding="utf-8")
    return [str(tmp_path / "a.net"), str(tmp_path / "a.vec")]


def test_places_are_kept_up_to_scale(files):
    found = cooccur.map(*files)
    names = found.network.node_columns["keyword"].tolist()
    one, two, far = (names.index(name) for name in ("trust", "信任", "risk"))
    assert found.x[one] == found.x[two]
    assert found.y[one] == found.y[far]
    assert found.y[one] > found.y[two]  # Pajek's y points down
    gaps = np.hypot(*(v[:, None] - v for v in (found.x, found.y)))
    assert gaps.sum() / (6 * 5) == pytest.approx(1)


def test_a_network_without_clusters_is_clustered(files):
    found = cooccur.map(*files)
    cluster = dict(
        zip(*(found.network.node_columns[n] for n in ("keyword", "cluster")), strict=True)
    )
    assert cluster["trust"] == cluster["信任"] == cluster["risk"] != cluster["电商"]
    assert found.network.quality["modularity"] > 0.3


def test_what_needs_records_is_absent(files):
    found = cooccur.map(*files)
    assert not {"bursts", "trends", "evolution", "years"} & found.network.tables.keys()
    assert "themes" in found.network.tables
    assert "themes" not in cooccur.map(files[0]).network.tables
    assert len(found.records) == 0
    assert found.lang == "zh"


def test_options_of_the_network_count(files):
    assert cooccur.map(*files, max_keywords=4).network.n_nodes == 4
    assert cooccur.map(*files, min_occurrences=8).network.n_nodes == 3
    assert cooccur.map(*files, min_cooccurrences=4).network.n_links == 4
    assert "trust" not in cooccur.map(*files, hide="Trust").nodes.index
    assert cooccur.map(*files, prune="mst").network.n_links == 5
    assert cooccur.map(*files, min_cooccurrences=2, largest_component=True).network.n_nodes == 3


def test_options_that_need_records_are_refused(files):
    for options in ({"slices": 1}, {"years": "2010-2020"}, {"similarity": "pmi"}):
        with pytest.raises(CallError, match="needs records"):
            cooccur.map(*files, **options)
    with pytest.raises(CallError, match="needs occurrences"):
        cooccur.map(files[0], similarity="cosine")
    with pytest.raises(DataError, match="no keyword of the network is left"):
        cooccur.map(*files, min_occurrences=99)


def test_given_clusters_are_kept_unless_others_are_asked_for(files, tmp_path):
    (tmp_path / "a.clu").write_text("*Vertices 6\n1\n2\n1\n2\n1\n1\n", encoding="utf-8")
    kept = cooccur.map(*files, str(tmp_path / "a.clu"))
    assert sorted(np.bincount(kept.network.node_columns["cluster"])) == [2, 4]
    again = cooccur.map(*files, str(tmp_path / "a.clu"), resolution=1.5)
    assert sorted(np.bincount(again.network.node_columns["cluster"])) != [2, 4]


def test_the_command_makes_a_page_and_tells_what_it_read(files, tmp_path, run):
    done = run("map", *files, "-o", "page.html", "-o", "tables/", "-o", "b.json", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["records_in"], told["nodes"], told["links"]) == (0, 6, 6)
    assert told["top_keywords"][0]["occurrences"] == 9
    assert b"a.net, a.vec: network (pajek) of 6 keywords, 6 links, no records" in done.stderr
    assert (tmp_path / "tables" / "keywords.csv").exists()
    assert run("map", "b.json", "-o", "c.html").returncode == 0
    inspected = json.loads(run("inspect", "b.json", "--json").stdout)
    assert (inspected["nodes"], inspected["has_clusters"], inspected["kept"]) == (6, True, 0)


def test_inspect_tells_a_network_in_words_unless_it_is_to_be_quiet(files, export, capsys):
    command.main(["inspect", *files], standalone_mode=False)
    told = capsys.readouterr()
    assert told.out == ""
    assert "a.net, a.vec: network (pajek) of 6 keywords, 6 links, no records" in told.err
    for inputs in (files, [str(export)]):
        command.main(["inspect", *inputs, "-q"], standalone_mode=False)
        assert capsys.readouterr() == ("", "")


def test_the_command_tells_a_broken_network_in_one_line(tmp_path, run):
    bomb = '<!DOCTYPE g [<!ENTITY a "b">]><graphml><graph><node id="&a;"/></graph></graphml>'
    (tmp_path / "a.graphml").write_text(bomb, encoding="utf-8")
    done = run("map", "a.graphml")
    assert done.returncode == 1
    assert done.stderr.startswith(b"error[network]: a.graphml:1: a document type")
    assert not (tmp_path / "map.html").exists()


def test_a_stranger_is_still_unrecognised(tmp_path, run):
    (tmp_path / "a.net").write_text("nothing that is known\n", encoding="utf-8")
    assert b"error[unrecognised]: a.net" in run("map", "a.net").stderr


def test_the_page_of_a_network_says_nothing_to_the_console(files, tmp_path, browser):
    path = tmp_path / "page.html"
    cooccur.map(*files, lang="en").save(path)
    said = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready='1']", timeout=30_000)
    assert len(page.evaluate("cooccur.state().nodes")) == 6
    assert "network of a.net" in page.text_content("#signature")
    for tab in page.query_selector_all("[data-view]"):
        if tab.is_visible():
            tab.click()
            page.wait_for_timeout(100)
    page.close()
    assert said == []


FORMATS = {
    "graphml": ["m.graphml"],
    "gexf": ["m.gexf"],
    "json": ["m.json"],
    "net": ["m.net", "m.clu", "m.vec"],
    "vos.txt": ["m.vos.map.txt", "m.vos.network.txt"],
}


@pytest.fixture(scope="module")
def alfalfa(real):
    return cooccur.map(real / "wos" / "corpus_alfalfa_5035.tar.xz")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_real_map_reads_back_equal(alfalfa, tmp_path, suffix):
    alfalfa.save(tmp_path / f"m.{suffix}")
    network = read_network(*(tmp_path / name for name in FORMATS[suffix]))
    found = map_network(network, options=Options())
    old, new = alfalfa.network, found.network
    names = ["keyword", "key", "occurrences", "cluster", "links", "total_link_strength"]
    names += ["betweenness", "eigenvector", "pagerank"]
    names += [] if suffix == "net" else ["mean_year", "mean_citations", "normalised_citations"]
    for name in names:
        if old.node_columns[name].dtype == object:
            assert new.node_columns[name].tolist() == old.node_columns[name].tolist()
        else:
            np.testing.assert_allclose(new.node_columns[name], old.node_columns[name], rtol=1e-9)
    for name in ("source", "target", "cooccurrences", "strength", "weight"):
        np.testing.assert_allclose(new.link_columns[name], old.link_columns[name], rtol=1e-9)
    for name in ("modularity", "silhouette", "density"):
        assert new.quality[name] == pytest.approx(old.quality[name])
    np.testing.assert_allclose(found.x, alfalfa.x, atol=6e-5)
    np.testing.assert_allclose(found.y, alfalfa.y, atol=6e-5)
