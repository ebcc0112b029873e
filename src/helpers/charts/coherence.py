"""Do the figures fit together? Wounded per killed, losses as a share of those deployed, and the rules that ask."""

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from helpers.charts import prints, rows, screens, squares
from helpers.charts.marks import statement_marks
from helpers.charts.rows import GAP, RIGHT, Rows
from helpers.charts.styles import CAVEAT, OTHER, PALETTE, WIDTH, Caption, full_colours
from helpers.wordings import count_things

USUAL_RATIO = (2, 5)  # wounded per killed, rule R6
RULES: Mapping[str, str] = {
    "R1": "more killed than casualties",
    "R2": "parts do not sum",
    "R3": "part added to its total",
    "R4": "running total falls",
    "R5": "losses exceed deployed",
    "R6": "wounded per killed unusual",
    "R7": "same-day sources differ",
    "R8": "measure changes on the way",
    "R9": "hedge changes on the way",
    "R10": "figure changes on the way",
    "R11": "impossible or odd date",
    "R12": "figure not in the cited text",
    "R13": "period taken for a total",
    "R14": "jump between vintages",
    "R15": "two names for one source",
    "R16": "group missing or mixed",
}
FILLS: Mapping[str, str] = {"error": PALETTE[2], "warning": PALETTE[1], "note": OTHER}
SUBTITLE = (
    f"{CAVEAT} Ratios only where one source gave both figures; a stem is an open end. "
    f"The band is {USUAL_RATIO[0]} to {USUAL_RATIO[1]}. Squares: dark an error, orange a warning, grey a note."
)
RATIO_HEADING, SHARE_HEADING = "wounded per killed", "losses in percent of those deployed"
RULE_HEADING = "what the rules ask, a square a question"
NAMES = 230  # pixels for "source, date" and for a rule


@dataclass(frozen=True, eq=False)
class Coherence:
    """The three panels' marks: ratios, shares and the rules' questions."""

    ratios: pd.DataFrame
    shares: pd.DataFrame
    questions: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.ratios.empty and self.shares.empty and self.questions.empty


def coherence_marks(statements: pd.DataFrame, checks: pd.DataFrame) -> Coherence:
    """Return what the three panels show.

    A ratio is taken between running totals of one source, group and day. A share is taken between a source's total of
    killed or wounded and the latest total of deployed that it had given by then. Bounds go through: at least 300 of
    about 1,000 is at least 30 %.
    """
    totals = statement_marks(statements)
    totals = totals[(totals["role"] == "total") & totals["date_end"].notna()]
    who = ["group", "source"]
    killed, wounded = (totals[totals["measure"] == name] for name in ("killed", "wounded"))
    pairs = wounded.merge(killed, on=[*who, "date_end"], suffixes=("", "_of"))
    losses = totals[(totals["measure"] == "casualties") & (totals["components"] == "KW")]
    deployed = totals[totals["measure"] == "deployed"].drop_duplicates([*who, "date_end"], keep="last")
    shares = pd.merge_asof(
        losses.sort_values("date_end"), deployed.sort_values("date_end"), on="date_end", by=who, suffixes=("", "_of")
    ).dropna(subset="statement_id_of")
    return Coherence(_quotients(pairs, 1, RATIO_HEADING), _quotients(shares, 100, SHARE_HEADING), _questions(checks))


def coherence_caption(marks: Coherence) -> Caption:
    """Return the finding: how many ratios are unusual and how many questions the rules ask."""
    low, high = USUAL_RATIO
    beside = (marks.ratios["high"] < low) | (marks.ratios["low"] > high)
    odd = f"{int(beside.sum()):,} of {count_things(marks.ratios, 'ratio')} of wounded to killed outside {low} to {high}"
    asked = f"the rules ask {count_things(marks.questions, 'question')}"
    drawn = f"{count_things(marks.ratios, 'ratio')}, {count_things(marks.shares, 'share')}, {asked}"
    return Caption(f"{asked[0].upper()}{asked[1:]}; {odd}", SUBTITLE, drawn)


