"""The rule on dates: R11."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from helpers.checks.findings import Check, Evidence
from helpers.edtf import read_bounds


class DateConflict(Protocol):
    """A date that cannot be right, as the timeline finds it, with what is proposed instead."""

    @property
    def sentence(self) -> str:
        """What conflicts, and what is proposed."""

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims whose date it is."""


def check_dates(evidence: Evidence, conflicts: Iterable[DateConflict] = ()) -> Iterator[Check]:
    """R11: a date before the topic began, after publication, or unlike that of the same statement elsewhere.

    ``conflicts`` are what the timeline found in the texts.

    >>> from helpers.claims import Claim
    >>> def claim(as_of):
    ...     return Claim("c", "a", 0, 1, "8", "", "G", "killed", None, "exact", 8, 8, 8, as_of=as_of)
    >>> [check.severity for check in check_dates(Evidence(claims=(claim("2023-12-14"),), start="2024-10"))]
    ['warning']
    >>> list(check_dates(Evidence(claims=(claim("2024-12-14"),), start="2024-10")))
    []
    """
    told: set[str] = set()
    for conflict in conflicts:
        told.update(conflict.claim_ids)
        yield Check("R11", "warning", conflict.sentence, tuple(conflict.claim_ids))
    for note in evidence.notes:
        if note.kind == "date conflict" and not told.issuperset(note.claim_ids):
            told.update(note.claim_ids)
            text = f"{note.sentence} If the text is wrong, enter the right date as a correction."
            yield Check("R11", "warning", text, note.claim_ids, note.statement_ids)
    for claim in evidence.claims:
        if (
            claim.claim_id not in told
            and claim.as_of
            and (fault := _fault(evidence, claim.as_of, claim.article_id, claim.status))
        ):
            where = evidence.name_article(claim.article_id)
            text = f"{where}: {claim.figure} {claim.measure} is dated {claim.as_of}, {fault}; look for a wrong year."
            ids = tuple(filter(None, (claim.statement_id,)))
            yield Check("R11", "warning", text, (claim.claim_id,), ids)


def _fault(evidence: Evidence, as_of: str, article_id: str, status: str) -> str | None:
    first, last = read_bounds(as_of)
    start = read_bounds(evidence.start)[0] if evidence.start else None
    if start and last and last < start:
        return f"before {evidence.start}, when the topic begins"
    article = evidence.article_of.get(article_id)
    published = read_bounds(article.published)[1] if article and article.published else None
    if published and first and (first - published).days > 1 and status != "projected":
        return f"after the article was published ({article.published if article else ''})"
    return None
