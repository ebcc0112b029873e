"""Gold articles to weights: ``python -m helpers.claims.train GOLD...`` writes ``models/measures.json``.

Maximum likelihood with a Gaussian prior, by Newton's method: no randomness, the same file from the same gold. Runs in
seconds. With ``--cross`` it measures instead: train on all sets but one, test on that one.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from helpers.claims.composing import compose
from helpers.claims.evidence import OUTCOMES, Evidence
from helpers.claims.lexicon import OTHER
from helpers.claims.model import WEIGHTS
from helpers.claims.readings import read_figures
from helpers.claims.templates import LEFT, RIGHT
from helpers.counts import Count
from helpers.sentences import Sentence, split_sentences
from helpers.words import read_vocabulary

PRIOR = 0.3
ROUNDS = 30
RAREST = 3
PARTNERS = 2  # clauses each frame is joined with
LEAST = 0.22  # a weight that is smaller changes nothing
MARKS = {"k": "killed", "w": "wounded", "l": "casualties", "c": "captured", "m": "missing", "d": "deployed"}


@dataclass(frozen=True)
class Example:
    """One figure of a gold article: what speaks for its outcomes, and the right one."""

    evidence: Evidence
    outcome: str


def read_gold(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the gold articles of files with one JSON object a line."""
    return [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def read_examples(article: Mapping[str, Any]) -> Iterator[Example]:
    """Yield the figures of one gold article with their outcomes."""
    examples: list[Example] = []
    labels = _Labels(article)

    def decide(sentence: Sentence, count: Count, evidence: Evidence) -> tuple[str, float]:
        outcome = labels.outcome(sentence, count, evidence)
        if outcome is not None:
            examples.append(Example(list(evidence), outcome))
        return outcome or OTHER, 1.0

    text = article["text"]
    for _ in read_figures(text, split_sentences(text), read_vocabulary(), decide):
        pass
    yield from examples


def read_marked(path: Path) -> Iterator[Example]:
    """Yield the figures of sentences marked by hand: "killed 31[k] people" (see the letters in ``MARKS``).

    A file with a column ``frame`` holds clauses, from which the sentences are composed.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    frames = [row["frame"] for row in rows if "frame" in row]
    for text in compose(frames, PARTNERS) if frames else [row["text"] for row in rows]:
        yield from marked_examples(text)


def marked_examples(marked: str) -> list[Example]:
    """Return the figures of one marked text; a figure without a mark counts nothing we look for.

    >>> [example.outcome for example in marked_examples("It killed 31[k] people and 40 cows.")]
    ['killed', 'other']
    """
    text, marks = read_marks(marked)
    examples: list[Example] = []

    def decide(sentence: Sentence, count: Count, evidence: Evidence) -> tuple[str, float]:
        outcome = marks.get(sentence.start + count.number_end, OTHER)
        examples.append(Example(list(evidence), outcome))
        return outcome, 1.0

    for _ in read_figures(text, split_sentences(text), read_vocabulary(), decide):
        pass
    return examples


def read_marks(marked: str) -> tuple[str, dict[int, str]]:
    """Return the text without its marks, and the measure by the place where each marked number ends.

    >>> read_marks("Nine[w] hurt")
    ('Nine hurt', {4: 'wounded'})
    """
    pieces, marks, length = [], {}, 0
    for piece in re.split(r"(\[[kwlcmd]\])", marked):
        if re.fullmatch(r"\[[kwlcmd]\]", piece):
            marks[length] = MARKS[piece[1]]
        else:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), marks


class _Labels:
    """The gold outcomes of one article, looked up by sentence and bounds."""

    def __init__(self, article: Mapping[str, Any]) -> None:
        self.claims = [(_plain(c["quote"]), (c["low"], c["best"], c["high"]), c["measure"]) for c in article["claims"]]

    def outcome(self, sentence: Sentence, count: Count, evidence: Evidence) -> str | None:
        """The gold outcome; None where the gold tells a repeated figure only once and this may be the other place."""
        here = _plain(sentence.text)
        bounds = (count.low, count.best, count.high)
        for quote, wanted, measure in self.claims:
            if wanted == bounds and (quote in here or here in quote or quote[:40] == here[:40]):
                return str(measure)
        repeated = {measure for _, wanted, measure in self.claims if set(wanted) & set(bounds) - {None}}
        told = {outcome for feature, outcome in evidence if feature in RIGHT or feature in LEFT}
        return None if repeated & told or (repeated and count.value > 2) else OTHER


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .•-")


def train(examples: Sequence[Example], prior: float = PRIOR) -> dict[str, float]:
    """Return the weights that make the right outcomes most likely."""
    frequency = Counter(feature for example in examples for feature, _ in example.evidence)
    features = sorted(feature for feature, n in frequency.items() if n >= RAREST)
    index = {feature: i for i, feature in enumerate(features)}
    design = np.zeros((len(examples), len(OUTCOMES), len(features)))
    right = np.zeros((len(examples), len(OUTCOMES)))
    for row, example in enumerate(examples):
        right[row, OUTCOMES.index(example.outcome)] = 1
        for feature, outcome in example.evidence:
            if feature in index:
                design[row, OUTCOMES.index(outcome), index[feature]] += 1
    weights = _climb(design, right, prior)
    return {feature: round(float(weights[i]), 3) for feature, i in index.items() if abs(weights[i]) >= LEAST}


def _climb(design: Any, right: Any, prior: float) -> Any:
    """Newton's method with halved steps: the likelihood has one top, and every step goes up."""
    weights = np.zeros(design.shape[2])
    height = _likelihood(design, right, weights, prior)
    for _ in range(ROUNDS):
        step = _newton_step(design, right, weights, prior)
        while (higher := _likelihood(design, right, weights + step, prior)) < height and np.abs(step).max() > 1e-9:
            step = step / 2
        weights, gain, height = weights + step, higher - height, higher
        if gain < 1e-6:
            break
    return weights


def _chances(design: Any, weights: Any) -> Any:
    scores = design @ weights
    scores -= scores.max(axis=1, keepdims=True)
    chance = np.exp(scores)
    return chance / chance.sum(axis=1, keepdims=True)


def _likelihood(design: Any, right: Any, weights: Any, prior: float) -> float:
    chance = (_chances(design, weights) * right).sum(axis=1)
    return float(np.log(np.maximum(chance, 1e-300)).sum() - prior / 2 * weights @ weights)


def _newton_step(design: Any, right: Any, weights: Any, prior: float) -> Any:
    chance = _chances(design, weights)
    gradient = np.einsum("nk,nkf->f", right - chance, design) - prior * weights
    mean = np.einsum("nk,nkf->nf", chance, design)
    weighted = (design * chance[:, :, None]).reshape(-1, design.shape[2])
    curvature = design.reshape(-1, design.shape[2]).T @ weighted - mean.T @ mean
    return np.linalg.solve(curvature + prior * np.eye(len(weights)), gradient)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the weights learned from gold files."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m helpers.claims.train")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--marked", type=Path, nargs="*", default=[], metavar="CSV", help="sentences marked by hand")
    options = parser.parse_args(arguments)
    articles = read_gold(options.gold)
    examples = [example for article in articles for example in read_examples(article)]
    examples += [example for path in options.marked for example in read_marked(path)]
    weights = train(examples)
    trained_on = {path.name: len(read_gold([path])) for path in options.gold} | {
        p.name: "marked" for p in options.marked
    }
    made = {"trained_on": trained_on, "weights": weights}
    options.out.write_text(json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
