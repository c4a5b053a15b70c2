"""`cooccur diff`: what changed from one map to a later one."""

from __future__ import annotations

import click

from cooccur.commands.shared import JSON, LANG, QUIET, outputs_option, print_json
from cooccur.help import Command


@click.command("diff", cls=Command)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@outputs_option(
    "Where to write: .html (the new map with a view of the changes), .csv (two tables), "
    ".json, or a folder of all (a name that ends in /); repeatable."
)
@LANG
@JSON
@QUIET
def diff_command(
    old: str, new: str, outputs: tuple[str, ...], *, as_json: bool, quiet: bool
) -> None:
    """Tell what is new, grown, shrunk, split, merged and gone from one map to a later one.

    OLD, NEW: pages (map.html) or reports (folder or ZIP) that cooccur wrote. Clusters are matched
    by their keywords, whatever their numbers.

    \b
    cooccur diff map-2023.html map-2024.html
    cooccur diff map-2023.html map-2024.html -o diff.html -o diff.csv
    """  # noqa: D301
    from cooccur import comparison, talk

    targets = comparison.targets_of(outputs, old, new)
    changes = comparison.compared(old, new)
    written = comparison.write_changes(changes, new, targets)
    if not quiet:
        talk.say_changes(changes, [path.as_posix() for path in written])
    if as_json:
        names = [path.as_posix() for path in written]
        print_json({**comparison.as_dict(changes), "outputs": names})
