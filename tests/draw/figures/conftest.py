"""Styles and boxes for the tests of figures."""

import pytest

from cooccur.draw.figures.sheet import Sheet, text_box
from cooccur.draw.figures.style import POINTS_PER_MM, FigureStyle


def boxes_of(scene, style):
    """What each text of a scene covers."""
    return [text_box(Sheet(style), text) for text in scene.texts]


@pytest.fixture(scope="session", name="boxes_of")
def _boxes_of():
    return boxes_of


@pytest.fixture(scope="session")
def style_of():
    """A style by its width in mm."""
    return lambda width, **more: FigureStyle(width=width * POINTS_PER_MM, **more)
