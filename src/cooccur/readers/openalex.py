r"""OpenAlex: works as JSON of its API and as JSON Lines of its snapshot, and CSV of its web page.

A file of JSON holds a list of works, ``{"results": [...]}``, works one a line, or several of
these one behind the other. One work is taken apart at a time, never the whole file.

OpenAlex finds its keywords, concepts and topics itself: all of them are index keywords.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from cooccur.model import Details
from cooccur.readers.countries import country_named
from cooccur.readers.entry import (
    Damage,
    Document,
    Entry,
    Note,
    Parsed,
    ReadFormat,
    Settings,
    foreign_lines,
)
from cooccur.readers.fields import (
    clean_doi,
    collapse,
    first_year,
    language_name,
    match_key,
    unescape,
)
from cooccur.readers.openalex_typed import MOST, Decode, typed_decoder
from cooccur.readers.table_forms import Cells, Places, TableForm, listed, names_in, table_format
from cooccur.readers.vocabularies import Chosen

VOCABULARY: Final = "keywords"
"""What counts as index keywords when nothing else is said."""
_HEAD: Final = 1 << 16
_BEGIN: Final = re.compile(rb"\s*[\[{]")
_ID: Final = re.compile(rb'"id"\s*:\s*"(?:https?://)?(?:api\.)?openalex\.org/')


def _recognises(document: Document) -> bool:
    if not isinstance(document, bytes) or not _BEGIN.match(document):
        return False
    return bool(_ID.search(document, 0, _HEAD))


def _whole_number(digits: str) -> int | float:
    """A number as JSON writes it; one too long for Python to read is none of a work's."""
    return int(digits) if len(digits) < _LONGEST else math.inf


_LONGEST: Final = 1000
_JSON: Final = json.JSONDecoder()
_LONG: Final = json.JSONDecoder(parse_int=_whole_number)


def _value(text: str, start: int = 0) -> tuple[Any, int]:
    """The value that begins at this place, and where it ends."""
    try:
        return _JSON.raw_decode(text, start)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return _LONG.raw_decode(text, start)


def begins_with_works(text: bytes) -> bool:
    """Whether the first line of a document is one work (or another entity) of OpenAlex."""
    line, ended, _ = text.partition(b"\n")
    if not (ended and _recognises(line) and _WORK.match(line)):
        return False
    whole = line.decode("utf-8", "replace")
    try:
        return not whole[_value(whole)[1] :].strip()
    except (ValueError, RecursionError):
        return False


# What stands round the works in an answer of the API is no work.
_OBJECT: Final = re.compile(
    r'\{(?!\s*"(?:meta|results|group_by|count|key|key_display_name|db_response_time_ms)")'
)
_WORK: Final = re.compile(_OBJECT.pattern.encode())
_BLANK: Final = b" \t\r"
_NEXT: Final = re.compile(r'(?<=\n)\{|\{\s*"id"\s*:\s*"https?://openalex\.org/W\d')


def _parse(document: Document, *, asked: str) -> Iterator[Parsed]:
    if not isinstance(document, bytes):
        return
    chosen = Chosen(VOCABULARY, asked)
    yield from works(document, chosen)
    yield from chosen.told()


def works(
    document: bytes, chosen: Chosen, *, line: int = 1, place: int = 0
) -> Generator[Parsed, None, int]:
    """The works of a document, or of a part of one that begins and ends with a line.

    Parameters
    ----------
    document : bytes
        UTF-8 with LF line ends.
    chosen : Chosen
        The vocabulary.
    line, place : int
        Where the part begins.

    Returns
    -------
    int
        The line behind it.
    """
    decode = typed_decoder()
    begun, at = line, 0
    while decode and at < len(document):
        end = document.find(b"\n", at)
        end = len(document) if end < 0 else end
        text = document[at:end].rstrip(_BLANK)
        if text:
            work = _work_in(text, decode)
            if work is None:
                break
            yield _record(work, (line, place + at, place + at + len(text)), chosen)
        at, line = end + 1, line + 1
    if at < len(document):
        yield from _objects(document[at:], chosen, line, place + at)
    return begun + document.count(b"\n")


