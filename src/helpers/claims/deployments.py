"""Clauses to deployments: what tells that those counted were sent, or that they are somewhere in strength.

Being somewhere needs no verb of its own: "There are 8,000 of them in the region", "a force of 900".
"""

import re
from collections.abc import Iterator, Sequence

from helpers.claims.clauses import Clause
from helpers.claims.links import Before
from helpers.claims.surroundings import counted, counts_fighters, find_fighters, names_nobody
from helpers.claims.templates import is_whole

_FORCE_OF = re.compile(
    r"\b(?:force|group|contingent|grouping|garrison|units?|battalions?|brigades?|corps|mission|wave|detachment|column"
    r"|company|deployment|presence|reinforcements?) of$"
)
_NUMBER_OF_FIGHTERS = re.compile(r"Fo[djxXPma]{0,5}W[^;:QDVINAT]{0,28}?[RBG@t][RBGatbimdj@]*$")
_FORCE = r"\b(?:force|contingent|grouping|garrison|mission|detachment|deployment|troops|soldiers|presence)\b"
_FORCE_IS = re.compile(
    rf"{_FORCE}(?: \w+){{0,6}} (?:numbers?|numbered|totals?|totalled|reach(?:es|ed)?"
    r"|(?:climb|rise|rose|risen|grow|grew|swell|increase)\w* to)$"
    r"|\b(?:put|cut|reduc|trim|rais|boost|expand|increas|bring|brought)\w*(?: \w+){1,4} "
    rf"{_FORCE}(?: [\w,]+){{0,3}} (?:from|to|at)$"
)
_UNIT_IS = re.compile(r"\b(?:a|each|per) (?:battalion|brigade|regiment|division|company|platoon|corps)\b(?!.* of$)")
_HAS = re.compile(
    r"\b(?:has|have|had|keeps?|kept|fields?|comprises?|comprised|consists? of|consisted of"
    r"|involved|involves|involving)$"
)
_ARMY_HAS = re.compile(r"\b(?:army|military|armed forces)(?: \w+){0,2} (?:has|have|had|numbers?|numbered|of)$")
_THERE_ARE = re.compile(r"\bthere (?:are|were|is)$")
_TELLS_STRENGTH = re.compile(  # the last words of the patterns above
    r"of|to|at|by|from|means?|is|are|were|ha[sd]|have|keeps?|kept|fields?|comprise[sd]?|involve[sd]?|involving"
    r"|number(?:s|ed)?|total(?:s|led)?|reach(?:es|ed)?"
)
_AT_A_PLACE = "[i@](?=[djXi@]|x{1,2}X)"  # not "in line"
_PRESENT = re.compile(
    rf"[mjxXuo]{{0,4}}W(?:[iR][djxX]{{1,3}})?(?:(?:,[^,;:.]{{1,12}},)?[^;:.,Q]{{0,6}}?[Ba]+)?{_AT_A_PLACE}"
    rf"|op[Ba]*{_AT_A_PLACE}|[BG]+{_AT_A_PLACE}"
)
_NOWHERE = frozenset(["from", "against", "over", "during", "through", "out", "off", "between", "among", "into"])
_CITIZENS = frozenset(["nationals", "citizens"])
_NATIONALS = re.compile(r"[mjxXuod]{0,4}(P)")
_NATIONALS_PRESENT = re.compile(r"[mjxXuo]{0,4}(P)[BGatdmj]*[i@]")
_AT_WORK = re.compile(r"[mdjxXuyPao-]{0,5}W[^;:.,Q]{0,3}?a?Ba?(?=.)")
_OF_THEM = re.compile(r"op")


