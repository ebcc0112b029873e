"""Whom the text makes responsible for a figure, and through whom it came."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from helpers.people.figures import people_numbers
from helpers.people.lexicon import word_list
from helpers.people.mentions import WINDOW
from helpers.people.narration import (
    Setting,
    Told,
    is_new_paragraph,
    narrator_features,
    opening_features,
    read_setting,
)
from helpers.people.parts import People, in_turn, once
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
_CLAUSE_REACH = 6  # words of ", 60, who" behind a speaker
_RELATIVE = frozenset(["who", "which", "whose"])
_TURNS = frozenset(["while", "but", "whereas", "and", "though", "although", "as"])
_NEW_CLAUSES = _TURNS | {"with"}
_UNNAMED = word_list("unnamed_sources")
_CONTRASTS = frozenset(["while", "whereas", "although", "though"])


@dataclass(frozen=True, slots=True)
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
    decided = _decided(people, position)
    at = bisect_left(decided, position, key=lambda told: told.position)
    if at < len(decided) and decided[at].position < after:
        said = decided[at].said
    else:
        said = choose("speakers", speaker_candidates(people, position, decided[at - 1] if at else None))
    return _speaker(people, said) if said else None


@in_turn
def _decided(people: People) -> Iterator[Told]:
    """Who gives every number that counts people, in order."""
    before: Told | None = None
    for k, _ in people_numbers(people):
        before = Told(k, choose("speakers", speaker_candidates(people, k, before)))
        yield before


def speaker_candidates(people: People, position: int, previous: Told | None) -> list[Candidate]:
    """Return those who may have given the figure at a word, each with what speaks for it; the first is nobody.

    ``previous`` is who gave the figure before.
    """
    own = _around(said_by_sentence(people)[people.reading.sentence_of[position]], position)
    setting = read_setting(people, position, "own" if own else "alone", previous)
    heard = {said.name for said in own}
    others: list[Candidate] = [(said, _near_features(setting, said, own)) for said in own]
    others += [candidate for candidate in _elsewhere(setting) if candidate[0] and candidate[0].name not in heard]
    others += _carried(setting, others)
    return [(None, narrator_features(setting) if others else ()), *others]


def _elsewhere(setting: Setting) -> Iterator[Candidate]:
    """Who speaks in the sentences around, and in the first."""
    people, here, rows = setting.people, setting.here, said_by_sentence(setting.people)
    for place, step in _PLACES.items():
        there = here + step if step else 0
        if 0 <= there < len(rows) and there != here and (step or here > 3) and rows[there]:
            around = opening_features(people, here, place, is_new_paragraph(people, here, there))
            for said in rows[there][-_FAR:]:
                yield said, (_far_features(setting, said, place), around)
    for row in rows[here + 2 : here + _LONG_QUOTATION] if setting.quotation else ():
        yield from [(said, (_far_features(setting, said, "later"),)) for said in row if setting.is_quoted_from(said)]


def _carried(setting: Setting, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Who gave the figure before, when that was said too far away to be heard again."""
    said = setting.previous
    if said is None or any(other is not None and other.name == said.name for other, _ in candidates):
        return []
    return [(said, (("as before", f"as before:{setting.gap}:{setting.state}", "carried"),))]


def _around(row: list[Said], position: int) -> list[Said]:
    """The attributions of a sentence nearest to a word."""
    at = bisect_left(row, position, key=lambda said: said.attribution.position)
    near = row[max(0, at - _NEAR) : at + _NEAR]
    return [said for said in near if abs(said.attribution.position - position) < 2 * WINDOW]


def _near_features(setting: Setting, said: Said, own: Sequence[Said]) -> tuple[Features, ...]:
    """What speaks for one who speaks in the figure's own sentence."""
    at, position = said.attribution.position, setting.position
    side = "before" if at < position else "after"
    nearer = any(abs(other.attribution.position - position) < abs(at - position) for other in own)
    beside = {
        f"here:as before:{setting.gap}": setting.is_as_before(said),
        "others nearer": nearer,
        "of the speaker": _is_of_speaker(setting, said),
        "its quotation": setting.is_quoted_from(said),
        "outlet beside others": said.type == "outlet" and any(other.type != "outlet" for other in own),
        "relay beside quoted": any(other.attribution.kind == "quoted" and said.name in other.relays for other in own),
    }
    return (
        _near_table(said.attribution.kind, side, said.type, _breaks(setting, said, own)),
        tuple([name for name, true in beside.items() if true]),
    )


