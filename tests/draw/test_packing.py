import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.packing import Frame, need, pack

SIZES = st.lists(st.tuples(st.floats(10, 300), st.floats(10, 200)), min_size=1, max_size=30)


def overlap(one, other):
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 1e-6 and down > 1e-6


@given(SIZES, st.booleans())
def test_frames_lie_on_the_stage_and_never_overlap(sizes, dominated):
    needs = np.array(sorted(sizes, key=lambda size: -size[0] * size[1]))
    if dominated:
        needs[0] *= 40
    frames = pack(needs, 1002, 660, small=0.4)
    assert len(frames) == len(sizes)
    for i, frame in enumerate(frames):
        assert frame.left >= -1e-6
        assert frame.top >= -1e-6
        assert frame.left + frame.width <= 1002 + 1e-6
        assert frame.top + frame.height <= 660 + 1e-6
        assert min(frame.width, frame.height) > 0
        assert not any(overlap(frame, other) for other in frames[:i])


def test_one_component_has_the_whole_stage():
    assert pack(np.array([[50.0, 20.0]]), 1002, 660, small=0.4) == [Frame(0, 0, 1002, 660)]


def test_a_main_component_keeps_the_width_and_most_of_the_height():
    needs = np.array([[900.0, 500.0]] + [[90.0, 24.0]] * 5)
    main, *others = pack(needs, 1002, 660, small=0.4)
    assert main.width == 1002
    assert main.height > 590
    assert all(frame.top > main.height for frame in others)
    assert [frame.width for frame in others] == pytest.approx([90.0] * 5)


def test_many_small_components_shrink_and_never_take_more_than_their_share():
    needs = np.array([[900.0, 900.0]] + [[90.0, 24.0]] * 200)
    main, *others = pack(needs, 1002, 660, small=0.2)
    assert main.height > 0.7 * 660
    assert others[0].width < 90


def test_a_component_needs_room_for_its_widest_label():
    assert need(np.array([80.0]), np.array([20.0])) == (80, 20)
    wide, high = need(np.array([300.0, 20.0]), np.array([15.0, 15.0]))
    assert wide == 300
    assert wide * high == pytest.approx(2 * 15 * 320)


def test_an_inset_never_takes_more_than_half():
    assert Frame(10, 10, 100, 20).inset(40, 14) == Frame(35, 15, 50, 10)
