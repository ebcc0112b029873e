"""Clauses to surroundings: what stands right around a figure, in a few groups."""

import re

from helpers.claims.clauses import Clause, once
from helpers.claims.lexicon import CUES

_REACH = 26
_NEXT = re.compile(r"[mjad]*([^mjad]|$)")
_GROUPS = {
    **{letter: letter for letter in "PWHyuxXQo"},
    **dict.fromkeys(CUES, "cue"),
    **dict.fromkeys("BG", "B"),
    **dict.fromkeys("KLCzv", "verb"),
}
_GROUPS |= dict.fromkeys(",;:.)&|-", ",") | {"": "end"}
_FIGHTERS = re.compile(r"(?:[jxXP]{1,3}(?:,[jxXP]{1,2})?&)?[mdjxXuyPa-]{0,5}W")
_VERB_PLACES = 6
_BEFORE_VERB = frozenset("mjxXPWuya0")
_MOVED = frozenset(["came", "fell", "went", "stood", "rose", "hit", "put", "gave"])
_HAD = frozenset(["had", "has", "have"])
_HELPING = re.compile(r"[BGat]*")
_OF_PEOPLE = re.compile(r"o[mjxXPWuyH]")
_WHO_THEY_ARE = re.compile(
    r"(?:(?:of (?:them|those|these)|others?|more) )?(?:have |had )?"
    r"(?:(?:came|come|hailed) from|served|worked|lived|belonged|studied|taught"
    r"|(?:were|was|are|have|had|has|could) (?:\w+ ){0,3}?(?:named|identified))\b"
)
_ARE_PEOPLE = re.compile(r"(?:o[ph])?B[djxX]{0,2}[PWy](?=[,.;&]|$)")
_FOUND = re.compile(
    r"(?:of (?:them|those) )?(?:have|has|had|were|was) (?:\w+ )?(?:been )?(?:found|located|traced|reached)\b"
    r"(?! (?:dead|lifeless|shot|drowned|murdered|wounded|injured))"
)
_SEGMENT = re.compile(r"[^Q;:.,&]*")


def has_cue(letters: str) -> bool:
    """Tell whether a word among these tells what happened."""
    return not CUES.isdisjoint(letters)


def counted(clause: Clause, at: int) -> str:
    """Name what follows a figure, adjectives aside: a letter of the clause or a group of letters."""
    return next_letters(clause, at)[0]


@once
def next_letters(clause: Clause, at: int) -> tuple[str, str]:
    """Return what follows a figure, and the letter after that."""
    following = _NEXT.match(clause.letters, at + 1)
    if not following:
        return "end", ""
    after = clause.letters[following.end() : following.end() + 1]
    if following[1] == "o" and after in ("p", "h"):
        return "of them", after
    return _GROUPS.get(following[1], "i"), after


@once
def find_fighters(clause: Clause, at: int) -> int | None:
    """Return the place of the noun counted when it is one of fighters."""
    match = _FIGHTERS.match(clause.letters, at + 1, at + 10)
    return match.end() - 1 if match else None


def counts_fighters(clause: Clause, at: int) -> bool | None:
    """Tell whether the noun counted is one of fighters; None where a figure has no noun of its own."""
    if find_fighters(clause, at) is not None:
        return True
    return False if counted(clause, at) in ("P", "H", "y", "u", "x", "X") else None


def names_nobody(clause: Clause, at: int) -> bool:
    """Tell whether a figure has no noun of its own: "By noon it was 20", "of them 20 died"."""
    return counts_fighters(clause, at) is None


def counts_victims(clause: Clause, at: int) -> bool:
    """Tell "20 victims" and "20 more victims"."""
    return "victims" in clause.words[at + 1 : at + 3]


@once
def own_cue(clause: Clause, at: int) -> str:
    """Tell whether a figure has a cue of its own before the next figure, comma or "and"."""
    segment = _SEGMENT.match(clause.letters, at + 1, at + 1 + _REACH)
    return "own cue" if segment and has_cue(segment[0]) else "no own cue"


@once
def tells_who(clause: Clause, at: int) -> bool:
    """Tell "20 of them came from Uruguay", "20 were women", "20 have been named" from what they did or suffered."""
    if _ARE_PEOPLE.match(clause.letters, at + 1, at + 8):
        return True
    return bool(_WHO_THEY_ARE.match(" ".join(clause.words[at + 1 : at + 8]).lower()))


def tells_found(clause: Clause, at: int) -> bool:
    """Tell "20 have been found" from "20 were found dead"."""
    return bool(_FOUND.match(" ".join(clause.words[at + 1 : at + 8]).lower()))


@once
def find_deed(clause: Clause, at: int) -> str | None:
    """Name what those counted do themselves, if it is nothing that is looked for.

    "20 reached the coast" they do, "20 diplomats told AFP" they say, "20 had tickets" they have.
    """
    start = at + 2 if _OF_PEOPLE.match(clause.letters, at + 1) else at + 1  # "dozens of villagers applied"
    for place in range(start, min(start + _VERB_PLACES - 1, len(clause.letters))):
        letter, word = clause.letters[place], clause.words[place].lower()
        if letter == "z" or (word == "said" and clause.letters[place + 1 : place + 2] != "t"):
            return "say"
        if letter == "B":
            return _deed_of_helping_verb(clause, place)
        if _is_verb(letter, word) and clause.letters[place + 1 : place + 2] not in ("P", "W", "y", "u", "H"):
            return "do"
        if letter not in _BEFORE_VERB:
            return None
    return None


@once
def is_done_to(clause: Clause, at: int) -> bool:
    """Tell whether something that is not looked for is done to those counted: "paid 20", "had met with 20"."""
    place = at - 1
    while place >= 0 and clause.letters[place] in "dmaitw@":
        place -= 1
    if place < 0:
        return False
    letter, word = clause.letters[place], clause.words[place].lower()
    return _is_verb(letter, word) or (letter == "B" and word in _HAD)


def _is_verb(letter: str, word: str) -> bool:
    return letter == "v" or (letter in "xR" and word.endswith("ed")) or (letter == "R" and word in _MOVED)


def _deed_of_helping_verb(clause: Clause, place: int) -> str | None:
    """Tell "20 had tickets" and "20 were given tickets" from "20 were nurses" and "20 had been found"."""
    helping = _HELPING.match(clause.letters, place)
    verb = helping.end() if helping else place
    letter, word = clause.letters[verb : verb + 1], " ".join(clause.words[verb : verb + 1]).lower()
    if letter == "v" or (letter == "x" and word.endswith(("ed", "ing"))):
        return "have done"
    return "have" if verb == place + 1 and clause.words[place].lower() in _HAD and letter not in CUES else None
