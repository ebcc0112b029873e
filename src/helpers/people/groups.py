"""Whose people a figure counts: a nation, an armed group, a kind of people or the place they lived in."""

from collections import Counter
from collections.abc import Iterable

from helpers.people.mentions import Mention
from helpers.people.parts import People
from helpers.people.phrases import Counted, counted_phrase
from helpers.people.ranking import choose, read_weights

_BACK = 6
_PLAIN = frozenset(["nationals", "citizens", "people", "residents", "men", "women's", "inhabitants"])
Candidate = tuple[str | None, tuple[str, ...]]


def find_group(people: People, start: int, end: int, measure: str | None = None) -> str | None:
    """Return whose people the figure at ``text[start:end]`` counts, None when the text does not tell."""
    reading = people.reading
    position = reading.word_at(start)
    if position >= len(reading.words):
        return None
    after = reading.word_at(end)
    phrase = counted_phrase(reading, after, reading.window(position)[1])
    if named := named_group(people, phrase):
        return named
    weights = read_weights()["groups"]
    return choose(group_candidates(people, position, after, phrase, measure), weights) or _plain_noun(phrase)


def named_group(people: People, phrase: Counted) -> str | None:
    """Return the group that the counted phrase itself names: "Russian soldiers", "children"."""
    owners = list(dict.fromkeys(_owner_name(people, mention) for mention in phrase.owners))
    noun = (phrase.noun or "").lower()
    if not owners:
        return noun if phrase.kind == "civil" and noun not in _PLAIN else None
    if phrase.kind == "civil" and noun not in _PLAIN:
        return f"{' and '.join(people.reading.lexicon.adjectives.get(name, name) for name in owners)} {noun}"
    return " and ".join(owners)


def group_candidates(
    people: People, position: int, after: int, phrase: Counted, measure: str | None
) -> list[Candidate]:
    """Return those the figure may count, each with what speaks for it; the first is nobody."""
    reading = people.reading
    kind = phrase.kind or "bare"
    here = reading.sentence_at(reading.starts[position])
    found: dict[str, set[str]] = {}
    for place, mentions in _mentions_around(people, here, position):
        for features, name in _with_features(people, mentions, place, kind, measure):
            found.setdefault(name, set()).update(features)
    totals = people_totals(people)
    for name, features in found.items():
        features.update(f"{total}:{kind}" for total, names in totals.items() if name in names)
    nobody = ("nobody", f"nobody:{kind}", f"nobody:{measure}")
    return [(None, nobody), *((name, tuple(sorted(features))) for name, features in found.items())]


def people_totals(people: People) -> dict[str, set[str]]:
    """Return the names that the text speaks of most, by the part they play."""
    troops: Counter[str] = Counter()
    scene: Counter[str] = Counter()
    for first, part in people.parts.items():
        mention = people.reading.mentions[first]
        if mention.entry.kind in ("nation", "armed", "place"):
            if part in ("troops", "people", "losses", "loser"):
                troops[_owner_name(people, mention)] += 1
            elif part in ("scene", "event", "struck"):
                scene[_owner_name(people, mention)] += 1
    return {"most troops": _top(troops), "most scene": _top(scene)}


def _top(counts: Counter[str]) -> set[str]:
    return {name for name, _ in counts.most_common(1)}


def _owner_name(people: People, mention: Mention) -> str:
    entry = mention.entry
    if entry.kind == "place" and entry.nation not in people.reading.lexicon.federal:
        return entry.nation
    return entry.nation if entry.kind == "nation" else entry.name


def _plain_noun(phrase: Counted) -> str | None:
    return phrase.noun.lower() if phrase.noun and phrase.kind in ("military", "civil") else None


def _mentions_around(people: People, here: int, position: int) -> Iterable[tuple[str, list[Mention]]]:
    rows = people.mentions_by_sentence
    first, last = people.reading.window(position)
    near = [mention for mention in rows[here] if first <= mention.first < last]
    yield "left", [mention for mention in near if mention.first < position]
    yield "right", [mention for mention in near if mention.first > position]
    for back in range(1, min(_BACK, here) + 1):
        yield ("back1" if back == 1 else "back2" if back < 4 else "back4"), rows[here - back]
    if here > 0:
        yield "first", rows[0]
    if here + 1 < len(rows):
        yield "next", rows[here + 1]


def _with_features(
    people: People, mentions: list[Mention], place: str, kind: str, measure: str | None
) -> Iterable[tuple[set[str], str]]:
    for number, mention in enumerate(mentions):
        part = people.parts[mention.first]
        nearest = number == (len(mentions) - 1 if place == "left" else 0)
        features = {place, f"{place}:{part}", f"{place}:{part}:{kind}", f"{part}:{kind}", f"{measure}:{part}"}
        if nearest:
            features |= {f"nearest:{place}", f"nearest:{place}:{part}"}
        features.add(f"{place}:{mention.entry.kind}:{kind}")
        name = _owner_name(people, mention)
        yield features, name
        if (other := _joined(people, mentions, number)) and other != name:
            yield features | {"pair", f"pair:{kind}", f"pair:{part}", f"pair:{place}"}, f"{other} and {name}"


def _joined(people: People, mentions: list[Mention], number: int) -> str | None:
    """The name joined by "and" to this one, when there is one before it."""
    if number == 0:
        return None
    before, mention = mentions[number - 1], mentions[number]
    between = people.reading.low[before.last : mention.first]
    return _owner_name(people, before) if between in (["and"], ["-"], ["and", "the"], ["and", "its"]) else None
