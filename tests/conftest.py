"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "real"

settings.register_profile("default", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def real():
    """The folder of real exports, which cannot be part of the repository."""
    if not REAL.is_dir():
        pytest.skip("the real exports are not part of the repository and not beside it")
    return REAL
