"""Which date governs a figure: one behaviour a row of the tables in examples."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.articles import Article
from helpers.claims import extract_claims
from helpers.dates import date_claim, find_dates
from helpers.edtf import read_bounds
from helpers.sentences import split_sentences

EXAMPLES = Path(__file__).parent / "examples"


def rows_of(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows_of("dates_of_claims.csv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['class']}: {row['text'][:60]} [{row['published']}]")
def test_date_and_period_of_the_figure(row: dict[str, str]) -> None:
    text, published = row["text"], row["published"] or None
    start = text.index(row["figure"])
    dates = find_dates(text, published)
    found = date_claim(text, split_sentences(text), start, start + len(row["figure"]), dates, published)
    expected = tuple(row[name] or None for name in ("as_of", "as_of_basis", "period"))
    assert (found.as_of, found.as_of_basis, found.period) == expected


@pytest.mark.parametrize("row", rows_of("retellings.csv"), ids=lambda row: f"{row['class']}: {row['text'][:60]}")
def test_a_figure_takes_the_day_of_the_event_that_another_telling_dates(row: dict[str, str]) -> None:
    article = row["text"] + "\n\n" + "The mayor thanked the crews. " * 40  # in a short item a figure is told once
    claims = extract_claims(Article("a", article, published=row["published"]))
    assert " ".join(claim.period or "-" for claim in claims) == row["periods"]


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        (
            "Ana Paz said on Monday that nine died.\n\nSchools shut.\n\nFour more were hurt, Ana Paz said.",
            "06-19 06-19",
        ),
        (
            "Ana Paz said on Monday that nine died.\n\nSchools shut.\n\nFour more were hurt, doctors said.",
            "06-19 06-20",
        ),
        ("Ana Paz said in May that nine died.\n\nSchools shut.\n\nFour more were hurt, Ana Paz said.", "05 06-20"),
    ],
)
def test_a_source_holds_to_the_day_on_which_it_spoke_just_before_publication(text: str, as_of: str) -> None:
    claims = extract_claims(Article("a", text, published="2023-06-20"))
    assert [claim.as_of for claim in claims] == [f"2023-{day}" for day in as_of.split()]


@given(st.lists(st.sampled_from([row["text"] for row in ROWS]), min_size=1, max_size=4), st.integers(0, 200))
def test_any_place_of_any_text_has_dates_or_none(texts: list[str], start: int) -> None:
    text = " ".join(texts)
    found = date_claim(text, split_sentences(text), start, start + 2, find_dates(text, "2023-06-20"), "2023-06-20")
    assert (found.as_of is None) == (found.as_of_basis is None)
    assert all(read_bounds(value) for value in (found.as_of, found.period) if value)
