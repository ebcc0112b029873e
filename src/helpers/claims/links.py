"""Figures to links: what the figures before one suggest for it.

Lists ("31 in Sindh, 20 in Punjab"), parts of a whole ("including nine women"), a figure told again or brought up to
date in the next sentence ("The governor spoke of 12 deaths. Hospital staff put it at 30.").
"""

import re
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from helpers.claims.clauses import Clause
from helpers.claims.lexicon import OTHER
from helpers.claims.surroundings import (
    counted,
    counts_victims,
    find_deed,
    has_cue,
    is_done_to,
    names_nobody,
    own_cue,
    tells_found,
    tells_who,
)
from helpers.claims.templates import REACH, is_whole

HARM = frozenset(["killed", "wounded", "missing", "casualties"])
_KINDS = {
    "the figure": re.compile(r"F(?:[i@][djxXv]{1,5})?[RBdj]{0,3}[@t][dma]*$|i[dj]*Fo[dma]*$"),
    "including": re.compile(r"n[,(dmap]*$"),
    "speaks of": re.compile(r"[xz]o[dma]*$"),
    "of them": re.compile(r"o[ph]?[,(dma]*$"),
    "or even": re.compile(r"\|[ma]*$"),
    "colon": re.compile(r":[dma]*$"),
    "list": re.compile(r"[,&;(-][dma]*$"),
    "gap": re.compile(r"[,&;:)][&]?[xXjdi]{1,4}\(?$"),
    "rose": re.compile(r"[t@][dma]*$"),
    "with": re.compile(r"w[dma]*$"),
    "far": re.compile(r""),
}
_ANOTHER_CLAUSE = re.compile(r"[sh;]")
_OF_A_THING = re.compile(r"[dma@t]*[RBG][RBGat]*[xuH]")
_REPORTS = frozenset(["said", "gave", "given", "put", "reported", "confirmed", "recorded", "documented", "verified"])
_TELLS = _REPORTS | frozenset(["counted", "counts", "count", "listed", "lists", "list", "named", "names", "registered"])
_OF_THEM = re.compile(r"o[ph](?![mjxX]{0,2}[Hux])")
_COMPARED = re.compile(r"\b(?:(?:up|down) from|compared (?:with|to)|against|versus)$")
_FIRST_OF_PAIR = re.compile(r"&Q(?![mjxXPWHuyoDAN])")
_SECOND_OF_PAIR = re.compile(r"Q&$")
_THE_FIGURE = re.compile(r"[@tabdi]*[RBGat]{1,4}[xXid]{0,3}F")
_STATED = re.compile(r"[@tabdi]*[RBGat]{0,4}[xXid]{0,3}[FR]|[dma]*o[xz]|[dma]*z|[dma]*[RB]")


class Before(NamedTuple):
    """What is known of a text so far.

    ``values`` are its outcomes by value, ``told`` all of them; ``topic`` is what it is about; ``forces`` and
    ``captives`` tell whether it names any. ``lead`` and ``last`` are the first and the last outcome of the last
    sentence that told one, ``here`` those of this sentence by letter; ``spoken`` are the measures of the sentence
    before if it has no figure; ``fighters`` tells whether the last noun counted was one of them.
    """

    values: Mapping[int, str]
    told: Set[str]
    topic: str
    forces: bool
    captives: bool
    lead: str | None = None
    last: str | None = None
    here: tuple[tuple[int, str], ...] = ()
    spoken: Set[str] = frozenset()
    fighters: bool = False

    @property
    def latest(self) -> str | None:
        """The outcome of the figure before, in this sentence or the last that told one."""
        return self.here[-1][1] if self.here else self.last


