"""Sentences computed from the rows: what they say of nothing, of one, and of many."""

from pathlib import Path

import pytest

from helpers.analyses import Analysis, analyse_collection
from helpers.corrections import Correction
from helpers.statements import LedgerRow
from helpers.statements.ledgers import COLUMNS
from helpers.summaries import (
    summarise_answer,
    summarise_articles,
    summarise_changes,
    summarise_checks,
    summarise_claims,
    summarise_corrections,
    summarise_latest,
    summarise_ledger,
    summarise_statements,
    summarise_unknown,
)
from helpers.tables import make_table

EMPTY = {name: make_table(name, []) for name in ("articles", "claims", "statements", "estimates", "checks", "changes")}


@pytest.fixture
def ferry(tmp_path: Path) -> Analysis:
    folder = tmp_path / "data/raw/ferry"
    (folder / "articles").mkdir(parents=True)
    (folder / "collection.toml").write_text(
        'title = "Ferry"\nquestion = "How many?"\ngroups = ["Cebu"]\n'
        '[[source]]\nname = "Coast Guard"\nside = "Philippines"\n'
        '[[source]]\nname = "Red Cross"\nside = "independent"\n',
        encoding="utf-8",
    )
    header = ",".join(COLUMNS)
    rows = [
        "2024-12-19,Coast Guard,Philippines,,Cebu,killed,K,over,12,12,,reported,,,,",
        "2024-12-20,Coast Guard,Philippines,,Cebu,killed,K,exact,31,31,31,reported,,,,",
        "2024-12-20,Red Cross,independent,,Cebu,killed,K,about,40,40,40,reported,,,,",
    ]
    (folder / "ledger.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return analyse_collection("ferry", tmp_path)


def test_the_latest_word_names_source_date_and_span(ferry: Analysis) -> None:
    statements, estimates = ferry.table("statements"), ferry.table("estimates")
    assert summarise_latest(statements, estimates, "Cebu") == (
        "killed: ≈ 40 (Red Cross, 20 December 2024). The latest figures of 2 sources on 2 sides run from 31 to 40."
    )
    assert summarise_answer(statements, estimates, "Cebu") == (
        "Latest word on Cebu: killed ≈ 40 (Red Cross, 20 December 2024)."
    )


def test_sources_are_counted_not_pages(ferry: Analysis) -> None:
    counted = summarise_statements(ferry.table("statements"), ferry.table("articles"))
    assert counted == "0 articles, 3 statements, 2 sources, 2 sides."


def test_a_ledger_is_summed_up_by_source_and_time(ferry: Analysis) -> None:
    assert summarise_ledger(ferry.ledger) == (
        "3 statements by 2 sources, from 19 December 2024 to 20 December 2024; 0 undated."
    )
    undated = LedgerRow("NIS", "North Korea", "killed", "exact", 1, 1, 1)
    assert summarise_ledger([undated]) == "1 statement by 1 source; 1 undated."


def test_nothing_found_is_said_in_words() -> None:
    assert summarise_latest(EMPTY["statements"], EMPTY["estimates"], "Cebu").startswith(
        "No dated running total for Cebu"
    )
    assert summarise_answer(EMPTY["statements"], EMPTY["estimates"], None) == (
        "Latest word on all groups: no dated running total."
    )
    assert summarise_articles(EMPTY["articles"]).startswith("0 articles with 0 words.")
    assert summarise_claims(EMPTY["claims"]).startswith("0 figures in 0 articles: none.")
    assert summarise_checks(EMPTY["checks"]) == "No rule asks for a look."
    assert summarise_unknown(EMPTY["statements"]) == "Every source has a side."
    assert summarise_corrections([]) == "No correction has been made."


@pytest.mark.parametrize(
    ("kinds", "earlier", "words"),
    [
        ([], None, "No earlier run to compare with."),
        ([], "before", "Nothing changed."),
        (["new", "new", "revised"], "before", "2 new, 1 revised."),
    ],
)
def test_what_changed_is_counted(kinds: list[str], earlier: str | None, words: str) -> None:
    changes = EMPTY["changes"].reindex(range(len(kinds))).assign(kind=kinds)
    assert summarise_changes(changes, earlier) == words


def test_a_correction_is_told_with_its_reason() -> None:
    made = Correction(
        "2025-02-01", "A. Editor", "claims", "c1", "as_of", "2023-12-14", "2024-12-14", "typing error", "ledger"
    )
    assert summarise_corrections([made]) == (
        "claims c1: as_of: 2023-12-14 → 2024-12-14 (2025-02-01, A. Editor: typing error)"
    )
