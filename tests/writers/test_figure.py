"""PDF and PNG as a journal's preflight looks at them."""

import io
import re
import shutil
import subprocess
import sys
import warnings
from types import SimpleNamespace

import matplotlib as mpl
import pytest
from matplotlib import font_manager
from PIL import Image

from cooccur.draw.figure import FIGURES, draw_figure
from cooccur.draw.figures.style import POINTS_PER_MM, FigureStyle
from cooccur.errors import CallError, CooccurWarning, DataError
from cooccur.options import FigureOptions
from cooccur.scene import Scene, Text
from cooccur.writers import fonts
from cooccur.writers.figure import MapFigure, matplotlib_figure, pdf, png
from cooccur.writers.fonts import CHINESE, Fonts, installed_fonts
from cooccur.writers.formats import write
from cooccur.writers.scenes import figure_file

HOSTILE = "</svg> $x_1$ \\frac{a}{b} % # & \x00\x07 (a) 100$"


@pytest.fixture(scope="module", autouse=True)
def has_chinese():
    if not installed_fonts().missing("中"):
        return
    pytest.skip("no font with Chinese characters is installed")


def tool(name, data, tmp_path, *options):
    """What a tool of poppler says of a PDF."""
    if not shutil.which(name):
        pytest.skip(f"{name} (poppler) is not installed")
    path = tmp_path / "figure.pdf"
    path.write_bytes(data)
    command = [name, *options, str(path), *(["-"] if name == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def scene_of(example_map, view, width=174):
    style = FigureStyle(width=width * POINTS_PER_MM, measure=installed_fonts().width)
    return draw_figure(example_map, view, style=style)


@pytest.mark.parametrize("view", sorted(FIGURES))
def test_all_fonts_are_embedded_and_none_is_type_3(full_map, tmp_path, view):
    rows = tool("pdffonts", pdf(scene_of(full_map, view)), tmp_path).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"\byes\s+yes\s+yes\b", row), row
        assert "Type 3" not in row


@pytest.mark.parametrize("view", sorted(FIGURES))
def test_every_text_is_found_in_the_pdf(full_map, tmp_path, view):
    scene = scene_of(full_map, view)
    found = re.sub(r"\s", "", tool("pdftotext", pdf(scene), tmp_path, "-raw"))
    missing = [t.text for t in scene.texts if re.sub(r"\s", "", t.text) not in found]
    assert not missing


@pytest.mark.parametrize("width", [84, 174])
def test_a_page_has_the_size_asked_for(example_map, tmp_path, width):
    scene = scene_of(example_map, "network", width)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", tool("pdfinfo", pdf(scene), tmp_path))
    across, down = (float(length) / POINTS_PER_MM for length in size.groups())
    assert across == pytest.approx(width, abs=0.5)
    assert down == pytest.approx(scene.height / POINTS_PER_MM, abs=0.5)


@pytest.mark.parametrize("dpi", [300, 600])
@pytest.mark.parametrize("width", [84, 174])
def test_a_png_has_exactly_the_pixels_asked_for(example_map, width, dpi):
    scene = scene_of(example_map, "years", width)
    image = Image.open(io.BytesIO(png(scene, dpi=dpi)))
    assert image.size == (round(width / 25.4 * dpi), round(scene.height / 72 * dpi))
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)


@pytest.mark.parametrize("write_it", [pdf, png])
def test_the_same_scene_has_the_same_bytes(example_map, write_it):
    scene = scene_of(example_map, "density", 84)
    data = write_it(scene)
    assert write_it(scene) == data
    assert b"CreationDate" not in data


def test_a_transparent_figure_has_no_background(example_map):
    def corner(*, transparent):
        options = FigureOptions(width=84, transparent=transparent)
        data = figure_file(example_map, ".png", view="years", options=options)
        return Image.open(io.BytesIO(data)).convert("RGBA").getpixel((0, 0))

    assert corner(transparent=False) == (255, 255, 255, 255)
    assert corner(transparent=True)[3] == 0


def test_a_text_is_no_formula_and_a_hostile_title_does_no_harm(tmp_path):
    scene = Scene(300, 60, HOSTILE, HOSTILE, (Text(5, 20, HOSTILE, 7, "#000000", halo=True),))
    found = re.sub(r"\s", "", tool("pdftotext", pdf(scene), tmp_path))
    assert "$x_1$\\frac{a}{b}%#&" in found
    assert png(scene).startswith(b"\x89PNG")


def test_the_settings_of_a_session_neither_matter_nor_change(example_map):
    scene = scene_of(example_map, "years", 84)
    data = pdf(scene)
    odd = {"text.usetex": True, "font.size": 30, "pdf.fonttype": 3, "lines.linewidth": 9}
    with mpl.rc_context(odd):
        assert pdf(scene) == data
        assert mpl.rcParams["pdf.fonttype"] == 3


def test_pyplot_is_not_touched():
    code = "import sys, cooccur.writers.figure; print('matplotlib.pyplot' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"


