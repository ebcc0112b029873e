"""Those a figure may count, each with what speaks for it: the part its name plays, where it stands, earlier figures."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from helpers.people.figures import Remembered, counted_groups, owner_name
from helpers.people.kinds import boat_people
from helpers.people.mentions import Mention
from helpers.people.parts import People
from helpers.people.phrases import Counted
from helpers.people.ranking import Features
from helpers.people.sides import expectation, find_guests, find_strikers, noun_kind, own_scenes, own_sides, top
from helpers.people.ties import find_ties

_BACK = {1: "back1", 2: "back2", 3: "back2", 4: "back4", 5: "back4", 6: "back4"}  # sentences before, by how far
_NEAR = 6  # names looked at on each side of the figure in its sentence
_FAR = 4  # names looked at in another sentence
_MEMORY = 12  # earlier figures looked at
_SOLDIERS = frozenset(["soldiers", "troops", "servicemen", "soldier"])
_MIXED = frozenset(["joint", "combined", "mixed"])
_BOTH = frozenset(
    [
        ("two", "countries"),
        ("both", "countries"),
        ("two", "nations"),
        ("both", "nations"),
        ("two", "neighbours"),
        ("two", "neighbors"),
        ("both", "sides"),
        ("two", "sides"),
        ("taken", "together"),
    ]
)
_MIXED_REACH = 5  # words from "joint" to the second nation
_FLIGHTS = frozenset(["flight", "plane", "airliner", "boeing", "airbus", "airline"])
_JOINS = (["and"], ["-"], ["and", "the"], ["and", "its"])
_TOWN_SPEAKERS = frozenset(["governor", "mayor", "governors", "local", "regional"])
_DATELINES = frozenset(["dateline", "based"])
_OTHERS = frozenset(["attack", "harmer", "sender", "backer", "beside"])  # who may be abroad in news of a place
_ACTORS = frozenset(["attack", "harmer", "sender", "example", "backer"])
Candidate = tuple[str | None, tuple[Features, ...]]


class Named(NamedTuple):
    """A name with the group it stands for, and the two groups it makes with the name it is joined to by "and"."""

    mention: Mention
    group: str
    pair: str | None


@dataclass(frozen=True)
class _Asked:
    """A figure whose group is asked for, with what its sentence tells of the sides."""

    people: People
    position: int
    phrase: Counted
    sent: bool  # counts people sent, not harmed
    before: Remembered | None

    @cached_property
    def kind(self) -> str:
        return noun_kind(self.phrase)

    @cached_property
    def previous(self) -> str | None:
        return self.before.name if self.before else None

    @cached_property
    def scenes(self) -> set[str]:
        return own_scenes(self.people, self.position)

    @cached_property
    def sides(self) -> set[str]:
        return own_sides(self.people, self.position)

    @cached_property
    def strikers(self) -> set[str]:
        return find_strikers(self.people, self.position)

    @cached_property
    def placed(self) -> bool:
        """Whether the sentence names a nation or place that is no mere example."""
        here = self.people.mentions_between(*self.people.reading.window(self.position))
        return any(
            mention.entry.kind in ("nation", "place") and self.people.parts[mention.first] != "example"
            for mention in here
        )

    @cached_property
    def guests(self) -> str | None:
        return find_guests(self.people, self.position, self.phrase)

    @cached_property
    def earlier(self) -> list[str]:
        """The groups that the numbers before the figure name themselves."""
        counted = counted_groups(self.people)
        at = bisect_left(counted, self.position, key=lambda item: item[0])
        return [group for _, group in counted[max(0, at - _MEMORY) : at]]

    @cached_property
    def both(self) -> bool:
        """Whether the sentence speaks of "the two countries" or of all "taken together"."""
        low = self.people.reading.low
        first, last = self.people.reading.window(self.position)
        return any(tuple(low[k : k + 2]) in _BOTH for k in range(first, last))


def group_candidates(
    people: People, position: int, phrase: Counted, measure: str | None, before: Remembered | None
) -> list[Candidate]:
    """Return those the figure at a word may count: nobody in particular first, then every name around.

    ``before`` is whom the figure before counted.
    """
    asked = _Asked(people, position, phrase, measure == "deployed", before)
    return [_nobody(asked), *_kinds(asked), *_owners(asked)]


def _nobody(asked: _Asked) -> Candidate:
    mixed = ("nobody:flight",) if is_flight(asked.people) else ()
    return None, (("nobody", f"nobody:{asked.kind}", f"nobody:{asked.before is not None}"), mixed)


def _kinds(asked: _Asked) -> Iterator[Candidate]:
    """Kinds of people that no name owns: civilians of a war, migrants of a boat."""
    previous, bombed = asked.previous, asked.people.once("bombed", _is_bombed)
    if previous and (previous == "civilians" or previous.endswith(" civilians")):
        yield previous, (tuple(_civilian_features(asked, True)),)
    elif asked.kind != "military" and bombed:
        yield "civilians", (tuple(_civilian_features(asked, False)),)
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
    previous = asked.previous if asked.previous and not asked.previous.endswith("civilians") else None
    for far in dict.fromkeys((previous, asked.guests)):
        if far and far not in shared:
            expected = expectation(asked.people, asked.guests, far, "far", asked.kind)
            yield far, (("far",), _shared_features(asked, far), expected)


def _mention_features(asked: _Asked, where: str, mention: Mention, name: str, nearest: bool) -> tuple[Features, ...]:
    """What speaks for one mention of a name: its part and place, what ties it to the figure, the sides it is on."""
    people, kind, pair = asked.people, asked.kind, " and " in name
    part = people.parts[mention.first]
    own = _own_features(where, part, kind, mention.entry.kind, nearest, asked.sent, pair)
    if where in ("left", "right"):
        tie = find_ties(people, mention, part, asked.position, asked.phrase)
    else:
        tie = (f"away:{kind}",) if asked.scenes and name not in asked.scenes | {asked.guests} else ()
    told = {
        "outdated": name == asked.previous and asked.sides and name not in asked.sides,
        "together": pair and (asked.both or _is_mixed(people, mention)),
        "strikes": name in asked.strikers,
        "broad": mention.entry.kind == "region" and (where not in ("left", "right") or asked.placed),
        "desk": part in _DATELINES and people.once("from afar", _is_from_afar),
    }
    sides = tuple(feature for feature, true in told.items() if true)
    return own, tie, sides, expectation(people, asked.guests, name, part, kind)


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


def named_owners(people: People) -> list[list[Named]]:
    """Return the names of each sentence that can own people, each with the group it stands for."""
    return people.once("named", lambda people: [list(_named(people, row)) for row in people.mentions_by_sentence])


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


def _names_around(people: People, position: int) -> Iterator[tuple[str, Sequence[Named]]]:
    rows, here = named_owners(people), people.reading.sentence_of[position]
    names = people.once("all named", lambda people: list(chain.from_iterable(rows)))
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
        yield ("next" if here else "body"), rows[here + 1][:_FAR]


@cache
def _own_features(where: str, part: str, kind: str, entry: str, nearest: bool, sent: bool, pair: bool) -> Features:
    """What a name's place in the text and part in its sentence say; a small table, worked out once."""
    features = [where, part, f"{where}:{part}", f"{part}:{kind}", entry]
    if nearest:
        features += [f"nearest:{where}", f"nearest:{part}"]
    return (*features, *([f"deployed:{part}"] if sent else []), *(["pair"] if pair else []))


