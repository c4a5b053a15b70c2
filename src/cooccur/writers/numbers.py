"""Numbers as JSON writes them shortest."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def rounded(
    values: NDArray[Any], *, digits: int | None = None, decimals: int | None = None
) -> list[int | float | None]:
    """Numbers as JSON writes them shortest, null for those that do not exist.

    Parameters
    ----------
    values : array
        Numbers.
    digits : int, optional
        Significant digits to keep.
    decimals : int, optional
        Decimals to keep, when ``digits`` is not given.
    """
    return [
        shortest(value, digits=digits, decimals=decimals)
        for value in np.asarray(values, float).tolist()
    ]


def shortest(
    value: float, *, digits: int | None = None, decimals: int | None = None
) -> int | float | None:
    """One number, see `rounded`."""
    if not np.isfinite(value):
        return None
    near = float(f"{value:.{digits}g}") if digits else float(round(value, decimals or 0))
    return int(near) if near.is_integer() else near
