"""Circles as pies of databases: shares, sectors, colours."""

import math
from dataclasses import replace

import numpy as np
import pytest

from cooccur.draw.appearance import GREY
from cooccur.draw.figure import draw_figure
from cooccur.draw.figures.pies import COLOURS, Pies, Shares, filling_of
from cooccur.draw.figures.rings import Rings
from cooccur.draw.figures.sheet import Sheet
from cooccur.scene import Disc, Path


def from_databases(knowledge_map, names, *, twice=()):
    """The map with records from these databases in turn; some from all of them."""
    network = knowledge_map.network
    corpus = network.corpus
    n = len(corpus)
    own = np.array([names[row % len(names)] for row in range(n)], dtype=object)
    pieces = corpus.piece_columns.take(np.arange(n))
    pieces = pieces.with_columns(record=np.arange(n), database=own)
    if len(twice):
        record = np.concatenate([np.arange(n), np.repeat(twice, len(names) - 1)])
        other = [name for row in twice for name in names if name != own[row]]
        rows = np.concatenate([np.arange(n), np.repeat(twice, len(names) - 1)])
        pieces = pieces.take(rows).with_columns(
            record=record, database=np.array([*own, *other], dtype=object)
        )
    columns = corpus.record_columns.with_columns(database=own)
    corpus = replace(corpus, record_columns=columns, piece_columns=pieces)
    return replace(knowledge_map, network=replace(network, corpus=corpus))


def test_a_record_of_several_databases_counts_in_equal_parts(example_map):
    names = ("CNKI", "Scopus", "WOS")
    network = from_databases(example_map, names, twice=[0, 1, 2, 3, 4]).network
    shares = Shares(network)
    counts = np.bincount(network.incidence.indices, minlength=network.n_nodes)
    assert shares.parts.sum(axis=1) == pytest.approx(counts)
    assert (shares.occurrences >= np.floor(shares.parts)).all()
    for place, name in enumerate(shares.databases):
        held = network.corpus.in_database[:, network.corpus.databases.index(name)]
        assert shares.records[place] == held.sum()
        wanted = [held[network.records_of(node)].sum() for node in range(network.n_nodes)]
        assert shares.occurrences[:, place].tolist() == wanted
    assert sorted(shares.records, reverse=True) == list(shares.records)


def test_sectors_go_once_around_and_are_as_wide_as_their_share(example_map, style_of):
    pies = Pies(from_databases(example_map, ("CNKI", "Scopus", "WOS")).network)
    sheet = Sheet(style_of(174))
    pies.draw(sheet, 0, (10.0, 20.0), 8.0)
    parts = pies.shares.parts[0]
    widths = []
    for mark in sheet.marks:
        assert isinstance(mark, Path)
        (_, (start,)), *curves = mark.commands[1:-1]
        end = curves[-1][1][-1]
        points = [start, *(point for _, (*_, point) in curves)]
        assert all(math.dist(point, (10, 20)) == pytest.approx(8) for point in points)
        angles = [math.atan2(y - 20, x - 10) for x, y in (start, end)]
        widths.append((angles[1] - angles[0]) % math.tau / math.tau)
    assert widths == pytest.approx((parts / parts.sum())[parts > 0].tolist())
    assert sheet.marks[0].commands[1][1][0] == pytest.approx((10.0, 12.0))


def test_a_keyword_of_one_database_is_a_disc_in_its_colour(example_map, style_of):
    network = from_databases(example_map, ("CNKI", "WOS")).network
    pies = Pies(network)
    object.__setattr__(pies.shares, "parts", np.array([[0.0, 3.0]]))
    sheet = Sheet(style_of(84))
    pies.draw(sheet, 0, (0.0, 0.0), 5.0)
    assert [(type(mark), mark.fill) for mark in sheet.marks] == [(Disc, COLOURS[1])]


@pytest.mark.parametrize("view", ["network", "overlay", "timeline", "timezone"])
def test_pies_are_drawn_and_their_databases_named(example_map, style_of, view):
    knowledge_map = from_databases(example_map, ("CNKI", "?", "WOS"))
    scene = draw_figure(knowledge_map, view, style=style_of(174, node_style="sources"))
    fills = {mark.fill for mark in scene.marks if isinstance(mark, Path)}
    assert set(COLOURS[:3]) <= fills
    texts = {text.text for text in scene.texts}
    assert {"CNKI", "Unknown", "WOS", "Databases"} <= texts


def test_one_database_gives_plain_discs(example_map, style_of):
    knowledge_map = from_databases(example_map, ("WOS",))
    discs, pies = (
        draw_figure(knowledge_map, "network", style=style_of(174, node_style=name))
        for name in ("discs", "sources")
    )
    assert discs == pies


def test_rings_need_years_and_pies_several_databases(example_map, style_of):
    network = from_databases(example_map, ("WOS", "CNKI")).network
    assert isinstance(filling_of(network, style_of(174, node_style="sources")), Pies)
    assert isinstance(filling_of(network, style_of(174, node_style="rings")), Rings)
    assert filling_of(network, style_of(174)) is None


def test_more_databases_than_colours_share_grey(example_map):
    names = tuple(f"Base {number}" for number in range(8))
    shares = Shares(from_databases(example_map, names).network)
    assert shares.colours == (*COLOURS, GREY.lower(), GREY.lower())
