"""Dates in text: one behaviour a row in examples/dates.csv, the five articles, and what must hold for any text."""

import csv
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.dates import DateMention, find_dateline, find_dates
from helpers.edtf import read_bounds
from helpers.words import read_vocabulary

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "data/raw/north-korea/articles"

with (HERE / "examples/dates.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

PIECES = (
    """on|in|the|of|early|late|mid-|last|next|this|past|since|between|and|to|from|day|week|month|year|years|Monday
Friday|December|May|March|Dec.|Jan.|14|15|2024|2023,|1990s|'90s|3rd|third|quarter|summer|weekend|ago|later|earlier|a
two|six|months|ended|first|same|latest|'s|end|several|,|.|(|)|-|–|/|04/05/2024|2024-12-14|12.05.2021|yesterday|that
evening|will|killed|1,900|Christmas|after|New Year's Eve|before|\\n\\n""".replace("\n", "|")
    .replace("\\n", "\n")
    .split("|")
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['class']}: {row['text'][:60]} [{row['published']}]")
def test_finds_the_dates_of_the_row(row: dict[str, str]) -> None:
    found = find_dates(row["text"], row["published"] or None)
    assert ";".join(f"{date.expression}={date.value or ''}" for date in found) == row["dates"]


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("000_5307b734e35c9ecd.txt", ["2011=2011"]),
        ("001_04de06c184be5bcd.txt", ["the 1990s=199X", "2011=2011", "2015=2015"]),
        (
            "002_59abcb7cce7c1883.txt",
            ["December 14, 2023=2023-12-14", "early November 2024=2024-11-01/2024-11-10", "August 2023=2023-08"],
        ),
        (
            "003_0cd70d5b161d91d4.txt",
            [
                "late December 2024=2024-12-21/2024-12-31",
                "late December=2024-12-21/2024-12-31",
                "August 2024=2024-08",
                "October=2024-10",
                "February 2022=2022-02",
            ],
        ),
        ("004_f02d75b0bcb657a2.txt", []),
    ],
)
def test_dates_of_the_five_undated_articles(name: str, dates: list[str]) -> None:
    found = find_dates((ARTICLES / name).read_text(encoding="utf-8"))
    assert [f"{date.expression}={date.value}" for date in found if date.value] == dates


@pytest.mark.parametrize(
    ("text", "published", "field", "value"),
    [
        ("Nine died as of Dec. 14.", "2024-12-20", "modifier", "as of"),
        ("Since October nine died.", "2024-12-20", "modifier", "since"),
        ("Nine died on Dec. 14.", "2024-12-20", "modifier", None),
        ("Nine died on Saturday, Dec. 14, 2023.", "2024-12-20", "weekday", 6),
        ("Nine died on Dec. 14, 2023.", "2024-12-20", "explicit", True),
        ("Nine died on Dec. 14.", "2024-12-20", "explicit", False),
    ],
)
def test_keeps_what_stands_beside_a_date(text: str, published: str, field: str, value: object) -> None:
    (mention,) = find_dates(text, published)
    assert getattr(mention, field) == value


def test_publication_interval_keeps_what_both_its_ends_agree_on() -> None:
    found = find_dates("Nine died in June and two on Monday.", "2024-12-01/2024-12-20")
    assert [date.value for date in found] == ["2024-06", None]


def test_collection_adds_its_own_named_days_and_event_days() -> None:
    extra = {
        "dates": {
            "named_day": {"day of the harvest": "09-last-sunday"},
            "event_day": [{"day": "03-09", "year": 2019, "words": ["spill"]}],
        }
    }
    vocabulary = read_vocabulary().extended(extra)
    text = "Nine fell ill on the Day of the Harvest, as after the March 9 spill."
    found = find_dates(text, "2023-12-20", vocabulary)
    assert [date.value for date in found] == ["2023-09-24", "2019-03-09"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ACCRA, May 3, 2019 (Wire) - Nine died.", "2019-05-03"),
        ("Nine die in flood\nBy A. Writer\nPublished: 3 May 2019, 10:15\nNine people died.", "2019-05-03"),
        ("By Ann Writer, May 3, 2019\nNine people died.", "2019-05-03"),
        ("Ann Writer | May 3, 2019\nNine people died.", "2019-05-03"),
        ("ACCRA, Ghana (Wire) — May 3, 2019. Nine people died.", "2019-05-03"),
        ("16:03 JST, May 3, 2019\nNine people died.", "2019-05-03"),
        ("May 3, 2019, 10:32 AM ET\nNine people died.", "2019-05-03"),
        ("First published Fri 3 May 2019 10.15 GMT\nNine died.", "2019-05-03"),
        ("A" * 190 + " b May 3, 2019", None),
        ("The report, published on May 3, 2019, says nine died.", None),
        ("In Accra, May 3, 2019 (a Friday) was a day of mourning.", None),
        ("Nine people died in a flood on May 3, 2019 (their names are not known).", None),
        ("Nine people died.\n\nIt was like May 3, 2019, they said.", None),
    ],
)
def test_dateline_is_the_date_a_text_gives_as_its_own(text: str, value: str | None) -> None:
    found = find_dateline(text, find_dates(text))
    assert (found and found.value) == value


PUBLISHED = [None, "2024-12-20", "2024-11/..", "../2024-11", "2024-11-01/2024-12-31", "0001-01-01", "9999-12-31"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.sampled_from(PUBLISHED))
@settings(max_examples=300, deadline=None)
def test_offsets_and_values_are_true_for_any_words(text: str, published: str | None) -> None:
    check_mentions(text, find_dates(text, published))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_offsets_and_values_are_true_for_any_text(text: str) -> None:
    check_mentions(text, find_dates(text, "2024-12-20"))


def check_mentions(text: str, mentions: list[DateMention]) -> None:
    assert all(text[mention.start : mention.end] == mention.expression for mention in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(read_bounds(mention.value) != (None, None) for mention in mentions if mention.value)


@pytest.mark.parametrize(
    "unit", ["1,", "(", "May ", "the ", ", 15", "two days after the ", "1 May 2024 ", "said ", "Friday and "]
)
def test_cost_grows_with_the_length_of_the_text_and_no_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        text = "On Dec. 14" + unit * times
        start = time.process_time()
        find_dates(text, "2024-12-20")
        return time.process_time() - start

    seconds(100)
    assert min(seconds(16_000), seconds(16_000)) < 32 * max(seconds(2_000), 0.005)
