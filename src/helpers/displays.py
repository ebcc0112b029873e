"""Tables to what people read: one HTML table or one sentence for each question of the notebooks.

Every function takes DataFrames with the columns of ``tables.TABLES`` and shows all of their rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import Any, Literal

import great_tables as gt
import pandas as pd
from IPython.display import Markdown

from helpers.articles import Article
from helpers.dates import DateMention
from helpers.edtf import read_bounds
from helpers.statements import LedgerRow, Note
from helpers.timeline import DateConflict

CAVEAT = (
    "These are reported claims, extracted from published articles. They are not verified counts. Sources include "
    "parties to the war, who have reasons to over- or understate. Figures differ in what they count and for which "
    "date; they must not be added or averaged. The absence of a figure is not zero."
)
COMPONENT_WORDS: Mapping[str, str] = {
    "KW": "killed or wounded",
    "KWM": "killed, wounded or missing",
    "KWMC": "killed, wounded, missing or captured",
    "?": "casualties, kind not told",
}
_HEDGE_SIGNS: Mapping[str, str] = {"about": "≈ ", "over": "≥ ", "under": "≤ ", "exact": "", "vague": "", "range": ""}
_CORROBORATION_WORDS: Mapping[str, str] = {
    "single": "one source, told once",
    "repeated": "one source, repeated",
    "corroborated": "independent sides agree",
    "contested": "sources disagree",
    "admitted": "admitted by the side concerned",
    "withdrawn": "withdrawn",
}
_ORIGIN_WORDS: Mapping[str, str] = {"articles": "articles", "ledger": "ledger", "both": "articles and ledger"}
_MISSING = "–"
_SHOWN_WHOLE = 12  # rows; longer tables scroll

Row = Mapping[Any, Any]  # a row of a table, as DataFrame.to_dict("records") gives it
Cell = Callable[[Row], str]


@dataclass(frozen=True)
class Heading:
    """One column of a shown table: its label and the HTML of a row's cell."""

    label: str
    cell: Cell
    width: str | None = None
    align: Literal["left", "right"] = "left"


class ShownTable(gt.GT):
    """A table whose text form, which notebooks save beside the HTML, is the same in every run."""

    def __repr__(self) -> str:
        return f"{self._heading.title}: {len(self._tbl_data)} rows"


def write_figure(row: Row) -> str:
    """Return a figure with its bounds in signs: ≈ about, ≥ at least, ≤ at most.

    >>> write_figure({"modifier": "over", "low": 100, "best": 100, "high": None, "per": None})
    '≥ 100'
    >>> write_figure({"modifier": "vague", "low": 300, "best": None, "high": 900, "per": "day"})
    '300–900 a day'
    """
    low, best, high = (_number(row[key]) for key in ("low", "best", "high"))
    rate = f" a {row['per']}" if _known(row.get("per")) else ""
    if best is None and low is not None and high is not None:
        return f"{low:,}–{high:,}{rate}"
    value = best if best is not None else low if low is not None else high
    return _MISSING if value is None else f"{_HEDGE_SIGNS.get(str(row['modifier']), '')}{value:,}{rate}"


def write_span(row: Row) -> str:
    """Return the span of an estimate, open ends shown.

    >>> write_span({"low": 100, "high": None, "low_open": False, "high_open": True})
    '100 or more'
    >>> write_span({"low": None, "high": 1000, "low_open": True, "high_open": False})
    'up to 1,000'
    """
    low, high = (_number(row[key]) for key in ("low", "high"))
    bottom = None if low is None else f"{low:,} or fewer" if row["low_open"] else f"{low:,}"
    top = None if high is None else f"{high:,} or more" if row["high_open"] else f"{high:,}"
    if bottom is None:
        return _MISSING if top is None else f"up to {top}"
    if top is None:
        return f"{low:,} or more"
    return top if low == high and not row["low_open"] else f"{bottom} to {top}"


