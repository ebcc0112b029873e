"""Claims and gold to a scorecard: how well figures, bounds, measures, people, speakers and dates are read.

The figures are those of the gold's own scorer: *strict* compares the set of (measure, low, best, high) of each
article, *loose* the set of (measure, one value), *value* numbers alone; attributes are shares of matched claims.
"""

from helpers.evaluation.matching import Matcher
from helpers.evaluation.scorecards import write_scorecard
from helpers.evaluation.scores import Scores, score_claims, score_dates

__all__ = ["Matcher", "Scores", "score_claims", "score_dates", "write_scorecard"]
