"""EDTF text and its bounds: every form news needs, round trips, and what is rejected."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.edtf import overlap, precision, read_bounds, write_value

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2024-12-14", date(2024, 12, 14), date(2024, 12, 14)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2024-10/2024-12", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-10-08/..", date(2024, 10, 8), None),
        ("../2024-10", None, date(2024, 10, 31)),
        ("1932/1933", date(1932, 1, 1), date(1933, 12, 31)),
    ],
)
def test_bounds(value: str, start: date | None, end: date | None) -> None:
    assert read_bounds(value) == (start, end)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024-13",
        "2024-02-30",
        "24-12-14",
        "2024-1",
        "2024-12-14/2024-12-01",
        "../..",
        "soon",
        "2024-12-14T10:00",
        "X",
    ],
)
def test_what_is_no_date_is_rejected_with_its_text(value: str) -> None:
    with pytest.raises(ValueError, match="not an EDTF"):
        read_bounds(value)


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        (date(2024, 12, 14), date(2024, 12, 14), "2024-12-14"),
        (date(2024, 12, 1), date(2024, 12, 31), "2024-12"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2020, 1, 1), date(2029, 12, 31), "202X"),
        (date(2021, 1, 1), date(2030, 12, 31), "2021/2030"),
        (date(2024, 10, 1), date(2024, 12, 31), "2024-10/2024-12"),
        (date(2021, 12, 1), date(2022, 2, 28), "2021-12/2022-02"),
        (date(2024, 12, 14), date(2024, 12, 31), "2024-12-14/2024-12-31"),
        (date(2024, 12, 1), None, "2024-12-01/.."),
        (None, date(2024, 12, 1), "../2024-12-01"),
    ],
)
def test_bounds_are_written_as_the_shortest_text(start: date | None, end: date | None, value: str) -> None:
    assert write_value(start, end) == value


def test_bounds_that_contradict_are_rejected() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        write_value(date(2024, 12, 2), date(2024, 12, 1))
    with pytest.raises(ValueError, match="one bound"):
        write_value(None, None)


@given(DAYS, DAYS)
def test_what_is_written_is_read_back(one: date, other: date) -> None:
    start, end = sorted((one, other))
    assert read_bounds(write_value(start, end)) == (start, end)
    assert read_bounds(write_value(start, None)) == (start, None)
    assert read_bounds(write_value(None, end)) == (None, end)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_and_years_of_any_age_are_read_back(year: int, month: int) -> None:
    for value in (f"{year:04d}-{month:02d}", f"{year:04d}"):
        assert write_value(*read_bounds(value)) == value


@given(DAYS, DAYS, DAYS, DAYS)
def test_overlap_is_mutual_and_means_a_common_day(a: date, b: date, c: date, d: date) -> None:
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    one, other = write_value(a, b), write_value(c, d)
    assert overlap(one, other) == overlap(other, one) == (max(a, c) <= min(b, d))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2024-12-14", 1),
        ("2024-12-14/2024-12-15", 2),
        ("2024-12-09/2024-12-15", 3),
        ("2024-12", 4),
        ("2024-12-01/2024-12-10", 4),
        ("2024", 5),
        ("199X", 5),
        ("2024/..", None),
    ],
)
def test_precision_follows_the_codes_of_ucdp(value: str, code: int | None) -> None:
    assert precision(value) == code
