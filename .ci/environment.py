"""Make ``.venv`` hold exactly the locked packages and this project; do nothing when it already does.

``make env`` runs this with any Python from 3.11 on; only the standard library may be imported here. A stamp inside
``.venv`` says what it was made from. It is removed before the first change and written after the last one, so that an
interrupted run leaves none and the next run starts from nothing.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from.json"
PYTHON = VENV / "bin" / "python"
INSTALLER_LOCK = ROOT / "requirements-uv.lock"
LOCK = ROOT / "requirements.lock"


def main() -> None:
    """Bring ``.venv`` up to date, one caller at a time."""
    with Path(__file__).open() as this_file:
        fcntl.flock(this_file, fcntl.LOCK_EX)  # released by the system, however this process ends
        found, wanted = _read_stamp(), _stamp()
        if found == wanted and _starts():
            return
        if found.get("root") != wanted["root"] or not _starts():
            _create()
        STAMP.unlink(missing_ok=True)
        _install()
        STAMP.write_text(json.dumps(wanted), encoding="utf-8")


def _stamp() -> dict[str, str]:
    """Return what a finished ``.venv`` is made from; scripts in it hold its absolute path."""
    digest = hashlib.sha256()
    for path in (INSTALLER_LOCK, LOCK, ROOT / "pyproject.toml", Path(__file__)):
        digest.update(path.read_bytes())
    return {"root": str(ROOT), "files": digest.hexdigest()}


def _read_stamp() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found


def _starts() -> bool:
    """Tell whether the Python that ``.venv`` was made with is still there."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-S", "-c", ""], check=False).returncode == 0


def _create() -> None:
    print(f"Creating {VENV} with Python {sys.version.split()[0]} ...", file=sys.stderr)
    shutil.rmtree(VENV, ignore_errors=True)
    _run(sys.executable, "-m", "venv", VENV)


def _install() -> None:
    print("Installing the locked packages ...", file=sys.stderr)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir")
    _run(*pip, "--require-hashes", "--no-deps", "-r", INSTALLER_LOCK)
    uv = (VENV / "bin" / "uv", "pip")
    python = ("--python", PYTHON, "--quiet")
    _run(*uv, "sync", *python, "--require-hashes", "--compile-bytecode", LOCK)
    _run(*uv, "install", *python, "--no-deps", "--no-build-isolation", "--editable", ROOT)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}; try: make env PYTHON=python3.12")
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"make env: this command failed with status {error.returncode}: {' '.join(map(str, error.cmd))}")
