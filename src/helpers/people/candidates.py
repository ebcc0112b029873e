"""Those a figure may count, each with what speaks for it: the part its name plays, where it stands, earlier figures."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from helpers.people.figures import Remembered, is_past, owner_name
from helpers.people.kinds import boat_people
from helpers.people.mentions import Mention
from helpers.people.parts import People, once
from helpers.people.phrases import Counted
from helpers.people.ranking import Features
from helpers.people.sides import FIGHTERS, expectation, find_guests, noun_kind, top
from helpers.people.ties import find_ties

_BACK = {1: "back1", 2: "back2", 3: "back2"}  # sentences before, by how far
_NEAR = 6  # names looked at on each side of the figure in its sentence
_FAR = 4  # names looked at in another sentence
_SOLDIERS = frozenset(["soldiers", "troops", "servicemen", "soldier"])
_MIXED = frozenset(["joint", "combined", "mixed"])
_BOTH = {
    "two": frozenset(["countries", "nations", "neighbours", "neighbors", "sides"]),
    "both": frozenset(["countries", "nations", "sides"]),
    "taken": frozenset(["together"]),
}
_MIXED_REACH = 5  # words from "joint" to the second nation
_FLIGHTS = frozenset(["flight", "plane", "airliner", "boeing", "airbus", "airline"])
_JOINS = (["and"], ["-"], ["and", "the"], ["and", "its"])
_DATELINES = frozenset(["dateline", "based"])
_OTHERS = frozenset(["attack", "harmer", "sender", "backer", "beside"])  # who may be abroad in news of a place
_ACTORS = frozenset(["attack", "harmer", "sender", "example", "backer"])
Candidate = tuple[str | None, tuple[Features, ...]]


class Named(NamedTuple):
    """A name with the group it stands for, and the two groups it makes with the name it is joined to by "and"."""

    mention: Mention
    group: str
    pair: str | None


class _Asked(NamedTuple):
    """A figure whose group is asked for, with what its sentence tells of the sides."""

    people: People
    position: int
    phrase: Counted
    kind: str
    sent: bool  # counts people sent, not harmed
    before: Remembered | None
    guests: str | None  # fighters abroad
    scenes: frozenset[str]  # places of its sentence: a group from elsewhere must have good reasons
    placed: bool  # its sentence names a nation or place that is no mere example
    both: bool  # its sentence speaks of two sides together


def group_candidates(
    people: People, position: int, phrase: Counted, measure: str | None, before: Remembered | None
) -> list[Candidate]:
    """Return those the figure at a word may count: nobody in particular first, then every name around.

    ``before`` is whom the figure before counted.
    """
    first, last = people.reading.window(position)
    here = [(mention, people.parts[mention.first]) for mention in people.mentions_between(first, last)]
    asked = _Asked(
        people,
        position,
        phrase,
        noun_kind(phrase),
        measure == "deployed",
        before,
        find_guests(people, position, phrase),
        frozenset([owner_name(people, mention) for mention, part in here if part == "scene"]),
        any(mention.entry.kind in ("nation", "place") and part != "example" for mention, part in here),
        _tells_of_both(people.reading.low[first:last]),
    )
    return [_nobody(asked), *_kinds(asked), *_owners(asked)]


def _tells_of_both(words: Sequence[str]) -> bool:
    """Tell whether a sentence speaks of "the two countries" or of all "taken together"."""
    return not _BOTH.keys().isdisjoint(words) and any(other in _BOTH.get(one, ()) for one, other in pairwise(words))


def _nobody(asked: _Asked) -> Candidate:
    return None, (("nobody", f"nobody:{asked.kind}", *("nobody:flight",) * is_flight(asked.people)),)


def _kinds(asked: _Asked) -> Iterator[Candidate]:
    """Kinds of people that no name owns: civilians of a war, migrants of a boat."""
    previous, bombed = asked.before.name if asked.before else "", _is_bombed(asked.people)
    if previous == "civilians" or previous.endswith(" civilians"):
        yield previous, (tuple(_civilian_features(asked, bombed, True)),)
    elif asked.kind != "military" and bombed:
        yield "civilians", (tuple(_civilian_features(asked, bombed, False)),)
    if asked.kind in ("people", "neutral", "bare") and (afloat := boat_people(asked.people)):
        yield afloat, ((f"afloat:{asked.kind}",),)


def _owners(asked: _Asked) -> Iterator[Candidate]:
    """Every name around the figure, then the last counted and the fighters abroad if they stand further away."""
    shared: dict[str, Features] = {}
    for where, names in _names_around(asked.people, asked.position):
        nearest = _nearest(asked.people, where, names)
        for mention, name in _with_pairs(names):
            if name not in shared:
                shared[name] = _shared_features(asked, name)
            yield name, (*_mention_features(asked, where, mention, name, mention is nearest), shared[name])
    previous = asked.before.name if asked.before and not asked.before.name.endswith("civilians") else None
    for far in dict.fromkeys((previous, asked.guests)):
        if far and far not in shared:
            yield far, (_shared_features(asked, far), expectation(asked.people, asked.guests, far, "far"))


def _mention_features(asked: _Asked, where: str, mention: Mention, name: str, nearest: bool) -> tuple[Features, ...]:
    """What speaks for one mention of a name: its part and place, what ties it to the figure, the sides it is on."""
    people, kind, pair = asked.people, asked.kind, " and " in name
    part = people.parts[mention.first]
    own = _own_features(where, part, kind, mention.entry.kind, nearest, asked.sent, pair)
    if where in ("left", "right"):
        tie = find_ties(people, mention, part, asked.position, asked.phrase)
    else:
        tie = (f"away:{kind}",) if asked.scenes and name not in asked.scenes and name != asked.guests else ()
    together = ("together",) if pair and (asked.both or _is_mixed(people, mention)) else ()
    broad = ("broad",) if mention.entry.kind == "region" and (where not in ("left", "right") or asked.placed) else ()
    desk = ("desk",) if part in _DATELINES and _is_from_afar(people) else ()
    return own, tie, together, broad, desk, expectation(people, asked.guests, name, part)


@once
def _is_from_afar(people: People) -> bool:
    """Tell whether the text leaves the nation of its dateline for others: the reporter sits elsewhere."""
    named = [(owner_name(people, mention), people.parts[mention.first]) for mention in people.owners]
    desk = {name for name, part in named if part in _DATELINES}
    told = [(name, part) for name, part in named if part not in _DATELINES]
    return all(name not in desk for name, _ in told) and any(part not in _OTHERS for _, part in told)


def _is_mixed(people: People, last: Mention) -> bool:
    """Tell "a joint Kenyan and Haitian force" by the word before its nations, of which ``last`` is the second."""
    return not _MIXED.isdisjoint(people.reading.low[max(0, last.first - _MIXED_REACH) : last.first])


def _with_pairs(names: Sequence[Named]) -> Iterator[tuple[Mention, str]]:
    """Each mention with its group, and once more with the two that it and the one before it make."""
    for number, (mention, name, pair) in enumerate(names):
        yield mention, name
        if number and pair:
            yield mention, pair


def _nearest(people: People, where: str, names: Sequence[Named]) -> Mention | None:
    """The name nearest to the figure in its sentence, leaving out those who strike or help."""
    if where not in ("left", "right"):
        return None
    ordered = reversed(names) if where == "left" else names
    return next((mention for mention, _, _ in ordered if people.parts[mention.first] not in _ACTORS), None)


@once
def named_owners(people: People) -> list[list[Named]]:
    """Return the names of each sentence that can own people, each with the group it stands for."""
    return [list(_named(people, row)) for row in people.mentions_by_sentence]


def _named(people: People, row: Sequence[Mention]) -> Iterator[Named]:
    """A state is its nation's where the sentence names that too: "Canadian police ... in Manitoba"."""
    nations = {mention.entry.nation for mention in row if mention.entry.kind == "nation"}
    before: Mention | None = None
    for mention in row:
        name, pair = owner_name(people, mention), None
        if mention.entry.kind == "place" and mention.entry.nation in nations:
            name = mention.entry.nation
        if before and people.reading.low[before.last : mention.first] in _JOINS:
            first = owner_name(people, before)
            pair = f"{first} and {name}" if first != name else None
        yield Named(mention, name, pair)
        before = mention


