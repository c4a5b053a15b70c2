"""What a map was made from and with, as plain values: what the methods text is written from.

The history of a network tells what was done, so that nothing is said that did not happen.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from cooccur.manifest import options_made_with
from cooccur.model import Corpus, KeywordNetwork, KnowledgeMap
from cooccur.options import OPTIONS
from cooccur.presets import PRESETS, Preset
from cooccur.summary import distinct_keywords

_STEPS: Final = (
    "read_network",
    "merge_duplicates",
    "select_records",
    "phrase_keywords",
    "align_languages",
    "clean_keywords",
    "cooccurrence",
    "count_in_two_passes",
    "slice",
    "trim",
    "select",
    "largest_component",
    "normalise",
    "prune",
    "cluster",
    "keep_clusters",
    "continue_clusters",
    "measure",
    "label_clusters",
    "name_clusters",
    "find_bursts",
    "strategic_diagram",
    "trends",
    "evolve",
    "conceptual_structure",
    "bootstrap_stability",
    "link_significance",
    "lay_out",
)
_ADVISED: Final = re.compile(r"--([a-z-]+)(?: ([a-z]+))?")
_ADVICE: Final = re.compile(r" \(--[^)]*\)|; add --[^.;]+")
_SHOWN: Final = 5
"""Document types and languages that are named, the most frequent."""
_CLUSTERS: Final = 12
"""Clusters that are named."""


def facts(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    """All that the methods text says, by name.

    Returns
    -------
    dict
        ``steps`` (options of each step that was taken, None of others), ``data`` (counts of
        records), ``keywords`` (distinct ones before selection), ``network``, ``clusters``,
        ``analyses``, ``views`` (those that the map has data for), ``options`` (name, value and
        default of each), ``files`` (names of thesaurus, stop list, earlier map), ``is_ringed``
        and ``is_parted`` (whether nodes are tree rings, or pies), ``preset`` (None without one).
    """
    network = knowledge_map.network
    options = options_made_with(knowledge_map)
    taken = {step.name: dict(step.options) | {"taken": True} for step in knowledge_map.history}
    return {
        "steps": {name: taken.get(name) for name in _STEPS},
        "data": _data(network),
        "keywords": distinct_keywords(network.corpus),
        "network": _network(network),
        "clusters": _clusters(network),
        "analyses": _analyses(network),
        "views": _views(network),
        "options": [
            (name, options[name], option.default)
            for name, option in OPTIONS.items()
            if name in options
        ],
        "files": {name: options.get(name) for name in ("thesaurus", "stop_list", "since")},
        "is_ringed": options.get("node_style") == "rings",
        "is_parted": options.get("node_style") == "sources" and len(network.corpus.databases) > 1,
        "preset": _preset(options),
    }


def _data(network: KeywordNetwork) -> dict[str, Any]:
    corpus, tally = network.corpus, network.corpus.tally
    held = corpus.keyword_columns["record"]
    with_keywords = tally.with_keywords if tally else len(np.unique(held))
    found = [file.years for file in corpus.files if file.years]
    return {
        "files": len(corpus.files),
        "file": corpus.files[0].path if corpus.files else "",
        "databases": _databases(corpus),
        "records_in": corpus.records_in,
        "merged": sum(file.merged for file in corpus.files),
        "skipped": sum(file.skipped for file in corpus.files),
        "kept": corpus.kept,
        "span_in": (min(y[0] for y in found), max(y[1] for y in found)) if found else None,
        "selected": corpus.n_records,
        "excluded": max(corpus.kept - corpus.n_records, 0),
        "span": corpus.span,
        "undated": corpus.n_undated,
        "types": _most(corpus.counts_of("document_type")),
        "languages": _most(corpus.counts_of("language")),
        "is_bilingual": "CNKI" in corpus.counts_of("database"),
        "members": [] if tally else _members(corpus),
        "without_keywords": corpus.n_records - with_keywords,
        "included": with_keywords,
        "mapped": _mapped(network),
    }


def _mapped(network: KeywordNetwork) -> int | None:
    """Records with a keyword of the network; None where it is not known."""
    tally = network.corpus.tally
    if tally is None:
        return int((np.diff(network.incidence.indptr) > 0).sum())
    counted = next(dict(s.options) for s in network.history if s.name == "count_in_two_passes")
    # Which of these records hold nothing but keywords that were left out since is not known.
    return int(tally.years["mapped"].sum()) if counted["keywords"] == network.n_nodes else None


def _members(corpus: Corpus) -> list[tuple[str, int]]:
    """Databases with the number of their records that have keywords."""
    held = np.zeros(len(corpus), dtype=bool)
    held[corpus.keyword_columns["record"]] = True
    sizes = corpus.in_database[held].sum(axis=0).tolist()
    found = zip(corpus.databases, sizes, strict=True)
    return [(name, size) for name, size in found if size]


def _databases(corpus: Corpus) -> list[tuple[tuple[str, ...], int]]:
    """Records that were read of each database, the most first; "" where no export tells.

    A file of several databases counts for all of them together: which of them a record that was
    merged, skipped or filtered out came from is not kept.
    """
    columns = corpus.record_columns
    of_file: defaultdict[int, set[str]] = defaultdict(set)
    for code, name in zip(columns["file"].tolist(), columns["database"].tolist(), strict=True):
        of_file[code].add(name)
    if corpus.tally:
        of_file |= {code: set(names) for code, names in enumerate(corpus.tally.databases)}
    found: Counter[tuple[str, ...]] = Counter()
    for code, file in enumerate(corpus.files):
        names = of_file[code] or {_database_of(file.format)}
        found[tuple(sorted(names))] += file.records_in
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _database_of(file_format: str) -> str:
    return next((name for name in ("WOS", "CNKI") if name.lower() in file_format), "")


def _most(names: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent names and how often they stand; ("", n) last, for all others."""
    counted = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    named = [item for item in counted if item[0]][:_SHOWN]
    others = names.total() - sum(count for _, count in named)
    return [*named, ("", others)] if others and named else named


