"""What the command says to a person, on stderr: progress, the report of the reading, the map."""

from __future__ import annotations

import math
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cooccur.errors import CooccurWarning
from cooccur.prepare.keywords import SEPARATOR
from cooccur.summary import merged_by, minimum_of, signature
from cooccur.words import spoken, spoken_message

if TYPE_CHECKING:
    from rich.console import Console

    from cooccur.model import Corpus, KeywordNetwork, KnowledgeMap
    from cooccur.network.changes import Changes
    from cooccur.repeat import Verification
    from cooccur.workshop.decisions import Proposal
    from cooccur.workshop.workshop import Workshop

_SHOWN_PROBLEMS: Final = 3
_SHOWN_KEYWORDS: Final = 15
_SHOWN_CLUSTERS: Final = 15
_SHOWN_SLICES: Final = 20
_SHOWN_BURSTS: Final = 10
_SHOWN_FILES: Final = 12
_SHOWN_DIFFERENCES: Final = 60
_SHOWN_CHANGED: Final = 8
_CHANGED: Final = {
    "new": "new: {keywords}",
    "grown": "grown, as a share of the records: {keywords}",
    "shrunk": "shrunk, as a share of the records: {keywords}",
    "gone": "gone: {keywords}",
}
"""What is said of the keywords that changed, by the kind of change."""
_MESSAGE_LENGTH: Final = 900
_PLAIN_WIDTH: Final = 100
_STAGE_WIDTH: Final = 20


