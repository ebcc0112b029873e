"""Stated totals over time: when each source said which figure, in a panel for each set of comparable figures."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import prints, screens
from helpers.charts.layouts import REACH, Label, TimeScale, list_marks, write_labels
from helpers.charts.marks import chain_ids, largest_panels, statement_marks
from helpers.charts.styles import CAVEAT, WIDTH, Caption, full_colours, nice_ticks
from helpers.wordings import count_things

LEFT, RIGHT, GAP, FOOT, LANE = 58, 20, 56, 100, 120  # pixels
STEM = 16
PALE = 0.6  # opacity of what is no running total
HEADROOM = 1.12  # of the highest figure, for labels
MOST_LABELS = 150  # in a panel; more could not be read, and placing them takes time
SUBTITLE = (
    f"{CAVEAT} A line joins one source's restatements of one total. Wide bars: dates known only roughly; "
    "upright bars: ranges; stems: open bounds; pale: one period or a rate; hollow: projected. "
    "Each panel has its own scale."
)
COLUMNS = [
    *("statement_id", "source", "colour_name", "modifier", "low", "high", "value", "hollow", "strength", "stem_to"),
    *("at", "date_start", "date_end", "line", "label", "anchor", "figure", "panel_title", "told", "counted", "side"),
    *("relayed_by", "chain", "quote"),
]


def total_marks(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements' marks with ``line``: the run of one source's restated totals each one belongs to.

    A line holds dated running totals only. It ends where the source gave a range, and begins anew after it.
    """
    marks = statement_marks(statements)
    marks["chained"] = chain_ids(marks)
    joined = marks["chained"].notna() & (marks["role"] == "total") & marks["date"].notna()
    breaks = (joined & marks["value"].isna()).groupby(marks["chained"].fillna("")).cumsum()
    runs = marks["chained"].astype("object") + "." + breaks.astype(str)
    marks["line"] = runs.where(joined & marks["value"].notna(), None)
    marks["strength"] = marks["role"].map({"total": 1.0}).fillna(PALE)
    return marks


def total_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: how the most restated total of the first set that has one went."""
    said = f"{count_things(marks, 'statement')} by {count_things(marks['source'].unique(), 'source')}"
    undated = f"{int(marks['date'].isna().sum())} undated"
    return Caption(_finding(marks), SUBTITLE, f"{said} in {count_things(marks['panel'].unique(), 'panel')}, {undated}")


def chart_totals(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return the stated totals over time as an interactive chart."""
    screens.check_width(width)
    if statements.empty:
        return screens.chart_empty(width)
    marks = total_marks(statements)
    palette = full_colours(colours, statements["source"])
    shown, note = largest_panels(marks)
    named, scale = screens.named_colours(shown, palette), _time_scale(marks, width)
    colour = screens.source_colour(palette, screens.source_legend(named["colour_name"], 4 if width >= WIDTH else 2))
    hedges = screens.used_hedges(marks["modifier"])
    panels = [_screen_panel(panel, scale, colour, hedges, wide=width >= WIDTH) for _, panel in named.groupby("panel")]
    return screens.stack(panels, total_caption(marks).noting(note), width)


