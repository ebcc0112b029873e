"""Rows of squares: a name, one square for each thing that belongs to it, and a note at the end of the row."""

from typing import Any

import altair as alt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.charts import prints, screens
from helpers.charts.prints import POINT
from helpers.charts.rows import Rows, name_axis, row_names, write_names
from helpers.charts.styles import FONT_SIZE, INK, text_width

FIRST = 14  # pixels from the left edge to the middle of the first square
WIDEST = 20  # pixels from square to square, where there is room
COLUMNS = ["row", "at", "fill", "edge", "edge_width", "title", "text", "about"]
TOOLTIPS = (("title", "what"), ("about", "where"), ("text", "sentence"))


def square_marks(items: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Return the items with ``row`` and, in pixels, ``at``: where in its row the square stands."""
    nth = items.groupby("key", sort=False).cumcount()
    longest = max((text_width(note) for note in items["note"]), default=0.0)
    step = min(WIDEST, max(1.0, (rows.plot - longest - 2 * FIRST) / max(1, int(nth.max()))))
    placed = items.assign(row=pd.factorize(items["key"])[0], at=FIRST + nth * step)
    return placed.assign(size=min(14.0, max(1.0, step - 2), rows.height - 4))


def screen_squares(items: pd.DataFrame, rows: Rows, heading: str | None) -> alt.LayerChart:
    """Return the rows as a panel.

    ``items`` has a row a square: ``key``, ``name`` and ``note`` of its row, ``fill``, ``edge`` and ``edge_width`` of the square,
    and ``title``, ``about`` and ``text`` for the tooltip.
    """
    placed = square_marks(items, rows)
    size = float(placed["size"].iloc[0])
    ends = placed.groupby("row", as_index=False).agg(at=("at", "max"), note=("note", "first"))
    numbers = ends["row"].tolist()
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, rows.plot], nice=False), axis=None)
    y = alt.Y(
        "row:O",
        scale=alt.Scale(domain=numbers),
        axis=name_axis(row_names(items.drop_duplicates("key"), rows), rows),
    )
    squares = alt.Chart(screens.inline_data(placed[COLUMNS])).mark_square(size=size**2, opacity=1)
    notes = alt.Chart(screens.inline_data(ends)).mark_text(align="left", dx=size / 2 + 6, color=INK)
    chart = alt.layer(
        squares.encode(
            x=x,
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
            strokeWidth=alt.StrokeWidth("edge_width:Q", scale=None),
            tooltip=screens.tooltips(TOOLTIPS),
        ),
        notes.encode(x=x, y=y, text="note:N"),
    )
    title = alt.TitleParams(heading or "", fontSize=FONT_SIZE, anchor="start", frame="group", offset=4)
    return chart.properties(width=rows.plot, height=rows.height * len(numbers), title=title)


def print_squares(axes: Axes, items: pd.DataFrame, rows: Rows, heading: str | None) -> None:
    """Draw the rows on axes whose units are pixels across and rows down."""
    placed = square_marks(items, rows)
    names = row_names(items.drop_duplicates("key"), rows)
    axes.set(xlim=(0, rows.plot), ylim=(len(names) - 0.5, -0.5), xticks=[], yticks=[])
    prints.style_panel(axes, heading or "")
    axes.grid(visible=False)
    write_names(axes, names, rows)
    for mark in placed.itertuples():
        axes.add_patch(_square(mark, rows))
    ends = placed.drop_duplicates("row", keep="last")
    for mark in ends.itertuples():
        style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 7.2}
        axes.annotate(mark.note, (mark.at, mark.row), ((mark.size / 2 + 6) * POINT, 0), **style)


def _square(mark: Any, rows: Rows) -> Rectangle:
    wide, high = mark.size, mark.size / rows.height
    look: dict[str, Any] = {"facecolor": mark.fill, "edgecolor": mark.edge, "linewidth": mark.edge_width * POINT}
    return Rectangle((mark.at - wide / 2, mark.row - high / 2), wide, high, gid="mark", **look)
