import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import AUTHOR, INDEX, TRANSLATED
from cooccur.prepare.duplicates import MATCH_EVIDENCE, merge_duplicates
from cooccur.readers.reading import read_sources

TITLE = "trust\x1fli\x1fjournal"
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["", "", "WOS:1", "WOS:2", "MEDLINE:1", "MEDLINE:2", "7"]),
            "doi": st.sampled_from(["", "", "10.1/a", "10.1/b"]),
            "match": st.sampled_from(["", TITLE, "other\x1fli\x1fjournal"]),
            "year": st.sampled_from([0, 2019, 2020]),
            "database": st.sampled_from(["WOS", "CNKI", "Scopus"]),
            "file": st.integers(0, 1),
            "author": st.lists(st.sampled_from(["Trust", "trust", "risk", "信任"]), max_size=2),
        }
    ),
    max_size=8,
).map(lambda records: [{**r, "line": place + 1} for place, r in enumerate(records)])
FILES = ("a.txt", "b.txt")


def lines(corpus):
    return corpus.record_columns["line"].tolist()


def value(corpus, name):
    return corpus.record_columns[name].tolist()


@pytest.mark.parametrize(
    ("one", "other", "evidence", "text"),
    [
        ({"id": "WOS:1"}, {"id": "WOS:1"}, "id", "WOS:1"),
        ({"id": "WOS:1", "doi": "10.1/a"}, {"id": "WOS:1", "doi": "10.1/b"}, "id", "WOS:1"),
        ({"id": "7", "database": "PubMed"}, {"id": "7", "database": "PubMed"}, "id", "7"),
        ({"doi": "10.1/a"}, {"doi": "10.1/a"}, "doi", "10.1/a"),
        ({"doi": "10.1/a", "year": 2019}, {"doi": "10.1/a", "year": 2021}, "doi", "10.1/a"),
        ({"doi": "10.1/a", "id": "WOS:1"}, {"doi": "10.1/a", "id": "MEDLINE:9"}, "doi", "10.1/a"),
        ({"match": TITLE}, {"match": TITLE}, MATCH_EVIDENCE, "trust / li / journal / 2020"),
        (
            {"match": TITLE},
            {"match": TITLE, "year": 0, "id": "WOS:1"},
            MATCH_EVIDENCE,
            "trust / li / journal / ?",
        ),
        (
            {"match": TITLE, "id": "WOS:1", "doi": "10.1/a"},
            {"match": TITLE},
            MATCH_EVIDENCE,
            "trust / li / journal / 2020",
        ),
    ],
)
def test_records_with_one_piece_of_evidence_are_the_same(make_corpus, one, other, evidence, text):
    merged = merge_duplicates(make_corpus([one, other]))
    assert lines(merged) == [1]
    (record,) = merged.merged
    assert (record.line, record.into_line, record.evidence, record.value) == (11, 1, evidence, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"id": "WOS:1"}, {"id": "WOS:2"}),
        ({"id": "7", "database": "PubMed"}, {"id": "7", "database": "Lens"}),
        ({"doi": "10.1/a", "id": "WOS:1"}, {"doi": "10.1/a", "id": "WOS:2"}),
        ({"match": TITLE, "id": "WOS:1"}, {"match": TITLE, "id": "WOS:2"}),
        ({"match": TITLE, "doi": "10.1/a"}, {"match": TITLE, "doi": "10.1/b"}),
        ({"match": TITLE, "year": 2019}, {"match": TITLE, "year": 2020}),
        ({"match": "editorial\x1f\x1f"}, {"match": "editorial\x1f\x1f"}),
    ],
)
def test_records_that_contradict_each_other_are_two(make_corpus, one, other):
    corpus = make_corpus([one, other])
    merged = merge_duplicates(corpus)
    assert lines(merged) == [1, 11]
    assert (merged.merged, merged.files) == ((), corpus.files)


def test_evidence_passes_through_others(make_corpus):
    corpus = make_corpus(
        [{"match": TITLE}, {"doi": "10.1/a", "id": "WOS:1"}, {"match": TITLE, "doi": "10.1/a"}]
    )
    merged = merge_duplicates(corpus)
    assert (lines(merged), value(merged, "id"), value(merged, "doi")) == (
        [1],
        ["WOS:1"],
        ["10.1/a"],
    )
    # The first and the third share their title, and the DOI of the third is that of the second.
    assert [record.evidence for record in merged.merged] == ["doi", MATCH_EVIDENCE]


