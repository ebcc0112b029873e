"""What hangs on the publication date, "last week", or on the date before in the text, "a day earlier"."""

from datetime import date

from helpers.dates.absolute import resolve_season, resolve_shift_month
from helpers.dates.compared import compares
from helpers.dates.readings import Context, Reading
from helpers.dates.spans import (
    Span,
    add_days,
    add_months,
    cover,
    day_span,
    month_span,
    moved_day,
    moved_span,
    near_day,
    season_span,
    shifted_span,
    week_span,
    whole_span,
)
from helpers.dates.tenses import points_ahead

SAID = ("said", "says", "confirmed", "announced", "reported")
LISTED = 3  # days at most from one listed weekday to the next
CLAUSE = 20  # tokens from a month to "the 13th" that is of it
AHEAD = ("over", "in", "within", "during", "for")  # before "the next week": counted from now


def resolve_day_word(reading: Reading, context: Context) -> Span | None:
    """Return the day of "today", "yesterday", "the day before yesterday"."""
    return near_day(context.published, reading.value("dw", "day_word"))


def resolve_this_morning(reading: Reading, context: Context) -> Span | None:
    """Return the day of "this morning" and "last night"."""
    return near_day(context.published, reading.value("sh", "shift"))


def resolve_overnight(reading: Reading, context: Context) -> Span | None:
    """Return the day before publication and the day itself; the two of "overnight Thursday into Friday"."""
    last = _told_day(reading, context.published) if context.published else None
    if last and reading.has("wt"):
        last = add_days(last, -((last.weekday() - reading.value("wt", "weekday")) % 7))
    if last and reading.has("wd"):
        last = add_days(last, -((last.weekday() - reading.value("wd", "weekday") - 1) % 7))
    day = add_days(last, 1 if points_ahead(reading, context) and not reading.has("wd") else -1) if last else None
    return cover((day, day), (last, last)) if day and last else None


def _told_day(reading: Reading, published: date) -> date:
    """Return the day before publication when the sentence is of it: "Shells fell overnight, police said Monday"."""
    start, lexicon = reading.phrase.start, reading.grammar.lexicon
    yesterday = (published.weekday() - 1) % 7
    for way in (range(start - 1, start - CLAUSE, -1), range(reading.phrase.end, reading.phrase.end + CLAUSE)):
        for index in way:
            word = reading.tokens.word(index)
            if word in ("", ".") or word.isspace():
                break
            if lexicon.value("weekday", word) == yesterday and reading.tokens.word(index + 1) not in ("'", "’"):
                return add_days(published, -1) or published
    return published


def resolve_weekday_day(reading: Reading, context: Context) -> Span | None:
    """Return the day of "Monday", "next Friday", "Tuesday of last week"."""
    base, wanted = context.published, reading.value("wd", "weekday")
    if reading.has("sb") or reading.has("wb"):
        base = context.last_day
    if base is None:
        return None
    if reading.has("w") or reading.has("wb"):
        week = week_span(base, reading.value("w", "shift") if reading.has("w") else reading.value("wb", "beside"))
        return near_day(week[0], wanted) if week else None
    back, ahead = (base.weekday() - wanted) % 7, (wanted - base.weekday()) % 7
    shift = reading.value("sh", "shift") or reading.value("post", "shift") or reading.value("sb", "beside")
    if shift:
        return near_day(base, -(back or 7) if shift < 0 else ahead or 7)
    if context.last_day and (days := _after_listed(reading, context.last_day)):
        return near_day(context.last_day, days)
    if ahead == 1 and reading.tokens.word(_verb_place(reading)) in SAID:
        return near_day(base, 1)  # nobody cites by its bare weekday what was said six days ago: there it is tomorrow
    points = points_ahead(reading, context)
    if points or (points is None and reading.tokens.word(reading.phrase.start - 1) == "through"):
        return near_day(base, ahead)
    if reading.has("sh"):  # "this Saturday"
        return near_day(base, ahead if ahead <= back else -back)
    return near_day(base, -back)


