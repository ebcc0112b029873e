"""Arithmetic on days: weeks, months, seasons, quarters and named days as first and last day."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

Span = tuple[date, date]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
YEAR_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "half1": (1, 6), "half2": (7, 12)}
YEAR_PARTS |= {"quarters3": (1, 9)}
MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "half1": (1, 15), "half2": (16, 31)}
MONTH_PARTS |= {"week2": (8, 14), "week3": (15, 21), "week4": (22, 28)}
DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "half1": (0, 4), "half2": (5, 9)}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_span(year: int, month: int, day: int) -> Span | None:
    """Return a day twice, or None when the calendar has no such day.

    >>> day_span(2024, 2, 29) is None, day_span(2023, 2, 29) is None
    (False, True)
    """
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def month_span(year: int, month: int) -> Span | None:
    """Return the first and last day of a month; months below 1 and above 12 count on into other years.

    >>> month_span(2025, 0)
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= MAXYEAR:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(first: int, last: int | None = None) -> Span | None:
    """Return the first day of one year and the last day of another."""
    last = first if last is None else last
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= MAXYEAR else None


def week_span(day: date, weeks: int = 0) -> Span | None:
    """Return Monday and Sunday of the week of a day, moved by some weeks."""
    monday = add_days(day, 7 * weeks - day.weekday())
    sunday = monday and add_days(monday, 6)
    return (monday, sunday) if monday and sunday else None


def season_span(year: int, season: str) -> Span | None:
    """Return a season's three months; the winter of a year begins in its December.

    >>> season_span(2021, "winter")
    (datetime.date(2021, 12, 1), datetime.date(2022, 2, 28))
    """
    return _join(month_span(year, SEASONS[season]), month_span(year, SEASONS[season] + 2))


def fraction_span(year: int, nth: int, parts: int) -> Span | None:
    """Return the nth quarter (``parts`` 4) or half (2) of a year.

    >>> fraction_span(2025, 3, 4)
    (datetime.date(2025, 7, 1), datetime.date(2025, 9, 30))
    """
    if not 1 <= nth <= parts:
        return None
    size = 12 // parts
    return _join(month_span(year, size * (nth - 1) + 1), month_span(year, size * nth))


def part_span(span: Span, part: str) -> Span | None:
    """Return the early, middle or late part of a month, a year or a decade; a shorter span stays whole."""
    start, end = span
    length = (end - start).days + 1
    if 28 <= length <= 31:
        part_days = MONTH_PARTS.get(part, (1, 31))
        return start.replace(day=part_days[0]), start.replace(day=min(part_days[1], end.day))
    if part not in YEAR_PARTS:
        return span
    if length in (365, 366):
        first, last = YEAR_PARTS[part]
        return _join(month_span(start.year, first), month_span(start.year, last))
    if length > 3650:
        first, last = DECADE_PARTS.get(part, (0, 9))
        scale = 10 if length > 36500 else 1
        return year_span(start.year + scale * first, start.year + scale * (last + 1) - 1)
    return span


def edge_span(span: Span, edge: str, unit: str, count: int) -> Span | None:
    """Return the first days, weeks or months of a span, or the last; None when they are more than it has.

    >>> edge_span((date(2020, 3, 1), date(2020, 3, 31)), "late", "week", 2)
    (datetime.date(2020, 3, 18), datetime.date(2020, 3, 31))
    """
    if edge == "early":
        after = moved_day(span[0], unit, count)
        found = cover((span[0], span[0]), near_day(after, -1))
    else:
        found = cover(near_day(moved_day(add_days(span[1], 1), unit, -count), 0), (span[1], span[1]))
    return found if found and span[0] <= found[0] and found[1] <= span[1] else None


