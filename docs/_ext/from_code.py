"""The directive ``from-code``: tables and texts that stand in the code and are shown as they are.

``{from-code} options`` is the table of options, and so on; `MAKERS` lists what there is.
"""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field
from typing import Any, Final

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import cooccur
from cooccur import cli
from cooccur.errors import CODES, CURES
from cooccur.options import CHOICES, FIGURE_OPTIONS, OPTIONS
from cooccur.readers.bounded import LIMITS

Lines = list[str]


def options(_argument: str) -> Lines:
    """Every option of the library and the command."""
    return option_table(OPTIONS)


def figure_options(_argument: str) -> Lines:
    """Every option of figures."""
    return option_table(FIGURE_OPTIONS)


def option_table(known: Mapping[str, Field[Any]]) -> Lines:
    """Name, default and meaning of options, with the values of those that choose."""
    rows = []
    for name, option in known.items():
        spelled = f"--{name.replace('_', '-')} {option.metadata['metavar']}".strip()
        choices = ", ".join(f"`{choice}`" for choice in CHOICES.get(name, ()) if choice)
        values = f" Values: {choices}." if choices and not option.metadata["metavar"] else ""
        rows.append((f"`{spelled}`", default_of(option.default), option.metadata["help"] + values))
    return table(("option", "default", "meaning"), rows)


def limits(_argument: str) -> Lines:
    """How much is read at most."""
    rows = [(f"`{n}`", f"{f.default:,}", f.metadata["help"]) for n, f in LIMITS.items()]
    return table(("name", "default", "meaning"), rows)


def default_of(value: object) -> str:
    """A default as people read it."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def formats(argument: str) -> Lines:
    """What can be read, or written."""
    rows = [(f"`{row['name']}`", row["title"]) for row in cooccur.formats()[argument]]
    return table(("name" if argument == "read" else "suffix", "what it is"), rows)


def codes(_argument: str) -> Lines:
    """Every code of errors and notes."""
    rows = [(f"`{code}`", text, CURES[code]) for code, text in CODES.items()]
    return table(("code", "cause", "cure"), rows)


def command(_argument: str) -> Lines:
    """The help of the program."""
    return fenced(cli.cooccur.get_help(_context()), "text")


def commands(_argument: str) -> Lines:
    """The help of every command, each under its name."""
    lines: Lines = []
    for name, one in sorted(cli.cooccur.commands.items()):
        context = click.Context(one, info_name=name, parent=_context())
        lines += [f"## cooccur {name}", "", *fenced(one.get_help(context), "text"), ""]
    return lines


def _context() -> click.Context:
    return click.Context(cli.cooccur, info_name="cooccur", terminal_width=92, max_content_width=92)


def library(_argument: str) -> Lines:
    """What ``import cooccur`` offers: its functions, each with its docstring."""
    names = sorted(name for name in cooccur.__all__ if name[0].islower())
    lines = ["```{eval-rst}", ".. automodule:: cooccur", "```", ""]
    for name in names:
        lines += ["```{eval-rst}", f".. autofunction:: cooccur.{name}", "```", ""]
    return lines


def rows_of(argument: str) -> Lines:
    """A table of choices in the code: name, title and, where there is one, the source."""
    where, _, name = argument.rpartition(".")
    found = getattr(importlib.import_module(where), name)
    rows = [(f"`{row.name}`", row.title, getattr(row, "source", "")) for row in found.values()]
    if not any(source for *_, source in rows):
        return table(("name", "what it does"), [row[:2] for row in rows])
    return table(("name", "what it does", "source"), rows)


def modules(argument: str) -> Lines:
    """The docstrings of every module of a package."""
    package = importlib.import_module(argument)
    lines: Lines = []
    for name in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        lines += [f"## {argument}.{name}", "", *automodule(f"{argument}.{name}"), ""]
    return lines


def module(argument: str) -> Lines:
    """The docstrings of one module, or of all that a package lists."""
    return [*automodule(argument), *constants(argument)]


def constants(argument: str) -> Lines:
    """The constants that a package lists, which autodoc knows only where they are defined."""
    package = importlib.import_module(argument)
    lines: Lines = []
    for info in pkgutil.iter_modules(getattr(package, "__path__", [])):
        told = ModuleAnalyzer.for_module(f"{argument}.{info.name}").find_attr_docs()
        for (scope, name), docstring in told.items():
            if not scope and name in package.__all__:
                value = repr(getattr(package, name))
                head = [f".. py:data:: {name}", f"   :module: {argument}", f"   :value: {value}"]
                text = [f"   {line}" for line in docstring]
                lines += ["```{eval-rst}", *head, "", *text, "```", ""]
    return lines


def automodule(name: str) -> Lines:
    """The directive of autodoc for a module."""
    return ["```{eval-rst}", f".. automodule:: {name}", "   :members:", "```"]


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Lines:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    cells = [[str(cell).replace("|", "\\|") for cell in line] for line in lines]
    return ["| " + " | ".join(line) + " |" for line in cells]


def fenced(text: str, language: str) -> Lines:
    """A block of code."""
    return [f"```{language}", *text.splitlines(), "```"]


MAKERS: Final[dict[str, Callable[[str], Lines]]] = {
    "options": options,
    "figure-options": figure_options,
    "limits": limits,
    "formats": formats,
    "codes": codes,
    "command": command,
    "commands": commands,
    "library": library,
    "rows": rows_of,
    "modules": modules,
    "module": module,
}
"""What the directive can show: the first word of its argument, the rest is the maker's."""


class FromCode(SphinxDirective):
    """Show a table or text of the code."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The nodes of what was asked for."""
        self.env.note_reread()  # the code may have changed, the page has not
        argument = self.arguments[1] if len(self.arguments) > 1 else ""
        lines = MAKERS[self.arguments[0]](argument)
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def skip(
    _app: Sphinx,
    _what: str,
    _name: str,
    found: object,
    skip: bool,  # noqa: FBT001 as Sphinx calls it
    _options: object,
) -> bool:
    """Leave out aliases of types, which are no functions, and what matplotlib gives its figures."""
    is_alias = typing.get_origin(found) is not None
    return skip or is_alias or getattr(found, "__module__", "").startswith("matplotlib")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the directive known."""
    app.add_directive("from-code", FromCode)
    app.connect("autodoc-skip-member", skip)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
