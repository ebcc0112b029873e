"""What a person should look at: dates in doubt, drift, rules, changes; and the timeline."""

from collections.abc import Sequence
from dataclasses import fields
from html import escape

import great_tables as gt
import pandas as pd

from helpers.displays.cells import Heading, quoted, show_table, show_text, stack
from helpers.statements import Note
from helpers.timeline import DateConflict
from helpers.wordings import write_date


def display_timeline(timeline: pd.DataFrame) -> gt.GT:
    """Show what happened and what was said when, with the date as written and any doubt about it."""
    return show_table(
        "timeline",
        timeline,
        "The timeline",
        [
            Heading("Date", lambda row: stack(write_date(row["date"]), quoted(row["as_written"]))),
            Heading("Kind", lambda row: escape(str(row["kind"]))),
            Heading("What", lambda row: escape(str(row["text"])), "50%"),
            Heading("Corrected to", lambda row: write_date(row["as_corrected"])),
            Heading("Doubt and evidence", lambda row: show_text(row["evidence"]), "25%"),
        ],
    )


def display_conflicts(conflicts: Sequence[DateConflict]) -> gt.GT:
    """Show each date that cannot be right, or that disagrees with another, with the proposal and its evidence."""
    return show_table(
        "conflicts",
        pd.DataFrame([vars(item) for item in conflicts], columns=[field.name for field in fields(DateConflict)]),
        "Dates in doubt",
        [
            Heading("As written", lambda row: stack(f"“{row['as_written']}”", row["kind"])),
            Heading("Read as", lambda row: write_date(row["date"])),
            Heading("Proposed", lambda row: write_date(row["proposed"])),
            Heading("Confidence", lambda row: f"{row['confidence']:.2f}", align="right"),
            Heading("Evidence", lambda row: escape(str(row["evidence"])), "50%"),
        ],
    )


def display_notes(notes: Sequence[Note]) -> gt.GT:
    """Show how statements drifted from telling to telling: hedges, components, dates."""
    return show_table(
        "notes",
        pd.DataFrame([(note.kind, note.sentence) for note in notes], columns=["kind", "sentence"]),
        "What changed from one telling to the next",
        [
            Heading("Kind", lambda row: escape(str(row["kind"]))),
            Heading("What was found", lambda row: escape(str(row["sentence"])), "80%"),
        ],
    )


def display_checks(checks: pd.DataFrame) -> gt.GT:
    """Show what the coherence rules ask a person to look at."""
    return show_table(
        "checks",
        checks,
        "What the rules ask",
        [
            Heading("Rule", lambda row: escape(str(row["rule"]))),
            Heading("How serious", lambda row: escape(str(row["severity"]))),
            Heading("What was found", lambda row: escape(str(row["sentence"])), "75%"),
        ],
    )


def display_changes(changes: pd.DataFrame) -> gt.GT:
    """Show what is new, repeated, revised, corrected or withdrawn since an earlier run."""
    return show_table(
        "changes",
        changes,
        "Changes",
        [
            Heading("What happened", lambda row: escape(str(row["kind"]))),
            Heading("Before", lambda row: show_text(row["before"])),
            Heading("Now", lambda row: show_text(row["after"])),
        ],
    )
