"""The example study: its generator, the layout of its files, and what is planted in them."""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cooccur.pipeline import read
from cooccur.prepare.keywords import clean_keywords, comparison_key

STUDY = Path(__file__).resolve().parents[2] / "examples" / "social-ecommerce"
CNKI = sorted((STUDY / "cnki").glob("*.txt"))
WOS = sorted((STUDY / "wos").glob("*.txt"))
TRUTH = json.loads((STUDY / "truth.json").read_text("utf-8"))
WOS_ORDER = re.findall(
    "..",
    "PTAUAFTISOLADTCTCYCLDEIDABC1C3RPEMFUFXCRNRTCZ9U1U2PUPIPASNEIJ9JIPDPYVLISBPEPARDIEAPGWCWESC"
    "GAUTOADAER",
)
CNKI_FORMS = (
    "RT SR A1( AD)? T1 JF YR IS( vo)? OP( K1)? AB SN( CN)? LA DS",
    "RT SR A1( AD)? T1 JF OP( K1)? AB SN CN LA DS",
    "RT SR A1 A3 PB T1 CL YR( K1)? AB LA DS",
    "RT SR A1 AD T1 JF PB PP YR OP( K1)? AB LA DS",
    "RT SR A1 T1 JF FD OP( K1)? AB CN LA DS",
)


def text_of(path):
    return path.read_bytes().decode("utf-8")


@cache
def wos_records(path):
    records = []
    for chunk in text_of(path).split("\nPT ")[1:]:
        joined = re.sub(r"\n   ", "\v", "PT " + chunk)
        records.append([(line[:2], line[3:]) for line in joined.split("\n") if line])
    return records


@cache
def cnki_records(path):
    chunks = re.split(r"^(?=RT )", text_of(path), flags=re.MULTILINE)[1:]
    field = re.compile(r"^([A-Z][A-Z0-9]|vo) ([^\r\n]*(?:\r\n [^\r\n]*)?)", re.MULTILINE)
    return [field.findall(chunk.replace("\r\r\n\t", " ")) for chunk in chunks]


def split(value):
    return [part.strip() for part in value.split(";") if part.strip()]


def keywords(record):
    fields = dict(record)
    if "RT" in fields:
        return split(fields.get("K1", "").split("\r\n")[0])
    return split(fields.get("DE", "").replace("\v", " "))


def index_keywords(record):
    return split(dict(record).get("ID", "").replace("\v", " "))


def folded(keyword):
    plain = unicodedata.normalize("NFKC", keyword).strip("“”\"' ").casefold()
    return " ".join(plain.replace("-", " ").split())


def kept(paths):
    found = {}
    for path in paths:
        for record in wos_records(path) if path in WOS else cnki_records(path):
            fields = dict(record)
            found.setdefault(fields.get("UT") or fields["T1"], record)
    return list(found.values())


def occurrences(records, *kinds):
    counts = Counter()
    for record in records:
        counts.update({folded(keyword) for kind in kinds for keyword in kind(record)})
    return counts


def top(counts):
    ranked = sorted(counts, key=lambda keyword: (-counts[keyword], keyword))[:50]
    return [{"keyword": keyword, "occurrences": counts[keyword]} for keyword in ranked]


def test_the_generator_writes_the_same_bytes_again(tmp_path):
    subprocess.run([sys.executable, "-B", STUDY / "generate.py", tmp_path], check=True)
    again = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert again == {p.relative_to(STUDY) for p in (*CNKI, *WOS, STUDY / "truth.json")}
    for path in again:
        assert (tmp_path / path).read_bytes() == (STUDY / path).read_bytes(), path


@pytest.mark.parametrize("path", [*CNKI, *WOS], ids=lambda path: path.name)
def test_each_file_holds_what_the_truth_says(path):
    records = wos_records(path) if path in WOS else cnki_records(path)
    years = {"YR", "PY", "EA", "FD"}
    assert TRUTH["files"][path.relative_to(STUDY).as_posix()] == {
        "records": len(records),
        "with_author_keywords": sum(bool(keywords(record)) for record in records),
        "with_index_keywords": sum(bool(index_keywords(record)) for record in records),
        "without_year": sum(not years & {tag for tag, _ in record} for record in records),
    }


def test_both_databases_gave_five_hundred_records_and_a_rest():
    assert [len(wos_records(path)) for path in WOS] == [500, 112]
    assert [len(cnki_records(path)) for path in CNKI] == [500, 103]


def test_records_exported_twice_are_merged_in_the_truth():
    records = kept([*CNKI, *WOS])
    assert len(records) == TRUTH["kept"] == 1200
    assert TRUTH["records_in"] == TRUTH["kept"] + TRUTH["merged"] == 1215
    assert sum(bool(keywords(record)) for record in records) == TRUTH["with_author_keywords"]
    assert sum(bool(index_keywords(record)) for record in records) == TRUTH["with_index_keywords"]


def test_the_most_frequent_keywords_are_those_of_the_truth():
    authors, everything = TRUTH["top_author_keywords"], TRUTH["top_keywords"]
    assert top(occurrences(kept([*CNKI, *WOS]), keywords)) == authors["all"]
    assert top(occurrences(kept(CNKI), keywords)) == authors["cnki"]
    assert top(occurrences(kept(WOS), keywords)) == authors["wos"]
    assert top(occurrences(kept(WOS), keywords, index_keywords)) == everything["wos"]


