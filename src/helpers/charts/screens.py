"""The pieces that screen charts share: title, empty chart, legends, axes."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from helpers.charts.layouts import CLEAR, LINE, TimeScale
from helpers.charts.renderers import list_rows
from helpers.charts.styles import (
    CAVEAT,
    FAINT_INK,
    FONT_SIZE,
    HEDGE_WORDS,
    HEDGES,
    INK,
    LANE_FILL,
    MIN_WIDTH,
    NO_STATEMENT,
    OTHER_SOURCES,
    SHAPES,
    TITLE_SIZE,
    WIDTH,
    Caption,
    legend_colours,
    screen_config,
    wrap_text,
)

# Written out, because Altair takes 20 ms to find out which of them an alt.value() is.
_VALUES: Mapping[str, Any] = {
    "x": alt.XValue,
    "x2": alt.X2Value,
    "y": alt.YValue,
    "y2": alt.Y2Value,
    "color": alt.ColorValue,
    "opacity": alt.OpacityValue,
    "tooltip": alt.TooltipValue,
}
SPACING = 24  # pixels from panel to panel
STATEMENT_TOOLTIPS = (
    ("source", "source"),
    ("figure", "figure"),
    ("panel_title", "counts"),
    ("told", "stated"),
    ("counted", "kind"),
    ("side", "side"),
    ("relayed_by", "relayed by"),
    ("chain", "chain"),
    ("quote", "sentence"),
)


def finish(chart: Any, caption: Caption, width: int) -> Any:
    """Return the chart with its finding as title, the caveat under it, alternative text and the shared look."""
    finding = wrap_text(caption.title, width - 16, TITLE_SIZE)
    head = alt.TitleParams(finding, subtitle=wrap_text(caption.subtitle, width - 16, FONT_SIZE))
    finished = chart.properties(title=head, description=caption.alt_text, padding=8)
    finished.config = alt.Config(**screen_config())
    return finished


def chart_empty(width: int = WIDTH, reason: str = NO_STATEMENT) -> alt.Chart:
    """Return the chart for a table without rows."""
    empty = alt.Chart(alt.InlineData(values=[{}])).mark_text(text="")
    sized = empty.properties(width=check_width(width) - 16, height=10)
    finished: alt.Chart = finish(sized, Caption(reason, CAVEAT, "Nothing is drawn"), width)
    return finished


def check_width(width: int) -> int:
    """Return the width, or raise ``ValueError`` when no chart would be readable in it."""
    if width < MIN_WIDTH:
        raise ValueError(f"width must be at least {MIN_WIDTH} pixels: {width}")
    return width


def tooltips(columns: Iterable[tuple[str, str]] = STATEMENT_TOOLTIPS) -> list[alt.Tooltip]:
    """Return tooltips that show text columns as they are; dates are text already, so none can shift."""
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in columns]


def fixed(**values: Any) -> dict[str, Any]:
    """Return encodings that are the same for every row."""
    return {channel: _VALUES[channel](value) for channel, value in values.items()}


def source_colour(colours: Mapping[str, str], legend: alt.Legend | None = None) -> alt.Color:
    """Return the colour of each source.

    The domain is that of the whole collection, whatever the table holds, so that a filter recolours nobody.
    """
    entries = legend_colours(colours)
    scale = alt.Scale(domain=list(entries), range=list(entries.values()))
    return alt.Color("colour_name:N", title="source", scale=scale, legend=legend)


def named_colours(marks: pd.DataFrame, colours: Mapping[str, str]) -> pd.DataFrame:
    """Return the marks with the legend entry of each source as ``colour_name``."""
    entries = legend_colours(colours)
    return marks.assign(colour_name=[name if name in entries else OTHER_SOURCES for name in marks["source"]])


def hedge_shape(hedges: Iterable[str], columns: int) -> alt.Shape:
    """Return the shape of each hedge, with a legend of those named."""
    words = " : ".join(f"datum.value == '{name}' ? '{text}'" for name, text in HEDGE_WORDS.items())
    legend = alt.Legend(
        title="hedge",
        orient="bottom",
        direction="horizontal",
        columns=columns,
        values=list(hedges),
        labelExpr=f"{words} : ''",
        symbolOpacity=1,
        symbolStrokeColor=INK,
        symbolFillColor=INK,
    )
    scale = alt.Scale(domain=list(HEDGES), range=list(SHAPES.values()))
    return alt.Shape("modifier:N", scale=scale, legend=legend if hedges else None)


def used_hedges(modifiers: pd.Series) -> list[str]:
    """Return the hedges that occur, in their fixed order.

    >>> used_hedges(pd.Series(["over", "exact", "over"]))
    ['exact', 'over']
    """
    return [name for name in HEDGES if (modifiers == name).any()]


@dataclass(frozen=True, eq=False)
class Panel:
    """One view, and the rows it draws by the name under which it knows them.

    They are put together only at the end: Altair would copy the rows with every layer.
    """

    chart: alt.LayerChart | alt.FacetChart
    rows: Mapping[str, list[dict[str, Any]]]


def layer_on(
    frame: pd.DataFrame,
    layers: Iterable[alt.Chart],
    *encodings: Any,
    width: float,
    height: float | alt.Step,
    heading: str | None = None,
    tooltip: Iterable[tuple[str, str]] = STATEMENT_TOOLTIPS,
) -> Panel:
    """Return layers over one table, each with these encodings unless it has its own."""
    rows = list_rows(frame)
    name = "rows-" + hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12]
    shared = {type(encoding).__name__.lower(): encoding for encoding in encodings}
    chart = alt.layer(*layers, data=alt.NamedData(name=name)).properties(width=width, height=height)
    chart.encoding = alt.SharedEncoding(tooltip=tooltips(tooltip), **shared)
    if heading:
        chart.title = alt.TitleParams(heading, fontSize=FONT_SIZE, anchor="start", frame="group", offset=4)
    return Panel(chart, {name: rows})


def stack(panels: Sequence[Panel], caption: Caption, width: int) -> alt.VConcatChart:
    """Return panels under each other, sharing colours and shapes but never a scale of figures."""
    chart = alt.vconcat(*(panel.chart for panel in panels), spacing=SPACING)
    chart = chart.resolve_scale(color="shared", shape="shared", x="independent", y="independent")
    finished: alt.VConcatChart = finish(chart, caption, width)
    finished.datasets = {name: rows for panel in panels for name, rows in panel.rows.items()}
    return finished


def used_colours(colour_names: pd.Series, colours: Mapping[str, str]) -> dict[str, str]:
    """Return the legend entries that occur, in their fixed order."""
    return {name: colour for name, colour in legend_colours(colours).items() if (colour_names == name).any()}


def source_legend(colour_names: pd.Series, columns: int) -> alt.Legend:
    """Return a legend of the sources that occur; the scale keeps all."""
    values = sorted(colour_names.unique(), key=lambda name: (name == OTHER_SOURCES, name))
    return alt.Legend(
        title="source",
        orient="top",
        direction="horizontal",
        columns=columns,
        values=values,
        symbolType="circle",
    )


def lookup(texts: Mapping[int, Any], key: str) -> str:
    """Return a Vega expression that gives each value its text.

    >>> lookup({0: "Jan"}, "datum.value")
    '{"0": "Jan"}[datum.value]'
    """
    return f"{json.dumps({str(value): text for value, text in texts.items()}, ensure_ascii=False)}[{key}]"


def time_axis(field: str, scale: TimeScale, title: str | None = None) -> alt.X:
    """Return dates across, in UTC and with the texts of their ticks, so that no browser's time zone moves them."""
    return alt.X(f"{field}:T", scale=_utc(scale.domain), axis=_date_ticks(scale, 75, title))


