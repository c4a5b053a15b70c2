from itertools import combinations

import numpy as np
import pytest

from cooccur.draw.appearance import (
    GREY,
    PALETTES,
    colour_of,
    crowding,
    font_px,
    palette_of,
    radius_px,
)
from cooccur.draw.figures.pies import COLOURS
from cooccur.errors import UnknownChoiceError

# Machado, Oliveira & Fernandes (2009), severity 1, on linear light.
VISION = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def light(colour):
    channel = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)


def lab(colour, vision="normal"):
    seen = np.clip(np.array(VISION[vision]) @ light(colour), 0, 1)
    ratio = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one, other):
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grey = 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25**7)))
    c1, c2 = np.hypot((1 + grey) * a1, b1), np.hypot((1 + grey) * a2, b2)
    h1 = np.degrees(np.arctan2(b1, (1 + grey) * a1)) % 360
    h2 = np.degrees(np.arctan2(b2, (1 + grey) * a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    middle_l, middle_c = (l1 + l2) / 2, (c1 + c2) / 2
    middle_h = h1 + turn / 2 if c1 * c2 else h1 + h2
    t = 1 - 0.17 * np.cos(np.radians(middle_h - 30)) + 0.24 * np.cos(np.radians(2 * middle_h))
    t += 0.32 * np.cos(np.radians(3 * middle_h + 6)) - 0.2 * np.cos(np.radians(4 * middle_h - 63))
    off = (middle_l - 50) ** 2
    dl = (l2 - l1) / (1 + 0.015 * off / np.sqrt(20 + off))
    dc = (c2 - c1) / (1 + 0.045 * middle_c)
    dh = hue / (1 + 0.015 * middle_c * t)
    bend = np.exp(-((((middle_h % 360) - 275) / 25) ** 2))
    turned = -np.sin(np.radians(60 * bend)) * 2 * np.sqrt(middle_c**7 / (middle_c**7 + 25**7))
    return np.sqrt(dl**2 + dc**2 + dh**2 + turned * dc * dh)


def closest(colours, vision):
    return min(ciede2000(lab(a, vision), lab(b, vision)) for a, b in combinations(colours, 2))


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_yardstick_gives_the_published_differences(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("name", ["cooccur", "cooccur-10"])
def test_any_two_colours_can_be_told_apart_in_every_vision(name, vision):
    assert closest(palette_of(name).colours, vision) >= 10


@pytest.mark.parametrize("vision", VISION)
def test_any_two_databases_can_be_told_apart_in_every_vision(vision):
    assert closest(COLOURS, vision) >= 10
    assert closest([*COLOURS, GREY], vision) >= 8


def test_databases_have_other_colours_than_clusters():
    clusters = palette_of("cooccur").colours
    assert min(ciede2000(lab(a), lab(b)) for a in COLOURS for b in clusters) >= 8


def test_grey_can_be_told_from_the_default_colours():
    colours = palette_of("cooccur").colours
    assert min(ciede2000(lab(GREY), lab(colour)) for colour in colours) >= 10


def test_the_default_colours_stand_out_from_white():
    for colour in palette_of("cooccur").colours:
        luminance = float(TO_XYZ[1] @ light(colour))
        assert 1.05 / (luminance + 0.05) >= 2.2


def test_every_palette_is_of_different_colours_written_alike():
    for name, palette in PALETTES.items():
        assert palette.name == name
        assert len(set(palette.colours)) == len(palette.colours) >= 7
        for colour in palette.colours:
            assert len(light(colour)) == 3
            assert colour == "#" + colour[1:].upper()


def test_clusters_beyond_the_palette_are_tints_and_then_grey():
    assert colour_of(0) == "#4545B8"
    assert colour_of(7) == "#65530D"
    assert colour_of(8) == "#9999D8"
    assert len({colour_of(cluster) for cluster in range(16)}) == 16
    assert colour_of(16) == colour_of(-1) == GREY
    assert colour_of(8, "cooccur-10") == "#A17413"


def test_an_unknown_palette_is_answered_with_the_known_ones():
    with pytest.raises(UnknownChoiceError, match="known: cooccur, cooccur-10, vos, okabe-ito"):
        colour_of(0, "rainbow")


def test_areas_are_proportional_to_occurrences():
    radius = radius_px([100, 25, 25, 50])
    assert radius[0] == pytest.approx(2 * radius[1])
    assert radius[3] == 7.5
    assert radius_px([1000, 1, 1])[1] == 2.5


def test_fonts_grow_with_occurrences_up_to_a_limit():
    assert font_px([50, 50]).tolist() == pytest.approx([13.1, 13.1])
    large, small = font_px([10_000] + [1] * 99)[:2]
    assert large == 26
    assert 9.5 < small < 10


def test_no_keywords_have_no_sizes():
    assert radius_px([]).tolist() == []
    assert font_px(np.zeros(2)).tolist() == [9.5, 9.5]


def test_circles_never_cover_more_than_a_tenth_of_the_stage():
    few, many = np.full(100, 7.5), np.full(5000, 7.5)
    assert crowding(few) == 1
    assert np.pi * ((crowding(many) * many) ** 2).sum() == pytest.approx(0.1 * 1130 * 792)
    assert crowding(np.zeros(0)) == 1
