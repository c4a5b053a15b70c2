"""A map that goes on from an earlier one, and what is said of the way from one to the other."""

import contextlib
import copy
import csv
import io
import json
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cooccur
from cooccur.comparison import as_dict, compared
from cooccur.earlier import earlier_bytes, earlier_of, read_earlier
from cooccur.errors import CallError, CooccurError, DataError
from cooccur.manifest import NOT_HASHED
from cooccur.stored import page_block
from cooccur.writers.html import page
from cooccur.writers.page_data import page_data
from cooccur.writers.safe import json_block
from cooccur.writers.tables import csv_bytes, tables_of

sys.path.insert(0, str(Path(__file__).parent))

from planted import exports, growing, plans

N = 500
SEEDS = range(3)


def records(seed, n):
    """The first so many records of one corpus."""
    return exports.corpus_of(growing.grow(plans.topic_plan(N * 11 // 10, noise=0.1), seed=seed)[:n])


@pytest.fixture(scope="module")
def earlier_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("earlier")

    @cache
    def made(seed=0, **options):
        knowledge_map = cooccur.map(records(seed, N), title="before", **options)
        path = folder / f"{seed}{len(options)}.html"
        knowledge_map.save(path)
        return knowledge_map, path

    return made


@pytest.fixture(scope="module")
def later(earlier_page):
    return cache(lambda seed: cooccur.map(records(seed, N * 11 // 10), since=earlier_page(seed)[1]))


def looks(knowledge_map):
    """Keywords of each cluster, and its colour, by number."""
    found = {}
    nodes = knowledge_map.network.node_columns
    rows = zip(nodes["cluster"].tolist(), nodes["key"].tolist(), knowledge_map.colour, strict=True)
    for number, key, colour in rows:
        members, _ = found.setdefault(number, (set(), colour))
        members.add(key)
    return found


def test_a_tenth_more_records_leave_nearly_every_cluster_its_number_and_colour(earlier_page, later):
    kept = total = 0
    for seed in SEEDS:
        before, after = looks(earlier_page(seed)[0]), looks(later(seed))
        for number, (members, colour) in before.items():
            # Who survived is asked of the members alone: at least half of them are in one cluster.
            homes = [
                n for n, (words, _) in after.items() if len(words & members) * 2 > len(members)
            ]
            total += len(homes)
            kept += sum(n == number and after[n][1] == colour for n in homes)
    assert total >= 8 * len(SEEDS)
    assert kept >= 0.95 * total


def test_what_was_there_stays_in_its_place(earlier_page, later):
    for seed in SEEDS:
        one, other = earlier_page(seed)[0], later(seed)
        before = dict(zip(one.network.node_columns["key"], range(one.network.n_nodes), strict=True))
        both = [
            (before[k], i) for i, k in enumerate(other.network.node_columns["key"]) if k in before
        ]
        was, now = (np.array(column) for column in zip(*both, strict=True))
        for name in ("x", "y"):
            moved = np.abs(getattr(one, name)[was] - getattr(other, name)[now])
            assert moved.max() <= 5.1e-5
        # As drawn, labels of new keywords push a little.
        shift = np.hypot(
            one.shown_x[was] - other.shown_x[now], one.shown_y[was] - other.shown_y[now]
        )
        assert np.median(shift) < 0.02
        assert np.quantile(shift, 0.95) < 0.15


def told(knowledge_map):
    """The tables of a map; grown records stand in no file."""
    return {name: t for name, t in tables_of(knowledge_map).items() if name not in NOT_HASHED}


@pytest.mark.parametrize("options", [{}, {"cluster": "modularity", "palette": "vos"}])
def test_nothing_new_changes_nothing(earlier_page, options):
    made, path = earlier_page(0, **options)
    again = cooccur.map(records(0, N), title="before", since=path, **options)
    tables = {name: csv_bytes(table(made)) for name, table in told(made).items()}
    after = {name: csv_bytes(table(again)) for name, table in told(again).items()}
    assert {name: after[name] for name in tables} == tables
    assert after.keys() - tables.keys() == {"changes", "cluster_changes"}
    assert again.colour == made.colour
    before, now = page_data(made), page_data(again)
    assert {name for name in now if now[name] != before.get(name)} == {"options", "changes"}
    counts = compared(path, path).counts()
    assert counts["keywords"]["steady"] == made.network.n_nodes
    assert counts["clusters"]["survived"] == made.network.cluster_columns.length
    # And so it goes on.
    again.save(path.with_name("again.html"))
    third = cooccur.map(
        records(0, N), title="before", since=path.with_name("again.html"), **options
    )
    assert page_data(third)["nodes"] == now["nodes"]
    assert page_data(third)["layout"] == now["layout"]


def test_the_same_earlier_map_gives_the_same_bytes(earlier_page, later):
    again = cooccur.map(records(0, N * 11 // 10), since=earlier_page(0)[1])
    assert page(again) == page(later(0))


def test_an_earlier_map_is_read_from_its_page_as_it_is(earlier_page, later, tmp_path):
    for made in (earlier_page(0)[0], later(0)):
        made.save(tmp_path / "map.html")
        found = read_earlier(tmp_path / "map.html")
        compact = tmp_path / "compact"
        compact.write_bytes(earlier_bytes(found))
        for one in (earlier_of(made), read_earlier(compact)):
            for name, value in vars(found).items():
                np.testing.assert_array_equal(getattr(one, name), value, err_msg=name)
        assert found.keys == tuple(made.network.node_columns["key"])


def test_numbers_of_clusters_that_are_gone_are_not_given_again(tmp_path):
    plan = plans.changing_plan(900, noise=0.0)
    grown = growing.grow(plan, seed=1)
    late = [record for record in grown if record.year >= plans.SPLIT_YEARS[1]]
    early = [record for record in grown if record.year < plans.SPLIT_YEARS[0]]
    first = cooccur.map(exports.corpus_of(early))
    first.save(tmp_path / "1.html")
    second = cooccur.map(exports.corpus_of(late), since=tmp_path / "1.html")
    second.save(tmp_path / "2.html")
    third = cooccur.map(exports.corpus_of(grown), since=tmp_path / "2.html")
    one, two, three = ({*looks(made)} for made in (first, second, third))
    assert one - two
    assert two - one
    assert not (three - two) & one
    assert min(two - one) > max(one)
    rows = second.network.tables["cluster_changes"]
    assert {"survived", "new", "gone"} <= set(rows["change"].tolist())
    # All that a map is written to bears numbers with gaps.
    second.save(*(tmp_path / f"m.{end}" for end in ("html", "graphml", "json", "net", "svg")))
    found = json.loads((tmp_path / "m.json").read_bytes())
    assert {row["cluster"] - 1 for row in found["network"]["clusters"]} == two
    listed = json.loads(json.dumps(page_data(second)))["clusters"]
    assert listed["cluster"] == sorted(two)
    assert [len(looks(second)[number][0]) for number in sorted(two)] == listed["size"]


def test_a_map_of_other_keywords_is_laid_out_anew(tmp_path):
    words = [("a", "b", "c"), ("a", "b"), ("c", "a")]
    corpus = exports.corpus_of([growing.Record(2020, "", w) for w in words * 3])
    other = exports.corpus_of(
        [growing.Record(2020, "", tuple(f"z{k}" for k in w)) for w in words * 3]
    )
    cooccur.map(corpus).save(tmp_path / "old.html")
    new = cooccur.map(other, since=tmp_path / "old.html")
    assert new.network.tables["changes"]["change"].tolist() == ["new"] * 3 + ["gone"] * 3
    np.testing.assert_array_equal(new.x, cooccur.map(other).x)
    np.testing.assert_array_equal(np.unique(new.network.node_columns["cluster"]), [1])


def test_it_is_made_again_and_verified_from_its_page(export, tmp_path):
    cooccur.map(export).save(tmp_path / "old.html")
    (export / "more.txt").write_bytes((export / "savedrecs.txt").read_bytes())
    made = cooccur.map(export, since=tmp_path / "old.html", merge="off")
    made.save(tmp_path / "new.html")
    (tmp_path / "old.html").unlink()
    again = cooccur.rerun(tmp_path / "new.html", export)
    assert page(again) == (tmp_path / "new.html").read_bytes()
    assert cooccur.verify(tmp_path / "new.html", export).same
    assert made.manifest["options"]["since"] == "old.html"


def test_verify_tells_when_it_is_said_to_go_on_from_another_map(export, tmp_path):
    cooccur.map(export).save(tmp_path / "old.html")
    cooccur.map(export, max_keywords=4).save(tmp_path / "other.html")
    cooccur.map(export, since=tmp_path / "old.html").save(tmp_path / "new.html")
    assert cooccur.verify(tmp_path / "new.html", export, since=tmp_path / "old.html").same
    found = cooccur.verify(tmp_path / "new.html", export, since=tmp_path / "other.html")
    assert not found.same
    assert "since" in {difference.name for difference in found.differences}


def test_a_report_is_an_earlier_map_too(export, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cooccur.map(export).save("map.html")
    page_of_report = Path("map.html").read_bytes()
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "map.html").write_bytes(page_of_report)
    (folder / "manifest.json").write_text("{}")
    assert read_earlier(folder).keys == read_earlier("map.html").keys
    (folder / "map.html").unlink()
    with pytest.raises(DataError) as caught:
        read_earlier(folder)
    assert caught.value.code == "not-found"


def test_diff_writes_what_it_found(earlier_page, later, tmp_path):
    old = earlier_page(0)[1]
    new = tmp_path / "new.html"
    later(0).save(new)
    found = cooccur.diff(
        old, new, output=[tmp_path / "d.html", tmp_path / "d.csv", f"{tmp_path}/d/"]
    )
    names = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    tables = ["changes.csv", "cluster_changes.csv"]
    assert names == {
        *("new.html", "d.html", "d/diff.html", "d/changes.json"),
        *(f"d.{name}" for name in tables),
        *(f"d/{name}" for name in tables),
    }
    # What a map says of itself and what diff says of it are one.
    made = {name: csv_bytes(tables_of(later(0))[name](later(0))) for name in ("changes",)}
    assert (tmp_path / "d.changes.csv").read_bytes() == made["changes"]
    rows = list(csv.DictReader(io.StringIO(made["changes"].decode("utf-8-sig"))))
    assert [row["keyword"] for row in rows] == found.keywords["keyword"].tolist()
    assert all(row["earlier_occurrences"] == "" for row in rows if row["change"] == "new")
    shown = json.loads(page_block((tmp_path / "d.html").read_bytes()))
    assert shown["view"] == "changes"
    assert shown["changes"] == page_data(later(0))["changes"]
    assert {**shown, "changes": 0, "view": 0} == {
        **json.loads(page_block(new.read_bytes())),
        "changes": 0,
        "view": 0,
    }
    assert json.loads((tmp_path / "d/changes.json").read_bytes()) == as_dict(found)


def test_diff_refuses_what_it_cannot_write(earlier_page):
    old = earlier_page(0)[1]
    with pytest.raises(CallError, match="known suffix"):
        cooccur.diff(old, old, output="changes.docx")
    with pytest.raises(CallError, match="input too"):
        cooccur.diff(old, old, output=old)


def test_networks_of_other_programs_have_no_past(export, earlier_page, tmp_path):
    cooccur.map(export).save(tmp_path / "net.graphml")
    with pytest.raises(CallError, match="since"):
        cooccur.map(tmp_path / "net.graphml", since=earlier_page(0)[1])


NOT_OURS = {
    "no file": (None, "not-found"),
    "empty": (b"", "unrecognised"),
    "another page": (b"<!doctype html><title>x</title><script>1</script>", "unrecognised"),
    "an export": (b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nER\nEF\n", "unrecognised"),
    "binary": (bytes(range(256)) * 20, "unrecognised"),
    "a zip of something else": (b"PK\x03\x04" + bytes(64), "unrecognised"),
    "json of something else": (b'{"nodes": 3}', "unrecognised"),
    "deep json": (b"[" * 200_000, "unrecognised"),
    "a deep page": (
        b'<script type="application/json" id="cooccur-data">' + b"[" * 200_000 + b"</script>",
        "unrecognised",
    ),
    "an empty page": (
        b'<script type="application/json" id="cooccur-data">{}</script>',
        "unrecognised",
    ),
}


@pytest.mark.parametrize(("content", "code"), NOT_OURS.values(), ids=NOT_OURS)
def test_what_is_no_map_of_ours_is_refused_in_words(content, code, tmp_path):
    path = tmp_path / "old.html"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_earlier(path)
    assert caught.value.code == code
    assert "old.html" in caught.value.place


def test_a_page_of_pyvis_or_without_places_is_refused(export, tmp_path):
    made = cooccur.map(export)
    made.save(tmp_path / "pyvis.html", renderer="pyvis")
    with pytest.raises(DataError, match="no map of cooccur"):
        read_earlier(tmp_path / "pyvis.html")
    data = page_data(made)
    del data["layout"]
    (tmp_path / "older.html").write_bytes(wrapped(data))
    with pytest.raises(DataError, match="another version"):
        read_earlier(tmp_path / "older.html")


def wrapped(data):
    block = json_block(data).encode("utf-8", "replace")
    return b'<script type="application/json" id="cooccur-data">' + block + b"</script>"


@pytest.mark.parametrize(("software", "told"), [({}, "software"), ({"software": False}, "bool")])
def test_a_page_without_what_every_page_tells_is_made_no_page_of_changes(small, software, told):
    folder, good = small
    rest = {name: value for name, value in good["signature"].items() if name != "software"}
    (folder / "bare.html").write_bytes(wrapped({**good, "signature": rest | software}))
    with pytest.raises(DataError, match=f"damaged .*{told}"):
        cooccur.diff(folder / "good.html", folder / "bare.html", output=folder / "changes.html")
    assert not (folder / "changes.html").exists()


def test_a_page_that_is_too_large_is_not_read(export, tmp_path, monkeypatch):
    cooccur.map(export).save(tmp_path / "old.html")
    monkeypatch.setattr("cooccur.earlier._MOST", 1000)
    with pytest.raises(DataError) as caught:
        read_earlier(tmp_path / "old.html")
    assert caught.value.code == "too-large"


ODD = st.sampled_from(
    [None, True, -1, 0, 1.5, 10**30, 1e308, "x", "\ud800", [], {}, [None], [[1]], ["a"] * 9]
)


def places_of(value, path=()):
    """The way to every value that stands in an object of the data."""
    if isinstance(value, dict):
        for name, entry in value.items():
            yield (*path, name)
            yield from places_of(entry, (*path, name))
    elif isinstance(value, list) and value:
        yield (*path, 0)


@pytest.fixture(scope="module")
def small(wos_text, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "savedrecs.txt").write_text(wos_text, encoding="utf-8")
    made = cooccur.map(folder)
    made.save(folder / "good.html")
    return folder, page_data(made)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damaged_data_never_end_in_a_traceback(small, data):
    folder, good = small
    damaged = copy.deepcopy(good)
    where = [path for path in places_of(good) if path[0] not in {"records", "options", "years"}]
    path = data.draw(st.sampled_from(where))
    entry = damaged
    for step in path[:-1]:
        entry = entry[step]
    if isinstance(entry, dict) and data.draw(st.booleans()):
        del entry[path[-1]]
    else:
        entry[path[-1]] = data.draw(ODD)
    (folder / "bad.html").write_bytes(wrapped(damaged))
    for old, new in (("bad", "good"), ("good", "bad")):
        with contextlib.suppress(CooccurError):
            cooccur.diff(folder / f"{old}.html", folder / f"{new}.html", output=folder / "d.html")
    try:
        made = cooccur.map(folder / "savedrecs.txt", since=folder / "bad.html")
    except DataError:
        return
    page(made)


def test_keywords_of_a_hostile_map_stay_data(small):
    folder, good = small
    data = copy.deepcopy(good)
    data["nodes"]["keyword"][0] = "</script><script>alert(1)</script>"
    data["title"] = "<img onerror=alert(1)>"
    (folder / "hostile.html").write_bytes(wrapped(data))
    cooccur.diff(folder / "good.html", folder / "hostile.html", output=folder / "d.html")
    text = (folder / "d.html").read_text("utf-8")
    assert "<script>alert" not in text
    assert "<img" not in text


def test_console_and_json_tell_the_same(earlier_page, later, tmp_path, capsys, monkeypatch):
    from cooccur.cli import cooccur as command

    new = tmp_path / "new.html"
    later(0).save(new)
    arguments = ["diff", str(earlier_page(0)[1]), str(new), "--json"]
    command.main(arguments, prog_name="cooccur", standalone_mode=False)
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert f"records: {N} before, {N * 11 // 10} now" in said.err
    assert f"keywords: {found['keywords']['new']} new" in said.err
    assert len(said.err.splitlines()) < 40


@pytest.mark.parametrize("name", ["taiwan", "natsec"])
def test_real_corpora_go_on(real, name, tmp_path):
    files = {
        "taiwan": sorted((real / "wos").glob("taiwan_part*.txt")),
        "natsec": sorted((real / "cssci").glob("natsec_*.txt")),
    }[name]
    old = cooccur.map(*files[:-1], min_occurrences=3)
    old.save(tmp_path / "old.html")
    new = cooccur.map(*files, min_occurrences=3, since=tmp_path / "old.html")
    before, after = looks(old), looks(new)
    homes = [
        (number, other)
        for number, (members, _) in before.items()
        for other, (words, _) in after.items()
        if 2 * len(words & members) > len(members)
    ]
    numbers = dict(homes)
    alone = [pair for pair in homes if list(numbers.values()).count(pair[1]) == 1]
    kept = [one == other and before[one][1] == after[one][1] for one, other in alone]
    assert len(kept) >= 5
    assert all(kept)
