"""Claims: measure, bounds and status of each figure, look-alikes, titles, ids, and texts made to hurt."""

import csv
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.articles import Article
from helpers.claims import Claim, extract_claims, read_claims
from helpers.claims.clauses import read_clause
from helpers.claims.composing import compose
from helpers.claims.lexicon import read_lexicon
from helpers.claims.model import WEIGHTS
from helpers.claims.surroundings import is_done_to
from helpers.claims.train import read_marked, read_marks, train
from helpers.counts import find_counts
from helpers.words import read_vocabulary

EXAMPLES = Path(__file__).parent / "examples"


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims_of(text: str, **more: str) -> list[Claim]:
    return extract_claims(Article("a", text, **more))  # type: ignore[arg-type]


def written(claim: Claim) -> str:
    bounds = "|".join("" if bound is None else str(bound) for bound in (claim.low, claim.best, claim.high))
    return f"{claim.measure} {bounds} {claim.status}"


def examples(name: str, label: str) -> list[object]:
    """Rows of a table as test cases; a row that gives a reason in ``fails`` is a known failure."""
    return [
        pytest.param(
            row, id=f"{i}-{row[label]}", marks=[pytest.mark.xfail(reason=row["fails"])] if row["fails"] else []
        )
        for i, row in enumerate(rows(name))
    ]


@pytest.mark.parametrize("row", examples("claims.csv", "rule"))
def test_a_figure_is_read_with_its_measure_bounds_and_status(row: dict[str, str]) -> None:
    assert "; ".join(written(claim) for claim in claims_of(row["text"])) == row["claims"]


@pytest.mark.parametrize("row", rows("statuses.csv"), ids=[row["rule"] for row in rows("statuses.csv")])
def test_a_figure_is_reported_projected_denied_or_withdrawn(row: dict[str, str]) -> None:
    assert [claim.status for claim in claims_of(row["text"])] == [row["status"]]


@pytest.mark.parametrize("row", examples("not_news.csv", "topic"))
def test_what_is_no_news_yields_nothing(row: dict[str, str]) -> None:
    assert claims_of(row["text"]) == []


def test_most_sentences_that_the_weights_were_made_from_are_read_as_marked() -> None:
    """Not a measure of accuracy, only of fit: the rows are a part of what the weights were made from."""
    right = 0
    for row in rows("measures.csv"):
        text, marks = read_marks(row["text"])
        found = claims_of(f"{text}\n{'Nothing else is known. ' * 60}")  # long, so that no half is a headline
        right += sorted(claim.measure for claim in found) == sorted(marks.values())
    assert right / len(rows("measures.csv")) > 0.85


def test_a_figure_counts_what_its_own_clause_says() -> None:
    """Clauses in pairs that the weights were not made from."""
    frames = [row["frame"] for row in rows("frames.csv")]
    right = total = 0
    for marked in compose(frames, partners=2, start=20):
        text, marks = read_marks(marked)
        found = claims_of(f"KALBA - The region has known no peace.\n{text}\nAn inquiry was promised.")
        right += sorted(claim.measure for claim in found) == sorted(marks.values())
        total += 1
    assert right / total > 0.95


@pytest.mark.parametrize(("text", "done"), [("20 miners rescued", False), ("The fund paid 20 miners", True)])
def test_what_is_done_to_those_counted_stands_before_the_figure(text: str, done: bool) -> None:
    clause = read_clause(text, find_counts(text), read_lexicon(read_vocabulary()))
    assert is_done_to(clause, clause.letters.index("Q")) is done


def test_every_claim_keeps_its_words_and_place() -> None:
    text = "Dec. 3. Over 40 soldiers died in Kivu. Rebels wounded at least 12 more, the U.N. said."
    for claim in claims_of(text):
        assert text[claim.start : claim.end] == claim.figure
        assert claim.quote in text
        assert claim.confidence is not None
        assert 0.5 <= claim.confidence <= 1


@pytest.mark.parametrize(
    ("text", "components"),
    [
        ("Some 900 men were killed or wounded.", "KW"),
        ("Some 900 men were killed, wounded or missing.", "KWM"),
        ("The division suffered 900 casualties.", "?"),
        ("The division lost 900 men.", "?"),
        ("Some 900 men were killed.", "K"),
        ("Some 900 men are missing.", "M"),
        ("Some 900 men were sent to the border.", None),
    ],
)
def test_casualties_say_what_they_include(text: str, components: str | None) -> None:
    assert [claim.components for claim in claims_of(text)] == [components]


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 21 people, including seven children.",
        "The raid killed 21 people, seven of them children.",
        "The raid wounded 21 people, seven of whom died.",
    ],
)
def test_a_part_names_its_whole(text: str) -> None:
    whole, part = claims_of(text)
    assert (whole.part_of, part.part_of) == (None, whole.claim_id)


def test_the_wounded_are_no_part_of_the_dead() -> None:
    killed, wounded = claims_of("The raid killed 21 people and wounded seven of them.")
    assert (killed.measure, wounded.measure, wounded.part_of) == ("killed", "wounded", None)


def test_a_rate_keeps_its_unit() -> None:
    assert [claim.per for claim in claims_of("The army has more than 1,200 casualties per day.")] == ["day"]


TITLE = "Ferry disaster kills 40 off Samar"


def test_a_figure_of_title_and_text_is_told_once_in_the_text() -> None:
    claims = claims_of("The sinking killed 40 people on Monday.", title=TITLE)
    assert [(claim.figure, claim.flags) for claim in claims] == [("40", ())]


