"""BibTeX, read as WOS, Scopus and people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Details
from cooccur.readers.bibtex import FORMATS
from cooccur.readers.entry import Damage, Entry, Note
from cooccur.readers.fields import match_key

(BIBTEX,) = FORMATS

WOS = r"""
@article{ WOS:000000000000001,
Author = {Author-One, Anna A. and Author-2, Ben},
Title = {Paper Kites and the Stillness of Windless Towns: A
   Tale of Tails},
Journal = {JOURNAL OF EXAMPLES},
Abstract = {Whoever flies a kite knows that ``windless{''} days are not a
   subject of R\&D.},
Publisher = {EXAMPLE PRESS, PAPER \& SONS LTD},
Type = {Article; Early Access},
Language = {English},
Affiliation = {Author-2, B (Corresponding Author), Example Univ, Exampleton EX0 0EX, England.
   Author-One, Anna A., Sample Univ, Oslo, Norway.
   Author-2, Ben, Example Univ, Sch Kites, Exampleton EX0 0EX, Exampleshire, England.},
DOI = {10.5555/S00000-022-00001-4},
EarlyAccessDate = {SEP 2022},
Keywords = {Kites; Paper tails; Still
   air; N,N-example gel},
Keywords-Plus = {CALM SKY; PAPER
   FOLDING},
Web-of-Science-Categories  = {Examples},
Affiliations = {University of Examples, North; Sample University},
Cited-References = {Author-2 B, 2021, J EX, V1, P4, DOI {[}10.5555/a, DOI 10.5555/A].
   {[}Anonymous], 2018, J EX.},
Number-of-Cited-References = {103},
Times-Cited = {1},
Unique-ID = {WOS:000000000000001},
}

@article{ ISI:A1992AA00000005,
Author = {AUTHOR-3, C},
Title = {{THE FOLDED TAILS OF KITE,EXAMPLE + AN INVENTED EXHIBITION FROM THE
   EXAMPLE-COLLECTION}},
Journal = {{EXAMPLE-MAGAZINE}},
Year = {{1992}},
Unique-ID = {{ISI:A1992AA00000005}},
}
"""

SCOPUS = """
@ARTICLE{Author2024,
\tauthor = {Author-1, Anna and Author-2, B.},
\ttitle = {How paper kites fold},
\tyear = {2024},
\tjournal = {Journal of Folding Examples},
\taffiliations = {Example Institute, Exampur, 000000, India; Sample Univ, Samplepur, 000000, India},
\tauthor_keywords = {Kite model; FEM, finite elements},
\tkeywords = {Calm skies; Folding},
\tlanguage = {English},
\ttype = {Review},
\tsource = {Scopus},
\tnote = {Cited by: 2; All Open Access}
}

