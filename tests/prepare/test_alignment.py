"""A bilingual dictionary of keywords, learnt from made-up lists whose truth is known."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cooccur.model import Step
from cooccur.prepare.alignment import (
    DEFAULT_SCORE,
    Alignment,
    align,
    alignment_table,
    alignments_of,
    note_alignments,
)
from cooccur.prepare.keywords import Thesaurus, clean_keywords
from cooccur.readers.reading import read_sources

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real" / "cnki"
ADJECTIVES = {"社会": "social", "移动": "mobile", "农村": "rural", "数字": "digital"}
ADJECTIVES |= {"智能": "smart", "跨境": "cross-border"}
NOUNS = {"网络": "network", "市场": "market", "物流": "logistics", "教育": "education"}
NOUNS |= {"服务": "service", "经济": "economy", "治理": "governance"}
TRUTH = {a + n: f"{ADJECTIVES[a]} {NOUNS[n]}" for a in ADJECTIVES for n in NOUNS}


def bilingual(chinese, english, **more):
    return {"author": list(chinese), "translated": list(english), "database": "CNKI", **more}


def planted(n_records=120, *, seed=1, swapped=0.0, longer=0.0):
    """Records of three to five keywords in order, some with two English ones changed over."""
    chance = random.Random(seed)
    records = []
    for _ in range(n_records):
        chinese = chance.sample(sorted(TRUTH), chance.randint(3, 5))
        english = [TRUTH[word] for word in chinese]
        if chance.random() < swapped:
            english[0], english[2] = english[2], english[0]
        if chance.random() < longer:
            english.insert(chance.randrange(len(english)), f"extra word {chance.randrange(999)}")
        records.append(bilingual(chinese, english))
    return records


def pairs(found):
    return {a.chinese: a.english for a in found}


def shares(found):
    """Precision, and how much of the truth was found."""
    right = sum(TRUTH.get(a.chinese) == a.english for a in found)
    return right / len(found), right / len(TRUTH)


def test_lists_in_one_order_give_the_whole_dictionary(make_corpus):
    assert pairs(align(make_corpus(planted()))) == TRUTH


@pytest.mark.parametrize("fault", [{"swapped": 0.3}, {"longer": 0.3}, {"swapped": 0.2}])
def test_faults_in_some_lists_do_not_spoil_it(make_corpus, fault):
    precision, recall = shares(align(make_corpus(planted(**fault))))
    assert precision > 0.95
    assert recall > 0.9


def test_a_keyword_that_one_record_lists_is_told_by_its_parts(make_corpus):
    rare = bilingual(["智能网络", "数字教育"], ["digital education", "smart network"])
    rest = [r for r in planted() if not {"智能网络", "数字教育"} & set(r["author"])]
    found = pairs(align(make_corpus([*rest, rare]), score=0.8))
    assert found["智能网络"] == "smart network"
    assert found["数字教育"] == "digital education"


def test_lists_in_no_order_and_without_parts_prove_nothing(make_corpus):
    chance = random.Random(3)
    records = []
    for number in range(40):
        chinese = [f"{chr(0x4E00 + 97 * number + k)}" for k in range(4)]
        english = [f"w{number}x{k}" for k in range(4)]
        records.append(bilingual(["平台", *chinese], ["platform", *english]))
        chance.shuffle(records[-1]["translated"])
    found = align(make_corpus(records))
    assert set(pairs(found)) <= {"平台"}


def test_letters_and_numbers_that_both_hold_count(make_corpus):
    records = [
        *planted(40),
        bilingual(["5G网络", "SWOT市场"], ["SWOT market", "5G network"]),
        bilingual(["SWOT分析"], ["SWOT analysis"]),
    ]
    found = {a.chinese: a for a in align(make_corpus(records), score=0.8)}
    assert found["SWOT分析"].english == "SWOT analysis"
    assert found["SWOT分析"].parts > 0
    assert found["5G网络"].english == "5G network"


def test_plural_and_blank_variants_are_one_english_keyword(make_corpus):
    records = [
        bilingual(["推荐系统", "大数据"], ["recommender system", "big data"]),
        bilingual(["大数据", "推荐系统"], ["bigdata", "recommender systems"]),
        bilingual(["推荐系统", "信任"], ["Recommender system", "trust"]),
    ]
    found = {a.chinese: a for a in align(make_corpus(records))}
    assert found["推荐系统"].english == "Recommender system"
    assert found["推荐系统"].variants == ("recommender systems",)
    assert found["大数据"].variants == ("bigdata",)
    assert found["推荐系统"].records == found["推荐系统"].english_records == 3


def test_the_second_list_may_be_the_chinese_one(make_corpus):
    turned = [{**r, "author": r["translated"], "translated": r["author"]} for r in planted()]
    assert align(make_corpus(turned)) == align(make_corpus(planted()))


def test_each_keyword_stands_in_one_alignment_at_most(make_corpus):
    found = align(make_corpus(planted(swapped=0.8, longer=0.5)), score=0)
    assert len({a.chinese for a in found}) == len({a.english for a in found}) == len(found)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_records_changes_nothing(make_corpus, seed):
    records = planted(30, swapped=0.2, longer=0.2)
    shuffled = records.copy()
    random.Random(seed).shuffle(shuffled)
    assert align(make_corpus(shuffled)) == align(make_corpus(records))


def test_a_score_is_a_probability_and_the_least_one_is_kept_to(make_corpus):
    corpus = make_corpus(planted(20, swapped=0.5))
    everything = align(corpus, score=0)
    assert all(0 <= a.score <= 1 for a in everything)
    scores = [a.score for a in everything]
    assert scores == sorted(scores, reverse=True)
    assert align(corpus, score=0.97) == tuple(a for a in everything if a.score >= 0.97)
    assert align(corpus) == tuple(a for a in everything if a.score >= DEFAULT_SCORE)


def test_records_with_one_list_or_far_longer_ones_tell_nothing(make_corpus):
    records = [
        {"author": ["信任"]},
        bilingual(["信任"], []),
        bilingual(["信任"], ["trust", "risk", "safety"]),
        bilingual(["trust"], ["risk"]),
        bilingual(["信任"], ["风险"]),
    ]
    assert align(make_corpus(records), score=0) == ()
    assert align(make_corpus([])) == ()


def test_evidence_is_counted(make_corpus):
    records = [
        bilingual(["信任", "风险"], ["trust", "risk"]),
        bilingual(["风险", "信任"], ["trust", "risk"]),
        bilingual(["信任", "平台", "物流"], ["trust", "platform"]),
        bilingual(["信任", "平台"], ["faith", "platform"]),
    ]
    found = {a.chinese: a for a in align(make_corpus(records), score=0)}
    trust = found["信任"]
    assert (trust.english, trust.records, trust.same_place) == ("trust", 3, 1)
    assert (trust.chinese_records, trust.english_records) == (4, 3)


def odds(found, chinese):
    (score,) = [a.score for a in found if a.chinese == chinese]
    return score / (1 - score)


def test_lists_in_no_order_make_places_say_nothing(make_corpus):
    english = [["trust", "risk", "price"], ["risk", "price", "trust"], ["price", "trust", "risk"]]
    records = [bilingual(["信任", "风险", "价格"], words) for words in english * 2]
    # 9 pairs, each twice at the same place and four times not: 9 + 9 hits, 36 + 1 misses.
    q = 18 / 55
    u = (1 - q) * 18 / 36
    expected = 18 / 36 * (q / u) ** 2 * ((1 - q) / (1 - u)) ** 4 * 2
    found = align(make_corpus(records), score=0)
    assert len(found) == 3
    assert {a.parts for a in found} == {0}
    assert odds(found, "信任") == pytest.approx(expected, abs=1e-5)


def test_scores_are_those_of_the_formula(make_corpus):
    records = [
        bilingual(["信任", "SWOT", "风险"], ["trust", "SWOT", "risk"]),
        bilingual(["信任", "风险"], ["trust", "risk"]),
        bilingual(["风险", "信任"], ["trust", "risk"]),
        bilingual(["信任", "平台", "物流"], ["trust", "platform"]),
        bilingual(["平台"], ["platform", "shop"]),
    ]
    # Two pairs stand at one place again and SWOT does; six times a pair that did does not.
    q = (9 + 3) / (9 + 3 + 1 + 6)
    # Lists of one length: 6 translations, 8 other pairs; 6 pairs stand at the same place.
    u = (6 - q * 6) / 8
    # Lists of two lengths: 3 translations, 5 other pairs, 6 at the same place; trust is confirmed.
    q_other = (9 + 1) / (9 + 1 + 1)
    u_other = (6 - q_other * 3) / 5
    places = (q / u) ** 2 * ((1 - q) / (1 - u)) * (q_other / u_other)
    found = align(make_corpus(records), score=0)
    # All four records with either keyword have both.
    assert odds(found, "信任") == pytest.approx(9 / 13 * places * 2, rel=1e-4)


def test_a_pair_that_places_speak_against_teaches_no_parts(make_corpus):
    sure = [
        bilingual(["平台", a], ["platform", b]) for a, b in zip("甲乙丙丁", "wxyz", strict=True)
    ]
    odd = [
        bilingual([f"社会{a}", "平台"], ["platform", f"social {b}"])
        for a, b in zip("子丑寅卯", ("ab", "cd", "ef", "gh"), strict=True)
    ]
    found = align(make_corpus([*sure * 3, *odd]), score=0)
    assert {a.parts for a in found} == {0}


def test_a_thesaurus_comes_first(make_corpus):
    thesaurus = Thesaurus((("农村市场", "乡村市场"), ("rural market", "village market")))
    found = pairs(align(make_corpus(planted()), thesaurus=thesaurus))
    assert found["乡村市场"] == "village market"
    assert "农村市场" not in found


@pytest.mark.parametrize("word", ["农村市场", "Rural Market"])
def test_a_keyword_that_the_thesaurus_replaces_by_itself_stays_alone(make_corpus, word):
    found = pairs(align(make_corpus(planted()), thesaurus=Thesaurus(((word, word),))))
    assert found == {z: e for z, e in TRUTH.items() if z != "农村市场"}


def test_what_the_thesaurus_drops_is_not_aligned_and_keeps_its_place(make_corpus):
    thesaurus = Thesaurus((("农村市场", ""),))
    found = pairs(align(make_corpus(planted()), thesaurus=thesaurus))
    assert found == {z: e for z, e in TRUTH.items() if z != "农村市场"}


def test_united_keywords_count_the_union_of_their_records(make_corpus):
    corpus = make_corpus(
        [
            bilingual(["信任", "风险"], ["trust", "risk"]),
            {"author": ["Trust", "price"], "index": ["TRUST"]},
            {"author": ["信任"]},
        ]
    )
    rows = (("信任", "信任 · trust"), ("trust", "信任 · trust"))
    cleaned = clean_keywords(corpus, aligned=rows)
    code = cleaned.vocabulary.index("信任 · trust")
    held = cleaned.keyword_columns["record"][cleaned.keyword_columns["keyword"] == code]
    assert held.tolist() == [0, 1, 2]
    assert not {"信任", "trust", "Trust", "TRUST"} & set(cleaned.vocabulary)


@pytest.mark.parametrize("word", ["信任", "TRUST", "信任 · trust"])
@pytest.mark.parametrize("option", ["hide", "stop_list"])
def test_to_hide_one_language_is_to_hide_both(make_corpus, word, option):
    corpus = make_corpus([bilingual(["信任", "风险"], ["trust", "risk"]), {"author": ["trust"]}])
    rows = (("信任", "信任 · trust"), ("trust", "信任 · trust"))
    assert clean_keywords(corpus, aligned=rows, **{option: [word]}).vocabulary == ("风险",)


def test_the_rows_of_an_alignment_name_all_its_spellings():
    one = Alignment("信任", "trust", 0.99, 3, 3, 3, 3, 0, ("trusts",))
    label = "信任 · trust"
    assert one.rows == (("信任", label), ("trust", label), ("trusts", label))


def test_the_history_tells_the_alignments_and_the_table_holds_them(make_corpus):
    corpus = make_corpus(planted())
    assert alignments_of(corpus) is None
    corpus = replace(corpus, history=(Step("read", ()), *corpus.history))
    found = align(corpus)
    assert alignments_of(note_alignments(corpus, found, score=0.9)) == found
    assert alignments_of(note_alignments(corpus, (), score=0.9)) == ()
    table = alignment_table(found)
    assert table["chinese"].tolist() == [a.chinese for a in found]
    np.testing.assert_array_equal(table["score"], [a.score for a in found])
    assert alignment_table(()).length == 0
    assert alignment_table([replace(found[0], variants=("a", "b"))])["variants"] == ["a; b"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are not here")
def test_a_real_export_gives_hundreds_and_those_known_to_be_wrong_are_few():
    corpus = read_sources(REAL / "refworks_2021_bilingual_410.txt")
    found = pairs(align(corpus))
    assert len(found) > 450
    for chinese, english in (
        ("资源发现系统", "resource discovery system"),
        ("数据挖掘", "data mining"),
        ("高校图书馆", "university library"),
        ("功能设计", "function design"),
        ("数据环境", "data environment"),
    ):
        assert found[chinese].casefold() == english
    # Read by eye: these stand at one place in a record, and are no translations.
    assert found.get("关联维度") != "system model"
    assert found.get("数据标准") != "data center"
    assert found.get("异构数据") != "heterogeneous resources"