def safe(text: str, *, limit: int = _MESSAGE_LENGTH) -> str:
    """A text that cannot steer a terminal: control codes and direction marks are spelled out."""
    shown = "".join(
        f"\\u{ord(c):04x}" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c
        for c in text[: limit + 1]
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def say_error(message: str, *, code: str, place: str = "") -> None:
    """One line: ``error[CODE]: file:line: what, where, expected, what to do``."""
    said = _noted(f"error[{code}]:", place, spoken_message(message, code=code))
    sys.stderr.write(f"{safe(said)}\n")


def _noted(head: str, place: str, message: str) -> str:
    """Code and place stand before a message in every language."""
    return " ".join(filter(None, (head, f"{place}:" * bool(place), message)))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """A progress line on stderr where that is a terminal, silence elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.table import Column

    stages = TextColumn("{task.description}", table_column=Column(min_width=_STAGE_WIDTH))
    columns = (stages, BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console(), transient=True) as bar:
        task = bar.add_task(spoken("reading"), total=1.0)
        yield lambda stage, share: bar.update(
            task, description=safe(spoken(stage)), completed=share
        )


def say_reading(corpus: Corpus) -> None:
    """What was read: totals, files, and what the user should know about them."""
    console = _console()
    merged = sum(file.merged for file in corpus.files)
    skipped = sum(file.skipped for file in corpus.files)
    _line(
        console,
        spoken(
            "{records} records in {files} file(s): {kept} kept, {merged} merged, {skipped} skipped",
            records=corpus.records_in,
            files=len(corpus.files),
            kept=corpus.kept,
            merged=merged,
            skipped=skipped,
        ),
    )
    _merged(console, corpus)
    rows = [
        (
            file.path,
            file.format,
            file.encoding,
            str(file.records_in),
            f"{file.years[0]}–{file.years[1]}" if file.years else "",
            spoken(
                "{author} author, {index} index",
                author=file.with_author_keywords,
                index=file.with_index_keywords,
            ),
        )
        for file in corpus.files[:_SHOWN_FILES]
    ]
    _table(console, ("file", "format", "encoding", "records", "years", "with keywords"), rows)
    if len(corpus.files) > _SHOWN_FILES:
        _line(console, spoken("… and {n} more files", n=len(corpus.files) - _SHOWN_FILES))
    _problems(console, corpus)


def _merged(console: Console, corpus: Corpus) -> None:
    """On what evidence records were merged, and how many several databases have."""
    if corpus.merged:
        parts = [f"{spoken(name)} {n}" for name, n in merged_by(corpus).items()]
        _line(console, spoken("merged by {evidence}", evidence=spoken(", ").join(parts)))
    if len(corpus.databases) > 1 and (several := int((corpus.in_database.sum(axis=1) > 1).sum())):
        _line(console, spoken("{n} records are in several databases", n=several))


def say_source(knowledge_map: KnowledgeMap) -> None:
    """What a map was made from: records, or a network that another program made."""
    network = knowledge_map.network
    if any(step.name == "read_network" for step in network.history):
        say_network(network)
    else:
        say_reading(network.corpus)


def say_verification(found: Verification) -> None:
    """Whether a map came out the same, and what did not."""
    console = _console()
    same = spoken("same: {n} tables came out equal", n=len(found.checked))
    _line(console, same if found.same else spoken("not the same"))
    for difference in found.differences[:_SHOWN_DIFFERENCES]:
        kind, what = spoken(difference.kind), spoken_message(difference.what, code="")
        _line(console, spoken("{kind} {name}: {what}", kind=kind, name=difference.name, what=what))
    if len(found.differences) > _SHOWN_DIFFERENCES:
        _line(console, spoken("… and {n} more", n=len(found.differences) - _SHOWN_DIFFERENCES))


def say_changes(changes: Changes, outputs: Sequence[str]) -> None:
    """What changed from one map to a later one: counts, clusters, and the foremost keywords."""
    console = _console()
    found = changes.counts()
    records, keywords, clusters, links = (
        found[name] for name in ("records", "keywords", "clusters", "links")
    )
    text = "records: {before} before, {now} now"
    _line(console, spoken(text, before=found["earlier_records"], now=records))
    said = spoken(
        "keywords: {new} new, {grown} grown, {shrunk} shrunk, {gone} gone, {steady} unchanged, "
        "{moved} moved to another cluster",
        **keywords,
    )
    _line(console, said)
    said = spoken(
        "clusters: {survived} go on, {new} new, {gone} gone, {grown} grown, {shrunk} shrunk, "
        "{split} split, {merged} merged",
        **clusters,
    )
    _line(console, said)
    if links["new"] is not None:
        text = "links between keywords of both maps: {kept} kept, {new} new, {gone} gone"
        _line(console, spoken(text, **{name: links[name] for name in ("kept", "new", "gone")}))
    _changed_clusters(console, changes)
    _changed_keywords(console, changes)
    for output in outputs:
        _line(console, spoken("written: {output}", output=output))


def _changed_clusters(console: Console, changes: Changes) -> None:
    """The clusters of several keywords, those of the later map first."""
    rows = []
    found = changes.clusters.rows(
        *("cluster", "earlier_cluster", "label", "earlier_label", "keywords", "earlier_keywords"),
        *("change", "size_change", "split_into", "merged_from"),
    )
    for code, earlier, label, before, size, size_before, kind, growth, split, merged in found:
        if max(size, size_before) < 2:
            continue
        happened = [spoken(word) for word in (kind, growth) if word]
        happened += [spoken("split into {numbers}", numbers=split)] * bool(split)
        happened += [spoken("merged from {numbers}", numbers=merged)] * bool(merged)
        numbers = [f"#{number}" if number >= 0 else "" for number in (earlier, code)]
        sizes = f"{size_before} → {size}"
        rows.append((*numbers, label or before, sizes, spoken(", ").join(happened)))
    head = ("earlier", "cluster", "label", "keywords", "change")
    if rows:
        _table(console, head, rows[:_SHOWN_CLUSTERS])
    if len(rows) > _SHOWN_CLUSTERS:
        _line(console, spoken("… and {n} more", n=len(rows) - _SHOWN_CLUSTERS))


def _changed_keywords(console: Console, changes: Changes) -> None:
    """The foremost keywords of each kind of change, by occurrences."""
    table = list(changes.keywords.rows("keyword", "change", "earlier_occurrences", "occurrences"))
    for kind, text in _CHANGED.items():
        rows = [row for row in table if row[1] == kind]
        rows.sort(key=lambda row: -max(row[2:]))
        if rows:
            counts = [" → ".join(str(n) for n in row[2:] if n >= 0) for row in rows]
            pairs = list(zip(rows, counts, strict=True))[:_SHOWN_CHANGED]
            shown = [f"{row[0]} ({count})" for row, count in pairs]
            _line(console, spoken(text, keywords=spoken("; ").join(shown)))


def say_network(network: KeywordNetwork) -> None:
    """What was read of a network that another program made."""
    console = _console()
    names = ", ".join(file.path for file in network.corpus.files)
    said = spoken(
        "{names}: network ({format}) of {nodes} keywords, {links} links, no records",
        names=names,
        format=network.corpus.files[0].format,
        nodes=network.n_nodes,
        links=network.n_links,
    )
    _line(console, said)
    _problems(console, network.corpus)


def _problems(console: Console, corpus: Corpus) -> None:
    passed = [problem.file for problem in corpus.problems if problem.code == "passed-over"]
    if passed:
        names = ", ".join(passed[:_SHOWN_PROBLEMS])
        more = len(passed) - _SHOWN_PROBLEMS
        said = spoken("passed over, no exports: {names}", names=names)
        if more > 0:
            said = spoken("passed over, no exports: {names} and {n} more", names=names, n=more)
        _line(console, f"note[passed-over]: {said}")
    lines = [(p.code, p.file, p.line, p.message) for p in corpus.problems]
    lines = [line for line in lines if line[0] != "passed-over"]
    lines += [(s.code, s.file, s.line, s.reason) for s in corpus.skipped]
    for code in sorted({line[0] for line in lines}):
        same = [line for line in lines if line[0] == code]
        for _, file, number, message in same[:_SHOWN_PROBLEMS]:
            place = ":".join(filter(None, (file, str(number or ""))))
            _line(console, _noted(f"note[{code}]:", place, spoken_message(message, code=code)))
        if len(same) > _SHOWN_PROBLEMS:
            rest = spoken("… and {n} more", n=len(same) - _SHOWN_PROBLEMS)
            _line(console, f"note[{code}]: {rest}")


def say_map(knowledge_map: KnowledgeMap, outputs: Sequence[str]) -> None:
    """The map in words: signature, frequent keywords, clusters, and where it was written."""
    console = _console()
    network = knowledge_map.network
    _slices(console, network)
    _aligned(console, network)
    if network.node_columns["occurrences"].min(initial=2) == 1 and network.slicing is None:
        _line(console, spoken("no minimum: keywords that occur once are in the map"))
    if not network.n_nodes:
        _line(console, _why_empty(minimum_of(knowledge_map)))
    _line(console, signature(knowledge_map, say=spoken))
    _keywords(console, knowledge_map)
    _clusters(console, knowledge_map)
    _bursts(console, network)
    for output in outputs:
        _line(console, spoken("written: {output}", output=output))


def _why_empty(minimum: int) -> str:
    if minimum > 1:
        return spoken("the map is empty: no keyword occurs {n} times; lower the minimum", n=minimum)
    return spoken(
        "the map is empty: no keyword is left; loosen --select, --min-cooccurrences or "
        "--drop-isolates"
    )


@contextmanager
def collected() -> Iterator[list[CooccurWarning]]:
    """What the library warns of inside, to be said when all went well."""
    notes: list[CooccurWarning] = []
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", CooccurWarning)
        yield notes
    for warning in told:
        if isinstance(warning.message, CooccurWarning):
            notes.append(warning.message)
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )


def say_notes(notes: Iterable[CooccurWarning]) -> None:
    """One line a warning, each once."""
    console = _console()
    for code, message in dict.fromkeys((note.code, str(note)) for note in notes):
        _line(console, f"note[{code}]: {spoken_message(message, code=code)}")


def _slices(console: Console, network: KeywordNetwork) -> None:
    """The table of slices, as it is read while CiteSpace runs."""
    if network.slicing is None:
        return
    table = network.slicing.table
    found = table.rows(
        "slice", "criterion", "records", "keywords", "selected", "links_kept", "links"
    )
    rows = [
        (label, criterion, str(records), str(keywords), str(selected), f"{kept} / {links}")
        for label, criterion, records, keywords, selected, kept, links in found
    ]
    head = ("slice", "criterion", "records", "keywords", "selected", "links kept / all")
    _table(console, head, rows[:_SHOWN_SLICES])
    if len(rows) > _SHOWN_SLICES:
        _line(console, spoken("… and {n} more slices", n=len(rows) - _SHOWN_SLICES))


def _aligned(console: Console, network: KeywordNetwork) -> None:
    """How many keywords of two languages became one, where that was asked for."""
    if "alignments" not in network.tables:
        return
    n_pairs = network.tables["alignments"].length
    if not n_pairs:
        said = spoken("no languages to align: no record lists keywords in Chinese and English")
        _line(console, said)
        return
    shown = set(network.tables["alignments"]["chinese"].tolist())
    labels = network.node_columns["keyword"].tolist()
    n_nodes = sum(label.partition(SEPARATOR)[0] in shown for label in labels if SEPARATOR in label)
    text = "{pairs} Chinese and English keywords are one, {nodes} of them in the map"
    _line(console, spoken(text, pairs=n_pairs, nodes=n_nodes))


def _bursts(console: Console, network: KeywordNetwork) -> None:
    """The strongest bursts, in the order in which they begin."""
    if not network.tables.get("bursts"):
        return
    from cooccur.network.bursts import strongest_bursts

    table = strongest_bursts(network, top=_SHOWN_BURSTS)
    keyword = network.node_columns["keyword"]
    rows = [
        (keyword[node], str(year), f"{strength:.2f}", str(begin), str(end))
        for node, year, strength, begin, end in table.rows(
            "node", "year", "strength", "begin", "end"
        )
    ]
    if rows:
        _table(console, ("burst", "year", "strength", "begin", "end"), rows)


def _keywords(console: Console, knowledge_map: KnowledgeMap) -> None:
    nodes = knowledge_map.network.node_columns
    # Keywords stand by occurrences; with slices the selected ones among these count here.
    order = (-nodes["frequency"]).argsort(kind="stable")[:_SHOWN_KEYWORDS]
    shown = nodes.take(order).rows("keyword", "frequency", "betweenness", "first_year")
    rows = [
        (str(rank), keyword, str(count), f"{betweenness:.2f}", str(year or ""))
        for rank, (keyword, count, betweenness, year) in enumerate(shown, 1)
    ]
    _table(console, ("rank", "keyword", "frequency", "centrality", "first year"), rows)


def _clusters(console: Console, knowledge_map: KnowledgeMap) -> None:
    clusters = knowledge_map.network.cluster_columns
    names = ("cluster", "label", "size", "silhouette", "mean_year", "top_keywords")
    rows = list(clusters.rows(*names))
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
        single = len(rows) - len(several)
        text = "… and {n} more clusters, {single} of one keyword"
        _line(console, spoken(text, n=rest, single=single))


def say_proposals(proposals: Iterable[Proposal]) -> str:
    """Proposals for a thesaurus as text, one a line."""
    lines = []
    for row in proposals:
        target = safe(row.preferred) if row.preferred else f"[{spoken('dropped')}]"
        if row.preferred:
            target += f" ({row.preferred_occurrences})"
        pair = f"{safe(row.variant)} ({row.occurrences}) → {target}"
        told = "; ".join(spoken_message(part, code="") for part in row.evidence.split("; "))
        lines.append(f"{row.score:.2f}  {row.rule}  {pair}  {safe(told)}\n")
    return "".join(lines)


def say_workshop(workshop: Workshop, outputs: Sequence[str]) -> None:
    """What is proposed for a thesaurus, by rule, what was decided, and where it was written."""
    console = _console()
    found = workshop.found
    said = spoken(
        "{records} records, {keywords} keywords in {spellings} spellings: those that differ by "
        "case, width, hyphens or blanks are one already",
        records=found.keywords.n_records,
        keywords=len(found.keywords),
        spellings=found.n_spellings,
    )
    _line(console, said)
    rules: dict[str, list[Proposal]] = {}
    for row in workshop.proposals:
        rules.setdefault(row.rule, []).append(row)
    rows = [
        (rule, str(len(of_rule)), f"{of_rule[0].variant} → {of_rule[0].preferred or '–'}")
        for rule, of_rule in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    if rows:
        _table(console, ("rule", "proposals", "first"), rows)
    _line(
        console,
        spoken(
            "{accepted} accepted, {rejected} rejected, {undecided} undecided", **workshop.counts()
        ),
    )
    for output in outputs:
        _line(console, spoken("written: {output}", output=output))
    if rows and outputs:
        text = "to decide, edit the column decision of {file}, or answer in a terminal"
        _line(console, spoken(text, file=outputs[-1]))


def say_formats(read: Iterable[dict[str, str]], written: Iterable[dict[str, str]]) -> str:
    """The two tables of formats as text."""
    lines = [spoken("Read (the content decides, never the name):")]
    lines += [f"  {row['name']:<24}{spoken(row['title'])}" for row in read]
    lines += ["", spoken("Written (the suffix decides):")]
    lines += [f"  {row['name']:<24}{spoken(row['title'])}" for row in written]
    return "\n".join(lines) + "\n"


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stderr.isatty() else _PLAIN_WIDTH
    return Console(stderr=True, highlight=False, markup=False, emoji=False, width=width)


_NUMBERS: Final = {
    "rank",
    "frequency",
    "centrality",
    "size",
    "silhouette",
    "records",
    "proposals",
}
_MOST_WIDE: Final = 44


def _table(console: Console, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their header; full-width characters count two, the last column is cut."""
    from rich.cells import cell_len, set_cell_size

    last = len(header) - 1
    lines = [[spoken(name) for name in header], *([safe(cell) for cell in row] for row in rows)]
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
