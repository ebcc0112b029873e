"""The numbers of a text that seem to count people, so that one figure can remember the one before."""

from collections.abc import Iterator

from helpers.people.lexicon import word_list
from helpers.people.mentions import Mention
from helpers.people.parts import People
from helpers.people.phrases import counted_phrase

_REACH = 12
_NUMBERS = word_list("numbers")
_HARM = word_list("harm")


def people_numbers(people: People) -> list[int]:
    """Return the words that are numbers of people: their noun is one, or the words around tell of death or injury."""
    return people.once("numbers", lambda people: list(_people_numbers(people)))


def counted_groups(people: People) -> list[tuple[int, str]]:
    """Return the groups that numbers name themselves ("11,000 North Korean troops"), with the word of the number."""
    return people.once("counted", lambda people: list(_counted_groups(people)))


def owner_name(people: People, mention: Mention) -> str:
    """Return whom a name stands for: a nation for its people, capital and towns; a group or place for itself."""
    entry = mention.entry
    if entry.kind == "nation" or (entry.kind == "place" and entry.nation not in people.reading.lexicon.federal):
        return entry.nation
    return entry.name


def _numbers(people: People) -> Iterator[int]:
    return (k for k, word in enumerate(people.reading.low) if word[0].isdigit() or word in _NUMBERS)


def _people_numbers(people: People) -> Iterator[int]:
    reading = people.reading
    for k in _numbers(people):
        phrase = counted_phrase(reading, k + 1, min(k + _REACH, len(reading.low)))
        if phrase.kind or phrase.owners or not _HARM.isdisjoint(reading.low[max(0, k - 3) : k + 3]):
            yield k


def _counted_groups(people: People) -> Iterator[tuple[int, str]]:
    reading = people.reading
    for k in _numbers(people):
        phrase = counted_phrase(reading, k + 1, min(k + _REACH, len(reading.low)))
        if phrase.owners:
            yield k, " and ".join(dict.fromkeys(owner_name(people, mention) for mention in phrase.owners))
