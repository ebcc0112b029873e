"""Frames to sentences of two clauses: whatever stands beside it, a figure counts what its own clause says.

A frame is a plain clause with one number, "{number}[k] {people} drowned off {place}" (marks as in ``train``). Joined
in pairs they teach the weights, and test, what hand-picked sentences hardly can: that neighbours do not decide.
"""

from collections.abc import Iterator, Sequence

NUMBERS = (
    *("35", "at least 37", "forty-two", "nearly 1,200", "seven", "a dozen", "more than 100"),
    *("some 60", "15,000", "three", "up to 50", "dozens", "thousands"),
)
VAGUE = ("dozens", "thousands")  # these are "of" people
PEOPLE = (
    *("people", "pilgrims", "children", "migrants", "civilians", "miners"),
    *("villagers", "students", "farmers", "Palestinians", "tourists"),
)  # no fighters: of these a text may mean that they are deployed
PLACES = ("Kalba", "northern Mali", "western Russia", "Peru", "Gaza", "Lagos", "Tirana")
JOINTS = (
    *(" and ", ", while ", ", after ", ", but ", "; ", ", as ", ", and ", ". "),
    *(", officials said, adding that ", ", a day after ", ". Another report said "),
)
STEP = 47  # frames from a clause to its first partner; no divisor of their number, so that all meet in time


def compose(frames: Sequence[str], partners: int, start: int = 0) -> Iterator[str]:
    """Yield each frame joined with ``partners`` others, marked as they are; another ``start`` gives others.

    >>> next(compose(["{number}[k] {people} drowned", "{place} has {number} {people}"], 1))
    '35[k] people drowned and northern Mali has at least 37 pilgrims.'
    """
    for turn in range(start, start + partners):
        for at, frame in enumerate(frames):
            other = frames[(at + (turn + 1) * STEP) % len(frames)]
            joint = JOINTS[(at + turn) % len(JOINTS)]
            second = fill(other, at + turn + 1)
            if joint == ". ":
                second = _capitalised(second)
            yield f"{_capitalised(fill(frame, at + turn))}{joint}{second}."


def fill(frame: str, turn: int) -> str:
    """Return a frame with a number, people and a place.

    >>> fill("{number}[k] {people} died in {place}", 11), fill("the toll rose to {number}[k]", 11)
    ('dozens[k] of people died in Gaza', 'the toll rose to 250[k]')
    """
    number, people = NUMBERS[turn % len(NUMBERS)], PEOPLE[turn % len(PEOPLE)]
    if number in VAGUE:
        number, people = (number, f"of {people}") if "{people}" in frame else ("250", people)
    return frame.format(number=number, people=people, place=PLACES[turn % len(PLACES)])


def _capitalised(clause: str) -> str:
    return clause[0].upper() + clause[1:]
