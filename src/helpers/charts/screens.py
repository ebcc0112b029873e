"""The pieces that screen charts share: title, empty chart, legends, axes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from helpers.charts.renderers import inline_data
from helpers.charts.styles import (
    CAVEAT,
    FONT_SIZE,
    HEDGE_WORDS,
    HEDGES,
    INK,
    MIN_WIDTH,
    NO_STATEMENT,
    OTHER_SOURCES,
    SHAPES,
    TITLE_SIZE,
    WIDTH,
    legend_colours,
    screen_config,
    wrap_text,
)

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


def finish(chart: Any, title: str, subtitle: str, alt_text: str, width: int) -> Any:
    """Return the chart with its finding as title, the caveat under it, alternative text and the shared look."""
    head = alt.TitleParams(text=wrap_text(title, width, TITLE_SIZE), subtitle=wrap_text(subtitle, width, FONT_SIZE))
    finished = chart.properties(title=head, description=alt_text, padding=8)
    finished.config = alt.Config(**screen_config())
    return finished


def chart_empty(width: int = WIDTH) -> alt.Chart:
    """Return the chart for a table without rows."""
    empty = (
        alt.Chart(alt.InlineData(values=[{}])).mark_text(text="").properties(width=check_width(width) - 16, height=10)
    )
    return finish(empty, NO_STATEMENT, CAVEAT, f"{NO_STATEMENT}. {CAVEAT}", width)


def check_width(width: int) -> int:
    """Return the width, or raise ``ValueError`` when no chart would be readable in it."""
    if width < MIN_WIDTH:
        raise ValueError(f"width must be at least {MIN_WIDTH} pixels: {width}")
    return width


def tooltips(columns: Iterable[tuple[str, str]] = STATEMENT_TOOLTIPS) -> list[alt.Tooltip]:
    """Return tooltips that show text columns as they are; dates are text already, so none can shift."""
    return [alt.Tooltip(f"{name}:N", title=title) for name, title in columns]


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
    """Return the shape of each hedge, with a legend of those that occur."""
    words = " : ".join(f"datum.value == '{name}' ? '{text}'" for name, text in HEDGE_WORDS.items())
    legend = alt.Legend(
        title="hedge",
        orient="bottom",
        direction="horizontal",
        columns=columns,
        values=list(hedges),
        labelExpr=f"{words} : ''",
        symbolStrokeColor=INK,
        symbolFillColor=INK,
    )
    return alt.Shape("modifier:N", scale=alt.Scale(domain=list(HEDGES), range=list(SHAPES.values())), legend=legend)


def used_hedges(modifiers: pd.Series) -> list[str]:
    """Return the hedges that occur, in their fixed order.

    >>> used_hedges(pd.Series(["over", "exact", "over"]))
    ['exact', 'over']
    """
    return [name for name in HEDGES if (modifiers == name).any()]


def stack(panels: Sequence[alt.LayerChart], spacing: int) -> alt.VConcatChart:
    """Return panels under each other, sharing colours and shapes but never a scale of figures."""
    return alt.vconcat(*panels, spacing=spacing).resolve_scale(
        color="shared", shape="shared", x="independent", y="independent"
    )


def layer_on(frame: pd.DataFrame, *layers: alt.Chart) -> alt.LayerChart:
    """Return layers over one table."""
    return alt.layer(*layers, data=inline_data(frame))


def full_and_hollow(points: alt.Chart, size: int = 75) -> tuple[alt.Chart, alt.Chart]:
    """Return the points that were reported, filled, and those that were projected or taken back, hollow."""
    full = points.mark_point(size=size, opacity=1, filled=True)
    hollow = points.mark_point(size=size, opacity=1, filled=False, fill="white")
    known = "datum.value !== null"
    return full.transform_filter(f"{known} && !datum.hollow"), hollow.transform_filter(f"{known} && datum.hollow")


def panel_title(rows: pd.DataFrame) -> alt.TitleParams:
    """Return what a panel counts, as its heading."""
    return alt.TitleParams(rows["heading"].iloc[0], fontSize=FONT_SIZE, anchor="start", frame="group", offset=4)
