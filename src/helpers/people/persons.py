"""What a source is called: pronouns, surnames and "the agency" traced back to the name they stand for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.people.lexicon import split_words, word_list
from helpers.people.mentions import Mention
from helpers.people.names import Span, is_person, is_personal, name_of
from helpers.people.parts import People, once
from helpers.people.sayings import Attribution
from helpers.people.sources import PRONOUNS, skip_times, source_after, source_before

_SINGULAR = frozenset(["he", "she", "him", "his", "her"])
_PLURAL = frozenset(["it", "they", "them", "its", "their"])
_DEFINITE = frozenset(["the", "this", "that", "its", "their", "his", "her"])
_POSSESSIVE = frozenset(["its", "their", "his", "her"])
_BODIES = word_list("bodies")
_PAPERS = word_list("papers")
_DOCUMENTS = _PAPERS | word_list("figure_nouns") | {"figures"}
_FIGHTERS = word_list("fighters")
_ANY_BODY = frozenset(
    ["agency", "body", "group", "organisation", "organization", "service", "team", "unit", "watchdog"]
)
_KINDS_OF_BODY = word_list("kinds_of_body")
_TITLE_REACH = 6  # words between a title and the name it belongs to
_BARE_ORGANS = frozenset(["military intelligence", "intelligence", "general staff", "military", "army"])
_ARMED_BODIES = frozenset(["brigade", "force", "forces", "organisation", "organization"])
_LOOSE = word_list("loose_owners")
_SIDES = frozenset(["armies", "countries", "governments", "nations", "neighbors", "neighbours", "sides"])
_TWO = frozenset(["both", "two"])
_PERSONAL = word_list("personal")
_SECRET = frozenset(["spy", "intelligence"])
_SUBJECT_KINDS = frozenset(["said", "inverted", "counted", "account", "denied"])
_OUTLETS = word_list("outlet_nouns")
_KINDRED = ((word_list("troops"), word_list("commands")), (word_list("scholars"), word_list("institutes")))
_BEARERS = 8  # persons looked at for one who bears a title
_FAR_BACK = 5  # sentences between "the rebels" and their name
_WORDS_BACK = 160  # between a bare institution and its name


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with its source by full name; ``type`` tells what kind of source it is.

    Types are person, nation, armed, body, outlet, place, noun ("police", "officials"), paper ("report"), vague
    ("reports") and unknown.
    """

    attribution: Attribution
    name: str
    type: str
    relays: tuple[str, ...]


def named_source(people: People, span: Span, earlier: Sequence[Said]) -> tuple[str | None, str]:
    """Return the full name of a source and its type; None for a pronoun that stands for nobody named."""
    reading = people.reading
    head = reading.low[span.last - 1]
    if span.last - span.first == 1 and (head in _SINGULAR or head in _PLURAL):
        name, kind = _subject_before(people, span.first, head, earlier) or _antecedent(head, earlier)
        return (name, kind) if name or head not in _SINGULAR else _last_named(people, span.first)
    if head in _SIDES and (both := _both_nations(people, span)):
        return both, "nation"
    if is_person(reading, span) and not _is_placed(people, span):
        name = reading.span_text(span.first, span.last)
        return (full_names(people).get(name, name) if span.last - span.first == 1 else name), "person"
    known = [reading.covered[k] for k in range(span.first, span.last) if k in reading.covered]
    if not known and (found := _definite(people, span, head, earlier)):
        return found
    return _noun_name(people, span, known, earlier), _noun_type(people, span, known)


def _both_nations(people: People, span: Span) -> str | None:
    """The two that "both sides" or "the two countries" are: the pair of nations named last before."""
    low = people.reading.low
    if _TWO.isdisjoint(low[max(0, span.first - 1) : span.last]):
        return None
    before = people.mentions_between(0, span.first)
    pairs = [(a.entry.nation, b.entry.nation) for a, b in pairwise(before) if low[a.last : b.first] == ["and"]]
    return " and ".join(pairs[-1]) if pairs and all(pairs[-1]) else None


def _is_placed(people: People, span: Span) -> bool:
    """Tell "study in Nature Medicine" and "elders in Hull" from a person's name."""
    reading = people.reading
    return any(
        reading.low[k] == "in" and reading.low[k - 1] in reading.lexicon.words["nouns"]
        for k in range(span.first + 1, span.last)
    )