def _network(network: KeywordNetwork) -> dict[str, Any]:
    slicing, quality = network.slicing, network.quality
    share = quality.get("largest_component", math.nan)
    return {
        "nodes": network.n_nodes,
        "links": network.n_links,
        "density": _real(quality.get("density")),
        "largest": _real(share),
        "largest_nodes": 0 if math.isnan(share) else round(share * network.n_nodes),
        "slices": slicing.n_slices if slicing else 0,
        "span": (int(slicing.begin[0]), int(slicing.end[-1]))
        if slicing and slicing.n_slices
        else None,
    }


def _clusters(network: KeywordNetwork) -> dict[str, Any]:
    columns = network.cluster_columns
    sizes = columns["size"].tolist() if "size" in columns else []
    labels = columns["label"].tolist() if "label" in columns else []
    numbers = columns["cluster"].tolist() if "cluster" in columns else []
    named = [
        (number, label, size)
        for number, label, size in zip(numbers, labels, sizes, strict=False)
        if size > 1
    ]
    return {
        "number": columns.length,
        "single": sum(size == 1 for size in sizes),
        "named": named[:_CLUSTERS],
        "more": len(named[_CLUSTERS:]),
        **{
            name: _real(network.quality.get(name))
            for name in ("modularity", "silhouette", "harmonic_mean")
        },
    }


def _analyses(network: KeywordNetwork) -> dict[str, Any]:
    tables, quality = network.tables, network.quality
    rows = {name: table.length for name, table in tables.items()}
    bursts, themes, periods = (tables.get(name) for name in ("bursts", "themes", "periods"))
    structure = tables.get("structure")
    return {
        "rows": Counter(rows),
        "burst_keywords": len(np.unique(bursts["node"])) if bursts else 0,
        "quadrants": Counter(themes["quadrant"].tolist() if themes else ()),
        "periods": (
            list(zip(periods["begin"].tolist(), periods["end"].tolist(), strict=True))
            if periods
            else []
        ),
        "groups": len(np.unique(structure["group"])) if structure else 0,
        "inertia": [_real(quality.get(f"structure_inertia_{axis}")) for axis in "xy"],
        "donohue": _real(quality.get("donohue_threshold")),
        "donohue_keywords": int(_real(quality.get("donohue_keywords")) or 0),
        "stability": _real(quality.get("stability")),
        "significant": _real(quality.get("significant_links")),
    }


def _views(network: KeywordNetwork) -> list[str]:
    """The views that show something, in the order of the figures."""
    nodes, tables = network.node_columns, network.tables
    dated = "first_year" in nodes and bool((nodes["first_year"] > 0).any())
    mean = "mean_year" in nodes and bool(np.isfinite(nodes["mean_year"]).any())
    has = {
        "network": network.n_nodes > 0,
        "overlay": mean,
        "density": network.n_nodes > 0,
        "timeline": dated,
        "timezone": dated,
        **{
            view: name in tables and tables[name].length > 0
            for view, name in (
                ("themes", "themes"),
                ("evolution", "period_themes"),
                ("bursts", "bursts"),
                ("years", "years"),
                ("trends", "trends"),
                ("structure", "structure"),
                ("changes", "changes"),
            )
        },
    }
    return [view for view, is_there in has.items() if is_there]


def _preset(options: Mapping[str, Any]) -> dict[str, Any] | None:
    row = PRESETS.get(str(options.get("preset") or ""))
    if row is None:
        return None
    changed = [name for name, value in row.values.items() if options.get(name) != value]
    return {
        "name": row.name,
        "title": row.title,
        "source": row.source,
        "differs": _differences(row, options),
        "changed": [(name, options.get(name)) for name in changed],
    }


def _differences(row: Preset, options: Mapping[str, Any]) -> dict[int, str]:
    """What is known to differ, by its place, without the advice of options for the command line.

    A remark that advises what these options have done already is no longer true.
    """
    found = {}
    for place, text in enumerate(row.differs):
        advised = _ADVISED.findall(text)
        if not any(options.get(name.replace("-", "_")) in {value, True} for name, value in advised):
            found[place] = _ADVICE.sub("", text)
    return found


def _real(value: float | None) -> float | None:
    """A number that exists, or None."""
    return None if value is None or math.isnan(value) else float(value)
