import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.appearance import GREY, PALETTES, colour_of
from cooccur.draw.staying import continued_colours, is_enough, stay
from cooccur.draw.vos import vos_layout
from cooccur.model import EarlierMap

NONE = np.zeros(0, dtype=np.int64)


def earlier_colours(numbers, colours, palette="cooccur"):
    place = np.zeros(0)
    return EarlierMap(
        keywords=(),
        keys=(),
        occurrences=NONE,
        cluster=NONE,
        numbers=np.array(numbers),
        labels=("",) * len(numbers),
        colours=tuple(colours),
        x=place,
        y=place,
        shown_x=place,
        shown_y=place,
        source=NONE,
        target=NONE,
        n_links=0,
        counts="",
        n_records=0,
        rule={"palette": palette},
    )


@pytest.fixture
def two_groups():
    """Two cliques of four with one link between them."""
    ends = [(a, b) for a in range(4) for b in range(a)]
    ends += [(a + 4, b + 4) for a, b in ends] + [(4, 0)]
    source, target = (np.array(column) for column in zip(*ends, strict=True))
    return target, source, np.ones(len(ends))


def test_what_was_there_stays_exactly_where_it_was(two_groups):
    source, target, weight = two_groups
    layout = np.round(vos_layout(8, source, target, weight), 4)
    place = np.array([3, 0, 1, 2, -1, 4, 5, 6])
    found = stay(layout[:7], place, source, target, weight)
    np.testing.assert_array_equal(found[place >= 0], layout[:7][place[place >= 0]])


def test_a_new_keyword_stands_among_those_that_it_is_linked_to(two_groups):
    source, target, weight = two_groups
    layout = vos_layout(8, source, target, weight)
    found = stay(layout, np.arange(8), source, target, weight)
    np.testing.assert_array_equal(found, np.round(layout, 4))
    place = np.where(np.arange(8) == 6, -1, np.arange(8))
    point = stay(layout, place, source, target, weight)[6]
    own, far = layout[[4, 5, 7]].mean(axis=0), layout[:4].mean(axis=0)
    assert np.hypot(*(point - own)) < 0.5 * np.hypot(*(point - far))


def test_new_keywords_alike_or_without_a_link_get_places_of_their_own(two_groups):
    source, target, weight = two_groups
    layout = vos_layout(8, source, target, weight)
    # 8 and 9 have the same one link, 10 has none.
    source, target = np.append(source, [0, 0]), np.append(target, [8, 9])
    place = np.append(np.arange(8), [-1, -1, -1])
    found = stay(layout, place, source, target, np.append(weight, [1.0, 1.0]))
    assert np.isfinite(found).all()
    assert len(np.unique(found, axis=0)) == 11


def test_half_of_the_keywords_is_enough_to_go_on():
    assert is_enough(np.array([0, 1, 2, -1, -1, -1]))
    assert not is_enough(np.array([0, 1, 2, -1, -1, -1, -1]))
    assert not is_enough(np.array([0, 1]))
    assert not is_enough(NONE)


@given(st.sets(st.integers(0, 30), min_size=1), st.sets(st.integers(0, 30), min_size=1))
def test_clusters_keep_their_colours_and_new_ones_take_unused_ones(were, now):
    earlier = earlier_colours(sorted(were), [colour_of(number) for number in sorted(were)])
    found = continued_colours(np.array(sorted(now)), earlier, "cooccur")
    assert found.keys() == now
    assert all(found[number] == colour_of(number) for number in now & were)
    fresh = [found[number] for number in sorted(now - were) if found[number] != GREY]
    assert len(set(fresh)) == len(fresh)
    assert not {*fresh} & {found[number] for number in now & were}


def test_colours_of_what_is_gone_come_after_those_that_were_not_used():
    colours = PALETTES["cooccur"].colours
    earlier = earlier_colours([0, 1, 2], colours[:3])
    found = continued_colours(np.array([1, 3, 4, 5, 6, 7, 8, 9]), earlier, "cooccur")
    assert [found[number] for number in (3, 4, 5, 6, 7)] == list(colours[3:])
    assert (found[8], found[9], found[1]) == (colours[0], colours[2], colours[1])


def test_another_palette_colours_by_the_numbers():
    earlier = earlier_colours([0, 4], ["#111111", "#222222"])
    found = continued_colours(np.array([0, 4]), earlier, "vos")
    assert found == {0: colour_of(0, "vos"), 4: colour_of(4, "vos")}
