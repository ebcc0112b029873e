"""Who speaks by a verb of speech or counting: "X said", "X put the dead at", "as reported by X"."""

from collections.abc import Iterator
from typing import NamedTuple

from helpers.people.lexicon import word_list
from helpers.people.mentions import Reading
from helpers.people.names import Span, is_person, name_of
from helpers.people.sources import (
    PRONOUNS,
    skip_times,
    source_after,
    source_before,
    unknown_after,
    unknown_before,
)

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_QUOTES = frozenset("\"“”'‘’")
_AMONG = ((",", "including"), (",", "among", "them"), (",", "such", "as"), ("such", "as"))
_LIVES = frozenset(["life", "lives"])
_HEDGES = word_list("hedges")
_APPOSITION = 30  # words between the commas of "Roos, the envoy to Chile who left on Sunday, said"
_PLACED = frozenset(["in", "on", "at", "during", "to"])
_ALONGSIDE = frozenset(["while", "by", "after", "before"])
_REPORT_REACH = 8  # words between "reported" and "citing"
_NOUNS_TOO = word_list("nouns_too")
_TELLERS = word_list("tellers")
_FOUND = frozenset(["found", "feared", "confirmed", "reported", "believed", "estimated", "expected", "alleged"])
_GIVES_THINGS = frozenset(["provided", "shared", "issued"])  # words or anything: "provided 150 soldiers"
_FEARS = frozenset(["fear", "fears", "feared"])  # "fear that", not "fear for their lives"
_NEEDS_CLAUSE = frozenset(["declared", "declares"])  # "declared that", not "declared an emergency"
_CLAUSE_MARKS = frozenset(["that", ",", ".", ":", "“", '"', "”"])
_DETERMINERS = word_list("determiners")
_NO_VERBS = _DETERMINERS | {"him", "them", "her", "us", "me"}
_PICTURES = word_list("pictures")
_PICTURE_REACH = 5  # words between "released" and "video"
_LOSSES = frozenset(["dead", "killed", "missing", "alive", "drowned", "injured", "wounded", "safe", "hurt"])
_AFTER_SPEAKER = word_list("after_speaker")
_OBJECTS = (["its"], ["their"], ["his"], ["her"], ["the"])
_FALSE = frozenset(
    ["false", "untrue", "wrong", "propaganda", "lie", "lies", "fake", "incorrect", "nonsense", "exaggerated"]
)
_CLAIMING = frozenset(["claim", "claims", "claimed"])
_ARTICLES = frozenset(["the", "a", "an"])
_HOLDING = frozenset(["had", "has", "have", "set"])
_LONGEST_HEDGE = 4
_AT_REACH = 7  # words from "set" to "at": "set the civilian death toll at"
_FIGURE_NOUNS = word_list("figure_nouns")
_SPEAKS = frozenset(["speak", "speaks", "spoke", "spoken", "talk", "talked", "talking", "talks"])
_OF = frozenset(["of", "about"])  # "spoke of 40 dead", not "spoke after 40 had died"
_HAVING = frozenset(["had", "has", "have"])
_PARTICLES = {"worked": "out", "owned": "up"}  # verbs of speech with this word alone: "owned up to 40 deaths"
_SAYS = frozenset(["say", "says"])
_PLAIN_SPEECH = word_list("plain_speech")
_TOLLS = _FIGURE_NOUNS | {"toll", "tolls", "number", "numbers", "dead", "casualties", "deaths"}
_MADE_PUBLIC = frozenset(["published", "posted", "released", "releases", "aired", "broadcast"])
_NUMBERS = word_list("numbers")
_ESTIMATE_REACH = 10  # words of "at about 93 dead and 200 injured by"
_MEANS = frozenset(["phone", "telephone", "email", "e-mail", "text", "mail", "letter", "video", "satellite"])
_TELLING = frozenset(["this", "that"])  # open a sentence on what the one before told
_BRIEFING_REACH = 8  # words of "This was said on Monday at a briefing by"
_TITLE_REACH = 5  # words of a title before a name


class Attribution(NamedTuple):
    """One source of a sentence, and those who pass its words on, nearest to the reader first."""

    kind: str  # said | denied | shown | inverted | counted | listed | quoted | according | account | passive | headline
    position: int
    source: Span
    relays: tuple[Span, ...] = ()


