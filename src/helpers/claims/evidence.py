"""Clauses to evidence: what speaks for and against each measure around one figure."""

import re
from collections.abc import Iterator

from helpers.claims.clauses import Clause
from helpers.claims.deployments import find_deployments, name_whom
from helpers.claims.lexicon import CUES, OTHER
from helpers.claims.links import HARM, Before, find_links
from helpers.claims.surroundings import (
    counted,
    counts_fighters,
    counts_victims,
    find_deed,
    is_done_to,
    names_nobody,
    next_letters,
    own_cue,
    tells_who,
)
from helpers.claims.templates import find_templates, first_after, is_direct, is_whole
from helpers.claims.types import MEASURES

OUTCOMES = (*MEASURES, OTHER)
Evidence = list[tuple[str, str]]  # (feature, outcome it speaks for)

_FARTHEST = 12
_THINGS = re.compile(
    r"[mjxXPWAD]{0,4}?(H)(?![PWHuy])|(?:o[dmp]?Q?)?(?!&)[mjxXAD&]{0,4}?[uHxX]?(H)(?![PWHuy])|[mjx]{0,2}x(F)(?!o)"
)
_PEOPLE = re.compile(r"[mjxXAD]{0,3}?[PWuy](?![PWHuy]|[xXj]{1,2}H)")
_PLACES = re.compile(r"[i@]Q[jx]?u(?![PWy])")
_SIZE_OR_RATIO = re.compile(
    r"\b(?:army|armies|military|population|country|nation|city|town|village|community|province|region|state|audience"
    r"|crowd|line|queue|throng|procession|congregation|staff|workforce|strength|electorate|cast|crew|class) of"
    r"(?: (?:about|some|more than|over|nearly|around))?$"
    r"|\b(?:group|party|team|crowd|convoy|crew|congregation) numbered$|\bratio\b|\bfor every\b|\ball but$"
)
_PEOPLE_OF_A_YEAR = re.compile(r"[mjxX]{0,2}[PWyB]|[AD]")
_HOLD = frozenset(["hold", "holds", "holding", "held"])
_FREE = frozenset(
    [
        *("free", "frees", "freed", "freeing", "release", "releases", "released", "releasing"),
        *("exchanged", "swapped", "returned", "repatriated", "handed", "received", "got"),
    ]
)
_GRAVELY = frozenset(["seriously", "critically", "severely", "gravely", "badly", "lightly", "slightly", "mortally"])
_SPEAKS = frozenset(["said", "says", "say", "told", "citing", "quoting", "quoted", "according"])
_SPEAKERS = re.compile(
    r"(?:[^\W\d_][\w.'-]* ){0,2}(?:officials|witnesses|sources|lawmakers|diplomats|analysts|experts|reporters"
    r"|journalists|ministers|groups)\b"
)
_MODALS = frozenset(["can", "could", "may", "might", "must", "should", "would", "will"])
_WHO = re.compile(r"[mjxXPWuy]{1,5}h")
_KIN_OF_THE_DEAD = re.compile(r"[mjxXPWuy&]{1,5}od[mj]*Q?[DAN]")
_ORDER = frozenset(["first", "last", "next", "past"])
_AVERT = frozenset(
    ["avert", "averted", "cut", "cuts", "prevent", "prevented", "prevents", "save", "saved", "saves", "saving"]
)
_SETTLED = frozenset(["established", "clarified", "cleared", "settled", "known", "decided", "undecided"])
_REMEMBERED = frozenset(["buried", "buries", "portraits", "Portraits", "photographs", "photos"])
_SIZES = ((10, "units"), (100, "tens"), (1000, "hundreds"), (10**6, "thousands"))
_OWN_FIGURE = re.compile(r"[VD][dma]*Q")


def find_evidence(clause: Clause, at: int, before: Before) -> Evidence:
    """Return what speaks for each outcome of the figure at letter ``at``."""
    if _is_no_count_of_people(clause, at):
        return [("none, things", OTHER)]
    who_were_harmed = before.latest in HARM and tells_who(clause, at)
    templates = [] if who_were_harmed else list(find_templates(clause, at))
    direct = [(name, outcome) for name, outcome in templates if is_direct(name)]
    before_what = counted(clause, at)
    return [
        *templates,
        *((f"{name}, before {before_what}", outcome) for name, outcome in direct),
        *_nearest(clause, at, "right", bool(direct)),
        *_nearest(clause, at, "left", bool(direct)),
        *find_links(clause, at, before, {outcome for _, outcome in direct}),
        *[(name, OTHER) for name in _reasons_against(clause, at, before)],
        *[(name, "deployed") for name in find_deployments(clause, at, before, direct)],
        *_lost(clause, at, templates, before),
        *_victims(clause, at, before),
        *_gravely_hurt(clause, at),
        *_remembered(clause, at),
        *_captives(clause, at, before, direct),
    ]


def _is_no_count_of_people(clause: Clause, at: int) -> bool:
    return counts_things(clause.letters, at) or _is_year(clause, at) or _is_size_or_ratio(clause, at)


