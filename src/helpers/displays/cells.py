"""Rows to cells: the small pieces that every shown table is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import great_tables as gt
import pandas as pd
from IPython.display import Markdown

from helpers.wordings import UNKNOWN, write_figure, write_measure, write_reason, write_span

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


def show_table(name: str, frame: pd.DataFrame, title: str, headings: Sequence[Heading], height: str = "auto") -> gt.GT:
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
        )
    )
    if len(frame) > _SHOWN_WHOLE:
        table = table.tab_options(container_height=height)
    # In the cells themselves: JupyterLab drops style sheets of notebooks it does not trust, and would align right.
    for n, heading in enumerate(headings):
        places = [gt.loc.body(columns=f"c{n}"), gt.loc.column_labels(columns=f"c{n}")]
        table = table.tab_style(gt.style.text(align=heading.align), places)
    return table.tab_style(gt.style.text(align="left"), [gt.loc.title(), gt.loc.subtitle()])


def figure_of(row: Row) -> str:
    """Return a row's figure with its bounds in signs."""
    values = (plain(row.get(key)) for key in ("low", "best", "high", "per"))
    return write_figure(str(row["modifier"]), *values)


def show_figure(row: Row) -> str:
    """Return a row's figure as HTML; a withdrawn one stays, struck through."""
    tag = "s" if row.get("status") == "withdrawn" else "b"
    return f"<{tag}>{escape(figure_of(row))}</{tag}>"


def span_of(row: Row) -> str:
    """Return an estimate's span, open ends shown."""
    return write_span(plain(row["low"]), bool(row["low_open"]), plain(row["high"]), bool(row["high_open"]))


def measure_of(row: Row) -> str:
    """Return what a row counts."""
    return write_measure(str(row["measure"]), plain(row["components"]))


def reason_of(row: Row) -> str:
    """Return why a row enters no running total."""
    return write_reason(str(row["status"]), plain(row["per"]), plain(row["period"]))


def mark_figure(row: Row) -> str:
    """Return a claim's sentence as HTML with its figure marked."""
    quote, figure = str(row["quote"]), str(row["figure"])
    before, found, after = quote.partition(figure)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(quote)


def name_articles(articles: pd.DataFrame) -> dict[str, str]:
    """Return what to call each article: its title, else its file, else its id."""
    shown = articles["title"].fillna(articles["path"]).fillna(articles["article_id"])
    return dict(zip(articles["article_id"], shown, strict=True))


def stack(first: Any, second: Any) -> str:
    """Return two values as HTML, the second small below the first."""
    return stack_html(show_text(first), escape(str(second)) if known(second) else "")


def stack_html(first: str, second: str) -> str:
    """Return two pieces of HTML, the second small below the first."""
    return f"{first}<br><small>{second}</small>" if second else first


def show_text(value: Any) -> str:
    """Return a value as HTML, a dash for what is not known."""
    return escape(str(value)) if known(value) else UNKNOWN


def quoted(value: Any) -> object:
    """Return words in quotation marks, None for what is not known."""
    return f"“{value}”" if known(value) else None


def unless(value: object, usual: str) -> object:
    """Return a value that is not the usual one, else None."""
    return None if value == usual else value


def relay_of(row: Row) -> object:
    """Return who passed a statement on, if anybody did."""
    return f"through {row['relayed_by']}" if known(row["relayed_by"]) else None


def link_to(url: object, text: str) -> str:
    """Return a link, when the address is one of the web."""
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(url, quote=True)}">{escape(text)}</a>'


def known(value: Any) -> bool:
    """Tell whether a value is known."""
    return not pd.isna(value)


def plain(value: Any) -> Any:
    """Return a value of a table as plain Python, None for what is not known."""
    return value if known(value) else None


def display_lines(text: str) -> Markdown:
    """Show the lines of a summary as a list."""
    return Markdown("\n".join(f"- {line}" for line in text.splitlines()))  # type: ignore[no-untyped-call]
