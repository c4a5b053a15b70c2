"""Write the example study anew: ``python generate.py [FOLDER]``, by default beside this file.

The study is made up, from the papers to the journals that print them; only the layout of the
files is that of real exports. The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# Whoever maps this folder should not meet caches in it.
sys.dont_write_bytecode = True

from generator import assembling, cnki, truth, wos  # noqa: E402
from generator.chance import Chance  # noqa: E402

SEED = 20251109


def study() -> dict[str, bytes]:
    """The bytes of every file of the study, by its path in the folder."""
    titles: set[str] = set()
    cnki_papers = assembling.cnki(Chance(SEED), titles)
    wos_papers = assembling.wos(Chance(SEED + 1), titles)
    chance = Chance(SEED + 2)
    citable = wos.references(chance, 900)
    cnki_records = [cnki.record(chance, paper) for paper in cnki_papers]
    wos_records = [
        wos.record(chance, paper, number, citable)
        for number, paper in enumerate(wos_papers, start=1)
    ]
    cnki_names = ("cnki/CNKI-20251118093012345.txt", "cnki/CNKI-20251118093655081.txt")
    wos_names = ("wos/savedrecs_1.txt", "wos/savedrecs_2.txt")
    files, papers = {}, {}
    for name, places in zip(cnki_names, assembling.cnki_batches(cnki_papers), strict=True):
        files[name] = cnki.file([cnki_records[place] for place in places])
        papers[name] = [cnki_papers[place] for place in places]
    for name, places in zip(wos_names, assembling.wos_batches(wos_papers), strict=True):
        files[name] = wos.file([wos_records[place] for place in places])
        papers[name] = [wos_papers[place] for place in places]
    planted = truth.study(cnki_papers, wos_papers, papers)
    text = json.dumps(planted, ensure_ascii=False, indent=1) + "\n"
    return {**files, "truth.json": text.encode()}


def main() -> None:
    """Write every file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in study().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