def chart_coherence(
    statements: pd.DataFrame, checks: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> alt.VConcatChart | alt.Chart:
    """Return how the figures fit together as an interactive chart."""
    screens.check_width(width)
    marks = coherence_marks(statements, checks)
    if marks.is_empty:
        return screens.chart_empty(width)
    palette = full_colours(colours, statements["source"])
    hedges = screens.used_hedges(pd.concat([marks.ratios["modifier"], marks.shares["modifier"]]))
    panels: list[screens.Panel] = []
    for part in (marks.ratios, marks.shares):
        if not part.empty:
            panels += rows.screen_panels(part, palette, width, names=NAMES, band=_band(part), hedges=hedges)
    if not marks.questions.empty:
        fitting = Rows.fitting(width, marks.questions["key"].nunique(), NAMES)
        panels.append(squares.screen_squares(marks.questions, fitting, RULE_HEADING))
    return screens.stack(panels, coherence_caption(marks), width)


def print_coherence(
    statements: pd.DataFrame, checks: pd.DataFrame, colours: Mapping[str, str] | None = None, width: int = WIDTH
) -> prints.Print:
    """Return how the figures fit together for print."""
    marks = coherence_marks(statements, checks)
    if marks.is_empty:
        return prints.print_empty(width)
    palette = full_colours(colours, statements["source"])
    parts = [part for part in (marks.ratios, marks.shares, marks.questions) if not part.empty]
    fitting = [Rows.fitting(width, part["key"].nunique(), NAMES) for part in parts]
    heights = [layout.height * part["key"].nunique() for layout, part in zip(fitting, parts, strict=True)]
    sides = {"left": fitting[0].left, "right": RIGHT, "gap": GAP, "foot": 60}
    figure, axes = prints.lay_out(coherence_caption(marks), heights, width=width, **sides)
    with prints.drawing():
        for axis, part, layout in zip(axes, parts, fitting, strict=True):
            if part is marks.questions:
                squares.print_squares(axis, part, layout, RULE_HEADING)
            else:
                rows.print_panel(axis, part, palette, layout, band=_band(part))
        prints.add_legend(figure, screens.used_hedges(pd.concat([marks.ratios["modifier"], marks.shares["modifier"]])))
    return figure


def _band(quotients: pd.DataFrame) -> tuple[int, int] | None:
    return USUAL_RATIO if quotients["heading"].iloc[0] == RATIO_HEADING else None


def _quotients(pairs: pd.DataFrame, times: int, heading: str) -> pd.DataFrame:
    """Return the pairs divided, bound by bound: an open end below opens the top, and the other way round."""
    low, high = pairs["low"] / pairs["high_of"] * times, pairs["high"] / pairs["low_of"] * times
    usable = pairs.assign(low=low.where(pairs["high_of"] > 0), high=high.where(pairs["low_of"] > 0))
    usable = usable[usable["low"].notna() | usable["high"].notna()]
    one = usable["low"].isna() != usable["high"].isna()
    exact = usable["low"] == usable["high"]
    value = usable["low"].fillna(usable["high"]).where(one | exact.fillna(False))
    modifier = (
        pd.Series("range", usable.index).mask(exact.fillna(False), "about").mask(one & usable["high"].isna(), "over")
    )
    modifier = modifier.mask(one & usable["low"].isna(), "under")
    unit = " %" if times == 100 else ""
    marks = usable.assign(value=value, modifier=modifier, heading=heading, panel_title=heading, panel=0, hollow=False)
    figures = [_label(*row) + unit for row in zip(marks["low"], marks["high"], strict=True)]
    name = marks["source"] + ", " + marks["told"]
    several = marks["group"].nunique() > 1
    name = name + " (" + marks["group"] + ")" if several else name
    label = pd.Series(figures, marks.index) + "  (" + marks["figure"] + " / " + marks["figure_of"] + ")"
    marks = marks.assign(name=name, key=name, figure=figures, label=label)
    return marks.drop_duplicates("key", keep="last").sort_values(["date_end", "name"]).reset_index(drop=True)


def _label(low: float | None, high: float | None) -> str:
    least, most = (None if pd.isna(bound) else f"{bound:,.1f}" for bound in (low, high))
    if least and most:
        return f"≈ {least}" if least == most else f"{least}–{most}"
    return f"≥ {least}" if least else f"≤ {most}"


def _questions(checks: pd.DataFrame) -> pd.DataFrame:
    """Return a square for each question; every rule that asked has a row, in the rules' order."""
    known = {rule: i for i, rule in enumerate(RULES)}
    order = checks["rule"].map(known).fillna(len(known))
    asked = checks.assign(order=order).sort_values(["order", "rule", "severity", "sentence"])
    named = [f"{rule} {RULES.get(rule, '')}".strip() for rule in asked["rule"]]
    count = asked.groupby("rule")["rule"].transform("size")
    fills = asked["severity"].map(FILLS).fillna(OTHER)
    return pd.DataFrame(
        {
            "key": asked["rule"],
            "name": named,
            "note": count.astype(str),
            "fill": fills,
            "edge": fills,
            "edge_width": 1.0,
            "title": asked["severity"],
            "about": asked["statement_ids"].astype("object").fillna("no statement"),
            "text": asked["sentence"],
        }
    ).reset_index(drop=True)
