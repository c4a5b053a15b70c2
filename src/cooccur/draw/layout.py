"""From a network to a map: places by VOS, then room for labels."""

from __future__ import annotations

import numpy as np

from cooccur.components import connected_components
from cooccur.draw.appearance import colour_of, crowding, font_px, palette_of, radius_px
from cooccur.draw.spread import make_room
from cooccur.draw.staying import continued_colours, is_enough, make_room_beside, stay
from cooccur.draw.text import ellipsis, text_width
from cooccur.draw.vos import centred, objective, standard_form, vos_layout
from cooccur.model import EarlierMap, Floats, Ints, KeywordNetwork, KnowledgeMap, Step

__all__ = ["lay_out", "objective", "standard_form", "vos_layout"]


def lay_out(
    network: KeywordNetwork,
    *,
    seed: int = 0,
    title: str = "",
    lang: str = "",
    palette: str = "cooccur",
    earlier: EarlierMap | None = None,
    is_unchanged: bool = False,
) -> KnowledgeMap:
    """A map of the network: ``x, y`` in standard form, ``shown_x, shown_y`` with room for labels.

    Parameters
    ----------
    network : KeywordNetwork
        With ``strength`` on its links, and ``weight`` if its links were normalised.
    seed : int
        Seed of the starts of the layout that are drawn by chance.
    title, lang : str
        Title of the map, language that its page opens in.
    palette : str
        A name from ``PALETTES``.
    earlier : EarlierMap, optional
        The map that this one goes on from: what was in it keeps its place and its colour (see
        `draw.staying`), unless fewer than half of the keywords were.
    is_unchanged : bool
        Whether the network is that of the earlier map: then every place is.

    Returns
    -------
    KnowledgeMap
        VOS layout on the weights of the links where all of them are positive, otherwise on their
        association strengths. A network whose nodes have places, ``x, y``, keeps them: moved and
        scaled to centroid 0 and mean distance 1, never turned.

    Raises
    ------
    UnknownChoiceError
        When no palette has this name.
    """
    palette_of(palette)
    place = _places_in(network, earlier)
    if earlier is not None and place is not None:
        points = _staying(network, earlier, place)
    else:
        points = _points(network, seed)
    radius, font, widths = _sizes(network)
    if earlier is not None and is_unchanged:
        shown = np.stack([earlier.shown_x, earlier.shown_y], axis=1)
    elif earlier is not None and place is not None:
        shown = make_room_beside(points, earlier, place, radius=radius, font=font, widths=widths)
    else:
        links = network.link_columns
        component = connected_components(network.n_nodes, links["source"], links["target"])
        shown = make_room(points, component, radius, font, widths)
    options: tuple[tuple[str, object], ...] = (("attraction", 2), ("repulsion", 1), ("seed", seed))
    if earlier is not None:
        options = (*options, ("kept", 0 if place is None else int((place >= 0).sum())))
    return KnowledgeMap(
        network=network,
        x=points[:, 0].copy(),
        y=points[:, 1].copy(),
        shown_x=shown[:, 0].copy(),
        shown_y=shown[:, 1].copy(),
        title=title,
        lang=lang,
        radius=radius,
        colour=_colours(network, earlier, palette),
        palette=palette,
        history=(*network.history, Step("lay_out", options)),
    )


def _sizes(network: KeywordNetwork) -> tuple[Floats, Floats, Floats]:
    """Radius, font size and width of the label of each keyword, px: smaller on a crowded stage."""
    nodes = network.node_columns
    occurrences = nodes.get("weighted_occurrences", nodes["occurrences"])
    radius = radius_px(occurrences)
    crowded = crowding(radius)
    font = np.maximum(9.5, font_px(occurrences) * max(0.86, np.sqrt(crowded)))
    labels = [ellipsis(keyword) for keyword in nodes["keyword"].tolist()]
    widths = np.array([text_width(*pair) for pair in zip(labels, font.tolist(), strict=True)])
    return radius * crowded, font, widths


def _colours(network: KeywordNetwork, earlier: EarlierMap | None, palette: str) -> tuple[str, ...]:
    """The colour of each keyword: that of its cluster, grey where there are none."""
    cluster = network.node_columns.get("cluster", np.full(network.n_nodes, -1))
    numbers = np.unique(cluster)
    if earlier is not None:
        colours = continued_colours(numbers, earlier, palette)
    else:
        colours = {number: colour_of(number, palette) for number in numbers.tolist()}
    return tuple(colours[number] for number in cluster.tolist())


def _places_in(network: KeywordNetwork, earlier: EarlierMap | None) -> Ints | None:
    """The position of each keyword in the earlier map, where enough of them were in it."""
    if earlier is None:
        return None
    known = {key: position for position, key in enumerate(earlier.keys)}
    keys = network.node_columns["key"].tolist()
    place = np.array([known.get(key, -1) for key in keys], dtype=np.int64)
    return place if is_enough(place) else None


def _staying(network: KeywordNetwork, earlier: EarlierMap, place: Ints) -> Floats:
    links = network.link_columns
    points = np.stack([earlier.x, earlier.y], axis=1)
    return stay(points, place, links["source"], links["target"], _weights(network))


def _points(network: KeywordNetwork, seed: int) -> Floats:
    """Where the nodes came from a file, or where the layout puts them."""
    nodes, links = network.node_columns, network.link_columns
    if "x" in nodes and "y" in nodes:
        return centred(np.stack([nodes["x"], nodes["y"]], axis=1).astype(float))
    ends = (links["source"], links["target"])
    return vos_layout(network.n_nodes, *ends, _weights(network), seed=seed)


def _weights(network: KeywordNetwork) -> Floats:
    links, n = network.link_columns, network.n_nodes
    source, target = links["source"], links["target"]
    strength: Floats = np.asarray(links["strength"], dtype=float)
    total = np.bincount(source, strength, n) + np.bincount(target, strength, n)
    expected: Floats = total[source] * total[target] / max(total.sum(), 1e-300)
    weight: Floats = np.asarray(links.get("weight", np.zeros(0)), dtype=float)
    if len(weight) == 0 or not (weight > 0.0).all():
        weight = strength / expected
    # Any similarity is brought to the level of association strength, whose products with the
    # expected strengths sum to all strength: the cohesion of a disconnected network is meant for
    # that level. In a connected one no factor changes the layout.
    level = float(strength.sum() / (weight * expected).sum()) if len(weight) else 1.0
    return weight * level
