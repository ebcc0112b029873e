"""Reports by their cron lines. The only module of the library that waits for a time of day; the clock is handed in."""

from collections.abc import Callable, Sequence
from datetime import datetime

from cronsim import CronSim

from helpers.reports.plans import PlanError, Report

_LONGEST_WAIT = 60.0  # seconds; a machine that slept in between is late by no more than this


def next_runs(reports: Sequence[Report], after: datetime) -> tuple[datetime, tuple[Report, ...]]:
    """Return the first time after ``after`` at which a report is due, and the reports due then, in their order.

    >>> daily, hourly = Report("daily", ("report",), cron="0 6 * * *"), Report("hourly", ("report",), cron="0 * * * *")
    >>> when, due = next_runs([daily, hourly], datetime(2024, 12, 19, 5, 30))
    >>> when.isoformat(), [report.name for report in due]
    ('2024-12-19T06:00:00', ['daily', 'hourly'])
    >>> next_runs([Report("by-hand", ("report",))], datetime(2024, 12, 19))
    Traceback (most recent call last):
        ...
    helpers.reports.plans.PlanError: no report has a cron line
    """
    times = [(next(CronSim(report.cron, after)), report) for report in reports if report.cron]
    if not times:
        raise PlanError("no report has a cron line")
    first = min(when for when, _ in times)
    return first, tuple(report for when, report in times if when == first)


def keep_running(
    reports: Sequence[Report],
    run: Callable[[Sequence[Report]], object],
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    tell: Callable[[str], None],
) -> None:
    """Run each report whenever it is due, one after the other, until interrupted.

    A report that was due several times while another one ran is run once.
    """
    while True:
        when, due = next_runs(reports, now())
        tell(f"next: {', '.join(report.name for report in due)} at {when:%Y-%m-%d %H:%M}")
        while (left := (when - now()).total_seconds()) > 0:
            sleep(min(left, _LONGEST_WAIT))
        run(due)
