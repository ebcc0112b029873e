"""Whose people a figure counts: a nation, an armed group, a kind of people or the place they lived in."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from helpers.people.candidates import group_candidates, is_flight, named_owners
from helpers.people.figures import Remembered, is_part, is_past, owner_name, people_numbers
from helpers.people.kinds import Kind, kind_told
from helpers.people.parts import People, in_turn, once
from helpers.people.phrases import Counted, counted_phrase
from helpers.people.places import find_place
from helpers.people.ranking import choose
from helpers.people.sides import noun_kind

_PLAIN = frozenset(
    ["nationals", "citizens", "people", "residents", "men", "inhabitants", "prisoners", "prisoner", "captives"]
)
_STATE = frozenset(["police", "police officers", "policemen", "officers", "border guards", "prison guards"])
_LOYAL = ("pro-", "anti-")  # fighters of no nation: "pro-Assad fighters"
_MIXED = frozenset(["foreign", "international", "multinational", "coalition", "allied"])  # forces of many nations


class Decided(NamedTuple):
    """Whom the number at a word counts, and whom the next number is taken to go on counting."""

    position: int
    group: str | None
    remembered: Remembered | None
    kind: Kind | None


_NOBODY = Decided(-1, None, None, None)


def find_group(people: People, start: int, end: int, measure: str | None = None) -> str | None:
    """Return whose people the figure at ``text[start:end]`` counts, None when the text does not tell.

    A nation for its soldiers and people, "A and B" for mixed forces, a kind of people where one is named
    ("children", "Ukrainian civilians"), else the place of the news.

    >>> from helpers.people import read_people
    >>> from helpers.sentences import split_sentences
    >>> text = "Kyiv said 12 North Korean soldiers fell. Another 7 were captured, and six nurses died in Derna."
    >>> people = read_people(text, split_sentences(text))
    >>> [find_group(people, text.index(figure), text.index(figure) + len(figure)) for figure in ("12", "7", "six")]
    ['North Korea', 'North Korea', 'nurses']
    """
    reading = people.reading
    position, after = reading.word_at(start), reading.word_at(end)
    if position >= len(reading.words):
        return None
    decided = _decided(people, position)
    at = bisect_left(decided, position, key=lambda item: item.position)
    if measure != "deployed" and at < len(decided) and decided[at].position + 1 == after:
        return decided[at].group
    before = decided[at - 1] if at else _NOBODY
    return _group_at(people, position, _phrase_after(people, position, after), measure, before)


@once
def owner_names(people: People) -> set[str]:
    """Return every nation, armed group, place and pair of them that the text names."""
    return {name for row in named_owners(people) for _, group, pair in row for name in (group, pair) if name}


def named_group(people: People, phrase: Counted) -> str | None:
    """Return the group that the counted phrase itself names: "Russian soldiers", "children"."""
    noun, adjectives = (phrase.noun or "").lower(), people.reading.lexicon.adjectives
    owners = list(
        dict.fromkeys(owner_name(people, mention) for mention in phrase.owners if mention.entry.kind != "other")
    )
    kinds = phrase.kind == "civil" and noun not in (_PLAIN | _STATE if owners else _PLAIN)
    if not owners:
        return noun if kinds else _loose_force(people, phrase) if phrase.kind == "military" else None
    if kinds or (phrase.kind == "military" and any(mention.entry.kind == "region" for mention in phrase.owners)):
        return f"{' and '.join(adjectives.get(name, name) for name in owners)} {noun}"
    return " and ".join(owners)


def _loose_force(people: People, phrase: Counted) -> str | None:
    """Fighters told by the word before them and not by a nation: "foreign troops", "pro-Assad fighters"."""
    before = people.reading.low[phrase.last - 2]
    told = before in _MIXED or before.startswith(_LOYAL)
    return people.reading.span_text(phrase.last - 2, phrase.last) if told else None


def told_group(people: People, position: int, phrase: Counted, before: Kind | None) -> str | None:
    """Return the group that the words of a figure tell by themselves: its own, or the kind of people it goes on."""
    return named_group(people, phrase) or kind_told(people, position, phrase, before)


def _phrase_after(people: People, position: int, after: int) -> Counted:
    """The phrase that the figure at a word counts, from the word ``after`` it."""
    return counted_phrase(people.reading, after, people.reading.window(position)[1])


def _group_at(people: People, position: int, phrase: Counted, measure: str | None, before: Decided) -> str | None:
    if told := told_group(people, position, phrase, before.kind):
        return told
    chosen = choose("groups", group_candidates(people, position, phrase, measure, before.remembered))
    if _is_irregular(people, phrase) and chosen not in _armed_groups(people):
        return (phrase.noun or "").lower()
    return chosen or _without_owner(people, position, phrase)


def _is_irregular(people: People, phrase: Counted) -> bool:
    """Tell "rebels" and "gunmen", who fight for no nation."""
    return (phrase.noun or "").lower() in people.reading.lexicon.words["irregular"]


@once
def _armed_groups(people: People) -> set[str]:
    return {mention.entry.name for mention in people.owners if mention.entry.kind == "armed"}


def _without_owner(people: People, position: int, phrase: Counted) -> str | None:
    """Soldiers of nobody named are "soldiers"; people of a place that no list knows are that place's.

    Those on board an aircraft are of many places.
    """
    if phrase.kind == "neutral" and is_flight(people):
        return None
    if phrase.kind == "neutral":
        place = find_place(people, people.reading.starts[position], people.reading.ends[position])
        return place or ("men" if (phrase.noun or "").lower() == "men" else None)
    return phrase.noun.lower() if phrase.noun else None


@in_turn
def _decided(people: People) -> Iterator[Decided]:
    """The group of every number that counts people, in order; those that count children or victims change nothing."""
    owners, before = owner_names(people), _NOBODY
    for k, phrase in people_numbers(people):
        part = is_part(people, k)
        group = _group_at(people, k, phrase, None, before)
        aside = part or is_past(people, people.reading.sentence_of[k])
        named = group in owners or (phrase.kind is not None and phrase.owners != ())
        kept = (named and not aside) or (group or "").endswith("civilians")
        remembered = Remembered(group, k, noun_kind(phrase)) if kept and group else before.remembered
        kind = before.kind if part else kind_after(people, k, phrase, group, before.kind)
        before = Decided(k, group, remembered, kind)
        yield before


def remember(people: People, k: int, group: str) -> Remembered:
    """Return what is kept of the figure at a word, so that the next one may go on counting the same people."""
    return Remembered(group, k, noun_kind(_phrase_after(people, k, k + 1)))


def kind_after(people: People, k: int, phrase: Counted, group: str | None, before: Kind | None) -> Kind | None:
    """Return the kind of people that the next figure may go on counting."""
    own = (phrase.kind == "civil" or _is_irregular(people, phrase)) and group == (phrase.noun or "").lower()
    continued = group is not None and before is not None and group == before.name
    return Kind(k, group) if group and (own or continued) else None
