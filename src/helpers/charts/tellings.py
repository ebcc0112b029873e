"""Told when, true when: the date a figure holds for against the date on which it was told."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import prints, screens
from helpers.charts.labels import count_things, label_date
from helpers.charts.layouts import REACH, Label, TimeScale, place_labels
from helpers.charts.marks import plain_rows, statement_marks
from helpers.charts.styles import (
    CAVEAT,
    FAINT_INK,
    INK,
    LANE_FILL,
    WIDTH,
    Caption,
    full_colours,
    print_config,
)
from helpers.edtf import read_bounds

LEFT, RIGHT, FOOT = 78, 20, 120  # pixels
TALLEST, LANE = 460, 60  # pixels of the plot, and of the lanes for what has no date
STEP = 11  # pixels between marks without any date
LONG = 60  # days between the two dates from which a label is worth its room
MOST_LABELS = 60
AXES = (
    "true when: the date, or the span, the figure holds for",
    "told when: first publication, or the day it was said",
)
SUBTITLE = (
    f"{CAVEAT} On the line a figure was told on the day it holds for; above it, later. "
    "Below it, before it could be true: one of its dates is wrong. Wide bars: dates known only roughly."
)
COLUMNS = [
    *("statement_id", "source", "colour_name", "modifier", "value", "hollow", "at", "up", "true_start", "true_end"),
    *("early", "label", "anchor", "figure", "panel_title", "true_when", "told_when", "counted", "side", "relayed_by"),
    *("chain", "quote"),
]
TOOLTIPS = (("true_when", "true when"), ("told_when", "told when"), *screens.STATEMENT_TOOLTIPS)


def telling_marks(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements' marks with ``true_start`` to ``true_end`` and ``told_start`` to ``told_end``.

    A figure holds for its ``period``, else for the date it was stated on; it was told when it was first published,
    else on the date it was stated on. ``early`` were told before they could be true; ``lag`` is in days.
    """
    marks = statement_marks(statements)
    dates = plain_rows(marks, ["period", "stated_on", "first_published"])
    true = [period or stated for period, stated, _ in dates]
    told = [published or stated for _, stated, published in dates]
    marks = marks.assign(true_when=[*map(label_date, true)], told_when=[*map(label_date, told)])
    for name, values in (("true", true), ("told", told)):
        bounds = [read_bounds(value) if value else (None, None) for value in values]
        start, end = (
            pd.Series(pd.to_datetime(list(side)), marks.index, dtype="datetime64[s]") for side in _sides(bounds)
        )
        marks[f"{name}_start"], marks[f"{name}_end"] = start.fillna(end), end.fillna(start)
    marks["early"] = marks["told_end"] < marks["true_start"]
    marks["lag"] = (marks["told_end"] - marks["true_end"]).dt.days
    return marks