def counts_things(letters: str, at: int) -> bool:
    """Tell whether the noun counted is no person: "40 zombies", "two dead batteries", "in seven prefectures"."""
    if _PEOPLE.match(letters, at + 1, at + 8):
        return bool(_PLACES.match(letters, max(0, at - 1), at + 4))
    return bool(_THINGS.match(letters, at + 1, at + 8))


def _is_size_or_ratio(clause: Clause, at: int) -> bool:
    """Tell "an army of 1.3 million", "the ratio of losses is 6 to 1", "all but one"."""
    before = " ".join(clause.words[max(0, at - 9) : at]).lower()
    return bool(_SIZE_OR_RATIO.search(before))


def _is_year(clause: Clause, at: int) -> bool:
    """Tell "their 2020 killing" and "a 2012 murder" from "2020 people"."""
    count = clause.counts[at]
    year = 1900 <= count.value <= 2100 and "," not in count.figure and any(char.isdigit() for char in count.figure)
    return year and not _PEOPLE_OF_A_YEAR.match(clause.letters, at + 1, at + 5)


def _nearest(clause: Clause, at: int, side: str, direct: bool) -> Iterator[tuple[str, str]]:
    """The nearest cue on one side, by what lies between."""
    letters, crossed = clause.letters, ""
    places = range(first_after(clause, at), len(letters)) if side == "right" else range(at - 1, -1, -1)
    for place in places[:_FARTHEST]:
        letter = letters[place]
        if letter in CUES:
            measure = clause.parts[place].measure or OTHER
            name = (
                f"{side} cue{' beyond ' + crossed if crossed else ''}{', told already' if crossed and direct else ''}"
            )
            if side == "right" and letter == "V":
                name = "right cue, its object behind it"
            elif side == "right" and letter == "D" and letters[place - 1] == "h":
                name = "right cue, done by those counted"
            elif side == "right" and _is_of_another_noun(clause, place):
                name = "right cue of another noun"
            elif side == "right" and not direct and is_whole(clause, at):
                name = "right cue of a part"
            elif side == "right" and _OWN_FIGURE.match(letters, place):
                name += " of the next figure"
            yield name, measure
            if measure == "deployed":
                yield f"sent: {clause.words[place].lower()}", measure
            if measure in ("deployed", OTHER):
                yield f"{name} | {measure}", measure
            return
        if letter in ";:.":
            return
        if letter == "Q":
            crossed = "Q"
        elif letter in ",&s" and not crossed:
            crossed = ","
        elif letter == "h" and side == "left" and not crossed:
            crossed = "who"


def _is_of_another_noun(clause: Clause, place: int) -> bool:
    """Tell "thousands in missing wages" and "20 friends of the victims" from "thousands missing"."""
    letters = clause.letters
    if letters[place] not in "DA":
        of_victims = clause.words[place].lower() == "of" and letters[place - 1] != "Q"
        return letters[place] == "N" and (of_victims or letters[place + 1 : place + 2] in ("u", "H"))
    following = letters[place + 1 : place + 2]
    return following in ("u", "H", "F") or (following == "x" and letters[place - 1] in "i@d")


def _reasons_against(clause: Clause, at: int, before: Before) -> Iterator[str]:
    """What speaks against any measure: the thing counted, how the figure is written, what the text is about."""
    yield f"none, {before.topic} text"
    count = clause.counts[at]
    group, after = next_letters(clause, at)
    yield "none"
    yield f"none, before {group}"
    if group in ("u", "x"):
        yield f"none, before {group}{after if after in 'PWHyuxX' else 'cue' if after in CUES else ''}"
    if not clause.cues:
        yield "none, no cue in sentence"
        yield f"none, no cue, before {group}"
    else:
        yield "none, other cue only" if clause.cues == {OTHER} else "none, some cue"
    if count.value <= 2:
        yield f"none, {'one' if count.value == 1 else 'two'}, before {group}"
    if names_nobody(clause, at):
        told = "told before" if before.told else "first"
        yield f"none, nobody named, {told}, {'cue' if clause.cues else 'no cue'}"
        yield f"none, nobody named, {told}, {_size(count.value)}"
    yield from _named_numbers(clause, at, group)
    if count.modifier != "exact":
        yield "none, hedged"
    yield from _reasons_before(clause, at)
    yield from _reasons_after(clause, at)


def _size(value: int) -> str:
    return next((size for limit, size in _SIZES if value < limit), "millions")


def _reasons_after(clause: Clause, at: int) -> Iterator[str]:
    """What those counted do themselves, and who they are."""
    if _SPEAKERS.match(" ".join(clause.words[at + 1 : at + 4]).lower()):
        speak = not _SPEAKS.isdisjoint(word.lower() for word in clause.words[max(0, at - 2) : at + 10])
        yield f"none, 20 officials{' said' if speak else ''}"
    if deed := find_deed(clause, at):
        yield f"none, 20 {deed}, {own_cue(clause, at)}"
    elif is_done_to(clause, at):
        yield f"none, done to 20, {own_cue(clause, at)}"
    if clause.letters[at + 1 : at + 3] == "op" and clause.words[at + 2].lower() == "us":
        yield "none, 20 of us"
    if clause.counts[at].value == 1 and clause.letters[at + 1 : at + 4] == "opX":
        yield "none, one of them Name"
    if _KIN_OF_THE_DEAD.match(clause.letters, at + 1):
        yield "none, 20 relatives of the dead"


