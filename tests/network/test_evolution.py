"""Thematic evolution: planted themes that split, stay and die, and tables counted by hand."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.errors import CallError, UnknownChoiceError
from cooccur.network.clusters import CLUSTERINGS
from cooccur.network.cooccurrence import cooccurrence
from cooccur.network.evolution import evolve

TABLES = ("periods", "period_themes", "theme_keywords", "evolution", "overlap")
corpora = st.lists(
    st.tuples(st.lists(st.sampled_from("ABCDEFGH"), max_size=4), st.integers(2000, 2005)),
    min_size=1,
    max_size=40,
)
CUTS = "2002,2004"

# abcdef splits into abc and def, xyz dies, uv stays, new words come.
EARLY = [*["abcdef"] * 4, "ab", *["xyz"] * 3, *["uv"] * 3]
LATE = [*["abc"] * 4, "ab", *["def"] * 3, "de", *["uv"] * 3, *["pq"] * 2]


def evolved(corpus, **options):
    return evolve(cooccurrence(corpus, min_occurrences=1), **options)


def planted(make_corpus, *middle):
    """Records of 2000, of the years after it, and of 2010."""
    rows = [(row, 2000) for row in EARLY] + [*middle] + [(row, 2010) for row in LATE]
    return make_corpus([row for row, _ in rows], years=[year for _, year in rows])


def themes(network):
    """Period and keywords of every theme, by its number."""
    names = network.node_columns["keyword"]
    table, keywords = network.tables["period_themes"], network.tables["theme_keywords"]
    members = [
        "".join(sorted(names[keywords["node"][keywords["theme"] == theme]]))
        for theme in table["theme"]
    ]
    return list(zip(table["period"].tolist(), members, strict=True))


def bands(network, *columns):
    """Bands between themes named by their keywords, with these columns."""
    table, members = network.tables["evolution"], [name for _, name in themes(network)]
    ends = ([members[t] for t in table[end]] for end in ("source", "target"))
    cells = zip(*(table[name].tolist() for name in columns), strict=True)
    pairs = zip(*ends, strict=True)
    return dict(zip(pairs, cells, strict=True))


def test_a_theme_splits_another_dies_and_a_third_stays(make_corpus):
    found = evolved(planted(make_corpus), periods="2005")
    assert themes(found) == [
        (0, "abcdef"),
        (0, "xyz"),
        (0, "uv"),
        (1, "abc"),
        (1, "def"),
        (1, "uv"),
        (1, "pq"),
    ]
    shares = bands(found, "inclusion", "stability", "weighted_inclusion", "shared", "solid")
    assert shares == {
        ("abcdef", "abc"): (1, 0.5, 1, 3, True),
        ("abcdef", "def"): (1, 0.5, 1, 3, True),
        ("uv", "uv"): (1, 1, 1, 2, True),
    }
    table = found.table("period_themes")
    assert table["keyword"].tolist() == ["a", "x", "u", "a", "d", "u", "p"]
    assert table["label"].tolist() == table["keyword"].tolist()
    assert table["occurrences"].tolist() == [26, 9, 6, 14, 11, 6, 4]
    # In the first period all indices are 16/20 with a or b at one end, 1 without, 25/25 for ab.
    assert table["density"][0] == pytest.approx(100 * (1 + 8 * 16 / 20 + 6) / 6)
    assert table["centrality"].tolist() == [0] * 7


def test_a_band_is_solid_where_the_name_of_one_theme_is_shared(make_corpus):
    def solid(early, late):
        corpus = make_corpus([early] * 2 + [late] * 2, years=[2000] * 2 + [2001] * 2)
        return evolved(corpus, periods="2").tables["evolution"]["solid"].tolist()

    # Of equals the first by key is the name.
    assert solid("abcd", "abef") == [True]
    assert solid("abcd", "bcde") == [True]
    assert solid("bcde", "abcd") == [True]
    assert solid("bcef", "defg") == [False]


def test_the_shares_of_the_worked_example(make_corpus):
    rows = [*["abcd"] * 2, *["cdefgh"] * 3]
    found = evolved(make_corpus(rows, years=[2000] * 2 + [2001] * 3), periods="2")
    shares = bands(found, "inclusion", "stability", "shared", "weighted_inclusion")
    # Two of four keywords, two of eight; 2 + 2 of the 8 occurrences of the first.
    assert shares == {("abcd", "cdefgh"): (0.5, 0.25, 2, 0.5)}


def test_only_bands_that_share_enough_are_kept(make_corpus):
    rows = [*["abcd"] * 2, *["defgh"] * 2]
    corpus = make_corpus(rows, years=[2000] * 2 + [2001] * 2)
    assert evolved(corpus, periods="2", inclusion=0.25).tables["evolution"].length == 1
    assert evolved(corpus, periods="2", inclusion=0.26).tables["evolution"].length == 0
    apart = make_corpus([*["ab"] * 2, *["cd"] * 2], years=[2000] * 2 + [2001] * 2)
    assert evolved(apart, periods="2", inclusion=0).tables["evolution"].length == 0


def test_a_period_without_themes_is_a_gap(make_corpus):
    # Records of the middle hold keywords, but none twice.
    found = evolved(planted(make_corpus, ("ax", 2005)), periods="2003,2007")
    periods = found.tables["periods"]
    assert periods["begin"].tolist() == [2000, 2003, 2007]
    assert periods["end"].tolist() == [2002, 2006, 2010]
    assert periods["records"].tolist() == [len(EARLY), 1, len(LATE)]
    assert periods["keywords"].tolist() == [11, 0, 10]
    assert {period for period, _ in themes(found)} == {0, 2}
    assert found.tables["evolution"].length == 0
    assert found.tables["overlap"]["kept"].tolist() == [0, 0, 0]
    empty = evolved(planted(make_corpus), periods="2003,2007")
    assert empty.tables["periods"]["records"].tolist() == [len(EARLY), 0, len(LATE)]


def test_the_overlap_tells_which_keywords_come_stay_and_go(make_corpus):
    table = evolved(planted(make_corpus), periods="2005").tables["overlap"]
    assert table["keywords"].tolist() == [11, 10]
    assert table["kept"].tolist() == [8, 0]
    assert table["lost"].tolist() == [3, 0]
    assert table["new"].tolist() == [0, 2]
    assert table["stability"][0] == pytest.approx(8 / 13)
    assert math.isnan(table["stability"][1])


def by_hand(found, records):
    """Bands, overlap and Callon's numbers, from the themes and records by loops over sets."""
    names = found.node_columns["keyword"].tolist()
    cuts = found.tables["periods"]
    spans = list(zip(cuts["begin"].tolist(), cuts["end"].tolist(), strict=True))
    rows = [[set(row) for row, year in records if a <= year <= b] for a, b in spans]
    held = [{k: sum(k in row for row in part) for k in names} for part in rows]
    words = [{k for k in names if counts[k] >= 2} for counts in held]
    groups = [(period, set(members)) for period, members in themes(found)]
    name_of = [names[node] for node in found.tables["period_themes"]["node"]]
    expected = []
    for (s, (p, u)), (t, (q, v)) in combinations(enumerate(groups), 2):
        both = u & v
        if q == p + 1 and both and len(both) / min(len(u), len(v)) >= 0.1:
            least = min(sum(held[p][k] for k in u), sum(held[q][k] for k in v))
            shared = sum(min(held[p][k], held[q][k]) for k in both) / least
            share = len(both) / min(len(u), len(v)), len(both) / len(u | v), shared
            expected.append((s, t, *share, len(both), bool({name_of[s], name_of[t]} & both)))
    return rows, held, words, groups, expected


