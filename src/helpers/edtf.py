"""Uncertain dates as EDTF text with their bounds.

The part of the Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/) that news needs:
day ``2024-12-14``, month ``2024-12``, year ``2024``, decade ``199X``, century ``19XX``, interval ``A/B`` and open
interval ``A/..`` or ``../B``. The text is kept everywhere; bounds are computed from it.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

OPEN = ".."
Bounds = tuple[date | None, date | None]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"\d{4}|\d{3}X|\d{2}XX")


@lru_cache(maxsize=65536)
def read_bounds(value: str) -> Bounds:
    """Return the first and last day of an EDTF text; None where an interval is open.

    >>> read_bounds("2024-12")
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    >>> read_bounds("2024-10/..")
    (datetime.date(2024, 10, 1), None)
    >>> read_bounds("2024-13")
    Traceback (most recent call last):
        ...
    ValueError: not an EDTF date: '2024-13'
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _point(first)
    start = None if first == OPEN else _point(first)[0]
    end = None if last == OPEN else _point(last)[1]
    if (start is None and end is None) or (start and end and start > end):
        raise ValueError(f"not an EDTF interval: {value!r}")
    return start, end


def write_value(start: date | None, end: date | None) -> str:
    """Return the shortest EDTF text for two bounds.

    >>> write_value(date(2024, 12, 1), date(2024, 12, 31)), write_value(date(2024, 10, 8), None)
    ('2024-12', '2024-10-08/..')
    >>> write_value(date(2022, 2, 1), date(2023, 2, 28)), write_value(date(1990, 1, 1), date(1999, 12, 31))
    ('2022-02/2023-02', '199X')
    """
    if start is None or end is None:
        if start is end:
            raise ValueError("an EDTF interval needs one bound")
        return f"{start or OPEN}/{end or OPEN}"
    if start > end:
        raise ValueError(f"interval ends before it starts: {start}/{end}")
    if start == end:
        return start.isoformat()
    if start.day != 1 or end != _month_end(end):
        return f"{start}/{end}"
    if (start.month, end.month) == (1, 12):
        if start.year % 10 == 0 and end.year == start.year + 9:
            return f"{start.year // 10:03d}X"
        return _joined(f"{start.year:04d}", f"{end.year:04d}")
    return _joined(start.isoformat()[:7], end.isoformat()[:7])


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def overlap(a: str, b: str) -> bool:
    """Tell whether two EDTF texts can mean the same day.

    >>> overlap("2024-12", "2024-12-19"), overlap("2024-12-19/..", "2024-11")
    (True, False)
    """
    (a_start, a_end), (b_start, b_end) = read_bounds(a), read_bounds(b)
    return (a_start or date.min) <= (b_end or date.max) and (b_start or date.min) <= (a_end or date.max)


def precision(value: str) -> int | None:
    """Return the UCDP precision code of a date, None for an open interval.

    1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year or more (UCDP GED codebook, ``date_prec``).

    >>> precision("2024-12-19"), precision("2024-12"), precision("2024-10/..")
    (1, 4, None)
    """
    start, end = read_bounds(value)
    if start is None or end is None:
        return None
    days = (end - start).days + 1
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def _point(text: str) -> tuple[date, date]:
    try:
        if match := _DAY.fullmatch(text):
            day = date(*map(int, match.groups()))
            return day, day
        if match := _MONTH.fullmatch(text):
            first = date(int(match[1]), int(match[2]), 1)
            return first, _month_end(first)
        if _YEARS.fullmatch(text):
            return date(int(text.replace("X", "0")), 1, 1), date(int(text.replace("X", "9")), 12, 31)
    except ValueError as error:
        raise ValueError(f"not an EDTF date: {text!r}") from error
    raise ValueError(f"not an EDTF date: {text!r}")


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
