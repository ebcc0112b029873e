"""The review overlay: applied in order, told in the tables, and reported where it no longer fits."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.articles import Article
from helpers.claims import Claim
from helpers.corrections import (
    COLUMNS,
    FIELDS,
    Correction,
    apply_corrections,
    read_corrections,
    write_correction,
)
from helpers.statements import build_statements, read_ledger
from helpers.words import read_collection

RAW = Path(__file__).parent.parent / "data" / "raw" / "north-korea"
CLAIM = Claim("c1", "a1", 4, 9, "eight", "The eight drowned.", "Sailors", "killed", None, "exact", 8, 8, 8)


def correct(field: str, old: str | None, new: str | None, table: str = "claims", key: str = "c1") -> Correction:
    return Correction("2025-02-01", "A. Editor", table, key, field, old, new, "misread", "the printed page")


def test_a_correction_is_applied_and_told() -> None:
    replay = apply_corrections([CLAIM], [correct("group", "Sailors", "Tourists")], "claims")
    (claim,) = replay.rows
    assert claim.group == "Tourists"
    assert claim.flags == ("corrected group",)
    assert claim.review == "group: Sailors → Tourists (2025-02-01, A. Editor: misread)"


def test_nothing_is_changed_in_place() -> None:
    apply_corrections([CLAIM], [correct("group", "Sailors", "Tourists")], "claims")
    assert CLAIM.group == "Sailors"


def test_corrections_are_replayed_in_order() -> None:
    made = [correct("group", "Sailors", "Tourists"), correct("group", "Tourists", "Crew")]
    assert apply_corrections([CLAIM], made, "claims").rows[0].group == "Crew"
    backwards = apply_corrections([CLAIM], made[::-1], "claims")
    assert (backwards.rows[0].group, len(backwards.problems)) == ("Tourists", 1)


@pytest.mark.parametrize(
    "made",
    [
        [correct("group", "Sailors", "Tourists")],
        [correct("group", "Sailors", "Tourists"), correct("group", "Tourists", "Crew")],
        [correct("group", "Sailors", "Tourists"), correct("group", "Tourists", "Sailors")],
        [
            correct("as_of", None, "2025-01-13"),
            correct("low", "8", "9"),
            correct("best", "8", "9"),
            correct("high", "8", "9"),
        ],
        [correct("status", "reported", "withdrawn")],
        [correct("group", "Anglers", "Tourists")],
    ],
)
def test_applying_twice_equals_once(made: list[Correction]) -> None:
    once = apply_corrections([CLAIM], made, "claims")
    again = apply_corrections(once.rows, made, "claims")
    assert again.rows == once.rows
    assert [problem.sentence for problem in again.problems] == [problem.sentence for problem in once.problems]


def test_an_orphan_is_reported() -> None:
    replay = apply_corrections([CLAIM], [correct("group", "Sailors", "Tourists", key="gone")], "claims")
    assert replay.rows == (CLAIM,)
    assert "claims gone: no such row" in replay.problems[0].sentence


def test_a_stale_old_value_is_reported_and_not_applied() -> None:
    replay = apply_corrections([CLAIM], [correct("group", "Anglers", "Tourists")], "claims")
    assert replay.rows == (CLAIM,)
    assert "group is Sailors, not Anglers" in replay.problems[0].sentence


def test_a_value_that_is_already_there_is_done() -> None:
    replay = apply_corrections([CLAIM], [correct("group", "Anglers", "Sailors")], "claims")
    assert (replay.rows, replay.problems) == ((CLAIM,), ())


def test_a_moved_offset_keeps_its_correction() -> None:
    moved = replace(CLAIM, start=104, end=109)
    assert apply_corrections([moved], [correct("group", "Sailors", "Tourists")], "claims").rows[0].group == "Tourists"


def test_other_tables_are_left_alone() -> None:
    replay = apply_corrections([CLAIM], [correct("title", None, "Wreck", table="articles", key="c1")], "claims")
    assert (replay.rows, replay.problems) == ((CLAIM,), ())


def test_a_corrected_date_brings_its_bounds() -> None:
    (claim,) = apply_corrections([CLAIM], [correct("as_of", None, "2024-12")], "claims").rows
    assert (claim.as_of_start, claim.as_of_end, claim.as_of_precision) == ("2024-12-01", "2024-12-31", 4)
    assert claim.as_of_basis == "inferred"


def test_an_article_is_named_by_its_file() -> None:
    made = correct("published", None, "2025-01-13", table="articles", key="wreck.txt")
    (article,) = apply_corrections([Article("a1", "", path="wreck.txt")], [made], "articles").rows
    assert (article.published, article.published_basis) == ("2025-01-13", "curated")


def test_changes_to_one_row_are_made_together() -> None:
    row = read_ledger(RAW / "ledger.csv")[0]
    grown = [correct(name, "6", "60", "ledger", row.key) for name in ("low", "best", "high")]
    replay = apply_corrections([row], grown, "ledger")
    assert (replay.rows[0].low, replay.rows[0].high, replay.problems) == (60, 60, ())
    half = apply_corrections([row], grown[:1], "ledger")
    assert half.rows == (row,)
    assert "rising order" in half.problems[0].sentence


def test_a_ledger_row_keeps_its_key() -> None:
    row = read_ledger(RAW / "ledger.csv")[0]
    made = [correct("group", "North Korea", "Russia", "ledger", row.key)]
    once = apply_corrections([row], made, "ledger").rows
    assert (once[0].key, apply_corrections(once, made, "ledger").rows) == (row.key, once)


def test_two_rows_with_one_key_are_reported() -> None:
    replay = apply_corrections([CLAIM, CLAIM], [correct("group", "Sailors", "Tourists")], "claims")
    assert "2 rows have this key" in replay.problems[0].sentence


def test_what_was_corrected_and_withdrawn_shows_in_the_statements() -> None:
    row = read_ledger(RAW / "ledger.csv")[0]
    made = [correct("status", "reported", "withdrawn", "ledger", row.key)]
    found = build_statements([], [], apply_corrections([row], made, "ledger").rows, read_collection(RAW))
    (item,) = found.statements
    assert (item.status, item.corroboration, item.is_cumulative) == ("withdrawn", "withdrawn", False)
    assert found.corrected == {item.statement_id}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"table": "charts"}, "table must be one of"),
        ({"field": "figure"}, "field must be one of"),
        ({"field": "low", "new": "8 or 9"}, "low must be a whole number"),
        ({"field": "as_of", "new": "Monday"}, "not an EDTF date"),
        ({"made_on": "2025-02"}, "made_on must be a day"),
        ({"reason": ""}, "reason must be given"),
        ({"evidence": ""}, "evidence must be given"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(changes: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        replace(correct("group", "Sailors", "Tourists"), **changes)  # type: ignore[arg-type]


def test_a_wrong_row_of_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"{','.join(COLUMNS)}\n2025-02-01,A,charts,c1,group,x,y,why,where\n", encoding="utf-8")
    with pytest.raises(ValueError, match="row 2: table must be one of"):
        read_corrections(path)


def test_a_correction_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    made = [correct("group", "Sailors", 'Tourists, and "crew"'), correct("as_of", "2025-01-13", None)]
    for correction in made:
        write_correction(path, correction)
    assert read_corrections(path) == made
    assert read_corrections(tmp_path / "absent.csv") == []


def test_every_field_that_may_be_corrected_is_there() -> None:
    rows = {"claims": CLAIM, "articles": Article("a1", ""), "ledger": read_ledger(RAW / "ledger.csv")[0]}
    missing = [(table, name) for table, names in FIELDS.items() for name in names if not hasattr(rows[table], name)]
    assert missing == []


def test_the_file_of_the_collection_can_be_read() -> None:
    assert isinstance(read_corrections(RAW / "corrections.csv"), list)
