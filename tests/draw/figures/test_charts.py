import numpy as np
import pytest

from cooccur.draw.figure import draw_figure
from cooccur.draw.figures.alluvial import flows_between, ordered, stacked
from cooccur.draw.figures.style import round_step, round_ticks, written
from cooccur.model import Columns
from cooccur.network.bursts import strongest_bursts
from cooccur.scene import Rect


def test_the_table_of_bursts_has_the_strongest_by_their_begin(example_map, style_of):
    scene = draw_figure(example_map, "bursts", style=style_of(174))
    table = strongest_bursts(example_map.network, top=25)
    words = example_map.network.node_columns["keyword"][table["node"]].tolist()
    texts = [text.text for text in scene.texts]
    assert [text for text in texts if text in set(words)] == words
    assert "Top 25 keywords with the strongest citation bursts" in texts


def test_a_burst_is_red_from_its_begin_to_its_end(example_map, style_of):
    scene = draw_figure(example_map, "bursts", style=style_of(174))
    red = [m for m in scene.marks if isinstance(m, Rect) and m.fill == "#d7263d"]
    table = strongest_bursts(example_map.network, top=25)
    assert len(red) == int((table["end"] - table["begin"] + 1).sum())


def test_the_bars_of_years_are_as_high_as_their_records(example_map, style_of):
    scene = draw_figure(example_map, "years", style=style_of(174))
    records = example_map.network.tables["years"]["records"]
    bars = [m for m in scene.marks if isinstance(m, Rect)][1:]
    heights = np.array([bar.height for bar in bars])
    assert len(bars) == len(records)
    assert heights / heights.max() == pytest.approx(records / records.max())


def test_growth_is_the_mean_annual_one(example_map, style_of):
    table = example_map.network.tables["years"]
    first, last = table["records"][0], table["records"][-1]
    growth = 100 * ((last / first) ** (1 / (len(table["year"]) - 1)) - 1)
    texts = [text.text for text in draw_figure(example_map, "years", style=style_of(174)).texts]
    assert any(text.endswith(f"{growth:.1f} %") for text in texts)


def test_every_theme_is_named(example_map, style_of):
    for width in (84, 174):
        scene = draw_figure(example_map, "themes", style=style_of(width))
        named = {text.text.split()[0] for text in scene.texts if text.text.startswith("#")}
        assert named == {f"#{n}" for n in example_map.network.tables["themes"]["cluster"].tolist()}


THEMES = Columns({"period": [0, 0, 1, 1], "occurrences": [9, 5, 8, 4], "size": [3, 2, 3, 2]})
BANDS = Columns(
    {
        "source": [0, 1],
        "target": [3, 2],
        "shared": [2, 2],
        "inclusion": [1.0, 1.0],
        "solid": [True, False],
    }
)


def test_themes_are_ordered_so_that_bands_do_not_cross():
    first, second = ordered(THEMES, BANDS)
    assert (first.index(0) < first.index(1)) == (second.index(3) < second.index(2))


def test_bars_of_all_periods_have_one_scale():
    bars = stacked([[0, 1], [2, 3]], [90, 50, 80, 40], 0.0, 300.0)
    heights = np.array([bars[theme].height for theme in range(4)])
    assert heights / heights[0] == pytest.approx(np.array([90, 50, 80, 40]) / 90)


def test_a_band_takes_the_share_of_its_keywords_of_each_bar():
    bars = stacked([[0, 1], [2, 3]], [90, 50, 80, 40], 0.0, 300.0)
    flow = flows_between(bars, BANDS, THEMES["size"].tolist())[0]
    assert flow.start[1] - flow.start[0] == pytest.approx(bars[0].height * 2 / 3)
    assert flow.end[1] - flow.end[0] == pytest.approx(bars[3].height)


@pytest.mark.parametrize(("length", "most", "step"), [(18, 6, 5), (7, 10, 1), (100, 5, 20)])
def test_a_round_step_is_one_two_or_five(length, most, step):
    assert round_step(length, most) == step


def test_ticks_are_multiples_of_a_round_step():
    assert round_ticks(3, 21, 5) == [5, 10, 15, 20]


def test_a_colour_for_letters_stands_out_from_white():
    assert written("#B1A90C") != "#b1a90c"
    assert written("#1d2433") == "#1d2433"
