"""Pies of databases from the option to the text that tells of them."""

from pathlib import Path

import pytest

import cooccur
from cooccur.writers.methods import methods_text

EXAMPLE = Path(__file__).parents[1] / "examples" / "social-ecommerce"


@pytest.fixture(scope="module")
def example():
    return cooccur.read(EXAMPLE)


def test_pies_are_told_of_in_both_languages(example):
    made = cooccur.map(example, node_style="sources", max_keywords=40)
    assert "sectors of a circle" in methods_text(made, lang="en")
    assert "扇区" in methods_text(made, lang="zh")
    assert made.corpus.problems == example.problems


def test_pies_of_one_database_are_discs_and_that_is_said(example):
    one = example.select(example.record_columns["database"] == "CNKI")
    made = cooccur.map(one, node_style="sources", max_keywords=40)
    (problem,) = made.corpus.problems[len(one.problems) :]
    assert problem.code == "no-figure"
    assert problem.message.startswith("all records are from one database, CNKI: circles")
    assert "sectors" not in methods_text(made, lang="en")
    plain = cooccur.map(one, max_keywords=40)
    assert not plain.corpus.problems[len(one.problems) :]
