"""What a page shows of the way from an earlier map: the view of changes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from cooccur.model import KnowledgeMap
from cooccur.network.changes import Changes, changes_between

KINDS: Final = ("steady", "new", "grown", "shrunk")
"""The changes of keywords, as the page numbers them."""


def changes_data(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    """The part ``changes`` of the data of a map that goes on from another, nothing of others."""
    if knowledge_map.earlier is None:
        return {}
    from cooccur.earlier import earlier_of

    later = earlier_of(knowledge_map)
    return {"changes": changes_block(changes_between(knowledge_map.earlier, later))}


def changes_block(changes: Changes) -> dict[str, Any]:
    """What changed, as plain JSON values.

    Parameters
    ----------
    changes : Changes
        From the earlier map to that of the page.

    Returns
    -------
    dict
        ``title`` of the earlier map; ``records`` (before, now); ``links`` (as of
        `Changes.counts`); of each keyword ``change`` (by `KINDS`), ``occurrences`` and
        ``cluster`` (before; 0 and -1 for new ones), ``moved`` (positions); ``gone`` keywords with
        their places as they were drawn; earlier ``clusters`` with what each went ``into`` (-1:
        it is gone); ``events`` of clusters; ``next`` (the lowest number no cluster ever had).
    """
    earlier, later = changes.earlier, changes.later
    table, n = changes.keywords, later.n_nodes
    kept = set(later.keys)
    gone = np.flatnonzero([key not in kept for key in earlier.keys])
    follower = {
        was: now for was, now in changes.clusters.rows("earlier_cluster", "cluster") if was >= 0
    }
    shown = np.stack([earlier.shown_x, earlier.shown_y])
    return {
        "title": earlier.title,
        "records": [earlier.n_records, later.n_records],
        "links": changes.counts()["links"],
        "change": [KINDS.index(kind) for kind in table["change"].tolist()[:n]],
        "occurrences": np.maximum(table["earlier_occurrences"][:n], 0).tolist(),
        "cluster": table["earlier_cluster"].tolist()[:n],
        "moved": np.flatnonzero(table["moved"]).tolist(),
        "gone": {
            "keyword": [earlier.keywords[i] for i in gone.tolist()],
            "x": [round(value, 4) for value in shown[0][gone].tolist()],
            "y": [round(value, 4) for value in shown[1][gone].tolist()],
            "occurrences": earlier.occurrences[gone].tolist(),
            "cluster": earlier.cluster[gone].tolist(),
        },
        "clusters": {
            "number": earlier.numbers.tolist(),
            "label": list(earlier.labels),
            "colour": list(earlier.colours),
            "into": [follower.get(number, -1) for number in earlier.numbers.tolist()],
        },
        "events": _events(changes),
        "next": max(earlier.next_number, later.next_number),
    }


def _events(changes: Changes) -> list[list[Any]]:
    """What happened to clusters, those left out that only went on as they were."""
    rows = changes.clusters.rows(
        "earlier_cluster", "cluster", "change", "size_change", "split_into", "merged_from"
    )
    return [
        [was, now, kind, size, split, merged]
        for was, now, kind, size, split, merged in rows
        if size in {"grown", "shrunk"} or split or merged or kind != "survived"
    ]
