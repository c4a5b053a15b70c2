"""What the page knows: one JSON object of columns, made from a map.

Long columns are written compactly, since a page is one file that people send around: links as the
number of links of each node and steps between their targets, counts by year without the empty
years around them, names of sources and databases as numbers of a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from cooccur._version import __version__
from cooccur.model import Columns, Ints, KnowledgeMap
from cooccur.network.cooccurrence import link_years, records_by_year, yearly
from cooccur.summary import distinct_keywords, is_counted_here, main_language, minimum_of
from cooccur.writers.numbers import rounded, shortest
from cooccur.writers.page_analyses import analyses, representatives
from cooccur.writers.page_changes import changes_data
from cooccur.writers.page_nodes import node_columns
from cooccur.writers.page_records import RecordChoice, choose_records, record_columns
from cooccur.writers.page_sources import sources_data

ALL_LINKS_UP_TO: Final = 31_000
"""A page holds every link of a network that has at most this many (249 keywords, all linked)."""
LINKS_AT_MOST: Final = 100_000
"""Of larger networks it holds the strongest."""
RECORDS_AT_MOST: Final = 20_000
"""Of larger corpora it holds the most cited records."""

_QUALITY: Final = ("modularity", "silhouette", "harmonic_mean", "density", "largest_component")


def page_data(
    knowledge_map: KnowledgeMap,
    *,
    links_at_most: int = LINKS_AT_MOST,
    records_at_most: int = RECORDS_AT_MOST,
) -> dict[str, Any]:
    """Everything the page shows, as plain JSON values.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        What to show. Columns that are missing are left out, numbers that do not exist are null.
    links_at_most : int
        Of networks with more than `ALL_LINKS_UP_TO` links, how many of the strongest to hold.
    records_at_most : int
        How many of the records that have a shown keyword to hold, the most cited first.

    Returns
    -------
    dict
        ``title, lang, view, nodes, layout, years, links, clusters, records, signature,
        options``. The same map gives the same object, whatever the order of its records.
    """
    network = knowledge_map.network
    chosen = choose_records(network, at_most=records_at_most)
    span = network.corpus.span
    kept = held_links(network.link_columns, at_most=links_at_most)
    years = _years(knowledge_map, span)
    return {
        "title": knowledge_map.title,
        "lang": knowledge_map.lang or main_language(network.corpus),
        "view": str(knowledge_map.options.get("view") or "network"),
        "nodes": node_columns(knowledge_map, years),
        "layout": _layout(knowledge_map),
        "years": years,
        "links": _links(knowledge_map, kept, span, chosen),
        "clusters": _clusters(knowledge_map, chosen),
        "records": record_columns(network, chosen),
        **analyses(network),
        **changes_data(knowledge_map),
        **sources_data(network),
        "signature": signature(knowledge_map),
        "options": _plain(knowledge_map.options),
    }


def _layout(knowledge_map: KnowledgeMap) -> dict[str, list[int]]:
    """Places before any shift for labels, in parts of 10,000: a later map goes on from them."""
    axes = {"x": knowledge_map.x, "y": knowledge_map.y}
    return {name: np.rint(values * 10_000).astype(int).tolist() for name, values in axes.items()}


def _years(knowledge_map: KnowledgeMap, span: tuple[int, int] | None) -> dict[str, Any]:
    network = knowledge_map.network
    if span is None:
        return {"first": None, "last": None, "records": [], "nodes": []}
    _, counts = yearly(network)
    return {
        "first": span[0],
        "last": span[1],
        "records": records_by_year(network.corpus).tolist(),
        "nodes": _runs(counts),
    }


def _runs(counts: Ints) -> list[list[int]]:
    """Each row without the zeros at its ends, behind the number of zeros it began with."""
    if not counts.size:
        return [[] for _ in counts]
    filled = counts != 0
    begins = filled.argmax(axis=1).tolist()
    ends = (counts.shape[1] - filled[:, ::-1].argmax(axis=1)).tolist()
    rows = zip(counts.tolist(), begins, ends, filled.any(axis=1).tolist(), strict=True)
    return [[begin, *row[begin:end]] if some else [] for row, begin, end, some in rows]


def held_links(links: Columns, *, at_most: int = LINKS_AT_MOST) -> Ints:
    """Positions of the links that a page holds: all, or of very many the strongest."""
    at_most = max(at_most, ALL_LINKS_UP_TO)
    if links.length <= at_most:
        return np.arange(links.length)
    order = np.lexsort((links["target"], links["source"], -links["weight"], -links["strength"]))
    strongest: Ints = np.sort(order[:at_most])
    return strongest


def _links(
    knowledge_map: KnowledgeMap,
    kept: Ints,
    span: tuple[int, int] | None,
    chosen: RecordChoice,
) -> dict[str, Any]:
    network = knowledge_map.network
    links = network.link_columns.take(kept)
    source, target = links["source"], links["target"]
    per_source = np.bincount(source, minlength=network.n_nodes)
    begins = np.diff(source, prepend=-1) > 0
    steps = np.where(begins, target - source, np.diff(target, prepend=0))
    found: dict[str, Any] = {
        "total": network.n_links,
        "per_source": per_source.tolist(),
        "target_step": steps.tolist(),
        "cooccurrences": links["cooccurrences"].tolist(),
    }
    if not np.array_equal(links["strength"], links["cooccurrences"]):
        found["strength"] = rounded(links["strength"], digits=6)
    if "weight" in links and not _is_association_strength(knowledge_map):
        found["weight"] = rounded(links["weight"], digits=4)
    for name in ("p_value", "q_value"):
        if name in links:
            found[name] = rounded(links[name], digits=3)
    # The page counts these in its records where it holds them all.
    if span and (network.corpus.tally or len(chosen.rows) < chosen.total):
        found["years"] = _link_years(knowledge_map, links, span)
    return found


def _is_association_strength(knowledge_map: KnowledgeMap) -> bool:
    """Whether the page can work the weights out from the link strengths by itself."""
    nodes, links = knowledge_map.network.node_columns, knowledge_map.network.link_columns
    if "total_link_strength" not in nodes or not links.length:
        return False
    total = nodes["total_link_strength"].astype(float)
    expected = total[links["source"]] * total[links["target"]] / total.sum()
    return bool(np.allclose(links["weight"] * expected, links["strength"], rtol=1e-6, atol=0))


def _link_years(
    knowledge_map: KnowledgeMap, links: Columns, span: tuple[int, int]
) -> list[list[int]]:
    table = link_years(knowledge_map.network, links)
    counts = np.zeros((links.length, span[1] - span[0] + 1), dtype=np.int64)
    counts[table["link"], table["year"] - span[0]] = table["cooccurrences"]
    return _runs(counts)


def _clusters(knowledge_map: KnowledgeMap, chosen: RecordChoice) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, values in knowledge_map.network.cluster_columns.items():
        if name in {"silhouette", "mean_year", "stability", "llr"}:
            found[name] = rounded(values, digits=6)
        elif name == "top_keywords":
            found[name] = [
                [entry] if isinstance(entry, str) else list(entry) for entry in values.tolist()
            ]
        else:
            found[name] = _plain(values.tolist())
    examples = representatives(knowledge_map.network, chosen)
    if examples is not None:
        found["representatives"] = examples
    found["colour"] = _cluster_colours(knowledge_map)
    return found


def _cluster_colours(knowledge_map: KnowledgeMap) -> list[str]:
    """The colour of each cluster is that of its keywords."""
    columns = knowledge_map.network.node_columns
    of_cluster: dict[int, str] = {}
    if "cluster" in columns:
        for cluster, colour in zip(columns["cluster"].tolist(), knowledge_map.colour, strict=False):
            of_cluster.setdefault(cluster, colour)
    numbers = knowledge_map.network.cluster_columns.get("cluster", np.zeros(0)).tolist()
    return [of_cluster.get(number, "") for number in numbers]


def signature(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    """What CiteSpace prints into its maps: where the data come from, how it was chosen, how good.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Of which the signature is.

    Returns
    -------
    dict
        ``software, databases`` (name and records, most first), ``records_in, kept, merged,
        skipped, selected, years, keywords, min_occurrences, nodes, links, clusters`` and the
        numbers of the network's quality, null where one does not exist. Of a network that another
        program made also ``network``: its ``file``, and whether the clusters are those of the
        file.
    """
    network = knowledge_map.network
    corpus = network.corpus
    names = corpus.counts_of("database")
    quality = {name: network.quality.get(name, float("nan")) for name in _QUALITY}
    return {
        "software": f"cooccur {__version__}",
        "databases": sorted(
            ((str(name), n) for name, n in names.items()), key=lambda item: (-item[1], item[0])
        ),
        "records_in": corpus.records_in,
        "kept": corpus.kept,
        "merged": sum(file.merged for file in corpus.files),
        "skipped": sum(file.skipped for file in corpus.files),
        "selected": corpus.n_records,
        "years": corpus.span,
        "keywords": distinct_keywords(corpus),
        "min_occurrences": minimum_of(knowledge_map),
        "nodes": network.n_nodes,
        "links": network.n_links,
        "clusters": network.cluster_columns.length,
        **dict(zip(quality, rounded(np.array(list(quality.values())), digits=6), strict=True)),
        **_foreign(knowledge_map),
    }


def _foreign(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    if is_counted_here(knowledge_map.network):
        return {}
    kept = any(step.name == "keep_clusters" for step in knowledge_map.network.history)
    return {"network": {"file": knowledge_map.corpus.files[0].path, "has_clusters": kept}}


def _plain(value: object) -> Any:  # noqa: ANN401
    """A value as JSON can hold it."""
    if isinstance(value, float):
        return shortest(value, digits=6)
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value
