"""Claims and gold to a scorecard: how well figures, bounds, measures, people, speakers and dates are read.

The figures are those of the gold's own scorer: *strict* compares the set of (measure, low, best, high) of each
article, *loose* the set of (measure, one value), *value* numbers alone; attributes are shares of matched claims.
A confusion tells how figures were gathered into statements: pairs of them, and links to the ledger.
"""

from helpers.evaluation.confusions import Confusion, score_statements, write_confusion
from helpers.evaluation.matching import Matcher
from helpers.evaluation.scorecards import write_scorecard
from helpers.evaluation.scores import Scores, score_claims, score_dates

__all__ = [
    "Confusion",
    "Matcher",
    "Scores",
    "score_claims",
    "score_dates",
    "score_statements",
    "write_confusion",
    "write_scorecard",
]
