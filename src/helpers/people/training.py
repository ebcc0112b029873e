"""Learning the weights of groups and speakers: ``python -m helpers.people.training GOLD [ARTICLES.jsonl…]``.

Both learn from the annotated articles of the folder GOLD and of the other files. Where those name a kind of people or a
town as the group ("pilgrims", "Baghdad") and the text offers only its country, nothing is learned.

Each figure offers its candidates; the weights make the right ones likely (a softmax over candidates, squared weights
penalised). Everything is deterministic; weights are rounded, so that the file stays small and reviewable.
"""

import importlib.util
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.people import People, read_people
from helpers.people.candidates import group_candidates
from helpers.people.figures import Remembered, is_part, is_past
from helpers.people.groups import kind_after, owner_names, remember, told_group
from helpers.people.kinds import Kind
from helpers.people.narration import Told
from helpers.people.phrases import counted_phrase
from helpers.people.ranking import WEIGHTS
from helpers.people.speakers import speaker_candidates
from helpers.sentences import split_sentences

SETS = ("articles", "north_korea", "other_topics", "feeds")
_PENALTY = 4.0
_ROUNDS = 100
_CLOSE = 1e-6  # a step that is smaller has reached the top


PRIORS: Mapping[str, Mapping[str, float]] = tomllib.loads(
    Path(__file__).with_name("priors.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Example:
    """One annotated figure: its set, the features of each candidate, and which candidates are right."""

    topic: str
    candidates: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True)
class Figure:
    """One annotated claim, found in its text, with every accepted group and source."""

    topic: str
    article: str
    people: People
    start: int
    end: int
    claim: Mapping[str, Any]
    groups: tuple[str | None, ...]
    sources: tuple[str | None, ...]


@dataclass(frozen=True, eq=False)
class _Lesson:
    """What is learned from: a row of features a candidate, the figure it belongs to, whether it is right."""

    matrix: NDArray[Any]
    owner: NDArray[Any]
    right: NDArray[Any]
    expected: NDArray[Any]  # the weights before anything is learned


def read_figures(gold: Path) -> Iterator[Figure]:
    """Yield the annotated figures of a gold folder that can be found in their texts."""
    accepted = {row["id"]: row for row in _rows(gold / "feeds_alt.jsonl")}
    for topic in SETS:
        yield from read_file(gold / f"{topic}.jsonl", accepted)


def read_file(path: Path, accepted: Mapping[str, Mapping[str, Any]] | None = None) -> Iterator[Figure]:
    """Yield the annotated figures of one file; ``accepted`` holds, by article, what else is right."""
    for article in _rows(path):
        people = read_people(article["text"], split_sentences(article["text"]))
        alternatives = (accepted or {}).get(article["id"], {}).get("claims", [])
        for number, claim in enumerate(article["claims"]):
            other = alternatives[number] if number < len(alternatives) else {}
            span = locate(article["text"], claim["quote"], claim["figure"])
            if span:
                groups = (claim["group"], *other.get("groups", ()))
                sources = (claim["attributed_to"], *other.get("attributed_to_alt", ()))
                yield Figure(path.stem, article["id"], people, *span, claim, groups, sources)


def locate(text: str, quote: str, figure: str) -> tuple[int, int] | None:
    """Return where a figure of a quoted sentence stands in the text.

    >>> locate("One. Two died, two fell.", "Two died, two fell.", "two")
    (15, 18)
    >>> locate("Two died.", "Three died.", "Three") is None
    True
    """
    at = text.find(quote)
    if at < 0:
        return None
    inside = quote.find(figure)
    while inside > 0 and (
        quote[inside - 1].isalnum()
        or quote[inside - 1] == "-"
        or quote[inside + len(figure) : inside + len(figure) + 1].isalnum()
    ):
        inside = quote.find(figure, inside + 1)
    return (at + inside, at + inside + len(figure)) if inside >= 0 else None


def group_examples(figures: Iterable[Figure], same: Callable[[Any, Any], bool]) -> Iterator[Example]:
    """Yield the figures whose group must be chosen from the words around them."""
    before: dict[str, Remembered] = {}
    kinds: dict[str, Kind | None] = {}
    for figure in figures:
        reading = figure.people.reading
        previous = before.get(figure.article)
        known = [name for name in sorted(owner_names(figure.people)) if same(figure.groups[0], name)]
        position, after = reading.word_at(figure.start), reading.word_at(figure.end)
        if figure.groups[0] == "civilians" or (
            known and not (is_part(figure.people, position) or is_past(figure.people, reading.sentence_of[position]))
        ):
            name = known[0] if figure.groups[0] != "civilians" else "civilians"
            before[figure.article] = remember(figure.people, after - 1, name)
        phrase = counted_phrase(reading, after, reading.window(position)[1])
        kind = kinds.get(figure.article)
        kinds[figure.article] = kind_after(figure.people, after - 1, phrase, figure.groups[0], kind)
        if told_group(figure.people, position, phrase, kind):
            continue
        candidates = group_candidates(figure.people, position, phrase, figure.claim["measure"], previous)
        right = [any(same(group, name) for group in figure.groups) for name, _ in candidates]
        if any(right[1:]):  # nobody in particular may be accepted too; a nation or a place is the better answer
            right[0] = False
        yield Example(
            figure.topic, tuple(tuple(chain.from_iterable(features)) for _, features in candidates), tuple(right)
        )


def speaker_examples(figures: Iterable[Figure], same: Callable[[Any, Any], bool]) -> Iterator[Example]:
    """Yield the figures with the sources that may have given them."""
    before: dict[str, Told] = {}
    for figure in figures:
        position = figure.people.reading.word_at(figure.start)
        candidates = speaker_candidates(figure.people, position, before.get(figure.article))
        names = [said.name if said else None for said, _ in candidates]
        right = tuple(any(same(source, name) for source in figure.sources) for name in names)
        given = next((said for (said, _), correct in zip(candidates, right, strict=True) if correct), None)
        before[figure.article] = Told(position, given)
        yield Example(figure.topic, tuple(tuple(chain.from_iterable(features)) for _, features in candidates), right)


def learn(examples: Sequence[Example], choice: str) -> dict[str, float]:
    """Return the weights that make the right candidates of one choice likely: "groups" or "speakers"."""
    prior = PRIORS[choice]
    useful = [example for example in examples if any(example.right) and not all(example.right)]
    names = sorted({feature for example in useful for row in example.candidates for feature in row} | set(prior))
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((sum(len(example.candidates) for example in useful), len(names)))
    owner, right = [], []
    row = 0
    for number, example in enumerate(useful):
        for features, correct in zip(example.candidates, example.right, strict=True):
            matrix[row, [column[feature] for feature in features]] = 1
            owner.append(number)
            right.append(correct)
            row += 1
    expected = np.array([prior.get(name, 0.0) for name in names])
    weights = _climb(_Lesson(matrix, np.array(owner), np.array(right, dtype=float), expected))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.05}