def _shared_features(asked: _Asked, name: str) -> Features:
    """What speaks for a name wherever it stands: earlier figures counted the same people, the text is full of them."""
    tops = tuple(total for total, top in asked.people.once("totals", _totals).items() if top == name)
    earlier = asked.earlier
    told = {
        "counted": name in earlier,
        "counted last": earlier[-1:] == [name],
        "counted alone": set(earlier) == {name},
    }
    same = _sameness(asked, asked.before) if asked.before and asked.before.name == name else ()
    return _shared_table(asked.kind, tops, tuple(text for text, true in told.items() if true)) + same


@cache
def _shared_table(kind: str, tops: Features, told: Features) -> Features:
    return tuple([f"{total}:{kind}" for total in tops] + [text for name in told for text in (name, f"{name}:{kind}")])


def _sameness(asked: _Asked, before: Remembered) -> Features:
    """How likely a figure goes on counting those of an earlier one: how far back that stands, how alike its noun."""
    reading, kind = asked.people.reading, asked.kind
    back = reading.sentence_of[asked.position] - reading.sentence_of[before.position]
    reach = "here" if back == 0 else "next" if back == 1 else "far"
    return ("as before", f"as before:{kind}", f"as before:{reach}", f"as before:{before.kind}:{kind}")


def _civilian_features(asked: _Asked, continued: bool) -> Iterator[str]:
    """What tells that people were killed as bystanders of a war: strikes on a town, told by those who run it."""
    people, kind = asked.people, asked.kind
    first, last = people.reading.window(asked.position)
    here = people.mentions_between(first, last)
    parts = {people.parts[mention.first] for mention in here}
    yield from ("civilians", f"civilians:{kind}")
    yield from (f"civilians:{part}" for part in ("attack", "troops", "scene", "harmer") if part in parts)
    if any(mention.entry.kind == "place" for mention in here):
        yield "civilians:town"
    if kind != "military" and people.once("bombed", _is_bombed):
        yield "civilians:bombed"
    if not _TOWN_SPEAKERS.isdisjoint(people.reading.low[first:last]):
        yield "civilians:told by town"
    if continued:
        yield from ("as before", "civilians:as before", f"as before:{kind}")
        if asked.scenes and asked.scenes.isdisjoint(_scenes_before(people, first)):
            yield "civilians:elsewhere"


def _scenes_before(people: People, first: int) -> set[str]:
    """The nations in which, or against which, the text told of harm before a word."""
    told = (m for row in people.mentions_by_sentence for m in row if m.first < first)
    return {owner_name(people, m) for m in told if people.parts[m.first] in ("scene", "struck", "event", "troops")}


def _is_bombed(people: People) -> bool:
    """Whether one army strikes the other's towns and no soldiers are counted: the dead are then civilians."""
    parts = {(people.parts[first], mention.entry.nation) for first, mention in people.reading.mentions.items()}
    wars = people.reading.lexicon.wars
    struck = any(("attack", one) in parts and ("scene", other) in parts for one, other in wars)
    return struck and _SOLDIERS.isdisjoint(people.reading.low)


def is_flight(people: People) -> bool:
    """Tell whether the text tells of an air crash: those on board are of many nations."""
    return people.once(
        "flight",
        lambda people: "crash" in people.reading.low and not _FLIGHTS.isdisjoint(people.reading.low),
    )


def _totals(people: People) -> dict[str, str | None]:
    """The names that the text speaks of most, by the part they play."""
    troops: Counter[str] = Counter()
    scene: Counter[str] = Counter()
    for row in people.mentions_by_sentence:
        for mention in row:
            part = people.parts[mention.first]
            if part in ("troops", "people", "losses", "loser"):
                troops[owner_name(people, mention)] += 1
            elif part in ("scene", "event", "struck"):
                scene[owner_name(people, mention)] += 1
    return {"most troops": top(troops), "most scene": top(scene)}
