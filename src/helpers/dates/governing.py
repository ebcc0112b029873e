"""Which date governs a figure: as of when it is true, and over what period its people fell."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from helpers.dates.mentions import DateMention
from helpers.edtf import read_bounds
from helpers.sentences import Sentence
from helpers.words import Vocabulary, read_vocabulary

SHORT_TEXT = 500  # characters; a headline and its snippet tell of one event
LONG_TEXT = 1000  # characters; a longer text also tells of other days
DATELINE = 60  # characters; a date this early, before a bracket or a dash, is the day of the news
SAME_STORY = 30  # days; an older event is history told in passing
WIDEST = 31  # days; a publication known less exactly dates nothing
CARRY = 3  # sentences over which a statement's day holds
FRESH = 3  # days before publication within which a statement is the news
OPENING = 3  # words before a date that opens its sentence: "On Monday, police said"
NEAR = 160  # characters before a date in which the verb it belongs to is looked for
REACH = 600  # characters of a sentence looked at on either side of the figure
BETWEEN = 8  # words between a reporting verb and its date


@dataclass(frozen=True)
class ClaimDate:
    """The dates of one figure, EDTF; ``as_of_basis`` tells where ``as_of`` is taken from.

    ``text`` an "as of" or the date of the event, ``statement`` the day it was said, ``published`` the article's day,
    ``inferred`` the interval in which it was published.
    """

    as_of: str | None = None
    as_of_basis: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class _Words:
    told_before: re.Pattern[str]
    told_after: re.Pattern[str]
    tells: re.Pattern[str]
    background: re.Pattern[str]
    bounded: re.Pattern[str]
    earlier: re.Pattern[str]
    fell: re.Pattern[str]
    happened: re.Pattern[str]
    speaker: re.Pattern[str]


@dataclass(frozen=True)
class _Scene:
    """A figure at ``start`` in its text, with the dates around it."""

    text: str
    sentences: Sequence[Sentence]
    index: int
    start: int
    dates: Sequence[DateMention]
    published: str | None
    words: _Words

    @cached_property
    def sentence(self) -> Sentence:
        """The figure's sentence; of an endless one, what stands near the figure."""
        whole = self.sentences[self.index] if self.sentences else Sentence(0, len(self.text), self.text)
        return _clipped(whole, self.start)

    def neighbour(self, step: int) -> Sentence | None:
        """Return the sentence so many places further on, or back; None outside the text."""
        index = self.index + step
        return _clipped(self.sentences[index], self.start) if 0 <= index < len(self.sentences) else None

    @property
    def is_short(self) -> bool:
        return len(self.text) <= SHORT_TEXT