def _work_in(text: bytes, decode: Decode) -> dict[str, Any] | None:
    """The one work that is a line; None when the line is anything else."""
    if not _WORK.match(text):
        return None
    work = decode(text)
    # What is told of a work without an identifier names all that it has.
    if work is not None and openalex_id(_text(work, "id")):
        return work
    try:
        found, end = _value(whole := text.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found if end == len(whole) else None


def _objects(document: bytes, chosen: Chosen, line: int, place: int) -> Iterator[Parsed]:
    """The works of a document, wherever they stand in it."""
    text = document.decode("utf-8", "replace")
    counted, at = 0, 0
    while found := _OBJECT.search(text, at):
        start = found.start()
        yield from _foreign(text, at, start, line + text.count("\n", counted, at))
        line += text.count("\n", counted, start)
        place += len(text[counted:start].encode())
        counted = start
        try:
            work, at = _value(text, start)
        except (ValueError, RecursionError) as error:
            told = getattr(error, "msg", "it is nested too deeply")
            yield Damage(line, "damaged-record", f"the JSON cannot be read: {told}")
            following = _NEXT.search(text, start + 1)
            at = following.start() if following else len(text)
            continue
        stop = place + len(text[start:at].encode())
        yield _record(work, (line, place, stop), chosen)
    yield from _foreign(text, at, len(text), line + text.count("\n", counted, at))


_PLAIN: Final = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|\b(?:null|true|false)\b|[\s\[\]{},:]+'
)


def _foreign(text: str, start: int, stop: int, line: int) -> Iterator[Note]:
    """What stands between works and is no JSON."""
    rest = _PLAIN.sub(" ", text[start:stop])
    if rest.strip():
        first = text.find(rest.split()[0], start)
        line += text.count("\n", start, first)
        yield foreign_lines(
            line, text[max(start, text.rfind("\n", start, first) + 1) : stop].encode()
        )


_ENTITY: Final = re.compile(r"(?:https?://)?(?:api\.)?(?:openalex\.org/)?(?:\w+/)?([A-Z]\d+)")
_NAMES: Final = {
    "A": "an author",
    "C": "a concept",
    "F": "a funder",
    "I": "an institution",
    "P": "a publisher",
    "S": "a source",
    "T": "a topic",
}


def openalex_id(text: str) -> str:
    """The identifier of a work (``W2741809807``), or empty."""
    found = _ENTITY.fullmatch(text.strip())
    return found[1] if found and found[1][0] == "W" else ""


def _record(work: Any, place: tuple[int, int, int], chosen: Chosen) -> Entry | Damage:  # noqa: ANN401
    line, start, stop = place
    entity = _ENTITY.fullmatch(_text(work, "id"))
    if entity and entity[1][0] in _NAMES:
        reason = f"it is {_NAMES[entity[1][0]]} of OpenAlex and no work; export works instead"
        return Damage(line, "refused", reason)
    identifier = openalex_id(_text(work, "id"))
    title = _title(work)
    author = next(_authors(work), "")
    index = chosen.terms(_terms(work))
    if not (identifier or title or author or index):
        reason = f"it has no id, title, authors or keywords, only {', '.join(list(work)[:20])}"
        return Damage(line, "damaged-record", reason)
    year = first_year(_text(work, "publication_year")) or first_year(
        _text(work, "publication_date")
    )
    return Entry(
        line=line,
        start=start,
        stop=stop,
        id=identifier,
        doi=clean_doi(_text(work, "doi")),
        match=match_key(title, author, _source(work)),
        year=year,
        citations=_count(work, "cited_by_count"),
        references=_n_references(work),
        language=language_name(_text(work, "language")),
        document_type=_text(work, "type"),
        database="OpenAlex",
        index_keywords=index,
    )


