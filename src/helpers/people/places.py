"""Where a figure's sentence says it happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.people.lexicon import word_list
from helpers.people.mentions import Reading
from helpers.people.names import is_time
from helpers.people.parts import People

_OPENINGS = frozenset(
    ["in", "at", "near", "across", "throughout", "outside", "inside", "off", "around", "hit", "struck", "on"]
)
_ONLY_KNOWN = frozenset(["on", "hit", "struck"])  # "on Telegram", "hit Ahmad": not places unless a list knows them
_KINDS = word_list("place_kinds")
_WORDS_AROUND = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A place as its sentence names it: from word ``first`` up to word ``last`` (not included)."""

    first: int
    last: int


def find_place(people: People, start: int, end: int) -> str | None:
    """Return the place which the sentence of ``text[start:end]`` gives, in its own words; None when it gives none.

    The place nearest after the figure goes first, then the nearest before it.

    >>> from helpers.people import read_people
    >>> from helpers.sentences import split_sentences
    >>> text = "Some 30 fell in Russia's Kursk border region. Nine died on Monday."
    >>> people = read_people(text, split_sentences(text))
    >>> find_place(people, 5, 7), find_place(people, 46, 50)
    ('Kursk border region', None)
    """
    reading = people.reading
    position = reading.word_at(start)
    if position >= len(reading.words) or not reading.bounds:
        return None
    first, last = reading.window(position)
    places = list(_places(reading, max(first, position - _WORDS_AROUND), min(last, position + _WORDS_AROUND)))
    after = [place for place in places if place.first > position]
    before = [place for place in places if place.last <= position]
    nearest = after[:1] or before[-1:] or _known(people, first, last)
    return reading.span_text(nearest[0].first, nearest[0].last) if nearest else None


def _known(people: People, first: int, last: int) -> list[Place]:
    """The first place of a list, or scene, that no word of place introduces: "the ski resort of Crans-Montana"."""
    for mention in people.mentions_between(first, last):
        part = people.parts[mention.first]
        if part != "speaks" and (
            mention.entry.kind == "place" or (part in ("scene", "struck") and mention.entry.form == "name")
        ):
            return [Place(mention.first, mention.last)]
    return []


def _places(reading: Reading, first: int, last: int) -> Iterator[Place]:
    after = first
    for k in [k for k, low in enumerate(reading.low[first : last - 1], first) if low in _OPENINGS]:
        place = _place_after(reading, k + 1, last) if k >= after else None
        if place and (reading.low[k] not in _ONLY_KNOWN or _is_known(reading, place)):
            yield place
        after = place.last if place else after


def _place_after(reading: Reading, k: int, last: int) -> Place | None:
    """ "in Russia's Kursk border region" gives "Kursk border region", "in northern Mali" gives "northern Mali"."""
    regions = reading.lexicon.words["regions"]
    k = _after_kind(reading, k, min(last, k + 6))
    while k < last and reading.low[k] == "the":
        k += 1
    first = k
    while k < last and (reading.low[k] in regions or reading.low[k] in _KINDS) and reading.words[k].islower():
        k += 1
    named = k
    while k < last and _names_place(reading, k):
        k += 1
    if k == named:
        return None
    if k + 1 < last and reading.words[k] == "'s" and (owned := _place_after(reading, k + 1, last)):
        return owned
    while k < last and reading.low[k] in _KINDS:
        k += 1
    while first < named and reading.low[first] in ("city", "town", "village", "of", "all", "capital"):
        first += 1
    return Place(first, k)


def _after_kind(reading: Reading, k: int, last: int) -> int:
    """Step over "the Swiss ski resort of" to the name."""
    return next((j + 1 for j in range(k + 1, last) if reading.low[j] == "of" and reading.low[j - 1] in _KINDS), k)


def _names_place(reading: Reading, k: int) -> bool:
    if mention := reading.covered.get(k):
        known_place = mention.entry.kind == "place" or (
            mention.entry.kind in ("nation", "region") and mention.entry.form in ("name", "capital")
        )
        return known_place and mention.first <= k
    return reading.words[k][:1].isupper() and not is_time(reading, k) and _plain(reading, k)


def _plain(reading: Reading, k: int) -> bool:
    low, titles = reading.low[k], reading.lexicon.words["titles"]
    return not reading.words[k].isupper() and (low not in titles or low in ("head", "first"))


def _is_known(reading: Reading, place: Place) -> bool:
    return any(k in reading.covered for k in range(place.first, place.last))
