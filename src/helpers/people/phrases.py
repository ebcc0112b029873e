"""The noun phrase that a figure counts: "11,000 North Korean troops", "six of its officers", "2,000 others"."""

from typing import NamedTuple

from helpers.people.lexicon import word_list
from helpers.people.mentions import Mention, Reading

_LONGEST = 14
_MOST_UNKNOWN = 3
_LINKS = word_list("phrase_links")
_JOINS = frozenset(["and", "or", ",", "/"])
_STOPS = word_list("phrase_ends")
_ON = {
    ("on", "the", "ground"): "people on the ground",
    ("on", "board"): "people on board",
    ("aboard",): "people on board",
}
_NO_AGENTS = _STOPS | _LINKS | {"murders", "shelters", "numbers", "others", "quarters"}
_AGENTS = ("ers", "ors", "ists", "ians", "ees", "men", "auts", "ants", "naries", "ites")
_SOLDIERS = frozenset(["troops", "soldiers", "servicemen", "battalions", "brigades", "units"])
OWN = frozenset(["its", "their", "his", "our"])
_DETERMINERS = word_list("determiners")
_MISSIONS = (["mission"], ["front"], ["war"], ["campaign"], ["operation"])  # no side: "troops of the Chad mission"
_ONE_OF = [["of", whom, article] for whom in ("them", "whom", "these") for article in ("a", "an")]
_COMING = (["are", "from"], ["were", "from"], ["came", "from"], ["come", "from"])
_MOVING = word_list("moving")
_MOVING_REACH = 5  # words from "withdraw" to the noun's phrase: "withdraw more than 400"
_LOSSES = word_list("losses_of_body")


class Counted(NamedTuple):
    """Those a figure counts: the names that own them, their noun in the text's words, and its kind."""

    owners: tuple[Mention, ...]
    noun: str | None
    kind: str | None  # military | civil | neutral
    last: int


def counted_phrase(reading: Reading, position: int, end: int) -> Counted:
    """Return the phrase from word ``position``, right of a figure, that ends before word ``end``."""
    if reading.low[position : position + 3] in _ONE_OF:
        return Counted((), None, None, position + 2)  # "one of them a girl of 17"
    owners: list[Mention] = []
    limit, unknown, k = min(end, position + _LONGEST), 0, position
    while k < limit:
        low = reading.low[k]
        if (mention := reading.mentions.get(k)) and mention.entry.kind != "outlet":
            owners.append(mention)
            k = mention.last
        elif low in _LOSSES and _leads_on(reading, k + 1, limit):
            k += 1
        elif _kind(reading, k):
            return _with_noun(reading, owners, position, k, limit)
        elif low in _LINKS or (low in _JOINS and owners and k + 1 in reading.mentions):
            k += 1
        elif (
            (low in _JOINS and (owners or _begins_another(reading, k + 1, limit)))
            or low in _STOPS
            or not low[0].isalpha()
            or unknown == _MOST_UNKNOWN
        ):
            break
        else:
            unknown += 1
            k += 1
    return _without_noun(reading, owners, position, k)


def _kind(reading: Reading, k: int) -> str | None:
    low, kind = reading.low[k], reading.lexicon.kinds.get(reading.low[k])
    if kind == "military" and low not in _SOLDIERS and reading.low[k - 1] in reading.lexicon.words["civilian_makers"]:
        return "civil"
    return kind


def _begins_another(reading: Reading, k: int, limit: int) -> bool:
    """Tell whether another phrase begins: "put the dead at 100 and its wounded at 900"."""
    return k < limit and (reading.low[k] in _DETERMINERS or reading.low[k][0].isdigit() or k in reading.mentions)


def _leads_on(reading: Reading, k: int, limit: int) -> bool:
    """Tell whether a noun of people follows "wounded" in "50 wounded workers"."""
    return k < limit and (k in reading.mentions or _kind(reading, k) is not None)


def _with_noun(reading: Reading, owners: list[Mention], first: int, k: int, limit: int) -> Counted:
    kind, begin, last = _kind(reading, k), k, k + 1
    while begin > first and reading.low[begin - 1] in reading.lexicon.words["civilian_makers"]:
        begin -= 1
    while last < limit and reading.low[last] in reading.lexicon.words["heads"]:
        last += 1
    own = not OWN.isdisjoint(reading.low[first:k])  # "40 of its troops from Chad"
    moved = not _MOVING.isdisjoint(reading.low[max(0, first - _MOVING_REACH) : first])  # "withdrew 40 troops from Chad"
    if not owners and not own and not moved and last + 1 < limit and reading.low[last] in ("of", "from"):
        owners = _owners_after(reading, last + 1, min(limit, last + 5))
    if kind == "neutral" and (where := _where(reading, last)):
        return Counted((), where, "civil", last)
    if kind == "neutral" and (role := _role_told(reading, first, last, limit)) is not None:
        return Counted((), reading.low[role], "civil", role + 1)
    if kind == "neutral" and not owners and (told := _nation_told(reading, first, last)):
        owners = [told]
    return Counted(tuple(owners), reading.span_text(begin, last), kind, last)


def _nation_told(reading: Reading, first: int, last: int) -> Mention | None:
    """The people that some of the dead were: "three of the wounded are North Koreans", "two of them came from Chad"."""
    if reading.low[first : first + 1] != ["of"]:
        return None
    if reading.low[last : last + 2] in _COMING:
        return reading.mentions.get(last + 2 + (reading.low[last + 2 : last + 3] == ["the"]))
    told = reading.mentions.get(last + 1)
    return told if told and told.entry.form == "people" and reading.low[last] in ("were", "are") else None


def _role_told(reading: Reading, first: int, last: int, limit: int) -> int | None:
    """The word that tells what some of the dead were: "three of the dead were nurses"."""
    if last + 1 >= limit or reading.low[first] != "of" or reading.low[last] not in ("were", "are"):
        return None
    return next((k for k in range(last + 1, min(last + 3, limit)) if _kind(reading, k) == "civil"), None)


def _where(reading: Reading, k: int) -> str | None:
    """People told apart by where they were when it happened: "19 people on the ground"."""
    if reading.low[k : k + 1] not in (["on"], ["aboard"]):
        return None
    return next((noun for words, noun in _ON.items() if tuple(reading.low[k : k + len(words)]) == words), None)


def _owners_after(reading: Reading, k: int, limit: int) -> list[Mention]:
    """Owners named after the noun: "soldiers from North Korea", "members of Russian and North Korean units"."""
    owners: list[Mention] = []
    while k < limit and (k in reading.mentions or reading.low[k] in ("the", "and", "its", "his", "their", "both")):
        mention = reading.mentions.get(k)
        if mention and reading.low[mention.last : mention.last + 1] not in _MISSIONS:
            owners.append(mention)
        k = mention.last if mention else k + 1
    return owners


def _without_noun(reading: Reading, owners: list[Mention], first: int, last: int) -> Counted:
    """A figure whose noun no list knows: one who does something still names people ("three astronauts")."""
    if not owners and (where := _where(reading, first)):
        return Counted((), where, "civil", last)
    if not owners and (told := _nation_told(reading, first, last)):
        return Counted((told,), None, None, last)
    word = reading.words[last - 1] if last > first else ""
    if word.islower() and word.endswith(_AGENTS) and word not in _NO_AGENTS and last - 1 not in reading.covered:
        return Counted(tuple(owners), word, "civil", last)
    return Counted(tuple(owners), None, None, last)
