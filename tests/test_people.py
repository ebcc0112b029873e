"""People: whose people a figure counts, who gives it and through whom, and where it happened."""

import csv
import operator
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.people import People, Speaker, find_group, find_place, find_speaker, ranking, read_people
from helpers.people.training import SETS, Figure, group_examples, read_figures, read_file, read_same
from helpers.sentences import split_sentences
from helpers.words import Collection, Source, read_vocabulary

ROOT = Path(__file__).parent.parent
EXAMPLES = Path(__file__).parent / "examples"
GOLD = ROOT.parent / "shared" / "gold"
WORDS = [
    "Russia",
    "killed",
    "12",
    "soldiers",
    ",",
    ".",
    ";",
    "said",
    "“",
    "”",
    "(",
    ")",
    "Kyiv's",
    "of",
    "these",
    "he",
    "\n",
]
HOSTILE = [
    "1," * 200_000,
    "(" * 200_000,
    "12 killed in Mali " * 3_000,
    "said Niger and " * 10_000,
    "Kim's of the " * 20_000,
]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((EXAMPLES / name).open(encoding="utf-8")))


def read(text: str, collection: Collection | None = None) -> People:
    return read_people(text, split_sentences(text), collection)


def span(row: dict[str, str]) -> tuple[int, int]:
    match = re.search(rf"(?<![\w,.]){re.escape(row['figure'])}(?!\w|,\d)", row["text"])
    assert match, f"{row['figure']!r} is not in {row['text']!r}"
    return match.span()


@pytest.mark.parametrize("row", rows("people_groups.csv"), ids=lambda row: row["rule"])
def test_groups(row: dict[str, str]) -> None:
    assert (find_group(read(row["text"]), *span(row)) or "") == row["group"]


@pytest.mark.parametrize("row", rows("people_speakers.csv"), ids=lambda row: row["rule"])
def test_speakers(row: dict[str, str]) -> None:
    speaker = find_speaker(read(row["text"]), *span(row)) or Speaker("", ())
    assert (speaker.attributed_to, ", ".join(speaker.chain)) == (row["attributed_to"], row["chain"])


@pytest.mark.parametrize("row", rows("people_places.csv"), ids=lambda row: row["rule"])
def test_places(row: dict[str, str]) -> None:
    assert (find_place(read(row["text"]), *span(row)) or "") == row["place"]


@pytest.mark.parametrize("row", rows("people_expected.csv"), ids=lambda row: row["text"])
def test_a_collection_expects_its_first_group_where_the_text_names_only_the_place(row: dict[str, str]) -> None:
    groups = tuple(row["groups"].split(";"))
    collection = Collection("abroad", "Abroad", "Whose?", None, groups, (), read_vocabulary())
    assert find_group(read(row["text"]), *span(row)) == row["alone"]
    assert find_group(read(row["text"], collection), *span(row)) == row["in_collection"]


def test_a_collection_adds_its_own_sources_and_names() -> None:
    text = "Ruritania lost 12 men, the Castle said."
    vocabulary = read_vocabulary().extended({"actors": {"nations": {"Ruritania": {"adj": ["Ruritanian"]}}}})
    sources = (Source("Royal Press Office", kind="agency", aliases=("Castle",)),)
    collection = Collection("zenda", "Zenda", "Who?", None, ("Ruritania",), sources, vocabulary)
    people = read(text, collection)
    assert find_group(people, 15, 17) == "Ruritania"
    assert find_speaker(people, 15, 17) == Speaker("Castle", ("Castle",))
    assert find_group(read(text), 15, 17) == "men"


def test_a_source_named_like_a_nation_is_still_a_nation() -> None:
    sources = (Source("Government of Chile", kind="government", aliases=("Chile", "Santiago")),)
    collection = Collection("andes", "Andes", "Who?", None, (), sources, read_vocabulary())
    people = read("Chile lost 12 soldiers, Santiago said.", collection)
    assert find_group(people, 11, 13) == "Chile"
    assert find_speaker(people, 11, 13) == Speaker("Santiago", ("Santiago",))


def test_an_empty_text_has_nobody() -> None:
    people = read("")
    assert (find_group(people, 0, 0), find_speaker(people, 0, 0), find_place(people, 0, 0)) == (None, None, None)


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.integers(0, 300), st.integers(0, 12))
@settings(deadline=None)
def test_any_span_of_any_text_can_be_asked_for(words: list[str], start: int, length: int) -> None:
    people = read(" ".join(words))
    group, place = find_group(people, start, start + length), find_place(people, start, start + length)
    speaker = find_speaker(people, start, start + length)
    assert group != ""
    assert place != ""
    assert speaker is None or speaker.chain[-1] == speaker.attributed_to


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.perf_counter()
    people = read(text)
    for figure in re.finditer(r"\b12\b", text):
        find_group(people, *figure.span())
        find_speaker(people, *figure.span())
        find_place(people, *figure.span())
    assert time.perf_counter() - began < 20


def accuracies(figures: list[Figure]) -> tuple[float, float, float]:
    """Shares of right groups, right sources, and right sources where one is named."""
    same_group, same_who = read_same(GOLD)
    groups, sources, named = [], [], []
    for figure in figures:
        group = find_group(figure.people, figure.start, figure.end, figure.claim["measure"])
        speaker = find_speaker(figure.people, figure.start, figure.end)
        name = speaker.attributed_to if speaker else None
        groups.append(any(same_group(accepted, group) for accepted in figure.groups))
        sources.append(any(same_who(accepted, name) for accepted in figure.sources))
        if figure.sources[0]:
            named.append(sources[-1])
    return sum(groups) / len(groups), sum(sources) / len(sources), sum(named) / len(named)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not beside the repository")
@pytest.mark.parametrize(
    ("topic", "least"),
    [
        ("articles", (1.0, 0.94, 0.9)),
        ("north_korea", (0.92, 0.86, 0.88)),
        ("other_topics", (0.89, 0.79, 0.8)),
        ("feeds", (0.93, 0.9, 0.9)),
    ],
)
def test_accuracy_on_the_annotated_articles(topic: str, least: tuple[float, float, float]) -> None:
    assert topic in SETS
    figures = [figure for figure in read_figures(GOLD) if figure.topic == topic]
    assert all(share >= floor for share, floor in zip(accuracies(figures), least, strict=True)), accuracies(figures)


def test_what_is_learned_does_not_depend_on_what_was_learned_before(monkeypatch: pytest.MonkeyPatch) -> None:
    wars = Path(__file__).parent / "annotated" / "wars.jsonl"
    learned = list(group_examples(read_file(wars), same=operator.eq))
    monkeypatch.setattr(ranking, "read_weights", lambda: {"groups": {}, "speakers": {}})
    ranking.weigh.cache_clear()
    unlearned = list(group_examples(read_file(wars), same=operator.eq))
    ranking.weigh.cache_clear()
    assert learned
    assert unlearned == learned
