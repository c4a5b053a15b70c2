"""Damages good exports in every way and reads them: nothing but told errors may come of it.

``python benchmarks/fuzz.py --seconds 600`` mutates; ``--cuts`` cuts every sample, and replaces
every byte, in its first and last 4 KiB; files that are named are cut as well.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "hostile"))

from fuzzing import SEEDS, WORKBOOKS, Finding, check, cuts, run


def mutate(
    seconds: float, seed: int, path: Path, names: list[str]
) -> tuple[Counter[str], list[str]]:
    """How often each seed was mutated, and what was found."""
    chance, counts, found = random.Random(seed), Counter[str](), []
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(found) < _ENOUGH:
        name = chance.choice(names)
        counts[name] += 1
        try:
            run(name, chance, path)
        except Finding as finding:
            found.append(str(finding))
    return counts, found


def cut(
    files: list[Path], step: int, path: Path, names: list[str]
) -> tuple[Counter[str], list[str]]:
    """How often each sample was cut, and what was found."""
    counts, found = Counter[str](), []
    samples = {name: SEEDS[name] for name in names}
    samples |= {file.name: file.read_bytes() for file in files}
    for name, data in samples.items():
        slower = _WORKBOOK_STEP if name in WORKBOOKS else 1
        for number, damaged in enumerate(cuts(data, step=step * slower)):
            counts[name] += 1
            try:
                check(damaged, path)
            except Exception as error:  # noqa: BLE001 whatever it is, it is a finding
                found.append(f"{name}, cut {number}: {type(error).__name__}: {error}")
    return counts, found


_WORKBOOK_STEP = 40
_ENOUGH = 100
"""Findings after which nothing more is looked for: each leaves a file."""


def main() -> None:
    """Run, print counts, and end with 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cuts", action="store_true")
    parser.add_argument("--step", type=int, default=1, help="with --cuts: every so many places")
    parser.add_argument("--only", default=",".join(SEEDS), help="names of seeds, parted by commas")
    arguments = parser.parse_args()
    names = [name for name in arguments.only.split(",") if name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        if arguments.cuts:
            counts, found = cut(arguments.files, arguments.step, path, names)
        else:
            counts, found = mutate(arguments.seconds, arguments.seed, path, names)
    for name, number in sorted(counts.items()):
        print(f"{name:<16}{number:>9,}")
    print(f"{'all':<16}{counts.total():>9,}  findings: {len(found)}")
    print(*found[:20], sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
