import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError
from cooccur.prepare.filters import parse_years, select_records

YEARS = st.one_of(st.none(), st.integers(1990, 2030))


@pytest.fixture
def corpus(make_corpus):
    return make_corpus(
        [
            {"year": 2018, "document_type": "Article", "language": "English", "author": ["a"]},
            {"year": 2019, "document_type": "Review; Early Access", "language": "Chinese"},
            {
                "year": 0,
                "document_type": "Article; Proceedings Paper",
                "language": "",
                "index": ["b"],
            },
            {"year": 2021, "document_type": "", "language": "English", "author": ["a", "c"]},
        ]
    )


def lines(corpus):
    return corpus.record_columns["line"].tolist()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2010-2020", (2010, 2020)),
        ("2010-", (2010, None)),
        ("-2020", (None, 2020)),
        ("2015", (2015, 2015)),
        (" 2010 – 2020 ", (2010, 2020)),
        ("２０１０－２０２０", (2010, 2020)),
        ("2010至2020", (2010, 2020)),
        ("2015-2015", (2015, 2015)),
    ],
)
def test_years_are_read_in_every_form(text, years):
    assert parse_years(text) == years


@pytest.mark.parametrize(
    "text", ["", "-", "10-20", "2010-2020-2030", "2010 2020", "last year", "20150"]
)
def test_other_years_are_refused_with_the_forms(text):
    with pytest.raises(CallError, match="write 2010-2020, 2010-, -2020 or 2015"):
        parse_years(text)


def test_years_must_not_run_backwards():
    with pytest.raises(CallError, match="write 2010-2020"):
        parse_years("2020-2010")


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (None, [1, 11, 21, 31]),
        ((2018, 2019), [1, 11]),
        ((2019, 2019), [11]),
        ((2019, None), [11, 31]),
        ((None, 2019), [1, 11]),
        ((None, None), [1, 11, 31]),
        ((2022, None), []),
    ],
)
def test_years_are_inclusive_and_an_unknown_year_is_outside(corpus, years, expected):
    assert lines(select_records(corpus, years=years)) == expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["article"], [1, 21]),
        (["Early Access"], [11]),
        (["REVIEW", "Proceedings  paper"], [11, 21]),
        (["Art"], []),
    ],
)
def test_a_document_type_is_compared_to_each_part_without_case(corpus, types, expected):
    assert lines(select_records(corpus, document_types=types)) == expected


@pytest.mark.parametrize("name", ["zh", "CN", "中文", "Chinese", "chi"])
def test_chinese_has_many_names(corpus, name):
    assert lines(select_records(corpus, languages=[name])) == [11]


@pytest.mark.parametrize("name", ["en", "英文", "ENGLISH", "eng"])
def test_english_has_many_names(corpus, name):
    assert lines(select_records(corpus, languages=iter([name]))) == [1, 31]


def test_raw_languages_are_understood_too(make_corpus):
    corpus = make_corpus([{"language": "中文;"}, {"language": "English; French"}])
    assert lines(select_records(corpus, languages=["zh"])) == [1]
    assert lines(select_records(corpus, languages=["fr", "de"])) == [11]


def test_all_filters_must_be_passed(corpus):
    selected = select_records(
        corpus, years=(2018, 2021), languages=["en"], document_types=["Article"]
    )
    assert lines(selected) == [1]


def test_keywords_and_places_follow_their_records(corpus, lists_of):
    selected = select_records(corpus, years=(2021, None))
    assert lists_of(selected) == [["a", "c"]]
    assert selected.piece_columns["start"].tolist() == [31]


def test_selecting_is_told_and_loses_no_count(corpus):
    selected = select_records(corpus, years=(2018, None), languages=["en"])
    assert (selected.records_in, selected.kept, len(selected)) == (4, 4, 2)
    step = selected.history[-1]
    assert step.name == "select_records"
    assert step.options == (
        ("years", (2018, None)),
        ("document_types", ()),
        ("languages", ("en",)),
    )


def test_selecting_leaves_its_input_alone(corpus, lists_of):
    before = lines(corpus), lists_of(corpus), corpus.history
    select_records(corpus, years=(2030, None))
    assert (lines(corpus), lists_of(corpus), corpus.history) == before


def test_an_empty_corpus_stays_one(make_corpus):
    assert len(select_records(make_corpus([]), years=(1, 2), languages=["en"])) == 0


@given(st.lists(st.integers(1990, 2030) | st.just(0), max_size=10), YEARS, YEARS)
def test_years_select_what_the_words_say(make_corpus, years, first, last):
    corpus = make_corpus([{"year": year} for year in years])
    selected = select_records(corpus, years=(first, last))
    low, high = first or -np.inf, last or np.inf
    assert selected.record_columns["year"].tolist() == [y for y in years if y and low <= y <= high]
