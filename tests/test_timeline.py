"""The timeline: events of articles and ledger in order, dates that conflict, and the calendar export."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.articles import Article, read_articles
from helpers.claims import Claim, extract_claims
from helpers.statements import Statement, build_statements, read_ledger
from helpers.timeline import TimelineEvent, build_timeline, find_date_conflicts, write_calendar
from helpers.timeline.conflicts import DateConflict
from helpers.words import read_collection

NORTH_KOREA = Path(__file__).parent.parent / "data/raw/north-korea"
STATEMENT = Statement("s1", "Port police", "killed", "exact", 9, 9, 9, "2021-05-03", group="Dockers", origin="both")


def claim_in(article: Article, figure: str, **fields: object) -> Claim:
    start = article.text.index(figure)
    begin = article.text.rfind(". ", 0, start) + 2 if ". " in article.text[:start] else 0
    claim = Claim(
        claim_id=f"{article.article_id}-{start}",
        article_id=article.article_id,
        start=start,
        end=start + len(figure),
        figure=figure,
        quote=article.text[begin : article.text.index(".", start) + 1],
        group="Dockers",
        measure="killed",
        components=None,
        modifier="exact",
        low=9,
        best=9,
        high=9,
    )
    return replace(claim, **fields)  # type: ignore[arg-type]


def conflicts_of(text: str, *, published: str | None = None, start: str | None = None, **fields: object) -> list[str]:
    article = Article("a", text, published=published)
    claims = [claim_in(article, "nine", **fields)]
    found = find_date_conflicts([article], claims, [STATEMENT], start, ["Dockers"])
    return [f"{conflict.kind}: {conflict.as_written} -> {conflict.proposed}" for conflict in found]


# -- a test per kind of conflict, and what looks like one and is none ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "as_of", "found"),
    [
        ("On May 9, 2021 nine died.", "2021-05-09", ["two dates: May 9, 2021 -> 2021-05-03"]),
        ("On May 3, 2020 nine died.", "2020-05-03", ["year: May 3, 2020 -> 2021-05-03"]),
        ("In May 2021 nine died.", "2021-05", []),
        ("On May 4, 2021 nine died.", "2021-05-04", []),  # the ledger's next day, elsewhere the same
        ("On May 3, 2021 nine died.", "2021-05-03", []),
    ],
)
def test_statement_that_the_ledger_dates_otherwise(text: str, as_of: str, found: list[str]) -> None:
    assert conflicts_of(text, as_of=as_of, as_of_basis="text", statement_id="s1") == found


@pytest.mark.parametrize(
    ("text", "as_of", "published", "found"),
    [
        ("On May 9, 2020 nine died.", "2020-05-09", None, ["before start: May 9, 2020 -> 2021-05-09"]),
        ("On May 9, 2020 nine died.", "2020-05-09", "2021-04-20", ["before start: May 9, 2020 -> None"]),
        ("On May 9, 1987 nine died.", "1987-05-09", None, []),
        ("On May 9, 2021 nine died.", "2021-05-09", None, []),
        ("It fell on May 9, 2020. Later nine died.", "2021-06-01", None, []),
    ],
)
def test_claim_dated_before_the_topic_began(text: str, as_of: str, published: str | None, found: list[str]) -> None:
    assert conflicts_of(text, as_of=as_of, as_of_basis="text", published=published, start="2021-04") == found


def test_claim_of_another_group_may_be_older_than_the_topic() -> None:
    found = conflicts_of("On May 9, 2020 nine died.", as_of="2020-05-09", group="Miners", start="2021-04")
    assert found == []


@pytest.mark.parametrize(
    ("text", "published", "status", "found"),
    [
        ("On Dec. 9, 2021 nine died.", "2021-05-20", "reported", ["after publication: Dec. 9, 2021 -> 2020-12-09"]),
        ("On Dec. 9, 2021 nine may be sent.", "2021-05-20", "projected", []),
        ("On May 20, 2021 nine died.", "2021-05-20", "reported", []),
        ("On May 21, 2021 nine died.", "2021-05-20", "reported", []),  # another time zone
    ],
)
def test_day_after_the_article_was_published(text: str, published: str, status: str, found: list[str]) -> None:
    value = "2021-12-09" if "Dec" in text else "2021-05-20"
    assert conflicts_of(text, as_of=value, published=published, status=status) == found


@pytest.mark.parametrize(
    ("text", "published", "found"),
    [
        ("On Monday, May 3, 2020 nine died.", None, ["weekday: Monday, May 3, 2020 -> 2021-05-03"]),
        ("On Monday, May 4, 2021 nine died.", None, ["weekday: Monday, May 4, 2021 -> 2020-05-04"]),
        ("On Thursday, May 4, 2021 nine died.", None, ["weekday: Thursday, May 4, 2021 -> 2021-05-06"]),
        ("On Tuesday, May 4, nine died.", "2021-05-20", []),
        ("On Tuesday, May 4, 2021 nine died.", None, []),
    ],
)
def test_weekday_that_is_not_that_days(text: str, published: str | None, found: list[str]) -> None:
    assert conflicts_of(text, published=published) == found


@pytest.mark.parametrize(
    ("one", "other", "start", "proposed"),
    [
        ("The dockers' strike at the port began in May 2020.", "Since May 2021 dockers strike.", "2021-06", "2021-05"),
        ("The dockers' strike at the port began in May 2020.", "Since May 2021 dockers strike.", None, None),
        ("The dockers' strike at the port began in May 2016.", "Since May 2021 dockers strike.", "2021-06", None),
        ("The dockers' strike at the port began in May 2020.", "It snowed in May 2021.", "2021-06", None),
        ("The dockers' strike at the port began in June 2020.", "Since May 2021 dockers strike.", "2021-06", None),
    ],
)
def test_year_unlike_that_of_a_sibling(one: str, other: str, start: str | None, proposed: str | None) -> None:
    found = find_date_conflicts([Article("a", one), Article("b", other)], [], [], start)
    assert [conflict.proposed for conflict in found] == ([proposed] if proposed else [])


@pytest.mark.parametrize(
    ("published", "start", "proposed"),
    [
        ("2021-05-03", "2021-01", ["2021-05-03"]),
        ("2021-05-04", "2021-01", []),
        ("2021-05-03", "2020-01", []),
        ("2024-05-03", "2024-01", []),
    ],
)
def test_own_day_with_last_years_number(published: str, start: str, proposed: list[str]) -> None:
    article = Article("a", "The log of May 3, 2020 follows.", published=published)
    assert [conflict.proposed for conflict in find_date_conflicts([article], [], [], start)] == proposed


def test_five_articles_have_two_wrong_years_and_one_date_that_the_ledger_contradicts() -> None:
    collection = read_collection(NORTH_KOREA)
    articles = read_articles(NORTH_KOREA)
    claims = [claim for article in articles for claim in extract_claims(article, collection)]
    told = build_statements(claims, articles, read_ledger(NORTH_KOREA / "ledger.csv"), collection)
    found = find_date_conflicts(articles, told.claims, told.statements, collection.start, collection.groups)
    assert {conflict.as_written: conflict.proposed for conflict in found} == {
        "December 14, 2023": "2024-12-14",
        "August 2023": "2024-08",
        "early November 2024": "2024-12-16",
    }
    assert all(0 < conflict.confidence < 1 and conflict.evidence for conflict in found)


def test_conflict_rejects_what_proposes_nothing_new() -> None:
    with pytest.raises(ValueError, match="2021-05-03"):
        DateConflict("year", "a", "May 3", "2021-05-03", "2021-05-03", "", 0.5)
    with pytest.raises(ValueError, match="odd"):
        DateConflict("odd", "a", "May 3", "2021-05-03", None, "", 0.5)


# -- events ----------------------------------------------------------------------------------------------------------


def test_timeline_is_sorted_by_bounds_with_the_undated_last() -> None:
    text = "Nine died on Monday. The war of 2019 cost more. It rained in May 2020 and on May 3, 2020."
    events = build_timeline([Article("a", text)], [], [])
    assert [event.date for event in events] == ["2019", "2020-05", "2020-05-03", None, None]
    assert [event.precision for event in events] == [5, 4, 1, None, None]


def test_statement_carries_its_claims_and_the_date_as_written() -> None:
    article = Article("a", "Police said on May 3, 2021 that nine dockers died.", published="2021-05-04")
    claim = claim_in(article, "nine", as_of="2021-05-03", as_of_basis="statement", statement_id="s1")
    events = build_timeline([article], [claim], [STATEMENT])
    (said,) = [event for event in events if event.kind == "statement"]
    assert (said.date, said.as_written, said.claim_ids) == ("2021-05-03", "May 3, 2021", (claim.claim_id,))
    assert not [event for event in events if event.kind == "event"]  # the same day is not told twice


def test_statement_of_the_ledger_stands_in_its_own_words() -> None:
    (event,) = build_timeline([], [], [STATEMENT])
    assert (event.text, event.article_id) == (STATEMENT.wording, ())


def test_event_told_twice_is_one_entry_with_both_sources() -> None:
    articles = [Article("a", "The dam at Oros broke on May 3, 2020."), Article("b", "The dam broke on 3 May 2020.")]
    (event,) = [event for event in build_timeline(articles, [], []) if event.kind == "event"]
    assert (event.article_id, event.as_written) == (("a", "b"), "May 3, 2020; 3 May 2020")


def test_different_events_of_one_day_stay_apart() -> None:
    articles = [
        Article("a", "The dam at Oros broke on May 3, 2020."),
        Article("b", "On 3 May 2020 a king was crowned."),
    ]
    assert len([event for event in build_timeline(articles, [], []) if event.kind == "event"]) == 2


def test_corrected_date_stands_beside_the_one_written() -> None:
    article = Article("a", "On May 3, 2020 nine died.")
    claim = claim_in(article, "nine", as_of="2021-05-03", flags=("corrected as_of",), statement_id="s1")
    events = build_timeline([article], [claim], [STATEMENT])
    assert {(event.kind, event.date, event.as_corrected) for event in events if event.kind != "publication"} == {
        ("statement", "2021-05-03", "2021-05-03"),
        ("event", "2021-05-03", "2021-05-03"),
    }


def test_conflict_is_evidence_on_the_entry_it_concerns() -> None:
    article = Article("a", "On Monday, May 4, 2021 the dam broke. It was mended in June 2021.")
    conflicts = find_date_conflicts([article], [])
    doubted = {event.as_written for event in build_timeline([article], [], [], conflicts) if event.evidence}
    assert doubted == {"Monday, May 4, 2021"}


def test_ids_are_content_and_not_places() -> None:
    article = Article("a", "The dam broke in May 2020.")
    later = Article("a", "Rain fell. The dam broke in May 2020.")
    ids = [
        {event.event_id for event in build_timeline([told], [], []) if event.kind == "event"}
        for told in (article, later)
    ]
    assert ids[0] == ids[1]


# -- calendar --------------------------------------------------------------------------------------------------------


def test_calendar_spans_whole_days_and_leaves_out_the_undated_and_the_open() -> None:
    events = [
        TimelineEvent("e1", "2020-02", "event", "Rain"),
        TimelineEvent("e2", None, "event", "Wind"),
        TimelineEvent("e3", "2020-02/..", "publication", "Snow"),
    ]
    calendar = write_calendar(events)
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20200201\r\nDTEND;VALUE=DATE:20200301\r\n" in calendar


@given(st.text(max_size=300))
def test_calendar_lines_are_short_and_unfold_to_what_was_written(text: str) -> None:
    calendar = write_calendar([TimelineEvent("e1", "2020-02-03", "event", text)])
    lines = calendar.encode("utf-8", "replace").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert calendar.replace("\r\n ", "").count("\r\nSUMMARY:") == 1
    assert calendar.endswith("END:VCALENDAR\r\n")


def test_event_rejects_an_unknown_kind_and_a_date_that_is_none() -> None:
    with pytest.raises(ValueError, match="rumour"):
        TimelineEvent("e1", None, "rumour", "")
    with pytest.raises(ValueError, match="2020-13"):
        TimelineEvent("e1", "2020-13", "event", "")
    assert TimelineEvent("e1", "2020-02", "event", "").date_end == date(2020, 2, 29)
