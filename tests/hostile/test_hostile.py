import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FIELDS = ("exit", "records_in", "kept", "merged", "skipped", "codes")

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the cases need pipes and links")


@pytest.fixture(scope="module")
def results():
    """What came of every case; they run in a process of their own, with bounded memory."""
    done = subprocess.run(
        [sys.executable, str(HERE / "driver.py")], capture_output=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def expected():
    lines = (HERE / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {name: tuple(rest) for name, *rest in rows}


def row_of(result):
    """What the table of expectations says of a case."""
    report = result.get("report")
    counts = [str(report[name]) if report else "" for name in FIELDS[1:5]]
    codes = {problem["code"] for problem in report["problems"]} if report else set()
    if result["exit"]:
        codes.add(result["err"].strip().splitlines()[-1].partition("[")[2].partition("]")[0])
    return (str(result["exit"]), *counts, " ".join(sorted(codes)))


# One test, for the cases are run together: a worker of its own each would run all of them.
def test_every_case_ends_as_the_table_says(results, expected):
    assert len(results) >= 200
    found = {result["name"]: row_of(result) for result in results}
    assert {name: row for name, row in found.items() if expected.get(name) != row} == {}
    assert found.keys() == expected.keys()
    for result in results:
        check(result)


def check(result):
    name, report = result["name"], result.get("report")
    assert result["seconds"] < 10, name
    assert not result["touched"], name
    if report:
        parts = report["kept"] + report["merged"] + report["skipped"]
        assert report["records_in"] == parts, name
    said = [(result["exit"], result["err"])]
    if "map_exit" in result:
        said.append((result["map_exit"], result["map_err"]))
        assert bool(result["left"]) == (result["map_exit"] == 0), name
    for code, err in said:
        lines = err.splitlines()
        assert code in (0, 1, 2), name
        assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in err if c != "\n"), name
        if code:
            assert 0 < len(lines) <= 4, name
            assert lines[-1].startswith("error["), name
            assert max(map(len, lines)) < 1000, name
        else:
            assert len(lines) <= 100, name
