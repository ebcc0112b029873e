"""Date expressions to calendar days: what "Monday", "late last month" or "a day earlier" mean where they stand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from helpers.dates.grammar import Grammar, Phrase
from helpers.dates.spans import (
    Span,
    add_days,
    add_months,
    day_span,
    fraction_span,
    month_span,
    named_day,
    part_span,
    season_span,
    week_span,
    year_span,
)
from helpers.dates.tokens import Tokens

FUTURE_COST = 5  # how much dearer a day ahead is than a day behind: news looks back
TOLD_PAST_COST = 10  # the same when a cue of the clause says that it is over
NEAR_REFERENCE = 100  # days from another date of an undated text within which that date's year is shared
CLAUSE = 15  # tokens searched for such a cue
PAST_PLANS = ("was", "were", "been", "originally", "initially", "had")
AHEAD = ("over", "in", "within", "during", "for")  # before "the next week": counted from now


@dataclass(frozen=True)
class Context:
    """What an expression may hang on: the day of publication, the dates before it, the text's own latest date."""

    published: date | None = None
    reference: Span | None = None  # stands in for the publication date when a year is missing
    last: Span | None = None
    last_day: date | None = None
    ahead: bool | None = None  # which way to look, when that is known; else each clause is read for it

    @property
    def base(self) -> Span | None:
        """The days from which a missing year is chosen."""
        return (self.published, self.published) if self.published else self.reference

    def after(self, span: Span) -> "Context":
        """Return the context for what follows a resolved date."""
        return replace(self, last=span, last_day=span[1] if (span[1] - span[0]).days < 4 else self.last_day)


