"""Spectral clustering of one connected network."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.model import Floats, Ints

_MOST_CLUSTERS: Final = 20


def spectral(n_nodes: int, source: Ints, target: Ints, weight: Floats, seed: int) -> Ints:
    """Clusters of a connected network from the smallest eigenvectors of its Laplacian.

    Parameters
    ----------
    n_nodes : int
        Number of nodes.
    source, target, weight : ndarray, shape (links,)
        The links; weights above 0.
    seed : int
        Seed of k-means.

    Returns
    -------
    ndarray of int, shape (n_nodes,)
        Cluster of each node. Their number is that of the largest gap between successive
        eigenvalues, 2 to 20; networks below four nodes are one cluster.

    Notes
    -----
    Eigenvectors of the normalised Laplacian with their largest entry positive, rows scaled to unit
    length, grouped by k-means (k-means++, 20 starts).

    References
    ----------
    Ng, Jordan & Weiss (2001), NIPS 14, 849; Chen, Ibekwe-SanJuan & Hou (2010), JASIST 61(7), 1386.
    """
    if n_nodes < 4:
        return np.zeros(n_nodes, dtype=np.int64)
    from sklearn.cluster import KMeans

    matrix = np.zeros((n_nodes, n_nodes))
    matrix[source, target] = matrix[target, source] = weight
    scale = 1 / np.sqrt(matrix.sum(axis=1))
    laplacian = np.eye(n_nodes) - scale[:, None] * matrix * scale
    values, vectors = np.linalg.eigh(laplacian)
    most = min(_MOST_CLUSTERS, n_nodes - 1)
    # Rounding must not choose between gaps that are equal.
    gaps = np.diff(values[: most + 1]).round(9)
    n_clusters = 2 + int(gaps[1:].argmax()) if len(gaps) > 1 else 2
    rows = _signed(vectors[:, :n_clusters])
    rows /= np.maximum(np.sqrt(np.square(rows).sum(axis=1)), 1e-300)[:, None]
    means = KMeans(n_clusters, init="k-means++", n_init=20, random_state=seed)
    labels: Ints = means.fit_predict(rows.round(9)).astype(np.int64)
    return labels


def _signed(vectors: Floats) -> Floats:
    largest = np.abs(vectors).round(9).argmax(axis=0)
    signed: Floats = vectors * np.sign(vectors[largest, np.arange(vectors.shape[1])])
    return signed
