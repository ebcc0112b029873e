"""The latest word of each source: one row a source, in a panel for each set of comparable figures."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from helpers.charts import prints, screens
from helpers.charts.marks import statement_marks
from helpers.charts.rows import chart_rows, print_rows
from helpers.charts.styles import CAVEAT, WIDTH, Caption, full_colours
from helpers.wordings import count_things

SUBTITLE = (
    f"{CAVEAT} Bars are stated ranges; a stem without an end is an open bound; hollow is projected. "
    "Each panel has its own scale."
)
ASIDES = {"period": " in one period", "projected": " projected", "denied": " denied", "withdrawn": " withdrawn"}
MOST_FIGURES = 4  # of one day, in the label of a row


def latest_marks(statements: pd.DataFrame) -> pd.DataFrame:
    """Return each source's latest statements in each comparable set: its running totals, or what else it said.

    Running totals first, highest on top, undated last. Statements of one day share a row, whose last one carries
    its label.
    """
    marks = statement_marks(statements)
    sources = ["panel", "source"]
    marks["rank"] = 2 * marks["date_end"].isna() + (marks["role"] != "total")
    marks = marks[marks["rank"] == marks.groupby(sources)["rank"].transform("min")]
    newest = marks.groupby(sources)["date_end"].transform("max")
    marks = marks[(marks["date_end"] == newest) | newest.isna()].drop_duplicates([*sources, "figure", "role"])
    marks = marks.assign(name=marks["source"], end=marks["high"].fillna(marks["low"]).astype("float64"))
    marks["top"] = -marks.groupby(sources)["end"].transform("max")
    marks["undated"] = marks["date_end"].isna()
    ordered = marks.sort_values(["panel", "rank", "top", "source", "end", "statement_id"]).reset_index(drop=True)
    return _labelled(ordered)


def latest_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: the span over the latest running totals in the first set in which two sources give one."""
    rows = count_things(marks[["panel", "source"]].drop_duplicates(), "row")
    drawn = f"{rows} in {count_things(marks['panel'].unique(), 'panel')}, one a source"
    return Caption(_finding(marks), SUBTITLE, drawn)


def chart_latest(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return the latest word of each source as an interactive chart."""
    screens.check_width(width)
    if statements.empty:
        return screens.chart_empty(width)
    marks = latest_marks(statements)
    return chart_rows(marks, latest_caption(marks), full_colours(colours, statements["source"]), width)


def print_latest(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> prints.Print:
    """Return the latest word of each source for print."""
    if statements.empty:
        return prints.print_empty(width)
    marks = latest_marks(statements)
    return print_rows(marks, latest_caption(marks), full_colours(colours, statements["source"]), width)


def _finding(marks: pd.DataFrame) -> str:
    totals = marks[(marks["role"] == "total") & ~marks["undated"] & marks["end"].notna()]
    if totals.empty:
        return f"No dated running total among the latest words of {count_things(marks['source'].unique(), 'source')}"
    counts = totals.groupby("panel")["source"].nunique()
    panel = counts.index[counts >= 2][0] if (counts >= 2).any() else counts.index[0]
    rows = totals[totals["panel"] == panel]
    highest = rows.loc[rows["end"].idxmax()]
    lowest = rows.loc[rows["low"].fillna(rows["high"]).astype("float64").idxmin()]
    if counts[panel] == 1:
        return (
            f"{highest['panel_title']}: only {highest['source']} gives a total, {highest['words']} ({highest['told']})"
        )
    span = f"{lowest['words']} ({lowest['source']}) to {highest['words']} ({highest['source']})"
    return f"{highest['panel_title']}: the latest totals of {counts[panel]} sources run from {span}"


def _labelled(marks: pd.DataFrame) -> pd.DataFrame:
    said = marks["figure"] + marks["role"].map(ASIDES).fillna("")
    rows = said.groupby([marks["panel"], marks["source"]], sort=False)
    joined = rows.transform(lambda figures: " · ".join(figures.tolist()[-MOST_FIGURES:]))
    last = ~marks.duplicated(["panel", "source"], keep="last")
    return marks.assign(label=(joined + ", " + marks["told"]).where(last, ""))
