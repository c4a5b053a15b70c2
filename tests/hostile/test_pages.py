"""Pages of hostile exports in a browser: in every view all that was exported stays text."""

import csv
import io
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import cooccur

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "writers"))

from planted import exports, growing, plans
from test_safe_outputs import _FORMULA

EVIL = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "<iframe src=javascript:alert(4)></iframe>",
    "<a href=https://example.org/x>y</a>",
    "javascript:alert(5)",
    "'-alert(6)-'",
    "${alert(7)}{{alert(8)}}",
    "<!--<script>",
    "]]><![CDATA[<script>",
    "&lt;img src=x onerror=alert(9)&gt;",
    "=HYPERLINK(0)",
    "url(https://example.org/y)",
    "__proto__",
    "constructor",
    "a\u2028b\u202ec\x1b[31m",
)
PLACES = (
    *("network", "overlay", "density", "timeline", "timezone", "themes", "evolution", "bursts"),
    *("trends", "structure", "changes", "tables"),
)
_COUNTS = """() => Object.fromEntries(
  ["script", "img", "iframe", "object", "embed", "link", "style", "base", "meta", "form", "video"]
    .map((name) => [name, document.querySelectorAll(name).length])
    .concat([["handlers", [...document.querySelectorAll("*")].filter((element) =>
      [...element.attributes].some((one) => /^on/i.test(one.name)
        || /^(javascript|https?|data:text)/i.test(one.value.trim())
          && ["href", "src", "action", "xlink:href"].includes(one.name)
          && !one.value.startsWith("https://doi.org/")
          && !one.value.startsWith("https://www.webofscience.com/"))).length]]))"""
"""How many elements there are that could do something."""


def can_run(picture):
    """What in a drawing is no drawing: elements, handlers, addresses."""
    found = []
    for element in ET.fromstring(picture).iter():  # noqa: S314 it is ours
        name = element.tag.rpartition("}")[2]
        found += [name] * (name in {"script", "foreignObject", "iframe", "a", "use", "animate"})
        for attribute, value in element.attrib.items():
            is_address = attribute.endswith(("href", "src"))
            if attribute.startswith("on") or "url(http" in value:
                found.append(attribute)
            elif is_address and not value.startswith(("#", "data:image/png;base64,")):
                found.append(value)
    return found


def hostile_export(records):
    """An export of Web of Science whose words are all hostile."""
    names = {}
    for record in records:
        for word in record.keywords:
            names.setdefault(word, f"{EVIL[len(names) % len(EVIL)]} {word}")
    records = [replace(r, keywords=tuple(names[word] for word in r.keywords)) for r in records]
    lines = exports.wos_file(records).decode().split("\n")
    for number, line in enumerate(lines):
        if line[:3] in {"AU ", "AF ", "TI ", "SO ", "DT ", "LA "}:
            lines[number] = f"{line[:3]}{EVIL[number % len(EVIL)]} {line[3:]}"
    return "\n".join(lines)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of a map that has every view, made of hostile exports."""
    folder = tmp_path_factory.mktemp("hostile")
    records = growing.grow(plans.changing_plan(500, noise=0.05), seed=2)
    halves = [
        [r for r in records if r.year < plans.SPLIT_YEARS[1]],
        [r for r in records if r.year >= plans.SPLIT_YEARS[0]],
    ]
    names = ("<img src=x onerror=alert(10)>.txt", "'><script>alert(11)<x>.txt")
    try:
        for name, half in zip(names, halves, strict=True):
            text = hostile_export(half).replace("WOS:0", f"WOS:{len(half) % 9}")
            (folder / name).write_text(text, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    early = cooccur.map(folder / names[0], max_keywords=60, slices=3)
    early.save(folder / "old.html")
    corpus = cooccur.read(*(folder / name for name in names))
    count = len(corpus)
    columns = corpus.record_columns
    corpus = replace(
        corpus,
        record_columns=columns.with_columns(
            database=[EVIL[row % 4] for row in range(count)],
            doi=[f"10.1/{EVIL[row % len(EVIL)]}" for row in range(count)],
        ),
    )
    made = cooccur.map(
        corpus,
        max_keywords=60,
        slices=3,
        structure="ca",
        since=folder / "old.html",
        title=f"</title>{EVIL[0]}",
        lang="en",
    )
    made.save(folder / "new.html")
    return folder / "new.html"


class Watched:
    """A page in the browser, and all it asked, said and was about to do."""

    def __init__(self, browser, path):
        self.context = browser.new_context(accept_downloads=True, color_scheme="light")
        self.tab = self.context.new_page()
        self.dialogs, self.requests, self.said = [], [], []
        self.tab.on("dialog", self._dismiss)
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.context.on("page", lambda other: self.said.append(f"opened {other.url}"))
        self.tab.goto(path.as_uri())
        self.settle()

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def settle(self):
        for _ in range(300):
            ready = "document.documentElement.dataset.ready === '1' && cooccur.state().rests"
            if self.tab.evaluate(ready):
                return self.tab.evaluate("cooccur.state()")
            self.tab.wait_for_timeout(20)
        raise AssertionError("it does not come to rest")

    def saved(self, selector):
        with self.tab.expect_download() as download:
            self.tab.click(selector)
        return Path(download.value.path()).read_bytes()

    def point_at_everything(self, state):
        """Hover and click what can be chosen, by its kind, and what the panel then offers."""
        box = self.tab.locator("#map").bounding_box()
        shown = [node for node in state["nodes"] if node.get("shown")]
        for place in (*shown[:4], *state["links"][:2], *state["clusterLabels"][:2]):
            at = box["x"] + place["x"], box["y"] + place["y"]
            self.tab.mouse.move(*at)
            self.tab.mouse.click(*at)
        self.tab.keyboard.press("Escape")


@pytest.fixture(scope="module")
def watched(browser, page):
    shown = Watched(browser, page)
    yield shown
    shown.context.close()


def test_the_hostile_map_has_every_view(watched):
    assert set(watched.settle()["views"]) == set(PLACES)


@pytest.mark.parametrize("view", PLACES)
def test_nothing_that_was_exported_runs_asks_or_becomes_an_element(watched, view):
    shown, tab = watched, watched.tab
    before = tab.evaluate(_COUNTS)
    asked = len(shown.requests)
    tab.click(f"[data-view={view}]")
    state = shown.settle()
    if view != "tables":
        shown.point_at_everything(state)
    for text in ("<", "alert", "__proto__", "constructor", "&lt;"):
        tab.fill("#search", text)
    tab.fill("#search", "script")
    tab.keyboard.press("Enter")
    shown.settle()
    for button in ("#language", "#theme", "#language", "#theme"):
        tab.click(button)
        shown.settle()
    if view == "tables":
        for kind in ("clusters", "links", "keywords"):
            tab.click(f"[data-key=table-{kind}]")
            tab.fill("[data-key=filter]", "<script")
            tab.fill("[data-key=filter]", "")
            data = shown.saved("[data-key=csv]").decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(data, newline="")))
            assert len(rows) > 1
            assert not [cell for row in rows for cell in row if _FORMULA.match(cell)]
    else:
        picture = shown.saved("#svg").decode()
        assert can_run(picture) == []
        assert shown.saved("#png").startswith(b"\x89PNG")
    tab.keyboard.press("Escape")
    assert shown.dialogs == []
    assert [url for url in shown.requests[asked:] if not url.startswith(("blob:", "data:"))] == []
    assert shown.said == []
    assert tab.evaluate(_COUNTS) == before
    assert before["handlers"] == 0
    assert before["img"] == before["iframe"] == before["object"] == 0
