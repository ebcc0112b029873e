"""Rows of figures: a name, a mark with its range or open end, and the figure written beside it; a panel a set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import prints, screens
from helpers.charts.layouts import list_marks
from helpers.charts.marks import largest_panels
from helpers.charts.prints import POINT
from helpers.charts.styles import (
    INK,
    LANE_FILL,
    Caption,
    nice_ticks,
    text_width,
    wrap_name,
)

RIGHT, GAP, FOOT = 32, 52, 80  # pixels
NAMES = 190  # pixels for the name of a source
STEM = 18  # length of the stem that shows an open end
TALLEST = 12_000  # pixels of a panel; beyond it rows get thinner, and no picture format fails
Band = tuple[float, float] | None
COLUMNS = [
    *("statement_id", "source", "row", "colour_name", "modifier", "low", "high", "value", "hollow", "stem_to"),
    *("label", "label_at", "figure", "panel_title", "told", "counted", "side", "relayed_by", "chain", "quote"),
]


@dataclass(frozen=True)
class Rows:
    """Where the names of rows stand: left of the plot, or above their row where the page is narrow."""

    left: int
    plot: int
    height: float
    above: bool

    @classmethod
    def fitting(cls, width: int, count: int, names: int) -> "Rows":
        """Return the layout of so many rows for a page, with its pixels for names."""
        narrow = width < 500
        left, height = (8, 38) if narrow else (names, 24)
        return cls(left=left, plot=width - left - RIGHT, height=min(height, TALLEST / max(1, count)), above=narrow)

    def lines(self, name: str) -> list[str]:
        """Return a name as it is written: in one line above its row, in up to two beside it."""
        return [name] if self.above else wrap_name(name, self.left - 12)


def chart_rows(
    marks: pd.DataFrame,
    caption: Caption,
    palette: Mapping[str, str],
    width: int,
    *,
    joined: bool = False,
) -> alt.VConcatChart:
    """Return the rows as an interactive chart.

    ``marks`` are statement marks in the order in which they are drawn, with ``name`` of the row (statements of one
    panel with one name share it) and ``label`` (written once a row). ``joined`` draws a line from row to row.
    """
    shown, note = largest_panels(marks)
    return screens.stack(screen_panels(shown, palette, width, joined=joined), caption.noting(note), width)


def screen_panels(
    marks: pd.DataFrame,
    palette: Mapping[str, str],
    width: int,
    *,
    names: int = NAMES,
    joined: bool = False,
    band: Band = None,
    hedges: list[str] | None = None,
) -> list[screens.Panel]:
    """Return a panel for each number in ``panel``.

    ``band`` shades a span of figures behind them; ``hedges`` are those of the legend.
    """
    colour, hedges = screens.source_colour(palette), hedges or screens.used_hedges(marks["modifier"])
    named = screens.named_colours(marks, palette)
    return [
        _screen_panel(panel, colour, hedges, Rows.fitting(width, panel["name"].nunique(), names), joined, band)
        for _, panel in named.groupby("panel")
    ]


def print_rows(
    marks: pd.DataFrame,
    caption: Caption,
    palette: Mapping[str, str],
    width: int,
    *,
    joined: bool = False,
) -> prints.Print:
    """Return the rows for print."""
    shown, note = largest_panels(marks)
    panels = [panel for _, panel in shown.groupby("panel")]
    rows = [Rows.fitting(width, panel["name"].nunique(), NAMES) for panel in panels]
    heights = [row.height * panel["name"].nunique() for row, panel in zip(rows, panels, strict=True)]
    sides = {"left": rows[0].left, "right": RIGHT, "gap": GAP, "foot": FOOT}
    figure, axes = prints.lay_out(caption.noting(note), heights, width=width, **sides)
    with prints.drawing():
        for axis, panel, row in zip(axes, panels, rows, strict=True):
            print_panel(axis, panel, palette, row, joined=joined)
        prints.add_legend(figure, screens.used_hedges(marks["modifier"]))
    return figure


def _placed(marks: pd.DataFrame, rows: Rows) -> tuple[pd.DataFrame, float]:
    """Add where stems end and labels begin, and return the end of the scale, which leaves room for the labels."""
    ends = marks["high"].fillna(marks["low"]).fillna(0).astype("float64")
    room = [rows.plot / max(60.0, rows.plot - STEM - 12 - text_width(label)) for label in marks["label"]]
    top = max(1.0, *(ends * room))
    stem = STEM * top / rows.plot
    one_sided = marks["low"].isna() != marks["high"].isna()
    stems = marks["low"].add(stem).fillna((marks["high"] - stem).clip(lower=0)).where(one_sided)
    right = ends.clip(lower=stems.astype("float64").fillna(0))
    row = pd.Series(pd.factorize(marks["name"])[0], marks.index)
    return marks.assign(row=row, stem_to=stems, label_at=right.groupby(row).transform("max")), top


def row_names(marks: pd.DataFrame, rows: Rows) -> list[list[str]]:
    """Return the names of rows, each in the lines it is written in."""
    return [rows.lines(name) for name in marks["name"]]


def _screen_panel(
    marks: pd.DataFrame, colour: alt.Color, hedges: list[str], rows: Rows, joined: bool, band: Band
) -> screens.Panel:
    placed, top = _placed(marks, rows)
    numbers = sorted(placed["row"].unique().tolist())
    ticks = alt.Axis(title=None, format=",d", values=nice_ticks(top, rows.plot // 80), labelFlush=False)
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=ticks)
    names = name_axis(row_names(marks.drop_duplicates("name"), rows), rows)
    y = alt.Y("row:O", scale=alt.Scale(domain=numbers), axis=names)
    base = alt.Chart()
    ranged = base.transform_filter("datum.value === null")
    line = base.mark_line(strokeWidth=1.2, opacity=0.45, interpolate="step-before").encode(alt.Order("row:Q"))
    layers = (
        *_band_layer(band, rows.height * len(numbers)),
        *([line.transform_filter("datum.value !== null")] if joined else []),
        ranged.mark_rule(strokeWidth=3, opacity=0.55).encode(alt.X("low:Q"), alt.X2("high")),
        ranged.mark_tick(thickness=2, size=12).encode(alt.X("low:Q")),
        ranged.mark_tick(thickness=2, size=12).encode(alt.X("high:Q")),
        base.mark_rule(strokeWidth=2, opacity=0.55)
        .encode(alt.X2("stem_to"))
        .transform_filter("datum.stem_to !== null"),
        *screens.full_and_hollow(base, hedges, 2 if rows.above else 6),
        *screens.haloed(
            base.encode(alt.X("label_at:Q"), alt.Text("label:N"), **screens.fixed(color=INK)), align="left", dx=8
        ),
    )
    return screens.layer_on(
        placed[COLUMNS],
        layers,
        x,
        y,
        colour,
        width=rows.plot,
        height=rows.height * len(numbers),
        heading=marks["heading"].iloc[0],
    )


def _band_layer(band: Band, height: float) -> list[alt.Chart]:
    if band is None:
        return []
    shade = alt.Chart(alt.InlineData(values=[{"from": band[0], "to": band[1]}])).mark_rect()
    edges = screens.fixed(y=0, y2=height)
    look = screens.fixed(color=LANE_FILL, tooltip=None)
    return [shade.encode(alt.X("from:Q"), alt.X2("to"), **edges, **look)]


def name_axis(names: list[list[str]], rows: Rows) -> alt.Axis:
    """Return the names as an axis."""
    look: dict[str, Any] = {"labelPadding": 10, "labelLineHeight": 11, "labelOffset": _offset(names)}
    if rows.above:
        look = {"labelAlign": "left", "labelPadding": 0, "labelOffset": -16}
    return alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        grid=False,
        labelColor=INK,
        labelLimit=0,
        labelOverlap=rows.height < 10,
        minExtent=rows.left,
        maxExtent=rows.left,
        labelExpr=screens.lookup(dict(enumerate(names)), "datum.value"),
        **look,
    )


def _offset(names: list[list[str]]) -> Any:
    """Return how far labels of two lines move up, so that their middle meets their row."""
    double = [i for i, lines in enumerate(names) if len(lines) > 1]
    return {"condition": {"test": f"indexof({double}, datum.value) >= 0", "value": -5}, "value": 0} if double else 0


def print_panel(
    axes: Axes,
    marks: pd.DataFrame,
    palette: Mapping[str, str],
    rows: Rows,
    *,
    joined: bool = False,
    band: Band = None,
) -> None:
    """Draw the rows of one panel on axes."""
    placed, top = _placed(marks, rows)
    names = row_names(marks.drop_duplicates("name"), rows)
    axes.set(xlim=(0, top), ylim=(len(names) - 0.5, -0.5), yticks=[], xticks=nice_ticks(top, rows.plot // 80))
    prints.style_panel(axes, marks["heading"].iloc[0])
    write_names(axes, names, rows)
    if band:
        axes.axvspan(*band, color=LANE_FILL, zorder=0)
    if joined:
        line = placed[placed["value"].notna()]
        style: dict[str, Any] = {"linewidth": 1, "alpha": 0.45, "drawstyle": "steps-pre"}
        axes.plot(line["value"].astype("float64"), line["row"], color=palette[line["source"].iloc[0]], **style)
    for mark in list_marks(placed):
        _print_mark(axes, mark, palette[str(mark.source)])


def write_names(axes: Axes, names: list[list[str]], rows: Rows) -> None:
    """Write the names of the rows to the left of the plot, or above their row where the page is narrow."""
    place: dict[str, Any] = {"ha": "right", "xytext": (-10 * POINT, 0)}
    if rows.above:
        place = {"ha": "left", "xytext": (0, 16 * POINT)}
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 7.2, "linespacing": 1.0}
    for y, lines in enumerate(names):
        axes.annotate("\n".join(lines), (0, y), **place, **style)


def _print_mark(axes: Axes, mark: Any, colour: str) -> None:
    y = mark.row
    if pd.isna(mark.value):
        axes.plot([mark.low, mark.high], [y, y], color=colour, linewidth=2, alpha=0.55)
        axes.plot([mark.low, mark.high], [y, y], color=colour, marker="|", linestyle="none", gid="mark")
    elif pd.notna(mark.stem_to):
        axes.plot([mark.value, mark.stem_to], [y, y], color=colour, linewidth=1.4, alpha=0.55)
    prints.plot_point(axes, mark, mark.value, y, colour)
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 7.2}
    axes.annotate(mark.label, (mark.label_at, y), (8 * POINT, 0), path_effects=prints.HALO, **style)
