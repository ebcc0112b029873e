"""Evaluation: the same numbers as the gold's own scorer, and what they mean on small cases."""

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from helpers.analyses import analyse_collection
from helpers.articles import Article
from helpers.claims import extract_claims
from helpers.evaluation import (
    Confusion,
    score_claims,
    score_dates,
    score_statements,
    write_confusion,
    write_scorecard,
)

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
RETOLD = Path(__file__).parent / "retold"
SETS = ["articles", "north_korea", "other_topics"]
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not part of the repository")


def claim(measure: str = "killed", best: int | None = 9, **more: Any) -> dict[str, Any]:
    plain = {"measure": measure, "modifier": "exact", "low": best, "best": best, "high": best, "status": "reported"}
    return {**plain, "quote": "", "figure": str(best), "group": None, "attributed_to": None, **more}


def gold(*claims: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "a", "claims": list(claims)}]


def test_a_right_claim_scores_once_however_often_it_is_told() -> None:
    scores = score_claims({"a": [claim()]}, gold(claim(), claim()))
    assert (scores.sets["strict"].f1, scores.sets["mention"].recall) == (1.0, 0.5)


def test_a_wrong_bound_is_loosely_right() -> None:
    scores = score_claims({"a": [claim(high=None, modifier="over")]}, gold(claim()))
    assert (scores.sets["strict"].f1, scores.sets["loose"].f1) == (0.0, 1.0)
    assert scores.attributes["modifier"].precision == 0.0


def test_an_article_without_prediction_counts_as_empty() -> None:
    scores = score_claims({}, gold(claim()))
    assert scores.sets["strict"].recall == 0.0
    assert len(scores.missed) == 1


def test_an_optional_figure_is_not_held_against_a_prediction() -> None:
    accepted = {"a": {"claims": [{}], "optional": [{"figure": "four"}]}}
    found = [claim(), claim(best=4, figure="four")]
    assert score_claims({"a": found}, gold(claim()), accepted).sets["strict"].precision == 1.0
    assert score_claims({"a": found}, gold(claim())).sets["strict"].precision == 0.5


def test_groups_and_speakers_are_compared_as_people_mean_them() -> None:
    wanted = claim(group="North Korea", attributed_to="National Intelligence Service")
    found = claim(group="North Korean soldiers", attributed_to="the NIS")
    attributes = score_claims({"a": [found]}, gold(wanted)).attributes
    assert (attributes["group"].precision, attributes["speaker named"].precision) == (1.0, 1.0)


def test_confidence_is_told_apart_by_how_often_it_was_right() -> None:
    found = [claim(confidence=0.99), claim(best=5, confidence=0.6)]
    reliability = score_claims({"a": found}, gold(claim())).reliability
    assert {floor: tally.precision for floor, tally in reliability.items()} == {0.99: 1.0, 0.5: 0.0}


def test_dates_are_sets_of_values_and_unresolvable_ones_are_neutral() -> None:
    dates = [{"expression": "May 5", "value": "2024-05-05"}, {"expression": "that day", "value": None}]
    rows = [{"id": "a", "dates": dates}]
    found = {"a": [{"expression": "May 5", "value": "2024-05-05"}, {"expression": "that day", "value": "2024-05-06"}]}
    assert score_dates(found, rows).f1 == 1.0


def test_the_scorecard_names_the_errors() -> None:
    page = write_scorecard({"mine": score_claims({"a": [claim(best=4)]}, gold(claim()))}, errors=5)
    assert "missed: killed 9" in page
    assert "extra: killed 4" in page


