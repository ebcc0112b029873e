"""The same months of another year: what a figure is compared with."""

from helpers.dates.readings import Context, Reading
from helpers.dates.spans import Span, add_months, fraction_span, season_span, span_years_away, whole_span, year_span

MONTH_DAYS, QUARTER_DAYS, YEAR_DAYS = 28, 92, 366
COMPARED = 20  # tokens between "compared with" and "a year ago"


def resolve_same_then(reading: Reading, context: Context) -> Span | None:
    """Return "the same month last year", "the same period of 2022", counted from the date before in the text."""
    span = _around(reading, context)
    years = -(reading.number("n") or 0) * (-1 if reading.value("ap", "apart") == 1 else 1)
    year = reading.shifted_year(context)
    if span is None or (span[1] - span[0]).days > YEAR_DAYS:
        return year_span(year) if year else None
    return span_years_away(span, year - span[0].year if year else years)


def _around(reading: Reading, context: Context) -> Span | None:
    """Return the unit, quarter or season that holds the date before in the text, its months for a "period"."""
    last = context.last
    if last is None:
        return None
    if reading.has("u"):
        return whole_span(last[0], reading.value("u", "unit"), 0)
    if reading.has("f"):
        if (last[1] - last[0]).days > QUARTER_DAYS:
            return resolve_latest(reading, context)
        parts = reading.value("f", "fraction")
        return fraction_span(last[0].year, (last[0].month - 1) * parts // 12 + 1, parts)
    if reading.has("s"):
        season = reading.value("s", "season")
        spans = [season_span(year, season) for year in (last[0].year - 1, last[0].year)]
        return next((span for span in spans if span and span[0] <= last[0] <= span[1]), last)
    return last if last[0] < last[1] else None


def resolve_year_earlier(reading: Reading, context: Context) -> Span | None:
    """Return "the year-earlier period" from the date before in the text; "the year-ago toll" is that of a year."""
    span, base = _around(reading, context), context.published
    if reading.has("o"):
        return fraction_span(base.year - 1, reading.number("o") or 0, reading.value("f", "fraction")) if base else None
    named = reading.has("f") or reading.has("u") or reading.has("p")
    if span and _is_months(span, YEAR_DAYS if named else QUARTER_DAYS):
        return span_years_away(span, -1)
    return year_span(base.year - 1) if base and not reading.has("f") else None


def resolve_latest(reading: Reading, context: Context) -> Span | None:
    """Return "the latest quarter" or period: the one named before, in the last year in which it was over."""
    last, base = context.last, context.published
    if last and _is_months(last, QUARTER_DAYS if reading.has("f") else YEAR_DAYS) and not (base and last[1] > base):
        while base and (later := span_years_away(last, 1)) and later[1] <= base:
            last = later
        return last
    before = base and reading.value("f", "fraction") == 4 and add_months(base, -3)
    return fraction_span(before.year, (before.month + 2) // 3, 4) if before else None


def compares(reading: Reading, context: Context) -> Span | None:
    """Return the month or quarter before in the text, a year earlier, when "a year ago" ends a comparison with it.

    "In May 40 died, compared with 31 a year ago" tells of May last year.
    """
    last, lexicon, start = context.last, reading.grammar.lexicon, reading.phrase.start
    if last is None or not _is_months(last, QUARTER_DAYS):
        return None
    for index in range(start - 1, max(-1, start - 1 - COMPARED), -1):
        if reading.tokens.word(index).isspace():
            return None
        if lexicon.value("comparison", reading.tokens.word(index)) is not None:
            return span_years_away(last, -1)
    return None


def _is_months(span: Span, longest: int) -> bool:
    return MONTH_DAYS - 1 <= (span[1] - span[0]).days <= longest - 1
