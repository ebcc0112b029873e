"""What people read: figures, spans and dates in words, and tables whose text cannot break the page."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from helpers.displays import display_claims, display_estimates
from helpers.displays.cells import figure_of, link_to, measure_of, span_of
from helpers.tables import TABLES, make_table
from helpers.wordings import write_date


@pytest.mark.parametrize(
    ("modifier", "low", "best", "high", "per", "words"),
    [
        ("exact", 8, 8, 8, None, "8"),
        ("about", 1000, 1000, 1000, None, "≈ 1,000"),
        ("over", 100, 100, None, None, "≥ 100"),
        ("under", None, 1000, 1000, None, "≤ 1,000"),
        ("range", 10000, None, 12000, None, "10,000–12,000"),
        ("vague", 300, None, 900, None, "300–900"),
        ("about", 92, 92, 92, "day", "≈ 92 a day"),
    ],
)
def test_a_figure_keeps_its_bounds(
    modifier: str, low: int | None, best: int | None, high: int | None, per: str | None, words: str
) -> None:
    row = {"modifier": modifier, "low": low, "best": best, "high": high, "per": per}
    assert figure_of({key: pd.NA if value is None else value for key, value in row.items()}) == words


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open", "words"),
    [
        (100, 100, False, False, "100"),
        (100, 300, False, False, "100 to 300"),
        (100, None, False, True, "100 or more"),
        (100, 300, False, True, "100 to 300 or more"),
        (None, 1000, True, False, "up to 1,000"),
        (None, 1000, True, True, "up to 1,000 or more"),
        (None, None, True, True, "–"),
    ],
)
def test_a_span_keeps_its_open_ends(
    low: int | None, high: int | None, low_open: bool, high_open: bool, words: str
) -> None:
    row = {"low": low, "high": high, "low_open": low_open, "high_open": high_open}
    assert span_of({key: pd.NA if value is None else value for key, value in row.items()}) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-12-19", "19 December 2024"),
        ("2024-12", "December 2024"),
        ("2024", "2024"),
        ("199X", "1990s"),
        ("2024-12-21/2024-12-31", "21–31 December 2024"),
        ("2024-12-30/2025-01-05", "30 December 2024 – 5 January 2025"),
        ("2024-11/2025-02", "November 2024 – February 2025"),
        ("2024-10/..", "since October 2024"),
        ("../2024-10", "until October 2024"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(value: object, words: str) -> None:
    assert write_date(value) == words


def test_casualties_say_what_they_include() -> None:
    assert measure_of({"measure": "casualties", "components": "KW"}) == "killed or wounded"
    assert measure_of({"measure": "casualties", "components": "?"}) == "casualties, kind not told"
    assert measure_of({"measure": "killed", "components": "K"}) == "killed"


def claim(**changes: object) -> SimpleNamespace:
    given = {
        "claim_id": "c1",
        "article_id": "a1",
        "start": 5,
        "end": 8,
        "figure": "two",
        "quote": "Then two <b>died</b> & two lived.",
        "measure": "killed",
        "components": "K",
        "modifier": "exact",
        "low": 2,
        "best": 2,
        "high": 2,
        "status": "reported",
    }
    return SimpleNamespace(**({column.name: None for column in TABLES["claims"]} | given | changes))


ARTICLES = pd.DataFrame({"article_id": ["a1"], "title": ["<script>"], "path": ["a.txt"]})


def test_the_words_of_an_article_cannot_break_the_page() -> None:
    page = display_claims(make_table("claims", [claim()]), ARTICLES).as_raw_html()
    assert "Then <mark>two</mark> &lt;b&gt;died&lt;/b&gt; &amp; two lived." in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_link_is_made_for_web_addresses_only() -> None:
    assert link_to("javascript:alert(1)", "ledger") == "ledger"
    assert (
        link_to('https://example.org/?a="b"', "ledger") == '<a href="https://example.org/?a=&quot;b&quot;">ledger</a>'
    )


def test_no_row_gives_a_table_without_rows() -> None:
    page = display_estimates(make_table("estimates", [])).as_raw_html()
    assert "0 rows" in page
    assert page == display_estimates(make_table("estimates", [])).as_raw_html()


def test_a_page_does_not_depend_on_where_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = make_table("claims", [claim(as_of="2024-12-19")])
    before = display_claims(frame, ARTICLES).as_raw_html()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "America/New_York")
    assert display_claims(frame, ARTICLES).as_raw_html() == before


def test_a_withdrawn_figure_stays_struck_through_with_its_correction() -> None:
    review = "status: reported → withdrawn (2025-02-01, A. Editor: retracted)"
    frame = make_table("claims", [claim(status="withdrawn", review=review)])
    page = display_claims(frame, ARTICLES).as_raw_html()
    assert "<s>2</s>" in page
    assert f"· {review}" in page
