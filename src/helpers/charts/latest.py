"""The latest word of each source: one row a source, in a panel for each set of comparable figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import prints, screens
from helpers.charts.marks import statement_marks
from helpers.charts.prints import POINT
from helpers.charts.styles import (
    CAVEAT,
    INK,
    WIDTH,
    full_colours,
    nice_ticks,
    print_config,
    text_width,
    wrap_name,
)

RIGHT, GAP = 32, 52  # pixels
STEM = 18  # length of the stem that shows an open end
COLUMNS = [
    *("statement_id", "source", "name", "colour_name", "modifier", "low", "high", "value", "hollow", "stem_to"),
    *("label", "label_at", "figure", "panel_title", "told", "counted", "side", "relayed_by", "chain", "quote"),
]
SUBTITLE = f"{CAVEAT} Bars are stated ranges; a stem without an end is an open bound; hollow is projected. Each panel has its own scale."
ASIDES = {"period": " in one period", "projected": " projected", "denied": " denied", "withdrawn": " withdrawn"}


@dataclass(frozen=True)
class Rows:
    """Where the names of rows stand: left of the plot, or above their row where the page is narrow."""

    left: int
    plot: int
    height: int
    above: bool

    @classmethod
    def fitting(cls, width: int) -> "Rows":
        """Return the layout for a page of so many pixels."""
        narrow = width < 500
        left = 8 if narrow else 190
        return cls(left=left, plot=width - left - RIGHT, height=38 if narrow else 24, above=narrow)

    def wrapped(self, name: str) -> str:
        """Return a source's name as it is written: in one line above its row, in up to two beside it."""
        return name if self.above else wrap_name(name, self.left - 12)


def latest_marks(statements: pd.DataFrame) -> pd.DataFrame:
    """Return each source's latest statements in each comparable set: its running totals, or what else it said.

    Several statements of one day share a row; the last of them carries the row's label.
    """
    marks = statement_marks(statements)
    if marks.empty:
        return marks.assign(end=[], label=[])
    marks["rank"] = 2 * marks["date_end"].isna() + (marks["role"] != "total")
    by_source = marks.groupby(["panel", "source"])
    marks = marks[marks["rank"] == by_source["rank"].transform("min")]
    newest = marks.groupby(["panel", "source"])["date_end"].transform("max")
    marks = marks[(marks["date_end"] == newest) | newest.isna()]
    marks["end"] = marks["high"].fillna(marks["low"]).astype(float)
    marks = marks.drop_duplicates(["panel", "source", "figure", "role"]).sort_values(
        ["panel", "source", "end", "statement_id"]
    )
    return _ordered(_labelled(marks))


def latest_finding(marks: pd.DataFrame) -> str:
    """Return the title: the span over the sources' latest running totals in the first set that has two or more."""
    totals = marks[(marks["role"] == "total") & marks["date_end"].notna()]
    if totals.empty:
        return f"No dated running total among the latest words of {marks['source'].nunique()} sources"
    counts = totals.groupby("panel")["source"].nunique()
    panel = counts.index[counts >= 2][0] if (counts >= 2).any() else counts.index[0]
    rows = totals[totals["panel"] == panel]
    lowest, highest = rows.loc[rows["low"].fillna(rows["high"]).astype(float).idxmin()], rows.loc[rows["end"].idxmax()]
    if counts[panel] == 1:
        return (
            f"{highest['panel_title']}: only {highest['source']} gives a total, {highest['words']} ({highest['told']})"
        )
    span = f"{lowest['words']} ({lowest['source']}) to {highest['words']} ({highest['source']})"
    return f"{highest['panel_title']}: the latest totals of {counts[panel]} sources run from {span}"


