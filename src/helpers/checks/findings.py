"""The types of the checks: what is checked, and what a check found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helpers.articles import Article
from helpers.claims import Claim
from helpers.edtf import overlap, precision
from helpers.statements import Note, Statement

SEVERITIES = ("error", "warning", "note")
_WEEK = 3  # UCDP precision code
LOSSES = ("killed", "wounded", "casualties", "captured", "missing")


@dataclass(frozen=True)
class Check:
    """One finding that a person can act on; the fields are the columns of the ``checks`` table."""

    rule: str
    severity: str
    sentence: str
    claim_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything the rules look at: statements, the claims tied to them, articles, and notes made on the way."""

    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    articles: tuple[Article, ...] = ()
    notes: tuple[Note, ...] = ()
    start: str | None = None
    groups: tuple[str, ...] = ()

    @cached_property
    def claims_of(self) -> Mapping[str, list[Claim]]:
        """The claims of each statement."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.statement_id or ""].append(claim)
        return found

    @cached_property
    def article_of(self) -> Mapping[str, Article]:
        """The articles by id."""
        return {article.article_id: article for article in self.articles}

    @cached_property
    def totals(self) -> Mapping[tuple[str, str], Mapping[str, list[Statement]]]:
        """The running totals by source and group, then by measure."""
        found: defaultdict[tuple[str, str], defaultdict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for item in self.statements:
            if item.is_cumulative and item.group:
                found[item.source, item.group][item.measure].append(item)
        return found

    def told_together(self, a: Statement, b: Statement) -> bool:
        """Tell whether two statements were made in one week at most, or stand undated in one sentence."""
        if a.stated_on and b.stated_on:
            weekly = all((precision(item.stated_on or "") or _WEEK + 1) <= _WEEK for item in (a, b))
            return weekly and overlap(a.stated_on, b.stated_on)
        sentences = {(claim.article_id, claim.quote) for claim in self.claims_of.get(a.statement_id, ())}
        return any((claim.article_id, claim.quote) in sentences for claim in self.claims_of.get(b.statement_id, ()))

    def make_check(self, rule: str, severity: str, sentence: str, statements: Iterable[Statement]) -> Check:
        """Return a finding about statements, with the claims that tell them."""
        ids = tuple(item.statement_id for item in statements)
        claims = tuple(claim.claim_id for key in ids for claim in self.claims_of.get(key, ()))
        return Check(rule, severity, sentence, claims, ids)

    def name_article(self, article_id: str) -> str:
        """Return the outlet and document of an article, for people."""
        article = self.article_of.get(article_id)
        if article is None:
            return article_id
        known = [name for name in (article.publisher, article.path) if name]
        return f"{known[0]} ({known[1]})" if len(known) > 1 else known[0] if known else article_id


def example(number: int, measure: str = "killed", **changes: Any) -> Statement:
    """Return a running total for the examples of the rules: NIS, 2025-01-13, exact.

    >>> example(300, source="HUR").wording
    'HUR, 2025-01-13: 300 killed (North Korea)'
    """
    components = {"killed": "K", "wounded": "W", "casualties": "KW"}.get(measure)
    known: dict[str, Any] = {"source": "NIS", "group": "North Korea", "stated_on": "2025-01-13"}
    known |= {"components": components, "is_cumulative": True, **changes}
    key = f"{known['source']} {number} {measure} {known['stated_on']} {known['group']}"
    return Statement(key, measure=measure, modifier="exact", low=number, best=number, high=number, **known)


def number_of(item: Statement | Claim) -> int:
    """Return the number that stands for a figure: the best one, else the middle of the range.

    >>> number_of(Statement("a", "NIS", "killed", "vague", 300, None, 900))
    600
    """
    if item.best is not None:
        return item.best
    known = [value for value in (item.low, item.high) if value is not None]
    return sum(known) // len(known)


def ratio(a: int, b: int) -> float:
    """Return how many times the greater number holds the smaller; 1 for two zeros, infinite for one.

    >>> ratio(300, 100), ratio(0, 0)
    (3.0, 1.0)
    """
    small, great = sorted((a, b))
    return great / small if small else 1.0 if not great else float("inf")


def are_disjoint(a: Statement, b: Statement) -> bool:
    """Tell whether two figures exclude each other: the highest of one lies below the lowest of the other."""
    (a_low, a_high), (b_low, b_high) = a.span, b.span
    return (a_high is not None and a_high < b_low) or (b_high is not None and b_high < a_low)


def by_key(statements: Sequence[Statement], *names: str) -> Mapping[tuple[object, ...], list[Statement]]:
    """Return statements grouped by some of their fields."""
    found: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for item in statements:
        found[tuple(getattr(item, name) for name in names)].append(item)
    return found
