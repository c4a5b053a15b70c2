"""Scripts and styles without what only their readers need: comments, indents, spaces.

Names stay and lines stay lines, so that an error in a page can still be found in its source.
"""

from __future__ import annotations

import re
from typing import Final

# A template may hold code in ${…}, and that code templates of its own, one level deep.
_TEMPLATE: Final = r"`(?:\\.|\$\{(?:[^`{}]|`(?:\\.|[^`\\])*`|\{[^{}]*\})*\}|[^`\\$]|\$(?!\{))*`"
_SCRIPT: Final = re.compile(
    rf"""(?P<kept>{_TEMPLATE}
    |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'
    |(?<=[(,=:?\ ])/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/)
    |(?:\s|(?<=\s)//[^\n]*|(?<=\s)/\*.*?\*/)+""",
    re.VERBOSE | re.DOTALL,
)
_WORD: Final = re.compile(r"[\w$]{2}|\+\+|--")
_STYLE_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_BLANK: Final = re.compile(r"\s*(?P<mark>[{};,])\s*|(?P<colon>(?<=:)\s+)|\s+")


def compact_script(text: str) -> str:
    """JavaScript that does the same, without comments, indents, empty lines and needless spaces.

    Parameters
    ----------
    text : str
        Source as in ``templates/js``: every statement ends with its own mark, comments and
        divisions have blanks before them.
    """
    return _SCRIPT.sub(_script_gap, f"\n{text}\n").strip()


def _script_gap(found: re.Match[str]) -> str:
    whole = found[0]
    if found["kept"]:
        return whole
    if "\n" in whole:
        return "\n"
    around = found.string[found.start() - 1] + found.string[found.end() : found.end() + 1]
    return " " if _WORD.fullmatch(around) else ""


def compact_style(text: str) -> str:
    """A style sheet that does the same, without comments and needless blanks.

    Parameters
    ----------
    text : str
        Source in which a colon is followed by a blank in declarations only.
    """
    return _STYLE_BLANK.sub(_style_gap, _STYLE_COMMENT.sub("", text)).strip()


def _style_gap(found: re.Match[str]) -> str:
    return found["mark"] or ("" if found["colon"] else " ")
