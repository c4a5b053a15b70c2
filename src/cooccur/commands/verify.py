"""`cooccur verify`: whether a map comes out the same."""

from __future__ import annotations

from typing import Any

import click

from cooccur.commands.shared import (
    JSON,
    QUIET,
    SOURCES,
    STORED,
    STUDY,
    given,
    map_options,
    print_json,
)
from cooccur.help import Command


@click.command("verify", cls=Command)
@STORED
@SOURCES
@map_options
@STUDY
@JSON
@QUIET
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

    call = studies.combined(study, inputs, given(context, options))
    with talk.progress(quiet=quiet) as progress:
        found = repeat.verify(stored, *call.inputs, progress=progress, **call.options)
    if as_json:
        print_json(found.as_dict())
    if not quiet:
        talk.say_verification(found)
    context.exit(0 if found.same else 1)