def test_a_record_between_two_that_contradict_each_other_joins_neither(make_corpus):
    records = [{"doi": "10.1/a", "id": "WOS:1"}, {"doi": "10.1/a", "id": "WOS:2"}]
    corpus = make_corpus([*records, {"doi": "10.1/a"}, {"doi": "10.1/a", "id": "ISI:3"}])
    assert lines(merge_duplicates(corpus)) == [1, 11, 21]


def test_a_contradiction_far_away_in_the_group_counts(make_corpus):
    corpus = make_corpus(
        [
            {"id": "WOS:1", "doi": "10.1/a"},
            {"doi": "10.1/a", "match": TITLE},
            {"match": TITLE, "doi": "10.1/b"},
            {"id": "WOS:2", "doi": "10.1/b"},
        ]
    )
    assert lines(merge_duplicates(corpus)) == [1, 21]


def test_a_record_without_year_joins_the_only_year_there_is(make_corpus):
    undated = {"match": TITLE, "year": 0}
    one_year = merge_duplicates(make_corpus([undated, {"match": TITLE, "year": 2019}, undated]))
    assert (lines(one_year), value(one_year, "year")) == ([1], [2019])
    years = [{"match": TITLE, "year": year} for year in (2019, 2020)]
    two_years = merge_duplicates(make_corpus([*years, undated, undated]))
    assert value(two_years, "year") == [2019, 2020, 0]


def test_records_without_year_are_not_joined_before_those_that_have_one(make_corpus):
    records = [{"doi": "10.1/a", "year": 0}, {"year": 0}, {"doi": "10.1/b", "year": 2019}]
    corpus = make_corpus([{"match": TITLE, **record} for record in records])
    assert lines(merge_duplicates(corpus)) == [1, 11, 21]


def test_the_first_by_file_and_line_survives(make_corpus):
    records = [("b.txt", 5), ("a.txt", 20), ("a.txt", 3)]
    corpus = make_corpus(
        [{"id": "WOS:1", "file": FILES.index(f), "line": line} for f, line in records], FILES
    )
    merged = merge_duplicates(corpus)
    assert lines(merged) == [3]
    assert [(r.file, r.line, r.into_file, r.into_line) for r in merged.merged] == [
        ("a.txt", 20, "a.txt", 3),
        ("b.txt", 5, "a.txt", 3),
    ]


def test_the_list_of_merged_records_stands_by_file_and_line(make_corpus):
    corpus = make_corpus([{"id": f"WOS:{number}"} for number in (1, 2, 2, 1)])
    assert [record.line for record in merge_duplicates(corpus).merged] == [21, 31]
    corpus = make_corpus([{"id": f"WOS:{number}", "line": 1} for number in (1, 2, 2, 1)])
    assert [record.value for record in merge_duplicates(corpus).merged] == ["WOS:1", "WOS:2"]


def test_evidence_is_taken_in_the_order_of_its_text(make_corpus):
    both = [{"id": "WOS:1", "doi": "10.1/b"}, {"id": "WOS:1", "doi": "10.1/a"}]
    rivals = [{"id": "MEDLINE:2", "doi": "10.1/b"}, {"id": "MEDLINE:1", "doi": "10.1/a"}]
    joined = merge_duplicates(make_corpus(both + rivals)).merged
    assert [(record.line, record.into_line) for record in joined] == [(11, 1), (31, 1)]
    joined = merge_duplicates(make_corpus(rivals + both)).merged
    assert [(record.line, record.into_line) for record in joined] == [(21, 11), (31, 11)]


def test_single_values_are_completed(make_corpus):
    full = {
        "year": 2019,
        "citations": 4,
        "references": 30,
        "language": "English",
        "document_type": "Article; Early Access",
        "doi": "10.1/a",
        "match": TITLE,
    }
    bare = {"year": 0, "citations": 7, "document_type": "Article", "database": "CNKI"}
    for first, second in ((full, bare), (bare, full)):
        merged = merge_duplicates(
            make_corpus([{"id": "WOS:1", **first}, {"id": "WOS:1", **second}])
        )
        assert value(merged, "database") == [first.get("database", "WOS")]
        for name, expected in {**full, "citations": 7}.items():
            assert value(merged, name) == [expected]


