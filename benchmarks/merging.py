"""How well records of several databases are merged, as Markdown tables.

``python benchmarks/merging.py [--sizes 2000] [--seeds 1,2,3] [--real FOLDER] [--speed 100000]``
The same arguments give the same tables, but for times.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import cooccur
from cooccur.prepare import similar

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from planted import pairing, twins

THRESHOLDS = (0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.96, 0.98)
REAL = (
    ("batches of one search", "wos/dup_subset_151.txt wos/dup_superset_500.txt"),
    (
        "text, BibTeX and RIS of one search",
        (
            "wos/plaintext_full_pluriversal_103.txt wos/bibtex_pluriversal_103.bib "
            "wos/ris_pluriversal_103.ris"
        ),
    ),
    (
        "BibTeX, RIS and sheet of nearly one search",
        "wos/bibtex_descola_50.bib wos/ris_descola_54.ris wos/xls_descola.xls",
    ),
    (
        "text and table of one search",
        "wos/plaintext_basic-fields_dighum_270.txt wos/tab_utf8bom_basic-fields_dighum_270.txt",
    ),
    (
        "CNKI, twice in one file",
        "cnki/refworks_2024_298.txt cnki/endnote_2019_dblsemicolon_40.txt",
    ),
    ("Zoological Record and Scopus", "wos/zoorec_134.txt scopus/ris_92.ris"),
    (
        "Lens, PubMed, PsycINFO and EBSCO",
        (
            "lens/ris_49.ris pubmed/ris_via_manager_176.ris ris_other/psycinfo_124.ris "
            "ris_other/proquest_41.ris"
        ),
    ),
)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as Markdown."""
    print(f"| {' | '.join(header)} |")
    print(f"|{'---|' * len(header)}")
    for row in rows:
        cells = (f"{cell:.4f}" if isinstance(cell, float) else str(cell) for cell in row)
        print(f"| {' | '.join(cells)} |")
    print()


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def made_up(n: int, seeds: Sequence[int]) -> None:
    """Precision and recall on the gold set, by rule, by what was done, and by threshold."""
    rules, kinds, least = [], {}, {t: [0, 0, 0] for t in THRESHOLDS}
    for seed in seeds:
        with tempfile.TemporaryDirectory() as name:
            gold = pairing.gold(n, seed=seed, folder=Path(name))
            found = {merge: gold.pairing(merge) for merge in ("strict", "normal")}
            for merge, pairs in found.items():
                precision, recall = pairs.found()
                rules.append((n, seed, len(gold.described), merge, precision, recall))
                for kind, numbers in gold.by_kind(pairs).items():
                    known = kinds.setdefault((kind, merge), [0, 0, 0])
                    kinds[kind, merge] = [a + b for a, b in zip(known, numbers, strict=True)]
            chosen = similar.THRESHOLD
            for threshold, sums in least.items():
                similar.THRESHOLD = threshold
                pairs = gold.pairing("normal")
                right = len(pairs.same & pairs.merged.keys())
                for place, number in enumerate((right, len(pairs.merged), len(pairs.same))):
                    sums[place] += number
            similar.THRESHOLD = chosen
    print("### Pairs of the gold set\n")
    head = ("publications", "seed", "records", "--merge", "precision", "recall", "F1")
    table(head, [(*row, f1(*row[-2:])) for row in rules])
    print("### By what was done to a description\n")
    names = sorted({kind for kind, _ in kinds})
    table(
        ("kind", "same pairs", "strict finds", "normal finds", "strict wrong", "normal wrong"),
        [
            (kind, same[0], same[1], normal[1], same[2], normal[2])
            for kind in names
            for same, normal in [(kinds[kind, "strict"], kinds[kind, "normal"])]
        ],
    )
    print("### By the least score of a merge\n")
    table(
        ("threshold", "precision", "recall", "F1"),
        [
            (t, right / merged, right / same, f1(right / merged, right / same))
            for t, (right, merged, same) in least.items()
        ],
    )


def real(folder: Path) -> None:
    """What is found in exports that are known to overlap."""
    rows = []
    for name, files in REAL:
        paths = [folder / file for file in files.split()]
        kept = [len(cooccur.read(*paths, merge=merge)) for merge in ("off", "strict", "normal")]
        rows.append((name, *kept))
    print("### Real exports\n")
    table(("what", "records", "left by strict", "left by normal"), rows)


def speed(n: int) -> None:
    """CPU time of merging two databases of n records each, a fifth of them in both."""
    rng = random.Random(5)
    words = [f"{a}{b}" for a in "bdfgklmnprst" for b in ("ar", "el", "ion", "us", "ing", "ome")]
    words = [f"{a}{b}" for a in words for b in words]
    share = [1 / rank for rank in range(1, len(words) + 1)]
    known = twins.twins(50, seed=5)
    made = []
    for number in range(n):
        title, other = (" ".join(rng.choices(words, share, k=11)) for _ in range(2))
        first = replace(known[number % 50], number=number, title=title, database="WOS", doi="")
        first = replace(first, year=rng.randint(2000, 2024))
        shown = title.upper() if number % 5 == 0 else other
        made += [first, replace(first, title=shown, database="Scopus", doi=f"10.1000/{number}")]
    with tempfile.TemporaryDirectory() as name:
        twins.export(made, Path(name))
        times = []
        for merge in ("off", "strict", "normal"):
            begin = time.process_time()
            kept = len(cooccur.read(name, merge=merge, jobs=1))
            times.append((f"{n:,} + {n:,}", merge, kept, round(time.process_time() - begin, 1)))
    print("### CPU time of reading and merging, seconds\n")
    table(("records", "--merge", "kept", "seconds"), times)


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--real", type=Path)
    parser.add_argument("--speed", type=int, default=0)
    chosen = parser.parse_args()
    for size in chosen.sizes.split(","):
        made_up(int(size), [int(seed) for seed in chosen.seeds.split(",")])
    if chosen.real:
        real(chosen.real)
    if chosen.speed:
        speed(chosen.speed)


if __name__ == "__main__":
    main()