@given(corpora)
def test_tables_are_those_counted_by_hand(make_corpus, records):
    corpus = make_corpus([row for row, _ in records], years=[year for _, year in records])
    found = evolved(corpus, periods=CUTS)
    rows, held, words, groups, expected = by_hand(found, records)
    table = found.tables["evolution"]
    assert [*zip(*(table[name].tolist() for name in table), strict=True)] == [
        pytest.approx(row, abs=1e-12) for row in expected
    ]
    overlap = found.tables["overlap"]
    assert overlap["keywords"].tolist() == [len(part) for part in words]
    for p in range(len(words) - 1):
        kept, lost = len(words[p] & words[p + 1]), len(words[p] - words[p + 1])
        both = len(words[p] | words[p + 1])
        assert (overlap["kept"][p], overlap["lost"][p]) == (kept, lost)
        assert overlap["new"][p + 1] == len(words[p + 1] - words[p])
        assert overlap["stability"][p] == pytest.approx(kept / both if both else 0)
    for row, (p, members) in enumerate(groups):
        table = {name: values[row] for name, values in found.tables["period_themes"].items()}
        assert members <= words[p]
        assert table["size"] == len(members) >= 2
        assert table["occurrences"] == sum(held[p][k] for k in members)
        others = set().union(*(g for q, g in groups if q == p)) - members
        density = sum(index(rows[p], held[p], a, b) for a, b in combinations(sorted(members), 2))
        centrality = sum(index(rows[p], held[p], a, b) for a in members for b in others)
        assert table["density"] == pytest.approx(100 * density / len(members), abs=1e-8)
        assert table["centrality"] == pytest.approx(10 * centrality, abs=1e-8)
        strength = {k: linked(rows[p], words[p], k) for k in members}
        best = min(members, key=lambda k: (-strength[k], -held[p][k], k))
        assert table["label"] == best


