"""The keywords of files as numbers: each is told apart from all others, and once in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from cooccur.model import Ints
from cooccur.texts import END, Texts


class PackedWords(Sequence[str]):
    """Words as bytes, which take a third of the memory and are quickly handed over.

    Parameters
    ----------
    data : bytes
        The words in UTF-8, one behind the other, each with a NUL behind it.
    n : int
        How many there are.
    """

    def __init__(self, data: bytes, n: int) -> None:
        self.data = data
        self._n = n

    def __len__(self) -> int:
        return self._n

    def __iter__(self) -> Iterator[str]:
        return iter(self.data.decode("utf-8", "surrogatepass").split(END)[:-1])

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return list(self)[place]

    def are_longer(self, longest: int) -> NDArray[np.bool_]:
        """Which of the words have more than so many characters."""
        sizes = np.diff(np.flatnonzero(np.frombuffer(self.data, np.uint8) == 0), prepend=-1) - 1
        are_longer: NDArray[np.bool_] = sizes > longest
        # No word has more characters than bytes.
        if are_longer.any():
            are_longer = np.fromiter(map(len, self), np.int64, self._n) > longest
        return are_longer


def packed(words: Sequence[str]) -> PackedWords:
    """These words as bytes, without the NULs in them."""
    text = END.join([*words, ""])
    if text.count(END) != len(words):
        text = END.join([*(word.replace(END, "") for word in words), ""])
    return PackedWords(text.encode("utf-8", "surrogatepass"), len(words))


def put_together(parts: Sequence[PackedWords]) -> PackedWords:
    """The words of all parts, one part behind the other."""
    return PackedWords(b"".join([part.data for part in parts]), sum(map(len, parts)))


class Vocabulary(dict[str, int]):
    """Numbers for the keywords of several files, in the order in which they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        """The keywords by their number."""
        self._longest = 0
        self._n_measured = 0

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self.words)
        self.words.append(word)
        return code

    def codes(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of these keywords."""
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))

    def too_long(self, codes: NDArray[np.int32], longest: int) -> NDArray[np.bool_]:
        """Which of these keywords have more than so many characters."""
        new = self.words[self._n_measured :]
        self._longest = max(self._longest, max(map(len, new), default=0))
        self._n_measured += len(new)
        known = np.unique(codes) if self._longest > longest else codes[:0]
        return np.isin(codes, [code for code in known.tolist() if len(self.words[code]) > longest])


def unified(vocabularies: Sequence[Sequence[str]]) -> tuple[list[NDArray[np.int32]], list[str]]:
    """The code of every word of each vocabulary, and the distinct words by their code.

    Codes count up in the order of the vocabularies.
    """
    table = _Table()
    of_each: list[NDArray[np.int32]] = []
    distinct: list[str] = []
    for words in vocabularies:
        texts = _texts(words)
        codes, new = table.codes(texts.hashes())
        of_each.append(codes)
        distinct += texts.chosen(new)
    known = Texts(distinct)
    # Words of one hash are nearly always one word, but nearly is not enough.
    pairs = zip(vocabularies, of_each, strict=True)
    if all(_texts(words).same_as(known, codes).all() for words, codes in pairs):
        return of_each, distinct
    numbers = Vocabulary()
    return [numbers.codes(list(words)) for words in vocabularies], numbers.words


def _texts(words: Sequence[str]) -> Texts:
    return Texts(words, words.data if isinstance(words, PackedWords) else None)


_EMPTY: Final = -1
_TURN: Final = np.uint64(0xD1342543DE82EF95)
_AT_ONCE: Final = 1 << 16


class _Table:
    """Numbers for hashes, in the order in which they come.

    A dictionary whose entries are looked for many at a time. A value that finds another one in its
    slot looks for another slot.
    """

    def __init__(self) -> None:
        self._n = 0
        self._bits = 10
        self._clear()

    def _clear(self) -> None:
        self._value = np.zeros(1 << self._bits, dtype=np.uint64)
        self._code = np.full(1 << self._bits, _EMPTY, dtype=np.int32)

    def codes(self, values: NDArray[np.uint64]) -> tuple[NDArray[np.int32], Ints]:
        """The number of each value, and the positions of those that are new."""
        codes = np.empty(len(values), dtype=np.int32)
        new = [np.zeros(0, dtype=np.int64)]
        for start in range(0, len(values), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            codes[some], found = self._some(values[some])
            new.append(found + start)
        return codes, np.concatenate(new)

    def _some(self, values: NDArray[np.uint64]) -> tuple[NDArray[np.int32], Ints]:
        self._make_room(self._n + len(values))
        first, slot = self._find(values, -2 - np.arange(len(values), dtype=np.int32))
        is_new = first < _EMPTY
        # What is new has the position of the first of its kind, below all codes and turned.
        place = -2 - first[is_new]
        begins = np.flatnonzero(is_new)[place == np.flatnonzero(is_new)]
        code = np.empty(len(values), dtype=np.int32)
        code[begins] = np.arange(self._n, self._n + len(begins))
        first[is_new] = code[place]
        self._code[slot[begins]] = code[begins]
        self._n += len(begins)
        return first, begins

    def _find(
        self, values: NDArray[np.uint64], codes: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], Ints]:
        """What stands in the table for each value, put there if need be, and in which slot."""
        found = np.empty(len(values), dtype=np.int32)
        slots = np.empty(len(values), dtype=np.int64)
        left, turned, looked = np.arange(len(values)), values, values
        while len(left):
            slot = (turned >> np.uint64(64 - self._bits)).astype(np.int64)
            is_free = np.flatnonzero(self._code[slot] == _EMPTY)[::-1]
            # What is assigned last, which is the first, stays.
            self._value[slot[is_free]] = looked[is_free]
            self._code[slot[is_free]] = codes[left[is_free]]
            found[left] = self._code[slot]
            slots[left] = slot
            others = np.flatnonzero(self._value[slot] != looked)
            left, looked, turned = left[others], looked[others], turned[others] * _TURN
        return found, slots

    def _make_room(self, n: int) -> None:
        if n <= len(self._code) // 2:
            return
        held = np.flatnonzero(self._code != _EMPTY)
        values, codes = self._value[held], self._code[held]
        self._bits = (2 * n).bit_length()
        self._clear()
        self._find(values, codes)


def by_first_use(codes: NDArray[np.int32], n_codes: int) -> tuple[NDArray[np.int32], Ints]:
    """The codes numbered anew in the order in which they occur, and the old ones in that order."""
    first = np.full(n_codes, len(codes), dtype=np.int64)
    # What is assigned last, which is the first of each code, stays.
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    order = np.argsort(first)
    # A keyword of a record that was skipped may occur nowhere.
    order = order[: np.count_nonzero(first < len(codes))]
    rank = np.zeros(n_codes, dtype=np.int32)
    rank[order] = np.arange(len(order))
    return rank[codes], order