def date_claim(
    text: str,
    sentences: Sequence[Sentence],
    start: int,
    end: int,
    dates: Sequence[DateMention],
    published: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> ClaimDate:
    """Return the dates that govern the figure ``text[start:end]``.

    The as-of date is an explicit "as of" or "by"; else the day of the dated statement; else, for the article's own
    news, its publication date; else the date of the event. The period is that of a dated event.

    >>> from helpers.dates.mentions import find_dates
    >>> from helpers.sentences import split_sentences
    >>> text = "Police said on Monday that 12 people were killed in Sunday's flood."
    >>> date_claim(text, split_sentences(text), 28, 30, find_dates(text, "2024-12-18"), "2024-12-18")
    ClaimDate(as_of='2024-12-16', as_of_basis='statement', period='2024-12-15')
    >>> date_claim("It had earlier claimed 40.", [], 23, 25, [], "2024-12-18")
    ClaimDate(as_of=None, as_of_basis=None, period=None)
    """
    index = max(bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1, 0)
    words = _words(vocabulary or read_vocabulary())
    scene = _Scene(text, sentences, index, start, dates, published, words)
    roles = _roles(scene, scene.sentence)
    as_of, basis = _as_of(scene, roles)
    return ClaimDate(as_of, basis, _period(scene, roles, as_of))


def _clipped(sentence: Sentence, place: int) -> Sentence:
    """Return the part of a sentence within ``REACH`` characters of a place, or of its end nearest to it."""
    place = min(max(place, sentence.start), sentence.end)
    start, end = max(sentence.start, place - REACH), min(sentence.end, place + REACH)
    return Sentence(start, end, sentence.text[start - sentence.start : end - sentence.start])


Roles = list[tuple[DateMention, str]]
_CLOCK = r"(?:[\s,]*(?:\d{1,2}(?:[:.]\d\d)?|[ap]\.?m\.?|GMT|UTC|local time|on|the|end of|late|early|around|about)){0,5}"
_AS_OF = re.compile(rf"\b(?:as of|as at|by|up to|until|at the last count,?){_CLOCK}\s*$", re.I)
_APART = re.compile(r",\s*(?:on|in|late|early|during)?\s*$", re.I)  # "According to the army, on Monday ..."
_ASIDE = re.compile(r",\s+(?:with|where|which|when|who|while)\b", re.I)  # what follows tells of something else
_SINCE = re.compile(r"\bsince\b[^.;:,]{0,50}$", re.I)
_DATELINE = re.compile(r"\s*(?:\(|/|[-–—])")
COARSE = ("year", "year_range", "decade")
_CLAUSE = re.compile(r"[,;:–—]")
SPANS = ("rolling", "rolling_bare", "overnight", "year_ending")
_CONTINUED = re.compile(
    r"\b(?:he|she|they|it|(?:the|an?) (?:\w+ )?(?:officials?|statement|agency|ministry|spokes\w+|lawmaker))\b", re.I
)


def _roles(scene: _Scene, sentence: Sentence) -> Roles:
    """Return the resolved dates of a sentence, each with its role."""
    own = _within(scene.dates, sentence)
    return [(mention, _role(scene, sentence, mention)) for mention in own if mention.value]


def _within(dates: Sequence[DateMention], sentence: Sentence) -> Sequence[DateMention]:
    first = bisect_right(dates, sentence.start - 1, key=lambda mention: mention.start)
    last = bisect_right(dates, sentence.end - 1, key=lambda mention: mention.start)
    return dates[first:last]


def _role(scene: _Scene, sentence: Sentence, mention: DateMention) -> str:
    """Return what a date does in its sentence: ``as of | statement | since | ahead | background | event``."""
    before = scene.text[max(sentence.start, mention.start - NEAR) : mention.start]
    after = scene.text[mention.end : sentence.end]
    if _is_ahead(scene, mention):
        return "ahead"
    if _AS_OF.search(before):
        return "as of"
    if _SINCE.search(before):
        return "since"
    if mention.kind in SPANS or " and " in mention.expression:
        return "event"
    if mention.start < DATELINE and _DATELINE.match(after):
        return "dateline"
    if _is_told(scene, mention, before, after):
        return "background" if mention.kind in COARSE else "statement"
    aside = _ASIDE.search(scene.text[scene.start : mention.start])
    return "background" if aside or _is_background(scene, before, after) else "event"


def _is_told(scene: _Scene, mention: DateMention, before: str, after: str) -> bool:
    """Tell whether a date is that of a reporting verb: "said on Monday", "on Monday police said that 12 died"."""
    if scene.words.told_before.search(before) and not _APART.search(before):
        return True
    opens = len(before.split()) <= OPENING
    told = scene.words.told_after.match(after) if opens or after[:1] != "," else None
    return bool(told and (mention.end + told.end() <= scene.start or len(told[0].split()) == 1))


def _first(mention: DateMention) -> date:
    start, end = read_bounds(str(mention.value))
    return start or end or date.min


def _is_ahead(scene: _Scene, mention: DateMention) -> bool:
    day = read_bounds(scene.published)[1] if scene.published else None
    start, end = read_bounds(str(mention.value))
    return bool(day and start and end and (start > day or (mention.kind in SPANS and start == day < end)))


def _is_background(scene: _Scene, before: str, after: str) -> bool:
    """Tell whether a date says how a war or its latest turn began: a word for it stands in the same clause."""
    clause = f"{_CLAUSE.split(before)[-1][-80:]} {_CLAUSE.split(after[:60])[0]}"
    return bool(scene.words.background.search(clause))


def _as_of(scene: _Scene, roles: Roles) -> tuple[str | None, str | None]:
    if value := _nearest(scene, roles, "as of"):
        return value, "text"
    if value := _nearest(scene, roles, "statement"):
        return value, "statement"
    event = _nearest(scene, roles, "event")
    if scene.words.earlier.search(scene.sentence.text):
        return event, "text" if event else None
    if value := _carried(scene):
        return value, "statement"
    if event and (scene.published is None or _is_history(scene, event)):
        return event, "text"
    if value := next((mention.value for mention, role in _lead(scene) if role == "dateline"), None):
        return value, "statement"
    return _news_day(scene.published)


def _news_day(published: str | None) -> tuple[str | None, str | None]:
    """Return the publication date as that of an article's own news, unless it is only known within bounds too wide."""
    start, end = read_bounds(published) if published else (None, None)
    if start is None or end is None or (end - start).days > WIDEST:
        return None, None
    return published, "published" if "/" not in str(published) else "inferred"


def _lead(scene: _Scene) -> Roles:
    return _roles(scene, _clipped(scene.sentences[0], 0)) if scene.sentences else []


def _nearest(scene: _Scene, roles: Roles, role: str) -> str | None:
    """Return the value of the date with this role that stands nearest to the figure."""
    found = [mention for mention, own in roles if own == role]
    return min(found, key=lambda mention: abs(mention.start - scene.start)).value if found else None


def _carried(scene: _Scene) -> str | None:
    """Return the day of the statement that the sentence belongs to: "the officials said", "he said Monday" after it."""
    following = scene.neighbour(1)
    goes_on = following and scene.words.tells.search(scene.sentence.text) and _CONTINUED.search(following.text)
    if goes_on and following and (value := _fresh_statement(scene, following)):
        return value
    speakers = {match[1] or match[2] for match in scene.words.speaker.finditer(scene.sentence.text)}
    continued = _CONTINUED.search(scene.sentence.text)
    for step in range(1, CARRY + 1):
        before = scene.neighbour(-step)
        if before is None:
            return None
        same = continued or any(name in before.text for name in speakers)
        if same and (value := _fresh_statement(scene, before)):
            return value
        if scene.words.tells.search(before.text) and not _CONTINUED.search(before.text):
            return None
    return None


def _fresh_statement(scene: _Scene, sentence: Sentence) -> str | None:
    """Return the day of a sentence's statement when it is the article's news."""
    day = read_bounds(scene.published)[1] if scene.published else None
    for mention, role in reversed(_roles(scene, sentence)):
        if role == "statement" and (day is None or 0 <= (day - _first(mention)).days <= FRESH):
            return mention.value
    return None


def _is_history(scene: _Scene, value: str) -> bool:
    """Tell whether an event lies so far back that a long text only mentions it."""
    last, day = read_bounds(value)[1], read_bounds(scene.published or value)[0]
    return bool(last and day and (day - last).days > SAME_STORY) and len(scene.text) > LONG_TEXT


def _period(scene: _Scene, roles: Roles, as_of: str | None) -> str | None:
    if any(role == "as of" for _, role in roles):
        return None  # a running total, whatever day it began
    spans = [(mention, value) for mention, role in roles if (value := _span(scene, mention, role, as_of))]
    if spans:
        return min(spans, key=lambda found: abs(found[0].start - scene.start))[1]
    if scene.is_short and scene.words.fell.search(scene.sentence.text):
        near = {value for sentence in scene.sentences for value in _days(scene, sentence)}
        return near.pop() if len(near) == 1 else None
    return None


def _span(scene: _Scene, mention: DateMention, role: str, as_of: str | None) -> str | None:
    """Return the period that a date gives a figure of its sentence."""
    if role == "event":
        return mention.value
    if role == "since" and as_of and scene.words.bounded.search(scene.sentence.text):
        return f"{str(mention.value).split('/')[0]}/{as_of.split('/')[-1]}"
    return None


def _days(scene: _Scene, sentence: Sentence) -> list[str]:
    """Return the days on which it happened according to another sentence."""
    if not scene.words.happened.search(sentence.text):
        return []
    return [str(mention.value) for mention, role in _roles(scene, sentence) if role == "event" and _is_short(mention)]


def _is_short(mention: DateMention) -> bool:
    start, end = read_bounds(str(mention.value))
    return bool(start and end and (end - start).days < 7)


@lru_cache(maxsize=16)
def _words(vocabulary: Vocabulary) -> _Words:
    lists = vocabulary["dates"]["governing"]
    tells, reports, blocks, clauses = (_any(lists[name]) for name in ("tells", "reports", "blocks", "clauses"))
    gap = rf"(?:[^\S\n]+(?!(?:{blocks})\b)[^\s;:\d]+){{0,{BETWEEN}}}"
    narrow = rf"(?:[^\S\n]+(?!(?:{blocks}|{clauses})\b)[^\s;:\d]+){{0,{BETWEEN}}}"
    before = rf"(?:{tells})\s+(?:earlier|recently|previously|before)\b(?!\s+(?:this|in|on|today|\w+day))"
    first = rf"(?:earlier|previous|initial|first)\s+(?:\w+\s+){{0,2}}(?:{reports}|toll|forecast|estimates)"
    alone = r"^(?:Before that|Earlier)\b(?!\s(?:this|in|on|today|\w+day))"
    had = rf"had\s+(?:\w+\s+)?(?:{tells})"
    return _Words(
        told_before=re.compile(rf"\b(?:{tells}|{reports}){narrow}\s*$", re.I),
        told_after=re.compile(rf"[)\],]?{gap}\s+(?:{tells}|{reports})\b", re.I),
        tells=re.compile(rf"\b(?:{tells})\b", re.I),
        background=re.compile(rf"\b(?:{_any(lists['background'])})\b", re.I),
        bounded=re.compile(rf"\b(?:{_any(lists['bounded'])})\b", re.I),
        earlier=re.compile(rf"\b(?:{before}|{first}|{had})|{alone}", re.I),
        speaker=re.compile(rf"([A-Z][\w-]{{2,}}) (?:{tells})\b|\b(?:[Bb]y|[Aa]ccording to) ([A-Z][\w-]{{2,}})"),
        happened=re.compile(rf"\b(?:{_any([*lists['fell'], *lists['happened']])})\b", re.I),
        fell=re.compile(rf"\b(?:{_any(lists['fell'])})\b", re.I),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
