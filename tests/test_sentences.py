"""Sentences: where they end, and that their offsets are true."""

import csv
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.sentences import split_sentences

EXAMPLES = Path(__file__).parent / "examples" / "sentences.csv"
ROWS = list(csv.DictReader(EXAMPLES.open(encoding="utf-8")))
HOSTILE = [
    "1," * 500_000,
    "(" * 1_000_000,
    "killed and " * 90_000,
    ". " * 300_000,
    "." * 1_000_000 + "x",
    "\n" * 500_000,
    "Oct. " * 100_000,
]


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_sentence_ends(row: dict[str, str]) -> None:
    assert [sentence.text for sentence in split_sentences(row["text"])] == row["sentences"].split("|")


def test_lines_of_a_heading_and_a_list_are_sentences() -> None:
    text = "At a Glance\n\n  • 30 troops killed\n  • First losses\n\nTroops Enter the Fray\nSeoul said so."
    expected = ["At a Glance", "30 troops killed", "First losses", "Troops Enter the Fray", "Seoul said so."]
    assert [sentence.text for sentence in split_sentences(text)] == expected


def test_lines_wrapped_at_a_fixed_width_are_joined() -> None:
    text = (
        "The ferry with ninety people aboard sank off the\n"
        "Northern coast late on Sunday. Divers recovered\n"
        "Twelve bodies, said the mayor, and the search of\n"
        "Monday brought no news of the missing crew at all.\n"
    )
    assert len(split_sentences(text)) == 2


@given(st.text(alphabet="Aab .!?\n\"'1,•-", max_size=200))
def test_offsets_are_true_and_nothing_but_space_and_bullets_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    kept = "".join(s.text for s in sentences)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:6]) for text in HOSTILE])
def test_a_hostile_text_costs_linear_time(text: str) -> None:
    started = time.process_time()
    split_sentences(text)
    assert time.process_time() - started < 10
