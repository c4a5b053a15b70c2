"""From a prepared corpus to its network: counted, grouped, measured, and analysed."""

from __future__ import annotations

from typing import Any, Final

from cooccur.errors import DataError
from cooccur.model import Columns, Corpus, EarlierMap, Ints, KeywordNetwork
from cooccur.options import Options
from cooccur.progress import Progress, silent

DEFAULT_SELECTION: Final = "g-index:25"
"""How the keywords of slices are selected when nothing else is said."""


def relate(
    prepared: Corpus,
    *,
    options: Options,
    earlier: EarlierMap | None = None,
    progress: Progress | None = None,
) -> KeywordNetwork:
    """The network of a prepared corpus: counted, normalised, pruned, grouped, measured, named.

    Clusters that go on from an earlier map have the numbers that they had in it.
    """
    tell = progress or silent
    tell("counting", 0.0)
    return related(_counted(prepared, options), options, earlier, tell)


def related(
    network: KeywordNetwork, options: Options, earlier: EarlierMap | None, tell: Progress
) -> KeywordNetwork:
    """A counted network normalised, pruned, grouped, measured, named and analysed, as `relate`."""
    from cooccur.network.clusters import cluster
    from cooccur.network.labels import label_clusters, name_clusters
    from cooccur.network.metrics import measure
    from cooccur.network.pruning import prune
    from cooccur.network.similarity import normalise
    from cooccur.network.trimming import trim

    network = trim(
        network,
        min_cooccurrences=options.min_cooccurrences,
        largest_component=options.largest_component,
        drop_isolates=options.drop_isolates,
    )
    network = normalise(network, similarity=options.similarity)
    if options.prune != "none" and (options.prune_scope != "sliced" or network.slicing is None):
        network = prune(network, method=options.prune, decimals=options.decimals)
    tell("clustering", 0.0)
    network = cluster(
        network,
        method=options.cluster,
        resolution=options.resolution,
        min_cluster_size=options.min_cluster_size,
        seed=options.seed,
        **_begun(network, earlier, options),
    )
    numbers = None
    if earlier is not None:
        from cooccur.network.continuing import continue_clusters, with_numbers

        network, numbers = continue_clusters(network, earlier)
    tell("measuring", 0.0)
    network = measure(network)
    if network.corpus.tally:
        network = name_clusters(network)
    else:
        network = label_clusters(network, labels=options.labels)
    network = analyse(network, options=options, progress=tell)
    return network if numbers is None else with_numbers(network, numbers)


def _begun(network: KeywordNetwork, earlier: EarlierMap | None, options: Options) -> dict[str, Any]:
    """Where the search for clusters begins, too, when there is an earlier map."""
    if earlier is None:
        return {}
    import numpy as np

    from cooccur.network.continuing import places_in

    place = places_in(earlier, network.node_columns["key"].tolist())
    known = np.append(earlier.cluster, -1)
    return {
        "earlier": known[place],
        "is_unchanged": is_as_it_was(network, earlier, options),
    }


def _counted(prepared: Corpus, options: Options) -> KeywordNetwork:
    """The keywords that are selected, by their occurrences or slice by slice, and their links."""
    from cooccur.network.cooccurrence import cooccurrence

    if not options.slices and not options.select:
        return cooccurrence(
            prepared,
            counting=options.counting,
            min_occurrences=options.min_occurrences,
            max_keywords=options.max_keywords,
            largest_component=options.largest_component,
            source_fair=options.source_fair,
        )
    from cooccur.network.retaining import NO_LIMIT, LinkRule
    from cooccur.network.selection import parse_selection
    from cooccur.network.slices import sliced_cooccurrence
    from cooccur.prepare.filters import parse_years

    select = options.select or DEFAULT_SELECTION
    criterion = parse_selection(select).criterion
    # What is said of slices does not apply to the one slice that a selection alone makes.
    rule = LinkRule(lrf=NO_LIMIT, links_per_node=NO_LIMIT, decimals=options.decimals)
    if options.slices:
        rule = LinkRule(
            lrf=options.lrf,
            links_per_node=options.links_per_node,
            prune="none" if options.prune_scope == "merged" else options.prune,
            decimals=options.decimals,
        )
    return sliced_cooccurrence(
        prepared,
        slices=options.slices,
        select=select,
        e=options.e if options.slices else NO_LIMIT,
        links=rule,
        counting=options.counting,
        min_occurrences=options.min_occurrences,
        years=parse_years(options.years) if options.years else (None, None),
        usage=_usage(prepared, criterion.usage) if criterion.usage else None,
        source_fair=options.source_fair,
    )


