from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.figure import draw_figure
from cooccur.draw.figures.timeline import stacked
from cooccur.scene import Disc

RADII = st.lists(st.floats(0.8, 12), min_size=1, max_size=12).map(
    lambda radii: np.array(sorted(radii, reverse=True))
)


@given(RADII, st.floats(10, 200))
def test_a_stack_stays_within_its_line(radii, room):
    offsets = stacked(radii, room)
    reach = np.abs(offsets) + radii
    # Where circles have no room beside each other their middles are pushed together.
    assert (reach <= room / 2 + 1e-9).all() or 2 * radii.sum() > room - len(radii)


@given(RADII, st.floats(300, 400))
def test_circles_of_a_stack_do_not_touch_where_there_is_room(radii, room):
    offsets = stacked(radii, room)
    order = np.argsort(offsets)
    apart = np.diff(offsets[order])
    assert (apart >= radii[order][:-1] + radii[order][1:]).all()


def middles(scene):
    return {m.tooltip: m.centre for m in scene.marks if isinstance(m, Disc) and m.tooltip}


@pytest.mark.parametrize("view", ["timeline", "timezone"])
def test_keywords_stand_from_left_to_right_as_they_appeared(example_map, style_of, view):
    nodes = example_map.network.node_columns
    found = middles(draw_figure(example_map, view, style=style_of(174)))
    year = dict(zip(nodes["keyword"].tolist(), nodes["first_year"].tolist(), strict=True))
    known = [(year.get(tip.rsplit(" (", 1)[0]), x) for tip, (x, _) in found.items()]
    columns = {}
    for when, x in known:
        if when:
            columns.setdefault(when, []).append(x)
    first, last = min(columns), max(columns)
    assert max(columns[first]) < min(columns[last])


def test_the_timeline_has_a_line_for_every_cluster_of_several_keywords(example_map, style_of):
    scene = draw_figure(example_map, "timeline", style=style_of(174))
    clusters = example_map.network.cluster_columns
    several = int((clusters["size"] > 1).sum())
    names = [text for text in scene.texts if text.bold and text.text.startswith("#")]
    assert len(names) == several


def test_the_most_frequent_keyword_of_a_column_stands_on_top(example_map, style_of):
    found = middles(draw_figure(example_map, "timezone", style=style_of(174)))
    nodes = example_map.network.node_columns
    oldest = nodes["first_year"] == nodes["first_year"][nodes["first_year"] > 0].min()
    tips = [
        f"{word} ({count})"
        for word, count in zip(nodes["keyword"][oldest], nodes["occurrences"][oldest], strict=True)
    ]
    heights = [found[tip][1] for tip in tips if tip in found]
    assert len(heights) > 3
    assert heights[0] == min(heights)


@pytest.mark.parametrize("view", ["timeline", "timezone"])
def test_keywords_without_a_year_are_counted_under_the_view(example_map, style_of, view):
    network = example_map.network
    years = np.where(np.arange(network.n_nodes) < 3, 0, network.node_columns["first_year"])
    undated = replace(example_map, network=network.with_columns(node={"first_year": years}))

    def notes(knowledge_map):
        scene = draw_figure(knowledge_map, view, style=style_of(174))
        return [text.text for text in scene.texts if "not shown" in text.text]

    assert notes(undated) == ["Keywords without a year, not shown: 3"]
    assert notes(example_map) == []


def test_on_a_timeline_of_one_year_every_keyword_stands_under_it(example_map, style_of):
    network = example_map.network
    years = np.full(network.n_nodes, 2015)
    one = replace(example_map, network=network.with_columns(node={"first_year": years}))
    found = middles(draw_figure(one, "timeline", style=style_of(174)))
    assert len(found) == network.n_nodes
    assert len({round(x, 6) for x, _ in found.values()}) == 1
