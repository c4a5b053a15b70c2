"""`cooccur thesaurus`: which keywords are one, proposed, decided and remembered."""

from __future__ import annotations

import sys
from typing import Any

import click

from cooccur.commands.shared import INPUTS, JSON, LANG, QUIET, options_named, print_json
from cooccur.help import Command


@click.command("thesaurus", cls=Command)
@INPUTS
@click.option(
    "-o",
    "--output",
    default="thesaurus.txt",
    show_default=True,
    metavar="FILE",
    help="Where to write: .txt as VOSviewer has it, .alias as CiteSpace has it.",
)
@click.option(
    "--thesaurus", metavar="FILE", help="A thesaurus of your own, whose rows count as accepted."
)
@click.option(
    "--decisions",
    metavar="FILE",
    help="The table of decisions, read if it is there. [default: NAME.decisions.csv beside the "
    "output]",
)
@click.option(
    "--min-score",
    type=float,
    default=0.6,
    show_default=True,
    metavar="X",
    help="Lowest score of proposals: the estimated share that is right.",
)
@click.option("--interactive", is_flag=True, help="Ask, even where no terminal is found.")
@click.option("--yes", is_flag=True, help="Accept all proposals.")
@click.option("--list", "as_list", is_flag=True, help="Print the proposals and write nothing.")
@options_named("format", "limit", "columns", "vocabulary", "merge", "keywords", "keyword_language")
@LANG
@JSON
@QUIET
def thesaurus_command(
    inputs: tuple[str, ...],
    output: str,
    *,
    decisions: str | None,
    vocabulary: str | None,
    interactive: bool,
    yes: bool,
    as_list: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 the library checks them
) -> None:
    """Propose which keywords are one, ask about each, and write a thesaurus.

    Where no terminal is found nothing is asked: proposals are written to the table of decisions,
    undecided. Edit it and run the command again. What was decided is not asked again.

    \b
    cooccur thesaurus exports/
    cooccur thesaurus exports/ --yes --min-score 0.9
    cooccur map exports/ --thesaurus thesaurus.txt
    """  # noqa: D301
    from cooccur import synonyms, talk
    from cooccur.summary import output_names

    if interactive + yes + as_list > 1:
        raise click.UsageError("--interactive, --yes and --list exclude each other.")
    with talk.progress(quiet=quiet) as progress, talk.collected() as notes:
        workshop = synonyms.open_workshop(
            *inputs,
            output=output,
            decisions=decisions,
            vocabulary=vocabulary or "",
            progress=progress,
            **options,
        )
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty() and not (quiet or as_json)
    broken = False
    if yes:
        workshop = workshop.accepted()
    elif interactive or (is_terminal and not as_list):
        from cooccur.commands.dialogue import ask

        workshop, broken = ask(workshop)
    written: list[str] = []
    if as_list:
        # Where nothing but ASCII is known, click would write UTF-8 all the same.
        sys.stdout.write(talk.say_proposals(workshop.proposals))
    else:
        with talk.collected() as more:
            paths = synonyms.save(workshop, synonyms.output_path(output), decisions)
        notes += more
        written = output_names(paths)
    if not quiet:
        talk.say_workshop(workshop, written)
        talk.say_notes(notes)
    if as_json:
        print_json({**synonyms.numbers(workshop), "outputs": written})
    if broken:
        raise click.Abort
