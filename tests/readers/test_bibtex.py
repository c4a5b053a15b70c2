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
@article{ WOS:000606895300006,
Author = {Guzman-Gallegos, Maria A. and Adelman, Sam},
Title = {Environmental Law and the Unsustainability of Development: A
   Tale of Hope},
Journal = {LAW AND CRITIQUE},
Abstract = {In this article we argue that ``supermarket{''} law is not a
   principle of R\&D.},
Publisher = {ROUTLEDGE JOURNALS, TAYLOR \& FRANCIS LTD},
Type = {Article; Early Access},
Language = {English},
Affiliation = {Adelman, S (Corresponding Author), Univ Warwick, Coventry CV4 7AL, England.
   Guzman-Gallegos, Maria A., Univ Oslo, Oslo, Norway.
   Adelman, Sam, Univ Warwick, Sch Law, Coventry CV4 7AL, W Midlands, England.},
DOI = {10.1007/S10978-022-09323-4},
EarlyAccessDate = {SEP 2022},
Keywords = {Anthropocene; Buen vivir; Sustainable
   development; N,N-dimethylacrylamide gel},
Keywords-Plus = {PARADIGM SHIFT; SOIL
   EROSION},
Web-of-Science-Categories  = {Law},
Affiliations = {University of California, Berkeley; University of Oslo},
Cited-References = {Adelman S, 2021, ONATI, V11, P44, DOI {[}10.35295/a, DOI 10.35295/A].
   {[}Anonymous], 2018, CORTE.},
Number-of-Cited-References = {103},
Times-Cited = {1},
Unique-ID = {WOS:000606895300006},
}

@article{ ISI:A1992HW09400005,
Author = {DAULTE, F},
Title = {{THE IMAGINARY WORLD OF REDON,ODILON + SYMBOLIST EXHIBITION FROM THE
   WOODNER-COLLECTION}},
Journal = {{OEIL-MAGAZINE}},
Year = {{1992}},
Unique-ID = {{ISI:A1992HW09400005}},
}
"""

SCOPUS = """
@ARTICLE{Singh2024,
\tauthor = {Singh, Harpreet and Mehta, A.},
\ttitle = {Role of expert systems},
\tyear = {2024},
\tjournal = {International Journal on Design},
\taffiliations = {Global Institutes, Amritsar, 143501, India; Saveetha, Chennai, 602105, India},
\tauthor_keywords = {ANN model; FEM, finite elements},
\tkeywords = {Expert systems; Friction},
\tlanguage = {English},
\ttype = {Review},
\tsource = {Scopus},
\tnote = {Cited by: 2; All Open Access}
}