def time_axis_up(field: str, scale: TimeScale, title: str | None = None) -> alt.Y:
    """Return dates up; the lane for what has none lies below the first day."""
    below = scale.start - (scale.domain[1] - scale.end)
    return alt.Y(f"{field}:T", scale=_utc((below, scale.end)), axis=_date_ticks(scale, 40, title))


def _utc(days: tuple[pd.Timestamp, pd.Timestamp]) -> alt.Scale:
    return alt.Scale(type="utc", domain=_times(days), nice=False)


def _date_ticks(scale: TimeScale, space: int, title: str | None) -> alt.Axis:
    texts = {milliseconds(date): text for date, text in scale.ticks(space).items()}
    words = lookup(texts, "time(datum.value)")
    return alt.Axis(title=title, values=_times(scale.ticks(space)), labelExpr=words, labelFlush=False, grid=True)


def _times(days: Iterable[pd.Timestamp]) -> alt.ExprRef:
    """Return days as an expression: of plain numbers Vega-Lite makes dates, which pages without eval do not draw."""
    return alt.ExprRef(expr=json.dumps([milliseconds(day) for day in days]))


def undated_lane(scale: TimeScale, height: float) -> tuple[alt.Chart, ...]:
    """Return the lane to the right of the plot for what has no date, none when everything has one."""
    if not scale.lane:
        return ()
    lane = alt.Chart(alt.InlineData(values=[{}])).encode(**fixed(x=scale.plot, y=0, tooltip=None))
    edges = fixed(x2=scale.plot + scale.lane, y2=height)
    fill = lane.mark_rect().encode(**fixed(color=LANE_FILL), **edges)
    word = lane.mark_text(text="undated", align="left", dx=4, dy=-6).encode(**fixed(color=FAINT_INK))
    return fill, word


def haloed(texts: alt.Chart, **look: Any) -> tuple[alt.Chart, alt.Chart]:
    """Return texts that stay legible on top of lines."""
    return texts.mark_text(stroke="white", strokeWidth=3, strokeJoin="round", **look), texts.mark_text(**look)


def side_labels(base: alt.Chart) -> list[alt.Chart]:
    """Return the labels, each on the side of its mark that was found free."""
    looks: dict[str, dict[str, Any]] = {
        "right": {"align": "left", "dx": CLEAR},
        "left": {"align": "right", "dx": -CLEAR},
        "above": {"align": "center", "dy": -CLEAR - LINE / 2},
        "below": {"align": "center", "dy": CLEAR + LINE / 2},
    }
    texts = base.encode(alt.Text("label:N"), **fixed(color=INK, tooltip=None))
    return [
        texts.mark_text(baseline="middle", **look).transform_filter(f"datum.anchor === '{side}'")
        for side, look in looks.items()
    ]


def milliseconds(day: pd.Timestamp) -> int:
    """Return a day as JavaScript counts time."""
    return int(day.timestamp() * 1000)  # a naive Timestamp counts as UTC


def full_and_hollow(
    base: alt.Chart, hedges: Iterable[str], columns: int, size: int = 75
) -> tuple[alt.Chart, alt.Chart]:
    """Return the points that were reported, filled, and those that were projected or taken back, hollow."""
    known = base.transform_filter("datum.value !== null")
    full = known.mark_point(size=size, opacity=1, filled=True).transform_filter("!datum.hollow")
    hollow = known.mark_point(size=size, opacity=1, filled=False, fill="white").transform_filter("datum.hollow")
    # The legend comes from one of them; from both it would take the white inside for its own symbols.
    return full.encode(shape=hedge_shape(hedges, columns)), hollow.encode(shape=hedge_shape((), columns))
