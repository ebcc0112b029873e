"""The revision ladder: one source's vintages of one running total, each with its factor over the one before."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from helpers.charts import prints, screens
from helpers.charts.marks import chain_ids, statement_marks
from helpers.charts.rows import chart_rows, print_rows
from helpers.charts.styles import CAVEAT, WIDTH, Caption, full_colours
from helpers.wordings import count_things

NO_VINTAGE = "No source restated a total"
SUBTITLE = f"{CAVEAT} In brackets, how many times the figure above it."


def revision_marks(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that are vintages of one another, earliest first, a panel a line of vintages."""
    marks = statement_marks(statements)
    marks["chained"] = chain_ids(marks)
    marks = marks[marks["chained"].notna()]
    marks = marks[marks["chained"].map(marks["chained"].value_counts()).fillna(0) >= 2]
    order = marks[["panel", "source", "chained"]].drop_duplicates().reset_index(drop=True)
    numbers = dict(zip(order["chained"], order.sort_values(["panel", "source", "chained"]).index, strict=True))
    marks = marks.assign(panel=marks["chained"].map(numbers), heading=marks["source"] + ": " + marks["heading"])
    marks = marks.sort_values(["panel", "date_end", "statement_id"], na_position="last").reset_index(drop=True)
    before = marks.groupby("panel")[["low", "high"]].shift()
    pairs = zip(before["low"], before["high"], marks["low"], marks["high"], strict=True)
    factors = pd.Series([label_factor(*pair) for pair in pairs], marks.index, dtype="object")
    notes = factors.map(lambda text: f" ({text})" if text else "")
    return marks.assign(name=_names(marks), factor=factors, label=marks["figure"] + notes)


def label_factor(low: float | None, high: float | None, new_low: float | None, new_high: float | None) -> str:
    """Return how many times the earlier figure the later one is, as far as their bounds tell; "" when they do not.

    >>> label_factor(300, 300, 600, 600), label_factor(100, None, 300, 300), label_factor(3000, None, 4000, None)
    ('× 2.0', 'at most × 3.0', '')
    >>> label_factor(300, 300, 900, None), label_factor(100, 200, 400, 400), label_factor(0, 0, 5, 5)
    ('at least × 3.0', '× 2.0–4.0', '')
    """
    least = None if pd.isna(new_low) or pd.isna(high) or not high else f"{new_low / high:.1f}"
    most = None if pd.isna(new_high) or pd.isna(low) or not low else f"{new_high / low:.1f}"
    if least is not None and most is not None:
        return f"× {least}" if least == most else f"× {least}–{most}"
    return f"at least × {least}" if least is not None else f"at most × {most}" if most is not None else ""


def revision_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: first and last vintage of the longest line."""
    longest = marks["panel"].value_counts().sort_index().idxmax()
    rows = marks[marks["panel"] == longest]
    first, last = rows.iloc[0], rows.iloc[-1]
    went = f"{first['words']} ({first['told']}) to {last['words']} ({last['told']})"
    times = "once" if len(rows) == 2 else f"{len(rows) - 1} times"
    finding = f"{first['panel_title']}: {first['source']} restated its total {times}, from {went}"
    drawn = f"{count_things(marks, 'statement')} in {count_things(marks['panel'].unique(), 'line')} of vintages"
    return Caption(finding, SUBTITLE, drawn)


def chart_revisions(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return the revision ladders as an interactive chart."""
    screens.check_width(width)
    marks = None if statements.empty else revision_marks(statements)
    if marks is None or marks.empty:
        return screens.chart_empty(width, NO_VINTAGE)
    return chart_rows(marks, revision_caption(marks), full_colours(colours, statements["source"]), width, joined=True)


def print_revisions(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> prints.Print:
    """Return the revision ladders for print."""
    marks = None if statements.empty else revision_marks(statements)
    if marks is None or marks.empty:
        return prints.print_empty(width, NO_VINTAGE)
    return print_rows(marks, revision_caption(marks), full_colours(colours, statements["source"]), width, joined=True)


def _names(marks: pd.DataFrame) -> pd.Series:
    """Name each row by its date; two statements of one date get one row each."""
    nth = marks.groupby(["panel", "told"]).cumcount() + 1
    return marks["told"].where(nth == 1, marks["told"] + " (" + nth.astype(str) + ")")
