"""What a run found, as plain values: the JSON of the command and the metrics of a report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final

import numpy as np

from cooccur.model import Corpus, KeywordNetwork, KnowledgeMap
from cooccur.words import english

_TOP: Final = 50


def inspect(
    *inputs: str | PathLike[str],
    format: str | None = None,  # noqa: A002
    limit: Sequence[str] = (),
    columns: str | None = None,
    vocabulary: str = "",
    merge: str = "normal",
    jobs: int | str = "auto",
    engine: str = "local",
    scheduler: str = "",
) -> dict[str, Any]:
    """What was found in each file, without making a map.

    Parameters
    ----------
    *inputs : str or path
        Files, folders, globs and archives, mixed.
    format : str, optional
        Name of a format that overrides the detection.
    limit : sequence of str
        Limits to change, as ``keywords_per_record=2000``.
    columns : str, optional
        What the columns of a table of one's own hold, as ``title=题名,keywords=关键词``.
    vocabulary : str
        Which vocabulary counts as index keywords where an export has several.
    merge : str
        ``normal``, ``strict`` or ``off``.
    jobs : int or ``auto``
        How many processes read files at most. It changes no result.
    engine : {"local", "dask"}
        Whether this machine reads the files, or the workers of a Dask cluster.
    scheduler : str
        Address of the cluster's scheduler.

    Returns
    -------
    dict
        ``records_in, kept, merged, skipped``, ``files`` (one a file, with format, encoding,
        counts, years, how many records have which keywords and ``vocabularies``) and ``problems``.

    Raises
    ------
    DataError
        When the format is not known. What does not exist, cannot be opened or is not recognised is
        no error here but one of the problems.
    """
    from cooccur.pipeline import read

    corpus = read(
        *inputs,
        format=format,
        limit=limit,
        columns=columns,
        vocabulary=vocabulary,
        merge=merge,
        lenient=True,
        jobs=jobs,
        engine=engine,
        scheduler=scheduler,
    )
    return inspection(corpus)


def inspection(corpus: Corpus) -> dict[str, Any]:
    """The report of a corpus: totals first, then files, then problems."""
    return {
        "records_in": corpus.records_in,
        "kept": corpus.kept,
        "merged": sum(file.merged for file in corpus.files),
        "skipped": sum(file.skipped for file in corpus.files),
        "merged_by": merged_by(corpus),
        "files": [
            {
                "path": file.path,
                "format": file.format,
                "encoding": file.encoding,
                "records_in": file.records_in,
                "kept": file.kept,
                "merged": file.merged,
                "skipped": file.skipped,
                "years": list(file.years) if file.years else None,
                "with_author_keywords": file.with_author_keywords,
                "with_index_keywords": file.with_index_keywords,
                "vocabularies": dict(file.vocabularies),
            }
            for file in corpus.files
        ],
        "problems": [
            *(
                {"file": p.file, "line": p.line, "code": p.code, "message": p.message}
                for p in corpus.problems
            ),
            *(
                {"file": s.file, "line": s.line, "code": s.code, "message": s.reason}
                for s in corpus.skipped
            ),
        ],
    }


def merged_by(corpus: Corpus) -> dict[str, int]:
    """How many records were merged on which evidence, the strongest first."""
    from cooccur.prepare.duplicates import EVIDENCE

    counts = Counter(record.evidence for record in corpus.merged)
    return {name: counts[name] for name in EVIDENCE if counts[name]}


def network_inspection(network: KeywordNetwork) -> dict[str, Any]:
    """The report of a network that another program made: no records, but nodes and links."""
    return {
        **inspection(network.corpus),
        "nodes": network.n_nodes,
        "links": network.n_links,
        "has_clusters": "cluster" in network.node_columns,
        "has_places": "x" in network.node_columns,
    }


def metrics(knowledge_map: KnowledgeMap) -> dict[str, Any]:
    """The numbers of a map: those of `inspection`, then network, clusters and top keywords."""
    network = knowledge_map.network
    corpus = network.corpus
    nodes, clusters = network.node_columns, network.cluster_columns
    names = ("modularity", "silhouette", "harmonic_mean", "density", "largest_component")
    report = inspection(corpus)
    details = {key: report.pop(key) for key in ("merged_by", "files", "problems")}
    top = zip(nodes["keyword"][:_TOP], nodes["occurrences"][:_TOP].tolist(), strict=True)
    rows = zip(
        clusters["cluster"].tolist(),
        clusters["label"].tolist(),
        clusters["size"].tolist(),
        clusters["silhouette"].tolist(),
        clusters["mean_year"].tolist(),
        strict=True,
    )
    return {
        **report,
        "selected": corpus.n_records,
        "keywords": distinct_keywords(corpus),
        "nodes": network.n_nodes,
        "links": network.n_links,
        "clusters": clusters.length,
        "min_occurrences": minimum_of(knowledge_map),
        **{name: _number(network.quality[name]) for name in names},
        "cluster_list": [
            {
                "number": number,
                "label": label,
                "size": size,
                "silhouette": _number(silhouette),
                "mean_year": _number(year),
            }
            for number, label, size, silhouette, year in rows
        ],
        "top_keywords": [{"keyword": word, "occurrences": count} for word, count in top],
        **details,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 6)


def distinct_keywords(corpus: Corpus) -> int:
    """How many different keywords the records hold, before any selection."""
    if corpus.tally:
        return len(corpus.tally.occurrences)
    held = np.zeros(len(corpus.vocabulary), dtype=bool)
    held[corpus.keyword_columns["keyword"]] = True
    return int(np.count_nonzero(held))


def minimum_of(knowledge_map: KnowledgeMap) -> int:
    """The fewest occurrences a keyword needed, as chosen while counting or selecting."""
    for step in reversed(knowledge_map.network.history):
        if step.name in {"cooccurrence", "slice"}:
            return int(str(dict(step.options)["min_occurrences"]))
    return 1


def is_counted_here(network: KeywordNetwork) -> bool:
    """Whether the network was counted from records, and not made by another program."""
    return all(step.name != "read_network" for step in network.history)


def selection_of(knowledge_map: KnowledgeMap, *, say: Callable[..., str] = english) -> str:
    """How keywords and links were selected, in one line; ``say`` as in `signature`."""
    options, network = knowledge_map.options, knowledge_map.network
    minimum = minimum_of(knowledge_map)
    words = [say("occurrences >= {n}", n=minimum)]
    if not is_counted_here(network):
        words = [say("network of {file}", file=knowledge_map.corpus.files[0].path)]
    rule = next((dict(step.options) for step in network.history if step.name == "slice"), None)
    if rule:
        words = [str(rule["select"]), *words[minimum == 1 :]]
    if rule and network.slicing:
        words = [
            say("{n} slices of {years} year(s)", n=network.slicing.n_slices, years=rule["slices"]),
            *words,
            say(
                "LRF={lrf:g}, L/N={most}, e={e:g}",
                lrf=rule["lrf"],
                most=rule["links_per_node"],
                e=rule["e"],
            ),
        ]
    if options.get("prune", "none") != "none":
        how, scope = say(str(options["prune"])), say(str(options["prune_scope"]))
        words.append(say("{how} ({scope})", how=how, scope=scope) if network.slicing else how)
    return say(", ").join(words)


def signature(knowledge_map: KnowledgeMap, *, say: Callable[..., str] = english) -> str:
    """One line that tells a reader what the map is, as CiteSpace prints into its maps.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        The map.
    say : callable
        Puts values into a text; `cooccur.words.spoken` for the console. Files are in English.
    """
    network = knowledge_map.network
    corpus, quality = network.corpus, network.quality
    databases = [(name or "?", n) for name, n in corpus.counts_of("database").items()]
    by_size = sorted(databases, key=lambda item: (-item[1], item[0]))
    span = "{}–{}".format(*corpus.span) if corpus.span else say("no years")
    return say("; ").join(
        (
            *([say(", ").join(f"{name} {n}" for name, n in by_size), span] if by_size else []),
            selection_of(knowledge_map, say=say),
            say(
                "N={n}, E={e} (density {density:.4f})",
                n=network.n_nodes,
                e=network.n_links,
                density=quality["density"],
            ),
            say("largest component {share:.0%}", share=quality["largest_component"]),
            say("Q={q:.4f}, S={s:.4f}", q=quality["modularity"], s=quality["silhouette"]),
            say("harmonic mean {value:.4f}", value=quality["harmonic_mean"]),
        )
    )


def main_language(corpus: Corpus) -> str:
    """The language most records are written in: ``zh`` or, also when even, ``en``."""
    if corpus.tally:
        return corpus.tally.language
    return "zh" if chinese_records(corpus) * 2 > len(corpus) else "en"


def chinese_records(corpus: Corpus) -> int:
    """How many records are in Chinese; those of CNKI that do not tell their language are."""
    languages = Counter(corpus.record_columns["language"].tolist())
    chinese = sum(n for language, n in languages.items() if "chinese" in language.lower())
    if languages[""]:
        columns = (corpus.record_columns[name].tolist() for name in ("language", "database"))
        chinese += sum(
            not language and database.upper() == "CNKI"
            for language, database in zip(*columns, strict=True)
        )
    return chinese


def formats() -> dict[str, list[dict[str, str]]]:
    """What can be read and written: names (suffixes) and titles."""
    from cooccur.readers.formats import READ_FORMATS
    from cooccur.readers.networks.formats import NETWORK_FORMATS
    from cooccur.writers.formats import WRITE_FORMATS

    exports = [{"name": row.name, "title": row.title} for row in READ_FORMATS]
    networks = [{"name": row.name, "title": row.title} for row in NETWORK_FORMATS]
    return {
        "read": exports + networks,
        "write": [{"name": row.suffix, "title": row.title} for row in WRITE_FORMATS],
    }


def output_names(outputs: list[Path]) -> list[str]:
    """The outputs as the caller named them, with slashes."""
    return [path.as_posix() for path in outputs]
