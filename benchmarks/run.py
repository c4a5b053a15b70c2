"""How fast whole maps are made, against ``wc -l`` over the same files and against other tools.

``python benchmarks/run.py [--only wos-10k,...] [--runs N] [--data FOLDER] [--write]``

Every number is CPU time (user and system) of whole processes, the best of several runs, so that
ratios are those of one machine in one state. Tools that are not installed are skipped with a word:
``pip install wosfile metaknowledge biblium`` into the environment this runs in. Corpora are made by
`corpora.py` where they are missing (100k records take half a gigabyte, a million compact ones two);
every count of every map is compared with the truth that lies beside them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Case:
    """One corpus, and what is asked of its map."""

    name: str
    kind: str
    n_records: int
    most_wc: float = 0
    """Most CPU in multiples of ``wc -l``; 0: nothing is asked."""
    most_seconds: float = 0
    most_megabytes: float = 0
    runs: int = 5


CASES = (
    Case("wos-1k", "wos", 1_000),
    Case("wos-10k", "wos", 10_000, most_seconds=1.2),
    Case("wos-100k", "wos", 100_000, most_wc=25, most_megabytes=400, runs=3),
    Case("compact-1m", "wos-compact", 1_000_000, most_seconds=20, most_megabytes=1500, runs=1),
    Case("cnki-20k", "cnki", 20_000),
)


@dataclass(frozen=True)
class Cost:
    """What a process used."""

    cpu: float
    """Seconds, user and system, with all its children."""
    peak: float
    """Megabytes of the largest process."""


def cost_of(command: Sequence[str], runs: int) -> Cost:
    """The least of several runs.

    Raises
    ------
    RuntimeError
        When the command fails.
    """
    costs = []
    # Without byte code every start would compile everything anew.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(runs):
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=env)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                raise RuntimeError(said.read().decode(errors="replace").strip()[-300:])
        costs.append(Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    return min(costs, key=lambda cost: cost.cpu)


METAKNOWLEDGE = """
import sys, metaknowledge, networkx
# It was written for networkx 2.
networkx.Graph.node = property(lambda graph: graph.nodes)
records = metaknowledge.RecordCollection(sys.argv[1])
network = records.networkOneMode("DE")
kept = sorted(network, key=lambda n: -network.nodes[n].get("count", 0))[:250]
networkx.community.louvain_communities(network.subgraph(kept), seed=0)
"""
WOSFILE = """
import sys, glob, collections, itertools, wosfile
counts, pairs = collections.Counter(), collections.Counter()
for record in wosfile.records_from(sorted(glob.glob(sys.argv[1] + "/*.txt"))):
    words = sorted({w.lower() for w in record.get("DE") or () if w})
    counts.update(words)
    pairs.update(itertools.combinations(words, 2))
