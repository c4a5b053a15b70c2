"""The whole vocabulary: Corpus, KeywordNetwork, KnowledgeMap and what they are made of.

Values are frozen: a step takes one and returns a new one. Inside, columns are read-only numpy
arrays; pandas tables are built when asked for, and the long texts of a record (title, abstract)
are read from its file when asked for.
"""

from cooccur.model.columns import Columns, Floats, Ints
from cooccur.model.corpus import Corpus
from cooccur.model.map import EarlierMap, KnowledgeMap
from cooccur.model.network import Analyses, Incidence, KeywordNetwork, Slicing
from cooccur.model.reading import (
    AUTHOR,
    INDEX,
    PRIORITY,
    TRANSLATED,
    UNKNOWN_DATABASE,
    Details,
    Documents,
    MergedRecord,
    NoDocuments,
    Problem,
    Refusal,
    SkippedRecord,
    SourceFile,
    Step,
    priority_of,
)
from cooccur.model.tally import Tally

__all__ = [
    "AUTHOR",
    "INDEX",
    "PRIORITY",
    "TRANSLATED",
    "UNKNOWN_DATABASE",
    "Analyses",
    "Columns",
    "Corpus",
    "Details",
    "Documents",
    "EarlierMap",
    "Floats",
    "Incidence",
    "Ints",
    "KeywordNetwork",
    "KnowledgeMap",
    "MergedRecord",
    "NoDocuments",
    "Problem",
    "Refusal",
    "SkippedRecord",
    "Slicing",
    "SourceFile",
    "Step",
    "Tally",
    "priority_of",
]