def find_sayings(reading: Reading, first: int, last: int) -> Iterator[Attribution]:
    """Yield the attributions by verbs in the words from ``first`` up to ``last``, in order of their verbs."""
    words = reading.lexicon.words
    for k in [k for k, low in enumerate(reading.low[first:last], first) if low in words["attributing"]]:
        low = reading.low[k]
        if low in words["relay_verbs"]:
            yield from _quoted(reading, k, first, last)
        elif low in words["say_verbs"] or low in words["count_verbs"] or low in words["passive_verbs"]:
            yield from _said(reading, k, first, last)
        elif low in ("had", "has", "have") and k + 1 < last and _gives_number(reading, k + 1):
            yield from _had(reading, k, first)
        elif _changes_toll(reading, k, last) and (source := _subject(reading, k, first)):
            yield Attribution("counted", k, source)
        elif low in words["arrive_verbs"] and _arrives(reading, k, last):
            source = _subject(reading, k, first)
            if source and _FIGURE_NOUNS.isdisjoint(reading.low[source.first : source.last]):
                yield Attribution("counted", k, source)


def _said(reading: Reading, k: int, first: int, last: int) -> Iterator[Attribution]:
    words, low = reading.lexicon.words, reading.low[k]
    before = reading.words[k - 1] if k > first else ","
    if (k == first and reading.words[k][0].isupper()) or _is_no_speech(reading, k, last):
        return
    if low in words["passive_verbs"] and (by := _teller_at(reading, k, first, last)):
        if source := source_after(reading, by, last):
            kind = "cited" if low in words["relay_verbs"] else "passive"
            told = not _TOLLS.isdisjoint(reading.low[max(first, k - 3) : k])
            if k < first + 8 and (told or reading.low[first] in _TELLING):
                kind = "seconded"
            yield Attribution(kind, k, name_after_comma(reading, source, last))
    elif before == "to" or _is_passive(reading, k, first):
        if source := _estimator(reading, k, last):
            yield Attribution("passive", k, source)
    elif low.endswith("ing") and before.lower() in _ALONGSIDE:
        if source := source_after(reading, _after_opening(reading, first, k), k):
            yield Attribution("said", k, source)
    elif low in words["say_verbs"] and low not in words["tell_verbs"] and (before == "," or before in _QUOTES):
        if low.endswith("ing") and (source := source_after(reading, _after_opening(reading, first, k), k)):
            yield Attribution("said", k, source)
        elif (source := source_after(reading, k + 1, last)) and not _begins_clause(reading, source, last):
            yield Attribution("inverted", k, name_after_comma(reading, source, last))
        elif source := _subject(reading, k, first):
            yield Attribution("said", k, source)
    elif low in _SAYS and (source := _sayer_after(reading, k, last)):
        yield Attribution("inverted", k, name_after_comma(reading, source, last))
    elif low in _GIVES_THINGS:
        return
    elif (source := _subject(reading, k, first)) and not _is_asked(reading, k, source):
        relays = _listener(reading, k, last) if low in words["tell_verbs"] else ()
        yield Attribution(_kind(reading, k, last), k, source, relays)


def _teller_at(reading: Reading, k: int, first: int, last: int) -> int | None:
    """The word after "by" behind a verb in the passive: "reported by", "This was said at a briefing by"."""
    if reading.low[k] == "released" and reading.low[k - 1] in reading.lexicon.kinds:
        return None  # "prisoners released by the rebels"
    reach = _BRIEFING_REACH if reading.low[first] in _TELLING and reading.low[k - 1] in _BE else 2
    by = next((j + 1 for j in range(k + 1, min(k + 1 + reach, last)) if reading.low[j] == "by"), None)
    return None if by is None or by >= last or reading.low[by] in _MEANS else by


def _estimator(reading: Reading, k: int, last: int) -> Span | None:
    """Who gives a number in the passive: "their number is put at 93 by the union"."""
    by = next((j for j in range(k + 1, min(k + _ESTIMATE_REACH, last)) if reading.low[j] == "by"), None)
    if by is None or reading.low[k + 1] != "at" or not any(word[0].isdigit() for word in reading.words[k + 1 : by]):
        return None
    return source_after(reading, by + 1, last)


def _is_asked(reading: Reading, k: int, source: Span) -> bool:
    """Tell who was only asked: "in an interview with the host Ana Lund published on Sunday", and where one wrote: "in
    a paper published on Sunday".
    """
    before = reading.low[max(0, source.first - _TITLE_REACH) : source.first]
    inside = reading.low[without_determiner(reading, source.first) - 1] == "in"
    return reading.low[k] in _MADE_PUBLIC and (inside or "with" in before)


def _sayer_after(reading: Reading, k: int, last: int) -> Span | None:
    """The ministry of "nine killed says the ministry.", but nobody in "the mayor says (that) the ministry, which"."""
    source = source_after(reading, k + 1, last) if reading.low[k + 1 : k + 2] != ["that"] else None
    ends = source is not None and (source.last >= last or not reading.words[source.last][0].isalnum())
    return source if ends else None


