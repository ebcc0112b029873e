"""Date expressions to calendar days: which reading each rule of the grammar takes."""

from collections.abc import Callable

from helpers.dates import absolute, compared, relative
from helpers.dates.readings import Context, Reading
from helpers.dates.spans import Span, edge_span, part_span, span_years_away, whole_span
from helpers.dates.tenses import points_ahead

BOUNDS = ("since", "by", "until", "till", "before")  # before "the start of May", these mean its first day
Resolver = Callable[[Reading, Context], Span | None]


def resolve(reading: Reading, context: Context) -> Span | None:
    """Return the first and last day an expression means, None when nothing in reach tells."""
    span = RESOLVERS[reading.phrase.rule](reading, context)
    if span and reading.has("pe"):
        edge = _edge(reading, span)
        is_gone = edge and _is_gone(reading, context, edge)
        return _edge(reading, span_years_away(span, -1) or span) if is_gone else edge
    part = reading.value("part", "part") or reading.value("part2", "part")
    if span is None or part is None or (reading.has("part") and reading.says("part", "on")):
        return span
    if part == "start":
        bounds = reading.tokens.word(reading.phrase.start - 1) in BOUNDS
        return (span[0], span[0]) if bounds else part_span(span, "early")
    return part_span(span, part)


def _is_gone(reading: Reading, context: Context, edge: Span) -> bool:
    """Tell whether "the last three months of the year" are those of the year before, as nothing looks ahead."""
    if context.published is None or reading.has("sh") or reading.value("u", "unit") != "year":
        return False
    return edge[0] > context.published and not points_ahead(reading, context)


def _edge(reading: Reading, span: Span) -> Span | None:
    """Return the days of "the last two weeks of March", "the first week of May", "the first days of 2019"."""
    edge, unit = reading.value("pe", "edge"), reading.value("pu", "unit")
    if not reading.has("pn") and reading.word("pu") == "days":
        months = whole_span(span[0 if edge == "early" else 1], "month", 0)
        return part_span(months, edge) if months else None
    return edge_span(span, edge, unit, reading.number("pn") or 1)


def _unresolved(reading: Reading, context: Context) -> Span | None:
    return None


RESOLVERS: dict[str, Resolver] = {
    "iso": absolute.resolve_iso,
    "dotted": absolute.resolve_dotted,
    "slashed": absolute.resolve_slashed,
    "dashed": absolute.resolve_dashed,
    "dashed_month": absolute.resolve_month_day,
    "year_ending": absolute.resolve_year_ending,
    "same_then": compared.resolve_same_then,
    "year_earlier": compared.resolve_year_earlier,
    "latest": compared.resolve_latest,
    "year_first": absolute.resolve_year_first,
    "weekday_of": absolute.resolve_weekday_of,
    "week_of": absolute.resolve_week_of,
    "week_of_day": absolute.resolve_week_of,
    "shift_month": absolute.resolve_shift_month,
    "month_day": absolute.resolve_month_day,
    "day_month": absolute.resolve_month_day,
    "ordinal_month": absolute.resolve_month_day,
    "month_year": absolute.resolve_month_year,
    "weekday_nth": relative.resolve_weekday_nth,
    "named_weekend": absolute.resolve_named_weekend,
    "named": absolute.resolve_named,
    "fraction": absolute.resolve_fraction,
    "final_fraction": absolute.resolve_fraction,
    "year_end": absolute.resolve_year_end,
    "fraction_code": absolute.resolve_fraction,
    "fraction_shift": absolute.resolve_fraction_shift,
    "season": absolute.resolve_season,
    "season_year": absolute.resolve_season,
    "season_bare": absolute.resolve_season,
    "decade": absolute.resolve_decade,
    "short_decade": absolute.resolve_decade,
    "decade_word": absolute.resolve_decade,
    "fiscal": _unresolved,
    "year_range": absolute.resolve_year_range,
    "short_year": absolute.resolve_short_year,
    "year": absolute.resolve_year,
    "week_weekday": relative.resolve_weekday_day,
    "weekdays_ago": relative.resolve_weekdays_ago,
    "weekday_apart": relative.resolve_weekday_apart,
    "weekday": relative.resolve_weekday_day,
    "rolling": relative.resolve_rolling,
    "rolling_bare": relative.resolve_rolling,
    "rolling_of": relative.resolve_rolling,
    "weekend": relative.resolve_weekend,
    "rest": relative.resolve_rest,
    "beside": relative.resolve_beside,
    "side_unit": relative.resolve_side_unit,
    "day_word": relative.resolve_day_word,
    "this_morning": relative.resolve_this_morning,
    "ago": relative.resolve_ago,
    "away": relative.resolve_away,
    "before_last": relative.resolve_before_last,
    "apart": relative.resolve_apart,
    "overnight": relative.resolve_overnight,
    "recent": _unresolved,
    "month": absolute.resolve_month_year,
    "nth": relative.resolve_nth,
}
