"""Any other table: CSV, TSV or a workbook whose columns are guessed or named by the user."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from cooccur.errors import CallError
from cooccur.model import Details
from cooccur.readers.entry import Document, Note, Parsed, ReadFormat, Settings
from cooccur.readers.fields import collapse
from cooccur.readers.rows import Rows
from cooccur.readers.table_forms import (
    ROWS_BEFORE_HEADER,
    Cells,
    Places,
    TableForm,
    details,
    listed,
    names_in,
    parse,
    places,
    recognises,
)

FIELDS: Final = (
    "title",
    "authors",
    "keywords",
    "index",
    "year",
    "source",
    "doi",
    "abstract",
    "language",
    "type",
    "citations",
)
"""What columns can be named for."""

_GUESSES: Final = {
    "title": "title,article title,document title,paper title,item title,题名,标题,篇名,论文题目,"
    "文献标题",
    "authors": "authors,author,author(s),author/s,author names,author full names,作者,全部作者",
    "keywords": "keywords,keyword,author keywords,author_keywords,author keyword,keywords (author),"
    "identifierkeywords,identifier keywords,manual tags,tags,关键词,关键字,作者关键词,中文关键词",
    "index": "index keywords,index_keywords,keywords plus,ieee terms,inspec controlled terms,"
    "inspec non-controlled terms,mesh terms,mesh_terms,mesh,mesh headings,subjects,subject,"
    "subject terms,subjectterms,descriptors,controlled terms,automatic tags,主题词",
    "year": "year,publication year,publication_year,pub year,pubyear,year published,年,年份,"
    "发表年份,出版年",
    "date": "date,publication date,publication_date,pubdate,published,issue date,发表时间,出版日期",
    "source": "source,source title,source_title,journal,journal title,journal/book,journal name,"
    "publication title,publication,pubtitle,venue,container title,期刊,刊名,来源,文献来源",
    "doi": "doi,digital object identifier,digitalobjectidentifier",
    "abstract": "abstract,abstract note,摘要",
    "language": "language,languages,语种,语言",
    "kind": "document type,document_type,documenttype,publication type,item type,type,doctype,"
    "article type,文献类型",
    "citations": "cited by,times cited,cited_by_count,citations,citation count,"
    "article citation count,被引频次,被引次数",
}
COLUMNS: Final = {name: field for field, names in _GUESSES.items() for name in names.split(",")}
_ENOUGH: Final = 2
"""Fields beside the title that make a table without keywords one of records."""


def parse_columns(text: str) -> dict[str, tuple[str, ...]]:
    """The names of columns by field, of ``title=题名,keywords=关键词,keywords=主题词``.

    A name may hold commas and equal signs.

    Raises
    ------
    CallError
        When a field is not known or has no name.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in re.split(rf",(?=\s*(?:{'|'.join(FIELDS)})\s*=)", text):
        name, _, column = part.partition("=")
        name, column = name.strip(), collapse(column)
        if name not in FIELDS or not column:
            known = ", ".join(FIELDS)
            message = (
                f"--columns has {part.strip()!r}; FIELD=COLUMN,... is expected, with the fields "
                f"{known}"
            )
            raise CallError(message)
        found[name] = (*found.get(name, ()), column)
    if not found.keys() & {"title", "keywords", "index"}:
        raise CallError("--columns names no column for title, keywords or index")
    return found


def _is_guessed(where: Places) -> bool:
    """Whether these columns are those of records, with keywords or much else beside a title."""
    others = where.keys() & {"authors", "year", "source", "doi", "abstract"}
    has_words = bool(where.keys() & {"keywords", "index"})
    # Tables of ours repeat what was read; taken for exports they would be read again.
    is_ours = any(len(where.get(name, ())) >= len(names) for name, names in _OURS.items())
    return "title" in where and (has_words or len(others) >= _ENOUGH) and not is_ours


_OURS: Final = {
    "(records)": ("countries", "database", "file", "line"),
    "(representatives)": ("cluster", "coverage"),
}


