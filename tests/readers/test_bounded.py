"""Limits as they are named in a call: the last of a name counts, and what is wrong is told."""

import pytest

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.readers.bounded import LIMITS, Limits, changed_limits, limits_of


def test_limits_are_named_with_units_and_the_last_of_a_name_counts():
    found = limits_of(["keyword-length=9", " record_bytes = 2m ", "keyword_length=1K"])
    assert (found.keyword_length, found.record_bytes) == (1024, 2 << 20)
    assert set(changed_limits(found)) == {"keyword_length=1024", f"record_bytes={2 << 20}"}
    assert limits_of([]) == Limits()


def test_limits_stand_where_users_were_told():
    told = "file_bytes=2G member_bytes=512M archive_bytes=2G archive_ratio=200 record_bytes=8M"
    told += " archive_members=10000 keyword_length=500 keywords_per_record=1000"
    told += " network_bytes=256M network_nodes=100000 network_links=5000000"
    assert limits_of(told.split()) == Limits()
    assert len(told.split()) == len(LIMITS)


@pytest.mark.parametrize("limit", ["keyword_length", "keyword_length=0", "keyword_length=-1"])
def test_a_number_that_is_none_is_told_with_an_example(limit):
    with pytest.raises(CallError, match=r"NAME=N with N from 1, as keyword_length=1000"):
        limits_of([limit])


def test_a_limit_that_does_not_exist_is_told_with_those_that_do():
    with pytest.raises(UnknownChoiceError) as told:
        limits_of(["patience=3"])
    assert all(name in str(told.value) for name in LIMITS)