@ARTICLE{Kim2023,
\ttitle = {Without author keywords},
\tkeywords = {Welds},
\tsource = {Scopus}
}
"""

BY_HAND = r"""% Encoding: UTF-8
Anything outside an entry is a comment, even an address: me@example.org
@string{jasist = "Journal of the {A}ssociation"}
@STRING{first = {Part} # " one"}
@comment{jabref-meta: databaseType:bibtex;}
@preamble{"\newcommand{\x}{y}"}

@InProceedings{grobner:2001,
  author    = "Gr{\"o}bner, J{\'o}zef and {Institute of Science and Technology} and others",
  title     = {A {\TeX} title with \emph{emphasis}},
  booktitle = first # { of } # jasist,
  date      = {2001-05-03},
  keywords  = {trust, live streaming, e-commerce},
  doi       = {https://doi.org/10.1000/XYZ},
}
@book(knuth, author = {Knuth, D. E.}, title = "The {"}Book{"}", year = 1986, publisher = {AW})
  @misc{indented, title={One line}, keywords="a, b; c", journal = jasist, year=2020}
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
    assert first.id == "WOS:000606895300006"
    assert old.id == "WOS:A1992HW09400005"
    assert (first.line, old.line) == (2, 30)
    assert (first.year, old.year) == (2022, 1992)
    assert first.doi == "10.1007/s10978-022-09323-4"
    assert (first.citations, first.references) == (1, 103)
    assert (old.citations, old.references) == (-1, -1)
    assert (first.language, first.document_type) == ("English", "Article; Early Access")
    assert old.document_type == "article"
    assert (first.database, first.match) == ("WOS", "")


def test_a_wrapped_keyword_of_wos_is_one_keyword_and_commas_belong_to_it():
    first, old = entries(WOS)
    assert first.author_keywords == [
        "Anthropocene",
        "Buen vivir",
        "Sustainable development",
        "N,N-dimethylacrylamide gel",
    ]
    assert first.index_keywords == ["PARADIGM SHIFT", "SOIL EROSION"]
    assert (old.author_keywords, old.index_keywords) == ([], [])


def test_an_export_of_wos_without_keyword_fields_is_told():
    text = "@article{ ISI:A1992HW09400005,\nTitle = {{A}},\n}\n"
    entry, note = parsed(text)
    assert (entry.id, note.code) == ("WOS:A1992HW09400005", "no-keyword-fields")
    assert [type(item) for item in parsed(text.replace("ISI:", "x"))] == [Entry]


def test_details_of_wos():
    first = details(WOS, 0)
    assert (
        first.title == "Environmental Law and the Unsustainability of Development: A Tale of Hope"
    )
    assert first.abstract == (
        'In this article we argue that "supermarket" law is not a principle of R&D.'
    )
    assert first.authors == ("Guzman-Gallegos, Maria A.", "Adelman, Sam")
    assert first.countries == ("Norway", "England")
    assert first.source == "LAW AND CRITIQUE"
    assert details(WOS, 1).title.startswith("THE IMAGINARY WORLD OF REDON,ODILON + SYMBOLIST")


def test_an_address_that_only_the_corresponding_author_has_counts():
    text = (
        "@article{ WOS:1,\nTitle = {a},\nAffiliation = {B (Reprint Author), X, Oslo, Norway.},\n}"
    )
    assert details(text, 0).countries == ("Norway",)


def test_scopus_has_author_keywords_and_index_keywords():
    first, second = entries(SCOPUS)
    assert first.author_keywords == ["ANN model", "FEM, finite elements"]
    assert first.index_keywords == ["Expert systems", "Friction"]
    assert (second.author_keywords, second.index_keywords) == ([], ["Welds"])
    assert (first.citations, second.citations) == (2, -1)
    assert (first.database, first.id) == ("Scopus", "")
    assert first.match == match_key(
        "Role of expert systems", "Singh, Harpreet", "International Journal on Design"
    )
    assert details(SCOPUS, 0).countries == ("India",)


def test_entries_by_hand():
    paper, book, line = entries(BY_HAND)
    assert paper.author_keywords == ["trust", "live streaming", "e-commerce"]
    assert line.author_keywords == ["a, b", "c"]
    assert [e.year for e in (paper, book, line)] == [2001, 1986, 2020]
    assert [e.document_type for e in (paper, book, line)] == ["InProceedings", "book", "misc"]
    assert paper.doi == "10.1000/xyz"
    found = details(BY_HAND, 0)
    assert found.title == r"A \TeX title with emphasis"
    assert found.authors == ("Gröbner, Józef", "Institute of Science and Technology")
    assert found.source == "Part one of Journal of the Association"
    assert details(BY_HAND, 1).title == 'The "Book"'
    assert details(BY_HAND, 2).source == "Journal of the Association"


def test_an_empty_field_is_as_good_as_none():
    text = "@article{WOS:, title = {A}, journal = {}, booktitle = {B}, keywords = {}}"
    (entry,) = entries(text)
    assert (entry.id, entry.database, entry.author_keywords) == ("", "", [])
    assert details(text, 0).source == "B"


def test_several_entries_may_stand_on_one_line():
    text = "@misc{a, title={A}} @misc{b, title={B}}@misc{c, title={C}}"
    assert [e.match[0] for e in entries(text)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("@article{x,\ntitle = {never ends,\nyear = {2020},\n", "the value of title has no end"),
        ("@article{x,\ntitle = {T} oops {b}\n}\n", "found 'oops {b}'"),
        ('@article{x,\ntitle = "never ends,\n}\n', "the value of title has no end"),
        ("@article{x,\nyear = {2020}\n}\n", "no title, author or keywords; it has year"),
        ("@article{x,\ntitle = \n}\n", "the value of title has no end"),
    ],
)
def test_a_broken_entry_is_told_and_the_next_is_read(broken, reason):
    damage, *rest = parsed("@misc{z, title={Z}}\n" + broken + WOS)[1:]
    assert isinstance(damage, Damage)
    assert (damage.line, damage.code) == (2, "damaged-record")
    assert reason in damage.reason
    assert [entry.id for entry in rest] == ["WOS:000606895300006", "WOS:A1992HW09400005"]


def test_a_lost_last_brace_is_told_and_the_entry_kept():
    found = parsed(WOS.replace("Unique-ID = {WOS:000606895300006},\n}", "Times-Cited-X = {1},"))
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
