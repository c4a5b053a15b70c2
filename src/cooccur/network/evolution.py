"""Thematic evolution: the themes of consecutive periods, and which keywords they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns, Incidence, Ints, KeywordNetwork, Step
from cooccur.network.clusters import CLUSTERINGS, cluster
from cooccur.network.cooccurrence import yearly
from cooccur.network.metrics import total_link_strength
from cooccur.network.pairs import Pairs, count_pairs
from cooccur.network.periods import cut_years, parse_periods, sums_of_periods
from cooccur.network.similarity import normalise
from cooccur.network.themes import strategic_diagram

STARTS: Final = 2
"""Of the clustering in a period: a few small networks in the time of one."""


def evolve(
    network: KeywordNetwork,
    *,
    periods: int | str = "auto",
    method: str = "vos",
    resolution: float = 1.0,
    min_occurrences: int = 2,
    inclusion: float = 0.1,
    seed: int = 0,
) -> KeywordNetwork:
    """The network with tables of the themes of each period and of what becomes of them.

    Parameters
    ----------
    network : KeywordNetwork
        Its keywords are looked at, period by period, in the records it was made from.
    periods : int or str
        See `parse_periods`.
    method : str
        A name from `clusters.CLUSTERINGS`: how the keywords of a period are grouped.
    resolution : float
        0 or more; more gives more and smaller themes.
    min_occurrences : int
        Fewest records of a period that hold a keyword of that period.
    inclusion : float
        From 0 to 1: themes that share less are not connected, nor are those that share nothing.
    seed : int
        Seed of everything random.

    Returns
    -------
    KeywordNetwork
        Five tables; all are empty when no record with a keyword of the network has a year.

        ``periods``: ``period`` (from 0), ``begin, end`` (years, inclusive), ``records`` (of these
        years, with a keyword of the network), ``keywords`` (with enough of them).

        ``period_themes``, by period, then size: ``theme`` (from 0, over all periods), ``period``,
        ``label``, ``node`` (the keyword with the highest total link strength in the period, which
        names the theme), ``size`` (keywords, at least 2), ``occurrences`` (sum over them, in the
        period), ``centrality, density`` (of the period's network, see `themes.callon`).

        ``theme_keywords``: ``theme, node``.

        ``evolution``, one row a pair of themes of consecutive periods: ``source, target``
        (themes), ``inclusion`` (shared keywords over those of the smaller theme), ``stability``
        (over those of both), ``weighted_inclusion`` (occurrences of the shared, the lower of
        both periods, over those of the theme that has fewer), ``shared`` (keywords), ``solid``
        (whether the keyword that names one of them is shared). All shares are from 0 to 1.

        ``overlap``, one row a period: ``period, keywords``; ``kept`` and ``lost``, those that the
        next period has and has not; ``new``, those that the period before has not (0 where there
        is no such period); ``stability`` (0..1, kept over the keywords of both, NaN for the
        last).

    Raises
    ------
    UnknownChoiceError
        When no clustering has this name.
    CallError
        When another option is out of its range.

    Notes
    -----
    Pairs are counted in full and weighed by association strength (form b) in every period. A
    period without themes is a gap that nothing bridges.

    References
    ----------
    Cobo, López-Herrera, Herrera-Viedma & Herrera (2011), J. Informetrics 5(1), 146.
    """
    options = {
        "periods": periods,
        "method": method,
        "resolution": resolution,
        "min_occurrences": min_occurrences,
        "inclusion": inclusion,
        "seed": seed,
    }
    _require_sense(options)
    years, records, counts = _of_years(network)
    begin = cut_years(years, records, parse_periods(str(periods)))
    end = np.append(begin[1:] - 1, years[-1:])
    starts = np.searchsorted(years, begin)
    enough = sums_of_periods(counts, starts) >= min_occurrences

    def grouped(part: KeywordNetwork) -> KeywordNetwork:
        part = normalise(part)
        return cluster(part, method=method, resolution=resolution, seed=seed, starts=STARTS)

    spans = list(zip(begin.tolist(), end.tolist(), strict=True))
    parts = [_part(network, span, enough[:, p], grouped) for p, span in enumerate(spans)]
    table = {
        "period": np.arange(len(spans)),
        "begin": begin,
        "end": end,
        "records": sums_of_periods(records, starts),
        "keywords": enough.sum(axis=0),
    }
    tables = {
        "periods": Columns(table),
        **_theme_tables(network, parts),
        "evolution": _bands(parts, inclusion),
        "overlap": _overlap(enough),
    }
    return network.with_columns(tables=tables, step=Step("evolve", tuple(options.items())))


def _require_sense(options: Mapping[str, Any]) -> None:
    if options["method"] not in CLUSTERINGS:
        raise UnknownChoiceError("clustering", options["method"], CLUSTERINGS)
    if not options["resolution"] >= 0 or options["min_occurrences"] < 1:
        raise CallError(
            f"resolution {options['resolution']}, min_occurrences {options['min_occurrences']}: "
            "expected a resolution of 0 or more and at least 1 occurrence"
        )
    if not 0 <= options["inclusion"] <= 1:
        raise CallError(f"inclusion {options['inclusion']}: expected a share from 0 to 1")


@dataclass(frozen=True)
class _Part:
    """The network of one period and its themes; nodes are those of the whole network."""

    themes: Columns
    theme: Ints
    """Theme of each node, numbered from 0 in every period; -1 for none."""
    occurrences: Ints
    """Records of the period that hold each node."""
    names: Ints
    """Node that names each theme."""

    @property
    def n_themes(self) -> int:
        return self.themes.length


def _of_years(network: KeywordNetwork) -> tuple[Ints, Ints, Ints]:
    """Years from the first to the last with a keyword; records with one; those of each node."""
    years, counts = yearly(network)
    # Old records often have no keywords: periods cut by all records would leave the first empty.
    if network.corpus.tally:
        records = network.corpus.tally.years["mapped"][:-1]
    else:
        year = network.corpus.record_columns["year"]
        dated = year[(year > 0) & (np.diff(network.incidence.indptr) > 0)]
        records = np.bincount(dated - years[:1].sum(), minlength=len(years))
    held = np.flatnonzero(records)
    span = slice(held[0], held[-1] + 1) if len(held) else slice(0)
    return years[span], records[span], counts[:, span]


def _part(
    network: KeywordNetwork,
    span: tuple[int, int],
    enough: NDArray[np.bool_],
    grouped: Callable[[KeywordNetwork], KeywordNetwork],
) -> _Part:
    nodes = np.flatnonzero(enough)
    part = strategic_diagram(grouped(_counted(network, span, nodes)))
    columns, table = part.node_columns, part.tables["themes"]
    # The clusters that are themes come first, as they are the larger ones.
    label = columns["cluster"]
    theme, occurrences = np.full((2, network.n_nodes), [[-1], [0]], dtype=np.int64)
    theme[nodes] = np.where(label < table.length, label, -1)
    occurrences[nodes] = columns["occurrences"]
    key = np.argsort(np.argsort(columns["key"], kind="stable"))
    order = np.lexsort((key, -columns["occurrences"], -columns["total_link_strength"], label))
    first = order[np.unique(label[order], return_index=True)[1]]
    return _Part(table, theme, occurrences, nodes[first[: table.length]])


def _counted(network: KeywordNetwork, span: tuple[int, int], nodes: Ints) -> KeywordNetwork:
    """The network of some keywords in the records of some years."""
    place = np.full(network.n_nodes, -1, dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    if network.corpus.tally:
        held, pairs = _sums(network, span, place, len(nodes))
        incidence = Incidence(np.zeros(1, np.int64), np.zeros(0, np.int64), len(nodes))
    else:
        incidence = _incidence(network, span, place, len(nodes))
        pairs = count_pairs(incidence, share=lambda _n_keywords: 1.0)
        held = np.bincount(incidence.indices, minlength=len(nodes))
    columns = Columns(
        {
            "keyword": network.node_columns["keyword"][nodes],
            "key": network.node_columns["key"][nodes],
            "occurrences": held,
            "frequency": held,
            "total_link_strength": total_link_strength(
                len(nodes), pairs.source, pairs.target, pairs.strength
            ),
        }
    )
    links = {"source": pairs.source, "target": pairs.target, "strength": pairs.strength}
    return KeywordNetwork(network.corpus, columns, Columns(links), incidence)


def _incidence(network: KeywordNetwork, span: tuple[int, int], place: Ints, size: int) -> Incidence:
    """Which records of some years hold which of the keywords that have a place."""
    year, whole = network.corpus.record_columns["year"], network.incidence
    dated = (span[0] <= year) & (year <= span[1])
    kept = dated[whole.rows] & (place[whole.indices] >= 0)
    lengths = np.bincount(whole.rows[kept], minlength=whole.n_records)
    indptr = np.concatenate(([0], np.cumsum(lengths)))
    return Incidence(indptr, place[whole.indices[kept]], size)


def _sums(
    network: KeywordNetwork, span: tuple[int, int], place: Ints, size: int
) -> tuple[Ints, Pairs]:
    """Records of the keywords that have a place, and of their pairs, summed over some years."""
    held, met = (
        table.take((span[0] <= table["year"]) & (table["year"] <= span[1]))
        for table in (network.tables["keyword_years"], network.tables["link_years"])
    )
    occurrences = np.zeros(network.n_nodes, dtype=np.int64)
    np.add.at(occurrences, held["node"], held["records"])
    source, target = place[met["source"]], place[met["target"]]
    inside = (source >= 0) & (target >= 0)
    codes, pair = np.unique(source[inside] * size + target[inside], return_inverse=True)
    count = np.zeros(len(codes), dtype=np.int64)
    np.add.at(count, pair, met["cooccurrences"][inside])
    pairs = Pairs(
        codes // max(size, 1), codes % max(size, 1), count, count.astype(np.float64), count * 0
    )
    return occurrences[place >= 0], pairs


def _theme_tables(network: KeywordNetwork, parts: Sequence[_Part]) -> dict[str, Columns]:
    numbers = [part.n_themes for part in parts]
    first = np.cumsum([0, *numbers])
    nodes = _joined([part.names for part in parts])
    themes = {
        "theme": np.arange(first[-1]),
        "period": np.repeat(np.arange(len(parts)), numbers),
        "label": network.node_columns["keyword"][nodes],
        "node": nodes,
        "size": _joined([part.themes["size"] for part in parts]),
        "occurrences": _joined([part.themes["occurrences"] for part in parts]),
        "centrality": _joined([part.themes["centrality"] for part in parts], np.float64),
        "density": _joined([part.themes["density"] for part in parts], np.float64),
    }
    inside = [np.flatnonzero(part.theme >= 0) for part in parts]
    theme = _joined([first[p] + parts[p].theme[nodes] for p, nodes in enumerate(inside)])
    order = np.argsort(theme, kind="stable")
    keywords = {"theme": theme[order], "node": _joined(inside)[order]}
    return {"period_themes": Columns(themes), "theme_keywords": Columns(keywords)}


def _joined(pieces: Sequence[NDArray[Any]], dtype: Any = np.int64) -> NDArray[Any]:  # noqa: ANN401
    return np.concatenate([np.zeros(0, dtype), *pieces]).astype(dtype)


def _bands(parts: Sequence[_Part], threshold: float) -> Columns:
    first = np.cumsum([0, *(part.n_themes for part in parts)])
    found: dict[str, list[NDArray[Any]]] = {name: [] for name in _BAND}
    for p, (one, other) in enumerate(pairwise(parts)):
        columns = _shared(one, other)
        kept = columns["inclusion"] >= threshold
        columns["source"] += first[p]
        columns["target"] += first[p + 1]
        for name, values in columns.items():
            found[name].append(values[kept])
    return Columns({name: _joined(found[name], dtype) for name, dtype in _BAND.items()})


_BAND: Final = {
    "source": np.int64,
    "target": np.int64,
    "inclusion": np.float64,
    "stability": np.float64,
    "weighted_inclusion": np.float64,
    "shared": np.int64,
    "solid": np.bool_,
}
"""Columns of the table of bands and what they hold."""


def _shared(one: _Part, other: _Part) -> dict[str, NDArray[Any]]:
    """What the themes of two periods have in common, for all that have something."""
    both = np.flatnonzero((one.theme >= 0) & (other.theme >= 0))
    width = max(other.n_themes, 1)
    pair, place, shared = np.unique(
        one.theme[both] * width + other.theme[both], return_inverse=True, return_counts=True
    )
    source, target = pair // width, pair % width
    sizes = one.themes["size"][source], other.themes["size"][target]
    totals = one.themes["occurrences"][source], other.themes["occurrences"][target]
    common = np.minimum(one.occurrences[both], other.occurrences[both])
    named = (other.theme[one.names[source]] == target) | (one.theme[other.names[target]] == source)
    return {
        "source": source,
        "target": target,
        "inclusion": shared / np.minimum(*sizes),
        "stability": shared / (sizes[0] + sizes[1] - shared),
        "weighted_inclusion": np.bincount(place, common, len(pair)) / np.minimum(*totals),
        "shared": shared,
        "solid": named,
    }


def _overlap(enough: NDArray[np.bool_]) -> Columns:
    keywords = enough.sum(axis=0)
    kept, lost, new = np.zeros((3, len(keywords)), dtype=np.int64)
    kept[:-1] = (enough[:, :-1] & enough[:, 1:]).sum(axis=0)
    lost[:-1] = keywords[:-1] - kept[:-1]
    new[1:] = keywords[1:] - kept[:-1]
    both = keywords[:-1] + new[1:]
    stability = np.full(len(keywords), np.nan)
    stability[:-1] = kept[:-1] / np.maximum(both, 1)
    return Columns(
        {
            "period": np.arange(len(keywords)),
            "keywords": keywords,
            "kept": kept,
            "new": new,
            "lost": lost,
            "stability": stability,
        }
    )
