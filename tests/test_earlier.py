"""Earlier maps in their compact form: read back whole, or told what is damaged in them."""

import copy
import json

import pytest

import cooccur
from cooccur import comparison, earlier
from cooccur.earlier import earlier_bytes, earlier_of, read_earlier, read_page
from cooccur.errors import DataError


@pytest.fixture(scope="module")
def made(tmp_path_factory, wos_text):
    path = tmp_path_factory.mktemp("exports") / "savedrecs.txt"
    path.write_text(wos_text, encoding="utf-8")
    return cooccur.map(path)


@pytest.fixture(scope="module")
def compact(made):
    return json.loads(earlier_bytes(earlier_of(made)))


def test_a_page_and_its_compact_form_are_the_same_map(made, tmp_path):
    made.save(tmp_path / "map.html")
    (tmp_path / "a.json").write_bytes(earlier_bytes(earlier_of(made)))
    one, other = read_earlier(tmp_path / "map.html"), read_earlier(tmp_path / "a.json")
    assert json.loads(earlier_bytes(one)) == json.loads(earlier_bytes(other))
    assert earlier_bytes(other) == (tmp_path / "a.json").read_bytes()
    assert read_page(tmp_path / "map.html")["nodes"]["keyword"] == list(one.keywords)
    with pytest.raises(DataError, match="it holds no map"):
        read_page(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("keyword",), "trust"),
        (("keyword", 0), 7),
        (("occurrences", 0), -1),
        (("occurrences", 0), True),
        (("occurrences",), [1]),
        (("cluster", 0), 99),
        (("clusters", 0), [1, 0]),
        (("clusters", 1), []),
        (("clusters",), [[]]),
        (("layout", 0), 7),
        (("layout", 0, 0), "left"),
        (("layout", 0, 0), 1e300),
        (("shown",), {}),
        (("links", 3, 0), 0),
        (("links", 3, 0), 99),
        (("links",), [1, 2, 3]),
        (("next",), None),
        (("records",), "many"),
    ],
)
def test_what_is_damaged_in_a_map_is_named(compact, tmp_path, where, value):
    data = copy.deepcopy(compact)
    entry = data
    for step in where[:-1]:
        entry = entry[step]
    entry[where[-1]] = value
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(
        DataError, match=r"its data are damaged or of another version \(\w+\)"
    ) as told:
        read_earlier(tmp_path / "a.json")
    assert told.value.code == "unrecognised"


def test_a_map_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    with pytest.raises(DataError) as told:
        read_earlier(tmp_path / "none.html")
    assert told.value.code == "not-found"
    with pytest.raises(DataError, match=r"no map\.html in this folder") as told:
        read_earlier(tmp_path)
    assert told.value.code == "not-found"
    (tmp_path / "a.html").write_bytes(b"x" * 20)
    monkeypatch.setattr(earlier, "_MOST", 10)
    with pytest.raises(DataError) as told:
        read_earlier(tmp_path / "a.html")
    assert told.value.code == "too-large"
    with pytest.raises(DataError) as told:
        read_earlier("nul\0.html")
    assert told.value.code == "unreadable"


def test_a_packed_page_that_is_damaged_holds_no_map(tmp_path):
    data = {"signature": {}, "packed": {"length": 9, "deflated": "AAAA"}}
    block = f'<script type="application/json" id="cooccur-data">{json.dumps(data)}</script>'
    (tmp_path / "a.html").write_text(block, encoding="utf-8")
    with pytest.raises(DataError, match="it holds no map of cooccur"):
        read_earlier(tmp_path / "a.html")


def test_a_comparison_is_written_as_json(made, tmp_path):
    made.save(tmp_path / "old.html", tmp_path / "new.html")
    changes = cooccur.diff(tmp_path / "old.html", tmp_path / "new.html", output=tmp_path / "d.json")
    told = json.loads((tmp_path / "d.json").read_bytes())
    assert told == json.loads(json.dumps(comparison.as_dict(changes)))
