"""Keyword co-occurrence knowledge maps from literature exports.

``cooccur.map("exports")`` makes a map, ``cooccur.read("exports")`` reads the records behind it,
``cooccur.inspect("exports")`` tells what was found in each file, ``cooccur.formats()`` what can be
read and written. ``cooccur.report("exports")`` writes all that a paper needs, ``cooccur.rerun``
makes a map again from what stands in it, ``cooccur.verify`` tells whether it comes out the same,
``cooccur.diff(old, new)`` what changed from one map to a later one.
``cooccur.thesaurus("exports")`` proposes which keywords are one.
"""

from cooccur._version import __version__
from cooccur.errors import CallError, CooccurError, DataError, UnknownChoiceError, UnrecognisedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cooccur.comparison import diff
    from cooccur.model import Corpus, KeywordNetwork, KnowledgeMap
    from cooccur.pipeline import map, read  # noqa: A004
    from cooccur.repeat import rerun, verify
    from cooccur.reporting import report
    from cooccur.summary import formats, inspect
    from cooccur.synonyms import thesaurus

_WHERE = {
    "Corpus": "cooccur.model",
    "KeywordNetwork": "cooccur.model",
    "KnowledgeMap": "cooccur.model",
    "diff": "cooccur.comparison",
    "formats": "cooccur.summary",
    "inspect": "cooccur.summary",
    "map": "cooccur.pipeline",
    "read": "cooccur.pipeline",
    "report": "cooccur.reporting",
    "rerun": "cooccur.repeat",
    "thesaurus": "cooccur.synonyms",
    "verify": "cooccur.repeat",
}

__all__ = [
    "CallError",
    "CooccurError",
    "Corpus",
    "DataError",
    "KeywordNetwork",
    "KnowledgeMap",
    "UnknownChoiceError",
    "UnrecognisedError",
    "__version__",
    "diff",
    "formats",
    "inspect",
    "map",
    "read",
    "report",
    "rerun",
    "thesaurus",
    "verify",
]


def __getattr__(name: str) -> object:
    """Fetch what is asked for when it is asked for: the command's help must not load numpy."""
    from importlib import import_module

    if name not in _WHERE:
        raise AttributeError(f"module 'cooccur' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return __all__
