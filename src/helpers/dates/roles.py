"""What a date does in its sentence: the day of a statement, of an event, or how a war began."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from helpers.dates.mentions import DateMention
from helpers.edtf import read_bounds
from helpers.patterns import any_of
from helpers.sentences import Sentence
from helpers.words import Vocabulary

SHORT_TEXT = 500  # characters; a headline and its snippet tell of one event
DATELINE = 60  # characters for a place and a date, before a bracket or a dash
OPENING = 3  # words before a date that opens its sentence: "On Monday, police said"
NEAR = 160  # characters before a date in which the verb it belongs to is looked for
REACH = 600  # characters of a sentence looked at on either side of the figure
BETWEEN = 8  # words between a reporting verb and its date
COARSE = ("year", "year_range", "decade")
SPANS = ("rolling", "rolling_bare", "rolling_of", "overnight", "year_ending")

_HOUR = r"\d{1,2}(?:[:.]\d\d)?|[ap]\.?m\.?|gmt|utc|local time|noon|mid(?:day|night)|dawn|dusk|nightfall|sunset|sunrise"
_CLOCK = rf"(?:[\s,]*(?:{_HOUR}|on|the|end of|late|early|around|about)){{0,5}}"
_AS_OF = re.compile(rf"\b(?:as of|as at|by|up to|(?<!lasted )until|at the last count,?){_CLOCK}\s*$")
_APART = re.compile(r",\s*(?:on|in|late|early|during)?\s*$")  # "According to the army, on Monday ..."
_ASIDE = re.compile(r",\s+(?:with|where|which|when|who|while)\b")  # what follows tells of something else
_RELATIVE = re.compile(r"\b(?:who|whose|which|where)\b[^,;]*$")  # "the envoy, who left on Sunday, said that"
_OWN = 4  # words between a figure and the relative clause about its people
_COMPARISON = re.compile(  # "twice as many as were sent last year", "more than in May"
    r"\b(?:than|times|as (?:many|much) as|compared (?:with|to))\s+"
    r"(?:(?:it|they|were|was|had|sent|given|\w+ed|dead|those|that|the|toll|count|figure|list|number|of|in|on|for)\s+)*$"
)
_SINCE = re.compile(r"\bsince\b[^.;:,]{0,90}$")
_SINCE_WHEN = re.compile(r",? (?:when|in which)\b[^,]*$")  # "nothing like it since 1999, when 41 died"
_TAKEN = re.compile(r"\b(?:seized|abducted|captured)\s+(?:\w+\s+){0,2}$")
_BEGAN = re.compile(r"\bthat (?:began|started|broke out|erupted)\b[^.;:,]{0,20}$")  # "a battle that began Friday"
_HIGHEST = r"(?:worst|first|\w+iest|biggest|largest|highest|strongest|most \w+|only)"
_COMPARED = re.compile(rf"\b{_HIGHEST}\b[^.;]{{0,80}}\bsince\b[^.;:,]{{0,90}}$")  # "the worst since that of 1999"
_FEW = r"\s+(?:\w+\s+){0,3}$"
# "stormed the town, killing 41", "a war that killed 41"
KILLING = re.compile(rf"\b(?:killing|wounding|injuring|leaving){_FEW}")
_KILLED = re.compile(rf"{KILLING.pattern}|\b(?:that|which) (?:killed|wounded|injured|left){_FEW}")
_WHEN_FELL = re.compile(r"(?<!began )(?<!started )\b(?:when|as)\b(?! (?:of|well|many)\b)")
_AS = re.compile(r" (?:as|when)\b(?! (?:of|well|many)\b)")  # "went on Sunday as a shell hit a queue, killing 41"
_WHEN = re.compile(r"\b(?:when|which|that)\b")
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]*[\s,]+){1,6}(?<=, )|")  # "LIMA, June 18 (Wire) - "
_DATELINE = re.compile(r"\s*(?:\(|/|[-–—])")
_CLAUSE = re.compile(r"[,;:–—]")
_ANOTHER = re.compile(r"[,;]\s+(?:and\s+)?on\s*$")  # "counted 41 on Friday, on Saturday 55"
_NUMBER = re.compile(
    r"\s+(?:(?:at least|about|some|already)\s+)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_THAT = re.compile(r"\bthat\b")
_LINKS = "with|of|for|after|in|over|that|to|by|from"


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a date that tell what it does, as patterns of what stands beside it in small letters."""

    told_before: re.Pattern[str]
    told_after: re.Pattern[str]
    rose_before: re.Pattern[str]
    rose_after: re.Pattern[str]
    tells: re.Pattern[str]
    said: re.Pattern[str]
    background: re.Pattern[str]
    bounded: re.Pattern[str]
    wars: re.Pattern[str]
    earlier: re.Pattern[str]
    speaker: re.Pattern[str]
    fell: re.Pattern[str]
    happened: re.Pattern[str]
    doings: re.Pattern[str]
    verbs: re.Pattern[str]
    named: re.Pattern[str]
    missing: re.Pattern[str]
    counted: re.Pattern[str]
    other: re.Pattern[str]
    sends: re.Pattern[str]


