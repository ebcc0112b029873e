"""Those a figure may count, each with what speaks for it: the part its name plays, where it stands, earlier figures."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from helpers.people.figures import counted_groups, owner_name
from helpers.people.kinds import boat_people
from helpers.people.lexicon import word_list
from helpers.people.mentions import Mention
from helpers.people.parts import People
from helpers.people.phrases import Counted
from helpers.people.ranking import Features

_BACK = {1: "back1", 2: "back2", 3: "back2", 4: "back4", 5: "back4", 6: "back4"}  # sentences before, by how far
_NEAR = 6  # names looked at on each side of the figure in its sentence
_FAR = 4  # names looked at in another sentence
_MEMORY = 12  # earlier figures looked at
_SOLDIERS = frozenset(["soldiers", "troops", "servicemen", "soldier"])
_MIXED = frozenset(["joint", "combined", "mixed"])
_MIXED_REACH = 5  # words from "joint" to the second nation
_LABEL_REACH = 5  # words between a name and the figure it stands for
_ITSELF = frozenset(["it", "they"])
_OWNING = frozenset(
    [
        "admitted",
        "admits",
        "acknowledged",
        "acknowledges",
        "reported",
        "reports",
        "confirmed",
        "counts",
        "counted",
        "mourns",
    ]
)
_HEDGES = word_list("hedges")
_UNSAYING = _HEDGES | {"has", "have", "had"}
_OWN = frozenset(["its", "their", "his", "our"])
_LABELS = frozenset(["(", ":", "-", ",", "with", "had", "has"])
_FOLLOWS = (["in"], ["in", "the"], ["from"], ["across"])
_BREAKS = frozenset([",", ";", "and", ":", "(", "as", "after", "when", "while"])
_FLIGHTS = frozenset(["flight", "plane", "airliner", "boeing", "airbus", "airline"])
_JOINS = (["and"], ["-"], ["and", "the"], ["and", "its"])
_TOWN_SPEAKERS = frozenset(["governor", "mayor", "governors", "local", "regional"])
_ACTORS = frozenset(["attack", "harmer", "sender", "example", "backer"])
_SCENES = frozenset(["scene", "event", "based", "dateline"])
_FIGHTERS = frozenset(["troops", "people", "losses", "loser"])
_RESIDENTS = frozenset(["people", "person", "persons", "inhabitants", "locals", "lives", "life", "souls"])
Candidate = tuple[str | None, tuple[Features, ...]]


def group_candidates(
    people: People, position: int, phrase: Counted, measure: str | None, previous: str | None
) -> list[Candidate]:
    """Return those the figure at a word may count: nobody in particular first, then every name around.

    ``previous`` is whom the figure before counted.
    """
    kind = phrase.kind or "bare"
    mixed = ("nobody:flight",) if is_flight(people) else ()
    nobody = ("nobody", f"nobody:{kind}", f"nobody:{previous is not None}")
    candidates: list[Candidate] = [(None, (nobody, mixed))]
    if previous == "civilians" or (kind != "military" and people.once("bombed", _is_bombed)):
        candidates.append(("civilians", (tuple(_civilian_features(people, position, kind, previous)),)))
    if kind in ("neutral", "bare") and (afloat := boat_people(people)):
        candidates.append((afloat, ((f"afloat:{kind}",),)))
    scenes = _own_scenes(people, position)
    guests = _guests(people, position, phrase)
    sides = _own_sides(people, position)
    shared: dict[str, Features] = {}
    for where, mentions in _names_around(people, position):
        nearest = _nearest(people, where, mentions)
        for mention, name in named_pairs(people, mentions):
            if name not in shared:
                shared[name] = _shared_features(people, position, name, kind, previous)
            part = people.parts[mention.first]
            own = _own_features(
                where, part, kind, mention.entry.kind, mention is nearest, measure == "deployed", " and " in name
            )
            if where in ("left", "right"):
                beside = _beside(people, mention, part, position, phrase)
            else:
                beside = (f"away:{kind}",) if scenes and name not in scenes | {guests} else ()
            outdated = ("outdated",) if name == previous and sides and name not in sides else ()
            expected = _expectation(people, guests, name, part)
            together = ("together",) if " and " in name and _is_mixed(people, mention) else ()
            candidates.append((name, (own, beside, shared[name], expected, outdated, together)))
    if previous and previous.endswith(" civilians"):
        candidates.append((previous, (tuple(_civilian_features(people, position, kind, "civilians")),)))
    elif previous and previous not in shared and previous != "civilians":
        far = (("far",), _shared_features(people, position, previous, kind, previous))
        candidates.append((previous, (*far, _expectation(people, guests, previous, "far"))))
    if guests and guests not in shared and guests != previous:
        far = (("far",), _shared_features(people, position, guests, kind, previous))
        candidates.append((guests, (*far, _expectation(people, guests, guests, "far"))))
    return candidates


def _is_mixed(people: People, last: Mention) -> bool:
    """Tell "a joint Kenyan and Haitian force" by the word before its nations, of which ``last`` is the second."""
    return not _MIXED.isdisjoint(people.reading.low[max(0, last.first - _MIXED_REACH) : last.first])


def _guests(people: People, position: int, phrase: Counted) -> str | None:
    """Return the group the collection is about, if the text tells of its fighters: they fall in places of others.

    Residents and civilians fall at home, and before a figure the sentence may tell of other fighters.
    """
    if not people.expected or phrase.kind == "civil" or (phrase.noun or "").lower() in _RESIDENTS:
        return None
    before = people.mentions_between(people.reading.window(position)[0], position)
    fighters = [owner_name(people, mention) for mention in before if people.parts[mention.first] in _FIGHTERS]
    expected = people.expected[0]
    if fighters and fighters[-1] != expected:
        return None
    return expected if expected in people.once("fighters", _fighters) else None


def _fighters(people: People) -> set[str]:
    """The names whose soldiers, people or losses the text tells of."""
    mentions = (mention for row in people.mentions_by_sentence for mention in row)
    return {owner_name(people, mention) for mention in mentions if people.parts[mention.first] in _FIGHTERS}


def _expectation(people: People, guests: str | None, name: str, part: str) -> Features:
    """What a collection says before a text is read: its first group is counted, the others may be but the hosts."""
    if guests is None:
        return ()
    return ("expected",) if name == guests else ("host",) if part in _SCENES and name in people.expected else ()


def _nearest(people: People, where: str, mentions: Sequence[Mention]) -> Mention | None:
    """The name nearest to the figure in its sentence, leaving out those who strike or help."""
    if where not in ("left", "right"):
        return None
    ordered = reversed(mentions) if where == "left" else mentions
    return next((mention for mention in ordered if people.parts[mention.first] not in _ACTORS), None)


def named_pairs(people: People, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """Yield each mention with its name, and once more with the name it is joined to by "and".

    A state is its nation's where the sentence names that too: "Canadian police ... in Manitoba".
    """
    nations = _own_nations(people, mentions[0].first) if mentions else set()
    for number, mention in enumerate(mentions):
        name = owner_name(people, mention)
        if mention.entry.kind == "place" and mention.entry.nation in nations:
            name = mention.entry.nation
        yield mention, name
        before = mentions[number - 1]
        if number and people.reading.low[before.last : mention.first] in _JOINS and owner_name(people, before) != name:
            yield mention, f"{owner_name(people, before)} and {name}"


def _own_nations(people: People, position: int) -> set[str]:
    """The nations named in the sentence of a word."""
    row = people.mentions_by_sentence[people.reading.sentence_at(people.reading.starts[position])]
    return {mention.entry.nation for mention in row if mention.entry.kind == "nation"}


def _own_scenes(people: People, position: int) -> set[str]:
    """The places that the figure's own sentence gives: a group from elsewhere must have good reasons."""
    mentions = people.mentions_between(*people.reading.window(position))
    return {owner_name(people, mention) for mention in mentions if people.parts[mention.first] == "scene"}


