"""Whose people a figure counts: a nation, an armed group, a kind of people or the place they lived in."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from helpers.people.mentions import Mention
from helpers.people.parts import People
from helpers.people.phrases import Counted, counted_phrase
from helpers.people.ranking import choose, read_weights

_BACK = 6
_CONTINENTS = frozenset(["Europe", "Africa", "Asia", "Latin America", "Middle East"])
_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "dozen",
        "dozens",
        "score",
        "scores",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "several",
        "some",
    ]
)
_PLAIN = frozenset(["nationals", "citizens", "people", "residents", "men", "women's", "inhabitants"])
_HARM = frozenset(
    [
        "killed",
        "dead",
        "deaths",
        "died",
        "dies",
        "die",
        "wounded",
        "injured",
        "injuring",
        "killing",
        "wounding",
        "injures",
        "kills",
        "toll",
        "missing",
        "casualties",
        "losses",
        "fatalities",
        "captured",
        "deployed",
        "lost",
    ]
)
_SOLDIERS = frozenset(["soldiers", "troops", "servicemen", "soldier"])
_OWN = frozenset(["its", "their", "his", "our"])
Candidate = tuple[str | None, tuple[str, ...]]


def find_group(people: People, start: int, end: int, measure: str | None = None) -> str | None:
    """Return whose people the figure at ``text[start:end]`` counts, None when the text does not tell."""
    reading = people.reading
    position = reading.word_at(start)
    if position >= len(reading.words):
        return None
    return _group_at(people, position, reading.word_at(end), measure, previous_group(people, position))


def _group_at(people: People, position: int, after: int, measure: str | None, previous: str | None) -> str | None:
    phrase = counted_phrase(people.reading, after, people.reading.window(position)[1])
    if named := named_group(people, phrase):
        return named
    candidates = group_candidates(people, position, phrase, measure, previous)
    return choose(candidates, read_weights()["groups"]) or _plain_noun(phrase)


def previous_group(people: People, position: int) -> str | None:
    """Return the nation, armed group or place that the last figure of people before a word counted."""
    decided = people.once("decided", _decide_all)
    at = bisect_left(decided, position, key=lambda item: item[0])
    return decided[at - 1][1] if at else None


def _decide_all(people: People) -> list[tuple[int, str | None]]:
    """The group of every number that counts people, in order; those that count children or victims change nothing."""
    reading, owners = people.reading, owner_names(people)
    decided: list[tuple[int, str | None]] = []
    for k in people.once("numbers", people_numbers):
        previous = decided[-1][1] if decided else None
        group = _group_at(people, k, k + 1, None, previous)
        kept = group in owners or (group or "").endswith("civilians")
        decided.append((k, group if kept else previous))
    return decided


def people_numbers(people: People) -> list[int]:
    """Return the numbers that seem to count people: their noun is one, or the words around tell of death or injury."""
    reading, found = people.reading, []
    for k, word in enumerate(reading.low):
        if word[0].isdigit() or word in _NUMBERS:
            near = reading.low[max(0, k - 3) : k + 3]
            phrase = counted_phrase(reading, k + 1, min(k + 10, len(reading.low)))
            if phrase.kind or phrase.owners or not _HARM.isdisjoint(near):
                found.append(k)
    return found


def owner_names(people: People) -> set[str]:
    """Return every nation, armed group, place and pair of them that the text names."""
    return people.once(
        "owners", lambda people: {name for row in people.mentions_by_sentence for _, name in _named(people, row)}
    )


def named_group(people: People, phrase: Counted) -> str | None:
    """Return the group that the counted phrase itself names: "Russian soldiers", "children"."""
    owners = list(
        dict.fromkeys(_owner_name(people, mention) for mention in phrase.owners if mention.entry.kind != "other")
    )
    noun = (phrase.noun or "").lower()
    if len(owners) == 1 and owners[0] in _CONTINENTS and phrase.kind in ("military", "civil"):
        return f"{people.reading.lexicon.adjectives[owners[0]]} {noun}"
    if not owners:
        return noun if phrase.kind == "civil" and noun not in _PLAIN else None
    if phrase.kind == "civil" and noun not in _PLAIN:
        return f"{' and '.join(people.reading.lexicon.adjectives.get(name, name) for name in owners)} {noun}"
    return " and ".join(owners)


def group_candidates(
    people: People, position: int, phrase: Counted, measure: str | None, previous: str | None
) -> list[Candidate]:
    """Return those the figure may count, each with what speaks for it: nobody, civilians, and every name around."""
    kind = phrase.kind or "bare"
    reading = people.reading
    here = reading.sentence_at(reading.starts[position])
    nobody = ("nobody", f"nobody:{kind}", f"nobody:{measure}", f"nobody:{previous is not None}")
    civilians = ("civilians", f"civilians:{kind}", *civilian_features(people, position, kind))
    if previous == "civilians":
        civilians += ("as before", "civilians:as before", f"as before:{kind}")
    shared: dict[str, tuple[str, ...]] = {}
    candidates: list[Candidate] = [(None, nobody), ("civilians", civilians)]
    for place, mentions in _mentions_around(people, here, position):
        for mention, name in _named(people, mentions):
            if name not in shared:
                shared[name] = (*_shared_features(people, position, name, kind, previous),)
            nearest = mention is mentions[-1 if place == "left" else 0]
            own = (
                *_own_features(people, mention, place, kind, measure, nearest),
                *_beside(people, mention, position, phrase),
            )
            candidates.append((name, (*own, *(["pair"] if " and " in name else []), *shared[name])))
    if previous and previous not in shared and previous != "civilians":
        candidates.append((previous, ("far", *_shared_features(people, position, previous, kind, previous))))
    return candidates


def _shared_features(people: People, position: int, name: str, kind: str, previous: str | None) -> Iterable[str]:
    """What speaks for a name wherever it stands: earlier figures counted the same people, the text is full of them."""
    totals = people.once("totals", people_totals)
    yield from (f"{total}:{kind}" for total, names in totals.items() if name in names)
    if name == previous:
        yield from ("as before", f"as before:{kind}")
    counted = people.once("counted", counted_before)
    at = bisect_left(counted, position, key=lambda item: item[0])
    yield from _counted_features(name, [item[1] for item in counted[max(0, at - 12) : at]], kind)


def _own_features(
    people: People, mention: Mention, place: str, kind: str, measure: str | None, nearest: bool
) -> Iterable[str]:
    part = people.parts[mention.first]
    yield from (place, part, f"{place}:{part}", f"{part}:{kind}", mention.entry.kind)
    if nearest and place in ("left", "right"):
        yield from (f"nearest:{place}", f"nearest:{part}")
    if measure == "deployed":
        yield f"deployed:{part}"


def _beside(people: People, mention: Mention, position: int, phrase: Counted) -> Iterable[str]:
    """What ties a name to the figure itself: "Germany (1,686 ...", "30,000 in Turkey", "Cuba says 32 of its citizens"."""
    low = people.reading.low
    if (
        mention.last <= position
        and position - mention.last <= 2
        and low[mention.last] in ("(", ":", "-", ",", "with", "had", "has")
    ):
        yield "label"
    if (
        people.parts[mention.first] in ("scene", "from")
        and mention.first >= phrase.last
        and low[phrase.last : mention.first] in (["in"], ["in", "the"], ["from"], ["across"])
    ):
        yield "follows"
    if mention.last <= position and not _OWN.isdisjoint(low[position : phrase.last]):
        yield f"own:{people.parts[mention.first]}"


def _named(people: People, mentions: Sequence[Mention]) -> Iterable[tuple[Mention, str]]:
    """Each mention with its name, and once more with the name it is joined to by "and"."""
    for number, mention in enumerate(mentions):
        name = _owner_name(people, mention)
        yield mention, name
        if number and (other := _joined(people, mentions[number - 1], mention)) and other != name:
            yield mention, f"{other} and {name}"


def _counted_features(name: str, before: list[str], kind: str) -> Iterable[str]:
    """Whether figures before this one counted the same people, and whether they counted nobody else."""
    if name in before:
        yield from ("counted", f"counted:{kind}")
        if before[-1] == name:
            yield from ("counted last", f"counted last:{kind}")
        if set(before) == {name}:
            yield from ("counted alone", f"counted alone:{kind}")


def counted_before(people: People) -> list[tuple[int, str]]:
    """Return the groups that figures name themselves ("11,000 North Korean troops"), with the word they stand at."""
    reading, found = people.reading, []
    for k, word in enumerate(reading.low):
        if word[0].isdigit() or word in _NUMBERS:
            phrase = counted_phrase(reading, k + 1, min(k + 12, len(reading.low)))
            if phrase.owners:
                found.append((k, " and ".join(dict.fromkeys(_owner_name(people, m) for m in phrase.owners))))
    return found


def civilian_features(people: People, position: int, kind: str) -> Iterable[str]:
    """What tells that people were killed as bystanders of a war: strikes on a town, told by those who run it."""
    reading = people.reading
    first, last = reading.window(position)
    here = people.mentions_by_sentence[reading.sentence_at(reading.starts[position])]
    parts = {people.parts[mention.first] for mention in here}
    yield from (f"civilians:{part}" for part in ("attack", "troops", "scene", "harmer") if part in parts)
    if any(mention.entry.kind == "place" for mention in here):
        yield "civilians:town"
    if kind != "military" and people.once("bombed", _is_bombed):
        yield "civilians:bombed"
    if not {"governor", "mayor", "governors", "local", "regional"}.isdisjoint(reading.low[first:last]):
        yield "civilians:told by town"


def _is_bombed(people: People) -> bool:
    """Whether one army strikes the other's towns and no soldiers are counted: the dead are then civilians."""
    parts = {(people.parts[first], mention.entry.nation) for first, mention in people.reading.mentions.items()}
    counted = any(people.reading.low[k] in _SOLDIERS for k in range(len(people.reading.low)))
    sides = ("Russia", "Ukraine"), ("Ukraine", "Russia")
    return not counted and any(("attack", one) in parts and ("scene", other) in parts for one, other in sides)


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


def _joined(people: People, before: Mention, mention: Mention) -> str | None:
    """The name before this one, when "and" joins the two."""
    between = people.reading.low[before.last : mention.first]
    return _owner_name(people, before) if between in (["and"], ["-"], ["and", "the"], ["and", "its"]) else None
