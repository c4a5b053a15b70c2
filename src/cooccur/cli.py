"""The command: options in, one call of the library, words out. The only place that knows click."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import click
from click.exceptions import NoArgsIsHelpError

from cooccur._version import __version__
from cooccur.errors import CooccurError
from cooccur.options import CHOICES, OPTIONS, options_of

_Function = TypeVar("_Function", bound=Callable[..., Any])
_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_INPUTS: Final = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


class _Minimum(click.ParamType[int | str]):
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


def _map_options(function: _Function) -> _Function:
    """Every option of the library's table, in its order, with its help and default."""
    for name, option in reversed(list(OPTIONS.items())):
        settings: dict[str, Any] = {"help": option.metadata["help"], "default": option.default}
        choices = [choice for choice in CHOICES.get(name, ()) if choice]
        if choices:
            settings["type"] = click.Choice(choices)
            settings["default"] = option.default or None
        elif name == "min_occurrences":
            settings["type"] = _Minimum()
        elif isinstance(option.default, bool):
            settings["is_flag"] = True
        elif isinstance(option.default, tuple):
            settings["multiple"] = True
        elif isinstance(option.default, (int, float)):
            settings["type"] = type(option.default)
        if option.metadata["metavar"]:
            settings["metavar"] = option.metadata["metavar"]
        shown = option.default not in (None, "", ()) and option.default is not False
        spelled = "--" + name.replace("_", "-")
        function = click.option(spelled, name, show_default=shown, **settings)(function)
    return function


@click.group(context_settings=_SETTINGS, no_args_is_help=True)
@click.version_option(__version__, prog_name="cooccur")
def cooccur() -> None:
    """Keyword co-occurrence knowledge maps from Web of Science and CNKI exports.

    \b
    cooccur map exports/                    a map of all exports in a folder: map.html
    cooccur map a.txt b.txt -o field.html -o field.graphml -o tables/
    cooccur inspect exports/                what is in each file
    """  # noqa: D301 click's mark for "do not wrap"


@cooccur.command("map")
@_INPUTS
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="OUT",
    help="Where to write; the suffix decides what (see `cooccur formats`); repeatable. "
    "[default: map.html]",
)
@_map_options
@click.option(
    "--renderer",
    type=click.Choice(["canvas", "pyvis"]),
    default="canvas",
    show_default=True,
    help="What draws a .html page.",
)
@_JSON
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def map_command(
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    *,
    renderer: str,
    as_json: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 the library's table checks them
) -> None:
    """Make the keyword map of export files.

    INPUT: files, folders (searched through), globs and archives, as downloaded. The content
    decides the format, never the name.

    \b
    cooccur map savedrecs.txt
    cooccur map cnki/ wos/ -o map.html -o network.graphml --hide "social commerce"
    """  # noqa: D301
    from cooccur import pipeline, summary, talk
    from cooccur.readers.formats import locations
    from cooccur.writers.formats import format_of, refuse_inputs

    chosen = options_of({**options, "lang": options["lang"] or ""})
    outputs = outputs or ("map.html",)
    for output in outputs:
        format_of(output)
    refuse_inputs(outputs, inputs)
    with talk.progress(quiet=quiet) as progress:
        corpus = pipeline.read(*inputs, format=chosen.format, merge=chosen.merge, progress=progress)
        refuse_inputs(outputs, locations(corpus, *inputs))
        knowledge_map = pipeline.map_corpus(corpus, options=chosen, progress=progress)
        written = summary.output_names(knowledge_map.save(*outputs, renderer=renderer))
    if not quiet:
        # Not before all went well: a run that fails says little else.
        talk.say_reading(corpus)
        talk.say_map(knowledge_map, written)
    if as_json:
        _print_json({**summary.metrics(knowledge_map), "outputs": written})


@cooccur.command("inspect")
@_INPUTS
@click.option("--format", "format_name", metavar="NAME", help=OPTIONS["format"].metadata["help"])
@click.option(
    "--merge",
    type=click.Choice(CHOICES["merge"]),
    default=OPTIONS["merge"].default,
    show_default=True,
    help=OPTIONS["merge"].metadata["help"],
)
@_JSON
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def inspect_command(
    inputs: tuple[str, ...], *, format_name: str | None, merge: str, as_json: bool, quiet: bool
) -> None:
    """Tell what is in each file: format, encoding, records, years, keywords, problems.

    \b
    cooccur inspect exports/
    cooccur inspect exports/ --json
    """  # noqa: D301
    from cooccur import pipeline, summary, talk

    with talk.progress(quiet=quiet) as progress:
        corpus = pipeline.read(
            *inputs, format=format_name, merge=merge, lenient=True, progress=progress
        )
    if as_json:
        _print_json(summary.inspection(corpus))
    pipeline.require_readable(corpus)
    if not quiet:
        talk.say_reading(corpus)


@cooccur.command("formats")
@_JSON
def formats_command(*, as_json: bool) -> None:
    """List what can be read and written."""
    from cooccur import summary, talk

    table = summary.formats()
    if as_json:
        _print_json(table)
    else:
        click.echo(talk.say_formats(table["read"], table["write"]), nl=False)


def _print_json(value: Mapping[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def main() -> NoReturn:
    """Run the command and leave with its exit code: 0 done, 1 the data, 2 the call."""
    # Streams that were closed by the caller do not exist; what is said is then lost, not the run.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no Chinese shows escapes; it must not end the program.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        code = cooccur.main(prog_name="cooccur", standalone_mode=False)
    except CooccurError as error:
        _fail(str(error), code=error.code, exit_code=error.exit_code)
    except NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "cooccur"
        _fail(f"{error.format_message()} (see {command} --help)", code="bad-option", exit_code=2)
    except OSError as error:
        message = f"{error.strerror or error}; free space or choose another place"
        _fail(message, code="cannot-write", exit_code=1)
    except click.Abort:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, *, code: str, exit_code: int) -> NoReturn:
    from cooccur.talk import say_error

    say_error(message, code=code)
    sys.exit(exit_code)
