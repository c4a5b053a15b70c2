"""How a field moves and how its keywords are spread: trend topics, growth, laws of frequency."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError
from cooccur.model import Columns, Corpus, Floats, Ints, KeywordNetwork, Step
from cooccur.network.cooccurrence import occurrences, records_by_year, yearly
from cooccur.network.pairs import distinct

SHOWN_LAWS: Final = (
    "donohue_threshold",
    "donohue_keywords",
    "price_threshold",
    "price_keywords",
    "zipf_slope",
    "zipf_r2",
)
"""The numbers of `frequency_laws` that stand with the quality of a network."""


def trends(
    network: KeywordNetwork, *, min_occurrences: int = 5, per_year: int = 5
) -> KeywordNetwork:
    """The network with its trend topics, the growth of its corpus and the laws of frequency.

    Parameters
    ----------
    network : KeywordNetwork
        Counted.
    min_occurrences, per_year : int
        See `trend_topics`.

    Returns
    -------
    KeywordNetwork
        Tables added: ``trends`` (`trend_topics`) and ``years`` (`growth`). Numbers of quality
        added: `SHOWN_LAWS`, of all keywords of the corpus; NaN where one does not exist.

    Raises
    ------
    CallError
        When an option is below 1.
    """
    topics = trend_topics(network, min_occurrences=min_occurrences, per_year=per_year)
    tally = network.corpus.tally
    laws = frequency_laws(tally.occurrences if tally else occurrences(network.corpus))
    return network.with_columns(
        quality={name: laws[name] for name in SHOWN_LAWS},
        tables={"trends": topics, "years": growth(network)},
        step=Step("trends", (("min_occurrences", min_occurrences), ("per_year", per_year))),
    )


def trend_topics(
    network: KeywordNetwork, *, min_occurrences: int = 5, per_year: int = 5
) -> Columns:
    """The most frequent keywords of every median year, and the years their records centre on.

    Parameters
    ----------
    network : KeywordNetwork
        Counted.
    min_occurrences : int
        Keywords with fewer records are left out; so are those without a dated record.
    per_year : int
        At most so many of each median year, the most frequent; ties by comparison key.

    Returns
    -------
    Columns
        One row a topic: ``node``, ``q1``, ``median``, ``q3`` (whole years), ``occurrences``. By
        median year, then occurrences descending, then comparison key.

    Raises
    ------
    CallError
        When an option is below 1.

    Notes
    -----
    Quartiles are those of `year_quartiles`, rounded half to even.

    References
    ----------
    Aria & Cuccurullo (2017), J. Informetrics 11(4), 959 (the figure of their bibliometrix).
    """
    for name, value in (("min_occurrences", min_occurrences), ("per_year", per_year)):
        if value < 1:
            raise CallError(f"{name} is {value}, at least 1 is needed")
    years, counts = yearly(network)
    frequent = network.node_columns["occurrences"] >= min_occurrences
    node = np.flatnonzero(frequent & counts.any(axis=1))
    quartiles = np.rint(year_quartiles(years, counts[node])).astype(np.int64)
    held = network.node_columns["occurrences"][node]
    key = np.argsort(np.argsort(network.node_columns["key"][node], kind="stable"))
    order = np.lexsort((key, -held, quartiles[:, 1]))
    median = quartiles[order, 1]
    # In a run of one median year, the place of a row is its distance from the run's first.
    place = np.arange(len(median)) - np.searchsorted(median, median)
    order = order[place < per_year]
    q1, middle, q3 = quartiles[order].T
    return Columns(
        {"node": node[order], "q1": q1, "median": middle, "q3": q3, "occurrences": held[order]}
    )


def year_quartiles(years: Ints, counts: Ints) -> Floats:
    """First quartile, median and third quartile of the years in which each keyword occurs.

    Parameters
    ----------
    years : array of int, shape (n_years,)
        Ascending.
    counts : array of int, shape (n, n_years)
        Records of each keyword and year; at least one record a keyword.

    Returns
    -------
    array of float, shape (n, 3)
        In years: of m ordered years the one at position (m - 1) q, counted from 0, and linear
        between two (type 7 of Hyndman & Fan).

    References
    ----------
    Hyndman & Fan (1996), The American Statistician 50(4), 361.
    """
    below = counts.cumsum(axis=1)
    quartiles = np.empty((len(counts), 3))
    for column, quarters in enumerate((1, 2, 3)):
        position = (counts.sum(axis=1) - 1) * quarters
        lower, rest = position // 4, position % 4
        # The year at a position is the first by whose end more records than that have appeared.
        low = years[(below <= lower[:, None]).sum(axis=1)]
        high = years[(below <= (lower + (rest > 0))[:, None]).sum(axis=1)]
        quartiles[:, column] = low + (high - low) * rest / 4
    return quartiles


def growth(network: KeywordNetwork) -> Columns:
    """Records and keywords of every year from the corpus' first to its last.

    Parameters
    ----------
    network : KeywordNetwork
        Counted.

    Returns
    -------
    Columns
        One row a year, also where there are no records: ``year``, ``records``, ``cumulative``
        (records of this and all earlier years), ``keywords`` (distinct ones of these records, of
        the whole corpus and not only of the network), ``new_keywords`` (those that no earlier
        year has). Records without a year are left out.
    """
    corpus = network.corpus
    first, last = corpus.span or (1, 0)
    years, records = np.arange(first, last + 1), records_by_year(corpus)
    keywords, new = (
        (corpus.tally.years[name][:-1] for name in ("keywords", "new_keywords"))
        if corpus.tally
        else _keywords_by_year(corpus, years)
    )
    return Columns(
        {
            "year": years,
            "records": records,
            "cumulative": records.cumsum(),
            "keywords": keywords,
            "new_keywords": new,
        }
    )


_SMALL: Final = 1 << 31


def _keywords_by_year(corpus: Corpus, years: Ints) -> tuple[Ints, Ints]:
    """Distinct keywords of each year, and those that no earlier year has."""
    year = corpus.record_columns["year"]
    # There is a row for every keyword of every record: half the bytes are enough for nearly all.
    small = np.int32 if len(corpus.vocabulary) * (len(years) + 1) < _SMALL else np.int64
    # The last layer is that of records without a year.
    layer: NDArray[Any] = np.where(year > 0, year - years[:1].sum(), len(years)).astype(small)
    cell: NDArray[Any] = corpus.keyword_columns["keyword"].astype(small)
    cell *= len(years) + 1
    cell += layer[corpus.keyword_columns["record"]]
    keyword, layer = np.divmod(distinct(cell).astype(np.int64, copy=False), len(years) + 1)
    keyword, layer = keyword[layer < len(years)], layer[layer < len(years)]
    is_new = np.diff(keyword, prepend=-1) > 0
    return (
        np.bincount(layer, minlength=len(years)),
        np.bincount(layer[is_new], minlength=len(years)),
    )


def keyword_growth(network: KeywordNetwork) -> tuple[Ints, Ints]:
    """Every year of the corpus, and the records that each node has gathered by its end.

    Returns
    -------
    (array of int, shape (n_years,); array of int, shape (n_nodes, n_years))
        Records without a year are left out; a year without records repeats the year before.
    """
    years, counts = yearly(network)
    return years, counts.cumsum(axis=1)


def frequency_laws(occurrences: Ints) -> dict[str, float]:
    r"""How the occurrences are spread over the keywords.

    Parameters
    ----------
    occurrences : array of int, shape (n,)
        Records of every keyword, in any order; keywords without a record do not count.

    Returns
    -------
    dict of str to float
        ``singles``: keywords of one record. ``donohue_threshold`` and ``price_threshold``: from
        how many occurrences on a keyword is a frequent one. ``donohue_keywords`` and
        ``price_keywords``: keywords with at least so many. ``zipf_slope, zipf_intercept,
        zipf_r2``: the line of ln f on ln rank, over all keywords. ``keywords_covering_40`` and
        ``keywords_covering_80``: how many of the most frequent have together at least that per
        cent of all occurrences. NaN where a number does not exist: thresholds without any
        keyword, a line through fewer than two, R² where all are equally frequent.

    Notes
    -----
    Donohue: :math:`T = (-1 + \sqrt{1 + 8 I_1}) / 2` for :math:`I_1` singles, from Zipf's second
    law. Price: :math:`M = 0.749 \sqrt{s_{max}}`. Zipf: least squares; equally frequent keywords
    have consecutive ranks.

    References
    ----------
    Donohue (1973), Understanding Scientific Literatures, MIT Press. Price (1963), Little Science,
    Big Science, Columbia University Press. Zipf (1949), Human Behavior and the Principle of Least
    Effort, Addison-Wesley.
    """
    ranked = np.sort(occurrences[occurrences > 0])[::-1]
    singles = int((ranked == 1).sum())
    donohue = (np.sqrt(1 + 8 * singles) - 1) / 2 if len(ranked) else np.nan
    price = 0.749 * np.sqrt(ranked[0]) if len(ranked) else np.nan
    slope, intercept, r2 = _zipf(ranked)
    covered = 100 * ranked.cumsum()
    total = int(ranked.sum())
    laws = {
        "singles": singles,
        "donohue_threshold": donohue,
        "donohue_keywords": (ranked >= donohue).sum(),
        "price_threshold": price,
        "price_keywords": (ranked >= price).sum(),
        "zipf_slope": slope,
        "zipf_intercept": intercept,
        "zipf_r2": r2,
        "keywords_covering_40": (covered < 40 * total).sum() + (total > 0),
        "keywords_covering_80": (covered < 80 * total).sum() + (total > 0),
    }
    return {name: float(value) for name, value in laws.items()}


def _zipf(ranked: Ints) -> tuple[float, float, float]:
    """Slope, intercept and R² of the line."""
    if len(ranked) < 2:
        return np.nan, np.nan, np.nan
    x, y = np.log(np.arange(1, len(ranked) + 1)), np.log(ranked)
    off_x, off_y = x - x.mean(), y - y.mean()
    xx, xy, yy = (off_x * off_x).sum(), (off_x * off_y).sum(), (off_y * off_y).sum()
    slope = xy / xx
    r2 = xy * slope / yy if ranked[0] > ranked[-1] else np.nan
    # Logarithms differ in their last digit from one processor to another.
    return round(slope, 10) + 0.0, round(y.mean() - slope * x.mean(), 10) + 0.0, round(r2, 10)
