"""How a map shows itself in a notebook: its page in a sandboxed frame, a picture where frames fall.

A notebook that is not trusted drops the frame but keeps what stands inside it, which browsers
never draw: there the picture appears.
"""

from __future__ import annotations

import base64
from html import escape


def frame(page: bytes, picture: bytes, *, title: str, height: int = 720) -> str:
    """HTML that shows a page inside a notebook.

    Parameters
    ----------
    page : bytes
        A whole HTML page in UTF-8.
    picture : bytes
        The same map as an SVG file, for notebooks that show no frames.
    title : str
        What the frame holds, for screen readers.
    height : int
        Of the frame, in CSS pixels.

    Returns
    -------
    str
        One ``<iframe>``; the page in it cannot reach the notebook.
    """
    image = base64.b64encode(picture).decode()
    alternative = escape(title, quote=True)
    return (
        f'<iframe title="{alternative}" width="100%" height="{height}" style="border:0" '
        'sandbox="allow-scripts allow-downloads allow-popups" '
        f'srcdoc="{escape(page.decode(), quote=True)}">'
        "<p>Trust this notebook to explore the map. "
        "信任此笔记本后可交互查看图谱。</p>"
        f'<img alt="{alternative}" src="data:image/svg+xml;base64,{image}">'
        "</iframe>"
    )
