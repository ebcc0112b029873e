"""The casualty-estimate table: the span over the latest statement of each source, at every date."""

import csv
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.estimates import Estimate, estimate_casualties
from helpers.statements import Statement, build_statements, read_ledger
from helpers.words import read_collection

RAW = Path(__file__).parent.parent / "data" / "raw" / "north-korea"
EXAMPLES = Path(__file__).parent / "examples" / "estimates.csv"


def number(text: str) -> int | None:
    return int(text) if text else None


def make_statement(key: str, row: dict[str, str]) -> Statement:
    return Statement(
        *(key, row["source"], row["measure"], row["modifier"]),
        *(number(row["low"]), number(row["best"]), number(row["high"]), row["stated_on"], row["side"]),
        group="North Korea",
        components=row["components"] or None,
        is_cumulative=True,
    )


def show_span(estimate: Estimate) -> str:
    """Return a span as the examples write it: an open end has two dots."""
    low = f"{'..' if estimate.low_open else ''}{'' if estimate.low is None else estimate.low}"
    high = f"{'' if estimate.high is None else estimate.high}{'..' if estimate.high_open else ''}"
    return f"{low}-{high}"


with EXAMPLES.open(encoding="utf-8", newline="") as file:
    CASES = {case: list(rows) for case, rows in itertools.groupby(csv.DictReader(file), key=lambda row: row["case"])}


@pytest.mark.parametrize("case", CASES)
def test_what_the_span_is(case: str) -> None:
    rows = CASES[case]
    found = estimate_casualties(make_statement(str(index), row) for index, row in enumerate(rows))
    wanted = {
        (row["measure"], row["components"], row["as_of"], row["span"], row["n_sources"]) for row in rows if row["span"]
    }
    shown = {(e.measure, e.components or "", e.as_of, show_span(e), str(e.n_sources)) for e in found}
    assert shown == wanted


NIS = Statement("a", "NIS", "killed", "about", 300, 300, 300, "2025-01-13", "South Korea", group="North Korea")
HUR = replace(NIS, statement_id="b", source="HUR", side="Ukraine", low=900, best=900, high=900)
KCNA = replace(NIS, statement_id="c", source="KCNA", side="North Korea", low=101, best=101, high=101)


def totals(*statements: Statement) -> list[Statement]:
    return [replace(item, is_cumulative=True) for item in statements]


@pytest.mark.parametrize(
    "left_out",
    [
        replace(NIS, is_cumulative=False),
        replace(NIS, is_cumulative=True, stated_on=None),
    ],
)
def test_what_stays_out(left_out: Statement) -> None:
    assert estimate_casualties([left_out]) == []


@pytest.mark.parametrize("status", ["projected", "denied", "withdrawn"])
def test_what_is_not_reported_is_no_running_total(status: str) -> None:
    ledger = [replace(row, status=status) for row in read_ledger(RAW / "ledger.csv")[:20]]
    found = build_statements([], [], ledger, read_collection(RAW))
    assert estimate_casualties(found.statements) == []


def test_without_the_parties_to_the_war() -> None:
    others = [item.n_sources for item in estimate_casualties(totals(NIS, HUR, KCNA), without_parties=True)]
    assert others == [2]  # the North's own people are counted, so its word goes; Ukraine's are not
    named = estimate_casualties(totals(NIS, HUR, KCNA), without_parties=True, parties=["Ukraine", "North Korea"])
    assert [show_span(item) for item in named] == ["300-300"]


def test_a_joint_side_with_a_party_is_a_party() -> None:
    joint = replace(NIS, side="United States and Ukraine")
    assert estimate_casualties(totals(joint), without_parties=True, parties=["Ukraine"]) == []


def test_only_what_another_side_bears_out() -> None:
    borne_out = replace(NIS, corroboration="corroborated")
    assert [item.statement_ids for item in estimate_casualties(totals(borne_out, HUR), only_corroborated=True)] == [
        ("a",)
    ]


def test_statements_grow_old() -> None:
    later = replace(HUR, stated_on="2025-04-13")
    recent = estimate_casualties(totals(NIS, later), at_most_days=30)
    assert [show_span(item) for item in recent] == ["300-300", "900-900"]


def test_the_best_figure_is_told_only_where_all_agree() -> None:
    same = replace(HUR, low=300, best=300, high=300)
    assert [item.best for item in estimate_casualties(totals(NIS, same))] == [300]
    assert [item.best for item in estimate_casualties(totals(NIS, HUR))] == [None]


def test_every_date_of_the_ledger_has_its_row() -> None:
    found = build_statements([], [], read_ledger(RAW / "ledger.csv"), read_collection(RAW))
    killed = [
        item
        for item in estimate_casualties(found.statements)
        if (item.group, item.measure) == ("North Korea", "killed")
    ]
    assert [item.as_of for item in killed][:3] == ["2024-12-19", "2025-01-13", "2025-01-22"]
    assert (killed[2].low, killed[2].high, killed[2].n_sides) == (300, 1000, 2)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 28), st.integers(0, 9)), max_size=12))
def test_the_span_holds_every_latest_statement(told: list[tuple[str, int, int]]) -> None:
    statements = [
        replace(NIS, statement_id=str(i), source=who, low=n, best=n, high=n, stated_on=f"2025-01-{day:02}")
        for i, (who, day, n) in enumerate(told)
    ]
    for estimate in estimate_casualties(totals(*statements)):
        until = [item for item in statements if (item.stated_on or "") <= estimate.as_of]
        newest = {
            who: max(item.stated_on or "" for item in until if item.source == who)
            for who, _, _ in told
            if any(item.source == who for item in until)
        }
        latest = [item.best or 0 for item in until if item.stated_on == newest[item.source]]
        assert (estimate.low, estimate.high) == (min(latest), max(latest))
        assert (estimate.n_statements, estimate.n_sources) == (len(latest), len(newest))
