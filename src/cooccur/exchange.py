"""From a network that another program made to a map: the order of the steps without records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from os import PathLike
from typing import Final

import numpy as np

from cooccur.errors import CallError, DataError
from cooccur.model import KeywordNetwork, KnowledgeMap, Step
from cooccur.options import OPTIONS, Options
from cooccur.progress import Progress, silent

_NEED_RECORDS: Final = (
    "columns",
    "vocabulary",
    "two_passes",
    "years",
    "document_type",
    "language",
    "keywords",
    "author_words",
    "keyword_language",
    "thesaurus",
    "align_languages",
    "stop_list",
    "counting",
    "source_fair",
    "slices",
    "select",
    "labels",
    "structure",
    "stability",
    "periods",
    "since",
)
_NEED_COUNTS: Final = ("cosine", "jaccard", "dice", "inclusion", "equivalence", "proximity")


def read_network(
    *inputs: str | PathLike[str],
    format: str | None = None,  # noqa: A002
    limit: Iterable[str] = (),
) -> KeywordNetwork | None:
    """The network in a file of another program, None when the inputs hold none.

    Parameters
    ----------
    *inputs : str or path
        A GraphML, GEXF, Pajek, VOSviewer JSON or VOSviewer map file; or the files of one network:
        a VOSviewer map and its network, a Pajek network with its partition and vector. The
        content decides the format.
    format : str, optional
        Name of a network format that overrides the detection.
    limit : iterable of str
        Limits to change, as ``network_nodes=200000``.

    Returns
    -------
    KeywordNetwork or None
        Without records; with the occurrences, links, clusters (``cluster``) and places
        (``x, y``) that the file has.

    Raises
    ------
    CallError
        When a network is given beside something else.
    DataError
        When the file cannot be understood.
    """
    from cooccur.readers.bounded import limits_of
    from cooccur.readers.networks.formats import read_network as read

    return read(*inputs, format=format, limits=limits_of(limit))


def map_network(
    network: KeywordNetwork, *, options: Options, progress: Progress | None = None
) -> KnowledgeMap:
    """The map of a network that was read from a file.

    Parameters
    ----------
    network : KeywordNetwork
        As `read_network` returns it.
    options : Options
        All options. ``max_keywords`` limits a network only where it is not the default;
        ``min_occurrences`` where it is a number.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    KnowledgeMap
        With the clusters of the file, unless options of clustering are given, and its places.
        What needs records is absent: bursts, trends, evolution, representatives; themes are there
        when the file tells occurrences.

    Raises
    ------
    CallError
        When an option needs records or occurrences that the file does not have.
    DataError
        When no keyword is left.
    """
    from cooccur.draw.layout import lay_out
    from cooccur.network.metrics import measure
    from cooccur.network.pruning import prune
    from cooccur.network.similarity import normalise
    from cooccur.network.themes import strategic_diagram

    _check(network, options)
    tell = progress or silent
    tell("clustering", 0.0)
    network = normalise(_chosen(network, options), similarity=options.similarity)
    if options.prune != "none":
        network = prune(network, method=options.prune, decimals=options.decimals)
    network = measure(_clustered(network, options))
    if _read_step(network).get("is_counted"):
        network = strategic_diagram(network)
    tell("laying out", 0.0)
    knowledge_map = lay_out(
        network,
        seed=options.seed,
        title=options.title or str(_read_step(network).get("title") or ""),
        lang=options.lang or _language(network),
        palette=options.palette,
    )
    tell("laying out", 1.0)
    return replace(knowledge_map, options=options.as_dict())


def _read_step(network: KeywordNetwork) -> dict[str, object]:
    """What the reader told of the file."""
    return next((dict(s.options) for s in network.history if s.name == "read_network"), {})


def _check(network: KeywordNetwork, options: Options) -> None:
    name = network.corpus.files[0].path if network.corpus.files else "the network"
    for option in _NEED_RECORDS:
        if getattr(options, option) != OPTIONS[option].default:
            spelled = "--" + option.replace("_", "-")
            raise CallError(f"{spelled} needs records, and {name} holds none; leave it out")
    needs = "records" if options.similarity in {"pmi", "npmi"} else "occurrences"
    is_counted = _read_step(network).get("is_counted", True)
    if needs == "records" or (options.similarity in _NEED_COUNTS and not is_counted):
        message = f"--similarity {options.similarity} needs {needs}, and {name} tells none"
        raise CallError(f"{message}; take association_strength")


def _chosen(network: KeywordNetwork, options: Options) -> KeywordNetwork:
    """The keywords and links that the options ask for."""
    from cooccur.network.trimming import keep_nodes, trim
    from cooccur.prepare.keywords import comparison_key

    hidden = {comparison_key(word) for word in options.hide}
    keys = network.node_columns["key"].tolist()
    kept = np.array([key.partition("\x1f")[0] not in hidden for key in keys], dtype=bool)
    if isinstance(options.min_occurrences, int):
        kept &= network.node_columns["occurrences"] >= options.min_occurrences
    if options.max_keywords != OPTIONS["max_keywords"].default:
        kept &= np.cumsum(kept) <= options.max_keywords
    if not kept.all():
        network = keep_nodes(network, kept).with_columns(
            step=Step("select", (("keywords", int(kept.sum())),))
        )
    if options.min_cooccurrences > 1 or options.drop_isolates or options.largest_component:
        network = trim(
            network,
            min_cooccurrences=options.min_cooccurrences,
            largest_component=options.largest_component,
            drop_isolates=options.drop_isolates,
        )
    if not network.n_nodes:
        message = "no keyword of the network is left; loosen --min-occurrences or --hide"
        raise DataError(message, code="no-keywords")
    return network


def _clustered(network: KeywordNetwork, options: Options) -> KeywordNetwork:
    """The network with the clusters and their names of the file, or as the options ask for."""
    from cooccur.network.clusters import cluster, keep_clusters
    from cooccur.network.labels import label_clusters

    rule = ("cluster", "resolution", "min_cluster_size")
    is_asked = any(getattr(options, name) != OPTIONS[name].default for name in rule)
    if "cluster" not in network.node_columns or is_asked:
        found = cluster(
            network,
            method=options.cluster,
            resolution=options.resolution,
            min_cluster_size=options.min_cluster_size,
            seed=options.seed,
        )
        return label_clusters(found)
    found = label_clusters(keep_clusters(network))
    if "label" not in network.cluster_columns:
        return found
    left = np.unique(network.node_columns["cluster"])
    told = network.cluster_columns["label"][left].tolist()
    frequent = found.cluster_columns["label"].tolist()
    names = [name or keyword for name, keyword in zip(told, frequent, strict=True)]
    return found.with_columns(cluster={"label": names})


def _language(network: KeywordNetwork) -> str:
    """The language of most keywords."""
    from cooccur.prepare.keywords import is_chinese

    keywords = network.node_columns["keyword"].tolist()
    return "zh" if sum(map(is_chinese, keywords)) * 2 > len(keywords) else "en"