def add_days(day: date, days: int) -> date | None:
    """Return the day so many days later, or None outside the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """Return the same day of another month, or that month's last day.

    >>> add_months(date(2025, 3, 31), -1)
    datetime.date(2025, 2, 28)
    """
    span = month_span(day.year, day.month + months)
    return span and span[0].replace(day=min(day.day, span[1].day))


def named_day(spec: str, year: int) -> date | None:
    """Return the day that a rule of the vocabulary names in a year.

    >>> named_day("11-4-thursday", 2024), named_day("easter-2", 2025)
    (datetime.date(2024, 11, 28), datetime.date(2025, 4, 18))
    """
    if not 1 <= year <= MAXYEAR:
        return None
    if spec.startswith("easter"):
        return add_days(easter(year), int(spec.removeprefix("easter")))
    if len(spec) == len("2001-09-11"):
        return date.fromisoformat(spec)
    month, nth, *weekday = spec.split("-")
    if not weekday:
        span = day_span(year, int(month), int(nth))
        return span and span[0]
    whole = month_span(year, int(month))
    if whole is None:
        return None
    wanted = WEEKDAYS.index(weekday[0])
    if nth == "last":
        return add_days(whole[1], -((whole[1].weekday() - wanted) % 7))
    return add_days(whole[0], (wanted - whole[0].weekday()) % 7 + 7 * (int(nth) - 1))


def easter(year: int) -> date:
    """Return Western Easter Sunday (Meeus, *Astronomical Algorithms*, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def nearest_span(spans: list[Span], base: Span, ahead_cost: int, behind_cost: int) -> Span | None:
    """Return the span nearest to ``base``, where a day ahead and a day behind may cost differently."""

    def cost(span: Span) -> int:
        if span[0] > base[1]:
            return (span[0] - base[1]).days * ahead_cost
        return max((base[0] - span[1]).days, 0) * behind_cost

    return min(spans, key=cost, default=None)


def days_apart(a: Span, b: Span) -> int:
    """Return how many days lie between two spans; 0 when they touch or overlap."""
    return max((a[0] - b[1]).days, (b[0] - a[1]).days, 0)


def shifted_span(spans: list[Span], base: date, shift: int) -> Span | None:
    """Return the latest span before ``base``, the first after it, or for "this" the nearest in the same year."""
    if shift < 0:
        return max((span for span in spans if span[1] < base), default=None)
    if shift > 0:
        return min((span for span in spans if span[0] > base), default=None)
    this_year = [span for span in spans if span[0].year <= base.year <= span[1].year]
    return nearest_span(this_year, (base, base), 1, 1)


def near_day(base: date | None, days: int) -> Span | None:
    """Return the day so many days after ``base``, twice."""
    day = add_days(base, days) if base else None
    return (day, day) if day else None


def whole_span(base: date, unit: str, shift: int) -> Span | None:
    """Return the calendar unit around a day, moved by ``shift`` units."""
    if unit in ("week", "fortnight"):
        return week_span(base, shift * (2 if unit == "fortnight" else 1))
    if unit == "month":
        return month_span(base.year, base.month + shift)
    if unit == "decade":
        first = base.year // 10 * 10 + 10 * shift
        return year_span(first, first + 9)
    if unit == "year":
        return year_span(base.year + shift)
    return near_day(base, shift)


def span_years_away(span: Span, years: int) -> Span | None:
    """Return the same days or months of another year.

    >>> span_years_away((date(2023, 2, 1), date(2023, 2, 28)), 1)
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    start, end = add_months(span[0], 12 * years), add_months(span[1], 12 * years)
    if end and (month := month_span(span[1].year, span[1].month)) and span[1] == month[1]:
        end = add_months(month[0], 12 * years + 1)
        end = end and add_days(end, -1)
    return (start, end) if start and end else None


def cover(a: Span | None, b: Span | None) -> Span | None:
    """Return the shortest span that holds two."""
    return (min(a[0], b[0]), max(a[1], b[1])) if a and b else None


def moved_day(base: date | None, unit: str, count: int) -> date | None:
    """Return the same day so many units away."""
    days = {"day": 1, "week": 7, "fortnight": 14}
    if base is None or unit in days:
        return add_days(base, days[unit] * count) if base else None
    months = {"month": 1, "year": 12, "decade": 120}
    return add_months(base, months[unit] * count) if unit in months else None


def moved_span(last: Span, last_day: date | None, unit: str, count: int) -> Span | None:
    """Return a span moved by ``count`` units, as exact as the coarser of the span and the unit."""
    start, end = last
    length = (end - start).days
    if unit in ("day", "hour", "week", "fortnight"):
        if unit == "week" and 5 <= length <= 13:
            return cover(near_day(start, 7 * count), near_day(end, 7 * count))
        if last_day is None or (length > 3 and unit == "day" and not start <= last_day <= end):
            return last if length >= 27 and abs(count) < 15 else None
        days = {"day": 1, "hour": 0, "week": 7, "fortnight": 14}[unit]
        return near_day(last_day, days * count)
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    if length < 27 and unit != "month":
        return year_span(start.year + months // 12)
    first = month_span(start.year, start.month + months)
    return cover(first, month_span(end.year, end.month + months)) if first else None


def full_year(year: int) -> int:
    """Return a year of four digits; two digits mean 1930 to 2029.

    >>> full_year(98), full_year(24), full_year(2022)
    (1998, 2024, 2022)
    """
    return year if year > 99 else year + (1900 if year >= 30 else 2000)


def _join(first: Span | None, last: Span | None) -> Span | None:
    return (first[0], last[1]) if first and last else None
