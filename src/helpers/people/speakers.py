"""Whom the text makes responsible for a figure, and through whom it came."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from helpers.people.figures import people_numbers
from helpers.people.mentions import WINDOW
from helpers.people.narration import Setting, Told, is_new_paragraph, narrator_features, opening_features
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
_LONG_QUOTATION = 6  # sentences after which nobody is looked for who ends a quotation
_NEAR = 6  # attributions looked at on each side of the figure
_FAR = 4  # attributions looked at in another sentence
_MEMORY = 12  # sources remembered for "he", "the agency", "the statement"
_TURNS = frozenset(["while", "but", "whereas", "and", "though", "although", "as"])
_CONTRASTS = frozenset(["while", "whereas", "although", "though"])


@dataclass(frozen=True)
class Speaker:
    """Who gives a figure, in the text's own words.

    ``attributed_to`` is whom the text makes responsible; ``chain`` is all who pass it on, the outlet nearest to the
    reader first and ``attributed_to`` last.
    """

    attributed_to: str
    chain: tuple[str, ...]


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
    here = people.reading.sentence_of[position]
    own = _around(said_by_sentence(people)[here], position)
    setting = Setting(people, position, here, "own" if own else "alone", previous)
    candidates: list[Candidate] = [(None, narrator_features(setting))]
    candidates += [(said, _near_features(setting, said, own)) for said in own]
    candidates += [(said, features) for said, features in _elsewhere(setting)]
    return candidates + _carried(setting, candidates)


def _elsewhere(setting: Setting) -> Iterator[tuple[Said, tuple[Features, ...]]]:
    """Who speaks in the sentences around, and in the first."""
    people, here, rows = setting.people, setting.here, said_by_sentence(setting.people)
    for place, step in _PLACES.items():
        there = here + step if step else 0
        if 0 <= there < len(rows) and there != here and (step or here > 3):
            for said in rows[there][-_FAR:]:
                features = _far_features(setting, said, place, said is rows[there][-1])
                paragraph = ("new paragraph",) * is_new_paragraph(people, here, there)
                yield said, (features, paragraph, opening_features(people, here, place))
    for row in rows[here + 2 : here + _LONG_QUOTATION] if setting.quoted else ():
        yield from [
            (said, (_far_features(setting, said, "later", True),)) for said in row if setting.is_quoted_from(said)
        ]


def _carried(setting: Setting, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Who gave the figure before, when that was said too far away to be heard again."""
    said, state, gap = setting.previous.said if setting.previous else None, setting.state, setting.gap
    if said is None or any(other is not None and other.name == said.name for other, _ in candidates):
        return []
    memory = [f"carried:{name}" for name in (state, gap, f"{gap}:{state}", said.type)]
    return [(said, (("as before", "carried", *memory), opening_features(setting.people, setting.here, "carried")))]


def _around(row: list[Said], position: int) -> list[Said]:
    """The attributions of a sentence nearest to a word."""
    at = bisect_left(row, position, key=lambda said: said.attribution.position)
    near = row[max(0, at - _NEAR) : at + _NEAR]
    return [said for said in near if abs(said.attribution.position - position) < 2 * WINDOW]


def _near_features(setting: Setting, said: Said, own: Sequence[Said]) -> tuple[Features, ...]:
    """What speaks for one who speaks in the figure's own sentence."""
    at, kind, position = said.attribution.position, said.attribution.kind, setting.position
    side = "before" if at < position else "after"
    between = min(2, sum(min(at, position) < other.attribution.position < max(at, position) for other in own))
    closest = min(abs(other.attribution.position - position) for other in own) == abs(at - position)
    beside = {
        "here:as before": said.name == setting.name,
        f"here:as before:{setting.gap}": said.name == setting.name,
        "here:quoted figure": setting.quoted,
        "its quotation": setting.is_quoted_from(said),
        "here:its quotation": setting.is_quoted_from(said),
        f"here:quoted figure:{kind}": setting.quoted,
        "counted beside said": kind == "counted" and not _is_contrast(setting) and _is_said(own),
        "outlet beside others": said.type == "outlet" and any(other.type != "outlet" for other in own),
        "relay beside quoted": any(other.attribution.kind == "quoted" and said.name in other.relays for other in own),
    }
    return (
        _near_table(kind, side, said.type),
        _distance_table(side, _breaks(setting, said), between, closest, len(own) == 1),
        tuple([name for name, true in beside.items() if true]),
    )


def _is_contrast(setting: Setting) -> bool:
    """Tell "While the office put the dead at 70, the union said 95 died": each has a clause of its own."""
    reading = setting.people.reading
    return reading.low[reading.window(setting.position)[0]] in _CONTRASTS


def _is_said(own: Sequence[Said]) -> bool:
    return any(other.attribution.kind in ("said", "inverted") for other in own)


def _breaks(setting: Setting, said: Said) -> int:
    """How many turns of the sentence lie between one who speaks and the figure, two for many."""
    at, position, low = said.attribution.position, setting.position, setting.people.reading.low
    if said.attribution.kind == "inverted" or low[at + 1 : at + 2] == [":"]:
        return 0  # who speaks after a quotation or before a colon speaks all of it
    between = low[min(at, position) : max(at, position)]
    turns = sum(one == "," and other in _TURNS for one, other in pairwise(between))
    turns += low[at].endswith("ing") and (",", "with") in pairwise(
        low[max(0, min(at, position) - 1) : max(at, position)]
    )
    return max(min(2, between.count(";") + turns), int(_is_contrast(setting) and "," in between))


@cache
def _near_table(kind: str, side: str, source: str) -> Features:
    return "here", f"here:{kind}", f"here:{kind}:{side}", f"here:{source}", f"here:{source}:{kind}"


@cache
def _distance_table(side: str, breaks: int, between: int, closest: bool, alone: bool) -> Features:
    features = (f"breaks:{breaks}:{side}", f"between:{between}", f"between:{between}:{side}")
    return (*features, f"breaks:{breaks}", f"closest:{closest}", f"alone:{alone}")


def _far_features(setting: Setting, said: Said, place: str, last: bool) -> Features:
    """What speaks for one who speaks in another sentence."""
    state, gap, kind = setting.state, setting.gap, said.attribution.kind
    features = [place, f"{place}:{state}", f"{place}:{state}:{said.type}", f"far:{said.type}", f"far:{kind}"]
    if kind == "seconded":
        features.append(f"{place}:seconded")
    if said.name == setting.name:
        features += ["as before", f"as before:{state}", f"as before:{gap}", f"as before:{gap}:{state}"]
    if setting.quoted:
        features += [f"{place}:quoted figure", f"{place}:quoted figure:{kind}"]
    if setting.is_quoted_from(said):
        features += ["its quotation", f"{place}:its quotation"]
    return (*features, f"{place}:last:{last}")


def _speaker(people: People, said: Said) -> Speaker:
    here = people.reading.sentence_of[said.attribution.position]
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
