"""Choosing among candidates: a weighted sum of what is true of each; the weights are data, learned once."""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from typing import TypeVar

WEIGHTS = Path(__file__).with_name("weights.json")
Features = tuple[str, ...]
T = TypeVar("T")


@cache
def read_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the learned weights: for each choice, how much each feature speaks for a candidate."""
    weights: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


@lru_cache(maxsize=65536)
def weigh(choice: str, features: Features) -> float:
    """Return the sum of the weights of some features in one choice; a feature never learned weighs nothing.

    >>> weigh("groups", ("never heard of",))
    0.0
    """
    weights = read_weights()[choice]
    return float(sum(weights.get(feature, 0.0) for feature in features))


def choose(choice: str, candidates: Sequence[tuple[T, tuple[Features, ...]]]) -> T:
    """Return the candidate whose features weigh most, the first of equals.

    >>> choose("groups", [("a", (("never heard of",),)), ("b", ())])
    'a'
    """
    if len(candidates) == 1:
        return candidates[0][0]
    return max(candidates, key=lambda item: sum(map(weigh, repeat(choice), filter(None, item[1]))))[0]
