"""What the articles are and say: documents, dates, figures."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from html import escape

import great_tables as gt
import pandas as pd

from helpers.articles import Article
from helpers.dates import DateMention
from helpers.displays.cells import (
    Heading,
    Row,
    known,
    mark_figure,
    measure_of,
    name_articles,
    show_figure,
    show_table,
    show_text,
    stack,
    stack_html,
    unless,
)
from helpers.wordings import write_date


def display_articles(articles: pd.DataFrame) -> gt.GT:
    """Show what is known of each article, and what is not."""
    return show_table(
        "articles",
        articles,
        "The articles",
        [
            Heading("Article", lambda row: stack(row["title"], row["path"]), "34%"),
            Heading("Publisher", lambda row: show_text(row["publisher"])),
            Heading("Published", lambda row: stack(write_date(row["published"]), row["published_basis"])),
            Heading("Words", lambda row: f"{row['n_words']:,}", align="right"),
            Heading("Copy of", lambda row: show_text(row["copy_of"])),
            Heading("Problem", lambda row: show_text(row["problem"])),
        ],
    )


def display_dates(articles: Sequence[Article], dates: Mapping[str, Sequence[DateMention]]) -> gt.GT:
    """Show every date as written and as read, by article."""
    rows = [
        {"article": article.title or article.path, "text": article.text, **vars(date)}
        for article in articles
        for date in dates[article.article_id]
    ]
    return show_table(
        "dates",
        pd.DataFrame(rows, columns=["article", "text", *(field.name for field in fields(DateMention))]),
        "Every date, as written and as read",
        [
            Heading("As written", lambda row: f"<b>{escape(str(row['expression']))}</b>"),
            Heading("Read as", lambda row: write_date(row["value"])),
            Heading("In EDTF", lambda row: show_text(row["value"])),
            Heading("Around it", lambda row: escape(quote_around(row["text"], row["start"], row["end"])), "45%"),
            Heading("Article", lambda row: show_text(row["article"])),
        ],
    )


def display_claims(claims: pd.DataFrame, articles: pd.DataFrame, name: str = "claims") -> gt.GT:
    """Show every claim with its sentence, the figure marked in it."""
    names = name_articles(articles)
    return show_table(
        name,
        claims,
        "Every reported figure, in the words it came in",
        [
            Heading("Figure", show_figure, align="right"),
            Heading("Counts", lambda row: stack(measure_of(row), unless(row["status"], "reported"))),
            Heading("Whose", lambda row: show_text(row["group"])),
            Heading("Said by", lambda row: show_text(row["attributed_to"])),
            Heading("As of", lambda row: stack(write_date(row["as_of"]), row["as_of_basis"])),
            Heading("Sentence", lambda row: stack_html(mark_figure(row), _origin(row, names)), "40%"),
        ],
    )


def _origin(claim: Row, names: Mapping[str, str]) -> str:
    """Return where a claim stands, and what a reviewer did to it."""
    told = names[str(claim["article_id"])]
    return escape(f"{told} · {claim['review']}" if known(claim["review"]) else told)


def display_confidence(claims: pd.DataFrame) -> gt.GT:
    """Show how certain it is that each claim was read correctly."""
    return show_table(
        "confidence",
        claims,
        "How certain the reading is",
        [
            Heading("Confidence", lambda row: f"{row['confidence']:.2f}", align="right"),
            Heading("Figure", show_figure, align="right"),
            Heading("Counts", lambda row: stack(measure_of(row), row["group"])),
            Heading("Sentence", lambda row: mark_figure(row), "60%"),
        ],
    )


def quote_around(text: str, start: int, end: int, reach: int = 60) -> str:
    """Return the words around a place in a text."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return f"… {before.partition(' ')[2]}{text[start:end]}{after.rpartition(' ')[0]} …".replace("\n", " ")
