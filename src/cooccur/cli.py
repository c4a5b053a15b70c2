"""The command: options in, one call of the library, words out. The only place that knows click."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click
from click.exceptions import NoArgsIsHelpError

from cooccur import words
from cooccur._version import __version__
from cooccur.errors import CooccurError
from cooccur.help import Group
from cooccur.options import CHOICES, FIGURE_OPTIONS, OPTIONS
from cooccur.presets import PRESETS

if TYPE_CHECKING:
    from cooccur.errors import CooccurWarning
    from cooccur.model import KnowledgeMap

_Function = TypeVar("_Function", bound=Callable[..., Any])
_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_INPUTS: Final = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_SOURCES: Final = click.argument("inputs", nargs=-1, metavar="INPUT...")
"""Inputs that a study file may name instead."""
_STORED: Final = click.argument("stored", metavar="MAP")
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_QUIET: Final = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
_STUDY: Final = click.option(
    "--study",
    metavar="FILE",
    help="Inputs and options of a study file (TOML); what is given beside it wins over it.",
)
_SAVE_STUDY: Final = click.option(
    "--save-study", metavar="FILE", help="Write the inputs and options to a study file, too."
)
_LANG: Final = click.option(
    "--lang",
    type=click.Choice(words.LANGUAGES),
    metavar="en|zh",
    expose_value=False,
    help="Language of the console; without it that of the locale.",
)
"""For commands that make no page; `main` looks at it before anything is parsed."""


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


def _map_options(function: _Function) -> _Function:
    """The options of a map."""
    return _add_options(function, OPTIONS)


def _figure_options(function: _Function) -> _Function:
    """The options of figures."""
    return _add_options(function, FIGURE_OPTIONS)


@click.group(cls=Group, context_settings=_SETTINGS, no_args_is_help=True)
@_LANG
@click.version_option(__version__, prog_name="cooccur")
def cooccur() -> None:
    """Keyword co-occurrence knowledge maps from Web of Science and CNKI exports.

    \b
    cooccur map exports/                    a map of all exports in a folder: map.html
    cooccur map a.txt b.txt -o field.html -o field.graphml -o tables/
    cooccur inspect exports/                what is in each file
    """  # noqa: D301 click's mark for "do not wrap"


def _presets() -> str:
    """The presets, for the end of the help: what each sets."""
    lines = ["\b", "Presets (docs/presets.md tells the sources and what is known to differ):"]
    for preset in PRESETS.values():
        lines.append(f"  {preset.name}: {preset.title}")
        flags = [
            f"--{name.replace('_', '-')}" + ("" if value is True else f" {value}")
            for name, value in preset.values.items()
        ]
        lines += [f"    {line}" for line in textwrap.wrap(" ".join(flags), 92)]
    return "\n".join(lines)


@cooccur.command("map", epilog=_presets())
@_SOURCES
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
@_figure_options
@_STUDY
@_SAVE_STUDY
@_JSON
@_QUIET
@click.pass_context
def map_command(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    *,
    renderer: str,
    study: str | None,
    save_study: str | None,
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
    cooccur map --study study.toml
    """  # noqa: D301
    from cooccur import pipeline, studies, talk
    from cooccur.readers.formats import locations
    from cooccur.writers.formats import refuse_inputs, write

    call = studies.combined(study, inputs, _given(context, options))
    outputs = outputs or ("map.html",)
    refuse_inputs(outputs, call.inputs)
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        knowledge_map = pipeline.map(*call.inputs, progress=progress, **call.options)
        refuse_inputs(outputs, locations(knowledge_map.corpus, *call.inputs))
        also = studies.study_file(save_study, call)
        written = write(knowledge_map, outputs, renderer=renderer, figures=call.figures, also=also)
    _tell(knowledge_map, written, notes, as_json=as_json, quiet=quiet)


@cooccur.command("report")
@_SOURCES
@click.option(
    "-o",
    "--output",
    default="cooccur-report",
    show_default=True,
    metavar="DIR|DIR.zip",
    help="Where to write: a folder, or a ZIP file.",
)
@_map_options
@_figure_options
@_STUDY
@_SAVE_STUDY
@_JSON
@_QUIET
@click.pass_context
def report_command(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    *,
    study: str | None,
    save_study: str | None,
    as_json: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 the library's table checks them
) -> None:
    """Write all that a paper needs: page, figures, tables, networks, methods, manifest.

    \b
    cooccur report exports/
    cooccur report exports/ -o social-commerce.zip --preset citespace
    """  # noqa: D301
    from cooccur import pipeline, reporting, studies, talk

    call = studies.combined(study, inputs, _given(context, options))
    reporting.refuse_inputs(output, call.inputs)
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        knowledge_map = pipeline.map(*call.inputs, progress=progress, **call.options)
        report = reporting.make_report(knowledge_map, figures=call.figures, progress=progress)
        also = studies.study_file(save_study, call)
        written = reporting.save_report(report, output, also=also)
    _tell(knowledge_map, [written], notes, as_json=as_json, quiet=quiet)