def _verb_place(reading: Reading) -> int:
    """Return the token before a date and its "on"."""
    index = reading.phrase.start - 1
    return index - (reading.tokens.word(index) == "on")


def _after_listed(reading: Reading, last: date) -> int:
    """Return how many days after the weekday it is listed with a weekday lies: "on Tuesday and Wednesday"; else 0."""
    start, lexicon = reading.phrase.start, reading.grammar.lexicon
    listed = reading.tokens.word(start - 1) in ("and", "or") and not reading.has("sh")
    if not listed or lexicon.value("weekday", reading.tokens.word(start - 2)) != last.weekday():
        return 0
    days: int = (reading.value("wd", "weekday") - last.weekday()) % 7
    return days if days <= LISTED else 0


def resolve_weekdays_ago(reading: Reading, context: Context) -> Span | None:
    """Return the day of "two Sundays ago"."""
    base, count = context.published, reading.number("n")
    if base is None or not count:
        return None
    back = (base.weekday() - reading.value("wd", "weekdays")) % 7 or 7
    return near_day(base, -back - 7 * (count - 1))


def resolve_weekday_apart(reading: Reading, context: Context) -> Span | None:
    """Return the day of "the Tuesday before", counted from the date before in the text."""
    base, sign = context.last_day, reading.value("ap", "apart")
    if base is None:
        return None
    away = (sign * (reading.value("wd", "weekday") - base.weekday())) % 7 or 7
    return near_day(base, sign * away)


def resolve_weekday_nth(reading: Reading, context: Context) -> Span | None:
    """Return the day of "Monday the 5th": the latest 5th that was a Monday, None when a year has none."""
    base, day = context.published, reading.number("d") or 0
    if base is None or reading.has("ms"):
        return resolve_nth(reading, context)
    months = (month_span(base.year, base.month + (points_ahead(reading, context) or 0) - back) for back in range(12))
    days = (day_span(month[0].year, month[0].month, day) for month in months if month)
    return next((span for span in days if span and span[0].weekday() == reading.value("wd", "weekday")), None)


def resolve_nth(reading: Reading, context: Context) -> Span | None:
    """Return the day of "the 20th": of the month named before it, of this month when it has come, else of the last."""
    base, day = context.published, reading.number("d") or 0
    if context.last and not reading.has("ms") and _names_month(reading, context.last[0].month):
        return day_span(context.last[0].year, context.last[0].month, day)
    if base is None:
        return None
    shift = reading.value("ms", "shift") or 0
    for back in (shift, shift - 1):
        month = month_span(base.year, base.month + back)
        span = month and day_span(month[0].year, month[0].month, day)
        if span and (reading.has("ms") or span[0] <= base or points_ahead(reading, context)):
            return span
    return None


def _names_month(reading: Reading, month: int) -> bool:
    """Tell whether the clause has named a month before: "arrived on Feb. 9 and left on the 13th"."""
    start, lexicon = reading.phrase.start, reading.grammar.lexicon
    for index in range(start - 1, max(-1, start - 1 - CLAUSE), -1):
        word = reading.tokens.word(index)
        if month in (lexicon.value("long", word), lexicon.value("short", word)):
            return True
        if word.isspace() or (word == "." and lexicon.value("short", reading.tokens.word(index - 1)) is None):
            return False
    return False


def resolve_weekend(reading: Reading, context: Context) -> Span | None:
    """Return Saturday and Sunday; before Saturday "the weekend" is the last one and "this weekend" the next."""
    base = context.last_day if reading.has("sb") else context.published
    week = week_span(base) if base else None
    if base is None or week is None:
        return None
    shift = reading.value("sh", "shift") or reading.value("sb", "beside") or 0
    if not shift and base.weekday() < 5:
        ahead = points_ahead(reading, context) or (reading.has("sh") and base.weekday() > 0)
        shift = 0 if ahead else -1
    saturday = add_days(week[0], 5 + 7 * shift)
    sunday = saturday and add_days(saturday, 1)
    return (saturday, sunday) if saturday and sunday else None


