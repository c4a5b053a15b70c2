"""One folder of the OpenAlex snapshot read here, by several processes, and by a Dask cluster.

``python benchmarks/engines.py [--records N] [--parts N] [--data FOLDER]``

It makes a folder in the layout of the snapshot (some 2.4 KB of JSON a work; the real ones have
about 10), makes its map with every engine in a process of its own, and says whether all tables and
the page have the same bytes. CPU is that of all processes, peak that of the largest one. Then it
takes apart what one record costs: decompressing, decoding with and without msgspec, all of reading.
``--works FILE`` takes apart works of your own instead, one JSON a line.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from planted.snapshots import lines, write_snapshot  # noqa: E402

ENGINES = {
    "local, one process": ["--jobs", "1"],
    "local, two processes": ["--jobs", "2"],
    "Dask, two workers": ["--engine", "dask", "--jobs", "2"],
}


def digest_of(folder: Path) -> str:
    """One hash of all files in a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def compare(root: Path) -> Iterator[list[str]]:
    """One row an engine."""
    first = ""
    for name, options in ENGINES.items():
        with tempfile.TemporaryDirectory() as place:
            command = [sys.executable, "-m", "cooccur", "map", str(root), "--quiet", *options]
            outputs = ["-o", f"{place}/tables/", "-o", f"{place}/map.html"]
            begun = time.perf_counter()
            process = subprocess.Popen([*command, *outputs])
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit(f"{name} failed")
            digest = digest_of(Path(place))
        first = first or digest
        cpu = usage.ru_utime + usage.ru_stime
        same = "yes" if digest == first else "NO"
        yield [name, f"{cpu:.1f}", f"{wall:.1f}", f"{usage.ru_maxrss / 1024:.0f}", same]


def cost(do: Callable[[], object], n_records: int) -> float:
    """Microseconds of CPU a record, the best of three."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        do()
        times.append(time.process_time() - begun)
    return min(times) / n_records * 1e6


def steps(document: bytes, folder: Path) -> Iterator[list[str]]:
    """What a record costs, step by step."""
    from cooccur.pipeline import read
    from cooccur.readers import openalex
    from cooccur.readers.openalex_typed import typed_decoder

    works = document.splitlines()
    n_records = len(works)
    packed = gzip.compress(document, 6)
    (folder / "part_000.gz").write_bytes(packed)
    print(
        f"\n{len(document) / n_records:.0f} bytes a record, {len(packed) / n_records:.0f} packed\n"
    )
    yield ["decompressing", f"{cost(lambda: gzip.decompress(packed), n_records):.0f}"]
    yield [
        "json: decoding all",
        f"{cost(lambda: deque(map(json.loads, works), maxlen=0), n_records):.0f}",
    ]
    if decode := typed_decoder():
        yield [
            "msgspec: decoding what is read",
            f"{cost(lambda: deque(map(decode, works), maxlen=0), n_records):.0f}",
        ]
    for how in ("", ", without msgspec"):
        once = cost(lambda: read(folder, jobs=1, merge="off"), n_records)
        yield [f"reading as a whole{how}", f"{once:.0f} ({1e6 / once:,.0f} records a second)"]
        openalex.typed_decoder = lambda: None


def table(head: list[str], rows: Iterator[list[str]]) -> None:
    """Print a Markdown table as its rows come."""
    for line in (head, ["---"] * len(head)):
        print(f"| {' | '.join(line)} |")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--records", type=int, default=60_000)
    parser.add_argument("--parts", type=int, default=12)
    parser.add_argument("--data", type=Path, default=HERE / "data")
    parser.add_argument("--works", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        document = given.works.read_bytes() if given.works else lines(1, 5_000)
        table(["step", "µs a record"], steps(document, Path(place)))
    if given.works:
        return
    root = given.data / f"snapshot-{given.records}" / "data" / "works"
    if not (root / "manifest").exists():
        per_part = given.records // given.parts
        write_snapshot(root.parents[1], parts=given.parts, per_part=per_part)
    print()
    table(["engine", "CPU, s", "wall, s", "peak, MB", "same bytes"], compare(root))


if __name__ == "__main__":
    main()
