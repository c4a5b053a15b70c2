"""From files to a map: the only place that knows the order of the steps."""

from __future__ import annotations

import inspect as _inspect
from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.exchange import map_network, read_network
from cooccur.model import Corpus, EarlierMap, KeywordNetwork, KnowledgeMap
from cooccur.options import CHOICES, OPTIONS, Options, check_engine, options_of
from cooccur.preparing import prepare, require_keywords, require_readable
from cooccur.progress import Progress, silent
from cooccur.relating import DEFAULT_SELECTION, analyse, is_as_it_was, relate, related

if TYPE_CHECKING:
    from cooccur.sums import FirstPass

__all__ = [
    "DEFAULT_SELECTION",
    "Progress",
    "analyse",
    "map",
    "map_corpus",
    "map_counted",
    "prepare",
    "read",
    "relate",
    "require_keywords",
    "require_readable",
]


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
    from cooccur.readers.reading import read_sources

    if not inputs:
        raise CallError("no input was given; name files, folders or globs")
    if merge not in CHOICES["merge"]:
        raise UnknownChoiceError("merge", merge, CHOICES["merge"])
    if vocabulary not in CHOICES["vocabulary"]:
        raise UnknownChoiceError("vocabulary", vocabulary, CHOICES["vocabulary"][1:])
    if engine not in CHOICES["engine"]:
        raise UnknownChoiceError("engine", engine, CHOICES["engine"])
    check_engine(engine, scheduler)
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
        if chosen.two_passes:
            raise CallError("--two-passes reads files, and this corpus is read; leave it out")
    else:
        paths = [path for path in inputs if not isinstance(path, Corpus)]
        if len(paths) < len(inputs):
            raise CallError("a corpus stands alone; read all files into one: cooccur.read(a, b)")
        network = read_network(*paths, format=chosen.format, limit=chosen.limit)
        if network is not None:
            return map_network(network, options=chosen, progress=progress)
        if chosen.two_passes:
            from cooccur.counting import first_pass

            return map_counted(first_pass(*paths, options=chosen, progress=progress), progress)
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
    from cooccur.summary import main_language

    tell = progress or silent
    since = _earlier(options)
    tell("preparing keywords", 0.0)
    prepared = prepare(corpus, options=options)
    network = relate(prepared, options=options, earlier=since, progress=tell)
    # Filters do not change the language of a page: it is that of the records that were kept.
    return _drawn(network, options, since, lang=options.lang or main_language(corpus), tell=tell)


def map_counted(first: FirstPass, progress: Progress | None = None) -> KnowledgeMap:
    """The keyword map of records that are counted in two passes over the files, and not kept.

    Parameters
    ----------
    first : FirstPass
        What the first pass found, as `cooccur.counting.first_pass` returns it.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Returns
    -------
    KnowledgeMap
        What needs records is absent: representatives, what databases have in common. Clusters are
        named after their most frequent keywords.

    Raises
    ------
    DataError
        When no record, or no record with a keyword, is left, or a file changed meanwhile.
    """
    from cooccur.counting import second_pass
    from cooccur.summary import main_language

    tell, options = progress or silent, first.options
    since = _earlier(options)
    counted = second_pass(first, progress=progress)
    network = related(counted, options, since, tell)
    lang = options.lang or main_language(network.corpus)
    return _drawn(network, options, since, lang=lang, tell=tell)


def _drawn(
    network: KeywordNetwork,
    options: Options,
    since: EarlierMap | None,
    *,
    lang: str,
    tell: Progress,
) -> KnowledgeMap:
    """The network with places and colours, and with what it was made with."""
    from cooccur.draw.layout import lay_out
    from cooccur.manifest import read_attached

    tell("laying out", 0.0)
    knowledge_map = lay_out(
        network,
        seed=options.seed,
        title=options.title,
        lang=lang,
        palette=options.palette,
        earlier=since,
        is_unchanged=since is not None and is_as_it_was(network, since, options),
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


def _compared(knowledge_map: KnowledgeMap, earlier: EarlierMap) -> KnowledgeMap:
    """The map with the tables of what changed."""
    from cooccur.earlier import earlier_of
    from cooccur.network.changes import changes_between

    made = replace(knowledge_map, earlier=earlier)
    changes = changes_between(earlier, earlier_of(made))
    tables = {"changes": changes.keywords, "cluster_changes": changes.clusters}
    return replace(made, network=made.network.with_columns(tables=tables))


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
