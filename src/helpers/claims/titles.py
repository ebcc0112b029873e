"""Claims of title and text to claims told once: the fuller hedge wins, conflicting figures are both kept."""

from collections.abc import Sequence
from dataclasses import replace

from helpers.claims.types import Claim

TITLE = "title"


def split_title(claims: Sequence[Claim], shift: int) -> list[Claim]:
    """Return claims of a title of ``shift`` characters and its text, offsets into either, the same figure once."""
    title = [replace(claim, flags=(*claim.flags, TITLE)) for claim in claims if claim.end <= shift]
    body = [replace(c, start=c.start - shift, end=c.end - shift) for c in claims if c.start >= shift]
    return tell_once(title, body)


def tell_once(title: Sequence[Claim], body: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a title or headline and its text, a figure told in both only with its fuller hedge.

    A hedged figure says more than a bare one; of two equal ones the text's is kept.
    """
    kept_title, kept_body = list(title), list(body)
    for claim in title:
        twins = [other for other in kept_body if _same_figure(claim, other)]
        if twins and claim.modifier != "exact" and all(twin.modifier == "exact" for twin in twins):
            kept_body = [other for other in kept_body if other not in twins]
        elif twins:
            kept_title.remove(claim)
    return [*kept_title, *kept_body]


def _same_figure(a: Claim, b: Claim) -> bool:
    values = {a.low, a.best, a.high} & {b.low, b.best, b.high} - {None}
    days = {a.period, b.period} - {None}
    return a.measure == b.measure and bool(values) and len(days) < 2
