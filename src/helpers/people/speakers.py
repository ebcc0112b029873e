"""Whom the text makes responsible for a figure, and through whom it came."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from helpers.people.figures import is_past, people_numbers
from helpers.people.lexicon import word_list
from helpers.people.mentions import WINDOW
from helpers.people.names import is_year
from helpers.people.parts import People
from helpers.people.persons import Said, named_source
from helpers.people.ranking import Features, choose
from helpers.people.sayings import Attribution

_PLACES = {
    "back1": -1,
    "back2": -2,
    "back3": -3,
    "first": 0,
    "next": 1,
}  # sentences from the figure's own; 0 the first of all
_NEAR = 6  # attributions looked at on each side of the figure
_FAR = 4  # attributions looked at in another sentence
_MEMORY = 12  # sources remembered for "he", "the agency", "the statement"
_TURNS = frozenset(["while", "but", "whereas", "and", "though", "although", "as"])
_CONTRASTS = frozenset(["while", "whereas", "although", "though"])
_HEARSAY = frozenset(["reportedly", "thought", "believed", "estimated", "allegedly", "alleged", "presumed"])
_AFTER = frozenset(["after", "since", "where", "which", "who", "whose"])
_MONTHS = word_list("months")
_BEING = frozenset(["is", "are", "was", "were", "been", "already"])
_TOLD = frozenset(["said", "known", "reported", "announced", "confirmed", "believed", "thought", "feared", "presumed"])
_PASSIVE_REACH = 10  # words around a figure in which it is told to be known
_HISTORY = word_list("history")
_ADDITIONS = frozenset(["also", "another", "others", "remaining", "further", "well", "latter", "rest"])
_BREAKDOWN = 3  # numbers of one sentence
_DEFINITE = frozenset(["the", "his", "her", "their", "its", "these", "those", "all", "both"])
_HEDGES = word_list("hedges")
_SENT = frozenset(["sent", "deployed", "dispatched", "stationed", "send", "supply", "deploy"])


@dataclass(frozen=True)
class Speaker:
    """Who gives a figure, in the text's own words.

    ``attributed_to`` is whom the text makes responsible; ``chain`` is all who pass it on, the outlet nearest to the
    reader first and ``attributed_to`` last.
    """

    attributed_to: str
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Who gave an earlier figure, None for the article itself, and at which word it stands."""

    position: int
    said: Said | None


Candidate = tuple[Said | None, tuple[Features, ...]]


def find_speaker(people: People, start: int, end: int) -> Speaker | None:
    """Return who gives the figure at ``text[start:end]``, None when the article itself does.

    >>> from helpers.people import read_people
    >>> from helpers.sentences import split_sentences
    >>> text = "Reuters, citing the coast guard, reported 90 dead. Seven boats sank with 200 aboard."
    >>> people = read_people(text, split_sentences(text))
    >>> find_speaker(people, 42, 44)
    Speaker(attributed_to='coast guard', chain=('Reuters', 'coast guard'))
    >>> find_speaker(read_people("The storm claimed 22 lives.", []), 18, 20) is None
    True
    """
    position, after = people.reading.word_at(start), people.reading.word_at(end)
    if position >= len(people.reading.words) or not people.reading.bounds:
        return None
    decided = people.once("speakers", _decide_all)
    at = bisect_left(decided, position, key=lambda told: told.position)
    if at < len(decided) and decided[at].position < after:
        said = decided[at].said
    else:
        said = choose("speakers", speaker_candidates(people, position, decided[at - 1] if at else None))
    return _speaker(people, said) if said else None


def _decide_all(people: People) -> list[Told]:
    """Who gives every number that counts people, in order."""
    decided: list[Told] = []
    for k in people_numbers(people):
        candidates = speaker_candidates(people, k, decided[-1] if decided else None)
        decided.append(Told(k, choose("speakers", candidates)))
    return decided


