"""One notebook run from top to bottom through papermill, failing loudly whatever goes wrong."""

import asyncio
import logging
import sys
from collections.abc import Mapping
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

_START_TIMEOUT = 120  # seconds until a kernel must have answered; a loaded machine may need many
_CELL_START = 60  # characters of a cell's first line that a message shows


class RunError(Exception):
    """A notebook that did not run to its end: which, in what cell, and why."""

    def __init__(self, notebook: str, cell: str, reason: str) -> None:
        super().__init__(f"{notebook}: {cell}: {reason}")


def run_notebook(source: Path, target: Path, parameters: Mapping[str, Any], timeout: int) -> NotebookNode:
    """Run one notebook in its own folder, write it with its outputs to ``target`` and return it.

    ``timeout`` is in seconds for one cell. Raises ``RunError``, with ``target`` written as far as it got.
    """
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    reached: list[NotebookNode] = []
    try:
        papermill.execute_notebook(
            _plain(source),
            _plain(target),
            parameters=dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            start_timeout=_START_TIMEOUT,
            execution_timeout=timeout,
            kernel_manager_class=QuickKernelManager,
            shutdown_kernel="immediate",
            record_timing=False,
            raise_on_iopub_timeout=True,
            resources={"metadata": {"path": str(source.parent)}},  # papermill's cwd= would move the whole driver
            on_cell_start=lambda cell, cell_index: reached.append(cell),
        )
    except PapermillExecutionError as error:
        raise RunError(source.name, _cell(error.source), f"{error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise RunError(source.name, _reached(reached), f"took longer than {timeout} seconds") from error
    except DeadKernelError as error:
        raise RunError(source.name, _reached(reached), "the kernel died") from error
    except Exception as error:  # papermill and nbclient raise many kinds, and each must end as one readable line
        raise RunError(source.name, _reached(reached), f"{type(error).__name__}: {error}") from error
    notebook: NotebookNode = nbformat.read(target, as_version=4)  # type: ignore[no-untyped-call]
    _check_whole(source.name, notebook)
    save_notebook(notebook, target)
    return notebook


def save_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook without papermill's clock times, so that equal runs give equal files."""
    for holder in (notebook, *notebook.cells):
        holder.metadata.pop("papermill", None)
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


def _plain(path: Path) -> str:
    """Return a path that papermill, which fills in ``{names}``, leaves as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _reached(cells: list[NotebookNode]) -> str:
    return _cell(cells[-1].source) if cells else "before the first cell"


def _cell(source: str) -> str:
    """Return how a message names a cell: by how it begins.

    >>> _cell("shares = totals / 0\\nshares")
    'cell `shares = totals / 0`'
    """
    first = source.strip().partition("\n")[0]
    return f"cell `{first[:_CELL_START]}{'…' if len(first) > _CELL_START else ''}`"
