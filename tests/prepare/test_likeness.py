import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.prepare.likeness import Description, likeness, same_author, same_source, same_words
from cooccur.prepare.similar import THRESHOLD

TITLE = "Trust in social commerce among older adults: a longitudinal study"


def described(title=TITLE, translated="", **fields):
    known = {"authors": ("Li, Ming", "Kim, S"), "source": "Journal of Trust Studies", "year": 2020}
    return Description((title, translated), **{"document_type": "Article", **known, **fields})


def alike(one, other):
    found = likeness(one, other)
    assert found == likeness(other, one)
    return found >= THRESHOLD


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"title": TITLE.upper()},
        {"title": "Trust in Social-Commerce among Older Adults — A Longitudinal Study."},
        {"title": "Trust in <i>social</i> commerce among older adults: a longitudinal study"},
        {"title": "[Trust in social commerce among older adults: a longitudinal study]."},
        {"title": "Trust in social commerce among older adults"},
        {"title": "Trust in social comerce among older adults: a longitudinal study"},
        {"title": "Trust in social commerce among the older adults: longitudinal study"},
        {"year": 2021},
        {"year": 0},
        {"authors": ()},
        {"source": ""},
        {"authors": ("M. Li", "S. Kim")},
        {"authors": ("LI M",)},
        {"authors": ("Ming Li",)},
        {"source": "J Trust Stud"},
        {"source": "JOURNAL OF TRUST STUDIES (LONDON, ENGLAND)"},
    ],
)
def test_another_form_of_a_description_is_alike(changed):
    assert alike(described(), described(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Trust in social commerce among younger adults: a longitudinal study"},
        {"title": "Trust in social commerce among older adults: a longitudinal study. Part II"},
        {"title": f"Reply to: {TITLE}"},
        {"title": "Trust in social commerce among older adults: a reply"},
        {"title": "Distrust in social commerce among older adults: a longitudinal study"},
        {"title": "Trust in social commerce among older adults: a 2-year study"},
        {"year": 2022},
        {"authors": ("Wang, Fang",)},
        {"authors": ("Li, Xiang",)},
        {"source": "Journal of Risk"},
        {"source": "arXiv"},
        {"source": "Conference on Trust", "document_type": "Conference Paper"},
        {"authors": (), "source": ""},
    ],
)
def test_what_differs_in_a_telling_word_number_name_or_source_is_not_alike(changed):
    assert not alike(described(), described(**changed))


def test_the_names_of_a_volume_of_a_conference_may_differ():
    one, other = (
        described(source=source, document_type="Conference Paper")
        for source in ("Lecture Notes in Kites", "Proceedings of the Second Meeting on Wind")
    )
    assert likeness(one, other) > 0
    assert likeness(one, replace(other, year=2021)) == 0


@pytest.mark.parametrize("title", ["Trust and risk", "On the use of AI"])
def test_a_title_of_few_words_or_few_letters_is_short(title):
    assert not alike(described(title), described(title, source=""))


def test_a_short_title_needs_all_the_rest():
    one = described("Trust and risk")
    assert alike(one, described("TRUST AND RISK."))
    for other in ({"year": 2021}, {"source": ""}, {"authors": ("Li, X",)}):
        assert not alike(one, described("Trust and risk", **other))
    assert not alike(described("Editorial"), described("Editorial"))


