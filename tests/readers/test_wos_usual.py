"""The fast ways through WOS records tell the same as the careful ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Details
from cooccur.readers import wos
from cooccur.readers.entry import Entry, one_by_one
from cooccur.readers.fields import clean_doi
from cooccur.readers.tagged import parted
from cooccur.readers.wos import FORMATS, _LightReader
from cooccur.readers.wos_brief import usual_brief
from cooccur.readers.wos_places import Place, _careful, _regular, light_fields, places
from cooccur.readers.wos_usual import _dois, _words, usual_entries, wos_keyword

PLAIN = ("trust", "Big data", "1st", "two\n   lines", "a  b", "β-cell", "\u3000信任", "\ufeffq")
DOUBTFUL = ("null", "N/A", "", " ", "-", "_", "R&D", "R&amp;D", "n&#59;o", "a <i>b</i>", "x(#br)y")
WORDS = st.sampled_from([*PLAIN, *DOUBTFUL, "z~([1])", "new", "None ", "\tq", "x\x7f"])
LISTS = st.lists(st.lists(WORDS, max_size=4).map("; ".join) | st.just(";a"), max_size=5)


@given(LISTS, LISTS)
def test_lists_split_together_are_those_split_one_by_one(author, index):
    size = min(len(author), len(index))
    columns = [[text.encode() for text in lists[:size]] for lists in (author, index)]
    words, place = _words(*columns) if size else ([], np.zeros(0, int))
    found = [[w for w, p in zip(words, place, strict=True) if p == n] for n in range(2 * size)]
    assert found[0::2] == [wos._keywords(raw) for raw in columns[0]]
    assert found[1::2] == [wos._keywords(raw) for raw in columns[1]]


WORD_OR_LESS = st.sampled_from(
    ["null", "N/A", "no", "None", "nan", "信任", "中国 a", "䷀", "丸", "龥"]
)
PARTED = st.lists(WORD_OR_LESS, max_size=3).map(";".join)
WRAPPED = st.lists(st.sampled_from(["a", ";", "\n   ", "\n", " ", "b c d"]), max_size=6).map(
    "".join
)


@given(
    st.lists(st.text("aNn1 -\t\u3000;é信中", max_size=6) | PARTED | WRAPPED, min_size=1, max_size=6)
)
def test_words_that_are_taken_as_they_are_need_nothing(words):
    lists = "\0".join(words).encode()
    expected = [
        (keyword, place)
        for place, listed in enumerate(words)
        for word in listed.split(";")
        if (keyword := wos_keyword(word))
    ]
    found, places_of = parted(lists, wos_keyword)
    assert list(zip(found, places_of.tolist(), strict=True)) == expected


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "UT": st.sampled_from(["WOS:000123", "wos:1", "ISI:5", "CNKI:0", "WOS:0", "ZOOREC:1", ""]),
        "TI": st.sampled_from(["A title", "A &lt; B", "Two\n   lines", ""]),
        "AU": st.sampled_from(["Li, X", "Li, X\n   Wu, Y (a@b.c)", ""]),
        "AF": st.sampled_from(["Li, Xiang\n   Wu, Yi,", ""]),
        "SO": st.sampled_from(["J EX", "J &amp; EX"]),
        "DE": st.lists(WORDS, max_size=3).map("; ".join),
        "ID": st.lists(WORDS, max_size=3).map("; ".join),
        "AK": st.just("other; words"),
        "PY": st.sampled_from(["2020", "in press", ""]),
        "EA": st.just("OCT 2021"),
        "TC": st.sampled_from(["3", "1,204", "many", ""]),
        "NR": st.sampled_from(["30", ""]),
        "LA": st.sampled_from(["English", "Chinese; English"]),
        "DT": st.sampled_from(["Article", "Article;\n   Book Chapter"]),
        "DI": st.sampled_from(
            ["10.1000/A(1)", "none", "10.1000/a&amp;b", "10.1000/B.7", "x 10.1/é"]
        ),
    },
)
USUAL = FIELDS.map(lambda fields: {**fields, "UT": "WOS:0017", "PY": "2019", "TC": "3", "NR": "4"})


def record(fields, repeated, glued):
    lines = [f"{tag} {value}\n" for tag, value in fields.items()]
    text = "PT J\n" + "".join(lines + lines[:1] * repeated) + "ER\n\n"
    return text.replace("PY 2", "PY2") if glued else text


RECORDS = st.lists(
    st.builds(record, FIELDS | USUAL, st.booleans(), st.booleans()), min_size=1, max_size=4
)


def same(entry):
    """An entry whose lists can be compared."""
    return entry._replace(
        author_keywords=list(entry.author_keywords),
        index_keywords=list(entry.index_keywords),
        translated_keywords=list(entry.translated_keywords),
    )


@pytest.mark.parametrize(
    "dois",
    [
        [b"10.1000/A(1)", b"10.1000/b.7"],
        [b"10.1000/A(1)", b"", b"none", b"https://doi.org/10.1000/B"],
        [b"10.1000/A(1)", "10.1000/Ä".encode(), b"10.1000/a&amp;b"],
        [],
    ],
)
def test_dois_found_together_are_those_found_one_by_one(dois):
    assert _dois(dois) == [clean_doi(raw.decode()) for raw in dois]


@given(RECORDS)
def test_entries_made_by_columns_are_those_made_one_by_one(records):
    document = "".join(records).encode()
    lines = light_fields(document)
    found, _ = places(document, lines)
    careful = _LightReader(document, lines)
    entries, is_usual = usual_entries(document, lines, found)
    assert [same(entry) for entry in entries] == [
        same(careful.record(found.place(row))) for row in np.flatnonzero(is_usual).tolist()
    ]


DAMAGES = [("ER\n\n", ""), ("PT J\n", ""), ("\n\n", "\n"), ("ER\n", "ER \n"), ("PT J", "PT AB")]


@given(
    RECORDS,
    st.sampled_from(DAMAGES),
    st.integers(0, 3),
    st.sampled_from(["", "FN X\nVR 1.0\n", "x\n"]),
)
def test_places_found_at_once_are_those_found_one_after_the_other(records, damage, row, head):
    records[row % len(records)] = records[row % len(records)].replace(*damage)
    document = (head + "".join(records) + "EF").encode()
    lines = light_fields(document)
    found, notes = places(document, lines)
    parts = list(_careful(document, lines))
    rows = [found.place(row) for row in range(len(found.start))]
    assert rows == [part for part in parts if isinstance(part, Place)]
    assert notes == [part for part in parts if not isinstance(part, Place)]


@given(RECORDS)
def test_briefs_tell_title_authors_and_source_of_the_details(records):
    for text in records:
        data = text.encode()
        whole, brief = FORMATS[1].details(data, 0, len(data)), FORMATS[1].brief(data)
        expected = (whole.title, whole.authors, whole.source)
        assert (brief.title, brief.authors, brief.source) == expected


DATA = b"PT J\nAU Li, X\nTI T\nSO J\nDE a; b\nPY 2020\nTC 1\nNR 2\nUT WOS:000000000000017\nER\n\n"


def test_the_usual_record_takes_the_fast_way():
    lines = light_fields(DATA)
    entries, is_usual = usual_entries(DATA, lines, places(DATA, lines)[0])
    (entry,) = entries
    assert _regular(DATA, lines)
    assert is_usual.tolist() == [True]
    assert (entry.id, entry.year) == ("WOS:000000000000017", 2020)
    assert entry.author_keywords == ["a", "b"]
    assert usual_brief(DATA) == Details(title="T", authors=("Li, X",), source="J")


@pytest.mark.parametrize(
    "change",
    [(b"UT WOS:", b"UT ISI:"), (b"PY 2020", b"PY in press"), (b"TC 1\n", b""), (b"DE ", b"DE")],
)
def test_what_is_unusual_is_looked_at_closely(change):
    data = DATA.replace(b"DE a", b"DE Art").replace(*change)
    lines = light_fields(data)
    entries, is_usual = usual_entries(data, lines, places(data, lines)[0])
    assert (len(entries), is_usual.tolist()) == (0, [False])
    assert [type(part) for part in one_by_one(FORMATS[1].parse(data))] == [Entry]
