from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.figure import draw_figure
from cooccur.draw.figures.zones import (
    BESIDE,
    Column,
    Sizes,
    columns_in,
    height_for,
    laid_in,
    rooms_of,
)
from cooccur.draw.labels import LINE
from cooccur.scene import Disc

KEYWORDS = st.lists(
    st.tuples(st.floats(0.8, 12), st.floats(6, 11), st.floats(4, 120), st.integers(0, 3)),
    min_size=1,
    max_size=60,
)
TOP = 20.0


def laid(keywords, *, width=300.0, height=250.0):
    keywords = sorted(keywords, reverse=True)
    radius, font, wide, column = (np.array(values) for values in zip(*keywords, strict=True))
    sizes = Sizes(radius, font, wide)
    cells = [np.flatnonzero(column == place).tolist() for place in range(4)]
    columns = columns_in(cells, sizes, [20.0] * 4, (0.0, width), height)
    return sizes, [laid_in(one, sizes, (TOP, TOP + height)) for one in columns]


def names(sizes, zones, edge):
    rooms = rooms_of(zones, sizes, edge)
    for zone in zones:
        for node, x, y in zip(zone.column.cell, zone.x, zone.y, strict=True):
            if rooms[node]:
                left, half = x + sizes.radius[node] + BESIDE, LINE * sizes.font[node] / 2
                wide = min(rooms[node], sizes.width[node])
                yield left, y - half, left + wide, y + half


@given(KEYWORDS)
def test_no_name_lies_on_another_or_on_a_circle_that_has_one(keywords):
    sizes, zones = laid(keywords)
    boxes = list(names(sizes, zones, 297.0))
    for i, box in enumerate(boxes):
        assert box[2] <= 297.0 + 1e-6
        for other in boxes[:i]:
            beside = box[0] >= other[2] - 1e-6 or other[0] >= box[2] - 1e-6
            assert beside or box[1] >= other[3] - 1e-6 or other[1] >= box[3] - 1e-6
        for zone in zones:
            for place in range(zone.named):
                r = sizes.radius[zone.column.cell[place]]
                x, y = zone.x[place], zone.y[place]
                beside = box[0] >= x + r or x - r >= box[2] - 1e-6
                assert beside or box[1] >= y + r - 1e-6 or y - r >= box[3] - 1e-6


@given(KEYWORDS)
def test_columns_fill_the_width_and_rows_go_down_by_frequency(keywords):
    _, zones = laid(keywords)
    assert zones[0].column.left == 0
    assert zones[-1].column.left + zones[-1].column.width == pytest.approx(300)
    for zone in zones:
        assert (np.diff(zone.y) >= -1e-9).all()
        assert zone.bottom <= TOP + 250 + 1e-6


def test_a_full_column_is_wider_where_others_leave_room_and_named_from_the_top():
    sizes = Sizes(np.full(100, 3.0), np.full(100, 6.0), np.full(100, 30.0))
    cells = [list(range(90)), list(range(90, 100))]
    full, other = columns_in(cells, sizes, [20.0, 20.0], (0.0, 300.0), 200.0)
    assert (full.lanes, other.lanes) == (4, 1)
    assert full.width > 3 * other.width
    zone = laid_in(full, sizes, (TOP, TOP + 120.0))
    assert 0 < zone.named < 90
    assert (zone.y[zone.named :] > zone.y[: zone.named].max()).all()


def test_more_keywords_than_there_is_room_for_even_as_dots_leave_the_first_their_names():
    n = 2000
    sizes = Sizes(np.full(n, 2.0), np.full(n, 6.0), np.full(n, 30.0))
    zone = laid_in(Column(tuple(range(n)), 0.0, 60.0, 1), sizes, (TOP, TOP + 200.0))
    assert zone.named >= 15
    assert zone.y.max() <= TOP + 200


def test_a_figure_grows_by_what_its_fullest_column_needs():
    sizes = Sizes(np.full(9, 3.0), np.full(9, 10.0), np.full(9, 30.0))
    columns = [Column((0, 1), 0.0, 50.0, 1), Column(tuple(range(2, 9)), 50.0, 90.0, 2)]
    assert height_for(columns, sizes) == pytest.approx(4 * LINE * 10)


@pytest.mark.parametrize("width", [84, 174])
def test_the_most_frequent_keywords_of_full_columns_are_named(real, style_of, boxes_of, width):
    import cooccur

    found = cooccur.map(real / "cnki/refworks_2021_bilingual_410.txt")
    scene = draw_figure(found, "timezone", style=style_of(width, language="zh"))
    boxes = boxes_of(scene, style_of(width))
    for i, box in enumerate(boxes):
        for other in boxes[:i]:
            beside = box[0] >= other[2] - 0.1 or other[0] >= box[2] - 0.1
            assert beside or box[1] >= other[3] - 1.2 or other[1] >= box[3] - 1.2
    texts = {text.text for text in scene.texts}
    tips = [mark for mark in scene.marks if isinstance(mark, Disc) and mark.tooltip]
    columns = {}
    for disc in tips[::-1]:
        columns.setdefault(round(disc.centre[0], 3), []).append(disc.tooltip.rsplit(" (", 1)[0])
    for words in columns.values():
        if len(words) > 5:
            assert set(words[:3]) <= texts


def test_a_timezone_of_one_year_names_the_most_frequent(full_map, style_of):
    network = full_map.network
    years = np.full(network.n_nodes, 2015)
    one = replace(full_map, network=network.with_columns(node={"first_year": years}))
    scene = draw_figure(one, "timezone", style=style_of(84))
    texts = {text.text for text in scene.texts}
    assert set(network.node_columns["keyword"][:5].tolist()) <= texts
