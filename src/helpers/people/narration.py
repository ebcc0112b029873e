"""What in a figure's sentence tells whether the article itself gives it: background, known victims, how it opens."""

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from helpers.people.figures import is_past
from helpers.people.lexicon import word_list
from helpers.people.names import is_year
from helpers.people.parts import People, once
from helpers.people.persons import Said
from helpers.people.ranking import Features

_AFTER = frozenset(["after", "since", "where", "which", "who", "whose"])
_DATED = word_list("months") | word_list("past_times")
_AFTER_REACH = 4
_PLACING = (["in"], ["at"], ["near"])
_ACCUSED = word_list("accused")
_ACCUSED_REACH = 8  # words of "is charged with the murder of his"
_ADDITIONS = frozenset(["also", "another", "others", "remaining", "further", "well", "latter", "rest"])
_BREAKDOWN = 3  # numbers of one sentence
_KNOWN_TO_READERS = frozenset(["the", "his", "her", "their", "its", "these", "those", "all", "both"])
_HEDGES = word_list("hedges")
_QUOTES = frozenset('“”"')
_SENT = frozenset(["sent", "deployed", "dispatched", "stationed", "send", "supply", "deploy"])
_COLON_REACH = 6  # words of "the radio by telephone from Lund"
_BESIDE = 3  # words between a quotation and who is quoted
_LONGEST_OPENING = 4  # words of a phrase with which a sentence goes on
_FAR = 3  # sentences after which nobody remembers how many


class Told(NamedTuple):
    """Who gave an earlier figure, None for the article itself, and at which word it stands."""

    position: int
    said: Said | None


class Setting(NamedTuple):
    """A figure where it stands: its word and sentence, whether anybody speaks there, and who gave the figure before."""

    people: People
    position: int
    here: int
    state: str  # own | alone: somebody speaks in the figure's own sentence, or nobody
    before: str  # first | somebody | nobody: who gave the figure before
    previous: Said | None
    gap: str  # how many sentences ago
    quotation: int  # the number of the quotation that the figure stands in, 0 outside

    def is_quoted_from(self, said: Said) -> bool:
        """Tell whether somebody speaks just before or after the quotation that the figure stands in, or interrupts it
        after its first sentences.
        """
        if not self.quotation:
            return False
        at, source = said.attribution.position, said.attribution.source
        first, last = min(at, source.first), max(at + 1, source.last)
        begin, end = _reach(self.people.reading.low, first, last)
        quotations = _quotations(self.people)
        before = quotations[begin:first]
        goes_on = self.state == "alone" and self.quotation == max(before, default=0) + 1 > 1
        return goes_on or self.quotation in before + quotations[last:end]

    def is_as_before(self, said: Said) -> bool:
        """Tell whether somebody gave the figure before."""
        return self.previous is not None and said.name == self.previous.name


def _reach(low: list[str], first: int, last: int) -> tuple[int, int]:
    """The words around those from ``first`` up to ``last`` in which a quotation is near: no further than a full stop,
    but over a colon ("told the radio by telephone:").
    """
    begin = next((k for k in range(first, max(0, first - _BESIDE), -1) if low[k - 1] == "."), max(0, first - _BESIDE))
    end = next((k for k in range(last, min(last + _BESIDE, len(low))) if low[k] == "."), last + _BESIDE)
    return begin, low.index(":", last) + 3 if ":" in low[last : last + _COLON_REACH] else end


class Opening(NamedTuple):
    """How a sentence opens and goes on: what in it tells that the article itself speaks, or somebody heard before."""

    cues: Features
    continues: bool
    adds: bool
    breakdown: bool


def read_setting(people: People, position: int, state: str, previous: Told | None) -> Setting:
    """Return where the figure at a word stands."""
    sentence_of, quotation = people.reading.sentence_of, _quotations(people)[position]
    here = sentence_of[position]
    if previous is None:
        return Setting(people, position, here, state, "first", None, "first", quotation)
    gap = str(min(_FAR, here - sentence_of[previous.position]))
    before = "somebody" if previous.said else "nobody"
    return Setting(people, position, here, state, before, previous.said, gap, quotation)


def narrator_features(setting: Setting) -> tuple[Features, ...]:
    """Return what speaks for the article itself, and what against it."""
    cues = (*_opening(setting.people, setting.here).cues, *_cues(setting))
    told = _narrator_table(setting.state, setting.before, setting.gap, cues)
    return told, opening_features(setting.people, setting.here, "nobody")


@cache
def _narrator_table(state: str, before: str, gap: str, cues: Features) -> Features:
    told = ("nobody", f"nobody:{state}", f"nobody:{before}:{state}", f"nobody:{before}:{gap}")
    return told + tuple(f"nobody:{cue}:{state}" for cue in cues)


