"""Dates that cannot be right, each with a proposal, its evidence and a confidence. Nothing is corrected here.

Five kinds are found: a statement dated differently elsewhere, a year unlike that of the same day or month elsewhere,
a day before the topic began, a day after the article was published, and a weekday that is not that day's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpers.articles import Article
from helpers.claims import Claim
from helpers.dates.spans import WEEKDAYS, add_days
from helpers.edtf import overlap, write_value
from helpers.statements import Statement
from helpers.timeline.tellings import Telling, bounds_of, read_tellings
from helpers.words import Vocabulary, read_vocabulary

CONFLICT_KINDS = ("two dates", "year", "before start", "after publication", "weekday")
HISTORY = 730  # days before the topic's start; an older date is history, not a slip of the year
ONSET = 183  # days before its start in which what led to the topic may lie
SHARED_WORDS = 2  # content words that two sentences on one event have in common at least
STEM, LONG_WORD = 6, 4  # letters compared, letters of a word that counts
ONSET_REACH, ONSET_WORD = 6, "(onset)"  # words before a date in which one tells that something began
COMMON = frozenset(
    [
        *("that", "this", "with", "from", "have", "been", "were", "their", "they", "which", "about", "after", "also"),
        *("said", "will", "when", "where", "into", "over", "than", "more", "during", "reported", "according"),
        *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
        *("december", "early", "late", "year", "month", "week", "earlier"),
    ]
)
LEDGER_ORIGINS = ("ledger", "both")
CONFIDENCE = {"two dates": 0.6, "year": 0.9, "before start": 0.5, "after publication": 0.7, "weekday": 0.6}
OWN_DAY = 0.6  # confidence in the year of publication: it may be an anniversary
MONTH_ONLY = 0.7  # confidence in a year when only a month agrees


@dataclass(frozen=True)
class DateConflict:
    """A date that cannot be right: what is written where, what is proposed instead, why, and how sure that is.

    ``start`` and ``end`` are the offsets of ``as_written`` in the article; ``confidence`` is between 0 and 1.
    """

    kind: str
    article_id: str
    as_written: str
    date: str
    proposed: str | None
    evidence: str
    confidence: float
    start: int | None = None
    end: int | None = None
    claim_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Reject an unknown kind and a proposal that changes nothing."""
        if self.kind not in CONFLICT_KINDS:
            raise ValueError(f"kind must be one of {'|'.join(CONFLICT_KINDS)}: {self.kind!r}")
        if self.proposed == self.date:
            raise ValueError(f"the proposal is the date itself: {self.date!r}")

    @property
    def sentence(self) -> str:
        """What conflicts and what is proposed, in one sentence that a person can act on.

        >>> DateConflict("year", "a", "May 3, 2018", "2018-05-03", "2019-05-03", "X dates it 2019-05-03", 0.9).sentence
        '"May 3, 2018": X dates it 2019-05-03. Proposed: 2019-05-03 (confidence 0.9).'
        """
        proposal = f"Proposed: {self.proposed} (confidence {self.confidence:.2g})." if self.proposed else "Look it up."
        return f'"{self.as_written}": {self.evidence}. {proposal}'


def find_date_conflicts(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    statements: Sequence[Statement] = (),
    start: str | None = None,
    groups: Iterable[str] = (),
    vocabulary: Vocabulary | None = None,
) -> list[DateConflict]:
    """Return the dates of the articles that conflict with others, at most one conflict a date, in reading order.

    ``start`` is the day (EDTF) on which the topic begins; ``groups`` are its groups: a claim on another group is
    history and may be older.
    """
    tellings = read_tellings(articles, claims, vocabulary)
    first = bounds_of(start)
    day, own_groups = first[0] if first else None, frozenset(groups)
    told = {statement.statement_id: statement for statement in statements}
    onsets = frozenset((vocabulary or read_vocabulary())["dates"]["governing"]["background"])
    siblings = _find_siblings(tellings, statements, onsets)
    found: list[DateConflict] = []
    for telling in tellings:
        checks = (
            _other_date(telling, told, tellings),
            _other_year(telling, siblings, onsets, day),
            _own_day(telling, day),
            _too_early(telling, day, own_groups),
            _too_late(telling),
            _other_weekday(telling),
        )
        conflicts = [conflict for conflict in checks if conflict]
        if conflicts:
            found.append(_joined(conflicts))
    return found


def _joined(conflicts: Sequence[DateConflict]) -> DateConflict:
    """Return the surest conflict of one date with the evidence of all; one that agrees makes it surer."""
    best = max(conflicts, key=lambda conflict: (conflict.proposed is not None, conflict.confidence))
    others = [other for other in conflicts if other is not best]
    news = [other for other in others if not other.statement_ids or set(other.statement_ids) - set(best.statement_ids)]
    evidence = "; ".join(dict.fromkeys(conflict.evidence for conflict in (best, *news)))
    statement_ids = tuple(dict.fromkeys(name for conflict in (best, *news) for name in conflict.statement_ids))
    agreeing = sum(other.proposed == best.proposed for other in others)
    confidence = round(min(0.95, best.confidence + 0.05 * agreeing), 2)
    return replace(best, evidence=evidence, confidence=confidence, statement_ids=statement_ids)


