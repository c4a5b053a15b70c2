import re
from dataclasses import replace

import numpy as np
import pytest

from cooccur.writers.pyvis import pyvis_page, safe_title, to_pyvis

HOSTILE = (
    "<script>window.__x=1</script>",
    "</script><img src=x onerror=window.__x=2>",
    '"><svg onload=window.__x=3>',
    "<a href=javascript:window.__x=4>href</a>",
)


@pytest.fixture(scope="module")
def knowledge_map(make_map):
    return looked(make_map(120, n_records=600))


@pytest.fixture(scope="module")
def hostile_map(make_map):
    words = [[*HOSTILE, "信任", "直播"], ["trust", "live streaming", "social commerce", "信任度"]]
    return looked(make_map(10, n_records=120, words=words))


def looked(knowledge_map):
    n = knowledge_map.network.n_nodes
    occurrences = knowledge_map.network.node_columns["occurrences"]
    radius = 7.5 * np.sqrt(occurrences / occurrences.mean())
    return replace(knowledge_map, radius=radius, colour=("#4545B8",) * n)


def test_the_network_keeps_places_sizes_and_names(knowledge_map):
    network = to_pyvis(knowledge_map)
    keywords = knowledge_map.network.node_columns["keyword"].tolist()
    assert [node["label"] for node in network.nodes] == keywords
    assert [node["id"] for node in network.nodes] == list(range(len(keywords)))
    assert network.nodes[0]["physics"] is False
    assert network.nodes[0]["x"] == pytest.approx(knowledge_map.shown_x[0] * 420, abs=0.01)
    assert network.nodes[0]["y"] == pytest.approx(-knowledge_map.shown_y[0] * 420, abs=0.01)
    assert len(network.edges) == min(1000, knowledge_map.network.n_links)
    assert network.options["physics"] == {"enabled": False}


def test_the_network_goes_on_in_pyvis(knowledge_map):
    network = to_pyvis(knowledge_map)
    network.add_node("mine", label="mine")
    network.add_edge(0, "mine")
    assert "mine" in network.generate_html()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_holds_no_mark_up_and_no_trigger_of_it(text):
    title = safe_title(text)
    assert not re.search(r"[<>&]", title)
    assert "href" not in title


def test_the_page_is_the_same_twice(knowledge_map):
    assert pyvis_page(knowledge_map) == pyvis_page(knowledge_map)
    assert b"\r" not in pyvis_page(knowledge_map)


def opened(browser, path, content):
    path.write_bytes(content)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    for _ in range(100):
        if page.evaluate("document.documentElement.dataset.ready"):
            break
        page.wait_for_timeout(50)
    return page, [url for url in asked if not url.startswith(("file:", "data:", "blob:"))], said


def overlaps(labels):
    boxes = [(b["x"], b["y"], b["x"] + b["width"], b["y"] + b["height"]) for b in labels]
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_the_page_draws_offline_with_labels_that_do_not_overlap(browser, knowledge_map, tmp_path):
    page, asked, said = opened(browser, tmp_path / "map.html", pyvis_page(knowledge_map))
    state = page.evaluate("window.cooccur.state()")
    page.close()
    assert (asked, said) == ([], [])
    assert len(state["labels"]) >= 30
    assert overlaps(state["labels"]) == []
    assert {label["id"] for label in state["labels"]} >= set(range(10))


def test_hostile_keywords_run_nothing(browser, hostile_map, tmp_path):
    page, asked, said = opened(browser, tmp_path / "map.html", pyvis_page(hostile_map))
    for node in page.evaluate("window.cooccur.state().nodes"):
        page.mouse.move(node["x"], node["y"] + 60)
        page.wait_for_timeout(150)
    assert page.evaluate("window.__x") is None
    assert page.evaluate("document.querySelectorAll('[onerror],[onload]').length") == 0
    page.close()
    assert (asked, said) == ([], [])