def write_date(value: object) -> str:
    """Return an EDTF date in words; unknown is a dash.

    >>> write_date("2024-12-19"), write_date("2024-11-01/2024-11-10"), write_date("2024-12"), write_date("2024-10/..")
    ('19 December 2024', '1–10 November 2024', 'December 2024', 'since October 2024')
    """
    if not isinstance(value, str):
        return _MISSING
    first, slash, last = value.partition("/")
    if not slash:
        return _point(first)
    if last == "..":
        return f"since {_point(first)}"
    if first == "..":
        return f"until {_point(last)}"
    start, end = read_bounds(value)
    if (
        start
        and end
        and len(first) == len(last) == len("2024-12-19")
        and (start.year, start.month) == (end.year, end.month)
    ):
        return f"{start.day}–{end.day} {end:%B %Y}"
    return f"{_point(first)} – {_point(last)}"


def write_measure(row: Row) -> str:
    """Return what a figure counts, in words: ``casualties KW`` is "killed or wounded"."""
    if row["measure"] == "casualties":
        return COMPONENT_WORDS.get(str(row["components"]), f"casualties ({row['components']})")
    return str(row["measure"])


def display_articles(articles: pd.DataFrame) -> gt.GT:
    """Show what is known of each article, and what is not."""
    return _table(
        "articles",
        articles,
        "The articles",
        [
            Heading("Article", lambda row: _stacked(row["title"], row["path"]), "34%"),
            Heading("Publisher", lambda row: _text(row["publisher"])),
            Heading("Published", lambda row: _stacked(write_date(row["published"]), row["published_basis"])),
            Heading("Words", lambda row: f"{row['n_words']:,}", align="right"),
            Heading("Copy of", lambda row: _text(row["copy_of"])),
            Heading("Problem", lambda row: _text(row["problem"])),
        ],
    )


def display_ledger(ledger: Sequence[LedgerRow]) -> gt.GT:
    """Show the statements that a person entered, in the order of the file."""
    return _table(
        "ledger",
        pd.DataFrame([vars(row) for row in ledger], columns=[field.name for field in fields(LedgerRow)]),
        "The ledger",
        [
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Source", lambda row: _stacked(row["source"], _relay(row))),
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Counts", lambda row: _stacked(write_measure(row), _unless(row["status"], "reported"))),
            Heading("Whose", lambda row: _text(row["group"])),
            Heading("Period", lambda row: write_date(row["period"])),
            Heading("Note", lambda row: _text(row["note"]), "28%"),
            Heading("Page", lambda row: _link(row["url"], "page")),
        ],
        height="480px",
    )


def display_claims(claims: pd.DataFrame, articles: pd.DataFrame, name: str = "claims") -> gt.GT:
    """Show every claim with its sentence, the figure marked in it."""
    names = _names(articles)
    return _table(
        name,
        claims,
        "Every reported figure, in the words it came in",
        [
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Counts", lambda row: _stacked(write_measure(row), _unless(row["status"], "reported"))),
            Heading("Whose", lambda row: _text(row["group"])),
            Heading("Said by", lambda row: _text(row["attributed_to"])),
            Heading("As of", lambda row: _stacked(write_date(row["as_of"]), row["as_of_basis"])),
            Heading("Sentence", lambda row: _stacked_html(_marked(row), escape(names[str(row["article_id"])])), "40%"),
        ],
    )


def display_confidence(claims: pd.DataFrame) -> gt.GT:
    """Show how certain it is that each claim was read correctly."""
    return _table(
        "confidence",
        claims,
        "How certain the reading is",
        [
            Heading("Confidence", lambda row: f"{row['confidence']:.2f}", align="right"),
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Counts", lambda row: _stacked(write_measure(row), row["group"])),
            Heading("Sentence", lambda row: _marked(row), "60%"),
        ],
    )


def display_statements(statements: pd.DataFrame) -> gt.GT:
    """Show who said what first, when, and how often it was repeated."""
    return _table(
        "statements",
        statements,
        "Statements: who said it first",
        [
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Source", lambda row: _stacked(row["source"], _relay(row))),
            Heading("Side", lambda row: _text(row["side"])),
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Counts", lambda row: _stacked(write_measure(row), _unless(row["status"], "reported"))),
            Heading("Period", lambda row: write_date(row["period"])),
            Heading("Articles", lambda row: f"{row['n_articles']}", align="right"),
            Heading("Standing", lambda row: escape(_CORROBORATION_WORDS[str(row["corroboration"])])),
            Heading("Known from", lambda row: _link(row["url"], _ORIGIN_WORDS[str(row["origin"])])),
        ],
        height="640px",
    )


