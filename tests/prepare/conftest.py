"""Small corpora built by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from cooccur.model import (
    AUTHOR,
    INDEX,
    TRANSLATED,
    Columns,
    Corpus,
    Details,
    SourceFile,
)

RECORD_DEFAULTS = {
    "id": "",
    "doi": "",
    "match": "",
    "year": 2020,
    "citations": -1,
    "references": -1,
    "language": "",
    "document_type": "",
    "database": "WOS",
    "file": 0,
}
KINDS = {"author": AUTHOR, "index": INDEX, "translated": TRANSLATED}


class MadeUpDocuments:
    """Long texts by file and line."""

    def __init__(self, found: dict[tuple[int, int], Details]) -> None:
        self.found = found

    def details(self, file: int, spans: Sequence[tuple[int, int]]) -> list[Details]:
        return [self.found[file, start] for start, _ in spans]

    briefs = details


def build(records, files=("a.txt",)):
    """A corpus of these records.

    Each is a dict with any of: the columns of a record, ``line``, ``author``, ``index``,
    ``translated`` (lists of keywords), ``title``, ``abstract``, ``authors``, ``source``,
    ``translated_title``.
    """
    rows = [
        {**RECORD_DEFAULTS, "line": 10 * place + 1, **record}
        for place, record in enumerate(records)
    ]
    vocabulary = {}
    keywords = [
        (place, vocabulary.setdefault(keyword, len(vocabulary)), kind)
        for place, row in enumerate(rows)
        for name, kind in KINDS.items()
        for keyword in row.get(name, ())
    ]
    texts = {
        (row["file"], row["line"]): Details(
            row.get("title", ""),
            row.get("abstract", ""),
            authors=row.get("authors", ()),
            source=row.get("source", ""),
            translated_title=row.get("translated_title", ""),
        )
        for row in rows
    }
    counts = [sum(row["file"] == code for row in rows) for code in range(len(files))]
    return Corpus(
        record_columns=Columns({name: column(rows, name) for name in (*RECORD_DEFAULTS, "line")}),
        keyword_columns=Columns(
            {
                name: ints(row[place] for row in keywords)
                for place, name in enumerate(("record", "keyword", "kind"))
            }
        ),
        vocabulary=tuple(vocabulary),
        piece_columns=Columns(
            {
                "record": ints(range(len(rows))),
                "file": ints(row["file"] for row in rows),
                "start": ints(row["line"] for row in rows),
                "stop": ints(row["line"] + 1 for row in rows),
            }
        ),
        documents=MadeUpDocuments(texts),
        files=tuple(
            SourceFile(path, "wos-tagged", "utf-8", "", count, count, 0, 0)
            for path, count in zip(files, counts, strict=True)
        ),
    )


def column(rows, name):
    values = [row[name] for row in rows]
    return ints(values) if isinstance(RECORD_DEFAULTS.get(name, 0), int) else values


def ints(values):
    return np.array(list(values), dtype=np.int64)


@pytest.fixture(scope="session")
def make_corpus():
    """The function that builds a corpus from dicts."""
    return build


@pytest.fixture(scope="session")
def lists_of():
    """The function that tells the keywords of every record, in their order."""

    def lists(corpus, kind=None):
        found = [[] for _ in range(len(corpus))]
        columns = corpus.keyword_columns
        rows = zip(columns["record"], columns["keyword"], columns["kind"], strict=True)
        for record, keyword, its_kind in rows:
            if kind is None or its_kind == kind:
                found[record].append(corpus.vocabulary[keyword])
        return found

    return lists
