"""The timeline: what happened, was said and was published when, with the dates that are in doubt."""

import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
from matplotlib.axes import Axes

from helpers.charts import prints, screens
from helpers.charts.layouts import TimeScale, list_marks
from helpers.charts.marks import plain_rows
from helpers.charts.prints import POINT
from helpers.charts.styles import CAVEAT, INK, OTHER, PALETTE, WIDTH, Caption
from helpers.wordings import count_things, short_date

LEFT, RIGHT, GAP, FOOT = 30, 28, 40, 70  # pixels
ROW, LETTER = 19, 5.5  # pixels; the letters of a text are no wider on average
MOST_ROWS = 150  # beyond it events share the last row, without texts
OVERVIEW = 46  # height of the strip on which a span is brushed
KINDS: Mapping[str, tuple[str, str, str]] = {
    # colour, shape on screen, shape in print
    "statement": (PALETTE[0], "circle", "o"),
    "event": (PALETTE[1], "diamond", "D"),
    "publication": (OTHER, "square", "s"),
}
CORE, FAR = 0.15, 1.0  # share of entries that may lie long before, and how many times the rest's span is long
LIST_HEADING = "undated, or long before the others"
SUBTITLE = (
    f"{CAVEAT} A bar is a date known only roughly; a dark ring is a date in doubt. Texts are the articles' own words."
)
WITHIN_BRUSH: Any = {"param": "span"}
BRUSH = "Drag over the strip to look closer, double-click it to see all again; hover for the sentence."
# In a span looked at closely a text stands on the side of its mark where the plot goes on.
LEFT_SIDE = "span.at ? time(datum.at) > (time(span.at[0]) + time(span.at[1])) / 2 : datum.side === 'left'"
TEXT_SIDES: tuple[tuple[str, Any, int], ...] = ((f"!({LEFT_SIDE})", "left", 10), (LEFT_SIDE, "right", -10))
COLUMNS = [
    *("event_id", "kind", "at", "date_start", "date_end", "row", "label", "side", "in_doubt"),
    *("when", "text", "as_written", "evidence", "articles"),
]
TOOLTIPS = (
    ("when", "date"),
    ("kind", "what"),
    ("text", "sentence"),
    ("as_written", "date as written"),
    ("evidence", "evidence"),
    ("articles", "article"),
)


def timeline_marks(timeline: pd.DataFrame) -> pd.DataFrame:
    """Return one row an event in order of date, the undated last; ``in_doubt`` where evidence speaks against a date."""
    marks = timeline.assign(
        when=[short_date(value) for (value,) in plain_rows(timeline, ["date"])],
        in_doubt=timeline["evidence"].notna(),
        articles=timeline["article_id"].astype("object").where(timeline["article_id"].notna(), "not given"),
        at=timeline["date_start"] + (timeline["date_end"] - timeline["date_start"]) / 2,
    )
    known = {name: i for i, name in enumerate(KINDS)}
    marks["order"] = marks["kind"].map(known).fillna(len(known))
    marks = marks.sort_values(["date_start", "date_end", "order", "text", "event_id"], na_position="last")
    return _set_aside(marks.reset_index(drop=True))


def _set_aside(marks: pd.DataFrame) -> pd.DataFrame:
    """Take what lies long before the rest off the axis, where it would press the rest together, and date its text.

    ``aside`` marks it. It is long before when the axis would be more than ``FAR`` times as long with it.
    """
    starts = marks["date_start"].dropna()
    core = starts[starts >= starts.quantile(CORE)] if len(starts) else starts
    long_ago = core.min() - FAR * (marks["date_end"].max() - core.min()) if len(core) else pd.NaT
    aside = marks["date_start"] < long_ago
    texts = marks["text"].where(~aside, marks["when"] + ": " + marks["text"])
    days = {name: marks[name].where(~aside) for name in ("at", "date_start", "date_end")}
    return marks.assign(aside=aside, shown=texts, **days)


def timeline_caption(marks: pd.DataFrame) -> Caption:
    """Return the finding: the span of the events, and how many dates are in doubt or missing."""
    dated = marks[marks["at"].notna()]
    doubt, undated = int(marks["in_doubt"].sum()), int((marks["at"].isna() & ~marks["aside"]).sum())
    counts = f"{doubt:,} with a date in doubt, {undated:,} undated"
    if marks["aside"].any():
        counts += f", {int(marks['aside'].sum()):,} long before"
    if dated.empty:
        return Caption(f"{count_things(marks, 'entry', 'entries')}, none dated", SUBTITLE, counts)
    span = f"{dated['when'].iloc[0]} to {dated.sort_values('date_end')['when'].iloc[-1]}"
    drawn = ", ".join(f"{count:,} of kind {kind}" for kind, count in marks["kind"].value_counts(sort=False).items())
    return Caption(f"{count_things(marks, 'entry', 'entries')}, {span}: {counts}", SUBTITLE, drawn)