def _own_sides(people: People, position: int) -> set[str]:
    """The side named last before a figure in its sentence: one that fights or loses, or that has the figure beside it.

    "Peru lost 9 men while Chadian forces lost 4"
    """
    mentions = people.mentions_between(people.reading.window(position)[0], position)
    for mention in reversed(mentions):
        if people.parts[mention.first] in _FIGHTERS or _is_label(people, mention, position):
            return {owner_name(people, mention)}
    return set()


def _names_around(people: People, position: int) -> Iterator[tuple[str, Sequence[Mention]]]:
    reading, rows = people.reading, people.mentions_by_sentence
    here = reading.sentence_at(reading.starts[position])
    near = people.mentions_between(*reading.window(position))
    middle = bisect_left(near, position, key=lambda mention: mention.first)
    yield "left", near[max(0, middle - _NEAR) : middle]
    yield "right", near[middle : middle + _NEAR]
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


def _beside(people: People, mention: Mention, part: str, position: int, phrase: Counted) -> Features:
    """What ties a name to the figure: "Germany (1,686 ...", "30,000 in Turkey", "Cuba says 32 of its citizens"."""
    low = people.reading.low
    if mention.first >= phrase.last:
        follows = part in ("scene", "from") and _follows(low[phrase.last : mention.first])
        return ("follows",) if follows and not _counted_before(people, position) else ()
    if mention.last > position:
        return ()
    if part == "scene" and people.reading.window(position)[0] >= mention.first - 2:
        return ("opens",)
    label = ("label",) if _is_label(people, mention, position) else ()
    return (*label, f"own:{part}") if _is_own(people, mention, position, phrase) else label


