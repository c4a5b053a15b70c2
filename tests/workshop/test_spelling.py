import pytest

from cooccur.workshop.spelling import spelling_candidates, spelling_pairs
from cooccur.workshop.texts import Texts


def pairs(keywords, **records):
    texts = Texts(definitions={}, in_brackets={}, word_records=records, other_case={})
    return list(spelling_pairs(keywords, spelling_candidates(keywords), texts))


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("knowledge managment", "knowledge management"),
        ("nodulatoin", "nodulation"),
        ("persistance", "persistence"),
        ("secundary metabolite", "secondary metabolite"),
        ("carbon dioxyde", "carbon dioxide"),
    ],
)
def test_a_rare_slip_of_a_common_word_is_found(make_keywords, slip, right):
    keywords = make_keywords({slip: 1, right: 60})
    (pair,) = pairs(keywords)
    assert set(pair.ends) == {slip, right}
    assert pair.score >= 0.8
    assert "in 1 records" in pair.evidence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("microeconomics", "macroeconomics"),
        ("hypotension", "hypertension"),
        ("nitrate level", "nitrite level"),
        ("alkanes", "alkenes"),
        ("computation", "computational"),
        ("affection", "effection"),
        ("cluster1 analysis", "cluster2 analysis"),
        ("orthology", "orthologs"),
        ("trust", "truss"),
        ("machine learning", "machine learning"),
    ],
)
def test_words_that_mean_something_else_are_no_slips(make_keywords, one, other):
    assert not [p for p in pairs(make_keywords({one: 1, other: 60})) if p.score >= 0.6]


def test_two_established_words_are_no_pair(make_keywords):
    keywords = make_keywords(
        {"contraction": 1, "contradiction": 1, "absorption": 1, "adsorption": 9}
    )
    assert not pairs(keywords, absorption=50, adsorption=80)


def test_texts_tell_which_word_is_common(make_keywords):
    keywords = make_keywords({"managment": 1, "management": 1})
    assert pairs(keywords)[0].score < 0.6
    (pair,) = pairs(keywords, managment=1, management=55)
    assert pair.score > 0.9
