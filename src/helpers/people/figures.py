"""The numbers of a text that seem to count people, so that one figure can remember the one before."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.people.lexicon import word_list
from helpers.people.mentions import Mention
from helpers.people.names import is_year
from helpers.people.parts import People, once
from helpers.people.phrases import Counted, counted_phrase

_NUMBERS = word_list("numbers")
_HARM = word_list("harm")
_YEAR_OPENINGS = frozenset(["in", "of", "since", "from", "the", "and", "until", "than"])
_DATED = word_list("months") | {"in", "since", "until", ","}  # before a year
_SOME_OF = frozenset(["dead", "victims", "killed", "injured", "wounded", "them", "these", "those", "whom"])
_PART_REACH = 6  # words around a number in which it is told to be part of another


@dataclass(frozen=True, slots=True)
class Remembered:
    """Whom an earlier figure counted: their name, the word of that figure, and the kind of its noun."""

    name: str
    position: int
    kind: str  # military | civil | neutral | bare


@once
def people_numbers(people: People) -> list[tuple[int, Counted]]:
    """Return the words that are numbers of people, each with its phrase: its noun, or words of death or injury near."""
    return list(_people_numbers(people))


@once
def counted_groups(people: People) -> list[tuple[int, str]]:
    """Return the groups that numbers name themselves ("11,000 North Korean troops"), with the word of the number."""
    return list(_counted_groups(people))


def is_part(people: People, k: int) -> bool:
    """Tell whether the number at a word counts some of those before: "including two Danes", "two were among them"."""
    low = people.reading.low
    before, after = low[max(0, k - 3) : k], low[k + 1 : k + _PART_REACH]
    among = "among" in after and after[after.index("among") + 1 :][:1] in (["them"], ["the"], ["those"])
    some = after[:1] == ["of"] and not _SOME_OF.isdisjoint(after[1:3])
    return some or "including" in before or before[-2:] in (["among", "them"], ["them", ","]) or among


def is_past(people: People, here: int) -> bool:
    """Tell whether a sentence names a year alone ("in 1998"): it tells of what was before the news."""
    return here in _past_sentences(people)


@once
def _past_sentences(people: People) -> set[int]:
    low = people.reading.low
    years = [k for k, _ in _numbers(people) if k and (_is_year_alone(low, k) or _is_span_of_years(low[k]))]
    return {people.reading.sentence_of[k] for k in years}


def _is_year_alone(low: list[str], k: int) -> bool:
    return is_year(low[k]) and low[k - 1] in _YEAR_OPENINGS


def _is_span_of_years(word: str) -> bool:
    return len(word) == 9 and word[4] == "-" and is_year(word[:4]) and is_year(word[5:])


def owner_name(people: People, mention: Mention) -> str:
    """Return whom a name stands for: a nation for its people, capital and towns; a group or place for itself."""
    entry = mention.entry
    if entry.kind in ("nation", "region") or (
        entry.kind == "place" and entry.nation not in people.reading.lexicon.federal
    ):
        return entry.nation
    return entry.name


@once
def _numbers(people: People) -> list[tuple[int, Counted]]:
    """The words that are numbers, each with the phrase that follows it."""
    reading = people.reading
    numbers = [k for k, word in enumerate(reading.low) if word[0].isdigit() or word in _NUMBERS]
    return [(k, counted_phrase(reading, k + 1, reading.window(k)[1])) for k in numbers]


def _people_numbers(people: People) -> Iterator[tuple[int, Counted]]:
    low = people.reading.low
    for k, phrase in _numbers(people):
        if k and is_year(low[k]) and low[k - 1] in _DATED:
            continue  # "by November 2023 the share of volunteers"
        if phrase.kind or phrase.owners or not _HARM.isdisjoint(low[max(0, k - 3) : k + 3]):
            yield k, phrase


def _counted_groups(people: People) -> Iterator[tuple[int, str]]:
    for k, phrase in _numbers(people):
        if phrase.owners and not is_part(people, k):
            yield k, " and ".join(dict.fromkeys(owner_name(people, mention) for mention in phrase.owners))
