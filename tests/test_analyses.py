"""The first collection, whole: its golden tables, and what an analyst must find in the five articles."""

import os
import subprocess
import sys
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from helpers.analyses import Analysis, analyse_collection
from helpers.tables import TABLES, read_table, write_table
from helpers.timeline import write_calendar

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "data/processed/north-korea"
WRITTEN = ("articles", "claims", "statements", "timeline", "estimates", "checks")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse_collection("north-korea", ROOT)


@pytest.fixture(scope="module")
def claims(analysis: Analysis) -> pd.DataFrame:
    return analysis.table("claims")


@pytest.fixture(scope="module")
def statements(analysis: Analysis) -> pd.DataFrame:
    return analysis.table("statements").set_index("statement_id")


@pytest.mark.parametrize("name", WRITTEN)
def test_no_byte_of_a_golden_table_moved(analysis: Analysis, tmp_path: Path, name: str) -> None:
    written = write_table(name, analysis.table(name), tmp_path).read_text(encoding="utf-8").splitlines()
    assert written == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8").splitlines()


def test_the_golden_calendar_holds_the_dated_events(analysis: Analysis) -> None:
    written = (GOLDEN / "timeline.ics").read_bytes().decode()
    assert written == write_calendar(analysis.timeline)
    dated = [event for event in analysis.timeline if event.date and ".." not in event.date]
    assert written.count("BEGIN:VEVENT") == len(dated)