"""
BIBLIUM = """
import sys, glob
from biblium import readbib, utilsbib
table = readbib.read_bibfile(sys.argv[1], db="wos")
"""


@dataclass(frozen=True)
class Tool:
    """Another tool that reads these files."""

    name: str
    module: str
    script: str
    does: str
    least: float
    """How many times more CPU it is hoped to need; 0: nothing is asked."""
    one_file: bool = False
    largest: int = 100_000


TOOLS = (
    Tool("wosfile", "wosfile", WOSFILE, "reads, counts pairs with Counter", 0),
    Tool("metaknowledge", "metaknowledge", METAKNOWLEDGE, "network, Louvain of networkx", 5),
    Tool("biblium", "biblium", BIBLIUM, "reads into a table only", 10, one_file=True),
)


def corpus_of(case: Case, data: Path) -> Path:
    """The folder of a corpus, which is made if it is missing."""
    folder = data / f"{case.kind}-{case.n_records}"
    if not (folder / "truth.npz").exists():
        print(f"making {folder} ...", file=sys.stderr)
        arguments = ["--kind", case.kind, "--records", str(case.n_records)]
        subprocess.run([PYTHON, str(HERE / "corpora.py"), str(folder), *arguments], check=True)
    return folder


def verdict(value: float, most: float, unit: str = "") -> str:
    """A value with what was asked of it."""
    if not most:
        return f"{value:.2f}{unit}" if value < 100 else f"{value:.0f}{unit}"
    mark = "✓" if value <= most else "✗"
    return f"{value:.3g}{unit} (at most {most:g}{unit} {mark})"


def measure(case: Case, data: Path, runs: int) -> tuple[list[str], Cost, Path]:
    """The row of a corpus in the table of maps."""
    folder = corpus_of(case, data)
    files = sorted(map(str, (folder / "exports").iterdir()))
    megabytes = sum(Path(name).stat().st_size for name in files) / 1e6
    n_runs = runs or case.runs
    lines = cost_of(["wc", "-l", *files], max(3, n_runs))
    with tempfile.TemporaryDirectory() as place:
        command = [PYTHON, "-m", "cooccur", "map", str(folder / "exports"), "--quiet", "-o"]
        cost = cost_of([*command, f"{place}/map.html"], n_runs)
        parsed = cost_of(
            [PYTHON, "-m", "cooccur", "inspect", "--quiet", str(folder / "exports")], n_runs
        )
    said = subprocess.run(
        [PYTHON, str(HERE / "check.py"), str(folder / "exports"), str(folder / "truth.npz")],
        check=True,
        capture_output=True,
        text=True,
    )
    check = json.loads(said.stdout)
    right = f"all {check['counts']:,} right" if not check["wrong"] else f"{check['wrong']} WRONG"
    row = [
        case.name,
        f"{megabytes:.0f}",
        f"{lines.cpu:.3f}",
        verdict(parsed.cpu, 0),
        f"{megabytes / parsed.cpu:.0f}",
        verdict(cost.cpu, case.most_seconds, " s"),
        verdict(cost.cpu / max(lines.cpu, 1e-3), case.most_wc, "x"),
        verdict(cost.peak, case.most_megabytes, " MB"),
        right,
        check["bursts"],
    ]
    return row, cost, folder


def compare(case: Case, cost: Cost, folder: Path, runs: int) -> Iterator[list[str]]:
    """One row a tool."""
    for tool in TOOLS:
        if not importlib.util.find_spec(tool.module):
            yield [case.name, tool.name, tool.does, "not installed", "", ""]
            continue
        target = folder / "exports"
        if tool.one_file:
            target = folder / "all.txt"
            if not target.exists():
                _glue(folder / "exports", target)
        try:
            theirs = cost_of([PYTHON, "-c", tool.script, str(target)], min(runs or 1, 2))
        except RuntimeError as error:
            yield [case.name, tool.name, tool.does, f"failed: {str(error)[-60:]}", "", ""]
            continue
        ratio = theirs.cpu / cost.cpu
        goal = (
            f" (goal {tool.least:g}x {'✓' if ratio >= tool.least else '✗'})" if tool.least else ""
        )
        yield [
            case.name,
            tool.name,
            tool.does,
            f"{theirs.cpu:.1f} s",
            f"{theirs.peak:.0f} MB",
            f"{ratio:.1f}x{goal}",
        ]


def _glue(folder: Path, target: Path) -> None:
    with target.open("wb") as out:
        for number, file in enumerate(sorted(folder.iterdir())):
            text = file.read_bytes().removesuffix(b"EF")
            head = text.index(b"PT ") if number else 0
            out.write(text[head:])
        out.write(b"EF")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def machine() -> str:
    """The machine, in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [x for x in info.read_text().splitlines() if x.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return (
        f"{model}, {os.cpu_count()} processors, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def starting() -> str:
    """What it costs to start."""
    bare = cost_of([PYTHON, "-c", "pass"], 15)
    help_ = cost_of([PYTHON, "-m", "cooccur", "--help"], 15)
    ratio = verdict(help_.cpu / bare.cpu, 6, "x")
    return f"`cooccur --help`: {help_.cpu:.3f} s, {ratio} of `python -c pass` ({bare.cpu:.3f} s).\n"


MAP_HEAD = (
    "corpus", "MB", "wc -l, s", "inspect, s", "inspect, MB/s", "map", "map / wc -l", "peak",
    "counts", "planted bursts found",
)  # fmt: skip
TOOL_HEAD = ("corpus", "tool", "does", "CPU", "peak", "CPU of cooccur's whole map")


def main() -> None:
    """Run and print all tables."""
    parser = argparse.ArgumentParser(description="How fast maps are made.")
    parser.add_argument("--only", default="", help="names of corpora, parted by commas")
    parser.add_argument("--runs", type=int, default=0, help="runs of each, instead of 5, 3 or 1")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="where corpora are kept")
    parser.add_argument("--no-tools", action="store_true", help="leave the other tools out")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md as well")
    given = parser.parse_args()
    chosen = [c for c in CASES if not given.only or c.name in given.only.split(",")]
    maps, tools = [], []
    for case in chosen:
        row, cost, folder = measure(case, given.data, given.runs)
        maps.append(row)
        print("  ".join(row), file=sys.stderr)
        if case.kind == "wos" and not given.no_tools:
            tools += compare(case, cost, folder, given.runs)
    date = dt.datetime.now(tz=dt.UTC).date().isoformat()
    text = f"# Results\n\n{machine()}; {date}.\n\n{starting()}\n{table(MAP_HEAD, maps)}"
    if tools:
        text += f"\n{table(TOOL_HEAD, tools)}"
    print(text)
    if given.write:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
