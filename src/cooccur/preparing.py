"""From a corpus as it was read to one to be counted: the chosen records and keywords."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cooccur.errors import DataError
from cooccur.model import UNKNOWN_DATABASE, Corpus, Problem, Refusal
from cooccur.options import Options

if TYPE_CHECKING:
    from cooccur.prepare.keywords import Thesaurus

_PHRASE_FIELDS: Final = ("title", "abstract")


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
        raise _none_left(len(corpus))
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
        raise _no_keywords(corpus, options, has_any=corpus.keyword_columns.length > 0)
    return _noted(prepared, options)


def require_keywords(
    corpus: Corpus, options: Options, *, selected: int, has_keywords: bool, is_any_left: bool
) -> None:
    """Check what was counted.

    Parameters
    ----------
    corpus : Corpus
        Without records, but with its files and problems.
    options : Options
        All options.
    selected : int
        Records that were chosen.
    has_keywords : bool
        Whether any record has a keyword of any kind.
    is_any_left : bool
        Whether any keyword is left.

    Raises
    ------
    DataError
        Code ``no-records`` or ``no-keywords``, as of `prepare`.
    """
    if not corpus.kept:
        require_readable(corpus)
    if not selected:
        raise _none_left(corpus.kept)
    if not is_any_left:
        raise _no_keywords(corpus, options, has_any=has_keywords)


def _none_left(n_records: int) -> DataError:
    return DataError(
        f"none of {n_records} records is left after the filters; "
        "widen --years, --document-type or --language",
        code="no-records",
    )


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


def _no_keywords(corpus: Corpus, options: Options, *, has_any: bool) -> DataError:
    wanted = {"all": "", "author": "author ", "index": "index "}.get(options.keywords, "")
    if has_any:
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
