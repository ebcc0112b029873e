"""Gold to honest scores: every article is read with weights that were made without it.

``python -m helpers.evaluation.crossvalidation GOLD... --marked CSV`` prints, for each set, the scores with weights made
from the other sets alone, and from all articles but every fifth; then a learning curve. Minutes, not seconds.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpers.articles import Article
from helpers.claims import extract_claims
from helpers.claims.model import Model
from helpers.claims.train import Example, read_examples, read_gold, read_marked, train
from helpers.evaluation.scorecards import write_scorecard
from helpers.evaluation.scores import Scores, score_claims

FOLDS = 5
SHARES = (0.25, 0.5, 0.75, 1.0)
Predicted = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Sample:
    """One gold article of one set, with its figures as examples."""

    set: str
    number: int
    gold: Mapping[str, Any]
    examples: Sequence[Example]


def read_samples(paths: Sequence[Path]) -> list[Sample]:
    """Return the articles of gold files in order."""
    rows = [(path.stem, article) for path in paths for article in read_gold([path])]
    return [Sample(name, i, article, tuple(read_examples(article))) for i, (name, article) in enumerate(rows)]


def predict_without(
    samples: Sequence[Sample], marked: Sequence[Example], part: Callable[[Sample], object], share: float = 1.0
) -> Predicted:
    """Return the claims of every article, read with weights made from the articles of the other parts.

    With a ``share`` below 1 only that share of the other parts is used.
    """
    predicted: Predicted = {}
    for name in sorted({part(sample) for sample in samples}, key=str):
        others = [sample for sample in samples if part(sample) != name]
        used = [sample for i, sample in enumerate(others) if i % 20 < 20 * share]
        model = Model(train([example for sample in used for example in sample.examples] + list(marked)))
        predicted |= {s.gold["id"]: _claims(s.gold, model) for s in samples if part(s) == name}
    return predicted


def score_sets(
    samples: Sequence[Sample], predicted: Predicted, accepted: Mapping[str, Mapping[str, Any]]
) -> dict[str, Scores]:
    """Return the scores of each set."""
    names = dict.fromkeys(sample.set for sample in samples)
    return {n: score_claims(predicted, [s.gold for s in samples if s.set == n], accepted) for n in names}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print cross-validated scores and a learning curve."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m helpers.evaluation.crossvalidation")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD")
    parser.add_argument("--marked", type=Path, nargs="*", default=[], metavar="CSV", help="sentences marked by hand")
    parser.add_argument("--accepted", type=Path, metavar="JSONL", help="what the annotators also accept")
    options = parser.parse_args(arguments)
    samples = read_samples(options.gold)
    marked = [example for path in options.marked for example in read_marked(path)]
    accepted = {row["id"]: row for row in read_gold([options.accepted] if options.accepted else [])}
    for line in _report(samples, marked, accepted):
        sys.stdout.write(line + "\n")


def _report(
    samples: Sequence[Sample], marked: Sequence[Example], accepted: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    parts: dict[str, Callable[[Sample], object]] = {
        "weights made from the other sets alone": lambda sample: sample.set,
        f"weights made from all articles but every {FOLDS}th": lambda sample: sample.number % FOLDS,
    }
    for title, part in parts.items():
        yield f"# {title}\n"
        yield write_scorecard(score_sets(samples, predict_without(samples, marked, part), accepted)) + "\n"
    yield "# learning curve: share of the articles, strict F1 of each set"
    for share in SHARES:
        predicted = predict_without(samples, marked, lambda sample: sample.number % FOLDS, share)
        scores = score_sets(samples, predicted, accepted)
        yield f"{share:.2f}  " + "  ".join(f"{name} {one.sets['strict'].f1:.3f}" for name, one in scores.items())
    scores = score_sets(samples, predict_without(samples, [], lambda sample: sample.number % FOLDS), accepted)
    yield "without marked sentences  " + "  ".join(f"{n} {s.sets['strict'].f1:.3f}" for n, s in scores.items())


def _claims(gold: Mapping[str, Any], model: Model) -> list[dict[str, Any]]:
    article = Article(gold["id"], gold["text"], published=gold.get("published"), publisher=gold.get("publisher"))
    return json.loads(json.dumps([asdict(claim) for claim in extract_claims(article, model=model)]))  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
