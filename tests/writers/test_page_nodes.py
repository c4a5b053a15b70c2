"""Columns of keywords in pages of thousands of them: written short, read as they were."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from cooccur.writers import page_nodes
from cooccur.writers.page_data import page_data


@pytest.fixture(scope="module")
def bursting(knowledge_map):
    """The map with a burst of every fourth keyword."""
    network = knowledge_map.network
    burst = np.arange(network.n_nodes) % 4 == 0
    strength = np.where(burst, 3 + np.arange(network.n_nodes) / 7, np.nan)
    columns = {"burst_strength": strength, "burst_begin": np.where(burst, 2010, 0)}
    return replace(knowledge_map, network=network.with_columns(node=columns))


def test_columns_are_short_only_where_there_are_thousands_of_keywords(bursting, monkeypatch):
    whole = page_data(bursting)["nodes"]
    monkeypatch.setattr(page_nodes, "SHORT_FROM", bursting.network.n_nodes)
    short = page_data(bursting)["nodes"]
    assert all(isinstance(values, list) and values for values in whole.values())
    assert short["told"] == ["first_year", "mean_year"]
    assert {"first_year", "mean_year", "eigenvector"}.isdisjoint(short)
    for name in ("keyword", "x", "y", "occurrences", "cluster", "links"):
        assert short[name] == whole[name]
    assert short["burst_begin"]["usual"] == 0
    assert set(short["burst_begin"]["value"]) == {2010}
    assert short["burst_strength"]["usual"] is None


def test_a_year_that_the_counts_do_not_tell_is_written(bursting, monkeypatch):
    monkeypatch.setattr(page_nodes, "SHORT_FROM", 1)
    later = bursting.network.node_columns["first_year"] + 1
    network = bursting.network.with_columns(node={"first_year": later})
    nodes = page_data(replace(bursting, network=network))["nodes"]
    assert nodes["told"] == ["mean_year"]
    assert "first_year" in nodes


def test_the_page_reads_short_columns(opened, bursting, monkeypatch, tmp_path):
    whole = page_data(bursting)["nodes"]
    monkeypatch.setattr(page_nodes, "SHORT_FROM", 1)
    shown = opened(replace(bursting))
    shown.tab.click("[data-view=tables]")
    with shown.tab.expect_download() as download:
        shown.tab.click("[data-key=csv]")
    download.value.save_as(tmp_path / "keywords.csv")
    rows = list(csv.DictReader((tmp_path / "keywords.csv").read_text("utf-8-sig").splitlines()))
    for name in ("occurrences", "first_year", "mean_year", "burst_begin", "burst_strength"):
        found = [float(row[name] or 0) for row in rows]
        assert found == pytest.approx([value or 0 for value in whole[name]], abs=0.0101)
