"""Every option of a map in one table: the keywords of `cooccur.map` and the command's options.

Names and defaults are written here once; the library checks its calls against this table and the
command line builds its options from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from typing import Any, Final

from cooccur.errors import CallError, UnknownChoiceError

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "keywords": ("all", "author", "index", "title", "abstract"),
    "keyword_language": ("own", "zh", "en"),
    "vocabulary": (
        "",
        "mesh",
        "mesh-major",
        "mesh-topics",
        "keywords",
        "concepts",
        "topics",
        "fields",
        "goals",
    ),
    "merge": ("normal", "strict", "off"),
    "counting": ("full", "fractional"),
    "similarity": (
        "association_strength",
        "cosine",
        "jaccard",
        "dice",
        "inclusion",
        "equivalence",
        "pmi",
        "npmi",
        "proximity",
        "fractionalisation",
        "none",
    ),
    "cluster": ("vos", "modularity", "spectral", "simple-centres"),
    "labels": ("llr", "mi", "lsi", "tfidf"),
    "prune": ("none", "pathfinder", "mst"),
    "prune_scope": ("merged", "sliced", "both"),
    "preset": ("", "citespace", "vosviewer", "biblioshiny"),
    "structure": ("", "ca", "mca", "mds"),
    "view": (
        "network",
        "overlay",
        "density",
        "timeline",
        "timezone",
        "themes",
        "evolution",
        "bursts",
        "years",
        "trends",
        "sources",
        "structure",
        "changes",
        "tables",
    ),
    "node_style": ("discs", "rings", "sources"),
    "palette": ("cooccur", "cooccur-10", "vos", "okabe-ito", "tol-muted"),
    "engine": ("local", "dask"),
    "lang": ("", "en", "zh"),
}
"""The values of options that choose from a list."""


def _option(default: Any, help: str, *, metavar: str = "") -> Any:  # noqa: A002, ANN401
    return field(default=default, metadata={"help": help, "metavar": metavar})


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of a map, with the defaults of the command line.

    Raises
    ------
    CallError
        When a value cannot be used, in words that say what can.
    """

    format: str | None = _option(
        None, "Read everything as this format (see `cooccur formats`).", metavar="NAME"
    )
    limit: tuple[str, ...] = _option(
        (),
        "Change a limit of what is read, as keywords_per_record=2000; repeatable (the "
        "documentation lists all).",
        metavar="NAME=N",
    )
    columns: str | None = _option(
        None,
        "What the columns of a table of your own hold, as title=题名,keywords=关键词; fields are "
        "title, authors, keywords, index, year, source, doi, abstract, language, type, citations.",
        metavar="FIELD=COLUMN,...",
    )
    vocabulary: str = _option(
        "",
        "Which vocabulary counts as index keywords where an export has several (PubMed, "
        "Dimensions, Lens, OpenAlex); mesh-topics leaves out check tags such as Humans.",
    )
    merge: str = _option(
        "normal",
        "Merge records that were exported twice: also those that databases describe a little "
        "differently, or (strict) only on the same identifier, DOI, or title, author, source and "
        "year.",
    )
    two_passes: bool = _option(
        default=False,
        help="Count in two passes over the files and keep no records, for more of them than "
        "memory holds; with --merge off. Counts stay the same, what needs records is left out.",
    )
    years: str | None = _option(
        None, "Only records of these years, ends included, as 2010-2024.", metavar="A-B"
    )
    document_type: tuple[str, ...] = _option(
        (), "Only records of this document type; repeatable.", metavar="T"
    )
    language: tuple[str, ...] = _option(
        (), "Only records in this language; repeatable.", metavar="L"
    )
    keywords: str = _option(
        "all", "Which words: author and index keywords, one of them, or title/abstract phrases."
    )
    author_words: str = _option(
        "",
        "Only author keywords of so many words, as 2-4 in CiteSpace; Chinese ones always count.",
        metavar="A-B",
    )
    keyword_language: str = _option(
        "own", "Which list of a bilingual record: the record's own language, zh or en."
    )
    align_languages: bool = _option(
        default=False,
        help="Draw a Chinese and an English keyword of one meaning as one node; learnt from "
        "records that list both.",
    )
    align_score: float = _option(
        0.9, "With --align-languages: least estimated probability, 0 to 1.", metavar="X"
    )
    thesaurus: str | None = _option(
        None, "Merge synonyms by a VOSviewer thesaurus or CiteSpace alias file.", metavar="FILE"
    )
    stop_list: str | None = _option(
        None, "Leave out the keywords of this file, one a line.", metavar="FILE"
    )
    hide: tuple[str, ...] = _option(
        (), "Leave out this keyword (the search term, say); repeatable.", metavar="KEYWORD"
    )
    counting: str = _option("full", "Count a shared record as 1, or as 1/(n-1) for its n keywords.")
    source_fair: bool = _option(
        default=False,
        help="Weigh records so that each database weighs the same, however many it has.",
    )
    similarity: str = _option("association_strength", "What co-occurrences are normalised to.")
    decimals: int = _option(
        12,
        "Similarities that agree to so many decimals are equal when links are selected and "
        "pruned; CiteSpace keeps 2.",
        metavar="N",
    )
    min_occurrences: int | str = _option(
        "auto",
        "Fewest records a keyword needs; auto: the lowest number, at least 2, that keeps "
        "--max-keywords (with --slices: no minimum).",
        metavar="auto|N",
    )
    max_keywords: int = _option(
        250, "Most keywords in the map (with --slices the selection decides).", metavar="N"
    )
    min_cooccurrences: int = _option(1, "Fewest records a link needs.", metavar="N")
    drop_isolates: bool = _option(default=False, help="Leave out keywords without a link.")
    largest_component: bool = _option(default=False, help="Keep only the largest connected part.")
    slices: int | None = _option(
        None, "Select keywords in time slices of so many years.", metavar="L"
    )
    select: str | None = _option(
        None,
        "How keywords of a slice are selected: g-index:K, top:N, top-percent:P[:MAX], "
        "thresholds:c,cc,ccv;c,cc,ccv;c,cc,ccv (first, middle, last slice), usage180:N or "
        "usage2013:N. With --slices: g-index:25; without it the whole period is one slice.",
        metavar="RULE",
    )
    e: float = _option(
        1.0, "With --slices: fewest records a keyword needs in a slice.", metavar="X"
    )
    lrf: float = _option(
        3.0,
        "With --slices, link retaining factor: a slice keeps at most so many links for each "
        "selected keyword; -1: all.",
        metavar="X",
    )
    links_per_node: int = _option(
        10,
        "With --slices: a slice keeps at most so many links of each keyword; -1: any number.",
        metavar="N",
    )
    prune: str = _option("none", "Leave out links that stronger paths replace.")
    prune_scope: str = _option(
        "merged", "Prune the merged network, the network of each slice, or both."
    )
    cluster: str = _option("vos", "How keywords are grouped.")
    resolution: float = _option(1.0, "More for more and smaller clusters.", metavar="X")
    min_cluster_size: int = _option(
        1, "Merge smaller clusters into their strongest neighbour.", metavar="N"
    )
    labels: str = _option("llr", "How clusters are named.")
    burst_s: float = _option(
        2.0, "Rate of a keyword in a burst, in multiples of its usual rate.", metavar="X"
    )
    burst_gamma: float = _option(1.0, "What the begin of a burst costs.", metavar="X")
    burst_min_duration: int = _option(2, "Fewest years (slices) of a burst.", metavar="N")
    burst_states: int = _option(
        2, "States of the burst automaton; with more than 2, bursts have levels.", metavar="N"
    )
    periods: str = _option(
        "auto",
        "Periods of the thematic evolution: auto, a number of them, or the first years of the "
        "later ones, as 2010,2016.",
        metavar="auto|N|YEARS",
    )
    since: str | None = _option(
        None,
        "Go on from an earlier map (its page or report): what is in both keeps cluster numbers, "
        "colours and places, and the page shows what changed.",
        metavar="MAP",
    )
    structure: str = _option(
        "", "Add the conceptual structure: correspondence analysis or scaling of the keywords."
    )
    preset: str = _option(
        "", "Begin with what another program does by default; options given beside it win."
    )
    stability: bool = _option(
        default=False,
        help="Tell how sure clusters and links are: resample the records, test the links.",
    )
    resamples: int = _option(100, "Resamples of --stability.", metavar="N")
    seed: int = _option(0, "Start of everything random.", metavar="N")
    title: str = _option("", "Title of the map.", metavar="TEXT")
    view: str = _option("network", "View that the page opens in.")
    node_style: str = _option(
        "discs",
        "Plain discs, CiteSpace's tree rings, or pies of the databases that hold the records.",
    )
    palette: str = _option("cooccur", "Colours of the clusters; all are colour-blind safe but vos.")
    lang: str = _option(
        "",
        "Language of the console and of the page as it opens; without it that of the locale, and "
        "of most records.",
        metavar="en|zh",
    )

    jobs: int | str = _option(
        "auto",
        "Processes that read files; auto: several where that pays. It changes no result.",
        metavar="auto|N",
    )
    engine: str = _option(
        "local",
        "What reads files: this machine, or a Dask cluster (extra `dask`). It changes no result.",
    )
    scheduler: str = _option(
        "",
        "With --engine dask: address of the cluster's scheduler, as tcp://HOST:8786; without it "
        "a cluster of --jobs workers is started on this machine.",
        metavar="ADDRESS",
    )

    def __post_init__(self) -> None:
        for name, known in CHOICES.items():
            if getattr(self, name) not in known:
                shown = [choice for choice in known if choice]
                raise UnknownChoiceError(name.replace("_", " "), getattr(self, name), shown)
        for name in ("document_type", "language", "hide", "limit"):
            value = getattr(self, name)
            object.__setattr__(
                self, name, (value,) if isinstance(value, str) else tuple(value or ())
            )
        for name in _COUNTS:
            value = getattr(self, name)
            if name in _MAY_BE and value == _MAY_BE[name]:
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise CallError(f"{_spelled(name)} is {value!r}; a whole number from 1 is expected")
        for name in _LIMITS:
            value = getattr(self, name)
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not is_number or not (value == -1 or 0 <= value < math.inf):
                raise CallError(
                    f"{_spelled(name)} is {value!r}; a number from 0, or -1, is expected"
                )
        if not isinstance(self.decimals, int) or not 0 <= self.decimals <= 12:
            raise CallError(f"--decimals is {self.decimals!r}; a whole number to 12 is expected")
        self._parse()
        score = self.align_score
        if not isinstance(score, (int, float)) or isinstance(score, bool) or not 0 <= score <= 1:
            raise CallError(f"--align-score is {score!r}; a number from 0 to 1 is expected")
        if not isinstance(self.resolution, (int, float)) or not 0 <= self.resolution < math.inf:
            raise CallError(f"--resolution is {self.resolution!r}; a number from 0 is expected")
        if not isinstance(self.seed, int) or self.seed < 0:
            raise CallError(f"--seed is {self.seed!r}; a whole number from 0 is expected")

    def _parse(self) -> None:
        """Check the options that are read as text, before anything is read from files."""
        if self.limit:
            from cooccur.readers.bounded import limits_of

            limits_of(self.limit)
        for name in ("years", "author_words", "select", "columns"):
            object.__setattr__(self, name, str(getattr(self, name) or "") or OPTIONS[name].default)
        if self.years:
            from cooccur.prepare.filters import parse_years

            parse_years(self.years)
        if self.columns:
            from cooccur.readers.table import parse_columns

            parse_columns(self.columns)
        if self.author_words:
            from cooccur.prepare.keywords import parse_words

            parse_words(self.author_words)
        if self.select:
            from cooccur.network.selection import parse_selection

            parse_selection(self.select)

    def as_dict(self) -> dict[str, Any]:
        """All options by name, as reports and pages carry them: files without their folders."""
        from pathlib import PurePath

        files = {
            name: PurePath(path).name
            for name in ("thesaurus", "stop_list", "since")
            if (path := getattr(self, name))
        }
        found = asdict(self) | files
        for name in HOW:
            del found[name]
        return found