@dataclass(frozen=True, eq=False, slots=True)
class Scene:
    """The figure ``text[start:end]``, with the dates around it.

    ``sentence`` is the figure's, of an endless one what stands near; ``before`` and ``after`` are what stands there on
    either side of the figure, in small letters.
    """

    text: str
    sentences: Sequence[Sentence]
    index: int
    start: int
    end: int
    sentence: Sentence
    before: str
    after: str
    dates: Sequence[DateMention]
    published: str | None
    words: Words
    measure: str | None = None

    def neighbour(self, step: int) -> Sentence | None:
        """Return the sentence so many places further on, or back; None outside the text."""
        index = self.index + step
        return clipped(self.sentences[index], self.start) if 0 <= index < len(self.sentences) else None

    @property
    def is_lasting(self) -> bool:
        """Whether the figure counts people who are missing, or stationed without a word of their being sent."""
        if self.measure == "deployed":
            return not self.words.sends.search(self.sentence.low)
        rest = self.text[self.start : min(self.sentence.end, self.start + NEAR)].lower()
        return bool(self.words.missing.match(rest))

    @property
    def is_short(self) -> bool:
        """Whether the whole text tells of one event."""
        return len(self.text) <= SHORT_TEXT


Roles = list[tuple[DateMention, str]]
Wanted = Callable[[Scene, Sentence, DateMention], bool]


def clipped(sentence: Sentence, place: int) -> Sentence:
    """Return the part of a sentence within ``REACH`` characters of a place, or of its end nearest to it."""
    if sentence.end - sentence.start <= REACH:
        return sentence
    place = min(max(place, sentence.start), sentence.end)
    start, end = max(sentence.start, place - REACH), min(sentence.end, place + REACH)
    return Sentence(start, end, sentence.text[start - sentence.start : end - sentence.start])


def find_roles(scene: Scene, sentence: Sentence, wanted: Wanted | None = None) -> Roles:
    """Return the resolved dates of a sentence, or those ``wanted`` of them, each with its role."""
    own = [mention for mention in dates_within(scene.dates, sentence) if mention.value]
    chosen = [mention for mention in own if wanted is None or wanted(scene, sentence, mention)]
    return [(mention, _role(scene, sentence, mention)) for mention in chosen]


def dates_within(dates: Sequence[DateMention], sentence: Sentence) -> Sequence[DateMention]:
    """Return the dates that stand in a sentence."""
    first = bisect_right(dates, sentence.start - 1, key=lambda mention: mention.start)
    last = bisect_right(dates, sentence.end - 1, key=lambda mention: mention.start)
    return dates[first:last]


def _role(scene: Scene, sentence: Sentence, mention: DateMention) -> str:
    """Return what a date does in its sentence: ``as of | statement | since | ahead | background | event``."""
    before = scene.text[max(sentence.start, mention.start - NEAR) : mention.start].lower()
    after = scene.text[mention.end : sentence.end].lower()
    if _is_ahead(scene, mention):
        return "statement" if scene.words.said.search(before) else "ahead"
    if _AS_OF.search(before):
        return "as of"
    if since := _SINCE.search(before):
        return _since_role(scene, mention, before, mention.start - len(since[0]))
    if scene.start < mention.start and _BEGAN.search(before):
        return "since"
    if _compares(scene, mention, before):
        return "background"
    if mention.kind in SPANS or " and " in mention.expression:
        return "event"
    if is_dateline(scene, sentence, mention):
        return "dateline"
    if _is_told(scene, mention, before, after):
        return "background" if mention.kind in COARSE else "statement"
    if _is_when_they_fell(scene, mention, after):
        return "event"
    if _ASIDE.search(scene.text[scene.start : mention.start].lower()) or _is_of_another(scene, mention, before, after):
        return "background"
    is_own = scene.start < mention.start and _TAKEN.search(scene.before)
    return "background" if not is_own and is_background(scene, before, after) else "event"


