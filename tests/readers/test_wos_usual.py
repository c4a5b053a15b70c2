"""The fast ways through WOS records tell the same as the careful ones."""

from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Details
from cooccur.readers import wos
from cooccur.readers.wos import FORMATS, _LightReader
from cooccur.readers.wos_brief import usual_brief
from cooccur.readers.wos_places import Place, light_fields, places, tags_of
from cooccur.readers.wos_usual import _keyword_lists, usual_entries

PLAIN = ("trust", "Big data", "1st", "two\n   lines", "a  b", "β-cell", "\u3000信任", "\ufeffq")
DOUBTFUL = ("null", "N/A", "", " ", "-", "_", "R&D", "R&amp;D", "n&#59;o", "a <i>b</i>", "x(#br)y")
WORDS = st.sampled_from([*PLAIN, *DOUBTFUL, "z~([1])"])
LISTS = st.lists(st.lists(WORDS, max_size=4).map("; ".join) | st.just(";a"), max_size=5)


@given(LISTS)
def test_lists_split_together_are_those_split_one_by_one(lists):
    column = [f" {text}\n".encode() if text else b"" for text in lists]
    assert _keyword_lists(column) == [wos._keywords(raw) for raw in column]


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
        "DI": st.sampled_from(["10.1000/A(1)", "none", "10.1000/a&amp;b"]),
    },
)


def record(fields, repeated):
    lines = [f"{tag} {value}\n" for tag, value in fields.items()]
    return "PT J\n" + "".join(lines + lines[:1] * repeated) + "ER\n\n"


RECORDS = st.lists(st.builds(record, FIELDS, st.booleans()), min_size=1, max_size=4)


@given(RECORDS)
def test_entries_made_by_columns_are_those_made_one_by_one(records):
    document = "".join(records).encode()
    lines, values = light_fields(document)
    found = [part for part in places(document, lines) if isinstance(part, Place)]
    careful = _LightReader(document)
    for place, usual in zip(found, usual_entries(lines, values, found), strict=True):
        rows = slice(place.first, place.last)
        if usual is not None:
            assert usual == careful.record(place, tags_of(lines, rows), values[rows])


@given(RECORDS)
def test_briefs_tell_title_authors_and_source_of_the_details(records):
    for text in records:
        data = text.encode()
        whole, brief = FORMATS[1].details(data, 0, len(data)), FORMATS[1].brief(data)
        expected = (whole.title, whole.authors, whole.source)
        assert (brief.title, brief.authors, brief.source) == expected


def test_the_usual_record_takes_the_fast_way():
    data = (
        b"PT J\nAU Li, X\nTI T\nSO J\nDE a; b\nPY 2020\nTC 1\nNR 2\nUT WOS:000000000000017\nER\n\n"
    )
    lines, values = light_fields(data)
    found = [part for part in places(data, lines) if isinstance(part, Place)]
    (entry,) = usual_entries(lines, values, found)
    assert (entry.id, entry.year, entry.author_keywords) == (
        "WOS:000000000000017",
        2020,
        ["a", "b"],
    )
    assert usual_brief(data) == Details(title="T", authors=("Li, X",), source="J")
    assert usual_entries(*light_fields(b""), []) == []
