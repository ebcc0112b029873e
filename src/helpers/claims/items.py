"""Items to claims: one JSON object in, one out, as the command line streams them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from helpers.articles import Article
from helpers.claims.extraction import read_claims_of
from helpers.claims.model import read_model
from helpers.claims.pages import Page
from helpers.edtf import read_bounds
from helpers.words import Collection

_TEXTS = ("title", "published", "url", "publisher")


def read_claims(items: Iterable[Mapping[str, Any]], collection: Collection | None = None) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "claims", "dates"}`` for each item, in order, one at a time.

    >>> list(read_claims([{"id": "a", "text": "Two died on 5 May 2024."}]))[0]["dates"]
    [{'expression': '5 May 2024', 'start': 12, 'end': 22, 'value': '2024-05-05'}]
    >>> list(read_claims([{"id": "a"}]))
    Traceback (most recent call last):
        ...
    ValueError: 'text' must be given, as text
    """
    for item in items:
        yield read_item(item, collection)


def read_item(item: Mapping[str, Any], collection: Collection | None = None) -> dict[str, Any]:
    """Return the claims and dates of one item; ``ValueError`` names the key that is wrong."""
    page = Page(_article(item), collection)
    claims = [asdict(claim) for claim in read_claims_of(page, read_model())]
    shift = len(page.lead)
    dates = [
        {"expression": d.expression, "start": d.start - shift, "end": d.end - shift, "value": d.value}
        for d in page.dates
        if d.start >= shift
    ]
    return {"id": item["id"], "claims": claims, "dates": dates}


def _article(item: Mapping[str, Any]) -> Article:
    if not isinstance(item, Mapping):
        raise ValueError(f"an object with 'id' and 'text' is needed, not {type(item).__name__}")
    if not isinstance(item.get("id"), str | int) or isinstance(item.get("id"), bool):
        raise ValueError("'id' must be given, as text or number")
    if not isinstance(item.get("text"), str):
        raise ValueError("'text' must be given, as text")
    for key in _TEXTS:
        if not isinstance(item.get(key), str | None):
            raise ValueError(f"{key!r} must be text")
    published = item.get("published") or None
    if published:
        published = published[:10] if "T" in published else published
        read_bounds(published)
    title, url, publisher = (item.get(key) for key in ("title", "url", "publisher"))
    return Article(str(item["id"]), item["text"], title=title, url=url, publisher=publisher, published=published)