@cooccur.command("rerun")
@_STORED
@_INPUTS
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="OUT",
    help="As of `cooccur map`; repeatable. [default: rerun.html]",
)
@_figure_options
@_LANG
@_JSON
@_QUIET
def rerun_command(
    stored: str,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    *,
    as_json: bool,
    quiet: bool,
    **figures: Any,  # noqa: ANN401 the library's table checks them
) -> None:
    """Make a map again from the options that stand in a page, figure, workbook or manifest.

    \b
    cooccur rerun map.html exports/ -o again.html
    cooccur rerun cooccur-report/manifest.json exports/ -o tables/
    """  # noqa: D301
    from cooccur import repeat, talk
    from cooccur.readers.formats import locations
    from cooccur.writers.formats import refuse_inputs

    outputs = outputs or ("rerun.html",)
    refuse_inputs(outputs, (stored, *inputs))
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        knowledge_map = repeat.rerun(stored, *inputs, progress=progress)
        refuse_inputs(outputs, locations(knowledge_map.corpus, *inputs))
        written = knowledge_map.save(*outputs, **figures)
    _tell(knowledge_map, written, notes, as_json=as_json, quiet=quiet)


@cooccur.command("verify")
@_STORED
@_SOURCES
@_map_options
@_STUDY
@_JSON
@_QUIET
@click.pass_context
def verify_command(
    context: click.Context,
    /,
    stored: str,
    inputs: tuple[str, ...],
    *,
    study: str | None,
    as_json: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 the library's table checks them
) -> None:
    """Tell whether a map comes out the same from these inputs, and what differs.

    Ends with 0 when it does and with 1 when it does not. Options, where given, are those that the
    map is said to be made with.

    \b
    cooccur verify map.html exports/
    cooccur verify cooccur-report/ exports/ --min-occurrences 5
    """  # noqa: D301
    from cooccur import repeat, studies, talk

    call = studies.combined(study, inputs, _given(context, options))
    with talk.progress(quiet=quiet) as progress:
        found = repeat.verify(stored, *call.inputs, progress=progress, **call.options)
    if as_json:
        _print_json(found.as_dict())
    if not quiet:
        talk.say_verification(found)
    context.exit(0 if found.same else 1)


@cooccur.command("inspect")
@_INPUTS
@click.option("--format", "format_name", metavar="NAME", help=OPTIONS["format"].metadata["help"])
@click.option("--limit", multiple=True, metavar="NAME=N", help=OPTIONS["limit"].metadata["help"])
@click.option(
    "--columns",
    metavar=OPTIONS["columns"].metadata["metavar"],
    help=OPTIONS["columns"].metadata["help"],
)
@click.option(
    "--vocabulary",
    type=click.Choice(CHOICES["vocabulary"][1:]),
    help=OPTIONS["vocabulary"].metadata["help"],
)
@click.option(
    "--merge",
    type=click.Choice(CHOICES["merge"]),
    default=OPTIONS["merge"].default,
    show_default=True,
    help=OPTIONS["merge"].metadata["help"],
)
@_LANG
@_JSON
@_QUIET
def inspect_command(
    inputs: tuple[str, ...],
    *,
    format_name: str | None,
    limit: tuple[str, ...],
    columns: str | None,
    vocabulary: str | None,
    merge: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Tell what is in each file: format, encoding, records, years, keywords, problems.

    \b
    cooccur inspect exports/
    cooccur inspect exports/ --json
    """  # noqa: D301
    from cooccur import exchange, pipeline, summary, talk

    network = exchange.read_network(*inputs, format=format_name)
    if network is not None:
        if as_json:
            _print_json(summary.network_inspection(network))
        if not quiet:
            talk.say_network(network)
        return
    with talk.progress(quiet=quiet) as progress:
        corpus = pipeline.read(
            *inputs,
            format=format_name,
            limit=limit,
            columns=columns,
            vocabulary=vocabulary or "",
            merge=merge,
            lenient=True,
            progress=progress,
        )
    if as_json:
        _print_json(summary.inspection(corpus))
    pipeline.require_readable(corpus)
    if not quiet:
        talk.say_reading(corpus)


@cooccur.command("formats")
@_LANG
@_JSON
def formats_command(*, as_json: bool) -> None:
    """List what can be read and written."""
    from cooccur import summary, talk

    table = summary.formats()
    if as_json:
        _print_json(table)
    else:
        click.echo(talk.say_formats(table["read"], table["write"]), nl=False)


def _tell(
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
        _print_json({**summary.metrics(knowledge_map), "outputs": outputs})


def _given(context: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given: a preset must not be overruled by what was left as it is."""
    left = click.core.ParameterSource.DEFAULT
    return {
        name: value
        for name, value in options.items()
        if context.get_parameter_source(name) is not left
    }


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
    streams = (sys.stdout, sys.stderr)
    words.speak(words.console_language(sys.argv[1:], os.environ, streams))
    try:
        code = cooccur.main(prog_name="cooccur", standalone_mode=False)
    except CooccurError as error:
        _fail(error.message, code=error.code, exit_code=error.exit_code, place=error.place)
    except NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "cooccur"
        _fail(f"{error.format_message()} (see {command} --help)", code="bad-option", exit_code=2)
    except OSError as error:
        message = f"{error.strerror or error}; free space or choose another place"
        _fail(message, code="cannot-write", exit_code=1, place=str(error.filename or ""))
    except click.Abort:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, *, code: str, exit_code: int, place: str = "") -> NoReturn:
    from cooccur.talk import say_error

    say_error(message, code=code, place=place)
    sys.exit(exit_code)