_COUNTS: Final = (
    "min_occurrences",
    "max_keywords",
    "min_cooccurrences",
    "min_cluster_size",
    "slices",
    "burst_min_duration",
    "burst_states",
    "resamples",
    "jobs",
)
HOW: Final = ("jobs", "engine", "scheduler")
"""Options that tell how a map is computed, which is no part of what it is."""
_LIMITS: Final = ("e", "lrf", "links_per_node")
_MAY_BE: Final[Mapping[str, object]] = {
    "min_occurrences": "auto",
    "slices": None,
    "jobs": "auto",
}

OPTIONS: Final[Mapping[str, Field[Any]]] = {option.name: option for option in fields(Options)}
"""The table itself: default, help and placeholder of every option."""


@dataclass(frozen=True, kw_only=True)
class FigureOptions:
    """How figures are written; nothing of it changes a result.

    Raises
    ------
    CallError
        When a value is out of its range.
    """

    width: float = _option(
        174.0, "Width of a figure, mm: 84 for one column, 174 for two.", metavar="MM"
    )
    dpi: int = _option(300, "Pixels an inch of a .png: 300 to 1200 for print.", metavar="N")
    transparent: bool = _option(default=False, help="Figures without a white background.")

    def __post_init__(self) -> None:
        if not isinstance(self.width, (int, float)) or not 40 <= self.width <= 420:
            raise CallError(f"--width is {self.width!r}; a width from 40 to 420 mm is expected")
        if not isinstance(self.dpi, int) or not 72 <= self.dpi <= 1200:
            raise CallError(f"--dpi is {self.dpi!r}; a whole number from 72 to 1200 is expected")


FIGURE_OPTIONS: Final[Mapping[str, Field[Any]]] = {o.name: o for o in fields(FigureOptions)}
"""The options of figures, as `OPTIONS` holds those of a map."""


def options_of(given: Mapping[str, Any]) -> Options:
    """The options with these values and defaults for the rest.

    Parameters
    ----------
    given : mapping
        Values by name; they win over those of the preset that is named among them.

    Raises
    ------
    CallError
        When a name or a value is not known; the message names the nearest one.
    """
    for name in given:
        if name not in OPTIONS:
            raise CallError(f"there is no option {name!r}{nearest(name, OPTIONS)}")
    from cooccur.presets import preset_values

    return Options(**{**preset_values(str(given.get("preset") or "")), **given})


def check_engine(engine: str, scheduler: str) -> None:
    """Check that an address of a scheduler is only given to the engine that asks for one.

    Raises
    ------
    CallError
        When it is given to another one.
    """
    if scheduler and engine != "dask":
        raise CallError("--scheduler is given without --engine dask; give both or none")


def nearest(name: str, known: Iterable[str]) -> str:
    """What to say after an unknown name: the nearest of those that exist, or all of them."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(names)}"


def _spelled(name: str) -> str:
    return "--" + name.replace("_", "-")
