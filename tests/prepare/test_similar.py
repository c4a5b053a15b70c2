import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.prepare import likeness
from cooccur.prepare.candidates import alike
from cooccur.prepare.duplicates import SIMILAR_EVIDENCE, merge_duplicates
from cooccur.prepare.similar import THRESHOLD
from cooccur.readers.fields import match_key

TITLE = "Trust in social commerce among older adults: a longitudinal study"
CAPITALS = TITLE.upper()
OTHER = "Soil respiration under drought in boreal forests of Finland"


def record(database, title=TITLE, author="Li, Ming", source="Journal of Trust", **fields):
    known = {"database": database, "title": title, "authors": (author,), "source": source}
    match = "" if fields.get("id") and database == "WOS" else match_key(title, author, source)
    return {"match": match, **known, **fields}


def wos(number, **fields):
    return record("WOS", id=f"WOS:{number}", **fields)


def scopus(number, title=CAPITALS, **fields):
    return record("Scopus", title, id=f"2-s2.0-{number}", **fields)


def lines(corpus):
    return corpus.record_columns["line"].tolist()


def test_records_of_two_databases_that_are_described_alike_are_one(make_corpus):
    corpus = make_corpus([wos(1), scopus(1, year=2021, author="Li M", source="J. Trust")])
    merged = merge_duplicates(corpus)
    assert lines(merged) == [1]
    (told,) = merged.merged
    assert (told.evidence, told.score) == (SIMILAR_EVIDENCE, 0.98)
    assert told.value == f"{TITLE.upper()} / Li M / J. Trust / 2021"
    assert lines(merge_duplicates(corpus, merge="strict")) == [1, 11]


@pytest.mark.parametrize(("score", "n_kept"), [(THRESHOLD, 1), (THRESHOLD - 1e-9, 2)])
def test_what_scores_the_threshold_is_one(make_corpus, monkeypatch, score, n_kept):
    monkeypatch.setattr(likeness, "likeness", lambda _one, _other: score)
    assert len(merge_duplicates(make_corpus([wos(1), scopus(1)]))) == n_kept


@pytest.mark.parametrize("dois", [("", ""), ("10.1/a", ""), ("", "10.1/a")])
def test_a_doi_that_one_of_two_does_not_tell_speaks_against_nothing(make_corpus, dois):
    records = [record("PubMed", doi=dois[0]), scopus(1, doi=dois[1])]
    assert lines(merge_duplicates(make_corpus(records))) == [1]


def test_databases_whose_titles_are_only_known_by_reading_again_are_compared(make_corpus):
    corpus = make_corpus([wos(1), {**scopus(1), "match": ""}])
    assert lines(merge_duplicates(corpus)) == [1]


def test_among_no_titles_none_are_alike():
    first, second = alike([], None, ideographs=False)
    assert (first.tolist(), second.tolist()) == ([], [])


@pytest.mark.parametrize(
    "records",
    [
        [wos(1, year=2020), scopus(1, year=0)],
        [wos(1, year=0), scopus(1, year=2020)],
        [record("", year=0), record("", TITLE.partition(":")[0])],
    ],
)
def test_an_unknown_year_or_database_speaks_against_nothing(make_corpus, records):
    assert lines(merge_duplicates(make_corpus(records))) == [1]


def candidates(titles):
    first, second = alike(titles, lambda a, _: a >= 0, ideographs=False)
    return list(zip(first.tolist(), second.tolist(), strict=True))


