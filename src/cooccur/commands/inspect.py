"""`cooccur inspect`: what is in each file."""

from __future__ import annotations

import click

from cooccur.commands.shared import INPUTS, JSON, LANG, QUIET, print_json
from cooccur.help import Command
from cooccur.options import CHOICES, OPTIONS


@click.command("inspect", cls=Command)
@INPUTS
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
@LANG
@JSON
@QUIET
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

    network = exchange.read_network(*inputs, format=format_name, limit=limit)
    if network is not None:
        if as_json:
            print_json(summary.network_inspection(network))
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
        print_json(summary.inspection(corpus))
    pipeline.require_readable(corpus)
    if not quiet:
        talk.say_reading(corpus)
