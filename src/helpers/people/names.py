"""The words of a source that name it: a person without titles, an office without its article."""

from dataclasses import dataclass

from helpers.people.lexicon import word_list
from helpers.people.mentions import Reading

_DETERMINERS = word_list("determiners")
_TIMES = word_list("times")
_SEASONS = word_list("seasons")
_EDGES = word_list("no_source")
_NO_NAMES = _TIMES | _EDGES
_BEFORE_NAMES = _DETERMINERS | _TIMES | {"neighbouring", "neighboring"}
_PARTICLES = word_list("particles")
_JOINING = _EDGES | _DETERMINERS | word_list("placing") | {"for", "'s"}
_INSTITUTIONS = word_list("institutions")
_BROADCASTERS = frozenset(["radio", "television", "tv", "channel", "network", "station"])


@dataclass(frozen=True, slots=True)
class Span:
    """The words that name one source, from word ``first`` up to word ``last`` (not included)."""

    first: int
    last: int


def is_name(reading: Reading, k: int) -> bool:
    """Tell whether a word is part of a person's name: a capital, in no list of names, titles or speakers."""
    word = reading.words[k]
    capital = word[0].isupper() or ("-" in word and word.rpartition("-")[2][:1].isupper())
    return capital and k not in reading.covered and not is_role(reading, k) and reading.low[k] not in _NO_NAMES


def name_of(reading: Reading, span: Span) -> Span:
    """Return the words of a source without determiner, titles before a name, and "data" after one."""
    first, last = span.first, span.last
    begin = last
    while begin > first and (is_name(reading, begin - 1) or (reading.low[begin - 1] in _PARTICLES and begin < last)):
        begin -= 1
    if begin < last and _titled(reading, first, begin, last) and not _is_body(reading, first, begin):
        return Span(begin, last)
    if (leading := _leading_name(reading, first, last)) and begin == last:
        return leading
    while first < last - 1 and reading.low[first] in _BEFORE_NAMES:
        if reading.low[first + 1] == "reports" and reading.low[first] not in _DETERMINERS:
            break  # "early reports"
        first += 1
    while last - first > 1 and reading.low[last - 1] in reading.lexicon.words["by_nouns"]:
        if last - 2 not in reading.covered or reading.covered[last - 2].entry.form == "adjective":
            break
        last -= 1
    if last - first > 1 and reading.low[last - 1] == "'s":
        last -= 1
    return Span(first, last)


def is_time(reading: Reading, k: int) -> bool:
    """Tell whether a word is a day, a month or a word of time."""
    return reading.low[k] in _TIMES or reading.low[k] in _SEASONS


def is_year(word: str) -> bool:
    """Tell whether a word is a year of the last centuries.

    >>> is_year("1998"), is_year("1,998"), is_year("90")
    (True, False, False)
    """
    return len(word) == 4 and word.isdigit() and word[:2] in ("17", "18", "19", "20")


def is_person(reading: Reading, span: Span) -> bool:
    """Tell whether a source, as ``name_of`` gives it, is a person's name and not the initials of an office."""
    return is_personal(reading, span.last - 1)


def is_personal(reading: Reading, k: int) -> bool:
    """Tell whether a word ends a person's name."""
    word = reading.words[k]
    return is_name(reading, k) and not (len(word) > 1 and word.isalpha() and word.isupper())


def is_role(reading: Reading, k: int) -> bool:
    """Tell whether a word is a noun of those who speak, a title or an adjective that stands before one."""
    return reading.low[k] in reading.lexicon.words["roles"]


def _leading_name(reading: Reading, first: int, last: int) -> Span | None:
    """The person in "Andrii Melnyk of the Red Cross": two words of a name or more before "of" or "from"."""
    while first < last and (
        reading.low[first] in reading.lexicon.words["titles"] or reading.low[first] in _DETERMINERS
    ):
        first += 1
    k = first
    while k < last and (is_name(reading, k) or (reading.low[k] in _PARTICLES and k > first)):
        k += 1
    return Span(first, k) if k - first > 1 and k < last and reading.low[k] in ("of", "from", "for", "at") else None


def _is_body(reading: Reading, first: int, begin: int) -> bool:
    """Tell "Ministry of Foreign Affairs" and "Radio Lund" from "Minister of Health Ana Paz"."""
    before = reading.low[first:begin]
    titles = reading.lexicon.words["titles"]
    for k in range(first, begin - 1):
        if reading.low[k + 1] == "of" and reading.low[k] in _INSTITUTIONS and reading.low[k] not in titles:
            return True
    named = bool(before) and reading.words[begin - 1][:1].isupper() and before[-1] in _BROADCASTERS
    return named and before[-1] not in titles


def _titled(reading: Reading, first: int, begin: int, last: int) -> bool:
    """Whether the capitals at the end are a person: after titles or a nation, or two of them alone."""
    if begin == first:
        return True
    before = reading.low[begin - 1]
    return (
        before in reading.lexicon.words["titles"]
        or before in ("'s", ",")
        or (last - begin > 1 and reading.words[begin - 1].islower() and before not in _JOINING)
        or begin - 1 in reading.covered
        or before in reading.lexicon.words["nouns"]
    )