def _get(value: object, *names: str) -> object:
    """What stands under these names, one in the other; None where one is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: object, *names: str) -> str:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, str):
        plain = value
    elif isinstance(value, int) and not isinstance(value, bool):
        plain = str(value)
    else:
        return ""
    if plain.isascii():
        return " ".join(plain.split())
    # Half a surrogate pair can be written in JSON, but nowhere else.
    return collapse(plain.encode("utf-8", "replace").decode())


def _list(value: object, *names: str) -> list[object]:
    found = _get(value, *names)
    return found if isinstance(found, list) else []


def _count(work: object, name: str) -> int:
    found = _get(work, name)
    return found if isinstance(found, int) and 0 <= found < MOST else -1


def _n_references(work: object) -> int:
    count = _count(work, "referenced_works_count")
    listed_works = _get(work, "referenced_works")
    return len(listed_works) if count < 0 and isinstance(listed_works, list) else count


def _title(work: object) -> str:
    return collapse(unescape(_text(work, "title") or _text(work, "display_name")))


def _authors(work: object) -> Iterator[str]:
    for authorship in _list(work, "authorships"):
        name = _text(authorship, "author", "display_name") or _text(authorship, "raw_author_name")
        if name:
            yield name


def _source(work: object) -> str:
    return _text(work, "primary_location", "source", "display_name") or _text(
        work, "host_venue", "display_name"
    )


def _terms(work: object) -> Mapping[str, Sequence[str]]:
    keywords, topics = _list(work, "keywords"), _list(work, "topics")
    found = {
        "keywords": [_text(k, "display_name") or _text(k, "keyword") for k in keywords],
        "concepts": [_text(c, "display_name") for c in _list(work, "concepts")],
        "topics": [_text(topic, "display_name") for topic in topics],
        "fields": [_text(topic, "field", "display_name") for topic in topics],
        "mesh": [_heading(term) for term in _list(work, "mesh")],
        "goals": [
            _text(goal, "display_name") for goal in _list(work, "sustainable_development_goals")
        ],
    }
    return {name: [term for term in terms if term] for name, terms in found.items()}


def _heading(term: object) -> str:
    """A heading of MeSH as MEDLINE writes it."""
    name = _text(term, "descriptor_name")
    return f"*{name}" if name and _get(term, "is_major_topic") is True else name


def _details(document: Document, start: int, stop: int) -> Details:
    if not isinstance(document, bytes):
        return Details()
    try:
        work, _ = _value(document[start:stop].decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return Details()
    return Details(
        title=_title(work),
        abstract=_abstract(work),
        authors=tuple(_authors(work)),
        countries=tuple(dict.fromkeys(_countries(work))),
        source=_source(work),
    )


def _brief(record: bytes) -> Details:
    return _details(record, 0, len(record))


def _abstract(work: object) -> str:
    """The abstract, which is exported as the places of every word."""
    index = _get(work, "abstract_inverted_index")
    if not isinstance(index, dict):
        return ""
    places = [
        (place, word)
        for word, where in index.items()
        if isinstance(where, list)
        for place in where
        if isinstance(place, int)
    ]
    words = " ".join(word for _, word in sorted(places))
    return collapse(unescape(words.encode("utf-8", "replace").decode()))


def _countries(work: object) -> Iterator[str]:
    for authorship in _list(work, "authorships"):
        institutions = _list(authorship, "institutions")
        codes = [_text(institution, "country_code") for institution in institutions]
        codes += [code for code in _list(authorship, "countries") if isinstance(code, str)]
        yield from (country_named(code) for code in codes if code)


COLUMNS: Final = {
    "id": "id",
    "display_name": "title",
    "title": "title",
    "doi": "doi",
    "abstract": "abstract",
    "authorships.author.display_name": "authors",
    "authorships.raw_author_name": "authors",
    "authorships.countries": "codes",
    "authorships.institutions.country_code": "codes",
    "cited_by_count": "citations",
    "referenced_works": "references",
    "language": "language",
    "primary_location.source.display_name": "source",
    "publication_year": "year",
    "publication_date": "date",
    "type": "kind",
    "keywords.display_name": "keywords",
    "keywords.keyword": "keywords",
    "concepts.display_name": "concepts",
    "topics.display_name": "topics",
    "primary_topic.display_name": "topics",
    "topics.field.display_name": "fields",
    "primary_topic.field.display_name": "fields",
    "mesh.descriptor_name": "mesh",
    "sustainable_development_goals.display_name": "goals",
    "authorships.author.id": "other",
    "primary_location.source.id": "other",
    "cited_by_percentile_year.min": "other",
    "open_access.is_oa": "other",
}
_LISTS: Final = ("keywords", "concepts", "topics", "fields", "mesh", "goals")


def _is_header(where: Places) -> bool:
    """Names with dots, or at least two that no other database has."""
    own = {"codes", "other", "topics", "concepts", "fields"} & where.keys()
    return {"id", "title"} <= where.keys() and (bool(own) or {"citations", "year"} <= where.keys())


def _index(cells: Cells) -> Mapping[str, Sequence[str]]:
    return {name: listed(cells, name, "|") for name in _LISTS}


def _no_keywords(_cells: Cells) -> list[str]:
    return []


def _n_listed(text: str) -> int:
    return text.count("|") + 1 if text.strip() else -1


def _country_names(cells: Cells) -> Sequence[str]:
    codes = (code.strip() for cell in cells.get("codes", ()) for code in cell.split("|"))
    return [country_named(code) for code in codes if code]


_TABLE: Final = TableForm(
    name="openalex-table",
    title="OpenAlex table (CSV of its web page)",
    database="OpenAlex",
    columns=COLUMNS,
    is_header=_is_header,
    identifier=openalex_id,
    authors=partial(names_in, separator="|"),
    keywords=_no_keywords,
    index=_index,
    vocabulary=VOCABULARY,
    references=_n_listed,
    countries=_country_names,
)


def _format(settings: Settings | None = None) -> ReadFormat:
    return ReadFormat(
        name="openalex",
        title="OpenAlex works (JSON, JSON Lines, also compressed)",
        recognises=_recognises,
        parse=partial(_parse, asked=settings.vocabulary if settings else ""),
        details=_details,
        brief=_brief,
        configured=_format,
    )


FORMATS: Final = (_format(), table_format(_TABLE))