def test_of_two_years_the_earlier_counts(make_corpus):
    corpus = make_corpus([{"id": "WOS:1", "year": year} for year in (2022, 0, 2021)])
    assert value(merge_duplicates(corpus), "year") == [2021]


def test_keywords_are_united_within_their_kind(make_corpus, lists_of):
    corpus = make_corpus(
        [
            {"author": ["x"]},
            {"id": "WOS:1", "author": ["Trust", "risk"], "index": ["RISK"]},
            {"author": ["y", "Y"]},
            {"id": "WOS:1", "author": ["e-trust", "trust"], "index": ["risk", "TRUST"]},
        ]
    )
    merged = merge_duplicates(corpus)
    assert lists_of(merged, AUTHOR) == [["x"], ["Trust", "risk", "e-trust"], ["y", "Y"]]
    assert lists_of(merged, INDEX) == [[], ["RISK", "TRUST"], []]


def test_many_keywords_are_united_record_by_record(make_corpus, lists_of):
    words = [f"keyword {number}" for number in range(80)]
    records = [{"doi": f"10.1/{n // 2}", "author": words[n : n + 60]} for n in range(8)]
    merged = merge_duplicates(make_corpus(records))
    assert lists_of(merged, AUTHOR) == [words[n : n + 61] for n in range(0, 8, 2)]


def test_lists_in_two_languages_stay_two_lists(make_corpus, lists_of):
    chinese = {"author": ["电商", "CiteSpace"], "translated": ["E-commerce", "CiteSpace"]}
    english = {"author": ["e-commerce", "trade"], "index": ["TRADE"]}
    for first, second, own, other in (
        (chinese, english, ["电商", "CiteSpace"], ["E-commerce", "CiteSpace", "trade"]),
        (english, chinese, ["e-commerce", "trade", "CiteSpace"], ["电商", "CiteSpace"]),
    ):
        merged = merge_duplicates(
            make_corpus([{"doi": "10.1/a", **r} for r in ({}, first, second)])
        )
        assert lists_of(merged, AUTHOR) == [own]
        assert lists_of(merged, TRANSLATED) == [other]
        assert lists_of(merged, INDEX) == [["TRADE"]]


def test_all_places_are_kept_the_own_first(make_corpus):
    texts = [{"title": "Trust"}, {"title": "Risk"}, {"title": "Trust in e-commerce"}]
    ids = ["WOS:1", "WOS:2", "WOS:1"]
    records = [{"id": i, "line": n, **t} for i, n, t in zip(ids, (9, 5, 2), texts, strict=True)]
    merged = merge_duplicates(make_corpus(records))
    assert merged.piece_columns["record"].tolist() == [0, 1, 1]
    assert merged.piece_columns["start"].tolist() == [5, 2, 9]
    assert [details.title for details in merged.details([0, 1])] == ["Risk", "Trust in e-commerce"]


def test_files_are_counted_anew(make_corpus):
    corpus = make_corpus(
        [{"id": "WOS:1"}, {"id": "WOS:2"}, {"id": "WOS:2", "file": 1}, {"id": "WOS:1", "file": 1}],
        FILES,
    )
    merged = merge_duplicates(corpus)
    assert [(f.records_in, f.kept, f.merged, f.skipped) for f in merged.files] == [
        (2, 2, 0, 0),
        (2, 0, 2, 0),
    ]
    assert (merged.records_in, merged.kept, len(merged)) == (4, 2, 2)


def test_a_wrong_count_of_the_readers_is_caught(make_corpus):
    corpus = make_corpus([{"id": "WOS:1"}])
    files = (replace(corpus.files[0], records_in=2),)
    with pytest.raises(AssertionError, match=r"a\.txt"):
        merge_duplicates(replace(corpus, files=files))
    files = (replace(corpus.files[0], records_in=6, kept=1, merged=2, skipped=3),)
    merge_duplicates(replace(corpus, files=files))


def test_merging_is_told_in_the_history(make_corpus):
    for records in ([], [{"id": "WOS:1"}] * 2):
        merged = merge_duplicates(make_corpus(records))
        assert [step.name for step in merged.history] == ["merge_duplicates"]