def display_latest(marks: pd.DataFrame) -> gt.GT:
    """Show what ``charts.chart_latest`` draws: the latest word of each source."""
    return _table(
        "latest",
        marks,
        "Each source's latest figure",
        [
            Heading("Counts", lambda row: escape(write_measure(row))),
            Heading("Source", lambda row: _stacked(row["source"], row["side"])),
            Heading("Latest figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("In a running total", lambda row: "yes" if row["is_cumulative"] else escape(write_reason(row))),
        ],
        height="480px",
    )


def display_revisions(marks: pd.DataFrame) -> gt.GT:
    """Show what ``charts.chart_revisions`` draws: each source's own figures and their factors."""
    return _table(
        "revisions",
        marks,
        "How sources revised their own totals",
        [
            Heading("Source", lambda row: _text(row["source"])),
            Heading("Counts", lambda row: escape(write_measure(row))),
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Times the one before", lambda row: escape(str(row["factor"])), align="right"),
        ],
        height="480px",
    )


def display_merged(statements: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> gt.GT:
    """Show each statement that several claims repeat, with every wording and where its date comes from."""
    told = {key: rows.to_dict("records") for key, rows in claims.groupby("statement_id")}
    names = _names(articles)
    return _table(
        "merged",
        statements[statements["n_claims"] > 1],
        "Statements and their tellings",
        [
            Heading("Source", lambda row: _stacked(row["source"], _relay(row))),
            Heading("Stated on", lambda row: write_date(row["stated_on"])),
            Heading("Statement", lambda row: _stacked_html(f"<b>{escape(write_figure(row))}</b>", write_measure(row))),
            Heading(
                "Told as", lambda row: "<br>".join(_telling(claim, names) for claim in told[row["statement_id"]]), "45%"
            ),
            Heading("Known from", lambda row: _link(row["url"], _ORIGIN_WORDS[str(row["origin"])])),
        ],
    )


def display_apart(statements: pd.DataFrame, claims: pd.DataFrame) -> gt.GT:
    """Show the figures of the articles that enter no running total, each with its reason and its sentence."""
    quotes = claims.drop_duplicates("statement_id").set_index("statement_id")["quote"]
    apart = statements[~statements["is_cumulative"] & statements["statement_id"].isin(quotes.index)]
    return _table(
        "apart",
        apart,
        "Figures that enter no running total",
        [
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b>", align="right"),
            Heading("Counts", lambda row: _stacked(write_measure(row), row["group"])),
            Heading("Source", lambda row: _text(row["source"])),
            Heading("Why", lambda row: escape(write_reason(row))),
            Heading("Sentence", lambda row: escape(str(quotes[str(row["statement_id"])])), "45%"),
        ],
    )


def write_reason(row: Row) -> str:
    """Return why a statement enters no running total.

    >>> write_reason({"status": "projected", "per": None, "period": None})
    'projected, not said to have happened'
    """
    if row["status"] != "reported":
        return f"{row['status']}, not said to have happened"
    if _known(row["per"]):
        return f"a rate, per {row['per']}"
    if _known(row["period"]):
        return f"covers only {write_date(row['period'])}"
    return "a part of another figure, or one event"


def display_estimates(estimates: pd.DataFrame, name: str = "estimates") -> gt.GT:
    """Show the casualty-estimate table: the span over the latest statement of each source at each date."""
    return _table(
        name,
        estimates,
        "Casualty estimates: from the lowest to the highest of each source's latest figure",
        [
            Heading("Whose", lambda row: _text(row["group"])),
            Heading("Counts", lambda row: escape(write_measure(row))),
            Heading("As of", lambda row: write_date(row["as_of"])),
            Heading("Span", lambda row: f"<b>{escape(write_span(row))}</b>", align="right"),
            Heading("Statements", lambda row: f"{row['n_statements']}", align="right"),
            Heading("Sources", lambda row: f"{row['n_sources']}", align="right"),
            Heading("Sides", lambda row: f"{row['n_sides']}", align="right"),
        ],
        height="480px",
    )


def display_timeline(timeline: pd.DataFrame) -> gt.GT:
    """Show what happened and what was said when, with the date as written and any doubt about it."""
    return _table(
        "timeline",
        timeline,
        "The timeline",
        [
            Heading("Date", lambda row: _stacked(write_date(row["date"]), _quoted(row["as_written"]))),
            Heading("Kind", lambda row: escape(str(row["kind"]))),
            Heading("What", lambda row: escape(str(row["text"])), "50%"),
            Heading("Corrected to", lambda row: write_date(row["as_corrected"])),
            Heading("Doubt and evidence", lambda row: _text(row["evidence"]), "25%"),
        ],
    )


def display_conflicts(conflicts: Sequence[DateConflict]) -> gt.GT:
    """Show each date that cannot be right, or that disagrees with another, with the proposal and its evidence."""
    return _table(
        "conflicts",
        pd.DataFrame([vars(item) for item in conflicts], columns=[field.name for field in fields(DateConflict)]),
        "Dates in doubt",
        [
            Heading("As written", lambda row: _stacked(f"“{row['as_written']}”", row["kind"])),
            Heading("Read as", lambda row: write_date(row["date"])),
            Heading("Proposed", lambda row: write_date(row["proposed"])),
            Heading("Confidence", lambda row: f"{row['confidence']:.2f}", align="right"),
            Heading("Evidence", lambda row: escape(str(row["evidence"])), "50%"),
        ],
    )


def display_dates(articles: Sequence[Article], dates: Mapping[str, Sequence[DateMention]]) -> gt.GT:
    """Show every date as written and as read, by article."""
    rows = [
        {"article": article.title or article.path, "text": article.text, **vars(date)}
        for article in articles
        for date in dates[article.article_id]
    ]
    return _table(
        "dates",
        pd.DataFrame(rows, columns=["article", "text", *(field.name for field in fields(DateMention))]),
        "Every date, as written and as read",
        [
            Heading("As written", lambda row: f"<b>{escape(str(row['expression']))}</b>"),
            Heading("Read as", lambda row: write_date(row["value"])),
            Heading("In EDTF", lambda row: _text(row["value"])),
            Heading("Around it", lambda row: escape(_around(row["text"], row["start"], row["end"])), "45%"),
            Heading("Article", lambda row: _text(row["article"])),
        ],
    )


def display_checks(checks: pd.DataFrame) -> gt.GT:
    """Show what the coherence rules ask a person to look at."""
    return _table(
        "checks",
        checks,
        "What the rules ask",
        [
            Heading("Rule", lambda row: escape(str(row["rule"]))),
            Heading("How serious", lambda row: escape(str(row["severity"]))),
            Heading("What was found", lambda row: escape(str(row["sentence"])), "75%"),
        ],
    )


def display_chains(claims: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame) -> gt.GT:
    """Show through whom each figure reached the reader: outlet, whom it cites, root source."""
    names = _names(articles)
    publishers = articles.set_index("article_id")["publisher"]
    said = statements.set_index("statement_id")[["source", "relayed_by"]]
    shown = claims.join(said, on="statement_id", validate="many_to_one")
    return _table(
        "chains",
        shown,
        "From the page back to the root",
        [
            Heading("Figure", lambda row: f"<b>{escape(write_figure(row))}</b> {escape(write_measure(row))}"),
            Heading("Article", lambda row: _stacked(names[row["article_id"]], publishers[row["article_id"]])),
            Heading("Cites, in its words", lambda row: _text(row["chain"])),
            Heading("Root source", lambda row: _stacked(row["source"], _relay(row))),
            Heading("Flags", lambda row: _text(row["flags"])),
        ],
    )


def display_notes(notes: Sequence[Note]) -> gt.GT:
    """Show how statements drifted from telling to telling: hedges, components, dates."""
    return _table(
        "notes",
        pd.DataFrame([(note.kind, note.sentence) for note in notes], columns=["kind", "sentence"]),
        "What changed from one telling to the next",
        [
            Heading("Kind", lambda row: escape(str(row["kind"]))),
            Heading("What was found", lambda row: escape(str(row["sentence"])), "80%"),
        ],
    )


def display_changes(changes: pd.DataFrame) -> gt.GT:
    """Show what is new, repeated, revised, corrected or withdrawn since an earlier run."""
    return _table(
        "changes",
        changes,
        "Changes",
        [
            Heading("What happened", lambda row: escape(str(row["kind"]))),
            Heading("Before", lambda row: _text(row["before"])),
            Heading("Now", lambda row: _text(row["after"])),
        ],
    )


def display_lines(text: str) -> Markdown:
    """Show the lines of a summary as a list."""
    return Markdown("\n".join(f"- {line}" for line in text.splitlines()))  # type: ignore[no-untyped-call]


def display_corrections(corrections: pd.DataFrame) -> gt.GT:
    """Show any table as it is, with plain headings."""
    headings = [Heading(str(name).replace("_", " "), _cell_of(str(name))) for name in corrections]
    return _table("corrections", corrections, "Corrections made by reviewers", headings)


def _table(name: str, frame: pd.DataFrame, title: str, headings: Sequence[Heading], height: str = "auto") -> gt.GT:
    """Return one shown table; a long one scrolls within ``height``."""
    records = frame.to_dict("records")
    cells = {f"c{n}": [heading.cell(row) for row in records] for n, heading in enumerate(headings)}
    shown = pd.DataFrame(cells, columns=list(cells), dtype="object")
    table = (
        ShownTable(shown, id=name)
        .tab_header(title, f"{len(frame)} rows · reported claims, not verified")
        .cols_label({f"c{n}": heading.label for n, heading in enumerate(headings)})
        .fmt(str, columns=list(cells))
        .cols_width({f"c{n}": heading.width for n, heading in enumerate(headings) if heading.width})
        .tab_options(
            table_width="100%",
            table_font_size="14px",
            heading_align="left",
            data_row_padding="6px",
            container_height=height if len(frame) > _SHOWN_WHOLE else "auto",
        )
    )
    if len(frame) > _SHOWN_WHOLE:
        table = table.tab_options(container_height=height)
    # In the cells themselves: JupyterLab drops style sheets of notebooks it does not trust, and would align right.
    for n, heading in enumerate(headings):
        places = [gt.loc.body(columns=f"c{n}"), gt.loc.column_labels(columns=f"c{n}")]
        table = table.tab_style(gt.style.text(align=heading.align), places)
    return table.tab_style(gt.style.text(align="left"), [gt.loc.title(), gt.loc.subtitle()])


def _cell_of(name: str) -> Cell:
    return lambda row: _text(row[name])


def _known(value: Any) -> bool:
    return not pd.isna(value)


def _number(value: Any) -> int | None:
    return int(value) if _known(value) else None


def _marked(row: Row) -> str:
    quote, figure = str(row["quote"]), str(row["figure"])
    before, found, after = quote.partition(figure)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(quote)


def _names(articles: pd.DataFrame) -> dict[str, str]:
    """Return what to call each article: its title, else its file, else its id."""
    shown = articles["title"].fillna(articles["path"]).fillna(articles["article_id"])
    return dict(zip(articles["article_id"], shown, strict=True))


def _around(text: str, start: int, end: int, reach: int = 60) -> str:
    """Return the words around a place in a text."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return f"… {before.partition(' ')[2]}{text[start:end]}{after.rpartition(' ')[0]} …".replace("\n", " ")


def _telling(claim: Row, names: Mapping[str, str]) -> str:
    by = f", said by {claim['attributed_to']}" if _known(claim["attributed_to"]) else ""
    dated = f", {write_date(claim['as_of'])} ({claim['as_of_basis']})" if _known(claim["as_of"]) else ""
    return f"<b>{escape(str(claim['figure']))}</b> – {escape(names[str(claim['article_id'])] + by + dated)}"


def _stacked(first: Any, second: Any) -> str:
    return _stacked_html(_text(first), escape(str(second)) if _known(second) else "")


def _stacked_html(first: str, second: str) -> str:
    return f"{first}<br><small>{second}</small>" if second else first


def _text(value: Any) -> str:
    return escape(str(value)) if _known(value) else _MISSING


def _quoted(value: Any) -> object:
    return f"“{value}”" if _known(value) else None


def _unless(value: object, usual: str) -> object:
    return None if value == usual else value


def _relay(row: Row) -> object:
    return f"through {row['relayed_by']}" if _known(row["relayed_by"]) else None


def _link(url: object, text: str) -> str:
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(url, quote=True)}">{escape(text)}</a>'


def _point(text: str) -> str:
    day, _ = read_bounds(text)
    if day is None or "X" in text or len(text) == len("2024"):
        return f"{text.rstrip('X')}0s" if text.endswith("X") else text
    return f"{day.day} {day:%B %Y}" if len(text) > len("2024-12") else f"{day:%B %Y}"