def find_links(clause: Clause, at: int, before: Before, direct: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield what earlier figures suggest for the one at letter ``at``; ``direct`` are those of its templates."""
    own = "direct cue" if direct else "own cue" if counts_victims(clause, at) else own_cue(clause, at)
    if before.latest in HARM and tells_who(clause, at):
        own = "who they were"
    elif before.latest == "missing" and tells_found(clause, at):
        own = "found again"
    elif own == "no own cue":
        own = "own deed" if find_deed(clause, at) else "done to 20" if is_done_to(clause, at) else own
    if before.here and is_whole(clause, at):
        yield f"as before, 5 of the 20, {own}", before.here[-1][1]
    elif before.here:
        yield from _in_sentence(clause, at, before.here[-1], own)
    elif before.last:
        yield from _across_sentences(clause, at, before.last, before.lead or before.last, own)
    if pair := _pair_before(clause.letters, at, before):
        yield "as in the pair before", pair
    if names_nobody(clause, at):
        for measure in sorted(before.spoken):
            yield f"spoken of before, nobody named, {'cue' if clause.cues else 'no cue'}, {own}", measure
    value = clause.counts[at].value
    if (known := before.values.get(value)) and (not direct or known in direct):
        yield f"same figure as before, {'one or two' if value <= 2 else own}", known


def _pair_before(letters: str, at: int, before: Before) -> str | None:
    """The outcome of the like figure of the pair before: "up from 5 and 20", "the day before it was 5 and 20"."""
    told = [outcome for _, outcome in before.here]
    first = bool(_FIRST_OF_PAIR.match(letters, at + 1))
    if not first and not (_SECOND_OF_PAIR.search(letters, 0, at) and _FIRST_OF_PAIR.match(letters, at - 1)):
        return None
    if len(told) >= 2:
        return told[-2]
    return None if first and told else before.lead if first else before.last


def _in_sentence(clause: Clause, at: int, earlier: tuple[int, str], own: str) -> Iterator[tuple[str, str]]:
    letters, (place, outcome) = clause.letters, earlier
    between = letters[max(place + 1, at - REACH) : at]
    following = letters[at + 1 : at + 2]
    crossed = ", beyond a cue" if has_cue(between) else ""
    kind = next(name for name, pattern in _KINDS.items() if pattern.search(between))
    suffix = " | other" if outcome == OTHER else ""
    if _ANOTHER_CLAUSE.search(letters, place + 1, at):
        yield f"as before, in another clause, {own}{suffix}", outcome
        yield f"as before, in another clause, before {counted(clause, at)}{suffix}", outcome
    if _COMPARED.search(" ".join(clause.words[max(0, at - 2) : at]).lower()):
        yield "as before, compared", outcome
    yield f"as before{crossed}, {own}{suffix}", outcome
    yield f"as before, {kind}{crossed}, {own}{suffix}", outcome
    yield f"as before, {kind}{crossed}, before {counted(clause, at)}{suffix}", outcome
    if letters[place + 1 : place + 2] == following:
        yield f"as before, same next {following if following in 'iPW)' else ''}, {own}{suffix}", outcome
    if _OF_THEM.match(clause.letters, at + 1) and letters[at - 1] in ",(-":
        yield f"as before, 20 of them{crossed}{suffix}", outcome
    if kind in ("list", "gap", "colon") and following in "i,&.)":
        yield f"as before, {kind}, nothing counted, {own}{suffix}", outcome


def _across_sentences(clause: Clause, at: int, last: str, lead: str, own: str) -> Iterator[tuple[str, str]]:
    letters = clause.letters
    cues = "cue" if clause.cues else "no cue"
    first = "first" if at <= 2 else "later"
    of_them = letters[at + 1 : at + 3] == "op" or "op" in letters[max(0, at - 3) : at]
    yield f"as the last sentence began, {cues}, {own}", lead
    yield f"as in the last sentence, {'of them' if of_them else first}, {cues}, {own}", last
    if names_nobody(clause, at):
        yield f"as the last sentence began, nobody named, {cues}, {own}", lead
        yield f"as in the last sentence, nobody named, {cues}, {own}", last
    else:
        yield f"as in the last sentence, {first}, before {counted(clause, at)}, {cues}, {own}", last
    start = len(letters) - at
    if counted(clause, at) in ("P", "W", "y", "x", "X") and not _TELLS.isdisjoint(clause.words[max(0, at - 2) : at]):
        yield f"as in the last sentence, somebody counts 20 people, {own}", last
    of_a_thing = own != "direct cue" and _OF_A_THING.match(clause.backwards, start, start + 12)
    if of_a_thing and _TELLS.isdisjoint(clause.words[max(0, at - 3) : at]):
        yield "as in the last sentence, said of a thing", OTHER
    if _STATED.match(clause.backwards, start, start + 12):
        yield f"as in the last sentence, the figure is, {cues}, {own}", last
    if _THE_FIGURE.match(clause.backwards, start, start + 12):
        yield "as the last sentence began, the figure is", lead
