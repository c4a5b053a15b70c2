"""`cooccur inspect`: what is in each file."""

from __future__ import annotations

import click

from cooccur.commands.shared import INPUTS, JSON, LANG, QUIET, options_named, print_json
from cooccur.help import Command


@click.command("inspect", cls=Command)
@INPUTS
@options_named("format", "limit", "columns", "vocabulary", "merge", "jobs", "engine", "scheduler")
@LANG
@JSON
@QUIET
def inspect_command(
    inputs: tuple[str, ...],
    *,
    format: str | None,  # noqa: A002 the option is called so
    limit: tuple[str, ...],
    columns: str | None,
    vocabulary: str | None,
    merge: str,
    jobs: int | str,
    engine: str,
    scheduler: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Tell what is in each file: format, encoding, records, years, keywords, problems.

    \b
    cooccur inspect exports/
    cooccur inspect exports/ --json
    """  # noqa: D301
    from cooccur import exchange, pipeline, summary, talk

    network = exchange.read_network(*inputs, format=format, limit=limit)
    if network is not None:
        if as_json:
            print_json(summary.network_inspection(network))
        if not quiet:
            talk.say_network(network)
        return
    with talk.progress(quiet=quiet) as progress:
        corpus = pipeline.read(
            *inputs,
            format=format,
            limit=limit,
            columns=columns,
            vocabulary=vocabulary or "",
            merge=merge,
            lenient=True,
            jobs=jobs,
            engine=engine,
            scheduler=scheduler,
            progress=progress,
        )
    if as_json:
        print_json(summary.inspection(corpus))
    pipeline.require_readable(corpus)
    if not quiet:
        talk.say_reading(corpus)