def chart_timeline(timeline: pd.DataFrame, width: int = WIDTH) -> alt.VConcatChart | alt.Chart:
    """Return the timeline as an interactive chart: drag over the strip to zoom, hover for the sentence."""
    screens.check_width(width)
    if timeline.empty:
        return screens.chart_empty(width)
    marks = timeline_marks(timeline)
    scale = _time_scale(marks, width)
    placed = place_events(marks, scale)
    caption = timeline_caption(marks)
    panels = [_screen_undated(placed, scale)] if marks["at"].isna().any() else []
    if marks["at"].notna().any():
        panels = [_screen_overview(placed, scale), _screen_events(placed, scale), *panels]
    return screens.stack(panels, Caption(caption.title, f"{caption.subtitle} {BRUSH}", caption.drawn), width)


def print_timeline(timeline: pd.DataFrame, width: int = WIDTH) -> prints.Print:
    """Return the timeline for print."""
    if timeline.empty:
        return prints.print_empty(width)
    marks = timeline_marks(timeline)
    scale = _time_scale(marks, width)
    placed = place_events(marks, scale)
    parts = [part for part in (placed[placed["at"].notna()], placed[placed["at"].isna()]) if not part.empty]
    heights = [ROW * (int(part["row"].max()) + 1) for part in parts]
    sides = {"left": LEFT, "right": RIGHT, "gap": GAP, "foot": FOOT}
    figure, axes = prints.lay_out(timeline_caption(marks), heights, width=width, **sides)
    with prints.drawing():
        for axis, part in zip(axes, parts, strict=True):
            _print_part(axis, part, scale)
        prints.add_kind_legend(figure, {kind: look for kind, look in KINDS.items() if (marks["kind"] == kind).any()})
    return figure


def place_events(marks: pd.DataFrame, scale: TimeScale) -> pd.DataFrame:
    """Add ``row``, ``label`` and the ``side`` of its mark on which it stands, so that no two texts overlap.

    Rows follow each other in time: only the last one is shared. Undated events have a list of their own.
    """
    x = scale.pixels(marks["at"])
    starts = scale.pixels(marks["date_start"]).fillna(x)
    ends = scale.pixels(marks["date_end"]).fillna(x)
    rows: list[list[tuple[float, float]]] = []
    undated = 0
    places = []
    for at, start, end, text in zip(x, starts, ends, marks["shown"], strict=True):
        if math.isnan(at):
            places.append(
                (min(undated, MOST_ROWS - 1), _cut(text, scale.plot - 30) if undated < MOST_ROWS - 1 else "", "right")
            )
            undated += 1
        else:
            places.append(_place(start, end, text, scale.plot, rows))
    return marks.assign(**dict(zip(("row", "label", "side"), zip(*places, strict=True), strict=True)))


def _place(
    start: float, end: float, text: str, plot: float, rows: list[list[tuple[float, float]]]
) -> tuple[int, str, str]:
    side = "right" if plot - end >= start else "left"
    label = _cut(text, min(plot * 0.7, (plot - end if side == "right" else start) - 14))
    long = len(label) * LETTER + 14
    wanted = (start - 8, end + long) if side == "right" else (start - long, end + 8)
    if not rows or any(wanted[0] < right and wanted[1] > left for left, right in rows[-1]):
        if len(rows) == MOST_ROWS:
            return MOST_ROWS - 1, "", side
        rows.append([])
    rows[-1].append(wanted)
    return len(rows) - 1, label, side


def _cut(text: str, width: float) -> str:
    """Return the beginning of a text that fits a width in pixels, cut at a word."""
    text = " ".join(text.split())
    most = max(8, int(width / LETTER))
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _time_scale(marks: pd.DataFrame, width: int) -> TimeScale:
    return TimeScale.fitting(
        marks["date_start"], marks["date_end"].fillna(marks["date_end"].max()), width - LEFT - RIGHT, 0
    )


def _looks(marks: pd.DataFrame) -> tuple[alt.Color, alt.Shape]:
    """Return colour and shape of the kinds, in one legend of those that occur."""
    used = [kind for kind in KINDS if (marks["kind"] == kind).any()]
    legend = alt.Legend(title="kind", orient="top", direction="horizontal", values=used, symbolOpacity=1)
    colours, shapes = ([look[i] for look in KINDS.values()] for i in (0, 1))
    colour = alt.Color("kind:N", title="kind", scale=alt.Scale(domain=list(KINDS), range=colours), legend=legend)
    return colour, alt.Shape("kind:N", title="kind", scale=alt.Scale(domain=list(KINDS), range=shapes), legend=legend)


