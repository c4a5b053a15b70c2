"""Records as a corpus, shuffled, and as the exports of the two databases."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cooccur.model import Columns, Corpus
from planted.growing import Record

WIDTH = 72
"""Characters of a value on one line of a Web of Science export."""


def corpus_of(records: Sequence[Record]) -> Corpus:
    """The corpus that reading an export of these records gives, without files."""
    vocabulary = tuple(sorted({keyword for record in records for keyword in record.keywords}))
    code = {keyword: position for position, keyword in enumerate(vocabulary)}
    rows = [(r, code[k]) for r, record in enumerate(records) for k in record.keywords]
    n_records = len(records)
    numbers = np.zeros(n_records, dtype=np.int64)
    blank = [""] * n_records
    columns = {
        "id": [f"r{r}" for r in range(n_records)],
        **dict.fromkeys(("doi", "match", "language", "document_type", "database"), blank),
        "year": np.array([record.year for record in records], dtype=np.int64),
        **dict.fromkeys(("citations", "references"), numbers - 1),
        "file": numbers,
        "line": np.arange(n_records) + 1,
    }
    keywords = {
        "record": np.array([r for r, _ in rows], dtype=np.int64),
        "keyword": np.array([k for _, k in rows], dtype=np.int64),
        "kind": np.zeros(len(rows), dtype=np.int64),
    }
    pieces = dict.fromkeys(("record", "file", "start", "stop"), numbers[:0])
    return Corpus(Columns(columns), Columns(keywords), vocabulary, Columns(pieces))


def shuffled(records: Sequence[Record], *, seed: int) -> tuple[Record, ...]:
    """The records with their keywords dealt anew: lengths, years and occurrences stay.

    Keywords trade places between two records at a time, wherever neither would then hold one
    twice; so often that nothing of the old order is left.
    """
    chance = random.Random(seed)
    held = [list(record.keywords) for record in records]
    places = [(r, place) for r, keywords in enumerate(held) for place in range(len(keywords))]
    for _ in range(8):
        for r, place in places:
            other, other_place = places[int(chance.random() * len(places))]
            mine, theirs = held[r][place], held[other][other_place]
            if theirs not in held[r] and mine not in held[other]:
                held[r][place], held[other][other_place] = theirs, mine
    return tuple(
        replace(record, keywords=tuple(keywords))
        for record, keywords in zip(records, held, strict=True)
    )


def wos_file(records: Sequence[Record]) -> bytes:
    """A Web of Science plain text export."""
    text = "".join(_wos(number, record) for number, record in enumerate(records, start=1))
    return f"FN Clarivate Analytics Web of Science\nVR 1.0\n{text}EF".encode("utf-8-sig")


def _wos(number: int, record: Record) -> str:
    fields = [
        ("PT", "J"),
        ("AU", f"Author-{number:05d}, A"),
        ("TI", f"A planted paper on {record.topic}, number {number:05d}"),
        ("SO", "JOURNAL OF PLANTED EXAMPLES"),
        ("LA", "English"),
        ("DT", "Article"),
        ("DE", _wrapped("; ".join(record.keywords))),
        ("NR", "0"),
        ("TC", "0"),
        ("PY", str(record.year)),
        ("UT", f"WOS:{number:015d}"),
    ]
    return "".join(f"{tag} {value}\n" for tag, value in fields) + "ER\n\n"


def _wrapped(value: str) -> str:
    lines = [""]
    for word in value.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n   ".join(lines)


_CHINESE = (("topic ", "主题"), ("word ", "词"), ("burst ", "突现"), ("generic ", "通用"))


def chinese(keyword: str) -> str:
    """A planted keyword as the Chinese list of a record names it."""
    for english, word in (*_CHINESE, ("rare ", "罕见")):
        keyword = keyword.replace(english, word)
    return re.sub(" +", "", keyword)


def cnki_file(records: Sequence[Record]) -> bytes:
    """A CNKI export in the RefWorks layout, each keyword in Chinese and in English."""
    text = "".join(_cnki(number, record) for number, record in enumerate(records, start=1))
    return f"{text}\r\n\r\n".encode()


def _cnki(number: int, record: Record) -> str:
    lines = [
        "RT Journal Article",
        "SR 1",
        f"A1 作者{number:05d};",
        "AD 示例大学;",
        f"T1 {chinese(record.topic)}研究之{number:05d}",
        "JF 示例学报",
        f"YR {record.year}",
        f"IS {number % 12 + 1:02d}",
        f"OP {number}-{number + 8}",
        f"K1 {';'.join(map(chinese, record.keywords))}",
        f" {';'.join(record.keywords)}",
        "",
        f"AB 本文研究{chinese(record.topic)}。",
        "SN 9999-1000",
        "CN 99-1000/F",
        "LA 中文;",
        "DS CNKI",
        "",
        "",
    ]
    return "\r\n".join(lines)