def chart_latest(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return the latest word of each source as an interactive chart."""
    screens.check_width(width)
    marks = latest_marks(statements)
    if marks.empty:
        return screens.chart_empty(width)
    palette = full_colours(colours, marks["source"].unique())
    colour, hedges = screens.source_colour(palette), screens.used_hedges(marks["modifier"])
    named = screens.named_colours(marks, palette)
    panels = [_screen_panel(rows, colour, hedges, width) for _, rows in named.groupby("panel")]
    return screens.finish(screens.stack(panels, 22), latest_finding(marks), SUBTITLE, latest_alt(marks), width)


def print_latest(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> prints.Print:
    """Return the latest word of each source for print."""
    marks = latest_marks(statements)
    if marks.empty:
        return prints.print_empty(width)
    palette = full_colours(colours, marks["source"].unique())
    rows, panels = Rows.fitting(width), [panel for _, panel in marks.groupby("panel")]
    heights = [rows.height * panel["source"].nunique() for panel in panels]
    figure, axes = prints.lay_out(
        latest_finding(marks),
        SUBTITLE,
        latest_alt(marks),
        heights,
        left=rows.left,
        right=RIGHT,
        gap=GAP,
        foot=80,
        width=width,
    )
    with mpl.rc_context(print_config()):
        for axis, panel in zip(axes, panels, strict=True):
            _print_panel(axis, panel, palette, rows)
        prints.add_legend(figure, screens.used_hedges(marks["modifier"]))
    return figure


def latest_alt(marks: pd.DataFrame) -> str:
    """Return the alternative text: the finding and how much is drawn."""
    rows = marks[["panel", "source"]].drop_duplicates()
    return (
        f"Chart. {latest_finding(marks)}. {len(rows)} rows in {marks['panel'].nunique()} panels, one a source. {CAVEAT}"
    )


def _labelled(marks: pd.DataFrame) -> pd.DataFrame:
    said = marks["figure"] + marks["role"].map(ASIDES).fillna("")
    joined = said.groupby([marks["panel"], marks["source"]]).transform(lambda texts: " · ".join(texts.tolist()[-4:]))
    last = ~marks.duplicated(["panel", "source"], keep="last")
    return marks.assign(label=(joined + ", " + marks["told"]).where(last, ""))


def _ordered(marks: pd.DataFrame) -> pd.DataFrame:
    """Sort the rows of each panel from the top: highest first, undated last."""
    top = marks.groupby(["panel", "source"])["end"].transform("max")
    order = marks.assign(undated=marks["date_end"].isna(), top=-top)
    return order.sort_values(["panel", "undated", "top", "source", "end", "statement_id"]).reset_index(drop=True)


def _placed(marks: pd.DataFrame, rows: Rows) -> tuple[pd.DataFrame, float]:
    """Add where stems end and labels begin, and return the end of the scale, which leaves room for the labels."""
    ends = marks["end"].fillna(0.0)
    room = [rows.plot / max(60.0, rows.plot - STEM - 12 - text_width(label)) for label in marks["label"]]
    top = max(1.0, *(ends * room))
    stem = STEM * top / rows.plot
    stems = [_stem_end(low, high, stem) for low, high in zip(marks["low"], marks["high"], strict=True)]
    placed = marks.assign(name=marks["source"].map(rows.wrapped), stem_to=pd.array(stems, "Float64"))
    right = placed["end"].fillna(0.0).clip(lower=placed["stem_to"].astype("float64"))
    return placed.assign(label_at=right.groupby(placed["source"]).transform("max")), top


def _stem_end(low: float | None, high: float | None, stem: float) -> float | None:
    if pd.isna(low) == pd.isna(high):
        return None
    return max(0.0, high - stem) if pd.isna(low) else low + stem


def _screen_panel(marks: pd.DataFrame, colour: alt.Color, hedges: list[str], width: int) -> alt.LayerChart:
    rows = Rows.fitting(width)
    placed, top = _placed(marks, rows)
    names = placed["name"].unique().tolist()
    ticks = alt.Axis(title=None, format=",d", values=nice_ticks(top, rows.plot // 80), labelFlush=False)
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=ticks)
    y = alt.Y("name:N", sort=names, scale=alt.Scale(domain=names), axis=_name_axis(rows))
    base = alt.Chart()
    layers = (
        base.mark_rule(strokeWidth=3, opacity=0.55)
        .encode(x="low:Q", x2="high:Q")
        .transform_filter("datum.value === null"),
        base.mark_tick(thickness=2, size=12).encode(x="low:Q").transform_filter("datum.value === null"),
        base.mark_tick(thickness=2, size=12).encode(x="high:Q").transform_filter("datum.value === null"),
        base.mark_rule(strokeWidth=2, opacity=0.55).encode(x2="stem_to:Q").transform_filter("datum.stem_to !== null"),
        *screens.full_and_hollow(base, hedges, 6 if width >= WIDTH else 2),
        base.mark_text(align="left", dx=8).encode(x="label_at:Q", text="label:N", color=alt.value(INK)),
    )
    panel = screens.layer_on(placed[COLUMNS], layers, x=x, y=y, color=colour)
    return panel.properties(width=rows.plot, height=rows.height * len(names), title=screens.panel_title(marks))


def _name_axis(rows: Rows) -> alt.Axis:
    """Return the names of the rows as an axis."""
    shared = {"title": None, "ticks": False, "domain": False, "labelColor": INK, "labelLimit": 0}
    if rows.above:
        return alt.Axis(
            labelAlign="left", labelPadding=0, labelOffset=-16, minExtent=rows.left, maxExtent=rows.left, **shared
        )
    return alt.Axis(
        labelPadding=10,
        minExtent=rows.left,
        maxExtent=rows.left,
        labelLineHeight=11,
        labelExpr=r"split(datum.label, '\n')",
        labelOffset={"condition": {"test": r"indexof(datum.label, '\n') > 0", "value": -5}, "value": 0},
        **shared,
    )


def _print_panel(axes: Axes, marks: pd.DataFrame, palette: Mapping[str, str], rows: Rows) -> None:
    placed, top = _placed(marks, rows)
    names = placed["name"].unique().tolist()
    axes.set(xlim=(0, top), ylim=(len(names) - 0.5, -0.5), yticks=range(len(names)))
    axes.set_yticklabels([])
    axes.set_xticks(nice_ticks(top, rows.plot // 80))
    axes.grid(axis="y", visible=False)
    prints.style_panel(axes, marks["heading"].iloc[0])
    place = {"ha": "left", "xytext": (0, 16 * POINT)} if rows.above else {"ha": "right", "xytext": (-10 * POINT, 0)}
    for y, name in enumerate(names):
        axes.annotate(
            name, (0, y), textcoords="offset points", va="center", fontsize=10 * POINT, linespacing=1.0, **place
        )
    for mark in placed.itertuples():
        _print_mark(axes, mark, names.index(mark.name), palette[mark.source])


def _print_mark(axes: Axes, mark: Any, y: int, colour: str) -> None:
    if pd.isna(mark.value):
        axes.plot([mark.low, mark.high], [y, y], color=colour, linewidth=2, alpha=0.55)
        axes.plot([mark.low, mark.high], [y, y], color=colour, marker="|", linestyle="none", gid="mark")
    elif pd.notna(mark.stem_to):
        axes.plot([mark.value, mark.stem_to], [y, y], color=colour, linewidth=1.4, alpha=0.55)
    prints.plot_point(axes, mark, mark.value, y, colour)
    axes.annotate(
        mark.label, (mark.label_at, y), (8 * POINT, 0), textcoords="offset points", va="center", fontsize=10 * POINT
    )
