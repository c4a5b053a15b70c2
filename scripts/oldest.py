"""The oldest version of every package that pyproject.toml allows, as constraints for pip.

Used as ``python scripts/oldest.py > oldest.txt; pip install -e ".[test]" -c oldest.txt``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

_MINIMUM: Final = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=([0-9][0-9.]*)")


def oldest(project: dict[str, object], extras: tuple[str, ...]) -> list[str]:
    """``name==version`` of the dependencies and of these extras that state a minimum."""
    table = project["project"]
    optional = table["optional-dependencies"]
    wanted = [*table["dependencies"], *(line for extra in extras for line in optional[extra])]
    found = [_MINIMUM.match(line) for line in wanted]
    return sorted({f"{match[1]}=={match[2]}" for match in found if match})


if __name__ == "__main__":
    pyproject = Path(__file__).resolve().parent.parent / "pyproject.toml"
    print("\n".join(oldest(tomllib.loads(pyproject.read_text("utf-8")), tuple(sys.argv[1:]))))
