"""The sitting at the workshop in a terminal: one proposal after another, one key an answer."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from cooccur.errors import DataError
from cooccur.talk import safe
from cooccur.words import spoken, spoken_message
from cooccur.workshop.decisions import ACCEPTED, REJECTED, Proposal
from cooccur.workshop.rules import RULES
from cooccur.workshop.session import Session
from cooccur.workshop.workshop import Workshop

_KEYWORD_LENGTH: Final = 200
_QUIT: Final = ("q", "\x04", "")
_QUIET: Final = {"s": Session.swap, "l": Session.later, " ": Session.later, "u": Session.undo}
_DECIDING: Final = {
    "y": (Session.accept, ACCEPTED),
    "n": (Session.reject, REJECTED),
    "a": (Session.accept_rule, ACCEPTED),
}
_COLOURS: Final = {ACCEPTED: "green", REJECTED: "red"}


def ask(workshop: Workshop) -> tuple[Workshop, bool]:
    """Ask about every proposal until all are answered or the user leaves.

    Parameters
    ----------
    workshop : Workshop
        Its proposals are asked in their order.

    Returns
    -------
    Workshop
        With all that was answered, however the sitting ended.
    bool
        Whether it was broken off with Ctrl-C.
    """
    session = Session(workshop.proposals, workshop.decisions)
    broken = False
    try:
        if not session.is_done:
            _tell_keys()
        while not session.is_done:
            _show(session)
            key = _key()
            if key in _QUIT:
                break
            session = _answered(session, key)
    except EOFError:
        pass
    except (KeyboardInterrupt, click.Abort):
        broken = True
        _say("")
    return workshop.decided(session.answers), broken


def _key() -> str:
    """One key; where no terminal is, one character of what is piped in, empty at its end."""
    if sys.stdin.isatty():
        return click.getchar().lower()
    while (character := sys.stdin.read(1)).isspace():
        pass
    return character.lower()


def _answered(session: Session, key: str) -> Session:
    """The session after a key; a key that means nothing shows what the keys mean."""
    if key in _QUIET:
        return _QUIET[key](session)
    try:
        if key in _DECIDING:
            decide, decision = _DECIDING[key]
            return _told(session, decide(session), decision)
        if key == "e":
            return session.edit(_line(session.proposal.preferred))
    except DataError as error:
        _say(spoken_message(error.message, code=error.code), colour="red")
        return session
    _tell_keys()
    return session


def _told(before: Session, after: Session, decision: str) -> Session:
    n_answers = len(after.answered) - len(before.answered)
    said = spoken(decision)
    _say(f"  {said}" + (f" × {n_answers}" if n_answers > 1 else ""), colour=_COLOURS[decision])
    return after


def _line(default: str) -> str:
    """A keyword that is typed; nothing typed leaves the one that is proposed."""
    if sys.stdin.isatty():
        asked, shown = spoken("replace by"), safe(default)
        typed = str(click.prompt(f"  {asked}", default=shown, err=True))
        return default if typed == shown else typed
    return sys.stdin.readline().strip()


def _show(session: Session) -> None:
    row = session.proposal
    number = f"{session.at + 1}/{len(session.queue)}"
    _say(f"\n{number}  {rule_title(row.rule)}  {row.score:.2f}", colour="cyan")
    variant = f"{_shown(row.variant)} ({row.occurrences})"
    if row.preferred:
        _say(f"  {variant}  →  {_shown(row.preferred)} ({row.preferred_occurrences})", bold=True)
    else:
        dropped = spoken("dropped")
        _say(f"  {variant}  →  [{dropped}]", bold=True)
    _say(f"  {evidence_shown(row)}")
    _say("  [y/n/s/e/a/l/u/q/?]")


def rule_title(rule: str) -> str:
    """What a rule, or several together, is about, in the language of the console."""
    return " + ".join(spoken(RULES[name]) if name in RULES else name for name in rule.split("+"))


def evidence_shown(row: Proposal) -> str:
    """The evidence of a proposal in the language of the console."""
    parts = [spoken_message(part, code="") for part in row.evidence.split("; ")]
    return safe("; ".join(parts))


def _tell_keys() -> None:
    for said in (
        spoken("y accept, n reject, s swap the two, e edit what stays, l later"),
        spoken("a accept all of this rule, u undo, q save and quit, ? these lines"),
    ):
        _say(said)


def _shown(keyword: str) -> str:
    return safe(keyword, limit=_KEYWORD_LENGTH)


def _say(text: str, *, colour: str | None = None, bold: bool = False) -> None:
    """One line on stderr, in colour where the terminal knows colours."""
    is_plain = os.environ.get("TERM") == "dumb" or "NO_COLOR" in os.environ
    click.secho(text, fg=colour, bold=bold or None, err=True, color=False if is_plain else None)
