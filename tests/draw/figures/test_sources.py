from dataclasses import replace

import numpy as np
import pytest

from cooccur.draw.figures.sources import AT_MOST, sources_figure
from cooccur.draw.figures.style import POINTS_PER_MM, FigureStyle
from cooccur.errors import DataError
from cooccur.model import Columns
from cooccur.scene import Disc, Rect, Text


def with_overlap(knowledge_map, rows):
    columns = list(zip(*rows, strict=True))
    numbers = {
        name: np.array(column)
        for name, column in zip(("n_databases", "records", "shared"), columns[1:], strict=True)
    }
    table = Columns({"databases": list(columns[0]), **numbers})
    return replace(
        knowledge_map,
        network=knowledge_map.network.with_columns(tables={"database_overlap": table}),
    )


ROWS = [("WOS", 1, 5, 8), ("?", 1, 1, 4), ("?; WOS", 2, 3, 3)]


def test_every_combination_has_a_bar_and_its_number_and_every_database_its_name(example_map):
    scene = sources_figure(with_overlap(example_map, ROWS), style=FigureStyle())
    texts = [mark.text for mark in scene.marks if isinstance(mark, Text)]
    assert {"WOS", "Unknown", "8", "4", "5", "3", "1"} <= set(texts)
    # Three combinations of two databases.
    assert sum(isinstance(mark, Disc) for mark in scene.marks) == 3 * 2
    assert sum(isinstance(mark, Rect) for mark in scene.marks) == 3 + 2 + 1


def test_a_combination_without_records_of_its_own_is_not_drawn(example_map):
    rows = [("A", 1, 2, 2), ("B", 1, 0, 1), ("A; B", 2, 1, 1)]
    scene = sources_figure(with_overlap(example_map, rows), style=FigureStyle())
    assert sum(isinstance(mark, Disc) for mark in scene.marks) == 2 * 2


@pytest.mark.parametrize("millimetres", [40, 84, 174])
def test_everything_stays_on_the_sheet(example_map, millimetres):
    names = [f"Database {k}" for k in range(8)]
    rows = [(name, 1, 9, 99_000 - k) for k, name in enumerate(names)]
    rows += [
        (f"{a}; {b}", 2, 10 * k + 1, 20)
        for k, (a, b) in enumerate((a, b) for a in names for b in names if a < b)
    ]
    style = FigureStyle(width=millimetres * POINTS_PER_MM)
    scene = sources_figure(with_overlap(example_map, rows), style=style)
    for mark in scene.marks:
        if isinstance(mark, Rect):
            assert -0.01 <= mark.x <= mark.x + mark.width <= style.width + 0.01
            assert mark.y >= 0
        if isinstance(mark, Disc):
            assert 0 <= mark.centre[0] <= style.width
    discs = sum(isinstance(mark, Disc) for mark in scene.marks)
    n = AT_MOST if millimetres > 84 else discs // len(names)
    assert 0 < discs == n * len(names)


def test_one_database_has_no_figure(example_map):
    network = example_map.network
    tables = {k: v for k, v in network.tables.items() if k != "database_overlap"}
    with pytest.raises(DataError, match="one database"):
        sources_figure(
            replace(example_map, network=replace(network, tables=tables)), style=FigureStyle()
        )


@pytest.mark.parametrize("millimetres", [50, 84, 174])
def test_few_combinations_fill_the_width_too(example_map, millimetres):
    style = FigureStyle(width=millimetres * POINTS_PER_MM)
    scene = sources_figure(with_overlap(example_map, ROWS), style=style)
    bars = [mark for mark in scene.marks if isinstance(mark, Rect) and mark.round == 0.8]
    step = bars[1].x - bars[0].x
    assert bars[-1].x + bars[-1].width / 2 + step / 2 == pytest.approx(style.width - 6)
