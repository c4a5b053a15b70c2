"""A study file: the inputs and options of a map in one readable TOML file.

Every option stands under the name it has in Python; what is left out stands at its default, or at
that of the preset the file names. File names are relative to the file itself.
"""

from __future__ import annotations

import json
import os
import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cooccur.disk import read_regular, real_path
from cooccur.errors import CallError, DataError
from cooccur.options import FIGURE_OPTIONS, OPTIONS, FigureOptions, nearest, options_of
from cooccur.writers.files import write_files

FILE_OPTIONS: Final = ("thesaurus", "stop_list", "since")
"""Options that name a file."""

_TABLE: Final = {**OPTIONS, **FIGURE_OPTIONS}
_OFF: Final = "off"
_MOST_BYTES: Final = 16 << 20
_HEAD: Final = """\
# A study of cooccur: what is read, and how the map is made.
# Options that are left out stand at their defaults; names of files are relative to this file.
"""


@dataclass(frozen=True)
class Study:
    """What a study file says."""

    inputs: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    """By name, only those that the file sets; those of figures as well."""


@dataclass(frozen=True)
class Call:
    """What a call and its study file say together."""

    inputs: tuple[Any, ...]
    options: Mapping[str, Any]
    """Options of a map, only those that were given."""
    figures: FigureOptions


def read_study(path: str | os.PathLike[str]) -> Study:
    """The inputs and options in a study file.

    Parameters
    ----------
    path : str or path
        A TOML file. Keys are ``inputs`` and the names of options, with ``_`` or ``-``; ``"off"``
        stands for an option that is not used, such as ``slices`` beside a preset that sets them.

    Raises
    ------
    CallError
        When the file is no TOML or a key or value is not known; the message names the nearest key.
    DataError
        When it cannot be read.
    """
    file = Path(path)
    found = _parsed(file)
    inputs = found.pop("inputs", [])
    if isinstance(inputs, str):
        inputs = [inputs]
    if not isinstance(inputs, list) or not all(isinstance(name, str) for name in inputs):
        raise CallError("inputs is no list of names; write inputs = [...]", file=str(file))
    options: dict[str, Any] = {}
    for key, value in found.items():
        name = key.replace("-", "_")
        if name not in _TABLE:
            message = f"there is no option {key!r}{nearest(name, ('inputs', *_TABLE))}"
            raise CallError(message, file=str(file))
        options[name] = _read_value(name, value, file)
    return Study(tuple(_from_here(name, file.parent) for name in inputs), options)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_regular(file, most=_MOST_BYTES).decode("utf-8-sig"))
    except FileNotFoundError as error:
        message = "there is no such study file; check the name"
        raise DataError(message, code="not-found", file=str(file)) from error
    except OSError as error:
        message = f"the study file cannot be read ({error.strerror}); check its permissions"
        raise DataError(message, code="unreadable", file=str(file)) from error
    except ValueError as error:  # both a wrong encoding and wrong TOML
        message = f"this is no TOML in UTF-8 ({error}); write lines like min_occurrences = 3"
        raise CallError(message, file=str(file)) from error


def _read_value(name: str, value: object, file: Path) -> object:
    default = _TABLE[name].default
    if default is None and value == _OFF:
        return None
    if isinstance(default, bool) and not isinstance(value, bool):
        message = f"{name} is {value!r}, true or false is expected"
        raise CallError(message, file=str(file))
    if isinstance(value, (dict, list)) and not (
        isinstance(default, tuple) and all(isinstance(word, str) for word in value)
    ):
        raise CallError(f"{name} is {value!r}, one value is expected", file=str(file))
    if name in FILE_OPTIONS and isinstance(value, str) and value:
        return _from_here(value, file.parent)
    return tuple(value) if isinstance(value, list) else value


def _from_here(name: str, folder: Path) -> str:
    return os.path.normpath(folder / Path(name).expanduser())


def combined(
    study: str | os.PathLike[str] | None, inputs: tuple[Any, ...], options: Mapping[str, Any]
) -> Call:
    """The inputs and options of a call that may name a study file.

    Parameters
    ----------
    study : str or path, optional
        A study file.
    inputs : tuple
        Inputs of the call; if there are any they count instead of the study's.
    options : mapping
        Options of the call, those of figures among them; they win over those of the study, which
        win over a preset.
    """
    found = Study() if study is None else read_study(study)
    given = {**found.options, **options}
    figures = {name: given.pop(name) for name in FIGURE_OPTIONS if name in given}
    return Call(inputs or found.inputs, given, FigureOptions(**figures))


def study_text(call: Call, *, folder: Path | None = None) -> str:
    """The text of a study file: the inputs, and the options that are not at their defaults.

    Parameters
    ----------
    call : Call
        Inputs and options.
    folder : Path, optional
        Where the study file will stand; names of files are written relative to it.
    """
    here = folder or Path()
    names = [_seen_from(name, here) for name in call.inputs]
    parts = [_HEAD, _line("inputs", names)] if names else [_HEAD]
    figures = {n: v for n, v in vars(call.figures).items() if v != FIGURE_OPTIONS[n].default}
    for name, value in {**differing(vars(options_of(call.options))), **figures}.items():
        is_file = name in FILE_OPTIONS and value
        shown = _seen_from(str(value), here) if is_file else value
        comment = textwrap.wrap(_TABLE[name].metadata["help"], 96)
        parts.append("".join(f"# {line}\n" for line in comment) + _line(name, shown))
    return "\n".join(parts)


def save_study(path: str | os.PathLike[str], call: Call) -> None:
    """Write a study file, see `study_file`.

    Raises
    ------
    CallError
        When the file is an input.
    DataError
        When it cannot be written.
    """
    write_files(study_file(path, call))


def study_file(path: str | os.PathLike[str] | None, call: Call) -> dict[Path, bytes]:
    """What is written to a study file, by its name; nothing where there is no name.

    Parameters
    ----------
    path : str or path, optional
        The file; it is written over.
    call : Call
        Inputs and options; options that are at their defaults are left out.

    Raises
    ------
    CallError
        When the file is an input.
    """
    if not path:
        return {}
    file = Path(path)
    if real_path(file) in map(real_path, call.inputs):
        raise CallError(f"the study file {str(path)!r} is an input too; choose another name")
    return {file: study_text(call, folder=file.parent).encode("utf-8", "replace")}


def differing(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that are neither at their default nor where their preset puts them."""
    preset = str(options.get("preset") or "")
    base = vars(options_of({"preset": preset}))
    found = {
        name: value
        for name, value in options.items()
        if name in base and name != "preset" and _plain(value) != _plain(base[name])
    }
    return {"preset": preset, **found} if preset else found


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _seen_from(name: str, folder: Path) -> str:
    try:
        seen = os.path.relpath(Path(name).expanduser(), folder)
    except ValueError:  # on another drive
        return str(Path(name).absolute())
    return Path(seen).as_posix()


def _line(name: str, value: object) -> str:
    return f"{name} = {_toml(value)}\n"


def _toml(value: object) -> str:
    if value is None:
        return f'"{_OFF}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml(item) for item in value)}]"
    # JSON escapes what TOML wants escaped, but for DEL; half a surrogate pair cannot be written.
    text = str(value).encode("utf-8", "replace").decode()
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