def speaker_candidates(people: People, position: int, previous: Told | None) -> list[Candidate]:
    """Return those who may have given the figure at a word, each with what speaks for it; the first is nobody.

    ``previous`` is who gave the figure before.
    """
    here = people.reading.sentence_at(people.reading.starts[position])
    rows = said_by_sentence(people)
    own = _around(rows[here], position)
    state = "own" if own else "alone"
    name = previous.said.name if previous and previous.said else None
    gap = min(3, here - people.reading.sentence_at(people.reading.starts[previous.position])) if previous else 4
    quoted = _is_quoted(people, position)
    nobody = _nobody_features(people, here, position, state, previous, gap, quoted)
    candidates: list[Candidate] = [(None, nobody)]
    candidates += [(said, _near_features(people, said, own, position, name, gap, quoted)) for said in own]
    for place, step in _PLACES.items():
        there = here + step if step else 0
        if 0 <= there < len(rows) and there != here and (step or here > 3):
            for said in rows[there][-_FAR:]:
                told = (said.name == name, said is rows[there][-1], _is_new_paragraph(people, here, there))
                table = _far_table(place, state, said.type, said.attribution.kind, *told, gap, quoted)
                candidates.append((said, (table, _opening(people, here, place))))
    if previous and previous.said and gap and all(said is None or said.name != name for said, _ in candidates):
        carried = ("carried", f"carried:{state}", f"carried:{gap}", f"carried:{gap}:{state}", f"carried:{previous.said.type}", "as before")
        candidates.append((previous.said, (carried, _opening(people, here, "carried"))))
    return candidates


def _is_quoted(people: People, position: int) -> bool:
    return people.once("quoted", _quoted_words)[position]


def _quoted_words(people: People) -> list[bool]:
    """Which words stand between quotation marks; a paragraph closes what was left open."""
    reading, inside, found, end = people.reading, False, [], 0
    for word, first, last in zip(reading.words, reading.starts, reading.ends, strict=True):
        if "\n" in reading.text[end:first]:
            inside = False
        if word in "“”\"":
            inside = word == "“" or (word == '"' and not inside)
        found.append(inside)
        end = last
    return found


def _around(row: list[Said], position: int) -> list[Said]:
    """The attributions of a sentence nearest to a word."""
    at = bisect_left(row, position, key=lambda said: said.attribution.position)
    near = row[max(0, at - _NEAR) : at + _NEAR]
    return [said for said in near if abs(said.attribution.position - position) < 2 * WINDOW]


def _nobody_features(people: People, here: int, position: int, state: str, previous: Told | None, gap: int, quoted: bool) -> tuple[Features, ...]:
    first, last = people.reading.window(position)
    k = position - 1
    while k > first and people.reading.low[k] in _HEDGES:
        k -= 1
    definite = k >= first and people.reading.low[k] in _DEFINITE
    short = len(people.reading.bounds) <= 3
    new = here > 0 and _is_new_paragraph(people, here, here - 1)
    before = "first" if previous is None else "somebody" if previous.said else "nobody"
    extra = [f"nobody:{before}", f"nobody:{before}:{gap}", f"nobody:{before}:{state}"]
    extra += [f"nobody:definite:{state}"] * definite + [f"nobody:short:{state}"] * short + [f"nobody:new:{state}"] * new + [f"nobody:quoted:{state}"] * quoted
    words, behind = people.reading.low[first:last], people.reading.low[max(first, position - 4) : position]
    cues = (
        not _AFTER.isdisjoint(behind),
        not _HEARSAY.isdisjoint(words),
        not _SENT.isdisjoint(words) and "hospital" not in words,
        not _HISTORY.isdisjoint(words),
        is_past(people, position),
        _opens_elsewhere(people, first),
        _opens_before(people, here),
        _is_known(people, position),
        here == 0,
    )
    return _nobody_table(state, *cues), _opening(people, here, "nobody"), tuple(extra)


def _opens_elsewhere(people: People, first: int) -> bool:
    """Tell whether a sentence opens by going to another place: "In Chad, ..."."""
    low = people.reading.low[first : first + 1]
    here = people.mentions_between(first, first + 4) if low in (["in"], ["at"], ["near"]) else []
    return any(people.parts[mention.first] == "scene" for mention in here)


