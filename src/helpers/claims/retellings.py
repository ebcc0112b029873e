"""Claims dated each by its own sentence to claims that tell of one event on one day."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from helpers.claims.types import Claim
from helpers.edtf import read_bounds
from helpers.sentences import Sentence

_FALLEN = ("killed", "wounded")
_ONE_EVENT = 7  # days; a longer period holds many events


def date_retellings(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> list[Claim]:
    """Return claims in which a figure without a period takes that of the event which another telling dates.

    The same figure told again, in a headline or as "the three dead", takes the day that its dated tellings agree on;
    the wounded take that of the dead in the sentence before.
    """
    told: dict[tuple[str, int], set[str | None]] = {}
    for claim in claims:
        for key in _figures(claim):
            told.setdefault(key, set()).add(claim.period)
    dated: list[Claim] = []
    for claim in claims:
        if claim.measure in _FALLEN and claim.period is None and claim.as_of_basis != "text":
            days = set().union(*(told[key] for key in _figures(claim))) - {None}
            before = dated[-1] if dated else None
            if len(days) == 1:
                claim = _on(claim, days.pop())
            elif not days and before and _is_aftermath(claim, before, sentences):
                claim = _on(claim, before.period)
        dated.append(claim)
    return dated


def _figures(claim: Claim) -> list[tuple[str, int]]:
    values = {claim.low, claim.best, claim.high} - {None}
    return [(claim.measure, value) for value in values if value is not None]


def _is_aftermath(claim: Claim, before: Claim, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a figure counts the wounded of the event whose dead the sentence before counts."""
    if claim.measure != "wounded" or before.measure != "killed":
        return False
    return _place(sentences, claim) - _place(sentences, before) == 1


def _place(sentences: Sequence[Sentence], claim: Claim) -> int:
    return bisect_right(sentences, claim.start, key=lambda sentence: sentence.start)


def _on(claim: Claim, period: str | None) -> Claim:
    """Return the claim with a period, unless that is too long for one event."""
    start, end = read_bounds(period) if period else (None, None)
    if start is None or end is None or (end - start).days >= _ONE_EVENT:
        return claim
    return replace(claim, period=period, period_start=start.isoformat(), period_end=end.isoformat())
