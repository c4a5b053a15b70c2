"""From files to a map: the only place that knows the order of the steps."""

from __future__ import annotations

import inspect as _inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cooccur.errors import CallError, DataError, UnknownChoiceError
from cooccur.exchange import map_network, read_network
from cooccur.model import (
    UNKNOWN_DATABASE,
    Columns,
    Corpus,
    EarlierMap,
    Ints,
    KeywordNetwork,
    KnowledgeMap,
    Problem,
    Refusal,
)
from cooccur.options import CHOICES, OPTIONS, Options, options_of

if TYPE_CHECKING:
    from cooccur.prepare.keywords import Thesaurus

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""

DEFAULT_SELECTION: Final = "g-index:25"
"""How the keywords of slices are selected when nothing else is said."""

_PHRASE_FIELDS: Final = ("title", "abstract")


def read(
    *inputs: str | PathLike[str],
    format: str | None = None,  # noqa: A002
    limit: Sequence[str] = (),
    columns: str | None = None,
    vocabulary: str = "",
    merge: str = "normal",
    lenient: bool = False,
    jobs: int | str = "auto",
    engine: str = "local",
    scheduler: str = "",
    progress: Progress | None = None,
) -> Corpus:
    """The records of these exports, each once.

    Parameters
    ----------
    *inputs : str or path
        Files, folders (searched through), globs and archives, mixed. The content decides the
        format, never the name.
    format : str, optional
        Name of a format that overrides the detection; `cooccur.formats` lists them.
    limit : sequence of str
        Limits to change, as ``keywords_per_record=2000``; see `cooccur.readers.bounded.Limits`.
    columns : str, optional
        What the columns of a table of one's own hold, as ``title=题名,keywords=关键词``.
    vocabulary : str
        Which vocabulary counts as index keywords where an export has several.
    merge : str
        ``normal`` merges records that were exported twice, also from several databases that
        describe them a little differently; ``strict`` only what shares an identifier, a DOI or
        the same title, author, source and year; ``off`` keeps them all.
    lenient : bool
        Whether a named file that cannot be used is a problem of the corpus and no error.
    jobs : int or ``auto``
        How many processes read files at most; ``auto``: several where that pays. It changes no
        result.
    engine : {"local", "dask"}
        Whether this machine reads the files, or the workers of a Dask cluster. It changes no
        result.
    scheduler : str
        Address of the cluster's scheduler; without it a cluster of ``jobs`` workers is started
        on this machine.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    Corpus
        With the report of every file in ``files``, ``problems``, ``skipped`` and ``merged``.

    Raises
    ------
    CallError
        When no input was given.
    UnrecognisedError
        When a file that was named is no export that can be read.
    DataError
        When nothing holds a record.
    """
    from cooccur.prepare.duplicates import merge_duplicates
    from cooccur.readers.bounded import limits_of
    from cooccur.readers.formats import read_sources

    if not inputs:
        raise CallError("no input was given; name files, folders or globs")
    if merge not in CHOICES["merge"]:
        raise UnknownChoiceError("merge", merge, CHOICES["merge"])
    if vocabulary not in CHOICES["vocabulary"]:
        raise UnknownChoiceError("vocabulary", vocabulary, CHOICES["vocabulary"][1:])
    if engine not in CHOICES["engine"]:
        raise UnknownChoiceError("engine", engine, CHOICES["engine"])
    if scheduler and engine != "dask":
        raise CallError("--scheduler is given without --engine dask; give both or none")
    if jobs != "auto" and (not isinstance(jobs, int) or jobs < 1):
        raise CallError(f"jobs is {jobs!r}; auto or a whole number from 1 is expected")
    limits = limits_of([limit] if isinstance(limit, str) else limit)
    corpus = read_sources(
        *inputs,
        format=format,
        lenient=lenient,
        limits=limits,
        progress=progress,
        columns=columns,
        vocabulary=vocabulary,
        jobs=jobs,
        engine=engine,
        scheduler=scheduler,
    )
    return corpus if merge == "off" else merge_duplicates(corpus, merge=merge)


def require_readable(corpus: Corpus) -> None:
    """Check what was read leniently.

    Raises
    ------
    DataError
        When something that was named could not be used, or no record is kept.
    """
    for problem in corpus.problems:
        if isinstance(problem, Refusal):
            raise DataError(
                problem.message, code=problem.code, file=problem.file, line=problem.line
            )
    if len(corpus):
        return
    if not corpus.skipped:
        raise _no_records(corpus)
    first = corpus.skipped[0]
    raise DataError(
        f"all {corpus.records_in} records were skipped, the first because {first.reason}; "
        "export them again",
        code="no-records",
        file=first.file,
        line=first.line,
    )


def _no_records(corpus: Corpus) -> DataError:
    """The error that nothing was read, with what is known of the first file."""
    message = "nothing that was given holds a record"
    for problem in corpus.problems:
        told = f"{message}; {problem.message}"
        return DataError(told, code="no-records", file=problem.file, line=problem.line)
    file = corpus.files[0].path if corpus.files else ""
    return DataError(f"{message}; export the records again", code="no-records", file=file)


