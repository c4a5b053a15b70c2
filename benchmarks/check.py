"""Compare every count of a map with the truth beside its corpus: ``check.py EXPORTS TRUTH``."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

import cooccur
from cooccur.model import KeywordNetwork


def wrong_counts(network: KeywordNetwork, truth: Any) -> tuple[int, int]:  # noqa: ANN401
    """How many occurrences and cooccurrences there are, and how many are not the true ones."""
    rank = {word: place for place, word in enumerate(truth["keywords"].tolist())}
    held = np.array([rank[key] for key in network.node_columns["key"].tolist()])
    occurrences = truth["occurrences"]
    wrong = int((occurrences[held] != network.node_columns["occurrences"]).sum())
    # No keyword that was left out may be more frequent than one that was not.
    wrong += int(occurrences[len(held) :].max(initial=0) > occurrences[held].min())
    links, pairs = network.link_columns, truth["pairs"]
    counts = np.zeros((len(held), len(held)), dtype=np.int64)
    counts[links["source"], links["target"]] = links["cooccurrences"]
    inside = np.flatnonzero(held < len(pairs))
    expected = pairs[np.ix_(held[inside], held[inside])]
    upper = np.triu_indices(len(inside), 1)
    wrong += int(((counts + counts.T)[np.ix_(inside, inside)] != expected)[upper].sum())
    return len(held) + len(upper[0]), wrong


def bursts_found(network: KeywordNetwork, truth: Any) -> str:  # noqa: ANN401
    """How many of the planted bursts of shown keywords are found in some of their years."""
    keys = network.node_columns["key"].tolist()
    columns = (network.tables["bursts"][name].tolist() for name in ("node", "begin", "end"))
    found = [(keys[node], begin, end) for node, begin, end in zip(*columns, strict=True)]
    names = ("burst_keyword", "burst_begin", "burst_end")
    planted = zip(*(truth[name].tolist() for name in names), strict=True)
    shown = [burst for burst in planted if burst[0] in keys]
    hits = [
        any(key == word and low <= end and high >= begin for key, low, high in found)
        for word, begin, end in shown
    ]
    return f"{sum(hits)} of {len(shown)}"


def main() -> None:
    """Print what was compared as JSON."""
    network = cooccur.map(sys.argv[1]).network
    truth = np.load(sys.argv[2])
    counts, wrong = wrong_counts(network, truth)
    print(json.dumps({"counts": counts, "wrong": wrong, "bursts": bursts_found(network, truth)}))


if __name__ == "__main__":
    main()