def _noun_type(people: People, span: Span, known: Sequence[Mention]) -> str:
    reading, head = people.reading, people.reading.low[span.last - 1]
    text = " ".join(reading.low[span.first : span.last])
    if (
        head in _OUTLETS
        or text.endswith("news agency")
        or (known and known[-1].entry.kind == "outlet" and known[-1].last == span.last)
    ):
        return "outlet"
    if tuple(text.split()) in reading.lexicon.phrases["vague"]:
        return "vague"
    if not known and head in _DOCUMENTS:
        return "paper"
    if known and head in reading.lexicon.words["nouns"] and head not in _FIGHTERS and known[-1].last < span.last:
        return "body"
    return known[-1].entry.kind if known else "noun"


def _noun_name(people: People, span: Span, known: Sequence[Mention], earlier: Sequence[Said]) -> str:
    """The words of a source; a short name in full when the text has it, a ministry with its country."""
    reading = people.reading
    if span.last - span.first == 1 and (written := short_names(people).get(reading.words[span.first])):
        return written
    if known and known[0].first == span.first and known[0].last == span.last and known[0].entry.kind == "body":
        full, short = known[0].entry.name, reading.span_text(span.first, span.last)
        return full if len(full) > len(short) and full in reading.text else short
    if known and known[0].entry.form == "adjective" and known[0].first == span.first and known[0].last == span.last:
        return known[0].entry.nation  # "an earlier Ukrainian forecast"
    if len(known) == 1 and known[0].entry.kind == "armed" and reading.low[span.last - 1] in _FIGHTERS:
        return known[0].entry.name
    text = reading.span_text(span.first, span.last)
    if known:
        return text
    if text.lower() in _BARE_ORGANS and (nation := _last_said(earlier, {"nation"})):
        return f"{nation[0]}'s {text}"
    if "ministry" not in text.lower() or text.lower() == "ministry":
        return text
    loose, genitive, rest = text.replace("’s ", "'s ").partition("'s ")
    owner = _owner(people, span.first)
    return f"{owner}'s {rest if genitive and loose.lower() in _LOOSE else text}" if owner else text


def _owner(people: People, before: int) -> str | None:
    """The country or territory that the text speaks of before a bare "Health Ministry"."""
    reading = people.reading
    here = reading.sentence_of[before]
    near = [mention for row in people.mentions_by_sentence[max(0, here - 3) : here + 1] for mention in row]
    near = [mention for mention in near if mention.first < before and mention.entry.kind == "nation"]
    for named, parts in (
        (True, ("scene", "struck", "losses", "event", "owner", "other")),
        (False, ("people", "troops", "losses", "event")),
    ):
        for mention in reversed(near):
            if (mention.entry.form == "name") is named and people.parts[mention.first] in parts:
                return reading.span_text(mention.first, mention.last) if named else mention.entry.nation
    return None


def _definite(people: People, span: Span, head: str, earlier: Sequence[Said]) -> tuple[str, str] | None:
    """What "the agency", "the rebels", "the statement" stands for."""
    reading = people.reading
    if span.first == 0 or reading.low[span.first - 1] not in _DEFINITE:
        return None
    if not all(reading.words[k].islower() for k in range(span.first, span.last)):
        return None
    if head in _DOCUMENTS and reading.low[span.first - 1] in _POSSESSIVE:
        name, kind = _antecedent(reading.low[span.first - 1], earlier)
        return (name, kind) if name else None
    if head in ("former", "latter") and span.last - span.first == 1:
        return _one_of_two(head, earlier)
    for is_meant in (_is_called, _is_kin):
        for said in reversed(earlier):
            if is_meant(people, said, reading.low[span.first : span.last]):
                return said.name, said.type
    if reading.low[span.first - 1] in ("its", "their") and head in _PERSONAL:
        return _last_body(people, span.first, ("body", "armed"))  # "its spokesman" speaks for it
    if person := _just_spoken(people, span, earlier) or _bearer(people, span):
        return person, "person"
    if (head in _BODIES or head in _FIGHTERS) and _KINDS_OF_BODY.issuperset(reading.low[span.first : span.last - 1]):
        kinds = ("body",) * (head in _BODIES) + ("armed",) * (head in _FIGHTERS or head in _ARMED_BODIES)
        near = _last_body(people, span.first, kinds)
        if near and not _SECRET.isdisjoint(reading.low[span.first : span.last]) and not _is_secret(near[0]):
            return None  # "the spy agency" is not the army named before
        return (_last_office(earlier) or _last_written(people, span)) if near is None and head in _ANY_BODY else near
    return _last_said(earlier, {"body", "noun", "nation"}) if head in _PAPERS else None


