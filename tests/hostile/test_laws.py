"""What must stay the same, or change as told, when exports are rearranged."""

import random

import pytest
from samples import BIBTEX, ENDNOTE, NOTEEXPRESS, REFWORKS, RIS, SELF_DEFINED, WOS, WOS_TABLE

import cooccur
from cooccur.writers.tables import TABLES, csv_bytes

_HEAD = "PT\tAU\tTI\tSO\tDE\tPY\tUT\n"


def parted(text, mark):
    """The records of a text, each from its mark on."""
    return [mark + part for part in text.split(mark)[1:]]


FORMS = {
    "wos": ("FN Clarivate\nVR 1.0\n", parted(WOS.replace("EF\n", ""), "PT J\n"), "EF\n"),
    "refworks": ("", parted(REFWORKS, "RT "), ""),
    "endnote": ("", parted(ENDNOTE, "%0 "), ""),
    "noteexpress": ("", parted(NOTEEXPRESS, "{Reference Type}"), ""),
    "self-defined": ("", parted(SELF_DEFINED, "SrcDatabase-"), ""),
    "ris": ("", parted(RIS, "TY  - "), ""),
    "bibtex": ("", parted(BIBTEX, "@article"), ""),
    "wos-table": (_HEAD, WOS_TABLE.removeprefix(_HEAD).splitlines(keepends=True), ""),
}
BARE = {
    "wos": "PT J\nAU Ma, D\nTI Without keywords\nSO JOURNAL\nPY 2023\nUT WOS:9\nER\n\n",
    "refworks": "RT Journal Article\nSR 1\nA1 马四\nT1 没有关键词\nJF 学报\nYR 2023\n\n",
    "endnote": "%0 Journal Article\n%A 马四\n%T 没有关键词\n%J 学报\n%D 2023\n\n",
    "noteexpress": "{Reference Type}: Journal Article\n{Title}: 没有关键词\n{Author}: 马四\n\n",
    "self-defined": "SrcDatabase-来源库: 期刊\nTitle-题名: 没有关键词\nAuthor-作者: 马四\n\n",
    "ris": "TY  - JOUR\nAU  - 马四\nTI  - 没有关键词\nPY  - 2023\nER  - \n\n",
    "bibtex": "@article{bare,\n  author = {Ma, D},\n  title = {Without keywords}\n}\n\n",
    "wos-table": "J\tMa, D\tWithout keywords\tJOURNAL\t\t2023\tWOS:9\n",
}
KEPT = ("keyword", "occurrences", "cluster", "links", "total_link_strength")


@pytest.fixture(params=FORMS)
def form(request):
    return request.param


def mapped(folder, form, *files):
    """The map of files that each hold these records."""
    head, _, tail = FORMS[form]
    folder.mkdir()
    for number, records in enumerate(files):
        text = head + "".join(records) + tail
        (folder / f"{number}.txt").write_text(text, encoding="utf-8", newline="\n")
    return cooccur.map(folder, min_occurrences=1, lang="en")


def told(knowledge_map):
    """All that a map says of keywords and links."""
    network = knowledge_map.network
    nodes = {name: network.node_columns[name].tolist() for name in KEPT}
    return nodes, csv_bytes(TABLES["links"](knowledge_map))


def test_the_order_of_records_changes_nothing(tmp_path, form):
    records = FORMS[form][1]
    shuffled = random.Random(3).sample(records, len(records))
    whole = told(mapped(tmp_path / "a", form, records))
    assert told(mapped(tmp_path / "b", form, shuffled)) == whole


def test_every_record_twice_is_merged(tmp_path, form):
    records = FORMS[form][1]
    twice = mapped(tmp_path / "b", form, records * 2)
    assert told(twice) == told(mapped(tmp_path / "a", form, records))
    corpus = twice.network.corpus
    assert (corpus.records_in, corpus.kept) == (2 * len(records), len(records))


def test_records_in_many_files_are_those_in_one(tmp_path, form):
    records = FORMS[form][1]
    parts = mapped(tmp_path / "b", form, *([record] for record in records))
    assert told(parts) == told(mapped(tmp_path / "a", form, records))


def test_a_record_without_keywords_is_one_record_more(tmp_path, form):
    records = FORMS[form][1]
    without = mapped(tmp_path / "a", form, records)
    more = mapped(tmp_path / "b", form, [*records, BARE[form]])
    assert more.network.corpus.kept == without.network.corpus.kept + 1
    names = ("keyword", "occurrences", "links")
    for name in names:
        found = [m.network.node_columns[name].tolist() for m in (more, without)]
        assert found[0] == found[1]
