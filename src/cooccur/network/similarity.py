"""How much more two keywords meet than their frequencies explain: weights of links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.errors import UnknownChoiceError
from cooccur.model import Floats, KeywordNetwork, Step
from cooccur.network.sources import effective_occurrences


@dataclass(frozen=True)
class Margins:
    """What the formulas know: arrays of one value a link, i its source and j its target."""

    c: Floats
    """Co-occurrence as counted (``strength``): records under full counting, shares of records
    under fractional counting; > 0."""
    s_i: Floats
    """Occurrences: records that hold i, however the pairs were counted; with time slices those of
    the slices where i is selected."""
    s_j: Floats
    k_i: Floats
    """Total link strength of i."""
    k_j: Floats
    n_records: int
    n_nodes: int
    two_m: float
    """Sum of all total link strengths."""


@dataclass(frozen=True)
class Similarity:
    """One row of the table of similarities."""

    name: str
    title: str
    formula: Callable[[Margins], Floats]
    source: str


def _npmi(m: Margins) -> Floats:
    surprise = -np.log2(m.c / m.n_records)
    # Two keywords that every record holds are as close as two can be.
    return np.divide(_pmi(m), surprise, out=np.ones_like(surprise), where=surprise > 0)


def _pmi(m: Margins) -> Floats:
    value: Floats = np.log2(m.n_records * m.c / (m.s_i * m.s_j))
    return value


SIMILARITIES: Final[dict[str, Similarity]] = {
    row.name: row
    for row in (
        Similarity(
            "association_strength",
            "strength over what random links would give, 2m c / (k_i k_j); 1 = by chance",
            lambda m: m.two_m * m.c / (m.k_i * m.k_j),
            "van Eck & Waltman (2009), JASIST 60(8), 1635; as in VOSviewer",
        ),
        Similarity(
            "cosine",
            "c / sqrt(s_i s_j)",
            lambda m: m.c / np.sqrt(m.s_i * m.s_j),
            "Salton & McGill (1983), Introduction to Modern Information Retrieval",
        ),
        Similarity(
            "jaccard",
            "c / (s_i + s_j - c)",
            lambda m: m.c / (m.s_i + m.s_j - m.c),
            "Jaccard (1901), Bull. Soc. Vaudoise Sci. Nat. 37, 547",
        ),
        Similarity(
            "dice",
            "2c / (s_i + s_j)",
            lambda m: 2 * m.c / (m.s_i + m.s_j),
            "Dice (1945), Ecology 26(3), 297",
        ),
        Similarity(
            "inclusion",
            "c / min(s_i, s_j)",
            lambda m: m.c / np.minimum(m.s_i, m.s_j),
            "Callon, Law & Rip (1986), Mapping the Dynamics of Science and Technology",
        ),
        Similarity(
            "equivalence",
            "c^2 / (s_i s_j)",
            lambda m: m.c**2 / (m.s_i * m.s_j),
            "Callon, Courtial & Laville (1991), Scientometrics 22, 155",
        ),
        Similarity(
            "pmi",
            "log2(N c / (s_i s_j)); 0 = by chance, negative below it",
            _pmi,
            "Church & Hanks (1990), Computational Linguistics 16(1), 22",
        ),
        Similarity(
            "npmi",
            "pmi / -log2(c / N), between -1 and 1",
            _npmi,
            "Bouma (2009), Proceedings of the GSCL Conference, 31",
        ),
        Similarity(
            "proximity",
            "c / (s_i s_j), association strength on occurrences; as in bibliometrix",
            lambda m: m.c / (m.s_i * m.s_j),
            "van Eck & Waltman (2009), JASIST 60(8), 1635",
        ),
        Similarity(
            "fractionalisation",
            "c (n / k_i + n / k_j) / 2, an option of VOSviewer",
            lambda m: m.c * (m.n_nodes / m.k_i + m.n_nodes / m.k_j) / 2,
            "van Eck & Waltman (2014), in: Measuring Scholarly Impact",
        ),
        Similarity(
            "none",
            "c, as counted",
            lambda m: m.c,
            "Noack (2007), J. Graph Algorithms and Applications 11(2), 453",
        ),
    )
}
"""Measures of similarity by name. N is the number of records of the corpus, n that of nodes."""


def normalise(
    network: KeywordNetwork, *, similarity: str = "association_strength"
) -> KeywordNetwork:
    """The network with a weight on each link: how similar its two keywords are.

    Parameters
    ----------
    network : KeywordNetwork
        With ``strength`` on its links.
    similarity : str
        A name from `SIMILARITIES`.

    Returns
    -------
    KeywordNetwork
        Link column added: ``weight``, float > 0 without unit, except that ``pmi`` and ``npmi``
        are 0 or negative for keywords that meet no more often than by chance.

    Raises
    ------
    UnknownChoiceError
        When no similarity has this name; the message lists those that exist.

    Notes
    -----
    c is ``strength`` and s ``occurrences``, so under fractional counting c is a part of the
    records that hold both while s stays whole; k is the strength that the links shown add up to.
    """
    if similarity not in SIMILARITIES:
        raise UnknownChoiceError("similarity", similarity, SIMILARITIES)
    weight = SIMILARITIES[similarity].formula(_margins(network))
    step = Step("normalise", (("similarity", similarity),))
    return network.with_columns(link={"weight": weight}, step=step)


def _margins(network: KeywordNetwork) -> Margins:
    links = network.link_columns
    source, target = links["source"], links["target"]
    # Where slices selected the keywords, strengths count in these slices, and so do occurrences.
    occurrences = effective_occurrences(network)
    strength = network.node_columns["total_link_strength"]
    return Margins(
        c=links["strength"].astype(np.float64),
        s_i=occurrences[source],
        s_j=occurrences[target],
        k_i=strength[source],
        k_j=strength[target],
        n_records=network.corpus.n_records,
        n_nodes=network.n_nodes,
        two_m=float(strength.sum()),
    )