def resolve_before_last(reading: Reading, context: Context) -> Span | None:
    """Return "the week before last" and "the weekend before last"."""
    week = context.published and week_span(context.published, -2)
    if week and reading.has("k"):
        return cover(near_day(week[0], 5), near_day(week[0], 6))
    return whole_span(context.published, reading.value("u", "unit"), -2) if context.published else None


def resolve_side_unit(reading: Reading, context: Context) -> Span | None:
    """Return this, last or next week, month, year or decade; "the week" only with a side or a part.

    "The month" is the one named just before: "It rained in May. By the end of the month ...".
    """
    unit = reading.value("u", "unit")
    base, last = context.published, context.last
    if unit in ("hour", "day", "fortnight"):
        return None
    if last and not reading.has("sh") and last == whole_span(last[0], unit, 0) and not points_ahead(reading, context):
        return last
    return whole_span(base, unit, reading.value("sh", "shift") or 0) if base else None


def resolve_rolling(reading: Reading, context: Context) -> Span | None:
    """Return "the past 24 hours", "the last week", "the next five years", counted from publication."""
    mark = "2" if reading.has("r2") else ""
    shift, unit = reading.value("r" + mark, "rolling"), reading.value("u" + mark, "unit")
    count = reading.number("n" + mark) if reading.has("n" + mark) else 1
    base = context.published
    if base is None or not count or (not reading.has("n" + mark) and reading.word("u" + mark).endswith("s")):
        return None
    if unit in ("hour", "day"):  # "41 died in the past 24 hours, police said on Monday"
        base = _told_day(reading, base)
    if unit == "hour":
        unit, count = "day", max(1, round(count / 24))
    if unit == "decade" or (unit in ("month", "year") and count > 1 and not _is_located(reading, shift)):
        return None  # "over the last twenty years" says how long, not when
    if unit in ("month", "year") and count > 1:
        return cover(whole_span(base, unit, 0), whole_span(base, unit, shift * count))
    if unit == "year":
        other = month_span(base.year - 1, base.month) if shift < 0 else month_span(base.year + 1, base.month)
        here = month_span(base.year, base.month)
        return cover(here, other)
    days = {"day": 1, "week": 7, "fortnight": 14}
    day = add_months(base, shift * count) if unit == "month" else add_days(base, shift * count * days[unit])
    return (min(base, day), max(base, day)) if day else None


def _is_located(reading: Reading, shift: int) -> bool:
    """Tell whether months or years say when: "in the past two years", "over the next five", not "for the past five"."""
    before = reading.tokens.word(reading.phrase.start - 1)
    return before in ("in", "within") or (shift > 0 and before in ("over", "during"))


def resolve_rest(reading: Reading, context: Context) -> Span | None:
    """Return the days of "the rest of the week", from publication on."""
    base = context.published
    if base is None:
        return None
    whole = whole_span(base, reading.value("u", "unit"), reading.value("sh", "shift") or 0)
    return (base, whole[1]) if whole and whole[1] >= base else whole


def _amount(reading: Reading) -> int | None:
    """Return how many units away a date is; None when the text leaves it open ("nearly 40", "a few")."""
    first = reading.tokens.word(reading.phrase.start)
    if reading.has("half") or reading.grammar.lexicon.value("hedge", first) == "bound":
        return None
    return reading.number("n") if reading.has("n") else 1