def _one_of_two(head: str, earlier: Sequence[Said]) -> tuple[str, str] | None:
    """Whom "the former" and "the latter" stand for: of "the navy and the police", or of the last two who spoke."""
    names = earlier[-1].name.split(" and ") if earlier else []
    pair = names if len(names) == 2 else list(dict.fromkeys(said.name for said in earlier))[-2:]
    return (pair[head == "latter"].removeprefix("the "), "body") if len(pair) == 2 else None


def _is_kin(people: People, said: Said, words: Sequence[str]) -> bool:
    """Tell whether an office that spoke is of the kind that "the command", "the researchers" belong to."""
    names = split_words(said.name.lower())
    return said.type != "person" and any(words[-1] in heads and not kind.isdisjoint(names) for heads, kind in _KINDRED)


def _is_secret(name: str) -> bool:
    """Tell an intelligence agency by its name; initials may be one's."""
    return name.isupper() or not {"intelligence", "security", "spy"}.isdisjoint(split_words(name.lower()))


def _just_spoken(people: People, span: Span, earlier: Sequence[Said]) -> str | None:
    """The person who spoke last, where "the commander" speaks in the next sentence."""
    reading, titles = people.reading, people.reading.lexicon.persons_titles
    if not earlier or earlier[-1].type != "person" or not titles.issuperset(reading.low[span.first : span.last]):
        return None
    here = reading.sentence_of[span.first]
    spoke = reading.sentence_of[earlier[-1].attribution.position]
    return earlier[-1].name if 0 < here - spoke <= 1 else None


def _bearer(people: People, span: Span) -> str | None:
    """The last person named with the title before "the president" speaks: "President Ana Lund met the families"."""
    titles = people.reading.low[span.first : span.last]
    if not people.reading.lexicon.persons_titles.issuperset(titles):
        return None
    runs = _runs(people)
    at = bisect_left(runs, (span.first, 0))
    before = runs[max(0, at - _BEARERS) : at]
    borne = (run for run in reversed(before) if _titles(people, Span(*run)).issuperset(titles))
    return next((people.reading.span_text(*run) for run in borne), None)


def _is_called(people: People, said: Said, words: Sequence[str]) -> bool:
    """Tell whether "the mayor", "the defence ministry" is one who spoke before: all of its words are in the name, or
    it is the title of a person.
    """
    words = [word for word in words if word != "same"]
    names = {word.rstrip("s") for word in split_words(said.name.lower())}
    if words and all(word.rstrip("s") in names for word in words):
        return True
    return said.type == "person" and len(words) == 1 and words[0] in _titles(people, said.attribution.source)


def _titles(people: People, name: Span) -> frozenset[str]:
    """The words of titles before a name, or after its comma: "Governor Ana Lund", "Ana Lund, the governor of Hull,"."""
    low = people.reading.low
    before = low[max(0, name.first - _TITLE_REACH) : name.first]
    after = low[name.last : name.last + _TITLE_REACH] if low[name.last : name.last + 1] == [","] else []
    return people.reading.lexicon.persons_titles.intersection(before + after)


def _last_said(earlier: Sequence[Said], types: set[str]) -> tuple[str, str] | None:
    return next(((said.name, said.type) for said in reversed(earlier) if said.type in types), None)


def _last_office(earlier: Sequence[Said]) -> tuple[str, str] | None:
    """The last office that spoke ("the agency" is no lawmaker), else the last outlet that was told."""
    offices = [said for said in earlier if said.name.split()[-1].lower().removesuffix("s") not in _PERSONAL]
    told = next((said.relays[-1] for said in reversed(earlier) if said.relays), None)
    return _last_said(offices, {"body"}) or _last_said(offices, {"outlet"}) or (told and (told, "outlet")) or None


def _last_written(people: People, span: Span) -> tuple[str, str] | None:
    """The same office by the fuller words before: "the spy agency" of a bare "the agency"."""
    low, head = people.reading.low, people.reading.low[span.last - 1]
    for k in range(span.first - 1, max(1, span.first - _WORDS_BACK), -1):
        if low[k] == head and low[k - 1] in _KINDS_OF_BODY:
            return people.reading.span_text(k - 1, k + 1), "body"
    return None


