"""Lists of words that rules know, from the folder ``lists``: words parted by commas."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "lists"


def listed(name: str) -> frozenset[str]:
    """The words of a list; lines that begin with ``#`` are comments."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    words = (word.strip() for line in lines for word in line.split(","))
    return frozenset(word for word in words if word)


def listed_pairs(name: str) -> dict[str, str]:
    """The pairs ``word: other`` of a list, in the order of letters."""
    pairs = (entry.partition(":") for entry in sorted(listed(name)))
    return {word: other.strip() for word, _, other in pairs}
