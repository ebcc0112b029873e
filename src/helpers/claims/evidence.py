"""Clauses to evidence: what speaks for each measure around one figure.

Every template is a small pattern over the letters of a clause (see ``clauses``). One that matches speaks for the
measure of the word it ends on; its name is a feature of the model, shared by all measures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.claims.clauses import CUES, OTHER, Clause, Lexicon
from helpers.claims.types import MEASURES

OUTCOMES = (*MEASURES, OTHER)
REACH = 26
Evidence = list[tuple[str, str]]  # (feature, outcome it speaks for)

_NOUN = "(?:[mdjxXPWHuya0-]|of?)"
_CUE = "(?P<cue>[DAI])"

# After the figure.
RIGHT = {
    "20 dead": rf"[am]*{_CUE}",
    "20 deaths": r"[am]*(?P<cue>N)",
    "20 confirmed deaths": r"[amj]*j[amj]*(?P<cue>N)",
    "20 Kenyan deaths": r"[amjxXPW]{0,3}[xXPW][jm]?(?P<cue>N)",
    "20 people dead": rf"{_NOUN}{{0,5}}?[PWyumX]{_CUE}",
    "20 things dead": rf"{_NOUN}{{0,5}}?[xH]{_CUE}",
    "20 were killed": rf"[mj]*[BGat]*[BG][BGat]*{_CUE}",
    "20 people were killed": rf"{_NOUN}{{1,8}}?[BGat]*[BG][BGat]*{_CUE}",
    "20 people in X died": rf"{_NOUN}{{0,6}}?(?:[i@bfw]{_NOUN}{{1,6}}?){{1,2}},?[BGat]*{_CUE}",
    "20 who died": rf"{_NOUN}{{0,6}}?,?h[pxX]{{0,2}}[BGat]*{_CUE}",
    "20, of them, died": rf"{_NOUN}{{0,6}}?[,(-][^;:.]{{1,14}}?[,)-][BGat]*{_CUE}",
    "20 and 5 died": rf"{_NOUN}{{0,6}}?(?:[,&]+Q{_NOUN}{{0,6}}?){{1,3}}[BGat]*{_CUE}",
    "20 of the dead": r"o[dm]?[jG]*Q?(?P<cue>[DANI])",
    "20 of those killed": r"op[hGBa]*(?P<cue>[DAI])",
    "20 of them were killed": r"op,?[BGat]*B[BGat]*(?P<cue>[DAI])",
    "20 in number of dead": r"[dx]*[ioTN]+[dj]*(?P<cue>[TN])",
}
# Before the figure, read backwards.
LEFT = {
    "killed 20": r"[dma]*(?P<cue>[VD])",
    "killed about the 20": r"[dmjaxXo]{1,4}(?P<cue>[VD])",
    "killed 5 and 20": rf"[dma]*[&,]+{_NOUN}{{0,6}}?Q[dma]*(?P<cue>[VD])",
    "deaths of 20": r"[dmaj]*o(?P<cue>[NTDVI])",
    "deaths in X of 20": rf"[dmaj]*o{_NOUN}{{0,4}}?[i@]{{1,2}}(?P<cue>[NT])",
    "toll: 20": r"[@:,(t-]{1,2}(?P<cue>[TNAD])",
    "toll 20": r"(?P<cue>[TNA])",
    "toll rose to 20": r"[@tabdi]*[RBGaht]+[^;:.]{0,14}?(?P<cue>[TNAD])",
    "put the toll at 20": r"@[^;:.]{0,12}?(?P<cue>[TNAD])",
    "dead include 20": r"[dma]*[nRB]+(?P<cue>[TNAD])",
    "with 20 dead": r"[dma]*[wLRz]+()(?P<cue>(?!))",
}
_RIGHT = {name: re.compile(pattern) for name, pattern in RIGHT.items()}
_LEFT = {name: re.compile(pattern) for name, pattern in LEFT.items() if "(?!)" not in pattern}
_LOST = re.compile(r"[dma]*K")
_LOST_LIST = re.compile(rf"[dma]*[&,]+{_NOUN}{{0,6}}?Q[dma]*K")
_PRESENT = re.compile(r"[mjxXuo]{0,4}W[^;:.,Q]{0,6}?[Ba]+[i@]|[mjxXuo]{0,4}W[i@]|op[Ba]*[i@]|op")
_FIGHTERS = re.compile(r"[mdjxXuyPa-]{0,5}W|op")
_NEXT = re.compile(r"[mjad]*([^mjad]|$)")
_LIST_LINK = re.compile(r"[^;:.]{0,20}?[,;&(:n]+[ma]*$")


@dataclass(frozen=True)
class Before:
    """What was decided so far: outcomes of this sentence's figures, of the last sentence, and by value."""

    here: tuple[tuple[int, str], ...]
    last: str | None
    values: dict[int, str]


def find_evidence(clause: Clause, at: int, before: Before, lexicon: Lexicon) -> Evidence:
    """Return what speaks for each outcome of the figure at letter ``at``."""
    return [
        *_templates(clause, at),
        *_nearest(clause, at),
        *_lost(clause, at),
        *_inherited(clause, at, before),
        *_against(clause, at),
        *_deployment(clause, at),
    ]