def test_the_fuller_hedge_wins() -> None:
    claims = claims_of("The sinking killed at least 40 people.", title=TITLE)
    assert [(claim.figure, claim.flags) for claim in claims] == [("at least 40", ())]
    claims = claims_of("The sinking killed 40 people.", title="At least 40 killed as ferry sinks off Samar")
    assert [(claim.figure, claim.flags) for claim in claims] == [("At least 40", ("title",))]


def test_conflicting_figures_of_title_and_text_are_both_kept() -> None:
    claims = claims_of("The sinking killed 43 people.", title=TITLE)
    assert [(claim.figure, claim.flags) for claim in claims] == [("40", ("title",)), ("43", ())]
    assert TITLE[claims[0].start : claims[0].end] == "40"


def test_a_title_that_opens_the_text_is_not_read_twice() -> None:
    claims = claims_of(f"{TITLE}\n\nDivers search the wreck.", title=TITLE)
    assert [(claim.figure, claim.flags) for claim in claims] == [("40", ())]


def test_ids_survive_moved_offsets() -> None:
    text = "A bomb in Kano killed nine people and wounded nine others."
    before, after = claims_of(text), claims_of("Updated at noon.\n\n" + text)
    assert [claim.claim_id for claim in before] == [claim.claim_id for claim in after]
    assert len({claim.claim_id for claim in before}) == 2
    other = extract_claims(Article("b", text))
    assert {claim.claim_id for claim in other}.isdisjoint(claim.claim_id for claim in before)


def test_dates_and_their_bounds_belong_together() -> None:
    (claim,) = claims_of("A quake killed 12 people in Kerman on Tuesday, police said.", published="2025-03-06")
    assert claim.period == "2025-03-04"
    assert (claim.period_start, claim.period_end) == ("2025-03-04", "2025-03-04")


def test_items_stream_one_at_a_time() -> None:
    pulled = []

    def items() -> Sequence[dict[str, str]]:
        for name in "ab":
            pulled.append(name)
            yield {"id": name, "text": "Two miners were killed in Utah on 5 May 2024."}  # type: ignore[misc]

    results = read_claims(items())
    first = next(results)
    assert pulled == ["a"]
    assert json.loads(json.dumps(first))["claims"][0]["measure"] == "killed"
    assert first["dates"] == [{"expression": "5 May 2024", "start": 34, "end": 44, "value": "2024-05-05"}]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"text": "x"}, "^id: must be given"),
        ({"id": "a"}, "^text: must be given"),
        ({"id": "a", "text": "x", "title": 3}, "^title: must be text"),
        ({"id": "a", "text": "x", "published": "soon"}, "soon"),
        (["a"], "object"),
    ],
)
def test_a_bad_item_says_what_is_wrong(item: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list(read_claims([item]))


PIECES = [
    "12",
    "1,200",
    "people",
    "soldiers",
    "killed",
    "were",
    "wounded",
    "or",
    "and",
    ",",
    ".",
    "\n",
    "lost",
    "toll",
    "the",
]
PIECES += [
    "of",
    "them",
    "dozens",
    "died",
    "(",
    ")",
    ":",
    "at least",
    "missing",
    "“",
    "”",
    "said",
    "Kyiv",
    "Russian",
    "Monday",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_text_is_read_and_offsets_are_true(text: str) -> None:
    for claim in claims_of(text, published="2025-03-06"):
        assert text[claim.start : claim.end] == claim.figure
        assert claim.best is not None or claim.low is not None or claim.high is not None


@settings(max_examples=10, deadline=None)
@given(st.permutations(["Nine died in Oslo.", "He said 40 were hurt.", "The army lost 300 men.", "Of them, 20 died."]))
def test_the_order_of_articles_does_not_matter(texts: list[str]) -> None:
    together = {article.article_id: extract_claims(article) for article in (Article(t, t) for t in texts)}
    assert all(extract_claims(Article(text, text)) == together[text] for text in texts)


HOSTILE = {
    "figures": "1," * 50_000,
    "brackets": "(" * 200_000,
    "one endless sentence": "20 people were killed and " * 600,
    "one endless list": "killed " + "12 in Kano, " * 600,
    "lines": "killed 5\n" * 600,
    "headlines": "Lund: 40 people were killed.\n" + "Hull: soldiers sang.\n" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_costs_linear_time(text: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        extract_claims(Article("a", text[:size]))
        return time.process_time() - started

    seconds(1000)
    half, whole = seconds(len(text) // 2), seconds(len(text))
    assert whole < 3 * half + 1  # 4 times is quadratic


def test_the_weights_are_few_and_readable() -> None:
    model = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(model) == {"trained_on", "weights"}
    assert 100 < len(model["weights"]) < 1000
    assert all(abs(weight) < 20 for weight in model["weights"].values())


def test_claims_are_values() -> None:
    (claim,) = claims_of("A landslide killed 14 people in Nepal.")
    assert replace(claim, review="checked") != claim


def test_training_gives_the_same_weights_from_the_same_examples() -> None:
    examples = list(read_marked(EXAMPLES / "measures.csv"))[:150]
    assert train(examples) == train(examples)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "killed", "9" * 400 + " killed", "\ud800 20 people were killed", "२० people died"]
)
def test_an_odd_text_is_read_without_complaint(text: str) -> None:
    assert all(text[claim.start : claim.end] == claim.figure for claim in claims_of(text))
