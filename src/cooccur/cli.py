"""The command: what it is called with goes to one of `cooccur.commands`, errors to the console."""

from __future__ import annotations

import os
import sys
from typing import NoReturn, TextIO

import click
from click.exceptions import NoArgsIsHelpError

from cooccur import words
from cooccur._version import __version__
from cooccur.commands.diff import diff_command
from cooccur.commands.formats import formats_command
from cooccur.commands.inspect import inspect_command
from cooccur.commands.map import map_command
from cooccur.commands.report import report_command
from cooccur.commands.rerun import rerun_command
from cooccur.commands.shared import LANG, SETTINGS
from cooccur.commands.thesaurus import thesaurus_command
from cooccur.commands.verify import verify_command
from cooccur.errors import CooccurError
from cooccur.help import Group


@click.group(cls=Group, context_settings=SETTINGS, no_args_is_help=True)
@LANG
@click.version_option(__version__, prog_name="cooccur")
def cooccur() -> None:
    """Keyword co-occurrence knowledge maps from the exports of literature databases.

    \b
    cooccur map exports/                    a map of all exports in a folder: map.html
    cooccur map a.txt b.txt -o field.html -o field.graphml -o tables/
    cooccur inspect exports/                what is in each file
    """  # noqa: D301 click's mark for "do not wrap"


cooccur.add_command(map_command)
cooccur.add_command(report_command)
cooccur.add_command(rerun_command)
cooccur.add_command(verify_command)
cooccur.add_command(diff_command)
cooccur.add_command(thesaurus_command)
cooccur.add_command(inspect_command)
cooccur.add_command(formats_command)


def main() -> NoReturn:
    """Run the command and leave with its exit code: 0 done, 1 the data, 2 the call."""
    # The products of a map are small: threads that wait for them cost more than they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Streams that were closed by the caller do not exist; what is said is then lost, not the run.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
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


def _nowhere() -> TextIO:
    from pathlib import Path

    return Path(os.devnull).open("w", encoding="utf-8")


def _fail(message: str, *, code: str, exit_code: int, place: str = "") -> NoReturn:
    from cooccur.talk import say_error

    say_error(message, code=code, place=place)
    sys.exit(exit_code)
