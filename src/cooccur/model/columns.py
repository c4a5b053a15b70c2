"""Columns: a table as named arrays of one length, which every other value is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import pandas as pd

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]


class Columns(Mapping[str, NDArray[Any]]):
    """Named columns of one length, read-only.

    Parameters
    ----------
    columns : mapping of str to array_like
        All of the same length. Lists of str become object arrays.

    Raises
    ------
    ValueError
        When the lengths differ.
    """

    __slots__ = ("_columns", "_length")
    # Mapping would compare arrays, which have no one truth value.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __init__(self, columns: Mapping[str, ArrayLike]) -> None:
        self._columns = {name: _frozen(values) for name, values in columns.items()}
        lengths = {len(values) for values in self._columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"columns of different lengths: {sorted(lengths)}")
        self._length = lengths.pop() if lengths else 0

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def length(self) -> int:
        """Number of rows."""
        return self._length

    def with_columns(self, **columns: ArrayLike) -> Columns:
        """The same rows with columns added or replaced."""
        return Columns({**self._columns, **columns})

    def take(self, rows: NDArray[Any]) -> Columns:
        """The rows at these positions, or where this mask is true."""
        return Columns({name: values[rows] for name, values in self._columns.items()})

    def rows(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """The rows, one after the other, of these columns only, in the order they are named.

        Numbers are those of Python, not of numpy.
        """
        return zip(*(self._columns[name].tolist() for name in names), strict=True)

    def frame(self) -> pd.DataFrame:
        """A pandas table with a copy of every column."""
        import pandas as pd

        return pd.DataFrame({name: values.copy() for name, values in self._columns.items()})


def _frozen(values: ArrayLike) -> NDArray[Any]:
    if isinstance(values, (list, tuple)) and (not values or isinstance(values[0], (str, tuple))):
        array = np.empty(len(values), dtype=object)
        array[:] = values
    else:
        array = np.asarray(values).view()
    array.flags.writeable = False
    return array
