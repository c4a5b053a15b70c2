"""Maps, networks and corpora in notebooks: what is shown, and that it is drawn there."""

import base64
import importlib.util
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import nbformat
import pytest

from cooccur.draw.layout import lay_out
from cooccur.errors import CallError, CooccurWarning, UnknownChoiceError
from cooccur.model import Columns, Problem, SourceFile
from cooccur.writers.html import page
from cooccur.writers.notebook import corpus_display, map_display, network_display

EXAMPLE = Path(__file__).parents[2] / "examples/social-ecommerce"
PIXELS = """() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4 * 97) {
    if (data[i + 3]) colours.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  }
  return colours.size;
}"""


KERNEL = "jupyterapp.shell.currentWidget?.sessionContext.session?.kernel?.status"


@pytest.fixture(scope="module")
def small_map(make_map):
    return lay_out(make_map(60, n_records=400, min_occurrences=3, lang="en").network, lang="en")


class Elements(HTMLParser):
    """Every element with its attributes, as a browser reads them."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def test_the_frame_holds_the_page_as_it_is_written(small_map):
    (frame,) = Elements(map_display(small_map).html).all("iframe")
    assert frame["srcdoc"] == page(small_map).decode()
    assert frame["sandbox"].split() == ["allow-scripts", "allow-downloads", "allow-popups"]
    assert frame["height"] == "720"


def test_what_is_shown_outside_the_frame_is_a_note_and_a_picture(hostile_map):
    laid_out = lay_out(hostile_map.network, title=hostile_map.title)
    shown = Elements(map_display(laid_out).html)
    assert [tag for tag, _ in shown.found] == ["iframe", "p", "span", "img"]
    (image,) = shown.all("img")
    assert image["alt"].startswith("</title><script>")
    assert set(image) == {"alt", "src"}
    kind, data = image["src"].split(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).startswith(b"<svg ")


def test_a_map_is_shown_in_the_view_and_height_asked_for(example_map):
    shown = example_map.show(view="timeline", height=500)
    (frame,) = Elements(shown.html).all("iframe")
    assert frame["height"] == "500"
    assert '"view":"timeline"' in frame["srcdoc"]
    assert repr(shown) == repr(example_map)
    assert shown.html != example_map.show(height=500).html


def test_the_same_map_shows_itself_in_the_same_bytes_both_ways(example_map):
    bundle = example_map._repr_mimebundle_()
    assert bundle == {"text/plain": repr(example_map), "text/html": example_map._repr_html_()}
    assert example_map.show()._repr_mimebundle_() == bundle


def test_views_and_heights_that_do_not_exist_are_refused(small_map):
    with pytest.raises(UnknownChoiceError, match="timeline"):
        small_map.show(view="globe")
    for height in (0, 199, 4001):
        with pytest.raises(CallError, match="200 to 4000"):
            small_map.show(height=height)


def test_a_view_without_a_figure_has_the_network_as_its_picture(small_map):
    pictures = {
        Elements(small_map.show(view=view).html).all("img")[0]["src"]
        for view in ("network", "tables", "bursts")
    }
    assert len(pictures) == 1


def test_a_heavy_map_is_told(small_map, monkeypatch):
    monkeypatch.setattr("cooccur.writers.notebook.LARGE", 100_000)
    with pytest.warns(CooccurWarning, match=r"adds 0\.\d MB .*save") as told:
        small_map.show()
    assert told[0].message.code == "too-large"


def test_a_heavy_picture_is_left_out(small_map, monkeypatch):
    monkeypatch.setattr("cooccur.writers.notebook._PICTURE_AT_MOST", 1000)
    assert Elements(map_display(small_map).html).all("img") == []


def test_a_corpus_shows_its_files(example_map):
    html = example_map.corpus._repr_html_()
    assert "1215 records read, 1200 kept" in html
    assert html.count("<tr>") == 1 + len(example_map.corpus.files)
    assert "savedrecs_1.txt" in html


def test_a_corpus_says_how_many_notes_there_are_and_what_was_selected(example_map):
    corpus = example_map.corpus
    notes = replace(corpus, problems=(Problem("a.txt", 3, "encoding", "guessed"),) * 2)
    assert "; 2 notes in .problems</p>" in corpus_display(notes)._repr_html_()
    assert "notes" not in corpus_display(replace(corpus, problems=())).html
    few = corpus.select(corpus.record_columns["year"] > 2020)
    assert f"{corpus.kept} kept, {len(few)} selected;" in corpus_display(few).html


def test_a_corpus_of_many_files_shows_the_first(example_map):
    many = replace(example_map.corpus, files=example_map.corpus.files * 5)
    html = corpus_display(many).html
    assert html.count("<tr>") == 13
    assert "… and 8 more" in html


def test_a_name_of_a_file_cannot_become_an_element(example_map):
    name = "<img src=x onerror=alert(1)>\u202egpj\x07.txt"
    file = SourceFile(name, "<b>", "utf-8", "0" * 64, 1, 1, 0, 0)
    html = corpus_display(replace(example_map.corpus, files=(file,))).html
    known = {"div", "p", "table", "thead", "tr", "th", "tbody", "td"}
    assert {tag for tag, _ in Elements(html).found} == known
    assert "\\u202egpj\\u0007" in html


def test_a_network_shows_its_numbers_clusters_and_picture(small_map):
    html = small_map.network._repr_html_()
    assert f"<td>{small_map.network.n_links}</td>" in html
    assert f"<td>{small_map.network.cluster_columns['label'][0]}</td>" in html
    assert len(Elements(html).all("img")) == 1


def test_a_network_that_was_only_counted_shows_its_numbers(small_map):
    network = small_map.network
    bare = {name: network.node_columns[name] for name in ("keyword", "key", "occurrences")}
    counted = replace(network, node_columns=Columns(bare), cluster_columns=Columns({}), quality={})
    html = network_display(counted).html
    assert [tag for tag, _ in Elements(html).found].count("table") == 1
    assert f"<td>{network.n_nodes}</td>" in html


@pytest.mark.parametrize("name", ["bursts", "years", "themes", "evolution", "trends"])
def test_the_tables_of_analyses_are_at_hand_by_name(example_map, name):
    table = getattr(example_map, name)
    assert len(table)
    assert table.equals(getattr(example_map.network, name))
    assert table.equals(example_map.network.table(name))


def test_a_map_without_slices_says_which_tables_it_has(example_map):
    with pytest.raises(KeyError, match=r"no table 'slices'.*bursts"):
        _ = example_map.slices


def until(check, *, pause=time.sleep, step=0.1, seconds=120.0):
    end = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < end
        pause(step)
    return found


def drawn(tab):
    """The frame of the map, once it has drawn itself."""

    def ready():
        for frame in tab.frames:
            if frame.url == "about:srcdoc" and frame.evaluate(
                "document.documentElement.dataset.ready === '1'"
            ):
                return frame
        return None

    # Requests are let through and frames become known only while the browser is waited for.
    return until(ready, pause=tab.wait_for_timeout, step=100)


@pytest.fixture
def watched(browser):
    """A tab, and every request that left this machine or came from a frame."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    tab = context.new_page()
    tab.asked = []
    tab.outside = []

    def note(route):
        request = route.request
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws"} and address.hostname != "127.0.0.1":
            tab.outside.append(request.url)
            route.abort()
        else:
            route.continue_()

    tab.on("request", lambda request: tab.asked.append((request.frame, request.url)))
    tab.route("**/*", note)
    yield tab
    context.close()


