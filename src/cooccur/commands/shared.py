"""What commands share: arguments, options from the library's tables, how they answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from cooccur import words
from cooccur.options import CHOICES, FIGURE_OPTIONS, OPTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from cooccur.errors import CooccurWarning
    from cooccur.model import KnowledgeMap

    _ParamType = click.ParamType[int | str]
else:
    # Click 8.2 and 8.3 do not know of what type a parameter is.
    _ParamType = click.ParamType

_Function = TypeVar("_Function", bound=Callable[..., Any])
SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
INPUTS: Final = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
SOURCES: Final = click.argument("inputs", nargs=-1, metavar="INPUT...")
"""Inputs that a study file may name instead."""
STORED: Final = click.argument("stored", metavar="MAP")
JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
QUIET: Final = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
STUDY: Final = click.option(
    "--study",
    metavar="FILE",
    help="Inputs and options of a study file (TOML); what is given beside it wins over it.",
)
SAVE_STUDY: Final = click.option(
    "--save-study", metavar="FILE", help="Write the inputs and options to a study file, too."
)
LANG: Final = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    metavar="en|zh",
    expose_value=False,
    help="Language of the console; without it that of the locale.",
)
"""For commands that make no page; `main` looks at it before anything is parsed."""


class _Minimum(_ParamType):
    """``auto`` or a whole number."""

    name = "auto|N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        if value == "auto":
            return "auto"
        try:
            return int(str(value))
        except ValueError:
            self.fail(f"{value!r} is neither auto nor a whole number", param, ctx)


def _add_options(function: _Function, table: Mapping[str, Field[Any]]) -> _Function:
    """Every option of a table of the library, in its order, with its help and default."""
    for name, option in reversed(list(table.items())):
        settings: dict[str, Any] = {"help": option.metadata["help"], "default": option.default}
        choices = [choice for choice in CHOICES.get(name, ()) if choice]
        if choices:
            settings["type"] = click.Choice(choices)
            settings["default"] = option.default or None
        elif name in ("min_occurrences", "jobs"):
            settings["type"] = _Minimum()
        elif isinstance(option.default, bool):
            settings["is_flag"] = True
        elif isinstance(option.default, tuple):
            settings["multiple"] = True
        elif isinstance(option.default, (int, float)):
            settings["type"] = type(option.default)
        elif option.type == "int | None":
            settings["type"] = int
        if option.metadata["metavar"]:
            settings["metavar"] = option.metadata["metavar"]
        shown = option.default not in (None, "", ()) and option.default is not False
        spelled = "--" + name.replace("_", "-")
        function = click.option(spelled, name, show_default=shown, **settings)(function)
    return function


def map_options(function: _Function) -> _Function:
    """The options of a map."""
    return _add_options(function, OPTIONS)


def options_named(*names: str) -> Callable[[_Function], _Function]:
    """Some of the options of a map, for commands that need no others."""
    return lambda function: _add_options(function, {name: OPTIONS[name] for name in names})


def figure_options(function: _Function) -> _Function:
    """The options of figures."""
    return _add_options(function, FIGURE_OPTIONS)


def outputs_option(told: str) -> Callable[[_Function], _Function]:
    """Names of files to write, any number of them; ``told`` says of which kinds."""
    return click.option("-o", "--output", "outputs", multiple=True, metavar="OUT", help=told)


def tell(
    knowledge_map: KnowledgeMap,
    written: Iterable[Path],
    notes: Iterable[CooccurWarning],
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    """What was read, the map in words, and where it stands."""
    from cooccur import summary, talk

    outputs = summary.output_names(list(written))
    if not quiet:
        # Not before all went well: a run that fails says little else.
        talk.say_source(knowledge_map)
        talk.say_map(knowledge_map, outputs)
        talk.say_notes(notes)
    if as_json:
        print_json({**summary.metrics(knowledge_map), "outputs": outputs})


def given(context: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given: a preset must not be overruled by what was left as it is."""
    left = click.core.ParameterSource.DEFAULT
    return {
        name: value
        for name, value in options.items()
        if context.get_parameter_source(name) is not left
    }


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on stdout, in UTF-8 whatever the console."""
    import json

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()
