"""`cooccur formats`: what can be read and written."""

from __future__ import annotations

import click

from cooccur.commands.shared import JSON, LANG, print_json
from cooccur.help import Command


@click.command("formats", cls=Command)
@LANG
@JSON
def formats_command(*, as_json: bool) -> None:
    """List what can be read and written."""
    from cooccur import summary, talk

    table = summary.formats()
    if as_json:
        print_json(table)
    else:
        click.echo(talk.say_formats(table["read"], table["write"]), nl=False)
