"""How often keywords meet: from a prepared Corpus to a counted KeywordNetwork."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cooccur.components import connected_components
from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns, Corpus, Floats, Incidence, Ints, KeywordNetwork, Step
from cooccur.network.metrics import degree, total_link_strength
from cooccur.network.pairs import count_pairs, count_pairs_by_year, distinct
from cooccur.network.sources import fair_weights, weighted_counts, weighted_pairs


@dataclass(frozen=True)
class Counting:
    """One row of the table of countings."""

    name: str
    title: str
    share: Callable[[int], float]
    """What a record with so many keywords of the network (at least 2) adds to each pair."""
    source: str


COUNTINGS: Final[dict[str, Counting]] = {
    row.name: row
    for row in (
        Counting(
            "full",
            "every record adds 1 to each pair of its keywords",
            lambda _n_keywords: 1.0,
            "Callon, Courtial & Laville (1991), Scientometrics 22, 155",
        ),
        Counting(
            "fractional",
            "every record adds 1/(n - 1) to each pair of its n keywords",
            lambda n_keywords: 1 / (n_keywords - 1),
            "Perianes-Rodriguez, Waltman & van Eck (2016), J. Informetrics 10(4), 1178",
        ),
    )
}
"""How a record is shared out among the pairs of its keywords."""


def cooccurrence(
    corpus: Corpus,
    *,
    counting: str = "full",
    min_occurrences: int | str = "auto",
    max_keywords: int = 250,
    largest_component: bool = False,
    selection: ArrayLike | None = None,
    source_fair: bool = False,
) -> KeywordNetwork:
    """Frequent keywords of a corpus as nodes, linked where records hold both.

    Parameters
    ----------
    corpus : Corpus
        Prepared: its vocabulary stands in the order of the comparison keys.
    counting : str
        A name from `COUNTINGS`. The n of fractional counting is the number of the record's
        keywords that are nodes, so that every node gets a total link strength of 1 from every
        record that links it.
    min_occurrences, max_keywords : int or "auto", int
        See `choose_keywords`.
    largest_component : bool
        Whether only the largest connected component is kept; of several the one with the most
        frequent keyword.
    selection : array_like of int, optional
        Positions in ``corpus.vocabulary`` of the nodes, chosen by other means: then neither the
        minimum nor the maximum counts. Keywords that no record holds are left out.
    source_fair : bool
        Whether records weigh as `fair_weights` says, so that each database weighs the same. Then
        strengths are sums of weights, a node has ``weighted_occurrences``, and these decide which
        keywords are chosen: a minimum found automatically is one of weighted occurrences, of
        keywords that two records hold. With one database nothing differs.

    Returns
    -------
    KeywordNetwork
        Node columns ``keyword, key, occurrences, frequency, first_year`` (0 unknown),
        ``mean_year, links, total_link_strength, mean_citations, normalised_citations`` (NaN where
        no record of the keyword tells), with ``source_fair`` also ``weighted_occurrences``; link
        columns ``source, target, cooccurrences, strength,
        first_year``. The step in its history tells the minimum that
        was chosen, ``min_occurrences``.

    Raises
    ------
    UnknownChoiceError
        When no counting has this name.
    CallError
        When the minimum or the maximum is below 1.

    Notes
    -----
    Nodes stand by occurrences descending, then by comparison key. Nothing depends on the order
    of the records. The normalised citations of a record are its citations divided by the mean
    citations of the corpus' records of the same year (0/0 is 0); those of a keyword are the mean
    over its records whose year and citations are known.

    References
    ----------
    van Eck & Waltman (2014), Visualizing bibliometric networks, in: Measuring Scholarly Impact.
    """
    if counting not in COUNTINGS:
        raise UnknownChoiceError("counting", counting, COUNTINGS)
    record, keyword = presence(corpus)
    totals = np.bincount(keyword, minlength=len(corpus.vocabulary))
    weight = fair_weights(corpus) if source_fair else None
    if selection is None:
        weighted = None if weight is None else weighted_counts(keyword, record, weight, len(totals))
        codes, minimum = choose_keywords(
            totals, min_occurrences=min_occurrences, max_keywords=max_keywords, weighted=weighted
        )
    else:
        codes, minimum = _by_occurrences(totals, np.unique(np.asarray(selection, np.int64))), 1
    incidence = _incidence(corpus, record, keyword, codes)
    network = _network(corpus, codes, incidence, counting, weight)
    if largest_component:
        codes = codes[_largest_component(network)]
        incidence = _incidence(corpus, record, keyword, codes)
        network = _network(corpus, codes, incidence, counting, weight)
    options: dict[str, object] = {
        "counting": counting,
        "min_occurrences": minimum,
        "asked_min_occurrences": min_occurrences,
        "max_keywords": max_keywords,
        "largest_component": largest_component,
        "selected": selection is not None,
        "source_fair": source_fair,
    }
    step = Step("cooccurrence", tuple(options.items()))
    return replace(network, history=(*corpus.history, step))


def presence(corpus: Corpus) -> tuple[Ints, Ints]:
    """Record and keyword of every row, each pair once, sorted by both."""
    record, keyword = corpus.keyword_columns["record"], corpus.keyword_columns["keyword"]
    size = max(len(corpus.vocabulary), 1)

    def cells(start: int, stop: int) -> Ints:
        cell = record[start:stop] * np.int64(size)
        cell += keyword[start:stop]
        return cell

    # Prepared keywords are sorted; part by part this is seen while they are near at hand.
    starts = range(0, len(record), _NEAR)
    if all((np.diff(cells(start, start + _NEAR + 1)) > 0).all() for start in starts):
        return record, keyword
    cell = distinct(cells(0, len(record)))
    return cell // size, cell % size


_NEAR: Final = 1 << 15


def _incidence(corpus: Corpus, record: Ints, keyword: Ints, codes: Ints) -> Incidence:
    node_of = np.full(len(corpus.vocabulary), -1, dtype=np.int64)
    node_of[codes] = np.arange(len(codes))
    node = node_of[keyword]
    kept = node >= 0
    lengths = np.bincount(record[kept], minlength=len(corpus))
    indptr = np.concatenate(([0], np.cumsum(lengths)))
    indices = node[kept]
    # Rows of one length are sorted together: one sort of the whole takes five times as long.
    for length in (np.flatnonzero(np.bincount(lengths)[2:]) + 2).tolist():
        places = indptr[:-1][lengths == length, None] + np.arange(length)
        indices[places] = np.sort(indices[places], axis=1)
    return Incidence(indptr, indices, len(codes))


def _largest_component(network: KeywordNetwork) -> Ints:
    links = network.link_columns
    component = connected_components(network.n_nodes, links["source"], links["target"])
    sizes = np.bincount(component, minlength=1)
    return np.flatnonzero(component == sizes.argmax())


def occurrences(corpus: Corpus) -> Ints:
    """Number of records that hold each keyword of the vocabulary."""
    _, keyword = presence(corpus)
    return np.bincount(keyword, minlength=len(corpus.vocabulary))


def choose_keywords(
    occurrences: Ints,
    *,
    min_occurrences: int | str = "auto",
    max_keywords: int = 250,
    weighted: Floats | None = None,
) -> tuple[Ints, int]:
    """Positions of the keywords to show, and the minimum number of occurrences they have.

    Parameters
    ----------
    occurrences : array of int, shape (n,)
        Records a keyword; the keywords stand in the order of their comparison keys.
    min_occurrences : int or "auto"
        Inclusive. ``"auto"`` is the lowest minimum, at least 2, that keeps at most
        ``max_keywords``; 1 if no keyword occurs twice; and the highest count there is if more
        than ``max_keywords`` share it.
    max_keywords : int
        At most so many, the most frequent; ties by comparison key.
    weighted : array of float, shape (n,), optional
        Weighted occurrences, which then decide: the most frequent are those with most of them,
        and the minimum that ``"auto"`` finds is theirs, of keywords that at least two records
        hold. A number stays one of records.

    Returns
    -------
    (array of int, int)
        By occurrences descending, then by comparison key.

    Raises
    ------
    CallError
        When the minimum or the maximum is below 1.
    """
    if max_keywords < 1:
        raise CallError(f"max_keywords is {max_keywords}, at least 1 is needed")
    rank: NDArray[Any] = occurrences
    least = occurrences
    if weighted is not None:
        is_rare = occurrences < min(2, int(occurrences.max(initial=0)))
        rank = weighted
        least = np.where(is_rare, 0, weighted.astype(np.int64))
    if min_occurrences == "auto":
        minimum = _lowest_minimum(least, max_keywords)
    elif isinstance(min_occurrences, str) or min_occurrences < 1:
        raise CallError(f"min_occurrences is {min_occurrences!r}, auto or at least 1 is needed")
    else:
        minimum, least = min_occurrences, occurrences
    enough = np.flatnonzero(least >= minimum)
    most = enough[np.argsort(-rank[enough], kind="stable")][:max_keywords]
    return _by_occurrences(occurrences, np.sort(most)), minimum


def _lowest_minimum(occurrences: Ints, max_keywords: int) -> int:
    with_at_least = np.cumsum(np.bincount(occurrences)[::-1])[::-1]
    fitting = np.flatnonzero(with_at_least[2:] <= max_keywords)
    return int(fitting[0]) + 2 if len(fitting) else max(int(occurrences.max(initial=0)), 1)


def _by_occurrences(occurrences: Ints, codes: Ints) -> Ints:
    codes = codes[occurrences[codes] > 0]
    order: Ints = codes[np.argsort(-occurrences[codes], kind="stable")]
    return order


def _network(
    corpus: Corpus, codes: Ints, incidence: Incidence, counting: str, weight: Floats | None
) -> KeywordNetwork:
    n_nodes, share = len(codes), COUNTINGS[counting].share
    pairs = count_pairs(incidence, share=share, year=corpus.record_columns["year"])
    weighed: dict[str, ArrayLike] = {}
    if weight is not None:
        pairs = weighted_pairs(incidence, pairs, weight=weight, share=share)
        counted = weighted_counts(incidence.indices, incidence.rows, weight, n_nodes)
        weighed = {"weighted_occurrences": counted}
    chosen = codes.tolist()
    # A corpus that was not prepared, as one made by hand, has only its spellings to order by.
    keys = corpus.keys or corpus.vocabulary
    held = np.bincount(incidence.indices, minlength=n_nodes)
    nodes = {
        "keyword": [corpus.vocabulary[code] for code in chosen],
        "key": [keys[code] for code in chosen],
        "occurrences": held,
        "frequency": held,
        "links": degree(n_nodes, pairs.source, pairs.target),
        "total_link_strength": total_link_strength(
            n_nodes, pairs.source, pairs.target, pairs.strength
        ),
        **_overlay(corpus, incidence),
        **weighed,
    }
    return KeywordNetwork(corpus, Columns(nodes), pairs.links(), incidence)


def _overlay(corpus: Corpus, incidence: Incidence) -> dict[str, ArrayLike]:
    """First and mean year, mean and normalised citations of each node."""
    year, citations = corpus.record_columns["year"], corpus.record_columns["citations"]
    years = np.unique(year[year > 0])
    # The last layer is that of records without a year.
    layer = np.where(year > 0, np.searchsorted(years, year), len(years))
    n_layers = len(years) + 1
    cell = _layer_cells(incidence, layer, n_layers)
    records = _by_layer(incidence, cell, n_layers)
    cited = _by_layer(incidence, cell, n_layers, citations >= 0)
    total = _by_layer(incidence, cell, n_layers, np.maximum(citations, 0))
    told = np.bincount(layer, citations >= 0, n_layers)
    of_year = np.bincount(layer, np.maximum(citations, 0), n_layers)
    return overlay(np.append(years, 0), (records, cited, total), (told, of_year))


def overlay(
    years: Ints,
    of_nodes: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
    of_corpus: tuple[NDArray[Any], NDArray[Any]],
) -> dict[str, ArrayLike]:
    """First and mean year, mean and normalised citations of each node, from sums by year.

    Parameters
    ----------
    years : array of int, shape (n_years,)
        Ascending, and 0 for records without a year at the end.
    of_nodes : three arrays, shape (n_nodes, n_years)
        Records of each node and year, those that tell their citations, and these citations.
    of_corpus : two arrays, shape (n_years,)
        Records of the corpus that tell their citations, and these citations.
    """
    records, cited, total = of_nodes
    told, of_year = of_corpus
    # Sums of whole numbers first, then by year: the order of the records cannot be told from it.
    scale = np.zeros(len(years))
    np.divide(told, of_year, out=scale, where=of_year > 0)
    return {
        "first_year": years[(records > 0).argmax(axis=1)],
        "mean_year": _ratio((records * years).sum(axis=1), records[:, :-1].sum(axis=1)),
        "mean_citations": _ratio(total.sum(axis=1), cited.sum(axis=1)),
        "normalised_citations": _ratio(
            (total * scale)[:, :-1].sum(axis=1), cited[:, :-1].sum(axis=1)
        ),
    }


def _layer_cells(incidence: Incidence, layer: Ints, n_layers: int) -> Ints:
    """The cell of a table of nodes and layers that each node of each record falls into."""
    cell = incidence.indices * n_layers
    cell += layer[incidence.rows]
    return cell


def _by_layer(
    incidence: Incidence, cell: Ints, n_layers: int, value: NDArray[Any] | None = None
) -> Floats:
    """Records of each node and layer, or the sum of a value of them (whole, exact)."""
    size = incidence.n_nodes * n_layers
    weight = None if value is None else value[incidence.rows]
    sums = np.bincount(cell, weight, minlength=size)
    return sums.astype(np.float64, copy=False).reshape(incidence.n_nodes, n_layers)


def _ratio(total: Floats, number: Floats) -> Floats:
    ratio = np.full(len(total), np.nan)
    np.divide(total, number, out=ratio, where=number > 0)
    return ratio


def yearly(network: KeywordNetwork) -> tuple[Ints, Ints]:
    """Every year from the corpus' first to its last, and the records of each node and year.

    Returns
    -------
    (array of int, shape (n_years,); array of int, shape (n_nodes, n_years))
        Records without a year are left out; a year without records is there, with 0.
    """
    first, last = network.corpus.span or (1, 0)
    years = np.arange(first, last + 1)
    if network.corpus.tally:
        table = network.tables["keyword_years"]
        found = np.zeros((network.n_nodes, len(years)), dtype=np.int64)
        found[table["node"], table["year"] - first] = table["records"]
        return years, found
    year = network.corpus.record_columns["year"]
    layer = np.where(year > 0, year - first, len(years))
    cell = _layer_cells(network.incidence, layer, len(years) + 1)
    counts = _by_layer(network.incidence, cell, len(years) + 1)
    return years, counts[:, :-1].astype(np.int64)


def records_by_year(corpus: Corpus) -> Ints:
    """Records of every year from the corpus' first to its last, shape (n_years,)."""
    if corpus.tally:
        counted: Ints = corpus.tally.years["records"][:-1]
        return counted
    first, last = corpus.span or (1, 0)
    year = corpus.record_columns["year"]
    return np.bincount(year[year > 0] - first, minlength=last + 1 - first)


def link_years(network: KeywordNetwork, links: Columns | None = None) -> Columns:
    """Records of each link and year: columns ``link`` (position), ``year``, ``cooccurrences``.

    Records without a year are left out, and so are years without records. Without ``links``, some
    of those of the network, it is all of them.
    """
    links = network.link_columns if links is None else links
    if network.corpus.tally:
        return _counted_link_years(network, links)
    year = network.corpus.record_columns["year"]
    link, of_year, count = count_pairs_by_year(
        network.incidence, links["source"], links["target"], year
    )
    return Columns({"link": link, "year": of_year, "cooccurrences": count})


def _counted_link_years(network: KeywordNetwork, links: Columns) -> Columns:
    table, size = network.tables["link_years"], network.n_nodes
    wanted = links["source"] * size + links["target"]
    found = table["source"] * size + table["target"]
    kept = np.isin(found, wanted)
    return Columns(
        {
            "link": np.searchsorted(wanted, found[kept]),
            "year": table["year"][kept],
            "cooccurrences": table["cooccurrences"][kept],
        }
    )
