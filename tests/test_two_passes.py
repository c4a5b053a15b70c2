"""A map made in two passes is the map of all records, but for what needs them."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import cooccur
from cooccur.cli import cooccur as command
from cooccur.draw.figures.rings import yearly_counts
from cooccur.errors import CallError, DataError
from cooccur.network.cooccurrence import link_years
from cooccur.readers.dask_engine import _local_cluster
from cooccur.repeat import rerun, verify
from cooccur.writers.html import page
from cooccur.writers.methods import methods_text
from cooccur.writers.page_data import page_data
from cooccur.writers.scenes import figure_file
from cooccur.writers.tables import csv_bytes, tables_of

sys.path.insert(0, str(Path(__file__).parent))

from planted.snapshots import write_snapshot

EXAMPLE = Path(__file__).parents[1] / "examples" / "social-ecommerce"
OF_RECORDS = {"records", "representatives", "sources", "database_overlap"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return write_snapshot(tmp_path_factory.mktemp("openalex"), parts=4, per_part=40)


def tables(made):
    """Every table by columns."""
    found = {}
    for name, table in tables_of(made).items():
        header, rows = table(made)
        columns = zip(*(list(row) for row in rows), strict=True)
        found[name] = dict(zip(header, map(repr, columns), strict=False))
    return found


def both(*inputs, **options):
    made = [cooccur.map(*inputs, merge="off", two_passes=two, **options) for two in (False, True)]
    return made, [tables(one) for one in made]


@pytest.mark.parametrize(
    ("inputs", "options"),
    [
        ("wos", {}),
        ("cnki", {"prune": "mst", "max_keywords": 40, "similarity": "pmi"}),
        ("snapshot", {"years": "2004-", "hide": "trust", "periods": "3", "min_cooccurrences": 2}),
    ],
)
def test_tables_and_page_are_those_of_all_records(snapshot, inputs, options):
    (held, counted), (of_held, of_counted) = both(
        snapshot if inputs == "snapshot" else EXAMPLE / inputs, **options
    )
    assert of_held.keys() - of_counted.keys() == OF_RECORDS & of_held.keys()
    for name, columns in of_counted.items():
        kept = {k: v for k, v in of_held[name].items() if k in columns}
        if name in ("clusters", "themes"):
            del kept["label"], columns["label"]
        assert columns == kept, name
    data = [page_data(made) for made in (held, counted)]
    for name, part in data[1].items():
        if name not in ("clusters", "links", "records", "options"):
            assert part == data[0][name], name
    assert data[0]["links"] == {k: v for k, v in data[1]["links"].items() if k != "years"}
    # What the page counts in the records where it holds them stands beside the links.
    years = [link_years(made.network).frame() for made in (held, counted)]
    assert years[0].equals(years[1])
    sums = [sum(run[1:]) for run in data[1]["links"]["years"]]
    assert sums == np.bincount(years[0]["link"], years[0]["cooccurrences"], len(sums)).tolist()
    assert data[1]["records"]["total"] == 0


def test_clusters_have_the_name_of_their_most_frequent_keyword(export):
    clusters = cooccur.map(export, merge="off", two_passes=True).clusters
    assert clusters["label"].tolist() == [w.split("; ")[0] for w in clusters["top_keywords"]]
    assert not {"label_llr", "llr", "records"} & set(clusters.columns)


def test_keywords_may_be_left_out_and_maps_go_on(export, tmp_path):
    options = {"drop_isolates": True, "min_cooccurrences": 5}
    (held, counted), (of_held, of_counted) = both(export, **options)
    assert of_counted["keywords"] == of_held["keywords"]
    assert of_counted["bursts_all"] == of_held["bursts_all"]
    for lang, flow in (("en", "with a keyword of the network: n"), ("zh", "含网络中关键词者")):
        assert flow in methods_text(held, lang=lang)
        assert flow not in methods_text(counted, lang=lang)
    counted.save(tmp_path / "a.html")
    later = cooccur.map(export, merge="off", two_passes=True, since=tmp_path / "a.html")
    assert "changes" in later.network.tables


def test_bytes_do_not_depend_on_how_the_files_are_read(snapshot):
    made = [cooccur.map(snapshot, merge="off", two_passes=True, jobs=jobs) for jobs in (1, 2)]
    assert page(made[0]) == page(made[1])


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="dask is missing")
def test_a_cluster_counts_and_tells_of_files_the_same(snapshot):
    with _local_cluster(1) as scheduler:
        far = {"engine": "dask", "scheduler": scheduler}
        made = cooccur.map(snapshot, merge="off", two_passes=True, **far)
        words = ["inspect", str(snapshot), "--json", "--engine", "dask", "--scheduler", scheduler]
        told = CliRunner().invoke(command, words)
    assert page(made) == page(cooccur.map(snapshot, merge="off", two_passes=True))
    assert json.loads(told.stdout) == cooccur.inspect(snapshot)


def test_both_texts_tell_how_records_were_counted(export):
    made, plain = (
        cooccur.map(export, merge="off", two_passes=two, years="2016-2021") for two in (True, False)
    )
    said = {
        "en": (
            "The files were read twice, ",
            "named after its most frequent keyword",
            "likelihood",
        ),
        "zh": ("文件分两遍读取：", "频次最高的关键词作为聚类标签", "对数似然"),
    }
    for lang, (passes, names, measure) in said.items():
        text, other = methods_text(made, lang=lang), methods_text(plain, lang=lang)
        assert passes in text
        assert names in text
        assert measure not in text
        assert passes not in other
        assert names not in other
        # All numbers of records and keywords are the same, up to the names of clusters.
        numbers = [re.findall(r"n = (\d+)", t) for t in (text, other)]
        assert numbers[0] == numbers[1]


def test_the_command_makes_all_files_and_they_can_be_checked(export, tmp_path, run):
    options = ("--merge", "off", "--two-passes")
    outputs = [w for name in ("a.html", "t/", "a.xlsx", "a.graphml") for w in ("-o", name)]
    done = run("map", export, *options, *outputs, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["records_in"], told["selected"]) == (12, 12)
    assert "WOS 12; 2016–2026; occurrences >= 2" in done.stderr.decode()
    assert not (tmp_path / "t" / "records.csv").exists()
    assert run("verify", "a.html", export).returncode == 0
    assert run("rerun", "a.html", export, "-o", "b.html").returncode == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_what_changed_or_is_missing_is_told(export, tmp_path):
    made = cooccur.map(export, merge="off", two_passes=True)
    made.save(tmp_path / "a.html")
    assert verify(tmp_path / "a.html", export).same
    assert csv_bytes(tables_of(rerun(tmp_path / "a.html", export))["links"](made))
    (export / "savedrecs.txt").write_text("FN x\nVR 1.0\nPT J\nTI a\nER\nEF\n", encoding="utf-8")
    found = verify(tmp_path / "a.html", export, tmp_path / "nowhere.txt")
    assert {d.kind for d in found.differences} >= {"input", "table"}
    assert not found.same


def test_rings_and_years_are_drawn_as_of_all_records(export):
    held, counted = (
        cooccur.map(export, merge="off", two_passes=two, node_style="rings", view="years")
        for two in (False, True)
    )
    rings = [yearly_counts(made.network) for made in (held, counted)]
    assert np.array_equal(rings[0][0], rings[1][0])
    assert rings[0][1] == rings[1][1]
    with pytest.raises(DataError, match="only counted"):
        counted.figure("sources")
    figures = [figure_file(made, ".svg", metadata={}) for made in (held, counted)]
    assert figures[0] == figures[1]


def test_calls_that_cannot_be_are_refused(export, tmp_path):
    with pytest.raises(CallError, match="this corpus is read"):
        cooccur.map(cooccur.read(export), merge="off", two_passes=True)
    net = tmp_path / "a.net"
    net.write_text('*Vertices 2\n1 "a"\n2 "b"\n*Edges\n1 2 3\n', encoding="utf-8")
    with pytest.raises(CallError, match="--two-passes needs records, and"):
        cooccur.map(net, two_passes=True)
