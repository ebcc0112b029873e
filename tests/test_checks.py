"""The coherence rules on whole collections; each rule's own example and counter-example stand in its docstring."""

import doctest
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from helpers.articles import Article
from helpers.checks import RULES, SEVERITIES, Check, Evidence, check_collection
from helpers.checks.findings import example
from helpers.claims import Claim
from helpers.corrections import Correction, apply_corrections
from helpers.statements import Note, StatementSet, build_statements, read_ledger
from helpers.words import Collection, read_collection

RAW = Path(__file__).parent.parent / "data" / "raw" / "north-korea"


@pytest.fixture(scope="module")
def kursk() -> Collection:
    return read_collection(RAW)


@pytest.fixture(scope="module")
def of_the_ledger(kursk: Collection) -> list[Check]:
    return check_collection(build_statements([], [], read_ledger(RAW / "ledger.csv"), kursk), [], kursk)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_an_example_and_a_counter_example(rule: str) -> None:
    text = RULES[rule].__doc__ or ""
    outcomes = [test.want for test in doctest.DocTestParser().get_examples(text) if test.want]
    assert text.startswith(f"{rule}: ")
    assert any(want != "[]\n" for want in outcomes)
    assert "[]\n" in outcomes


def test_the_rules_are_all_there() -> None:
    assert list(RULES) == [f"R{number}" for number in range(1, 17)]


@pytest.mark.parametrize(
    ("rule", "severity", "part"),
    [
        ("R4", "note", "HUR, 2025-01-31: ≈ 8,000 deployed (North Korea) is less than ≈ 11,000"),
        ("R6", "note", "NIS, 2025-01-13: ≈ 300 killed (North Korea): 9.0 wounded for each killed"),
        ("R7", "warning", "JCS says ≈ 1,100, Volodymyr Zelensky ≥ 3,000 casualties"),
        ("R8", "warning", "told as casualties and as killed: Volodymyr Zelensky, 2025-01-09: 4,000"),
        ("R14", "note", "NIS, 2025-01-13: ≈ 300 killed (North Korea): ×3.0 since ≥ 100"),
        ("R14", "note", "the basis did not change"),
    ],
)
def test_what_the_ledger_raises(rule: str, severity: str, part: str, of_the_ledger: list[Check]) -> None:
    assert any((check.rule, check.severity) == (rule, severity) and part in check.sentence for check in of_the_ledger)


def test_the_ledger_has_no_errors(of_the_ledger: list[Check]) -> None:
    assert [check for check in of_the_ledger if check.severity == "error"] == []


def test_the_most_serious_come_first(of_the_ledger: list[Check]) -> None:
    ranks = [SEVERITIES.index(check.severity) for check in of_the_ledger]
    assert ranks == sorted(ranks)


def test_every_finding_is_a_sentence_with_what_it_is_about(of_the_ledger: list[Check]) -> None:
    assert all(check.sentence.endswith(".") and check.statement_ids for check in of_the_ledger)


def test_a_force_that_includes_others_is_asked_about() -> None:
    text = "Rowland assembled 5,000 soldiers, including Freedonian troops."
    claim = Claim("c", "a", 18, 23, "5,000", text, "Rowland", "deployed", None, "exact", 5000, 5000, 5000)
    asked = Evidence(claims=(claim,), articles=(Article("a", text),), groups=("Rowland", "Freedonia"))
    assert [check.claim_ids for check in RULES["R16"](asked)] == [("c",)]
    alone = replace(claim, quote="Rowland assembled 5,000 soldiers.")
    assert list(RULES["R16"](replace(asked, claims=(alone,)))) == []


def test_a_ledger_row_that_its_article_does_not_bear_out(kursk: Collection) -> None:
    row = read_ledger(RAW / "ledger.csv")[0]
    article = Article("a", "Nothing of the kind.", url=row.url)
    found = build_statements([], [article], [row], kursk)
    assert [check.rule for check in check_collection(found, [article], kursk)] == ["R12"]


def test_a_correction_that_no_longer_fits_is_an_error(kursk: Collection) -> None:
    made = Correction("2025-02-01", "A. Editor", "claims", "gone", "group", "x", "y", "misread", "page")
    problems = apply_corrections([], [made], "claims").problems
    (check,) = check_collection(StatementSet((), ()), [], kursk, problems=problems)
    assert (check.rule, check.severity) == ("corrections", "error")
    assert check.sentence == "not applied: claims gone: no such row; delete the correction or correct its key"


@dataclass(frozen=True)
class Conflict:
    sentence: str
    claim_ids: tuple[str, ...]


def test_a_conflict_of_the_timeline_is_told_once(kursk: Collection) -> None:
    note = Note("date conflict", "Dated twice.", ("c",), ("s",))
    found = StatementSet((), (), (note,))
    (check,) = check_collection(found, [], kursk, conflicts=[Conflict("A year off: write 2024.", ("c",))])
    assert (check.rule, check.sentence) == ("R11", "A year off: write 2024.")


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_compares_all_pairs(rule: str) -> None:
    def seconds(count: int) -> float:
        same_day = tuple(
            example(10 + index % 40, source=f"S{index % 97}", stated_on=f"2025-01-{index % 28 + 1:02}")
            for index in range(count)
        )
        statements = tuple(replace(item, statement_id=str(index)) for index, item in enumerate(same_day))
        start = time.process_time()
        list(RULES[rule](Evidence(statements)))
        return time.process_time() - start

    def least(count: int) -> float:
        return min(seconds(count) for _ in range(3))  # other work on the machine only adds

    assert least(6000) < 12 * max(least(1500), 0.02)
