"""Made-up exports in the exact layout of Web of Science and CNKI, of any size, and their truth.

``python benchmarks/corpora.py FOLDER --kind wos|wos-compact|cnki --records N [--seed S]``

Keywords follow Zipf's law inside twelve topics and a shared vocabulary; a burst makes one keyword
of each topic eight times as frequent for three years. Sizes of fields are those of real exports:
5.6 KB a record with 32 cited references and 4.7 author keywords (``wos``), 2 KB without references
and abstracts (``wos-compact``), 1.6 KB (``cnki``, RefWorks layout). The same arguments give the
same bytes.

``FOLDER/exports/`` holds the exports, ``FOLDER/truth.npz`` what is in them: ``keywords`` (as
cooccur compares them) by occurrences, ``occurrences``, ``topic`` (-1: shared), ``pairs``
(cooccurrences of the first 400), and ``burst_keyword, burst_begin, burst_end``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

N_TOPICS = 12
YEARS = (1999, 2024)
BURST_LIFT = 8
TRUE_PAIRS_OF = 400
WIDTH = 76
PER_FILE = {"wos": 500, "wos-compact": 1000, "cnki": 500}

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """Every keyword of every record."""

    year: Ints
    topic: Ints
    record: Ints
    """Of each row; rows are distinct in (record, keyword), sorted by record."""
    keyword: Ints
    is_index: NDArray[np.bool_]
    """Whether the row stands among the index keywords (Keywords Plus) or the author's."""
    topic_of: Ints
    """Topic of each keyword, -1 when all topics share it."""
    bursts: NDArray[np.int64]
    """Rows of keyword, first year, last year."""


