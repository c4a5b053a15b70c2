"""Networks of corpora too large to be held: counted in two passes over the files.

The first pass finds how many records have each keyword, the second, among the keywords that are
kept, how many have each two of them. What is found in a file are counts, and counts of files are
added up: nothing of a record is kept, so memory grows with the largest file and with the number of
distinct keywords, not with the number of records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from os import PathLike
from typing import Any, Final, TypeVar

import numpy as np

from cooccur.errors import CallError, DataError
from cooccur.model import (
    Columns,
    Floats,
    Incidence,
    Ints,
    KeywordNetwork,
    Refusal,
    Step,
)
from cooccur.options import OPTIONS, Options, check_engine, options_of
from cooccur.passes import pairs_of, words_of
from cooccur.preparing import require_keywords
from cooccur.progress import Progress, silent
from cooccur.readers.sources import Source, find_sources
from cooccur.sums import FirstPass, SecondPass, by_year

NEED_RECORDS: Final = (
    "columns",
    "author_words",
    "keyword_language",
    "align_languages",
    "thesaurus",
    "counting",
    "source_fair",
    "slices",
    "select",
    "labels",
    "structure",
    "stability",
)
"""The options of a map that two passes cannot heed."""
_CHOICES_THAT_NEED_RECORDS: Final = {
    "keywords": ("title", "abstract"),
    "view": ("sources",),
    "node_style": ("sources",),
}
_AT_ONCE: Final = 1 << 20
"""So many spellings are compared at a time."""
_T = TypeVar("_T")


def count(
    *inputs: str | PathLike[str],
    progress: Progress | None = None,
    **options: Any,  # noqa: ANN401 Options checks names and values
) -> KeywordNetwork:
    """The frequent keywords of these exports and their links, counted in two passes.

    Parameters
    ----------
    *inputs : str or path
        Files, folders, globs and archives, mixed.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).
    **options
        Options of a map, without those in `NEED_RECORDS`; those of what comes after counting
        change nothing. Records cannot be merged this way, which has to be said: ``merge="off"``.

    Returns
    -------
    KeywordNetwork
        Without records, whose numbers stand in ``corpus.tally``. Nodes and links are those of the
        map that `cooccur.map` makes of the same files, before it leaves out any, with the same
        ``keyword, key, occurrences, first_year, mean_year, links, total_link_strength,
        mean_citations, normalised_citations`` and ``cooccurrences, strength, first_year``. Tables:
        ``keyword_years`` (``node, year, records``) and ``link_years`` (``source, target, year,
        cooccurrences``), without records that have no year.

    Raises
    ------
    CallError
        When an option needs records.
    DataError
        When a file that was named cannot be used, no record with a keyword is found, or a file
        changed between the passes.
    """
    chosen = options_of(options)
    return second_pass(first_pass(*inputs, options=chosen, progress=progress), progress=progress)


def first_pass(
    *inputs: str | PathLike[str],
    options: Options,
    lenient: bool = False,
    progress: Progress | None = None,
) -> FirstPass:
    """How many records have each keyword, and all else that one pass over the files can tell.

    Parameters
    ----------
    *inputs : str or path
        Files, folders, globs and archives, mixed.
    options : Options
        All options.
    lenient : bool
        Whether a named file that cannot be used is passed over.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Raises
    ------
    CallError
        When an option needs records, or no input was given.
    DataError
        When a file that was named cannot be used, unless lenient.
    """
    _check(options)
    if not inputs:
        raise CallError("no input was given; name files, folders or globs")
    sources, problems = find_sources(*inputs, lenient=lenient)
    first = FirstPass(options, sources, [p for p in problems if not isinstance(p, Refusal)])
    task = partial(words_of, first.preparation)
    for found in _each(task, sources, options, partial(progress or silent, "reading")):
        refused = [problem for problem in found.problems if isinstance(problem, Refusal)]
        if refused and not lenient:
            told = refused[0]
            raise DataError(told.message, code=told.code, file=told.file, line=told.line)
        usable = [problem for problem in found.problems if problem not in refused]
        first.add(found._replace(problems=tuple(usable)))
    return first


def second_pass(first: FirstPass, *, progress: Progress | None = None) -> KeywordNetwork:
    """The network of the keywords that the first pass found, see `count`.

    Parameters
    ----------
    first : FirstPass
        As `first_pass` returns it.
    progress : callable, optional
        Called with what is being done and how far it is (0..1).

    Raises
    ------
    DataError
        When there is no record with a keyword, or a file changed between the passes.
    """
    require_keywords(
        first.corpus(),
        first.options,
        selected=first.selected,
        has_keywords=first.has_keywords,
        is_any_left=bool(first.keywords),
    )
    kept, minimum = first.choose()
    keys = tuple(kept)
    links = SecondPass(len(keys), len(first.years))
    task = partial(pairs_of, first.preparation, keys, first.years)
    tell = partial(progress or silent, "counting")
    found = _each(task, first.sources, first.options, tell)
    for source, digests, pairs in zip(first.sources, first.digests, found, strict=True):
        if pairs.digests != digests:
            message = "the file changed while it was being worked with; start again"
            raise DataError(message, code="changed", file=source.path)
        links.add(pairs)
    return _network(first, links, keys, minimum)


def _check(options: Options) -> None:
    given = options.as_dict()
    for name in NEED_RECORDS:
        if given[name] != OPTIONS[name].default:
            raise CallError(f"--{name.replace('_', '-')} needs records, and two passes keep none")
    for name, choices in _CHOICES_THAT_NEED_RECORDS.items():
        if given[name] in choices:
            spelled = f"{name.replace('_', '-')} {given[name]}"
            raise CallError(f"--{spelled} needs records, and two passes keep none")
    check_engine(options.engine, options.scheduler)
    if options.merge != "off":
        raise CallError(
            "records that are counted in two passes are not kept and cannot be merged; "
            "add --merge off"
        )


def _each(
    task: Callable[[Source], _T],
    sources: Sequence[Source],
    options: Options,
    tell: Callable[[float], None],
) -> Iterator[_T]:
    """What a task gives for every source, by the engine that was chosen."""
    from cooccur.readers.dask_engine import Cluster
    from cooccur.readers.workers import delivered, number_of_workers

    n_workers = number_of_workers(options.jobs, sources)
    if options.engine == "dask":
        handed = Cluster(options.scheduler, options.jobs).delivered(task, sources)
    elif n_workers > 1:
        handed = delivered(task, sources, n_workers)
    else:
        handed = (task(source) for source in sources)
    with closing(handed) as found:
        for position, (source, one) in enumerate(zip(sources, found, strict=True)):
            tell(position / len(sources))
            yield task(source) if one is None else one


def _network(
    first: FirstPass, links: SecondPass, keys: tuple[str, ...], minimum: int
) -> KeywordNetwork:
    years, n_nodes = np.array(first.years), len(keys)
    cells, met = links.found()
    codes, layer = np.divmod(cells, len(years))
    pair, begin, place = np.unique(codes, return_index=True, return_inverse=True)
    together = np.zeros(len(pair), dtype=np.int64)
    np.add.at(together, place, met)
    source, target = np.divmod(pair, max(n_nodes, 1))
    columns = {
        "source": source,
        "target": target,
        "cooccurrences": together,
        "strength": together.astype(np.float64),
        # Years ascend, and those without one stand last, as 0.
        "first_year": years[layer[begin]],
    }
    history = (
        Step(
            "cooccurrence",
            (
                ("counting", "full"),
                ("min_occurrences", minimum),
                ("asked_min_occurrences", first.options.min_occurrences),
                ("max_keywords", first.options.max_keywords),
                ("largest_component", False),
                ("selected", False),
                ("source_fair", False),
            ),
        ),
        Step("count_in_two_passes", (("keywords", n_nodes),)),
    )
    corpus = replace(first.corpus(), tally=first.tally(links.mapped))
    none = Incidence(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), n_nodes)
    dated = layer < len(years) - 1
    of_link = source[place[dated]], target[place[dated]]
    return KeywordNetwork(
        corpus,
        Columns(_nodes(first, links, keys, columns)),
        Columns(columns),
        none,
        tables={
            "keyword_years": _keyword_years(years, links.of_nodes[0]),
            "link_years": Columns(
                {
                    "source": of_link[0],
                    "target": of_link[1],
                    "year": years[layer[dated]],
                    "cooccurrences": met[dated],
                }
            ),
        },
        history=(*corpus.history, *history),
    )


def _keyword_years(years: Ints, records: Ints) -> Columns:
    node, layer = np.nonzero(records[:, :-1])
    return Columns({"node": node, "year": years[layer], "records": records[node, layer]})


def _nodes(
    first: FirstPass, links: SecondPass, keys: tuple[str, ...], columns: dict[str, Any]
) -> dict[str, Any]:
    from cooccur.network.cooccurrence import overlay
    from cooccur.network.metrics import degree, total_link_strength

    strength: Floats = columns["strength"]
    ends = (len(keys), columns["source"], columns["target"])
    codes = np.array([first.keywords.code[key] for key in keys], dtype=np.int64)
    held = first.keywords.records[codes]
    records, told, cited = links.of_nodes
    of_year = by_year(first.told, first.years), by_year(first.cited, first.years)
    return {
        "keyword": _shown(first, keys),
        "key": list(keys),
        "occurrences": held,
        "frequency": held,
        "links": degree(*ends),
        "total_link_strength": total_link_strength(*ends, strength),
        **overlay(np.array(first.years), (records, told, cited), of_year),
    }


def _shown(first: FirstPass, keys: Sequence[str]) -> list[str]:
    """The spelling of each key that most records have, of equals the first by code point."""
    from cooccur.prepare.spellings import comparison_keys, shown

    best = dict.fromkeys(keys, (0, ""))
    records = iter(first.spellings.records.tolist())
    spellings = iter(first.spellings.code)
    while part := list(islice(spellings, _AT_ONCE)):
        folded = comparison_keys(part, hyphens=True)
        # Numbers stand in the order in which words came.
        for key, spelling, n in zip(folded, part, islice(records, len(part)), strict=True):
            if key in best:
                best[key] = min(best[key], (-n, spelling))
    return shown([spelling for _, spelling in best.values()])
