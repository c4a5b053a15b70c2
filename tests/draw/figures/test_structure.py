from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.appearance import colour_of
from cooccur.draw.figures.structure import hull, structure_figure
from cooccur.draw.figures.style import fine_ticks
from cooccur.model import Columns
from cooccur.scene import Disc, Path

POINTS = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=20)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


@given(POINTS)
def test_a_hull_turns_one_way_at_some_of_its_points_and_has_the_others_inside(points):
    around = hull(points)
    assert set(around) <= set(points)
    if len(around) < 3:
        return
    for i, (a, b) in enumerate(zip(around, [*around[1:], around[0]], strict=True)):
        assert turn(a, b, around[(i + 2) % len(around)]) > 0
        assert all(turn(a, b, point) >= 0 for point in points)


def with_places(knowledge_map, x, y, group):
    node = np.arange(len(x))
    table = Columns({"node": node, "x": np.array(x), "y": np.array(y), "group": np.array(group)})
    network = knowledge_map.network.with_columns(
        tables={"structure": table},
        quality={"structure_inertia_x": 61.25, "structure_inertia_y": 7.5},
    )
    return replace(knowledge_map, network=network)


def shown(scene):
    return [mark for mark in scene.marks if isinstance(mark, Disc) and mark.tooltip]


def test_keywords_stand_as_in_the_table_in_the_colours_of_their_groups(full_map, style_of):
    table, style = full_map.network.tables["structure"], style_of(174)
    discs = shown(structure_figure(full_map, style=style))[::-1]
    assert len(discs) == table.length
    x, y = np.array([disc.centre for disc in discs]).T
    assert np.corrcoef(x, table["x"])[0, 1] == pytest.approx(1)
    assert np.corrcoef(y, table["y"])[0, 1] == pytest.approx(-1)
    fills = {(group, disc.fill) for group, disc in zip(table["group"].tolist(), discs, strict=True)}
    assert len(fills) == len(set(table["group"].tolist()))


def test_every_group_has_a_hull_and_a_line_in_the_key_even_one_of_a_single_keyword(
    example_map, style_of
):
    placed = with_places(example_map, [0.0, 1.0, 1.5, -2.0], [0.0, 1.0, -1.0, 0.5], [0, 0, 0, 1])
    scene = structure_figure(placed, style=style_of(84))
    hulls = [mark for mark in scene.marks if isinstance(mark, Path) and mark.fill]
    assert [mark.fill for mark in hulls] == [colour_of(0), colour_of(1)]
    texts = {text.text for text in scene.texts}
    assert {"Group 1 (3)", "Group 2 (1)", "Dim 1 (61.2 %)", "Dim 2 (7.5 %)"} <= texts


def test_keywords_beyond_the_axes_are_open_circles_and_counted(example_map, style_of):
    near = np.linspace(-1, 1, 20).tolist()
    placed = with_places(example_map, [*near, 90.0], [*near, 0.0], [0] * 21)
    scene = structure_figure(placed, style=style_of(174))
    assert [disc.fill for disc in shown(scene)].count("#ffffff") == 1
    assert "1 keyword beyond the axes: open circle" in {text.text for text in scene.texts}


@pytest.mark.parametrize(
    ("low", "high", "most", "texts"),
    [
        (-2.3, 4.8, 9, ["−2", "−1", "0", "1", "2", "3", "4"]),
        (-0.3, 0.22, 6, ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2"]),
        (0.0, 0.0, 5, ["0"]),
    ],
)
def test_ticks_have_as_many_decimals_as_they_need(low, high, most, texts):
    assert [text for _, text in fine_ticks(low, high, most)] == texts