def of_frame(tab, frame):
    """What the page in the frame asked for; the document of the frame itself is no request."""
    return [
        url
        for asking, url in tab.asked
        if asking == frame and not url.startswith(("data:", "blob:", "about:srcdoc"))
    ]


def notebook_of(*sources):
    cells = [nbformat.v4.new_code_cell(source, id=f"c{n}") for n, source in enumerate(sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


SOURCES = (
    "import cooccur\nknowledge_map = cooccur.map('exports', min_occurrences=1, title='Twelve')",
    "knowledge_map",
    "knowledge_map.figure('timeline', width=84)",
    "import matplotlib.pyplot\n\nknowledge_map.figure('timeline', width=84)",
)


def executed(notebook, folder):
    from nbclient import NotebookClient

    return NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(folder)}}
    ).execute()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_a_notebook_made_into_a_page_draws_its_map(export, watched, tmp_path):
    exporters = pytest.importorskip("nbconvert.exporters")
    notebook = executed(notebook_of(*SOURCES), tmp_path)
    assert set(notebook.cells[1].outputs[0].data) == {"text/html", "text/plain"}
    (figure,) = notebook.cells[2].outputs
    assert set(figure.data) == {"image/png", "text/plain"}
    assert figure.metadata["image/png"]["width"] == round(84 / 25.4 * 96)
    assert [output.data for output in notebook.cells[3].outputs] == [figure.data]
    html, _ = exporters.HTMLExporter().from_notebook_node(notebook)
    (tmp_path / "notebook.html").write_text(html, encoding="utf-8")
    watched.goto((tmp_path / "notebook.html").as_uri(), wait_until="domcontentloaded")
    frame = drawn(watched)
    assert frame.evaluate(PIXELS) > 8
    assert len(frame.evaluate("cooccur.state().labels")) >= 5
    assert of_frame(watched, frame) == []
    keep(watched, "nbconvert")


