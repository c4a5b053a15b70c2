"""How the documentation is built: `sphinx-build -W --keep-going -b html docs OUT`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from cooccur import __version__

project = "cooccur"
author = "The cooccur developers"
project_copyright = "The cooccur developers, MIT licence"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc", "mathml", "from_code"]
exclude_patterns = ["_ext", "_build"]
suppress_warnings = ["config.cache"]
# Names in single quotes of docstrings that stand for no object are shown as code.
default_role = "py:obj"

myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "pydata_sphinx_theme"
html_title = f"cooccur {version}"
html_static_path = ["_static"]
html_css_files = ["cooccur.css"]
html_show_sourcelink = False
html_copy_source = False
html_math_renderer = "mathml"
html_last_updated_fmt = None
html_context = {"default_mode": "auto"}
html_theme_options = {
    "header_links_before_dropdown": 7,
    "navigation_with_keys": False,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
_ALONE = ("index", "tutorial", "tutorial-zh", "presets", "changelog", "contributing")
html_sidebars: dict[str, list[str]] = {name: [] for name in _ALONE}
