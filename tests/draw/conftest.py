"""Networks to lay out: small ones to check by eye, planted ones, and those of real exports."""

import numpy as np
import pytest

from cooccur.draw.appearance import crowding, font_px, radius_px
from cooccur.draw.text import ellipsis, text_width
from cooccur.model import Columns, Corpus, Incidence, KeywordNetwork


def association(n_nodes, ends, strength=None):
    """Ends and association strengths (form b) of links."""
    source, target = np.array(sorted(map(tuple, ends)), dtype=np.int64).reshape(-1, 2).T
    strength = np.ones(len(ends)) if strength is None else np.asarray(strength, dtype=float)
    total = np.bincount(source, strength, n_nodes) + np.bincount(target, strength, n_nodes)
    return source, target, total.sum() * strength / (total[source] * total[target])


def planted(n_nodes, n_links, *, seed=0, groups=6):
    """Ends of links that lie mostly inside groups; the first nodes have the most."""
    chance = np.random.default_rng(seed)
    group = chance.integers(0, groups, n_nodes)
    share = np.cumsum(1.0 / np.arange(1, n_nodes + 1) ** 0.7)
    found = {(node // 2, node) for node in range(1, n_nodes)}
    while len(found) < n_links:
        one, other = np.searchsorted(share, chance.random(2) * share[-1]).tolist()
        if one != other and (group[one] == group[other] or chance.random() < 0.1):
            found.add((min(one, other), max(one, other)))
    return sorted(found)


def network_of(n_nodes, ends, *, occurrences=None, keywords=None, cluster=None, **columns):
    """A network of keywords without records behind it."""
    ends = np.array(sorted(ends), dtype=np.int64).reshape(-1, 2)
    none = np.zeros(0, dtype=np.int64)
    text = ("id", "doi", "match", "language", "document_type", "database")
    numbers = ("year", "citations", "references", "file", "line")
    corpus = Corpus(
        Columns({name: np.zeros(0, dtype=object) for name in text} | dict.fromkeys(numbers, none)),
        Columns(dict.fromkeys(("record", "keyword", "kind"), none)),
        (),
        Columns(dict.fromkeys(("record", "file", "start", "stop"), none)),
    )
    names = keywords or [f"keyword {number}" for number in range(n_nodes)]
    count = np.arange(n_nodes, 0, -1) if occurrences is None else np.asarray(occurrences)
    nodes = {"keyword": names, "key": names, "occurrences": count}
    links = {
        "source": ends[:, 0],
        "target": ends[:, 1],
        "cooccurrences": np.ones(len(ends), dtype=np.int64),
        "strength": np.ones(len(ends)),
        **columns,
    }
    return KeywordNetwork(
        corpus,
        Columns(nodes if cluster is None else nodes | {"cluster": np.asarray(cluster)}),
        Columns(links),
        Incidence(np.zeros(1, dtype=np.int64), none, n_nodes),
    )


def looks_of(network):
    """Radius, font size and label width of each keyword, as a map shows them."""
    occurrences = network.node_columns["occurrences"]
    radius = radius_px(occurrences)
    crowded = crowding(radius)
    font = np.maximum(9.5, font_px(occurrences) * max(0.86, np.sqrt(crowded)))
    labels = [ellipsis(keyword) for keyword in network.node_columns["keyword"]]
    widths = [text_width(label, size) for label, size in zip(labels, font, strict=True)]
    return radius * crowded, font, np.array(widths)


@pytest.fixture(name="association", scope="session")
def _association():
    return association


@pytest.fixture(name="planted", scope="session")
def _planted():
    return planted


@pytest.fixture(name="network_of", scope="session")
def _network_of():
    return network_of


@pytest.fixture(name="looks_of", scope="session")
def _looks_of():
    return looks_of


REAL_NETWORKS = {
    "taiwan": ("wos/taiwan_part1_500.txt", "wos/taiwan_part2_500.txt", "wos/taiwan_part3_133.txt"),
    "alfalfa": ("wos/corpus_alfalfa_5035.tar.xz",),
    "superset": ("wos/dup_superset_500.txt",),
    "citespace": ("cnki/endnote_501-1000.txt", "cnki/endnote_2001-2037.txt"),
    "discovery": ("cnki/refworks_2021_bilingual_410.txt",),
    "reality": ("cnki/refworks_2024_298.txt",),
}


@pytest.fixture(scope="session", params=sorted(REAL_NETWORKS))
def real_network(request, real):
    """The default network of a real corpus."""
    from cooccur.network.cooccurrence import cooccurrence
    from cooccur.network.similarity import normalise
    from cooccur.prepare.keywords import clean_keywords
    from cooccur.readers.reading import read_sources

    corpus = read_sources(*(real / name for name in REAL_NETWORKS[request.param]))
    return normalise(cooccurrence(clean_keywords(corpus)))
