"""CSSCI text: ``【来源篇名】…`` to a line of hyphens, one field a line, lists parted by slashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cooccur.model import Details
from cooccur.readers.cnki_fields import has_cjk
from cooccur.readers.entry import (
    Damage,
    Document,
    Entry,
    Note,
    Parsed,
    ReadFormat,
    foreign_lines,
)
from cooccur.readers.fields import collapse, first_year, match_key, split_keywords
from cooccur.readers.tagged import records

_OPEN: Final = "【".encode()
# Tags are spread with blanks: 【期    刊】.
_TITLE: Final = r"\n【\s*来\s*源\s*篇\s*名\s*】".encode()
_START: Final = re.compile(_TITLE)
_END: Final = re.compile(rb"\n-{20,}[^\n]*")
_FIELD: Final = re.compile(r"\n【([^】\n]{1,20})】([^\n]*+(?:\n(?!【|-{20})[^\n]*+)*+)")
_HEAD: Final = re.compile(_TITLE + "|南京大学中国社会科学研究评价中心".encode())


def _recognises(document: Document) -> bool:
    return isinstance(document, bytes) and bool(_HEAD.search(b"\n" + document[: 1 << 12]))


def _parse(document: Document) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    begun = False
    for line, start, stop in records(document, _START):
        if not begun and _OPEN in document[:start]:
            yield Damage(1, "damaged-record", "the line 【来源篇名】 that begins it is missing")
        begun = True
        end = _END.search(document, start, stop)
        if not end:
            yield Note(line, "unfinished-record", "the line of hyphens that ends it is missing")
        elif document[end.end() : stop].strip():
            below = line + document.count(b"\n", start, end.end()) + 1
            yield foreign_lines(below, document[end.end() : stop])
        yield _entry(document, line, start, end.start() if end else stop)


_Fields = dict[str, str]


def _fields(document: bytes, start: int, stop: int) -> _Fields:
    fields: _Fields = {}
    for tag, value in _FIELD.findall("\n" + document[start:stop].decode("utf-8", "replace")):
        fields.setdefault("".join(tag.split()), value.strip())
    return fields


def _names(text: str) -> list[str]:
    return [name for part in text.split("/") if (name := collapse(part))]


def _entry(document: bytes, line: int, start: int, stop: int) -> Entry | Damage:
    fields = _fields(document, start, stop)
    title = collapse(fields.get("来源篇名", ""))
    authors = _names(fields.get("来源作者", "") or fields.get("第一作者", ""))
    keywords = split_keywords(fields.get("关键词", ""), "/")
    if not (title or authors or keywords):
        reason = f"it has no title, authors or keywords, only {', '.join(fields)}"
        return Damage(line, "damaged-record", reason)
    source = collapse(fields.get("期刊", ""))
    return Entry(
        line=line,
        start=start,
        stop=stop,
        match=match_key(title, authors[0] if authors else "", source),
        year=first_year(fields.get("年代卷期", "")),
        references=_n_references(fields),
        # CSSCI does not name languages; what it indexes is Chinese, with few exceptions.
        language="Chinese" if has_cjk(title) else "",
        document_type=collapse(fields.get("文献类型", "")),
        database="CSSCI",
        author_keywords=keywords,
    )


_NUMBERED: Final = re.compile(r"^\s*\d+\.", re.MULTILINE)


def _n_references(fields: _Fields) -> int:
    return len(_NUMBERED.findall(fields["参考文献"])) if "参考文献" in fields else -1


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    fields = _fields(document, start, stop)
    return Details(
        title=collapse(fields.get("来源篇名", "")),
        abstract=collapse(fields.get("中文摘要", "") or fields.get("摘要", "")),
        authors=tuple(_names(fields.get("来源作者", "") or fields.get("第一作者", ""))),
        source=collapse(fields.get("期刊", "")),
        translated_title=collapse(fields.get("英文篇名", "")),
    )


FORMATS: Final = (
    ReadFormat(
        name="cssci",
        title="CSSCI text",
        recognises=_recognises,
        parse=_parse,
        details=_details,
    ),
)
