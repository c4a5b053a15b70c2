import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.draw.labels import place_labels

NODE = st.tuples(
    st.floats(-50, 450), st.floats(-50, 350), st.floats(2, 40), st.floats(9, 26), st.floats(5, 200)
)


def boxes_of(*nodes, most=400):
    columns = np.array(nodes, dtype=float).reshape(-1, 5).T
    return place_labels(*columns, 400, 300, most=most)


@given(st.lists(NODE, max_size=40))
def test_labels_lie_on_the_stage_and_never_overlap(nodes):
    boxes = boxes_of(*nodes)
    drawn = boxes[~np.isnan(boxes[:, 0])]
    assert (drawn[:, :2] >= 0).all()
    assert (drawn[:, 2] <= 400).all()
    assert (drawn[:, 3] <= 300).all()
    for i, (left, top, right, bottom) in enumerate(drawn):
        for other in drawn[:i]:
            assert left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom


@given(st.lists(NODE, min_size=2, max_size=20))
def test_a_label_never_covers_a_large_circle_that_came_before(nodes):
    boxes = boxes_of(*nodes)
    for i, (left, top, right, bottom) in enumerate(boxes):
        if np.isnan(left):
            continue
        for x, y, r, *_ in nodes[:i]:
            if r > 5:
                apart = (left >= x + 0.8 * r, x - 0.8 * r >= right)
                assert any(apart) or top >= y + 0.8 * r or y - 0.8 * r >= bottom


def test_a_large_circle_bears_its_label():
    left, top, right, bottom = boxes_of((200, 150, 24, 20, 80))[0]
    assert (left + right) / 2 == 200
    assert (top + bottom) / 2 == 150
    assert right - left == 84
    assert bottom - top == pytest.approx(1.16 * 20)


def test_a_small_circle_tries_below_right_above_and_left():
    def direction(*before):
        left, top, right, bottom = boxes_of(*before, (200, 150, 4, 10, 60))[-1]
        return round((left + right) / 2 - 200), round((top + bottom) / 2 - 150)

    below, right, above = (200, 175, 20, 10, 10), (255, 150, 20, 10, 10), (200, 125, 20, 10, 10)
    assert direction() == (0, 11)
    assert direction(below) == (38, 0)
    assert direction(below, right) == (0, -11)
    assert direction(below, right, above) == (-38, 0)


def test_a_keyword_without_a_free_place_gets_no_label():
    assert np.isnan(boxes_of((200, 150, 20, 20, 500))).all()
    assert np.isnan(boxes_of((200, 150, 90, 20, 80), (210, 150, 4, 10, 60))[1]).all()


def test_a_large_keyword_keeps_its_label_beside_smaller_neighbours():
    boxes = boxes_of((200, 150, 30, 20, 60), (215, 150, 25, 18, 60), (190, 160, 20, 16, 50))
    assert not np.isnan(boxes[0, 0])


def test_no_more_labels_than_allowed():
    nodes = [(50 * (i % 8), 30 * (i // 8), 3, 10, 20) for i in range(64)]
    assert (~np.isnan(boxes_of(*nodes, most=7)[:, 0])).sum() == 7


def test_no_keywords_give_no_boxes():
    assert boxes_of().shape == (0, 4)
