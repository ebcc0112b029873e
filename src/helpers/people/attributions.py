"""Who a sentence makes responsible for what it says: "X said", "according to X", "X told Y", "Three dead: X"."""

from collections.abc import Iterator
from functools import lru_cache

from helpers.people.lexicon import word_list
from helpers.people.mentions import Reading
from helpers.people.names import Span, name_of
from helpers.people.sayings import Attribution, find_sayings, name_after_comma, without_determiner
from helpers.people.sources import source_after, source_before, unknown_after

_SEPARATORS = frozenset([":", "—", "–", "-"])
_GENITIVE = ("'s", "'")
_OWNED_BY = frozenset(["by", "in", "on", *_GENITIVE])
_HEDGES = word_list("hedges")
_LISTING = frozenset([",", ";", "and", "but", "while"])
_AFTER_LISTED = frozenset([",", ";", ".", "and", "but", "while", "dead", "deaths", "killed", "wounded", "injured"])
_FIGURE_NOUNS = word_list("figure_nouns")
_POSSESSIVE = frozenset(["his", "her", "their", "its"])
_ACCOUNTS = frozenset(["account", "accounts", "calculations", "count", "counts", "estimate", "estimates"])
_WESTERN = frozenset(["western", "independent", "foreign"])
_NEWER = frozenset(["latest", "last", "new", "newest", "first", "earlier", "previous", "own", "preliminary"])
_TOLLS = _FIGURE_NOUNS | {"toll", "tolls", "number", "numbers", "dead", "casualties", "deaths"}


def find_attributions(reading: Reading, first: int, last: int) -> list[Attribution]:
    """Return the attributions in the words from ``first`` up to ``last``, in order of their words."""
    verbs = list(find_sayings(reading, first, last))
    found = [*verbs, *_by_phrases(reading, first, last), *_by_colon(reading, first, last)]
    found += _by_lists(reading, verbs[0].position, last) if verbs else ()
    unique: dict[Span, Attribution] = {}
    for item in sorted(found, key=lambda item: (item.position, item.kind)):
        source, relays = name_of(reading, item.source), tuple([name_of(reading, span) for span in item.relays])
        unique.setdefault(source, Attribution(item.kind, item.position, source, relays))
    return list(unique.values())


def _by_phrases(reading: Reading, first: int, last: int) -> Iterator[Attribution]:
    low, openings = reading.low[first:last], reading.lexicon.openings
    for k in [k for k, word in enumerate(low, first) if word in openings]:
        for phrase in openings[reading.low[k]]:
            end = k + len(phrase)
            if end >= last or tuple(reading.low[k:end]) != phrase:
                continue
            source = _maker(reading, source_after(reading, end, last), last)
            if source is None and phrase == ("according", "to"):
                source = _maker(reading, unknown_after(reading, end, last), last)
            if source:
                yield Attribution(_opening_kind(reading, k, first), k, name_after_comma(reading, source, last))
                break
    if reading.lexicon.words["owned"].isdisjoint(low):
        return
    for k in [k for k, word in enumerate(low, first) if word in _OWNED_BY or k in reading.mentions]:
        yield from _owned(reading, k, first, last)


def _opening_kind(reading: Reading, k: int, first: int) -> str:
    """Tell "This is according to the mayor" and "briefed by the mayor" from "according to the mayor"."""
    seconds = reading.low[first] in ("this", "that") and k <= first + 2
    return "briefed" if reading.low[k] == "briefed" else "seconded" if seconds else "according"


def _maker(reading: Reading, source: Span | None, last: int) -> Span | None:
    """ "a news release from the court", "a report by a volunteer group": who made it."""
    if source is None or source.last + 1 >= last or reading.low[source.last] not in ("from", "by"):
        return source
    unknown, nouns = unknown_after(reading, source.last + 1, last), reading.lexicon.words["nouns"]
    speaks = unknown and not nouns.isdisjoint(reading.low[unknown.first : unknown.last])
    return source_after(reading, source.last + 1, last) or (unknown if speaks else source)