def test_the_golden_package_validates() -> None:
    report = frictionless.validate(str(GOLDEN / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == set(WRITTEN)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """String hashes differ between processes; nothing that is written may depend on them."""
    code = (
        "import sys, pathlib; from helpers.analyses import analyse_collection; from helpers.tables import write_table;"
        "a = analyse_collection('north-korea', pathlib.Path(sys.argv[1]));"
        f"[write_table(n, a.table(n), pathlib.Path(sys.argv[2])) for n in {WRITTEN!r}]"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(ROOT), str(tmp_path)], check=True, env=environment)
    for name in WRITTEN:
        assert (tmp_path / f"{name}.csv").read_bytes() == (GOLDEN / f"{name}.csv").read_bytes()


def test_every_figure_stands_where_its_claim_says(analysis: Analysis, claims: pd.DataFrame) -> None:
    texts = {article.article_id: article.text for article in analysis.articles}
    assert len(claims) == 17
    for claim in claims.to_dict("records"):
        assert texts[claim["article_id"]][claim["start"] : claim["end"]] == claim["figure"]
        assert claim["figure"] in claim["quote"]


def told(claims: pd.DataFrame, figure: str, measure: str) -> pd.DataFrame:
    return claims[claims["figure"].str.lower().eq(figure) & claims["measure"].eq(measure)]


@pytest.mark.parametrize(
    ("wordings", "measure"), [(["over 100"], "killed"), (["around 1,000", "approximately 1,000"], "wounded")]
)
def test_two_retellings_are_one_statement_dated_through_the_ledger(
    claims: pd.DataFrame, statements: pd.DataFrame, wordings: list[str], measure: str
) -> None:
    found = pd.concat([told(claims, words, measure) for words in wordings])
    assert found["article_id"].nunique() == 2
    [statement] = found["statement_id"].unique()
    assert statements.loc[statement, ["source", "stated_on", "n_articles"]].tolist() == ["NIS", "2024-12-19", 2]
    assert set(found["as_of"]) == {"2024-12-19"}
    assert set(found["as_of_basis"]) == {"ledger"}


def test_thirty_killed_or_wounded_is_one_statement_with_two_dates(
    analysis: Analysis, claims: pd.DataFrame, statements: pd.DataFrame
) -> None:
    found = claims[claims["best"].eq(30)]
    assert found["article_id"].nunique() == 2
    [statement] = found["statement_id"].unique()
    assert statements.loc[statement, ["source", "components", "stated_on"]].tolist() == ["HUR", "KW", "2024-12-16"]
    assert "2024-11-01/2024-11-10" in set(found["as_of"])
    conflicts = [conflict for conflict in analysis.conflicts if conflict.kind == "two dates"]
    assert any(set(found["claim_id"]) & set(conflict.claim_ids) for conflict in conflicts)


@pytest.mark.parametrize(
    ("expression", "value", "proposed"),
    [("December 14, 2023", "2023-12-14", "2024-12-14"), ("August 2023", "2023-08", "2024-08")],
)
def test_a_year_that_cannot_be_is_proposed_and_not_applied(
    analysis: Analysis, expression: str, value: str, proposed: str
) -> None:
    found = [conflict for conflict in analysis.conflicts if conflict.as_written == expression]
    assert {conflict.proposed for conflict in found} == {proposed}
    assert all(conflict.evidence for conflict in found)
    events = analysis.table("timeline")
    events = events[events["kind"].eq("event")]
    written = events[events["as_written"].fillna("").str.contains(expression, regex=False)]
    assert set(written["date"]) == {value}
    assert written["as_corrected"].isna().all()


def test_figures_that_count_different_things_stay_apart(claims: pd.DataFrame, statements: pd.DataFrame) -> None:
    several = told(claims, "several hundred", "casualties")
    week = told(claims, "about 1,000", "casualties")
    killed = told(claims, "over 100", "killed")
    ids = {frame["statement_id"].iloc[0] for frame in (several, week, killed)}
    assert len(ids) == 3
    assert week["period"].notna().all()
    assert not statements.loc[week["statement_id"].iloc[0], "is_cumulative"]


def test_a_projection_is_in_no_total(analysis: Analysis, claims: pd.DataFrame) -> None:
    [projected] = claims[claims["best"].eq(100_000)].to_dict("records")
    assert projected["status"] == "projected"
    assert not analysis.table("estimates")["statement_ids"].str.contains(projected["statement_id"]).any()


def test_the_eight_dead_are_russian(claims: pd.DataFrame) -> None:
    assert told(claims, "eight", "killed")[["group", "attributed_to"]].to_numpy().tolist() == [
        ["Russia", "Ukraine's military intelligence agency (HUR)"]
    ]


def test_fifty_thousand_is_a_russian_force_in_one_article_and_a_mixed_one_in_another(
    analysis: Analysis, claims: pd.DataFrame
) -> None:
    found = set(claims.loc[claims["best"].eq(50_000), "claim_id"])
    assert len(found) == 2
    raised = [check for check in analysis.checks if check.rule == "R16" and found & set(check.claim_ids)]
    assert raised
    shown = analysis.related_checks(analysis.select("statements", "North Korea", ["deployed"]))
    assert {check.sentence for check in raised} <= set(shown["sentence"])


def test_estimates_never_mix_component_sets(analysis: Analysis, statements: pd.DataFrame) -> None:
    for row in analysis.table("estimates").to_dict("records"):
        used = statements.loc[row["statement_ids"].split("; ")]
        assert used["components"].fillna("").nunique() == 1
        assert used["is_cumulative"].all()
        assert (row["n_statements"], row["n_sources"]) == (len(used), used["source"].nunique())


def test_a_collection_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(FileNotFoundError, match="there is: north-korea"):
        analyse_collection("south-korea", ROOT)


@pytest.mark.parametrize(
    ("group", "measures", "message"),
    [("Mars", ["killed"], "group: 'Mars' is none of North Korea"), (None, ["hurt"], "measures: 'hurt' is none of")],
)
def test_a_parameter_that_means_nothing_is_refused(
    analysis: Analysis, group: str | None, measures: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        analysis.select("claims", group, measures)


def test_a_second_collection_needs_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "data/raw/ferry"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles/a.txt").write_text(
        "At least 12 people were killed when a ferry sank off Cebu on Monday, the coast guard said.", encoding="utf-8"
    )
    (folder / "collection.toml").write_text(
        'title = "Ferry"\nquestion = "How many died?"\ngroups = ["Cebu"]\n', encoding="utf-8"
    )
    analysis = analyse_collection("ferry", tmp_path)
    [claim] = analysis.claims
    assert (claim.measure, claim.modifier, claim.best) == ("killed", "over", 12)
    assert analysis.write(*WRITTEN)[-1] == "data/processed/ferry/datapackage.json"
    assert len(read_table("statements", analysis.processed)) == 1
    assert frictionless.validate(str(analysis.processed / "datapackage.json")).valid
    assert analysis.changes("data/processed/ferry").empty


def test_an_empty_collection_gives_empty_tables(tmp_path: Path) -> None:
    folder = tmp_path / "data/raw/none"
    (folder / "articles").mkdir(parents=True)
    (folder / "collection.toml").write_text('title = "N"\nquestion = "N?"\ngroups = []\n', encoding="utf-8")
    analysis = analyse_collection("none", tmp_path)
    assert all(analysis.table(name).empty for name in TABLES if name != "changes")
