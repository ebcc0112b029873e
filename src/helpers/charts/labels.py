"""Figures and dates in few words: what is written on a chart beside a mark."""

from collections.abc import Sized
from datetime import date

import pandas as pd

from helpers.edtf import OPEN, read_bounds

COMPONENT_WORDS = {
    "KW": "killed or wounded",
    "KWM": "killed, wounded or missing",
    "KWMC": "killed, wounded, missing or captured",
    "?": "casualties, kind not told",
}
# strftime would follow the machine's language.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {"about": "≈ ", "over": "≥ ", "under": "≤ "}
_WORDS = {"about": "about ", "over": "at least ", "under": "up to "}


def label_figure(
    modifier: str, low: float | None, best: float | None, high: float | None, per: str | None = None
) -> str:
    """Return a figure with its hedge as a sign.

    >>> label_figure("over", 100, 100, None), label_figure("range", 10000, None, 12000)
    ('≥ 100', '10,000–12,000')
    >>> label_figure("about", 92, 92, 92, "day"), label_figure("vague", None, None, None)
    ('≈ 92 a day', '?')
    """
    return _figure(_SIGNS, modifier, low, best, high, per)


def word_figure(
    modifier: str, low: float | None, best: float | None, high: float | None, per: str | None = None
) -> str:
    """Return a figure with its hedge in words, for titles.

    >>> word_figure("over", 100, 100, None), word_figure("vague", 300, None, 900)
    ('at least 100', '300–900')
    """
    return _figure(_WORDS, modifier, low, best, high, per)


def label_date(value: str | None) -> str:
    """Return an EDTF date as people write it; "undated" when it is unknown.

    >>> label_date("2024-12-19"), label_date("2024-12"), label_date(None)
    ('19 Dec 2024', 'Dec 2024', 'undated')
    >>> label_date("2024-11-04/2024-11-10"), label_date("2024-10-08/..")
    ('4–10 Nov 2024', 'from 8 Oct 2024')
    """
    if value is None or pd.isna(value):
        return "undated"
    start, end = read_bounds(value)
    if start is None or end is None:
        return f"until {_day(end)}" if end else f"from {_day(start)}" if start else OPEN
    first, _, last = value.partition("/")
    if not last:
        return _point(value, start)
    if len(first) == len(last) == 10 and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    return f"{_point(first, start)} – {_point(last, end)}"


def label_measure(measure: str, components: str | None, per: str | None = None) -> str:
    """Return what a figure counts, in neutral words.

    >>> label_measure("casualties", "KW"), label_measure("deployed", None), label_measure("killed", "K", "day")
    ('killed or wounded', 'deployed', 'killed, a day')
    """
    words = COMPONENT_WORDS.get(components or "?", components or "") if measure == "casualties" else measure
    return f"{words}, a {per}" if per else words


def count_things(things: Sized, noun: str, plural: str | None = None) -> str:
    """Return how many there are, in words.

    >>> count_things([1], "source"), count_things(range(5000), "statement")
    ('1 source', '5,000 statements')
    """
    return f"{len(things):,} {noun if len(things) == 1 else plural or f'{noun}s'}"


def _figure(
    hedges: dict[str, str],
    modifier: str,
    low: float | None,
    best: float | None,
    high: float | None,
    per: str | None,
) -> str:
    rate = f" a {per}" if per else ""
    if best is not None:
        return f"{hedges.get(modifier, '')}{best:,.0f}{rate}"
    if low is not None and high is not None:
        return f"{low:,.0f}–{high:,.0f}{rate}"
    if low is not None:
        return f"{hedges['over']}{low:,.0f}{rate}"
    return f"{hedges['under']}{high:,.0f}{rate}" if high is not None else "?"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _point(text: str, start: date) -> str:
    if len(text) == 10:
        return _day(start)
    return f"{MONTHS[start.month - 1]} {start.year}" if len(text) == 7 else text
