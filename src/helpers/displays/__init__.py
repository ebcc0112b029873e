"""Tables to what people read: one HTML table for each question of the notebooks.

Every function takes DataFrames with the columns of ``tables.TABLES``, or typed rows, and shows all of them.
"""

from helpers.displays.articles import display_articles, display_claims, display_confidence, display_dates
from helpers.displays.cells import display_lines
from helpers.displays.checks import display_changes, display_checks, display_conflicts, display_notes, display_timeline
from helpers.displays.statements import (
    display_apart,
    display_chains,
    display_estimates,
    display_latest,
    display_ledger,
    display_merged,
    display_revisions,
    display_statements,
)

__all__ = [
    "display_apart",
    "display_articles",
    "display_chains",
    "display_changes",
    "display_checks",
    "display_claims",
    "display_confidence",
    "display_conflicts",
    "display_dates",
    "display_estimates",
    "display_latest",
    "display_ledger",
    "display_lines",
    "display_merged",
    "display_notes",
    "display_revisions",
    "display_statements",
    "display_timeline",
]
