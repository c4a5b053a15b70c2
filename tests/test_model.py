"""The vocabulary: its names, and the rows of its tables."""

import ast
import importlib
import pickle
import pkgutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur import model
from cooccur.model import Columns


def test_rows_hold_the_columns_in_the_order_asked_for():
    columns = Columns({"keyword": ["trust", "信任"], "records": np.array([3, 2])})
    assert list(columns.rows("records", "keyword")) == [(3, "trust"), (2, "信任")]
    assert type(next(columns.rows("records"))[0]) is int


@given(st.lists(st.tuples(st.integers(-9, 9), st.text(max_size=3))))
def test_rows_are_what_columns_were_made_of(rows):
    first, second = ([row[place] for row in rows] for place in (0, 1))
    columns = Columns({"a": np.array(first, dtype=int), "b": second})
    assert list(columns.rows("a", "b")) == rows


def test_rows_of_an_unknown_column_are_an_error():
    with pytest.raises(KeyError):
        Columns({"a": [1]}).rows("b")


def test_the_package_lists_every_name_of_its_files_that_others_may_use():
    files = [f"cooccur.model.{info.name}" for info in pkgutil.iter_modules(model.__path__)]
    trees = [
        ast.parse(Path(importlib.import_module(name).__file__).read_text("utf-8")) for name in files
    ]
    made = {
        getattr(part, "name", None) or ast.unparse(part.target)
        for tree in trees
        for part in tree.body
        if isinstance(part, ast.ClassDef | ast.FunctionDef | ast.AnnAssign)
    }
    assert {name for name in made if not name.startswith("_")} == set(model.__all__)


@pytest.mark.parametrize("name", ["Columns", "Corpus", "KeywordNetwork", "KnowledgeMap"])
def test_what_was_pickled_when_the_vocabulary_was_one_file_is_still_read(name):
    assert pickle.loads(f"ccooccur.model\n{name}\n.".encode()) is getattr(model, name)  # noqa: S301
