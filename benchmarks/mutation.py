"""Change the code in one place at a time and see whether the tests notice.

    python benchmarks/mutation.py --sample 40            a sample of every module
    python benchmarks/mutation.py readers/wos.py network/pairs.py --sample 200

The changes are those of Cosmic Ray: operators, comparisons, numbers, conditions, loops, returns.
What only changes an annotation is no change. Nothing is written: the changed module is put in place
of the real one while it is imported, in a process of its own that runs the module's tests until
the first one fails. The sample is drawn by the seed, so a run can be repeated.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "cooccur"
READERS: Final = ("readers/test_real_databases", "readers/test_databases", "readers/test_formats")
HOSTILE: Final = ("hostile/test_laws",)
TESTS: Final[dict[str, tuple[str, ...]]] = {
    "network/cooccurrence.py": ("network/test_cooccurrence", "network/test_slices"),
    "network/pairs.py": ("network/test_pairs", "network/test_cooccurrence"),
    "network/selection.py": ("network/test_selection", "network/test_slices"),
    "network/slices.py": ("network/test_slices",),
    "network/retaining.py": ("network/test_slices",),
    "network/trimming.py": ("network/test_trimming",),
    "prepare/keywords.py": ("prepare/test_keywords", "test_pipeline"),
    "prepare/duplicates.py": ("prepare/test_duplicates", "readers/test_real_files"),
    "prepare/filters.py": ("prepare/test_filters",),
    "prepare/thesaurus.py": ("prepare/test_thesaurus",),
    "readers/archives.py": ("readers/test_archives", "readers/test_sources"),
    "readers/bibtex.py": ("readers/test_bibtex", "readers/test_tex", "readers/test_real_files"),
    "readers/bounded.py": ("readers/test_sources", "readers/test_archives", "readers/test_wos"),
    "readers/cnki.py": ("readers/test_cnki", "readers/test_real_files"),
    "readers/cnki_dialects.py": ("readers/test_cnki", "readers/test_real_files"),
    "readers/cnki_fields.py": ("readers/test_cnki", "readers/test_real_files"),
    "readers/cnki_table.py": ("readers/test_cnki_table", "readers/test_real_files"),
    "readers/cochrane.py": READERS,
    "readers/columns.py": ("readers/test_wos", "readers/test_sources", *HOSTILE),
    "readers/countries.py": ("readers/test_wos", "readers/test_wos_table"),
    "readers/cssci.py": READERS,
    "readers/decode.py": ("readers/test_decode", "readers/test_sources"),
    "readers/dimensions.py": READERS,
    "readers/documents.py": ("readers/test_wos", "readers/test_sources"),
    "readers/fields.py": ("readers/test_fields", "readers/test_wos"),
    "readers/formats.py": ("readers/test_formats", "readers/test_sources"),
    "readers/glued.py": ("readers/test_glued",),
    "readers/lens.py": READERS,
    "readers/mesh.py": READERS,
    "readers/openalex.py": READERS,
    "readers/pubmed.py": READERS,
    "readers/refused.py": READERS,
    "readers/ris.py": ("readers/test_ris", "readers/test_real_files"),
    "readers/rows.py": ("readers/test_rows", "readers/test_table"),
    "readers/scopus_table.py": READERS,
    "readers/scopus_text.py": READERS,
    "readers/sheets.py": ("readers/test_sheets", "readers/test_cnki_table"),
    "readers/sources.py": ("readers/test_sources", "readers/test_archives"),
    "readers/strangers.py": ("readers/test_formats", "readers/test_sources"),
    "readers/table.py": ("readers/test_table",),
    "readers/table_forms.py": ("readers/test_table", *READERS),
    "readers/tagged.py": ("readers/test_tagged", "readers/test_wos"),
    "readers/tex.py": ("readers/test_tex", "readers/test_bibtex"),
    "readers/vocabularies.py": READERS,
    "readers/workers.py": ("readers/test_workers",),
    "readers/wos.py": ("readers/test_wos", "readers/test_real_files"),
    "readers/wos_brief.py": ("readers/test_wos", "readers/test_wos_usual"),
    "readers/wos_places.py": ("readers/test_wos", "readers/test_wos_usual"),
    "readers/wos_table.py": ("readers/test_wos_table", "readers/test_real_files"),
    "readers/wos_usual.py": ("readers/test_wos_usual", "readers/test_wos"),
    "readers/zips.py": ("readers/test_archives", "readers/test_sheets"),
}
"""The modules that read, count and select, with the tests that are theirs."""

PATIENCE: Final = 4
"""A change counts as noticed when the tests take so many times as long: it made a loop endless."""


@dataclass(frozen=True)
class Mutant:
    """A module with one change."""

    module: str
    line: int
    name: str
    before: str
    after: str
    source: str


def mutants(module: str) -> Iterator[Mutant]:
    """Every change of a module that is more than one of an annotation."""
    import cosmic_ray.plugins
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code

    source = (SOURCE / module).read_text("utf-8")
    tree, lines = get_ast(source), source.splitlines()
    original = _meaning(source)
    for name in sorted(cosmic_ray.plugins.operator_names()):
        operator_class = cosmic_ray.plugins.get_operator(name)
        if operator_class.arguments():
            continue
        operator = operator_class()
        places = [at for node in ast_nodes(tree) for at in operator.mutation_positions(node)]
        for occurrence, (start, _) in enumerate(places):
            changed = mutate_code(source, operator_class(), occurrence)
            if changed is None or _meaning(changed) in (original, None):
                continue
            line = start[0]
            after = next(
                (new for old, new in zip(lines, changed.splitlines(), strict=False) if old != new),
                "",
            )
            yield Mutant(
                module,
                line,
                name.removeprefix("core/"),
                lines[line - 1].strip(),
                after.strip(),
                changed,
            )


def _meaning(source: str) -> str | None:
    """The code without annotations; None when it is none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed source when the module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = "cooccur." + mutant.module.removesuffix(".py").replace("/", ".")

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        path = str(SOURCE / self._mutant.module)
        return importlib.util.spec_from_file_location(fullname, path, loader=self)

    def create_module(self, _: ModuleSpec) -> None:
        return None

    def exec_module(self, module: object) -> None:
        path = str(SOURCE / self._mutant.module)
        exec(compile(self._mutant.source, path, "exec"), vars(module))  # noqa: S102 that is the point


