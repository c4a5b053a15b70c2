import random

import pytest
from fuzzing import SEEDS, WORKBOOKS, check, cuts, run


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_exports_are_told_in_words(name, tmp_path):
    chance = random.Random(name)
    for _ in range(3 if name in WORKBOOKS else 40):
        run(name, chance, tmp_path / "a")


@pytest.mark.parametrize("name", SEEDS)
def test_exports_cut_anywhere_are_told_in_words(name, tmp_path):
    step = max(1, len(SEEDS[name]) // 12) if name not in WORKBOOKS else 5000
    for data in cuts(SEEDS[name], step=step):
        check(data, tmp_path / "a")
