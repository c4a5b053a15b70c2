"""Networks built slice by slice: keywords are selected inside each slice of years, then merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import CallError
from cooccur.model import Columns, Corpus, Floats, Incidence, Ints, KeywordNetwork, Slicing, Step
from cooccur.network.cooccurrence import COUNTINGS, cooccurrence
from cooccur.network.pairs import Pairs, count_pairs
from cooccur.network.pruning import kept_links
from cooccur.network.selection import Counts, Selection, parse_selection, thresholds_of
from cooccur.network.trimming import keep_links, keep_nodes, largest_component

NO_LIMIT: Final = -1


@dataclass(frozen=True)
class _Slice:
    """One slice and what was selected in it; keywords by their position in the vocabulary."""

    label: str
    begin: int
    end: int
    records: NDArray[np.bool_]
    counts: Ints
    """Records of the slice that hold each keyword of the vocabulary."""
    selected: Ints
    criterion: str
    cc: Fraction
    ccv: Fraction


@dataclass(frozen=True)
class LinkRule:
    """How many links of a slice are kept, the strongest first.

    Parameters
    ----------
    lrf : float
        Link retaining factor: at most so many links for each selected keyword; -1: all.
    links_per_node : int
        At most so many links of each keyword; -1: any number.
    prune : str
        A name from `PRUNINGS`, applied to what is left.
    decimals : int
        Decimals of the strengths.
    """

    lrf: float = 3.0
    links_per_node: int = 10
    prune: str = "none"
    decimals: int = 12

    def __post_init__(self) -> None:
        if self.lrf != NO_LIMIT and not self.lrf >= 0:
            raise CallError(f"--lrf is {self.lrf:g}; a number from 0, or -1 for all, is expected")
        if self.links_per_node != NO_LIMIT and self.links_per_node < 0:
            raise CallError(
                f"--links-per-node is {self.links_per_node}; a whole number from 0, or -1 for "
                "any number, is expected"
            )


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
    slices: int = 1,
    select: str = "g-index:25",
    e: float = 1,
    links: LinkRule | None = None,
    counting: str = "full",
    min_occurrences: int | str = "auto",
    only_largest_component: bool = False,
    years: tuple[int | None, int | None] = (None, None),
    usage: Ints | None = None,
) -> KeywordNetwork:
    """The network of the keywords selected in any slice and of the links kept in any slice.

    Parameters
    ----------
    corpus : Corpus
        Prepared. Records without a year stand in no slice.
    slices : int
        Years a slice.
    select : str
        A criterion and its numbers, see `parse_selection`. It works inside each slice, on the
        counts of that slice.
    e : float
        Fewest records of a slice that a keyword needs to be selected there.
    links : LinkRule, optional
        Which links of a slice are kept.
    counting : str
        A name from `COUNTINGS`; fractional shares are those of the keywords selected in the slice.
    min_occurrences : int or "auto"
        Fewest selected occurrences (``frequency``) over all slices; no minimum when auto.
    only_largest_component : bool
        Whether only the largest connected component is kept.
    years : (int or None, int or None)
        First and last year of the slices; those of the records where None.
    usage : array of int, shape (n_records,), optional
        Usage counts, for the usage criteria; unknown below 0.

    Returns
    -------
    KeywordNetwork
        As `cooccurrence` gives it, with ``slicing`` and the table ``slices``, and:
        ``frequency`` of a node is the sum of its counts over the slices where it is selected,
        ``first_year`` the first year of the first of these. ``strength`` of a link is its
        co-occurrence in the slices that kept it, ``first_year`` the first year of the first of
        them; ``cooccurrences`` is still the number of all records that hold both keywords.

    Raises
    ------
    CallError
        When a number cannot be used.

    Notes
    -----
    Inside a slice links are sorted by the cosine of the slice's counts, ties by co-occurrence, then
    by the keys of their ends. The first ``lrf`` times the number of selected keywords are looked
    at, and one is kept if both ends have fewer than ``links_per_node`` kept links. The thresholds
    cc and ccv, where they are given, come before both.

    References
    ----------
    Chen (2006), JASIST 57(3), 359; Chen (2014), The CiteSpace Manual.
    """
    selection, rule = parse_selection(select), links or LinkRule()
    found = _selected_slices(corpus, selection, slices=slices, e=e, years=years, usage=usage)
    chosen = [part.selected for part in found]
    codes = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *chosen]))
    if min_occurrences != "auto":
        frequency = np.zeros(len(corpus.vocabulary), dtype=np.int64)
        for part in found:
            frequency[part.selected] += part.counts[part.selected]
        codes = codes[frequency[codes] >= int(min_occurrences)]
    network = cooccurrence(corpus, counting=counting, selection=codes)
    network = _sliced(network, found, rule, counting)
    if only_largest_component:
        network = keep_nodes(network, largest_component(network))
    options: dict[str, object] = {
        "slices": slices,
        "select": selection.text,
        "e": e,
        "lrf": rule.lrf,
        "links_per_node": rule.links_per_node,
        "prune": rule.prune,
        "decimals": rule.decimals,
    }
    step = Step("slice", tuple(options.items()))
    return replace(network, history=(*network.history, step))


def _selected_slices(
    corpus: Corpus,
    selection: Selection,
    *,
    slices: int,
    e: float,
    years: tuple[int | None, int | None],
    usage: Ints | None,
) -> list[_Slice]:
    if not e >= 0 and e != NO_LIMIT:
        raise CallError(f"--e is {e:g}; a number from 0 is expected")
    year = corpus.record_columns["year"]
    known = year[year > 0]
    first = years[0] or (int(known.min()) if len(known) else 1)
    last = years[1] or (int(known.max()) if len(known) else 0)
    spans = time_slices(first, last, slices)
    record, keyword = corpus.keyword_columns["record"], corpus.keyword_columns["keyword"]
    value = np.ones(len(corpus), dtype=np.int64) if usage is None else np.maximum(usage, 0)
    found = []
    for position, (begin, end) in enumerate(spans):
        inside = (year >= begin) & (year <= end)
        rows = inside[record]
        size = len(corpus.vocabulary)
        counts = np.bincount(keyword[rows], minlength=size)
        score = counts
        if selection.criterion.usage:
            score = np.bincount(keyword[rows], value[record[rows]], size).astype(np.int64)
        candidates = np.flatnonzero((counts >= e) & (score > 0))
        order = candidates[np.argsort(-score[candidates], kind="stable")]
        at = Counts(score[order], position, len(spans))
        selected = np.sort(order[: selection.criterion.take(at, selection.numbers)])
        cc, ccv = Fraction(0), Fraction(0)
        if selection.criterion.name == "thresholds":
            _, cc, ccv = thresholds_of(at, selection.numbers)
        found.append(
            _Slice(
                str(begin) if begin == end else f"{begin}-{end}",
                begin,
                end,
                inside,
                counts,
                selected,
                selection.criterion.describe(selection.numbers, at),
                cc,
                ccv,
            )
        )
    return found


def _sliced(
    network: KeywordNetwork, slices: list[_Slice], rule: LinkRule, counting: str
) -> KeywordNetwork:
    """The network with its columns over the slices, and only with links that some slice kept."""
    n_nodes = network.n_nodes
    code_of = _codes(network)
    counts = np.zeros((n_nodes, len(slices)), dtype=np.int64)
    selected = np.zeros((n_nodes, len(slices)), dtype=bool)
    pair = network.link_columns["source"] * n_nodes + network.link_columns["target"]
    strength = np.zeros(len(pair))
    first_year = np.zeros(len(pair), dtype=np.int64)
    numbers = []
    for position, part in enumerate(slices):
        counts[:, position] = part.counts[code_of]
        selected[:, position] = np.isin(code_of, part.selected)
        pairs = _pairs(network, part, selected[:, position], counting)
        kept = _kept(network, part, counts[:, position], pairs, rule)
        numbers.append((len(pairs.source), int(kept.sum())))
        place = np.searchsorted(pair, (pairs.source * n_nodes + pairs.target)[kept])
        strength[place] += pairs.strength[kept]
        first_year[place] = np.where(first_year[place] == 0, part.begin, first_year[place])
    slicing = Slicing(
        np.array([part.begin for part in slices], dtype=np.int64),
        np.array([part.end for part in slices], dtype=np.int64),
        counts,
        selected,
        _table(slices, numbers),
    )
    begins = np.append(slicing.begin, 0)
    first = np.where(selected.any(axis=1), selected.argmax(axis=1) if len(slices) else 0, -1)
    linked = network.with_columns(
        node={"frequency": (counts * selected).sum(axis=1), "first_year": begins[first]},
        link={"strength": strength.round(10), "first_year": first_year},
        tables={"slices": slicing.table},
    )
    return replace(keep_links(linked, strength > 0), slicing=slicing)


def _codes(network: KeywordNetwork) -> Ints:
    """Position in the vocabulary of every node."""
    keys = network.corpus.keys or network.corpus.vocabulary
    place = {key: code for code, key in enumerate(keys)}
    return np.array([place[key] for key in network.node_columns["key"].tolist()], dtype=np.int64)


def _pairs(
    network: KeywordNetwork, part: _Slice, selected: NDArray[np.bool_], counting: str
) -> Pairs:
    """Pairs of keywords selected in a slice, counted over its records."""
    incidence = network.incidence
    rows = incidence.rows
    held = part.records[rows] & selected[incidence.indices]
    lengths = np.bincount(rows[held], minlength=incidence.n_records)
    inside = Incidence(
        np.concatenate(([0], np.cumsum(lengths))), incidence.indices[held], network.n_nodes
    )
    return count_pairs(inside, share=COUNTINGS[counting].share)


def _kept(
    network: KeywordNetwork, part: _Slice, counts: Ints, pairs: Pairs, rule: LinkRule
) -> NDArray[np.bool_]:
    cosine = (pairs.count / np.sqrt(counts[pairs.source] * counts[pairs.target])).round(
        rule.decimals
    )
    enough = pairs.count * part.cc.denominator >= part.cc.numerator
    enough &= cosine * 100 >= float(part.ccv) - 1e-9
    kept = np.zeros(len(cosine), dtype=bool)
    order = _strongest_first(network, pairs, cosine)
    order = order[enough[order]]
    if rule.lrf != NO_LIMIT:
        order = order[: int(rule.lrf * len(part.selected))]
    kept[_within_limit(pairs, order, rule.links_per_node, network.n_nodes)] = True
    if rule.prune != "none":
        ends = {"source": pairs.source[kept], "target": pairs.target[kept]}
        slice_network = replace(network, link_columns=Columns(ends))
        stays = kept_links(slice_network, cosine[kept], method=rule.prune, decimals=rule.decimals)
        kept[np.flatnonzero(kept)[~stays]] = False
    return kept


def _strongest_first(network: KeywordNetwork, pairs: Pairs, cosine: Floats) -> Ints:
    order = np.argsort(network.node_columns["key"], kind="stable")
    rank = np.argsort(order, kind="stable")
    low = np.minimum(rank[pairs.source], rank[pairs.target])
    high = np.maximum(rank[pairs.source], rank[pairs.target])
    return np.lexsort((high, low, -pairs.count, -cosine.round(12)))


def _within_limit(pairs: Pairs, order: Ints, most: int, n_nodes: int) -> list[int]:
    if most == NO_LIMIT:
        return [int(link) for link in order]
    used = [0] * n_nodes
    kept = []
    ends = zip(
        order.tolist(), pairs.source[order].tolist(), pairs.target[order].tolist(), strict=True
    )
    for link, one, other in ends:
        if used[one] < most and used[other] < most:
            used[one] += 1
            used[other] += 1
            kept.append(link)
    return kept


def _table(slices: list[_Slice], numbers: list[tuple[int, int]]) -> Columns:
    return Columns(
        {
            "slice": [part.label for part in slices],
            "begin": np.array([part.begin for part in slices], dtype=np.int64),
            "end": np.array([part.end for part in slices], dtype=np.int64),
            "criterion": [part.criterion for part in slices],
            "records": np.array([int(part.records.sum()) for part in slices], dtype=np.int64),
            "keywords": np.array([int((part.counts > 0).sum()) for part in slices], np.int64),
            "selected": np.array([len(part.selected) for part in slices], dtype=np.int64),
            "selected_occurrences": np.array(
                [int(part.counts[part.selected].sum()) for part in slices], dtype=np.int64
            ),
            "links": np.array([links for links, _ in numbers], dtype=np.int64),
            "links_kept": np.array([kept for _, kept in numbers], dtype=np.int64),
        }
    )
