import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.prepare.parts import Partners, chinese_parts, english_parts, folded, singular

LINKS = {
    ("知识发现", "knowledge discovery"),
    ("知识服务", "knowledge service"),
    ("知识管理", "knowledge management"),
    ("资源发现", "resource discovery"),
    ("发现系统", "discovery system"),
}
WORDS = {english: english for _, english in LINKS}


def partners(*, more=()):
    links = {*LINKS, *more}
    return Partners(links, {english: english for _, english in links})


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("libraries", "library"),
        ("boxes", "box"),
        ("systems", "system"),
        ("analysis", "analysis"),
        ("business", "business"),
        ("virus", "virus"),
        ("gas", "gas"),
    ],
)
def test_a_plural_loses_its_ending(word, one):
    assert singular(word) == one


@given(st.text("abesiyxz ", max_size=12))
def test_a_plural_is_folded_once_and_for_all_spellings(key):
    assert folded(key) == folded(" ".join(key.split()))


def test_variants_fold_to_the_same():
    assert folded("big data") == folded("bigdata")
    assert folded("recommender systems") == folded("recommender system")
    assert folded("trust") != folded("thrust")
    assert folded("c++") != ""


def test_parts_are_pairs_of_ideographs_and_words():
    assert chinese_parts("知识发现") == ("知识", "识发", "发现")
    assert chinese_parts("5g网络") == ("5g", "网络")
    assert chinese_parts("网") == ("网",)
    assert english_parts("the discovery of libraries") == ("discovery", "library")


def test_parts_that_pair_elsewhere_vote_for_a_pair():
    found = partners(more={("知识系统", "knowledge system")})
    assert found.votes(("知识系统", "knowledge system")) > 0


def test_a_pair_does_not_vote_for_itself():
    alone = partners(more={("微观机理", "microscopic mechanism")})
    assert alone.votes(("微观机理", "microscopic mechanism")) == 0


def test_a_part_whose_partner_is_missing_votes_against():
    found = partners(more={("知识图谱", "resource map")})
    assert found.votes(("知识图谱", "resource map")) < 0


def test_letters_numbers_and_initials_stand_for_themselves():
    found = partners(
        more={
            ("dc元数据", "dc metadata"),
            ("oa资源", "open access item"),
            ("985高校", "211 college"),
        }
    )
    assert found.votes(("dc元数据", "dc metadata")) > 0
    assert found.votes(("oa资源", "open access item")) > 0
    assert found.votes(("985高校", "211 college")) < 0


def test_parts_that_often_stand_without_each_other_are_no_partners():
    often = {(f"系统{a}", f"open {b}") for a, b in zip("甲乙", "ab", strict=True)}
    ours = [(f"系统{a}", f"w{k}") for k, a in enumerate("丙丁戊己庚辛")]
    theirs = [(f"{a}物", f"open v{k}") for k, a in enumerate("丙丁戊己庚辛")]

    def votes(n_ours, n_theirs):
        links = {*often, *ours[:n_ours], *theirs[:n_theirs]}
        words = {english: english for _, english in links} | {"open": "open"}
        return Partners(links, words).votes(("系统", "open"))

    # Twice together and eight times each: a Dice coefficient of 0.25; then of 0.31.
    assert (votes(6, 6), votes(5, 4)) == (0, 2)
