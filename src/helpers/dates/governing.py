"""Which date governs a figure: as of when it is true, and over what period its people fell."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from helpers.dates.mentions import DateMention
from helpers.dates.roles import (
    KILLING,
    NEAR,
    Roles,
    Scene,
    clipped,
    dates_within,
    find_roles,
    first_day,
    is_background,
    is_dateline,
    read_words,
)
from helpers.edtf import read_bounds
from helpers.sentences import Sentence
from helpers.words import Vocabulary, read_vocabulary

OPENING_TEXT = 2000  # characters in which the third line of an article has begun; a feed item has one or two
QUARTER = 92  # days; a toll since that little while ago is that of one event or campaign
ONE_YEAR = 366  # days; a toll since longer ago is that of a whole war
LEAD = 2  # lines, or sentences, in which an article tells its own news
SAME_STORY = 7  # days; an older event is history told in passing
WIDEST = 31  # days; a publication known less exactly dates nothing
CARRY = 3  # sentences over which a statement's day holds
FRESH = 7  # days before publication within which a statement is the news

# A clause with its own date begins.
_TURN = re.compile(r"[;–—]|--|\b(?:while|whereas)\b|,\s+(?:but|after|before|and|on|in|by)\b")
_OLD = r"(?:an? |the |its )?(?:early|earlier|previous|initial|first)\b"
# A sentence that tells of two statements turns from one to the other.
_HALVES = re.compile(rf"[;–—]|--|\b(?:while|whereas)\b|, but\b|\bfrom (?={_OLD})")
# "up from 41", "from an earlier count of 41", "from 41 to 90": what stands before the figure and after it.
_FROM = re.compile(
    r"\b(?:(?P<moved>up|down|to \d[\d,]*) )?from (?:an? |the |its )?"
    r"(?P<old>earlier |previous |initial |first )?(?:\w+ of )?$"
)
_TO = re.compile(r"(?: \w+){0,2} to (?:\w+ ){0,2}\d")
# "bringing the toll to 41".
_TOTAL = re.compile(r"\b(?:bring|brought|tak|took|rais|lift|push)(?:s|es|e|ed|ing)?\b[^.;]{0,70}\bto (?:\w+ ){0,2}$")
_OLDER = re.compile(r"earl|previous|recently|before|initial|first|had ")  # no older statement without one of these
# "has left 41 dead", "41 villagers have died", before the figure and after it.
_HAVE, _HAD = (
    (re.compile(rf"\b(?:{verb})(?: \w+){{1,4}} $"), re.compile(rf"[^,.;:]{{0,60}}?\b(?:{verb})\b"))
    for verb in ("has|have", "had")
)
_SO_FAR = re.compile(r"\b(?:so far|to date)\b")
_BESIDE = re.compile(r" (?:\w+ )?(?:on |in |the )*")
_SINCE_DAY = re.compile(r"\bsince\s+(?:last\s+)?$")
_COUNTED = r"(?:those|these|them|the (?:dead|victims|deaths|killed|injured|wounded|casualties))"
_PARTS = re.compile(rf"\W*(?:of|among) {_COUNTED}\b|[^;:]{{0,40}} of (?:those|these|them)\b")
_NAME = r"[A-Z][\w.'’/-]*"
_WRITTEN_IN = re.compile(rf"{_NAME}(?:,? {_NAME}){{0,4}}(?: \([A-Z][\w ]{{1,20}}\))? ?(?:--|[-–—] )")  # "LIMA, Peru - "
_RELAYS = r"(?:the|an?) (?:\w+ )?(?:officials?|statement|agency|ministry|spokes\w+|lawmaker)"
_CONTINUED = re.compile(rf"\b(?:he|she|they|it|{_RELAYS})\b")


class ClaimDate(NamedTuple):
    """The dates of one figure, EDTF; ``as_of_basis`` tells where ``as_of`` is taken from.

    ``text`` an "as of" or the date of the event, ``statement`` the day it was said, ``published`` the article's day,
    ``inferred`` the interval in which it was published.
    """

    as_of: str | None = None
    as_of_basis: str | None = None
    period: str | None = None


def date_claim(
    text: str,
    sentences: Sequence[Sentence],
    start: int,
    end: int,
    dates: Sequence[DateMention],
    published: str | None = None,
    vocabulary: Vocabulary | None = None,
    measure: str | None = None,
) -> ClaimDate:
    """Return the dates that govern the figure ``text[start:end]``.

    The as-of date is an explicit "as of" or "by"; else the day of the dated statement; else, for the article's own
    news, its publication date; else the date of the event. The period is that of a dated event: to be sent is one,
    while to be missing or stationed lasts.

    >>> from helpers.dates.mentions import find_dates
    >>> from helpers.sentences import split_sentences
    >>> text = "Police said on Monday that 12 people were killed in Sunday's flood."
    >>> date_claim(text, split_sentences(text), 28, 30, find_dates(text, "2024-12-18"), "2024-12-18")
    ClaimDate(as_of='2024-12-16', as_of_basis='statement', period='2024-12-15')
    >>> date_claim("It had earlier claimed 40.", [], 23, 25, [], "2024-12-18")
    ClaimDate(as_of=None, as_of_basis=None, period=None)
    """
    index = max(bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1, 0)
    words = read_words(vocabulary or read_vocabulary())
    sentence = clipped(sentences[index] if sentences else Sentence(0, len(text), text), start)
    before, after = text[sentence.start : start].lower(), text[end : sentence.end].lower()
    scene = Scene(text, sentences, index, start, end, sentence, before, after, dates, published, words, measure)
    roles = find_roles(scene, scene.sentence)
    as_of, basis = _as_of(scene, roles)
    return ClaimDate(as_of, basis, _period(scene, roles, as_of))


def _as_of(scene: Scene, roles: Roles) -> tuple[str | None, str | None]:
    if value := _nearest(scene, roles, "as of"):
        return value, "text"
    if _is_replaced(scene):
        value = _date_beside(scene, roles)
        return value, "text" if value else None
    if value := _nearest(scene, roles, "statement"):
        return value, "statement"
    event = _nearest(scene, roles, "event")
    if _is_superseded(scene):
        return event, "text" if event else None
    if event and (_is_history(scene, event) or _was_before(scene)):
        return event, "text"
    if value := _carried(scene):
        return value, "statement"
    if event and scene.published is None:
        return event, "text"
    if value := _dateline(scene):
        return value, "statement"
    return _news_day(scene.published)


def _is_replaced(scene: Scene) -> bool:
    """Tell whether a newer figure replaces this one: "from 41 to 90", "up from 41", "from an earlier count of 41"."""
    found = _FROM.search(scene.before)
    return bool(found and (found["moved"] or found["old"] or _TO.match(scene.after)))


def _date_beside(scene: Scene, roles: Roles) -> str | None:
    """Return the date right after a figure: "up from 41 on Monday"."""
    after = (mention for mention, _ in roles if mention.start > scene.end)
    near = next(after, None)
    return near.value if near and _BESIDE.fullmatch(scene.text[scene.end : near.start]) else None


def _is_superseded(scene: Scene) -> bool:
    """Tell whether an older statement is told: "had earlier claimed", but not "said that divers had raised"."""
    if not _OLDER.search(scene.sentence.low):
        return False
    low = _HALVES.split(scene.before)[-1] + _HALVES.split(scene.after)[0]
    found = scene.words.earlier.search(low)
    reported = found and found[0].startswith("had ") and scene.words.tells.search(low[: found.start()])
    return bool(found and not reported)


def _news_day(published: str | None) -> tuple[str | None, str | None]:
    """Return the publication date as that of an article's own news, unless it is only known within bounds too wide."""
    start, end = read_bounds(published) if published else (None, None)
    if start is None or end is None or (end - start).days > WIDEST:
        return None, None
    return published, "published" if "/" not in str(published) else "inferred"


