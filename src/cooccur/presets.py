"""What other programs do by default, as options of ours: one row a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cooccur.errors import UnknownChoiceError


@dataclass(frozen=True)
class Preset:
    """One row of the table of presets."""

    name: str
    title: str
    """The program, with the version whose defaults these are."""
    source: str
    differs: tuple[str, ...]
    """What is known to come out otherwise."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """The options that it sets, also where ours are the same by default."""


PRESETS: Final[dict[str, Preset]] = {
    row.name: row
    for row in (
        Preset(
            "citespace",
            "CiteSpace 6, node type Keyword",
            "Chen (2006), JASIST 57(3), 359; Chen (2014), The CiteSpace Manual; CiteSpace 101",
            (
                (
                    "CiteSpace groups by spectral clustering in its papers and by modularity in "
                    "its program; here it is modularity, maximised by Leiden (--cluster spectral "
                    "is there too)."
                ),
                (
                    "The distance behind CiteSpace's silhouette is not published; ours is the link "
                    "silhouette, which lies on the same scale."
                ),
                (
                    "CiteSpace names clusters by noun phrases of titles if told so; here keywords "
                    "name them."
                ),
                "Pruning is off, as in its panel before a box is ticked; add --prune pathfinder.",
                "Look-back years (LBY) concern cited references only and do not apply.",
            ),
            {
                "author_words": "2-4",
                "slices": 1,
                "select": "g-index:25",
                "lrf": 3.0,
                "links_per_node": 10,
                "e": 1.0,
                "similarity": "cosine",
                "decimals": 2,
                "cluster": "modularity",
                "labels": "llr",
                "node_style": "rings",
            },
        ),
        Preset(
            "vosviewer",
            "VOSviewer 1.6, co-occurrence of all keywords",
            "van Eck & Waltman (2010), Scientometrics 84, 523; VOSviewer Manual 1.6.20",
            (
                "VOSviewer draws the 1,000 strongest links, so does the page; tables hold all.",
                (
                    "VOSviewer asks whether keywords outside the largest connected set shall be "
                    "left out; here they stay unless --largest-component is given."
                ),
                "Clusters carry no name in VOSviewer.",
            ),
            {
                "counting": "full",
                "min_occurrences": 5,
                "max_keywords": 1000,
                "similarity": "association_strength",
                "cluster": "vos",
                "resolution": 1.0,
                "palette": "vos",
            },
        ),
        Preset(
            "biblioshiny",
            "Biblioshiny of bibliometrix 4, co-occurrence network",
            "Aria & Cuccurullo (2017), J. Informetrics 11(4), 959; bibliometrix 4 reference",
            (
                "Biblioshiny groups by walktrap; here it is modularity, maximised by Leiden.",
                (
                    "bibliometrix counts a keyword that a record repeats every time; here it "
                    "counts once a record."
                ),
                "Its layout is a force layout of igraph; here it is VOS mapping.",
                "A wrapped line of a WOS file is joined here and never parts a keyword.",
            ),
            {
                "keywords": "index",
                "min_occurrences": 1,
                "max_keywords": 50,
                "min_cooccurrences": 2,
                "drop_isolates": True,
                "similarity": "proximity",
                "cluster": "modularity",
            },
        ),
    )
}
"""The presets by name."""


def preset_values(name: str) -> Mapping[str, Any]:
    """The options that a preset sets, none for an empty name.

    Raises
    ------
    UnknownChoiceError
        When no preset has this name.
    """
    if not name:
        return {}
    if name not in PRESETS:
        raise UnknownChoiceError("preset", name, PRESETS)
    return PRESETS[name].values