def map(  # noqa: A001
    *inputs: str | PathLike[str] | Corpus,
    study: str | PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Any,  # noqa: ANN401 Options checks names and values
) -> KnowledgeMap:
    """The keyword map of these exports, or of a network that another program made.

    Parameters
    ----------
    *inputs : str or path or Corpus
        Files, folders, globs and archives, mixed; or one corpus that was read before; or the
        files of one network (see `cooccur.exchange.read_network`).
    study : str or path, optional
        A study file; inputs and options that are given beside it win over it.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).
    **options
        The long options of the command, with the same names and defaults:
        `cooccur.options.Options` lists and explains them.

    Returns
    -------
    KnowledgeMap
        Shows itself in a notebook; ``save`` writes it to files.

    Raises
    ------
    CallError
        When an option is not known or has a value that cannot be used.
    DataError
        When the data cannot be used.
    """
    from cooccur.studies import combined

    options_of(options)
    call = combined(study, inputs, options)
    inputs, chosen = call.inputs, options_of(call.options)
    if len(inputs) == 1 and isinstance(inputs[0], Corpus):
        corpus = inputs[0]
    else:
        paths = [path for path in inputs if not isinstance(path, Corpus)]
        if len(paths) < len(inputs):
            raise CallError("a corpus stands alone; read all files into one: cooccur.read(a, b)")
        network = read_network(*paths, format=chosen.format, limit=chosen.limit)
        if network is not None:
            return map_network(network, options=chosen, progress=progress)
        corpus = read(
            *paths,
            format=chosen.format,
            limit=chosen.limit,
            columns=chosen.columns,
            vocabulary=chosen.vocabulary,
            merge=chosen.merge,
            jobs=chosen.jobs,
            engine=chosen.engine,
            scheduler=chosen.scheduler,
            progress=progress,
        )
    return map_corpus(corpus, options=chosen, progress=progress)


def map_corpus(
    corpus: Corpus, *, options: Options, progress: Progress | None = None
) -> KnowledgeMap:
    """The keyword map of a corpus that was read.

    Parameters
    ----------
    corpus : Corpus
        As `read` returns it.
    options : Options
        All options.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    KnowledgeMap

    Raises
    ------
    DataError
        When no record, or no record with a keyword, is left.
    """
    from cooccur.draw.layout import lay_out
    from cooccur.manifest import read_attached
    from cooccur.summary import main_language

    tell = progress or _silent
    since = _earlier(options)
    tell("preparing keywords", 0.0)
    prepared = prepare(corpus, options=options)
    network = relate(prepared, options=options, earlier=since, progress=tell)
    tell("laying out", 0.0)
    knowledge_map = lay_out(
        network,
        seed=options.seed,
        title=options.title,
        # Filters do not change the language of a page: it is that of the records that were kept.
        lang=options.lang or main_language(corpus),
        palette=options.palette,
        earlier=since,
        is_unchanged=since is not None and _is_unchanged(network, since, options),
    )
    tell("laying out", 1.0)
    made = replace(knowledge_map, options=options.as_dict(), attached=read_attached(options))
    return _compared(made, since) if since else made


def _earlier(options: Options) -> EarlierMap | None:
    """The map that this one is to go on from."""
    if not options.since:
        return None
    from cooccur.earlier import read_earlier

    return read_earlier(options.since)


def _is_unchanged(network: KeywordNetwork, earlier: EarlierMap, options: Options) -> bool:
    """Whether nothing came to the earlier map, and it is to be grouped and placed as it was."""
    from cooccur.earlier import counts_of, rule_of
    from cooccur.network.continuing import is_unchanged

    rule = {name: value for name, value in rule_of(vars(options)).items() if name != "palette"}
    same = all(earlier.rule.get(name) == value for name, value in rule.items())
    return same and is_unchanged(network, earlier, counts_of(network))


def _compared(knowledge_map: KnowledgeMap, earlier: EarlierMap) -> KnowledgeMap:
    """The map with the tables of what changed."""
    from cooccur.earlier import earlier_of
    from cooccur.network.changes import changes_between

    made = replace(knowledge_map, earlier=earlier)
    changes = changes_between(earlier, earlier_of(made))
    tables = {"changes": changes.keywords, "cluster_changes": changes.clusters}
    return replace(made, network=made.network.with_columns(tables=tables))


