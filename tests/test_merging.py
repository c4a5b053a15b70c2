"""Merging finds what is the same in several databases, and nothing else."""

import sys
from pathlib import Path

import pytest

import cooccur

sys.path.insert(0, str(Path(__file__).parent))

from planted import pairing, twins

LEAST_PRECISION, LEAST_RECALL = 0.99, 0.95


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    return pairing.gold(600, seed=3, folder=tmp_path_factory.mktemp("gold"))


def test_of_a_gold_set_nearly_all_is_found_and_hardly_anything_else(gold):
    precision, recall = gold.pairing("normal").found()
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL


def test_every_corruption_is_seen_through_and_no_lookalike_is_taken_in(gold):
    kinds = gold.by_kind(gold.pairing("normal"))
    assert set(kinds) == {*twins.CORRUPTIONS, *twins.LOOKALIKES, "chinese"}
    for kind, (same, found, wrong) in kinds.items():
        assert found >= 0.9 * same, kind
        assert wrong <= 1, kind


def test_strict_merging_finds_less_and_nothing_wrong(gold):
    strict = gold.pairing("strict")
    precision, recall = strict.found()
    assert precision == 1.0
    assert recall < 0.5
    assert strict.merged.keys() <= gold.pairing("normal").merged.keys()


KNOWN = {
    "batches of one search": (["wos/dup_subset_151.txt", "wos/dup_superset_500.txt"], 500),
    "three forms of one search": (
        [
            f"wos/{name}_pluriversal_103.{end}"
            for name, end in (("plaintext_full", "txt"), ("bibtex", "bib"), ("ris", "ris"))
        ],
        103,
    ),
    "two searches in three forms": (
        ["wos/bibtex_descola_50.bib", "wos/ris_descola_54.ris", "wos/xls_descola.xls"],
        54,
    ),
    "two forms of short records": (
        [f"wos/{name}_basic-fields_dighum_270.txt" for name in ("plaintext", "tab_utf8bom")],
        270,
    ),
}


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("merge", ["strict", "normal"])
def test_known_duplicates_are_all_found(real, name, merge):
    files, n_kept = KNOWN[name]
    assert len(cooccur.read(*(real / file for file in files), merge=merge)) == n_kept


GAMBLING = (
    "lens/ris_49.ris",
    "pubmed/ris_via_manager_176.ris",
    "ris_other/psycinfo_124.ris",
    "ris_other/proquest_41.ris",
)


def hidden(real, folder):
    """The exports of four databases with every DOI taken out; pairs by DOI, places with one."""
    corpus = cooccur.read(*(real / name for name in GAMBLING), merge="off")
    dois = dict(zip(pairing.places_of(corpus), corpus.record_columns["doi"].tolist(), strict=True))
    known = {place: doi for place, doi in dois.items() if doi}
    for name in GAMBLING:
        lines = (real / name).read_bytes().split(b"\n")
        kept = [
            b"XX  - x\r" if line[:2] in (b"DO", b"UR", b"L3", b"M3", b"AN") else line
            for line in lines
        ]
        (folder / Path(name).name).write_bytes(b"\n".join(kept))
    return frozenset(pairing.pairs_of(pairing.grouped(known))), known


def test_real_records_whose_dois_are_taken_away_are_still_found(real, tmp_path):
    same, known = hidden(real, tmp_path)
    corpus = cooccur.read(tmp_path)
    assert not any(corpus.record_columns["doi"].tolist())
    merged = pairing.merged_pairs(corpus)
    judged = {pair: score for pair, score in merged.items() if known.keys() >= pair}
    precision, recall = pairing.Pairing(same, judged).found()
    # A notice without authors has the title of what it corrects; two records have a wrong year,
    # and a journal two names.
    assert precision >= 0.985
    assert recall >= 0.94


def test_two_databases_of_one_subject_share_what_has_no_doi(real):
    corpus = cooccur.read(real / "wos/zoorec_134.txt", real / "scopus/ris_92.ris")
    assert (corpus.in_database.sum(axis=1) == 2).sum() >= 64
    assert all(record.score >= 0.98 for record in corpus.merged)