def _usage(prepared: Corpus, field: str) -> Ints:
    """A usage count of every record, which is read from the files only when it selects."""
    import numpy as np

    details = prepared.details(range(len(prepared)))
    usage = np.array([getattr(detail, field) for detail in details], dtype=np.int64)
    if (usage < 0).all():
        raise DataError(
            "no record tells how often it was used; only full records of Web of Science do, "
            "choose another --select",
            code="no-records",
        )
    return usage


def analyse(
    network: KeywordNetwork, *, options: Options, progress: Progress | None = None
) -> KeywordNetwork:
    """The network with its bursts, themes, their evolution, trends, and what else is asked for."""
    from cooccur.network.bursts import find_bursts
    from cooccur.network.evolution import evolve
    from cooccur.network.overlaps import database_overlap
    from cooccur.network.representatives import representatives
    from cooccur.network.sources import source_table
    from cooccur.network.themes import strategic_diagram
    from cooccur.network.trends import trends
    from cooccur.network.turning import turning_points

    tell = progress or silent
    tell("analysing", 0.0)
    network = find_bursts(
        network,
        s=options.burst_s,
        gamma=options.burst_gamma,
        min_duration=options.burst_min_duration,
        states=options.burst_states,
    )
    tables = {"turning_points": turning_points(network), "alignments": _alignments(network)}
    if not network.corpus.tally:
        tables["sources"] = source_table(network)
        tables["database_overlap"] = database_overlap(network)
        network = representatives(network)
    network = network.with_columns(tables={name: t for name, t in tables.items() if t is not None})
    network = trends(strategic_diagram(network))
    tell("analysing", 0.5)
    network = evolve(
        network,
        periods=options.periods,
        method=options.cluster,
        resolution=options.resolution,
        seed=options.seed,
    )
    if options.structure:
        from cooccur.network.structure import conceptual_structure

        network = conceptual_structure(network, method=options.structure)
    return _assured(network, options, tell) if options.stability else network


def _alignments(network: KeywordNetwork) -> Columns | None:
    """The alignments that the keywords were prepared with, where they were asked for."""
    if all(step.name != "align_languages" for step in network.corpus.history):
        return None
    from cooccur.prepare.alignment import alignment_table, alignments_of

    return alignment_table(alignments_of(network.corpus) or ())


def _assured(network: KeywordNetwork, options: Options, tell: Progress) -> KeywordNetwork:
    """The network with the significance of its links and the stability of its clusters."""
    from cooccur.network.significance import link_significance
    from cooccur.network.stability import bootstrap_stability

    return bootstrap_stability(
        link_significance(network), resamples=options.resamples, seed=options.seed, progress=tell
    )


def is_as_it_was(network: KeywordNetwork, earlier: EarlierMap, options: Options) -> bool:
    """Whether nothing came to the earlier map, and it is to be grouped and placed as it was."""
    from cooccur.earlier import counts_of, rule_of
    from cooccur.network.continuing import is_unchanged

    rule = {name: value for name, value in rule_of(vars(options)).items() if name != "palette"}
    same = all(earlier.rule.get(name) == value for name, value in rule.items())
    return same and is_unchanged(network, earlier, counts_of(network))
