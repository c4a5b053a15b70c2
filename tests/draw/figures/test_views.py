"""What holds for every figure, at the width of one column and of two."""

from dataclasses import replace

import pytest

from cooccur.draw.figure import FIGURES, draw_figure
from cooccur.draw.figures.style import LARGEST_HEIGHT, SMALLEST
from cooccur.errors import DataError, UnknownChoiceError
from cooccur.model import Columns
from cooccur.scene import Disc, Path, Rect

VIEWS = sorted(FIGURES)
WIDTHS = (84, 174)


@pytest.fixture(scope="module")
def drawn(full_map, style_of):
    """Every figure at both widths."""
    found = {}
    for view in VIEWS:
        for width in WIDTHS:
            style = style_of(width)
            found[view, width] = draw_figure(full_map, view, style=style), style
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_text_is_smaller_than_six_points(drawn, view, width):
    scene, _ = drawn[view, width]
    assert scene.texts
    assert min(text.size for text in scene.texts) >= SMALLEST


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_text_lies_on_another(drawn, boxes_of, view, width):
    boxes = boxes_of(*drawn[view, width])
    texts = drawn[view, width][0].texts
    for i, (left, top, right, bottom) in enumerate(boxes):
        for j, other in enumerate(boxes[:i]):
            beside = left >= other[2] - 0.1 or other[0] >= right - 0.1
            # Lines under each other may share what letters leave free of their line.
            over = top >= other[3] - 1.2 or other[1] >= bottom - 1.2
            assert beside or over, (texts[i].text, texts[j].text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_at_the_edge(drawn, boxes_of, view, width):
    scene, style = drawn[view, width]
    boxes = boxes_of(scene, style)
    for mark in scene.marks:
        if isinstance(mark, Disc):
            (x, y), r = mark.centre, mark.radius + mark.stroke_width / 2
            boxes.append((x - r, y - r, x + r, y + r))
        elif isinstance(mark, Rect):
            boxes.append((mark.x, mark.y, mark.x + mark.width, mark.y + mark.height))
        elif isinstance(mark, Path):
            points = [point for _, step in mark.commands for point in (step[-1:] if step else ())]
            boxes.append(
                (*map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True)))
            )
    for left, top, right, bottom in boxes:
        assert left >= -0.05
        assert top >= -0.05
        assert right <= scene.width + 0.05
        assert bottom <= scene.height + 0.05


@pytest.mark.parametrize("view", VIEWS)
def test_a_figure_has_the_width_asked_for_and_fits_on_a_page(drawn, view):
    for width in WIDTHS:
        scene, style = drawn[view, width]
        assert scene.width == style.width
        assert 0 < scene.height <= LARGEST_HEIGHT


def test_one_column_shows_fewer_labels_of_the_network_not_smaller_ones(drawn):
    narrow, wide = drawn["network", 84][0].texts, drawn["network", 174][0].texts
    assert len(narrow) < len(wide)
    assert min(text.size for text in narrow) == min(text.size for text in wide)


@pytest.mark.parametrize("view", VIEWS)
def test_a_figure_is_the_same_when_it_is_drawn_again(drawn, full_map, view):
    scene, style = drawn[view, 84]
    again = draw_figure(full_map, view, style=style)
    assert again.texts == scene.texts
    assert len(again.marks) == len(scene.marks)


@pytest.mark.parametrize("view", VIEWS)
def test_a_figure_is_as_high_as_asked_for(full_map, style_of, view):
    scene = draw_figure(full_map, view, style=style_of(174, height=400.0))
    assert scene.height == pytest.approx(400.0, abs=0.1)


@pytest.mark.parametrize("view", VIEWS)
def test_a_figure_of_a_chinese_map_has_chinese_words(full_map, style_of, view):
    scene = draw_figure(full_map, view, style=style_of(174, language="zh"))
    english = {text.text for text in draw_figure(full_map, view, style=style_of(174)).texts}
    assert {text.text for text in scene.texts} - english


@pytest.mark.parametrize(
    ("view", "table"),
    [
        ("themes", "themes"),
        ("evolution", "period_themes"),
        ("bursts", "bursts"),
        ("years", "years"),
        ("trends", "trends"),
        ("structure", "structure"),
        ("changes", "cluster_changes"),
    ],
)
def test_a_view_without_data_says_what_is_missing(full_map, style_of, view, table):
    empty = full_map.network.tables[table].take([])
    for tables in ({}, {**full_map.network.tables, table: empty}):
        bare = replace(full_map, network=replace(full_map.network, tables=tables))
        with pytest.raises(DataError, match="choose another --view"):
            draw_figure(bare, view, style=style_of(174))


@pytest.mark.parametrize("view", ["overlay", "timeline", "timezone"])
def test_a_view_of_years_needs_years(example_map, style_of, view):
    nodes = example_map.network.node_columns
    kept = Columns({n: v for n, v in nodes.items() if n not in {"mean_year", "first_year"}})
    bare = replace(example_map, network=replace(example_map.network, node_columns=kept))
    with pytest.raises(DataError, match="year"):
        draw_figure(bare, view, style=style_of(174))


def test_an_unknown_view_names_those_that_exist(example_map, style_of):
    with pytest.raises(UnknownChoiceError, match="timeline"):
        draw_figure(example_map, "tables", style=style_of(174))


def test_rings_are_discs_one_in_another_with_red_years(example_map, style_of):
    scene = draw_figure(example_map, "network", style=style_of(174, node_style="rings"))
    discs = [mark for mark in scene.marks if isinstance(mark, Disc)]
    assert len(discs) > 3 * example_map.network.n_nodes
    assert any(disc.fill == "#d62728" for disc in discs)