def _last_body(people: People, before: int, kinds: tuple[str, ...]) -> tuple[str, str] | None:
    """The last institution named before a word, in the same sentence or the one before, with its owner.

    "The rebels" may be named further back.
    """
    reading = people.reading
    here = reading.sentence_of[before]
    first = reading.bounds[max(0, here - (_FAR_BACK if kinds == ("armed",) else 1))][0]
    for k in range(before - 1, max(first, before - _WORDS_BACK) - 1, -1):
        if (mention := reading.covered.get(k)) and mention.entry.kind in kinds:
            whole = source_before(reading, mention.last, first) if mention.entry.kind == "body" else None
            return reading.span_text(whole.first if whole else mention.first, mention.last), mention.entry.kind
    return None


def _subject_before(people: People, position: int, pronoun: str, earlier: Sequence[Said]) -> tuple[str, str] | None:
    """What "It says" stands for at the start of a sentence: the report that the sentence before, where nobody spoke,
    opens with.
    """
    reading = people.reading
    here = reading.sentence_of[position]
    if pronoun != "it" or here == 0 or not _opens(people, position):
        return None
    if earlier and earlier[-1].attribution.position >= reading.bounds[here - 1][0]:
        return None
    first, last = reading.bounds[here - 1]
    source = source_after(reading, first, last)
    if source is None or is_person(reading, source) or reading.low[source.first] in PRONOUNS:
        return None
    span = name_of(reading, source)
    known = [reading.covered[k] for k in range(span.first, span.last) if k in reading.covered]
    return _noun_name(people, span, known, ()), _noun_type(people, span, known)


def _is_one_person(said: Said) -> bool:
    """Tell someone told by what he is: "an official", "a spokesman for the ministry"."""
    return said.type == "noun" or (said.type == "body" and said.name.split()[0].lower() in _PERSONAL)


def _opens(people: People, position: int) -> bool:
    """Tell whether a word opens its sentence, but for a date: "On Feb. 6 it put the dead at 90"."""
    reading = people.reading
    first = reading.bounds[reading.sentence_of[position]][0]
    before = skip_times(reading, position, first)
    return before == first or (before == first + 1 and reading.low[first] == "on")


def _antecedent(pronoun: str, earlier: Sequence[Said]) -> tuple[str | None, str]:
    if pronoun in _SINGULAR:
        subjects = [said for said in earlier if said.attribution.kind in _SUBJECT_KINDS]
        return (
            _last_said(subjects, {"person"})
            or _last_said(earlier, {"person"})
            or next(((said.name, said.type) for said in reversed(earlier) if _is_one_person(said)), None)
            or (None, "unknown")
        )
    return _last_said(earlier, {"body", "nation", "noun", "paper", "outlet", "armed", "place"}) or (None, "unknown")


def _last_named(people: People, before: int) -> tuple[str | None, str]:
    """The last person named in full before a pronoun, in its own sentence or the one before."""
    reading, runs = people.reading, _runs(people)
    earliest = reading.bounds[max(0, reading.sentence_of[before] - 1)][0]
    at = bisect_left(runs, (before, 0)) - 1
    return (reading.span_text(*runs[at]), "person") if at >= 0 and runs[at][0] >= earliest else (None, "unknown")


@once
def full_names(people: People) -> dict[str, str]:
    """Return full names by surname, and by first word where the family name comes first."""
    names: dict[str, str] = {}
    for first, last in _runs(people):
        text = people.reading.span_text(first, last)
        names.setdefault(people.reading.words[last - 1], text)
        names.setdefault(people.reading.words[first], text)
    return names


@once
def short_names(people: People) -> dict[str, str]:
    """Return full names by the initials that the text gives in brackets: "Lund Disaster Agency (LDA)"."""
    return dict(_short_names(people))


def _short_names(people: People) -> Iterator[tuple[str, str]]:
    reading = people.reading
    for k in [k for k, word in enumerate(reading.words) if word == "(" and k > 1]:
        short = reading.words[k + 1] if reading.words[k + 2 : k + 3] == [")"] else ""
        first, initials = k, list(short)
        while initials and first > 0 and reading.words[first - 1].isalpha():
            first -= 1
            if reading.words[first][0] == initials[-1]:
                initials.pop()
            elif reading.words[first][0].isupper():
                break
        if len(short) > 1 and short.isupper() and not initials:
            yield short, reading.span_text(first, k)


@once
def _runs(people: People) -> list[tuple[int, int]]:
    """The words of each name of two to four words, first and last (not included)."""
    reading = people.reading
    named = [k for k, word in enumerate(reading.words) if word != reading.low[k] and is_personal(reading, k)]
    first, runs = 0, list[tuple[int, int]]()
    for at, k in enumerate(named, 1):
        if at == len(named) or named[at] != k + 1:
            if 2 <= at - first <= 4:
                runs.append((named[first], k + 1))
            first = at
    return runs
