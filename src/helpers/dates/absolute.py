"""Days, months, seasons and years of the calendar, with the year chosen where the text leaves it out."""

from collections.abc import Callable
from datetime import date

from helpers.dates.readings import Context, Reading
from helpers.dates.spans import (
    WEEKDAYS,
    Span,
    add_days,
    add_months,
    cover,
    day_span,
    days_apart,
    fraction_span,
    full_year,
    month_span,
    named_day,
    near_day,
    nearest_span,
    part_span,
    season_span,
    shifted_span,
    week_span,
    whole_span,
    year_span,
)
from helpers.dates.tenses import closes_range, points_ahead

FUTURE_COST = 5  # how much dearer a day ahead is than a day behind: news looks back
TOLD_COST = 20  # how much dearer the other side is when a cue of the clause tells which
LAST_CENTURY = 2000  # "the 1900s" are a hundred years, "the 2000s" ten
JOINTS = (",", "in", "on")  # between "last year" and its month
SATURDAY = 5
NEAR_REFERENCE = 100  # days from another date of an undated text within which that date's year is shared


def _costs(reading: Reading, context: Context) -> tuple[int, int]:
    """Return what a day ahead and a day behind cost: alike without a publication date, and for "by March"."""
    if context.published is None:
        return 1, 1
    ahead = points_ahead(reading, context)
    if _bounds(reading, ahead):
        return 1, 1
    if ahead is None:
        return FUTURE_COST, 1
    return (1, TOLD_COST) if ahead else (TOLD_COST, 1)


def _bounds(reading: Reading, ahead: bool | None) -> bool:
    """Tell whether a date may close what is over as well as what goes on: "by March", "a truce through April 22"."""
    index = reading.phrase.start - 1
    word = reading.tokens.word(index)
    return (word == "by" and ahead is None) or (word == "through" and not closes_range(reading, index))


def _years(reading: Reading, context: Context, span_of: Callable[[int], Span | None]) -> Span | None:
    """Return ``span_of`` the year that the phrase names or that stands nearest."""
    if reading.names_year():
        year = reading.shifted_year(context)
        return span_of(year) if year else None
    if context.base is None:
        return None
    base = context.base
    if (shift := _year_before(reading)) is not None:
        return span_of(base[0].year + shift)
    spans = [span for year in range(base[0].year - 1, base[1].year + 2) if (span := span_of(year))]
    if weekday := _weekday(reading):
        pinned = [span for span in spans if span[0].weekday() == weekday - 1]
        spans = pinned or spans
    found = nearest_span(spans, base, *_costs(reading, context))
    return found if context.published or (found and days_apart(found, base) <= NEAR_REFERENCE) else None


def _year_before(reading: Reading) -> int | None:
    """Return how far away the year is that stands before a date: "last year, on Aug. 28", "last year in March"."""
    index, lexicon = reading.phrase.start - 1, reading.grammar.lexicon
    while reading.tokens.word(index) in JOINTS:
        index -= 1
    near = lexicon.value("year_unit", reading.tokens.word(index)) is not None and index < reading.phrase.start - 1
    return lexicon.value("shift", reading.tokens.word(index - 1)) if near else None


def _weekday(reading: Reading) -> int | None:
    """Return the weekday that stands with a day, 1 for Monday."""
    value = reading.value("wd", "weekday", "wkday")
    return None if value is None else int(value) + 1


def resolve_iso(reading: Reading, context: Context) -> Span | None:
    """Return the day of "2024-12-14T10:30"; a time zone does not move it."""
    year, month, day = reading.word("iso")[:10].split("-")
    return day_span(int(year), int(month), int(day))


def resolve_dotted(reading: Reading, context: Context) -> Span | None:
    """Return the day of "14.12.2024", day first."""
    day, month, year = map(int, reading.word("dotted").split("."))
    return day_span(full_year(year), month, day)


def resolve_slashed(reading: Reading, context: Context) -> Span | None:
    """Return the day of "25/12/2020"; "04/05/2024" means either of two days, unless one is that of publication."""
    a, b, c = (reading.number(part) or 0 for part in "abc")
    if a > 31:
        return day_span(a, b, c)
    year = full_year(c)
    readings = {span for span in (day_span(year, a, b), day_span(year, b, a)) if span}
    if context.published and (context.published, context.published) in readings:
        return context.published, context.published
    return (min(readings)[0], max(readings)[1]) if readings else None


def resolve_dashed(reading: Reading, context: Context) -> Span | None:
    """Return the day of "25-12-2020" or "2020-12-5"."""
    end = "2" if reading.has("c2") else ""
    day, month, year = (reading.number(part + end) or 0 for part in "abc")
    return day_span(year, month, day)