def _conflict(
    telling: Telling, kind: str, proposed: str | None, evidence: str, statement_ids: tuple[str, ...] = ()
) -> DateConflict:
    return DateConflict(
        kind=kind,
        article_id=telling.article.article_id,
        as_written=telling.mention.expression,
        date=str(telling.value),
        proposed=proposed,
        evidence=evidence,
        confidence=CONFIDENCE[kind],
        start=telling.mention.start,
        end=telling.mention.end,
        claim_ids=tuple(claim.claim_id for claim in telling.dated_claims()),
        statement_ids=statement_ids,
    )


# -- two dates for one statement -----------------------------------------------------------------------------------


def _other_date(telling: Telling, told: dict[str, Statement], tellings: Sequence[Telling]) -> DateConflict | None:
    """Return a conflict when the statement that this date dates is dated otherwise in the ledger or elsewhere."""
    for claim in telling.dated_claims():
        statement = told.get(claim.statement_id or "")
        if statement is None or statement.stated_on is None or telling.value is None:
            continue
        dates = [value for value in (statement.stated_on, statement.period) if value]
        if any(_agree(telling.value, value) for value in dates):
            continue
        proposed = statement.stated_on if telling.value == claim.as_of else statement.period
        where = "the ledger" if statement.origin in LEDGER_ORIGINS else _tellers(statement, telling, tellings)
        covering = f", covering {statement.period}" if statement.period else ""
        evidence = f"{where} dates the same statement ({statement.wording}) {statement.stated_on}{covering}"
        kind = "year" if proposed and _same_day(telling.value, proposed) else "two dates"
        return _conflict(telling, kind, proposed, evidence, (statement.statement_id,))
    return None


def _agree(a: str, b: str) -> bool:
    """Tell whether two dates can be the same day, or neighbours, as a day is by night and in another time zone."""
    one, other = bounds_of(a), bounds_of(b)
    if one is None or other is None:
        return overlap(a, b)
    return max((one[0] - other[1]).days, (other[0] - one[1]).days) <= 1


def _tellers(statement: Statement, telling: Telling, tellings: Sequence[Telling]) -> str:
    names = {
        other.name
        for other in tellings
        if other.article != telling.article
        and any(claim.statement_id == statement.statement_id for claim in other.claims)
    }
    return ", ".join(sorted(names)) or "another article"


# -- a year unlike its siblings ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sibling:
    """A date told elsewhere, with what is told of it."""

    value: str
    words: frozenset[str]
    name: str
    article_id: str | None = None
    statement_ids: tuple[str, ...] = ()


def _find_siblings(
    tellings: Sequence[Telling], statements: Sequence[Statement], onsets: frozenset[str]
) -> dict[str, list[_Sibling]]:
    """Return the days and months told in articles and ledger, under their text without the year."""
    siblings: dict[str, list[_Sibling]] = {}
    for telling in tellings:
        if telling.mention.explicit and telling.value:
            name, words = f"{telling.name} has", _subject(telling, onsets)
            sibling = _Sibling(telling.value, words, name, telling.article.article_id)
            siblings.setdefault(telling.value[4:], []).append(sibling)
    for statement in statements:
        for value in (statement.stated_on, statement.period):
            if value and statement.origin in LEDGER_ORIGINS:
                words = _content(f"{statement.wording} {statement.side}")
                sibling = _Sibling(value, words, "the ledger has", None, (statement.statement_id,))
                siblings.setdefault(value[4:], []).append(sibling)
    return siblings


def _other_year(
    telling: Telling, siblings: Mapping[str, Sequence[_Sibling]], onsets: frozenset[str], start: date | None
) -> DateConflict | None:
    """Return a conflict when the same day or month, told of the same thing, has another year that fits the topic.

    Without a start nothing tells which of two years fits, so nothing is proposed.
    """
    if start is None or not telling.mention.explicit or not _is_slip(telling.value, start):
        return None
    value, words = str(telling.value), _subject(telling, onsets)
    found = [
        sibling
        for sibling in siblings.get(value[4:], [])
        if sibling.article_id != telling.article.article_id
        and _same_day(value, sibling.value)
        and _fits(sibling.value, start)
        and len(words & sibling.words) >= SHARED_WORDS
    ]
    if not found:
        return None
    best = max(found, key=lambda sibling: (len(words & sibling.words), sibling.value, sibling.name))
    conflict = _conflict(telling, "year", best.value, f"{best.name} {best.value}", best.statement_ids)
    return conflict if len(best.value) > len("2024-12") else replace(conflict, confidence=MONTH_ONLY)