def plan(n_records: int, *, seed: int, with_index: bool) -> Plan:
    """What the records of a corpus hold."""
    chance = np.random.default_rng([seed, n_records])
    per_topic = max(300, int(14 * n_records**0.6))
    shared = per_topic // 2
    first, last = YEARS
    share = np.linspace(1, 4, last - first + 1)
    year = chance.choice(np.arange(first, last + 1), n_records, p=share / share.sum())
    topic = chance.integers(0, N_TOPICS, n_records)
    own = np.clip(chance.poisson(4.7, n_records), 1, 14)
    index = np.where(chance.random(n_records) < 0.8, chance.integers(1, 11, n_records), 0)
    counts = own + index * with_index
    record = np.repeat(np.arange(n_records), counts)
    of_all = chance.random(len(record)) < 0.2
    rank = _zipf(chance, len(record), per_topic)
    keyword = np.where(of_all, rank % shared, shared + topic[record] * per_topic + rank)
    place = np.arange(len(record)) - np.repeat(np.cumsum(counts) - counts, counts)
    is_index = place >= own[record]
    bursts = _bursts(chance, shared, per_topic)
    for code, begin, end in bursts.tolist():
        members = (topic == (code - shared) // per_topic) & (year >= begin) & (year <= end)
        # Its own keyword takes the place of the first one of some records.
        usual = np.mean(keyword[members[record]] == code) if members.any() else 0
        rate = min(0.5, usual * BURST_LIFT * counts.mean())
        chosen = members & (chance.random(n_records) < rate)
        keyword[(place == 0) & chosen[record]] = code
    _, rows = np.unique(record * (shared + N_TOPICS * per_topic) + keyword, return_index=True)
    rows.sort()
    topic_of = np.concatenate([np.full(shared, -1), np.repeat(np.arange(N_TOPICS), per_topic)])
    return Plan(year, topic, record[rows], keyword[rows], is_index[rows], topic_of, bursts)


def _zipf(chance: np.random.Generator, size: int, n_ranks: int) -> Ints:
    share = np.cumsum(1 / (np.arange(n_ranks) + 4.0))
    return np.searchsorted(share / share[-1], chance.random(size)).astype(np.int64)


def _bursts(chance: np.random.Generator, shared: int, per_topic: int) -> NDArray[np.int64]:
    begin = chance.integers(YEARS[0] + 4, YEARS[1] - 6, N_TOPICS)
    codes = shared + np.arange(N_TOPICS) * per_topic + 12 + np.arange(N_TOPICS)
    return np.column_stack([codes, begin, begin + 2])


_SYLLABLES = [a + b for a in "bcdfglmnprtv" for b in "aeiou"]


def words(number: int, *, seed: int) -> list[str]:
    """Distinct words that nobody knows; none ends in ``s``."""
    chance = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < number:
        sizes = chance.integers(2, 5, number)
        picks = chance.integers(0, len(_SYLLABLES), (number, 4))
        for size, row in zip(sizes.tolist(), picks.tolist(), strict=True):
            found["".join(_SYLLABLES[p] for p in row[:size]) + "ntrlx"[row[0] % 5]] = None
    return list(found)[:number]


def names(number: int, *, chinese: bool) -> list[str]:
    """Distinct keywords: of one to three words, or of four to seven Chinese characters."""
    if chinese:
        # 900 common characters as the digits of a number, a constant step apart.
        signs = [chr(0x4E00 + 23 * n) for n in range(900)]
        found = []
        for n in range(number):
            code = (n * 7_368_787 + 1_234_567) % 900**3
            tail = "研究" if n % 3 else "系统方法"
            found.append(
                signs[code % 900] + signs[code // 900 % 900] + signs[code // 900**2] + tail
            )
        return found
    pool = words(6000, seed=5)
    found = []
    for n in range(number):
        first, second = pool[n % 6000], pool[(n // 6000 * 37 + n * 11 + 1) % 6000]
        third = f" {pool[(n * 7 + 3) % 6000]}" if n % 4 == 0 else ""
        found.append(f"{first} {second}{third}")
    if len(set(found)) < number:
        raise AssertionError("keywords are not distinct")
    return found


def write_truth(plan: Plan, keywords: list[str], file: Path) -> None:
    """Occurrences of all keywords, cooccurrences of the most frequent, and the bursts."""
    occurrences = np.bincount(plan.keyword, minlength=len(keywords))
    order = np.argsort(-occurrences, kind="stable")
    order = order[occurrences[order] > 0]
    rank = np.full(len(keywords), len(order))
    rank[order] = np.arange(len(order))
    frequent = rank[plan.keyword] < TRUE_PAIRS_OF
    pairs = np.zeros((TRUE_PAIRS_OF, TRUE_PAIRS_OF), dtype=np.int64)
    step = 50_000
    rows, columns = plan.record[frequent], rank[plan.keyword[frequent]]
    for begin in range(0, len(plan.year), step):
        here = (rows >= begin) & (rows < begin + step)
        held = np.zeros((step, TRUE_PAIRS_OF), dtype=np.float32)
        held[rows[here] - begin, columns[here]] = 1
        pairs += np.rint(held.T @ held).astype(np.int64)
    np.savez_compressed(
        file,
        keywords=np.array([keywords[code] for code in order.tolist()]),
        occurrences=occurrences[order],
        topic=plan.topic_of[order],
        pairs=pairs,
        burst_keyword=np.array([keywords[code] for code in plan.bursts[:, 0].tolist()]),
        burst_begin=plan.bursts[:, 1],
        burst_end=plan.bursts[:, 2],
    )


def wrapped(value: str) -> str:
    """A value cut at blanks into lines that go on after three blanks."""
    lines, line = [], ""
    for word in value.split(" "):
        if line and len(line) + len(word) >= WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n   ".join([*lines, line])


class Wos:
    """Writes records as Web of Science does, from pools of texts."""

    def __init__(self, *, compact: bool, seed: int) -> None:
        chance = self._chance = np.random.default_rng([seed, 1])
        pool = words(3000, seed=6)
        self._compact = compact
        self._titles = [self._text(pool, 12).capitalize() for _ in range(2000)]
        self._abstracts = [self._text(pool, 200).capitalize() + "." for _ in range(2000)]
        self._authors = [f"{w.capitalize()}, {chr(65 + n % 26)}" for n, w in enumerate(pool)]
        self._sources = [f"JOURNAL OF {self._text(pool, 3).upper()}" for _ in range(400)]
        years = chance.integers(1970, 2020, 20_000).tolist()
        self._cited = [
            f"{pool[n % 3000].capitalize()} {chr(65 + n % 26)}, {year}, "
            f"{self._sources[n % 400][11:31]}, V{n % 90 + 1}, P{n % 900 + 1}, "
            f"DOI 10.5555/ref.{year}.{n:06d}"
            for n, year in enumerate(years)
        ]
        countries = ("Peoples R China", "England", "Germany", "Spain", "Brazil", "USA")
        self._addresses = [
            f"Univ {self._text(pool, 1).capitalize()}, Dept Examples, {self._text(pool, 1)}, "
            + ("NY 10027 USA" if n % 6 == 5 else countries[n % 6])
            + "."
            for n in range(1500)
        ]

    def _text(self, pool: list[str], length: int) -> str:
        return " ".join(pool[n] for n in self._chance.integers(0, len(pool), length).tolist())

    def file(self, numbers: range, year: list[int], own: list[str], index: list[str]) -> bytes:
        """One export of these records."""
        n = len(numbers)
        draw = self._chance.integers
        sizes = np.clip(self._chance.normal(32, 14, n), 1, 90).astype(int).tolist()
        picks = draw(0, len(self._cited), (n, 90)).tolist()
        dice = draw(0, 3000, (n, 12)).tolist()
        records = [
            self._record(number, year[number], (own[i], index[i]), dice[i], picks[i][: sizes[i]])
            for i, number in enumerate(numbers)
        ]
        head = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
        return (head + "".join(records) + "EF").encode("utf-8-sig")

    def _record(
        self, number: int, year: int, lists: tuple[str, str], dice: list[int], cited: list[int]
    ) -> str:
        own, index = lists
        people = [self._authors[n] for n in dice[: dice[11] % 5 + 1]]
        address = self._addresses[dice[5] % 1500]
        source = self._sources[dice[6] % 400]
        times = int(40 / (1 + dice[7] % 97))
        references = "\n   ".join(sorted(self._cited[n] for n in cited))
        ids = f"ID {wrapped(index)}\n" if index else ""
        abstract = "" if self._compact else f"AB {self._abstracts[dice[8] % 2000]}\n"
        citing = "" if self._compact else f"CR {references}\n"
        return (
            f"PT J\nAU {(chr(10) + '   ').join(people)}\nAF {(chr(10) + '   ').join(people)}\n"
            f"TI {wrapped(self._titles[dice[9] % 2000])}\nSO {source}\nLA English\n"
            f"DT {'Review' if dice[10] % 9 == 0 else 'Article'}\nDE {wrapped(own)}\n{ids}{abstract}"
            f"C1 [{'; '.join(people)}] {address}\n"
            f"   [{people[0]}] {self._addresses[dice[4] % 1500]}\n"
            f"C3 Example University; University of Examples\n"
            f"RP {people[0]} (corresponding author), {address}\n"
            f"EM author-{number}@university.example\nRI Author, A/A-{dice[0]:04d}-2010\n"
            f"OI Author, A/0000-0001-{dice[1]:04d}-{dice[2]:04d}\n"
            f"FU Example Foundation [EX{dice[3]:05d}]; Foundation of Examples\n"
            f"FX This work was supported by the Example Foundation under grant EX{dice[3]:05d}.\n"
            f"{citing}NR {len(cited)}\nTC {times}\nZ9 {times + times // 9}\nU1 {dice[0] % 12}\n"
            f"U2 {dice[1] % 90}\nPU EXAMPLE ACADEMIC PRESS\nPI EXAMPLE CITY\n"
            f"PA 1 EXAMPLE ST, EXAMPLE CITY, EXAMPLELAND\nSN 9999-{dice[6] % 400 + 2000}\n"
            f"EI 9999-{dice[6] % 400 + 3000}\nJ9 {source[11:40]}\nJI {source[11:40].title()}\n"
            f"PD JUN\nPY {year}\nVL {dice[2] % 60 + 1}\nIS {dice[3] % 12 + 1}\nBP {dice[4]}\n"
            f"EP {dice[4] + 15}\nDI 10.5555/example.{number:08d}\nPG 16\n"
            f"WC Computer Science, Information Systems; Information Science & Library Science\n"
            f"WE Science Citation Index Expanded (SCI-EXPANDED)\n"
            f"SC Computer Science; Information Science & Library Science\nGA XX{dice[5]:04d}\n"
            f"UT WOS:{number:015d}\nDA 2025-01-15\nER\n\n"
        )


class Cnki:
    """Writes records as CNKI does in the RefWorks layout, from pools of texts."""

    def __init__(self, *, seed: int) -> None:
        chance = self._chance = np.random.default_rng([seed, 2])
        signs = np.array([chr(0x4E00 + 7 * n) for n in range(2500)])

        def text(length: int) -> str:
            return "".join(signs[chance.integers(0, 2500, length)].tolist())

        self._titles = [text(18) for _ in range(2000)]
        self._abstracts = ["，".join(text(16) for _ in range(15)) + "。" for _ in range(2000)]
        self._authors = [text(3) for _ in range(3000)]
        self._homes = [f"{text(4)}大学{text(5)}学院" for _ in range(500)]
        self._sources = [f"{text(5)}学报" for _ in range(300)]

    def file(self, numbers: range, year: list[int], own: list[str], index: list[str]) -> bytes:
        """One export of these records; all keywords stand in one list."""
        dice = self._chance.integers(0, 3000, (len(numbers), 10)).tolist()
        both = [";".join(filter(None, pair)) for pair in zip(own, index, strict=True)]
        records = [
            self._record(number, year[number], both[i], dice[i]) for i, number in enumerate(numbers)
        ]
        return "".join(records).encode()

    def _record(self, number: int, year: int, keywords: str, dice: list[int]) -> str:
        people = ";".join(self._authors[n] for n in dice[: dice[9] % 4 + 1])
        return (
            f"RT Journal Article\r\nSR 1\r\nA1 {people};\r\nAD {self._homes[dice[4] % 500]};\r\n"
            f"T1 {self._titles[dice[5] % 2000]}之{number}\r\nJF {self._sources[dice[6] % 300]}\r\n"
            f"YR {year}\r\nIS {dice[7] % 12 + 1:02d}\r\nvo {dice[8] % 40 + 1}\r\n"
            f"OP {dice[0]}-{dice[0] + 8}\r\nK1 {keywords}\r\n"
            f"AB {self._abstracts[dice[1] % 2000]}\r\nSN {dice[2] % 9000 + 1000}-1000\r\n"
            f"CN {dice[3] % 90 + 10}-1000/G2\r\nLA 中文;\r\nDS CNKI\r\n"
            f"LK https://kns.example/kcms/detail/detail.aspx?FileName=EX{number:09d}&DbName=EX\r\n"
            "\r\n"
        )


def _lists(
    plan: Plan, keywords: list[str], step: int
) -> Iterator[tuple[range, list[str], list[str]]]:
    """Author and index keywords of the records of each file, as they stand in it."""
    for begin in range(0, len(plan.year), step):
        numbers = range(begin, min(begin + step, len(plan.year)))
        low, high = np.searchsorted(plan.record, [begin, numbers.stop]).tolist()
        own: list[list[str]] = [[] for _ in numbers]
        index: list[list[str]] = [[] for _ in numbers]
        for record, code, is_index in zip(
            plan.record[low:high].tolist(),
            plan.keyword[low:high].tolist(),
            plan.is_index[low:high].tolist(),
            strict=True,
        ):
            (index if is_index else own)[record - begin].append(keywords[code])
        yield numbers, *(["; ".join(row) for row in rows] for rows in (own, index))


def make(folder: Path, *, kind: str, n_records: int, seed: int) -> None:
    """Write a corpus and its truth into a folder."""
    made = plan(n_records, seed=seed, with_index=kind != "cnki")
    keywords = names(len(made.topic_of), chinese=kind == "cnki")
    exports = folder / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    writer = Cnki(seed=seed) if kind == "cnki" else Wos(compact=kind != "wos", seed=seed)
    year = made.year.tolist()
    prefix = "CNKI-" if kind == "cnki" else "savedrecs-"
    for number, (records, own, index) in enumerate(_lists(made, keywords, PER_FILE[kind]), start=1):
        shown = [text.replace("; ", ";") for text in own] if kind == "cnki" else own
        data = writer.file(records, year, shown, [text.upper() for text in index])
        (exports / f"{prefix}{number:04d}.txt").write_bytes(data)
    # Last, so that a corpus that was left half-way has no truth and is made again.
    write_truth(made, keywords, folder / "truth.npz")


def main() -> None:
    """Make one corpus."""
    parser = argparse.ArgumentParser(description="Made-up exports of any size, and their truth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=sorted(PER_FILE), default="wos")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.folder, kind=given.kind, n_records=given.records, seed=given.seed)


if __name__ == "__main__":
    main()