def is_dateline(scene: Scene, sentence: Sentence, mention: DateMention) -> bool:
    """Tell whether a date stands like that of a dateline: after a place, before a bracket or a dash."""
    if not _DATELINE.match(scene.text, mention.end, sentence.end):
        return False
    return bool(_PLACE.fullmatch(scene.text[sentence.start : mention.start][:DATELINE]))


def _is_when_they_fell(scene: Scene, mention: DateMention, after: str) -> bool:
    """Tell whether a clause with a date says how people fell, whatever its verb: "41 died when rebels entered"."""
    if mention.start > scene.start:
        between = scene.text[scene.start : mention.start].lower()
        how = _WHEN_FELL.search(between)
        return bool(how and scene.words.fell.search(between[: how.start()]))
    killing = _KILLED.search(scene.text[mention.end : scene.start])
    return bool(killing and (scene.words.background.search(after[:60]) or _AS.match(after)))


def _since_role(scene: Scene, mention: DateMention, before: str, since: int) -> str:
    """Return what a date after "since" does: it dates who fell then, "on alert since rebels killed 41 on Monday"."""
    if since < scene.start < mention.start:
        return "event"
    if then := _SINCE_WHEN.match(scene.text[mention.end : scene.start]):
        return "statement" if scene.words.tells.search(then[0]) else "event"
    if not _COMPARED.search(before):
        return "since"
    return "event" if _WHEN.search(scene.text[mention.end : scene.start]) else "background"


def _is_of_another(scene: Scene, mention: DateMention, before: str, after: str) -> bool:
    """Tell whether a date is that of a relative clause in which nobody fell: "the envoy, who left in May, said"."""
    found = _RELATIVE.search(before)
    if not found or scene.words.happened.search(found[0]) or scene.words.fell.search(found[0]):
        return False
    if scene.words.named.match(after):  # "where the dead of Sunday's blast were brought"
        return False
    opens = mention.start - len(found[0])
    if scene.start < opens:
        return len(scene.text[scene.start : opens].split()) > _OWN
    return scene.start > mention.end and "," in scene.text[mention.end : scene.start]


def _compares(scene: Scene, mention: DateMention, before: str) -> bool:
    """Tell whether a date is only compared with: "sent 41, twice as many as last year"."""
    found = _COMPARISON.search(before)
    return bool(found and scene.start < mention.start - len(found[0]))


