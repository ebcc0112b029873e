"""pyproject.toml is the one list of packages; the lock and environment.yml follow it, and make env follows the lock."""

import json
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = [
    Requirement(line) for line in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = [(canonicalize_name(n), pin) for n, pin in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK, re.MULTILINE)]
LOCKED = {name: {pin for other, pin in PINS if other == name} for name, _ in PINS}  # some differ by Python version
CONDA: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
SPECS = [MatchSpec(line) for line in CONDA["dependencies"] if isinstance(line, str)]


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_lock_satisfies_pyproject(requirement: Requirement) -> None:
    pins = LOCKED.get(canonicalize_name(requirement.name))
    assert pins, f"{requirement.name} is not locked; run make lock"
    assert all(map(requirement.specifier.contains, pins)), f"{requirement} is locked at {pins}; run make lock"


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_installed_version_is_the_locked_one(requirement: Requirement) -> None:
    assert version(requirement.name) in LOCKED[canonicalize_name(requirement.name)]


def test_every_locked_package_is_hashed() -> None:
    pins = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert len(pins) >= len(LOCKED) > 100


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-uv.lock", "environment.yml", "pyproject.toml"])
def test_no_package_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|--index|--extra-index|--find-links", text)


def test_conda_specs_parse_and_name_only_what_pip_cannot_bring() -> None:
    assert [spec.name.normalized for spec in SPECS] == ["python", "pip"]
    assert CONDA["channels"] == ["conda-forge"]


def test_conda_and_pyproject_want_the_same_python() -> None:
    python = next(spec for spec in SPECS if spec.name.normalized == "python")
    assert str(python.version) == PROJECT["project"]["requires-python"]


def test_conda_installs_the_locked_set_and_nothing_else() -> None:
    pip = [line["pip"] for line in CONDA["dependencies"] if isinstance(line, dict)]
    assert pip == [["-r requirements.lock"]]
    assert CONDA["name"] == PROJECT["project"]["name"]


def test_binder_and_dev_container_use_the_same_set() -> None:
    assert "-r requirements.lock" in (ROOT / ".binder" / "postBuild").read_text("utf-8")
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert container["postCreateCommand"] == "make env"


# --- make env, with stand-ins for venv, pip and uv, so that nothing is downloaded ------------------------------------

STAND_IN = """#!/bin/sh
echo "$(basename "$0") $*" >> {project}/calls.txt
test ! -e {project}/broken
"""
VENV_MODULE = """
from pathlib import Path
commands = Path({project!r}, ".venv", "bin")
commands.mkdir(parents=True)
for name in ("python", "uv"):
    (commands / name).write_text({stand_in!r})
    (commands / name).chmod(0o755)
with Path({project!r}, "calls.txt").open("a") as calls:
    calls.write("venv\\n")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the files that make env reads, and a module that stands before the real ``venv``."""
    for name in (".ci/environment.py", "pyproject.toml", "requirements.lock", "requirements-uv.lock"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "stand-ins").mkdir()
    stand_in = STAND_IN.format(project=tmp_path)
    (tmp_path / "stand-ins" / "venv.py").write_text(VENV_MODULE.format(project=str(tmp_path), stand_in=stand_in))
    return tmp_path


def make_env(project: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project / "stand-ins")}
    command = [sys.executable, project / ".ci" / "environment.py"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def calls(project: Path) -> list[str]:
    """Return and forget what was called: venv, pip, uv sync, uv install."""
    path = project / "calls.txt"
    lines = path.read_text() if path.exists() else ""
    path.unlink(missing_ok=True)
    return re.findall(r"^venv|-m pip|uv pip sync|uv pip install", lines, re.MULTILINE)


WHOLE = ["venv", "-m pip", "uv pip sync", "uv pip install"]


def test_a_new_environment_is_made_once(project: Path) -> None:
    assert make_env(project).returncode == 0
    assert calls(project) == WHOLE
    assert make_env(project).returncode == 0
    assert calls(project) == []


def test_a_changed_lock_is_installed_into_the_same_environment(project: Path) -> None:
    make_env(project)
    calls(project)
    with (project / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    make_env(project)
    assert calls(project) == WHOLE[1:]


def test_an_interrupted_environment_is_made_anew(project: Path) -> None:
    (project / "broken").touch()
    failed = make_env(project)
    assert failed.returncode == 1
    assert "make env: this command failed" in failed.stderr
    (project / "broken").unlink()
    calls(project)
    assert make_env(project).returncode == 0
    assert calls(project) == WHOLE


def test_a_moved_environment_is_made_anew(project: Path) -> None:
    make_env(project)
    stamp = project / ".venv" / "made-from.json"
    stamp.write_text(stamp.read_text().replace(str(project), "/elsewhere"))
    calls(project)
    make_env(project)
    assert calls(project) == WHOLE


def test_two_at_once_make_it_once(project: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(make_env, [project, project]))
    assert [result.returncode for result in results] == [0, 0]
    assert calls(project) == WHOLE
