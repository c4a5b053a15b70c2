"""Every option of a map in one table: the keywords of `cooccur.map` and the command's options.

Names and defaults are written here once; the library checks its calls against this table and the
command line builds its options from it.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from pathlib import PurePath
from typing import Any, Final

from cooccur.errors import CallError, UnknownChoiceError

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "keywords": ("all", "author", "index", "title", "abstract"),
    "keyword_language": ("own", "zh", "en"),
    "merge": ("normal", "off"),
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
    ),
    "cluster": ("vos", "modularity", "spectral"),
    "labels": ("llr", "mi", "lsi", "tfidf"),
    "palette": ("cooccur", "cooccur-10", "vos", "okabe-ito", "tol-muted"),
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
    merge: str = _option("normal", "Merge records that were exported twice.")
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
    keyword_language: str = _option(
        "own", "Which list of a bilingual record: the record's own language, zh or en."
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
    similarity: str = _option("association_strength", "What co-occurrences are normalised to.")
    min_occurrences: int | str = _option(
        "auto",
        "Fewest records a keyword needs; auto: the lowest number, at least 2, that keeps "
        "--max-keywords.",
        metavar="auto|N",
    )
    max_keywords: int = _option(250, "Most keywords in the map.", metavar="N")
    largest_component: bool = _option(default=False, help="Keep only the largest connected part.")
    cluster: str = _option("vos", "How keywords are grouped.")
    resolution: float = _option(1.0, "More for more and smaller clusters.", metavar="X")
    min_cluster_size: int = _option(
        1, "Merge smaller clusters into their strongest neighbour.", metavar="N"
    )
    labels: str = _option("llr", "How clusters are named.")
    seed: int = _option(0, "Start of everything random.", metavar="N")
    title: str = _option("", "Title of the map.", metavar="TEXT")
    palette: str = _option("cooccur", "Colours of the clusters; all are colour-blind safe but vos.")
    lang: str = _option(
        "", "Language the page opens in; without it that of most records.", metavar="en|zh"
    )

    def __post_init__(self) -> None:
        for name, known in CHOICES.items():
            if getattr(self, name) not in known:
                shown = [choice for choice in known if choice]
                raise UnknownChoiceError(name.replace("_", " "), getattr(self, name), shown)
        for name in ("document_type", "language", "hide"):
            value = getattr(self, name)
            object.__setattr__(
                self, name, (value,) if isinstance(value, str) else tuple(value or ())
            )
        for name in ("min_occurrences", "max_keywords", "min_cluster_size"):
            value = getattr(self, name)
            if value == "auto" and name == "min_occurrences":
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise CallError(f"{_spelled(name)} is {value!r}; a whole number from 1 is expected")
        if self.years:
            from cooccur.prepare.filters import parse_years

            object.__setattr__(self, "years", str(self.years))
            parse_years(str(self.years))
        if not isinstance(self.resolution, (int, float)) or not 0 <= self.resolution < math.inf:
            raise CallError(f"--resolution is {self.resolution!r}; a number from 0 is expected")
        if not isinstance(self.seed, int) or self.seed < 0:
            raise CallError(f"--seed is {self.seed!r}; a whole number from 0 is expected")

    def as_dict(self) -> dict[str, Any]:
        """All options by name, as reports and pages carry them: files without their folders."""
        files = {
            name: PurePath(path).name
            for name in ("thesaurus", "stop_list")
            if (path := getattr(self, name))
        }
        return asdict(self) | files


OPTIONS: Final[Mapping[str, Field[Any]]] = {option.name: option for option in fields(Options)}
"""The table itself: default, help and placeholder of every option."""


def options_of(given: Mapping[str, Any]) -> Options:
    """The options with these values and defaults for the rest.

    Parameters
    ----------
    given : mapping
        Values by name.

    Raises
    ------
    CallError
        When a name or a value is not known; the message names the nearest one.
    """
    for name in given:
        if name not in OPTIONS:
            near = difflib.get_close_matches(name, OPTIONS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(OPTIONS)}"
            raise CallError(f"there is no option {name!r}{hint}")
    return Options(**given)


def _spelled(name: str) -> str:
    return "--" + name.replace("_", "-")
