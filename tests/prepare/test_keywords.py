import itertools
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.model import AUTHOR, INDEX, TRANSLATED
from cooccur.prepare.keywords import (
    Thesaurus,
    clean_keywords,
    comparison_key,
    is_chinese,
    parse_words,
)
from cooccur.readers.reading import read_sources

ODD = st.text(
    st.sampled_from(
        "aAbBßſİıŉﬁ 知识ｗ１\u3000\u00a0\t\n\x00-_–—‐\u2212－\"'“”「」.。．·"
        "\u200b\u200d\u202e\ufeff\u00ad\ufe0f\u0300\u0345\u1e9eΣςǅ①½"
    ),
    max_size=12,
)
SPELLINGS = st.sampled_from(
    [
        "Big Data",
        "big data",
        "BIG-DATA",
        "trust",
        "Trust",
        "“trust”",
        "电商",
        "ＡＩ",
        "AI",
        "...",
        "x",
    ]
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"author": st.lists(SPELLINGS, max_size=4), "index": st.lists(SPELLINGS, max_size=3)}
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("keyword", "key"),
    [
        ("Social Commerce", "social commerce"),
        ("  social   commerce. ", "social commerce"),
        ("e-commerce", "e commerce"),
        ("e–commerce", "e commerce"),
        ("e\u2212commerce", "e commerce"),
        ("e_commerce", "e commerce"),
        ("“big data”", "big data"),
        ('"big data".', "big data"),
        ("Ｂｉｇ\u3000Ｄａｔａ", "big data"),
        ("知识图谱。", "知识图谱"),
        ("co\u00adoperation", "cooperation"),
        ("big\u200b data", "big data"),
        ("\u202eatad gib", "atad gib"),
        ("big\tdata\x00", "big data"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("web 2.0", "web 2.0"),
        ("C++", "c++"),
        ("N,N-dimethylacrylamide gel", "n,n dimethylacrylamide gel"),
        ("データ", "データ"),
        ("统一", "统一"),
        ("《红楼梦》", "《红楼梦》"),
        (".NET", ".net"),
        ("…", ""),
        ("- - -", ""),
        ("", ""),
        ("ß\u0301", "sś"),  # only the case folded makes the letter that the accent joins
    ],
)
def test_the_comparison_key_is_what_spellings_share(keyword, key):
    assert comparison_key(keyword) == key


def test_hyphens_can_be_told_from_blanks():
    assert comparison_key("E-commerce", hyphens=False) == "e-commerce"


@given(st.one_of(ODD, st.text(max_size=12)), st.booleans())
def test_the_key_of_a_key_is_itself(keyword, hyphens):
    key = comparison_key(keyword, hyphens=hyphens)
    assert comparison_key(key, hyphens=hyphens) == key


@given(st.one_of(ODD, st.text(max_size=12)))
def test_case_blanks_and_quotes_around_do_not_change_the_key(keyword):
    key = comparison_key(keyword)
    assert comparison_key(f" “{keyword}” . ") == key
    assert comparison_key(key.casefold()) == key


@given(st.one_of(ODD, st.text(max_size=12)))
def test_a_key_holds_nothing_invisible(keyword):
    key = comparison_key(keyword)
    assert not any(c in key for c in "\x00\t\n\u200b\u200d\u202e\ufeff\u00ad\ufe0f")
    assert key == " ".join(key.split())


def test_an_ideograph_makes_a_keyword_chinese():
    assert is_chinese("CiteSpace软件")
    assert not is_chinese("CiteSpace")
    assert not is_chinese("データ".replace("タ", "ta"))


def test_a_keyword_repeated_in_one_record_counts_once(make_corpus, lists_of):
    corpus = make_corpus([{"author": ["Trust", "trust", "“Trust”"]}])
    assert lists_of(clean_keywords(corpus)) == [["Trust"]]


def test_the_spelling_of_most_records_is_shown(make_corpus):
    corpus = make_corpus([{"author": ["TRUST"]}, {"author": ["trust"]}, {"index": ["trust"]}])
    assert clean_keywords(corpus).vocabulary == ("trust",)


def test_a_spelling_repeated_in_one_record_is_not_more_frequent(make_corpus):
    corpus = make_corpus([{"author": ["trust", "Trust"], "index": ["trust", "trust"]}])
    assert clean_keywords(corpus).vocabulary == ("Trust",)


