import json
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from cooccur.model import Columns, Incidence
from cooccur.options import Options
from cooccur.pipeline import relate
from cooccur.summary import main_language
from cooccur.writers import page_nodes
from cooccur.writers.numbers import rounded
from cooccur.writers.page_data import page_data, signature
from cooccur.writers.page_records import choose_records


@pytest.fixture(scope="module")
def knowledge_map(make_map):
    return make_map(80, n_records=300)


@pytest.fixture(scope="module")
def analysed(knowledge_map):
    """The same records in slices of two years, with everything the analyses find."""
    options = Options(slices=2, select="top:12", structure="ca", burst_gamma=0.2)
    network = relate(knowledge_map.corpus, options=options)
    x = np.zeros(network.n_nodes)
    return replace(knowledge_map, network=network, x=x, y=x, shown_x=x, shown_y=x)


def decoded_links(links):
    found, steps = [], iter(links["target_step"])
    for source, count in enumerate(links["per_source"]):
        target = source
        for _ in range(count):
            target += next(steps)
            found.append((source, target))
    return found


def decoded_years(runs, width):
    rows = []
    for run in runs:
        begin, *counts = run or [0]
        rows.append([0] * begin + counts + [0] * (width - begin - len(counts)))
    return np.array(rows)


def shuffled(knowledge_map, seed):
    network = knowledge_map.network
    corpus, incidence = network.corpus, network.incidence
    order = np.random.default_rng(seed).permutation(len(corpus))
    rows = [
        incidence.indices[incidence.indptr[r] : incidence.indptr[r + 1]] for r in order.tolist()
    ]
    pieces = corpus.piece_columns.take(order).with_columns(record=np.arange(len(order)))
    moved = replace(corpus, record_columns=corpus.record_columns.take(order), piece_columns=pieces)
    mixed = Incidence(
        np.concatenate([[0], np.cumsum([len(row) for row in rows])]),
        np.concatenate(rows),
        incidence.n_nodes,
    )
    return replace(knowledge_map, network=replace(network, corpus=moved, incidence=mixed))


def with_record_columns(knowledge_map, **columns):
    corpus = knowledge_map.corpus
    changed = replace(corpus, record_columns=corpus.record_columns.with_columns(**columns))
    return replace(knowledge_map, network=replace(knowledge_map.network, corpus=changed))


def with_link_columns(knowledge_map, **columns):
    network = knowledge_map.network.with_columns(link=columns)
    return replace(knowledge_map, network=network)


def test_the_data_are_plain_json(knowledge_map):
    data = page_data(knowledge_map)
    assert json.loads(json.dumps(data, allow_nan=False)) == json.loads(json.dumps(data))


PARTS = ("slices", "bursts", "themes", "evolution", "trends", "growth", "laws", "structure")


def test_what_no_analysis_found_is_left_out(knowledge_map):
    data = page_data(knowledge_map)
    assert not set(PARTS) & data.keys()
    assert "representatives" not in data["clusters"]


def test_the_analyses_are_plain_json_too(analysed):
    data = page_data(analysed)
    assert set(PARTS) <= data.keys()
    assert json.loads(json.dumps(data, allow_nan=False)) == json.loads(json.dumps(data))


def test_slices_and_bursts_are_those_of_their_tables(analysed):
    data, tables = page_data(analysed), analysed.network.tables
    assert data["slices"]["label"] == tables["slices"]["slice"].tolist()
    assert data["slices"]["selected"] == [12] * len(data["slices"]["label"])
    assert data["bursts"]["node"] == tables["bursts"]["node"].tolist()
    assert data["bursts"]["strength"] == pytest.approx(tables["bursts"]["strength"], rel=1e-5)


def test_themes_of_periods_name_their_keywords_and_bands_what_they_share(analysed):
    evolution, tables = page_data(analysed)["evolution"], analysed.network.tables
    themes, bands = evolution["themes"], evolution["bands"]
    assert len(themes) == tables["period_themes"].length
    assert len(bands) == tables["evolution"].length > 0
    assert sum(len(row["nodes"]) for row in themes) == tables["theme_keywords"].length
    for band in bands:
        both = set(themes[band["source"]]["nodes"]) & set(themes[band["target"]]["nodes"])
        assert band["shared"] == sorted(both)


