"""Publication dates: what tells them, in which order, and when to abstain."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.articles import Article
from helpers.edtf import read_bounds
from helpers.publication import date_address, date_article, find_publication

ARTICLES = Path(__file__).parent.parent / "data/raw/north-korea/articles"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2024/12/16/flood-kills-nine", "2024-12-16"),
        ("https://example.org/2024/1/6/flood", "2024-01-06"),
        ("https://example.org/news/2024-12-16/flood", "2024-12-16"),
        ("https://example.org/world/2024/dec/16/flood", "2024-12-16"),
        ("https://example.org/news/20241216-flood", "2024-12-16"),
        ("https://example.org/view.php?ud=20241220050016", "2024-12-20"),
        ("https://example.org/2024/12/flood", "2024-12"),
        ("https://example.org/2024/13/45/flood", None),
        ("https://example.org/story/1998541", None),
        ("https://example.org/articles/c20241", None),
    ],
)
def test_address_carries_a_day_a_month_or_nothing(url: str, value: str | None) -> None:
    assert date_address(url) == value


@pytest.mark.parametrize(
    ("article", "obtained", "published", "basis"),
    [
        (Article("a", "LIMA, May 3, 2019 (Wire) - Nine died."), None, "2019-05-03", "byline"),
        (Article("a", "LIMA, May 3, 2019 (Wire) - Nine died."), "2019-04-01", None, "unknown"),
        (Article("a", "Nine died.", url="https://example.org/2019/05/03/flood"), None, "2019-05-03", "url"),
        (Article("a", "Nine died.", url="https://example.org/2019/05/03/flood"), "2019-01-01", None, "unknown"),
        (Article("a", "Nine died on May 3, 2019."), None, "2019-05-03/..", "inferred"),
        (Article("a", "Nine died on May 3, 2019."), "2019-06-01", "2019-05-03/2019-06-01", "inferred"),
        (
            Article("a", "Nine died on May 3, 2019. The trial is set for June 9, 2020."),
            None,
            "2019-05-03/..",
            "inferred",
        ),
        (Article("a", "Nine died.\nSource: https://example.org/2019/05/03/flood"), None, "2019-05-03/..", "inferred"),
        (Article("a", "Nine died in 2015 and in the 1990s."), None, None, "unknown"),
        (Article("a", "Nine died on Monday."), "2019-06-01", None, "unknown"),
        (Article("a", "Nine died in May 2019.", published="2018", published_basis="curated"), None, "2018", "curated"),
    ],
)
def test_publication_is_told_inferred_or_left_open(
    article: Article, obtained: str | None, published: str | None, basis: str
) -> None:
    dated = date_article(article, obtained)
    assert (dated.published, dated.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("name", "published", "evidence"),
    [
        ("000_5307b734e35c9ecd.txt", None, "no date"),
        ("001_04de06c184be5bcd.txt", None, "no date"),
        ("002_59abcb7cce7c1883.txt", "2024-11-01/..", "early November 2024"),
        ("003_0cd70d5b161d91d4.txt", "2024-12-21/..", "late December"),
        ("004_f02d75b0bcb657a2.txt", "2024-12-16/..", "cites https://dnyuz.com/2024/12/16/"),
    ],
)
def test_five_undated_articles_are_bounded_by_what_they_tell(name: str, published: str | None, evidence: str) -> None:
    found = find_publication(Article("a", (ARTICLES / name).read_text(encoding="utf-8")))
    assert found.published == published
    assert evidence in found.evidence


@given(st.dates(), st.dates())
def test_no_date_later_than_the_day_obtained_is_ever_set(told: object, obtained: object) -> None:
    article = Article("a", f"Nine people died on {told} in a flood.", url=f"https://example.org/{told}/flood")
    published = date_article(article, str(obtained)).published
    assert published is None or (read_bounds(published)[0] or obtained) <= obtained  # type: ignore[operator]