def test_ties_of_spelling_go_to_the_smallest_code_point(make_corpus):
    corpus = make_corpus([{"author": ["trust"]}, {"author": ["Trust"]}, {"author": ["TRUST"]}])
    assert clean_keywords(corpus).vocabulary == ("TRUST",)


def test_the_spelling_shown_holds_nothing_invisible(make_corpus):
    corpus = make_corpus([{"author": ["big\u202e\u3000 data\x07", "ﬁne"]}])
    assert clean_keywords(corpus).vocabulary == ("big data", "ﬁne")


def test_the_vocabulary_stands_in_the_order_of_keys(make_corpus):
    corpus = make_corpus([{"author": ["电商", "b", "A-c", "a b", "Zebra"]}])
    assert clean_keywords(corpus).vocabulary == ("a b", "A-c", "b", "Zebra", "电商")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("author", [["one", "Two"], []]),
        ("index", [["Three", "TWO"], ["four"]]),
        ("all", [["one", "Three", "TWO"], ["four"]]),
        ("title", [["one", "Two"], []]),
    ],
)
def test_the_choice_of_keywords_picks_the_kinds(make_corpus, lists_of, choice, expected):
    corpus = make_corpus(
        [{"author": ["one", "Two"], "index": ["TWO", "Three"]}, {"index": ["four"]}]
    )
    assert lists_of(clean_keywords(corpus, keywords=choice)) == expected


def test_what_authors_and_database_both_say_counts_once_as_the_authors(make_corpus, lists_of):
    corpus = make_corpus([{"index": ["TRUST", "risk"], "author": ["Trust"]}])
    cleaned = clean_keywords(corpus)
    assert lists_of(cleaned, AUTHOR) == [["TRUST"]]
    assert lists_of(cleaned, INDEX) == [["risk"]]


BILINGUAL = {"author": ["电商", "CiteSpace"], "translated": ["E-commerce", "CiteSpace"]}
REVERSED = {"author": ["E-commerce"], "translated": ["电商"]}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("own", [["CiteSpace", "电商"], ["E-commerce"], ["trust"], ["信任"]]),
        ("zh", [["CiteSpace", "电商"], ["电商"], ["trust"], ["信任"]]),
        ("en", [["CiteSpace", "E-commerce"], ["E-commerce"], ["trust"], ["信任"]]),
    ],
)
def test_only_one_list_of_a_bilingual_record_counts(make_corpus, lists_of, language, expected):
    corpus = make_corpus([BILINGUAL, REVERSED, {"author": ["trust"]}, {"author": ["信任"]}])
    assert lists_of(clean_keywords(corpus, keyword_language=language)) == expected


def test_the_own_list_counts_where_neither_is_in_the_language(make_corpus, lists_of):
    corpus = make_corpus([{"author": ["VOSviewer"], "translated": ["vosviewer software"]}])
    assert lists_of(clean_keywords(corpus, keyword_language="zh")) == [["VOSviewer"]]


def test_the_chosen_translation_stands_for_the_authors_list(make_corpus, lists_of):
    corpus = make_corpus([{**BILINGUAL, "index": ["TRADE"]}])
    cleaned = clean_keywords(corpus, keywords="author", keyword_language="en")
    assert lists_of(cleaned, AUTHOR) == [["CiteSpace", "E-commerce"]]
    assert lists_of(clean_keywords(corpus, keywords="index", keyword_language="en")) == [["TRADE"]]


def test_a_thesaurus_replaces_and_drops(make_corpus, lists_of):
    thesaurus = Thesaurus(rows=(("ecommerce", "E-Commerce"), ("study", "")))
    corpus = make_corpus([{"author": ["ecommerce", "e-commerce", "Study"]}, {"author": ["trust"]}])
    assert lists_of(clean_keywords(corpus, thesaurus=thesaurus)) == [["E-Commerce"], ["trust"]]


def test_the_label_of_the_thesaurus_is_shown(make_corpus):
    thesaurus = Thesaurus(rows=(("电子商务", "电商 (E-commerce)"), ("x", "电商 (e-commerce)")))
    corpus = make_corpus([{"author": ["电子商务", "电商 (e-commerce)"]}] * 3)
    assert clean_keywords(corpus, thesaurus=thesaurus).vocabulary == ("电商 (E-commerce)",)


def test_a_replacement_is_not_replaced_again(make_corpus, lists_of):
    thesaurus = Thesaurus(rows=(("a", "b"), ("b", "c"), ("c", "a")))
    corpus = make_corpus([{"author": ["a"]}, {"author": ["b"]}, {"author": ["c"]}])
    assert lists_of(clean_keywords(corpus, thesaurus=thesaurus)) == [["b"], ["c"], ["a"]]


