"""Every command that README.md and data/raw/README.md show is run, or is known to be run elsewhere."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.analyses import analyse_collection

ROOT = Path(__file__).parent.parent
PAGES = [path for path in (ROOT / "README.md", ROOT / "data" / "raw" / "README.md") if path.exists()]
ELSEWHERE = {
    r"git clone\b": "needs a network; whoever reads this has done it",
    r"cd \S+$": "a reader's folder",
    r"make (report|test|env|lab|lint|notebooks|lock|bench|help)\b[^|;&]*$": "its target is checked below",
    r"(\.venv/bin/)?python -m helpers schedule\b": "runs until it is stopped: tests/test_reports.py",
    r"(mamba|conda) ": "needs conda: tests/test_environment.py",
    r"pip install --no-deps --no-build-isolation -e \.": "belongs to conda",
    r"(xdg-)?open \S+$": "needs a screen",
}
COPIED = ("README.md", "reports.yml", "Makefile", "environment.yml", "pyproject.toml", "notebooks", "data")


def blocks() -> list[tuple[str, str]]:
    """Return each fenced block marked ``sh`` with where it begins."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        for block in re.finditer(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            found.append((f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, block.start()) + 2}", block[1]))
    return found


def is_elsewhere(line: str) -> bool:
    return any(re.match(pattern, line.partition("  #")[0].strip()) for pattern in ELSEWHERE)


def make_targets() -> set[str]:
    return {name for _, block in blocks() for name in re.findall(r"^make ([a-z]+)", block, re.MULTILINE)}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("readme")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    (root / ".venv").symlink_to(sys.prefix)
    return root


@pytest.mark.parametrize(("place", "block"), [pytest.param(*block, id=block[0]) for block in blocks()])
def test_the_commands_of_a_block_work(copy: Path, place: str, block: str) -> None:
    script = "\n".join(line for line in block.splitlines() if not is_elsewhere(line))
    environment = {**os.environ, "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}"}
    result = subprocess.run(
        ["sh", "-eu", "-c", script], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{place}\n{result.stdout}\n{result.stderr}"


def test_every_target_that_is_shown_exists() -> None:
    missing = [t for t in make_targets() if subprocess.run(["make", "-n", t], cwd=ROOT, capture_output=True).returncode]
    assert missing == []
    assert {"report", "test"} <= make_targets()


def test_the_computed_parts_say_what_the_data_say() -> None:
    spec = importlib.util.spec_from_file_location("refresh_readme", ROOT / "docs" / "refresh_readme.py")
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = refresh.make_blocks(analyse_collection("north-korea", ROOT))
    assert refresh.fill_blocks(text, blocks).splitlines() == text.splitlines()
