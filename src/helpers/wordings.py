"""Figures and dates in words: the same on a chart, in a table, in a message and in a sentence.

The functions take plain values; None and pandas' missing values count as unknown.
"""

from collections.abc import Mapping, Sized
from datetime import date

from helpers.edtf import OPEN, read_bounds

CAVEAT = (
    "These are reported claims, extracted from published articles. They are not verified counts. Sources include "
    "parties to the war, who have reasons to over- or understate. Figures differ in what they count and for which "
    "date; they must not be added or averaged. The absence of a figure is not zero."
)
UNKNOWN = "–"
CHAIN_SEPARATOR = " ← "  # outlet ← agency ← spokesman
COMPONENT_WORDS: Mapping[str, str] = {
    "KW": "killed or wounded",
    "KWM": "killed, wounded or missing",
    "KWMC": "killed, wounded, missing or captured",
    "?": "casualties, kind not told",
}
# strftime would follow the machine's language.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
SIGNS: Mapping[str, str] = {"about": "≈ ", "over": "≥ ", "under": "≤ "}
SPELT: Mapping[str, str] = {"about": "about ", "over": "at least ", "under": "up to "}
_DAY_LENGTH, _MONTH_LENGTH = len("2024-12-19"), len("2024-12")


def write_figure(
    modifier: str,
    low: float | None,
    best: float | None,
    high: float | None,
    per: str | None = None,
    hedges: Mapping[str, str] = SIGNS,
) -> str:
    """Return a figure with its hedge as a sign.

    >>> write_figure("over", 100, 100, None), write_figure("range", 10000, None, 12000)
    ('≥ 100', '10,000–12,000')
    >>> write_figure("about", 92, 92, 92, "day"), write_figure("vague", None, None, None)
    ('≈ 92 a day', '–')
    """
    rate = f" a {per}" if per else ""
    if best is not None:
        return f"{hedges.get(modifier, '')}{best:,.0f}{rate}"
    if low is not None and high is not None:
        return f"{low:,.0f}–{high:,.0f}{rate}"
    if low is not None:
        return f"{hedges['over']}{low:,.0f}{rate}"
    return f"{hedges['under']}{high:,.0f}{rate}" if high is not None else UNKNOWN


def spell_figure(
    modifier: str, low: float | None, best: float | None, high: float | None, per: str | None = None
) -> str:
    """Return a figure with its hedge in words, for titles.

    >>> spell_figure("over", 100, 100, None), spell_figure("vague", 300, None, 900)
    ('at least 100', '300–900')
    """
    return write_figure(modifier, low, best, high, per, SPELT)


def write_span(low: int | None, low_open: bool, high: int | None, high_open: bool) -> str:
    """Return the span of an estimate, open ends shown.

    >>> write_span(100, False, 300, True), write_span(None, True, 1000, False)
    ('100 to 300 or more', 'up to 1,000')
    """
    bottom = None if low is None else f"{low:,} or fewer" if low_open else f"{low:,}"
    top = None if high is None else f"{high:,} or more" if high_open else f"{high:,}"
    if bottom is None:
        return UNKNOWN if top is None else f"up to {top}"
    if top is None:
        return f"{low:,} or more"
    return top if low == high and not low_open else f"{bottom} to {top}"


def write_date(value: object, months: tuple[str, ...] = MONTHS, unknown: str = UNKNOWN) -> str:
    """Return an EDTF date as people write it, as precisely as it is known.

    >>> write_date("2024-12-19"), write_date("2024-11-01/2024-11-10"), write_date("2024-12", SHORT_MONTHS)
    ('19 December 2024', '1–10 November 2024', 'Dec 2024')
    >>> write_date("2024-10/.."), write_date("199X"), write_date(None)
    ('since October 2024', '1990s', '–')
    """
    if not isinstance(value, str):
        return unknown
    first, slash, last = value.partition("/")
    if not slash:
        return _write_point(first, months)
    if last == OPEN:
        return f"since {_write_point(first, months)}"
    if first == OPEN:
        return f"until {_write_point(last, months)}"
    start, end = read_bounds(value)
    if start and end and len(first) == len(last) == _DAY_LENGTH and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_write_point(last, months)}"
    return f"{_write_point(first, months)} – {_write_point(last, months)}"


def short_date(value: object) -> str:
    """Return an EDTF date in few words, for a place beside a mark.

    >>> short_date("2024-12-19"), short_date("2024-11-04/2024-11-10"), short_date(None)
    ('19 Dec 2024', '4–10 Nov 2024', 'undated')
    """
    return write_date(value, SHORT_MONTHS, "undated")


def write_measure(measure: str, components: str | None, per: str | None = None) -> str:
    """Return what a figure counts, in neutral words.

    >>> write_measure("casualties", "KW"), write_measure("deployed", None), write_measure("killed", "K", "day")
    ('killed or wounded', 'deployed', 'killed, a day')
    """
    words = COMPONENT_WORDS.get(components or "?", components or "") if measure == "casualties" else measure
    return f"{words}, a {per}" if per else words


def write_reason(status: str, per: str | None, period: str | None) -> str:
    """Return why a statement enters no running total.

    >>> write_reason("projected", None, None), write_reason("reported", None, "2024-12")
    ('projected, not said to have happened', 'covers only December 2024')
    """
    if status != "reported":
        return f"{status}, not said to have happened"
    if per:
        return f"a rate, per {per}"
    return f"covers only {write_date(period)}" if period else "a part of another figure, or one event"


def count_things(things: Sized, noun: str, plural: str | None = None) -> str:
    """Return how many there are, in words.

    >>> count_things([1], "source"), count_things(range(5000), "statement")
    ('1 source', '5,000 statements')
    """
    return f"{len(things):,} {noun if len(things) == 1 else plural or f'{noun}s'}"


def _write_point(text: str, months: tuple[str, ...]) -> str:
    if text.endswith("X"):
        return f"{text.replace('X', '0')}s"
    day: date | None = read_bounds(text)[0]
    if day is None or len(text) < _MONTH_LENGTH:
        return text
    month = f"{months[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if len(text) == _DAY_LENGTH else month
