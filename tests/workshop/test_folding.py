import pytest

from cooccur.workshop.british import american
from cooccur.workshop.folding import FOLDS, fold_pairs, folded
from cooccur.workshop.order import order_score
from cooccur.workshop.plurals import singular


def found(make_keywords, *labels):
    pairs = list(fold_pairs(make_keywords(dict.fromkeys(labels, 1))))
    return {pair.ends: (pair.rule, pair.score) for pair in pairs}


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("cooccurrence", "co-occurrence", "compound"),
        ("live streaming", "livestreaming", "compound"),
        ("Alzheimer's disease", "Alzheimers disease", "compound"),
        ("naive Bayes", "naïve Bayes", "letters"),
        ("beta-carotene", "β-carotene", "letters"),
        ("machine tools", "machine tool", "plural"),
        ("gene analyses", "gene analysis", "plural"),
        ("selection criteria", "selection criterion", "plural"),
        ("consumer behaviour", "consumer behavior", "british"),
        ("organisation", "organization", "british"),
        ("data centre", "data center", "british"),
        ("labelled data", "labeled data", "british"),
        ("information retrieval", "retrieval of information", "order"),
        ("performance, seismic", "seismic performance", "order"),
        ("growth and yield", "yield and growth", "order"),
        ("the Internet", "Internet", "order"),
        ("共词分析", "共詞分析", "script"),
        ("知識圖譜", "知识图谱", "script"),
        ("图书馆的服务", "图书馆服务", "particle"),
        ("教学与科研", "教学和科研", "particle"),
        ("虚拟现实技术", "虚拟现实", "tail"),
        ("CiteSpace软件", "CiteSpace", "tail"),
        ("consumer behaviours", "consumer behavior", "british+plural"),
        ("livestreams", "live stream", "plural+compound"),
    ],
)
def test_a_pair_is_found_and_named_by_its_rule(make_keywords, one, other, rule):
    ((name, score),) = found(make_keywords, one, other).values()
    assert name == rule
    assert score >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("species", "specie"),
        ("virus", "viru"),
        ("genetics", "genetic"),
        ("C++", "C"),
        ("∆-topology", "topology"),
        ("1,2-diol", "12-diol"),
        ("vitamin b1", "vitamin b2"),
        ("信息技术", "信息"),
        ("民族区域自治法", "民族区域自治"),
        ("123", "1-2-3"),
    ],
)
def test_keywords_that_look_alike_but_are_two_are_no_pair(make_keywords, one, other):
    assert not found(make_keywords, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("locust", "locus t"),
        ("stem cell", "cell stem"),
        ("media", "medium"),
        ("《风景园林》", "风景园林"),
        ("CN", "C/N"),
    ],
)
def test_doubtful_pairs_score_less_than_clear_ones(make_keywords, one, other):
    ((_, score),) = found(make_keywords, one, other).values()
    assert score <= 0.8


def test_every_fold_leaves_its_own_result_alone():
    texts = ("consumer behaviours of the 知識圖譜技术", "naïve β-analyses", "performance, seismic")
    for fold in FOLDS:
        for text in texts:
            once = fold.fold(text)
            assert fold.fold(once) == once, (fold.name, text)


def test_irregular_plurals_and_words_that_are_none():
    plurals = "women matrices cyanobacteria larvae leaves boxes heroes niches databases diseases"
    one = "woman matrix cyanobacterium larva leaf box hero niche database disease"
    assert [singular(word) for word in plurals.split()] == one.split()
    plurals, one = "viruses causes", "virus cause"
    assert [singular(word) for word in plurals.split()] == one.split()
    same = "analysis virus class physics sars series gas lens diabetes gis"
    assert [singular(word) for word in same.split()] == same.split()


def test_american_spelling_comes_by_pattern():
    british = "colour fertilisers metre haemoglobin oestrogen sulphur catalogue analyse ageing"
    expected = "color fertilizers meter hemoglobin estrogen sulfur catalog analyze aging"
    assert [american(word) for word in british.split()] == expected.split()


def test_the_order_of_words_counts_where_prepositions_turn_it():
    assert order_score("school of management", "management of school") < 0.5
    assert order_score("information retrieval", "retrieval of information") > 0.9
    assert order_score("quality of the water", "quality of water") > 0.9
    assert order_score("quality of water", "water in cities") == 0


def test_many_keys_that_become_alike_say_nothing(make_keywords):
    labels = ["a" * n + "-" * m + "b" * 9 for n, m in [(9, 0)]]
    labels += [f"{'a' * 9}{'-' * 0}{sign}{'b' * 9}" for sign in ".,;:!?/|()[]{}&'"]
    assert not found(make_keywords, *labels)


def test_folds_go_together():
    assert folded("live streams") == folded("livestream")
    assert folded("farmers' markets") == folded("farmer market")
