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
    "unreadable": "A file cannot be read, or is a pipe, device or socket.",
    "empty": "A file holds nothing.",
    "unrecognised": "The content of a file is not what can be read.",
    "passed-over": "A file in a folder or archive is no export; the others were read.",
    "refused": "The content was recognised but is no literature (patents, a login page).",
    "archive": "An archive cannot be opened or is protected.",
    "too-large": "A file, archive or output is larger than its limit.",
    "too-long": "A record, a keyword or a list of keywords is longer than its limit.",
    "encoding": "Some bytes fit no encoding; they were replaced.",
    "damaged-record": "A record or a row of a table is damaged; what cannot be read was skipped.",
    "unfinished-record": "A record has no end mark; it was closed where the next one starts.",
    "foreign-lines": "Lines between records belong to none of them.",
    "vocabularies": "A file has several vocabularies, or headings that tell no topic.",
    "columns": "Which columns of a table hold what.",
    "mixed-keywords": "The format does not tell author keywords from index keywords.",
    "no-keyword-fields": "The export was saved without its keyword fields.",
    "no-records": "Nothing that was given holds a record, or what an option asks of records.",
    "no-keywords": "No record has a keyword or phrase of the kind asked for.",
    "network": "A network file is not understood, or something in it was changed.",
    "no-figure": "A view lacks what it shows: data of the map, or letters of a font.",
    "thesaurus": "A line of a thesaurus or stop list is not understood.",
    "bad-option": "An option, a format or the name of an output cannot be used.",
    "cannot-write": "An output cannot be written.",
    "changed": "A file changed while it was worked with, or since the map was made.",
}
"""Every code that a message or a report can carry, with its cause."""

CURES: Final[dict[str, str]] = {
    "not-found": "Check the spelling and the working folder; put names with blanks in quotes.",
    "unreadable": "Check its permissions, or save it as an ordinary file and give that.",
    "empty": "Export the records again; the download was not finished.",
    "unrecognised": "Export as one of `cooccur formats`, or name the format with `--format`.",
    "passed-over": "Nothing, if it is no export; otherwise name the file itself to be told why.",
    "refused": "Sign in to the database and export again; choose papers, not patents.",
    "archive": "Download it again, or unpack it yourself and give the folder.",
    "too-large": "Split it, or raise the limit with `--limit NAME=N`.",
    "too-long": "Look at the file at this line; raise the limit with `--limit NAME=N`.",
    "encoding": "Export or save the file again as UTF-8.",
    "damaged-record": "Look at the file at this line; export again what was skipped.",
    "unfinished-record": "Look at the file at this line: a download was cut or two were glued.",
    "foreign-lines": "Look at the file at this line; keep exports and notes in separate files.",
    "mixed-keywords": "Export as plain text or a table if the two have to be told apart.",
    "no-keyword-fields": "Export again with the full record.",
    "no-records": "Check that the files are exports, and loosen the option that was named.",
    "no-keywords": "Choose other `--keywords`, or loosen filters and `--hide`.",
    "vocabularies": "Nothing, or choose another one with `--vocabulary`.",
    "columns": "Nothing, or name the columns with `--columns`.",
    "network": "Write the network again with the program it is from.",
    "no-figure": "Choose another `--view`, or install the font that is named.",
    "thesaurus": "Mend the line that is named.",
    "bad-option": "Take one of the values that the message lists; see `--help`.",
    "cannot-write": "Free space, or choose a place where you may write.",
    "changed": "Give the inputs the map was made from; do not edit them meanwhile.",
}
"""What to do about each of `CODES`."""


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

    @property
    def place(self) -> str:
        """The file and line it is about, as ``file:line``; empty when there is none."""
        return ":".join(part for part in (self.file, str(self.line or "")) if part)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Errors come from processes that read files; their arguments alone do not make them again.
        return _again, (type(self), self.args, dict(self.__dict__))


def _again(kind: type[CooccurError], args: tuple[object, ...], facts: dict[str, object]) -> object:
    error = kind.__new__(kind, *args)
    error.__dict__.update(facts)
    return error


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