def telling_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: how many figures were told before they could be true, and the longest delay."""
    both = marks[marks["lag"].notna()]
    early = f"{int(marks['early'].sum()):,} of {count_things(both, 'dated figure')} told before the date it holds for"
    late = both[both["lag"] > 0]
    if late.empty:
        longest = "none told later"
    else:
        last = late.loc[late["lag"].idxmax()]
        longest = f"the longest delay is {int(last['lag']):,} day{'' if last['lag'] == 1 else 's'} ({last['source']}, {last['figure']})"
    undated = f"{len(marks) - len(both):,} without one of the two dates"
    return Caption(f"{early}; {longest}", SUBTITLE, f"{count_things(marks, 'statement')}, {undated}")


def chart_tellings(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return told when against true when as an interactive chart."""
    screens.check_width(width)
    if statements.empty:
        return screens.chart_empty(width)
    marks = telling_marks(statements)
    palette = full_colours(colours, statements["source"])
    across, up = _scales(marks, width)
    placed = screens.named_colours(_placed(marks, across, up), palette)
    wide = width >= WIDTH
    colour = screens.source_colour(palette, screens.source_legend(placed["colour_name"], 4 if wide else 2))
    x = screens.time_axis("at", across, AXES[0])
    y = screens.time_axis_up("up", up, AXES[1])
    base = alt.Chart()
    bars = base.mark_rule(strokeWidth=7, opacity=0.3).encode(alt.X("true_start:T"), alt.X2("true_end"))
    points = base.transform_calculate(value="1")
    ring = base.mark_point(size=160, filled=False, strokeWidth=1.5, shape="circle").encode(color=alt.ColorValue(INK))
    layers = (
        *screens.undated_lane(across, up.plot + up.lane),
        *_lane_below(across, up),
        _diagonal(across),
        bars.transform_filter("datum.true_start !== null && datum.true_start !== datum.true_end"),
        *screens.full_and_hollow(points, screens.used_hedges(marks["modifier"]), 6 if wide else 2, size=55),
        ring.transform_filter("datum.early"),
        *screens.side_labels(base),
    )
    size = {"width": across.plot + across.lane, "height": up.plot + up.lane}
    panel = screens.layer_on(placed[COLUMNS], layers, x, y, colour, **size, tooltip=TOOLTIPS)
    return screens.stack([panel], telling_caption(marks), width)