def _climb(lesson: _Lesson) -> NDArray[Any]:
    """Newton's method with halved steps, to the top: a rounding error of the machine moves no weight."""
    weights = lesson.expected.copy()
    height = _likelihood(lesson, weights)
    for _ in range(_ROUNDS):
        step = _newton_step(lesson, weights)
        while (higher := _likelihood(lesson, weights + step)) < height:
            if np.abs(step).max() < _CLOSE:
                return weights
            step = step / 2
        weights, height = weights + step, higher
        if np.abs(step).max() < _CLOSE:
            break
    return weights


def _newton_step(lesson: _Lesson, weights: NDArray[Any]) -> NDArray[Any]:
    matrix, owner = lesson.matrix, lesson.owner
    likely = _shares(matrix @ weights, owner, np.ones_like(lesson.right))
    wanted = _shares(matrix @ weights, owner, lesson.right)
    slope = matrix.T @ (wanted - likely) - _PENALTY * (weights - lesson.expected)
    weighted = matrix * likely[:, None]
    mean = np.add.reduceat(weighted, np.flatnonzero(np.diff(owner, prepend=-1)))
    curvature = matrix.T @ weighted - mean.T @ mean + _PENALTY * np.eye(len(weights))
    step: NDArray[Any] = np.linalg.solve(curvature, slope)
    return step


def _likelihood(lesson: _Lesson, weights: NDArray[Any]) -> float:
    shares = _shares(lesson.matrix @ weights, lesson.owner, np.ones_like(lesson.right))
    chances = np.bincount(lesson.owner, shares * lesson.right)
    unexpected = ((weights - lesson.expected) ** 2).sum()
    return float(np.log(np.maximum(chances, 1e-300)).sum() - _PENALTY / 2 * unexpected)


def _shares(scores: NDArray[Any], owner: NDArray[Any], allowed: NDArray[Any]) -> NDArray[Any]:
    heights = np.exp(scores - scores.max()) * allowed + 1e-300
    shares: NDArray[Any] = heights / np.bincount(owner, heights)[owner]
    return shares


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_same(gold: Path) -> tuple[Callable[[Any, Any], bool], Callable[[Any, Any], bool]]:
    """Return how the gold folder compares groups, and how it compares sources."""
    score = _score_module(gold)
    return score.same_group, score.same_who


def _score_module(gold: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(gold / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(gold: Path, others: Sequence[Path] = ()) -> None:
    """Learn the weights from all annotated articles and write them."""
    same_group, same_who = read_same(gold)
    figures = [*read_figures(gold), *(figure for path in others for figure in read_file(path))]
    grouped = [figure for figure in figures if "measure" in figure.claim]  # some files tell the source alone
    weights = {
        "groups": learn(list(group_examples(grouped, same_group)), "groups"),
        "speakers": learn(list(speaker_examples(figures, same_who)), "speakers"),
    }
    WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