def opening_features(people: People, here: int, place: str, paragraph: bool = False) -> Features:
    """Return whether a sentence opens like one that goes on with what was said before, and with a paragraph."""
    _, continues, adds, breakdown = _opening(people, here)
    return _opening_table(place, paragraph, continues, adds, breakdown)


@cache
def _opening_table(place: str, paragraph: bool, continues: bool, adds: bool, breakdown: bool) -> Features:
    told = (f"{place}:adds",) * adds + (f"{place}:breakdown",) * breakdown + ("new paragraph",) * paragraph
    return (f"{place}:{'continues' if continues else 'opens'}", *told)


@once
def _openings(people: People) -> dict[int, Opening]:
    return {}


def _opening(people: People, here: int) -> Opening:
    known = _openings(people)
    if here not in known:
        first, last = people.reading.bounds[here]
        words = people.reading.low[first:last]
        cues = tuple(_sentence_cues(people, here, words))
        known[here] = Opening(cues, _continues(people, words), _adds(words), _breaks_down(words))
    return known[here]


def _sentence_cues(people: People, here: int, words: list[str]) -> Iterator[str]:
    """Yield what is true of a sentence."""
    if not _SENT.isdisjoint(words) and "hospital" not in words:
        yield "sent"
    if not _DATED.isdisjoint(words):
        yield "dated"
    if is_past(people, here):
        yield "past"
    if _opens_elsewhere(people, here):
        yield "elsewhere"
    if here and is_new_paragraph(people, here, here - 1):
        yield "paragraph"


def _cues(setting: Setting) -> Iterator[str]:
    """Yield what is true of a figure in its sentence."""
    low, position = setting.people.reading.low, setting.position
    first = setting.people.reading.bounds[setting.here][0]
    if not _AFTER.isdisjoint(low[max(first, position - _AFTER_REACH) : position]):
        yield "after"
    if not _ACCUSED.isdisjoint(low[max(first, position - _ACCUSED_REACH) : position]):
        yield "accused"
    if _is_definite(low, position, first):
        yield "definite"
    if setting.quotation:
        yield "quoted"


def _continues(people: People, words: list[str]) -> bool:
    """Tell whether a sentence goes on with what was said before."""
    openings = [tuple(words[:length]) for length in range(1, _LONGEST_OPENING + 1)]
    return not people.reading.lexicon.phrases["continuing"].isdisjoint(openings)


def _breaks_down(words: list[str]) -> bool:
    """Tell whether a sentence gives three numbers or more: they break down a total that was told."""
    return len([word for word in words if word[0].isdigit() and not is_year(word)]) >= _BREAKDOWN


def _adds(words: list[str]) -> bool:
    """Tell whether a sentence adds to what was told: "nine were also hurt", "the remaining 30", "Of the 53 treated"."""
    if words[:1] == ["of"] and any(word[0].isdigit() for word in words[:4]):
        return True
    return not _ADDITIONS.isdisjoint(words)


def is_new_paragraph(people: People, here: int, there: int) -> bool:
    """Tell whether a line ends between two sentences."""
    paragraphs = _paragraphs(people)
    return paragraphs[here] != paragraphs[there]


@once
def _paragraphs(people: People) -> list[int]:
    """The number of the paragraph that each sentence stands in."""
    text, sentences = people.reading.text, people.reading.sentences
    ends = ("\n" in text[one.end : other.start] for one, other in pairwise(sentences))
    return list(accumulate(ends, initial=0))


def _is_definite(low: list[str], position: int, first: int) -> bool:
    """Tell whether a figure counts people whom the reader knows: "the almost 30 victims", "her two sons"."""
    k = position - 1
    while k > first and low[k] in _HEDGES:
        k -= 1
    return k >= first and low[k] in _KNOWN_TO_READERS


def _opens_elsewhere(people: People, here: int) -> bool:
    """Tell whether a sentence opens by going to another place: "In Chad, ..."."""
    first = people.reading.bounds[here][0]
    near = people.mentions_between(first, first + 4) if people.reading.low[first : first + 1] in _PLACING else []
    return any(people.parts[mention.first] == "scene" for mention in near)


@once
def _quotations(people: People) -> list[int]:
    """The quotation that each word stands in, 0 outside; the end of a paragraph closes what was left open."""
    reading, inside, count, found, end = people.reading, False, 0, list[int](), 0
    if _QUOTES.isdisjoint(reading.words):
        return [0] * len(reading.words)
    for word, first, last in zip(reading.words, reading.starts, reading.ends, strict=True):
        if inside and "\n" in reading.text[end:first]:
            inside = False
        if word in _QUOTES:
            inside = word == "“" or (word == '"' and not inside)
            count += inside
        found.append(count if inside else 0)
        end = last
    return found