def print_tellings(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> prints.Print:
    """Return told when against true when for print."""
    if statements.empty:
        return prints.print_empty(width)
    marks = telling_marks(statements)
    palette = full_colours(colours, statements["source"])
    across, up = _scales(marks, width)
    placed = _placed(marks, across, up)
    sides = {"left": LEFT, "right": RIGHT, "gap": 30, "foot": FOOT}
    figure, (axes,) = prints.lay_out(telling_caption(marks), [up.plot + up.lane], width=width, **sides)
    with mpl.rc_context(print_config()):
        _print_plot(axes, placed, palette, across, up)
        shown = screens.named_colours(marks, palette)["colour_name"]
        prints.add_legend(figure, screens.used_hedges(marks["modifier"]), screens.used_colours(shown, palette))
    return figure


def _sides(bounds: list[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    return [start for start, _ in bounds], [end for _, end in bounds]


def _scales(marks: pd.DataFrame, width: int) -> tuple[TimeScale, TimeScale]:
    """Return the scale across and the one up: the same days, each with a lane when its date is missing somewhere."""
    starts = pd.concat([marks["true_start"], marks["told_start"]])
    ends = pd.concat([marks["true_end"], marks["told_end"]]).dropna()
    inner = width - LEFT - RIGHT
    across, up = (LANE if marks[f"{name}_end"].isna().any() else 0 for name in ("true", "told"))
    base = TimeScale.fitting(starts, ends, inner - across, 0)
    return base.resized(inner - across, across), base.resized(min(TALLEST, inner - across), up)


def _placed(marks: pd.DataFrame, across: TimeScale, up: TimeScale) -> pd.DataFrame:
    """Add where marks and labels go. Up, the lane lies below the first day."""
    # The end of the span is what a later telling looks back to; a span still open when told is cut there.
    nearest = marks["true_end"].where(~(marks["true_end"] > marks["told_end"]), marks["told_end"])
    nearest = nearest.where(~(nearest < marks["true_start"]), marks["true_start"])
    below = up.start - (up.place(pd.Series([pd.NaT])).iloc[0] - up.end)
    placed = _spread(marks.assign(at=across.place(nearest), up=marks["told_end"].fillna(below)), across, up)
    x, y = across.pixels(placed["at"]), up.plot - up.pixels(placed["up"])
    days = placed["lag"].abs()
    wanted = placed[placed["early"] | (days >= LONG)].assign(days=days)
    wanted = wanted.sort_values(["early", "days", "statement_id"], ascending=[False, False, True]).head(MOST_LABELS)
    labels = {
        row: Label(x[row], y[row], (f"{mark['source']} {mark['figure']}", mark["figure"]), rank)
        for rank, (row, mark) in enumerate(wanted.iterrows())
    }
    left, right = (across.pixels(placed[f"true_{side}"]).fillna(x) for side in ("start", "end"))
    boxes = np.column_stack([np.minimum(left, x - REACH), y - REACH, np.maximum(right, x + REACH), y + REACH])
    places = place_labels(list(labels.values()), boxes, across.plot + across.lane, up.plot)
    shown = {row: place for row, place in zip(labels, places, strict=True) if place}
    texts = pd.DataFrame([shown.get(row, ("", None)) for row in placed.index], placed.index, ["label", "anchor"])
    return placed.assign(label=texts["label"], anchor=texts["anchor"])


def _spread(placed: pd.DataFrame, across: TimeScale, up: TimeScale) -> pd.DataFrame:
    """Set the marks that have neither date side by side in their corner."""
    lost = placed["true_end"].isna() & placed["told_end"].isna()
    nth = lost.cumsum().where(lost, 1) - 1
    columns = max(1, int(across.lane // STEP) - 2)
    right = pd.to_timedelta(nth % columns * STEP / across.plot * across.days, unit="D")
    down = pd.to_timedelta((nth // columns) % columns * STEP / up.plot * up.days, unit="D")
    return placed.assign(at=(placed["at"] + right).dt.floor("D"), up=(placed["up"] - down).dt.floor("D"))


def _diagonal(across: TimeScale) -> alt.Chart:
    ends = [{"at": screens.milliseconds(day), "up": screens.milliseconds(day)} for day in (across.start, across.end)]
    line = alt.Chart(alt.InlineData(values=ends)).mark_line(strokeDash=[4, 3], strokeWidth=1)
    return line.encode(color=alt.ColorValue(FAINT_INK), tooltip=alt.TooltipValue(None))


def _lane_below(across: TimeScale, up: TimeScale) -> tuple[alt.Chart, ...]:
    if not up.lane:
        return ()
    lane = alt.Chart(alt.InlineData(values=[{}])).encode(
        x=alt.XValue(0), y=alt.YValue(up.plot), tooltip=alt.TooltipValue(None)
    )
    edges = {"x2": alt.X2Value(across.plot), "y2": alt.Y2Value(up.plot + up.lane)}
    fill = lane.mark_rect().encode(color=alt.ColorValue(LANE_FILL), **edges)
    word = lane.mark_text(text="not known when told", align="left", dx=4, dy=10).encode(color=alt.ColorValue(FAINT_INK))
    return fill, word


def _print_plot(axes: Axes, placed: pd.DataFrame, palette: Mapping[str, str], across: TimeScale, up: TimeScale) -> None:
    prints.set_time_axis(axes, across)
    prints.style_plot(axes, AXES)
    ticks = up.ticks(40)
    axes.set_ylim(-up.lane, up.plot)
    axes.set_yticks(up.pixels(pd.Series(list(ticks), dtype="datetime64[s]")), list(ticks.values()))
    if up.lane:
        axes.axhspan(
            -up.lane, 0, xmax=across.plot / (across.plot + across.lane), color=LANE_FILL, linewidth=0, zorder=0
        )
        axes.text(4, -4, "not known when told", fontsize=7, color=FAINT_INK, va="top")
    axes.plot([0, across.plot], [0, up.plot], color=FAINT_INK, linewidth=0.8, linestyle="--")
    x, y = across.pixels(placed["at"]), up.pixels(placed["up"])
    starts, ends = across.pixels(placed["true_start"]), across.pixels(placed["true_end"])
    for mark, at, height, start, end in zip(placed.itertuples(), x, y, starts, ends, strict=True):
        colour = palette[str(mark.source)]
        if start < end:
            axes.plot([start, end], [height] * 2, color=colour, linewidth=5, alpha=0.3, solid_capstyle="butt")
        prints.plot_point(axes, mark._replace(value=1), at, height, colour)
        if mark.early:
            axes.plot([at], [height], marker="o", markersize=9, markerfacecolor="none", color=INK)
        prints.write_side_label(axes, mark, at, height)