@dataclass(frozen=True)
class Reading:
    """A phrase in its text."""

    phrase: Phrase
    tokens: Tokens
    grammar: Grammar

    def has(self, part: str) -> bool:
        """Tell whether the phrase has this part."""
        return part in self.phrase.parts

    def word(self, part: str) -> str:
        """Return the first word of a part, in small letters."""
        return self.tokens.word(self.phrase.parts[part][0])

    def says(self, part: str, word: str) -> bool:
        """Tell whether a word is among those of a part."""
        start, end = self.phrase.parts[part]
        return any(self.tokens.word(index) == word for index in range(start, end))

    def value(self, part: str, *names: str) -> Any:
        """Return what a part's first word means as one of the classes ``names``; None without the part."""
        if part not in self.phrase.parts:
            return None
        lexicon = self.grammar.lexicon
        values = (lexicon.value(name, self.word(part)) for name in names)
        return next((value for value in values if value is not None), None)

    def number(self, part: str) -> int | None:
        """Return a part's number: digits with or without an ending, or a number word."""
        if part not in self.phrase.parts:
            return None
        digits = "".join(char for char in self.word(part) if char.isdigit())
        return int(digits) if digits else self.value(part, "number", "ordinal")

    def month(self) -> int:
        """Return the phrase's month, 1 to 12."""
        return int(self.value("m", "long", "short"))

    def shifted_year(self, context: Context) -> int | None:
        """Return the year that the phrase names: "2024", "last year", "the following year"."""
        if self.has("y"):
            return self.number("y")
        if self.has("ys") and context.published:
            return int(context.published.year + self.value("ys", "shift"))
        if self.has("yb") and context.last:
            return int(context.last[0].year + self.value("yb", "beside"))
        return None

    def names_year(self) -> bool:
        """Tell whether the phrase names a year in any way."""
        return self.has("y") or self.has("ys") or self.has("yb")

    def points_ahead(self, context: Context) -> bool | None:
        """Tell whether the nearest cue of the clause points to the future or the past; None without a cue."""
        if context.ahead is not None:
            return context.ahead
        before = range(self.phrase.start - 1, max(-1, self.phrase.start - 1 - CLAUSE), -1)
        after = range(self.phrase.end, min(len(self.tokens.codes), self.phrase.end + CLAUSE // 2))
        cue = self._cue(before)
        return self._cue(after) if cue is None else cue

    def _cue(self, indices: range) -> bool | None:
        lexicon = self.grammar.lexicon
        for index in indices:
            word = self.tokens.word(index)
            if word == "." or word.isspace():
                return None
            if lexicon.value("cues", word) is not None:  # "was due" looks back on what lay ahead
                return self.tokens.word(index - 1) not in PAST_PLANS
            if lexicon.value("past", word) is not None or (word.endswith("ed") and len(word) > 4):
                return False
        return None


Resolver = Callable[[Reading, Context], Span | None]


def resolve(reading: Reading, context: Context) -> Span | None:
    """Return the first and last day an expression means, None when nothing in reach tells."""
    span = RESOLVERS[reading.phrase.rule](reading, context)
    part = reading.value("part", "part") or reading.value("part2", "part")
    return part_span(span, part) if span and part and not (reading.has("part") and reading.says("part", "on")) else span


def nearest(spans: list[Span], base: Span, ahead_cost: int, behind_cost: int) -> Span | None:
    """Return the span nearest to ``base``, where a day ahead and a day behind may cost differently."""

    def cost(span: Span) -> int:
        if span[0] > base[1]:
            return (span[0] - base[1]).days * ahead_cost
        return max((base[0] - span[1]).days, 0) * behind_cost

    return min(spans, key=cost, default=None)


def _days_apart(a: Span, b: Span) -> int:
    return max((a[0] - b[1]).days, (b[0] - a[1]).days, 0)


def _costs(reading: Reading, context: Context) -> tuple[int, int]:
    """Return what a day ahead and a day behind cost: without a publication date the two are alike."""
    if context.published is None:
        return 1, 1
    ahead = reading.points_ahead(context)
    return (1, FUTURE_COST) if ahead else (FUTURE_COST if ahead is None else TOLD_PAST_COST, 1)


def _years(reading: Reading, context: Context, span_of: Callable[[int], Span | None]) -> Span | None:
    """Return ``span_of`` the year that the phrase names or that stands nearest."""
    if reading.names_year():
        year = reading.shifted_year(context)
        return span_of(year) if year else None
    if context.base is None:
        return None
    base = context.base
    spans = [span for year in range(base[0].year - 1, base[1].year + 2) if (span := span_of(year))]
    if weekday := _weekday(reading):
        pinned = [span for span in spans if span[0].weekday() == weekday - 1]
        spans = pinned or spans
    found = nearest(spans, base, *_costs(reading, context))
    return found if context.published or (found and _days_apart(found, base) <= NEAR_REFERENCE) else None


def _weekday(reading: Reading) -> int | None:
    """Return the weekday that stands with a day, 1 for Monday."""
    value = reading.value("wd", "weekday", "wkday")
    return None if value is None else int(value) + 1


# -- days and months of the calendar -------------------------------------------------------------------------------


def _iso(reading: Reading, context: Context) -> Span | None:
    year, month, day = reading.word("iso")[:10].split("-")
    return day_span(int(year), int(month), int(day))


def _dotted(reading: Reading, context: Context) -> Span | None:
    day, month, year = map(int, reading.word("dotted").split("."))
    return day_span(full_year(year), month, day)


def _slashed(reading: Reading, context: Context) -> Span | None:
    a, b, c = (reading.number(part) or 0 for part in "abc")
    if a > 31:
        return day_span(a, b, c)
    year = full_year(c)
    readings = {span for span in (day_span(year, a, b), day_span(year, b, a)) if span}
    if context.published and (context.published, context.published) in readings:
        return context.published, context.published
    return (min(readings)[0], max(readings)[1]) if readings else None


def _dashed(reading: Reading, context: Context) -> Span | None:
    end = "2" if reading.has("c2") else ""
    day, month, year = (reading.number(part + end) or 0 for part in "abc")
    return day_span(year, month, day)


def _month_day(reading: Reading, context: Context) -> Span | None:
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


def _week_of(reading: Reading, context: Context) -> Span | None:
    """Return the week of a day, or the days of a weekend as written."""
    span = _month_day(reading, context)
    return span if span is None or reading.has("more") else week_span(span[0])


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


def _month_year(reading: Reading, context: Context) -> Span | None:
    return _years(reading, context, lambda year: month_span(year, reading.month()))


def _shift_month(reading: Reading, context: Context) -> Span | None:
    month, day = reading.month(), reading.number("d")
    base = context.published if reading.has("sh") else context.last and context.last[0]
    if base is None:
        return None

    def span_of(year: int) -> Span | None:
        return day_span(year, month, day) if day else month_span(year, month)

    spans = [span for year in range(base.year - 1, base.year + 2) if (span := span_of(year))]
    return _shifted(spans, base, reading.value("sh", "shift") or reading.value("sb", "beside") or 0)


def _shifted(spans: list[Span], base: date, shift: int) -> Span | None:
    """Return the latest span before ``base``, the first after it, or for "this" the nearest."""
    if shift < 0:
        return max((span for span in spans if span[1] < base), default=None)
    if shift > 0:
        return min((span for span in spans if span[0] > base), default=None)
    return nearest(spans, (base, base), 1, FUTURE_COST)


def _named(reading: Reading, context: Context) -> Span | None:
    spec = reading.value("nd", "named_day")

    def span_of(year: int) -> Span | None:
        day = named_day(spec, year)
        return (day, day) if day else None

    if reading.has("sh") and context.published:
        base = context.published
        spans = [span for year in range(base.year - 1, base.year + 2) if (span := span_of(year))]
        return _shifted(spans, base, reading.value("sh", "shift"))
    return _years(reading, context, span_of)


def _fraction(reading: Reading, context: Context) -> Span | None:
    parts = reading.value("f", "fraction") or (4 if reading.value("q", "quarter_code") else 2)
    nth = reading.number("o") or reading.value("q", "quarter_code", "half_code")
    if not reading.names_year() and (parts == 2 or context.base is None):
        return None

    def span_of(year: int) -> Span | None:
        return fraction_span(year, nth, parts)

    if reading.names_year():
        return _years(reading, context, span_of)
    base = context.base
    years = range(base[0].year - 1, base[1].year + 1) if base else ()
    return max((span for year in years if (span := span_of(year)) and base and span[0] <= base[1]), default=None)


def _fraction_shift(reading: Reading, context: Context) -> Span | None:
    if reading.value("f", "fraction") != 4:
        return None
    base = context.published if reading.has("fs") else context.last and context.last[0]
    shift = reading.value("fs", "shift") if reading.has("fs") else reading.value("fb", "beside")
    if base is None:
        return None
    moved = add_months(base, 3 * shift)
    return fraction_span(moved.year, (moved.month + 2) // 3, 4) if moved else None


def _season(reading: Reading, context: Context) -> Span | None:
    season = next(value for part in ("s", "s2", "s3") if (value := reading.value(part, "season")))
    if not reading.has("sh") and not reading.has("sb"):
        return _years(reading, context, lambda year: season_span(year, season))
    base = context.published if reading.has("sh") else context.last and context.last[0]
    if base is None:
        return None
    spans = [span for year in range(base.year - 2, base.year + 2) if (span := season_span(year, season))]
    return _shifted(spans, base, reading.value("sh", "shift") or reading.value("sb", "beside") or 0)


def _decade(reading: Reading, context: Context) -> Span | None:
    first = reading.value("c", "decade_word") or reading.number("c") or 0
    if first < 100:
        first += 1900 if first >= 30 else 2000
    return year_span(first, first + 9)


def _year(reading: Reading, context: Context) -> Span | None:
    return year_span(reading.number("y") or 0)


def _short_year(reading: Reading, context: Context) -> Span | None:
    return year_span(full_year(reading.number("y") or 0))


def _year_range(reading: Reading, context: Context) -> Span | None:
    first, short = reading.number("y") or 0, reading.number("y3") or 0
    if 1 <= short <= 12 and short != first % 100 + 1:  # 2024-08 is a month, 2023-24 and 2011-12 are two years
        return month_span(first, short) if reading.tokens.word(reading.phrase.start + 1) != "/" else None
    last = reading.number("y2") or first // 100 * 100 + short
    return year_span(first, last) if first < last <= first + 200 else None


def _year_ending(reading: Reading, context: Context) -> Span | None:
    end = month_span(reading.number("y") or 0, reading.month())
    start = end and add_months(end[0], -11)
    return (start, end[1]) if start and end else None


# -- hanging on the publication date -------------------------------------------------------------------------------


def _day_word(reading: Reading, context: Context) -> Span | None:
    return _near_day(context.published, reading.value("dw", "day_word"))


def _near_day(base: date | None, days: int) -> Span | None:
    day = add_days(base, days) if base else None
    return (day, day) if day else None


def _this_morning(reading: Reading, context: Context) -> Span | None:
    return _near_day(context.published, reading.value("sh", "shift"))


def _overnight(reading: Reading, context: Context) -> Span | None:
    day = add_days(context.published, -1) if context.published else None
    return (day, context.published) if day and context.published else None


def _weekday_day(reading: Reading, context: Context) -> Span | None:
    """Return the day of "Monday", "next Friday", "Tuesday of last week"."""
    base, wanted = context.published, reading.value("wd", "weekday")
    if reading.has("sb") or reading.has("wb"):
        base = context.last_day
    if base is None:
        return None
    if reading.has("w") or reading.has("wb"):
        week = week_span(base, reading.value("w", "shift") if reading.has("w") else reading.value("wb", "beside"))
        return _near_day(week[0], wanted) if week else None
    back, ahead = (base.weekday() - wanted) % 7, (wanted - base.weekday()) % 7
    shift = reading.value("sh", "shift") or reading.value("post", "shift") or reading.value("sb", "beside")
    if shift:
        return _near_day(base, -(back or 7) if shift < 0 else ahead or 7)
    if reading.points_ahead(context):
        return _near_day(base, ahead)
    if reading.has("sh"):  # "this Saturday"
        return _near_day(base, ahead if ahead <= back else -back)
    return _near_day(base, -back)


def _weekday_nth(reading: Reading, context: Context) -> Span | None:
    return _nth(reading, context)


def _nth(reading: Reading, context: Context) -> Span | None:
    """Return the day of "the 20th": of this month when it has come, else of the one before."""
    base, day = context.published, reading.number("d") or 0
    if base is None:
        return None
    shift = reading.value("ms", "shift") or 0
    for back in (shift, shift - 1):
        month = month_span(base.year, base.month + back)
        span = month and day_span(month[0].year, month[0].month, day)
        if span and (reading.has("ms") or span[0] <= base or reading.points_ahead(context)):
            return span
    return None


def _weekend(reading: Reading, context: Context) -> Span | None:
    """Return Saturday and Sunday; before Saturday "the weekend" is the last one and "this weekend" the next."""
    base = context.last_day if reading.has("sb") else context.published
    week = week_span(base) if base else None
    if base is None or week is None:
        return None
    shift = reading.value("sh", "shift") or reading.value("sb", "beside") or 0
    if not shift and base.weekday() < 5:
        ahead = reading.points_ahead(context) or (reading.has("sh") and base.weekday() > 0)
        shift = 0 if ahead else -1
    saturday = add_days(week[0], 5 + 7 * shift)
    sunday = saturday and add_days(saturday, 1)
    return (saturday, sunday) if saturday and sunday else None


def _side_unit(reading: Reading, context: Context) -> Span | None:
    """Return this, last or next week, month, year or decade; "the week" only with a side or a part."""
    unit = reading.value("u", "unit")
    base = context.published
    if base is None or unit in ("hour", "day", "fortnight"):
        return None
    return _whole(base, unit, reading.value("sh", "shift") or 0)


def _whole(base: date, unit: str, shift: int) -> Span | None:
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
    return _near_day(base, shift)


def _rolling(reading: Reading, context: Context) -> Span | None:
    """Return "the past 24 hours", "the last week", "the next five years", counted from publication."""
    mark = "2" if reading.has("r2") else ""
    shift, unit = reading.value("r" + mark, "rolling"), reading.value("u" + mark, "unit")
    count = reading.number("n" + mark) if reading.has("n" + mark) else 1
    base = context.published
    if base is None or not count or (not reading.has("n" + mark) and reading.word("u" + mark).endswith("s")):
        return None
    if unit == "hour":
        unit, count = "day", max(1, round(count / 24))
    if unit == "decade" or (unit in ("month", "year") and count > 1):
        return None  # "over the last twenty years" says how long, not when
    if unit == "year":
        other = month_span(base.year - 1, base.month) if shift < 0 else month_span(base.year + 1, base.month)
        here = month_span(base.year, base.month)
        return _cover(here, other)
    days = {"day": 1, "week": 7, "fortnight": 14}
    day = add_months(base, shift * count) if unit == "month" else add_days(base, shift * count * days[unit])
    return (min(base, day), max(base, day)) if day else None


def _rest(reading: Reading, context: Context) -> Span | None:
    base = context.published
    if base is None:
        return None
    whole = _whole(base, reading.value("u", "unit"), reading.value("sh", "shift") or 0)
    return (base, whole[1]) if whole and whole[1] >= base else whole


def _cover(a: Span | None, b: Span | None) -> Span | None:
    return (min(a[0], b[0]), max(a[1], b[1])) if a and b else None


def _amount(reading: Reading) -> int | None:
    """Return how many units away a date is; None when the text leaves it open ("nearly 40", "a few")."""
    first = reading.tokens.word(reading.phrase.start)
    if reading.has("half") or reading.grammar.lexicon.value("hedge", first) is not None:
        return None
    return reading.number("n") if reading.has("n") else 1


def _ago(reading: Reading, context: Context) -> Span | None:
    count, base = _amount(reading), context.published
    if not count or base is None:
        return None
    unit = reading.value("u", "unit")
    if reading.has("dw"):  # "twenty years ago today"
        day = _moved_day(base, unit, -count)
        return _near_day(day, reading.value("dw", "day_word"))
    if reading.has("wd"):  # "a week ago Sunday"
        back = (base.weekday() - reading.value("wd", "weekday")) % 7
        return _near_day(_moved_day(add_days(base, -back), unit, -count), 0)
    if reading.has("u2"):  # "two years ago this month"
        day = _moved_day(base, unit, -count)
        return _whole(day, reading.value("u2", "unit"), reading.value("sh", "shift")) if day else None
    return _moved(base, unit, -count)


def _moved_day(base: date | None, unit: str, count: int) -> date | None:
    """Return the same day so many units away."""
    days = {"day": 1, "week": 7, "fortnight": 14}
    if base is None or unit in days:
        return add_days(base, days[unit] * count) if base else None
    months = {"month": 1, "year": 12, "decade": 120}
    return add_months(base, months[unit] * count) if unit in months else None


def _away(reading: Reading, context: Context) -> Span | None:
    count, base = _amount(reading), context.published
    return _moved(base, reading.value("u", "unit"), count) if count and base else None


def _moved(base: date, unit: str, count: int) -> Span | None:
    """Return the day, week, month or year so many units away: the count is only as exact as its unit."""
    if unit == "hour":
        return _near_day(base, round(count / 24)) if abs(count) >= 24 else (base, base)
    return _whole(base, unit, count)


# -- hanging on the date before in the text ------------------------------------------------------------------------


def _beside(reading: Reading, context: Context) -> Span | None:
    """Return "the same day", "the next morning", "that evening", "the following week"."""
    last = context.last
    if last is None:
        return None
    shift = reading.value("sb", "beside") or 0
    if reading.has("t"):
        return _near_day(context.last_day, shift)
    if reading.has("u"):
        unit = reading.value("u", "unit")
        if unit == "day":
            return _near_day(context.last_day, shift)
        before = reading.tokens.word(reading.phrase.start - 1)
        if context.published and reading.word("sb" if shift else "u") == "next" and before in AHEAD:
            return _ahead(context.published, unit)
        return None if unit == "hour" else _whole(last[0] if shift <= 0 else last[1], unit, shift)
    if not reading.has("sb"):
        return last if reading.has("wd") and context.last_day else None
    if reading.has("wd"):
        return _weekday_day(reading, context)
    return _season(reading, context) if reading.has("s") else _shift_month(reading, context)


def _ahead(base: date, unit: str) -> Span | None:
    """Return "over the next week": from publication to the same day of the next unit."""
    moved = add_months(base, {"month": 1, "year": 12}[unit]) if unit in ("month", "year") else add_days(base, 7)
    return (base, moved) if moved else None


def _apart(reading: Reading, context: Context) -> Span | None:
    """Return "a day earlier", "the year before", "two days later", counted from the date before."""
    count, last = _amount(reading), context.last
    if not count or last is None:
        return None
    unit, sign = reading.value("u", "unit"), reading.value("ap", "apart")
    return moved_span(last, context.last_day, unit, sign * count)


def moved_span(last: Span, last_day: date | None, unit: str, count: int) -> Span | None:
    """Return a span moved by ``count`` units, as exact as the coarser of the span and the unit."""
    start, end = last
    length = (end - start).days
    if unit in ("day", "hour", "week", "fortnight"):
        if last_day is None or (length > 3 and unit == "day"):
            return last if length >= 27 and abs(count) < 15 else None
        days = {"day": 1, "hour": 0, "week": 7, "fortnight": 14}[unit]
        return _near_day(last_day, days * count)
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    if length < 27 and unit != "month":
        return year_span(start.year + months // 12)
    first = month_span(start.year, start.month + months)
    return _cover(first, month_span(end.year, end.month + months)) if first else None


def _unresolved(reading: Reading, context: Context) -> Span | None:
    return None


RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "dotted": _dotted,
    "slashed": _slashed,
    "dashed": _dashed,
    "year_ending": _year_ending,
    "week_of": _week_of,
    "week_of_day": _week_of,
    "shift_month": _shift_month,
    "month_day": _month_day,
    "day_month": _month_day,
    "ordinal_month": _month_day,
    "month_year": _month_year,
    "weekday_nth": _weekday_nth,
    "named": _named,
    "fraction": _fraction,
    "fraction_code": _fraction,
    "fraction_shift": _fraction_shift,
    "season": _season,
    "season_year": _season,
    "season_bare": _season,
    "decade": _decade,
    "short_decade": _decade,
    "decade_word": _decade,
    "fiscal": _unresolved,
    "year_range": _year_range,
    "short_year": _short_year,
    "year": _year,
    "week_weekday": _weekday_day,
    "weekday": _weekday_day,
    "rolling": _rolling,
    "rolling_bare": _rolling,
    "weekend": _weekend,
    "rest": _rest,
    "beside": _beside,
    "side_unit": _side_unit,
    "day_word": _day_word,
    "this_morning": _this_morning,
    "ago": _ago,
    "away": _away,
    "apart": _apart,
    "overnight": _overnight,
    "recent": _unresolved,
    "month": _month_year,
    "nth": _nth,
}


def full_year(year: int) -> int:
    """Return a year of four digits; two digits mean 1970 to 2069.

    >>> full_year(98), full_year(24), full_year(2022)
    (1998, 2024, 2022)
    """
    return year if year > 99 else year + (1900 if year >= 70 else 2000)
