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
    "20 dead": rf"[am]*{_CUE}(?![PWyuH])",
    "20 dead people": r"[am]*(?P<cue>[DA])[xXj]*(?=[PWyu])",
    "20 deaths": r"[am]*(?P<cue>N)",
    "20 confirmed deaths": r"[amj]*j[amj]*(?P<cue>N)",
    "20 Kenyan deaths": r"[amjxXPW]{0,3}[xXPW][jm]?(?P<cue>N)",
    "20 people dead": rf"{_NOUN}{{0,5}}?[PWyumX]{_CUE}",
    "20 things dead": rf"{_NOUN}{{0,5}}?[xH]{_CUE}",
    "20 were killed": rf"[mj]*[BGat]*[BG][BGat]*{_CUE}",
    "20 people were killed": rf"{_NOUN}{{1,8}}?[BGat]*[BG][BGat]*{_CUE}",
    "20 people in X died": rf"{_NOUN}{{0,6}}?(?:[i@bfw]{_NOUN}{{1,6}}?){{1,2}},?[BGat]*{_CUE}",
    "20 who died": rf"{_NOUN}{{0,6}}?,?h[pxX]{{0,2}}[BGat]*{_CUE}",
    "20 they killed": rf"{_NOUN}{{1,6}}?h?[pX]{{1,3}}[Ba]*(?P<cue>[DV])",
    "20, of them, died": rf"{_NOUN}{{0,6}}?[,(-][^;:.]{{1,14}}?[,)-][BGat]*{_CUE}",
    "20 and 5 died": rf"{_NOUN}{{0,6}}?(?:[,&]+[ma]*Q{_NOUN}{{0,6}}?){{1,3}}[BGat]*{_CUE}",
    "20 of the dead": r"o[dm]?[jG]*Q?(?P<cue>[DANI])",
    "20 of those killed": r"op[hGBa]*(?P<cue>[DAI])",
    "20 of them were killed": r"op,?[BGat]*B[BGat]*(?P<cue>[DAI])",
    "20 among the dead": rf"{_NOUN}{{0,5}}?B?[na]+[dm]*(?P<cue>[AND])",
    "20 wounded men were captured": r"[DA][jXPWuxm]{1,4}[BGat]*(?P<cue>[DAI])",
    "20 who fought were killed": rf"{_NOUN}{{1,6}}?[hDI][^;:.,Q&]{{0,10}}?B[BGat]*(?P<cue>[DAI])",
}
# Before the figure, read backwards.
_SAID = "(?:(?P<cue>[TN])|(?P<named>[DA])(?=[doFXP&,:|]|$))"
_PLAIN = "[xXPWHuyidoj0@bfws]"
LEFT = {
    "killed 20": r"[dma]*(?P<cue>[VD])",
    "killed about the 20": r"[dmjaxXo]{1,4}(?P<cue>[VD])",
    "killed 5 and 20": rf"[dma]*[&,]+{_NOUN}{{0,6}}?Q[dma]*(?P<cue>[VD])",
    "deaths of 20": r"[dmaj]*o(?P<cue>[NTDVI])",
    "deaths in X of 20": rf"[dmaj]*o{_NOUN}{{0,4}}?[i@]{{1,2}}(?P<cue>[NT])",
    "toll: 20": rf"[@:(t-]{{1,2}}{_SAID}",
    "toll 20": r"(?P<cue>[TNA])",
    "toll rose to 20": rf"[@tabdi]*[RFBGat]{{1,4}}{_SAID}",
    "toll in X rose to 20": rf"[@tabdi]*[RFBGat]{{0,4}}{_PLAIN}{{1,10}}?{_SAID}",
    "toll, far off, rose to 20": rf"[@tabdi]*[RFBGat]{{1,4}}[^;:.]{{1,14}}?{_SAID}",
    "put the toll at 20": rf"@{_PLAIN}{{0,8}}?{_SAID}",
    "dead include 20": r"[dma]*[nRB]+(?P<cue>[TNAD])",
    "of the dead, 20": r"[dma]*,(?P<cue>[TNAD])[djpGBhFx]{0,4}o",
}
_RIGHT = {name: re.compile(pattern) for name, pattern in RIGHT.items()}
_LEFT = {name: re.compile(pattern) for name, pattern in LEFT.items()}
_PHRASE = re.compile(r"[mjxXAD]{0,3}?([PWHuy])(?![PWHuy])|(?:o[dm]?Q?)?[mjxXAD]{0,2}?[uHxX]?(H)(?![PWHuy])")
_PLACES = re.compile(r"[i@]Q[jx]?u(?![PWy])")
# A fuller template hides the shorter ones inside it: "20 men sent there were killed" is no "20 men sent".
_HIDES = {
    "20 who fought were killed": ("20 people dead", "20 things dead", "20 dead", "20 dead people"),
    "20 wounded men were captured": ("20 dead people", "20 dead"),
}
_FAR = frozenset(["toll, far off, rose to 20", "20 things dead", "20 and 5 died", "toll in X rose to 20"])
_RELATIVE = _RIGHT["20 who fought were killed"]
_LOST = re.compile(r"[dma]*K")
_LOST_LIST = re.compile(rf"[dma]*[&,]+{_NOUN}{{0,6}}?Q[dma]*K")
_WAS_LOST = re.compile(rf"{_NOUN}{{0,6}}?[BGat]*K")
_FELL = re.compile(rf"{_NOUN}{{1,6}}?[BGat]*(?P<verb>[RA])(?![tQi]?Q|t)")
_PRESENT = re.compile(r"[mjxXuo]{0,4}W[^;:.,Q]{0,6}?[Ba]+[i@]|[mjxXuo]{0,4}W[i@]|op[Ba]*[i@]|[BG]+[i@]")
_FIGHTERS = re.compile(r"[mdjxXuyPa-]{0,5}W|op")
_NEXT = re.compile(r"[mjad]*([^mjad]|$)")
_STATED = re.compile(r"[@tabdi]*[RBGat]{0,4}[xXid]{0,3}[FR]|[dma]*o[xz]|[dma]*z|[dma]*[RB]")