def test_representatives_are_records_of_the_page_that_hold_their_cluster(analysed):
    data = page_data(analysed)
    clusters, held = data["nodes"]["cluster"], data["records"]["keywords"]
    table = analysed.network.tables["representatives"]
    assert sum(map(len, data["clusters"]["representatives"])) == table.length
    coverage = [
        sum(clusters[node] == cluster for node in held[record])
        for cluster, records in enumerate(data["clusters"]["representatives"])
        for record in records
    ]
    assert coverage == table["coverage"].tolist()


def test_a_representative_that_the_page_does_not_hold_is_left_out(analysed):
    data = page_data(analysed, records_at_most=5)
    places = [place for row in data["clusters"]["representatives"] for place in row]
    assert set(places) <= set(range(5))


def test_every_link_can_be_read_back(knowledge_map):
    links = knowledge_map.network.link_columns
    data = page_data(knowledge_map)["links"]
    ends = zip(links["source"].tolist(), links["target"].tolist(), strict=True)
    assert decoded_links(data) == list(ends)
    assert data["cooccurrences"] == links["cooccurrences"].tolist()
    assert data["total"] == len(data["cooccurrences"])


def test_the_order_of_the_records_changes_nothing(knowledge_map):
    data = page_data(knowledge_map)
    for seed in range(3):
        assert page_data(shuffled(knowledge_map, seed)) == data
        capped = page_data(shuffled(knowledge_map, seed), records_at_most=70)
        assert capped == page_data(knowledge_map, records_at_most=70)


def test_counts_by_year_sum_to_occurrences(knowledge_map):
    data = page_data(knowledge_map)
    counts = decoded_years(data["years"]["nodes"], len(data["years"]["records"]))
    assert counts.sum(axis=1).tolist() == data["nodes"]["occurrences"]
    assert sum(data["years"]["records"]) == len(knowledge_map.corpus)
    network = knowledge_map.network
    for node in (0, 7, 79):
        years = network.corpus.record_columns["year"][network.records_of(node)]
        expected = Counter((years - data["years"]["first"]).tolist())
        assert {place: n for place, n in enumerate(counts[node]) if n} == expected


def test_a_record_of_unknown_year_is_in_no_year(knowledge_map):
    years = knowledge_map.corpus.record_columns["year"].copy()
    years[:40] = 0
    data = page_data(with_record_columns(knowledge_map, year=years))
    assert sum(data["years"]["records"]) == len(years) - 40
    held = np.diff(knowledge_map.network.incidence.indptr)[:40] > 0
    assert data["records"]["year"].count(None) == held.sum()


def test_a_keyword_of_unknown_years_alone_has_no_counts(knowledge_map, monkeypatch):
    network = knowledge_map.network
    node = network.n_nodes - 1
    years = knowledge_map.corpus.record_columns["year"].copy()
    years[network.records_of(node)] = 0
    dated = with_record_columns(knowledge_map, year=years)
    assert page_data(dated)["years"]["nodes"][node] == []
    monkeypatch.setattr(page_nodes, "SHORT_FROM", 1)
    columns = {"first_year": np.where(np.arange(network.n_nodes) == node, 0, 2008)}
    dated = replace(dated, network=dated.network.with_columns(node=columns))
    assert "first_year" not in page_data(dated)["nodes"]["told"]


def test_a_network_without_clusters_has_none_in_the_page(knowledge_map):
    network = knowledge_map.network
    columns = {name: network.node_columns[name] for name in network.node_columns}
    del columns["cluster"]
    bare = replace(network, node_columns=Columns(columns), cluster_columns=Columns({}))
    data = page_data(replace(knowledge_map, network=bare))
    assert data["clusters"] == {"colour": []}
    assert "cluster" not in data["nodes"]


def test_without_any_year_the_page_has_none(knowledge_map, monkeypatch):
    years = np.zeros(len(knowledge_map.corpus), dtype=np.int64)
    data = page_data(with_record_columns(knowledge_map, year=years))
    assert data["years"] == {"first": None, "last": None, "records": [], "nodes": []}
    monkeypatch.setattr(page_nodes, "SHORT_FROM", 1)
    short = page_data(with_record_columns(knowledge_map, year=years))["nodes"]
    assert short["told"] == []
    assert short["keyword"] == data["nodes"]["keyword"]
    assert data["signature"]["years"] is None


