"""Clauses to surroundings: what stands right around a figure, in a few groups."""

import re

from helpers.claims.clauses import Clause
from helpers.claims.lexicon import CUES

_REACH = 26
_NEXT = re.compile(r"[mjad]*([^mjad]|$)")
_GROUPS = {
    **{letter: letter for letter in "PWHyuxXQo"},
    **dict.fromkeys(CUES, "cue"),
    **dict.fromkeys("BG", "B"),
    **dict.fromkeys("KLCz", "verb"),
}
_GROUPS |= dict.fromkeys(",;:.)&|-", ",") | {"": "end"}
_FIGHTERS = re.compile(r"[mdjxXuyPa-]{0,5}W")
_SEGMENT = re.compile(r"[^Q;:.,&]*")


def has_cue(letters: str) -> bool:
    """Tell whether a word among these tells what happened."""
    return not CUES.isdisjoint(letters)


def counted(clause: Clause, at: int) -> str:
    """Name what follows a figure, adjectives aside: a letter of the clause, "cue", "B", "," or "end"."""
    return next_letters(clause, at)[0]


def next_letters(clause: Clause, at: int) -> tuple[str, str]:
    """Return what follows a figure, and the letter after that."""
    following = _NEXT.match(clause.letters, at + 1)
    if not following:
        return "end", ""
    return _GROUPS.get(following[1], "i"), clause.letters[following.end() : following.end() + 1]


def counts_fighters(clause: Clause, at: int) -> bool | None:
    """Tell whether the noun counted is one of fighters; None where a figure has no noun of its own."""
    if _FIGHTERS.match(clause.letters, at + 1, at + 10):
        return True
    return False if counted(clause, at) in ("P", "H", "y", "u", "x", "X") else None


def own_cue(clause: Clause, at: int) -> str:
    """Tell whether a figure has a cue of its own before the next figure, comma or "and"."""
    segment = _SEGMENT.match(clause.letters, at + 1, at + 1 + _REACH)
    return "own cue" if segment and has_cue(segment[0]) else "no own cue"
