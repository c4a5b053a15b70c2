"""`cooccur report`: all that a paper needs."""

from __future__ import annotations

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
    tell,
)
from cooccur.help import Command


@click.command("report", cls=Command)
@SOURCES
@click.option(
    "-o",
    "--output",
    default="cooccur-report",
    show_default=True,
    metavar="DIR|DIR.zip",
    help="Where to write: a folder, or a ZIP file.",
)
@map_options
@figure_options
@STUDY
@SAVE_STUDY
@JSON
@QUIET
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

    call = studies.combined(study, inputs, given(context, options))
    reporting.refuse_inputs(output, call.inputs)
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        knowledge_map = pipeline.map(*call.inputs, progress=progress, **call.options)
        report = reporting.make_report(knowledge_map, figures=call.figures, progress=progress)
        also = studies.study_file(save_study, call)
        written = reporting.save_report(report, output, also=also)
    tell(knowledge_map, [written], notes, as_json=as_json, quiet=quiet)
