"""Whom the text makes responsible for a figure, and through whom it came."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.people.attributions import Attribution
from helpers.people.parts import People
from helpers.people.ranking import choose, read_weights
from helpers.people.sources import Span, is_person

_BACK = 3
_SINGULAR = frozenset(["he", "she", "his", "her"])
_POSSESSIVES = frozenset(["his", "her", "its", "their"])
_TURNS = frozenset(["while", "but", "whereas", "and", "though", "although"])


@dataclass(frozen=True)
class Speaker:
    """``attributed_to``: whom the text makes responsible; ``chain``: all who pass it on, the reader's outlet first."""

    attributed_to: str
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """An attribution with its source by full name; ``type`` is person, nation, body, outlet, noun or unknown."""

    attribution: Attribution
    name: str
    type: str
    relays: tuple[str, ...]


Candidate = tuple[Said | None, tuple[str, ...]]


def find_speaker(people: People, start: int, end: int) -> Speaker | None:
    """Return who gives the figure at ``text[start:end]``, None when the article itself does."""
    position = people.reading.word_at(start)
    if position >= len(people.reading.words) or not people.reading.bounds:
        return None
    said = choose(speaker_candidates(people, position), read_weights()["speakers"])
    return _speaker(people, said, position) if said else None


def speaker_candidates(people: People, position: int) -> list[Candidate]:
    """Return those who may have given the figure at a word, each with what speaks for it; the first is nobody."""
    reading = people.reading
    here = reading.sentence_at(reading.starts[position])
    rows = said_by_sentence(people)
    own = [said for said in rows[here] if abs(said.attribution.position - position) < 2 * 80]
    state = "alone" if not own else "own"
    candidates: list[Candidate] = [(None, ("nobody", f"nobody:{state}", *_opening(people, here, "nobody")))]
    candidates += [(said, _near_features(people, said, own, position)) for said in own]
    for back in range(1, min(_BACK, here) + 1):
        for said in rows[here - back]:
            candidates.append((said, _far_features(people, said, f"back{back}", state, here, rows[here - back])))
    if here > _BACK and rows[0]:
        candidates += [(said, _far_features(people, said, "first", state, here, rows[0])) for said in rows[0]]
    if here + 1 < len(rows):
        candidates += [
            (said, _far_features(people, said, "next", state, here, rows[here + 1])) for said in rows[here + 1]
        ]
    return candidates


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
    if said.type == "outlet" and any(other.type != "outlet" for other in own):
        features.append("outlet beside others")
    return tuple(features)


def _far_features(people: People, said: Said, place: str, state: str, here: int, row: list[Said]) -> tuple[str, ...]:
    last = row[-1] is said
    features = [
        place,
        f"{place}:{state}",
        f"{place}:{state}:{said.type}",
        f"{place}:{said.attribution.kind}",
        f"{place}:last:{last}",
    ]
    return tuple(features + _opening(people, here, place))


def _opening(people: People, here: int, place: str) -> list[str]:
    """Whether the sentence opens like one that goes on with what was said before."""
    first, last = people.reading.bounds[here]
    opening = tuple(people.reading.low[first : min(last, first + 4)])
    for phrase in people.reading.lexicon.phrases["continuing"]:
        if opening[: len(phrase)] == phrase:
            return [f"{place}:continues", f"{place}:{phrase[0]}"]
    return [f"{place}:opens"]


def _speaker(people: People, said: Said, position: int) -> Speaker:
    here = people.reading.sentence_at(people.reading.starts[said.attribution.position])
    outlets = [other.name for other in said_by_sentence(people)[here] if other.type == "outlet" and other is not said]
    relays = [*said.relays, *outlets] if said.type != "outlet" else list(said.relays)
    return Speaker(said.name, tuple(dict.fromkeys([*relays, said.name])))


def said_by_sentence(people: People) -> list[list[Said]]:
    """Return the attributions of each sentence with pronouns and surnames resolved."""
    return people.once("said", _resolve_all)


def _resolve_all(people: People) -> list[list[Said]]:
    rows: list[list[Said]] = []
    earlier: list[Said] = []
    for found in people.attributions:
        row: list[Said] = []
        for attribution in found:
            said = _resolved(people, attribution, earlier)
            if said:
                row.append(said)
                earlier.append(said)
        rows.append(row)
    return rows


def _resolved(people: People, attribution: Attribution, earlier: list[Said]) -> Said | None:
    name, kind = _name(people, attribution.source, earlier)
    if name is None:
        return None
    relays = tuple(relay for span in attribution.relays if (relay := _name(people, span, earlier)[0]) and relay != name)
    return Said(attribution, name, kind, relays)


def _name(people: People, span: Span, earlier: list[Said]) -> tuple[str | None, str]:
    reading = people.reading
    low = reading.low[span.last - 1]
    if low in ("he", "she", "it", "they") or low in _POSSESSIVES:
        return _antecedent(low, earlier)
    if is_person(reading, span):
        word = reading.words[span.last - 1]
        name = reading.span_text(span.first, span.last)
        return (full_names(people).get(word, name) if span.last - span.first == 1 else name), "person"
    kinds = [reading.covered[k].entry.kind for k in range(span.first, span.last) if k in reading.covered]
    bare = not kinds and all(reading.words[k].islower() for k in range(span.first, span.last))
    if bare and span.first > 0 and reading.low[span.first - 1] in ("the", "this", "that", "its", "their"):
        for said in reversed(earlier[-12:]):
            if low in said.name.lower().split() or low.rstrip("s") in said.name.lower().split():
                return said.name, said.type
    if low in reading.lexicon.words["nouns"] or not kinds:
        kind = (
            "body"
            if kinds and kinds[-1] != "outlet" and low in reading.lexicon.words["nouns"]
            else kinds[-1]
            if kinds
            else "noun"
        )
    else:
        kind = kinds[-1]
    return reading.span_text(span.first, span.last), kind


def _antecedent(pronoun: str, earlier: list[Said]) -> tuple[str | None, str]:
    wanted = {"person", "noun"} if pronoun in _SINGULAR else {"body", "nation", "noun", "outlet", "armed", "place"}
    for types in (wanted - {"noun"}, wanted) if pronoun in _SINGULAR else (wanted,):
        for said in reversed(earlier[-12:]):
            if said.type in types:
                return said.name, said.type
    return None, "unknown"


def full_names(people: People) -> dict[str, str]:
    """Return full names by surname, and by first word where the family name comes first."""
    return people.once("full names", _full_names)


def _full_names(people: People) -> dict[str, str]:
    names: dict[str, str] = {}
    for first, last in _runs(people):
        text = people.reading.span_text(first, last)
        names.setdefault(people.reading.words[last - 1], text)
        names.setdefault(people.reading.words[first], text)
    return names


def _runs(people: People) -> Iterator[tuple[int, int]]:
    reading = people.reading
    first = None
    for k in range(len(reading.words) + 1):
        named = k < len(reading.words) and is_person(reading, Span(k, k + 1))
        if named and first is None:
            first = k
        elif not named and first is not None:
            if 2 <= k - first <= 4:
                yield first, k
            first = None
