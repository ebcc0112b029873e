"""Speed and accuracy beside other extractors: ``make bench``, or ``python bench JSONL...`` for other annotated sets.

Makes ``bench/.venv``, an environment of its own for the peers of ``peers.py``, pinned by ``requirements.txt``, then
runs ``comparison.py`` there: every extractor in one process, on one core, with one Python. A peer that cannot be
installed is named and left out; extraction needs nothing but the standard library and is always measured.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import shorten

from peers import PEERS, Peer

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = Path(sys.executable).with_name("uv")
LONGEST_INSTALL = 300  # seconds
LONGEST_COMPLAINT = 300  # characters
# One peer needs 3.12; from 3.14 on not every peer has wheels.
WANTED = ("3.12", "3.13")


def find_python() -> str:
    """Return the first Python on this machine that every peer can run on, or else this one."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in WANTED:
        found = [shutil.which(f"python{version}"), *map(str, sorted(pyenv.glob(f"{version}.*/bin/python")))]
        for python in filter(None, [sys.executable, *found]):
            asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
            if subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == version:
                return python
    return sys.executable


def complaint(command: list[str]) -> str | None:
    """Run a command; return what it said, shortened, if it failed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST_INSTALL)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return shorten(done.stderr or "no reason given", LONGEST_COMPLAINT) if done.returncode else None


def install(peer: Peer) -> str | None:
    """Install a peer in the pinned versions; return why not, if not. Nothing is fetched when it is there already."""
    pinned = ["--constraint", str(HERE / "requirements.txt")]
    return complaint([str(UV), "pip", "install", "--quiet", "--python", str(PYTHON), *pinned, *peer.packages])


def main() -> int:
    """Prepare the environment, then compare in it; without one, measure the library alone."""
    problem = None
    if not PYTHON.exists():
        problem = complaint([str(UV), "venv", "--quiet", "--clear", "--python", find_python(), str(ENVIRONMENT)])
    for peer in PEERS if problem is None else ():
        if reason := install(peer):
            sys.stdout.write(f"{peer.name} could not be installed: {reason}\n")
    if problem:
        sys.stdout.write(f"no environment for the peers: {problem}\n")
    python = sys.executable if problem else str(PYTHON)
    return subprocess.run([python, "-W", "ignore", str(HERE / "comparison.py"), *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