@ARTICLE{Author2023,
\ttitle = {Without author keywords},
\tkeywords = {Creases},
\tsource = {Scopus}
}
"""

BY_HAND = r"""% Encoding: UTF-8
Anything outside an entry is a comment, even an address: me@example.org
@string{joe = "Journal of {E}xamples"}
@STRING{first = {Part} # " one"}
@comment{jabref-meta: databaseType:bibtex;}
@preamble{"\newcommand{\x}{y}"}

@InProceedings{author:2001,
  author    = "Auth{\"o}r, B{\'e}n and {Institute of Examples and Kites} and others",
  title     = {A {\TeX} title with \emph{emphasis}},
  booktitle = first # { of } # joe,
  date      = {2001-05-03},
  keywords  = {trust, live streaming, e-commerce},
  doi       = {https://doi.org/10.5555/XYZ},
}
@book(author, author = {Author, D. E.}, title = "The {"}Book{"}", year = 1986, publisher = {EX})
  @misc{indented, title={One line}, keywords="a, b; c", journal = joe, year=2020}
"""

SAMPLES = {"wos": WOS, "scopus": SCOPUS, "by hand": BY_HAND}


def parsed(text):
    return list(BIBTEX.parse(text.encode()))


def entries(text):
    return [item for item in parsed(text) if isinstance(item, Entry)]


def details(text, number):
    entry = entries(text)[number]
    return BIBTEX.details(text.encode(), entry.start, entry.stop)


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_samples_are_recognised_and_hold_entries_only(text):
    assert BIBTEX.recognises(text.encode())
    assert {type(item) for item in parsed(text)} == {Entry}


@pytest.mark.parametrize("text", ["", "TY  - JOUR\n", "me@example.org\n", "@ home {we} are"])
def test_other_texts_are_not_recognised(text):
    assert not BIBTEX.recognises(text.encode())


def test_rows_of_a_table_are_no_text():
    assert not BIBTEX.recognises([["@article{a, title = {b}}"]])
    assert list(BIBTEX.parse([["@article{a, title = {b}}"]])) == []
    assert BIBTEX.details([["@article{a, title = {b}}"]], 0, 1) == Details()


def test_light_fields_of_wos():
    first, old = entries(WOS)
    assert first.id == "WOS:000000000000001"
    assert old.id == "WOS:A1992AA00000005"
    assert (first.line, old.line) == (2, 30)
    assert (first.year, old.year) == (2022, 1992)
    assert first.doi == "10.5555/s00000-022-00001-4"
    assert (first.citations, first.references) == (1, 103)
    assert (old.citations, old.references) == (-1, -1)
    assert (first.language, first.document_type) == ("English", "Article; Early Access")
    assert old.document_type == "article"
    assert (first.database, first.match) == ("WOS", "")


def test_a_wrapped_keyword_of_wos_is_one_keyword_and_commas_belong_to_it():
    first, old = entries(WOS)
    assert first.author_keywords == [
        "Kites",
        "Paper tails",
        "Still air",
        "N,N-example gel",
    ]
    assert first.index_keywords == ["CALM SKY", "PAPER FOLDING"]
    assert (old.author_keywords, old.index_keywords) == ([], [])


def test_an_export_of_wos_without_keyword_fields_is_told():
    text = "@article{ ISI:A1992AA00000005,\nTitle = {{A}},\n}\n"
    entry, note = parsed(text)
    assert (entry.id, note.code) == ("WOS:A1992AA00000005", "no-keyword-fields")
    assert [type(item) for item in parsed(text.replace("ISI:", "x"))] == [Entry]


def test_details_of_wos():
    first = details(WOS, 0)
    assert first.title == "Paper Kites and the Stillness of Windless Towns: A Tale of Tails"
    assert first.abstract == (
        'Whoever flies a kite knows that "windless" days are not a subject of R&D.'
    )
    assert first.authors == ("Author-One, Anna A.", "Author-2, Ben")
    assert first.countries == ("Norway", "England")
    assert first.source == "JOURNAL OF EXAMPLES"
    assert details(WOS, 1).title.startswith(
        "THE FOLDED TAILS OF KITE,EXAMPLE + AN INVENTED EXHIBITION"
    )


def test_an_address_that_only_the_corresponding_author_has_counts():
    text = (
        "@article{ WOS:1,\nTitle = {a},\nAffiliation = {B (Reprint Author), X, Oslo, Norway.},\n}"
    )
    assert details(text, 0).countries == ("Norway",)


def test_scopus_has_author_keywords_and_index_keywords():
    first, second = entries(SCOPUS)
    assert first.author_keywords == ["Kite model", "FEM, finite elements"]
    assert first.index_keywords == ["Calm skies", "Folding"]
    assert (second.author_keywords, second.index_keywords) == ([], ["Creases"])
    assert (first.citations, second.citations) == (2, -1)
    assert (first.database, first.id) == ("Scopus", "")
    assert first.match == match_key(
        "How paper kites fold", "Author-1, Anna", "Journal of Folding Examples"
    )
    assert details(SCOPUS, 0).countries == ("India",)


def test_entries_by_hand():
    paper, book, line = entries(BY_HAND)
    assert paper.author_keywords == ["trust", "live streaming", "e-commerce"]
    assert line.author_keywords == ["a, b", "c"]
    assert [e.year for e in (paper, book, line)] == [2001, 1986, 2020]
    assert [e.document_type for e in (paper, book, line)] == ["InProceedings", "book", "misc"]
    assert paper.doi == "10.5555/xyz"
    found = details(BY_HAND, 0)
    assert found.title == r"A \TeX title with emphasis"
    assert found.authors == ("Authör, Bén", "Institute of Examples and Kites")
    assert found.source == "Part one of Journal of Examples"
    assert details(BY_HAND, 1).title == 'The "Book"'
    assert details(BY_HAND, 2).source == "Journal of Examples"


def test_an_empty_field_is_as_good_as_none():
    text = "@article{WOS:, title = {A}, journal = {}, booktitle = {B}, keywords = {}}"
    (entry,) = entries(text)
    assert (entry.id, entry.database, entry.author_keywords) == ("", "", [])
    assert details(text, 0).source == "B"


def test_an_entry_at_the_very_beginning_is_recognised():
    assert BIBTEX.recognises(b"@misc{a, title={A}}")


def test_an_entry_below_a_long_comment_is_recognised():
    assert BIBTEX.recognises(b"% a comment\n" * 5000 + b"@misc{a, title={A}}")


def test_braces_around_a_part_of_a_title_are_not_around_all_of_it():
    assert details("@misc{a, title = {On {TeX}}}", 0).title == "On TeX"
    assert details("@misc{a, title = {{On TeX}}}", 0).title == "On TeX"


def test_names_in_a_value_stand_for_no_more_text_than_may_be():
    text = f'@string{{a = "{"x" * 3000}"}}\n@misc{{b, title = a # a}}'
    assert details(text, 0).title == "x" * 3000 + "a"


def test_several_entries_may_stand_on_one_line():
    text = "@misc{a, title={A}} @misc{b, title={B}}@misc{c, title={C}}"
    assert [e.match[0] for e in entries(text)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("@article{x,\ntitle = {never ends,\nyear = {2020},\n", "the value of title has no end"),
        ("@article{x,\ntitle = {T} oops {b}\n}\n", "found 'oops {b}'"),
        ('@article{x,\ntitle = "never ends,\n}\n', "the value of title has no end"),
        (f"@article{{x,\ntitle = {{T}} {'o' * 50}\n}}\n", f"found '{'o' * 40}'"),
        ("@article{x,\nyear = {2020}\n}\n", "no title, author or keywords; it has year"),
        ("@article{x,\ntitle = \n}\n", "the value of title has no end"),
    ],
)
def test_a_broken_entry_is_told_and_the_next_is_read(broken, reason):
    damage, *rest = parsed("@misc{z, title={Z}}\n" + broken + WOS)[1:]
    assert isinstance(damage, Damage)
    assert (damage.line, damage.code) == (2, "damaged-record")
    assert reason in damage.reason
    assert [entry.id for entry in rest] == ["WOS:000000000000001", "WOS:A1992AA00000005"]


def test_a_lost_last_brace_is_told_and_the_entry_kept():
    found = parsed(WOS.replace("Unique-ID = {WOS:000000000000001},\n}", "Times-Cited-X = {1},"))
    assert [type(item) for item in found] == [Note, Entry, Entry]
    assert (found[0].line, found[0].code) == (2, "unfinished-record")


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_a_text_cut_anywhere_keeps_the_records_before_the_cut(text):
    document = text.encode()
    whole = entries(text)
    for cut in range(len(document)):
        found = [i for i in BIBTEX.parse(document[:cut]) if isinstance(i, Entry)]
        complete = [entry for entry in whole if entry.stop <= cut]
        assert found[: len(complete)] == complete
        for entry in found[len(complete) :]:
            BIBTEX.details(document[:cut], entry.start, entry.stop)


PIECES = sorted({line + "\n" for text in SAMPLES.values() for line in text.split("\n")})
MARKS = ["{", "}", '"', "@misc{", "#", ",", "=", "\\", "title = ", " and ", "@string{a = "]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from([*PIECES, *MARKS]), max_size=30).map("".join))


@given(text=TEXTS)
def test_any_text_gives_ordered_entries_that_can_be_read_again(text):
    document = text.encode("utf-8", "replace")
    end = 0
    for item in BIBTEX.parse(document):
        if isinstance(item, Entry):
            assert end <= item.start < item.stop <= len(document)
            assert item.line == document.count(b"\n", 0, item.start) + 1
            end = item.stop
            found = BIBTEX.details(document, item.start, item.stop)
            first_author = next(iter(found.authors), "")
            expected = match_key(found.title, first_author, found.source)
            assert item.match == ("" if item.id else expected)
