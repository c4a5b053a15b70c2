"""What is known of a corpus too large to be held: sums over its records."""

from __future__ import annotations

from dataclasses import dataclass

from cooccur.model.columns import Columns, Ints


@dataclass(frozen=True, eq=False)
class Tally:
    """What is told of records that were counted and not kept."""

    kinds: Columns
    """One row a kind of record: ``database, document_type, language`` (str), ``records``."""
    years: Columns
    """Every year from the first to the last, then 0 for records without one: ``year, records``;
    ``mapped``, those that hold a keyword that was chosen; ``keywords``, distinct ones of these
    records, before any is chosen; ``new_keywords``, those that no earlier year has."""
    occurrences: Ints
    """Records of every keyword, before any is chosen, in descending order."""
    with_keywords: int
    """Records that have one."""
    databases: tuple[tuple[str, ...], ...]
    """Those of the records of each file, sorted."""
    language: str
    """That of most records, before any filter: ``en`` or ``zh``."""
