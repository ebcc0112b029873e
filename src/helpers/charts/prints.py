"""The paper of the print twins: a matplotlib figure laid out in pixels, with its title and alternative text."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.ticker import StrMethodFormatter

from helpers.charts.layouts import CLEAR, LINE, TimeScale
from helpers.charts.styles import (
    CAVEAT,
    FAINT_INK,
    HEDGE_WORDS,
    INK,
    LANE_FILL,
    MARKERS,
    NO_STATEMENT,
    TITLE_SIZE,
    WIDTH,
    Caption,
    print_config,
    wrap_text,
)

DPI = 100  # one pixel of the layout is one hundredth of an inch
SHARP_DPI = 200
POINT = 72 / DPI  # points in a pixel
TITLE_LINE, SUBTITLE_LINE, HEAD_GAP = 20, 16, 14
SIDES = {
    "right": ((CLEAR, 0), "left"),
    "left": ((-CLEAR, 0), "right"),
    "above": ((0, CLEAR + LINE / 2), "center"),
    "below": ((0, -CLEAR - LINE / 2), "center"),
}
HALO = [withStroke(linewidth=2, foreground="white")]  # keeps a text legible on top of a line
WIDER = 0.84  # matplotlib's own font takes more room than the one on screen


class Print(Figure):
    """A matplotlib figure that shows itself in a notebook as a picture with alternative text, always the same bytes."""

    alt_text: str = "Chart"

    def _repr_mimebundle_(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {"image/png": write_png(self), "text/plain": self.alt_text}


@contextmanager
def drawing() -> Iterator[None]:
    """Apply the settings that all print charts share, for as long as a figure is drawn on."""
    settings: Any = print_config()
    with mpl.rc_context(settings):
        yield


def write_png(figure: Figure) -> bytes:
    """Return the figure as PNG, without the name of the software or a date in it."""
    return _write(figure, "png", {"Software": None})


def write_svg(figure: Figure) -> bytes:
    """Return the figure as SVG, without a date in it."""
    return _write(figure, "svg", {"Date": None})


def lay_out(
    caption: Caption, heights: Sequence[float], *, left: int, right: int, gap: int, foot: int, width: int = WIDTH
) -> tuple[Print, list[Axes]]:
    """Return a figure with its title and one axes a height, from top to bottom; all sizes in pixels."""
    inner = int((width - 16) * WIDER)
    titles, subtitles = wrap_text(caption.title, inner, TITLE_SIZE), wrap_text(caption.subtitle, inner, 12)
    head = TITLE_LINE * len(titles) + SUBTITLE_LINE * len(subtitles) - HEAD_GAP
    height = head + sum(heights) + gap * len(heights) + foot
    with drawing():
        figure = Print(figsize=(width / DPI, height / DPI), dpi=DPI)
        figure.alt_text = caption.alt_text
        figure.text(
            8 / width, 1 - 6 / height, "\n".join(titles), fontsize=TITLE_SIZE * POINT, fontweight="bold", va="top"
        )
        y = 1 - (8 + TITLE_LINE * len(titles)) / height
        figure.text(8 / width, y, "\n".join(subtitles), fontsize=12 * POINT, color=FAINT_INK, va="top")
        axes, top = [], float(head)
        for size in heights:
            top += gap + size
            axes.append(
                figure.add_axes((left / width, 1 - top / height, (width - left - right) / width, size / height))
            )
    return figure, axes


def print_empty(width: int = WIDTH, reason: str = NO_STATEMENT) -> Print:
    """Return the figure for a table without rows."""
    caption = Caption(reason, CAVEAT, "Nothing is drawn")
    figure, (axes,) = lay_out(caption, [20], left=8, right=8, gap=0, foot=8, width=width)
    axes.set_axis_off()
    return figure


def style_panel(axes: Axes, heading: str) -> None:
    """Give a panel its heading, whole figures with thousands separators and no spines."""
    axes.set_title(heading, loc="left", fontsize=12 * POINT, fontweight="bold", pad=4)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=11 * POINT)
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))


def style_plot(axes: Axes, titles: tuple[str, str]) -> None:
    """Give a plot the titles of its axes and no spines."""
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=11 * POINT)
    axes.set_xlabel(titles[0], fontsize=11 * POINT, color=FAINT_INK, loc="left")
    axes.set_ylabel(titles[1], fontsize=11 * POINT, color=FAINT_INK, loc="bottom")


def set_time_axis(axes: Axes, scale: TimeScale) -> None:
    """Give a panel its dates, in pixels of the scale, and the lane for what has none."""
    ticks = scale.ticks()
    axes.set_xlim(0, scale.plot + scale.lane)
    axes.set_xticks(scale.pixels(pd.Series(list(ticks), dtype="datetime64[s]")), list(ticks.values()))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    if scale.lane:
        axes.axvspan(scale.plot, scale.plot + scale.lane, color=LANE_FILL, linewidth=0, zorder=0)
        axes.text(
            scale.plot + 4,
            1.0,
            "undated",
            transform=axes.get_xaxis_transform(),
            fontsize=8,
            color=FAINT_INK,
            va="bottom",
        )


def plot_point(axes: Axes, mark: Any, x: float, y: float, colour: str, *, alpha: float = 1.0) -> None:
    """Draw one statement's point: shape by hedge, hollow when projected; nothing for a range."""
    if pd.notna(mark.value):
        look: dict[str, Any] = {"marker": MARKERS[mark.modifier], "markersize": 5.5, "linestyle": "none", "gid": "mark"}
        fill = "white" if mark.hollow else colour
        axes.plot([x], [y], color=colour, markerfacecolor=fill, alpha=alpha, clip_on=False, zorder=3, **look)


