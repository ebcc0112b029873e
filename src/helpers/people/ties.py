"""What ties a name to the figure in whose sentence it stands: "Germany (1,686", "30,000 in Turkey", "32 of its men"."""

from bisect import bisect_left
from itertools import pairwise

from helpers.people.figures import counted_groups
from helpers.people.lexicon import word_list
from helpers.people.mentions import Mention
from helpers.people.parts import People
from helpers.people.phrases import OWN, Counted
from helpers.people.ranking import Features

SCENES = frozenset(["scene", "event", "based", "dateline"])
_LABEL_REACH = 6  # words between a name and the figure it stands for
_ITSELF = frozenset(["it", "they"])
_HEDGES = word_list("hedges")
_UNSAYING = _HEDGES | {"has", "have", "had"}
_OWN_REACH = 2  # words between "its" and the number: "its roughly 400 troops"
_TROOPS_REACH = 12  # words from "its troops" to the number
_OWN_VERBS = word_list("own_verbs")
_LABELS = frozenset(["(", ":", "-", ",", "with", "had", "has"]) | _OWN_VERBS
_OF_THEM = (["of", "them"], ["of", "whom"], ["of", "those"], ["of", "these"])
_FOLLOWS = (["in"], ["in", "the"], ["from"], ["across"])
_BREAKS = frozenset([",", ";", "and", ":", "(", "as", "after", "when", "while"])


def find_ties(people: People, mention: Mention, part: str, position: int, phrase: Counted) -> Features:
    """What ties a name to the figure: "Germany (1,686 ...", "30,000 in Turkey", "Cuba says 32 of its citizens"."""
    low = people.reading.low
    if mention.first >= phrase.last:
        regions = people.reading.lexicon.words["regions"] - {"the"}
        between = [word for word in low[phrase.last : mention.first] if word not in regions]
        follows = part in ("scene", "from") and _follows(between) and not _counted_before(people, position)
        return ("follows",) if follows else ()
    if mention.last > position:
        return ()
    if part == "scene" and people.reading.window(position)[0] >= mention.first - 2:
        return ("opens",)
    label = ("label",) if is_label(people, mention, position) else ()
    if _is_own(people, mention, position, phrase):
        return (*label, f"own:{part}")
    return label


def is_label(people: People, mention: Mention, position: int) -> bool:
    """Tell whether a figure follows a name at once: "Germany (1,686 ...", "Peru with about 40"."""
    low, part = people.reading.low, people.parts[mention.first]
    if (
        not 0 <= position - mention.last < _LABEL_REACH
        or part == "dateline"
        or low[position + 1 : position + 3] in _OF_THEM
    ):
        return False
    if low[mention.last] == "at" and low[mention.last + 1] not in ("least", "most"):
        return False
    if low[mention.last] == "as" and low[mention.last + 1] not in ("many", "much"):
        return False  # "140 dead in Peru as 17 are missing"
    between = [word for word in low[mention.last : position] if word not in _HEDGES and not word.isdigit()]
    if between and between[-1] in _OWN_VERBS:  # "Chilean forces have lost 12"
        words = people.reading.lexicon.words
        passed = words["military"] | words["titles"] | _UNSAYING
        between = [word for word in between if word not in passed]
    if (between == [","] or not _OWN_VERBS.isdisjoint(between)) and (part in SCENES or part in ("from", "beside")):
        return False
    if part == "beside" and between in ([], [":"]):
        return False  # "sent Chad 300 soldiers"
    return not between or (len(between) == 1 and between[0] in _LABELS)


def _is_own(people: People, mention: Mention, position: int, phrase: Counted) -> bool:
    """Whether a name speaks of its own people: "six of its men", "all its 40 troops", "it had sent 300"."""
    low, words = people.reading.low, people.reading.lexicon.words
    if not OWN.isdisjoint(low[max(mention.last, position - _OWN_REACH) : phrase.last]):
        return True
    between = low[max(mention.last, position - _TROOPS_REACH) : position]
    if phrase.kind == "military" and any(a in OWN and b in words["military"] for a, b in pairwise(between)):
        return True  # "Chile said its troops came under fire and two soldiers died"
    near = low[max(mention.last, position - _LABEL_REACH) : position]
    return any(word in words["losing"] for word in near) and not _ITSELF.isdisjoint(near)


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
