"""Articles to publication dates: told by the page where it can be, else an interval the text itself implies.

In order: a date a person has set, the byline or dateline, the page's metadata, the address, and last an interval from
the latest day the text looks back on to the day it was obtained. An article that tells nothing stays undated.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from helpers.articles import Article
from helpers.dates import DateMention, find_dateline, find_dates
from helpers.edtf import OPEN, read_bounds
from helpers.words import Vocabulary

FUTURE_REACH = 60  # characters before a date in which "will" or "until" marks it as ahead
_FUTURE = re.compile(
    r"\b(?:will|would|shall|could|may|scheduled|due|expected|planned|plans?|set (?:to|for)|upcoming|until|before)\b"
    r"[^.!?]*$",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_ADDRESS_DAYS = (
    re.compile(r"[/_=-](20\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)"),  # /2024/12/16/, -2024-12-16
    re.compile(rf"/(20\d\d)/({'|'.join(_MONTHS)})[a-z]*/(\d\d?)(?!\d)", re.I),  # /2024/dec/16/
    re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?:\d{6})?(?!\d)"),  # 20241216, 20241216093000
)
_ADDRESS_MONTH = re.compile(r"/(20\d\d)[/-](\d\d)(?=/|$)")  # /2024/12/


@dataclass(frozen=True)
class Publication:
    """When an article was published, EDTF, what tells it (a ``published_basis``), and the words or reason that do."""

    published: str | None
    basis: str
    evidence: str


def date_article(article: Article, obtained: str | None = None, vocabulary: Vocabulary | None = None) -> Article:
    """Return the article with its publication date and basis, where anything tells it.

    A date that is already there stays. ``obtained`` (EDTF) is the last day on which it can have been published;
    nothing later is ever set.

    >>> date_article(Article("a", "LIMA, May 3, 2019 (Wire) - Nine died.")).published
    '2019-05-03'
    >>> date_article(Article("a", "Nine people died.", url="https://example.org/2019/may/03/flood")).published_basis
    'url'
    >>> date_article(Article("a", "Nine died in 2015.")).published is None
    True
    """
    found = find_publication(article, obtained, vocabulary)
    if found.published is None or article.published is not None:
        return article
    return replace(article, published=found.published, published_basis=found.basis)


def find_publication(
    article: Article, obtained: str | None = None, vocabulary: Vocabulary | None = None
) -> Publication:
    """Return what tells an article's publication date, best first, with the evidence.

    >>> find_publication(Article("a", "The dam had held since June 2019. It broke in May 2021."), "2021-07-01")
    Publication(published='2021-05-01/2021-07-01', basis='inferred', evidence='looks back on May 2021')
    """
    if article.published is not None:
        return Publication(article.published, article.published_basis, "given with the article")
    last = read_bounds(obtained)[1] if obtained else None
    dates = find_dates(article.text, None, vocabulary)
    dateline = find_dateline(article.text, dates)
    if dateline and dateline.value and _is_possible(dateline.value, last):
        return Publication(dateline.value, "byline", dateline.expression)
    value = date_address(article.url) if article.url else None
    if value and _is_possible(value, last):
        return Publication(value, "url", str(article.url))
    return _inferred(article.text, dates, last)


def date_address(url: str) -> str | None:
    """Return the day, or month, that an address carries, as EDTF.

    >>> date_address("https://example.org/2024/12/16/flood"), date_address("https://example.org/news/20241216-flood")
    ('2024-12-16', '2024-12-16')
    >>> date_address("https://example.org/2024/12/flood"), date_address("https://example.org/story?id=20249916")
    ('2024-12', None)
    """
    for pattern in _ADDRESS_DAYS:
        for year, month, day in pattern.findall(url):
            number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
            if value := _valid(f"{year}-{number:02d}-{int(day):02d}"):
                return value
    month_only = _ADDRESS_MONTH.search(url)
    return _valid(f"{month_only[1]}-{month_only[2]}") if month_only else None


def _valid(value: str) -> str | None:
    try:
        read_bounds(value)
    except ValueError:
        return None
    return value


def _is_possible(value: str, last: date | None) -> bool:
    start = read_bounds(value)[0]
    return last is None or (start is not None and start <= last)


def _inferred(text: str, dates: Iterable[DateMention], last: date | None) -> Publication:
    """Return the interval from the latest day a text looks back on; a year alone tells too little."""
    told = [
        (read_bounds(date.value)[0], f"looks back on {date.expression}") for date in _past(text, dates) if date.value
    ]
    cited = [(read_bounds(value)[0], f"cites {url}") for url in _ADDRESS.findall(text) if (value := date_address(url))]
    known = [(day, why) for day, why in (*told, *cited) if day and (last is None or day <= last)]
    if not known:
        return Publication(None, "unknown", "no date in the text, its address or its byline")
    day, why = max(known)
    return Publication(f"{day}/{last or OPEN}", "inferred", why)


def _past(text: str, dates: Iterable[DateMention]) -> list[DateMention]:
    """Return the dates of a month or less that the text does not look forward to."""
    found = []
    for mention in dates:
        start, end = read_bounds(mention.value) if mention.value else (None, None)
        before = text[max(0, mention.start - FUTURE_REACH) : mention.start]
        if start and end and (end - start).days <= 31 and not _FUTURE.search(before):
            found.append(mention)
    return found