def resolve_ago(reading: Reading, context: Context) -> Span | None:
    """Return the day, week, month or year of "two weeks ago", "twenty years ago today"; "one year ago" is a month."""
    count, base = _amount(reading), context.published
    if not count or base is None:
        return None
    unit = reading.value("u", "unit")
    if unit == "year" and count == 1 and len(reading.phrase.parts) == 2 and (same := compares(reading, context)):
        return same
    if reading.has("dw"):  # "twenty years ago today"
        day = moved_day(base, unit, -count)
        return near_day(day, reading.value("dw", "day_word"))
    if reading.has("wd"):  # "a week ago Sunday"
        back = (base.weekday() - reading.value("wd", "weekday")) % 7
        return near_day(moved_day(add_days(base, -back), unit, -count), 0)
    if reading.has("m"):  # "ten years ago this August"
        return month_span(base.year - count, reading.month()) if unit == "year" else None
    if reading.has("u2"):  # "two years ago this month"
        day = moved_day(base, unit, -count)
        return whole_span(day, reading.value("u2", "unit"), reading.value("sh", "shift")) if day else None
    if unit == "year" and reading.word("n") == "one":
        return whole_span(base, "month", -12)
    return _moved(base, unit, -count)


def resolve_away(reading: Reading, context: Context) -> Span | None:
    """Return the day, week, month or year of "two weeks from now", the day of "a week from Monday"."""
    count, base = _amount(reading), context.published
    if count and base and reading.has("wd"):
        base = add_days(base, (reading.value("wd", "weekday") - base.weekday()) % 7 or 7)
        return near_day(moved_day(base, reading.value("u", "unit"), count), 0)
    if count and base and reading.has("dw"):
        return near_day(moved_day(base, reading.value("u", "unit"), count), reading.value("dw", "day_word"))
    return _moved(base, reading.value("u", "unit"), count) if count and base else None


def _moved(base: date, unit: str, count: int) -> Span | None:
    """Return the day, week, month or year so many units away: the count is only as exact as its unit.

    A decade ago is the year ten years ago.
    """
    if unit == "decade":
        return whole_span(base, "year", 10 * count)
    if unit == "hour":
        return near_day(base, round(count / 24)) if abs(count) >= 24 else (base, base)
    return whole_span(base, unit, count)


def resolve_beside(reading: Reading, context: Context) -> Span | None:
    """Return "the same day", "the next morning", "that evening", "the following week"."""
    shift = reading.value("sb", "beside") or 0
    context = context.or_now if shift < 0 else context
    last = context.last
    if last is None:
        return None
    if reading.has("t"):
        return near_day(context.last_day, shift)
    if reading.has("u"):
        unit = reading.value("u", "unit")
        if unit == "day":
            return near_day(context.last_day, shift)
        before = reading.tokens.word(reading.phrase.start - 1)
        if context.published and reading.word("sb" if shift else "u") == "next" and before in AHEAD:
            return _ahead(context.published, unit)
        return None if unit == "hour" else whole_span(last[0] if shift <= 0 else last[1], unit, shift)
    if not reading.has("sb"):
        return _that_part(reading, last) if not reading.has("wd") else last if context.last_day else None
    if reading.has("wd"):
        return resolve_weekday_day(reading, context)
    return resolve_season(reading, context) if reading.has("s") else resolve_shift_month(reading, context)


def _that_part(reading: Reading, last: Span) -> Span | None:
    """Return "that December", "that summer": in the year of the date before."""
    season, years = reading.value("s", "season"), (last[0].year - 1, last[0].year)
    spans = [season_span(year, season) if season else month_span(year, reading.month()) for year in years]
    return shifted_span([span for span in spans if span], last[0], 0)


def _ahead(base: date, unit: str) -> Span | None:
    """Return "over the next week": from publication to the same day of the next unit."""
    moved = add_months(base, {"month": 1, "year": 12}[unit]) if unit in ("month", "year") else add_days(base, 7)
    return (base, moved) if moved else None


def resolve_apart(reading: Reading, context: Context) -> Span | None:
    """Return "a day earlier", "the year before", "the night before", counted from the date before."""
    count, sign, unit = _amount(reading), reading.value("ap", "apart"), reading.value("u", "unit") or "day"
    if sign < 0 and (count == 1 or unit == "day"):
        context = context.or_now  # up from 29 "a day earlier"
    if not count or context.last is None:
        return None
    return moved_span(context.last, context.last_day, unit, sign * count)