def _dateline(scene: Scene) -> str | None:
    """Return the day of the dateline, which opens the text or follows its headline."""
    for sentence in [clipped(sentence, 0) for sentence in scene.sentences[:LEAD]]:
        roles = find_roles(scene, sentence, is_dateline)
        if value := next((mention.value for mention, role in roles if role == "dateline"), None):
            return value
    return None


def _nearest(scene: Scene, roles: Roles, role: str) -> str | None:
    """Return the value of the date with this role that stands nearest to the figure."""
    found = [mention for mention, own in roles if own == role]
    if len(found) > 1:
        return min(found, key=lambda mention: _distance(scene, mention)).value
    return found[0].value if found else None


def _distance(scene: Scene, mention: DateMention) -> tuple[int, bool, int]:
    """Return how far a date is from the figure: in clauses that begin between them, by a comma, in characters."""
    between = scene.text[min(mention.end, scene.start) : max(mention.start, scene.start)].lower()
    if mention.start < scene.start and KILLING.search(between):
        return 0, False, 0
    return len(_TURN.findall(between)), "," in between, abs(mention.start - scene.start)


def _carried(scene: Scene) -> str | None:
    """Return the day of the statement that the sentence belongs to: "the officials said", "he said Monday" after it."""
    dated = _dated_neighbours(scene)
    following = scene.neighbour(1) if 1 in dated else None
    goes_on = following and scene.words.tells.search(scene.sentence.low) and _CONTINUED.search(following.low)
    if goes_on and following and (value := _fresh_statement(scene, following)):
        return value
    if min(dated, default=1) > 0:
        return None
    if _PARTS.match(scene.sentence.low) and (before := scene.neighbour(-1)):
        value = _nearest(scene, find_roles(scene, before), "as of") or _fresh_statement(scene, before)
        if value:
            return value
    continued = _CONTINUED.search(scene.sentence.low)
    named = () if continued else scene.words.speaker.finditer(scene.sentence.text)
    speakers = {match[1] or match[2] for match in named}
    for step in range(-1, min(dated) - 1, -1):
        before = scene.neighbour(step)
        if before is None:
            return None
        same = continued or any(name in before.text for name in speakers)
        if same and (value := _fresh_statement(scene, before)):
            return value
        if continued and scene.words.tells.search(before.low) and not _CONTINUED.search(before.low):
            return None
    return None


