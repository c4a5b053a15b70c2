"""The methods paragraph: what was done, as it stands in a paper, from parameters and results.

The words stand in ``templates/methods.en.md.j2`` and ``methods.zh.md.j2``. What only the author
knows, such as the search, is left as a blank that cannot be overlooked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from cooccur._version import __version__
from cooccur.errors import UnknownChoiceError
from cooccur.model import KnowledgeMap
from cooccur.writers.facts import facts
from cooccur.writers.markdown import cell, escaped, listed, one_line, reflowed
from cooccur.writers.references import WORKS, References

LANGUAGES: Final = ("en", "zh")
SOFTWARE: Final = (
    "The cooccur developers (n.d.), cooccur: keyword co-occurrence knowledge maps from literature "
    f"exports, version {__version__} (software)"
)
"""How the program is cited, as in ``CITATION.cff``."""
FORMULAS: Final = {
    "association_strength": "2m·cᵢⱼ / (kᵢ·kⱼ)",
    "cosine": "cᵢⱼ / √(sᵢ·sⱼ)",
    "jaccard": "cᵢⱼ / (sᵢ + sⱼ − cᵢⱼ)",
    "dice": "2cᵢⱼ / (sᵢ + sⱼ)",
    "inclusion": "cᵢⱼ / min(sᵢ, sⱼ)",
    "equivalence": "cᵢⱼ² / (sᵢ·sⱼ)",
    "pmi": "log₂(R·cᵢⱼ / (sᵢ·sⱼ))",
    "npmi": "log₂(R·cᵢⱼ / (sᵢ·sⱼ)) / −log₂(cᵢⱼ / R)",
    "proximity": "cᵢⱼ / (sᵢ·sⱼ)",
    "fractionalisation": "cᵢⱼ·(N/kᵢ + N/kⱼ) / 2",
    "none": "cᵢⱼ",
}
"""Similarities by name, in characters that any text can hold."""


def methods_text(knowledge_map: KnowledgeMap, *, lang: str = "en") -> str:
    """The methods of a map, with figure captions, flow of records, parameters and references.

    Parameters
    ----------
    knowledge_map : KnowledgeMap
        Any map.
    lang : str
        ``en`` or ``zh``.

    Returns
    -------
    str
        Markdown that ends in a line feed. The search, which no file tells, is left as a blank:
        ``**[search query]**`` or 【检索式】. The same map gives the same text.

    Raises
    ------
    UnknownChoiceError
        When there is no text in this language.
    """
    from jinja2 import Environment, StrictUndefined

    if lang not in LANGUAGES:
        raise UnknownChoiceError("language", lang, LANGUAGES)
    found = facts(knowledge_map)
    references = References(numbered=lang == "zh")
    # It is Markdown that is written, and what stands in it is escaped by its own filters.
    environment = Environment(  # noqa: S701
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_present
    )
    environment.filters.update(
        cell=cell, md=escaped, line=one_line, num=_number, share=_share, of=_of, listed=listed
    )
    template = environment.from_string(_template(f"methods.{lang}.md.j2"))
    text = template.render(
        **found,
        cite=references.cite,
        works=references.works,
        source=WORKS | _sources(found["steps"]),
        formulas=FORMULAS,
        selection=_selection(found["steps"]["slice"]),
        software=SOFTWARE,
        version=__version__,
    )
    return reflowed(text, joint=" " if lang == "en" else "")


def _template(name: str) -> str:
    folder = files("cooccur.writers") / "templates"
    return (folder / name).read_text(encoding="utf-8")


def _present(value: Any) -> Any:  # noqa: ANN401 whatever a template prints
    """What a template prints: never a value that does not exist."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        raise ValueError("the methods text would print a value that does not exist")
    return value


def _sources(steps: dict[str, dict[str, Any] | None]) -> dict[str, str]:
    """The sources of what was chosen from the tables of methods."""
    from cooccur.network.clusters import CLUSTERINGS
    from cooccur.network.cooccurrence import COUNTINGS
    from cooccur.network.labels import LABELLINGS
    from cooccur.network.pruning import PRUNINGS
    from cooccur.network.similarity import SIMILARITIES
    from cooccur.network.structure import METHODS

    tables: tuple[tuple[str, Mapping[str, Any], str, str], ...] = (
        ("counting", COUNTINGS, "cooccurrence", "counting"),
        ("similarity", SIMILARITIES, "normalise", "similarity"),
        ("slice_prune", PRUNINGS, "slice", "prune"),
        ("prune", PRUNINGS, "prune", "method"),
        ("cluster", CLUSTERINGS, "cluster", "method"),
        ("labels", LABELLINGS, "label_clusters", "labels"),
        ("structure_method", METHODS, "conceptual_structure", "method"),
    )
    return {
        name: str(table[step[option]].source)
        for name, table, at, option in tables
        if (step := steps[at])
    }


def _selection(step: dict[str, Any] | None) -> dict[str, Any] | None:
    """The criterion of a selection: its name, numbers and source."""
    from cooccur.network.selection import parse_selection, plain

    if not step:
        return None
    selection = parse_selection(step["select"])
    return {
        "name": selection.criterion.name,
        "numbers": [plain(number) for number in selection.numbers],
        "source": selection.criterion.source,
    }


def _number(value: float, decimals: int | None = None) -> str:
    """A number as it is, or with so many decimals; a real minus sign before it."""
    text = cell(value) if decimals is None else f"{round(value, decimals) + 0.0:.{decimals}f}"
    return text.replace("-", "−") if text.startswith("-") else text


def _share(value: float, unit: str = "\N{NO-BREAK SPACE}%") -> str:
    """A share as per cent with one decimal."""
    return f"{100 * value:.1f}{unit}"


def _of(number: int, noun: str, plural: str = "") -> str:
    """A number of things: ``1 record``, ``2 records``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
