"""`cooccur rerun`: a map made again from what stands in it."""

from __future__ import annotations

from typing import Any

import click

from cooccur.commands.shared import (
    INPUTS,
    JSON,
    LANG,
    QUIET,
    STORED,
    figure_options,
    outputs_option,
    tell,
)
from cooccur.help import Command


@click.command("rerun", cls=Command)
@STORED
@INPUTS
@outputs_option("As of `cooccur map`; repeatable. [default: rerun.html]")
@figure_options
@LANG
@JSON
@QUIET
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
    from cooccur.readers.reading import locations
    from cooccur.writers.formats import refuse_inputs

    outputs = outputs or ("rerun.html",)
    refuse_inputs(outputs, (stored, *inputs))
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        knowledge_map = repeat.rerun(stored, *inputs, progress=progress)
        refuse_inputs(outputs, locations(knowledge_map.corpus, *inputs))
        written = knowledge_map.save(*outputs, **figures)
    tell(knowledge_map, written, notes, as_json=as_json, quiet=quiet)
