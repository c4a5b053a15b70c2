"""All tables in one workbook: one sheet a table, then the manifest.

Text is written as text, whatever it begins with; numbers as numbers. Dates inside the file are
fixed, so that the same map gives the same bytes.
"""

from __future__ import annotations

import io
import json
import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from cooccur._version import __version__
from cooccur.model import KnowledgeMap
from cooccur.writers.tables import COORDINATES, tables_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS: Final = 1_048_575
"""Rows of a sheet under its header."""
_LONGEST: Final = 32_767
"""Characters of a cell, in units of UTF-16."""
_CHUNK: Final = 16_000
_WIDEST: Final = 60
_MEASURED: Final = 300
_NOT_A_CELL: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_SETTINGS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(knowledge_map: KnowledgeMap) -> bytes:
    """All tables of a map as the bytes of an Excel workbook.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Any map.

    Returns
    -------
    bytes
        One sheet for each table that the map has, named and with columns as its CSV; a table with
        more rows than a sheet can hold goes on in ``NAME_2``. The last sheet is the manifest.
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, _SETTINGS)
    # Excel wants a date; any fixed one serves.
    book.set_properties({"created": datetime(2000, 1, 1), "comments": f"cooccur {__version__}"})  # noqa: DTZ001 XlsxWriter takes no zone
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, table in tables_of(knowledge_map).items():
        header, rows = table(knowledge_map)
        _table(book, name, list(header), [list(row) for row in rows], bold)
    _table(book, "manifest", ["manifest"], [[line] for line in _lines(knowledge_map)], bold)
    book.close()
    return buffer.getvalue()


def _table(
    book: Workbook, name: str, header: list[str], rows: list[list[object]], bold: Format
) -> None:
    """Write a table to as many sheets as it needs."""
    for number, begin in enumerate(range(0, max(len(rows), 1), _MOST_ROWS), 1):
        part = rows[begin : begin + _MOST_ROWS]
        sheet = book.add_worksheet(name if number == 1 else f"{name}_{number}")
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, _width(title, part, column))
        for row, cells in enumerate(part, 1):
            for column, value in enumerate(cells):
                _write(sheet, row, column, _rounded(value, header[column]))


def _rounded(value: object, column: str) -> object:
    """Numbers as the CSV has them: later digits are noise."""
    if isinstance(value, float) and math.isfinite(value):
        return round(value, 4) + 0.0 if column in COORDINATES else float(f"{value:.10g}")
    return value


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:  # noqa: ANN401 any cell
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        if math.isfinite(value):
            sheet.write_number(row, column, value)
    elif text := _text(value):
        sheet.write_string(row, column, text)


def _text(value: object) -> str:
    text = _NOT_A_CELL.sub(" ", str(value))
    if len(text) * 2 > _LONGEST:
        text = text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    return text


def _width(title: str, rows: Sequence[Sequence[object]], column: int) -> float:
    """Width of a column in characters, by its first rows."""
    words = [title, *(str(row[column]) for row in rows[:_MEASURED] if isinstance(row[column], str))]
    return float(min(max(max(map(_wide, words)) + 2, 8), _WIDEST))


def _wide(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text[:_WIDEST])


def _lines(knowledge_map: KnowledgeMap) -> list[str]:
    """The manifest in rows of a sheet, which put together are JSON again."""
    text = json.dumps(knowledge_map.manifest, ensure_ascii=False, allow_nan=False, indent=1)
    # Excel reads _x000D_ as a character.
    text = text.replace("_x", "\\u005fx")
    return [part for line in text.split("\n") for part in _chunks(line)]


def _chunks(line: str) -> list[str]:
    """A line in parts that fit a cell, none of which begins or ends with a blank inside it."""
    parts = []
    while len(line) > _CHUNK:
        end = _CHUNK
        while end > 1 and (line[end - 1].isspace() or line[end].isspace()):
            end -= 1
        parts.append(line[:end])
        line = line[end:]
    return [*parts, line]