def survives(mutant: Mutant | None, tests: tuple[str, ...], *, seconds: int) -> bool:
    """Whether all tests pass with the change, in a process of its own."""
    child = os.fork()
    if child == 0:
        os.setsid()
        with contextlib.suppress(BaseException):
            os._exit(_tested(mutant, tests, seconds))
        os._exit(1)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return status == 0


def _tested(mutant: Mutant | None, tests: tuple[str, ...], seconds: int) -> int:
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    if mutant:
        sys.meta_path.insert(0, _Changed(mutant))
    names = [str(ROOT / "tests" / f"{name}.py") for name in tests]
    return int(pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", *names]))


def _warm_up() -> None:
    """Import what every test needs, so that a process begins where the tests do."""
    import numpy as np  # noqa: F401
    import pandas as pd  # noqa: F401
    import pytest  # noqa: F401
    import scipy.sparse  # noqa: F401


def main() -> None:
    """Try a sample of every module, and tell what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="as readers/wos.py; without any, all")
    parser.add_argument("--sample", type=int, default=40, help="changes tried in each module")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    os.chdir(ROOT)
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.devnull)
    _warm_up()
    total = killed = possible = 0
    for module in arguments.modules or sorted(TESTS):
        if not (SOURCE / module).exists():
            continue
        every = list(mutants(module))
        chance = random.Random(f"{arguments.seed} {module}")
        sample = chance.sample(every, min(arguments.sample, len(every)))
        began = time.monotonic()
        if not survives(None, TESTS[module], seconds=600):
            print(f"{module}: its tests fail without a change", flush=True)
            continue
        seconds = int(PATIENCE * (time.monotonic() - began)) + 10
        alive = [m for m in sample if survives(m, TESTS[module], seconds=seconds)]
        total, killed = total + len(sample), killed + len(sample) - len(alive)
        possible += len(every)
        took = time.monotonic() - began
        print(
            f"{module}: {len(sample) - len(alive)} of {len(sample)} noticed "
            f"({len(every)} possible, {took:.0f} s)",
            flush=True,
        )
        for mutant in sorted(alive, key=lambda mutant: mutant.line):
            print(
                f"  {mutant.line}: {mutant.name}\n    - {mutant.before}\n    + {mutant.after}",
                flush=True,
            )
    if total:
        print(f"noticed: {killed} of {total} ({killed / total:.1%}) of {possible} possible")


if __name__ == "__main__":
    main()