def _begins_clause(reading: Reading, source: Span, last: int) -> bool:
    """Tell "..., said they had found nine" from "..., said he" and "..., said the mayor of Hull"."""
    if source.last >= last or not reading.words[source.last][0].isalpha():
        return False
    if reading.low[source.first] in PRONOUNS:
        return True
    following = reading.words[source.last]
    return following.islower() and not following.endswith("ly") and following not in _AFTER_SPEAKER


def _is_no_speech(reading: Reading, k: int, last: int) -> bool:
    """ "claimed 72 lives", "Chadian reports", "reported to have killed", "did not say": no words of a source."""
    low = reading.low
    if k in reading.covered or (low[k].startswith("claim") and not _LIVES.isdisjoint(low[k + 1 : min(k + 7, last)])):
        return True
    owner = reading.covered.get(k - 1)
    if low[k] in _NOUNS_TOO and (low[k - 1] == "official" or (owner and owner.entry.form == "adjective")):
        return True
    following = low[k + 1] if k + 1 < len(low) else ""
    if low[k] in _FOUND and (following in _LOSSES or following == "as" or _begins_infinitive(reading, k + 1)):
        return True
    if low[k] in _FEARS and following == "for":
        return True
    if low[k] in _NEEDS_CLAUSE and following not in _CLAUSE_MARKS:
        return True
    if _PARTICLES.get(low[k], following) != following or (low[k] in _SPEAKS and _OF.isdisjoint(low[k + 1 : k + 3])):
        return True
    if low[k] == "given" and following != "by" and _HAVING.isdisjoint(low[max(0, k - 3) : k]):
        return True  # "figures given in April"
    if (low[k].startswith("call") and following == "for") or (
        low[k] in reading.lexicon.words["deny_verbs"] and following.endswith("ing")
    ):
        return True
    if low[k + 1 : k + 2] == ["tank"] or (low[k].startswith("add") and low[k + 1 : k + 2] == ["to"]):
        return True
    if low[k + 1 : k + 3] == ["to", "have"] and low[k] in _CLAIMING:
        return False
    return low[k + 1 : k + 3] in (["to", "have"], ["to", "be"]) or not {"not", "never"}.isdisjoint(
        low[max(0, k - 2) : k]
    )


def _begins_infinitive(reading: Reading, k: int) -> bool:
    """Tell "a force believed to number" from "the general reported to the president"."""
    verb = reading.words[k + 1] if k + 1 < len(reading.words) else ""
    return reading.low[k : k + 1] == ["to"] and verb.islower() and verb not in _NO_VERBS


def _changes_toll(reading: Reading, k: int, last: int) -> bool:
    """Tell whether somebody sets a toll at a number, or changes it: "tripled its estimate"."""
    if reading.low[k] in _HOLDING:
        return _puts_at(reading, k, last)
    return reading.low[k] in reading.lexicon.words["revise_verbs"] and _revises(reading, k, last)


def _revises(reading: Reading, k: int, last: int) -> bool:
    """Tell whether a source changes a number: "tripled its estimate", "raised the number of missing"."""
    return reading.low[k + 1 : k + 2] in _OBJECTS and not _TOLLS.isdisjoint(reading.low[k + 2 : min(k + 5, last)])


def _puts_at(reading: Reading, k: int, last: int) -> bool:
    """Tell whether somebody has or sets a toll at a number: "had set the death toll at 288", "has the figure at 40"."""
    following = reading.low[k + 1 : min(k + 1 + _AT_REACH, last - 1)]
    at = following.index("at") if "at" in following else 0
    return at > 0 and not _TOLLS.isdisjoint(following[:at]) and _gives_number(reading, k + at + 2)


def _arrives(reading: Reading, k: int, last: int) -> bool:
    """Tell whether a verb of motion comes to a number: "arrived at 700 deaths", "came to nearly 1,000"."""
    return reading.low[k + 1 : k + 2] in (["at"], ["to"]) and k + 2 < last and _gives_number(reading, k + 2)


def _gives_number(reading: Reading, k: int) -> bool:
    """Whether a number follows at once: "had about 6,000", "had 217 dead", "has no more than 260"."""
    end = k
    while end < min(k + _LONGEST_HEDGE, len(reading.low) - 1) and reading.low[end] in _HEDGES:
        end += 1
    return reading.low[end][0].isdigit()


