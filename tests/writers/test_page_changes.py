"""The view of what changed since an earlier map, in a browser."""

import sys
from pathlib import Path

import pytest

import cooccur
from cooccur.writers.page_changes import KINDS
from cooccur.writers.page_data import page_data

sys.path.insert(0, str(Path(__file__).parents[1]))

from planted import exports, growing, plans

SIZES = ((1440, 900), (1024, 640), (390, 800))


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """Topics that stay, split, merge, die and are born, before and after."""
    folder = tmp_path_factory.mktemp("changed")
    records = growing.grow(plans.changing_plan(700, noise=0.05), seed=2)
    early = [record for record in records if record.year < plans.SPLIT_YEARS[1]]
    cooccur.map(exports.corpus_of(early), max_keywords=120).save(folder / "old.html")
    late = [record for record in records if record.year >= plans.SPLIT_YEARS[0]]
    return cooccur.map(exports.corpus_of(late), max_keywords=120, since=folder / "old.html")


def test_the_data_tell_what_became_of_every_keyword_and_cluster(changed):
    data, table = page_data(changed)["changes"], changed.network.tables["changes"]
    n, earlier = changed.network.n_nodes, changed.earlier
    kinds = [KINDS[number] for number in data["change"]] + ["gone"] * len(data["gone"]["keyword"])
    assert kinds == table["change"].tolist()
    assert data["gone"]["keyword"] == table["keyword"].tolist()[n:]
    assert data["gone"]["occurrences"] == table["earlier_occurrences"].tolist()[n:]
    assert [count > 0 for count in data["occurrences"]] == [kind != "new" for kind in kinds[:n]]
    goes_on = changed.network.tables["cluster_changes"]
    into = dict(zip(goes_on["earlier_cluster"].tolist(), goes_on["cluster"].tolist(), strict=True))
    assert data["clusters"]["into"] == [into[number] for number in earlier.numbers.tolist()]
    assert {kind for _, _, kind, *_ in data["events"]} == {"survived", "new", "gone"}
    assert data["next"] > max(data["clusters"]["number"])


@pytest.mark.parametrize("size", SIZES)
def test_its_labels_stand_free_on_the_stage(opened, changed, size):
    shown = opened(changed, size=size)
    shown.tab.click("[data-view=changes]")
    assert len(shown.tidy()["labels"]) > 12


def test_it_shows_every_keyword_and_names_what_is_gone(opened, changed):
    shown = opened(changed)
    shown.tab.click("[data-view=changes]")
    shown.settle()
    state = shown.state()
    assert all(node["shown"] for node in state["nodes"])
    table = changed.network.tables["changes"]
    gone = {k for k, c in zip(table["keyword"], table["change"], strict=True) if c == "gone"}
    named = {label["text"] for label in state["labels"]}
    assert gone & named
    assert {f"#{number}" for number in changed.earlier.numbers[:6].tolist()} & named


def test_a_keyword_that_is_chosen_here_is_chosen_everywhere(opened, changed):
    shown = opened(changed)
    shown.tab.click("[data-view=changes]")
    shown.settle()
    node = max(shown.state()["nodes"], key=lambda one: one["r"])
    box = shown.tab.locator("#map").bounding_box()
    shown.tab.mouse.click(box["x"] + node["x"], box["y"] + node["y"])
    assert shown.state()["selection"]["id"] == node["id"]


def test_a_map_without_a_past_has_no_such_view(opened, make_map):
    assert "changes" not in opened(make_map(12, n_records=60)).state()["views"]