def test_the_thesaurus_heeds_whether_hyphens_count(make_corpus, lists_of):
    thesaurus = Thesaurus(rows=(("on-line", "online"),))
    corpus = make_corpus([{"author": ["on-line", "on line"]}])
    assert lists_of(clean_keywords(corpus, thesaurus=thesaurus)) == [["online"]]
    strict = clean_keywords(corpus, thesaurus=thesaurus, hyphens=False)
    assert lists_of(strict) == [["on line", "online"]]


def test_stopped_and_hidden_keywords_go_after_the_thesaurus(make_corpus, lists_of):
    thesaurus = Thesaurus(rows=(("research", "study"),))
    corpus = make_corpus([{"author": ["Research", "trust", "Social-Commerce"]}])
    cleaned = clean_keywords(
        corpus, thesaurus=thesaurus, stop_list=["STUDY", "..."], hide=["social commerce"]
    )
    assert lists_of(cleaned) == [["trust"]]


def test_author_keywords_can_be_held_to_so_many_words(make_corpus, lists_of):
    author = [
        "trust",
        "e-commerce",
        "a model of it",
        "a model of all things",
        "电商",
        "“Big” data.",
    ]
    corpus = make_corpus([{"author": author, "index": ["RISK", "ONE TWO THREE FOUR FIVE"]}])
    cleaned = clean_keywords(corpus, author_words=(2, 4))
    assert lists_of(cleaned, AUTHOR) == [["a model of it", "“Big” data.", "e-commerce", "电商"]]
    assert lists_of(cleaned, INDEX) == [["ONE TWO THREE FOUR FIVE", "RISK"]]
    one = clean_keywords(corpus, author_words=(1, 1), keywords="author")
    assert lists_of(one) == [["trust", "电商"]]


def test_a_short_keyword_of_the_authors_counts_where_the_database_gives_it_too(
    make_corpus, lists_of
):
    corpus = make_corpus([{"author": ["trust"], "index": ["TRUST"]}, {"author": ["trust"]}])
    cleaned = clean_keywords(corpus, author_words=(2, 4))
    assert lists_of(cleaned) == [["TRUST"], []]
    assert lists_of(cleaned, INDEX) == [["TRUST"], []]


def test_a_translated_list_is_held_to_as_many_words(make_corpus, lists_of):
    corpus = make_corpus([{"author": ["电商", "信任"], "translated": ["trust", "social commerce"]}])
    cleaned = clean_keywords(corpus, author_words=(2, 4), keyword_language="en")
    assert lists_of(cleaned) == [["social commerce"]]


@pytest.mark.parametrize(
    ("text", "words"), [("2-4", (2, 4)), (" 3 ", (3, 3)), ("2–4", (2, 4)), ("1~12", (1, 12))]
)
def test_a_range_of_words_is_read(text, words):
    assert parse_words(text) == words


@pytest.mark.parametrize("text", ["", "4-2", "0", "0-3", "two", "2-", "-4", "2-4-6", "1.5", "2000"])
def test_what_is_no_range_of_words_is_refused(text):
    with pytest.raises(CallError, match="--author-words"):
        parse_words(text)


def test_a_corpus_without_keywords_stays_one(make_corpus):
    for records in ([], [{}], [{"author": ["..."]}]):
        cleaned = clean_keywords(make_corpus(records))
        assert (len(cleaned), cleaned.vocabulary) == (len(records), ())
        assert cleaned.keyword_columns.length == 0


def test_unknown_choices_are_refused(make_corpus):
    with pytest.raises(UnknownChoiceError, match="author, index, all"):
        clean_keywords(make_corpus([]), keywords="de")
    with pytest.raises(UnknownChoiceError, match="own, zh, en"):
        clean_keywords(make_corpus([]), keyword_language="fr")


def test_the_history_tells_the_options(make_corpus):
    step = clean_keywords(make_corpus([]), hide=["x"], keywords="author").history[-1]
    assert step.name == "clean_keywords"
    assert dict(step.options)["hide"] == ("x",)
    assert dict(step.options)["keywords"] == "author"


def test_cleaning_leaves_its_input_alone(make_corpus, lists_of):
    corpus = make_corpus([{"author": ["Trust", "trust"], "index": ["TRUST"]}])
    before = lists_of(corpus), corpus.vocabulary, corpus.history
    clean_keywords(corpus, hide=["trust"])
    assert (lists_of(corpus), corpus.vocabulary, corpus.history) == before


