"""Bytes become text here, and nowhere else."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

import numpy as np


class Decoded(NamedTuple):
    """A text as readers want it, and how it was got."""

    text: bytes
    """UTF-8 with LF line ends, without byte-order marks and NULs."""
    encoding: str
    """As people call it: ``UTF-8``, ``UTF-16LE``, ``GB18030``."""
    replaced: int = 0
    """How many characters could not be read."""
    line: int = 0
    """The line of the first of them."""
    is_guess: bool = False
    """Whether nothing but the look of the text speaks for the encoding."""


_BOMS: Final = (
    # UTF-32LE begins like UTF-16LE and has to be looked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32LE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16BE"),
)


_CODECS: Final = {name: codec for _, codec, name in _BOMS}


def decode(data: bytes) -> Decoded | None:
    """The text in these bytes, None when they are no text.

    Byte-order mark, UTF-16 by its NULs, UTF-8, GB18030, Windows-1252 are tried in this order. UTF-8
    without a mark and with LF line ends is given back as it is, without a copy.

    Parameters
    ----------
    data : bytes
        A whole file.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        name = "UTF-8 with BOM"
        return _utf8(data, name) or _glued(data, is_marked=True) or _lossy(data, "utf-8", name)
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _wide_text(data[len(mark) :], codec, name)
    if name := _wide(data):
        return _wide_text(data, _CODECS[name], name)
    if _is_binary(data):
        return None
    return _utf8(data, "UTF-8") or _narrow(data)


def _utf8(data: bytes, encoding: str) -> Decoded | None:
    return Decoded(_plain(data), encoding) if _first_bad_byte(data) is None else None


_PART: Final = 1 << 12


def _first_bad_byte(data: bytes) -> int | None:
    """Where the bytes stop being UTF-8, None when they are."""
    if data.isascii():
        return None
    begin = 0
    while begin < len(data):
        part = data[begin : begin + _PART]
        # Most parts of most exports are ASCII, and need not be decoded to know that they are UTF-8.
        if part.isascii():
            begin += len(part)
            continue
        try:
            _, used = codecs.utf_8_decode(part, "strict", begin + _PART >= len(data))
        except UnicodeDecodeError as error:
            return begin + error.start
        begin += used
    return None


# Searched for this way the first byte alone is looked for, which is faster.
_INNER_BOM: Final = re.compile(rb"\xef(?=\xbb\xbf)")


def _plain(text: bytes) -> bytes:
    if b"\r" in text:
        text = _with_line_feeds(text)
    if b"\0" in text:
        text = text.replace(b"\0", b"")
    # Last, for without the NULs between them three bytes may have become a mark. The search for a
    # single byte is many times faster still, and few texts but Chinese ones hold it.
    if not text.isascii() and b"\xef" in text and _INNER_BOM.search(text):
        text = text.replace(codecs.BOM_UTF8, b"")
    return text


def _with_line_feeds(text: bytes) -> bytes:
    """The text with LF for CR LF and for a CR alone."""
    read = np.frombuffer(text, dtype=np.uint8)
    returns = np.flatnonzero(read == ord("\r"))
    # Dropping every CR is three times faster, and what nearly all files want.
    if returns[-1] + 1 < len(text) and (read[returns + 1] == ord("\n")).all():
        return text.translate(None, b"\r")
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _lossy(data: bytes, codec: str, encoding: str, *, is_guess: bool = False) -> Decoded:
    try:
        text = data.decode(codec)
        return Decoded(_plain(text.encode()), encoding, is_guess=is_guess)
    except UnicodeDecodeError as error:
        before = _plain(data[: error.start].decode(codec, "replace").encode())
    text = data.decode(codec, "replace")
    # A character that could not be read when the file was written stands in it as one.
    known = data.count("\ufffd".encode(codec))
    replaced = max(1, text.count("\ufffd") - known)
    line = before.count(b"\n") + 1
    return Decoded(_plain(text.encode()), encoding, replaced, line, is_guess)


_LEAST_TAIL: Final = 64


def _wide_text(data: bytes, codec: str, encoding: str) -> Decoded:
    """Text in UTF-16 or UTF-32, behind which text of another encoding may have been put."""
    # Every line end of it holds a NUL, so what follows the last one is at most its last line.
    cut = data.rfind(b"\0") + 1
    tail = data[cut:]
    if len(tail) < _LEAST_TAIL or b"\n" not in tail or cut < _LEAST_TAIL:
        return _lossy(data, codec, encoding)
    if _first_bad_byte(tail) is not None and not _is_chinese(tail):
        return _lossy(data, codec, encoding)
    # The high byte of a line end belongs to its low byte.
    cut += cut % 2
    first, second = _lossy(data[:cut], codec, encoding), decode(data[cut:])
    if second is None:
        return _lossy(data, codec, encoding)
    line = first.line or (first.text.count(b"\n") + second.line) * bool(second.replaced)
    return Decoded(
        first.text + second.text,
        f"{encoding} and {second.encoding}",
        first.replaced + second.replaced,
        line,
        second.is_guess,
    )


