"""Names of clusters: the four measures, the records of a cluster, ties and what is left over."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.labels import (
    LABELLINGS,
    assign_records,
    label_clusters,
    log_likelihood_ratio,
)

cells = st.integers(0, 200)
corpora = st.lists(st.lists(st.sampled_from("ABCDEFGH"), max_size=5), min_size=1, max_size=25)
COLUMNS = ["label", "label_llr", "label_mi", "label_lsi", "label_tfidf", "top_keywords"]


def clustered(corpus, clusters):
    """The network of all keywords, in clusters given as strings of keywords."""
    number = {keyword: n for n, members in enumerate(clusters) for keyword in members}
    network = cooccurrence(corpus, min_occurrences=1)
    cluster = [number[keyword] for keyword in network.node_columns["keyword"]]
    return network.with_columns(node={"cluster": np.array(cluster, dtype=np.int64)})


def labelled(corpus, clusters, **options):
    columns = label_clusters(clustered(corpus, clusters), **options).cluster_columns
    return {name: values.tolist() for name, values in columns.items()}


def test_worked_numbers_of_the_likelihood_ratio():
    assert log_likelihood_ratio(10, 20, 30, 940) == pytest.approx(30.069075, abs=1e-6)
    assert log_likelihood_ratio(2, 8, 20, 80) == pytest.approx(0, abs=1e-12)
    assert log_likelihood_ratio([0, 3], [0, 0], [0, 0], [0, 4]).tolist() == pytest.approx(
        [0, 2 * (3 * math.log(7 / 3) + 4 * math.log(7 / 4))]
    )


@given(cells, cells, cells, cells, st.integers(2, 9))
def test_the_likelihood_ratio_is_symmetric_and_grows_with_the_table(a, b, c, d, factor):
    statistic = log_likelihood_ratio(a, b, c, d)
    assert statistic >= 0
    assert log_likelihood_ratio(a, c, b, d) == pytest.approx(statistic, abs=1e-9)
    larger = log_likelihood_ratio(*(factor * cell for cell in (a, b, c, d)))
    assert larger == pytest.approx(factor * statistic, abs=1e-8)
    assert (statistic < 1e-9) == (a * d == b * c)


def test_a_record_belongs_to_the_cluster_of_most_of_its_keywords(make_corpus):
    # The fifth record holds one of each: the larger cluster takes it; the sixth holds nothing.
    corpus = make_corpus(["ABX", "AXY", "XY", "C", "XC", ""])
    assert assign_records(clustered(corpus, ["XY", "ABC"])).tolist() == [1, 0, 0, 1, 1, -1]


def test_of_equal_clusters_the_first_takes_a_record(make_corpus):
    corpus = make_corpus(["AX", "BY", "AB", "XY"])
    assert assign_records(clustered(corpus, ["AB", "XY"])).tolist() == [0, 0, 0, 1]
    assert assign_records(clustered(corpus, ["XY", "AB"])).tolist() == [0, 0, 1, 0]


def tables_by_hand(rows, clusters):
    """For each keyword the four cells of its own cluster, by loops over the records."""
    sizes = {n: len(members) for n, members in enumerate(clusters)}
    home = {}
    for number, row in enumerate(rows):
        held = Counter(n for n, members in enumerate(clusters) for k in set(row) & set(members))
        if held:
            home[number] = min(held, key=lambda n: (-held[n], -sizes[n], n))
    found = {}
    for n, members in enumerate(clusters):
        for keyword in members:
            inside = [keyword in rows[r] for r in home if home[r] == n]
            outside = [keyword in rows[r] for r in home if home[r] != n]
            k11, k12 = sum(inside), sum(outside)
            found[keyword] = (k11, k12, len(inside) - k11, len(outside) - k12)
    return home, found


def g_squared(a, b, c, d):
    total = a + b + c + d
    sums = [(a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)]
    return 2 * sum(k * math.log(k * total / (r * s)) for k, r, s in sums if k)


@given(corpora, st.data())
def test_labels_are_those_of_loops_over_the_records(make_corpus, rows, data):
    names = sorted({keyword for row in rows for keyword in row})
    number = {name: data.draw(st.integers(0, 2)) for name in names}
    clusters = ["".join(k for k in names if number[k] == n) for n in range(3)]
    clusters = [members for members in clusters if members]
    home, tables = tables_by_hand(rows, clusters)
    occurrences = Counter(keyword for row in rows for keyword in set(row))
    total = len(home)

    def score(measure, k11, k12, k21, k22):
        typical = k11 * total > (k11 + k12) * (k11 + k21)
        if measure == "llr":
            return g_squared(k11, k12, k21, k22) if typical else None
        if measure == "mi":
            chance = (k11 + k12) * (k11 + k21)
            return math.log2(k11 * total / chance) if typical and k11 >= 2 else None
        return k11 * math.log(total / (k11 + k12)) if k11 else None

    found = labelled(make_corpus(rows), clusters)
    for n, members in enumerate(clusters):
        for measure in ("llr", "mi", "tfidf"):
            scores = {k: score(measure, *tables[k]) for k in members}
            allowed = [k for k in members if scores[k] is not None]
            best = min(allowed, key=lambda k: (-round(scores[k], 9), -tables[k][0], k), default="")
            expected = best or min(members, key=lambda k: (-occurrences[k], k))
            assert found[f"label_{measure}"][n] == expected
        llr = score("llr", *tables[found["label_llr"][n]]) or 0
        assert found["llr"][n] == pytest.approx(llr, abs=1e-9)
        ranked = sorted(members, key=lambda k: (-occurrences[k], k))
        assert found["top_keywords"][n] == "; ".join(ranked[:5])
        assert found["records"][n] == sum(where == n for where in home.values())


@given(corpora)
def test_the_lsi_label_leads_the_first_left_singular_vector(make_corpus, rows):
    rows = [["X", "Y"], ["Y", "Z"], *rows]
    names = sorted({keyword for row in rows for keyword in row} - {"X", "Y", "Z"})
    clusters = [members for members in ("XYZ", "".join(names)) if members]
    home, tables = tables_by_hand(rows, clusters)
    found = labelled(make_corpus(rows), clusters)["label_lsi"]
    for n, members in enumerate(clusters):
        own = [set(rows[r]) for r in home if home[r] == n]
        idf = {k: math.log(len(home) / max(sum(tables[k][:2]), 1)) for k in members}
        matrix = np.array([[idf[k] * (k in row) for row in own] for k in members])
        left, singular, _ = np.linalg.svd(matrix.reshape(len(members), -1), full_matrices=False)
        if len(singular) < 1 or not singular[0]:
            continue
        if len(singular) > 1 and singular[0] - singular[1] < 1e-6:
            continue
        weight = np.abs(left[:, 0])
        assert weight[members.index(found[n])] == pytest.approx(weight.max(), abs=1e-7)


def test_a_cluster_is_named_by_what_tells_its_records_from_others(make_corpus):
    rows = ["SAB", "SAB", "SA", "SXY", "SXY", "X", "SB"]
    found = labelled(make_corpus(rows), ["SAB", "XY"])
    assert found["label"] == ["A", "X"]
    assert found["top_keywords"] == ["S; A; B", "X; Y"]
    assert found["p_value"][1] == pytest.approx(math.erfc(math.sqrt(found["llr"][1] / 2)))
    assert 0 < found["p_value"][1] < 0.05


def test_a_single_cluster_is_named_by_its_most_frequent_keyword(make_corpus):
    found = labelled(make_corpus(["AB", "B", "BC"]), ["ABC"])
    assert (found["label"], found["llr"], found["p_value"]) == (["B"], [0], [1])


def test_a_cluster_without_records_is_named_by_its_most_frequent_keyword(make_corpus):
    rows = ["ABX", "ABY", "ABY", "AB"]
    found = labelled(make_corpus(rows), ["AB", "XY"])
    assert found["records"] == [4, 0]
    assert [found[name][1] for name in COLUMNS[:5]] == ["Y"] * 5


def test_ties_go_to_the_comparison_key(make_corpus):
    found = labelled(make_corpus(["BA", "BA", "XY", "XY"]), ["AB", "XY"])
    assert [found[name] for name in COLUMNS[:5]] == [["A", "X"]] * 5


@given(corpora, st.randoms(use_true_random=False), st.sampled_from(sorted(LABELLINGS)))
def test_the_order_of_the_records_changes_no_bit(make_corpus, rows, random, labels):
    names = sorted({keyword for row in rows for keyword in row})
    clusters = [members for members in ("".join(names[:4]), "".join(names[4:])) if members]
    shuffled = random.sample(rows, len(rows))
    one, other = (labelled(make_corpus(r), clusters, labels=labels) for r in (rows, shuffled))
    assert one == other


@given(corpora)
def test_no_two_clusters_share_a_label(make_corpus, rows):
    names = sorted({keyword for row in rows for keyword in row})
    found = labelled(make_corpus(rows), names)
    for name in COLUMNS:
        assert found[name] == names


@pytest.mark.parametrize("labels", sorted(LABELLINGS))
def test_the_label_shown_is_the_one_asked_for(corpus_t, labels):
    network = label_clusters(clustered(corpus_t, ["ABC", "DE", "F"]), labels=labels)
    columns = network.cluster_columns
    assert columns["label"].tolist() == columns[f"label_{labels}"].tolist()
    assert network.history[-1].options == (("labels", labels),)


def test_columns_that_stand_remain(corpus_t):
    from dataclasses import replace

    from cooccur.model import Columns

    network = clustered(corpus_t, ["ABC", "DEF"])
    before = Columns({"cluster": np.arange(2), "size": np.array([3, 3])})
    after = label_clusters(replace(network, cluster_columns=before)).clusters
    assert after["size"].tolist() == [3, 3]
    assert set(COLUMNS) <= set(after.columns)


def test_an_empty_network_has_no_labels(make_corpus):
    assert labelled(make_corpus([]), [])["label"] == []


def test_a_network_without_records_is_labelled(graph_g6):
    columns = label_clusters(graph_g6).cluster_columns
    assert columns["label"].tolist() == ["k00000", "k00003"]


def test_an_unknown_labelling_names_the_known_ones(corpus_t):
    with pytest.raises(UnknownChoiceError, match="llr, mi, lsi, tfidf"):
        label_clusters(clustered(corpus_t, ["ABCDEF"]), labels="best")


def test_a_network_without_clusters_is_refused(corpus_t):
    with pytest.raises(CallError, match="cluster it first"):
        label_clusters(cooccurrence(corpus_t))
