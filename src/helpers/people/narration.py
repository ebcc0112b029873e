"""What in a figure's sentence tells whether the article itself gives it: background, hearsay, known victims."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from helpers.people.figures import is_past
from helpers.people.lexicon import word_list
from helpers.people.names import is_year
from helpers.people.parts import People
from helpers.people.persons import Said
from helpers.people.ranking import Features

_HEARSAY = frozenset(["reportedly", "thought", "believed", "estimated", "allegedly", "alleged", "presumed"])
_AFTER = frozenset(["after", "since", "where", "which", "who", "whose"])
_MONTHS = word_list("months")
_DATED = _MONTHS | word_list("past_times")
_BEING = frozenset(["is", "are", "was", "were", "been", "already"])
_TOLD = frozenset(["said", "known", "reported", "announced", "confirmed", "believed", "thought", "feared", "presumed"])
_PASSIVE_REACH = 10  # words around a figure in which it is told to be known
_ACCUSED = word_list("accused")
_ACCUSED_REACH = 8  # words of "is charged with the murder of his"
_HISTORY = word_list("history")
_ADDITIONS = frozenset(["also", "another", "others", "remaining", "further", "well", "latter", "rest"])
_BREAKDOWN = 3  # numbers of one sentence
_KNOWN_TO_READERS = frozenset(["the", "his", "her", "their", "its", "these", "those", "all", "both"])
_HEDGES = word_list("hedges")
_QUOTES = frozenset('“”"')
_SENT = frozenset(["sent", "deployed", "dispatched", "stationed", "send", "supply", "deploy"])
_BESIDE = 3  # words between a quotation and who is quoted
_SHORT = 3  # sentences of a feed item
_FAR = 3  # sentences after which nobody remembers how many


@dataclass(frozen=True)
class Told:
    """Who gave an earlier figure, None for the article itself, and at which word it stands."""

    position: int
    said: Said | None


@dataclass(frozen=True, eq=False)
class Setting:
    """A figure where it stands: its word and sentence, whether anybody speaks there, and who gave the figure before."""

    people: People
    position: int
    here: int
    state: str  # own | alone: somebody speaks in the figure's own sentence, or nobody
    previous: Told | None

    @cached_property
    def name(self) -> str | None:
        """Who gave the figure before."""
        return self.previous.said.name if self.previous and self.previous.said else None

    @cached_property
    def gap(self) -> str:
        """How many sentences ago the figure before stands."""
        if self.previous is None:
            return "first"
        reading = self.people.reading
        return str(min(_FAR, self.here - reading.sentence_of[self.previous.position]))

    @cached_property
    def quoted(self) -> bool:
        """Whether the figure stands between quotation marks."""
        return self.quotation > 0

    @cached_property
    def quotation(self) -> int:
        """The number of the quotation that the figure stands in, 0 outside."""
        return self.people.once("quotations", _quotations)[self.position]

    def is_quoted_from(self, said: Said) -> bool:
        """Tell whether somebody speaks just before or after the quotation that the figure stands in."""
        if not self.quoted:
            return False
        at, source, low = said.attribution.position, said.attribution.source, self.people.reading.low
        first, last = min(at, source.first), max(at + 1, source.last)
        end = next((k for k in range(last, min(last + _BESIDE, len(low))) if low[k] == "."), last + _BESIDE)
        quotations = self.people.once("quotations", _quotations)
        return self.quotation in quotations[max(0, first - _BESIDE) : first] + quotations[last:end]


def narrator_features(setting: Setting) -> tuple[Features, ...]:
    """Return what speaks for the article itself, and what against it."""
    state = setting.state
    before = "first" if setting.previous is None else "somebody" if setting.previous.said else "nobody"
    memory = [state, before, f"{before}:{setting.gap}", f"{before}:{state}"]
    cues = [f"{cue}:{state}" for cue in _cues(setting)]
    told = ("nobody", *[f"nobody:{name}" for name in memory + cues])
    return told, opening_features(setting.people, setting.here, "nobody")


def opening_features(people: People, here: int, place: str) -> Features:
    """Return whether a sentence opens like one that goes on with what was said before."""
    openings = people.once("openings", lambda people: dict[int, tuple[str | None, bool, bool]]())
    if here not in openings:
        first, last = people.reading.bounds[here]
        words = people.reading.low[first:last]
        openings[here] = _continuing(people, words), _adds(words), _breaks_down(words)
    return _opening_table(place, *openings[here])


@cache
def _opening_table(place: str, word: str | None, adds: bool, breakdown: bool) -> Features:
    told = (f"{place}:adds",) * adds + (f"{place}:breakdown",) * breakdown
    return (f"{place}:continues", f"{place}:{word}", *told) if word else (f"{place}:opens", *told)


def _continuing(people: People, words: list[str]) -> str | None:
    """Return the first word of a sentence that goes on with what was said before."""
    opening = tuple(words[:4])
    phrases = people.reading.lexicon.phrases["continuing"]
    continues = any(opening[: len(phrase)] == phrase for phrase in phrases if phrase[:1] == opening[:1])
    return opening[0] if continues else None


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
    sentences = people.reading.sentences
    return "\n" in people.reading.text[sentences[min(here, there)].end : sentences[max(here, there)].start]


def _cues(setting: Setting) -> Iterator[str]:
    """Yield what is true of the figure and its sentence."""
    people, position, here = setting.people, setting.position, setting.here
    first, last = people.reading.window(position)
    words = people.reading.low[first:last]
    told = {
        "after": not _AFTER.isdisjoint(people.reading.low[max(first, position - 4) : position]),
        "hearsay": not _HEARSAY.isdisjoint(words),
        "sent": not _SENT.isdisjoint(words) and "hospital" not in words,
        "history": not _HISTORY.isdisjoint(words),
        "past": is_past(people, position),
        "dated": not _DATED.isdisjoint(words),
        "since": "since" in words,
        "elsewhere": _opens_elsewhere(people, first),
        "before": _opens_before(people, here),
        "known": _is_known(people, position),
        "of": people.reading.low[max(first, position - 1) : position] == ["of"],  # "the massacre of 26 pilgrims"
        "accused": not _ACCUSED.isdisjoint(people.reading.low[max(first, position - _ACCUSED_REACH) : position]),
        "definite": _is_definite(people, position, first),
        "quoted": setting.quoted,
        "lead": here == 0,
        "short": len(people.reading.bounds) <= _SHORT,
        "paragraph": here > 0 and is_new_paragraph(people, here, here - 1),
    }
    return (cue for cue, true in told.items() if true)


def _is_definite(people: People, position: int, first: int) -> bool:
    """Tell whether a figure counts people whom the reader knows: "the almost 30 victims", "her two sons"."""
    low, k = people.reading.low, position - 1
    while k > first and low[k] in _HEDGES:
        k -= 1
    return k >= first and low[k] in _KNOWN_TO_READERS


def _opens_elsewhere(people: People, first: int) -> bool:
    """Tell whether a sentence opens by going to another place: "In Chad, ..."."""
    low = people.reading.low[first : first + 1]
    here = people.mentions_between(first, first + 4) if low in (["in"], ["at"], ["near"]) else []
    return any(people.parts[mention.first] == "scene" for mention in here)


def _opens_before(people: People, here: int) -> bool:
    """Tell whether a sentence opens with a time before the news: "In June, ...", "A year ago", "Last month"."""
    first, last = people.reading.bounds[here]
    opening = people.reading.low[first : min(last, first + 4)]
    if not opening:
        return False
    if opening[0] in ("in", "since") and len(opening) > 1:
        return opening[1] in _MONTHS or is_year(opening[1][:4]) or opening[1:2] == ["early"] or opening[1:2] == ["late"]
    return opening[0] == "last" or "ago" in opening or "earlier" in opening[1:]


def _is_known(people: People, position: int) -> bool:
    """Tell whether a figure is told of in the passive: "12 were said to have died", "40 are known to be dead"."""
    low, (first, last) = people.reading.low, people.reading.window(position)
    around = low[max(first, position - _PASSIVE_REACH) : min(last, position + _PASSIVE_REACH)]
    return not _TOLD.isdisjoint(around) and any(one in _BEING and other in _TOLD for one, other in pairwise(around))


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