def _had(reading: Reading, k: int, first: int) -> Iterator[Attribution]:
    """ "The ambassador had about 6,000 deaths": the subject is one who speaks and not one who suffers."""
    source = _subject(reading, k, first)
    if (
        source
        and (
            reading.low[source.last - 1] in _TELLERS
            or any(word in _TELLERS for word in reading.low[source.first : source.last])
        )
    ) or (source and is_person(reading, name_of(reading, source)) and reading.low[source.first - 1] not in _ARTICLES):
        yield Attribution("counted", k, source)


def _kind(reading: Reading, k: int, last: int) -> str:
    if _seconds(reading, k, last):
        return "seconded"
    if reading.low[k] in _MADE_PUBLIC and not _PICTURES.isdisjoint(reading.low[k + 1 : k + 1 + _PICTURE_REACH]):
        return "shown"
    if reading.low[k] in reading.lexicon.words["deny_verbs"] or _calls_false(reading, k, last):
        return "denied"
    return "said" if reading.low[k] in reading.lexicon.words["say_verbs"] else "counted"


def _seconds(reading: Reading, k: int, last: int) -> bool:
    """Tell whether a verb is about what was told in the sentence before: "confirmed it", "reported the information"."""
    end = k + 3 if reading.low[k + 1 : k + 3] in (["the", "information"], ["the", "news"]) else k + 2
    if end >= last or (end == k + 2 and reading.low[k + 1] not in ("this", "that", "it")):
        return False
    placed = reading.low[k + 1] in ("this", "the") and reading.low[end] in _PLACED
    return placed or reading.words[end] in (".", ",", ";", "!")


def _calls_false(reading: Reading, k: int, last: int) -> bool:
    """Tell "a claim the president called propaganda" from "she called for help"."""
    return reading.low[k].startswith("call") and not _FALSE.isdisjoint(reading.low[k + 1 : min(k + 5, last)])


def _after_opening(reading: Reading, first: int, k: int) -> int:
    """Where the subject of "..., alleging that" begins: at the start of the sentence, or after its date."""
    near = reading.words[first : min(k, first + 6)]
    return (
        first + near.index(",") + 1
        if "," in near and reading.low[first] in ("on", "in", "at", "after", "earlier", "during")
        else first
    )


def _quoted(reading: Reading, k: int, first: int, last: int) -> Iterator[Attribution]:
    """ "The Times quoted officials as saying": the object speaks, the subject passes it on."""
    if reading.low[k + 1 : k + 2] == ["by"]:
        yield from _said(reading, k, first, last)
        return
    subject = _reporter(reading, k, first) if reading.low[k] in ("citing", "quoting") else _subject(reading, k, first)
    source = source_after(reading, k + 1, last) or _several(reading, k + 1, last)
    if source:
        yield Attribution("quoted", k, source, (subject,) if subject else ())
    elif subject and reading.low[k] != "citing":
        yield Attribution("said", k, subject)


def _reporter(reading: Reading, k: int, first: int) -> Span | None:
    """Who cites: the subject of the verb before ("Radio Lund reported on Monday, citing rangers"), or just before."""
    for verb in range(k - 1, max(first, k - _REPORT_REACH) - 1, -1):
        if reading.low[verb] in reading.lexicon.words["say_verbs"]:
            return _subject(reading, verb, first)
    return _subject(reading, k, first)


def _several(reading: Reading, first: int, last: int) -> Span | None:
    """People whom no list knows, cited as several: "citing two rangers", "citing unnamed boatmen"."""
    source = unknown_after(reading, first, last)
    return source if source and reading.low[source.last - 1].endswith(("ers", "ors", "ists", "men", "ians")) else None


def _is_passive(reading: Reading, k: int, first: int) -> bool:
    if reading.low[k].endswith("ing"):
        return False
    while k > first and reading.low[k - 1] in (
        "also",
        "reportedly",
        "now",
        "still",
        "not",
        "widely",
        "since",
        "officially",
        "already",
    ):
        k -= 1
    return k > first and reading.low[k - 1] in _BE


def _subject(reading: Reading, k: int, first: int) -> Span | None:
    end = skip_times(reading, k, first)
    if end > first and reading.low[end - 1] in ("who", "which"):
        end -= 1
        end -= end > first and reading.words[end - 1] == ","
        return source_before(reading, end, first)
    if end > first and reading.words[end - 1] == ";":
        return source_after(reading, first, end)
    if end > first and reading.low[end - 1] == "and" and reading.low[k] in _PLAIN_SPEECH:
        return _opening_subject(reading, first, end)
    if end > first and reading.words[end - 1] == ",":
        return _around_comma(reading, end - 1, first)
    source = source_before(reading, end, first)
    if source or reading.low[k] not in _PLAIN_SPEECH:
        return source
    return _far_subject(reading, first, end) or unknown_before(reading, end, first)


