"""Scores to a page of plain text: sets, measures, attributes, reliability of the confidence, errors."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from helpers.evaluation.scores import BINS, Scores, Tally

_LONGEST_QUOTE = 160


def write_scorecard(scores: Mapping[str, Scores], dates: Mapping[str, Tally] | None = None, errors: int = 0) -> str:
    """Return the scorecard of several sets as text, with up to ``errors`` missed and extra claims of each set.

    >>> print(write_scorecard({}))
    no gold articles
    """
    if not scores:
        return "no gold articles"
    lines: list[str] = []
    for name, one in scores.items():
        lines += [*_set_lines(name, one, (dates or {}).get(name)), *_error_lines(one, errors), ""]
    return "\n".join(lines).rstrip()


def _set_lines(name: str, scores: Scores, dates: Tally | None) -> Iterator[str]:
    mention = scores.sets["mention"]
    yield f"{name}: {scores.articles} articles, {mention.gold} gold claims, {mention.predicted} predicted"
    yield "                precision  recall     F1"
    for title, tally in [*scores.sets.items(), *([("dates", dates)] if dates else [])]:
        yield f"  {title:14s}{tally.precision:9.3f}{tally.recall:8.3f}{tally.f1:7.3f}"
    yield "  by measure (loose F1)  " + "  ".join(f"{m} {t.f1:.2f} ({t.gold})" for m, t in scores.measures.items())
    yield "  of matched claims      " + "  ".join(f"{a} {t.precision:.3f}" for a, t in scores.attributes.items())
    for floor, ceiling in pairwise(BINS):
        if floor in scores.reliability:
            sure = scores.reliability[floor]
            share = f"{sure.right} of {sure.predicted} right ({sure.precision:.3f})"
            yield f"  confidence {floor:.2f}-{ceiling:.2f}  {share}"


def _error_lines(scores: Scores, most: int) -> Iterator[str]:
    for title, claims in (("missed", scores.missed), ("extra", scores.extra)):
        for article_id, claim in claims[:most]:
            quote = " ".join((claim.get("quote") or "").split())[:_LONGEST_QUOTE]
            yield f"  {title}: {claim['measure']} {claim.get('figure')} | {quote} | {article_id}"
