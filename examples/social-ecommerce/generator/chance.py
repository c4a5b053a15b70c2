"""Chance that falls the same way on every machine and with every Python."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Seeded draws.

    Only `random.Random.random` is used: its numbers are promised to stay, those of ``choices``
    and ``sample`` are not.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def whether(self, probability: float) -> bool:
        """Whether a thing of this probability happens."""
        return self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all alike."""
        return items[int(self._random.random() * len(items))]

    def draw(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of the items, each by its weight."""
        left = self._random.random() * math.fsum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def some(self, items: Sequence[T], number: int, weights: Sequence[float] = ()) -> list[T]:
        """Several different items (by place), heavy ones more often."""
        rest = list(range(len(items)))
        heavy = list(weights) or [1.0] * len(items)
        found: list[T] = []
        while rest and len(found) < number:
            place = self.draw(rest, [heavy[i] for i in rest])
            rest.remove(place)
            found.append(items[place])
        return found

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        return self.some(items, len(items))


def zipf(number: int, offset: float) -> list[float]:
    """Weights that fall with the rank: 1/offset, 1/(offset + 1) and so on."""
    return [1 / (rank + offset) for rank in range(number)]
