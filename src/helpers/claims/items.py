"""Items to claims: one JSON object in, one out, as the command line streams them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helpers.articles import read_item as read_article
from helpers.claims.extraction import read_claims_of
from helpers.claims.model import read_model
from helpers.claims.pages import Page
from helpers.words import Collection


def read_claims(items: Iterable[Mapping[str, Any]], collection: Collection | None = None) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "claims", "dates"}`` for each item, in order, one at a time.

    >>> list(read_claims([{"id": "a", "text": "Two died on 5 May 2024."}]))[0]["dates"]
    [{'expression': '5 May 2024', 'start': 12, 'end': 22, 'value': '2024-05-05'}]
    >>> list(read_claims([{"id": "a"}]))
    Traceback (most recent call last):
        ...
    ValueError: text: must be given, as text
    """
    for item in items:
        yield read_item(item, collection)


def read_item(item: Mapping[str, Any], collection: Collection | None = None) -> dict[str, Any]:
    """Return the claims and dates of one item; ``ValueError`` names the key that is wrong."""
    page = Page(read_article(item), collection)
    claims = [dict(vars(claim)) for claim in read_claims_of(page, read_model())]
    shift = len(page.lead)
    dates = [
        {"expression": d.expression, "start": d.start - shift, "end": d.end - shift, "value": d.value}
        for d in page.dates
        if d.start >= shift
    ]
    return {"id": item["id"], "claims": claims, "dates": dates}
