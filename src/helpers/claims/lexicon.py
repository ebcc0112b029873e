"""Vocabulary to the parts that words can play around a figure (the letters are told in ``clauses``)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from helpers.claims.types import COMPONENTS_OF
from helpers.words import Vocabulary

OTHER = "other"
CUES = frozenset("VDIANT")
_SMALL = {"of": "o", "by": "b", "for": "f", "with": "w", "and": "&", "or": "|", "to": "t", "at": "@", "&": "&"}
_STRONG = {"leaves": "L", "loses": "K", "lives": "C"}  # before the measures
_FORMS = {"active": "V", "past": "D", "subject_forms": "I", "states": "A", "nouns": "N", "tolls": "T"}
_GRAMMAR = {  # after the measures, the first that has a word wins
    "people": "P",
    "military": "W",
    "relatives": "h",
    "determiners": "d",
    "pronouns": "p",
    "extras": "m",
    "including": "n",
    "auxiliaries": "B",
    "beliefs": "G",
    "says": "z",
    "figures": "F",
    "rises": "R",
    "deeds": "v",
    "adverbs": "a",
    "adjectives": "j",
    "subordinators": "s",
    "prepositions": "i",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What a word can be: its letter, and the measure it speaks of."""

    letter: str
    measure: str | None = None
    components: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words and phrases with the parts they can play."""

    words: Mapping[str, Part]
    phrases: Mapping[str, Sequence[tuple[list[str], Part]]]


@lru_cache(maxsize=32)
def read_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Return the words of a vocabulary by the part they can play."""
    words: dict[str, Part] = {}
    phrases: dict[str, list[tuple[list[str], Part]]] = {}
    for entry, part in _entries(vocabulary):
        pieces = entry.lower().split()
        if len(pieces) > 1:
            phrases.setdefault(pieces[0], []).append((pieces, part))
        else:
            words.setdefault(pieces[0], part)
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lexicon(words, phrases)


def _entries(vocabulary: Vocabulary) -> Iterable[tuple[str, Part]]:
    """Every word and phrase, the strongest reading first."""
    measures = vocabulary["measures"]
    grammar = measures["grammar"]
    for word, letter in _SMALL.items():
        yield word, Part(letter)
    for name, letter in _STRONG.items():
        for word in grammar[name]:
            yield word, Part(letter)
    for measure, lists in measures.items():
        if measure != "grammar":
            yield from _measure_entries(measure, lists, grammar["irregular"])
    for name, letter in _GRAMMAR.items():
        for word in grammar[name]:
            yield word, Part(letter)
    for word in grammar["things"]:
        yield word, Part("H")
    for words in vocabulary["roles"]["counted"].values():
        for word in words:
            yield word, Part("P")
    for nation in vocabulary["actors"]["nations"].values():
        for word in nation.get("people", ()):
            yield word, Part("P")


def _measure_entries(
    measure: str, lists: Mapping[str, Sequence[str]], irregular: Mapping[str, Sequence[str]]
) -> Iterable[tuple[str, Part]]:
    part = {letter: Part(letter, measure, COMPONENTS_OF.get(measure, "?")) for letter in "VDIANT"}
    homographs = set(lists.get("homographs", ()))
    for verb in lists.get("verbs", ()):
        base, third, gerund, past = inflect(verb, irregular)
        yield from ((gerund, part["V"]), (past, part["D"]))
        if verb not in homographs:
            yield from ((base, part["V"]), (third, part["V"]))
    for verb in lists.get("subjects", ()):
        yield from ((form, part["I"]) for form in inflect(verb, irregular))
    for name, letter in _FORMS.items():
        yield from ((word, part[letter]) for word in lists.get(name, ()))


def inflect(verb: str, irregular: Mapping[str, Sequence[str]] = MappingProxyType({})) -> tuple[str, str, str, str]:
    """Return base, third person, gerund and past of a verb; only its first word changes.

    >>> inflect("injure"), inflect("cut off", {"cut": ("cuts", "cutting", "cut")})[1:3]
    (('injure', 'injures', 'injuring', 'injured'), ('cuts off', 'cutting off'))
    """
    first, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if first in irregular:
        third, gerund, past = irregular[first]
    elif first.endswith("e"):
        third, gerund, past = first + "s", first[:-1] + "ing", first + "d"
    elif re.search(r"[^aeiou]y$", first):
        third, gerund, past = first[:-1] + "ies", first + "ing", first[:-1] + "ied"
    else:
        es = "es" if first.endswith(("s", "sh", "ch", "x")) else "s"
        third, gerund, past = first + es, first + "ing", first + "ed"
    return verb, third + tail, gerund + tail, past + tail