@once
def _all_named(people: People) -> list[Named]:
    return list(chain.from_iterable(named_owners(people)))


def _names_around(people: People, position: int) -> Iterator[tuple[str, Sequence[Named]]]:
    rows, here = named_owners(people), people.reading.sentence_of[position]
    names = _all_named(people)
    first, last = people.reading.window(position)
    begin, middle, end = (bisect_left(people.owner_places, k) for k in (first, position, last))
    yield "left", names[max(begin, middle - _NEAR) : middle]
    yield "right", names[middle : min(end, middle + _NEAR)]
    for back, where in _BACK.items():
        if back <= here:
            yield where, rows[here - back][-_FAR:]
    if here > 0:
        yield "first", rows[0][:_FAR]
    if here + 1 < len(rows):
        yield "next", rows[here + 1][:_FAR]


@cache
def _own_features(where: str, part: str, kind: str, entry: str, nearest: bool, sent: bool, pair: bool) -> Features:
    """What a name's place in the text and part in its sentence say; a small table, worked out once."""
    features = [where, part, f"{where}:{part}", f"{part}:{kind}", entry]
    if nearest:
        features.append(f"nearest:{part}")
    return (*features, *([f"deployed:{part}"] if sent else []), *(["pair"] if pair else []))


def _shared_features(asked: _Asked, name: str) -> Features:
    """What speaks for a name wherever it stands: the figure before counted them, the text is full of them."""
    troops, scene = _totals(asked.people)
    if asked.before is None or asked.before.name != name:
        return _shared_table(asked.kind, name == troops, name == scene)
    return _shared_table(asked.kind, name == troops, name == scene, asked.before.kind, _reach(asked, asked.before))