def _templates(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    letters, backwards = clause.letters, clause.backwards
    for name, pattern in _RIGHT.items():
        if match := pattern.match(letters, at + 1, at + 1 + REACH):
            yield from _speaks(name, clause, match.start("cue"))
    start = len(letters) - at
    for name, pattern in _LEFT.items():
        if match := pattern.match(backwards, start, start + REACH):
            yield from _speaks(name, clause, len(letters) - 1 - match.start("cue"))


def _speaks(name: str, clause: Clause, cue: int) -> Iterator[tuple[str, str]]:
    measure = clause.parts[cue].measure
    if measure is None:
        return
    yield name, measure
    if measure in ("deployed", OTHER, "missing"):
        yield f"{name} | {measure}", measure
    elif clause.letters[cue] == "T":
        yield f"{name} | toll", measure


def _nearest(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """The nearest cue on either side, by what lies between."""
    letters = clause.letters
    for side, places in (
        ("right", range(at + 1, min(len(letters), at + 13))),
        ("left", range(at - 1, max(-1, at - 13), -1)),
    ):
        crossed = ""
        for place in places:
            letter = letters[place]
            if letter in CUES:
                measure = clause.parts[place].measure or OTHER
                yield f"{side} cue{' beyond ' + crossed if crossed else ''}", measure
                if measure in ("deployed", OTHER):
                    yield f"{side} cue{' beyond ' + crossed if crossed else ''} | {measure}", measure
                break
            if letter in ";:.":
                break
            if letter == "Q":
                crossed = "Q"
            elif letter in ",&s" and not crossed:
                crossed = ","


def _lost(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    start = len(clause.letters) - at
    if _LOST.match(clause.backwards, start, start + REACH):
        yield "lost 20", "casualties"
    elif _LOST_LIST.match(clause.backwards, start, start + REACH):
        yield "lost 5 and 20", "casualties"


def _inherited(clause: Clause, at: int, before: Before) -> Iterator[tuple[str, str]]:
    letters = clause.letters
    own = _own_cue(letters, at)
    if before.here:
        place, outcome = before.here[-1]
        between = letters[place + 1 : at][-REACH:]
        if not CUES & set(between):
            kind = (
                "including"
                if "n" in between
                else "of"
                if "o" in between and "," in between
                else "list"
                if _LIST_LINK.match(between)
                else "link"
            )
            yield f"as before, {kind}, {own}", outcome
            if letters[place + 1 : place + 2] == letters[at + 1 : at + 2]:
                yield f"as before, same next, {own}", outcome
        else:
            kind = (
                "including"
                if re.search("n[,(dma]*$", between)
                else "and"
                if re.search("[,&][dma]*$", between)
                else "far"
            )
            yield f"as before beyond a cue, {kind}, {own}", outcome
    elif before.last:
        cues = bool(CUES & set(letters))
        opening = (
            "of them"
            if letters[at + 1 : at + 3] == "op" or letters[max(0, at - 3) : at].find("op") >= 0
            else "first"
            if at <= 2
            else "later"
        )
        yield f"as in the last sentence, {opening}, {'cue' if cues else 'no cue'}, {own}", before.last
    known = before.values.get(clause.counts[at].value)
    if known:
        yield "same figure as before", known


def _own_cue(letters: str, at: int) -> str:
    """Tell whether a figure has a cue of its own before the next figure or the end of its clause."""
    rest = re.match(r"[^Q;:.]*", letters[at + 1 : at + 1 + REACH])
    segment = rest[0] if rest else ""
    return "own cue" if CUES & set(segment) else "no own cue"


def _against(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """What speaks against any measure: the thing counted, and how the figure is written."""
    letters, count = clause.letters, clause.counts[at]
    following = _NEXT.match(letters, at + 1)
    letter = following[1] if following else ""
    group = (
        letter
        if letter in "PWHyuxXQo"
        else "cue"
        if letter in CUES
        else "B"
        if letter and letter in "BG"
        else ","
        if letter in ",;:.)&|-"
        else "end"
        if not letter
        else "i"
    )
    yield "none", OTHER
    yield f"none, before {group}", OTHER
    if group in "ux" and len(letters) > at + 2 and following:
        after = letters[following.end() : following.end() + 1]
        yield f"none, before {group}{after if after in 'PWHyuxX' else 'cue' if after in CUES else ''}", OTHER
    cues = {clause.parts[i].measure for i, x in enumerate(letters[:400]) if x in CUES}
    if "K" in letters[:400]:
        cues.add("casualties")
    yield (
        ("none, no cue in sentence" if not cues else "none, other cue only" if cues == {OTHER} else "none, some cue"),
        OTHER,
    )
    if not cues and letter:
        yield f"none, no cue, before {group}", OTHER
    if count.value <= 2 and count.modifier == "exact":
        yield f"none, one or two, before {group}", OTHER
    if at and letters[at - 1] == "d":
        yield "none, the 20", OTHER
    if count.modifier == "exact" and count.figure.isdigit() and 1900 <= count.value <= 2100:
        yield "none, like a year", OTHER
    if count.modifier != "exact":
        yield "none, hedged", OTHER
    if at and letters[at - 1] in "i@":
        yield "none, in 20", OTHER


def _deployment(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    letters = clause.letters
    yield "deployed", "deployed"
    if _FIGHTERS.match(letters, at + 1, at + 10):
        yield "deployed, fighters", "deployed"
        if _PRESENT.match(letters, at + 1, at + 18):
            yield "deployed, present somewhere", "deployed"
    if "deployed" in {clause.parts[i].measure for i, x in enumerate(letters[:400]) if x in CUES}:
        yield "deployed, cue in sentence", "deployed"


def outcomes_of(evidence: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The outcomes that anything at all speaks for; none is always possible."""
    return frozenset(outcome for _, outcome in evidence) | {OTHER}
