"""Choosing among candidates: a weighted sum of what is true of each; the weights are data, learned once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

WEIGHTS = Path(__file__).with_name("weights.json")
T = TypeVar("T")


@cache
def read_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the learned weights: for each choice, how much each feature speaks for a candidate."""
    weights: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def choose(candidates: Sequence[tuple[T, Iterable[str]]], weights: Mapping[str, float]) -> T:
    """Return the candidate whose features weigh most, the first of equals.

    >>> choose([("a", ["near"]), ("b", ["near", "same sentence"])], {"near": 1.0, "same sentence": 0.5})
    'b'
    >>> choose([("a", []), ("b", ["unheard of"])], {})
    'a'
    """
    return max(candidates, key=lambda item: sum(weights.get(feature, 0.0) for feature in item[1]))[0]