def _is_of_speaker(setting: Setting, said: Said) -> bool:
    """Tell whether a figure is told of the speaker: "Chile, which sent 40 men, said", "said Ana Lund, who lost two"."""
    position, source, at = setting.position, said.attribution.source, said.attribution.position
    behind = setting.people.reading.low[source.last : min(position, source.last + _CLAUSE_REACH)]
    return (position < at or said.attribution.kind == "inverted") and not _RELATIVE.isdisjoint(behind)


def _is_contrast(setting: Setting) -> bool:
    """Tell "While the office put the dead at 70, the union said 95 died": each has a clause of its own."""
    reading = setting.people.reading
    return reading.low[reading.window(setting.position)[0]] in _CONTRASTS


def _breaks(setting: Setting, said: Said, own: Sequence[Said]) -> int:
    """How many turns of the sentence lie between one who speaks and the figure, two for many."""
    at, position, low = said.attribution.position, setting.position, setting.people.reading.low
    if said.attribution.kind == "inverted" or low[at + 1 : at + 2] == [":"]:
        return 0  # who speaks after a quotation or before a colon speaks all of it
    between = low[min(at, position) : max(at, position)]
    turns = between.count(";")
    if "," in between and not _closes(setting, said):
        pairs = list(pairwise(between))
        turns += sum(one == "," and other in _TURNS for one, other in pairs)
        if (",", "with") in pairs:
            turns += any(low[other.attribution.position].endswith("ing") for other in own)
        turns = max(turns, int(_is_contrast(setting)))
    return min(2, turns)


def _closes(setting: Setting, said: Said) -> bool:
    """Tell "three died, and two were hurt, the mayor said" from "three died, and the mayor said two were hurt"."""
    first, low = said.attribution.source.first, setting.people.reading.low
    nearest = range(first - 1, max(setting.position, first - _CLAUSE_REACH), -1)
    comma = next((k for k in nearest if low[k] == ","), None)
    return comma is not None and low[comma + 1] not in _NEW_CLAUSES and not _is_contrast(setting)


@cache
def _near_table(kind: str, side: str, source: str, breaks: int) -> Features:
    return (
        "here",
        f"here:{kind}",
        f"here:{kind}:{side}",
        f"here:{source}",
        f"here:{source}:{kind}",
        *(f"breaks:{breaks}", f"breaks:{breaks}:{side}"),
    )


def _far_features(setting: Setting, said: Said, place: str) -> Features:
    """What speaks for one who speaks in another sentence."""
    state = setting.state
    features = [place, f"{place}:{state}", f"{place}:{state}:{said.type}"]
    if said.attribution.kind == "seconded":
        features += [f"{place}:seconded", f"{place}:seconded:{state}"]
    if setting.is_as_before(said):
        features += ["as before", f"as before:{setting.gap}:{state}"]
    if setting.is_quoted_from(said):
        features.append("its quotation")
    return tuple(features)


def _speaker(people: People, said: Said) -> Speaker:
    here = people.reading.sentence_of[said.attribution.position]
    outlets = [other.name for other in said_by_sentence(people)[here] if other.type == "outlet"]
    relays = [*said.relays, *outlets] if said.type != "outlet" else list(said.relays)
    return Speaker(said.name, tuple(dict.fromkeys([name for name in relays if name != said.name] + [said.name])))


@once
def said_by_sentence(people: People) -> list[list[Said]]:
    """Return the attributions of each sentence with pronouns and surnames resolved."""
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
    source, *relays = (named_source(people, span, earlier) for span in (attribution.source, *attribution.relays))
    if source[0] and relays and relays[-1][1] == "outlet" and _UNNAMED.issuperset(source[0].lower().split()):
        source = relays.pop()  # "Reuters, citing several sources": it names nobody else
    name, kind = source
    passed = tuple([relay for relay, _ in relays if relay and relay != name])
    return Said(attribution, name, kind, passed) if name else None
