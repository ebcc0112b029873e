"""Articles, claims and statements to one timeline: what was said, what happened, what was published, and when."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as day

from helpers.articles import Article
from helpers.claims import Claim
from helpers.edtf import precision, read_bounds
from helpers.statements import Statement
from helpers.timeline.conflicts import DateConflict
from helpers.timeline.tellings import Telling, read_tellings
from helpers.words import Vocabulary

EVENT_KINDS = ("statement", "event", "publication")
ALIKE = 0.5  # share of their words that two sentences on one event of one date have in common at least
CORRECTED = ("corrected as_of", "corrected period")


@dataclass(frozen=True)
class TimelineEvent:
    """One entry of the timeline; fields and properties are the columns of the ``timeline`` table.

    ``date`` is EDTF, None when undated; ``text`` the sentence; ``as_written`` the date in the words of the text;
    ``as_corrected`` the date that a reviewer put in its place; ``evidence`` what speaks against the date.
    """

    event_id: str
    date: str | None
    kind: str
    text: str
    article_id: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    as_written: str | None = None
    as_corrected: str | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        """Reject an unknown kind and a date that is no EDTF."""
        if self.kind not in EVENT_KINDS:
            raise ValueError(f"kind must be one of {'|'.join(EVENT_KINDS)}: {self.kind!r}")
        if self.date is not None:
            read_bounds(self.date)

    @property
    def date_start(self) -> day | None:
        """First day on which it can have been."""
        return read_bounds(self.date)[0] if self.date else None

    @property
    def date_end(self) -> day | None:
        """Last day on which it can have been."""
        return read_bounds(self.date)[1] if self.date else None

    @property
    def precision(self) -> int | None:
        """UCDP precision code of the date, 1 a day to 5 a year; None when open or undated."""
        return precision(self.date) if self.date else None


def build_timeline(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    conflicts: Iterable[DateConflict] = (),
    vocabulary: Vocabulary | None = None,
) -> list[TimelineEvent]:
    """Return everything with a date, earliest first, and the undated after it.

    A statement stands on the day it was said and carries its claims; every other date of an article stands with its
    sentence. The same event told by two articles is one entry with both.

    >>> article = Article("a", "The dam broke in May 2020.", published="2020-06-01")
    >>> [(event.date, event.kind) for event in build_timeline([article], [], [])]
    [('2020-05', 'event'), ('2020-06-01', 'publication')]
    """
    tellings = read_tellings(articles, claims, vocabulary)
    doubts = list(conflicts)
    by_statement: dict[str, list[Claim]] = {}
    for claim in claims:
        by_statement.setdefault(claim.statement_id or "", []).append(claim)
    dating = _dating(tellings)
    events = [
        *(_said(statement, by_statement.get(statement.statement_id, []), dating, doubts) for statement in statements),
        *_merged([event for telling in tellings if (event := _told(telling, doubts))]),
        *(_published(article) for article in articles),
    ]
    return sorted(_distinct(events), key=_order)


def _order(event: TimelineEvent) -> tuple[bool, day, day, int, str, str]:
    start, end = event.date_start or day.min, event.date_end or day.max
    return event.date is None, start, end, EVENT_KINDS.index(event.kind), event.text, event.event_id


def _distinct(events: Iterable[TimelineEvent]) -> list[TimelineEvent]:
    """Return the events, entries that differ in nothing but their sources made one."""
    found: dict[str, TimelineEvent] = {}
    for event in events:
        found[event.event_id] = _united(found[event.event_id], event) if event.event_id in found else event
    return list(found.values())


def _event(kind: str, when: str | None, text: str) -> TimelineEvent:
    content = "\x1f".join((kind, when or "", text))
    return TimelineEvent(hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12], when, kind, text)


def _dating(tellings: Iterable[Telling]) -> dict[str, list[str]]:
    """Return the words that date each claim; a date that could not be resolved counts for its whole sentence."""
    words: dict[str, list[str]] = {}
    for telling in tellings:
        for claim in telling.dated_claims() if telling.value else telling.claims:
            words.setdefault(claim.claim_id, []).append(telling.mention.expression)
    return words


def _said(
    statement: Statement,
    claims: Sequence[Claim],
    dating: Mapping[str, Sequence[str]],
    conflicts: Sequence[DateConflict],
) -> TimelineEvent:
    """Return the entry of a statement, in the words of its first claim or, without one, its own."""
    ids = tuple(claim.claim_id for claim in claims)
    corrected = [claim.as_of for claim in claims if CORRECTED[0] in claim.flags and claim.as_of]
    event = _event(
        "statement", statement.stated_on or statement.period, claims[0].quote if claims else statement.wording
    )
    return replace(
        event,
        article_id=tuple(dict.fromkeys(claim.article_id for claim in claims)),
        claim_ids=ids,
        as_written=_joined(words for name in ids for words in dating.get(name, ())),
        as_corrected=corrected[0] if corrected else None,
        evidence=_joined(conflict.sentence for conflict in conflicts if set(conflict.claim_ids) & set(ids)),
    )


def _told(telling: Telling, conflicts: Sequence[DateConflict]) -> TimelineEvent | None:
    """Return the entry of a date in an article; None for that of a statement, which has an entry of its own."""
    claims = telling.dated_claims()
    if telling.value is None and any(claim.statement_id for claim in telling.claims):
        return None
    if claims and all(claim.statement_id and telling.value != claim.period for claim in claims):
        return None
    corrected = _correction(telling)
    event = _event("event", corrected or telling.value, telling.sentence.text)
    own = [
        conflict.sentence
        for conflict in conflicts
        if (conflict.article_id, conflict.start) == (telling.article.article_id, telling.mention.start)
    ]
    return replace(
        event,
        article_id=(telling.article.article_id,),
        claim_ids=tuple(claim.claim_id for claim in claims),
        as_written=telling.mention.expression,
        as_corrected=corrected,
        evidence=_joined(own),
    )


def _correction(telling: Telling) -> str | None:
    """Return the date that a reviewer put in the place of this one: the date nearest to a claim so corrected."""
    for claim in telling.claims:
        if set(CORRECTED) & set(claim.flags) and telling.value not in (claim.as_of, claim.period):
            return claim.period if CORRECTED[1] in claim.flags else claim.as_of
    return None


def _published(article: Article) -> TimelineEvent:
    lines = (line.strip() for line in article.text.splitlines())
    event = _event(
        "publication", article.published, article.title or next((line for line in lines if line), "untitled")
    )
    return replace(event, article_id=(article.article_id,))


def _merged(events: Sequence[TimelineEvent]) -> list[TimelineEvent]:
    """Return the events with those of one date and like words, told by several articles, made one."""
    merged: list[TimelineEvent] = []
    places: dict[str | None, list[int]] = {}
    for event in events:
        alike = (i for i in places.get(event.date, []) if event.date and _is_same(merged[i], event))
        place = next(alike, None)
        if place is None:
            places.setdefault(event.date, []).append(len(merged))
            merged.append(event)
        else:
            merged[place] = _united(merged[place], event)
    return merged


def _is_same(a: TimelineEvent, b: TimelineEvent) -> bool:
    one, other = (set(event.text.lower().split()) for event in (a, b))
    shared = len(one & other) / max(1, min(len(one), len(other)))
    return shared >= ALIKE and a.article_id != b.article_id


def _united(a: TimelineEvent, b: TimelineEvent) -> TimelineEvent:
    """Return one entry with the sources of both, in the words of the first."""
    return replace(
        a,
        article_id=tuple(dict.fromkeys((*a.article_id, *b.article_id))),
        claim_ids=tuple(dict.fromkeys((*a.claim_ids, *b.claim_ids))),
        as_written=_joined((a.as_written, b.as_written)),
        as_corrected=a.as_corrected or b.as_corrected,
        evidence=_joined((a.evidence, b.evidence)),
    )


def _joined(texts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None
