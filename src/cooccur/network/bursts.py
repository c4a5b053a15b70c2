"""When keywords were suddenly written about: Kleinberg's bursts, and half-life."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from cooccur.errors import CallError
from cooccur.model import Columns, Floats, Ints, KeywordNetwork, Step
from cooccur.network.cooccurrence import records_by_year, yearly
from cooccur.network.turning import sigma

HIGHEST_RATE: Final = 1 - 1e-12
"""No state expects more relevant events than this share."""
TIE: Final = 1e-9
"""Costs this close are equal, so that rounding does not choose between them."""


def burst_states(
    relevant: ArrayLike, total: ArrayLike, *, s: float = 2.0, gamma: float = 1.0, states: int = 2
) -> Ints:
    r"""The state of every series in every batch: 0 as usual, 1 and more where it bursts.

    Parameters
    ----------
    relevant : array_like of int, shape (n_series, n_batches)
        Relevant events of each batch, no more than ``total``.
    total : array_like of int, shape (n_batches,)
        All events of each batch. Where there are none no state costs anything.
    s : float
        Ratio of the rates that neighbouring states expect, > 1.
    gamma : float
        Cost of one state upwards, in units of ln n_batches, >= 0.
    states : int
        Number of states, >= 2.

    Returns
    -------
    array of int, shape (n_series, n_batches)
        The sequence of least total cost; of several the one that is lowest in every batch.

    Raises
    ------
    CallError
        When an option has a value that cannot be used.
    ValueError
        When the shapes do not fit or a count is below 0 or above its total.

    Notes
    -----
    State i expects the rate :math:`p_i = p_0 s^i < 1`, where :math:`p_0 = \sum r / \sum d`. Being
    in it costs :math:`\sigma(i, t) = -\ln [\binom{d_t}{r_t} p_i^{r_t} (1 - p_i)^{d_t - r_t}]`,
    moving up from i to j costs :math:`(j - i) \gamma \ln n`, moving down nothing. Before the first
    batch the state is 0.

    References
    ----------
    Kleinberg (2003), Data Min. Knowl. Discov. 7, 373.
    """
    return _cheapest(_gains(relevant, total, s, states), gamma)


def burst_runs(
    relevant: ArrayLike,
    total: ArrayLike,
    *,
    s: float = 2.0,
    gamma: float = 1.0,
    min_duration: int = 2,
    states: int = 2,
) -> Columns:
    r"""All bursts: the longest runs of batches in which a series is in state ``level`` or above.

    Parameters
    ----------
    relevant, total, s, gamma, states
        As `burst_states` takes them.
    min_duration : int
        Shorter runs (in batches, >= 1) are left out, at each level.

    Returns
    -------
    Columns
        One row a burst, sorted by level, series and begin: ``series``, ``begin, end`` (positions
        of its first and last batch), ``strength`` (to 10 decimals) and ``level``, 1 up to
        ``states - 1``. A burst of level 2 lies within one of level 1, and so on.

    Raises
    ------
    CallError, ValueError
        As `burst_states` does, and when the minimum duration is below 1.

    Notes
    -----
    The strength of a burst of level k is :math:`\sum_t [\sigma(k - 1, t) - \sigma(k, t)]` over
    its batches: what it costs less to be in state k than in the state below. With two states it
    is above :math:`\gamma \ln n`.
    """
    _check_whole("--burst-min-duration", min_duration, least=1)
    gains = _gains(relevant, total, s, states)
    state = _cheapest(gains, gamma)
    levels = [_runs(state >= level, gains[level] - gains[level - 1]) for level in range(1, states)]
    level = np.repeat(np.arange(1, states), [runs.length for runs in levels])
    joined = {name: np.concatenate([runs[name] for runs in levels]) for name in levels[0]}
    runs = Columns({**joined, "level": level})
    return runs.take(runs["end"] - runs["begin"] + 1 >= min_duration)


def _gains(relevant: ArrayLike, total: ArrayLike, s: float, states: int) -> Floats:
    """What each state costs less than state 0, shape (states, n_batches, n_series)."""
    if not isinstance(s, (int, float)) or not 1 < s < math.inf:
        raise CallError(f"--burst-s is {s!r}; a number above 1 is expected")
    _check_whole("--burst-states", states, least=2)
    r, d = np.asarray(relevant).T, np.asarray(total)[:, None]
    if r.ndim != 2 or len(r) != len(d):
        raise ValueError(f"relevant of shape {r.T.shape} does not fit {len(d)} batches")
    if (r < 0).any() or (r > d).any():
        raise ValueError("relevant events must be from 0 to the total of their batch")
    usual = np.ones(r.shape[1])
    # A series without relevant events keeps a rate of (nearly) 1: then all states are the same.
    np.divide(r.sum(axis=0), max(d.sum(), 1), out=usual, where=r.any(axis=0))
    with np.errstate(over="ignore"):
        rate = np.minimum(usual * np.float_power(s, np.arange(states))[:, None], HIGHEST_RATE)
    hit = np.log(rate / rate[0])[:, None]
    miss = (np.log1p(-rate) - np.log1p(-rate[0]))[:, None]
    gains: Floats = r * hit + (d - r) * miss
    return gains


def _cheapest(gains: Floats, gamma: float) -> Ints:
    """The states by Viterbi's algorithm, all series at once."""
    if not isinstance(gamma, (int, float)) or not 0 <= gamma < math.inf:
        raise CallError(f"--burst-gamma is {gamma!r}; a number from 0 is expected")
    n_states, n_batches, n_series = gains.shape
    rungs = np.arange(n_states)
    # climb[i, j] is the cost of moving from i to j.
    climb = gamma * math.log(max(n_batches, 1)) * np.maximum(rungs - rungs[:, None], 0)
    cost = np.where(rungs[:, None] == 0, np.zeros(n_series), np.inf)
    came_from = np.zeros((n_batches, n_states, n_series), dtype=np.int64)
    for batch in range(n_batches):
        ways = cost[:, None] + climb[:, :, None]
        cost = ways.min(axis=0)
        # argmax finds the first: of equal ways that from the lowest state.
        came_from[batch] = (ways <= cost + TIE).argmax(axis=0)
        cost = cost - gains[:, batch]
    found = np.zeros((n_series, n_batches), dtype=np.int64)
    series = np.arange(n_series)
    state = (cost <= cost.min(axis=0) + TIE).argmax(axis=0)
    for batch in reversed(range(n_batches)):
        found[:, batch] = state
        state = came_from[batch, state, series]
    return found