def test_the_page_holds_every_record_that_has_a_shown_keyword(knowledge_map):
    records = page_data(knowledge_map)["records"]
    held = int((np.diff(knowledge_map.network.incidence.indptr) > 0).sum())
    assert records["total"] == held == len(records["title"])
    links = Counter(pair for row in records["keywords"] for pair in combinations(row, 2))
    columns = knowledge_map.network.link_columns
    names = ("source", "target", "cooccurrences")
    for source, target, n in zip(*(columns[name].tolist() for name in names), strict=True):
        assert links[source, target] == n


def test_a_record_of_two_databases_names_its_other_and_counts_half_in_each(knowledge_map):
    corpus = knowledge_map.corpus
    records, twin = corpus.record_columns, 7
    pieces = corpus.piece_columns.take(np.array([*range(len(corpus)), twin]))
    own, here = records["id"].tolist(), records["database"].tolist()
    there = "WOS" if here[twin] == "CNKI" else "CNKI"
    pieces = pieces.with_columns(
        id=np.array([*own, "TWIN"], dtype=object), database=np.array([*here, there], dtype=object)
    )
    network = replace(knowledge_map.network, corpus=replace(corpus, piece_columns=pieces))
    data = page_data(replace(knowledge_map, network=network))
    assert page_data(knowledge_map)["sources"].keys() == {
        "database", "colour", "records", "occurrences"
    }  # fmt: skip
    order = choose_records(network, at_most=len(corpus)).rows.tolist()
    ((row, code, name),) = data["records"]["also"]
    assert (row, network.corpus.databases[code], name) == (order.index(twin), there, "TWIN")
    sources = data["sources"]
    assert sum(sources["records"]) == len(corpus) + 1
    start, stop = network.incidence.indptr[twin : twin + 2]
    held = network.incidence.indices[start:stop].tolist()
    for node, parts in enumerate(np.transpose(sources["parts"]).tolist()):
        whole = [column[node] for column in sources["occurrences"]]
        assert parts == [count - 0.5 * (node in held) for count in whole]


def test_records_stand_newest_first_then_most_cited(knowledge_map):
    records = page_data(knowledge_map)["records"]
    keys = [
        (-year, -cited, title)
        for year, cited, title in zip(
            records["year"], records["citations"], records["title"], strict=True
        )
    ]
    assert keys == sorted(keys)


def test_too_many_records_leave_the_most_cited(knowledge_map):
    records = page_data(knowledge_map, records_at_most=50)["records"]
    everyone = page_data(knowledge_map)["records"]
    assert len(records["title"]) == 50
    assert records["total"] == everyone["total"]
    most = sorted(everyone["citations"], reverse=True)[:50]
    assert sorted(records["citations"], reverse=True) == most


def test_links_carry_their_years_only_when_records_are_left_out(knowledge_map):
    assert "years" not in page_data(knowledge_map)["links"]
    data = page_data(knowledge_map, records_at_most=50)
    counts = decoded_years(data["links"]["years"], len(data["years"]["records"]))
    assert counts.sum(axis=1).tolist() == data["links"]["cooccurrences"]
    network = knowledge_map.network
    for row in range(0, network.n_links, 97):
        source, target = (int(network.link_columns[end][row]) for end in ("source", "target"))
        together = network.records_of_link(source, target)
        years = network.corpus.record_columns["year"][together] - data["years"]["first"]
        assert counts[row].tolist() == np.bincount(years, minlength=counts.shape[1]).tolist()


def test_of_very_many_links_the_strongest_are_kept(make_map, monkeypatch):
    knowledge_map = make_map(60, n_records=200)
    monkeypatch.setattr("cooccur.writers.page_data.ALL_LINKS_UP_TO", 10)
    links = page_data(knowledge_map, links_at_most=100)["links"]
    strengths = sorted(knowledge_map.network.link_columns["cooccurrences"], reverse=True)
    assert sorted(links["cooccurrences"], reverse=True) == strengths[:100]
    assert links["total"] == knowledge_map.network.n_links
    assert all(a < b for a, b in pairwise(decoded_links(links)))