_HEAD: Final = 1 << 12


def _wide(data: bytes) -> str:
    """``UTF-16LE`` or ``UTF-16BE`` when the NULs of tags and digits stand apart, else empty."""
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    name = "UTF-16LE" if odd > even else "UTF-16BE"
    if max(even, odd) < max(2, 10 * min(even, odd)):
        return ""
    # A stray NUL in ASCII text is one among many; in UTF-16 every other byte is NUL there.
    if head.replace(b"\0", b"").isascii() and even + odd < 0.4 * len(head):
        return ""
    characters = head.decode(_CODECS[name], "replace").split()
    is_text = sum(map(str.isprintable, characters)) >= 0.9 * len(characters) > 0
    return name if is_text else ""


_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def _is_binary(data: bytes) -> bool:
    head = data[:_HEAD]
    return len(_CONTROLS.findall(head)) > max(2, len(head) // 50)


_SAMPLE: Final = 1 << 20


def _narrow(data: bytes) -> Decoded:
    """Text of an encoding that does not name itself, which is not UTF-8 throughout."""
    broken = _lossy(data, "utf-8", "UTF-8")
    n_fine = _n_beyond_ascii(broken.text) - broken.replaced
    cut_short = broken.replaced == 1 and (_first_bad_byte(data) or 0) >= len(data) - 3
    if n_fine >= 10 * broken.replaced or cut_short:
        return broken
    if mixed := _glued(data):
        return mixed
    sample = data[:_SAMPLE]
    if _is_chinese(sample):
        return _lossy(data, "gb18030", "GB18030")
    if _has_runs(sample) and (name := _best_guess(sample)):
        return _lossy(data, name, name.upper().replace("_", "-"), is_guess=True)
    try:
        return Decoded(_plain(data.decode("cp1252").encode()), "Windows-1252", is_guess=True)
    except UnicodeDecodeError:
        return _lossy(data, "latin-1", "ISO-8859-1", is_guess=True)


_NOT_LEADING: Final = bytes(range(0xC0))


def _n_beyond_ascii(text: bytes) -> int:
    """Characters beyond ASCII in UTF-8: each has one leading byte."""
    return len(text.translate(None, _NOT_LEADING))


_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_RARE: Final = 0.05


def _glued(data: bytes, *, is_marked: bool = False) -> Decoded | None:
    """Text whose lines are partly UTF-8 and partly Chinese in GB18030, as glued exports are.

    That it begins as UTF-8 need not be shown where a mark says so.
    """
    lines = _LINE_END.split(data)
    beyond = [number for number, line in enumerate(lines) if not line.isascii()]
    strange = [number for number in beyond if _first_bad_byte(lines[number]) is not None]
    # A short word of GB18030 can look like UTF-8 by chance.
    if not is_marked and len(beyond) - len(strange) <= _RARE * len(beyond):
        return None
    if not _is_chinese(b"\n".join(lines[number] for number in strange)):
        return None
    replaced, first = 0, 0
    for number in strange:
        read = _lossy(lines[number], "gb18030", "")
        lines[number] = read.text
        replaced += read.replaced
        first = first or (number + 1) * bool(read.replaced)
    return Decoded(_plain(b"\n".join(lines)), "UTF-8 and GB18030", replaced, first)


_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_PAIR: Final = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")


def _is_chinese(sample: bytes) -> bool:
    """Whether it reads as everyday Chinese in GB18030.

    The 3,755 characters of the first level of GB 2312 and its punctuation make up nearly all of
    everyday text. Accents of other languages are taken for rare characters.
    """
    pairs = _PAIR.findall(sample)
    common = sum(1 for pair in pairs if _COMMON_PAIR.fullmatch(pair))
    return common >= 0.8 * len(pairs) > 0


_RUN: Final = re.compile(rb"[\x80-\xff]{2,}")


def _has_runs(sample: bytes) -> bool:
    """Whether most bytes beyond ASCII stand together, as they do not in Western languages."""
    total = len(sample.translate(None, bytes(range(0x80))))
    return sum(map(len, _RUN.findall(sample))) > total / 2


_GUESSED_FROM: Final = 1 << 16
_CANDIDATES: Final = ["big5", "cp949", "euc_jp", "shift_jis", "cp1251", "koi8_r", "cp1250"]


def _best_guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:_GUESSED_FROM], cp_isolation=_CANDIDATES).best()
    return best.encoding if best else ""
