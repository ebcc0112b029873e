"""Where things go: scales in pixels, labels that overlap neither each other nor the marks."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.charts.styles import text_width
from helpers.wordings import SHORT_MONTHS

ANCHORS = ("right", "left", "above", "below")
LINE = 12  # height of a label
CLEAR = 9  # distance from a mark to its label
REACH = 6  # half the size of a mark
UNDATED_ONLY = pd.Timestamp("2000-01-01")  # an axis needs some day; nothing is drawn on it and it has no ticks
STEPS = {
    "1D": 1,
    "7D": 7,
    "MS": 30,
    "2MS": 61,
    "QS": 91,
    "6MS": 183,
    "YS": 365,
    "2YS": 730,
    "5YS": 1826,
    "10YS": 3652,
    "50YS": 18262,
}
# Spans of years begin where the year divides by them.
ROUND = {"2YS": 2, "5YS": 5, "10YS": 10, "50YS": 50}
UNITS = dict.fromkeys(ROUND, "YS")


@dataclass(frozen=True)
class Label:
    """A text that wants to stand beside a mark at (x, y); a lower rank is placed first.

    ``texts`` are tried in turn, so the longest comes first.
    """

    x: float
    y: float
    texts: tuple[str, ...]
    rank: int


def place_labels(
    labels: Sequence[Label], marks: np.ndarray, width: float, height: float
) -> list[tuple[str, str] | None]:
    """Return the text of each label and the side of its mark on which it stands, None where there is no room.

    ``marks`` has a row (left, top, right, bottom) for everything that must stay visible, all in pixels.

    >>> marks = np.array([[46, 46, 56, 54]])
    >>> place_labels([Label(50, 50, ("NIS",), 0), Label(52, 50, ("HUR",), 1)], marks, 100, 100)
    [('NIS', 'right'), ('HUR', 'left')]
    >>> place_labels([Label(5, 5, ("too long for the plot", "≥ 9"), 0)], np.empty((0, 4)), 60, 40)
    [('≥ 9', 'right')]
    """
    placed: list[tuple[str, str] | None] = [None] * len(labels)
    taken = np.asarray(marks, dtype=float).reshape(-1, 4)
    for i in sorted(range(len(labels)), key=lambda i: (labels[i].rank, i)):
        if place := _free_place(labels[i], taken, width, height):
            text, anchor, box = place
            placed[i] = text, anchor
            taken = np.vstack([taken, box])
    return placed


def list_marks(frame: pd.DataFrame) -> list[Any]:
    """Return the rows as named tuples, with ``Index``."""
    return list(frame.itertuples())


def write_labels(
    frame: pd.DataFrame, labels: Mapping[int, Label], marks: np.ndarray, width: float, height: float
) -> pd.DataFrame:
    """Return the frame with the ``label`` of each row, "" where there was no room, and the ``anchor`` it stands on."""
    places = place_labels(list(labels.values()), marks, width, height)
    shown = {row: place for row, place in zip(labels, places, strict=True) if place}
    texts = [shown.get(row, ("", None)) for row in frame.index.tolist()]
    anchors: Any = [anchor for _, anchor in texts]
    return frame.assign(label=[text for text, _ in texts], anchor=anchors)


def _free_place(label: Label, taken: np.ndarray, width: float, height: float) -> tuple[str, str, np.ndarray] | None:
    for text in label.texts:
        for anchor in ANCHORS:
            box = _box(label, text, anchor)
            inside = box[0] >= 0 and box[1] >= -LINE and box[2] <= width and box[3] <= height
            if inside and not _overlaps(taken, box):
                return text, anchor, box
    return None


@dataclass(frozen=True)
class TimeScale:
    """A span of days laid over so many pixels, with a lane after it for what has no date."""

    start: pd.Timestamp
    end: pd.Timestamp
    plot: float
    lane: float = 0.0

    @classmethod
    def fitting(cls, starts: pd.Series, ends: pd.Series, width: float, lane: float) -> "TimeScale":
        """Return the scale that shows all dates with a little air; a single day is given a month.

        The lane is there only when something is undated.
        """
        first, last = starts.min(), ends.max()
        if pd.isna(first):
            first = last = UNDATED_ONLY
        air = max((last - first) * 0.03, pd.Timedelta(days=2 if last > first else 15))
        lane = lane if ends.isna().any() else 0.0
        return cls((first - air).floor("D"), (last + air).ceil("D"), width - lane, lane)

    def resized(self, plot: float, lane: float) -> "TimeScale":
        """Return the same days over other pixels."""
        return TimeScale(self.start, self.end, plot, lane)

    @property
    def days(self) -> int:
        """Number of days shown."""
        return (self.end - self.start).days

    @property
    def domain(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day of the axis, the lane included."""
        return self.start, self.end + self._days(self.lane)

    def place(self, dates: pd.Series) -> pd.Series:
        """Return where each date is drawn; what has none stands in the lane."""
        return dates.fillna(self.end + self._days(min(16.0, self.lane / 4)))

    def pixels(self, dates: pd.Series) -> pd.Series:
        """Return how far from the left each date is drawn."""
        return (dates - self.start) / (self.end - self.start) * self.plot

    def ticks(self, space: int = 75) -> dict[pd.Timestamp, str]:
        """Return round dates at least so many pixels apart, each with its text; the year stands where it changes."""
        most = max(2.0, self.plot / space)
        if self.start <= UNDATED_ONLY <= self.end and self.days <= 30:
            return {}
        step = next((name for name, days in STEPS.items() if self.days / days <= most), "50YS")
        dates = [
            date
            for date in pd.date_range(self.start, self.end, freq=UNITS.get(step, step))
            if date.year % ROUND.get(step, 1) == 0
        ]
        years = [None, *(date.year for date in dates)]
        return {date: _tick(date, step, date.year != year) for date, year in zip(dates, years, strict=False)}

    def _days(self, pixels: float) -> pd.Timedelta:
        return pd.Timedelta(days=math.ceil(pixels / self.plot * self.days))


def _tick(date: pd.Timestamp, step: str, new_year: bool) -> str:
    if step.endswith("YS"):
        return str(date.year)
    day = f"{date.day} " if step.endswith("D") else ""
    return f"{day}{SHORT_MONTHS[date.month - 1]}{f' {date.year}' if new_year else ''}"


def _box(label: Label, text: str, anchor: str) -> np.ndarray:
    wide = text_width(text)
    x, y = label.x, label.y
    left = {"right": x + CLEAR, "left": x - CLEAR - wide}.get(anchor, x - wide / 2)
    middle = {"above": y - CLEAR - LINE / 2, "below": y + CLEAR + LINE / 2}.get(anchor, y)
    return np.array([left, middle - LINE / 2, left + wide, middle + LINE / 2])


def _overlaps(taken: np.ndarray, box: np.ndarray) -> bool:
    apart = (taken[:, 2] <= box[0]) | (taken[:, 0] >= box[2]) | (taken[:, 3] <= box[1]) | (taken[:, 1] >= box[3])
    return not apart.all()
