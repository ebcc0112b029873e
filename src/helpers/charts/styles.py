"""How every chart looks: colours, shapes, sizes and the words that stand beside each one.

No red, no icons, no counters: every number stands for people.
"""

import math
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

WIDTH = 760  # pixels, what a JupyterLab cell shows beside its file browser
MIN_WIDTH = 320  # pixels, a phone held upright
UNKNOWN_SOURCE = "unknown source"

# Told apart by people with protan, deutan and tritan vision (CIE76 distance >= 14 in each, Machado 2009)
# and at least 3:1 on white (WCAG 1.4.11).
PALETTE = ("#2E8BC0", "#D07A00", "#332288", "#AA4499", "#8C510A", "#1A1A1A", "#7048E8", "#5E3C1A")
OTHER = "#767676"  # every source after the first eight
OTHER_SOURCES = "other sources"
INK, FAINT_INK, GRID = "#222222", "#5A5A5A", "#E4E4E4"
LANE_FILL = "#F4F4F4"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
FONT_SIZE, TITLE_SIZE = 12, 15
CAVEAT = "Reported claims, not verified."
NO_STATEMENT = "No statement with these parameters"

HEDGES = ("exact", "about", "over", "under", "range", "vague")
SHAPES = dict(zip(HEDGES, ("circle", "square", "triangle-up", "triangle-down", "stroke", "stroke"), strict=True))
MARKERS = dict(zip(HEDGES, ("o", "s", "^", "v", "_", "_"), strict=True))
HEDGE_WORDS = {
    "exact": "exact",
    "about": "about (≈)",
    "over": "at least (≥)",
    "under": "up to (≤)",
    "range": "range (–)",
    "vague": "vague (~)",
}


@dataclass(frozen=True)
class Caption:
    """What stands around a chart: its finding, the caveat and how to read it, and in words what is drawn."""

    title: str
    subtitle: str
    drawn: str

    def noting(self, note: str) -> "Caption":
        """Return the caption with one more sentence under the title."""
        return Caption(self.title, f"{self.subtitle} {note}".rstrip(), self.drawn)

    @property
    def alt_text(self) -> str:
        """The alternative text.

        >>> Caption("Two sources differ", CAVEAT, "3 rows").alt_text
        'Chart. Two sources differ. 3 rows. Reported claims, not verified.'
        """
        return f"Chart. {self.title}. {self.drawn}. {CAVEAT}"


def source_colours(sources: Iterable[object]) -> dict[str, str]:
    """Return one colour a source: the eight named most often get their own, the others share a grey.

    Pass every source of the collection, repeated as often as it speaks, so that a filtered chart keeps the colours.

    >>> source_colours(["NIS", "HUR", "NIS", None])
    {'NIS': '#2E8BC0', 'HUR': '#D07A00', 'unknown source': '#767676'}
    >>> source_colours([])
    {}
    """
    names = pd.Series(list(sources), dtype="object")
    counts = names.dropna().astype(str).value_counts().rename_axis("source").reset_index(name="n")
    ranked = counts.sort_values(["n", "source"], ascending=[False, True])["source"]
    colours = {name: PALETTE[i] if i < len(PALETTE) else OTHER for i, name in enumerate(ranked)}
    return colours | ({UNKNOWN_SOURCE: OTHER} if names.isna().any() else {})


def full_colours(colours: Mapping[str, str] | None, sources: Iterable[object]) -> dict[str, str]:
    """Return the colours passed in, or derived ones, with a grey for each source they lack.

    >>> full_colours({"NIS": "#332288"}, ["NIS", "HUR", None])
    {'NIS': '#332288', 'HUR': '#767676', 'unknown source': '#767676'}
    """
    names = list(sources)
    known = dict(source_colours(names) if colours is None else colours)
    lacking = set(pd.Series(names, dtype="object").dropna().astype(str)) - set(known)
    return known | dict.fromkeys(sorted(lacking), OTHER) | ({} if UNKNOWN_SOURCE in known else {UNKNOWN_SOURCE: OTHER})


