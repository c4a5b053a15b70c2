"""How large the page of a map of thousands of keywords is, and how soon and smoothly it shows.

``python benchmarks/page.py`` makes a map of planted topics (seeded) and opens its page in
Chromium: bytes of each part of the data, milliseconds to the first paint, frames while the map is
dragged, and milliseconds until each view stands. It ends with 1 when a guard is broken. Needs
playwright.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import cooccur
from cooccur.writers.packing import unpacked

if TYPE_CHECKING:
    from playwright.sync_api import Page

GUARDS = {"bytes": 4_000_000, "paint": {300: 1500, 5_000: 2500, 20_000: 4000}, "frame": 50}
"""Bytes of the page; milliseconds to the first paint by keywords; of the 95 % quantile of frames.
"""
PART = 20_000
"""Bytes from which a part is told."""
FRAMES = """
window.frames_ = []; let last = performance.now();
(function tick() {
requestAnimationFrame((now) => { frames_.push(now - last); last = now; tick(); }); })();
"""
OPEN = """(name) => new Promise((done) => { const begin = performance.now();
document.querySelector(`#views [data-view="${name}"]`).click();
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin))); })"""


def write_records(path: Path, *, keywords: int, records: int, seed: int = 0) -> None:
    """Records in the layout of Web of Science: topics of 60 keywords, frequencies by Zipf's law."""
    rng = np.random.default_rng(seed)
    topics = max(1, keywords // 60)
    lines = ["FN Clarivate Analytics Web of Science", "VR 1.0"]
    share = 1.0 / np.arange(1, 61)
    for record in range(records):
        topic = int(rng.integers(topics))
        ranks = rng.choice(60, size=9, replace=False, p=share / share.sum())
        own = [f"topic {topic} keyword {rank}" for rank in ranks]
        other = [f"topic {rng.integers(topics)} keyword {rng.integers(60)}" for _ in range(2)]
        lines += [
            "PT J",
            f"AU Author, A{record % 997}",
            "   Writer, B",
            f"TI A title of the usual length about topic {topic}, number {record} of many like it",
            f"SO JOURNAL OF TOPIC {topic % 40}",
            f"DE {'; '.join([*own, *other])}",
            f"TC {int(rng.geometric(0.1))}",
            f"PY {2005 + int(rng.integers(18))}",
            f"DI 10.1000/example.{record:06d}",
            f"UT WOS:{record:015d}",
            "ER",
            "",
        ]
    path.write_text("\n".join([*lines, "EF", ""]), encoding="utf-8")


def parts(page: str) -> dict[str, int]:
    """Bytes of each part of the data of a page that is not small."""
    found = re.search(r'id="cooccur-data">(.*?)</script>', page, re.DOTALL)
    data = unpacked(json.loads(found.group(1))) if found else {}
    sizes = {}
    for name, value in data.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        for column, values in inner:
            text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
            sizes[f"{name}.{column}".rstrip(".")] = len(text.encode())
    return {name: size for name, size in sizes.items() if size >= PART}


def painted(tab: Page, address: str) -> float:
    """Milliseconds from the start of the navigation until the page says it is ready."""
    tab.goto("about:blank")
    tab.goto(address, wait_until="commit")
    while not tab.evaluate("document.documentElement.dataset.ready || ''"):
        time.sleep(0.02)
    return float(tab.evaluate("performance.now()"))


def dragged(tab: Page) -> float:
    """The 95 % quantile of the frames, in milliseconds, of 2.5 seconds of dragging."""
    box: Any = tab.locator("#map").bounding_box()
    tab.evaluate(FRAMES)
    tab.mouse.move(box["x"] + 30, box["y"] + 30)
    tab.mouse.down()
    end, step = time.monotonic() + 2.5, 0
    while time.monotonic() < end:
        step += 1
        tab.mouse.move(box["x"] + 30 + step * 7 % 400, box["y"] + 30 + step * 5 % 300)
    tab.mouse.up()
    return float(np.quantile(tab.evaluate("frames_"), 0.95))


def shown(address: str, runs: int) -> dict[str, Any]:
    """What a browser of 1440 x 900 px needs for a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        paint = statistics.median(painted(tab, address) for _ in range(runs))
        frame = dragged(tab)
        views = {name: tab.evaluate(OPEN, name) for name in tab.evaluate("cooccur.state().views")}
        browser.close()
    return {"paint": paint, "frame": frame, "views": views}


def main() -> int:
    """Measure one page; 1 when it breaks a guard."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", help="exports; planted records when none is named")
    parser.add_argument("--keywords", type=int, default=5_000)
    parser.add_argument("--records", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=5)
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = call.inputs or [str(Path(folder) / "savedrecs.txt")]
        if not call.inputs:
            write_records(Path(inputs[0]), keywords=call.keywords, records=call.records)
        begin = time.process_time()
        made = cooccur.map(*inputs, min_occurrences=1, max_keywords=call.keywords)
        page = Path(folder) / "map.html"
        made.save(page)
        made_in = time.process_time() - begin
        size = page.stat().st_size
        found = shown(page.as_uri(), call.runs)
        told = parts(page.read_text(encoding="utf-8"))
    n = made.network.n_nodes
    limit = min((ms for up_to, ms in GUARDS["paint"].items() if n <= up_to), default=4000)
    lines = [f"{n} keywords, {made.network.n_links} links, {made_in:.1f} s CPU, {size} bytes"]
    lines += [f"  {name}: {value}" for name, value in sorted(told.items(), key=lambda p: -p[1])]
    lines += [f"first paint {found['paint']:.0f} ms (guard {limit})"]
    lines += [f"dragging, p95 of frames {found['frame']:.0f} ms (guard {GUARDS['frame']})"]
    lines += [f"  {name}: {ms:.0f} ms" for name, ms in found["views"].items()]
    sys.stdout.write("\n".join(lines) + "\n")
    broken = size > GUARDS["bytes"] or found["paint"] > limit or found["frame"] > GUARDS["frame"]
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