def prepare(corpus: Corpus, *, options: Options) -> Corpus:
    """The chosen records with the chosen keywords, each in one spelling.

    Raises
    ------
    DataError
        Code ``no-records`` or ``no-keywords``.
    """
    from cooccur.prepare.filters import parse_years, select_records
    from cooccur.prepare.keywords import clean_keywords, parse_words
    from cooccur.prepare.phrases import phrase_keywords
    from cooccur.prepare.thesaurus import read_stop_list, read_thesaurus

    require_readable(corpus)
    thesaurus = read_thesaurus(options.thesaurus) if options.thesaurus else None
    # Also records that are filtered out tell what a word is in the other language.
    corpus, aligned = _aligned(corpus, options, thesaurus)
    chosen = select_records(
        corpus,
        years=parse_years(options.years) if options.years else None,
        document_types=options.document_type,
        languages=options.language,
    )
    if not len(chosen):
        raise DataError(
            f"none of {len(corpus)} records is left after the filters; "
            "widen --years, --document-type or --language",
            code="no-records",
        )
    if options.keywords in _PHRASE_FIELDS:
        chosen = phrase_keywords(chosen, field=options.keywords)
    prepared = clean_keywords(
        chosen,
        keywords=options.keywords,
        keyword_language=options.keyword_language,
        thesaurus=thesaurus,
        stop_list=read_stop_list(options.stop_list) if options.stop_list else (),
        hide=options.hide,
        author_words=parse_words(options.author_words) if options.author_words else None,
        aligned=aligned,
    )
    if not prepared.keyword_columns.length:
        raise _no_keywords(corpus, options)
    return _noted(prepared, options)


def _noted(prepared: Corpus, options: Options) -> Corpus:
    """The corpus with a word on pies that would have one piece."""
    if options.node_style != "sources" or len(prepared.databases) > 1:
        return prepared
    name = prepared.databases[0]
    message = (
        "all records are from one database: circles are drawn as plain discs"
        if name == UNKNOWN_DATABASE
        else f"all records are from one database, {name}: circles are drawn as plain discs"
    )
    problem = Problem("", 0, "no-figure", message)
    return replace(prepared, problems=(*prepared.problems, problem))


def _aligned(
    corpus: Corpus, options: Options, thesaurus: Thesaurus | None
) -> tuple[Corpus, list[tuple[str, str]]]:
    """The corpus with its alignments in its history, and the rows that unite two languages."""
    if not options.align_languages:
        return corpus, []
    from cooccur.prepare.alignment import align, note_alignments

    found = align(corpus, score=options.align_score, thesaurus=thesaurus)
    noted = note_alignments(corpus, found, score=options.align_score)
    return noted, [row for alignment in found for row in alignment.rows]


def _no_keywords(corpus: Corpus, options: Options) -> DataError:
    wanted = {"all": "", "author": "author ", "index": "index "}.get(options.keywords, "")
    if corpus.keyword_columns.length:
        cure = (
            "choose other words with --keywords, or loosen --author-words, --stop-list, --hide and "
            "--thesaurus"
        )
    elif names := sorted({name for file in corpus.files for name, _ in file.vocabularies}):
        cure = f"choose a vocabulary that the export has with --vocabulary: {', '.join(names)}"
    else:
        cure = (
            "export the full records again (WOS: 'Full Record'; CNKI: RefWorks, EndNote or "
            "self-defined with keywords), or make the map from titles with --keywords title"
        )
    return DataError(f"no record has a {wanted}keyword; {cure}", code="no-keywords")


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
    from cooccur.network.clusters import cluster
    from cooccur.network.labels import label_clusters
    from cooccur.network.metrics import measure
    from cooccur.network.pruning import prune
    from cooccur.network.similarity import normalise
    from cooccur.network.trimming import trim

    tell = progress or _silent
    tell("counting", 0.0)
    network = trim(
        _counted(prepared, options),
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
    network = label_clusters(measure(network), labels=options.labels)
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
        "is_unchanged": _is_unchanged(network, earlier, options),
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

    tell = progress or _silent
    tell("analysing", 0.0)
    network = find_bursts(
        network,
        s=options.burst_s,
        gamma=options.burst_gamma,
        min_duration=options.burst_min_duration,
        states=options.burst_states,
    )
    tables = {"turning_points": turning_points(network), "sources": source_table(network)}
    tables["alignments"] = _alignments(network)
    tables["database_overlap"] = database_overlap(network)
    network = network.with_columns(tables={name: t for name, t in tables.items() if t is not None})
    network = trends(strategic_diagram(representatives(network)))
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


def _silent(_stage: str, _share: float) -> None:
    return


def _signature() -> _inspect.Signature:
    """What `map` takes, option by option, for help and completion."""
    parameter = _inspect.Parameter
    given = [
        parameter("inputs", parameter.VAR_POSITIONAL),
        parameter("study", parameter.KEYWORD_ONLY, default=None),
        parameter("progress", parameter.KEYWORD_ONLY, default=None),
    ]
    named = [
        parameter(name, parameter.KEYWORD_ONLY, default=option.default, annotation=option.type)
        for name, option in OPTIONS.items()
    ]
    return _inspect.Signature([*given, *named], return_annotation=KnowledgeMap)


map.__signature__ = _signature()  # type: ignore[attr-defined]