@dataclass(frozen=True)
class Before:
    """What was decided so far: outcomes of this sentence's figures, of the last sentence, and by value."""

    here: tuple[tuple[int, str], ...]
    last: str | None
    values: dict[int, str]


def find_evidence(clause: Clause, at: int, before: Before, lexicon: Lexicon) -> Evidence:
    """Return what speaks for each outcome of the figure at letter ``at``."""
    if _counts_things(clause.letters, at) or _is_year(clause, at) or _is_size_or_ratio(clause, at):
        return [("none, things", OTHER)]
    templates = list(_templates(clause, at))
    lost = list(_lost(clause, at))
    direct = [(name, outcome) for name, outcome in (*lost, *templates) if name not in _FAR and "|" not in name]
    group, _ = _group(clause.letters, at)
    one = ", one" if clause.counts[at].value == 1 else ""
    return [
        *templates,
        *lost,
        *((f"{name}, before {group}{one}", outcome) for name, outcome in direct),
        *_nearest(clause, at),
        *_inherited(clause, at, before, bool(direct)),
        *_against(clause, at),
        *_deployment(clause, at, before),
    ]


def _counts_things(letters: str, at: int) -> bool:
    """Tell whether the noun counted is no person: "40 zombies", "two dead batteries"."""
    phrase = _PHRASE.match(letters, at + 1, at + 8)
    if phrase and "H" in (phrase[1], phrase[2]):
        return True
    return bool(_PLACES.match(letters, max(0, at - 1), at + 4))


_SIZE_OF = re.compile(
    r"\b(?:army|armies|military|population|country|nation|city|town|village|community|province|region|state|audience|crowd|team|staff"
    r"|workforce|strength|electorate|cast|crew|class|crews?) of(?: (?:about|some|more than|over|nearly|around))?$"
)
_RATIO = re.compile(r"\bratio\b|\bfor every\b|\ball but$")


def _is_size_or_ratio(clause: Clause, at: int) -> bool:
    """Tell "an army of 1.3 million", "the ratio of losses is 6 to 1", "all but one"."""
    before = " ".join(clause.words[max(0, at - 9) : at]).lower()
    return bool(_SIZE_OF.search(before) or _RATIO.search(before))


def _is_year(clause: Clause, at: int) -> bool:
    """Tell "their 2020 killing" and "a 2012 murder" from "2020 people"."""
    count = clause.counts[at]
    year = 1900 <= count.value <= 2100 and "," not in count.figure and any(char.isdigit() for char in count.figure)
    return year and not re.match(r"[mjxX]{0,2}[PWyB]|[AD]", clause.letters[at + 1 : at + 5])


