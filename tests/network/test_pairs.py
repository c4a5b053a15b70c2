"""The inner loop gives the same whatever way it takes."""

import tracemalloc

import numpy as np
import pytest

from cooccur.model import Incidence
from cooccur.network import pairs
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.pairs import count_pairs, count_pairs_by_year


def random_network(make_corpus):
    generator = np.random.default_rng(3)
    rows = [generator.integers(0, 40, generator.integers(0, 30)).tolist() for _ in range(200)]
    years = generator.choice([0, 2001, 2002, 2010], 200)
    corpus = make_corpus([[f"k{code:02d}" for code in row] for row in rows], years=years)
    return cooccurrence(corpus)


@pytest.mark.parametrize(("piece", "dense"), [(1, 1 << 22), (50, 1 << 22), (1, 0), (1 << 20, 0)])
def test_pieces_and_tables_change_no_bit(make_corpus, monkeypatch, piece, dense):
    network = random_network(make_corpus)
    year = network.corpus.record_columns["year"]

    def counted():
        found = count_pairs(network.incidence, share=lambda n: 1 / (n - 1), year=year)
        by_year = count_pairs_by_year(network.incidence, found.source, found.target, year)
        return [values.tobytes() for values in (*vars(found).values(), *by_year)]

    expected = counted()
    monkeypatch.setattr(pairs, "PIECE", piece)
    monkeypatch.setattr(pairs, "DENSE", dense)
    assert counted() == expected


def test_pairs_without_years_have_none(make_corpus):
    network = random_network(make_corpus)
    assert not count_pairs(network.incidence, share=lambda _: 1.0).first_year.any()


def test_years_are_counted_for_the_links_asked_for_only(make_corpus):
    network = random_network(make_corpus)
    links, year = network.link_columns, network.corpus.record_columns["year"]
    ends = links["source"], links["target"]
    link, of_year, number = count_pairs_by_year(network.incidence, *ends, year)
    some = np.arange(0, network.n_links, 3)
    found = count_pairs_by_year(network.incidence, *(end[some] for end in ends), year)
    wanted = np.isin(link, some)
    assert (some[found[0]] == link[wanted]).all()
    assert (found[1] == of_year[wanted]).all()
    assert (found[2] == number[wanted]).all()


def test_a_record_with_very_many_keywords_is_counted(make_corpus, monkeypatch):
    monkeypatch.setattr(pairs, "DENSE", 0)
    monkeypatch.setattr(pairs, "PIECE", 10_000)
    names = [f"k{code:04d}" for code in range(1000)]
    network = cooccurrence(make_corpus([names]), max_keywords=1000)
    assert network.n_links == 1000 * 999 // 2
    assert (network.link_columns["cooccurrences"] == 1).all()


def peak_of(count):
    """Bytes that are held at most while it counts."""
    tracemalloc.start()
    try:
        count()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_pairs_of_a_record_are_not_held_all_at_once(monkeypatch):
    monkeypatch.setattr(pairs, "PIECE", 10_000)
    incidence = Incidence(np.array([0, 3000]), np.arange(3000), 3000)
    link = np.array([0]), np.array([1])
    # The 4.5 million pairs take 36 MB.
    year = np.array([2020])
    assert peak_of(lambda: count_pairs_by_year(incidence, *link, year)) < 3 << 20


def test_pairs_that_no_record_holds_take_no_memory():
    incidence = Incidence(np.array([0, 3, 6]), np.array([0, 9, 19_999, 1, 5, 9]), 20_000)
    link, year = (np.array([0, 1]), np.array([9, 5])), np.array([2020, 2021])
    assert peak_of(lambda: count_pairs(incidence, share=lambda _: 1.0, year=year)) < 1 << 20
    assert peak_of(lambda: count_pairs_by_year(incidence, *link, year)) < 1 << 20
