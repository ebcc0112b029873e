"""Reports to finished folders: ``reports/<name>/`` is replaced in one step, and only by a whole report."""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from nbformat import NotebookNode

from helpers.reports.kernels import stop_kernels, warm_up
from helpers.reports.pages import read_summary, write_page
from helpers.reports.parameters import check_parameters, parameters_for, read_parameters
from helpers.reports.plans import PlanError, Report
from helpers.reports.runs import RunError, find_imports, run_notebook

EARLIER = "earlier"  # the parameter of a notebook that compares with the run before
TABLES = "tables"
Tell = Callable[[str], None]
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


@dataclass(frozen=True)
class Outcome:
    """What became of one report: its page and what was found, or why there is none."""

    report: str
    page: Path | None = None
    summary: tuple[str, ...] = ()
    failure: str | None = None


def check_reports(reports: Sequence[Report], root: Path) -> None:
    """Raise ``PlanError`` with all that is wrong with the reports' notebooks and values; nothing has run by then."""
    faults = [fault for report in reports for fault in check_parameters(report, root)]
    if faults:
        raise PlanError("\n".join(faults))


def write_reports(reports: Sequence[Report], root: Path, tell: Tell, workers: int = 1) -> Iterator[Outcome]:
    """Write each report to ``reports/<name>/`` below ``root`` and yield what became of it, as each ends.

    ``tell`` is called with one line for each step. Up to ``workers`` reports run side by side. One that fails does not
    stop the others, and leaves what it wrote before in place. When interrupted, kernels are ended and nothing is left.
    """
    check_reports(reports, root)
    notebooks = {root / "notebooks" / f"{name}.ipynb" for report in reports for name in report.notebooks}
    warm_up(sorted({module for notebook in notebooks for module in find_imports(notebook)}))
    stopping = Event()
    futures: list[Future[Outcome]] = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            for report in reports:
                futures.append(pool.submit(_outcome, report, root, tell, stopping))
            yield from (future.result() for future in as_completed(futures))
        finally:
            stopping.set()
            pool.shutdown(wait=False, cancel_futures=True)
            while wait(futures, timeout=0.05).not_done:
                stop_kernels()


def _outcome(report: Report, root: Path, tell: Tell, stopping: Event) -> Outcome:
    folder = root / "reports"
    folder.mkdir(exist_ok=True)
    with _alone(
        folder / f".{report.name}.lock", f"{report.name}: waiting for another run of it to end", tell, stopping
    ):
        new, final, failed = folder / f".{report.name}.new", folder / report.name, folder / f"{report.name}.failed"
        if stopping.is_set():
            return Outcome(report.name, failure="interrupted")
        for leftover in (new, failed):
            shutil.rmtree(leftover, ignore_errors=True)
        try:
            summary = _write_report(report, root, new, tell, stopping)
            replace_folder(new, final)
        except (RunError, OSError, ValueError) as error:
            if not stopping.is_set() and new.exists():
                new.rename(failed)
            return Outcome(report.name, failure=str(error))
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return Outcome(report.name, final / "index.html", summary)


def _write_report(report: Report, root: Path, folder: Path, tell: Tell, stopping: Event) -> tuple[str, ...]:
    """Run the notebooks of one report into a new folder, write its page there and return its summary."""
    (folder / "notebooks").mkdir(parents=True)
    executed: list[tuple[str, NotebookNode]] = []
    for number, name in enumerate(report.notebooks, 1):
        if stopping.is_set():
            raise RunError(name, "before the first cell", "interrupted")
        tell(f"{report.name}: {number}/{len(report.notebooks)} {name}")
        source, target = (place / "notebooks" / f"{name}.ipynb" for place in (root, folder))
        values = parameters_for(report, source) | _earlier_tables(report, source, root)
        notebook = run_notebook(source, target, values, report.timeout)
        executed.append((name, notebook))
    page = write_page(report.name, executed, report.parameters)
    (folder / "index.html").write_text(page, encoding="utf-8")
    if (tables := _tables_of(report, root)) is not None:
        shutil.copytree(tables, folder / TABLES)
    return read_summary(executed[-1][1])


def _earlier_tables(report: Report, notebook: Path, root: Path) -> dict[str, str]:
    """Return the value for a notebook's ``earlier``: the tables kept with the last whole report.

    None is given when the report sets its own, or when the tables have other columns now than then.
    """
    kept, tables = root / "reports" / report.name / TABLES, _tables_of(report, root)
    asks = any(parameter.name == EARLIER for parameter in read_parameters(notebook))
    if not asks or EARLIER in report.parameters or tables is None:
        return {}
    then, now = (_read_bytes(folder / "datapackage.json") for folder in (kept, tables))
    return {EARLIER: kept.relative_to(root).as_posix()} if then is not None and then == now else {}


def _tables_of(report: Report, root: Path) -> Path | None:
    """Return the folder with the tables of a report's collection, when it has one."""
    folder = root / "data" / "processed" / str(report.parameters.get("collection"))
    return folder if folder.is_dir() else None


def _read_bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@contextmanager
def _alone(path: Path, notice: str, tell: Tell, stopping: Event) -> Iterator[None]:
    """Hold a lock file, which the system lets go of however this process ends; tell when that means to wait."""
    with path.open("w") as lock:
        waiting = False
        while not stopping.is_set():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not waiting:
                    tell(notice)
                waiting = True
                stopping.wait(0.2)
        yield


def replace_folder(new: Path, final: Path) -> None:
    """Put a new folder in the place of another one, which is removed. On Linux no moment lies between the two."""
    if not final.exists():
        new.rename(final)
    elif _exchange(new, final):
        shutil.rmtree(new)
    else:
        old = new.with_suffix(".old")
        final.rename(old)
        new.rename(final)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; tell whether this system and its disk can."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
