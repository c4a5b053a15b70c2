import io
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from cooccur.options import FigureOptions
from cooccur.scene import Disc, Path, Raster, Rect, Scene, Text, curve, line
from cooccur.writers.scenes import figure_file
from cooccur.writers.svg import png_of, svg

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert(1)</script> & \" ' $x_1$ \x00\x07\ud800\uffff 中文"


def scene_of(*marks, **more):
    return Scene(width=100.0, height=50.0, title=HOSTILE, alt=HOSTILE, marks=marks, **more)


def parsed(scene):
    return ET.fromstring(svg(scene))  # noqa: S314 our own bytes


def test_a_hostile_title_and_text_stay_text():
    text = Text(10, 20, HOSTILE, 7, "#000000", halo=True)
    root = parsed(scene_of(text, Disc((5, 5), 2, "#ff0000", tooltip=HOSTILE)))
    assert root.find(f"{NS}title").text.startswith("</svg><script>")
    assert not list(root.iter(f"{NS}script"))
    assert {e.text for e in root.iter(f"{NS}text")} == {root.find(f"{NS}title").text}


def test_a_text_with_a_halo_is_written_twice_and_read_once():
    root = parsed(scene_of(Text(1, 2, "trust", 7, "#000000", halo=True)))
    halo, text = root.iter(f"{NS}text")
    assert halo.get("aria-hidden") == "true"
    assert text.get("stroke") is None
    assert halo.text == text.text == "trust"


def test_every_mark_becomes_an_element():
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    marks = (
        Disc((5, 5), 2, "#ff0000"),
        Rect(0, 0, 5, 5, "#00ff00", 0.5, 1),
        line((0, 0), (5, 5), colour="#0000ff", width=1),
        curve((0, 0), (2, 3), (5, 5), colour="#0000ff", width=1),
        Path((("M", ((0, 0),)), ("L", ((1, 1),)), ("Z", ())), fill="#123456"),
        Text(1, 2, "a", 7, "#000000"),
        Raster(0, 0, 10, 10, pixels),
    )
    root = parsed(scene_of(*marks, background=""))
    drawn = [e.tag.removeprefix(NS) for e in root if e.tag not in {f"{NS}title", f"{NS}desc"}]
    assert drawn == ["circle", "rect", "path", "path", "path", "text", "image"]


def test_metadata_can_be_read_back():
    root = parsed(scene_of(metadata={"manifest": '{"a": "</metadata>"}'}))
    assert '"manifest"' in root.find(f"{NS}metadata").text


@pytest.mark.parametrize("shape", [(1, 1, 3), (7, 5, 3)])
def test_pixels_come_back_from_png(shape):
    pixels = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    assert (np.asarray(Image.open(io.BytesIO(png_of(pixels)))) == pixels).all()


@pytest.mark.parametrize("width", [84, 174])
def test_a_figure_is_sized_in_millimetres(example_map, width):
    data = figure_file(example_map, ".svg", view="network", options=FigureOptions(width=width))
    root = ET.fromstring(data)  # noqa: S314
    assert root.get("width") == f"{width}mm"
    across = float(root.get("viewBox").split()[2])
    assert across == pytest.approx(width / 25.4 * 72, abs=0.01)


def test_a_figure_has_a_background_unless_it_is_to_be_transparent(example_map):
    def backgrounds(options):
        data = figure_file(example_map, ".svg", view="years", options=options)
        return len(re.findall(rb'<rect width="493.\d+" height="[\d.]+" fill="#ffffff"', data))

    assert backgrounds(FigureOptions()) == 1
    assert backgrounds(FigureOptions(transparent=True)) == 0


def test_the_same_figure_has_the_same_bytes(example_map):
    first = figure_file(example_map, ".svg", view="timeline")
    assert figure_file(example_map, ".svg", view="timeline") == first


def test_what_is_no_mark_is_refused():
    with pytest.raises(TypeError, match="no mark of a scene: 'disc'"):
        svg(scene_of("disc"))