def _templates(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    letters, backwards = clause.letters, clause.backwards
    found = {name: m for name, pattern in _RIGHT.items() if (m := pattern.match(letters, at + 1, at + 1 + REACH))}
    hidden = {weaker for name in found for weaker in _HIDES.get(name, ())}
    for name, match in found.items():
        if name not in hidden:
            yield from _speaks(name, clause, match.start("cue"))
    start = len(letters) - at
    for name, pattern in _LEFT.items():
        if match := pattern.match(backwards, start, start + REACH):
            named = match["cue"] is None and "named" in pattern.groupindex
            cue = match.start("named") if named else match.start("cue")
            yield from _speaks(name, clause, len(letters) - 1 - cue)


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
    relative = _RELATIVE.match(letters, at + 1, at + 1 + REACH)
    for side, places in (
        ("right", range(at + 1, min(len(letters), at + 13))),
        ("left", range(at - 1, max(-1, at - 13), -1)),
    ):
        crossed = ""
        for place in places:
            letter = letters[place]
            if letter in CUES:
                measure = clause.parts[place].measure or OTHER
                if (
                    letter in "DA"
                    and side == "right"
                    and letters[place - 1] in "i@d"
                    and letters[place + 1 : place + 2] in tuple("xuH")
                ):
                    yield "right cue of another noun", measure
                    break
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
    elif _WAS_LOST.match(clause.letters, at + 1, at + 1 + REACH):
        yield "20 lost", "casualties"
    fell = _FELL.match(clause.letters, at + 1, at + 1 + REACH)
    if fell and _fell_in_battle([word.lower() for word in clause.words[fell.start("verb") :][:2]]):
        yield "20 fell", "killed"


def _fell_in_battle(words: Sequence[str]) -> bool:
    """Tell "40 soldiers fell in the assault" from "the number fell to 40", "two men fell from a roof"."""
    after = words[1] if len(words) > 1 else ""
    return words[0] in ("fell", "fallen") and after not in (
        "from",
        "to",
        "off",
        "into",
        "by",
        "ill",
        "sick",
        "short",
        "down",
        "over",
    )


def _inherited(clause: Clause, at: int, before: Before, direct: bool) -> Iterator[tuple[str, str]]:
    """What the figures before it suggest: lists, parts of a whole, "the figure rose", the same number again."""
    own = "direct cue" if direct else _own_cue(clause.letters, at)
    if before.here:
        yield from _inherited_here(clause.letters, at, before.here[-1], own)
    elif before.last:
        yield from _inherited_across(clause, at, before.last, own)
    known = before.values.get(clause.counts[at].value)
    if known:
        yield f"same figure as before, {'one or two' if clause.counts[at].value <= 2 else own}", known


def _inherited_here(letters: str, at: int, earlier: tuple[int, str], own: str) -> Iterator[tuple[str, str]]:
    place, outcome = earlier
    between = letters[place + 1 : at][-REACH:]
    following = letters[at + 1 : at + 2]
    crossed = ", beyond a cue" if CUES & set(between) else ""
    kind = next(name for name, pattern in _LINKS.items() if pattern.search(between))
    suffix = " | other" if outcome == OTHER else ""
    yield f"as before{crossed}, {own}{suffix}", outcome
    yield f"as before, {kind}{crossed}, {own}{suffix}", outcome
    if letters[place + 1 : place + 2] == following:
        yield f"as before, same next {following if following in 'iPW)' else ''}, {own}{suffix}", outcome
    group, _ = _group(letters, at)
    yield f"as before, {kind}{crossed}, before {group}{suffix}", outcome
    if kind in ("list", "gap", "colon") and following in "i,&.)":
        yield f"as before, {kind}, nothing counted, {own}{suffix}", outcome


_LINKS = {
    "including": re.compile(r"n[,(dmap]*$"),
    "of them": re.compile(r"o[ph]?[,(dma]*$"),
    "or even": re.compile(r"\|[ma]*$"),
    "colon": re.compile(r":[dma]*$"),
    "list": re.compile(r"[,&;(-][dma]*$"),
    "gap": re.compile(r"[,&;:)][&]?[xXjdi]{1,4}\(?$"),
    "rose": re.compile(r"[t@][dma]*$"),
    "with": re.compile(r"w[dma]*$"),
    "far": re.compile(r""),
}


def _inherited_across(clause: Clause, at: int, last: str, own: str) -> Iterator[tuple[str, str]]:
    letters = clause.letters
    cues = "cue" if CUES & set(letters[:400]) else "no cue"
    opening = (
        "of them"
        if letters[at + 1 : at + 3] == "op" or "op" in letters[max(0, at - 3) : at]
        else "first"
        if at <= 2
        else "later"
    )
    yield f"as in the last sentence, {cues}, {own}", last
    yield f"as in the last sentence, {opening}, {cues}, {own}", last
    start = len(letters) - at
    if _STATED.match(clause.backwards, start, start + 12):
        yield f"as in the last sentence, the figure is, {cues}, {own}", last
    group = _group(letters, at)[0]
    yield f"as in the last sentence, {'first' if at <= 2 else 'later'}, before {group}, {cues}, {own}", last


def _own_cue(letters: str, at: int) -> str:
    """Tell whether a figure has a cue of its own before the next figure, comma or "and"."""
    rest = re.match(r"[^Q;:.,&]*", letters[at + 1 : at + 1 + REACH])
    segment = rest[0] if rest else ""
    return "own cue" if CUES & set(segment) else "no own cue"


_GROUPS = {**{letter: letter for letter in "PWHyuxXQo"}, **dict.fromkeys(CUES, "cue"), **dict.fromkeys("BG", "B")}
_GROUPS |= dict.fromkeys(",;:.)&|-", ",") | {"": "end"}


def _group(letters: str, at: int) -> tuple[str, str]:
    """What follows a figure, in a few groups, and the letter after that."""
    following = _NEXT.match(letters, at + 1)
    letter = following[1] if following else ""
    return _GROUPS.get(letter, "i"), letters[following.end() : following.end() + 1] if following else ""


def _against(clause: Clause, at: int) -> Iterator[tuple[str, str]]:
    """What speaks against any measure: the thing counted, and how the figure is written."""
    letters, count = clause.letters, clause.counts[at]
    group, after = _group(letters, at)
    yield "none", OTHER
    yield f"none, before {group}", OTHER
    if group in ("u", "x"):
        yield f"none, before {group}{after if after in 'PWHyuxX' else 'cue' if after in CUES else ''}", OTHER
    cues = {clause.parts[i].measure for i, x in enumerate(letters[:400]) if x in CUES}
    if "K" in letters[:400]:
        cues.add("casualties")
    yield (
        ("none, no cue in sentence" if not cues else "none, other cue only" if cues == {OTHER} else "none, some cue"),
        OTHER,
    )
    if not cues:
        yield f"none, no cue, before {group}", OTHER
    if count.value <= 2 and count.modifier == "exact":
        yield f"none, {'one' if count.value == 1 else 'two'}, before {group}", OTHER
    if re.search(r"Qo[djm]*$", letters[max(0, at - 5) : at]):
        yield "none, 5 of the 20", OTHER
    if re.match(r"[mjxXPWuy]{1,5}h", letters[at + 1 : at + 8]) and at and letters[at - 1] == "d":
        yield "none, the 20 who", OTHER
    if at and letters[at - 1] == "d":
        yield "none, the 20", OTHER
    if count.modifier == "exact" and count.figure.isdigit() and 1900 <= count.value <= 2100:
        yield "none, like a year", OTHER
    if count.modifier != "exact":
        yield "none, hedged", OTHER
    if at and letters[at - 1] in "i@":
        yield "none, in 20", OTHER


def _deployment(clause: Clause, at: int, before: Before) -> Iterator[tuple[str, str]]:
    """Being somewhere in strength needs no verb of its own: "There are 8,000 of them in the region"."""
    letters = clause.letters
    group, _ = _group(letters, at)
    cues = "cue" if CUES & set(letters[:400]) else "no cue"
    yield "deployed", "deployed"
    if _FIGHTERS.match(letters, at + 1, at + 10):
        yield "deployed, fighters", "deployed"
        if _PRESENT.match(letters, at + 1, at + 18):
            yield "deployed, present somewhere", "deployed"
            yield f"deployed, present somewhere, {cues}", "deployed"
    if before.last == "deployed" or any(outcome == "deployed" for _, outcome in before.here):
        yield f"deployed before, before {group}, {cues}", "deployed"
    opening = " ".join(clause.words[max(0, at - 3) : at]).lower()
    if re.search(r"\bthere (?:are|were|is)$", opening):
        yield f"there are 20, {cues}", "deployed"
    if re.search(r"\b(?:force|group|contingent|grouping|garrison|unit|units|battalions?|brigades?|corps) of$", opening):
        yield "force of 20", "deployed"
    if "deployed" in {clause.parts[i].measure for i, x in enumerate(letters[:400]) if x in CUES}:
        yield "deployed, cue in sentence", "deployed"


def outcomes_of(evidence: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The outcomes that anything at all speaks for; none is always possible."""
    return frozenset(outcome for _, outcome in evidence) | {OTHER}