def _dated_neighbours(scene: Scene) -> list[int]:
    """Return how far on, or back, the sentences with a date stand that may lend the figure's own its day."""
    around = range(max(0, scene.index - CARRY), min(scene.index + 2, len(scene.sentences)))
    return [k - scene.index for k in around if k != scene.index and dates_within(scene.dates, scene.sentences[k])]


def _fresh_statement(scene: Scene, sentence: Sentence) -> str | None:
    """Return the day of a sentence's statement when it is the article's news."""
    day = read_bounds(scene.published)[1] if scene.published else None
    for mention, role in reversed(find_roles(scene, sentence)):
        if role == "statement" and (day is None or 0 <= (day - first_day(mention)).days <= FRESH):
            return mention.value
    return None


def _is_history(scene: Scene, value: str) -> bool:
    """Tell whether an event lies so far back that an article, other than a feed item or its lead, only mentions it.

    "The war that began in 2012 has killed 41" is of today.
    """
    last, day = read_bounds(value)[1], read_bounds(scene.published or value)[0]
    old = bool(last and day and (day - last).days > SAME_STORY)
    return old and scene.index >= LEAD and _is_article(scene.text) and not _stands_with(scene, _HAVE)


def _was_before(scene: Scene) -> bool:
    """Tell whether people had fallen before the news: "on Monday thirteen had drowned", but not told by anyone."""
    return scene.index >= LEAD and _stands_with(scene, _HAD) and not scene.words.tells.search(scene.sentence.low)


def _stands_with(scene: Scene, verb: tuple[re.Pattern[str], re.Pattern[str]]) -> bool:
    """Tell whether a figure is the subject or the object of a verb in this tense."""
    before, after = verb
    return bool(before.search(scene.before[-NEAR:]) or after.match(scene.after))


def _is_article(text: str) -> bool:
    """Tell whether a text is no feed item: it has a third line, or opens with the place it was written in."""
    return text.count("\n", 0, OPENING_TEXT) >= LEAD or bool(_WRITTEN_IN.match(text))


