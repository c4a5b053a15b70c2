"""Pairs of a Chinese keyword and the English one beside it, proposed as synonyms."""

import pytest

import cooccur
from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.translations import translation_pairs

WORDS = (("信任", "trust"), ("社会化电商", "social commerce"), ("直播", "live streaming"))


@pytest.fixture
def bilingual(tmp_path):
    """Records of CNKI that list two of three keywords in both languages."""
    records = []
    for number in range(12):
        chinese, english = zip(*(WORDS[number % 3], WORDS[(number + 1) % 3]), strict=True)
        records.append(
            f"RT Journal Article\nSR {number}\nA1 作者{number};\nT1 题名{number}\nJF 示例学报\n"
            f"YR 2020\nK1 {';'.join(chinese)}\n {';'.join(english)}\n\nLA 中文;\nDS CNKI\n\n"
        )
    (tmp_path / "a.txt").write_text("".join(records), encoding="utf-8")
    return cooccur.read(tmp_path / "a.txt")


def test_keywords_listed_together_are_paired_with_their_evidence(bilingual):
    pairs, labels = translation_pairs(bilingual)
    assert {(labels[pair.one], labels[pair.other]) for pair in pairs} == set(WORDS)
    assert {pair.rule for pair in pairs} == {"translation"}
    assert {pair.evidence for pair in pairs} == {"listed together in 8 records"}
    assert all(0 < pair.score <= 0.96 for pair in pairs)
    assert labels.keys() == {comparison_key(word) for pair in WORDS for word in pair}


def test_records_without_a_second_language_give_no_pairs(export):
    assert translation_pairs(cooccur.read(export)) == ((), {})