def keep(tab, name):
    if folder := os.environ.get("COOCCUR_PICTURES"):
        tab.screenshot(path=Path(folder) / f"{name}.png")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def lab(tmp_path, export):
    """The address of a JupyterLab on this machine that serves a folder, without any settings."""
    if not importlib.util.find_spec("jupyterlab"):
        pytest.skip("jupyterlab is not installed")
    own = {name: str(tmp_path / name.lower()) for name in ("HOME", "IPYTHONDIR")}
    own |= {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    address = f"http://127.0.0.1:{(port := free_port())}"
    settings = (
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={tmp_path}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    )
    with (tmp_path / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *settings],
            cwd=tmp_path,
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
        )

    def answers():
        assert server.poll() is None, (tmp_path / "lab.log").read_text()[-2000:]
        try:
            return urlopen(f"{address}/api/status", timeout=5).status == 200  # noqa: S310
        except OSError:
            return False

    try:
        until(answers)
        yield address
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_jupyterlab_shows_a_picture_until_it_is_trusted_and_then_the_map(lab, watched, tmp_path):
    import cooccur

    notebook = notebook_of(*SOURCES)
    shown = cooccur.map(tmp_path / "exports", min_occurrences=1, title="Twelve").show()
    bundle = shown._repr_mimebundle_()
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", bundle)]
    nbformat.write(notebook, tmp_path / "given.ipynb")
    watched.goto(f"{lab}/lab/tree/given.ipynb?reset", wait_until="domcontentloaded")
    output = watched.locator(".jp-RenderedHTMLCommon img[alt=Twelve]")
    output.wait_for(timeout=60_000)
    until(
        lambda: output.evaluate("image => image.complete && image.naturalWidth > 200"),
        pause=watched.wait_for_timeout,
        step=100,
    )
    assert "Trust this notebook" in watched.locator(".jp-OutputArea-output").first.inner_text()
    assert watched.locator("iframe[srcdoc]").count() == 0
    keep(watched, "lab-untrusted")
    until(lambda: watched.evaluate(KERNEL) == "idle", pause=watched.wait_for_timeout, step=100)
    watched.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    frame = drawn(watched)
    assert frame.evaluate(PIXELS) > 8
    watched.locator(".jp-OutputArea-output img[src^='data:image/png']").first.wait_for(
        timeout=60_000
    )
    keep(watched, "lab-run")
    assert of_frame(watched, frame) == []
    assert watched.outside == []
