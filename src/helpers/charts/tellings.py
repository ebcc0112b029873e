"""Told when, true when: the date a figure holds for against the date on which it was told."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import prints, screens
from helpers.charts.layouts import REACH, Label, TimeScale, list_marks, write_labels
from helpers.charts.marks import plain_rows, statement_marks
from helpers.charts.styles import (
    CAVEAT,
    FAINT_INK,
    INK,
    LANE_FILL,
    WIDTH,
    Caption,
    full_colours,
)
from helpers.edtf import read_bounds
from helpers.wordings import count_things, short_date

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
    marks = marks.assign(true_when=[*map(short_date, true)], told_when=[*map(short_date, told)])
    marks["true_start"], marks["true_end"] = _days(true)
    marks["told_start"], marks["told_end"] = _days(told)
    marks["early"] = marks["told_end"] < marks["true_start"]
    marks["lag"] = (marks["told_end"] - marks["true_end"]).dt.days
    return marks


def telling_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: how many figures were told before they could be true, and the longest delay."""
    both = marks[marks["lag"].notna()]
    early = f"{int(marks['early'].sum()):,} of {count_things(both, 'dated figure')} told before the date it holds for"
    late = both[both["lag"] > 0]
    longest = "none told later"
    if not late.empty:
        last = late.sort_values(["lag", "statement_id"]).iloc[-1]
        days = count_things(range(int(last["lag"])), "day")
        longest = f"the longest delay is {days} ({last['source']}, {last['figure']})"
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
    layers = (
        *screens.undated_lane(across, up.plot + up.lane),
        *_lane_below(across, up),
        _diagonal(across),
        *_screen_marks(screens.used_hedges(marks["modifier"]), 6 if wide else 2),
    )
    plot, high = across.plot + across.lane, up.plot + up.lane
    panel = screens.layer_on(placed[COLUMNS], layers, x, y, colour, width=plot, height=high, tooltip=TOOLTIPS)
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
    with prints.drawing():
        _print_plot(axes, placed, palette, across, up)
        shown = screens.named_colours(marks, palette)["colour_name"]
        prints.add_legend(figure, screens.used_hedges(marks["modifier"]), screens.used_colours(shown, palette))
    return figure


def _days(values: Sequence[str | None]) -> tuple[pd.Series, pd.Series]:
    """Return first and last day of EDTF dates; of an open interval the one day it has."""
    bounds = [read_bounds(value) if value else (None, None) for value in values]
    columns: Any = pd.DataFrame(bounds, columns=["start", "end"], dtype="object")
    start, end = (pd.to_datetime(columns[side]).astype("datetime64[s]") for side in ("start", "end"))
    return start.fillna(end), end.fillna(start)


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
    wanted = placed.assign(days=placed["lag"].abs(), x=x, y=y)
    wanted = wanted[wanted["early"] | (wanted["days"] >= LONG)]
    wanted = wanted.sort_values(["early", "days", "statement_id"], ascending=[False, False, True]).head(MOST_LABELS)
    labels = {
        mark.Index: Label(mark.x, mark.y, (f"{mark.source} {mark.figure}", mark.figure), rank)
        for rank, mark in enumerate(list_marks(wanted))
    }
    left, right = (across.pixels(placed[f"true_{side}"]).fillna(x) for side in ("start", "end"))
    boxes = np.column_stack([np.minimum(left, x - REACH), y - REACH, np.maximum(right, x + REACH), y + REACH])
    return write_labels(placed, labels, boxes, across.plot + across.lane, up.plot)


def _spread(placed: pd.DataFrame, across: TimeScale, up: TimeScale) -> pd.DataFrame:
    """Set the marks that have neither date side by side in their corner."""
    lost = placed["true_end"].isna() & placed["told_end"].isna()
    nth = lost.cumsum().where(lost, 1) - 1
    columns = max(1, int(across.lane // STEP) - 2)
    right = pd.to_timedelta(nth % columns * STEP / across.plot * across.days, unit="D")
    down = pd.to_timedelta((nth // columns) % columns * STEP / up.plot * up.days, unit="D")
    return placed.assign(at=(placed["at"] + right).dt.floor("D"), up=(placed["up"] - down).dt.floor("D"))


def _screen_marks(hedges: list[str], columns: int) -> tuple[alt.Chart, ...]:
    base = alt.Chart()
    bars = base.mark_rule(strokeWidth=7, opacity=0.3).encode(alt.X("true_start:T"), alt.X2("true_end"))
    ring = base.mark_point(size=160, filled=False, strokeWidth=1.5, shape="circle").encode(**screens.fixed(color=INK))
    return (
        bars.transform_filter("datum.true_start !== null && datum.true_start !== datum.true_end"),
        base.mark_tick(thickness=2.5, size=9, orient="horizontal").transform_filter("datum.value === null"),
        *screens.full_and_hollow(base, hedges, columns, size=55),
        ring.transform_filter("datum.early"),
        *screens.side_labels(base),
    )


def _diagonal(across: TimeScale) -> alt.Chart:
    ends = [{"at": screens.milliseconds(day), "up": screens.milliseconds(day)} for day in (across.start, across.end)]
    line: alt.Chart = alt.Chart(alt.InlineData(values=ends)).mark_line(strokeDash=[4, 3], strokeWidth=1)
    return line.encode(**screens.fixed(color=FAINT_INK, tooltip=None))


def _lane_below(across: TimeScale, up: TimeScale) -> tuple[alt.Chart, ...]:
    if not up.lane:
        return ()
    lane = alt.Chart(alt.InlineData(values=[{}])).encode(**screens.fixed(x=0, y=up.plot, tooltip=None))
    edges = screens.fixed(x2=across.plot, y2=up.plot + up.lane)
    fill = lane.mark_rect().encode(**screens.fixed(color=LANE_FILL), **edges)
    word = lane.mark_text(text="not known when told", align="left", dx=4, dy=10).encode(
        **screens.fixed(color=FAINT_INK)
    )
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
    for mark, at, height, start, end in zip(list_marks(placed), x, y, starts, ends, strict=True):
        colour = palette[str(mark.source)]
        if start < end:
            axes.plot([start, end], [height] * 2, color=colour, linewidth=5, alpha=0.3, solid_capstyle="butt")
        prints.plot_point(axes, mark, at, height, colour)
        if pd.isna(mark.value):
            axes.plot([at], [height], color=colour, marker="_", linestyle="none", gid="mark")
        if mark.early:
            axes.plot([at], [height], marker="o", markersize=9, markerfacecolor="none", color=INK)
        prints.write_side_label(axes, mark, at, height)
