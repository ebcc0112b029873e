"""The part each name plays in its sentence: whose troops, where it happened, who attacked, who speaks."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Protocol, TypeVar

from helpers.people.attributions import find_attributions
from helpers.people.lexicon import word_list
from helpers.people.mentions import Mention, Reading
from helpers.people.sayings import Attribution

_REACH = 3
_STOPS = word_list("name_ends")
_STRIKING_BACK = frozenset(["answered", "bombarded", "fired", "launched", "responded", "retaliated"])
_HELPING = word_list("helping")
_STRIKES = (
    ["strikes"],
    ["strike"],
    ["airstrikes"],
    ["airstrike"],
    ["attacks"],
    ["attack"],
    ["raid"],
    ["raids"],
    ["shelling"],
)
_GENITIVE = ("'s", "'")
_TELLERS = word_list("outlet_nouns") | word_list("papers")
_NUMBERS = word_list("numbers")
T = TypeVar("T")
P = TypeVar("P", bound="Placed")
_AFTER_PASSIVE = word_list("after_passive")
_REPELLING = frozenset(["repelled", "repels", "repulsed", "repulses", "foiled", "thwarted", "rebuffed"])
_DRIVING_OFF = (
    ["beat", "back"],
    ["beats", "back"],
    ["fought", "off"],
    ["fended", "off"],
    ["drove", "back"],
    ["pushed", "back"],
)
_SUFFERING = frozenset(["have", "has", "had", "suffered", "lost", "sustained", "took"])
_STAFFS = (["staff"], ["intelligence"], ["command"], ["chief"], ["chiefs"])  # "the Chadian General Staff"
_CASUALTIES = frozenset(["casualties", "losses", "dead", "fatalities"])
_PLACE_REACH = 7  # words of "in the border region" before a verb
_VEHICLES = frozenset(
    ["plane", "flight", "jet", "airliner", "helicopter", "ship", "vessel", "tanker", "trawler", "ferry", "boat"]
)
_SEATED = word_list("seated")
_FIRING = (["fire", "on"], ["fire", "at"], ["fired", "on"], ["fired", "at"], ["open", "fire"], ["opened", "fire"])
_HEDGED = (["at", "least"], ["at", "most"])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_AMONG = (["were", "among"], ["was", "among"], ["are", "among"], ["is", "among"], ["among", "them"])
_EXAMPLES = word_list("examples")
_RAIDERS = word_list("raiders")
_CLAUSE_OPENINGS = frozenset(["-", "—", "–", "a", "an", "the"])
_SENDING = frozenset(["sent", "send", "sends", "sending", "dispatched", "provided"])  # aid as well as soldiers
_DATELINE = 12  # words in which a dateline ends
_GIVING = word_list("giving")
_FORCE_REACH = 7  # words after "sent" among which a force is looked for
_COMPOUND = re.compile(
    r"-(?:based|backed|led|run|made|installed|held|supplied|trained|born|style|brokered|funded|linked|allied)$"
)


class Placed(Protocol):
    """What was decided of a number."""

    @property
    def position(self) -> int:
        """The word that the number stands at."""


def once(work: "Callable[[People], T]") -> "Callable[[People], T]":
    """Return ``work`` such that it is done the first time only that a text is asked for its result."""

    @wraps(work)
    def known(people: People) -> T:
        made = people.known
        if work not in made:
            made[work] = work(people)
        result: T = made[work]
        return result

    return known


def in_turn(decide: "Callable[[People], Iterator[P]]") -> "Callable[[People, int], list[P]]":
    """Return ``decide``, which goes from number to number, such that it goes no further than the word asked about."""
    begun = once(lambda people: (list[P](), decide(people)))

    def decided(people: People, position: int) -> list[P]:
        found, rest = begun(people)
        while not (found and found[-1].position >= position) and (following := next(rest, None)):
            found.append(following)
        return found

    return decided


@dataclass(frozen=True, eq=False, slots=True)
class People:
    """One text read for its people.

    ``expected`` are the groups of the collection the text belongs to, the one it is about first; ``attributions`` are
    those of each sentence, ``parts`` what each name does, by its first word. ``owners`` are the names that can own
    people: nations, armed groups and places; ``owner_places`` are their first words.
    """

    reading: Reading
    expected: tuple[str, ...]
    attributions: list[list[Attribution]]
    parts: dict[int, str]
    mentions_by_sentence: list[list[Mention]]
    owners: list[Mention]
    owner_places: list[int]
    known: dict[Any, Any] = field(default_factory=dict, repr=False)

    def mentions_between(self, first: int, last: int) -> list[Mention]:
        """The names between two words that can own people."""
        return self.owners[bisect_left(self.owner_places, first) : bisect_left(self.owner_places, last)]


def find_people(reading: Reading, expected: tuple[str, ...] = ()) -> People:
    """Return the people of a text, with the part that each of its names plays."""
    attributions = [find_attributions(reading, first, last) for first, last in reading.bounds]
    spans = [span for found in attributions for item in found for span in (item.source, *item.relays)]
    parts = _Parts(reading, {k for span in spans for k in range(span.first, span.last)})
    played = {first: parts.part(mention) for first, mention in reading.mentions.items()}
    rows: list[list[Mention]] = [[] for _ in reading.bounds]
    for first, mention in reading.mentions.items():
        if mention.entry.kind in ("nation", "region", "armed", "place"):
            rows[reading.sentence_of[first]].append(mention)
    owners = [mention for row in rows for mention in row]
    return People(reading, expected, attributions, played, rows, owners, [mention.first for mention in owners])


@dataclass(frozen=True, eq=False, slots=True)
class _Parts:
    """The parts of names in a text; ``speaking`` are the words that name who speaks."""

    reading: Reading
    speaking: set[int]

    def part(self, mention: Mention) -> str:
        """Return the part that a name plays."""
        if self._is_dateline(mention):
            return "dateline"
        if self._is_based(mention):
            return "based"
        if self.reading.low[mention.last : mention.last + 2] in _AMONG:
            return "example"
        placed = self._part_before(mention)
        if self.reading.low[max(0, mention.first - 1) : mention.first] and (
            self.reading.low[mention.first - 1] in _HELPING and mention.first not in self.speaking
        ):
            return "beside"
        named = mention.entry.form != "adjective"
        if placed == "example":
            return placed
        near = self.reading.low[max(0, mention.first - 1) : mention.first]
        if named and near != ["in"] and self.reading.low[mention.last : mention.last + 1] in (["lost"], ["suffered"]):
            return "loser"  # "In the clashes Laos lost 14 men", but not "units in Laos lost 14 men"
        if self._claims_attack(mention):
            return "harmer"
        if self._is_repelled(mention):
            return "struck"
        if placed in ("scene", "from", "beside", "harmer") and named and not self._is_genitive(mention):
            return "attack" if self.reading.low[mention.last : mention.last + 1] in _STRIKES else placed
        if part := self._part_after(mention) or placed:
            return part
        if mention.entry.form == "people":
            return "people"
        return "speaks" if mention.first in self.speaking else "other"

    def _is_dateline(self, mention: Mention) -> bool:
        """Tell whether a name in capitals opens the text: "BANGKOK - ..."."""
        reading = self.reading
        shouted = reading.text[reading.starts[mention.first] : reading.ends[mention.last - 1]].isupper()
        following = reading.words[mention.last : mention.last + 1]
        return (
            mention.entry.form in ("capital", "name")
            and shouted
            and len(mention.entry.name) > 3
            and following not in ([], ["'s"])
            and (following[0] in ("-", "—", "–", ":", ",", "(") and mention.first < 30)
        )

    def _is_based(self, mention: Mention) -> bool:
        """Tell the country of a dateline: "IZMIR, Turkey - ...": the reporter is where it happened."""
        reading, first = self.reading, mention.first
        town = reading.text[reading.starts[first - 2] : reading.ends[first - 2]] if 1 < first < _DATELINE else ""
        following = reading.words[mention.last : mention.last + 1]
        return town.isupper() and reading.words[first - 1] == "," and following in (["-"], ["—"], ["–"], ["("])

    def _part_after(self, mention: Mention) -> str | None:
        """The part that the words after a name tell: "X troops", "X's losses", "X attacks", "X lost"."""
        reading, k = self.reading, mention.last
        if (
            "-" in reading.words[k - 1]
            and reading.words[k - 1].islower() is False
            and _COMPOUND.search(reading.low[k - 1])
        ):
            return "backer"
        genitive, say = self._is_genitive(mention), self.reading.lexicon.words["say_verbs"]
        k += genitive
        for j in range(k, min(k + _REACH, len(reading.low))):
            low = reading.low[j]
            if low in _STOPS or low in _CLAUSE_OPENINGS or low in say:
                break
            if part := self._noun_part(low, mention, j):
                return part
        if mention.entry.form != "adjective" and not genitive:
            return self._verb_part(k)
        return "owner" if genitive and mention.first not in self.speaking else None

    def _noun_part(self, low: str, mention: Mention, j: int) -> str | None:
        words = self.reading.lexicon.words
        if mention.first in self.speaking and j in self.speaking:
            return "speaks"
        if low in words["military"]:
            if self.reading.low[j + 1 : j + 2] in _STAFFS:
                return "title"
            if self._harms(j + 1):
                return "harmer"
            return "loser" if self._suffers(j + 1) else "troops"
        if low in words["losses"] and not (j == mention.last and self._is_verb_of_harm(mention, j)):
            return "losses"
        if low in words["attacks"]:
            return "attack"
        if low in words["civil"]:
            return "civil"
        if low in _VEHICLES and mention.entry.form == "adjective":
            return "vehicle"  # "a Chadian plane" may crash anywhere
        if low in words["events"]:
            return "event"
        if mention.entry.form == "adjective" and low in _TELLERS:
            return "speaks"
        forces = self.reading.low[j + 1 : j + 2]  # "Ukrainian Defence Forces", not "Ukrainian Defence Minister"
        acts = low == "first" and (forces == [] or forces[0] in words["losing"] or forces[0] in words["harming"])
        return "title" if low in words["titles"] and words["military"].isdisjoint(forces) and not acts else None

    def _is_verb_of_harm(self, mention: Mention, k: int) -> bool:
        """Tell "Chad killed 12" from "the Chadian killed" and from "Chadians killed in action"."""
        return mention.entry.form != "adjective" and self._harms(k)

    def _is_genitive(self, mention: Mention) -> bool:
        return self.reading.low[mention.last : mention.last + 1] in (["'s"], ["'"])

    def _harms(self, k: int) -> bool:
        """Tell whether a verb of harm follows and people after it: "Israeli forces killed six"."""
        low, words = self.reading.low, self.reading.lexicon.words
        while k < len(low) and low[k] in words["between_verbs"] and low[k] not in _BE:
            k += 1
        if low[k : k + 2] in _FIRING:
            return True
        people = low[k + 1 : k + 2] != [] and (low[k + 1] not in _AFTER_PASSIVE or low[k + 1 : k + 3] in _HEDGED)
        return people and low[k] in words["harming"]

    def _claims_attack(self, mention: Mention) -> bool:
        """Tell whether a group takes an attack upon itself: "ETA claimed a bombing that killed 20"."""
        low, words = self.reading.low, self.reading.lexicon.words
        following = low[mention.last + 1 : mention.last + 1 + _REACH]
        if low[mention.last : mention.last + 1] not in (["claimed"], ["claims"]):
            return False
        attacks = words["attacks"] | words["harming"] | {"responsibility"}
        return not attacks.isdisjoint(following)

    def _is_repelled(self, mention: Mention) -> bool:
        """Tell whether a group was driven off: "troops beat back a Chadian assault"."""
        low, k = self.reading.low, mention.first
        k -= k > 0 and low[k - 1] in ("a", "an", "the", "another")
        return low[max(0, k - 2) : k] in _DRIVING_OFF or (k > 0 and low[k - 1] in _REPELLING)

    def _suffers(self, k: int) -> bool:
        """Tell whether a verb of loss follows and a number: "Chadian forces have suffered more than 40"."""
        low = self.reading.low
        if low[k : k + 1] in (["in"], ["near"], ["around"], ["at"]):
            k = next((j for j in range(k + 2, min(k + _PLACE_REACH, len(low))) if low[j] in _SUFFERING), k)
        k += low[k : k + 1] in (["have"], ["has"], ["had"])
        if low[k : k + 1] in (["taken"], ["took"], ["take"]):
            return not _CASUALTIES.isdisjoint(low[k + 1 : k + _PLACE_REACH])
        return low[k : k + 1] in (["suffered"], ["lost"], ["sustained"], ["suffer"], ["lose"])

    def _verb_part(self, k: int) -> str | None:
        reading, words = self.reading, self.reading.lexicon.words
        if reading.low[k : k + 1] == ["and"] and (joined := reading.mentions.get(k + 1)):
            k = joined.last
        if reading.low[k : k + 2] == [",", "which"]:
            k += 2
        while (
            k < len(reading.low) and reading.low[k] in words["between_verbs"] and reading.low[k] not in ("had", "has")
        ):
            k += 1
        low = reading.low[k] if k < len(reading.low) else ""
        if low in words["harming"] and reading.low[k - 1] in _BE:
            return "struck"
        if (
            low in ("had", "has", "have")
            and k + 1 < len(reading.low)
            and (reading.low[k + 1] in words["losing"] or reading.low[k + 1] in words["harming"])
        ):
            low = reading.low[k + 1]
        if low in words["losing"]:
            return "loser" if low not in _SENDING or self._has_force(k + 1) else "sender"
        return "harmer" if low in words["harming"] or low in _STRIKING_BACK else None

    def _has_force(self, k: int) -> bool:
        """Tell whether people are sent ("sent 300 troops") and not planes or pumps."""
        following = self.reading.low[k : k + _FORCE_REACH]
        following = following[: following.index(".")] if "." in following else following
        military = self.reading.lexicon.words["military"]
        return any(word in military or self._counts(k + i) for i, word in enumerate(following))

    def _part_before(self, mention: Mention) -> str | None:
        """The part that the words before a name tell: "in X", "from X", "against X", "hit X"."""
        reading, words, k = self.reading, self.reading.lexicon.words, mention.first - 1
        while (
            k >= 0
            and mention.first - k < 5
            and (reading.low[k] in words["regions"] or reading.low[k] in words["events"] or k in reading.covered)
        ):
            k -= 1
        low = reading.low[k] if k >= 0 else ""
        if mention.first in self.speaking:
            return "speaks"
        if low == "in" and reading.low[k - 1] == "based":
            return "from"
        if low in ("in", "at") and self._is_seat(k):
            return "speaks"
        if low in words["harming"] and mention.entry.form in ("adjective", "people"):
            return "struck"
        if low in words["scenes"] or (low == "," and self._is_after_town(k)):
            return "scene"
        if low in _GIVING and self._counts(mention.last):
            return "beside"  # "sent Chad 300 soldiers"
        if low == "from":
            return "harmer" if reading.low[k - 1] in _RAIDERS else "from"
        if low == "and" and k - 1 in reading.covered and reading.covered[k - 1].entry.form != "adjective":
            joined = self._part_before(reading.covered[k - 1])
            return joined if joined in ("scene", "from", "beside") else None
        if low in words["beside"]:
            return "beside"
        if low[:1].isdigit():  # "including 40 Danes"
            low = reading.low[k - 1]
        if low in _EXAMPLES or (low in ("them", "whom") and reading.low[k - 1] == "of"):
            return "example"
        return "struck" if low in words["harming"] else None

    def _counts(self, k: int) -> bool:
        """Tell whether a number stands at a word."""
        following = self.reading.low[k : k + 1]
        return following != [] and (following[0][0].isdigit() or following[0] in _NUMBERS)

    def _is_seat(self, k: int) -> bool:
        """Tell whether "in" at a word follows an institution, which has its seat there: "the Red Cross in Geneva"."""
        reading = self.reading
        k -= 3 if reading.low[k - 1] == ")" else 0
        before = reading.covered.get(k - 1)
        if before is None:
            return reading.low[k - 1] in _SEATED
        return before.entry.kind in ("body", "outlet")

    def _is_after_town(self, comma: int) -> bool:
        """Tell whether a town stands before the comma of its country: "at a school in Winnenden, Germany"."""
        reading, k = self.reading, comma - 1
        while k >= 0 and comma - k <= _REACH and reading.words[k][:1].isupper():
            k -= 1
        return 0 <= k < comma - 1 and reading.low[k] in reading.lexicon.words["scenes"]
