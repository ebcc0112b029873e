"""The sides of a text: who fights abroad, who strikes, whose places and people a sentence tells of."""

from collections import Counter

from helpers.people.figures import owner_name
from helpers.people.mentions import Mention
from helpers.people.parts import People, once
from helpers.people.phrases import Counted
from helpers.people.ranking import Features
from helpers.people.ties import SCENES

FIGHTERS = frozenset(["troops", "people", "losses", "loser"])
_SENDING = frozenset(
    ["deployed", "deploy", "sent", "send", "dispatched", "deployment", "deployments", "alongside", "abroad"]
)
_RESIDENTS = frozenset(["people", "person", "persons", "inhabitants", "locals", "lives", "life", "souls"])


def find_guests(people: People, position: int, phrase: Counted) -> str | None:
    """Return the group whose fighters the text tells of abroad: they fall in places of others.

    It is the one the collection is about, if the text tells of its fighters, else the one sent or fighting abroad.
    Residents and civilians fall at home, and before a figure the sentence may tell of other fighters.
    """
    if noun_kind(phrase) in ("civil", "people"):
        return None
    guests = _sent_abroad(people)
    if people.expected and people.expected[0] in _fighters(people):
        guests = people.expected[0]
    before = people.mentions_between(people.reading.window(position)[0], position)
    last = next((mention for mention in reversed(before) if people.parts[mention.first] in FIGHTERS), None)
    return guests if last is None or owner_name(people, last) == guests else None


def noun_kind(phrase: Counted) -> str:
    """Return the kind of a counted noun: "people" die at home, "casualties" (neutral) may be soldiers."""
    return "people" if (phrase.noun or "").lower() in _RESIDENTS else phrase.kind or "bare"


def expectation(people: People, guests: str | None, name: str, part: str) -> Features:
    """Whether a name is the group fighting abroad, or the scene of its fighting.

    Of a collection the first group is counted, and the others may be but the hosts.
    """
    if guests is None:
        return ()
    if people.expected and guests == people.expected[0]:
        return ("expected",) if name == guests else ("host",) if part in SCENES and name in people.expected else ()
    return ("guest",) if name == guests else ()


@once
def _sent_abroad(people: People) -> str | None:
    """The group that the text tells most often to have fighters in a place of others, or to have sent them."""
    told: Counter[str] = Counter()
    for row in people.mentions_by_sentence:
        scenes = {owner_name(people, mention) for mention in row if people.parts[mention.first] in SCENES}
        fighters = (m for m in row if m.entry.kind == "nation" and people.parts[m.first] in FIGHTERS)
        told.update(m.entry.nation for m in fighters if scenes - {m.entry.nation} or _is_sent(people, m))
    return top(told)


def _is_sent(people: People, mention: Mention) -> bool:
    """Tell whether a word of sending stands near a name: "Kenyan troops were deployed"."""
    return not _SENDING.isdisjoint(people.reading.low[max(0, mention.first - 3) : mention.last + 6])


@once
def _fighters(people: People) -> set[str]:
    """The names whose soldiers, people or losses the text tells of."""
    mentions = (mention for row in people.mentions_by_sentence for mention in row)
    return {owner_name(people, mention) for mention in mentions if people.parts[mention.first] in FIGHTERS}


def top(counts: Counter[str]) -> str | None:
    """Return the name counted most often, the first of equals."""
    return max(counts, key=lambda name: counts[name], default=None)
