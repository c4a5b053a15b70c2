"""Text of others inside Markdown: shown as it is, never taken for markup."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

NOTHING: Final = "–"
"""What stands for an option that is not used."""

# Underscores inside words and ampersands that begin no entity are no markup.
_MARKUP: Final = re.compile(r"[\\`*\[\]<>|$~@^]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[0-9A-Za-z]+;)")
_KEPT_AS_IT_IS: Final = ("#", "|", "- ", "```", "1. ")


def escaped(text: str) -> str:
    """A text on one line without characters that nobody sees, its markup escaped."""
    return _escaped(one_line(text))


def one_line(text: str) -> str:
    """A text on one line without control characters and turns of the reading direction."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def cell(value: Any) -> str:  # noqa: ANN401 the value of any option
    """The value of an option for a table, so that it can be read back.

    Parameters
    ----------
    value : None, bool, int, float, str, list or tuple of str
        Lists and unusual texts are written as JSON strings, parted by commas.

    Examples
    --------
    >>> cell(1.0), cell(True), cell("2-4"), cell(("a", "b"))
    ('1', 'yes', '2-4', '"a", "b"')
    """
    if value is None or value == "" or (isinstance(value, (list, tuple)) and not value):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, (list, tuple)):
        return _escaped(", ".join(_quoted(text) for text in value))
    text = str(value)
    is_plain = text == one_line(text) != NOTHING and not text.startswith('"')
    return _escaped(text if is_plain else _quoted(text))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    # Characters that nobody sees stand by their numbers.
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in quoted)


def reflowed(text: str, *, joint: str) -> str:
    """The text with every paragraph on one line.

    Parameters
    ----------
    text : str
        Markdown. Headings, lists, tables and blocks of code stay as they are.
    joint : str
        What stands between two lines of a paragraph.
    """
    blocks = [_block(block, joint) for block in re.split(r"\n\s*\n", text.strip())]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(block: str, joint: str) -> str:
    lines = [line.rstrip() for line in block.splitlines() if line.strip()]
    if lines and lines[0].startswith(_KEPT_AS_IT_IS):
        return "\n".join(lines)
    return joint.join(line.strip() for line in lines)


def listed(words: Sequence[str], *, comma: str, last: str) -> str:
    """Words as one enumeration: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{comma.join(words[:-1])}{last}{words[-1]}"
