"""What the command says to a person, on stderr: progress, the report of the reading, the map."""

from __future__ import annotations

import math
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

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
    rows = [
        (
            file.path,
            file.format,
            file.encoding,
            str(file.records_in),
            f"{file.years[0]}–{file.years[1]}" if file.years else "",
            f"{file.with_author_keywords} author, {file.with_index_keywords} index",
        )
        for file in corpus.files[:_SHOWN_FILES]
    ]
    _table(console, ("file", "format", "encoding", "records", "years", "with keywords"), rows)
    if len(corpus.files) > _SHOWN_FILES:
        _line(console, f"… and {len(corpus.files) - _SHOWN_FILES} more files")
    _problems(console, corpus)


def _problems(console: Console, corpus: Corpus) -> None:
    passed = [problem.file for problem in corpus.problems if problem.code == "passed-over"]
    if passed:
        names = ", ".join(passed[:_SHOWN_PROBLEMS])
        more = f" and {len(passed) - _SHOWN_PROBLEMS} more" * (len(passed) > _SHOWN_PROBLEMS)
        _line(console, f"note[passed-over]: passed over, no exports: {names}{more}")
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
    if not network.n_nodes:
        minimum = minimum_of(knowledge_map)
        _line(console, f"the map is empty: no keyword occurs {minimum} times; lower the minimum")
    _line(console, signature(knowledge_map))
    _keywords(console, knowledge_map)
    _clusters(console, knowledge_map)
    for output in outputs:
        _line(console, f"written: {output}")


def _keywords(console: Console, knowledge_map: KnowledgeMap) -> None:
    nodes = knowledge_map.network.node_columns
    names = ("keyword", "occurrences", "betweenness", "first_year")
    columns = [nodes[name][:_SHOWN_KEYWORDS].tolist() for name in names]
    rows = [
        (str(rank), keyword, str(count), f"{betweenness:.2f}", str(year or ""))
        for rank, (keyword, count, betweenness, year) in enumerate(zip(*columns, strict=True), 1)
    ]
    _table(console, ("rank", "keyword", "frequency", "centrality", "first year"), rows)


def _clusters(console: Console, knowledge_map: KnowledgeMap) -> None:
    clusters = knowledge_map.network.cluster_columns
    names = ("cluster", "label", "size", "silhouette", "mean_year", "top_keywords")
    rows = list(zip(*(clusters[name].tolist() for name in names), strict=True))
    several = [row for row in rows if row[2] > 1]
    cells = [
        (
            f"#{number}",
            label,
            str(size),
            f"{silhouette:.3f}",
            "" if math.isnan(year) else f"{year:.0f}",
            top,
        )
        for number, label, size, silhouette, year, top in several[:_SHOWN_CLUSTERS]
    ]
    _table(console, ("cluster", "label", "size", "silhouette", "mean year", "top keywords"), cells)
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


_NUMBERS: Final = {"rank", "frequency", "centrality", "size", "silhouette", "records"}
_MOST_WIDE: Final = 44


def _table(console: Console, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their header; full-width characters count two, the last column is cut."""
    from rich.cells import cell_len, set_cell_size

    last = len(header) - 1
    lines = [header, *([safe(cell) for cell in row] for row in rows)]
    widths = [min(max(cell_len(line[k]) for line in lines), _MOST_WIDE) for k in range(last)]
    widths.append(max(console.width - sum(widths) - 2 * last, 12))
    for line in lines:
        cells = [
            cut.rjust(width - cell_len(cut) + len(cut)) if name in _NUMBERS else cut + pad
            for name, cell, width in zip(header, line, widths, strict=True)
            for cut in [cell if cell_len(cell) <= width else set_cell_size(cell, width - 1) + "…"]
            for pad in [" " * (width - cell_len(cut))]
        ]
        console.print("  ".join(cells).rstrip(), soft_wrap=True)


def _line(console: Console, text: str) -> None:
    console.print(safe(text), soft_wrap=True)
