"""Kinds of people that a text goes on counting without naming them again: "four miners died and nine were hurt"."""

from dataclasses import dataclass

from helpers.people.lexicon import word_list
from helpers.people.parts import People, once
from helpers.people.phrases import Counted, counted_phrase

_REACH = 40  # words within which a figure goes on with the kind of people before
_ELLIPTIC = word_list("elliptic")
_TURNS = frozenset([";", "toll", "number", "quoted", "cited"])
_TOTALS = word_list("totals")
_TOTAL_REACH = 14  # words between "the number of" and the number
_BOATS = word_list("boats")
_FLEEING = ("migrants", "refugees", "migrant", "refugee")
_LEAD = 4  # sentences in which a text says what it is about


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of people, and the word of the figure that counted them last."""

    position: int
    name: str


def kind_told(people: People, position: int, phrase: Counted, before: Kind | None) -> str | None:
    """Return the kind of people that the words before a figure without a noun tell."""
    if phrase.owners or (phrase.kind is not None and (phrase.noun or "").lower() not in _ELLIPTIC):
        return None
    return _totalled_kind(people, position) or continued_kind(people, position, phrase, before)


def _totalled_kind(people: People, position: int) -> str | None:
    """The kind of people of a total: "the number of guerrillas killed rose to 22"."""
    reading = people.reading
    first = max(reading.window(position)[0], position - _TOTAL_REACH)
    for k in range(position - 1, first, -1):
        if reading.words[k] in (",", ";", ".") or reading.low[k] in reading.lexicon.words["say_verbs"]:
            return None
        if reading.low[k] in ("of", "among") and reading.low[k - 1] in _TOTALS:
            phrase = counted_phrase(reading, k + 1, position)
            irregular = (phrase.noun or "").lower() in reading.lexicon.words["irregular"]
            civil = phrase.kind == "civil" or irregular
            return (phrase.noun or "").lower() if civil and not phrase.owners else None
    return None


def continued_kind(people: People, position: int, phrase: Counted, before: Kind | None) -> str | None:
    """Return the kind of people that a figure without a noun goes on counting in the same sentence.

    >>> from helpers.people import read_people
    >>> from helpers.sentences import split_sentences
    >>> people = read_people("Four miners died and nine were hurt.", split_sentences("Four miners died."))
    >>> continued_kind(people, 4, Counted((), None, None, 5), Kind(0, "miners"))
    'miners'
    """
    reading = people.reading
    if before is None or position - before.position > _REACH:
        return None
    if reading.sentence_of[before.position] != reading.sentence_of[position]:
        return None
    between = reading.low[before.position : position]
    words = reading.lexicon.words
    turns = any(low in _TURNS or low in words["say_verbs"] or low in words["count_verbs"] for low in between)
    return None if turns else before.name


@once
def boat_people(people: People) -> str | None:
    """Return "migrants" or "refugees" for a text about a boat of them that sank."""
    bounds = people.reading.bounds[:_LEAD]
    lead = people.reading.low[: bounds[-1][1]] if bounds else []
    if _BOATS.isdisjoint(lead):
        return None
    return next(({"migrant": "migrants", "refugee": "refugees"}.get(w, w) for w in _FLEEING if w in lead), None)
