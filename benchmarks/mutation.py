"""Change the code in one place at a time and see whether the tests notice.

    python benchmarks/mutation.py                        a sample of every module
    python benchmarks/mutation.py readers/wos.py selection --sample 200

The changes are those of Cosmic Ray: operators, comparisons, numbers, conditions, loops, returns.
What only changes an annotation, how a parameter may be passed or the size of a cache is no change.
Nothing is written: the changed module is put in place of the real one while it is imported, in a
process of its own that runs the module's tests until the first one fails. The sample is drawn by
the seed, so a run can be repeated.
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
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "cooccur"
DATABASES: Final = (
    "readers/test_databases",
    "readers/test_formats",
    "readers/test_real_databases",
)
READING: Final = (
    "readers/test_table",
    "readers/test_snapshot",
    *DATABASES,
    "readers/test_workers",
)
CNKI: Final = ("readers/test_cnki", "readers/test_glued", "readers/test_real_files")
WOS: Final = ("readers/test_wos", "readers/test_wos_usual", "readers/test_real_files")
DUPLICATES: Final = ("prepare/test_duplicates", "prepare/test_similar", "test_merging")
TESTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "readers": {
        "readers/archives.py": (
            "readers/test_archives",
            "readers/test_sources",
            "hostile/test_laws",
        ),
        "readers/begins.py": ("readers/test_glued", "readers/test_formats"),
        "readers/bibtex.py": ("readers/test_bibtex", "readers/test_tex", "readers/test_real_files"),
        "readers/bounded.py": (
            "readers/test_bounded",
            "readers/test_archives",
            "hostile/test_laws",
        ),
        "readers/cnki.py": CNKI,
        "readers/cnki_dialects.py": CNKI,
        "readers/cnki_fields.py": (*CNKI, "readers/test_cnki_table"),
        "readers/cnki_table.py": ("readers/test_cnki_table", "readers/test_real_files"),
        "readers/cnki_usual.py": CNKI,
        "readers/cochrane.py": DATABASES,
        "readers/columns.py": (
            "readers/test_columns",
            "readers/test_workers",
            "readers/test_formats",
        ),
        "readers/countries.py": ("readers/test_fields", "readers/test_wos", *DATABASES),
        "readers/cssci.py": DATABASES,
        "readers/dask_engine.py": ("readers/test_dask_engine",),
        "readers/decode.py": (
            "readers/test_decode",
            "readers/test_sources",
            "readers/test_formats",
        ),
        "readers/dimensions.py": DATABASES,
        "readers/documents.py": (
            "readers/test_formats",
            "readers/test_workers",
            "readers/test_snapshot",
        ),
        "readers/entry.py": (
            "readers/test_wos",
            "readers/test_columns",
            *DATABASES,
            "readers/test_glued",
        ),
        "readers/fields.py": ("readers/test_fields", "readers/test_wos", *DATABASES),
        "readers/formats.py": DATABASES,
        "readers/glued.py": (
            "readers/test_glued",
            "readers/test_formats",
            "readers/test_databases",
        ),
        "readers/headers.py": ("readers/test_glued", "readers/test_formats"),
        "readers/keywords.py": (
            "readers/test_keywords",
            "readers/test_columns",
            "readers/test_workers",
            "prepare/test_keywords",
        ),
        "readers/lens.py": DATABASES,
        "readers/marks.py": ("readers/test_glued", "readers/test_formats"),
        "readers/mesh.py": ("readers/test_ris", *DATABASES),
        "readers/opened.py": ("readers/test_formats", "readers/test_sheets"),
        "readers/openalex.py": ("readers/test_databases", "readers/test_snapshot", *DATABASES[1:]),
        "readers/openalex_typed.py": ("readers/test_snapshot", *DATABASES),
        "readers/pubmed.py": DATABASES,
        "readers/reader.py": READING,
        "readers/reading.py": READING,
        "readers/refused.py": DATABASES,
        "readers/ris.py": ("readers/test_ris", "readers/test_real_files", "readers/test_databases"),
        "readers/rows.py": ("readers/test_rows", "readers/test_table", "readers/test_wos_table"),
        "readers/scopus_table.py": DATABASES,
        "readers/scopus_text.py": DATABASES,
        "readers/sheets.py": (
            "readers/test_sheets",
            "readers/test_cnki_table",
            "readers/test_formats",
        ),
        "readers/snapshot.py": ("readers/test_snapshot", "readers/test_dask_engine"),
        "readers/sources.py": (
            "readers/test_sources",
            "readers/test_archives",
            "readers/test_snapshot",
        ),
        "readers/strangers.py": ("readers/test_formats", "readers/test_sources"),
        "readers/table.py": ("readers/test_table", *DATABASES),
        "readers/table_forms.py": ("readers/test_table", *DATABASES),
        "readers/tagged.py": ("readers/test_tagged", *WOS),
        "readers/tex.py": ("readers/test_tex", "readers/test_bibtex"),
        "readers/vocabularies.py": DATABASES,
        "readers/workers.py": ("readers/test_workers",),
        "readers/wos.py": WOS,
        "readers/wos_brief.py": WOS,
        "readers/wos_places.py": WOS,
        "readers/wos_table.py": ("readers/test_wos_table", "readers/test_real_files"),
        "readers/wos_usual.py": (
            "readers/test_wos_usual",
            "readers/test_wos",
            "readers/test_real_files",
        ),
        "readers/zips.py": ("readers/test_archives", "readers/test_sheets"),
    },
    "counting": {
        "counting.py": ("test_counting", "test_merging"),
        "network/cooccurrence.py": ("network/test_cooccurrence", "network/test_sources"),
        "network/pairs.py": ("network/test_pairs", "network/test_cooccurrence"),
        "network/slices.py": ("network/test_slices", "network/test_sources"),
        "network/sources.py": ("network/test_sources", "test_merging"),
    },
    "selection": {
        "network/retaining.py": ("network/test_slices", "network/test_selection"),
        "network/selection.py": ("network/test_selection", "network/test_slices"),
        "network/trimming.py": ("network/test_trimming",),
        "prepare/filters.py": ("prepare/test_filters",),
    },
    "merging": {
        "prepare/candidates.py": ("prepare/test_similar", "prepare/test_duplicates"),
        "prepare/duplicates.py": (*DUPLICATES, "readers/test_real_files"),
        "prepare/likeness.py": ("prepare/test_likeness", "prepare/test_similar"),
        "prepare/similar.py": ("prepare/test_similar", "prepare/test_duplicates"),
        "prepare/uniting.py": DUPLICATES,
        "prepare/wording.py": ("prepare/test_wording", "prepare/test_likeness", *DUPLICATES),
    },
    "keywords": {
        "prepare/alignment.py": ("prepare/test_alignment",),
        "prepare/keywords.py": ("prepare/test_keywords", "test_pipeline"),
        "prepare/parallel.py": ("prepare/test_alignment",),
        "prepare/parts.py": ("prepare/test_parts", "prepare/test_alignment"),
        "prepare/phrases.py": ("prepare/test_phrases",),
        "prepare/spellings.py": ("prepare/test_keywords", "test_counting"),
        "prepare/thesaurus.py": ("prepare/test_thesaurus",),
    },
}
"""What is changed, and the tests that should notice: those that name it first."""

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


def mutants(module: str, seed: int) -> tuple[int, Iterator[Mutant]]:
    """How many changes a module has, and in random order those that change what it does."""
    import cosmic_ray.plugins
    from cosmic_ray.ast import ast_nodes, get_ast

    nodes = list(ast_nodes(get_ast((SOURCE / module).read_text("utf-8"))))
    places = []
    for name in sorted(cosmic_ray.plugins.operator_names()):
        if not cosmic_ray.plugins.get_operator(name).arguments():
            operator = cosmic_ray.plugins.get_operator(name)()
            lines = [start[0] for node in nodes for start, _ in operator.mutation_positions(node)]
            places += [(name, occurrence, line) for occurrence, line in enumerate(lines)]
    random.Random(f"{seed} {module}").shuffle(places)
    return len(places), _changed(module, places)


def _changed(module: str, places: list[tuple[str, int, int]]) -> Iterator[Mutant]:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    source = (SOURCE / module).read_text("utf-8")
    lines, original = source.splitlines(), _meaning(source)
    for name, occurrence, line in places:
        changed = mutate_code(source, get_operator(name)(), occurrence)
        if changed is None or _meaning(changed) in (original, None):
            continue
        pairs = zip_longest(lines, changed.splitlines(), fillvalue="")
        new = next((new for old, new in pairs if old != new), "")
        yield Mutant(
            module,
            line,
            name.removeprefix("core/"),
            lines[line - 1].strip(),
            new.strip(),
            changed,
        )


def _meaning(source: str) -> str | None:
    """The code without annotations, kinds of parameters and sizes of caches; None if it is none."""
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
        elif isinstance(node, ast.arguments):
            _of_one_kind(node)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lru_cache":
            node.keywords = []
    return ast.dump(tree)


def _of_one_kind(node: ast.arguments) -> None:
    """Make all parameters such as must be named: ``*,`` in place of ``/,`` changes no result."""
    unnamed = [*node.posonlyargs, *node.args]
    given = [*[None] * (len(unnamed) - len(node.defaults)), *node.defaults]
    node.kwonlyargs = [*unnamed, *node.kwonlyargs]
    node.kw_defaults = [*given, *node.kw_defaults]
    node.posonlyargs, node.args, node.defaults = [], [], []


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


def survives(mutant: Mutant | None, tests: tuple[str, ...], *, seconds: int) -> tuple[bool, float]:
    """Whether all tests pass with the change, in a process of its own, and its CPU time."""
    child = os.fork()
    if child == 0:
        os.setsid()
        with contextlib.suppress(BaseException):
            os._exit(_tested(mutant, tests, seconds))
        os._exit(1)
    _, status, used = os.wait4(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return status == 0, used.ru_utime + used.ru_stime


def _tested(mutant: Mutant | None, tests: tuple[str, ...], seconds: int) -> int:
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    # What waits for ever uses no time of the processor.
    signal.alarm(10 * seconds)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    if mutant:
        sys.meta_path.insert(0, _Changed(mutant))
    names = [str(ROOT / "tests" / f"{name}.py") for name in tests]
    alone = ("-o", "addopts=", "--import-mode=importlib", "-p", "no:cacheprovider")
    return int(pytest.main(["-x", "-q", *alone, *names]))


def _warm_up() -> None:
    """Import what every test needs, so that a process begins where the tests do."""
    import hypothesis  # noqa: F401
    import numpy as np  # noqa: F401
    import pandas as pd  # noqa: F401
    import pytest  # noqa: F401
    import scipy.sparse  # noqa: F401

    # Its plugin would warn that it came too late for a library that is there.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.devnull)


def tried(module: str, tests: tuple[str, ...], sample: int, seed: int) -> tuple[int, int] | None:
    """Try a sample of the changes of a module: how many, and how many were noticed."""
    began = time.monotonic()
    possible, changes = mutants(module, seed)
    chosen = list(islice(changes, sample))
    passed, used = survives(None, tests, seconds=600)
    if not passed:
        print(f"{module}: its tests fail without a change", flush=True)
        return None
    seconds = int(PATIENCE * used) + 10
    alive = [mutant for mutant in chosen if survives(mutant, tests, seconds=seconds)[0]]
    noticed = len(chosen) - len(alive)
    took = time.monotonic() - began
    print(
        f"{module}: {noticed} of {len(chosen)} noticed ({possible} possible, {took:.0f} s)",
        flush=True,
    )
    for mutant in sorted(alive, key=lambda mutant: mutant.line):
        place = f"  {mutant.line}: {mutant.name}"
        print(f"{place}\n    - {mutant.before}\n    + {mutant.after}", flush=True)
    return noticed, len(chosen)


def main() -> None:
    """Try a sample of every module, and tell what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="as readers/wos.py or merging; all without any")
    parser.add_argument("--sample", type=int, default=12, help="changes tried in each module")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    os.chdir(ROOT)
    _warm_up()
    totals: dict[str, tuple[int, int]] = {}
    for area, modules in TESTS.items():
        # The longest come first.
        for module in sorted(modules, key=lambda name: -(SOURCE / name).stat().st_size):
            if arguments.modules and not {area, module} & {*arguments.modules}:
                continue
            if counts := tried(module, modules[module], arguments.sample, arguments.seed):
                noticed, number = totals.get(area, (0, 0))
                totals[area] = noticed + counts[0], number + counts[1]
    for area, (noticed, number) in totals.items():
        share = f" ({noticed / number:.1%})" if number else ""
        print(f"{area}: {noticed} of {number} noticed{share}")


if __name__ == "__main__":
    main()
