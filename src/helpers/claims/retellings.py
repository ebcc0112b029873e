"""Claims dated each by its own sentence to claims that lend each other the day of an event or of a statement."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from helpers.claims.types import Claim
from helpers.edtf import read_bounds
from helpers.sentences import Sentence

_FALLEN = ("killed", "wounded")
_AS_OF = ("as_of", "as_of_basis", "as_of_start", "as_of_end", "as_of_precision")
_FRESH = 7  # days before publication within which a statement is the news
_ONE_EVENT = 7  # days; a longer period holds many events


def date_retellings(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> list[Claim]:
    """Return claims in which a figure without a period takes that of the event which another telling dates.

    The same figure told again, in a headline or as "the three dead", takes the day that its dated tellings agree on;
    the wounded take that of the dead in the sentence before; a part takes that of its whole.
    """
    told: dict[tuple[str, int], set[str]] = {}
    for claim in claims:
        for key in _figures(claim):
            told.setdefault(key, set()).update([claim.period] if claim.period else [])
    dated: list[Claim] = []
    for claim, before in zip(claims, [None, *claims], strict=False):
        if claim.measure in _FALLEN and claim.period is None and claim.as_of_basis != "text":
            days = set().union(*(told[key] for key in _figures(claim)))
            lent = dated[-1] if before and _is_one_event(claim, before, sentences) else None
            claim = _on(claim, days.pop() if len(days) == 1 else lent.period if lent and not days else None)
        dated.append(claim)
    return dated


def _is_one_event(claim: Claim, before: Claim, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a figure counts some of the people of the figure before it, or the wounded beside its dead."""
    if claim.part_of == before.claim_id:
        return True
    wounded = (before.measure, claim.measure) == ("killed", "wounded")
    return wounded and _place(sentences, claim) - _place(sentences, before) == 1


def date_sources(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims in which what a source is given for holds as of the day it spoke earlier in the article."""
    spoke: dict[str, Claim] = {}
    dated: list[Claim] = []
    for claim in claims:
        source = claim.attributed_to or ""
        if source and claim.as_of_basis == "statement":
            spoke[source] = claim
        elif claim.as_of_basis == "published" and source in spoke and _is_news(spoke[source], claim):
            claim = replace(claim, **{name: getattr(spoke[source], name) for name in _AS_OF})
        dated.append(claim)
    return dated


def _is_news(told: Claim, published: Claim) -> bool:
    """Tell whether a source spoke within a few days of publication, the as-of day of another claim."""
    day, today = (date.fromisoformat(claim.as_of_start or "9999-01-01") for claim in (told, published))
    return 0 <= (today - day).days <= _FRESH


def _figures(claim: Claim) -> list[tuple[str, int]]:
    values = {claim.low, claim.best, claim.high} - {None}
    return [(claim.measure, value) for value in values if value is not None]


def _place(sentences: Sequence[Sentence], claim: Claim) -> int:
    return bisect_right(sentences, claim.start, key=lambda sentence: sentence.start)


def _on(claim: Claim, period: str | None) -> Claim:
    """Return the claim with a period, unless that is too long for one event."""
    start, end = read_bounds(period) if period else (None, None)
    if start is None or end is None or (end - start).days >= _ONE_EVENT:
        return claim
    return replace(claim, period=period, period_start=start.isoformat(), period_end=end.isoformat())
