import pytest

from cooccur.workshop.abbreviations import abbreviation_pairs, short_keys
from cooccur.workshop.texts import is_short, long_form, read_texts


@pytest.mark.parametrize(
    ("short", "text", "expected"),
    [
        ("ANN", "we train an artificial neural network", "artificial neural network"),
        ("SVMs", "with support vector machines", "support vector machines"),
        ("EHEC", "of enterohemorrhagic Escherichia coli", "enterohemorrhagic Escherichia coli"),
        ("CAT", "the content and catalase", "catalase"),
        ("AM", "and arbuscular mycorrhizal", "arbuscular mycorrhizal"),
        ("P-gp", "the efflux pump P-glycoprotein", "P-glycoprotein"),
        ("XY", "an artificial neural network", ""),
        ("AI", "of AI", ""),
        ("AB", "", ""),
    ],
)
def test_the_long_form_stands_before_the_bracket(short, text, expected):
    assert long_form(short, text) == expected


def test_what_looks_like_an_abbreviation():
    assert all(map(is_short, ("AI", "mRNA", "GC-MS", "AM fungi", "CO2")))
    assert not any(map(is_short, ("a", "Figure", "in vitro", "图谱AI", "ABCDEFGHIJK", "A B C")))


def pairs(make_keywords, make_texts, counts, abstracts):
    keywords = make_keywords(counts)
    texts = read_texts(
        make_texts(abstracts),
        shorts=short_keys(keywords),
        keys=set(keywords.keys),
        words=set(),
    )
    return {(p.short or p.one, p.other): p for p in abbreviation_pairs(keywords, texts)}


def test_texts_define_abbreviations_in_both_orders(make_keywords, make_texts):
    counts = {"ANN": 9, "artificial neural networks": 3, "AHP": 2, "analytic hierarchy process": 1}
    abstracts = [
        "We train an artificial neural network (ANN) here.",
        "The AHP (analytic hierarchy process) is used.",
    ]
    found = pairs(make_keywords, make_texts, counts, abstracts)
    assert set(found) == {
        ("ann", "artificial neural networks"),
        ("ahp", "analytic hierarchy process"),
    }
    assert "1 titles, abstracts" in found["ann", "artificial neural networks"].evidence


def test_an_abbreviation_of_two_meanings_has_no_pair(make_keywords, make_texts):
    counts = {"MS": 5, "mass spectrometry": 4, "multiple sclerosis": 4}
    abstracts = ["By mass spectrometry (MS).", "In multiple sclerosis (MS)."]
    assert not pairs(make_keywords, make_texts, counts, abstracts)


def test_an_abbreviation_that_is_also_a_word_scores_low(make_keywords, make_texts):
    counts = {"GAS": 5, "galactinol synthase": 4}
    abstracts = ["Of galactinol synthase (GAS).", "A gas.", "The gas flows."]
    (pair,) = pairs(make_keywords, make_texts, counts, abstracts).values()
    assert pair.score == 0.5


def test_keywords_that_hold_both_forms_belong_to_the_long_one(make_keywords, make_texts):
    counts = {"ANN (artificial neural network)": 1, "ANN": 2, "artificial neural network": 5}
    found = pairs(make_keywords, make_texts, counts, [])
    assert set(found) == {
        ("ann (artificial neural network)", "artificial neural network"),
        ("ann", "artificial neural network"),
    } or {p.short for p in found.values()} == {"ann (artificial neural network)", "ann"}


def test_chinese_texts_define_latin_abbreviations(make_keywords, make_texts):
    counts = {"VR": 7, "虚拟现实": 70, "现实": 2}
    abstracts = ["基于虚拟现实（Virtual Reality，VR）的设计", "将虚拟现实(VR)用于教学"]
    (pair,) = pairs(make_keywords, make_texts, counts, abstracts).values()
    assert (pair.short, pair.one, pair.other) == ("vr", "vr", "虚拟现实")
    assert pair.score > 0.8


def test_a_chinese_keyword_must_begin_where_a_word_does(make_keywords, make_texts):
    counts = {"AR": 3, "现实": 9}
    assert not pairs(make_keywords, make_texts, counts, ["使用增强现实（AR）", "对增强现实（AR）"])


def test_how_many_records_are_read_at_once_changes_nothing(make_keywords, make_texts, monkeypatch):
    counts = {"ANN": 9, "artificial neural network": 3}
    abstracts = [f"Number {n}: an artificial neural network (ANN)." for n in range(7)]
    at_once = pairs(make_keywords, make_texts, counts, abstracts)
    monkeypatch.setattr("cooccur.workshop.texts._BATCH", 3)
    assert pairs(make_keywords, make_texts, counts, abstracts) == at_once
