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
from cooccur.summary import metrics, minimum_of, selection_of, signature


@pytest.fixture
def corpus(export):
    return read(export)


def test_the_names_of_the_face_are_there():
    for name in cooccur.__all__:
        assert getattr(cooccur, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        cooccur.nothing  # noqa: B018
    assert dir(cooccur) == sorted(cooccur.__all__)


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
    order += ["trim", "normalise", "cluster", "measure", "label_clusters", "find_bursts"]
    order += ["representatives", "strategic_diagram", "trends", "evolve", "lay_out"]
    assert [name for name in steps if name in order] == order


def test_a_selection_without_slices_is_made_once_over_all_records(corpus):
    undated = corpus.record_columns["year"].copy()
    undated[:3] = 0
    columns = corpus.record_columns.with_columns(year=undated)
    corpus = replace(corpus, record_columns=columns)
    selected = make_map(corpus, select="top:4", lrf=0.1, links_per_node=1, e=99)
    plain = make_map(corpus, max_keywords=4, min_occurrences=1)
    assert selected.nodes.index.tolist() == plain.nodes.index.tolist()
    np.testing.assert_array_equal(selected.nodes["frequency"], plain.nodes["occurrences"])
    np.testing.assert_array_equal(selected.nodes["first_year"], plain.nodes["first_year"])
    np.testing.assert_array_equal(selected.links, plain.links)
    assert selected.network.slicing is None
    assert "slices" not in selected.network.tables
    assert selection_of(selected) == "top:4"
    assert selected.network.table("bursts").equals(plain.network.table("bursts"))


def test_slices_are_told_with_all_that_selected(export):
    sliced = make_map(export, slices=3, select="top:3", min_occurrences=2, prune="pathfinder")
    assert selection_of(sliced) == (
        "4 slices of 3 year(s), top:3, occurrences >= 2, LRF=3, L/N=10, e=1, pathfinder (merged)"
    )
    assert selection_of(sliced) in signature(sliced)
    assert minimum_of(sliced) == metrics(sliced)["min_occurrences"] == 2
    assert sliced.network.slicing.begin.tolist() == [2016, 2019, 2022, 2025]
    default = make_map(export, slices=1)
    assert "g-index:25" in selection_of(default)
    assert "occurrences >= 3, mst" in selection_of(make_map(export, min_occurrences=3, prune="mst"))


def test_slices_have_the_years_of_the_filter(export):
    network = make_map(export, slices=2, years="2015-2018").network
    assert network.slicing.begin.tolist() == [2015, 2017]
    assert network.slicing.table["records"].tolist() == [1, 2]


def test_pruning_takes_place_where_it_is_asked_for(export):
    def links(**options):
        network = make_map(export, prune="mst", select="top:9", **options).network
        steps = {step.name: dict(step.options) for step in network.history}
        is_tree = network.n_links < network.n_nodes
        return is_tree, "prune" in steps, steps["slice"]["prune"]

    assert links(slices=3) == (True, True, "none")
    assert links(slices=3, prune_scope="sliced") == (False, False, "mst")
    assert links(slices=3, prune_scope="both") == (True, True, "mst")
    # Without slices there is only one network to prune.
    assert links(prune_scope="sliced") == links() == (True, True, "none")


def test_the_largest_component_is_that_of_the_links_that_are_left(export):
    whole = make_map(export, min_occurrences=1, largest_component=True)
    assert len(whole.nodes) == 7
    parted = make_map(export, min_occurrences=1, min_cooccurrences=2, largest_component=True)
    assert set(parted.nodes.index) == {
        "TRUST",
        "social commerce",
        "purchase intention",
        "live streaming",
    }
    assert parted.network.quality["largest_component"] == 1
    sliced = make_map(export, slices=1, min_cooccurrences=2, largest_component=True)
    assert set(sliced.nodes.index) == set(parted.nodes.index)


def test_keywords_are_selected_by_how_often_their_records_were_used(tmp_path, wos_text):
    with pytest.raises(DataError, match="--select") as caught:
        make_map_of(tmp_path, wos_text, select="usage2013:3")
    assert caught.value.code == "no-records"
    used = wos_text.replace("PY 2022", "U1 1\nU2 9\nPY 2022", 1)
    for select in ("usage2013:9", "usage180:9"):
        nodes = make_map_of(tmp_path, used, select=select).nodes
        assert set(nodes.index) == {"TRUST", "purchase intention", "live streaming"}


def make_map_of(folder, text, **options):
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return make_map(folder / "a.txt", **options)


def test_analyses_that_take_time_are_made_only_when_asked_for(export):
    plain, asked = make_map(export), make_map(export, structure="mca", stability=True, resamples=3)
    always = {"bursts", "representatives", "themes", "evolution", "trends", "years"}
    assert always <= plain.network.tables.keys()
    assert not {"structure", "dendrogram", "slices"} & plain.network.tables.keys()
    assert {"structure", "dendrogram"} <= asked.network.tables.keys()
    assert "stability" not in plain.clusters
    assert "stability" in asked.clusters
    assert "p_value" in asked.links


def test_only_author_keywords_of_so_many_words_are_taken(export):
    words = make_map(export, author_words="2-4", min_occurrences=1).nodes.index
    assert set(words) == {
        *("social commerce", "purchase intention", "live streaming"),
        *("rural e-commerce", "poverty alleviation", "TRUST"),
    }
    with pytest.raises(DataError, match="--author-words"):
        make_map(export, author_words="9", keywords="author")


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
    names = list(inspect.signature(cooccur.map).parameters)
    assert names[:4] == ["inputs", "study", "progress", "format"]


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


CNKI_RECORD = "RT Journal Article\nSR 1\nA1 甲\nT1 题名{n}\nYR 2020\nK1 {zh}\n {en}\n\nDS CNKI\n\n"


@pytest.fixture
def two_databases(export):
    """The export of twelve records, and four bilingual ones of CNKI beside it."""
    lists = [("信任;物流", "trust;logistics"), ("物流;信任", "logistics;trust")] * 2
    records = (CNKI_RECORD.format(n=n, zh=zh, en=en) for n, (zh, en) in enumerate(lists))
    (export / "CNKI.txt").write_text("".join(records), encoding="utf-8")
    return export


def test_aligned_languages_are_one_node_and_can_be_struck(two_databases, tmp_path):
    both = cooccur.map(two_databases, align_languages=True)
    assert both.nodes.loc["信任 · trust", "occurrences"] > 4
    assert both.table("alignments")["chinese"].tolist() == ["信任", "物流"]
    both.save(f"{tmp_path}/both.thesaurus.txt")
    again = cooccur.map(two_databases, thesaurus=tmp_path / "both.thesaurus.txt")
    assert again.nodes.equals(both.nodes)
    assert again.links.equals(both.links)
    strike = tmp_path / "strike.txt"
    strike.write_text("label\treplace by\n信任\t信任\n", encoding="utf-8")
    struck = cooccur.map(two_databases, align_languages=True, thesaurus=strike)
    assert {"信任", "物流 · logistics"} <= set(struck.nodes.index)


def test_databases_that_weigh_the_same_and_a_table_of_what_each_holds(two_databases):
    fair = cooccur.map(two_databases, align_languages=True, source_fair=True)
    plain = cooccur.map(two_databases, align_languages=True)
    assert (
        fair.nodes.loc["信任 · trust", "occurrences"]
        == plain.nodes.loc["信任 · trust", "occurrences"]
    )
    assert fair.nodes["weighted_occurrences"].sum() > 0
    assert "weighted_occurrences" not in plain.nodes
    sources = plain.table("sources").set_index(["keyword", "database"])["occurrences"]
    assert sources["信任 · trust", "CNKI"] == 4


def test_what_is_in_files_is_told_without_a_map_and_what_is_no_export_is_a_problem(export):
    (export / "notes.txt").write_text("nothing of note\n", encoding="utf-8")
    found = cooccur.inspect(export, export / "notes.txt")
    assert (found["records_in"], found["files"][0]["format"]) == (12, "wos-tagged")
    assert [problem["file"] for problem in found["problems"]] == ["notes.txt"]