def _opens_before(people: People, here: int) -> bool:
    """Tell whether a sentence opens with a time before the news: "In June, ...", "A year ago", "Last month"."""
    first, last = people.reading.bounds[here]
    opening = people.reading.low[first : min(last, first + 4)]
    if not opening:
        return False
    if opening[0] in ("in", "since") and len(opening) > 1:
        return opening[1] in _MONTHS or is_year(opening[1]) or opening[1:2] == ["early"] or opening[1:2] == ["late"]
    return opening[0] == "last" or "ago" in opening or "earlier" in opening[1:]


def _is_known(people: People, position: int) -> bool:
    """Tell whether a figure is told of in the passive: "12 were said to have died", "40 are known to be dead"."""
    low, (first, last) = people.reading.low, people.reading.window(position)
    around = low[max(first, position - _PASSIVE_REACH) : min(last, position + _PASSIVE_REACH)]
    return not _TOLD.isdisjoint(around) and any(one in _BEING and other in _TOLD for one, other in pairwise(around))


@cache
def _nobody_table(
    state: str,
    after: bool,
    hearsay: bool,
    sent: bool,
    history: bool,
    past: bool,
    elsewhere: bool,
    before: bool,
    known: bool,
    lead: bool,
) -> Features:
    features = ["nobody", f"nobody:{state}"]
    told = {
        f"nobody:after:{state}": after,
        f"nobody:hearsay:{state}": hearsay,
        f"nobody:sent:{state}": sent,
        f"nobody:history:{state}": history,
        f"nobody:past:{state}": past,
        f"nobody:elsewhere:{state}": elsewhere,
        f"nobody:before:{state}": before,
        f"nobody:known:{state}": known,
        f"nobody:lead:{state}": lead,
    }
    return tuple(features + [name for name, true in told.items() if true])


def _near_features(
    people: People, said: Said, own: list[Said], position: int, previous: str | None, gap: int, quoted: bool
) -> tuple[Features, ...]:
    at, kind = said.attribution.position, said.attribution.kind
    low = people.reading.low[min(at, position) : max(at, position)]
    breaks = min(2, low.count(";") + sum(low[k] == "," and low[k + 1] in _TURNS for k in range(len(low) - 1)))
    breaks = 0 if kind == "inverted" else breaks  # who speaks after a quotation speaks all of it
    between = min(2, sum(min(at, position) < other.attribution.position < max(at, position) for other in own))
    closest = min(abs(other.attribution.position - position) for other in own) == abs(at - position)
    first = people.reading.window(position)[0]
    own_clause = (
        people.reading.low[first] in _CONTRASTS
    )  # "While the office put the dead at 70, the union said 95 died"
    beside = (
        kind == "counted" and not own_clause and any(other.attribution.kind in ("said", "inverted") for other in own)
    )
    outlet = said.type == "outlet" and any(other.type != "outlet" for other in own)
    relayed = any(other.attribution.kind == "quoted" and said.name in other.relays for other in own)
    side = "before" if at < position else "after"
    again = ("here:as before",f"here:as before:{gap}") if said.name == previous else ()
    again += ("here:quoted figure",f"here:quoted figure:{kind}") * quoted
    again += (f"here:verb:{people.reading.low[at]}",) * (kind in ("said","counted","inverted"))
    if own_clause and "," in low:
        breaks = max(breaks, 1)
    if people.reading.low[at + 1 : at + 2] == [":"]:
        breaks = 0  # who speaks before a colon speaks all that follows
    return (
        _near_table(kind, side, said.type),
        _distance_table(side, breaks, between, closest, len(own) == 1),
        again
        + ("counted beside said",) * beside
        + ("outlet beside others",) * outlet
        + ("relay beside quoted",) * relayed,
    )


@cache
def _near_table(kind: str, side: str, source: str) -> Features:
    return "here", f"here:{kind}", f"here:{kind}:{side}", f"here:{source}", f"here:{source}:{kind}"


