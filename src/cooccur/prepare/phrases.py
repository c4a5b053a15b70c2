"""Phrases of titles and abstracts, in place of keywords."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cooccur.errors import UnknownChoiceError
from cooccur.model import AUTHOR, Columns, Corpus, Ints, Problem, Step

FIELD_CHOICES: Final = ("title", "abstract")
"""The texts that phrases can be taken from."""

_MAX_WORDS: Final = 3
_MIN_LETTERS: Final = 3
_MIN_RECORDS: Final = 2
# In scikit-learn's list of stop words, yet what studies are about.
_NO_STOP_WORDS: Final = frozenset({"bill", "fire", "interest", "mill", "system"})
_LETTERS: Final = "0-9a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u1e00-\u1eff"
_WORD: Final = f"[{_LETTERS}]+(?:['.&+‐‑-][{_LETTERS}]+)*"
# Words that follow each other without punctuation or another script between them.
_RUN = re.compile(f"{_WORD}(?:\\s+{_WORD})*")


def phrase_keywords(corpus: Corpus, *, field: str = "title") -> Corpus:
    """The corpus with the English phrases of its titles or abstracts as keywords.

    A phrase is one to three words that follow each other without punctuation, in lower case; it
    neither begins nor ends with a stop word (scikit-learn's English list) or a number and has at
    least three letters. Phrases of a single record are left out, unless there are no others. A
    phrase that occurs in the same records as a longer one that contains it says nothing more and
    is left out too: ``big`` and ``data`` stay beside ``big data`` only where they have records of
    their own.

    Parameters
    ----------
    corpus : Corpus
        With texts in its documents.
    field : str
        ``title`` or ``abstract``.

    Returns
    -------
    Corpus
        Keywords of kind `AUTHOR`, one row for each record and phrase; the keywords of before are
        gone. Records without a Latin word (Chinese is not cut into words) have none; ``problems``
        tells how many (code ``no-keywords``).

    Raises
    ------
    UnknownChoiceError
        When ``field`` is neither of them.
    """
    if field not in FIELD_CHOICES:
        raise UnknownChoiceError("field", field, FIELD_CHOICES)
    texts = [_plain(getattr(found, field)) for found in corpus.details(range(len(corpus)))]
    phrases, record, keyword = _counted(texts)
    kept = _kept(phrases, np.bincount(keyword, minlength=len(phrases)))
    place = np.cumsum(kept) - 1
    rows = kept[keyword]
    columns = {
        "record": record[rows],
        "keyword": place[keyword[rows]],
        "kind": np.full(int(rows.sum()), AUTHOR, dtype=np.int64),
    }
    return replace(
        corpus,
        keyword_columns=Columns(columns),
        vocabulary=tuple(phrase for phrase, is_kept in zip(phrases, kept, strict=True) if is_kept),
        problems=(*corpus.problems, *_wordless(texts, field)),
        history=(*corpus.history, Step("phrase_keywords", (("field", field),))),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'")


def _counted(texts: list[str]) -> tuple[list[str], Ints, Ints]:
    """All phrases in the order of their letters; record and phrase of every occurrence."""
    from sklearn.feature_extraction.text import CountVectorizer

    # The vectoriser takes it for a mistake when no text has a word.
    if not any(True for text in texts for _ in _phrases(text)):
        nothing = np.zeros(0, dtype=np.int64)
        return [], nothing, nothing
    vectoriser = CountVectorizer(analyzer=_phrases, binary=True)
    matrix = vectoriser.fit_transform(texts)
    matrix.sort_indices()
    record = np.repeat(np.arange(len(texts)), np.diff(matrix.indptr))
    return vectoriser.get_feature_names_out().tolist(), record, matrix.indices.astype(np.int64)


def _phrases(text: str) -> Iterator[str]:
    stop_words = _stop_words()
    for run in _RUN.findall(text):
        words = run.split()
        letters = [_n_letters(word) for word in words]
        ends = [
            place for place, word in enumerate(words) if letters[place] and word not in stop_words
        ]
        for rank, first in enumerate(ends):
            for last in ends[rank : rank + _MAX_WORDS]:
                if last - first < _MAX_WORDS and sum(letters[first : last + 1]) >= _MIN_LETTERS:
                    yield " ".join(words[first : last + 1])


@lru_cache(maxsize=1 << 16)
def _n_letters(word: str) -> int:
    return sum(map(str.isalpha, word))


@cache
def _stop_words() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS) - _NO_STOP_WORDS


def _kept(phrases: list[str], n_records: Ints) -> NDArray[np.bool_]:
    """Phrases of enough records that no longer phrase stands for."""
    kept: NDArray[np.bool_] = n_records >= min(_MIN_RECORDS, n_records.max(initial=0))
    code = {phrases[place]: place for place in np.flatnonzero(kept).tolist()}
    for phrase, place in code.items():
        words = phrase.split(" ")
        for n_words in range(1, len(words)):
            for first in range(len(words) - n_words + 1):
                part = code.get(" ".join(words[first : first + n_words]))
                # All records of a phrase hold its parts: as many records are the same records.
                if part is not None and n_records[part] == n_records[place]:
                    kept[part] = False
    return kept


def _wordless(texts: list[str], field: str) -> list[Problem]:
    n_wordless = sum(_RUN.search(text) is None for text in texts)
    if not n_wordless:
        return []
    message = (
        f"{n_wordless} of {len(texts)} records have no {field} with words in Latin letters and get "
        "no phrases (Chinese is not cut into words); take their keywords instead: author or all"
    )
    return [Problem("", 0, "no-keywords", message)]
