"""Whom the text makes responsible for a figure, and through whom it came."""

from bisect import bisect_left
from dataclasses import dataclass

from helpers.people.attributions import Attribution
from helpers.people.groups import people_numbers
from helpers.people.mentions import WINDOW
from helpers.people.parts import People
from helpers.people.persons import Said, named_source
from helpers.people.ranking import choose, read_weights

_MEMORY = 12  # sources remembered for "he", "the agency", "the statement"
_TURNS = frozenset(["while", "but", "whereas", "and", "though", "although"])
_HEARSAY = frozenset(["reportedly", "thought", "believed", "estimated", "allegedly", "alleged", "presumed"])
_AFTER = frozenset(["after", "since", "where", "which", "who", "whose"])
_SENT = frozenset(["sent", "deployed", "dispatched", "stationed", "send", "supply", "deploy"])


@dataclass(frozen=True)
class Speaker:
    """``attributed_to``: whom the text makes responsible; ``chain``: all who pass it on, the reader's outlet first."""

    attributed_to: str
    chain: tuple[str, ...]


Candidate = tuple[Said | None, tuple[str, ...]]


def find_speaker(people: People, start: int, end: int) -> Speaker | None:
    """Return who gives the figure at ``text[start:end]``, None when the article itself does."""
    position = people.reading.word_at(start)
    if position >= len(people.reading.words) or not people.reading.bounds:
        return None
    said = choose(speaker_candidates(people, position, previous_speaker(people, position)), read_weights()["speakers"])
    return _speaker(people, said) if said else None


def previous_speaker(people: People, position: int) -> str | None:
    """Return who gave the last number of people before a word."""
    decided = people.once("speakers", _decide_all)
    at = bisect_left(decided, position, key=lambda item: item[0])
    return decided[at - 1][1] if at else None


def _decide_all(people: People) -> list[tuple[int, str | None]]:
    decided: list[tuple[int, str | None]] = []
    for k in people.once("numbers", people_numbers):
        said = choose(speaker_candidates(people, k, decided[-1][1] if decided else None), read_weights()["speakers"])
        decided.append((k, said.name if said else None))
    return decided


def speaker_candidates(people: People, position: int, previous: str | None) -> list[Candidate]:
    """Return those who may have given the figure at a word, each with what speaks for it; the first is nobody."""
    reading = people.reading
    here = reading.sentence_at(reading.starts[position])
    rows = said_by_sentence(people)
    own = [said for said in rows[here] if abs(said.attribution.position - position) < 2 * WINDOW]
    state = "own" if own else "alone"
    candidates: list[Candidate] = [(None, _nobody_features(people, here, position, state, previous))]
    candidates += [(said, _near_features(people, said, own, position)) for said in own]
    for place, there in (
        ("back1", here - 1),
        ("back2", here - 2),
        ("back3", here - 3),
        ("first", 0),
        ("next", here + 1),
    ):
        if 0 <= there < len(rows) and there != here and (place != "first" or here > 3):
            for said in rows[there]:
                candidates.append((said, _far_features(people, said, place, state, here, there, previous)))
    return candidates


def _nobody_features(people: People, here: int, position: int, state: str, previous: str | None) -> tuple[str, ...]:
    first, last = people.reading.window(position)
    words = people.reading.low[first:last]
    features = [
        "nobody",
        f"nobody:{state}",
        f"nobody:previous:{previous is not None}",
        *_opening(people, here, "nobody"),
    ]
    behind = people.reading.low[max(first, position - 4) : position]
    features += ["nobody:after"] * (not _AFTER.isdisjoint(behind))
    features += ["nobody:hearsay"] * (not _HEARSAY.isdisjoint(words)) + ["nobody:sent"] * (not _SENT.isdisjoint(words))
    return tuple(features)


def _near_features(people: People, said: Said, own: list[Said], position: int) -> tuple[str, ...]:
    at = said.attribution.position
    side = "before" if at < position else "after"
    low = people.reading.low[min(at, position) : max(at, position)]
    breaks = min(2, low.count(";") + sum(low[k] == "," and low[k + 1] in _TURNS for k in range(len(low) - 1)))
    between = sum(min(at, position) < other.attribution.position < max(at, position) for other in own)
    closest = min(own, key=lambda other: abs(other.attribution.position - position)) is said
    kind = said.attribution.kind
    features = [
        "here",
        f"here:{kind}",
        f"here:{kind}:{side}",
        f"here:{said.type}",
        f"here:{said.type}:{kind}",
        f"breaks:{breaks}:{side}",
    ]
    features += [
        f"between:{min(2, between)}",
        f"between:{min(2, between)}:{side}",
        f"closest:{closest}",
        f"alone:{len(own) == 1}",
    ]
    if kind == "counted" and any(other.attribution.kind in ("said", "inverted") for other in own):
        features.append("counted beside said")
    if said.type == "outlet" and any(other.type != "outlet" for other in own):
        features.append("outlet beside others")
    return tuple(features)


def _far_features(
    people: People, said: Said, place: str, state: str, here: int, there: int, previous: str | None
) -> tuple[str, ...]:
    sentences, row = people.reading.sentences, said_by_sentence(people)[there]
    features = [
        place,
        f"{place}:{state}",
        f"{place}:{state}:{said.type}",
        f"far:{said.type}",
        f"far:{said.attribution.kind}",
    ]
    features += [f"{place}:last:{row[-1] is said}", *_opening(people, here, place)]
    if said.name == previous:
        features += ["as before", f"as before:{state}"]
    if "\n" in people.reading.text[sentences[min(here, there)].end : sentences[max(here, there)].start]:
        features.append("new paragraph")
    return tuple(features)


def _opening(people: People, here: int, place: str) -> list[str]:
    """Whether the sentence opens like one that goes on with what was said before."""
    first, last = people.reading.bounds[here]
    opening = tuple(people.reading.low[first : min(last, first + 4)])
    for phrase in people.reading.lexicon.phrases["continuing"]:
        if opening[: len(phrase)] == phrase:
            return [f"{place}:continues", f"{place}:{phrase[0]}"]
    return [f"{place}:opens"]


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
