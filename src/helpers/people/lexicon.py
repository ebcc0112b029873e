"""Vocabulary and a collection's sources to one table of names, looked up by their first word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from helpers.words import Collection, Source, Vocabulary, read_vocabulary

_SHORTENED = "|".join(word.capitalize() for word in read_vocabulary()["abbreviations"]["open"] if word.isalpha())
TOKEN = re.compile(  # in a bracket, so that a text is split into its words and what stands between them
    rf"""([A-Za-z]\w*+(?![-‐‑'’.])                     # most words
      | [^\w\s'’]                                      # punctuation marks
      | (?:[A-Za-z]\.){{2,}}(?:[A-Za-z](?![\w]))?      # U.S., a.m.
      | (?=[A-Z])(?:{_SHORTENED}|[A-Z])\.(?=\s+[A-Z]\w) # Lt. Col. Anna K. Lund
      | [A-Z]\w+\.(?i:az|com|org|net|info|tv)\b      # Caliber.Az
      | \d[\d,.]*(?<=\d)(?:-\w+)*                      # 12,000  2,600-strong
      | \w+(?:[-‐‑]\w+|['’](?!s\b)\w+)*                # Kim Jong-un's name, O'Brien
      | ['’]s?(?!\w)                                   # the possessive
      | \S)""",
    re.VERBOSE,
)
_LONG_CAPITALS = 5
_PERSONS = frozenset(["leader", "official", "unnamed officials", "unattributed"])


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: ``name`` as written in tables, ``nation`` it belongs to ("" when none)."""

    kind: str  # nation | region | armed | body | outlet | place
    name: str
    form: str  # name | adjective | people | capital | organ | short
    nation: str


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """Names by first word, longest first, and the word lists of roles and speech as sets."""

    names: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    words: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]  # of people: military, civil or neutral
    phrases: Mapping[str, frozenset[tuple[str, ...]]]
    openings: Mapping[str, tuple[tuple[str, ...], ...]]
    adjectives: Mapping[str, str]
    persons_titles: frozenset[str]  # before a name and hardly before anything else: "minister", not "state"
    federal: frozenset[str]
    wars: tuple[tuple[str, str], ...]  # who strikes whose towns


def read_lexicon(vocabulary: Vocabulary, collection: Collection | None = None) -> Lexicon:
    """Return the names and words of a vocabulary; a collection's sources count as names too.

    >>> from helpers.words import read_vocabulary
    >>> read_lexicon(read_vocabulary()).names["Pyongyang"][0][1].nation
    'North Korea'
    """
    return _lexicon(vocabulary, collection.sources if collection else ())


def word_list(name: str) -> frozenset[str]:
    """Return a list of small words of grammar.

    >>> "monday" in word_list("times")
    True
    """
    return frozenset(read_vocabulary()["grammar"][name])


def split_words(name: str) -> tuple[str, ...]:
    """Return the tokens of a name, as they are found in a text.

    >>> split_words("Kim Jong-un"), split_words("North Korea’s")
    (('Kim', 'Jong-un'), ('North', 'Korea', "'s"))
    """
    return tuple(plain(token) for token in TOKEN.findall(name))


def plain(token: str) -> str:
    """Return a token with plain apostrophes, without shouting and the stop of "Lt.": names are looked up in this form.

    >>> plain("RUSSIA"), plain("NATO"), plain("’s"), plain("Lt."), plain("U.S.")
    ('Russia', 'NATO', "'s", 'Lt', 'U.S.')
    """
    token = token.replace("’", "'")
    if token[-1] == "." and token.count(".") == 1 < len(token):
        return token[:-1]
    return token.capitalize() if len(token) > _LONG_CAPITALS and token.isupper() else token


@lru_cache(maxsize=32)
def _lexicon(vocabulary: Vocabulary, sources: tuple[Source, ...]) -> Lexicon:
    names: dict[str, dict[tuple[str, ...], Entry]] = {}
    for alias, entry in [*_actor_entries(vocabulary), *_source_entries(sources), *_place_entries(vocabulary)]:
        first, *rest = split_words(alias)
        names.setdefault(first, {}).setdefault(tuple(rest), entry)
    ordered = {first: tuple(sorted(rests.items(), key=lambda item: -len(item[0]))) for first, rests in names.items()}
    roles, speech = vocabulary["roles"], vocabulary["speech"]
    words = dict(_word_sets({**roles["counted"], **roles["belonging"], **roles["speakers"]}))
    words |= {f"{key}_verbs": value for key, value in _word_sets(speech["verbs"])}
    verbs = (words[f"{kind}_verbs"] for kind in speech["verbs"] if kind != "between")
    words["attributing"] = frozenset(["had", "has", "have", "set"]).union(*verbs)  # no source is found without one
    words["roles"] = words["nouns"] | words["adjectives"] | words["titles"]
    words["by_nouns"] = frozenset(speech["phrases"]["by"])
    words["owned"] = words["by_nouns"] | word_list("figure_nouns") | {"official"}  # no "X's figure" without one
    phrases = {
        "vague": frozenset(_phrases(speech["phrases"]["vague"])),
        "continuing": frozenset(_phrases(speech["quotes"]["continuing"])),
    }
    openings: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in _phrases(speech["phrases"]["of"]):
        openings[phrase[0]] = (*openings.get(phrase[0], ()), phrase)
    nations = vocabulary["actors"]["nations"]
    adjectives = {name: forms["adj"][0] for name, forms in nations.items() if forms.get("adj")}
    federal = frozenset(vocabulary["places"]["federal"]["names"])
    wars = tuple(pair for one, other in vocabulary["actors"]["wars"]["towns"] for pair in ((one, other), (other, one)))
    titles = words["titles"] - words["adjectives"]
    kinds = {word: kind for kind in ("military", "civil", "neutral") for word in words[kind]}
    return Lexicon(ordered, words, kinds, phrases, openings, adjectives, titles, federal, wars)


def _word_sets(lists: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    return ((key, frozenset(word.lower() for word in value)) for key, value in lists.items())


def _phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((split_words(text) for text in texts), key=len, reverse=True))


def _source_entries(sources: Iterable[Source]) -> Iterator[tuple[str, Entry]]:
    """The names of a collection's bodies and outlets; persons are known by their names without a list."""
    for source in sources:
        kind = "outlet" if source.kind in ("outlet", "media") else "body"
        if source.kind not in _PERSONS:
            yield from (
                (alias, Entry(kind, source.name, "name", "")) for alias in (source.name, *source.aliases) if alias
            )


def _actor_entries(vocabulary: Vocabulary) -> Iterator[tuple[str, Entry]]:
    actors = vocabulary["actors"]
    for nation, forms in actors["nations"].items():
        yield from _nation_entries(nation, forms)
    for kind, table in (("armed", "armed_groups"), ("body", "bodies")):
        for name, row in actors[table].items():
            for alias in (name, *row.get("also", ())):
                yield alias, Entry(kind, name, "name", row.get("nation", ""))
    for kind, table in (("outlet", "outlets"), ("other", "others")):
        for name in actors[table]["names"]:
            yield name, Entry(kind, name, "name", "")


def _nation_entries(nation: str, forms: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    kind = "region" if forms.get("region") else "nation"
    named = [("people", forms.get("people", ())), ("name", [nation, *forms.get("also", ())])]
    named += [("adjective", forms.get("adj", ())), ("organ", forms.get("by", ())), ("short", forms.get("short", ()))]
    for form, aliases in named:
        for alias in aliases:
            yield alias, Entry(kind, nation, form, nation)
    if capital := forms.get("capital"):
        yield capital, Entry(kind, nation, "capital", nation)


def _place_entries(vocabulary: Vocabulary) -> Iterator[tuple[str, Entry]]:
    for nation, places in vocabulary["places"]["places"].items():
        for place in places:
            yield place, Entry("place", place, "name", nation)