def _far_subject(reading: Reading, first: int, last: int) -> Span | None:
    """Who opens the clause that ends in a verb: "Rescuers who had dug all night told", "a study of floods said"."""
    breaks = (k + 1 for k in range(last - 1, first, -1) if not reading.words[k][0].isalnum())
    begin = next(breaks, first)
    source = source_after(reading, begin, last)
    if source is None or without_determiner(reading, source.first) != begin:
        return None
    speaks = not reading.lexicon.words["nouns"].isdisjoint(reading.low[source.first : source.last])
    return source if speaks and reading.low[source.last : source.last + 1] != ["and"] else None


def _opening_subject(reading: Reading, first: int, last: int) -> Span | None:
    """The subject of a first verb, which "and" gives a second: "General Orlov thanked them and said"."""
    source = source_after(reading, _after_opening(reading, first, last), last)
    return source if source and _is_named(reading, source) and reading.low[source.first] not in _NUMBERS else None


def _around_comma(reading: Reading, comma: int, first: int) -> Span | None:
    """ "Lee, briefed by the agency, said" and "its spokesman, Tawfik Shoukri, told": the name wins."""
    for k in range(comma - 1, max(first, comma - _APPOSITION), -1):
        if reading.words[k] == ",":
            outer, inner = source_before(reading, k, first), source_before(reading, comma, k + 1)
            if outer and name_after_comma(reading, outer, comma) != outer:
                return name_after_comma(reading, outer, comma)
            return inner if outer is None or (inner and _speaks_between(reading, inner, outer, k)) else outer
    return source_before(reading, comma, first)


def _speaks_between(reading: Reading, inner: Span, outer: Span, comma: int) -> bool:
    """Tell whether it is the one between two commas who speaks: "in Hull, said the mayor, adding" or by name."""
    told = reading.low[without_determiner(reading, inner.first) - 1] in reading.lexicon.words["say_verbs"]
    return told or _is_name_of(reading, inner, outer, comma)


def _is_name_of(reading: Reading, inner: Span, outer: Span, comma: int) -> bool:
    """Tell "the head of the Assault Regiment, Ana Lund, said" from "Ana Lund, Radio Hull, said"."""
    if without_determiner(reading, inner.first) != comma + 1 or not _is_named(reading, inner):
        return False
    outer_person = is_person(reading, name_of(reading, outer))
    return not _is_named(reading, outer) or (is_person(reading, name_of(reading, inner)) and not outer_person)


def _is_named(reading: Reading, span: Span) -> bool:
    name = name_of(reading, span)
    known = reading.covered.get(name.first)
    if known:
        return known.entry.kind == "body" and known.last >= name.last
    return all(reading.words[k][:1].isupper() for k in range(name.first, name.last))


def _listener(reading: Reading, k: int, last: int) -> tuple[Span, ...]:
    """The outlet that was told."""
    listener = source_after(reading, k + 1, last)
    if listener and any(
        reading.covered[j].entry.kind == "outlet"
        if j in reading.covered
        else reading.low[j] in ("media", "newspaper", "outlet", "broadcaster")
        for j in range(listener.first, listener.last)
    ):
        end = listener.last
        while end > listener.first + 1 and reading.low[end - 1] in _NUMBERS:  # "told the Post two weeks ago"
            end -= 1
        return (Span(listener.first, end),)
    return ()


def name_after_comma(reading: Reading, source: Span, last: int) -> Span:
    """ "Hawaii's governor, Josh Green" and "various sources, including the Pentagon": the name wins."""
    for opening in _AMONG:
        begin = source.last + len(opening)
        if tuple(reading.low[source.last : begin]) == opening and (among := source_after(reading, begin, last)):
            return among
    if source.last + 1 < last and reading.words[source.last] == "," and _ends_title(reading, source):
        after = source_after(reading, source.last + 1, last)
        if after and _is_named(reading, after) and after.last - after.first > 1:
            return after
    return source


def _ends_title(reading: Reading, source: Span) -> bool:
    """Tell whether a source ends in a title: "Hawaii's governor", "the minister of mines and energy"."""
    titles, low = reading.lexicon.words["titles"], reading.low
    fields = any(low[k] in titles and low[k + 1] == "of" for k in range(source.first, source.last - 1))
    return low[source.last - 1] in titles or (fields and reading.words[source.last - 1].islower())


def without_determiner(reading: Reading, k: int) -> int:
    """Step back over the article before word ``k``, if there is one."""
    return k - 1 if k > 0 and reading.low[k - 1] in _ARTICLES else k