def legend_colours(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the sources that have a colour of their own, and one entry for all others.

    >>> legend_colours({"NIS": "#332288", "HUR": "#767676"})
    {'NIS': '#332288', 'other sources': '#767676'}
    """
    return {name: colour for name, colour in colours.items() if colour != OTHER} | {OTHER_SOURCES: OTHER}


def wrap_text(text: str, width: int, size: int) -> list[str]:
    """Break a text into lines that fit a width in pixels at a font size.

    >>> wrap_text("Reported claims, not verified.", 100, 12)
    ['Reported claims,', 'not verified.']
    """
    return textwrap.wrap(text, max(12, int(width / (size * 0.52)))) or [""]


def wrap_name(name: str, width: int) -> list[str]:
    """Return a source's name in at most two lines that fit a width in pixels, cut with "…" if it must be.

    >>> wrap_name("unnamed Western officials via BBC", 180)
    ['unnamed Western officials', 'via BBC']
    """
    size = FONT_SIZE - 1
    before, via, after = name.partition(" via ")
    most = max(12, int(width / (size * 0.56)))
    lines = [before, f"via {after}"] if via else textwrap.wrap(name, most)
    shown = lines if len(lines) <= 2 else [lines[0], " ".join(lines[1:])]
    return [line if len(line) <= most else line[: most - 1].rstrip() + "…" for line in shown]


def nice_ticks(top: float, most: int) -> list[int]:
    """Return whole, round tick values from 0 up to ``top``, at most so many.

    >>> nice_ticks(5300, 6), nice_ticks(1.2, 6)
    ([0, 1000, 2000, 3000, 4000, 5000], [0, 1])
    """
    rough = max(1.0, top / max(1, most))
    power = 10 ** math.floor(math.log10(rough))
    steps = [int(m * power) for m in (1, 2, 5, 10)]
    step = next(
        (step for step in steps if rough <= step <= top),
        max(1, max(step for step in (1, *steps) if step <= max(1, top))),
    )
    return list(range(0, int(top) + 1, step))


def text_width(text: str, size: int = FONT_SIZE - 1) -> float:
    """Return about how many pixels a text takes in one line.

    >>> text_width("≥ 100") < text_width("≥ 10,000")
    True
    """
    return 0.56 * size * len(text)


def screen_config() -> dict[str, Any]:
    """Return the Vega-Lite config that all screen charts share."""
    axis = {
        "labelFontSize": FONT_SIZE - 1,
        "titleFontSize": FONT_SIZE - 1,
        "titleFontWeight": "normal",
        "labelColor": FAINT_INK,
        "titleColor": FAINT_INK,
        "gridColor": GRID,
        "domainColor": "#BBBBBB",
        "tickColor": "#BBBBBB",
    }
    return {
        "font": FONT,
        "background": "white",
        "view": {"stroke": None},
        "axis": axis,
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": TITLE_SIZE,
            "fontWeight": "bold",
            "color": INK,
            "subtitleColor": FAINT_INK,
            "subtitleFontSize": FONT_SIZE,
            "subtitlePadding": 5,
            "offset": 12,
        },
        "legend": {
            "labelFontSize": FONT_SIZE - 1,
            "titleFontSize": FONT_SIZE - 1,
            "titleFontWeight": "normal",
            "titleColor": FAINT_INK,
            "labelColor": INK,
            "labelLimit": 230,
            "symbolSize": 70,
            "symbolOpacity": 1,
        },
        "text": {"fontSize": FONT_SIZE - 1, "color": INK},
    }


def print_config() -> dict[str, Any]:
    """Return the matplotlib settings that all print charts share; they also make the files reproducible."""
    return {
        "font.family": ["DejaVu Sans"],
        "font.size": 8,
        "axes.edgecolor": "#BBBBBB",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": GRID,
        "text.color": INK,
        "xtick.color": FAINT_INK,
        "ytick.color": FAINT_INK,
        "svg.hashsalt": "reported-casualties",
        "svg.fonttype": "path",
    }
