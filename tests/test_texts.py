"""Many texts at once: compared and put into order as Python does it one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cooccur.texts import Texts

# Words about as long as the parts that they are compared by, of every length in UTF-8.
SOME = st.text("ab\0é信\ud800\ue000\U00020000", max_size=3)
LONG = st.builds(lambda text, n: text + "x" * n, SOME, st.sampled_from([0, 5, 6, 7, 8, 13, 16]))
LISTS = st.lists(st.builds(lambda a, b: a + b, LONG, SOME), max_size=12)


@given(LISTS)
def test_the_order_is_that_of_code_points(texts):
    order, is_new = Texts(texts).ordered()
    assert order.tolist() == sorted(range(len(texts)), key=texts.__getitem__)
    found = [texts[row] for row in order]
    assert is_new.tolist() == [n == 0 or found[n - 1] != found[n] for n in range(len(found))]


@given(LISTS, st.data())
def test_a_text_is_the_same_only_as_itself(texts, data):
    others = data.draw(st.lists(st.sampled_from([*texts, ""]), min_size=1))
    rows = data.draw(
        st.lists(st.integers(0, len(others) - 1), min_size=len(texts), max_size=len(texts))
    )
    same = Texts(texts).same_as(Texts(others), np.array(rows, dtype=np.int64))
    expected = [text == others[row] for text, row in zip(texts, rows, strict=True)]
    assert same.tolist() == expected


@given(LISTS)
def test_texts_come_back_and_equal_ones_have_one_hash(texts):
    held = Texts(texts)
    assert held.chosen(np.arange(len(held))) == texts
    assert len(set(held.hashes().tolist())) == len(set(texts))


def test_texts_that_are_bytes_already_are_the_same():
    texts = ["b", "", "信"]
    assert Texts(texts, data="b\0\0信\0".encode()).chosen(np.arange(3)) == texts
    assert len(Texts([], data=b"")) == 0
    assert Texts([""], data=b"\0").chosen(np.arange(1)) == [""]