def index(rows, held, one, other):
    return sum({one, other} <= row for row in rows) ** 2 / (held[one] * held[other])


def linked(rows, words, keyword):
    return sum(keyword in row and len(row & words) - 1 for row in rows)


@given(corpora, st.randoms(use_true_random=False))
def test_bands_have_shares_and_nothing_depends_on_the_order(make_corpus, records, random):
    found, other = (
        evolved(make_corpus([r for r, _ in some], years=[y for _, y in some]), periods=CUTS)
        for some in (records, random.sample(records, len(records)))
    )
    for name in TABLES:
        for column, values in found.tables[name].items():
            np.testing.assert_array_equal(values, other.tables[name][column])
    table = found.tables["evolution"]
    period = found.tables["period_themes"]["period"]
    assert (period[table["target"]] == period[table["source"]] + 1).all()
    assert (table["stability"] <= table["inclusion"]).all()
    for name in ("inclusion", "stability", "weighted_inclusion"):
        assert ((table[name] > 0) & (table[name] <= 1)).all()
    sizes = [len(members) for _, members in themes(found)]
    assert sizes == found.tables["period_themes"]["size"].tolist()
    order = list(zip(period, -np.array(sizes), strict=True))
    assert order == sorted(order)


def test_records_without_keywords_or_years_make_no_period(make_corpus):
    rows, years = ["", "ab", "ab", "ab", "", "ab"], [1980, 2000, 2000, 2001, 2020, 0]
    found = evolved(make_corpus(rows, years=years), periods="2")
    table = found.tables["periods"]
    assert table["begin"].tolist() == [2000, 2001]
    assert table["end"].tolist() == [2000, 2001]
    assert table["records"].tolist() == [2, 1]
    assert themes(found) == [(0, "ab")]


def test_few_years_are_one_period_without_evolution(make_corpus):
    found = evolved(make_corpus(["ab"] * 60, years=[2000, 2001, 2002] * 20))
    assert found.tables["periods"].length == found.tables["period_themes"].length == 1
    assert found.tables["evolution"].length == 0


def test_a_keyword_of_the_period_needs_enough_records_in_it(make_corpus):
    rows = [*["abc"] * 2, "abcd"]
    corpus = make_corpus(rows, years=[2000] * 3)
    assert themes(evolved(corpus)) == [(0, "abc")]
    assert themes(evolved(corpus, min_occurrences=1)) == [(0, "abcd")]
    assert themes(evolved(corpus, min_occurrences=4)) == []


@pytest.mark.parametrize("method", CLUSTERINGS)
def test_periods_can_be_grouped_by_every_method(make_corpus, method):
    found = evolved(planted(make_corpus), periods="2005", method=method)
    assert (1, "abc") in themes(found)
    assert not any(set("xyz") & set(members) for period, members in themes(found) if period)


@pytest.mark.parametrize("records", [[], ["", ""], ["abc", "abc"]])
def test_a_corpus_without_years_or_keywords_has_empty_tables(make_corpus, records):
    found = evolved(make_corpus(records))
    full = evolved(planted(make_corpus), periods="2005")
    for name in TABLES:
        assert found.tables[name].length == 0
        kinds = {column: values.dtype for column, values in full.tables[name].items()}
        assert {c: v.dtype for c, v in found.tables[name].items()} == kinds


def test_the_step_is_remembered_and_the_input_left_alone(make_corpus):
    network = cooccurrence(planted(make_corpus), min_occurrences=1)
    nodes, links = network.node_columns, network.link_columns
    before = [values.tobytes() for values in (*nodes.values(), *links.values())]
    found = evolve(network, periods=2, seed=3)
    assert found.history[-1].name == "evolve"
    assert dict(found.history[-1].options)["periods"] == 2
    assert not network.tables
    assert before == [values.tobytes() for values in (*nodes.values(), *links.values())]
    assert (list(found.node_columns), list(found.link_columns)) == (list(nodes), list(links))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"periods": "soon"}, "periods 'soon' not understood"),
        ({"resolution": -1}, "resolution -1"),
        ({"min_occurrences": 0}, "min_occurrences 0"),
        ({"inclusion": 1.1}, "inclusion 1.1: expected a share"),
        ({"inclusion": float("nan")}, "inclusion nan"),
    ],
)
def test_options_that_make_no_sense_are_refused(make_corpus, options, message):
    with pytest.raises(CallError, match=message):
        evolved(make_corpus([]), **options)
    with pytest.raises(UnknownChoiceError, match="known: vos"):
        evolved(make_corpus([]), method="louvain")
