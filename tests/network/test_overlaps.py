import itertools
from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cooccur.network.overlaps import database_overlap

NAMES = ("CNKI", "Scopus", "WOS")


def overlap(rows, names=NAMES):
    member = np.array(rows, dtype=bool).reshape(-1, len(names))
    network = SimpleNamespace(corpus=SimpleNamespace(databases=names, in_database=member))
    table = database_overlap(network)
    return table and list(zip(*(table[name].tolist() for name in table), strict=True))


def test_every_database_every_pair_and_every_combination_that_occurs_is_a_row():
    rows = [(1, 0, 0)] * 3 + [(0, 1, 1)] * 2 + [(1, 1, 1)]
    assert overlap(rows) == [
        ("CNKI", 1, 3, 4, 1.0),
        ("Scopus", 1, 0, 3, 1.0),
        ("WOS", 1, 0, 3, 1.0),
        ("Scopus; WOS", 2, 2, 3, 1.0),
        ("CNKI; Scopus", 2, 0, 1, round(1 / 6, 10)),
        ("CNKI; WOS", 2, 0, 1, round(1 / 6, 10)),
        ("CNKI; Scopus; WOS", 3, 1, 1, round(1 / 6, 10)),
    ]


def test_one_database_has_nothing_in_common():
    assert overlap([(1,)], ("WOS",)) is None


MEMBERS = st.lists(st.sampled_from(list(itertools.product((0, 1), repeat=3))[1:]), min_size=1)


@given(MEMBERS)
def test_combinations_part_the_records(rows):
    found = overlap(rows)
    assert sum(row[2] for row in found) == len(rows)
    for text, size, exact, shared, share in found:
        chosen = [NAMES.index(name) for name in text.split("; ")]
        assert size == len(chosen)
        assert shared == sum(all(row[k] for k in chosen) for row in rows)
        either = sum(any(row[k] for k in chosen) for row in rows)
        assert exact <= shared <= either
        assert share == (round(shared / either, 10) if either else 0.0)