def test_strengths_and_weights_are_left_out_where_the_page_can_work_them_out(knowledge_map):
    links = page_data(knowledge_map)["links"]
    assert "strength" not in links
    assert "weight" not in links
    halves = with_link_columns(
        knowledge_map, strength=knowledge_map.network.link_columns["strength"] / 2
    )
    assert page_data(halves)["links"]["strength"][0] == links["cooccurrences"][0] / 2
    cosine = np.linspace(0.1, 1, knowledge_map.network.n_links)
    given = page_data(with_link_columns(knowledge_map, weight=cosine))["links"]["weight"]
    assert given == pytest.approx(cosine, rel=1e-3)


def test_significance_is_told_where_links_were_tested(knowledge_map):
    p = np.linspace(0, 0.00123456, knowledge_map.network.n_links)
    links = page_data(with_link_columns(knowledge_map, p_value=p, q_value=p))["links"]
    assert links["p_value"] == links["q_value"] == rounded(p, digits=3)


def test_numbers_that_do_not_exist_are_null():
    assert rounded(np.array([np.nan, np.inf, 1.0, 0.1234567891]), digits=6) == [
        None,
        None,
        1,
        0.123457,
    ]
    assert rounded(np.array([-0.00004, 2.00016]), decimals=4) == [0, 2.0002]


def test_a_column_that_was_not_measured_is_left_out(knowledge_map):
    nodes = dict(knowledge_map.network.node_columns)
    del nodes["betweenness"]
    network = replace(knowledge_map.network, node_columns=Columns(nodes))
    data = page_data(replace(knowledge_map, network=network))
    assert "betweenness" not in data["nodes"]
    assert "pagerank" in data["nodes"]


@pytest.mark.parametrize(
    ("languages", "databases", "opens_in"),
    [
        (["Chinese", "Chinese", "English"], ["CNKI", "WOS", "WOS"], "zh"),
        (["", "", "English"], ["CNKI", "CNKI", "WOS"], "zh"),
        (["Chinese", "English"], ["CNKI", "WOS"], "en"),
        (["", ""], ["WOS", ""], "en"),
        (["English", "Chinese"], ["CNKI", "CNKI"], "en"),
    ],
)
def test_a_page_opens_in_the_language_of_most_records(
    knowledge_map, languages, databases, opens_in
):
    corpus = replace(
        knowledge_map.corpus,
        record_columns=Columns({"language": languages, "database": databases}),
    )
    assert main_language(corpus) == opens_in


def test_the_language_asked_for_wins(knowledge_map):
    for lang in ("en", "zh"):
        assert page_data(replace(knowledge_map, lang=lang))["lang"] == lang


def test_the_signature_tells_the_whole_account(knowledge_map):
    signed = signature(knowledge_map)
    corpus = knowledge_map.corpus
    assert signed["records_in"] == signed["kept"] + signed["merged"] + signed["skipped"]
    assert sum(n for _, n in signed["databases"]) == signed["selected"] == len(corpus)
    assert signed["databases"] == sorted(signed["databases"], key=lambda row: -row[1])
    assert (signed["nodes"], signed["links"]) == (80, knowledge_map.network.n_links)
    assert signed["modularity"] == 0.6312
    assert signed["software"].startswith("cooccur ")


def test_clusters_have_the_colour_of_their_keywords(knowledge_map):
    clusters = knowledge_map.network.node_columns["cluster"].tolist()
    colours = tuple(f"#{number:06x}" for number in clusters)
    data = page_data(replace(knowledge_map, colour=colours))["clusters"]
    assert data["colour"] == [f"#{number:06x}" for number in data["cluster"]]


def test_options_of_any_kind_become_json(knowledge_map):
    options = {"hide": ("a", "b"), "resolution": 1.0, "years": None, "largest_component": False}
    data = page_data(replace(knowledge_map, options=options))
    assert data["options"] == {**options, "hide": ["a", "b"], "resolution": 1}


def test_choosing_leaves_the_network_alone(knowledge_map):
    before = knowledge_map.network.incidence.indices.copy()
    choose_records(knowledge_map.network, at_most=5)
    assert (knowledge_map.network.incidence.indices == before).all()


def test_a_long_list_of_authors_is_cut(make_map):
    knowledge_map = make_map(20, n_records=30)
    shelf = knowledge_map.corpus.documents.kept
    shelf[0] = replace(shelf[0], authors=tuple(f"Author {n}" for n in range(40)))
    authors = page_data(knowledge_map)["records"]["authors"]
    cut = [names for names in authors if names.endswith("; …")]
    assert len(cut) == 1
    assert cut[0].count("Author") == 6