def resolve_month_day(reading: Reading, context: Context) -> Span | None:
    """Return the day of "Dec. 14", "Saturday, 14 December 2024", or the days of "Dec. 14 and 15"."""
    month, day = reading.month(), reading.number("d") or 0
    if named := _event_day(reading, month, day):
        return named
    last = _last_listed(reading) or day
    if last < day:
        last = day

    def span_of(year: int) -> Span | None:
        first, end = day_span(year, month, day), day_span(year, month, last)
        return (first[0], end[1]) if first and end else None

    return _years(reading, context, span_of)


def resolve_week_of(reading: Reading, context: Context) -> Span | None:
    """Return the week of a day, the days ending with it, "the ten days to May 9", or those of a weekend as written."""
    span = resolve_month_day(reading, context)
    if span is None or reading.has("more"):
        return span
    days = reading.number("wn") or 7
    start = add_days(span[1], 1 - days) if reading.has("we") else None
    return (start, span[1]) if start else week_span(span[0])


def _last_listed(reading: Reading) -> int | None:
    if not reading.has("more"):
        return None
    start, end = reading.phrase.parts["more"]
    days = [int(digits) for i in range(start, end) if (digits := "".join(filter(str.isdigit, reading.tokens.word(i))))]
    return days[-1] if days else None


def _event_day(reading: Reading, month: int, day: int) -> Span | None:
    """Return the day of a known event ("the Jan. 6 riot") when one of its words stands near and no year is given."""
    if reading.names_year():
        return None
    start, end = reading.phrase.start, reading.phrase.end
    spec = f"{month:02d}-{day:02d}"
    for event in reading.grammar.lexicon.events:
        if event["day"] == spec:
            near = {reading.tokens.word(i) for i in range(start - 8, end + 8)}
            if near & set(event["words"]):
                return day_span(int(event["year"]), month, day)
    return None


def resolve_month_year(reading: Reading, context: Context) -> Span | None:
    """Return the month of "May 2020", "May last year" or of "May" alone."""
    return _years(reading, context, lambda year: month_span(year, reading.month()))


def resolve_shift_month(reading: Reading, context: Context) -> Span | None:
    """Return the month or day of "last August", "next Jan. 20", "the following May"."""
    month, day = reading.month(), reading.number("d")
    base = _shift_base(reading, context)
    if base is None:
        return None

    def span_of(year: int) -> Span | None:
        return day_span(year, month, day) if day else month_span(year, month)

    spans = [span for year in range(base.year - 1, base.year + 2) if (span := span_of(year))]
    return shifted_span(spans, base, reading.value("sh", "shift") or reading.value("sb", "beside") or 0)


def _shift_base(reading: Reading, context: Context) -> date | None:
    """Return the day from which "last May" or "the following May" is counted."""
    if reading.has("sh") or context.last is None:
        return context.published if reading.has("sh") else None
    return context.last[(reading.value("sb", "beside") or 0) > 0]


def resolve_named(reading: Reading, context: Context) -> Span | None:
    """Return the day of "Christmas 2023" or "New Year's Eve"."""
    spec = reading.value("nd", "named_day")

    def span_of(year: int) -> Span | None:
        day = named_day(spec, year)
        return (day, day) if day else None

    if reading.has("sh") and context.published:
        base = context.published
        spans = [span for year in range(base.year - 1, base.year + 2) if (span := span_of(year))]
        return shifted_span(spans, base, reading.value("sh", "shift"))
    return _years(reading, context, span_of)


def resolve_named_weekend(reading: Reading, context: Context) -> Span | None:
    """Return the Saturday and Sunday nearest to the day of "Easter weekend", the Monday to Sunday of "Easter week"."""
    day = resolve_named(reading, context)
    if reading.has("w"):
        return week_span(day[0]) if day else None
    saturdays = [
        span for weeks in (-1, 0) if day and (week := week_span(day[0], weeks)) and (span := near_day(week[0], 5))
    ]
    weekends = [weekend for span in saturdays if (weekend := cover(span, near_day(span[0], 1)))]
    return nearest_span(weekends, day, 1, 1) if day else None


def resolve_fraction(reading: Reading, context: Context) -> Span | None:
    """Return the months of "the third quarter", "Q3 2024", "the first half of last year"."""
    parts = reading.value("f", "fraction") or (4 if reading.value("q", "quarter_code") else 2)
    nth = parts if reading.has("e") else reading.number("o") or reading.value("q", "quarter_code", "half_code")
    if not reading.names_year() and parts == 2:
        return None

    def span_of(year: int) -> Span | None:
        return fraction_span(year, nth, parts)

    if reading.names_year():
        return _years(reading, context, span_of)
    base = context.base
    if base is None:
        return None
    spans = [span for year in range(base[0].year - 1, base[1].year + 2) if (span := span_of(year))]
    if points_ahead(reading, context):  # "will publish its third-quarter toll", in October: of the one just over
        return nearest_span(spans, base, 1, FUTURE_COST)
    return max((span for span in spans if span[0] <= base[1]), default=None)