def print_totals(
    statements: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> prints.Print:
    """Return the stated totals over time for print."""
    if statements.empty:
        return prints.print_empty(width)
    marks = total_marks(statements)
    palette, scale = full_colours(colours, statements["source"]), _time_scale(marks, width)
    shown, note = largest_panels(marks)
    panels = [panel for _, panel in shown.groupby("panel")]
    heights = [_height(panel) for panel in panels]
    sides = {"left": LEFT, "right": RIGHT, "gap": GAP, "foot": FOOT}
    figure, axes = prints.lay_out(total_caption(marks).noting(note), heights, width=width, **sides)
    with prints.drawing():
        for axis, panel in zip(axes, panels, strict=True):
            _print_panel(axis, panel, palette, scale)
        names = screens.named_colours(shown, palette)["colour_name"]
        prints.add_legend(figure, screens.used_hedges(shown["modifier"]), screens.used_colours(names, palette))
    return figure


def _finding(marks: pd.DataFrame) -> str:
    restated = marks[marks["line"].notna()]
    restated = restated[restated["chained"].map(restated["chained"].value_counts()).fillna(0) >= 2]
    if restated.empty:
        only = marks[marks["panel"] == marks["panel"].iloc[0]]
        said = f"{count_things(only, 'statement')} by {count_things(only['source'].unique(), 'source')}"
        return f"{only['panel_title'].iloc[0]}: {said}, no total restated"
    panel = restated[restated["panel"] == restated["panel"].iloc[0]]
    line = panel[panel["chained"] == panel["chained"].value_counts().sort_index().idxmax()]
    first, last, peak = line.iloc[0], line.iloc[-1], line.loc[line["value"].astype("float64").idxmax()]
    went = f"from {first['words']} ({first['told']}) to {last['words']} ({last['told']})"
    if peak["value"] > max(first["value"], last["value"]):
        went += f", by way of {peak['words']} ({peak['told']}),"
    times = count_things(line, "statement")
    return f"{first['panel_title']}: the total stated by {first['source']} went {went} in {times}"


def _time_scale(marks: pd.DataFrame, width: int) -> TimeScale:
    inner = width - LEFT - RIGHT
    return TimeScale.fitting(marks["date_start"], marks["date_end"], inner, min(LANE, inner / 4))


def _height(panel: pd.DataFrame) -> int:
    return 90 if len(panel) <= 3 else 170 if len(panel) <= 25 else 230


def _placed(panel: pd.DataFrame, scale: TimeScale) -> tuple[pd.DataFrame, float]:
    """Add where marks, stems and labels go, and return the end of the scale of figures."""
    height = _height(panel)
    top = max(1.0, float(panel["high"].fillna(panel["low"]).fillna(0).max()) * HEADROOM)
    stem = STEM * top / height
    one_sided = panel["low"].isna() != panel["high"].isna()
    ends = panel["low"].add(stem).fillna((panel["high"] - stem).clip(lower=0)).where(one_sided)
    placed = panel.assign(at=scale.place(panel["date"]), stem_to=ends)
    labels = _labels(placed, scale, top, height)
    boxes = _boxes(placed, scale, top, height)
    return write_labels(placed, labels, boxes, scale.plot + scale.lane, height), top


def _labels(placed: pd.DataFrame, scale: TimeScale, top: float, height: float) -> dict[int, Label]:
    """Return the wanted labels by row: each source's last word first, with its name, then the largest figures."""
    wanted = placed.assign(
        last=~placed.duplicated("source", keep="last"),
        size=placed["value"].fillna(placed["high"]).fillna(0).astype("float64"),
        x=scale.pixels(placed["at"]),
    )
    order = ["last", "size", "statement_id"]
    wanted = wanted.sort_values(order, ascending=[False, False, True]).head(MOST_LABELS)
    labels = {}
    for rank, mark in enumerate(list_marks(wanted)):
        named = (f"{mark.source} {mark.figure}",) if mark.last else ()
        labels[mark.Index] = Label(mark.x, height * (1 - mark.size / top), (*named, mark.figure), rank)
    return labels


def _boxes(placed: pd.DataFrame, scale: TimeScale, top: float, height: float) -> np.ndarray:
    """Return what labels must not cover: marks with their bars and stems, lines, and the edge of the undated lane."""
    x = scale.pixels(placed["at"])
    left, right = scale.pixels(placed["date_start"]).fillna(x), scale.pixels(placed["date_end"]).fillna(x)
    ends = placed[["low", "high", "value", "stem_to"]].astype("float64")
    upper, lower = height * (1 - ends.max(axis=1) / top), height * (1 - ends.min(axis=1) / top)
    boxes = np.column_stack([left - REACH, upper - REACH, right + REACH, lower + REACH])
    edge = [[scale.plot, 0, scale.plot + 10, height]] if scale.lane else np.empty((0, 4))
    return np.vstack([boxes[~np.isnan(boxes).any(axis=1)], edge, _line_boxes(placed, x, top, height)])


def _line_boxes(placed: pd.DataFrame, x: pd.Series, top: float, height: float) -> np.ndarray:
    boxes = []
    for _, line in placed[placed["line"].notna()].groupby("line"):
        y = height * (1 - line["value"].astype(float) / top)
        for (x0, y0), (x1, y1) in pairwise(zip(x[line.index], y, strict=True)):
            boxes += [[x0, y0 - 2, x1, y0 + 2], [x1 - 2, min(y0, y1), x1 + 2, max(y0, y1)]]
    return np.array(boxes).reshape(-1, 4)


def _screen_panel(
    panel: pd.DataFrame, scale: TimeScale, colour: alt.Color, hedges: list[str], *, wide: bool
) -> screens.Panel:
    placed, top = _placed(panel, scale)
    height = _height(panel)
    ticks = alt.Axis(
        title=None, format=",d", values=nice_ticks(top, height // 30), minExtent=LEFT - 16, maxExtent=LEFT - 16
    )
    x = screens.time_axis("at", scale)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=ticks)
    strength = alt.OpacityValue(
        1, condition=alt.ConditionalPredicateValueDefnumberExprRef(test="datum.strength < 1", value=PALE)
    )
    base = alt.Chart()
    pale = base.encode(**screens.fixed(opacity=0.3))
    spread = "datum.date_start !== null && datum.date_start !== datum.date_end"
    ranged = "datum.value === null && datum.low !== null"
    layers = (
        *screens.undated_lane(scale, height),
        pale.mark_rule(strokeWidth=7)
        .encode(alt.X("date_start:T"), alt.X2("date_end"))
        .transform_filter(f"{spread} && !({ranged})"),
        pale.mark_rect()
        .encode(alt.X("date_start:T"), alt.X2("date_end"), alt.Y("low:Q"), alt.Y2("high"))
        .transform_filter(f"{spread} && {ranged}"),
        base.mark_line(interpolate="step-after", strokeWidth=1.6, opacity=0.6)
        .encode(alt.Detail("line:N"))
        .transform_filter("datum.line !== null"),
        base.mark_rule(strokeWidth=2.5)
        .encode(alt.Y("low:Q"), alt.Y2("high"), opacity=strength)
        .transform_filter(ranged),
        base.mark_tick(thickness=2, size=9, orient="horizontal").encode(alt.Y("low:Q")).transform_filter(ranged),
        base.mark_tick(thickness=2, size=9, orient="horizontal").encode(alt.Y("high:Q")).transform_filter(ranged),
        base.mark_rule(strokeWidth=1.6)
        .encode(alt.Y2("stem_to"), **screens.fixed(opacity=0.55))
        .transform_filter("datum.stem_to !== null"),
        *screens.full_and_hollow(base.encode(opacity=strength), hedges, 6 if wide else 2, size=55),
        *screens.side_labels(base.encode(alt.Y("label_y:Q"))),
    )
    frame = placed.assign(label_y=placed["value"].fillna(placed["high"]))[[*COLUMNS, "label_y"]]
    return screens.layer_on(
        frame,
        layers,
        x,
        y,
        colour,
        width=scale.plot + scale.lane,
        height=height,
        heading=panel["heading"].iloc[0],
    )


def _print_panel(axes: Axes, panel: pd.DataFrame, palette: Mapping[str, str], scale: TimeScale) -> None:
    placed, top = _placed(panel, scale)
    prints.style_panel(axes, panel["heading"].iloc[0])
    prints.set_time_axis(axes, scale)
    axes.set(ylim=(0, top), yticks=nice_ticks(top, _height(panel) // 30))
    x = scale.pixels(placed["at"])
    for _, line in placed[placed["line"].notna()].groupby("line"):
        style: dict[str, Any] = {"where": "post", "linewidth": 1.1, "alpha": 0.6}
        axes.step(x[line.index], line["value"].astype(float), color=palette[line["source"].iloc[0]], **style)
    starts, ends = scale.pixels(placed["date_start"]), scale.pixels(placed["date_end"])
    for mark, at, start, end in zip(list_marks(placed), x, starts, ends, strict=True):
        _print_mark(axes, mark, (at, start, end), palette[str(mark.source)])


def _print_mark(axes: Axes, mark: Any, x: tuple[float, float, float], colour: str) -> None:
    at, start, end = x
    if pd.isna(mark.value):
        if start < end:
            axes.fill_between([start, end], mark.low, mark.high, color=colour, alpha=0.3, linewidth=0)
        axes.plot([at, at], [mark.low, mark.high], color=colour, linewidth=1.8, alpha=mark.strength)
        axes.plot([at, at], [mark.low, mark.high], color=colour, marker="_", linestyle="none", gid="mark")
    else:
        if start < end:
            axes.plot([start, end], [mark.value] * 2, color=colour, linewidth=5, alpha=0.3, solid_capstyle="butt")
        if pd.notna(mark.stem_to):
            axes.plot([at, at], [mark.value, mark.stem_to], color=colour, linewidth=1.2, alpha=0.55)
        prints.plot_point(axes, mark, at, mark.value, colour, alpha=mark.strength)
    prints.write_side_label(axes, mark, at, mark.high if pd.isna(mark.value) else mark.value)