def _period(scene: Scene, roles: Roles, as_of: str | None) -> str | None:
    if any(role == "as of" for _, role in roles) or scene.is_lasting:
        return None  # a running total, whatever day it began
    total = _TOTAL.search(scene.before) if "to " in scene.before else None
    if total:  # "41 died on Monday, which brings the dead of May 3 to 90"
        verb = scene.sentence.start + total.start()
        roles = [found for found in roles if found[1] == "since" or _is_of_total(scene, found[0], verb)]
    spans = [(mention, value) for mention, role in roles if (value := _span(scene, mention, role, as_of))]
    if len(spans) > 1:
        return min(spans, key=lambda found: _distance(scene, found[0]))[1]
    if spans:
        return spans[0][1]
    if total or any(role == "since" for _, role in roles):
        return None
    return _borrowed(scene) if scene.is_short and scene.words.fell.search(scene.sentence.low) else None


def _is_of_total(scene: Scene, mention: DateMention, verb: int) -> bool:
    """Tell whether a date is that of a total: "brings the dead of May 3 to 90", "to 90 the number killed in May"."""
    if mention.start < scene.start:
        return verb < mention.start
    return "," not in scene.text[scene.end : mention.start]


def _borrowed(scene: Scene) -> str | None:
    """Return the day of the event in the sentence beside, when a short text has no other."""
    if _SO_FAR.search(scene.sentence.low):
        return None
    beside = {value for step in (-1, 1) if (other := scene.neighbour(step)) for value in _days(scene, other)}
    if len(beside) != 1:
        return None
    others = (*scene.sentences[: scene.index], *scene.sentences[scene.index + 1 :])
    days = {value for sentence in others for value in _days(scene, sentence)}
    return beside.pop() if len(days) == 1 else None


def _span(scene: Scene, mention: DateMention, role: str, as_of: str | None) -> str | None:
    """Return the period that a date gives a figure of its sentence."""
    if role == "event":
        return None if _is_of_others(scene, mention) else mention.value
    if role == "since" and as_of and _is_bounded(scene, mention):
        end = read_bounds(as_of)[1]
        began_before = end is None or first_day(mention) <= end
        return f"{str(mention.value).split('/')[0]}/{as_of.split('/')[-1]}" if began_before else None
    return None


def _is_of_others(scene: Scene, mention: DateMention) -> bool:
    """Tell whether a later clause dates the people who fell in it: "41 died, after 12 deaths on Tuesday"."""
    between = scene.text[scene.start : max(mention.start, scene.start)].lower()
    turn = _TURN.search(between)
    return bool(
        turn and scene.words.fell.search(between[: turn.start()]) and scene.words.happened.search(between[turn.end() :])
    )


def _is_bounded(scene: Scene, mention: DateMention) -> bool:
    """Tell whether "since" a date bounds a period: "since the truce", "41 died since Monday", not since a war began."""
    if scene.words.bounded.search(scene.sentence.low):
        return True
    before = scene.text[max(scene.sentence.start, mention.start - NEAR) : mention.start].lower()
    after = scene.text[mention.end : scene.sentence.end].lower()
    day = read_bounds(scene.published)[1] if scene.published else None
    if (
        day is None
        or _distance(scene, mention)[0]
        or scene.words.wars.search(f"{before.rsplit('since')[-1]} {after[:60]}")
    ):
        return False
    if (day - first_day(mention)).days <= QUARTER:
        return True
    if not _SINCE_DAY.search(before) or "/" in str(mention.value):
        return False
    if not scene.words.fell.search(scene.sentence.low) or is_background(scene, before, after):
        return False
    return (day - first_day(mention)).days < ONE_YEAR


def _days(scene: Scene, sentence: Sentence) -> list[str]:
    """Return the days on which it happened according to another sentence."""
    if not dates_within(scene.dates, sentence) or not scene.words.happened.search(sentence.low):
        return []
    return [
        str(mention.value) for mention, role in find_roles(scene, sentence) if role == "event" and _is_short(mention)
    ]


def _is_short(mention: DateMention) -> bool:
    start, end = read_bounds(str(mention.value))
    return bool(start and end and (end - start).days < 7)
