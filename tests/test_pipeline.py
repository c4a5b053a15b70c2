import inspect
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

import cooccur
from cooccur.errors import CallError, DataError
from cooccur.model import Columns
from cooccur.options import Options
from cooccur.pipeline import map as make_map
from cooccur.pipeline import map_corpus, prepare, read, relate


@pytest.fixture
def corpus(export):
    return read(export)


def test_the_names_of_the_face_are_there():
    for name in cooccur.__all__:
        assert getattr(cooccur, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        cooccur.nothing  # noqa: B018


def test_a_map_of_files_and_a_map_of_their_corpus_are_equal(export, corpus):
    one, other = make_map(export), make_map(corpus)
    assert one.network.node_columns["keyword"].tolist() == other.nodes.index.tolist()
    np.testing.assert_array_equal(one.x, other.x)


def test_the_tables_hold_what_the_network_holds(export):
    knowledge_map = make_map(export)
    assert knowledge_map.nodes.loc["TRUST", "occurrences"] == 8
    links = knowledge_map.links
    ends = {frozenset(pair) for pair in zip(links["source"], links["target"], strict=True)}
    row = links[
        [
            {a, b} == {"TRUST", "social commerce"}
            for a, b in zip(links.source, links.target, strict=True)
        ]
    ]
    assert row["cooccurrences"].tolist() == [4]
    assert len(ends) == len(links)
    assert knowledge_map.clusters["size"].sum() == len(knowledge_map.nodes)
    assert knowledge_map.records["title"].tolist()[0] == "Paper number 1"
    assert isinstance(knowledge_map.to_networkx(), nx.Graph)


def test_the_records_behind_a_link_are_those_that_hold_both_ends(export):
    network = make_map(export).network
    columns = network.link_columns
    for source, target, together in zip(
        columns["source"].tolist(),
        columns["target"].tolist(),
        columns["cooccurrences"].tolist(),
        strict=True,
    ):
        assert len(network.records_of_link(source, target)) == together


def test_no_step_changes_what_it_was_given(corpus):
    options = Options(min_occurrences=1)
    before = (len(corpus), corpus.vocabulary, corpus.keyword_columns["keyword"].copy())
    prepared = prepare(corpus, options=options)
    network = relate(prepared, options=options)
    columns = dict(network.node_columns)
    map_corpus(corpus, options=options)
    assert before[:2] == (len(corpus), corpus.vocabulary)
    np.testing.assert_array_equal(before[2], corpus.keyword_columns["keyword"])
    assert all(network.node_columns[name] is columns[name] for name in columns)
    with pytest.raises(ValueError, match="read-only"):
        network.node_columns["occurrences"][0] = 99


def test_a_map_tells_how_it_was_made(export):
    steps = [step.name for step in make_map(export).history]
    order = ["read", "merge_duplicates", "select_records", "clean_keywords", "cooccurrence"]
    order += ["normalise", "cluster", "measure", "label_clusters", "lay_out"]
    assert [name for name in steps if name in order] == order


def test_hidden_keywords_are_gone_and_years_are_filtered(export):
    knowledge_map = make_map(export, hide="Trust", years="2016-2019", min_occurrences=1)
    assert "TRUST" not in knowledge_map.nodes.index
    assert knowledge_map.records["year"].max() == 2019
    assert knowledge_map.corpus.kept == 12


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"years": "1900-1901"}, "no-records"),
        ({"language": "Klingon"}, "no-records"),
        ({"hide": ["trust"], "keywords": "index"}, "no-keywords"),
    ],
)
def test_when_nothing_is_left_the_error_says_what_to_loosen(export, options, code):
    with pytest.raises(DataError, match="--") as caught:
        make_map(export, **options)
    assert caught.value.code == code


def test_an_unknown_option_is_a_wrong_call(export):
    with pytest.raises(CallError):
        make_map(export, colour="red")


def test_a_corpus_beside_other_inputs_is_a_wrong_call_and_not_left_out(export, corpus):
    with pytest.raises(CallError, match="alone"):
        make_map(corpus, export)
    with pytest.raises(CallError, match="no input"):
        make_map()


def test_a_single_keyword_makes_a_map(tmp_path):
    (tmp_path / "a.txt").write_text(
        "PT J\nTI One\nDE alone\nPY 2020\nUT WOS:1\nER\n\nEF\n", encoding="utf-8"
    )
    knowledge_map = make_map(tmp_path / "a.txt")
    assert knowledge_map.nodes.index.tolist() == ["alone"]
    assert (knowledge_map.x.tolist(), knowledge_map.y.tolist()) == ([0.0], [0.0])
    assert knowledge_map.network.quality["modularity"] == 0
    outputs = ("m.html", "m.graphml", "m.gexf", "m.gml", "m.net", "m.csv")
    knowledge_map.save(*(tmp_path / name for name in outputs))


@pytest.mark.parametrize("similarity", ["cosine", "jaccard", "dice", "inclusion", "pmi", "npmi"])
def test_every_similarity_makes_a_map(export, similarity):
    assert make_map(export, similarity=similarity).network.n_links


@pytest.mark.parametrize("cluster", ["vos", "modularity", "spectral"])
def test_every_clustering_finds_the_two_groups(export, cluster):
    nodes = make_map(export, cluster=cluster).nodes
    groups = nodes["cluster"].to_dict()
    assert groups["rural e-commerce"] == groups["logistics"] != groups["social commerce"]


@pytest.mark.parametrize("keywords", ["author", "index", "title"])
def test_every_choice_of_words_makes_a_map(export, keywords):
    assert make_map(export, keywords=keywords, min_occurrences=1).network.n_nodes


def test_a_map_shows_itself_in_a_notebook(export):
    bundle = make_map(export)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("<KnowledgeMap")
    html = bundle["text/html"]
    assert html.startswith("<iframe ")
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in html
    assert html.count("<script") == 0
    assert "data:image/svg+xml;base64," in html


def test_the_signature_of_the_function_is_that_of_the_options():
    assert list(inspect.signature(cooccur.map).parameters)[:3] == ["inputs", "progress", "format"]


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="lengths"):
        Columns({"a": [1, 2], "b": [1]})


def test_a_link_must_run_upwards(export):
    network = make_map(export).network
    links = network.link_columns
    turned = links.with_columns(source=links["target"], target=links["source"])
    with pytest.raises(ValueError, match="lower"):
        replace(network, link_columns=turned)


def test_a_filter_does_not_change_the_language_of_the_page(corpus):
    languages = ["Chinese"] * 7 + ["English"] * 5
    corpus = replace(corpus, record_columns=corpus.record_columns.with_columns(language=languages))
    assert make_map(corpus, language="English").lang == "zh"
    assert make_map(corpus, language="English", lang="en").lang == "en"
