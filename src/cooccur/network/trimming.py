"""Smaller networks of the same counts: some nodes, or some links, are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cooccur.components import connected_components
from cooccur.errors import CallError
from cooccur.model import Columns, Incidence, Ints, KeywordNetwork, Step
from cooccur.network.metrics import degree, total_link_strength


def keep_links(
    network: KeywordNetwork, kept: NDArray[np.bool_], *, step: Step | None = None
) -> KeywordNetwork:
    """The network with the links where the mask is true, and the nodes' sums over these."""
    links = network.link_columns.take(kept)
    n, ends = network.n_nodes, (links["source"], links["target"])
    found = replace(network, link_columns=links)
    return found.with_columns(
        node={
            "links": degree(n, *ends),
            "total_link_strength": total_link_strength(n, *ends, links["strength"]),
        },
        step=step,
    )


def keep_nodes(network: KeywordNetwork, kept: NDArray[np.bool_]) -> KeywordNetwork:
    """The network of the nodes where the mask is true, and of the links among them.

    What was counted stays as it was: this is for nodes that have no link to the others.
    """
    position = np.cumsum(kept) - 1
    links = network.link_columns
    inside = kept[links["source"]] & kept[links["target"]]
    links = links.take(inside)
    incidence = network.incidence
    held = kept[incidence.indices]
    lengths = np.bincount(incidence.rows[held], minlength=incidence.n_records)
    smaller = replace(
        network,
        node_columns=network.node_columns.take(kept),
        link_columns=links.with_columns(
            source=position[links["source"]], target=position[links["target"]]
        ),
        incidence=Incidence(
            np.concatenate(([0], np.cumsum(lengths))),
            position[incidence.indices[held]],
            int(kept.sum()),
        ),
        slicing=network.slicing.take(kept) if network.slicing else None,
        tables={name: _taken(table, kept, position) for name, table in network.tables.items()},
    )
    return keep_links(smaller, np.ones(links.length, dtype=bool))


def _taken(table: Columns, kept: NDArray[np.bool_], position: Ints) -> Columns:
    """The rows of a table of counts whose nodes are kept, by their new positions."""
    ends = [name for name in ("node", "source", "target") if name in table]
    for name in ends:
        table = table.take(kept[table[name]])
    return table.with_columns(**{name: position[table[name]] for name in ends})


def trim(
    network: KeywordNetwork,
    *,
    min_cooccurrences: int = 1,
    largest_component: bool = False,
    drop_isolates: bool = False,
) -> KeywordNetwork:
    """The network without rare links, small components and lonely nodes, where wanted.

    Parameters
    ----------
    network : KeywordNetwork
        Counted.
    min_cooccurrences : int
        Fewest records that hold both keywords of a link.
    largest_component : bool
        Whether only the largest component of what is left is kept; of several the one with the
        first node.
    drop_isolates : bool
        Whether keywords without a link are left out.

    Raises
    ------
    CallError
        When the minimum is below 1.
    """
    if min_cooccurrences < 1:
        raise CallError(
            f"--min-cooccurrences is {min_cooccurrences}; a whole number from 1 is expected"
        )
    options: dict[str, object] = {
        "min_cooccurrences": min_cooccurrences,
        "largest_component": largest_component,
        "drop_isolates": drop_isolates,
    }
    if min_cooccurrences > 1:
        network = keep_links(network, network.link_columns["cooccurrences"] >= min_cooccurrences)
    if largest_component:
        network = keep_nodes(network, _largest_component(network))
    if drop_isolates:
        network = keep_nodes(network, network.node_columns["links"] > 0)
    return network.with_columns(step=Step("trim", tuple(options.items())))


def _largest_component(network: KeywordNetwork) -> NDArray[np.bool_]:
    """Whether each node is in the largest component; of several that of the first node."""
    links = network.link_columns
    component = connected_components(network.n_nodes, links["source"], links["target"])
    inside: NDArray[np.bool_] = component == np.bincount(component, minlength=1).argmax()
    return inside
