"""Rows of squares: a name, one square for each thing that belongs to it, and a note at the end of the row."""

from typing import Any

import altair as alt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.charts import prints, screens
from helpers.charts.layouts import list_marks
from helpers.charts.prints import POINT
from helpers.charts.rows import Rows, name_axis, row_names, write_names
from helpers.charts.styles import INK, text_width

FIRST = 14  # pixels from the left edge to the middle of the first square
WIDEST = 20  # pixels from square to square, where there is room
COLUMNS = ["row", "at", "fill", "edge", "edge_width", "title", "text", "about", "note"]
TOOLTIPS = (("title", "what"), ("about", "where"), ("text", "sentence"))


def square_marks(items: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Return the items with ``row`` and, in pixels, ``at``: where in its row the square stands."""
    nth = items.groupby("key", sort=False).cumcount()
    longest = max((text_width(note) for note in items["note"]), default=0.0)
    step = min(WIDEST, max(1.0, (rows.plot - longest - 2 * FIRST) / max(1, int(nth.max()))))
    placed = items.assign(row=pd.factorize(items["key"])[0], at=FIRST + nth * step)
    return placed.assign(size=min(14.0, max(1.0, step - 2), rows.height - 4))


def screen_squares(items: pd.DataFrame, rows: Rows, heading: str | None) -> screens.Panel:
    """Return the rows as a panel.

    ``items`` has a row a square: ``key``, ``name`` and ``note`` of its row, ``fill``, ``edge`` and ``edge_width`` of
    the square, and ``title``, ``about`` and ``text`` for the tooltip.
    """
    placed = square_marks(items, rows)
    size, numbers = float(placed["size"].iloc[0]), placed["row"].unique().tolist()
    last = placed.assign(note=placed["note"].where(~placed.duplicated("row", keep="last"), ""))
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, rows.plot], nice=False), axis=None)
    names = name_axis(row_names(items.drop_duplicates("key"), rows), rows)
    y = alt.Y("row:O", scale=alt.Scale(domain=numbers), axis=names)
    look = (
        alt.Fill("fill:N", scale=None),
        alt.Stroke("edge:N", scale=None),
        alt.StrokeWidth("edge_width:Q", scale=None),
    )
    layers = (
        alt.Chart().mark_square(size=size**2, opacity=1).encode(*look, tooltip=screens.tooltips(TOOLTIPS)),
        alt.Chart().mark_text(align="left", dx=size / 2 + 6, color=INK).encode(alt.Text("note:N")),
    )
    height = rows.height * len(numbers)
    return screens.layer_on(last[COLUMNS], layers, x, y, width=rows.plot, height=height, heading=heading)


def print_squares(axes: Axes, items: pd.DataFrame, rows: Rows, heading: str | None) -> None:
    """Draw the rows on axes whose units are pixels across and rows down."""
    placed = square_marks(items, rows)
    names = row_names(items.drop_duplicates("key"), rows)
    axes.set(xlim=(0, rows.plot), ylim=(len(names) - 0.5, -0.5), xticks=[], yticks=[])
    prints.style_panel(axes, heading or "")
    axes.grid(visible=False)
    write_names(axes, names, rows)
    for mark in list_marks(placed):
        axes.add_patch(_square(mark, rows))
    ends = placed.drop_duplicates("row", keep="last")
    for mark in list_marks(ends):
        _write_note(axes, mark)


def _write_note(axes: Axes, mark: Any) -> None:
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 7.2}
    axes.annotate(mark.note, (mark.at, mark.row), ((mark.size / 2 + 6) * POINT, 0), **style)


def _square(mark: Any, rows: Rows) -> Rectangle:
    wide, high = mark.size, mark.size / rows.height
    look: dict[str, Any] = {"facecolor": mark.fill, "edgecolor": mark.edge, "linewidth": mark.edge_width * POINT}
    return Rectangle((mark.at - wide / 2, mark.row - high / 2), wide, high, gid="mark", **look)