def test_no_two_records_have_one_title_unless_exported_twice():
    titles = [
        dict(record).get("TI", dict(record).get("T1")).replace("\v", " ").casefold()
        for record in kept([*CNKI, *WOS])
    ]
    assert len(set(titles)) == 1200


@pytest.mark.parametrize("path", WOS, ids=lambda path: path.name)
def test_wos_text_has_the_layout_of_real_exports(path):
    text = text_of(path)
    assert text.startswith("\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\nPT ")
    assert text.endswith("\nER\n\nEF")
    assert "\r" not in text
    for record in wos_records(path):
        tags = [tag for tag, _ in record if tag != "EF"]
        assert sorted(tags, key=WOS_ORDER.index) == tags
        assert tags[-1] == "ER"
        for tag, value in record:
            if tag in {"TI", "SO", "DE", "ID", "C3", "EM", "FX", "WC", "SC"}:
                assert max(map(len, value.split("\v"))) <= 72


def test_wos_keywords_are_wrapped_in_the_middle():
    wrapped = [line for path in WOS for record in wos_records(path) for line in record]
    through = [value for tag, value in wrapped if tag == "DE" and re.search(r"[^;]\v", value)]
    assert len(through) > 50


@pytest.mark.parametrize("path", CNKI, ids=lambda path: path.name)
def test_cnki_text_has_the_layout_of_real_exports(path):
    text = text_of(path)
    assert text.startswith("RT ")
    assert text.endswith("\r\nDS CNKI\r\n\r\n\r\n\r\n")
    assert not re.search(r"(?<!\r)\n", text)
    for record in cnki_records(path):
        order = " ".join(tag for tag, _ in record)
        assert any(re.fullmatch(form, order) for form in CNKI_FORMS), order
    for value in re.findall(r"\r\nK1 (.*?)\r\nAB ", text, flags=re.DOTALL):
        assert re.fullmatch(r"[^\r\n]+\r\n [^\r\n]*\r\n", value)


def test_english_lists_stand_beside_most_chinese_ones():
    lists = [dict(record).get("K1", "").split("\r\n ") for record in kept(CNKI)]
    assert (
        sum(len(pair) == 2 and bool(pair[1]) for pair in lists) == TRUTH["with_translated_keywords"]
    )


def test_nobody_and_nothing_in_the_study_is_real():
    for path in WOS:
        text = text_of(path)
        assert all(re.match(r"(10\.5555/|\[10\.5555/)", d) for d in re.findall(r"DOI (\S+)", text))
        for record in wos_records(path):
            fields = dict(record)
            assert re.fullmatch(r"(Author-\d{3}, [A-Z]\v?)+", fields["AU"])
            assert fields.get("DI", "10.5555/").startswith("10.5555/")
            assert fields["SO"].startswith(("EXAMPLE ", "20"))
    for path in CNKI:
        for record in cnki_records(path):
            assert re.fullmatch(r"(作者\d{3};?|Author-\d{3} [A-Z];)+", dict(record)["A1"])


def test_planted_trends_are_in_the_shares():
    for topic in TRUTH["topics"]:
        change = topic["share_2019_2025"] / max(topic["share_2008_2014"], 0.001)
        low, high = {
            "growth": (1.4, 200.0),
            "decline": (0.0, 0.7),
            "steady": (0.4, 1.8),
            "peak": (0.0, 1.8),
        }[topic["trend"]]
        assert low <= change <= high, topic["name"]


def test_planted_bursts_stand_out_of_their_years():
    years = Counter()
    for counts in TRUTH["years"].values():
        years.update({int(year): number for year, number in counts.items()})
    assert len(TRUTH["bursts"]) >= 15
    for burst in TRUTH["bursts"]:
        inside = sum(n for year, n in years.items() if burst["begin"] <= year <= burst["end"])
        density = burst["inside"] / inside
        assert density > 4 * burst["outside"] / (sum(years.values()) - inside), burst["keyword"]


def test_the_library_counts_what_was_planted():
    corpus = read(STUDY / "cnki", STUDY / "wos")
    kinds = corpus.keyword_columns["kind"]
    holders = [len(set(corpus.keyword_columns["record"][kinds == kind])) for kind in range(3)]
    assert holders == [
        TRUTH["with_author_keywords"],
        TRUTH["with_index_keywords"],
        TRUTH["with_translated_keywords"],
    ]
    assert (corpus.records_in, corpus.kept, len(corpus.merged), len(corpus.skipped)) == tuple(
        TRUTH[name] for name in ("records_in", "kept", "merged", "skipped")
    )
    assert int((corpus.record_columns["year"] == 0).sum()) == TRUTH["without_year"]
    for choice, name in (("author", "top_author_keywords"), ("all", "top_keywords")):
        prepared = clean_keywords(corpus, keywords=choice)
        keys = [comparison_key(spelling) for spelling in prepared.vocabulary]
        held = Counter(keys[code] for code in prepared.keyword_columns["keyword"])
        assert top(held) == TRUTH[name]["all"]