@cache
def _distance_table(side: str, breaks: int, between: int, closest: bool, alone: bool) -> Features:
    features = (f"breaks:{breaks}:{side}", f"between:{between}", f"between:{between}:{side}")
    return (*features, f"breaks:{breaks}", f"closest:{closest}", f"alone:{alone}")


@cache
def _far_table(
    place: str, state: str, source: str, kind: str, as_before: bool, last: bool, paragraph: bool, gap: int, quoted: bool
) -> Features:
    features = (place, f"{place}:{state}", f"{place}:{state}:{source}", f"far:{source}", f"far:{kind}")
    before = ("as before", f"as before:{state}", f"as before:{gap}", f"as before:{gap}:{state}") * as_before
    before += (f"{place}:quoted figure", f"{place}:quoted figure:{kind}") * quoted
    seconded = (f"{place}:seconded",) * (kind == "seconded")
    return (*features, *seconded, f"{place}:last:{last}", *before, *("new paragraph",) * paragraph)


def _is_new_paragraph(people: People, here: int, there: int) -> bool:
    sentences = people.reading.sentences
    return "\n" in people.reading.text[sentences[min(here, there)].end : sentences[max(here, there)].start]


def _opening(people: People, here: int, place: str) -> Features:
    """Whether a sentence opens like one that goes on with what was said before."""
    openings = people.once("openings", lambda people: dict[int, str | None]())
    if here not in openings:
        first, last = people.reading.bounds[here]
        opening = tuple(people.reading.low[first : min(last, first + 4)])
        phrases = people.reading.lexicon.phrases["continuing"]
        continues = any(opening[: len(phrase)] == phrase for phrase in phrases if phrase[:1] == opening[:1])
        openings[here] = opening[0] if continues else None
    word = openings[here]
    told = {"adds": people.once("adding", _adding)[here], "breakdown": people.once("breakdowns", _breakdowns)[here]}
    adds = [f"{place}:{name}" for name, true in told.items() if true]
    return (f"{place}:continues", f"{place}:{word}", *adds) if word else (f"{place}:opens", *adds)


def _breakdowns(people: People) -> list[bool]:
    """Which sentences give three numbers or more: they break down a total that was told."""
    low = people.reading.low
    return [
        sum(word[0].isdigit() and not is_year(word) for word in low[first:last]) >= _BREAKDOWN
        for first, last in people.reading.bounds
    ]


def _adding(people: People) -> list[bool]:
    """Which sentences add to what was told: "nine were also hurt", "the remaining 30", "Of the 53 in hospital"."""
    low = people.reading.low
    return [
        not _ADDITIONS.isdisjoint(low[first:last])
        or (low[first : first + 1] == ["of"] and any(word[0].isdigit() for word in low[first : min(last, first + 4)]))
        for first, last in people.reading.bounds
    ]


def _speaker(people: People, said: Said) -> Speaker:
    here = people.reading.sentence_at(people.reading.starts[said.attribution.position])
    outlets = [other.name for other in said_by_sentence(people)[here] if other.type == "outlet"]
    relays = [*said.relays, *outlets] if said.type != "outlet" else list(said.relays)
    return Speaker(said.name, tuple(dict.fromkeys([name for name in relays if name != said.name] + [said.name])))


def said_by_sentence(people: People) -> list[list[Said]]:
    """Return the attributions of each sentence with pronouns and surnames resolved."""
    return people.once("said", _resolve_all)


def _resolve_all(people: People) -> list[list[Said]]:
    rows: list[list[Said]] = []
    earlier: list[Said] = []
    for found in people.attributions:
        row: list[Said] = []
        for attribution in found:
            if said := _resolved(people, attribution, earlier):
                row.append(said)
                earlier = [*earlier, said][-_MEMORY:]
        rows.append(row)
    return rows


def _resolved(people: People, attribution: Attribution, earlier: list[Said]) -> Said | None:
    name, kind = named_source(people, attribution.source, earlier)
    if name is None:
        return None
    relays = (named_source(people, span, earlier)[0] for span in attribution.relays)
    return Said(attribution, name, kind, tuple(relay for relay in relays if relay and relay != name))
