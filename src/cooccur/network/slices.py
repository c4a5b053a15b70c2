"""Networks built slice by slice: keywords are selected inside each slice of years, then merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import Columns, Corpus, Floats, Incidence, Ints, KeywordNetwork, Slicing, Step
from cooccur.network.cooccurrence import COUNTINGS, choose_keywords, cooccurrence, presence
from cooccur.network.pairs import Pairs, count_pairs
from cooccur.network.pruning import key_ranks
from cooccur.network.retaining import NO_LIMIT, LinkRule, retained
from cooccur.network.selection import Counts, Selection, parse_selection, thresholds_of
from cooccur.network.sources import fair_weights, weighted_counts, weighted_pairs
from cooccur.network.trimming import keep_links

_LATEST: Final = 9999


@dataclass(frozen=True)
class _Slice:
    """One slice and what was selected in it."""

    begin: int
    end: int
    records: int
    keywords: int
    """Distinct keywords of its records."""
    selected: Ints
    """Positions in the vocabulary."""
    criterion: str
    least: tuple[Fraction, Fraction]
    """Fewest records of a link, and its least cosine times 100."""


@dataclass(frozen=True)
class _Way:
    """How the links of a slice are selected and counted."""

    rule: LinkRule
    counting: str
    weight: Floats | None
    """Of every record, where records weigh differently."""


def time_slices(first: int, last: int, length: int) -> list[tuple[int, int]]:
    """First and last year of each slice; the last one may be shorter.

    Examples
    --------
    >>> time_slices(2010, 2016, 3)
    [(2010, 2012), (2013, 2015), (2016, 2016)]
    """
    if length < 1:
        raise CallError(f"--slices is {length}; a whole number of years from 1 is expected")
    return [(year, min(year + length - 1, last)) for year in range(first, last + 1, length)]


def sliced_cooccurrence(
    corpus: Corpus,
    *,
    slices: int | None = 1,
    select: str = "g-index:25",
    e: float = 1,
    links: LinkRule | None = None,
    counting: str = "full",
    min_occurrences: int | str = "auto",
    years: tuple[int | None, int | None] = (None, None),
    usage: Ints | None = None,
    source_fair: bool = False,
) -> KeywordNetwork:
    """The network of the keywords selected in any slice and of the links kept in any slice.

    Parameters
    ----------
    corpus : Corpus
        Prepared. Records without a year stand in no slice.
    slices : int, optional
        Years a slice. None: all records, also those without a year, are one slice.
    select : str
        A criterion and its numbers, see `parse_selection`. It works inside each slice, on the
        counts of that slice.
    e : float
        Fewest records of a slice that a keyword needs to be selected there; -1: any number.
    links : LinkRule, optional
        Which links of a slice are kept.
    counting : str
        A name from `COUNTINGS`; fractional shares are those of the keywords selected in the slice.
    min_occurrences : int or "auto"
        Fewest selected occurrences (``frequency``) over all slices; no minimum when auto. A
        keyword below it counts as not selected.
    years : (int or None, int or None)
        First and last year of the slices; those of the records where None.
    usage : array of int, shape (n_records,), optional
        Usage counts, for the usage criteria; unknown below 0.
    source_fair : bool
        Whether strengths are sums of `fair_weights`. Keywords and links are selected by records all
        the same; ``weighted_occurrences`` are those of the slices where a node is selected.

    Returns
    -------
    KeywordNetwork
        As `cooccurrence` gives it, and:
        ``frequency`` of a node is the sum of its counts over the slices where it is selected,
        ``strength`` of a link its co-occurrence in the slices that kept it; ``cooccurrences`` is
        still the number of all records that hold both keywords. With slices of years there are
        also ``slicing`` and the table ``slices``, and ``first_year`` is the first year of the
        first slice that selected the node or kept the link.

    Raises
    ------
    CallError
        When a number cannot be used.
    UnknownChoiceError
        When no counting, criterion or pruning has this name.

    Notes
    -----
    Inside a slice links are sorted by the cosine of the slice's counts, ties by co-occurrence, then
    by the keys of their ends. The first ``lrf`` times the number of selected keywords are looked
    at, and one is kept if both ends have fewer than ``links_per_node`` kept links. The thresholds
    cc and ccv, where they are given, come before both, the pruning after them.

    References
    ----------
    Chen (2006), JASIST 57(3), 359; Chen (2014), The CiteSpace Manual.
    """
    if not e >= 0 and e != NO_LIMIT:
        raise CallError(f"--e is {e}; a number from 0, or -1 for no limit, is expected")
    if counting not in COUNTINGS:
        raise UnknownChoiceError("counting", counting, COUNTINGS)
    selection, rule = parse_selection(select), links or LinkRule()
    spans, slice_of = _cut(corpus, slices, years)
    found, frequency = _select(corpus, spans, slice_of, selection=selection, e=e, usage=usage)
    codes, minimum = choose_keywords(
        frequency,
        min_occurrences=1 if min_occurrences == "auto" else min_occurrences,
        max_keywords=max(len(frequency), 1),
    )
    network = cooccurrence(corpus, counting=counting, selection=codes, source_fair=source_fair)
    found = [replace(part, selected=np.intersect1d(part.selected, codes)) for part in found]
    weight = fair_weights(corpus) if source_fair else None
    way = _Way(rule, counting, weight)
    network = _merged(network, found, slice_of, way=way, dated=bool(slices))
    options: dict[str, object] = {
        "slices": slices,
        "select": selection.text,
        "e": e,
        "lrf": rule.lrf,
        "links_per_node": rule.links_per_node,
        "prune": rule.prune,
        "decimals": rule.decimals,
        "min_occurrences": minimum,
    }
    return network.with_columns(step=Step("slice", tuple(options.items())))


def _cut(
    corpus: Corpus, slices: int | None, years: tuple[int | None, int | None]
) -> tuple[list[tuple[int, int]], Ints]:
    """First and last year of each slice, and the slice of each record, -1 for none."""
    year = corpus.record_columns["year"]
    known = year[year > 0]
    # Without any known year the first is later than the last, and there is no slice.
    first = years[0] or int(known.min(initial=_LATEST))
    last = years[1] or int(known.max(initial=0))
    if slices is None:
        return [(first, last)], np.zeros(len(year), dtype=np.int64)
    spans = time_slices(first, last, slices)
    inside = (year >= first) & (year <= last)
    return spans, np.where(inside, (year - first) // slices, -1)


def _select(
    corpus: Corpus,
    spans: Sequence[tuple[int, int]],
    slice_of: Ints,
    *,
    selection: Selection,
    e: float,
    usage: Ints | None,
) -> tuple[list[_Slice], Ints]:
    """What is selected in each slice, and how often each keyword occurs where it is selected."""
    record, keyword = presence(corpus)
    criterion, size = selection.criterion, len(corpus.vocabulary)
    value = np.ones(len(corpus), dtype=np.int64)
    if criterion.usage:
        if usage is None:
            raise CallError(f"{criterion.name} needs the usage count of every record")
        value = np.maximum(usage, 0)
    by_slice = np.argsort(slice_of[record], kind="stable")
    bounds = np.searchsorted(slice_of[record][by_slice], np.arange(len(spans) + 1))
    n_records = np.bincount(slice_of[slice_of >= 0], minlength=len(spans))
    found, frequency = [], np.zeros(size, dtype=np.int64)
    for position, (begin, end) in enumerate(spans):
        rows = by_slice[bounds[position] : bounds[position + 1]]
        counts = np.bincount(keyword[rows], minlength=size)
        score = np.bincount(keyword[rows], value[record[rows]], size).astype(np.int64)
        candidates = np.flatnonzero((counts >= e) & (score > 0))
        # The vocabulary stands in the order of the keys, and so do ties.
        order = candidates[np.argsort(-score[candidates], kind="stable")]
        at = Counts(score[order], position, len(spans))
        selected = order[: criterion.take(at, selection.numbers)]
        frequency[selected] += counts[selected]
        least = Fraction(0), Fraction(0)
        if criterion.name == "thresholds":
            least = thresholds_of(at, selection.numbers)[1:]
        found.append(
            _Slice(
                begin,
                end,
                int(n_records[position]),
                int((counts > 0).sum()),
                selected,
                criterion.describe(selection.numbers, at),
                least,
            )
        )
    return found, frequency


def _merged(
    network: KeywordNetwork,
    slices: Sequence[_Slice],
    slice_of: Ints,
    *,
    way: _Way,
    dated: bool,
) -> KeywordNetwork:
    """The network with its columns over the slices, and only with links that some slice kept."""
    n_nodes, n_slices = network.n_nodes, len(slices)
    at = slice_of[network.incidence.rows]
    cell = network.incidence.indices * n_slices + at
    counts = np.bincount(cell[at >= 0], minlength=n_nodes * n_slices).reshape(n_nodes, n_slices)
    code, ranks = _codes(network), key_ranks(network)
    selected = np.zeros((n_nodes, n_slices), dtype=bool)
    pair = network.link_columns["source"] * n_nodes + network.link_columns["target"]
    strength = np.zeros(len(pair))
    first_slice = np.full(len(pair), n_slices)
    n_links = np.zeros((2, n_slices), dtype=np.int64)
    for position, part in enumerate(slices):
        chosen = np.isin(code, part.selected)
        pairs = _pairs(network.incidence, at == position, chosen, way)
        kept = retained(
            pairs,
            counts[:, position],
            ranks,
            way.rule,
            n_selected=len(part.selected),
            least=part.least,
        )
        selected[:, position] = chosen
        n_links[:, position] = len(kept), kept.sum()
        place = np.searchsorted(pair, (pairs.source * n_nodes + pairs.target)[kept])
        strength[place] += pairs.strength[kept]
        first_slice[place] = np.minimum(first_slice[place], position)
    nodes: dict[str, ArrayLike] = {"frequency": (counts * selected).sum(axis=1)}
    if way.weight is not None:
        held = (at >= 0) & selected[network.incidence.indices, np.maximum(at, 0)]
        node, record = network.incidence.indices[held], network.incidence.rows[held]
        nodes["weighted_occurrences"] = weighted_counts(node, record, way.weight, n_nodes)
    network = network.with_columns(node=nodes, link={"strength": strength})
    if dated:
        begin = np.array([part.begin for part in slices], dtype=np.int64)
        end = np.array([part.end for part in slices], dtype=np.int64)
        table = _table(slices, counts * selected, selected, n_links)
        first_years = np.append(begin, 0)
        first_selected = np.append(selected, np.ones((n_nodes, 1), bool), axis=1).argmax(axis=1)
        network = replace(
            network.with_columns(
                node={"first_year": first_years[first_selected]},
                link={"first_year": first_years[first_slice]},
                tables={"slices": table},
            ),
            slicing=Slicing(begin, end, counts, selected, table),
        )
    return keep_links(network, strength > 0)


def _codes(network: KeywordNetwork) -> Ints:
    """Position in the vocabulary of every node."""
    keys = network.corpus.keys or network.corpus.vocabulary
    place = {key: code for code, key in enumerate(keys)}
    return np.array([place[key] for key in network.node_columns["key"].tolist()], dtype=np.int64)


def _pairs(
    incidence: Incidence, inside: NDArray[np.bool_], chosen: NDArray[np.bool_], way: _Way
) -> Pairs:
    """Pairs of the chosen nodes, counted over some entries of the incidence."""
    held = inside & chosen[incidence.indices]
    lengths = np.bincount(incidence.rows[held], minlength=incidence.n_records)
    # Numbered anew: counting takes time and memory for all nodes there are.
    place, members = np.cumsum(chosen) - 1, np.flatnonzero(chosen)
    indptr = np.concatenate(([0], np.cumsum(lengths)))
    smaller = Incidence(indptr, place[incidence.indices[held]], len(members))
    share = COUNTINGS[way.counting].share
    pairs = count_pairs(smaller, share=share)
    if way.weight is not None:
        pairs = weighted_pairs(smaller, pairs, weight=way.weight, share=share)
    return replace(pairs, source=members[pairs.source], target=members[pairs.target])


def _table(
    slices: Sequence[_Slice], counts: Ints, selected: NDArray[np.bool_], n_links: Ints
) -> Columns:
    begin, end, records, keywords = (
        np.array([getattr(part, name) for part in slices], dtype=np.int64)
        for name in ("begin", "end", "records", "keywords")
    )
    years = zip(begin.tolist(), end.tolist(), strict=True)
    return Columns(
        {
            "slice": [str(one) if one == other else f"{one}-{other}" for one, other in years],
            "begin": begin,
            "end": end,
            "criterion": [part.criterion for part in slices],
            "records": records,
            "keywords": keywords,
            "selected": selected.sum(axis=0),
            "selected_occurrences": counts.sum(axis=0),
            "links": n_links[0],
            "links_kept": n_links[1],
        }
    )