def _own_day(telling: Telling, start: date | None) -> DateConflict | None:
    """Return a conflict when a day before the topic is the article's own day but for the year."""
    published, value = telling.article.published or "", str(telling.value)
    if start is None or len(value) < len("2024-12-14") or not _same_day(value, published):
        return None
    if not telling.mention.explicit or not _is_slip(value, start):
        return None
    conflict = _conflict(telling, "year", published, f"the article was published on {published}")
    return replace(conflict, confidence=OWN_DAY)


def _is_slip(value: str | None, start: date) -> bool:
    """Tell whether a day or month lies so shortly before the topic that its year may be a slip."""
    bounds = bounds_of(value)
    if bounds is None or (bounds[1] - bounds[0]).days > 31:
        return False
    return 0 < (start - bounds[1]).days <= HISTORY


def _fits(value: str, start: date) -> bool:
    bounds = bounds_of(value)
    return bool(bounds and (start - bounds[1]).days <= ONSET)


def _same_day(a: str, b: str) -> bool:
    """Tell whether two days or two months differ in nothing but the year."""
    return a != b and len(a) == len(b) >= len("2024-12") and "/" not in a + b and a[4:] == b[4:]


def _subject(telling: Telling, onsets: frozenset[str]) -> frozenset[str]:
    """Return what a date's sentence is about; words for the beginning of a war or an offensive count as one."""
    before = telling.article.text[telling.sentence.start : telling.mention.start].lower().split()[-ONSET_REACH:]
    words = {word.strip(",.;:") for word in before}
    return _content(telling.sentence.text) | (frozenset({ONSET_WORD}) if words & onsets else frozenset())


def _content(text: str) -> frozenset[str]:
    """Return the words of a sentence that tell what it is about, cut to their stems."""
    words = "".join(char if char.isalpha() else " " for char in text.lower()).split()
    return frozenset(word[:STEM] for word in words if len(word) >= LONG_WORD and word not in COMMON)


# -- before the topic, after publication, the wrong weekday --------------------------------------------------------


def _too_early(telling: Telling, start: date | None, groups: frozenset[str]) -> DateConflict | None:
    """Return a conflict when a claim about the topic is dated shortly before the topic began."""
    bounds = bounds_of(telling.value)
    own = [claim for claim in telling.dated_claims() if not groups or claim.group in groups]
    if start is None or bounds is None or not own or not 0 < (start - bounds[1]).days <= HISTORY:
        return None
    proposed = _moved_years(telling, start)
    return _conflict(telling, "before start", proposed, f"{telling.value} is before {start}, when the topic begins")


def _moved_years(telling: Telling, start: date) -> str | None:
    """Return the same day or month in the first year in which it does not lie before ``start``."""
    value = str(telling.value)
    if "/" in value or len(value) < len("2024-12"):
        return None
    for year in range(int(value[:4]) + 1, start.year + 2):
        moved = bounds_of(_valid(f"{year}{value[4:]}"))
        if moved and moved[1] >= start:
            late = bounds_of(telling.article.published)
            return None if late and moved[0] > late[1] else write_value(*moved)
    return None


def _valid(value: str) -> str | None:
    try:
        bounds_of(value)
    except ValueError:
        return None
    return value


def _too_late(telling: Telling) -> DateConflict | None:
    """Return a conflict when a day told as past lies after the article's publication."""
    bounds, published = bounds_of(telling.value), bounds_of(telling.article.published)
    claims = [claim for claim in telling.dated_claims() if claim.status == "reported"]
    if bounds is None or published is None or not claims or (bounds[0] - published[1]).days <= 1:
        return None
    year = int(str(telling.value)[:4]) - 1
    earlier = _valid(f"{year}{str(telling.value)[4:]}") if "/" not in str(telling.value) else None
    moved = bounds_of(earlier)
    proposed = earlier if moved and moved[0] <= published[1] else None
    return _conflict(
        telling, "after publication", proposed, f"the article was published before it, {telling.article.published}"
    )


def _other_weekday(telling: Telling) -> DateConflict | None:
    """Return a conflict when a day does not fall on the weekday written beside it."""
    bounds, weekday = bounds_of(telling.value), telling.mention.weekday
    if weekday is None or bounds is None or bounds[0] != bounds[1] or bounds[0].isoweekday() == weekday:
        return None
    day, named = bounds[0], WEEKDAYS[weekday - 1].capitalize()
    years = [_valid(f"{day.year + shift:04d}-{day:%m-%d}") for shift in (1, -1)] if telling.mention.explicit else []
    fitting = [found[0] for value in years if (found := bounds_of(value)) and found[0].isoweekday() == weekday]
    near = add_days(day, (weekday - day.isoweekday() + 3) % 7 - 3)
    right = fitting[0] if fitting else near
    proposed = right.isoformat() if right else None
    fell = WEEKDAYS[day.weekday()].capitalize()
    return _conflict(telling, "weekday", proposed, f"{day} was a {fell}, not a {named}")