def find_deployments(clause: Clause, at: int, before: Before, direct: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield what speaks for a deployment of those counted; ``direct`` are the templates that fit."""
    cues, whom = "cue" if clause.cues else "no cue", name_whom(clause, at, before)
    yield "deployed"
    if not before.forces:
        yield f"deployed, no forces in the text, before {counted(clause, at)}"
        yield "deployed, no forces in the text"
    if "deployed" in clause.cues:
        yield "deployed, cue in sentence"
    if any(outcome == "deployed" for _, outcome in direct):
        yield f"sent, {whom}{'' if before.forces else ', no forces in the text'}"
    yield from _in_strength(clause, at, before, cues)
    yield from _told_before(before, f"{whom}, {cues}")
    yield from _of_a_force(clause, at, whom, cues)
    if is_whole(clause, at) and clause.counts[at].value not in before.values:
        yield f"deployed, 5 of the 20, {whom}"


def name_whom(clause: Clause, at: int, before: Before) -> str:
    """Name the kind of those counted: fighters, nationals, others, or nobody named after fighters."""
    if counts_fighters(clause, at):
        return "fighters"
    if before.fighters and names_nobody(clause, at):
        return "after fighters"
    match = _NATIONALS.match(clause.letters, at + 1, at + 7)
    if match and (clause.words[match.start(1)][0].isupper() or clause.words[match.start(1)] in _CITIZENS):
        return "nationals"
    return f"before {counted(clause, at)}"


def _in_strength(clause: Clause, at: int, before: Before, cues: str) -> Iterator[str]:
    """Where those counted are, and what they do there."""
    letters, present = clause.letters, _is_present(clause, at)
    if (noun := find_fighters(clause, at)) is not None:
        yield f"deployed, {'men' if clause.words[noun].lower() == 'men' else 'fighters'}"
        if letters[at - 1 : at] == "w":
            yield "deployed, with 20 fighters"
        if _is_at_work(clause, at):
            yield "deployed, fighters at work"
        if present:
            yield "deployed, present somewhere"
            yield f"deployed, present somewhere, {cues}"
    elif _OF_THEM.match(letters, at + 1):
        known = "told" if "deployed" in before.told else "not told"
        yield f"deployed, of them, {known}"
        if present:
            yield f"deployed, of them, present somewhere, {known}, {cues}"
    elif before.forces and (match := _NATIONALS_PRESENT.match(letters, at + 1, at + 14)):
        if clause.words[match.start(1)][:1].isupper():
            yield "deployed, nationals somewhere"
            yield f"deployed, nationals somewhere, {cues}"
    elif present:
        yield f"deployed, present, nobody named, {cues}"
        if before.fighters:
            yield "deployed, present, after fighters"


def _told_before(before: Before, whom: str) -> Iterator[str]:
    """Earlier deployments in the sentence or the last one, and anywhere in the text."""
    if before.last == "deployed" or any(outcome == "deployed" for _, outcome in before.here):
        yield f"deployed before, {whom}"
    if "deployed" in before.told:
        yield f"deployed before in the text, {whom}"


def _is_present(clause: Clause, at: int) -> bool:
    """Tell "20 soldiers from Chad in the hills" from "20 soldiers from Chad", "20 soldiers in line for soup"."""
    match = _PRESENT.match(clause.letters, at + 1, at + 18)
    return match is not None and clause.words[match.end() - 1].lower() not in _NOWHERE


def _is_at_work(clause: Clause, at: int) -> bool:
    """Tell "hundreds of rescuers are digging", "2,000 police were guarding the route"."""
    match = _AT_WORK.match(clause.letters, at + 1, at + 14)
    return match is not None and clause.words[match.end()].endswith("ing")


def _of_a_force(clause: Clause, at: int, whom: str, cues: str) -> Iterator[str]:
    """What the words next to a figure tell of a force: "20 strong", "the army has 20", "there are 20"."""
    if "strong" in clause.words[at + 1 : at + 3]:
        yield f"20 strong, {'fighters' if 'W' in clause.letters[max(0, at - 8) : at + 5] else 'no fighters'}"
    if not at or not _TELLS_STRENGTH.fullmatch(clause.words[at - 1].lower()):
        return
    opening = " ".join(clause.words[max(0, at - 8) : at]).lower()
    if _UNIT_IS.search(opening):
        yield "a battalion has 20"
    if _FORCE_IS.search(opening) or _NUMBER_OF_FIGHTERS.search(clause.letters, max(0, at - 40), at):
        yield "the force numbers 20"
    if _ARMY_HAS.search(opening):
        yield f"the army has 20, {'somewhere' if _is_present(clause, at) else 'in all'}"
    if _HAS.search(opening):
        yield f"has 20, {whom}, {cues}"
    if _THERE_ARE.search(opening):
        yield f"there are 20, {whom}"
    if _FORCE_OF.search(opening):
        yield f"force of 20, {'others' if counts_fighters(clause, at) is False else 'fighters'}"
