"""`cooccur map`: the map of export files."""

from __future__ import annotations

import textwrap
from typing import Any

import click

from cooccur.commands.shared import (
    JSON,
    QUIET,
    SAVE_STUDY,
    SOURCES,
    STUDY,
    figure_options,
    given,
    map_options,
    outputs_option,
    tell,
)
from cooccur.help import Command
from cooccur.presets import PRESETS


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


@click.command("map", cls=Command, epilog=_presets())
@SOURCES
@outputs_option(
    "Where to write; the suffix decides what (see `cooccur formats`); repeatable. "
    "[default: map.html]"
)
@map_options
@click.option(
    "--renderer",
    type=click.Choice(["canvas", "pyvis"]),
    default="canvas",
    show_default=True,
    help="What draws a .html page.",
)
@figure_options
@STUDY
@SAVE_STUDY
@JSON
@QUIET
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
    from cooccur.readers.reading import locations
    from cooccur.writers.formats import refuse_inputs, write

    call = studies.combined(study, inputs, given(context, options))
    outputs = outputs or ("map.html",)
    refuse_inputs(outputs, call.inputs)
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        knowledge_map = pipeline.map(*call.inputs, progress=progress, **call.options)
        refuse_inputs(outputs, locations(knowledge_map.corpus, *call.inputs))
        also = studies.study_file(save_study, call)
        written = write(knowledge_map, outputs, renderer=renderer, figures=call.figures, also=also)
    tell(knowledge_map, written, notes, as_json=as_json, quiet=quiet)
