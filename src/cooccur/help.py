"""The help of the command in the language of the console; in English it is click's own."""

from __future__ import annotations

import inspect
import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import Final

import click

from cooccur.words import is_english, spoken

_EXTRA: Final = re.compile(r"(.*?)(?:  \[([^\]]*)\])?", re.DOTALL)
_PIECE: Final = re.compile(r"\[[^\]]*\]|[（“]*(?:[!-~]+|\S)[，。；：、）”？！]*\s*")
"""What no line ends within: a default, a word, or a Chinese character with the marks at it."""


class Formatter(click.HelpFormatter):
    """Writes the help; Chinese characters count two columns, and lines end between any of them."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        super().__init__(indent_increment, width or _width(max_width or 80), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        if not is_english():
            args = " ".join(spoken(word) for word in args.split())
            prefix = spoken("Usage:")
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        if is_english():
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{spoken(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs; the lines of one that click is told not to wrap stay as they are."""
        if is_english():
            super().write_text(text)
            return
        indent = " " * self.current_indent
        blocks = [self._paragraph(paragraph.splitlines()) for paragraph in text.split("\n\n")]
        lines = "\n\n".join("\n".join(f"{indent}{line}" for line in block) for block in blocks)
        self.write(f"{lines}\n")

    def _paragraph(self, lines: list[str]) -> list[str]:
        if lines[0].strip() != "\b":
            return wrapped(spoken(" ".join(lines)), self.width - self.current_indent)
        # A command and, in a second column, what it does.
        return ["".join(map(spoken, re.split(r"(\s{2,})", line))) for line in lines[1:]]

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of names and what they are."""
        if is_english():
            super().write_dl(list(rows), col_max, col_spacing)
            return
        table = [(name, _described(text)) for name, text in rows]
        column = min(max(columns(name) for name, _ in table), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in table:
            first, *others = wrapped(text, self.width - column - self.current_indent) or [""]
            beside = columns(name) + col_spacing <= column
            lines = [f"{name}{' ' * (column - columns(name))}{first}"] if beside else [name]
            lines += [f"{' ' * column}{line}" for line in (others if beside else [first, *others])]
            self.write("".join(f"{indent}{line.rstrip()}\n" for line in lines))


def _width(most: int) -> int:
    """What click makes of the width of the console; it would load much for asking for it."""
    try:
        wide = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        wide = 0
    if wide <= 0:
        try:
            wide = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError):
            wide = 80
    return max(min(wide or 80, most) - 2, 50)


def _described(text: str) -> str:
    """The help of an option with the default that click adds to it."""
    found = _EXTRA.fullmatch(text)
    said, extra = found.groups() if found else (text, None)
    return f"{spoken(said)}  [{extra.replace('default: ', '默认：')}]" if extra else spoken(said)


def columns(text: str) -> int:
    """How many columns of a console a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns, as far as its words allow."""
    lines: list[str] = []
    for piece in _PIECE.findall(text):
        if lines and columns(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines]


class Context(click.Context):
    """A context whose help is written by `Formatter`."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help follows the language of the console."""

    context_class = Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line of a command in the list of them."""
        if is_english():
            return super().get_short_help_str(limit)
        first = inspect.cleandoc(self.help or "").partition("\n\n")[0]
        return spoken(" ".join(first.split())).partition("。")[0]


class Group(click.Group):
    """A group of such commands."""

    context_class = Context
    command_class = Command