def naive_groups(records):
    """The rules word by word: sets of places of records that are the same."""
    groups = {frozenset([place]) for place in range(len(records))}

    def identifier(record):
        prefix, colon, rest = record["id"].partition(":")
        return ((prefix, rest) if colon else (record["database"], prefix)) if prefix else None

    def known(group, name):
        return {records[place][name] for place in group} - {"", 0}

    def contradict(one, other, names):
        for i, j in itertools.product(one, other):
            a, b = identifier(records[i]), identifier(records[j])
            if a and b and a[0] == b[0] and a[1] != b[1]:
                return True
        both = ((known(one, name), known(other, name)) for name in names)
        return any(a and b and not a & b for a, b in both)

    def join(places, names):
        found = [group for group in groups if group & places]
        clear = [
            group
            for group in found
            if not any(contradict(group, other, names) for other in found if other != group)
        ]
        if clear:
            groups.difference_update(clear)
            groups.add(frozenset().union(*clear))

    def by(key):
        keyed = [(key(record), place) for place, record in enumerate(records) if key(record)]
        for wanted in sorted({text for text, _ in keyed}):
            yield {place for text, place in keyed if text == wanted}

    for places in by(identifier):
        join(places, ())
    for places in by(lambda r: r["doi"]):
        join(places, ())
    for places in by(lambda r: (r["match"], r["year"]) if r["match"] and r["year"] else None):
        join(places, ("doi", "year"))
    for places in by(lambda r: r["match"]):
        join(places, ("doi", "year"))
    return groups


def place_of(record):
    return record["file"], record["line"]


@given(RECORDS)
def test_merging_equals_the_rules_word_by_word(make_corpus, records):
    merged = merge_duplicates(make_corpus(records, FILES))
    expected = set()
    for group in naive_groups(records):
        first, *others = sorted(place_of(records[place]) for place in group)
        expected.update((*other, *first) for other in others)
    found = {
        (FILES.index(r.file), r.line, FILES.index(r.into_file), r.into_line) for r in merged.merged
    }
    assert found == expected
    assert len(merged) == len(records) - len(expected)


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(make_corpus, lists_of, records, random):
    shuffled = random.sample(records, len(records))

    def told(corpus):
        columns = corpus.record_columns
        rows = zip(*(columns[name].tolist() for name in columns), lists_of(corpus), strict=True)
        return sorted(rows, key=repr)

    one, other = (merge_duplicates(make_corpus(r, FILES)) for r in (records, shuffled))
    assert told(one) == told(other)
    assert (one.merged, one.files) == (other.merged, other.files)


@given(RECORDS)
def test_nothing_is_lost(make_corpus, lists_of, records):
    corpus = make_corpus(records, FILES)
    merged = merge_duplicates(corpus)
    assert all(f.records_in == f.kept + f.merged + f.skipped for f in merged.files)
    assert (merged.kept, len(merged.merged)) == (len(merged), len(corpus) - len(merged))
    assert merged.piece_columns.length == corpus.piece_columns.length
    for columns in (merged.keyword_columns, merged.piece_columns):
        assert (np.diff(columns["record"]) >= 0).all()
    keywords = {keyword.casefold() for keyword in itertools.chain(*lists_of(corpus))}
    assert {keyword.casefold() for keyword in itertools.chain(*lists_of(merged))} == keywords


@given(RECORDS)
def test_merging_leaves_its_input_alone(make_corpus, lists_of, records):
    corpus = make_corpus(records, FILES)
    before = corpus.record_columns.frame(), lists_of(corpus), corpus.files
    merge_duplicates(corpus)
    assert corpus.record_columns.frame().equals(before[0])
    assert (lists_of(corpus), corpus.files, corpus.history) == (*before[1:], ())


def test_the_same_search_exported_twice_is_one(real):
    batches = [real / "wos" / f"dup_{name}.txt" for name in ("subset_151", "superset_500")]
    merged = merge_duplicates(read_sources(*batches))
    assert (len(merged), [file.merged for file in merged.files]) == (500, [0, 151])
    assert {record.evidence for record in merged.merged} == {"id"}


def test_records_that_citespace_numbered_alike_stay_apart(real):
    corpus = read_sources(real / "cnki" / "citespace-converted_150.txt")
    assert len(merge_duplicates(corpus)) == len(corpus) == 150
