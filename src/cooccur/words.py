"""The language of the console: English as it stands in the code, or Chinese from a catalogue.

The English text is the key of its translation, as with gettext. The catalogue is a package of
plain dictionaries and not of .po and .mo files: it needs no build step and no compiled file, it is
loaded only where Chinese is spoken, and the tests read it beside the code, so that a text that was
changed in one place only is found. Messages of errors are made where they are raised, values and
all; their translations are found by the words between the values.

Files never follow this language: only `talk`, `help` and `cli` use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from typing import Final, TextIO

from cooccur.errors import CODES

LANGUAGES: Final = ("en", "zh")
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_SAMPLE: Final = "关键词共现图谱，频次"
_HOLE: Final = re.compile(r"\{(\w+)\}")
_MESSAGE_LENGTH: Final = 900

_language: ContextVar[str] = ContextVar("language of the console", default="en")


def speak(language: str) -> None:
    """From now on the console speaks this language, one of `LANGUAGES`."""
    _language.set(language)


def is_english() -> bool:
    """Whether the console speaks English."""
    return _language.get() == "en"


def console_language(
    arguments: Sequence[str], environment: Mapping[str, str], streams: Iterable[TextIO]
) -> str:
    """The language to speak: that of ``--lang``, else of the locale, where it can be shown.

    Parameters
    ----------
    arguments : sequence of str
        Of the command line, without the name of the program. They are looked through before they
        are parsed, for help and for what is wrong with them.
    environment : mapping
        Environment variables.
    streams : iterable of text streams
        What is spoken to. Where the encoding of one has no Chinese, English is spoken.

    Returns
    -------
    str
        ``en`` or ``zh``.
    """
    wanted = _asked_for(arguments) or _language_of(_locale(environment))
    return wanted if wanted == "en" or all(map(_knows_chinese, streams)) else "en"


def _asked_for(arguments: Sequence[str]) -> str:
    found = ""
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            found = value or "".join(arguments[number + 1 : number + 2])
    return found if found in LANGUAGES else ""


def _locale(environment: Mapping[str, str]) -> str:
    """The first variable that is set decides, as everywhere; Windows has none of them."""
    for name in _VARIABLES:
        if environment.get(name):
            return environment[name]
    import locale

    try:
        return locale.getlocale()[0] or ""
    except ValueError:  # a locale that Python cannot read
        return ""


def _language_of(name: str) -> str:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _knows_chinese(stream: TextIO) -> bool:
    try:
        _SAMPLE.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def english(text: str, /, **values: object) -> str:
    """The text with its values, in English."""
    return text.format(**values) if values else text


def spoken(text: str, /, **values: object) -> str:
    """The text with its values, in the language of the console."""
    return english(text if is_english() else _catalogue().get(text, text), **values)


def spoken_message(message: str, *, code: str) -> str:
    """The message of an error or a note, in the language of the console.

    Parameters
    ----------
    message : str
        As it was raised, in English.
    code : str
        A key of `cooccur.errors.CODES`; what it means leads in a message without a translation.
    """
    if is_english():
        return message
    found = _translated(message[:_MESSAGE_LENGTH])
    if found is not None:
        return found
    meaning = spoken(CODES[code]).removesuffix("。") if code in CODES else ""
    return f"{meaning}：{message}" if meaning else message


def _translated(message: str) -> str | None:
    """The translation of the message whose words between the values are these."""
    if message in _catalogue():
        return _catalogue()[message]
    for text, literals in _templates():
        if message.startswith(literals[0]) and message.endswith(literals[-1]):
            pattern = "(.*?)".join(map(re.escape, literals))
            if found := re.fullmatch(pattern, message, re.DOTALL):
                # What was found may be words of ours again, as what a file looks like.
                values = [_translated(value) or value for value in found.groups()]
                names = _HOLE.findall(text)
                return _catalogue()[text].format(**dict(zip(names, values, strict=True)))
    return None


@cache
def _templates() -> list[tuple[str, list[str]]]:
    """Messages with values and the words between these; the first that fits counts."""
    from cooccur.chinese.messages import CLICK, MESSAGES

    return [(text, _HOLE.split(text)[::2]) for text in (*MESSAGES, *CLICK) if _HOLE.search(text)]


@cache
def _catalogue() -> Mapping[str, str]:
    from cooccur.chinese.help import HELP
    from cooccur.chinese.messages import CLICK, MEANINGS, MESSAGES
    from cooccur.chinese.talk import TALK

    return {**HELP, **CLICK, **MEANINGS, **MESSAGES, **TALK}
