"""Sentences to counts: numbers that may count people, with their bounds and hedge.

The grammar knows digits in many groupings, number words, scales, vague words, ranges and hedges on either side. It
leaves out what is plainly no count: money, percentages, ages, dates, clock times, measures, ordinals and names. Whether
a count is of people, and what happened to them, is not decided here.
"""

from functools import lru_cache

from helpers.counts.hedges import HedgeReader
from helpers.counts.lookalikes import LookAlikes
from helpers.counts.numbers import NumberReader
from helpers.counts.types import Count
from helpers.patterns import small_letters
from helpers.words import Vocabulary, read_vocabulary

__all__ = ["Count", "find_counts"]


def find_counts(text: str, vocabulary: Vocabulary | None = None) -> list[Count]:
    """Return the counts of a text in order.

    >>> counts = find_counts("over 11,000 troops, several hundred of them")
    >>> [(c.figure, c.modifier, c.low, c.best, c.high) for c in counts]
    [('over 11,000', 'over', 11000, 11000, None), ('several hundred', 'vague', 300, None, 900)]
    >>> find_counts("On Dec. 14, 2024 a man aged 51 paid $3 million, or 5%, at 10 a.m.")
    []
    """
    numbers, look_alikes, hedges = _readers(vocabulary or read_vocabulary())
    low = small_letters(text)
    found = [number for number in numbers.read(low) if look_alikes.is_count(text, low, number)]
    return [hedges.read(text, low, number) for number in found]


@lru_cache(maxsize=32)
def _readers(vocabulary: Vocabulary) -> tuple[NumberReader, LookAlikes, HedgeReader]:
    return NumberReader(vocabulary), LookAlikes(vocabulary), HedgeReader(vocabulary)