def _is_label(people: People, mention: Mention, position: int) -> bool:
    """Tell whether a figure follows a name at once: "Germany (1,686 ...", "Peru with about 40"."""
    low, part = people.reading.low, people.parts[mention.first]
    if not 0 <= position - mention.last < _LABEL_REACH or part == "dateline":
        return False
    if low[mention.last] == "at" and low[mention.last + 1] not in ("least", "most"):
        return False
    between = [word for word in low[mention.last : position] if word not in _HEDGES]
    if between == [","] and (part in _SCENES or part in ("from", "beside")):
        return False
    return not between or (len(between) == 1 and between[0] in _LABELS)


def _is_own(people: People, mention: Mention, position: int, phrase: Counted) -> bool:
    """Whether a name speaks of its own people: "six of its men", "it had sent 300", "Peru admitted 26 dead"."""
    low, words = people.reading.low, people.reading.lexicon.words
    if not _OWN.isdisjoint(low[position : phrase.last]):
        return True
    near = low[max(mention.last, position - _LABEL_REACH) : position]
    if any(word in words["losing"] for word in near) and not _ITSELF.isdisjoint(near):
        return True
    told = [word for word in low[mention.last : position][:_LABEL_REACH] if word not in _UNSAYING]
    return len(told) == 1 and told[0] in _OWNING and position - mention.last < _LABEL_REACH


def _counted_before(people: People, position: int) -> bool:
    """Whether a figure before in the sentence names its group: "6 Danes killed in Peru, one captured in Chile"."""
    counted, first = counted_groups(people), people.reading.window(position)[0]
    at = bisect_left(counted, position, key=lambda item: item[0])
    return at > 0 and counted[at - 1][0] >= first


def _follows(between: list[str]) -> bool:
    """Whether no more than a verb stands between a figure and "in": "22 people were killed in"."""
    if not 0 < len(between) < 6 or not _BREAKS.isdisjoint(between):
        return False
    return between in _FOLLOWS or between[-1] in ("in", "across")


def _shared_features(people: People, position: int, name: str, kind: str, previous: str | None) -> Features:
    """What speaks for a name wherever it stands: earlier figures counted the same people, the text is full of them."""
    counted = counted_groups(people)
    at = bisect_left(counted, position, key=lambda item: item[0])
    before = [other for _, other in counted[max(0, at - _MEMORY) : at]]
    tops = tuple(total for total, top in people.once("totals", _totals).items() if top == name)
    last, alone = bool(before) and before[-1] == name, set(before) == {name}
    return _shared_table(kind, tops, name == previous, name in before, last, alone)


@cache
def _shared_table(kind: str, tops: Features, as_before: bool, counted: bool, last: bool, alone: bool) -> Features:
    told = {"as before": as_before, "counted": counted, "counted last": last, "counted alone": alone}
    features = [f"{total}:{kind}" for total in tops]
    return tuple(features + [text for name, true in told.items() if true for text in (name, f"{name}:{kind}")])


def _civilian_features(people: People, position: int, kind: str, previous: str | None) -> Iterable[str]:
    """What tells that people were killed as bystanders of a war: strikes on a town, told by those who run it."""
    first, last = people.reading.window(position)
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
    if previous == "civilians":
        yield from ("as before", "civilians:as before", f"as before:{kind}")


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
    return {"most troops": _top(troops), "most scene": _top(scene)}


def _top(counts: Counter[str]) -> str | None:
    return max(counts, key=lambda name: counts[name], default=None)