def _runs(is_in: ArrayLike, gain: Floats) -> Columns:
    """Runs of true values in each row, and the sum of the gain (turned the other way) over each."""
    inside = np.pad(np.asarray(is_in, dtype=np.int8), ((0, 0), (1, 1)))
    step = np.diff(inside, axis=1)
    series, begin = np.nonzero(step == 1)
    end = np.nonzero(step == -1)[1] - 1
    run = np.repeat(np.arange(len(begin)), end - begin + 1)
    strength = np.bincount(run, gain.T[inside[:, 1:-1] == 1], minlength=len(begin))
    return Columns({"series": series, "begin": begin, "end": end, "strength": strength.round(10)})


def _check_whole(option: str, value: object, *, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise CallError(f"{option} is {value!r}; a whole number from {least} is expected")


def find_bursts(
    network: KeywordNetwork,
    *,
    s: float = 2.0,
    gamma: float = 1.0,
    min_duration: int = 2,
    states: int = 2,
) -> KeywordNetwork:
    r"""The network with the bursts of its keywords.

    Parameters
    ----------
    network : KeywordNetwork
        With ``betweenness`` if sigma is wanted. Where keywords were selected by time slices, the
        batches are the slices, a keyword counts only where it was selected, and the total is that
        of all selected keywords. Otherwise the batches are the years from the corpus' first to
        its last, and its records are counted.
    s, gamma, min_duration, states
        As `burst_runs` takes them.

    Returns
    -------
    KeywordNetwork
        Table ``bursts`` added, one row a burst, sorted by begin, then strength descending, then
        comparison key, then level: ``node``, ``year`` (in which the keyword is first counted),
        ``strength`` (> 0), ``begin, end`` (first and last calendar year), ``level``. Node columns
        added: ``burst_strength, burst_begin, burst_end`` of the strongest burst of level 1, of
        equals the earliest (NaN, 0 and 0 without any); ``sigma`` (>= 1, see
        `cooccur.network.turning.sigma`); ``half_life`` (years, NaN if no record has a year).

    Raises
    ------
    CallError
        When an option has a value that cannot be used.

    Notes
    -----
    The half-life is the number of years after its first until half of a keyword's records are
    there.

    References
    ----------
    Kleinberg (2003), Data Min. Knowl. Discov. 7, 373.
    """
    first, last, counts, total = _batches(network)
    runs = burst_runs(counts, total, s=s, gamma=gamma, min_duration=min_duration, states=states)
    table = _table(network, runs, counts, first=first, last=last)
    columns = {**_of_nodes(network, table), "half_life": _half_life(network)}
    options: dict[str, object] = {
        "s": s,
        "gamma": gamma,
        "min_duration": min_duration,
        "states": states,
        "batches": "years" if network.slicing is None else "slices",
    }
    step = Step("find_bursts", tuple(options.items()))
    return network.with_columns(node=columns, tables={"bursts": table}, step=step)


def _batches(network: KeywordNetwork) -> tuple[Ints, Ints, Ints, Ints]:
    """First and last year of each batch, events of each node and batch, of each batch."""
    slicing = network.slicing
    if slicing is not None:
        counts = np.where(slicing.selected, slicing.counts, 0)
        return slicing.begin, slicing.end, counts, slicing.table["selected_occurrences"]
    years, counts = yearly(network)
    return years, years, counts, records_by_year(network.corpus)


def _table(
    network: KeywordNetwork, runs: Columns, counts: Ints, *, first: Ints, last: Ints
) -> Columns:
    """The bursts in order, by calendar years."""
    rank = np.argsort(np.argsort(network.node_columns["key"], kind="stable"))
    keys = (runs["level"], rank[runs["series"]], -runs["strength"], runs["begin"])
    runs = runs.take(np.lexsort(keys))
    node = runs["series"]
    # Without batches there is no first one, but then there are no bursts either.
    seen = (counts[node] > 0).argmax(axis=1) if len(node) else node
    return Columns(
        {
            "node": node,
            "year": first[seen],
            "strength": runs["strength"],
            "begin": first[runs["begin"]],
            "end": last[runs["end"]],
            "level": runs["level"],
        }
    )


def _of_nodes(network: KeywordNetwork, bursts: Columns) -> dict[str, ArrayLike]:
    strongest = _strongest(bursts)
    node, n_nodes = strongest["node"], network.n_nodes
    strength = np.full(n_nodes, np.nan)
    begin, end = np.zeros(n_nodes, dtype=np.int64), np.zeros(n_nodes, dtype=np.int64)
    strength[node], begin[node], end[node] = (
        strongest[name] for name in ("strength", "begin", "end")
    )
    columns: dict[str, ArrayLike] = {
        "burst_strength": strength,
        "burst_begin": begin,
        "burst_end": end,
    }
    if "betweenness" in network.node_columns:
        columns["sigma"] = sigma(network.node_columns["betweenness"], strength)
    return columns


def _strongest(bursts: Columns) -> Columns:
    """The strongest burst of each keyword, by node; of equals the earliest."""
    rows = bursts.take(bursts["level"] == 1)
    order = np.lexsort((rows["begin"], -rows["strength"], rows["node"]))
    first = np.unique(rows["node"][order], return_index=True)[1]
    return rows.take(order[first])


def _half_life(network: KeywordNetwork) -> Floats:
    years, counts = yearly(network)
    life = np.full(network.n_nodes, np.nan)
    dated = np.flatnonzero(counts.any(axis=1))
    if len(dated):
        so_far = counts[dated].cumsum(axis=1)
        half = (2 * so_far >= so_far[:, -1:]).argmax(axis=1)
        life[dated] = years[half] - years[(so_far > 0).argmax(axis=1)]
    return life


def strongest_bursts(network: KeywordNetwork, *, top: int = 25) -> Columns:
    """The keywords with the strongest bursts, as the well-known figure shows them.

    Parameters
    ----------
    network : KeywordNetwork
        With the table ``bursts``.
    top : int
        At most so many keywords, >= 1; of equal strength those of the lower comparison key.

    Returns
    -------
    Columns
        One row a keyword, its strongest burst (of equals the earliest), sorted by begin, then
        strength descending, then comparison key: ``node, year, strength, begin, end``.

    Raises
    ------
    CallError
        When ``top`` is below 1.
    KeyError
        When the network has no table of bursts.
    """
    _check_whole("top", top, least=1)
    rows = _strongest(network.tables["bursts"])
    rank = np.argsort(np.argsort(network.node_columns["key"], kind="stable"))
    rows = rows.take(np.lexsort((rank[rows["node"]], -rows["strength"]))[:top])
    rows = rows.take(np.lexsort((rank[rows["node"]], -rows["strength"], rows["begin"])))
    return Columns({name: rows[name] for name in ("node", "year", "strength", "begin", "end")})
