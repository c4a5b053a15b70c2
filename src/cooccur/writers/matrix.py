"""Matrices of a map as CSV, for programs that cluster or scale them: SPSS, UCINET, R."""

from __future__ import annotations

from typing import Final

import numpy as np

from cooccur.errors import CallError
from cooccur.model import Floats, KnowledgeMap
from cooccur.writers.tables import Table, csv_bytes

MOST_KEYWORDS: Final = 5_000
_UP_TO_ONE: Final = frozenset({"cosine", "jaccard", "dice", "inclusion", "equivalence", "npmi"})
"""Similarities by which a keyword is 1 to itself."""


def cooccurrence_matrix(knowledge_map: KnowledgeMap) -> bytes:
    """Co-occurrences as counted of all pairs, occurrences on the diagonal.

    Raises
    ------
    CallError
        When the map has more than `MOST_KEYWORDS` keywords.
    """
    network = knowledge_map.network
    return _matrix(
        knowledge_map, network.link_columns["strength"], network.node_columns["occurrences"]
    )


def similarity_matrix(knowledge_map: KnowledgeMap) -> bytes:
    """Similarities of all pairs, 0 where there is no link.

    The diagonal is 1 for similarities that end there; for the others (association strength, PMI)
    it is empty, since a keyword has no similarity to itself.

    Raises
    ------
    CallError
        When the map has more than `MOST_KEYWORDS` keywords.
    """
    network = knowledge_map.network
    steps = (dict(step.options) for step in network.history if step.name == "normalise")
    is_bounded = any(step["similarity"] in _UP_TO_ONE for step in steps)
    diagonal = np.full(network.n_nodes, 1.0 if is_bounded else np.nan)
    return _matrix(knowledge_map, network.link_columns["weight"], diagonal)


def occurrence_vector(knowledge_map: KnowledgeMap) -> bytes:
    """Keyword and occurrences, in the order of the matrices."""
    rows = knowledge_map.network.node_columns.rows("keyword", "occurrences")
    return csv_bytes((("keyword", "occurrences"), rows))


def _matrix(knowledge_map: KnowledgeMap, values: Floats, diagonal: Floats) -> bytes:
    network = knowledge_map.network
    n, links = network.n_nodes, network.link_columns
    if n > MOST_KEYWORDS:
        raise CallError(
            f"a matrix of {n:,} keywords would have {n * n:,} cells; at most {MOST_KEYWORDS:,} "
            "keywords are written, lower --max-keywords"
        )
    matrix = np.zeros((n, n), dtype=np.result_type(values.dtype, diagonal.dtype))
    matrix[links["source"], links["target"]] = values
    matrix[links["target"], links["source"]] = values
    np.fill_diagonal(matrix, diagonal)
    keywords = network.node_columns["keyword"].tolist()
    rows = ([keyword, *row] for keyword, row in zip(keywords, matrix.tolist(), strict=True))
    table: Table = (["keyword", *keywords], rows)
    # A keyword may be called x.
    return csv_bytes(table, coordinates=())
