import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cooccur.network.changes import GROWTH, LEAST, MEMBERS, MERGED, SPLIT, changes_between
from cooccur.network.continuing import match_clusters

KEYS = [f"k{place:02d}" for place in range(12)]
ONE = st.dictionaries(st.sampled_from(KEYS), st.tuples(st.integers(0, 3), st.integers(1, 30)))
MAPS = st.tuples(ONE.filter(len), ONE.filter(len))


def mapped(make_earlier, words):
    # As in any map the most frequent come first.
    order = sorted(words, key=lambda key: (-words[key][1], key))
    clusters, occurrences = zip(*(words[key] for key in order), strict=True)
    return make_earlier(order, list(clusters), occurrences=list(occurrences))


def rows_of(columns):
    return [
        dict(zip(columns, row, strict=True))
        for row in zip(*(values.tolist() for values in columns.values()), strict=True)
    ]


def pairs_of(old, new):
    both = sorted(old.keys() & new.keys())
    one, other = (np.array([words[key][0] for key in both], int) for words in (old, new))
    return match_clusters(one, other, np.array([float(old[key][1]) for key in both]))


@given(MAPS)
def test_every_keyword_has_the_change_that_it_had(make_earlier, maps):
    old, new = maps
    pairs = pairs_of(old, new)
    found = {
        row["keyword"]: row
        for row in rows_of(
            changes_between(*(mapped(make_earlier, words) for words in maps)).keywords
        )
    }
    assert found.keys() == old.keys() | new.keys()
    for key, row in found.items():
        if key not in old or key not in new:
            assert row["change"] == ("new" if key in new else "gone")
            continue
        (was, before), (now, after) = old[key], new[key]
        change = "steady"
        if abs(after - before) >= LEAST:
            if after >= before * GROWTH:
                change = "grown"
            if before >= after * GROWTH:
                change = "shrunk"
        assert (row["change"], row["occurrences"], row["earlier_occurrences"]) == (
            change,
            after,
            before,
        )
        assert row["rank"] == 1 + sum(other > after for _, other in new.values())
        together = {}
        for other, (group, _) in old.items():
            if group == was and other in new:
                together[new[other][0]] = together.get(new[other][0], 0) + 1
        home = pairs.get(was, min(together, key=lambda group: (-together[group], group)))
        assert row["moved"] == (home != now)


@given(MAPS)
def test_every_cluster_has_the_fate_that_it_had(make_earlier, maps):
    old, new = maps
    pairs = pairs_of(old, new)

    def members(words, number):
        return {key for key, (group, _) in words.items() if group == number}

    def parts(number):
        """How the keywords of an earlier cluster that are left are parted now."""
        left = members(old, number) & new.keys()
        groups = {new[key][0] for key in left}
        return {group: len(left & members(new, group)) for group in groups}, len(left)

    rows = rows_of(changes_between(*(mapped(make_earlier, words) for words in maps)).clusters)
    assert {(r["earlier_cluster"], r["cluster"]) for r in rows if r["change"] == "survived"} == {
        *pairs.items()
    }
    assert {r["cluster"] for r in rows} - {-1} == {group for group, _ in new.values()}
    assert {r["earlier_cluster"] for r in rows} - {-1} == {group for group, _ in old.values()}
    for row in rows:
        was, now = row["earlier_cluster"], row["cluster"]
        assert row["shared"] == len(members(old, was) & members(new, now))
        split, merged = [], []
        if was >= 0:
            found, left = parts(was)
            split = [g for g, n in sorted(found.items()) if n >= MEMBERS and n / left >= SPLIT]
        if now >= 0:
            for number in sorted({group for group, _ in old.values()}):
                found, left = parts(number)
                part = found.get(now, 0)
                merged += [number] * (part >= MEMBERS and part / left > MERGED)
        assert row["split_into"] == "; ".join(map(str, split)) * (len(split) > 1)
        assert row["merged_from"] == "; ".join(map(str, merged)) * (len(merged) > 1)


@given(ONE.filter(len))
def test_nothing_changed_between_a_map_and_itself(make_earlier, words):
    one = mapped(make_earlier, words)
    found = changes_between(one, one)
    assert set(found.keywords["change"]) == {"steady"}
    assert set(found.clusters["change"]) == {"survived"}
    assert found.counts()["keywords"]["moved"] == 0
    assert not any(found.clusters["split_into"]) or not any(found.clusters["merged_from"])


def test_more_records_alone_make_no_keyword_grow(make_earlier):
    old = mapped(make_earlier, {"a": (0, 20), "b": (0, 10)})
    new = mapped(make_earlier, {"a": (0, 40), "b": (0, 30)})
    assert changes_between(old, new).keywords["change"].tolist() == ["grown", "grown"]
    doubled = make_earlier(["a", "b"], [0, 0], occurrences=[40, 30])
    object.__setattr__(doubled, "n_records", 200)
    assert changes_between(old, doubled).keywords["change"].tolist() == ["steady", "grown"]


def linked(make_earlier, keys, links):
    one = make_earlier(keys, [0] * len(keys))
    source, target = (np.array(ends, dtype=np.int64) for ends in zip(*links, strict=True))
    for name, value in (("source", source), ("target", target), ("n_links", len(links))):
        object.__setattr__(one, name, value)
    return one


def test_links_are_counted_between_keywords_of_both_maps(make_earlier):
    old = linked(make_earlier, ["a", "b", "c", "gone"], [(0, 1), (0, 2), (1, 3)])
    # The order of the keywords is another one: the ends of links are turned.
    new = linked(make_earlier, ["b", "a", "c", "new"], [(0, 1), (0, 2), (0, 3)])
    found = changes_between(old, new).counts()["links"]
    assert found == {"links": 3, "earlier_links": 3, "kept": 1, "new": 1, "gone": 1}


def test_links_of_pages_that_hold_only_the_strongest_are_not_compared(make_earlier):
    old = linked(make_earlier, ["a", "b", "c"], [(0, 1), (0, 2)])
    object.__setattr__(old, "n_links", 3)
    assert changes_between(old, old).counts()["links"]["new"] is None
