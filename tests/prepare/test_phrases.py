import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooccur.errors import UnknownChoiceError
from cooccur.model import AUTHOR
from cooccur.prepare.phrases import phrase_keywords

WORDS = st.sampled_from(
    ["Trust", "in", "the", "big", "data", "data,", "2019", "of", "things", "电商"]
)
TITLES = st.lists(st.lists(WORDS, max_size=7).map(" ".join), max_size=6)


def titled(make_corpus, *titles):
    return make_corpus([{"title": title, "author": ["before"]} for title in titles])


def phrases(make_corpus, *titles):
    return phrase_keywords(titled(make_corpus, *titles)).vocabulary


def test_phrases_have_one_to_three_words_in_lower_case(make_corpus, lists_of):
    corpus = titled(
        make_corpus, "Social Media Use Online", "media use; online", "Social media", "Use"
    )
    assert lists_of(phrase_keywords(corpus)) == [
        ["media", "media use", "online", "social media", "use"],
        ["media", "media use", "online", "use"],
        ["media", "social media"],
        ["use"],
    ]


def test_a_part_goes_only_where_it_has_no_records_of_its_own(make_corpus):
    titles = ["Big data analytics"] * 2
    assert phrases(make_corpus, *titles) == ("big data analytics",)
    assert phrases(make_corpus, *titles, "Big data") == ("big data", "big data analytics")
    assert "data" in phrases(make_corpus, *titles, "Data")


def test_stop_words_stand_inside_but_not_at_the_ends(make_corpus):
    assert phrases(make_corpus, *["The internet of things"] * 2) == ("internet of things",)


def test_systems_and_fires_are_no_stop_words(make_corpus):
    titles = ["The immune system"] * 2 + ["Of fire"] * 2
    assert phrases(make_corpus, *titles) == ("fire", "immune system")


def test_phrases_end_at_punctuation(make_corpus):
    titles = ["Trust: review (China), India/Japan. Risk", "Risk? India; China, trust; japan review"]
    assert phrases(make_corpus, *titles) == ("china", "india", "japan", "review", "risk", "trust")


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("COVID-19", "covid-19"),
        ("Co‐occurrence", "co‐occurrence"),
        ("Parkinson’s disease", "parkinson's disease"),
        ("R&D management", "r&d management"),
        ("3D printing", "3d printing"),
        ("Ｂｉｇ　ｄａｔａ", "big data"),
        ("Économie sociale", "économie sociale"),
        ("β-catenin", "β-catenin"),
        ("In 2019 trust", "trust"),
        ("AI, trust", "trust"),
        ("基于CiteSpace的图谱", "citespace"),
    ],
)
def test_words_are_what_people_write(make_corpus, title, phrase):
    assert phrases(make_corpus, title, title) == (phrase,)


def test_a_phrase_of_one_record_counts_only_where_there_is_no_other(make_corpus):
    assert phrases(make_corpus, "Big data", "Trust", "Trust") == ("trust",)
    assert phrases(make_corpus, "Big data", "Trust") == ("big data", "trust")


def test_a_phrase_repeated_in_a_title_counts_once(make_corpus, lists_of):
    corpus = phrase_keywords(titled(make_corpus, "Trust, trust", "Trust"))
    assert lists_of(corpus, AUTHOR) == [["trust"], ["trust"]]


def test_chinese_titles_are_left_to_their_keywords_and_that_is_said(make_corpus, lists_of):
    corpus = phrase_keywords(titled(make_corpus, "社交电商中的信任", "Trust", "", "Trust"))
    assert lists_of(corpus) == [[], ["trust"], [], ["trust"]]
    (problem,) = corpus.problems
    assert problem.code == "no-keywords"
    assert problem.message.startswith("2 of 4 records have no title")


def test_no_words_at_all_is_a_corpus_without_keywords(make_corpus):
    for titles in ([], ["信任"], ["of the", "2019"]):
        corpus = phrase_keywords(titled(make_corpus, *titles))
        assert (corpus.vocabulary, corpus.keyword_columns.length) == ((), 0)
        assert len(corpus.problems) == ("信任" in titles)


def test_abstracts_are_read_when_asked_for(make_corpus):
    corpus = make_corpus([{"title": "Trust", "abstract": "Perceived risk"}] * 2)
    assert phrase_keywords(corpus, field="abstract").vocabulary == ("perceived risk",)


def test_other_fields_are_refused(make_corpus):
    with pytest.raises(UnknownChoiceError, match="title, abstract"):
        phrase_keywords(make_corpus([]), field="source")


def test_the_history_tells_the_field(make_corpus):
    step = phrase_keywords(make_corpus([]), field="abstract").history[-1]
    assert (step.name, step.options) == ("phrase_keywords", (("field", "abstract"),))


def test_taking_phrases_leaves_its_input_alone(make_corpus, lists_of):
    corpus = titled(make_corpus, "Trust", "信任")
    phrase_keywords(corpus)
    assert (lists_of(corpus), corpus.problems, corpus.history) == ([["before"]] * 2, (), ())


def test_scikit_learn_is_loaded_only_for_phrases():
    code = (
        "import sys, cooccur.prepare.phrases, cooccur.prepare.keywords, cooccur.prepare.duplicates;"
        "sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def naive(titles):
    """The rules word by word, for titles of `WORDS`."""
    stop_words = {"in", "the", "of"}
    found = []
    for title in titles:
        runs = [run.split() for run in re.split("[,电商]", title.lower())]
        spans = [r[i:j] for r in runs for i in range(len(r)) for j in range(i + 1, len(r) + 1)]
        no_ends = stop_words | {"2019"}
        found.append(
            {
                " ".join(s)
                for s in spans
                if len(s) <= 3 and s[0] not in no_ends and s[-1] not in no_ends
            }
        )
    records = {p: {r for r, its in enumerate(found) if p in its} for its in found for p in its}
    minimum = min(2, max(map(len, records.values()), default=0))
    records = {p: its for p, its in records.items() if len(its) >= minimum}
    told = {
        p
        for p, its in records.items()
        for longer, others in records.items()
        if p != longer and its == others and f" {p} " in f" {longer} "
    }
    return [sorted(p for p in its if p in records and p not in told) for its in found]


@settings(max_examples=60)
@given(TITLES)
def test_phrases_equal_the_rules_word_by_word(make_corpus, lists_of, titles):
    corpus = phrase_keywords(titled(make_corpus, *titles))
    assert lists_of(corpus) == naive(titles)
    assert list(corpus.vocabulary) == sorted({p for its in naive(titles) for p in its})
