"""From files to a map: the only place that knows the order of the steps."""

from __future__ import annotations

import inspect as _inspect
from collections.abc import Callable
from dataclasses import replace
from os import PathLike
from typing import Any, Final, TypeAlias

from cooccur.errors import CallError, DataError, UnknownChoiceError
from cooccur.model import Corpus, KeywordNetwork, KnowledgeMap, Refusal
from cooccur.options import CHOICES, OPTIONS, Options, options_of

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""

_PHRASE_FIELDS: Final = ("title", "abstract")


def read(
    *inputs: str | PathLike[str],
    format: str | None = None,  # noqa: A002
    merge: str = "normal",
    lenient: bool = False,
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
    merge : str
        ``normal`` merges records that were exported twice, ``off`` keeps them all.
    lenient : bool
        Whether a named file that cannot be used is a problem of the corpus and no error.
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
    from cooccur.readers.formats import read_sources

    if not inputs:
        raise CallError("no input was given; name files, folders or globs")
    if merge not in CHOICES["merge"]:
        raise UnknownChoiceError("merge", merge, CHOICES["merge"])
    corpus = read_sources(*inputs, format=format, lenient=lenient, progress=progress)
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
        raise DataError("nothing that was given holds a record", code="no-records")
    first = corpus.skipped[0]
    raise DataError(
        f"all {corpus.records_in} records were skipped, the first because {first.reason}; "
        "export them again",
        code="no-records",
        file=first.file,
        line=first.line,
    )


def map(  # noqa: A001
    *inputs: str | PathLike[str] | Corpus,
    progress: Progress | None = None,
    **options: Any,  # noqa: ANN401 Options checks names and values
) -> KnowledgeMap:
    """The keyword map of these exports.

    Parameters
    ----------
    *inputs : str or path or Corpus
        Files, folders, globs and archives, mixed; or one corpus that was read before.
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
    chosen = options_of(options)
    if len(inputs) == 1 and isinstance(inputs[0], Corpus):
        corpus = inputs[0]
    else:
        paths = [path for path in inputs if not isinstance(path, Corpus)]
        if len(paths) < len(inputs):
            raise CallError("a corpus stands alone; read all files into one: cooccur.read(a, b)")
        corpus = read(*paths, format=chosen.format, merge=chosen.merge, progress=progress)
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
    return replace(knowledge_map, options=options.as_dict())


def prepare(corpus: Corpus, *, options: Options) -> Corpus:
    """The chosen records with the chosen keywords, each in one spelling.

    Raises
    ------
    DataError
        Code ``no-records`` or ``no-keywords``.
    """
    from cooccur.prepare.filters import parse_years, select_records
    from cooccur.prepare.keywords import clean_keywords
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
    )
    if not prepared.keyword_columns.length:
        raise _no_keywords(corpus, options)
    return prepared


def _no_keywords(corpus: Corpus, options: Options) -> DataError:
    wanted = {"all": "", "author": "author ", "index": "index "}.get(options.keywords, "")
    if corpus.keyword_columns.length:
        cure = "choose other words with --keywords, or loosen --stop-list, --hide and --thesaurus"
    else:
        cure = (
            "export the full records again (WOS: 'Full Record'; CNKI: RefWorks, EndNote or "
            "self-defined with keywords), or make the map from titles with --keywords title"
        )
    return DataError(f"no record has a {wanted}keyword; {cure}", code="no-keywords")


def relate(
    prepared: Corpus, *, options: Options, progress: Progress | None = None
) -> KeywordNetwork:
    """The network of a prepared corpus: counted, normalised, grouped, measured and named."""
    from cooccur.network.clusters import cluster
    from cooccur.network.cooccurrence import cooccurrence
    from cooccur.network.labels import label_clusters
    from cooccur.network.metrics import measure
    from cooccur.network.similarity import normalise

    tell = progress or _silent
    tell("counting", 0.0)
    network = cooccurrence(
        prepared,
        counting=options.counting,
        min_occurrences=options.min_occurrences,
        max_keywords=options.max_keywords,
        largest_component=options.largest_component,
    )
    network = normalise(network, similarity=options.similarity)
    tell("clustering", 0.0)
    network = cluster(
        network,
        method=options.cluster,
        resolution=options.resolution,
        min_cluster_size=options.min_cluster_size,
        seed=options.seed,
    )
    tell("measuring", 0.0)
    return label_clusters(measure(network), labels=options.labels)


def notebook_view(knowledge_map: KnowledgeMap) -> str:
    """HTML that shows the interactive map inside a notebook."""
    from cooccur.draw.figure import network_scene
    from cooccur.writers.html import page
    from cooccur.writers.notebook import frame
    from cooccur.writers.svg import svg

    scene = network_scene(knowledge_map)
    return frame(page(knowledge_map), svg(scene), title=scene.title)


def _silent(_stage: str, _share: float) -> None:
    return


def _signature() -> _inspect.Signature:
    """What `map` takes, option by option, for help and completion."""
    parameter = _inspect.Parameter
    given = [
        parameter("inputs", parameter.VAR_POSITIONAL),
        parameter("progress", parameter.KEYWORD_ONLY, default=None),
    ]
    named = [
        parameter(name, parameter.KEYWORD_ONLY, default=option.default, annotation=option.type)
        for name, option in OPTIONS.items()
    ]
    return _inspect.Signature([*given, *named], return_annotation=KnowledgeMap)


map.__signature__ = _signature()  # type: ignore[attr-defined]
