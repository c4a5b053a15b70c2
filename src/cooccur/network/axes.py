"""Places of keywords on axes: correspondence analysis, simple and multiple, and scaling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from cooccur.model import Floats

_NOTHING: Final = 1e-10  # eigenvalues up to here, as a share of their sum, are rounding errors
_EQUAL: Final = 1e-9  # and those that differ by less than this share of the largest are equal


@dataclass(frozen=True, eq=False)
class Correspondence:
    """What a correspondence analysis found of the columns of a table.

    Axes are those of an inertia above 0, the largest first; on each the coordinate farthest from
    0 is positive.
    """

    mass: Floats
    """Share of each column in the whole, shape (n,)."""
    inertia: Floats
    """Of each axis: its eigenvalue, shape (n_axes,)."""
    standard: Floats
    """Standard coordinates, of mean square 1 on each axis, shape (n, n_axes)."""

    @property
    def principal(self) -> Floats:
        """Principal coordinates, of mean square inertia: distances are those of chi-squared."""
        return self.standard * np.sqrt(self.inertia)


def correspondence_analysis(matrix: Floats) -> Correspondence:
    r"""Correspondence analysis of a table, for its columns.

    Parameters
    ----------
    matrix : ndarray of float, shape (m, n)
        Numbers of at least 0. Rows of zeros are left out; a column of zeros stands at 0.

    Returns
    -------
    Correspondence
        Of whole numbers the same to the last bit whatever the order of the rows.

    Notes
    -----
    The eigenvectors of :math:`S'S`, where :math:`S = D_r^{-1/2} (P - r c') D_c^{-1/2}` and P is
    the table as shares of its sum.

    References
    ----------
    Benzécri (1973), L'analyse des données, Dunod. Greenacre (1984), Theory and Applications of
    Correspondence Analysis, Academic Press.
    """
    of_row = matrix.sum(axis=1)
    products = np.zeros((matrix.shape[1], matrix.shape[1]))
    # Products of whole numbers are exact, and so in any order of the rows, before they are divided.
    for total in np.unique(of_row[of_row > 0]):
        rows = matrix[of_row == total]
        products += rows.T @ rows / total
    return _correspondence(products, matrix.sum(axis=0))


def multiple_correspondence(matrix: Floats) -> Correspondence:
    """Multiple correspondence analysis of yes-or-no variables.

    Parameters
    ----------
    matrix : ndarray of float, shape (m, p)
        1 where a record has the keyword, else 0.

    Returns
    -------
    Correspondence
        The p categories "yes", then the p categories "no". One that no record has (its keyword
        is in all records, or in none) does not take part and stands at 0; the inertia of the
        other K is K/p - 1.

    References
    ----------
    Greenacre (1984), Theory and Applications of Correspondence Analysis, Academic Press, ch. 5.
    """
    n_records, n_variables = matrix.shape
    both = matrix.T @ matrix
    yes = np.diag(both)
    only = yes[:, None] - both
    neither = n_records - yes - only
    burt = np.block([[both, only], [only.T, neither]])
    total = np.concatenate((yes, n_records - yes))
    return _correspondence(burt / max(n_variables, 1), total)


def _correspondence(products: Floats, total: Floats) -> Correspondence:
    """From the sums of each column and the products of columns over the sums of their rows."""
    whole = float(total.sum()) or 1.0
    root = np.sqrt(total)
    scale = np.divide(1, root, out=np.zeros_like(root), where=root > 0)
    # The second term takes away the trivial axis, on which all columns are one.
    inertia, vectors = _axes(products * np.outer(scale, scale) - np.outer(root, root) / whole)
    standard = vectors * (np.sqrt(whole) * scale)[:, None]
    return Correspondence(total / whole, inertia, signed(standard))


def benzecri_inertia(inertia: Floats, n_variables: int) -> Floats:
    r"""Inertia of the axes of a multiple correspondence analysis, as Benzécri corrected it.

    Parameters
    ----------
    inertia : ndarray of float, shape (n_axes,)
        Eigenvalues.
    n_variables : int
        Number of variables p.

    Returns
    -------
    ndarray of float, shape (n_axes,)
        :math:`(p / (p - 1))^2 (\lambda - 1/p)^2`; 0 for eigenvalues up to 1/p.

    References
    ----------
    Benzécri (1979), Les cahiers de l'analyse des données 4(3), 377.
    """
    if n_variables < 2:
        return np.zeros_like(inertia)
    above = np.maximum(inertia - 1 / n_variables, 0)
    corrected: Floats = (n_variables / (n_variables - 1) * above) ** 2
    return corrected


def classical_scaling(distance: Floats) -> tuple[Floats, Floats]:
    """Places whose distances come close to those given: classical multidimensional scaling.

    Parameters
    ----------
    distance : ndarray of float, shape (n, n)
        Symmetric, 0 on the diagonal.

    Returns
    -------
    (ndarray of float, shape (n, n_axes); ndarray of float, shape (n_axes,))
        Coordinates and eigenvalues above 0, largest first; the coordinate farthest from 0 on
        each axis is positive. Distances between points of a Euclidean space are reproduced.

    References
    ----------
    Torgerson (1952), Psychometrika 17(4), 401.
    """
    square = distance * distance
    means = square.mean(axis=0) if len(square) else square.sum(axis=0)
    middle = means.mean() if len(means) else 0.0
    values, vectors = _axes(-0.5 * (square - means - means[:, None] + middle))
    return signed(vectors * np.sqrt(values)), values


def _axes(symmetric: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues above 0, largest first, and their unit vectors."""
    values, vectors = np.linalg.eigh(symmetric)
    values, vectors = values[::-1], vectors[:, ::-1]
    is_real = values > _NOTHING * max(np.abs(values).sum(), 1e-300)
    values, vectors = values[is_real], vectors[:, is_real]
    if not len(values):
        return values, vectors
    apart = np.flatnonzero(np.diff(values) < -_EQUAL * values[0]) + 1
    bounds = [0, *apart.tolist(), len(values)]
    for begin, end in pairwise(bounds):
        if end - begin > 1:
            vectors[:, begin:end] = _basis(vectors[:, begin:end])
    return values, vectors


def _basis(vectors: Floats) -> Floats:
    """Of all axes of equal weight those that run through one row after the other.

    Any turn of such axes is as good; which one an eigenvalue routine gives is chance. Each axis
    here runs through the row that lies farthest out, of equal ones the first.
    """
    left = vectors @ vectors.T
    basis = np.empty_like(vectors)
    for column in range(vectors.shape[1]):
        row = int(np.diag(left).round(8).argmax())
        basis[:, column] = left[:, row] / np.sqrt(left[row, row])
        left = left - np.outer(basis[:, column], basis[:, column])
    return basis


def signed(coordinates: Floats) -> Floats:
    """The same coordinates; on each axis (column) the first of the farthest from 0 is positive."""
    if not coordinates.size:
        return coordinates
    farthest = np.abs(coordinates).round(8).argmax(axis=0)
    return coordinates * np.where(np.take_along_axis(coordinates, farthest[None], 0) < 0, -1, 1)