def _named_numbers(clause: Clause, at: int, group: str) -> Iterator[str]:
    """Numbers that are names, "Python 3", and "one" for anybody, "one can"."""
    if clause.counts[at].value == 1 and clause.words[at + 1 : at + 2] and clause.words[at + 1].lower() in _MODALS:
        yield "none, one can"
    if clause.counts[at].value == 1 and clause.letters[at + 1 : at + 3] == "od":
        yield "none, one of the"
    if at and clause.letters[at - 1] == "X" and clause.words[at][0].isdigit():
        yield f"none, Name 20, before {group}"
        if clause.letters[at - 2 : at - 1] == "d":
            yield "none, the Name 20"


def _reasons_before(clause: Clause, at: int) -> Iterator[str]:
    letters = clause.letters
    if is_whole(clause, at):
        yield "none, 5 of the 20"
    if letters[at - 2 : at] in ("u,", "H,") and letters[at + 1 : at + 3] in ("op", "oh"):
        yield "none, things, 20 of them"
    if letters[max(0, at - 2) : at] in ("H:", "H,", "H-") and not counts_fighters(clause, at):
        yield "none, things: 20"
    before = letters[at - 1 : at]
    if before == "d":
        yield "none, the 20"
        if _WHO.match(letters, at + 1, at + 8):
            yield "none, the 20 who"
    if before == "o" and clause.words[at - 2 : at - 1] == ["out"]:
        yield "none, out of 20"
    if at and clause.words[at - 1].lower() in _ORDER:
        yield "none, first 20"
    if at and clause.words[at - 1].lower() in _AVERT:
        yield "none, averted 20"
    if at and clause.parts[at - 1].measure == "missing" and not _SETTLED.isdisjoint(clause.words[at + 1 : at + 8]):
        yield "none, fate of 20 settled"
    if before in ("i", "@") and letters[at - 2 : at - 1] not in ("R", "F"):
        yield "none, in 20"


def _victims(clause: Clause, at: int, before: Before) -> Iterator[tuple[str, str]]:
    """Victims are the dead, unless the text tells of play or trade."""
    if counts_victims(clause, at):
        yield f"20 victims, {before.topic} text", "killed"


def _gravely_hurt(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """Those who are only said to be "seriously" or "critically" are hurt: "30 were wounded, 12 seriously"."""
    if " ".join(clause.words[at + 1 : at + 2]).lower() in _GRAVELY:
        yield "20 seriously", "wounded"


def _remembered(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """Victims who are buried and soldiers whose portraits hang somewhere are dead."""
    words = clause.words[max(0, at - 3) : at]
    whom = "victims" if counts_victims(clause, at) else counts_fighters(clause, at) and "fighters"
    if whom is not False and not _REMEMBERED.isdisjoint(words):
        yield f"{next(word for word in words if word in _REMEMBERED)} 20 {whom or 'of'}", "killed"


def _captives(clause: Clause, at: int, before: Before, direct: Evidence) -> Iterator[tuple[str, str]]:
    """Prisoners are those of war where the text names forces; who is held or, after a capture, freed is a captive."""
    words = [word.lower() for word in clause.words[max(0, at - 2) : at + 9]]
    here = min(2, at)
    forces = "forces" if before.forces else "no forces"
    told = any(outcome != OTHER for _, outcome in direct)
    if not told and "prisoners" in words[here + 1 : here + 4]:
        yield f"20 prisoners, {forces} in the text", "captured"
    if not _HOLD.isdisjoint(words[:here]):
        yield f"holds 20, before {counted(clause, at)}, {forces}", "captured"
    known = "captured" in before.told or "captured" in clause.cues
    captives = "captives" if known else "captives named" if before.captives else "no captives"
    if not _HOLD.isdisjoint(words[here + 1 :]):
        yield f"20 held, {name_whom(clause, at, before)}", "captured"
        yield f"20 held, {captives} in the text", "captured"
    if not _FREE.isdisjoint(words):
        yield f"20 freed, {captives} in the text", "captured"
        yield f"20 freed, {captives} in the text, {'fighters' if counts_fighters(clause, at) else 'others'}", "captured"
    if words[:here] and words[here - 1] in ("took", "taking", "takes"):
        yield f"took 20, before {counted(clause, at)}, {forces}", "captured"


def _lost(clause: Clause, at: int, templates: Evidence, before: Before) -> Iterator[tuple[str, str]]:
    """Where no forces are named, "the island has lost 20" means dead; after "120 men" it means men."""
    if any(name.startswith(("lost ", "20 lost")) for name, _ in templates):
        if not before.forces:
            yield "lost, no forces in the text", "killed"
        elif before.fighters and names_nobody(clause, at):
            yield "lost, after fighters", "casualties"