def _form(columns: Mapping[str, Sequence[str]]) -> TableForm:
    """The form of a table with these columns, the others guessed."""
    named = {"kind" if name == "type" else name for name in columns}
    guessed = {name: field for name, field in COLUMNS.items() if field not in named}
    told = {
        column.casefold(): "kind" if name == "type" else name
        for name, names in columns.items()
        for column in names
    }
    ours = {column: name for name, own in _OURS.items() for column in own}

    def has_all(where: Places) -> bool:
        return named <= where.keys()

    return TableForm(
        name="table",
        title="any table with a header (CSV, TSV, XLSX, XLS); --columns names its columns",
        database="",
        columns={**ours, **guessed, **told},
        is_header=has_all if columns else _is_guessed,
    )


_SEPARATORS: Final = (";", "；", "|", ",", "，", "、", "/")
_LOOKED_AT: Final = 2_000


def _separators(rows: Rows, columns: Sequence[int]) -> str:
    """What parts keywords: a semicolon if any cell has one, else what stands in most cells."""
    cells = [row[c] for row in rows[:_LOOKED_AT] for c in columns if c < len(row)]
    counts = {mark: sum(mark in cell for cell in cells) for mark in _SEPARATORS}
    if counts[";"] or counts["；"]:
        return ";；"
    if counts["|"]:
        return "|"
    if counts[","] or counts["，"]:
        return ",，"
    mark = max(("、", "/"), key=lambda m: counts[m])
    return mark if counts[mark] * 2 > len([cell for cell in cells if cell.strip()]) else ";；"


def _parse(document: Document, *, form: TableForm) -> Iterator[Parsed]:
    if isinstance(document, bytes):
        return
    head = enumerate(document[:ROWS_BEFORE_HEADER])
    found = ((at, where) for at, row in head if (where := places(form, row)))
    at, where = next(found, (-1, {}))
    if at < 0:
        return
    below = document[at + 1 :]
    marks = {name: _separators(below, where.get(name, ())) for name in ("keywords", "index")}
    yield Note(at + 1, "columns", _told(document[at], where, marks))

    def own(cells: Cells) -> list[str]:
        return listed(cells, "keywords", marks["keywords"])

    def index(cells: Cells) -> Mapping[str, Sequence[str]]:
        return {"index": listed(cells, "index", marks["index"])}

    # Names have commas of their own, so only these part them.
    cells = [row[c] for row in below[:_LOOKED_AT] for c in where.get("authors", ()) if c < len(row)]
    mark = next((m for m in (";", "；", "|") if any(m in cell for cell in cells)), ";")
    yield from parse(
        document,
        form=replace(form, keywords=own, index=index, authors=partial(names_in, separator=mark)),
        asked="",
    )


def _told(header: Sequence[str], where: Places, marks: Mapping[str, str]) -> str:
    """Which column was taken for what."""
    names = {name: " + ".join(collapse(header[c])[:60] for c in at) for name, at in where.items()}
    parts = [f"{name} = {column}" for name, column in names.items() if name not in _OURS]
    parted = [f"{name} are parted by {mark[0]}" for name, mark in marks.items() if name in where]
    return f"columns: {', '.join(parts)}; {', '.join(parted) or 'no keywords'}; see --columns"


def _details(document: Document, start: int, stop: int, *, form: TableForm) -> Details:
    return details(document, start, stop, form=form)


def has_columns(rows: Rows, columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether a header of this table has a column for every field that the user names."""
    return recognises(rows, form=_form(columns))


def _format(settings: Settings | None = None) -> ReadFormat:
    form = _form(settings.columns if settings else {})
    return ReadFormat(
        name=form.name,
        title=form.title,
        recognises=partial(recognises, form=form),
        parse=partial(_parse, form=form),
        details=partial(_details, form=form),
        table=True,
        configured=_format,
    )


FORMATS: Final = (_format(),)
