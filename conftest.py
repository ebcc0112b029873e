"""The notebooks that ``make test`` runs again work on a copy of ``data/``: a test never changes a saved table."""

import os
import shutil
import tempfile
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
ROOT_VARIABLE = "REPORTED_CASUALTIES_ROOT"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let the kernel of a notebook, which starts with its first cell, find the copy instead of the project."""
    if item.path.suffix != ".ipynb":
        return (yield)
    os.environ[ROOT_VARIABLE] = copied_project()
    try:
        return (yield)
    finally:
        del os.environ[ROOT_VARIABLE]


def pytest_unconfigure() -> None:
    """Remove the copy."""
    if copied_project.cache_info().currsize:
        shutil.rmtree(copied_project())


@cache
def copied_project() -> str:
    """Return a folder with the data of this project, made once for each process."""
    folder = tempfile.mkdtemp(prefix="reported-casualties-")
    shutil.copytree(ROOT / "data", Path(folder) / "data")
    return folder
