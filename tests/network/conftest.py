"""Corpora and graphs whose numbers can be checked by eye."""

import numpy as np
import pytest

from cooccur.model import Columns, Corpus, EarlierMap, Incidence, KeywordNetwork


def make_corpus(records, *, years=None, citations=None):
    """A prepared corpus from one list of keywords a record; spellings are their own keys."""
    vocabulary = tuple(sorted({keyword for record in records for keyword in record}))
    code = {keyword: position for position, keyword in enumerate(vocabulary)}
    rows = [(r, code[k]) for r, record in enumerate(records) for k in record]
    n_records = len(records)
    numbers = np.zeros(n_records, dtype=np.int64)
    blank = [""] * n_records
    return Corpus(
        Columns(
            {
                "id": [f"r{r}" for r in range(n_records)],
                "doi": blank,
                "match": blank,
                "year": numbers if years is None else np.array(years, dtype=np.int64),
                "citations": numbers - 1 if citations is None else np.array(citations, np.int64),
                "references": numbers - 1,
                "language": blank,
                "document_type": blank,
                "database": blank,
                "file": numbers,
                "line": np.arange(n_records) + 1,
            }
        ),
        Columns(
            {
                "record": np.array([r for r, _ in rows], dtype=np.int64),
                "keyword": np.array([k for _, k in rows], dtype=np.int64),
                "kind": np.zeros(len(rows), dtype=np.int64),
            }
        ),
        vocabulary,
        Columns(dict.fromkeys(("record", "file", "start", "stop"), numbers[:0])),
    )


def make_network(n_nodes, ends, *, strength=None, cluster=None):
    """A network without records: links as (source, target), all of strength 1 by default."""
    ends = sorted((min(pair), max(pair)) for pair in ends)
    source = np.array([a for a, _ in ends], dtype=np.int64)
    target = np.array([b for _, b in ends], dtype=np.int64)
    strength = np.ones(len(ends)) if strength is None else np.array(strength, dtype=np.float64)
    both = np.concatenate((source, target))
    names = [f"k{node:05d}" for node in range(n_nodes)]
    nodes = {
        "keyword": names,
        "key": names,
        "occurrences": np.full(n_nodes, 10),
        "frequency": np.full(n_nodes, 10),
        "links": np.bincount(both, minlength=n_nodes),
        "total_link_strength": np.bincount(both, np.tile(strength, 2), minlength=n_nodes),
    }
    if cluster is not None:
        nodes["cluster"] = np.array(cluster, dtype=np.int64)
    links = {
        "source": source,
        "target": target,
        "cooccurrences": strength.astype(np.int64),
        "strength": strength,
        "first_year": np.zeros(len(ends), dtype=np.int64),
    }
    incidence = Incidence(np.zeros(1, np.int64), np.zeros(0, np.int64), n_nodes)
    return KeywordNetwork(make_corpus([]), Columns(nodes), Columns(links), incidence)


def make_earlier(keys, cluster, *, occurrences=None, next_number=0):
    """An earlier map without places and links; spellings are their own keys."""
    n = len(keys)
    numbers = sorted(set(cluster))
    place = np.zeros(n)
    none = np.zeros(0, dtype=np.int64)
    return EarlierMap(
        keywords=tuple(keys),
        keys=tuple(keys),
        occurrences=np.array(occurrences or [10] * n, dtype=np.int64),
        cluster=np.array(cluster, dtype=np.int64),
        numbers=np.array(numbers, dtype=np.int64),
        labels=("",) * len(numbers),
        colours=("#123456",) * len(numbers),
        x=place,
        y=place,
        shown_x=place,
        shown_y=place,
        source=none,
        target=none,
        n_links=0,
        counts="",
        n_records=100,
        rule={},
        next_number=max(next_number, *(number + 1 for number in numbers)),
    )


@pytest.fixture(name="make_earlier", scope="session")
def _make_earlier():
    return make_earlier


@pytest.fixture(name="make_corpus", scope="session")
def _make_corpus():
    return make_corpus


@pytest.fixture(name="make_network", scope="session")
def _make_network():
    return make_network


@pytest.fixture
def corpus_t():
    """Eight records of 2019 to 2021; the fifth lists A twice."""
    return make_corpus(
        ["ABC", "AB", "ACD", "BC", "ABCDA", "DE", "AE", "F"],
        years=[2019, 2019, 2020, 2020, 2020, 2021, 2021, 2021],
        citations=[4, 0, 2, -1, 6, 0, 0, 0],
    )


@pytest.fixture
def graph_g6():
    """Two triangles joined by one link, as two clusters."""
    ends = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]
    return make_network(6, ends, cluster=[0, 0, 0, 1, 1, 1])
