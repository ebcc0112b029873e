"""Evidence to outcomes: a linear model with few, named weights, frozen in ``models/measures.json``.

The score of an outcome is the sum of the weights of what speaks for it; scores become probabilities by softmax. The
weights are made by ``python -m helpers.claims.train`` and are meant to be read.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.claims.evidence import OUTCOMES

WEIGHTS = Path(__file__).parent.parent / "models" / "measures.json"


@dataclass(frozen=True, eq=False)
class Model:
    """Weights by feature."""

    weights: Mapping[str, float]

    def probabilities(self, evidence: Sequence[tuple[str, str]]) -> dict[str, float]:
        """Return the probability of each outcome.

        >>> Model({"20 dead": 1.0}).probabilities([("20 dead", "killed")])["killed"] > 0.3
        True
        >>> round(Model({}).probabilities([])["killed"], 3)
        0.143
        """
        scores = dict.fromkeys(OUTCOMES, 0.0)
        weights = self.weights
        for feature, outcome in evidence:
            if feature in weights:
                scores[outcome] += weights[feature]
        top = max(scores.values())
        powers = {outcome: math.exp(score - top) for outcome, score in scores.items()}
        total = sum(powers.values())
        return {outcome: power / total for outcome, power in powers.items()}


@cache
def read_model() -> Model:
    """Return the model that ships with the library."""
    return Model(json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"])