@needs_gold
@pytest.mark.parametrize("name", SETS)
def test_the_numbers_are_those_of_the_gold_s_own_scorer(name: str) -> None:
    articles = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {
        a["id"]: [asdict(c) for c in extract_claims(Article(a["id"], a["text"], published=a["published"]))]
        for a in articles
    }
    ours, theirs = score_claims(found, articles), _their_scores(articles, found)
    for level in ("strict", "loose", "value"):
        assert ours.sets[level].f1 == pytest.approx(theirs[level]["F1"])
    assert ours.attributes["status"].precision == pytest.approx(theirs["attributes"]["status"], abs=0.01)
    assert ours.attributes["group"].precision == pytest.approx(theirs["attributes"]["group"], abs=0.03)


@needs_gold
def test_the_five_articles_yield_their_claims_and_no_other() -> None:
    articles = [json.loads(line) for line in (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {
        a["id"]: [asdict(c) for c in extract_claims(Article(a["id"], a["text"], published=a["published"]))]
        for a in articles
    }
    scores = score_claims(found, articles)
    assert (scores.sets["mention"].predicted, scores.sets["mention"].gold) == (17, 17)
    assert [scores.attributes[name].precision for name in ("modifier", "status", "group")] == [1.0, 1.0, 1.0]
    assert scores.sets["strict"].f1 == 1.0


def _their_scores(articles: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    result: dict[str, Any] = module.score(articles, found)[0]
    return result


# --- statements ---------------------------------------------------------------------------------------------------


def confuse(*told: tuple[str, str, str | None]) -> Confusion:
    """Score one article a figure: article, the statement it repeats, the one it was given."""
    rows = [
        {"id": key, "text": "In all 9 died.", "claims": [{"figure": "9", "statement": due}]} for key, due, _ in told
    ]
    claims = [{"article_id": key, "start": 7, "end": 8, "statement_id": given} for key, _, given in told if given]
    return score_statements(rows, claims, [("Oslo", "x"), ("Bergen", "y")])


def test_figures_of_one_statement_are_pairs() -> None:
    confusion = confuse(("a", "Oslo", "x"), ("b", "Oslo", "x"), ("c", "Oslo", "x"), ("d", "Bergen", "y"))
    assert (confusion.pairs.right, confusion.pairs.gold, confusion.links.right) == (3, 3, 4)
    assert not confusion.merged
    assert not confusion.split


def test_what_is_merged_or_split_wrongly_is_named() -> None:
    confusion = confuse(("a", "Oslo", "x"), ("b", "Bergen", "x"), ("c", "Bergen", "z"), ("d", "its own", "y"))
    assert (confusion.pairs.right, confusion.pairs.predicted, confusion.pairs.gold) == (0, 1, 1)
    page = write_confusion("retold", confusion, 9)
    assert "merged wrongly: a: 9 [Oslo] | b: 9 [Bergen]" in page
    assert "split wrongly: b: 9 [Bergen] | c: 9 [Bergen]" in page
    assert "wrong link: d: 9 [its own]" in page
    assert "missed link: c: 9 [Bergen]" in page


def test_a_figure_that_is_not_found_is_a_missed_link_and_no_pair() -> None:
    confusion = confuse(("a", "Oslo", "x"), ("b", "Oslo", None))
    assert (confusion.pairs.gold, confusion.links.recall) == (0, 0.5)
    assert "missed link: b: 9 [Oslo], not found" in write_confusion("retold", confusion, 1)


def test_a_figure_that_is_not_in_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no such figure"):
        score_statements([{"id": "a", "text": "x", "claims": [{"figure": "9", "statement": "Oslo"}]}], [], [])


@pytest.mark.parametrize(("name", "least"), [("five", 1.0), ("known", 0.7), ("fresh", 0.7)])
def test_statements_told_again(name: str, least: float) -> None:
    """Two statements are hardly ever taken for one; what is missed is mostly a figure or speaker that was misread."""
    analysis = analyse_collection("north-korea", RETOLD.parents[1])
    gold = [json.loads(line) for line in (RETOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    confusion = analysis.score_statements(gold)
    assert confusion.pairs.precision > 0.95
    assert confusion.links.precision > 0.95
    assert confusion.links.recall >= least