def _reach(asked: _Asked, before: Remembered) -> str:
    """How far back an earlier figure stands, or that the sentence turns to what was long ago."""
    here, there = (asked.people.reading.sentence_of[figure.position] for figure in (asked, before))
    return (
        "here" if here == there else "past" if is_past(asked.people, here) else "next" if here - there == 1 else "far"
    )


@cache
def _shared_table(
    kind: str, most_troops: bool, most_scene: bool, before: str | None = None, reach: str = ""
) -> Features:
    """``before`` is the kind of the noun of an earlier figure that counted the same people."""
    told = (f"most troops:{kind}",) * most_troops + (f"most scene:{kind}",) * most_scene
    return (*told, "as before", f"as before:{before}:{kind}", f"as before:{reach}") if before else told


def _civilian_features(asked: _Asked, bombed: bool, continued: bool) -> Iterator[str]:
    """What tells that people were killed as bystanders of a war: strikes on towns, a figure before that did."""
    yield from ("civilians", f"civilians:{asked.kind}")
    if asked.kind != "military" and bombed:
        yield "civilians:bombed"
    if continued:
        yield from ("as before", "civilians:as before")
        before = asked.people.reading.window(asked.position)[0]
        if asked.scenes and asked.scenes.isdisjoint(_scenes_before(asked.people, before)):
            yield "civilians:elsewhere"


def _scenes_before(people: People, first: int) -> set[str]:
    """The nations in which, or against which, the text told of harm before a word."""
    told = (m for row in people.mentions_by_sentence for m in row if m.first < first)
    return {owner_name(people, m) for m in told if people.parts[m.first] in ("scene", "struck", "event", "troops")}


@once
def _is_bombed(people: People) -> bool:
    """Whether one army strikes the other's towns and no soldiers are counted: the dead are then civilians."""
    parts = {(people.parts[first], mention.entry.nation) for first, mention in people.reading.mentions.items()}
    wars = people.reading.lexicon.wars
    struck = any(("attack", one) in parts and ("scene", other) in parts for one, other in wars)
    return struck and _SOLDIERS.isdisjoint(people.reading.low)


@once
def is_flight(people: People) -> bool:
    """Tell whether the text tells of an air crash: those on board are of many nations."""
    return "crash" in people.reading.low and not _FLIGHTS.isdisjoint(people.reading.low)


@once
def _totals(people: People) -> tuple[str | None, str | None]:
    """The name whose fighters, and the name whose scenes the text speaks of most."""
    troops: Counter[str] = Counter()
    scene: Counter[str] = Counter()
    for mention in people.owners:
        part = people.parts[mention.first]
        if part in FIGHTERS:
            troops[owner_name(people, mention)] += 1
        elif part in ("scene", "event", "struck"):
            scene[owner_name(people, mention)] += 1
    return top(troops), top(scene)
