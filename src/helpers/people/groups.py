"""Whose people a figure counts: a nation, an armed group, a kind of people or the place they lived in."""

from bisect import bisect_left
from dataclasses import dataclass

from helpers.people.candidates import group_candidates, named_pairs
from helpers.people.figures import is_part, is_past, owner_name, people_numbers
from helpers.people.parts import People
from helpers.people.phrases import Counted, counted_phrase
from helpers.people.places import find_place
from helpers.people.ranking import choose

_PLAIN = frozenset(
    ["nationals", "citizens", "people", "residents", "men", "inhabitants", "prisoners", "prisoner", "captives"]
)
_CONTINENTS = frozenset(["Europe", "Africa", "Asia", "Latin America", "Middle East"])


@dataclass(frozen=True, slots=True)
class Decided:
    """Whom the number at a word counts, and whom the next number is taken to go on counting."""

    position: int
    group: str | None
    remembered: str | None


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
    decided = people.once("decided", _decide_all)
    at = bisect_left(decided, position, key=lambda item: item.position)
    if measure != "deployed" and at < len(decided) and decided[at].position + 1 == after:
        return decided[at].group
    return _group_at(people, position, after, measure, decided[at - 1].remembered if at else None)


def owner_names(people: People) -> set[str]:
    """Return every nation, armed group, place and pair of them that the text names."""
    return people.once(
        "owners", lambda people: {name for row in people.mentions_by_sentence for _, name in named_pairs(people, row)}
    )


def named_group(people: People, phrase: Counted) -> str | None:
    """Return the group that the counted phrase itself names: "Russian soldiers", "children"."""
    noun, adjectives = (phrase.noun or "").lower(), people.reading.lexicon.adjectives
    owners = list(
        dict.fromkeys(owner_name(people, mention) for mention in phrase.owners if mention.entry.kind != "other")
    )
    kinds = phrase.kind == "civil" and noun not in _PLAIN
    if not owners:
        return noun if kinds else None
    if kinds or (phrase.kind == "military" and not _CONTINENTS.isdisjoint(owners)):
        return f"{' and '.join(adjectives.get(name, name) for name in owners)} {noun}"
    return " and ".join(owners)


def _group_at(people: People, position: int, after: int, measure: str | None, previous: str | None) -> str | None:
    phrase = counted_phrase(people.reading, after, people.reading.window(position)[1])
    if named := named_group(people, phrase):
        return named
    if (phrase.noun or "").lower() in people.reading.lexicon.words["irregular"] and not _is_armed(people, previous):
        return (phrase.noun or "").lower()
    chosen = choose("groups", group_candidates(people, position, phrase, measure, previous))
    return chosen or _without_owner(people, position, phrase)


def _is_armed(people: People, name: str | None) -> bool:
    """Tell whether a name is that of an armed group of the text."""
    armed = people.once(
        "armed",
        lambda people: {m.entry.name for row in people.mentions_by_sentence for m in row if m.entry.kind == "armed"},
    )
    return bool(armed) and (name is None or name in armed)


def _without_owner(people: People, position: int, phrase: Counted) -> str | None:
    """Soldiers of nobody named are "soldiers"; people of a place that no list knows are that place's."""
    if phrase.kind == "neutral":
        return find_place(people, people.reading.starts[position], people.reading.ends[position])
    return phrase.noun.lower() if phrase.noun else None


def _decide_all(people: People) -> list[Decided]:
    """The group of every number that counts people, in order; those that count children or victims change nothing."""
    owners = owner_names(people)
    decided: list[Decided] = []
    for k in people_numbers(people):
        previous = decided[-1].remembered if decided else None
        group = _group_at(people, k, k + 1, None, previous)
        aside = is_part(people, k) or is_past(people, k)
        kept = (group in owners and not aside) or (group or "").endswith("civilians")
        decided.append(Decided(k, group, group if kept else previous))
    return decided