def _screen_events(placed: pd.DataFrame, scale: TimeScale) -> screens.Panel:
    dated = placed[placed["at"].notna()]
    colour, shape = _looks(placed)
    axis = alt.Axis(title=None, tickCount=max(3, int(scale.plot // 90)), labelFlush=False)
    x = alt.X("at:T", scale=alt.Scale(type="utc", domain=WITHIN_BRUSH, nice=False, padding=16), axis=axis)
    y = alt.Y("row:O", axis=None)
    base = alt.Chart().transform_filter(WITHIN_BRUSH)
    spread = "datum.date_start !== datum.date_end"
    texts = base.encode(alt.Text("label:N"), **screens.fixed(color=INK))
    layers = (
        base.mark_rule(strokeWidth=7, opacity=0.3, clip=True)
        .encode(alt.X("date_start:T"), alt.X2("date_end"))
        .transform_filter(spread),
        base.mark_point(size=60, filled=True, opacity=1, clip=True).encode(shape),
        base.mark_point(size=150, filled=False, strokeWidth=1.5, clip=True, shape="circle")
        .encode(**screens.fixed(color=INK))
        .transform_filter("datum.in_doubt"),
        *(
            texts.mark_text(align=align, dx=dx, clip=True).transform_filter(on_side)
            for on_side, align, dx in TEXT_SIDES
        ),
    )
    rows = alt.Step(ROW)  # as high as there are events in the span
    return screens.layer_on(dated[COLUMNS], layers, x, y, colour, width=scale.plot, height=rows, tooltip=TOOLTIPS)


def _screen_overview(placed: pd.DataFrame, scale: TimeScale) -> screens.Panel:
    dated = placed[placed["at"].notna()]
    brush = alt.selection_interval(name="span", encodings=["x"])
    x = screens.time_axis("at", scale)
    y = alt.Y("kind:N", sort=list(KINDS), axis=None)
    colour, _ = _looks(placed)
    ticks = alt.Chart().mark_tick(thickness=2, opacity=0.7).add_params(brush)
    return screens.layer_on(dated[COLUMNS], [ticks], x, y, colour, width=scale.plot, height=OVERVIEW, tooltip=TOOLTIPS)


def _screen_undated(placed: pd.DataFrame, scale: TimeScale) -> screens.Panel:
    undated = placed[placed["at"].isna()]
    colour, shape = _looks(placed)
    y = alt.Y("row:O", scale=alt.Scale(domain=list(range(int(undated["row"].max()) + 1))), axis=None)
    base = alt.Chart().encode(**screens.fixed(x=8))
    layers = (
        base.mark_point(size=60, filled=True, opacity=1).encode(shape),
        base.mark_text(align="left", dx=10).encode(alt.Text("label:N"), **screens.fixed(color=INK)),
    )
    height = ROW * (int(undated["row"].max()) + 1)
    return screens.layer_on(
        undated[COLUMNS], layers, y, colour, width=scale.plot, height=height, heading=LIST_HEADING, tooltip=TOOLTIPS
    )


def _print_part(axes: Axes, part: pd.DataFrame, scale: TimeScale) -> None:
    dated = bool(part["at"].notna().all())
    prints.style_panel(axes, "" if dated else LIST_HEADING)
    prints.set_time_axis(axes, scale)
    axes.set(ylim=(int(part["row"].max()) + 0.5, -0.5), yticks=[])
    if not dated:
        axes.set_xticks([])
    xs = scale.pixels(part["at"]).fillna(8)
    starts, ends = scale.pixels(part["date_start"]).fillna(8), scale.pixels(part["date_end"]).fillna(8)
    for mark, at, start, end in zip(list_marks(part), xs, starts, ends, strict=True):
        _print_mark(axes, mark, at, (start, end))


def _print_mark(axes: Axes, mark: Any, at: float, bar: tuple[float, float]) -> None:
    colour, _, marker = KINDS[mark.kind]
    if bar[0] < bar[1]:
        axes.plot(bar, [mark.row] * 2, color=colour, linewidth=5, alpha=0.3, solid_capstyle="butt")
    axes.plot([at], [mark.row], marker=marker, markersize=5, color=colour, linestyle="none", gid="mark", zorder=3)
    if mark.in_doubt:
        axes.plot([at], [mark.row], marker="o", markersize=9, markerfacecolor="none", color=INK, markeredgewidth=1)
    right = mark.side == "right"
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "fontsize": 6.8,
        "va": "center",
        "ha": "left" if right else "right",
    }
    axes.annotate(mark.label, (at, mark.row), ((10 if right else -10) * POINT, 0), **style)