def write_side_label(axes: Axes, mark: Any, x: float, y: float) -> None:
    """Write a mark's label on the side that was found free for it."""
    if mark.label:
        (dx, dy), ha = SIDES[mark.anchor]
        style: dict[str, Any] = {
            "textcoords": "offset points",
            "fontsize": 11 * POINT * WIDER,
            "ha": ha,
            "va": "center",
        }
        axes.annotate(mark.label, (x, y), (dx * POINT, dy * POINT), **style)


def add_legend(figure: Figure, hedges: Sequence[str], colours: Mapping[str, str] | None = None) -> None:
    """Write at the foot of the figure what the shapes, and the colours when given, mean."""
    style: dict[str, Any] = {"linestyle": "none", "markersize": 5.5}
    handles = [
        Line2D([], [], color=colour, marker="o", label=name, **style) for name, colour in (colours or {}).items()
    ]
    handles += [Line2D([], [], color=INK, marker=MARKERS[name], label=HEDGE_WORDS[name], **style) for name in hedges]
    columns = max(2, int(figure.get_figwidth() * DPI // 180))
    if handles:
        with drawing():
            figure.legend(handles=handles, loc="lower left", ncols=columns, frameon=False, fontsize=10 * POINT)


def add_kind_legend(figure: Figure, kinds: Mapping[str, tuple[str, str, str]]) -> None:
    """Write at the foot of the figure what colours and shapes of the timeline mean."""
    style: dict[str, Any] = {"linestyle": "none", "markersize": 5.5}
    handles = [
        Line2D([], [], color=colour, marker=shape, label=kind, **style) for kind, (colour, _, shape) in kinds.items()
    ]
    with drawing():
        figure.legend(handles=handles, loc="lower left", ncols=len(handles), frameon=False, fontsize=10 * POINT)


def _write(figure: Figure, form: str, metadata: Any) -> bytes:
    buffer = io.BytesIO()
    with drawing():
        figure.savefig(buffer, format=form, dpi=SHARP_DPI, metadata=metadata)
    return buffer.getvalue()
