"""The command line: ``python -m helpers COMMAND``.

Each command loads only the part of the library that it needs, so that ``extract`` starts at once.
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.reports.plans import Report

INTERRUPTED = 130  # what a shell reports of a command that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 something failed, 2 nothing was started."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # half a surrogate pair becomes its JSON escape
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of our output, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (OSError, ValueError) as error:
        tell(f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else f"{error}")
        return 2
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED


def extract(options: argparse.Namespace) -> int:
    """Read one article a line, write its claims and dates as one line; tell of each line that cannot be read."""
    from helpers.claims.items import read_item
    from helpers.words import read_collection

    collection = read_collection(_root() / "data" / "raw" / options.collection) if options.collection else None
    failed = False
    with sys.stdin.buffer if options.jsonl == "-" else Path(options.jsonl).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                result = read_item(json.loads(line.decode("utf-8-sig")), collection)
            except (ValueError, RecursionError) as error:
                failed = True
                tell(f"line {number}: {error}")
            else:
                print(json.dumps(result, ensure_ascii=False), flush=True)
    return int(failed)


def report(options: argparse.Namespace) -> int:
    """Write the named reports, or all."""
    from helpers.reports.batches import write_reports

    failed = False
    for outcome in write_reports(_reports(options), _root(), tell, options.workers):
        failed = failed or outcome.failure is not None
        if outcome.failure is not None:
            tell(f"{outcome.report}: FAILED: {outcome.failure}")
        else:
            print("\n  ".join((_shown(outcome.page), *outcome.summary)), flush=True)
    return int(failed)


def schedule(options: argparse.Namespace) -> int:
    """Run each report by its cron line until interrupted."""
    import time
    from datetime import datetime

    from helpers.reports.batches import check_reports
    from helpers.reports.schedules import keep_running

    reports = _reports(options)
    check_reports(reports, _root())

    def run(due: Sequence["Report"]) -> None:
        report(argparse.Namespace(name=[one.name for one in due], workers=1))

    keep_running(reports, run, datetime.now, time.sleep, tell)
    return 0


def notebooks(options: argparse.Namespace) -> int:
    """Run notebooks from top to bottom, in the order given, and save each with its outputs."""
    from helpers.reports.kernels import warm_up
    from helpers.reports.plans import TIMEOUT
    from helpers.reports.runs import RunError, find_imports, run_notebook

    warm_up(sorted({module for path in options.path for module in find_imports(path)}))
    for path in options.path:
        tell(str(path))
        part = path.with_name(f".{path.name}.run")
        try:
            run_notebook(path.resolve(), part.resolve(), {}, TIMEOUT)
            part.replace(path)
        except RunError as error:
            tell(f"FAILED: {error}")
            return 1
        finally:
            part.unlink(missing_ok=True)
    return 0


def check(options: argparse.Namespace) -> int:
    """Print what the coherence rules ask a person to look at, the most pressing first."""
    from helpers.analyses import analyse_collection

    for asked in analyse_collection(options.collection).checks:
        print(f"[ ] {asked.rule:<4}{asked.severity:<9}{asked.sentence}")
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Extract the claims and dates of annotated articles, compare them with the annotation, print a scorecard."""
    from helpers.claims.items import read_item
    from helpers.evaluation import score_claims, score_dates, write_scorecard

    if options.statements:
        return evaluate_statements(options)
    accepted = {row["id"]: row for row in _rows(options.alternatives)} if options.alternatives else {}
    scores, dates = {}, {}
    stems = [path.stem for path in options.gold]
    for path in options.gold:
        name = path.stem if stems.count(path.stem) == 1 else str(path)
        gold = _rows(path)
        read = {row["id"]: read_item(row) for row in gold}
        scores[name] = score_claims({key: row["claims"] for key, row in read.items()}, gold, accepted)
        dates[name] = score_dates({key: row["dates"] for key, row in read.items()}, gold)
    print(write_scorecard(scores, dates, options.errors))
    return 0


def evaluate_statements(options: argparse.Namespace) -> int:
    """Gather the figures of annotated articles into statements, with a collection's ledger; print the confusion."""
    from helpers.analyses import analyse_collection
    from helpers.evaluation import write_confusion

    analysis = analyse_collection(options.statements)
    for path in options.gold:
        print(write_confusion(path.stem, analysis.score_statements(_rows(path)), options.errors))
    return 0


def tell(line: str) -> None:
    """Say one line to the person at the terminal, apart from the results."""
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers", description="From news articles to dated, sourced figures."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("extract", help="articles as JSON lines to claims and dates as JSON lines")
    command.add_argument("--jsonl", default="-", metavar="FILE", help="a file, or - for standard input (the default)")
    command.add_argument("--collection", metavar="NAME", help="read with the extra words of data/raw/NAME")
    command.set_defaults(run=extract)

    command = commands.add_parser("report", help="run the reports of reports.yml")
    command.add_argument("name", nargs="*", metavar="NAME", help="reports to run; all when none is named")
    command.add_argument("--workers", type=_positive, default=1, metavar="N", help="reports run side by side")
    command.set_defaults(run=report)

    command = commands.add_parser("schedule", help="keep running the reports by their cron lines")
    command.add_argument("name", nargs="*", metavar="NAME", help="reports to run; all when none is named")
    command.set_defaults(run=schedule)

    command = commands.add_parser("check", help="print what the coherence rules ask about a collection")
    command.add_argument("collection", metavar="COLLECTION", help="a folder under data/raw")
    command.set_defaults(run=check)

    command = commands.add_parser("evaluate", help="print how well annotated articles are read")
    command.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="articles with their claims, as JSON lines")
    command.add_argument("--alternatives", type=Path, metavar="FILE", help="other claims that are accepted")
    command.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N errors of each kind")
    command.add_argument("--statements", metavar="COLLECTION", help="score statements, with that collection's ledger")
    command.set_defaults(run=evaluate)

    command = commands.add_parser("notebooks", help="run notebooks in order and save them with their outputs")
    command.add_argument("path", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(run=notebooks)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number above 0, not {text!r}")
    return int(text)


def _rows(path: Path) -> list[Any]:
    with path.open("rb") as lines:
        return [_row(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _row(line: bytes, place: str) -> Any:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{place}: {error}") from error
    if not isinstance(row, dict):
        raise ValueError(f"{place}: must be an object")
    return row


def _root() -> Path:
    from helpers.tables import find_project

    return find_project()


def _reports(options: argparse.Namespace) -> tuple["Report", ...]:
    """Return the reports that were named, or all, in the order of ``reports.yml``."""
    from helpers.reports.plans import read_reports, suggest

    reports = {one.name: one for one in read_reports(_root() / "reports.yml")}
    for name in options.name:
        if name not in reports:
            raise ValueError(f"reports.yml: no report {name!r}{suggest(name, reports)}")
    return tuple(one for one in reports.values() if not options.name or one.name in options.name)


def _shown(path: Path | None) -> str:
    """Return a path as short as it can be from here."""
    assert path is not None
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
