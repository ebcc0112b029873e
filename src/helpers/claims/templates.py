"""Clauses to templates: the ways in which a figure and what happened are put together.

Every template is a small pattern over the letters of a clause (see ``clauses``), named by an example. One that matches
speaks for the measure of the word it ends on; its name is a feature of the model, shared by all measures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from helpers.claims.clauses import Clause, once
from helpers.claims.lexicon import OTHER, Part
from helpers.claims.surroundings import has_cue

REACH = 26
_SERVED = "20 serving there died"
_KENYAN_DEATHS = "20 Kenyan deaths"  # but not "20 friends of the victims"

_NOUN = "(?:[mdjxXPWHuya0-]|of?)"
_CUE = "(?P<cue>[DAI])"
_WERE = "[BGat]*[BG](?:[BGat]|Gs)*(?:[xXR][,&|]+a?){0,3}"  # "were", "have been listed as", "were hit and"
_ASIDE = "(?:-[^;:.Q]{1,8}-)?"
_OF_THOSE_SENT = rf"o[dm]?[jG]*Q{_NOUN}{{0,5}}?(?:h|(?:h[BGat]*)?[DI])[^;:.Q]{{0,16}}?"

# After the figure.
RIGHT = {
    "20 dead": rf"[am]*{_CUE}(?![PWyuH])",
    "20 dead people": r"[am]*(?P<cue>[DA])[xXj]*(?=[PWy])",
    "20 deaths": r"[am]*(?P<cue>N)(?![uH])",
    "20 confirmed deaths": r"[amj]*j[amj]*(?P<cue>N)",
    _KENYAN_DEATHS: r"[amjxXPW]{0,3}[xXPW][jm]?(?P<cue>N)",
    "20 people dead": rf"{_NOUN}{{0,5}}?[PWyumX]{_CUE}",
    "20 people, killed there,": rf"{_NOUN}{{0,5}}?[PWy],{_CUE}",
    "20 things dead": rf"{_NOUN}{{0,5}}?[xH]{_CUE}",
    "20 were killed": rf"[mj]*{_WERE}{_CUE}",
    "20 people were killed": rf"{_NOUN}{{1,8}}?{_WERE}{_CUE}",
    "20 people in X died": rf"{_NOUN}{{0,6}}?(?:(?:[i@]Q?|[bfw]){_NOUN}{{1,6}}?){{1,2}},?[BGat]*{_CUE}",
    "20 who died": rf"{_NOUN}{{0,6}}?,?h[pxX]{{0,2}}(?:[BGat]*(?=[AI])|[Gat]*B[BGat]*){_CUE}",
    "20 they killed": rf"{_NOUN}{{1,6}}?h?[pX]{{1,3}}[Ba]*(?P<cue>[DV])(?!p)",
    "20, of them, died": rf"{_NOUN}{{0,6}}?(?:[i@]{_NOUN}{{1,4}}?)?[,(-][^;:.]{{1,14}}?[,)-][BGat]*{_CUE}",
    "20 aged 5 died": rf"{_NOUN}{{0,4}}?V[0x&,t]{{1,5}}[BGat]*{_CUE}",
    "20 and 5 died": rf"{_NOUN}{{0,6}}?{_ASIDE}(?:(?:[,&]+|i?w)[ma]*Q{_NOUN}{{0,6}}?){{1,3}}(?<!Q)[BGat]*{_CUE}",
    "20 including 5 died": rf"{_NOUN}{{0,6}}?n[ma]*Q{_NOUN}{{0,6}}?[BGat]*{_CUE}",
    "20 with burns": r"[mjxXPWyu]{0,3}w[jxA]{0,2}(?P<cue>N)",
    "20 of the dead": r"o[dm]?[jG]*Q?(?P<cue>[DANI])",
    "20 of the 30 died": rf"(?:{_NOUN}{{0,5}}?i)?o[dm]?[jGF]*o?Q{_NOUN}{{0,4}}?(?:[i@]{_NOUN}{{1,3}}?)?[BGat]*{_CUE}",
    "20 and a guard died": rf"{_NOUN}{{0,5}}?(?:[,&]+[dj]{_NOUN}{{1,4}}?){{1,2}}[BGat]*{_CUE}",
    "20 were found wounded": r"[mjPWXx]{0,4}?a?B[BGat]*D(?P<cue>[AD])(?![PWHyuxX])",
    "20 of the 30 sent were killed": rf"{_OF_THOSE_SENT}{_WERE}{_CUE}",
    "20 of the 30 sent became casualties": rf"{_OF_THOSE_SENT}B[BGatxX]*(?P<cue>N)",
    _SERVED: rf"{_NOUN}{{1,6}}?(?P<served>[ID])[^;:.,Q&B]{{0,8}}?(?P<cue>I|[DA](?=[.,;]|$))",
    "20 of those killed": r"o[ph][hGBa]*(?P<cue>[DAI])",
    "20 of them were killed": r"o[ph],?[BGat]*B[BGat]*(?P<cue>[DAI])",
    "20 people as missing": rf"{_NOUN}{{0,5}}?G?s(?P<cue>A)",
    "20, the number of the dead": r"d?Fo[djxXPWyuhGBa]{0,6}(?P<cue>[DAIN])",
    "20 among the dead": rf"{_NOUN}{{0,5}}?(?:&Q{_NOUN}{{0,5}}?)?B?[na]+[dm]*(?:Q{_NOUN}{{0,4}}?)?(?P<cue>[AND])",
    "20 wounded men were captured": r"[DA][jXPWuxm]{1,4}h?[BGat]*(?P<cue>[DAI])",
    "20 who fought were killed": rf"{_NOUN}{{1,6}}?[hDI][^;:.,Q&]{{0,10}}?{_WERE}{_CUE}",
}
# Before the figure, read backwards.
_SAID = "(?P<cue>[TN]|[DA](?=[doFXP&R,;:.|]|$))"
_PLAIN = "[xXPWHuyidoj0@bfws]"
LEFT = {
    "killed 20": r"[dma]*(?P<cue>[VD])",
    "killed about the 20": r"[dmjaxXo]{1,4}(?P<cue>[VD])",
    "killed 5 and 20": rf"[dma]*[&,]+{_NOUN}{{0,6}}?Q[dma]*(?P<cue>[VD])",
    "dead include 5 and 20": rf"(?:[dma]*[&,]+{_NOUN}{{0,4}}?Q){{1,3}}[dma]*[nRB]*(?P<cue>[TNA])",
    "killed a guard and 20": r"[dma]*[&,]+[jxXPWyipa]{1,6}d?(?P<cue>[VD])",
    "deaths of 20": r"(?:o[xj]d?)?[dmaj]*o(?P<cue>[NTDVI])",
    "deaths in X of 20": rf"[dmaj]*o{_NOUN}{{0,4}}?[i@]{{1,2}}(?P<cue>[NT])",
    "toll: 20": rf"[@:(t-]{{1,2}}{_SAID}",
    "toll 20": r"(?P<cue>[TNA])",
    "dead, 20": r",(?P<cue>[DAN])(?=[;:.,]|$)",
    "toll rose to 20": rf"[@tabdi]*s?[RFBGat]{{1,4}}{_SAID}",
    "toll in X rose to 20": rf"[@tabdi]*[RFBGat]{{0,4}}{_PLAIN}{{1,10}}?{_SAID}",
    "toll, far off, rose to 20": rf"[@tabdi]*s?[RFBGat]{{1,4}}[^;:.]{{1,14}}?{_SAID}",
    "put the toll at 20": rf"a?@{_PLAIN}{{0,8}}?{_SAID}",
    "dead include 20": r"[dma]*[nRB]+(?P<cue>[TNAD])(?!Q)",
    "of the dead, 20": r"[dma]*,(?P<cue>[TNAD])[djpGBhFx]{0,4}o",
}
# A fuller template hides the shorter ones inside it: "20 men sent there were killed" is no "20 men sent".
_HIDES = {
    "20 who fought were killed": ("20 people dead", "20 things dead", "20 dead", "20 dead people"),
    "20 wounded men were captured": ("20 dead people", "20 dead"),
    _SERVED: ("20 people dead", "20 things dead", "20 dead", "20 dead people"),
    "20 of the 30 sent were killed": ("20 of the 30 died",),
    "20 of the 30 sent became casualties": ("20 of the 30 died",),
    "20 were found wounded": ("20 were killed", "20 people were killed"),
    "toll rose to 20": ("toll in X rose to 20", "toll, far off, rose to 20"),
}
# "5 of the 20 sent were killed", "of 20 sent 5 were killed": of the 20 only what stands right behind them is told.
_WHOLE = re.compile(r"Qo[djm]*$")
_OPENING_OF = re.compile(r"(?:^|[,;:(&s])o[djm]*$")
_SHARE_OF = re.compile(
    r"\b(?:out|half|thirds?|quarters?|fifths?|tenth|most|majority|bulk|many|%|percent|cent) of"
    r"(?: (?:the|a|its|their|these|those|all)){0,2}(?: \w+){0,2}?(?: (?:total|force|contingent|group|garrison) of)?$"
)
_OF_A_WHOLE = frozenset(["20 dead", "20 dead people", "20 deaths", "20 people dead", "20 who died", "20 they killed"])
_LOOSE = frozenset(["toll, far off, rose to 20", "20 things dead", "toll in X rose to 20"])
_SERVING = re.compile(RIGHT[_SERVED])


def _all_of(templates: Mapping[str, str]) -> re.Pattern[str]:
    """Every template from the same place, whatever the others do; group n is the cue of the nth, if it fits."""
    return re.compile("".join(f"(?={template}|)" for template in templates.values()).replace("?P<cue>", ""))


_RIGHT = _all_of(RIGHT | {_SERVED: RIGHT[_SERVED].replace("?P<served>", "?:")})
_LEFT = _all_of(LEFT)
_LOST = re.compile(r"[dma]*K")
_LOST_LIST = re.compile(rf"[dma]*[&,]+(?:{_NOUN}{{0,6}}?Q[dma]*|[dxXPWhy,&]{{1,9}}?)K")
_WAS_LOST = re.compile(rf"{_NOUN}{{0,6}}?[BGat]*K(?![PWHuyxXdjQ])")
_WAS_TAKEN = re.compile(rf"{_NOUN}{{0,6}}?(?:,[^;:.Q]{{0,3}}Q?[^;:.Q]{{0,3}},)?B[BGat]*(?P<verb>C)")
_FELL = re.compile(rf"{_NOUN}{{0,6}}?[BGat]*(?P<verb>[RA])(?![tQi]?Q|t)")
_COST = re.compile(r"[dma]*[pdxXWPy]{1,4}C")
_PAID = re.compile(r"\bpaid (?:for [\w' ]{1,30} )?with$")
_FIGHTERS = re.compile(r"[mjxX]{0,3}W")
_IN_PARTS = re.compile(r"[^.;&Q]{0,30}(?::|,?[(n-][dma]*Q|,Q(?:o[ph]|[mj]*[AD]))")  # "20 men: 5 dead and 15 wounded"

# "captured 20 people alive", "killed 20, and the mayor may resign", "the toll rose to 20 with five missing": neither an
# object of a verb nor the figure of a toll is the subject of what follows.
_OBJECTS = frozenset(
    [
        "killed 20",
        "dead include 20",
        "dead include 5 and 20",
        "toll rose to 20",
        "toll in X rose to 20",
        "toll, far off, rose to 20",
    ]
)
_NOT_OF_AN_OBJECT = ("20 people dead", "20 and a guard died")
_SUBJECTS = "20 and 5 died"
_MAIN_VERBS = (
    "20 who fought were killed",
    "20 wounded men were captured",
    _SERVED,
    "20 of the 30 sent were killed",
    "20, of them, died",
)
_PARTS = frozenset(["20 of the dead", "of the dead, 20", "20 of those killed"])
_NOT_IN_BATTLE = frozenset(["from", "to", "off", "into", "by", "ill", "sick", "short", "down", "over"])


def find_templates(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """Yield name and measure of every template that fits the figure at letter ``at``."""
    after, before = _cues_after(clause, at), _cues_before(clause, at)
    if not _OBJECTS.isdisjoint(before):
        after = {name: cue for name, cue in after.items() if not _needs_a_subject(name, clause.parts[cue])}
    if "20 dead" in after:
        before = {name: cue for name, cue in before.items() if clause.parts[cue].measure != "casualties"}
    for name, cue in (after | before).items():
        yield from _speaks(name, clause, cue)
    yield from _lost(clause, at)


def _needs_a_subject(name: str, cue: Part) -> bool:
    """Tell whether a template cannot be said of the object of a verb: "arrested 11 people, and five were hurt"."""
    return name == _SUBJECTS or (name in _NOT_OF_AN_OBJECT and cue.measure == OTHER)


def _cues_after(clause: Clause, at: int) -> dict[str, int]:
    """The templates that fit what follows a figure, with the letters of their cues."""
    found = _all_cues_after(clause, at)
    if is_whole(clause, at):
        found = {name: cue for name, cue in found.items() if name in _OF_A_WHOLE}
    return _without_hidden(found)


def _cues_before(clause: Clause, at: int) -> dict[str, int]:
    """The templates that fit what precedes a figure, with the letters of their cues."""
    if not has_cue(clause.letters[max(0, at - REACH) : at]):
        return {}
    end = len(clause.letters)
    cues = _cues(LEFT, _LEFT.match(clause.backwards, end - at, end - at + REACH))
    return _without_hidden({name: end - 1 - cue for name, cue in cues.items()})


@once
def _all_cues_after(clause: Clause, at: int) -> dict[str, int]:
    """The templates that fit what follows a figure, hidden ones too."""
    if not has_cue(clause.letters[at + 1 : at + 1 + REACH]):
        return {}
    found = _cues(RIGHT, _RIGHT.match(clause.letters, at + 1, at + 1 + REACH))
    if _KENYAN_DEATHS in found and clause.words[found[_KENYAN_DEATHS]].lower() == "of":
        del found[_KENYAN_DEATHS]
    if _SERVED in found and not _serves(clause, at):
        del found[_SERVED]
    return found


def _cues(templates: Iterable[str], match: re.Match[str] | None) -> dict[str, int]:
    """The templates that fit, with the letters of their cues."""
    places = match.regs[1:] if match else ()
    return {name: place for name, (place, _) in zip(templates, places, strict=False) if place >= 0}


def _without_hidden(found: Mapping[str, int]) -> dict[str, int]:
    hidden = {weaker for name in found for weaker in _HIDES.get(name, ())}
    return {name: cue for name, cue in found.items() if name not in hidden}


def is_direct(name: str) -> bool:
    """Tell whether a template leaves no room for another reading nearby."""
    return name not in _LOOSE and "|" not in name


@once
def is_whole(clause: Clause, at: int) -> bool:
    """Tell the 20 of "5 of the 20 were killed" from the 5."""
    letters = clause.letters
    if _WHOLE.search(letters, max(0, at - 5), at):
        return True
    if "o" not in letters[max(0, at - 4) : at]:
        return False
    opens = _OPENING_OF.search(letters, max(0, at - 6), at) and "Q" in letters[at + 1 : at + 1 + REACH]
    return bool(opens or _SHARE_OF.search(" ".join(clause.words[max(0, at - 8) : at]).lower()))


def first_after(clause: Clause, at: int) -> int:
    """Where to look on after a figure: at the main verb if a clause comes first ("20 men sent there | were killed")."""
    if is_whole(clause, at):
        return at + 1
    found = _all_cues_after(clause, at)
    cues = (found[name] for name in _MAIN_VERBS if name in found)
    return next((cue for cue in cues if _tells_what_happened(clause, cue)), at + 1)


def _serves(clause: Clause, at: int) -> bool:
    """Tell "20 serving there died" from "20 killed in heavy fighting"."""
    match = _SERVING.match(clause.letters, at + 1, at + 1 + REACH)
    serving = match is not None and clause.parts[match.start("served")].measure == "deployed"
    return serving and match is not None and _tells_what_happened(clause, match.start("cue"))


def _tells_what_happened(clause: Clause, cue: int) -> bool:
    """Tell a main verb of what is looked for from "20 men sent there" and from other verbs."""
    return clause.parts[cue].measure not in ("deployed", OTHER)


def _speaks(name: str, clause: Clause, cue: int) -> Iterator[tuple[str, str]]:
    measure = clause.parts[cue].measure
    if measure is None:
        return
    yield name, measure
    if measure in ("deployed", OTHER, "missing") or (measure == "wounded" and name in _PARTS):
        yield f"{name} | {measure}", measure
    elif clause.letters[cue] == "T":
        yield f"{name} | toll", measure


def _lost(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """Verbs whose measure hangs on their use: "lost 20", "20 soldiers fell"."""
    start = len(clause.letters) - at
    if _LOST.match(clause.backwards, start, start + REACH):
        yield from _losses("lost 20", clause, at)
    elif _LOST_LIST.match(clause.backwards, start, start + REACH):
        yield from _losses("lost 5 and 20", clause, at)
    elif _WAS_LOST.match(clause.letters, at + 1, at + 1 + REACH):
        yield "20 lost", "casualties"
    if _FIGHTERS.match(clause.letters, at + 1, at + 6) and _cost(clause, at):
        yield "cost them 20 men", "casualties"
    taken = _WAS_TAKEN.match(clause.letters, at + 1, at + 1 + REACH)
    if taken and clause.words[taken.start("verb")].lower() == "taken":
        yield "20 were taken", "captured"
    fell = _FELL.match(clause.letters, at + 1, at + 1 + REACH)
    if fell and _fell_in_battle([word.lower() for word in clause.words[fell.start("verb") :][:2]]):
        yield "20 fell" if fell.start("verb") > at + 1 else "20 fell, nobody named", "killed"


def _cost(clause: Clause, at: int) -> bool:
    """Tell whether men are the price: "cost the army 20 men", "paid for the hill with 20 men"."""
    start = len(clause.letters) - at
    paid = clause.letters[at - 1 : at] == "w" and _PAID.search(" ".join(clause.words[max(0, at - 8) : at]).lower())
    return bool(paid or _COST.match(clause.backwards, start, start + REACH))


def _losses(name: str, clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """Who is lost in battle may be wounded; of others, or where the wounded are told apart, "lost" means dead."""
    yield name, "casualties"
    if not _FIGHTERS.match(clause.letters, at + 1, at + 6):
        yield f"{name}, no fighters", "killed"
    if "wounded" in clause.cues and not _IN_PARTS.match(clause.letters, at + 1):
        yield f"{name}, the wounded apart", "killed"


def _fell_in_battle(words: Sequence[str]) -> bool:
    """Tell "40 soldiers fell in the assault" from "the number fell to 40", "two men fell from a roof"."""
    return words[0] in ("fell", "fallen") and not _NOT_IN_BATTLE & set(words[1:])
