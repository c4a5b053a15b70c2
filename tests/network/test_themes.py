"""The strategic diagram: worked numbers, ranks and quadrants, what adds up, and the edges."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.clusters import cluster
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.labels import label_clusters
from cooccur.network.similarity import normalise
from cooccur.network.themes import average_ranks, callon, strategic_diagram, themes_of

LETTERS = "ABCDEFGH"
corpora = st.lists(st.lists(st.sampled_from(LETTERS), max_size=5), min_size=1, max_size=25)
groupings = st.lists(st.integers(0, 3), min_size=len(LETTERS), max_size=len(LETTERS))


def in_clusters(corpus, number, **options):
    """The network of all keywords, each in the cluster of this number."""
    network = cooccurrence(corpus, min_occurrences=1, **options)
    found = [number[keyword] for keyword in network.node_columns["keyword"]]
    return network.with_columns(node={"cluster": np.array(found, dtype=np.int64)})


def rows(network):
    table = network.tables["themes"]
    return {name: values.tolist() for name, values in table.items()}


def diagram(make_network, inside, between, **options):
    """Themes of two keywords: strengths of the links in them, and of links between two themes."""
    ends = [(2 * t, 2 * t + 1) for t in range(len(inside))]
    ends += [(2 * a, 2 * b) for a, b in between]
    strength = dict(zip(ends, [*inside, *between.values()], strict=True))
    network = make_network(
        2 * len(inside),
        ends,
        strength=[strength[pair] for pair in sorted(ends)],
        cluster=[node // 2 for node in range(2 * len(inside))],
    )
    return rows(strategic_diagram(network, **options)), strategic_diagram(network, **options)


def test_the_toy_corpus_has_the_numbers_of_the_worked_example(corpus_t):
    network = in_clusters(corpus_t, dict(zip("ABCDEF", [0, 0, 0, 1, 1, 2], strict=True)))
    found = strategic_diagram(network)
    table = rows(found)
    assert table["centrality"] == pytest.approx([7.833333, 7.833333], abs=1e-6)
    assert table["density"] == pytest.approx([48.75, 8.333333], abs=1e-6)
    assert table["cluster"] == [0, 1]
    assert table["size"] == [3, 2]
    assert table["occurrences"] == [13, 5]
    assert table["centrality_rank"] == [1.5, 1.5]
    assert table["density_rank"] == [2, 1]
    assert table["quadrant"] == ["motor", "basic"]
    origin = found.quality["theme_origin_x"], found.quality["theme_origin_y"]
    assert origin == (1.5, 1.5)


def test_themes_fall_into_four_quadrants(make_network):
    between = {(0, 1): 9, (0, 2): 1, (1, 3): 1}
    table, _ = diagram(make_network, [9, 2, 8, 1], between)
    assert table["quadrant"] == ["motor", "basic", "niche", "emerging"]
    assert table["centrality_rank"] == [3.5, 3.5, 1.5, 1.5]
    assert table["density_rank"] == [4, 2, 3, 1]
    assert (table["x"], table["y"]) == (table["centrality_rank"], table["density_rank"])


def test_axes_can_show_values_and_cross_at_their_mean(make_network):
    inside, between = [10, 2, 1], {(0, 1): 5}
    by_rank, _ = diagram(make_network, inside, between)
    assert by_rank["quadrant"] == ["motor", "motor", "emerging"]
    table, median = diagram(make_network, inside, between, axes="value")
    assert table["quadrant"] == by_rank["quadrant"]
    assert (table["x"], table["y"]) == (table["centrality"], table["density"])
    assert median.quality["theme_origin_y"] == pytest.approx(100 * 0.04 / 2)
    table, mean = diagram(make_network, inside, between, axes="value", origin="mean")
    assert table["quadrant"] == ["motor", "basic", "emerging"]
    assert mean.quality["theme_origin_y"] == pytest.approx(100 * (1 + 0.04 + 0.01) / 2 / 3)
    assert mean.quality["theme_origin_x"] == pytest.approx(10 * 0.25 * 2 / 3)


def by_hand(network, rows):
    """Centrality and density of each theme, by loops over pairs and records."""
    names = network.node_columns["keyword"].tolist()
    home = dict(zip(names, network.node_columns["cluster"].tolist(), strict=True))
    members = {c: [k for k in names if home[k] == c] for c in sorted(set(home.values()))}
    themes = {c: group for c, group in members.items() if len(group) > 1}
    held = {k: sum(k in row for row in rows) for k in names}
    centrality, density = dict.fromkeys(themes, 0.0), dict.fromkeys(themes, 0.0)
    outside = 0.0
    for one, other in combinations(names, 2):
        both = sum(one in row and other in row for row in rows)
        index = both**2 / (held[one] * held[other])
        if home[one] not in themes or home[other] not in themes:
            continue
        if home[one] == home[other]:
            density[home[one]] += 100 * index / len(themes[home[one]])
        else:
            centrality[home[one]] += 10 * index
            centrality[home[other]] += 10 * index
            outside += index
    return list(themes), list(centrality.values()), list(density.values()), outside


@given(corpora, groupings)
def test_centrality_and_density_are_those_counted_by_hand(make_corpus, records, numbers):
    network = in_clusters(make_corpus(records), dict(zip(LETTERS, numbers, strict=True)))
    table = rows(strategic_diagram(network))
    themes, centrality, density, outside = by_hand(network, records)
    assert table["cluster"] == themes
    assert table["centrality"] == pytest.approx(centrality, abs=1e-9)
    assert table["density"] == pytest.approx(density, abs=1e-9)
    assert sum(table["centrality"]) == pytest.approx(2 * 10 * outside, abs=1e-8)


@given(corpora, groupings, st.sampled_from(["rank", "value"]), st.sampled_from(["median", "mean"]))
def test_the_quadrant_tells_what_is_high(make_corpus, records, numbers, axes, origin):
    network = in_clusters(make_corpus(records), dict(zip(LETTERS, numbers, strict=True)))
    found = strategic_diagram(network, axes=axes, origin=origin)
    table = rows(found)
    names = {
        (True, True): "motor",
        (True, False): "basic",
        (False, True): "niche",
        (False, False): "emerging",
    }
    for x, y, quadrant in zip(table["x"], table["y"], table["quadrant"], strict=True):
        high = (x >= found.quality["theme_origin_x"], y >= found.quality["theme_origin_y"])
        assert quadrant == names[high]
    n_themes = len(table["cluster"])
    assert sum(table["centrality_rank"]) == n_themes * (n_themes + 1) / 2
    if n_themes:
        assert {"motor", "basic"} & set(table["quadrant"])
        assert {"motor", "niche"} & set(table["quadrant"])


@given(corpora, groupings, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(make_corpus, records, numbers, random):
    number = dict(zip(LETTERS, numbers, strict=True))
    shuffled = random.sample(records, len(records))
    assert rows(strategic_diagram(in_clusters(make_corpus(records), number))) == rows(
        strategic_diagram(in_clusters(make_corpus(shuffled), number))
    )


@given(st.lists(st.integers(0, 5), max_size=12))
def test_equal_values_share_the_mean_of_their_ranks(values):
    expected = [
        sum(other < value for other in values) + (values.count(value) + 1) / 2 for value in values
    ]
    assert average_ranks(np.array(values, dtype=float)).tolist() == expected


def test_one_theme_stands_at_the_origin(graph_g6):
    network = graph_g6.with_columns(node={"cluster": np.zeros(6, dtype=np.int64)})
    for axes in ("rank", "value"):
        found = strategic_diagram(network, axes=axes)
        table = rows(found)
        assert table["x"] == [found.quality["theme_origin_x"]]
        assert table["y"] == [found.quality["theme_origin_y"]]
        assert table["quadrant"] == ["motor"]
    assert table["centrality"] == [0]
    assert table["density"] == pytest.approx([100 * 7 * 0.01 / 6])


@pytest.mark.parametrize("n_nodes", [0, 1, 3])
def test_keywords_alone_in_their_clusters_are_no_themes(make_network, n_nodes):
    found = strategic_diagram(cluster(normalise(make_network(n_nodes, []))))
    assert found.tables["themes"].length == 0
    assert "label" in found.table("themes").columns
    assert not {"theme_origin_x", "theme_origin_y"} & set(found.quality)


def test_a_link_to_a_keyword_in_no_theme_makes_nothing_central(make_network):
    network = make_network(5, [(0, 1), (2, 3), (0, 4), (1, 2)], cluster=[0, 0, 1, 1, 2])
    cluster_numbers, theme = themes_of(network)
    assert cluster_numbers.tolist() == [0, 1]
    assert theme.tolist() == [0, 0, 1, 1, -1]
    assert callon(network, theme)[0].tolist() == pytest.approx([0.1, 0.1])


def test_a_theme_is_named_like_its_cluster_or_else_by_its_most_frequent_keyword(corpus_t):
    network = cluster(normalise(cooccurrence(corpus_t, min_occurrences=1)))
    first = network.node_columns["keyword"][network.node_columns["cluster"] == 0][0]
    assert rows(strategic_diagram(network))["label"][0] == first
    labelled = strategic_diagram(label_clusters(network))
    table, clusters = labelled.tables["themes"], labelled.cluster_columns
    assert table["label"].tolist() == clusters["label"][table["cluster"]].tolist()


def test_occurrences_under_fractional_counting_stay_whole(corpus_t):
    number = dict(zip("ABCDEF", [0, 0, 0, 1, 1, 2], strict=True))
    network = in_clusters(corpus_t, number, counting="fractional")
    table = rows(strategic_diagram(network))
    assert table["occurrences"] == [13, 5]
    assert table["density"][1] == pytest.approx(100 / (3 * 2) / 2)


def test_the_step_is_remembered_and_the_input_left_alone(graph_g6):
    found = strategic_diagram(graph_g6, axes="value", origin="mean")
    assert found.history[-1].name == "strategic_diagram"
    assert dict(found.history[-1].options) == {"axes": "value", "origin": "mean"}
    assert not graph_g6.tables
    assert not graph_g6.quality


def test_options_and_networks_that_make_no_sense_are_refused(make_network, graph_g6):
    with pytest.raises(UnknownChoiceError, match="known: rank, value"):
        strategic_diagram(graph_g6, axes="log")
    with pytest.raises(UnknownChoiceError, match="known: median, mean"):
        strategic_diagram(graph_g6, origin="mode")
    with pytest.raises(CallError, match="cluster it first"):
        strategic_diagram(make_network(2, [(0, 1)]))