def test_narrow_integers_do_not_overflow(make_corpus, lists_of):
    corpus = make_corpus([{"author": [f"k{i}" for i in range(300)]}] * 5)
    columns = corpus.keyword_columns
    narrow = columns.with_columns(
        record=columns["record"].astype(np.int8),
        keyword=columns["keyword"].astype(np.int16),
        kind=columns["kind"].astype(np.int8),
    )
    corpus = replace(corpus, keyword_columns=narrow)
    assert [len(keywords) for keywords in lists_of(clean_keywords(corpus))] == [300] * 5


def naive(records, hide=()):
    """The rules word by word."""
    records_of = defaultdict(set)
    for place, record in enumerate(records):
        for spelling in itertools.chain(record["author"], record["index"]):
            records_of[spelling].add(place)
    shown = {}
    for spelling in sorted(records_of, key=lambda s: (-len(records_of[s]), s)):
        shown.setdefault(comparison_key(spelling), spelling)
    hidden = {comparison_key(word) for word in hide} | {""}
    return [
        [
            shown[key]
            for key in sorted({comparison_key(s) for s in record["author"] + record["index"]})
            if key not in hidden
        ]
        for record in records
    ]


@given(RECORDS, st.lists(SPELLINGS, max_size=2))
def test_cleaning_equals_the_rules_word_by_word(make_corpus, lists_of, records, hide):
    cleaned = clean_keywords(make_corpus(records), hide=hide)
    assert lists_of(cleaned) == naive(records, hide)
    assert cleaned.keyword_columns["record"].tolist() == sorted(cleaned.keyword_columns["record"])


@given(RECORDS)
def test_cleaning_twice_is_cleaning_once(make_corpus, lists_of, records):
    once = clean_keywords(make_corpus(records))
    twice = clean_keywords(once)
    assert (lists_of(twice), twice.vocabulary) == (lists_of(once), once.vocabulary)


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_records_and_keywords_does_not_matter(make_corpus, lists_of, records, random):
    order = random.sample(range(len(records)), len(records))
    shuffled = [
        {kind: random.sample(words, len(words)) for kind, words in records[place].items()}
        for place in order
    ]
    cleaned, other = clean_keywords(make_corpus(records)), clean_keywords(make_corpus(shuffled))
    assert other.vocabulary == cleaned.vocabulary
    assert lists_of(other) == [lists_of(cleaned)[place] for place in order]


@given(RECORDS)
def test_a_merged_keyword_has_the_united_records_of_its_variants(make_corpus, lists_of, records):
    thesaurus = Thesaurus(rows=(("trust", "AI"),))
    plain = clean_keywords(make_corpus(records))
    merged = clean_keywords(make_corpus(records), thesaurus=thesaurus)
    lists = [[comparison_key(k) for k in keywords] for keywords in lists_of(plain)]
    with_either = sum("trust" in keys or "ai" in keys for keys in lists)
    counts = Counter(comparison_key(k) for keywords in lists_of(merged) for k in keywords)
    assert counts["ai"] == with_either
    assert counts["trust"] == 0


@pytest.mark.parametrize(
    "name",
    [
        "wos/taiwan_part1_500.txt",
        "cnki/endnote_501-1000.txt",
        "cnki/refworks_2021_bilingual_410.txt",
    ],
)
def test_counts_of_real_exports_equal_the_rules_word_by_word(real, lists_of, name):
    corpus = read_sources(real / name)
    author, index = (lists_of(corpus, kind) for kind in (AUTHOR, INDEX))
    records = [{"author": a, "index": i} for a, i in zip(author, index, strict=True)]
    assert lists_of(clean_keywords(corpus)) == naive(records)


def test_a_bilingual_export_maps_one_language(real, lists_of):
    corpus = read_sources(real / "cnki" / "refworks_2021_bilingual_410.txt")
    own, english = (clean_keywords(corpus, keyword_language=name) for name in ("own", "en"))
    assert "资源发现系统" in own.vocabulary
    assert "Resource discovery system" not in own.vocabulary
    translated = [bool(words) for words in lists_of(corpus, TRANSLATED)]
    for words, has_translation in zip(lists_of(english), translated, strict=True):
        assert not has_translation or sum(map(is_chinese, words)) <= len(words) / 2
