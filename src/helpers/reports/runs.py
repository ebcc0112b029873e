"""One notebook run from top to bottom through papermill, failing loudly whatever goes wrong."""

import asyncio
import logging
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from helpers.reports.kernels import QuickKernelManager

if sys.platform == "win32":
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())

INJECTED = "injected-parameters"  # papermill's tag for the cell it adds
_START_TIMEOUT = 120  # seconds until a kernel must have answered; a loaded machine may need many
_CELL_START = 60  # characters of a cell's first line that a message shows


class RunError(Exception):
    """A notebook that did not run to its end: which, in what cell, and why."""

    def __init__(self, notebook: str, cell: str, reason: str) -> None:
        super().__init__(f"{notebook}: {cell}: {reason}")


@dataclass
class _Progress:
    """How far a run has come; nbclient fills it in."""

    notebook: NotebookNode | None = None
    cell: NotebookNode | None = None

    def begin(self, notebook: NotebookNode) -> None:
        self.notebook = notebook

    def reach(self, cell: NotebookNode, cell_index: int) -> None:
        self.cell = cell


def run_notebook(source: Path, target: Path, parameters: Mapping[str, Any], timeout: int) -> NotebookNode:
    """Run one notebook in its own folder, write it with its outputs to ``target`` and return it.

    ``timeout`` is in seconds for one cell. Raises ``RunError``, with ``target`` written as far as the run came.
    """
    progress = _Progress()
    try:
        notebook = _execute(source, parameters, timeout, progress)
        _check_whole(source.name, notebook)
        return notebook
    except PapermillExecutionError as error:
        raise RunError(source.name, _cell(error.source), f"{error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise RunError(source.name, _reached(progress), f"took longer than {timeout} seconds") from error
    except DeadKernelError as error:
        raise RunError(source.name, _reached(progress), "the kernel died") from error
    except RunError:
        raise
    except Exception as error:  # papermill and nbclient raise many kinds, and each must end as one readable line
        raise RunError(source.name, _reached(progress), f"{type(error).__name__}: {error}") from error
    finally:
        if progress.notebook is not None:
            save_notebook(progress.notebook, target)


def _execute(source: Path, parameters: Mapping[str, Any], timeout: int, progress: _Progress) -> NotebookNode:
    """Run a notebook through papermill, which writes nothing itself: its saving is not atomic."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    executed: NotebookNode = papermill.execute_notebook(
        nbformat.read(source, as_version=4),  # type: ignore[no-untyped-call]
        None,
        parameters=dict(parameters),
        kernel_name="python3",
        language="python",
        progress_bar=False,
        start_timeout=_START_TIMEOUT,
        execution_timeout=timeout,
        kernel_manager_class=QuickKernelManager,
        shutdown_kernel="immediate",
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},  # papermill's cwd= would move the whole driver
        on_notebook_start=progress.begin,
        on_cell_start=progress.reach,
    )
    return executed


def find_imports(source: Path) -> set[str]:
    """Return the modules of this library that a notebook imports."""
    notebook = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return set(re.findall(r"^(?:from|import) (helpers(?:\.\w+)*)", code, re.MULTILINE))


def save_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook without papermill's clock times and random cell name, so that equal runs give equal files."""
    for holder in (notebook, *notebook.cells):
        holder.metadata.pop("papermill", None)
        if INJECTED in holder.metadata.get("tags", ()):
            holder.id = INJECTED
    temporary = path.with_name(f".{path.name}.part")
    nbformat.write(notebook, temporary)  # type: ignore[no-untyped-call]
    temporary.replace(path)


def _check_whole(name: str, notebook: NotebookNode) -> None:
    """Raise ``RunError`` unless every code cell ran once, in order, without an error."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(code, 1):
        if cell.execution_count != number:
            raise RunError(name, _cell(cell.source), f"ran as number {cell.execution_count} instead of {number}")
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:  # a cell tagged raises-exception, which papermill lets pass
            raise RunError(name, _cell(cell.source), f"{errors[0].ename}: {errors[0].evalue}")


def _reached(progress: _Progress) -> str:
    return _cell(progress.cell.source) if progress.cell is not None else "before the first cell"


def _cell(source: str) -> str:
    """Return how a message names a cell: by how it begins.

    >>> _cell("shares = totals / 0\\nshares")
    'cell `shares = totals / 0`'
    """
    first = source.strip().partition("\n")[0]
    return f"cell `{first[:_CELL_START]}{'…' if len(first) > _CELL_START else ''}`"
