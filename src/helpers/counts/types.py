"""The count: a number in a text with its hedge."""

from typing import NamedTuple


class Count(NamedTuple):
    """A number in a text with its hedge: ``text[start:end] == figure``; the bare number is at ``number_start``."""

    start: int
    end: int
    figure: str
    number_start: int
    number_end: int
    modifier: str
    low: int | None
    best: int | None
    high: int | None
    per: str | None = None

    @property
    def value(self) -> int:
        """The one number that stands for the count: best, else low, else high."""
        for number in (self.best, self.low, self.high):
            if number is not None:
                return number
        raise ValueError(f"a count without a number: {self.figure!r}")
