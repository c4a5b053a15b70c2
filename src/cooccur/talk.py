"""What the command says to a person, on stderr: progress, the report of the reading, the map."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cooccur.summary import minimum_of, signature

if TYPE_CHECKING:
    from rich.console import Console

    from cooccur.model import Corpus, KnowledgeMap

_SHOWN_PROBLEMS: Final = 3
_SHOWN_KEYWORDS: Final = 20
_SHOWN_CLUSTERS: Final = 20
_SHOWN_FILES: Final = 12
_MESSAGE_LENGTH: Final = 900
_PLAIN_WIDTH: Final = 100


def safe(text: str, *, limit: int = _MESSAGE_LENGTH) -> str:
    """A text that cannot steer a terminal: control codes and direction marks are spelled out."""
    shown = "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c
        for c in text[: limit + 1]
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def say_error(message: str, *, code: str) -> None:
    """One line: ``error[CODE]: file:line: what, where, expected, what to do``."""
    sys.stderr.write(f"error[{code}]: {safe(message)}\n")


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A progress line on stderr where that is a terminal, silence elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<20}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console(), transient=True) as bar:
        task = bar.add_task("reading", total=1.0)
        yield lambda stage, share: bar.update(task, description=safe(stage), completed=share)


def say_reading(corpus: Corpus) -> None:
    """What was read: totals, files, and what the user should know about them."""
    console = _console()
    merged = sum(file.merged for file in corpus.files)
    skipped = sum(file.skipped for file in corpus.files)
    _line(
        console,
        f"{corpus.records_in} records in {len(corpus.files)} file(s): {corpus.kept} kept, "
        f"{merged} merged, {skipped} skipped",
    )
    table = _table(("file", "format", "encoding", "records", "years", "author kw", "index kw"))
    for file in corpus.files[:_SHOWN_FILES]:
        years = f"{file.years[0]}–{file.years[1]}" if file.years else ""
        counts = (file.with_author_keywords, file.with_index_keywords)
        row = (file.path, file.format, file.encoding, file.records_in, years, *counts)
        table.add_row(*(safe(str(cell)) for cell in row))
    console.print(table)
    if len(corpus.files) > _SHOWN_FILES:
        _line(console, f"… and {len(corpus.files) - _SHOWN_FILES} more files")
    _problems(console, corpus)


def _problems(console: Console, corpus: Corpus) -> None:
    passed = [problem.file for problem in corpus.problems if problem.code == "passed-over"]
    if passed:
        names = ", ".join(passed[:_SHOWN_PROBLEMS])
        more = f" and {len(passed) - _SHOWN_PROBLEMS} more" * (len(passed) > _SHOWN_PROBLEMS)
        _line(console, f"note[passed-over]: no exports: {names}{more}")
    lines = [(p.code, p.file, p.line, p.message) for p in corpus.problems]
    lines = [line for line in lines if line[0] != "passed-over"]
    lines += [(s.code, s.file, s.line, s.reason) for s in corpus.skipped]
    for code in sorted({line[0] for line in lines}):
        same = [line for line in lines if line[0] == code]
        for _, file, number, message in same[:_SHOWN_PROBLEMS]:
            place = "".join((f"{file}:" * bool(file), f"{number}:" * bool(number)))
            _line(console, " ".join(filter(None, (f"note[{code}]:", place, message))))
        if len(same) > _SHOWN_PROBLEMS:
            _line(console, f"note[{code}]: … and {len(same) - _SHOWN_PROBLEMS} more")


def say_map(knowledge_map: KnowledgeMap, outputs: Sequence[str]) -> None:
    """The map in words: signature, frequent keywords, clusters, and where it was written."""
    console = _console()
    network = knowledge_map.network
    if minimum_of(knowledge_map) == 1 and network.n_nodes:
        _line(console, "no minimum: keywords that occur once are in the map")
    _line(console, signature(knowledge_map))
    _keywords(console, knowledge_map)
    _clusters(console, knowledge_map)
    for output in outputs:
        _line(console, f"written: {output}")


def _keywords(console: Console, knowledge_map: KnowledgeMap) -> None:
    nodes = knowledge_map.network.node_columns
    names = ("keyword", "occurrences", "betweenness", "first_year")
    columns = [nodes[name][:_SHOWN_KEYWORDS].tolist() for name in names]
    table = _table(("rank", "keyword", "frequency", "centrality", "first year"))
    for rank, (keyword, count, betweenness, year) in enumerate(zip(*columns, strict=True), 1):
        row = (str(rank), safe(keyword), str(count), f"{betweenness:.2f}", str(year or ""))
        table.add_row(*row)
    console.print(table)


def _clusters(console: Console, knowledge_map: KnowledgeMap) -> None:
    clusters = knowledge_map.network.cluster_columns
    names = ("cluster", "label", "size", "silhouette", "mean_year", "top_keywords")
    rows = list(zip(*(clusters[name].tolist() for name in names), strict=True))
    several = [row for row in rows if row[2] > 1]
    table = _table(("cluster", "label", "size", "silhouette", "mean year", "top keywords"))
    for number, label, size, silhouette, year, top in several[:_SHOWN_CLUSTERS]:
        shown_year = f"{year:.0f}" if year == year else ""  # noqa: PLR0124 NaN is not itself
        cells = (f"#{number}", safe(label), str(size), f"{silhouette:.3f}", shown_year, safe(top))
        table.add_row(*cells)
    console.print(table)
    rest = len(rows) - min(len(several), _SHOWN_CLUSTERS)
    if rest:
        _line(console, f"… and {rest} more clusters, {len(rows) - len(several)} of one keyword")


def say_formats(read: Iterable[dict[str, str]], written: Iterable[dict[str, str]]) -> str:
    """The two tables of formats as text."""
    lines = ["Read (the content decides, never the name):"]
    lines += [f"  {row['name']:<24}{row['title']}" for row in read]
    lines += ["", "Written (the suffix decides):"]
    lines += [f"  {row['name']:<24}{row['title']}" for row in written]
    return "\n".join(lines) + "\n"


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stderr.isatty() else _PLAIN_WIDTH
    return Console(stderr=True, highlight=False, markup=False, emoji=False, width=width)


def _table(columns: Sequence[str]) -> Any:  # noqa: ANN401 rich is imported where it is used
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        right = column in {"rank", "frequency", "centrality", "size", "silhouette", "records"}
        table.add_column(
            column, justify="right" if right else "left", no_wrap=True, overflow="ellipsis"
        )
    return table


def _line(console: Console, text: str) -> None:
    console.print(safe(text), soft_wrap=True)
