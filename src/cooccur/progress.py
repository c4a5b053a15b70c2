"""How what takes long tells what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done and how far it is (0..1)."""


def silent(_stage: str, _share: float) -> None:
    """The `Progress` of those who do not want to know."""