def test_a_chinese_description_and_an_english_one_meet_in_the_translated_title():
    chinese = described(
        "老年人社会化电商信任的纵向研究", TITLE, authors=("李明", "金三"), source="图书馆"
    )
    assert alike(chinese, described())
    assert not alike(chinese, described(year=2021))
    assert not alike(chinese, described(authors=("Li, Ming",)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("基于用户画像的图书馆服务研究——以上海为例", "基于用户画像的图书馆服务研究", True),
        (
            "基于用户画像的图书馆服务研究:以上海为例",
            "基于用户画像的图书馆服务研究——以上海为例",
            True,
        ),
        ("基于用户画像的图书馆服务研究（上）", "基于用户画像的图书馆服务研究（下）", False),
        ("基于用户画像的图书馆服务研究（上）", "基于用户画像的图书馆服务研究", False),
        ("中国高校图书馆的用户画像研究", "美国高校图书馆的用户画像研究", False),
    ],
)
def test_chinese_titles(one, other, same):
    authors, source = ("李明",), "图书馆"
    pair = (described(title, authors=authors, source=source) for title in (one, other))
    assert alike(*pair) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Müller, Jörg", "Mueller, J.", True),
        ("García-López, Ana", "Lopez A", True),
        ("van der Berg, Jan", "Berg, J. van der", True),
        ("Иванов, Иван", "Ivanov I", True),
        ("Цветков, С.", "Tsvetkov, S.", True),
        ("Zhang, Xiao-Ming", "Xiaoming Zhang", True),
        ("O'Brien, Kate", "OBrien K", True),
        ("李明", "李明", True),
        ("李明", "李娜", False),
        ("李明", "Li, Ming", None),
        ("Li, Ming", "Li, Xiang", False),
        ("Berg, J.", "Berg Jan", True),
        ("Wang, L", "Yang, L", False),
        ("Smith, J", "Jones, J", False),
        ("", "Smith, J", None),
    ],
)
def test_names(one, other, same):
    names = [(name,) if name else () for name in (one, other)]
    assert same_author(*names) is same
    assert same_author(*names[::-1]) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("J Gambl Stud", "JOURNAL OF GAMBLING STUDIES", True),
        ("PNAS", "Proceedings of the National Academy of Sciences", True),
        ("Addiction (Abingdon, England)", "ADDICTION", True),
        ("Intl J Inf Mgmt", "International Journal of Information Management", True),
        ("Zeitschrift fur Gesundheit = Journal of public health", "J Public Health", True),
        ("Physical Review B", "Physical Review A", False),
        ("Nature", "Nature Physics", False),
        ("medRxiv", "BMJ", False),
        ("图书馆", "LIBRARY", None),
        ("", "BMJ", None),
    ],
)
def test_sources(one, other, same):
    assert same_source(one, other) is same
    assert same_source(other, one) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypertension", "hypotension"),
        ("microeconomics", "macroeconomics"),
        ("northeastern", "southeastern"),
        ("unstable", "stable"),
        ("women", "men"),
        ("covid19", "covid18"),
    ],
)
def test_words_of_another_meaning_are_no_slips(one, other):
    assert not same_words(("care", one), ("care", other))
    assert not same_words(("care", other), ("care", one))


def test_slips_are_few():
    words = ["kitess", "windless", "tailss", "papers", "calmly", "skyward", "flights", "strings"]
    slips = [f"{word[:-1]}x" for word in words]
    assert same_words(words, slips[:2] + words[2:])
    assert not same_words(words, slips[:3] + words[3:])


WORDS = ("trust", "social", "commerce", "older", "adults", "study", "of", "the", "commerec", "2")
TITLES = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
DESCRIPTIONS = st.builds(
    Description,
    st.tuples(TITLES, st.sampled_from(["", TITLE])),
    st.sampled_from([(), ("Li, M",), ("Li, Ming", "Kim, S"), ("Kim, S",), ("李明",)]),
    st.sampled_from(["", "BMJ", "British Medical Journal", "arXiv"]),
    st.sampled_from([0, 2019, 2020, 2021]),
    st.sampled_from(["", "Article", "Conference Paper"]),
)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_nothing_is_more_alike_than_the_same():
    forms = [described(), described(year=2021), described(TITLE.partition(":")[0])]
    scores = [likeness(one, other) for one, other in itertools.product(forms, repeat=2)]
    assert max(scores) == likeness(forms[0], forms[0]) == 1.0
