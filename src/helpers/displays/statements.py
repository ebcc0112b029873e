"""Who said what: the ledger, statements and their tellings, estimates."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from html import escape

import great_tables as gt
import pandas as pd

from helpers.displays.cells import (
    Heading,
    Row,
    known,
    link_to,
    measure_of,
    name_articles,
    reason_of,
    relay_of,
    show_figure,
    show_table,
    show_text,
    span_of,
    stack,
    stack_html,
    unless,
)
from helpers.statements import LedgerRow
from helpers.wordings import write_date

_CORROBORATION_WORDS: Mapping[str, str] = {
    "single": "one source, told once",
    "repeated": "one source, repeated",
    "corroborated": "independent sides agree",
    "contested": "sources disagree",
    "admitted": "admitted by the side concerned",
    "withdrawn": "withdrawn",
}
_ORIGIN_WORDS: Mapping[str, str] = {"articles": "articles", "ledger": "ledger", "both": "articles and ledger"}


def display_ledger(ledger: Sequence[LedgerRow]) -> gt.GT:
    """Show the statements that a person entered, in the order of the file."""
    return show_table(
        "ledger",
        pd.DataFrame([vars(row) for row in ledger], columns=[field.name for field in fields(LedgerRow)]),
        "The ledger",
        [
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Source", lambda row: stack(row["source"], relay_of(row))),
            Heading("Figure", show_figure, align="right"),
            Heading("Counts", lambda row: stack(measure_of(row), unless(row["status"], "reported"))),
            Heading("Whose", lambda row: show_text(row["group"])),
            Heading("Period", lambda row: write_date(row["period"])),
            Heading("Note", lambda row: show_text(row["note"]), "28%"),
            Heading("Page", lambda row: link_to(row["url"], "page")),
        ],
        height="480px",
    )


def display_statements(statements: pd.DataFrame) -> gt.GT:
    """Show who said what first, when, and how often it was repeated."""
    return show_table(
        "statements",
        statements,
        "Statements: who said it first",
        [
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Source", lambda row: stack(row["source"], relay_of(row))),
            Heading("Side", lambda row: show_text(row["side"])),
            Heading("Figure", show_figure, align="right"),
            Heading("Counts", lambda row: stack(measure_of(row), unless(row["status"], "reported"))),
            Heading("Period", lambda row: write_date(row["period"])),
            Heading("Articles", lambda row: f"{row['n_articles']}", align="right"),
            Heading("Standing", lambda row: escape(_CORROBORATION_WORDS[str(row["corroboration"])])),
            Heading("Known from", lambda row: link_to(row["url"], _ORIGIN_WORDS[str(row["origin"])])),
        ],
        height="640px",
    )


def display_merged(statements: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> gt.GT:
    """Show each statement that several claims repeat, with every wording and where its date comes from."""
    told = {key: rows.to_dict("records") for key, rows in claims.groupby("statement_id")}
    names = name_articles(articles)
    return show_table(
        "merged",
        statements[statements["n_claims"] > 1],
        "Statements and their tellings",
        [
            Heading("Source", lambda row: stack(row["source"], relay_of(row))),
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Statement", lambda row: stack_html(show_figure(row), measure_of(row))),
            Heading(
                "Told as", lambda row: "<br>".join(_telling(claim, names) for claim in told[row["statement_id"]]), "45%"
            ),
            Heading("Known from", lambda row: link_to(row["url"], _ORIGIN_WORDS[str(row["origin"])])),
        ],
    )


def display_apart(statements: pd.DataFrame, claims: pd.DataFrame) -> gt.GT:
    """Show the figures of the articles that enter no running total, each with its reason and its sentence."""
    quotes = claims.drop_duplicates("statement_id").set_index("statement_id")["quote"]
    apart = statements[~statements["is_cumulative"] & statements["statement_id"].isin(quotes.index)]
    return show_table(
        "apart",
        apart,
        "Figures that enter no running total",
        [
            Heading("Figure", show_figure, align="right"),
            Heading("Counts", lambda row: stack(measure_of(row), row["group"])),
            Heading("Source", lambda row: show_text(row["source"])),
            Heading("Why", lambda row: escape(reason_of(row))),
            Heading("Sentence", lambda row: escape(str(quotes[str(row["statement_id"])])), "45%"),
        ],
    )


def display_chains(claims: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame) -> gt.GT:
    """Show through whom each figure reached the reader: outlet, whom it cites, root source."""
    names = name_articles(articles)
    publishers = articles.set_index("article_id")["publisher"]
    said = statements.set_index("statement_id")[["source", "relayed_by"]]
    shown = claims.join(said, on="statement_id", validate="many_to_one")
    return show_table(
        "chains",
        shown,
        "From the page back to the root",
        [
            Heading("Figure", lambda row: f"{show_figure(row)} {escape(measure_of(row))}"),
            Heading("Article", lambda row: stack(names[row["article_id"]], publishers[row["article_id"]])),
            Heading("Cites, in its words", lambda row: show_text(row["chain"])),
            Heading("Root source", lambda row: stack(row["source"], relay_of(row))),
            Heading("Flags", lambda row: show_text(row["flags"])),
        ],
    )


def display_latest(marks: pd.DataFrame) -> gt.GT:
    """Show what ``charts.chart_latest`` draws: the latest word of each source."""
    return show_table(
        "latest",
        marks,
        "Each source's latest figure",
        [
            Heading("Counts", lambda row: escape(measure_of(row))),
            Heading("Source", lambda row: stack(row["source"], row["side"])),
            Heading("Latest figure", show_figure, align="right"),
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("In a running total", lambda row: "yes" if row["is_cumulative"] else escape(reason_of(row))),
        ],
        height="480px",
    )


def display_revisions(marks: pd.DataFrame) -> gt.GT:
    """Show what ``charts.chart_revisions`` draws: each source's own figures and their factors."""
    return show_table(
        "revisions",
        marks,
        "How sources revised their own totals",
        [
            Heading("Source", lambda row: show_text(row["source"])),
            Heading("Counts", lambda row: escape(measure_of(row))),
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Figure", show_figure, align="right"),
            Heading("Times the one before", lambda row: escape(str(row["factor"])), align="right"),
        ],
        height="480px",
    )


def display_estimates(estimates: pd.DataFrame, name: str = "estimates") -> gt.GT:
    """Show the casualty-estimate table: the span over the latest statement of each source at each date."""
    return show_table(
        name,
        estimates,
        "Casualty estimates: from the lowest to the highest of each source's latest figure",
        [
            Heading("Whose", lambda row: show_text(row["group"])),
            Heading("Counts", lambda row: escape(measure_of(row))),
            Heading("As of", lambda row: write_date(row["as_of"])),
            Heading("Span", lambda row: f"<b>{escape(span_of(row))}</b>", align="right"),
            Heading("Statements", lambda row: f"{row['n_statements']}", align="right"),
            Heading("Sources", lambda row: f"{row['n_sources']}", align="right"),
            Heading("Sides", lambda row: f"{row['n_sides']}", align="right"),
        ],
        height="480px",
    )


def _telling(claim: Row, names: Mapping[str, str]) -> str:
    by = f", said by {claim['attributed_to']}" if known(claim["attributed_to"]) else ""
    dated = f", {write_date(claim['as_of'])} ({claim['as_of_basis']})" if known(claim["as_of"]) else ""
    return f"<b>{escape(str(claim['figure']))}</b> – {escape(names[str(claim['article_id'])] + by + dated)}"
