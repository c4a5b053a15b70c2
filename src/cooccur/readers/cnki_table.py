"""Tables with Chinese column names: CNKI's self-defined ``.xls``, which is HTML, and sheets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Final, NamedTuple

from cooccur.model import Details
from cooccur.readers.cnki_fields import (
    Words,
    first_name,
    keywords_in,
    plain_details,
    year_of_link,
)
from cooccur.readers.entry import Damage, Document, Entry, Note, Parsed, ReadFormat
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    first_year,
    language_name,
    match_key,
    number,
    unescape,
)

_NAMES: Final = {
    "title": "Title 题名 篇名 标题 书名 题目 文献题名 文献标题 论文题目 论文标题 论文名称 文章标题",
    "authors": "Author 作者 作者姓名 全部作者 著者 责任者",
    "keywords": "Keyword 关键词 关键字 中文关键词 作者关键词",
    "translated": "英文关键词 外文关键词",
    "abstract": "Summary 摘要 中文摘要 文摘",
    "source": "Source 文献来源 来源 刊名 期刊 期刊名 期刊名称 来源期刊 出版物名称 来源出版物",
    "year": "Year 年 年份 出版年 出版年份 发表年 发表年份 年度",
    "date": "PubTime 发表时间 出版时间 发表日期 出版日期 日期 时间",
    "doi": "DOI doi",
    "kind": "文献类型 资料类型",
    "language": "语种 语言",
    "citations": "被引 被引频次 被引次数 被引量",
    "link": "Link URL 链接 网址 原文链接",
    "other": "SrcDatabase Organ FirstDuty Fund Volume Roll Period PageCount Page CLC 来源库 数据库 "
    "单位 机构 作者单位 作者机构 第一责任人 第一作者 基金 卷 期 卷期 页码 页 中图分类号 分类号 "
    "ISSN CN 下载 下载频次 序号",
}
FIELDS: Final = {name: field for field, names in _NAMES.items() for name in names.split()}
_LABEL: Final = re.compile("([A-Za-z]{2,20})-[\u3400-\u9fff].*")
_LOOK: Final = 20
"""Rows in which the first header must stand."""


class _Row(NamedTuple):
    line: int
    start: int
    stop: int
    cells: Sequence[str]
    ended: bool = True


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where which field stands, if this row is a header; else nothing."""
    columns: dict[str, int] = {}
    is_chinese = 0
    for position, cell in enumerate(cells):
        name = collapse(cell) if len(cell) < 40 else ""
        label = _LABEL.fullmatch(name)
        field = FIELDS.get(label[1] if label else name)
        # An English name alone may be of any database: the tables of WOS and Scopus have them.
        is_chinese += field is not None and not name.isascii()
        columns.setdefault(field or "", position)
    named = columns.keys() - {""}
    is_header = is_chinese >= 2 and len(named) >= 2 and named & {"title", "keywords"}
    return columns if is_header else {}


def _parse(document: Document) -> Iterator[Parsed]:
    columns: dict[str, int] = {}
    words = Words()
    width = 0
    for row in _rows(document):
        if not any(cell and not cell.isspace() for cell in row.cells):
            continue
        header = _columns(row.cells)
        if header:
            columns, width = header, len(row.cells)
        elif columns and row.ended and len(row.cells) == 1 < width:
            yield Damage(row.line, "damaged-record", f"the row has one cell, its header {width}")
        elif columns:
            if any(row.cells[width:]):
                yield Note(row.line, "damaged-record", "the row has more cells than its header")
            if not row.ended:
                yield Note(row.line, "unfinished-record", "the row does not end")
            yield _entry(row, columns, words)
        else:
            yield Note(row.line, "foreign-lines", "the row stands above the header")


def _rows(document: Document, start: int = 0, stop: int | None = None) -> Iterator[_Row]:
    stop = len(document) if stop is None else stop
    if isinstance(document, bytes):
        yield from _html_rows(document, start, stop)
    else:
        for position in range(start, stop):
            yield _Row(position + 1, position, position + 1, document[position])


_TAG: Final = re.compile(rb"<(/?)(t[rdh])\b[^<>]*>", re.IGNORECASE)


