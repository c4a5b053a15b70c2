"""What makes a page safe to open: data that cannot end its block, scripts named by their hash."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any, Final

_ESCAPES: Final = {
    ord(character): f"\\u{ord(character):04x}" for character in ("<", ">", "&", "\u2028", "\u2029")
}


def json_block(value: Any) -> str:  # noqa: ANN401 whatever JSON can hold
    """JSON for a ``<script type="application/json">``: nothing in it can end the block.

    Raises
    ------
    ValueError
        When a number is NaN or infinite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def content_hash(text: str) -> str:
    """The hash that a content security policy names an inline script or style by."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
