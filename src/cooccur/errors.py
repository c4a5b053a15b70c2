"""The errors a caller can meet, and the codes that reports and messages use.

::

    CooccurError
    ├── DataError (ValueError)      the data cannot be used: exit code 1
    │   └── UnrecognisedError       a file the user named is no known export
    └── CallError (ValueError)      the call is wrong: exit code 2
        └── UnknownChoiceError      a name that is not in the table of choices

Every message says what was found, where, what was expected and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

CODES: Final[dict[str, str]] = {
    "not-found": "A file or folder that was named does not exist.",
    "unreadable": "The file system refused to read a file.",
    "not-a-file": "A pipe, device or socket was given where a file was expected.",
    "empty": "A file holds nothing.",
    "unrecognised": "The content of a file is no export that can be read.",
    "passed-over": "A file in a folder or archive is no export; the others were read.",
    "refused": "The content was recognised but is no literature (patents, a login page).",
    "archive": "An archive cannot be opened or is protected.",
    "too-large": "A file or archive is larger than the limit.",
    "too-long": "A keyword or a record's list of keywords is longer than the limit and was cut.",
    "encoding": "Some bytes fit no encoding; they were replaced.",
    "damaged-record": "A record cannot be read; it was skipped.",
    "unfinished-record": "A record has no end mark; it was closed where the next one starts.",
    "foreign-lines": "Lines between records belong to none of them.",
    "damaged-table": "A row of a table does not fit its header.",
    "mixed-keywords": "The format does not tell author keywords from index keywords.",
    "no-keyword-fields": "The export was saved without its keyword fields.",
    "no-records": "Nothing that was given holds a record.",
    "no-keywords": "No record has a keyword of the kind asked for.",
    "no-phrases": "A title or abstract holds no words that phrases can be made of.",
    "network": "A network file is not understood, or something in it was changed.",
    "no-figure": "The map does not hold what a view shows.",
    "no-font": "No installed font has some letters of a figure.",
    "thesaurus": "A line of a thesaurus or stop list is not understood.",
    "bad-option": "An option has a value that cannot be used.",
    "unknown-format": "An output suffix or a format name is not known.",
    "cannot-write": "An output cannot be written.",
    "changed": "A file changed while it was being worked with.",
    "other-input": "An input is not what it was when the map was made.",
    "no-manifest": "A file holds no manifest of a map, or one that cannot be used.",
}
"""Every code that a message or a report can carry, with its meaning."""


class CooccurError(Exception):
    """What cooccur raises on purpose.

    Parameters
    ----------
    message : str
        What was found, what was expected, what to do.
    code : str
        A key of `CODES`.
    file : str
        The file it is about, empty when there is none.
    line : int
        The 1-based line it is about, 0 when there is none.
    """

    exit_code = 1

    def __init__(self, message: str, *, code: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.file = file
        self.line = line

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, str(self.line or "")) if part)
        return f"{place}: {self.message}" if place else self.message


class DataError(CooccurError, ValueError):
    """The data cannot be used."""


class UnrecognisedError(DataError):
    """A file is no export that can be read."""


class CallError(CooccurError, ValueError):
    """The call is wrong: an option, a suffix, a combination."""

    exit_code = 2

    def __init__(
        self, message: str, *, code: str = "bad-option", file: str = "", line: int = 0
    ) -> None:
        super().__init__(message, code=code, file=file, line=line)


class CooccurWarning(UserWarning):
    """What the user should know and can change; ``code`` is a key of `CODES`."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class UnknownChoiceError(CallError, LookupError):
    """A name is not in the table of choices.

    Parameters
    ----------
    what : str
        What the name stands for, such as ``"similarity"``.
    name : str
        The name that was given.
    known : iterable of str
        The names that exist.
    """

    def __init__(self, what: str, name: object, known: Iterable[str]) -> None:
        super().__init__(f"unknown {what} {name!r}; known: {', '.join(known)}")