def _html_rows(document: bytes, start: int, stop: int) -> Iterator[_Row]:
    """The rows of all tables of a page; end tags may be missing."""
    line, counted, row, cell = 1, start, -1, -1
    cells: list[str] = []
    for tag in _TAG.finditer(document, start, stop):
        is_row, is_end = tag[2].lower() == b"tr", bool(tag[1])
        if cell >= 0:
            cells.append(_cell(document[cell : tag.start()]))
        cell = -1 if is_row or is_end else tag.end()
        if is_row and row >= 0:
            line += document.count(b"\n", counted, row)
            counted = row
            yield _Row(line, row, tag.end() if is_end else tag.start(), cells)
            row, cells = -1, []
        if is_row and not is_end:
            row = tag.start()
    if row >= 0:
        if cell >= 0:
            cells.append(_cell(_PAGE_END.split(document[cell:stop], maxsplit=1)[0]))
        line += document.count(b"\n", counted, row)
        yield _Row(line, row, stop, cells, ended=False)


_PAGE_END: Final = re.compile(rb"</(?:table|body|html)\b", re.IGNORECASE)
_BREAK: Final = re.compile("<(?:br|/?[pa])\\b[^<>]*>", re.IGNORECASE)


def _cell(value: bytes) -> str:
    return _BREAK.sub(" ", value.decode("utf-8", "replace")).strip()


def _entry(row: _Row, columns: Mapping[str, int], words: Words) -> Entry | Damage:
    title = unescape(_value(row, columns, "title"))
    authors = _value(row, columns, "authors")
    own = keywords_in(_value(row, columns, "keywords"), words)
    if not (title or authors or own):
        found = "; ".join(collapse(cell) for cell in row.cells if cell.strip())[:100]
        reason = f"the row has no title, author or keywords, only {found!r}"
        return Damage(row.line, "damaged-record", reason)
    year = first_year(_value(row, columns, "year")) or first_year(_value(row, columns, "date"))
    return Entry(
        line=row.line,
        start=row.start,
        stop=row.stop,
        doi=clean_doi(_value(row, columns, "doi")),
        match=match_key(title, first_name(authors), unescape(_value(row, columns, "source"))),
        year=year or year_of_link(_value(row, columns, "link")),
        citations=number(_value(row, columns, "citations")),
        language=language_name(_value(row, columns, "language")),
        document_type=collapse(_value(row, columns, "kind")),
        database="CNKI",
        author_keywords=own,
        translated_keywords=keywords_in(_value(row, columns, "translated"), words),
    )


def _value(row: _Row, columns: Mapping[str, int], field: str) -> str:
    position = columns.get(field, len(row.cells))
    return row.cells[position].strip() if position < len(row.cells) else ""


class _Same:
    """A document as a key: equal only to itself."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.document is other.document


# Records are read again one by one, and each has to know the header above it.
@lru_cache(maxsize=1)
def _headers(same: _Same) -> list[tuple[int, dict[str, int]]]:
    found = ((row.start, _columns(row.cells)) for row in _rows(same.document))
    return [(start, columns) for start, columns in found if columns]


def _details(document: Document, start: int, stop: int) -> Details:
    headers = _headers(_Same(document))
    above = bisect_right(headers, start, key=itemgetter(0)) - 1
    row = next(_rows(document, start, stop), None)
    if row is None or above < 0:
        return Details()
    columns = headers[above][1]
    return plain_details(
        title=_value(row, columns, "title"),
        abstract=_value(row, columns, "abstract"),
        authors=_value(row, columns, "authors"),
        source=_value(row, columns, "source"),
    )


_PAGE: Final = re.compile(rb"<(?:html|table|tr)\b", re.IGNORECASE)


def _is_page(document: Document) -> bool:
    if not isinstance(document, bytes) or not _PAGE.search(document, 0, 1 << 12):
        return False
    rows = _html_rows(document, 0, min(len(document), 1 << 16))
    return any(_columns(row.cells) for row in islice(rows, _LOOK))


def _is_sheet(document: Document) -> bool:
    return not isinstance(document, bytes) and any(_columns(row) for row in document[:_LOOK])


FORMATS: Final = (
    ReadFormat(
        name="cnki-html",
        title="CNKI self-defined .xls (HTML)",
        recognises=_is_page,
        parse=_parse,
        details=_details,
    ),
    ReadFormat(
        name="cnki-table",
        title="sheet or CSV with CNKI's Chinese column names",
        recognises=_is_sheet,
        parse=_parse,
        details=_details,
        table=True,
    ),
)
