"""Records that stand for a cluster: most of its keywords, then most citations."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.labels import assign_records
from cooccur.network.representatives import representatives

CLUSTERS = {name: number for number, names in enumerate(("ABC", "DE", "F")) for name in names}
corpora = st.lists(
    st.tuples(
        st.sets(st.sampled_from("ABCDEF")),
        st.sampled_from([0, 2001, 2002]),
        st.integers(-1, 2),
    ),
    max_size=14,
)


def clustered(corpus):
    network = cooccurrence(corpus, min_occurrences=1)
    cluster = [CLUSTERS[name] for name in network.node_columns["keyword"]]
    present = {old: new for new, old in enumerate(sorted(set(cluster)))}
    codes = np.array([present[number] for number in cluster], dtype=np.int64)
    return network.with_columns(node={"cluster": codes})


def rows_of(network, **options):
    table = representatives(network, **options).tables["representatives"]
    names = ("cluster", "record", "coverage", "citations")
    return list(zip(*(table[name].tolist() for name in names), strict=True))


def test_records_stand_by_coverage_then_citations(make_corpus):
    corpus = make_corpus(
        ["ABC", "AB", "AB", "A", "DE", "ABD", "F"], citations=[0, 5, 9, 99, 1, 2, -1]
    )
    assert rows_of(clustered(corpus)) == [
        (0, 0, 3, 0),
        (0, 2, 2, 9),
        (0, 1, 2, 5),
        (0, 5, 2, 2),
        (0, 3, 1, 99),
        (1, 4, 2, 1),
        (2, 6, 1, -1),
    ]


def test_only_so_many_represent_each_cluster(make_corpus):
    network = clustered(make_corpus(["AB"] * 7 + ["DE"] * 3))
    assert [cluster for cluster, *_ in rows_of(network)] == [0] * 5 + [1] * 3
    assert [cluster for cluster, *_ in rows_of(network, per_cluster=2)] == [0, 0, 1, 1]


def test_of_equals_the_later_comes_first_and_unknown_years_and_citations_last(make_corpus):
    corpus = make_corpus(["AB"] * 4, years=[2001, 0, 2003, 2002], citations=[3, 3, 3, -1])
    assert [record for _, record, *_ in rows_of(clustered(corpus))] == [2, 0, 1, 3]


@given(corpora)
def test_only_records_of_a_cluster_represent_it(make_corpus, rows):
    words, years, citations = (
        (list(column) for column in zip(*rows, strict=True)) if rows else [[]] * 3
    )
    network = clustered(make_corpus(words, years=years, citations=citations))
    assigned = assign_records(network)
    names, cluster = network.node_columns["keyword"], network.node_columns["cluster"]
    found = rows_of(network, per_cluster=99)
    assert sorted(record for _, record, *_ in found) == np.flatnonzero(assigned >= 0).tolist()
    for number, record, coverage, cited in found:
        assert number == assigned[record]
        assert coverage == len(words[record] & set(names[cluster == number]))
        assert cited == citations[record]
    keys = [(number, -coverage, -cited) for number, _, coverage, cited in found]
    assert keys == sorted(keys)


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(make_corpus, rows, random):
    def chosen(order):
        corpus = make_corpus(
            [sorted(rows[r][0]) for r in order],
            years=[rows[r][1] for r in order],
            citations=[rows[r][2] for r in order],
        )
        named = corpus.record_columns.with_columns(id=[f"r{r}" for r in order])
        network = clustered(replace(corpus, record_columns=named))
        found = rows_of(network, per_cluster=2)
        return [(cluster, order[record], *rest) for cluster, record, *rest in found]

    straight = list(range(len(rows)))
    assert chosen(random.sample(straight, len(rows))) == chosen(straight)


@pytest.mark.parametrize("records", [[], [""], ["A"]])
def test_next_to_nothing_has_next_to_no_representatives(make_corpus, records):
    assert len(rows_of(clustered(make_corpus(records)))) == (records == ["A"])


def test_the_input_stays_as_it_was(make_corpus):
    network = clustered(make_corpus(["AB", "DE"]))
    told = representatives(network, per_cluster=1)
    assert "representatives" not in network.tables
    assert dict(told.history[-1].options) == {"per_cluster": 1}