def resolve_fraction_shift(reading: Reading, context: Context) -> Span | None:
    """Return the months of "last quarter"."""
    base = context.published if reading.has("fs") else context.last and context.last[0]
    shift = reading.value("fs", "shift") if reading.has("fs") else reading.value("fb", "beside")
    if base is None:
        return None
    moved = add_months(base, 3 * shift)
    return fraction_span(moved.year, (moved.month + 2) // 3, 4) if moved else None


def resolve_season(reading: Reading, context: Context) -> Span | None:
    """Return the months of "last summer", "the winter of 2022", "the spring"."""
    season = next(value for part in ("s", "s2", "s3") if (value := reading.value(part, "season")))
    if not reading.has("sh") and not reading.has("sb"):
        return _years(reading, context, lambda year: season_span(year, season))
    base = _shift_base(reading, context)
    if base is None:
        return None
    spans = [span for year in range(base.year - 2, base.year + 2) if (span := season_span(year, season))]
    return shifted_span(spans, base, reading.value("sh", "shift") or reading.value("sb", "beside") or 0)


def resolve_decade(reading: Reading, context: Context) -> Span | None:
    """Return the years of "the 1990s", "the '70s", "the sixties"; "the 1800s" are a century."""
    first = reading.value("c", "decade_word") or reading.number("c") or 0
    if first < 100:
        first += 1900 if first >= 30 else 2000
    return year_span(first, first + (99 if first % 100 == 0 and first < LAST_CENTURY else 9))


def resolve_year(reading: Reading, context: Context) -> Span | None:
    """Return the year of four digits."""
    return year_span(reading.number("y") or 0)


def resolve_short_year(reading: Reading, context: Context) -> Span | None:
    """Return the year of "'93"; "'29" is a century back when it is ahead of publication."""
    year = full_year(reading.number("y") or 0)
    ahead = context.published and year > context.published.year + 1
    return year_span(year - 100 if ahead else year)


def resolve_year_range(reading: Reading, context: Context) -> Span | None:
    """Return the years of "1914-18" and "2012-13"; "2024-08" is a month."""
    first, short = reading.number("y") or 0, reading.number("y3") or 0
    if 1 <= short <= 12 and short != first % 100 + 1:  # 2024-08 is a month, 2023-24 and 2011-12 are two years
        return month_span(first, short) if reading.tokens.word(reading.phrase.start + 1) != "/" else None
    last = reading.number("y2") or first // 100 * 100 + short
    return year_span(first, last) if first < last <= first + 200 else None


def resolve_year_ending(reading: Reading, context: Context) -> Span | None:
    """Return the days of "the year ending March 2023", "the six months ended June 30", "the quarter to May"."""
    months = 12 // (reading.value("f", "fraction") or 1) if not reading.has("n") else reading.number("n") or 0
    month = _years(reading, context, lambda year: month_span(year, reading.month()))
    if month is None or not months:
        return None
    day = day_span(month[0].year, month[0].month, reading.number("d") or month[1].day)
    start = add_months(month[0], 1 - months)
    if day and day[0] != month[1]:
        before = add_months(day[0], -months)
        start = before and add_days(before, 1)
    return (start, day[0]) if start and day else None


def resolve_year_first(reading: Reading, context: Context) -> Span | None:
    """Return the day, month, season or quarter of "last year's Oct. 12 quake", "the 1988 second quarter"."""
    if reading.has("m"):
        return resolve_month_day(reading, context) if reading.has("d") else resolve_month_year(reading, context)
    return resolve_season(reading, context) if reading.has("s") else resolve_fraction(reading, context)


def resolve_weekday_of(reading: Reading, context: Context) -> Span | None:
    """Return the day of "the first Monday of May", the days of "the last weekend in June"."""
    nth = "last" if reading.has("e") else str(reading.number("o"))
    weekday = WEEKDAYS[reading.value("wd", "weekday") if reading.has("wd") else SATURDAY]

    def span_of(year: int) -> Span | None:
        day = named_day(f"{reading.month():02d}-{nth}-{weekday}", year)
        if day is None or day.month != reading.month():  # no fifth Monday
            return None
        return (day, day) if reading.has("wd") else cover(near_day(day, 0), near_day(day, 1))

    return _years(reading, context, span_of)


def resolve_year_end(reading: Reading, context: Context) -> Span | None:
    """Return the last months or days of "by year-end", "at month's end", "year-end 2023"."""
    if reading.value("u", "unit") == "month":
        month = context.published and whole_span(context.published, "month", 0)
        return part_span(month, "late") if month else None
    return _years(reading, context, lambda year: fraction_span(year, 4, 4))
