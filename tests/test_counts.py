"""Counts: every number format, hedge and range, and the numbers that count nobody."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.counts import Count, find_counts
from helpers.words import read_vocabulary

EXAMPLES = Path(__file__).parent / "examples" / "counts.csv"
ROWS = list(csv.DictReader(EXAMPLES.open(encoding="utf-8")))
PIECES = [
    "12",
    "1,200",
    "3-4",
    "one",
    "hundred",
    "thousand",
    " ",
    ",",
    "-",
    "more than",
    "up to",
    "dozens",
    "to",
    "and",
    "5",
    ".",
    "killed",
]
HOSTILE = [
    "1," * 250_000,
    "(" * 500_000,
    "one hundred " * 40_000,
    "more than " * 60_000,
    "from 1 to " * 30_000,
    "9" * 500_000,
]


def written(count: Count) -> str:
    bounds = "|".join("" if bound is None else str(bound) for bound in (count.low, count.best, count.high))
    return f"{count.figure} {count.modifier} {bounds}"


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_a_count_is_read_with_its_bounds(row: dict[str, str]) -> None:
    assert "; ".join(written(count) for count in find_counts(row["text"])) == row["counts"]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("92 a day", "day"),
        ("1,200 casualties per day", "day"),
        ("about 300 men every week", "week"),
        ("300 men monthly", "month"),
        ("killed 30 people a day after the quake", None),
        ("30 died on a day of rain", None),
        ("about 60 casualties a day since the siege began", "day"),
        ("an average of 60 people killed and wounded a day in May", "day"),
        ("killed 60 on a day in May", None),
        ("killed 60, a day in history", None),
        ("1,000 killed or wounded in a week", None),
        ("1,000 killed or wounded each week", "week"),
    ],
)
def test_a_rate_is_told_from_a_date(text: str, per: str | None) -> None:
    assert find_counts(text)[0].per == per


def test_a_collection_may_add_its_own_words() -> None:
    own = read_vocabulary().extended({"numbers": {"vague": {"a handful": [3, 5]}}})
    assert written(find_counts("a handful died", own)[0]) == "a handful vague 3||5"


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_offsets_are_true_and_bounds_in_order(text: str) -> None:
    for count in find_counts(text):
        assert text[count.start : count.end] == count.figure
        assert count.start <= count.number_start < count.number_end
        assert (count.low or 0) <= (count.high or count.low or 0)


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[count.start : count.end] == count.figure for count in find_counts(text))


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:8]) for text in HOSTILE])
def test_a_hostile_text_costs_linear_time(text: str) -> None:
    started = time.process_time()
    find_counts(text)
    assert time.process_time() - started < 15
