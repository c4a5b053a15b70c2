"""From files to a map: the only place that knows the order of the steps."""

from __future__ import annotations

import inspect as _inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from os import PathLike
from typing import Any, Final, TypeAlias

from cooccur.errors import CallError, DataError, UnknownChoiceError
from cooccur.exchange import map_network, read_network
from cooccur.model import Corpus, Ints, KeywordNetwork, KnowledgeMap, Refusal
from cooccur.options import CHOICES, OPTIONS, Options, options_of

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
        ``normal`` merges records that were exported twice, ``off`` keeps them all.
    lenient : bool
        Whether a named file that cannot be used is a problem of the corpus and no error.
    jobs : int or ``auto``
        How many processes read files at most; ``auto``: several where that pays. It changes no
        result.
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
    )
    return merge_duplicates(corpus) if merge == "normal" else corpus


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
        if (network := read_network(*paths, format=chosen.format)) is not None:
            return map_network(network, options=chosen, progress=progress)
        corpus = read(
            *paths,
            format=chosen.format,
            limit=chosen.limit,
            columns=chosen.columns,
            vocabulary=chosen.vocabulary,
            merge=chosen.merge,
            jobs=chosen.jobs,
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
    tell("preparing keywords", 0.0)
    prepared = prepare(corpus, options=options)
    network = relate(prepared, options=options, progress=tell)
    tell("laying out", 0.0)
    knowledge_map = lay_out(
        network,
        seed=options.seed,
        title=options.title,
        # Filters do not change the language of a page: it is that of the records that were kept.
        lang=options.lang or main_language(corpus),
        palette=options.palette,
    )
    tell("laying out", 1.0)
    return replace(knowledge_map, options=options.as_dict(), attached=read_attached(options))


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
        thesaurus=read_thesaurus(options.thesaurus) if options.thesaurus else None,
        stop_list=read_stop_list(options.stop_list) if options.stop_list else (),
        hide=options.hide,
        author_words=parse_words(options.author_words) if options.author_words else None,
    )
    if not prepared.keyword_columns.length:
        raise _no_keywords(corpus, options)
    return prepared


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
    prepared: Corpus, *, options: Options, progress: Progress | None = None
) -> KeywordNetwork:
    """The network of a prepared corpus: counted, normalised, pruned, grouped, measured, named."""
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
    )
    tell("measuring", 0.0)
    network = label_clusters(measure(network), labels=options.labels)
    return analyse(network, options=options, progress=tell)


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
    from cooccur.network.representatives import representatives
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
    network = network.with_columns(tables={"turning_points": turning_points(network)})
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
