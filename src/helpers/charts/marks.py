"""Statements to marks: what a chart draws, worked out once for the screen and the print twin."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from helpers.charts.styles import UNKNOWN_SOURCE
from helpers.claims import MEASURES
from helpers.wordings import short_date, spell_figure, write_figure, write_measure

COMPONENT_ORDER = ("K", "W", "KW", "KWM", "KWMC", "C", "M", "?")
STATEMENT_COLUMNS = [
    "statement_id",
    "stated_on",
    "stated_on_start",
    "stated_on_end",
    "source",
    "side",
    "relayed_by",
    "group",
    "measure",
    "components",
    "modifier",
    "low",
    "best",
    "high",
    "per",
    "status",
    "period",
    "period_start",
    "period_end",
    "is_cumulative",
    "vintage_of",
    "first_published",
    "n_articles",
    "n_outlets",
    "quote",
    "chain",
]
MOST_PANELS = 60  # on a page
NOT_SAID = "not given"
ROLE_WORDS = {
    "total": "running total",
    "period": "one period, not a running total",
    "rate": "a rate, not a total",
    "projected": "projected, not reported",
    "denied": "denied",
    "withdrawn": "withdrawn",
}


def statement_marks(statements: pd.DataFrame) -> pd.DataFrame:
    """Return one row a statement with what the charts draw of it; columns that are missing count as unknown.

    ``role`` is ``total`` for a running total, or why it is none: ``projected``, ``denied``, ``withdrawn``, ``rate``
    (so many a day) or ``period`` (so many in a week). ``value`` is the best figure, else the one bound that was
    given; a range has none, because its middle was never stated. ``panel`` numbers the comparable sets: group,
    measure, components and rate.
    """
    marks = statements.reindex(columns=STATEMENT_COLUMNS).reset_index(drop=True)
    marks = marks.assign(**{name: marks[name].astype("Float64") for name in ("low", "best", "high")})
    marks = marks.assign(**{name: _texts(marks[name]) for name in ("modifier", "status", "measure", "group", "per")})
    marks["source"] = _texts(marks["source"]).fillna(UNKNOWN_SOURCE)
    marks["components"] = _texts(marks["components"])
    marks["date_start"], marks["date_end"] = _bounds(marks, "stated_on")
    marks["date"] = marks["date_start"] + (marks["date_end"] - marks["date_start"]) / 2
    marks["role"] = [_role(*row) for row in plain_rows(marks, ["status", "per", "period", "is_cumulative"])]
    marks["hollow"] = marks["role"].isin(["projected", "denied", "withdrawn"])
    marks["value"] = _values(marks)
    marks["figure"] = [write_figure(*row) for row in plain_rows(marks, ["modifier", "low", "best", "high", "per"])]
    marks["words"] = [spell_figure(*row) for row in plain_rows(marks, ["modifier", "low", "best", "high", "per"])]
    marks["told"] = [short_date(value) for (value,) in plain_rows(marks, ["stated_on"])]
    return _panels(_tooltips(marks))


def chain_ids(marks: pd.DataFrame) -> pd.Series:
    """Return for each statement the first statement of its line of vintages; None for one that stands alone."""
    parents = {row: parent for row, parent in plain_rows(marks, ["statement_id", "vintage_of"]) if parent is not None}
    roots = {row: _root(row, parents) for row in {*parents, *parents.values()}}
    return marks["statement_id"].map(roots).astype("object").where(lambda ids: ids.notna(), None)


def _root(row: object, parents: dict[object, object]) -> object:
    seen = {row}
    while (parent := parents.get(row)) is not None and parent not in seen:
        row = parent
        seen.add(row)
    return row


def largest_panels(marks: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the marks of the panels that fit a page, those with most marks, and a note on what was left out.

    >>> largest_panels(pd.DataFrame({"panel": [0, 0, 1]}))[1]
    ''
    """
    sizes = marks["panel"].value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable")
    if len(sizes) <= MOST_PANELS:
        return marks, ""
    kept = marks[marks["panel"].isin(sizes.index[:MOST_PANELS])].reset_index(drop=True)
    return kept, f"Of {len(sizes):,} panels, the {MOST_PANELS} with most figures are drawn."


