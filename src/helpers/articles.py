"""Documents to articles: clean text and what is known about its origin."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """One document: text plus publisher, URL, title and publication date, each with its basis.

    The fields are the columns of the ``articles`` table, and ``text``.
    """

    article_id: str
    text: str
    path: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None  # EDTF
    published_basis: str = "unknown"  # curated | byline | metadata | url | inferred | unknown
    copy_of: str | None = None
    copy_share: float | None = None
    problem: str | None = None

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the UTF-8 text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def n_words(self) -> int:
        """Number of white-space separated words of the text."""
        return len(self.text.split())
