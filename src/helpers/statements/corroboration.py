"""Who bears whom out: repetition is told apart from corroboration."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from helpers.statements.records import Statement

_CLOSE = 1.25  # figures within a quarter of each other support each other
_APART = 2.0  # figures further apart than this contradict each other
_SUPPORT_DAYS = 30
_DISPUTE_DAYS = 7
_LOSSES = ("killed", "wounded", "casualties", "captured", "missing")


def judge_corroboration(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with ``corroboration`` set.

    ``withdrawn`` by its source; ``admitted`` by the side whose people are lost; ``corroborated`` by an independent
    source of another side within 30 days and a quarter; ``contested`` when another side denies it or gives less than
    half or more than double within a week; ``repeated`` by several articles; ``single``. Statements that rest on each
    other bear nothing out.

    >>> nis = Statement("a", "NIS", "killed", "about", 300, 300, 300, "2025-01-13", "South Korea", is_cumulative=True)
    >>> hur = Statement("b", "HUR", "killed", "over", 290, 290, None, "2025-01-15", "Ukraine", is_cumulative=True)
    >>> [item.corroboration for item in judge_corroboration([nis, hur])]
    ['corroborated', 'corroborated']
    """
    alike: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for item in statements:
        alike[_subject(item)].append(item)
    windows = {subject: _by_day(items) for subject, items in alike.items()}
    return [replace(item, corroboration=_judge(item, windows[_subject(item)])) for item in statements]


def _subject(item: Statement) -> tuple[object, ...]:
    return (item.group, item.measure, item.components, item.per, item.is_cumulative)


def _by_day(items: Sequence[Statement]) -> dict[int, list[Statement]]:
    days: defaultdict[int, list[Statement]] = defaultdict(list)
    for item in items:
        if (day := _day(item)) is not None:
            days[day // _SUPPORT_DAYS].append(item)
    return days


def _judge(item: Statement, windows: dict[int, list[Statement]]) -> str:
    if item.status == "withdrawn":
        return "withdrawn"
    if item.measure in _LOSSES and item.side is not None and item.side == item.group:
        return "admitted"
    others = _others(item, windows)
    number = _number(item)
    if any(_ratio(number, _number(other)) <= _CLOSE and other.status == item.status for other in others):
        return "corroborated"
    if any(_disputes(item, other) for other in others):
        return "contested"
    return "repeated" if item.n_articles > 1 else "single"


def _others(item: Statement, windows: dict[int, list[Statement]]) -> list[Statement]:
    """Return what independent sources of other sides said of the same thing at about the same time."""
    day = _day(item)
    if day is None or item.side in (None, "unknown"):
        return []
    near = (other for step in (-1, 0, 1) for other in windows.get(day // _SUPPORT_DAYS + step, ()))
    return [
        other
        for other in near
        if other.side not in (item.side, None, "unknown")
        and item.side not in (other.side or "").split(" and ")
        and other.side not in (item.side or "").split(" and ")
        and abs((_day(other) or 0) - day) <= _SUPPORT_DAYS
        and not _dependent(item, other)
    ]


def _dependent(a: Statement, b: Statement) -> bool:
    return a.statement_id in (b.depends_on or "") or b.statement_id in (a.depends_on or "")


def _disputes(item: Statement, other: Statement) -> bool:
    if abs((_day(other) or 0) - (_day(item) or 0)) > _DISPUTE_DAYS:
        return False
    if other.status == "denied":
        return _ratio(_number(item), _number(other)) <= _CLOSE
    return item.is_cumulative and _ratio(_number(item), _number(other)) > _APART and not _open_overlap(item, other)


def _open_overlap(a: Statement, b: Statement) -> bool:
    """Tell whether an open bound leaves room for the other figure: "at least 100" does not contradict 300."""
    low, high = sorted((a, b), key=_number)
    return low.high is None or high.low is None


def _ratio(a: int, b: int) -> float:
    small, great = sorted((a, b))
    return great / small if small else (1.0 if great == 0 else float("inf"))


def _number(item: Statement) -> int:
    if item.best is not None:
        return item.best
    return ((item.low or 0) + (item.high or item.low or 0)) // 2


def _day(item: Statement) -> int | None:
    day = item.stated_on_end or item.stated_on_start
    return day.toordinal() if day else None
