"""What a view needs of a map, and the error where the map does not hold it."""

from __future__ import annotations

from cooccur.errors import DataError
from cooccur.model import Columns, KnowledgeMap


def needed_table(knowledge_map: KnowledgeMap, name: str, lack: str) -> Columns:
    """The table of an analysis, which has rows.

    Raises
    ------
    DataError
        When the analysis was not made or found nothing; ``lack`` says so and what to do.
    """
    table = knowledge_map.network.tables.get(name)
    if table is None or not table.length:
        raise no_figure(lack)
    return table


def no_figure(lack: str) -> DataError:
    """The error of a view that has nothing to show; ``lack`` says why and what to do."""
    return DataError(lack, code="no-figure")