def test_letters_without_a_glyph_are_told_with_the_font_to_install(monkeypatch):
    latin = Fonts(("DejaVu Sans",))
    monkeypatch.setattr("cooccur.writers.figure.installed_fonts", lambda: latin)
    scene = Scene(100, 40, "", "", (Text(5, 20, "信任 trust", 7, "#000000"),))
    with pytest.warns(CooccurWarning, match="fonts-noto-cjk") as told:
        pdf(scene)
    assert {warning.message.code for warning in told} == {"no-figure"}


def test_an_emoji_that_no_font_has_is_told_by_its_number(monkeypatch):
    monkeypatch.setattr("cooccur.writers.figure.installed_fonts", lambda: Fonts(("DejaVu Sans",)))
    scene = Scene(100, 40, "", "", (Text(5, 20, "\U0001fae0", 7, "#000000"),))
    with pytest.warns(CooccurWarning, match=r"U\+1FAE0"):
        png(scene)


def test_a_latin_face_comes_before_the_chinese_one():
    families = installed_fonts().families
    assert families[-1] == "DejaVu Sans"
    assert any(family in CHINESE for family in families) or fonts._any_chinese()


def test_any_family_with_chinese_characters_serves_where_no_usual_one_is(monkeypatch):
    names = ["Last Resort High-Efficiency", "Latin", "Zhu Song", "An Kai"]
    entries = [SimpleNamespace(name=name, fname=f"{name}.ttf") for name in names]
    faces = {f"{name}.ttf": SimpleNamespace(get_char_index=lambda code: code) for name in names}
    faces["Latin.ttf"] = SimpleNamespace(get_char_index=lambda code: code < 128)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", entries)
    monkeypatch.setattr(font_manager, "get_font", faces.__getitem__)
    assert installed_fonts.__wrapped__().families == ("An Kai", "DejaVu Sans")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", entries[:2])
    assert installed_fonts.__wrapped__().families == ("DejaVu Sans",)


def test_widths_grow_with_the_size_and_chinese_letters_are_an_em():
    width = installed_fonts().width
    assert width("信任", 10, bold=False) == pytest.approx(20, abs=0.5)
    assert width("trust", 14, bold=False) == pytest.approx(2 * width("trust", 7, bold=False))
    assert width("trust", 7, bold=True) >= width("trust", 7, bold=False)


def test_a_map_and_a_network_give_matplotlib_figures(example_map):
    figure = example_map.figure("timeline", width=84)
    assert isinstance(figure, MapFigure)
    assert figure.get_figwidth() == pytest.approx(84 / 25.4)
    assert figure._repr_png_().startswith(b"\x89PNG")
    assert repr(figure).startswith("<MapFigure of 84 x ")
    shown, sizes = figure._repr_mimebundle_()
    assert shown["image/png"].startswith("iVBORw0KGgo")
    assert sizes["image/png"]["width"] == 317
    assert isinstance(example_map.network.figure(), MapFigure)


def test_a_saved_figure_keeps_its_fonts_whatever_the_session_says(example_map, tmp_path):
    path = tmp_path / "own.pdf"
    with mpl.rc_context({"pdf.fonttype": 3}):
        example_map.figure("years").savefig(path)
    assert "Type 3" not in tool("pdffonts", path.read_bytes(), tmp_path)


def test_no_warning_is_given_for_chinese_and_english(example_map):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        matplotlib_figure(scene_of(example_map, "network", 84))


def test_outputs_are_figures_of_the_view_of_the_map(example_map, tmp_path):
    names = [str(tmp_path / f"figure{suffix}") for suffix in (".svg", ".pdf", ".png")]
    figures = FigureOptions(width=84, dpi=150)
    written = write(example_map, names, figures=figures)
    assert [path.suffix for path in written] == [".svg", ".pdf", ".png"]
    with Image.open(written[2]) as image:
        assert image.width == round(84 / 25.4 * 150)


@pytest.mark.parametrize(
    "values", [{"width": 20}, {"width": "84"}, {"width": float("nan")}, {"dpi": 10}, {"dpi": 1e3}]
)
def test_a_size_that_cannot_be_used_is_refused(values):
    with pytest.raises(CallError, match="expected"):
        FigureOptions(**values)


def test_a_view_without_data_writes_nothing(example_map, tmp_path):
    from dataclasses import replace

    bare = replace(
        example_map,
        network=replace(example_map.network, tables={}),
        options={**example_map.options, "view": "bursts"},
    )
    with pytest.raises(DataError, match="burst"):
        bare.save(tmp_path / "a.svg", tmp_path / "a.graphml")
    assert not list(tmp_path.iterdir())


def test_a_figure_from_the_command(run, export, tmp_path):
    done = run("map", export, "-o", "a.pdf", "-o", "b.svg", "--width", "84", "--view", "timeline")
    assert done.returncode == 0, done.stderr
    told = tool("pdfinfo", (tmp_path / "a.pdf").read_bytes(), tmp_path)
    size = re.search(r"Page size:\s+([\d.]+)", told)
    assert float(size.group(1)) == pytest.approx(84 * POINTS_PER_MM, abs=1.5)


def test_a_default_map_imports_no_matplotlib(export, tmp_path):
    names = [str(tmp_path / name) for name in ("a.html", "a.svg")]
    code = (
        f"import sys, cooccur; cooccur.map({str(export)!r}).save(*{names!r}); "
        "print('matplotlib' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"