@pytest.mark.parametrize(("n", "pairs"), [(1, 0), (2, 1), (24, 24 * 23 // 2), (25, 0)])
def test_a_run_of_sixteen_letters_tells_what_24_titles_at_most_have(n, pairs):
    assert len(candidates([f"{chr(945 + k)}alongsharedphrase"[:17] for k in range(n)])) == pairs
    assert candidates([f"{chr(945 + k)}alongsharedphras"[:16] for k in range(n)]) == []


def test_what_ends_one_title_and_begins_the_next_is_no_run():
    own = ["".join(map(chr, range(start, start + 20))) for start in range(945, 1105, 20)]
    titles = [f"{a}abcdefgh" if k % 2 == 0 else f"ijklmnop{a}" for k, a in enumerate(own)]
    assert candidates(titles) == []


def test_a_phrase_of_many_titles_is_not_looked_at_where_rarer_ones_are_shared():
    letters = random.Random(0)
    phrase, *rare = ("".join(letters.choices("abcdefghij", k=21)) for _ in range(11))
    # The mark between is another one in every title.
    titles = [text for own in rare for text in (f"{own}-{phrase}", f"{phrase}-{own}")]
    titles = [text.replace("-", chr(945 + k)) for k, text in enumerate(titles)]
    assert candidates(titles) == [(k, k + 1) for k in range(0, 20, 2)]


def test_titles_that_differ_are_both_told(make_corpus):
    merged = merge_duplicates(make_corpus([wos(1), scopus(1, title=TITLE.partition(":")[0])]))
    assert merged.merged[0].value.startswith(f"{TITLE.partition(':')[0]} ≈ {TITLE} / ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (wos(1), wos(2)),
        (wos(1, doi="10.1/a"), scopus(1, doi="10.1/b")),
        (wos(1, year=2018), scopus(1)),
        (record("CNKI"), record("CNKI", TITLE.partition(":")[0])),
        (record("CNKI", year=2020), record("CNKI", TITLE.upper(), source="J Trust", year=2021)),
    ],
)
def test_what_contradicts_or_is_of_one_database_stays_two(make_corpus, one, other):
    assert len(merge_duplicates(make_corpus([one, other]))) == 2


def test_two_forms_of_export_of_one_database_are_compared_where_titles_are_the_same(make_corpus):
    full = record("Scopus", author="Pan, Yang")
    short = record("Scopus", author="Pan, Y.", id="2-s2.0-1")
    assert lines(merge_duplicates(make_corpus([full, short]))) == [1]


def test_records_that_do_not_tell_their_database_are_compared_with_all(make_corpus):
    corpus = make_corpus([record(""), record("", TITLE.title() + "."), wos(1)])
    assert lines(merge_duplicates(corpus)) == [1]


def test_a_record_between_two_of_one_database_joins_neither(make_corpus):
    corpus = make_corpus([wos(1), wos(2), scopus(1)])
    assert lines(merge_duplicates(corpus)) == [1, 11, 21]


def test_what_is_more_alike_comes_first(make_corpus):
    corpus = make_corpus([wos(1, year=2019), wos(2, year=2020), scopus(1, year=2020)])
    merged = merge_duplicates(corpus)
    assert lines(merged) == [1, 11]
    assert [(m.line, m.into_line) for m in merged.merged] == [(21, 11)]


def test_evidence_is_told_link_by_link(make_corpus):
    corpus = make_corpus([wos(1), scopus(1, doi="10.1/a"), record("PubMed", OTHER, doi="10.1/a")])
    merged = merge_duplicates(corpus)
    assert [(m.line, m.evidence) for m in merged.merged] == [(11, SIMILAR_EVIDENCE), (21, "doi")]


def test_a_chinese_record_meets_its_english_one_by_the_translated_title(make_corpus):
    chinese = record(
        "CSSCI", "老年人社会化电商信任的纵向研究", "李明", "图书馆", translated_title=TITLE
    )
    merged = merge_duplicates(make_corpus([chinese, wos(1)]))
    assert lines(merged) == [1]
    assert merged.databases == ("CSSCI", "WOS")
    assert merged.in_database.tolist() == [[True, True]]


def test_fields_are_those_of_the_database_that_comes_first(make_corpus):
    lens = record("Lens", year=2019, language="en", document_type="journal article; x", citations=9)
    core = wos(1, year=2020, language="English", document_type="Article", citations=4)
    pubmed = record("PubMed", TITLE + ".", doi="10.1/a", year=2020, abstract="A long abstract.")
    merged = merge_duplicates(make_corpus([lens, core, pubmed]))
    columns = merged.record_columns
    told = {name: columns[name].tolist() for name in columns}
    assert told["database"] == ["Lens"]
    assert (told["year"], told["language"]) == ([2020], ["English"])
    assert (told["document_type"], told["citations"]) == (["Article"], [9])
    assert (told["doi"], told["id"]) == (["10.1/a"], ["WOS:1"])
    (details,) = merged.details([0])
    assert (details.title, details.abstract) == (TITLE, "A long abstract.")


def test_databases_of_merged_records_survive_a_selection(make_corpus):
    corpus = make_corpus(
        [wos(1), scopus(1), wos(2, title=OTHER, author="Kim, S"), record("", "Another matter")]
    )
    merged = merge_duplicates(corpus)
    assert merged.databases == ("?", "Scopus", "WOS")
    expected = [[False, True, True], [False, False, True], [True, False, False]]
    assert merged.in_database.tolist() == expected
    kept = merged.select(merged.record_columns["year"] > 0).select(
        merged.record_columns["line"] < 30
    )
    assert kept.databases == ("Scopus", "WOS")
    assert kept.in_database.tolist() == [[True, True], [False, True]]


def test_a_corpus_of_one_database_is_in_it(make_corpus):
    corpus = make_corpus([wos(1), wos(2)])
    assert (corpus.databases, corpus.in_database.tolist()) == (("WOS",), [[True], [True]])
    empty = make_corpus([])
    assert (empty.databases, empty.in_database.shape) == ((), (0, 0))


POOL = [
    wos(1),
    wos(2, year=2021),
    wos(3, title=OTHER, doi="10.1/a"),
    scopus(1),
    scopus(2, year=2021),
    scopus(3, title=OTHER.lower()),
    scopus(4, title=TITLE.partition(":")[0]),
    record("", TITLE.title()),
    record("", OTHER, author="Li M", year=0),
    record("CNKI"),
    record("PubMed", f"[{TITLE}].", year=2021),
]


@given(st.lists(st.sampled_from(POOL), unique_by=id, max_size=9), st.integers(0, 99))
def test_neither_the_order_of_records_nor_their_places_matter(make_corpus, records, seed):
    placed = [{**r, "line": place + 1} for place, r in enumerate(records)]
    shuffled = random.Random(seed).sample(placed, len(placed))
    one, other = (merge_duplicates(make_corpus(r)) for r in (placed, shuffled))
    assert one.merged == other.merged
    assert sorted(lines(one)) == sorted(lines(other))
    assert one.databases == other.databases
    assert one.kept + len(one.merged) == len(records)
    for column, name in enumerate(one.databases):
        if name != "?":
            # A database holds every publication once.
            assert one.in_database[:, column].sum() == sum(r["database"] == name for r in records)


def test_one_database_with_identifiers_is_never_compared(make_corpus, monkeypatch):
    corpus = make_corpus([wos(number) for number in range(5)])
    monkeypatch.setattr(type(corpus), "briefs", None)
    monkeypatch.setitem(sys.modules, "cooccur.prepare.likeness", None)
    assert len(merge_duplicates(corpus)) == 5


def test_a_map_of_one_database_does_not_import_what_compares(tmp_path, wos_text):
    (tmp_path / "a.txt").write_text(wos_text, encoding="utf-8")
    code = "import sys, cooccur; cooccur.map('a.txt'); print('rapidfuzz' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
