"""Works that a text cites, and the list of them at its end."""

from __future__ import annotations

import re
from typing import Final

WORKS: Final = {
    "alignment": "Melamed (2000), Computational Linguistics 26(2), 221",
    "leiden": "Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233",
    "modularity": "Newman & Girvan (2004), Phys. Rev. E 69, 026113",
    "silhouette": "Rousseeuw (1987), J. Comput. Appl. Math. 20, 53",
    "betweenness": "Freeman (1977), Sociometry 40, 35",
    "slices": "Chen (2006), JASIST 57(3), 359; Chen (2014), The CiteSpace Manual",
    "layout": "van Eck, Waltman, Dekker & van den Berg (2010), JASIST 61(12), 2405–2416",
    "density": "van Eck & Waltman (2010), Scientometrics 84(2), 523–538",
    "bursts": "Kleinberg (2003), Data Min. Knowl. Discov. 7, 373",
    "themes": "Callon, Courtial & Laville (1991), Scientometrics 22, 155; "
    "Cobo, López-Herrera, Herrera-Viedma & Herrera (2011), J. Informetrics 5(1), 146",
    "evolution": "Cobo, López-Herrera, Herrera-Viedma & Herrera (2011), J. Informetrics 5(1), 146",
    "trends": "Aria & Cuccurullo (2017), J. Informetrics 11(4), 959",
    "donohue": "Donohue (1973), Understanding Scientific Literatures, MIT Press",
    "structure": "Aria & Cuccurullo (2017), J. Informetrics 11(4), 959",
    "stability": "Hennig (2007), Computational Statistics & Data Analysis 52(1), 258",
    "significance": "Fisher (1935), J. Royal Statistical Society 98(1), 39; "
    "Benjamini & Hochberg (1995), J. Royal Statistical Society B 57(1), 289",
}
"""Sources of the methods that are no rows of a table with sources of their own."""

_WORK: Final = re.compile(r"(?P<authors>.+?) \((?P<year>[0-9]{4}|n\.d\.)\), (?P<where>[^0-9]+).*")


class References:
    """The works cited so far.

    Parameters
    ----------
    numbered : bool
        Whether works are cited by number, as Chinese journals do, or by author and year.
    """

    def __init__(self, *, numbered: bool) -> None:
        self._numbered = numbered
        self._works: dict[tuple[str, ...], str] = {}

    def cite(self, *sources: str) -> str:
        """The citation of all works in these sources; empty when they name none.

        Parameters
        ----------
        *sources : str
            ``Author & Author (year), where``, several parted by semicolons. What is no work,
            such as a remark, is passed over.
        """
        found: dict[tuple[str, ...], None] = {}
        for part in (part for source in sources for part in source.split("; ")):
            if work := _WORK.fullmatch(part):
                # Two tables may name one work, the one with its last page, the other without.
                key = work["authors"], work["year"], work["where"]
                self._works.setdefault(key, part)
                found[key] = None
        if not found:
            return ""
        if self._numbered:
            place = {key: number for number, key in enumerate(self._works, 1)}
            return f"[{','.join(str(number) for number in sorted(place[key] for key in found))}]"
        years: dict[str, list[str]] = {}
        for authors, year, _ in found:
            years.setdefault(_short(authors), []).append(year)
        return f" ({'; '.join(', '.join((name, *told)) for name, told in years.items())})"

    def works(self) -> list[str]:
        """All works cited: in the order of their numbers, or by author."""
        works = list(self._works.values())
        return works if self._numbered else sorted(works, key=str.casefold)


def _short(authors: str) -> str:
    names = re.split(", | & ", authors)
    return " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