def _owned(reading: Reading, k: int, first: int, last: int) -> Iterator[Attribution]:
    """ "by the agency's estimate", "in his account", "an official's figure", "the White House figure of"."""
    words, low = reading.lexicon.words, reading.low[k]
    if low in ("by", "in", "on"):
        if nations := _of_nations(reading, k + 1, last):
            yield Attribution("account", k, nations)
        for j in range(k + 1, min(k + 9, last - 1)):
            somebodys = reading.low[j] in _POSSESSIVE
            owner = somebodys or reading.low[j] in _GENITIVE
            owned = owner and any(noun in words["by_nouns"] for noun in reading.low[j + 1 : j + 3])
            if low == "by" and reading.low[j] == "official" and reading.low[j + 1] in words["by_nouns"]:
                yield Attribution("account", k, Span(j, j + 2))
                return
            if owned and somebodys:
                yield Attribution("account", k, Span(j, j + 1))
            elif owned and (source := source_after(reading, k + 1, j) or unknown_after(reading, k + 1, j)):
                yield Attribution("account", k, source)
            if owned or reading.words[j] in (",", ";"):
                return
    else:
        end = k if low in _GENITIVE else reading.mentions[k].last
        nouns = reading.low[end + (low in _GENITIVE) : min(end + 3, last)]
        official = len(nouns) > 1 and nouns[0] == "official" and nouns[1] in _TOLLS
        told = (
            official
            or not _FIGURE_NOUNS.isdisjoint(nouns[:1])
            or (
                len(nouns) > 1 and nouns[1] in _FIGURE_NOUNS and (nouns[0] in words["adjectives"] or nouns[0] in _NEWER)
            )
        )
        if told and (source := source_before(reading, end, first)):
            yield Attribution("account", k, source)


def _of_nations(reading: Reading, first: int, last: int) -> Span | None:
    """The nation of "in South Korean estimates"; of several the whole: "by Ukrainian and Western accounts"."""
    k, nations = first, 0
    while k < last and (reading.low[k] in _WESTERN or k in reading.covered or (nations and reading.low[k] == "and")):
        mention = reading.covered.get(k)
        if mention and mention.entry.form != "adjective":
            return None
        nations += 1
        k = mention.last if mention else k + 1
    if nations == 0 or k >= last or reading.low[k] not in _ACCOUNTS:
        return None
    return Span(first, k) if nations == 1 and first in reading.covered else Span(first, k + 1)


def _by_colon(reading: Reading, first: int, last: int) -> Iterator[Attribution]:
    """ "Three dead in Texas: police" and "Police: three dead in Texas"."""
    if _SEPARATORS.isdisjoint(reading.words[first:last]):
        return
    end = last
    while end > first and not reading.words[end - 1][0].isalnum():
        end -= 1
    for k in range(max(first + 1, end - 8), end):
        if (
            reading.words[k] in _SEPARATORS
            and (source := source_after(reading, k + 1, end))
            and source.last >= end
            and not _counts_people(reading, source)
        ):
            yield Attribution("headline", k, source)
    for k in range(first + 1, min(first + 7, last)):
        if reading.words[k] == ":":
            source = source_after(reading, first, k)
            if source and source.last == k and _can_open(reading, k - 1):
                yield Attribution("headline", k, source)
            break


def _by_lists(reading: Reading, first: int, last: int) -> Iterator[Attribution]:
    """ "The rebels count 200 dead, the army 90 and the mayor at least 60": a source and at once its number."""
    for k in range(first + 3, last):
        if not reading.low[k][0].isdigit() or (k + 1 < last and reading.low[k + 1] not in _AFTER_LISTED):
            continue
        end = k
        while end > first and reading.low[end - 1] in _HEDGES:
            end -= 1
        source = source_before(reading, end, first)
        if source and reading.low[without_determiner(reading, source.first) - 1] in _LISTING:
            yield Attribution("listed", end - 1, source)


def _counts_people(reading: Reading, source: Span) -> bool:
    """Tell "three dead: two Danes and a Swede" from "three dead: two officials"."""
    return any(
        k in reading.mentions and reading.mentions[k].entry.form == "people" for k in range(source.first, source.last)
    )


def _can_open(reading: Reading, k: int) -> bool:
    """Whether a word before a colon speaks ("Police:", "UN:") and is not the topic ("Gaza:", "Ukraine war:")."""
    if k in reading.covered:
        return reading.covered[k].entry.kind in ("body", "outlet")
    return reading.low[k] in reading.lexicon.words["nouns"] or reading.words[k] in _words_that_speak(reading)


@lru_cache(maxsize=1)
def _words_that_speak(reading: Reading) -> frozenset[str]:
    """The words before verbs of speech: "Lund: 40 dead" goes on "President Lund said", "Hull: 40 dead" does not."""
    verbs = reading.lexicon.words["say_verbs"]
    return frozenset(
        [word for word, following in zip(reading.words, reading.low[1:], strict=False) if following in verbs]
    )