def with_quotes(statements: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the statements with ``quote`` and ``chain`` of the first claim that repeats each, for the tooltips.

    >>> claims = pd.DataFrame([["s1", "c1", "30 hurt.", "HUR"]], columns=["statement_id", "claim_id", "quote", "chain"])
    >>> with_quotes(pd.DataFrame({"statement_id": ["s1", "s2"]}), claims)["quote"].tolist()
    ['30 hurt.', nan]
    """
    columns = ["statement_id", "quote", "chain"]
    first = claims.dropna(subset="statement_id").sort_values("claim_id").drop_duplicates("statement_id")
    kept = statements.drop(columns=["quote", "chain"], errors="ignore")
    return kept.merge(first[columns], on="statement_id", how="left", validate="many_to_one")


def _texts(column: pd.Series) -> pd.Series:
    return column.astype("object").where(column.notna(), None)


def plain_rows(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return some columns as rows of plain values, None where unknown.

    >>> plain_rows(pd.DataFrame({"low": pd.array([3, None], "Int64")}), ["low"])
    [(3,), (None,)]
    """
    lists = [[None if pd.isna(value) else value for value in frame[name].tolist()] for name in columns]
    return list(zip(*lists, strict=True))


def _bounds(marks: pd.DataFrame, name: str) -> tuple[pd.Series, pd.Series]:
    start, end = (pd.to_datetime(marks[f"{name}_{side}"]).astype("datetime64[s]") for side in ("start", "end"))
    return start.fillna(end), end.fillna(start)


def _role(status: object, per: object, period: object, is_cumulative: object) -> str:
    if status not in (None, "reported"):
        return str(status)
    if per is not None:
        return "rate"
    return "total" if is_cumulative or (is_cumulative is None and period is None) else "period"


def _values(marks: pd.DataFrame) -> pd.Series:
    one_sided = marks["low"].isna() != marks["high"].isna()
    bound = marks["low"].fillna(marks["high"]).where(one_sided)
    return marks["best"].fillna(bound)


def _tooltips(marks: pd.DataFrame) -> pd.DataFrame:
    said = {"relayed_by": "relayed_by", "quote": "quote", "chain": "chain", "side": "side"}
    filled = {name: _texts(marks[column]).fillna(NOT_SAID) for name, column in said.items()}
    roles = marks["role"].map(ROLE_WORDS).fillna(marks["role"])
    return marks.assign(**filled, counted=[*roles])


def _panels(marks: pd.DataFrame) -> pd.DataFrame:
    """Sort by group (most statements first), measure, components and rate, and number these sets from 0."""
    groups = marks["group"].fillna("group not given")
    sizes = groups.map(groups.value_counts())
    measures = marks["measure"].map({name: i for i, name in enumerate(MEASURES)}).fillna(len(MEASURES))
    parts = marks["components"].map({name: i for i, name in enumerate(COMPONENT_ORDER)}).fillna(len(COMPONENT_ORDER))
    keys = pd.DataFrame({"a": -sizes, "b": groups, "c": measures, "d": parts, "e": marks["per"].fillna("")})
    order = pd.MultiIndex.from_frame(keys)
    titles = [
        write_measure(str(measure), _text(parts), _text(per))
        for measure, parts, per in plain_rows(marks, ["measure", "components", "per"])
    ]
    named = [f"{group}, {title}" for group, title in zip(groups, titles, strict=True)]
    numbers = order.unique().sort_values().get_indexer(order)
    headings = titles if groups.nunique() == 1 else named
    numbered = marks.assign(panel=numbers, group=groups, panel_title=named, heading=headings)
    return numbered.sort_values(["panel", "date_end", "source", "low", "statement_id"], na_position="last").reset_index(
        drop=True
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