def _is_told(scene: Scene, mention: DateMention, before: str, after: str) -> bool:
    """Tell whether a date is that of a reporting verb: "said on Monday", "on Monday police said that 12 died"."""
    words = scene.words
    if words.told_before.search(before) and not _APART.search(before):
        return True
    if _is_of_another(scene, mention, before, after):
        return False
    between = scene.text[scene.end : mention.start].lower()
    if between and words.counted.search(scene.before) and not words.other.search(between):
        return True
    if words.rose_before.search(before[-NEAR // 2 :]) or words.rose_after.match(after[: NEAR // 2]):
        return True
    if _ANOTHER.search(before) and _NUMBER.match(after):
        return bool(words.tells.search(before)) and not _THAT.search(before)
    opens = len(before.split()) <= OPENING
    told = words.told_after.match(after) if opens or after[:1] != "," else None
    return bool(told and (mention.end + told.end() <= scene.start or len(told[0].split()) == 1))


def first_day(mention: DateMention) -> date:
    """Return the first day of a date."""
    start, end = read_bounds(str(mention.value))
    return start or end or date.min


def _is_ahead(scene: Scene, mention: DateMention) -> bool:
    day = read_bounds(scene.published)[1] if scene.published else None
    start, end = read_bounds(str(mention.value))
    return bool(day and start and end and (start > day or (mention.kind in SPANS and start == day < end)))


def is_background(scene: Scene, before: str, after: str) -> bool:
    """Tell whether a date in its clause says how a war began, or what others did later: "searched on Monday"."""
    earlier, later = _CLAUSE.split(before)[-1][-80:], _CLAUSE.split(after[:60])[0].split(" to ")[0]
    if scene.words.background.search(f"{earlier} {later}"):
        return True
    if scene.words.named.match(later):
        return False
    verbs = scene.words.verbs.findall(earlier)[-1:] or scene.words.verbs.findall(later)[:1]
    return any(scene.words.doings.fullmatch(verb) for verb in verbs)


@lru_cache(maxsize=16)
def read_words(vocabulary: Vocabulary) -> Words:
    """Return the patterns of a vocabulary."""
    lists = {name: any_of(words, space=" ") for name, words in vocabulary["dates"]["governing"].items()}
    lists["tells"] = rf"(?:{lists['tells']})(?!(?:\s+[\w-]+){{1,5}}\s+lives\b)"  # but "claimed at least 41 lives"
    tells, fell, rises, blocks = (lists[name] for name in ("tells", "fell", "rises", "blocks"))
    said, happened = f"{tells}|{lists['reports']}", f"{fell}|{lists['happened']}"
    toll = r"\b(?:toll|count|tally|number of (?:the )?(?:dead|deaths|injured|wounded|missing))\b"
    gap = rf"(?:[^\S\n]+(?!(?:{blocks})\b)[^\s;:\d]+){{0,{BETWEEN}}}"
    word = r"(?:(?:at|to|as) [\d,.]*\d|[^\s;:\d]+)"  # "put the dead at 41 on Monday"
    narrow = rf"(?:[^\S\n]+(?!(?:{blocks}|{lists['clauses']})\b){word}){{0,{BETWEEN}}}"
    return Words(
        told_before=re.compile(rf"\b(?:{said}){narrow}\s*$"),
        told_after=re.compile(rf"[)\],]?{gap}\s+(?:(?:was|were)\s+(?:still\s+)?)?(?:{said})\b"),
        rose_before=re.compile(rf"{toll}[^.;]{{0,40}}\b(?:{rises})\b[^.;,]{{0,30}}$"),
        rose_after=re.compile(rf"[^.;]{{0,40}}{toll}[^.;]{{0,30}}\b(?:{rises})\b"),
        tells=re.compile(rf"\b(?:{tells})\b"),
        said=re.compile(rf"\b(?:{tells})\s+(?:on\s+)?$"),
        background=re.compile(rf"\b(?:{lists['background']})\b(?<!\bof war)(?<!\bof the war)"),
        wars=re.compile(rf"\b(?:{lists['wars']})\b"),
        bounded=re.compile(rf"\b(?:{lists['bounded']})\b"),
        earlier=_earlier(tells, lists["reports"]),
        speaker=re.compile(rf"([A-Z][\w-]{{2,}}) (?:{tells})\b|\b(?:[Bb]y|[Aa]ccording to) ([A-Z][\w-]{{2,}})"),
        fell=re.compile(rf"\b(?:{fell})\b"),
        happened=re.compile(rf"\b(?:{happened})\b"),
        doings=re.compile(lists["doings"]),
        verbs=re.compile(rf"\b(?:{lists['doings']}|{happened})\b"),
        named=re.compile(rf"(?:['’]s)?\s+(?:(?!(?:{_LINKS})\b)[\w-]+\s+){{0,2}}(?:{lists['happened']})\b"),
        sends=re.compile(rf"\b(?:{lists['sends']})\b"),
        counted=re.compile(rf"\b(?:{lists['counts']})\s+(?:(?!that\b)[^\s,;:.]+\s+){{0,6}}?(?:of|at)\b[^;]{{0,40}}$"),
        other=re.compile(rf"[;:—]|, |\b(?:had|died|when|after|where|{lists['happened']})\b"),
        missing=re.compile(rf"\S+(?:\s+(?!(?:{fell})\b)[^\s,;]+){{0,6}}\s+(?:{lists['missing']})\b"),
    )


def _earlier(tells: str, reports: str) -> re.Pattern[str]:
    """Return the pattern of an older statement: "said earlier", "an initial estimate", "had put"."""
    before = rf"(?:{tells})\s+(?:earlier|recently|previously|before)\b(?!\s+(?:this|in|on|today|\w+day))"
    adverb = rf"(?:earlier|previously|recently|initially)\s+(?:{tells})(?!\s+(?:this|in|on|today|\w+day))"
    first = rf"(?:early|earlier|previous|initial|first)\s+(?:\w+\s+){{0,2}}(?:{reports}|toll|forecast|estimates)"
    alone = rf"^(?:before that|earlier)\b(?!,?\s(?:this|in|on|today|\w+day))(?=.*\b(?:{tells})\b)"
    return re.compile(rf"\b(?:{before}|{adverb}|{first}|had\s+(?:(?!been\b)\w+\s+)?(?:{tells}))|{alone}")
