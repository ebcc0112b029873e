"""Who bears whom out: repetition is told apart from corroboration."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from helpers.edtf import overlap
from helpers.statements.records import Statement, change

_CLOSE = 1.25  # figures within a quarter of each other support each other
_APART = 2.0  # figures further apart than this contradict each other
_SUPPORT_DAYS = 30
_DISPUTE_DAYS = 7
_LOSSES = ("killed", "wounded", "casualties", "captured", "missing")

_Subject = tuple[object, ...]
_BySide = defaultdict[str, list[Statement]]


def judge_corroboration(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with ``corroboration`` set.

    ``withdrawn`` by its source; ``admitted`` by the side whose people are lost; ``contested`` when another side denies
    it or gives less than half or more than double within a week; ``corroborated`` by an independent source of another
    side within 30 days and a quarter, for the same event where it is one; ``repeated`` by several articles; ``single``.
    Statements that rest on each other bear nothing out.

    >>> nis = Statement("a", "NIS", "killed", "about", 300, 300, 300, "2025-01-13", "South Korea", is_cumulative=True)
    >>> hur = Statement("b", "HUR", "killed", "over", 290, 290, None, "2025-01-15", "Ukraine", is_cumulative=True)
    >>> [item.corroboration for item in judge_corroboration([nis, hur])]
    ['corroborated', 'corroborated']
    >>> same_side = Statement("c", "SBU", "killed", "over", 290, 290, None, "2025-01-15", "Ukraine", is_cumulative=True)
    >>> [item.corroboration for item in judge_corroboration([hur, same_side])]
    ['single', 'single']
    """
    close, near = _index_figures(statements), _index_days(statements)
    return [change(item, corroboration=_judge(item, close, near)) for item in statements]


def _judge(
    item: Statement,
    close: Mapping[tuple[_Subject, int, int], _BySide],
    near: Mapping[tuple[_Subject, int], _BySide],
) -> str:
    if item.status == "withdrawn":
        return "withdrawn"
    if item.measure in _LOSSES and item.side is not None and item.side == item.group:
        return "admitted"
    disputants = _others(item, (near.get((_subject(item), week)) for week in _weeks_around(item)))
    if any(_disputes(item, other) for other in disputants):
        return "contested"
    supporters = _others(item, (close.get(cell) for cell in _close_cells(item)))
    if any(_supports(item, other) for other in supporters):
        return "corroborated"
    return "repeated" if item.n_articles > 1 else "single"


def _index_figures(statements: Sequence[Statement]) -> Mapping[tuple[_Subject, int, int], _BySide]:
    """Return statements by subject, size of the figure and month."""
    index: defaultdict[tuple[_Subject, int, int], _BySide] = defaultdict(lambda: defaultdict(list))
    for item in statements:
        if (day := _day(item)) is not None and item.side not in (None, "unknown"):
            index[_subject(item), _size(item), day // _SUPPORT_DAYS][item.side or ""].append(item)
    return index


def _index_days(statements: Sequence[Statement]) -> Mapping[tuple[_Subject, int], _BySide]:
    """Return denials, and of each side's running totals of a week the least and the greatest: enough to contest."""
    weeks: defaultdict[tuple[_Subject, int], _BySide] = defaultdict(lambda: defaultdict(list))
    for item in statements:
        counts = item.side not in (None, "unknown") and (item.is_cumulative or item.status == "denied")
        if counts and (day := _day(item)) is not None:
            weeks[_subject(item), day // _DISPUTE_DAYS][item.side or ""].append(item)
    for sides in weeks.values():
        for side, items in sides.items():
            denials = [item for item in items if item.status == "denied"]
            least = min((item for item in items if item.high is not None), key=_number, default=None)
            greatest = max((item for item in items if item.low is not None), key=_number, default=None)
            sides[side] = [*denials, *(item for item in (least, greatest) if item)]
    return weeks


def _subject(item: Statement) -> _Subject:
    return (item.group, item.measure, item.components, item.per)


def _close_cells(item: Statement) -> Iterator[tuple[_Subject, int, int]]:
    if (day := _day(item)) is not None:
        for step in (-1, 0, 1):
            for month in (-1, 0, 1):
                yield _subject(item), _size(item) + step, day // _SUPPORT_DAYS + month


def _weeks_around(item: Statement) -> list[int]:
    day = _day(item)
    return [] if day is None else [day // _DISPUTE_DAYS + step for step in (-1, 0, 1)]


def _others(item: Statement, cells: Iterator[_BySide | None]) -> Iterator[Statement]:
    """Yield what independent sources of other sides said."""
    if item.side in (None, "unknown"):
        return
    ours = set((item.side or "").split(" and "))
    for sides in cells:
        for side, others in (sides or {}).items():
            if not ours.intersection(side.split(" and ")):
                yield from (other for other in others if not _dependent(item, other))


def _supports(item: Statement, other: Statement) -> bool:
    if item.status != "reported" or other.status != "reported" or item.is_cumulative != other.is_cumulative:
        return False
    if not item.is_cumulative and not item.per and not _same_period(item, other):
        return False
    return _ratio(item, other) <= _CLOSE and _days_between(item, other) <= _SUPPORT_DAYS


def _same_period(a: Statement, b: Statement) -> bool:
    return bool(a.period and b.period and overlap(a.period, b.period))


def _disputes(item: Statement, other: Statement) -> bool:
    if _days_between(item, other) > _DISPUTE_DAYS or item.status != "reported":
        return False
    if other.status == "denied":
        return _ratio(item, other) <= _CLOSE
    return item.is_cumulative and _ratio(item, other) > _APART and not _open_overlap(item, other)


def _open_overlap(a: Statement, b: Statement) -> bool:
    """Tell whether an open bound leaves room for the other figure: "at least 100" does not contradict 300."""
    low, high = sorted((a, b), key=_number)
    return low.high is None or high.low is None


def _dependent(a: Statement, b: Statement) -> bool:
    return a.statement_id in (b.depends_on or "") or b.statement_id in (a.depends_on or "")


def _ratio(a: Statement, b: Statement) -> float:
    small, great = sorted((_number(a), _number(b)))
    return great / small if small else 1.0 if not great else math.inf


def _size(item: Statement) -> int:
    return math.floor(math.log(_number(item) + 1) / math.log(_CLOSE))


def _number(item: Statement) -> int:
    if item.best is not None:
        return item.best
    return ((item.low or 0) + (item.high or item.low or 0)) // 2


def _days_between(a: Statement, b: Statement) -> int:
    return abs((_day(a) or 0) - (_day(b) or 0))


def _day(item: Statement) -> int | None:
    day = item.stated_on_end or item.stated_on_start
    return day.toordinal() if day else None
