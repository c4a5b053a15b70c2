"""Places for the keywords of a network: VOS mapping in standard form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from cooccur.components import connected_components
from cooccur.draw.descent import minimise
from cooccur.draw.energy import EXACT_LIMIT, VosEnergy
from cooccur.errors import CallError
from cooccur.model import Floats, Ints

COHESION: Final = 0.01
"""Added to every association strength when a network has more than one component."""

_GOLDEN_ANGLE = np.pi * (3.0 - 5.0**0.5)
_PAIRS_OF_ALL_STARTS = 120_000
_NO_LINKS = np.zeros(0, dtype=np.int64)


def vos_layout(
    n_nodes: int,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    attraction: float = 2.0,
    repulsion: float = 1.0,
    seed: int = 0,
    starts: int | None = None,
) -> Floats:
    """The VOS layout of a weighted network, in standard form.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target : ndarray of int, shape (links,)
        Ends of each link; no loops, each pair once.
    weight : ndarray of float, shape (links,)
        Association strength of each link, above 0.
    attraction, repulsion : float
        Exponents of the two terms; attraction must be the larger one. 0 stands for a logarithm.
    seed : int
        Seed of the starts that are drawn by chance.
    starts : int, optional
        Number of starts, of which the best is followed to its end; 2 to 10 by the number of
        nodes when it is not given.

    Returns
    -------
    ndarray of float, shape (n_nodes, 2)
        Centroid 0, larger variance on x, medians at most 0, mean distance of all pairs 1.

    Raises
    ------
    CallError
        When attraction is not larger than repulsion.

    Notes
    -----
    Minimises ``(1/attraction) sum a d^attraction - (1/repulsion) sum d^repulsion``. In a network
    of several components `COHESION` is added to every ``a``, as CWTS' layout program does. Above
    ``EXACT_LIMIT`` nodes the second sum is approximated on a grid.

    References
    ----------
    van Eck, Waltman, Dekker & van den Berg (2010), JASIST 61(12), 2405–2416.
    """
    if not attraction > repulsion:
        raise CallError(
            f"attraction {attraction:g} and repulsion {repulsion:g} were given; "
            "attraction must be the larger one"
        )
    whole = _Network(np.arange(n_nodes), source, target, weight)
    parts = list(_components(whole))
    cohesion = COHESION if len(parts) > 1 else 0.0
    if cohesion and n_nodes > EXACT_LIMIT:
        points = _place_apart(whole, parts, seed)
    else:
        points = _place(whole, cohesion, seed, starts)
    if (attraction, repulsion) != (2.0, 1.0) and n_nodes > 2:
        energy = whole.energy(attraction=attraction, repulsion=repulsion, cohesion=cohesion)
        points, _ = minimise(energy, points, whole.softness(cohesion))
    return standard_form(points.T)


def objective(
    points: Floats,
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    attraction: float = 2.0,
    repulsion: float = 1.0,
) -> float:
    """The value that the VOS layout makes small, of any positions.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Positions. Their scale matters; the best one for standard form is not 1.
    source, target, weight, attraction, repulsion
        As in `vos_layout`.

    Returns
    -------
    float
        ``(1/attraction) sum a d^attraction - (1/repulsion) sum d^repulsion``, over all pairs
        exactly.
    """
    energy = VosEnergy(
        len(points), source, target, weight, attraction=attraction, repulsion=repulsion
    )
    places = np.ascontiguousarray(points.T, dtype=float)
    return energy.links(places)[0] + energy.pairs(places)[0]


def standard_form(points: Floats) -> Floats:
    """The same picture with centroid 0, principal axes, medians at most 0 and mean distance 1.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Positions.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Larger variance on x, no covariance. All zeros when all positions are one.
    """
    n = len(points)
    if n <= 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]]) if n == 2 else np.zeros((n, 2))
    x, y = (points - points.mean(axis=0)).T
    xx, yy, xy = (x * x).sum(), (y * y).sum(), (x * y).sum()
    # A round cloud has no axes, a median of 0 no sign: both would follow rounding errors.
    turns = np.hypot(xx - yy, 2.0 * xy) > 1e-12 * (xx + yy)
    angle = 0.5 * np.arctan2(2.0 * xy, xx - yy) if turns else 0.0
    turned = np.stack(
        [x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)]
    )
    flipped = np.median(turned, axis=1) > 1e-9 * np.sqrt(xx + yy)
    turned *= np.where(flipped, -1.0, 1.0)[:, None]
    distances = -VosEnergy(n, _NO_LINKS, _NO_LINKS, np.zeros(0)).pairs(turned)[0]
    return turned.T * (n * (n - 1) / 2 / distances) if distances > 0.0 else np.zeros((n, 2))


_IS_STANDARD: Final = 1e-3


def centred(points: Floats) -> Floats:
    """The same picture with centroid 0 and mean distance 1, neither turned nor mirrored.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Positions. Those that are so but for rounding to three decimals stay as they are.

    Returns
    -------
    ndarray of float, shape (n, 2)
        All zeros when all positions are one.
    """
    n = len(points)
    if n == 0:
        return points
    middle = points.mean(axis=0)
    moved = points - middle
    reach = float(np.abs(moved).max())
    if n == 1 or reach == 0.0:
        return np.zeros((n, 2))
    unit = np.ascontiguousarray((moved / reach).T)
    distances = -VosEnergy(n, _NO_LINKS, _NO_LINKS, np.zeros(0)).pairs(unit)[0] * reach
    scale = n * (n - 1) / 2 / distances
    if np.abs(middle).max() < _IS_STANDARD and abs(scale - 1.0) < _IS_STANDARD:
        return points
    scaled: Floats = moved * scale
    return scaled


@dataclass(frozen=True, eq=False)
class _Network:
    """Nodes by their number in the whole network, links by the positions of these nodes."""

    nodes: Ints
    source: Ints
    target: Ints
    weight: Floats

    def energy(self, **options: float) -> VosEnergy:
        return VosEnergy(len(self.nodes), self.source, self.target, self.weight, **options)

    def softness(self, cohesion: float) -> Floats:
        """How far each node gives way to a force."""
        return 1.0 / (self.strength() + cohesion * len(self.nodes))

    def strength(self) -> Floats:
        """Sum of the weights at each node."""
        n = len(self.nodes)
        strength = np.zeros(n)
        strength += np.bincount(self.source, self.weight, n)
        strength += np.bincount(self.target, self.weight, n)
        return strength


def _components(whole: _Network) -> Iterator[_Network]:
    # Largest first, then by their first node.
    n_nodes, source, target = len(whole.nodes), whole.source, whole.target
    root = connected_components(n_nodes, source, target)
    size = np.bincount(root, minlength=n_nodes)
    by_root = np.argsort(root, kind="stable")
    links = np.argsort(root[source], kind="stable")
    last_node, last_link = np.cumsum(size), np.cumsum(np.bincount(root[source], minlength=n_nodes))
    position = np.empty(n_nodes, dtype=np.int64)
    position[by_root] = np.arange(n_nodes) - (last_node - size)[root[by_root]]
    for first in np.argsort(-size, kind="stable")[: np.count_nonzero(size)]:
        nodes = by_root[last_node[first] - size[first] : last_node[first]]
        own = links[last_link[first - 1] if first else 0 : last_link[first]]
        yield _Network(nodes, position[source[own]], position[target[own]], whole.weight[own])


def _place(network: _Network, cohesion: float, seed: int, starts: int | None = None) -> Floats:
    n = len(network.nodes)
    if n <= 2:
        gap = 1.0 / (network.weight.sum() + cohesion) if n == 2 else 0.0
        return np.array([[-0.5 * gap, 0.5 * gap], [0.0, 0.0]])[:, :n]
    energy, softness = network.energy(cohesion=cohesion), network.softness(cohesion)
    best, lowest = np.zeros((2, n)), np.inf
    for number in range(starts or _number_of_starts(n)):
        start = _start(network, cohesion, number, seed)
        points, value = minimise(energy, start, softness, tolerance=1e-5)
        if value < lowest:
            best, lowest = points, value
    # The grid is not exact enough for more.
    return minimise(energy, best, softness, tolerance=1e-9 if n <= EXACT_LIMIT else 1e-6)[0]


def _place_apart(whole: _Network, parts: list[_Network], seed: int) -> Floats:
    # Together on one grid the largest component would be a few cells, so far off are the others:
    # a node rests where cohesion pulls as much as all the others push.
    points = np.empty((2, len(whole.nodes)))
    for rank, part in enumerate(parts):
        reach = 1.0 / COHESION if rank else 0.0
        angle = rank * _GOLDEN_ANGLE
        centre = reach * np.array([[np.cos(angle)], [np.sin(angle)]])
        points[:, part.nodes] = _place(part, COHESION, seed) + centre
    return points


def _number_of_starts(n: int) -> int:
    if n < 10 or n > EXACT_LIMIT:
        return 1 + (n < 10)
    return min(10, max(2, _PAIRS_OF_ALL_STARTS // (n * n)))


def _start(network: _Network, cohesion: float, number: int, seed: int) -> Floats:
    # The first start is the same for every seed: a spiral, smoothed along the links until it is
    # close to the two slowest eigenvectors of the random walk, which VOS' optimum is near to.
    n = len(network.nodes)
    spiral = _spiral(n)
    points = np.random.default_rng([seed, number]).random((2, n)) - 0.5 if number else spiral
    if network.strength().all():
        # Keywords with the same links come to one point; on one point nothing would part them.
        points = _smooth(network, points, 30 if number else 100) + 0.03 * spiral
    squares = float((points * points).sum())
    pull = 2.0 * network.energy().links(points)[0] + cohesion * n * squares
    # The scale at rest; 1.25 radii is the mean distance of a round normal cloud.
    push = 0.5 * n * (n - 1) * 1.25 * np.sqrt(squares / n)
    return points * float(push / pull)


def _spiral(n: int) -> Floats:
    rank = np.arange(n)
    radius = np.sqrt((rank + 0.5) / n)
    return np.stack([radius * np.cos(rank * _GOLDEN_ANGLE), radius * np.sin(rank * _GOLDEN_ANGLE)])


def _smooth(network: _Network, points: Floats, times: int) -> Floats:
    strength = network.strength()
    share = strength / strength.sum()
    n = len(strength)
    for _ in range(times):
        means = np.empty_like(points)
        for axis, place in enumerate(points):
            means[axis] = np.bincount(network.source, network.weight * place[network.target], n)
            means[axis] += np.bincount(network.target, network.weight * place[network.source], n)
        x, y = 0.5 * (points + means / strength)
        x -= (share * x).sum()
        y -= (share * y).sum()
        x /= np.sqrt((share * x * x).sum()) or 1.0
        y -= (share * x * y).sum() * x
        y /= np.sqrt((share * y * y).sum()) or 1.0
        points = np.stack([x, y])
    return points
