"""Tables to sentences: what was found, said in words and computed from the rows, never typed."""

from collections.abc import Sequence

import pandas as pd

from helpers.corrections import Correction
from helpers.displays.cells import Row, figure_of, measure_of, span_of
from helpers.edtf import read_bounds
from helpers.statements import LedgerRow
from helpers.wordings import count_things, write_date
from helpers.words import Collection

_PANEL_ORDER = ("killed", "wounded", "casualties", "captured", "missing", "deployed")


def summarise_collection(collection: Collection, group: str | None) -> str:
    """Return the topic, the group and the question of a report, as Markdown."""
    return f"**{collection.title}** · {group or 'all groups'}\n\n*{collection.question}*"


def summarise_articles(articles: pd.DataFrame) -> str:
    """Return how much there is to read, and what is not known of it."""
    undated = articles["published"].isna() | articles["published_basis"].eq("inferred")
    lines = [
        f"{count_things(articles, 'article')} with {articles['n_words'].sum():,} words.",
        f"Publication date not stated: {undated.sum()}. Publisher not known: {articles['publisher'].isna().sum()}.",
        f"Copies of another article: {articles['copy_of'].notna().sum()}. Not or only partly readable: "
        f"{articles['problem'].notna().sum()}.",
    ]
    return "\n".join(lines)


def summarise_ledger(ledger: Sequence[LedgerRow]) -> str:
    """Return how many statements were entered by hand, by how many sources, and over what time."""
    days = sorted(day for row in ledger if row.stated_on for day in read_bounds(row.stated_on) if day)
    span = f", from {write_date(days[0].isoformat())} to {write_date(days[-1].isoformat())}" if days else ""
    undated = sum(row.stated_on is None for row in ledger)
    sources = count_things({row.source for row in ledger}, "source")
    return f"{count_things(ledger, 'statement')} by {sources}{span}; {undated} undated."


def summarise_claims(claims: pd.DataFrame) -> str:
    """Return how many figures were found, of what, and which are not plain reports."""
    counted = claims["measure"].value_counts()
    by_measure = ", ".join(f"{counted[measure]} {measure}" for measure in _PANEL_ORDER if measure in counted)
    articles = count_things(claims["article_id"].unique(), "article")
    unnamed = claims["attributed_to"].isna().sum()
    lines = [
        f"{count_things(claims, 'figure')} in {articles}: {by_measure or 'none'}.",
        f"Said to be projected: {claims['status'].eq('projected').sum()}, "
        f"denied: {claims['status'].eq('denied').sum()}. "
        f"Covering a period, not a running total: {claims['period'].notna().sum()}. Without a named source: {unnamed}.",
    ]
    return "\n".join(lines)


def summarise_statements(statements: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Return the count that matters: not how often something was printed, but how many said it."""
    sources, sides = statements["source"].unique(), statements["side"].dropna().unique()
    return (
        f"{count_things(articles, 'article')}, {count_things(statements, 'statement')}, "
        f"{count_things(sources, 'source')}, {count_things(sides, 'side')}."
    )


def summarise_latest(statements: pd.DataFrame, estimates: pd.DataFrame, group: str | None) -> str:
    """Return, for each measure, the latest stated total and the span over the latest word of each source."""
    lines = [
        f"{measure_of(row)}: {_latest(_like(statements, row))}. {_span_of(row)}" for row in _last_of_each(estimates)
    ]
    return "\n".join(lines) or f"No dated running total for {group or 'any group'} with these parameters."


def summarise_answer(statements: pd.DataFrame, estimates: pd.DataFrame, group: str | None) -> str:
    """Return the latest stated total of each measure in one line."""
    parts = [f"{measure_of(row)} {_latest(_like(statements, row))}" for row in _last_of_each(estimates)]
    return f"Latest word on {group or 'all groups'}: " + ("; ".join(parts) or "no dated running total") + "."


def summarise_checks(checks: pd.DataFrame) -> str:
    """Return how many points the coherence rules raise, by how serious they are."""
    counted = checks["severity"].value_counts()
    found = [
        f"{counted[name]} {name}{'s' if counted[name] > 1 else ''}"
        for name in ("error", "warning", "note")
        if name in counted
    ]
    return ", ".join(found) + " to look at." if found else "No rule asks for a look."


def summarise_corrections(corrections: Sequence[Correction]) -> str:
    """Return every correction in words, in the order in which they are replayed."""
    lines = [f"{item.table} {item.key}: {item.wording}" for item in corrections]
    return "\n".join(lines) or "No correction has been made."


def summarise_unknown(statements: pd.DataFrame) -> str:
    """Return the sources that nobody has given a side."""
    unknown = statements.loc[statements["side"].isna() | statements["side"].eq("unknown"), "source"]
    names = sorted(set(unknown))
    return (
        f"{count_things(names, 'source')} without a side: {', '.join(names)}." if names else "Every source has a side."
    )


def summarise_changes(changes: pd.DataFrame, earlier: str | None) -> str:
    """Return how much changed since an earlier run; says so when nothing did."""
    if earlier is None:
        return "No earlier run to compare with."
    counted = changes["kind"].value_counts(sort=False)
    return (
        ", ".join(f"{number} {kind}" for kind, number in counted.items()) + "." if len(changes) else "Nothing changed."
    )


def _last_of_each(estimates: pd.DataFrame) -> list[Row]:
    ordered = estimates.assign(
        order=estimates["measure"].map(_PANEL_ORDER.index), comps=estimates["components"].fillna("")
    ).sort_values(["order", "comps", "as_of"], kind="stable")
    return ordered.drop_duplicates(["group", "measure", "comps"], keep="last").to_dict("records")  # type: ignore[return-value]


def _like(statements: pd.DataFrame, row: Row) -> pd.DataFrame:
    alike = statements["group"].eq(row["group"]) & statements["measure"].eq(row["measure"])
    alike &= statements["components"].fillna("").eq(row["comps"]) & statements["is_cumulative"]
    return statements[alike & statements["stated_on_end"].notna()]


def _latest(statements: pd.DataFrame) -> str:
    value = statements["best"].fillna(statements["high"]).fillna(statements["low"])
    last = statements.assign(value=value).sort_values(["stated_on_end", "value", "statement_id"]).iloc[-1]
    return f"{figure_of(last.to_dict())} ({last['source']}, {write_date(last['stated_on'])})"


def _span_of(row: Row) -> str:
    if row["n_sources"] == 1:
        return "One source only."
    sides = f"{row['n_sides']} side{'s' if row['n_sides'] != 1 else ''}"
    return f"The latest figures of {row['n_sources']} sources on {sides} run from {span_of(row)}."
