"""Noun phrases that can speak, read leftwards from a verb or rightwards from "according to"."""

from helpers.people.lexicon import word_list
from helpers.people.mentions import Reading
from helpers.people.names import Span, is_name, is_role, is_year

PRONOUNS = frozenset(["he", "she", "it", "they"])
_OBJECT_PRONOUNS = frozenset(["him", "them"])
_FIRST_PERSON = frozenset(["i", "we"])
_KNOWING = (["familiar", "with"], ["briefed", "on"], ["with", "knowledge"], ["aware", "of"])
_KNOWING_REACH = 8  # words of "people familiar with the draft of the report"
_INFORMED = frozenset(["person", "people", "persons", "source", "sources", "official", "officials"])
_LONGEST = 16
_DETERMINERS = word_list("determiners")
_BEFORE_DETERMINER = frozenset(["of", "for", "and", "to", "from", "in", "at", "by", "'s", "&"])
_TIMES = word_list("times")
_EDGES = word_list("no_source")
_DATING = frozenset(["from", "of", "on", "for", "since", "until", "through", "by", "in"])
_BEFORE_PLACES = _DETERMINERS | {"largest", "city", "capital", "town"}
_BEFORE_SOURCES = _EDGES - _DETERMINERS | _TIMES
_PARTICLES = word_list("particles")
_PLACING = word_list("placing")
_INSTITUTIONS = word_list("institutions")
_LONGEST_COMPLEMENT = 4  # words after "of": "the ministry of rural affairs and water"
_COMPLEMENT_ENDS = _EDGES - {"and"} | word_list("phrase_ends")
_INTRODUCING = word_list("introducing")
_NO_SPEAKER = word_list("no_speaker")
_CLAUSE_OPENINGS = frozenset(
    [",", ";", ":", "(", "and", "but", "while", "as", "that", "where", "when", "though", "yet"]
)
_END_OF_UNKNOWN = _COMPLEMENT_ENDS | _INTRODUCING | _CLAUSE_OPENINGS
_LONGEST_ADJECTIVES = 2
_LONGEST_UNKNOWN = 3  # words of someone unknown: "the night watchman"
_SPEAKING_KINDS = frozenset(["nation", "region", "armed", "body", "outlet", "place"])


def source_before(reading: Reading, last: int, first: int) -> Span | None:
    """Return the source that ends just before word ``last``, looking back no further than word ``first``."""
    begin = last - 1
    if begin < first:
        return None
    if reading.low[begin] in PRONOUNS:
        return Span(begin, last)
    if reading.low[begin] in _FIRST_PERSON:
        return None
    if knowing := _knowing_before(reading, last, first):
        return knowing
    if reading.words[begin] == ")":
        begin = _opening(reading, begin, first) - 1
    if begin >= first and not _can_head(reading, begin):
        begin = _before_complement(reading, begin, first)
    if begin < first:
        return None
    begin = _joined(reading, _over_unknown(reading, _joined(reading, begin, last, first), first), last, first)
    source = _checked(reading, begin, last)
    return _out_of_place(reading, source, first) if source else None


def _joined(reading: Reading, begin: int, last: int, first: int) -> int:
    """Step left over the words of one source."""
    while begin > first and last - begin < _LONGEST and _joins_left(reading, begin, last):
        begin -= 1
    return begin


def _over_unknown(reading: Reading, begin: int, first: int) -> int:
    """Step over adjectives that no list knows: "Norway's unmanned systems forces", "the volunteer rescue team"."""
    k = begin
    while k > first and begin - k < _LONGEST_ADJECTIVES and _is_plain_word(reading, k - 1):
        k -= 1
    owned = k > first and (reading.low[k - 1] in ("'s", "the", "a", "an") or k - 1 in reading.covered)
    return k if owned and reading.low[begin] in reading.lexicon.words["nouns"] else begin


def _knowing_before(reading: Reading, last: int, first: int) -> Span | None:
    """Return "two people" of "two people familiar with the talks", which end just before word ``last``."""
    for k in range(last - 2, max(first, last - _KNOWING_REACH), -1):
        if reading.low[k : k + 2] in _KNOWING and reading.low[k - 1] in _INFORMED:
            begin = k - 1
            while begin > first and (_part(reading, begin - 1) or reading.low[begin - 1] in _DETERMINERS):
                begin -= 1
            return Span(begin, k)
    return None


def source_after(reading: Reading, first: int, last: int) -> Span | None:
    """Return the source that begins at word ``first``, looking no further than word ``last``."""
    k = first = _after_unknown(reading, first, last)
    if k < last and (reading.low[k] in PRONOUNS or reading.low[k] in _OBJECT_PRONOUNS):
        return Span(k, k + 1)
    while k < last and k - first < _LONGEST and _joins_right(reading, first, k, last):
        k += 1
    k = _after_complement(reading, k, first, last)
    while (
        k > first
        and (reading.low[k - 1] in _EDGES or reading.low[k - 1] in ("'s", "'", "&"))
        and k - 1 not in reading.covered
    ):
        k -= 1
    if k < last and reading.words[k] == "(" and ")" in reading.words[k + 1 : k + 5]:
        k = reading.words.index(")", k) + 1
    return _checked(reading, first, k)


def unknown_before(reading: Reading, last: int, first: int) -> Span | None:
    """Return someone whom no list knows just before word ``last``: "the night watchman", ", fishmongers"."""
    begin = last
    while begin > first and last - begin < _LONGEST_UNKNOWN and _is_plain_word(reading, begin - 1):
        begin -= 1
    if (
        begin == last
        or reading.low[last - 1] in _NO_SPEAKER
        or reading.low[last - 1] in reading.lexicon.words["neutral"]
    ):
        return None
    opens = begin == first or reading.low[begin - 1] in _CLAUSE_OPENINGS
    introduced = begin > first and reading.low[begin - 1] in _INTRODUCING
    several = reading.low[last - 1].endswith("s") and opens and last - begin < _LONGEST_UNKNOWN
    return Span(begin, last) if introduced or several else None


def _after_unknown(reading: Reading, first: int, last: int) -> int:
    """Step over one adjective that no list knows: "undisclosed Thai officials"."""
    k = first
    known = k >= last or not _is_plain_word(reading, k) or _part(reading, k) or reading.low[k] in _PARTICLES
    adjective = not known and reading.low[k].endswith(("ed", "ous", "al", "ent", "ic", "ish"))
    return k + 1 if adjective and k + 1 < last and _part(reading, k + 1) else first


def unknown_after(reading: Reading, first: int, last: int) -> Span | None:
    """Return someone whom no list knows at word ``first``: "the night watchman", "fishmongers in Hull"."""
    k = first
    while k < last and reading.low[k] in _INTRODUCING:
        k += 1
    end = k
    while end < last and end - k < _LONGEST_UNKNOWN and _is_plain_word(reading, end):
        end += 1
    return Span(first, end) if end > k and reading.low[end - 1] not in _NO_SPEAKER else None


def _is_plain_word(reading: Reading, k: int) -> bool:
    low = reading.low[k]
    plain = low.isalpha() and reading.words[k].islower() and k not in reading.covered
    return plain and low not in _END_OF_UNKNOWN


def _before_complement(reading: Reading, k: int, first: int) -> int:
    """Step back over "of statistics" to the noun of "the bureau of statistics"; before ``first`` when there is none."""
    for j in range(k, max(first, k - _LONGEST_COMPLEMENT), -1):
        if reading.low[j] in ("of", "for"):
            return j - 1 if j > first and reading.low[j - 1] in _INSTITUTIONS else first - 1
        if not reading.low[j].isalpha() or reading.low[j] in _COMPLEMENT_ENDS:
            break
    return first - 1


def _after_complement(reading: Reading, k: int, first: int, last: int) -> int:
    """Step over "of statistics" behind the noun of "the bureau of statistics"."""
    end = k + 1 if k < last and reading.low[k] in ("of", "for") else k
    if end == k or k == first or reading.low[k - 1] not in _INSTITUTIONS:
        return k
    while (
        end < last
        and end - k <= _LONGEST_COMPLEMENT
        and (_is_plain_word(reading, end) or _joins_fields(reading, end, last))
    ):
        end += 1
    return end if end > k + 1 else k


def _joins_fields(reading: Reading, k: int, last: int) -> bool:
    """Tell the "and" of "the minister of information and communications, Ana Lund"."""
    return k + 2 < last and reading.low[k] == "and" and reading.words[k + 2] == "," and _is_plain_word(reading, k + 1)


def skip_times(reading: Reading, last: int, first: int) -> int:
    """Step back from word ``last`` over adverbs, auxiliary verbs and dates between a subject and its verb."""
    skipped = reading.lexicon.words["between_verbs"]
    k = last
    while k > first and last - k < 10:
        low = reading.low[k - 1]
        if reading.low[max(first, k - 4) : k] == ["for", "the", "first", "time"]:
            k -= 4
            continue
        if is_year(low) and k - 2 > first and reading.low[k - 2] in _DATING:
            k -= 2
            continue
        month = k - 3 if reading.low[k - 2 : k - 1] == ["."] else k - 2  # "Feb. 6", "February 6"
        if low.isdigit() and month > first and reading.low[month] in _TIMES:
            k = month
            continue
        if low.isdigit() and k < last and reading.low[k] in _TIMES:  # "6 February"
            k -= 1
            continue
        dated = k < last and low in _DATING and (reading.low[k] in _TIMES or reading.low[k].isdigit())
        if not (low in skipped or low in _TIMES) and not dated:
            break
        k -= 1
    return k


def _can_head(reading: Reading, k: int) -> bool:
    return (
        k in reading.covered
        or reading.words[k][:1].isupper()
        or reading.low[k] in reading.lexicon.words["nouns"]
        or is_name(reading, k)
    )


def _part(reading: Reading, k: int) -> bool:
    """A word that can stand inside a source: a capital, a known name, a speaker, an adjective, an ordinal."""
    word = reading.words[k]
    ordinal = word[:1].isdigit() and word[-2:] in ("th", "st", "nd", "rd")
    return word[:1].isupper() or k in reading.covered or is_role(reading, k) or ordinal or is_name(reading, k)


def _joins_left(reading: Reading, begin: int, last: int) -> bool:
    low, before = reading.low[begin - 1], reading.low[begin - 2] if begin > 1 else ""
    if reading.low[begin] in _DETERMINERS and low not in _BEFORE_DETERMINER:
        return False
    if begin - 1 in reading.covered:
        return True
    if low in _DETERMINERS or low in _PARTICLES:
        return True
    if low == "to" and reading.low[begin - 3 : begin - 1] in (["source", "close"], ["sources", "close"]):
        return True
    if low == "close":
        return before in ("source", "sources")
    if low == "and" and before == "," and _lists_nations(reading, begin - 2, last):
        return True
    if low in ("'s", "'", "of", "for", "&", "and", "in", "to", "at"):
        return begin > 1 and _part(reading, begin - 2) and before not in _TIMES and _linked(reading, low, begin)
    if low == ",":
        listed = "and" in reading.low[begin:last] and begin - 2 in reading.covered
        if listed and (begin in reading.covered or reading.low[begin] == "the"):
            return True
        return _lists_nations(reading, begin - 1, last)
    return _part(reading, begin - 1) and low not in _EDGES


def _linked(reading: Reading, low: str, begin: int) -> bool:
    """Whether "in" or "to" belongs to the source ("authorities in Gujarat") and not to what is said."""
    if low in ("in", "to", "at"):
        speaker = reading.low[begin - 2] in reading.lexicon.words["nouns"] or reading.words[begin - 2] == "Activists"
        return speaker and (reading.words[begin][:1].isupper() or reading.low[begin] == "the")
    return True


def _joins_right(reading: Reading, first: int, k: int, last: int) -> bool:
    low = reading.low[k]
    if k in reading.covered:
        return True
    if low in _DETERMINERS:
        return k == first or reading.low[k - 1] in _BEFORE_DETERMINER
    if low in ("'s", "'", "of", "for", "&", "and", "in", "to", "at", "from"):
        nearby = k + 1 < last and (_part(reading, k + 1) or reading.low[k + 1] in _DETERMINERS)
        if low in ("in", "to", "at", "from"):
            nearby = (
                nearby and reading.low[k - 1] in reading.lexicon.words["nouns"] and reading.words[k + 1][:1].isupper()
            )
            nearby = nearby and reading.low[k + 1] not in _TIMES
        return k > first and nearby
    if low in _PARTICLES:
        return k > first and is_name(reading, k - 1)
    if low == ",":
        return _lists_nations(reading, k, last)
    return (_part(reading, k) or _is_occupation(reading, k, last)) and low not in _TIMES


def _is_occupation(reading: Reading, k: int, last: int) -> bool:
    """Tell a noun that no list knows before a full name: "said volcanologist Ana Lund"."""
    named = k + 2 < last and is_name(reading, k + 1) and is_name(reading, k + 2)
    return named and _is_plain_word(reading, k)


def _lists_nations(reading: Reading, comma: int, last: int) -> bool:
    """Tell the comma of "Chadian, Malian, and Western officials"."""
    before, after = reading.covered.get(comma - 1), comma + 1 + (reading.low[comma + 1 : comma + 2] == ["and"])
    adjective = before is not None and before.entry.form == "adjective"
    return adjective and after < last and (after in reading.covered or reading.low[after] in ("western", "european"))


def _out_of_place(reading: Reading, source: Span, first: int) -> Span | None:
    """A place after "in" or "from" says nothing itself: "an official from Almaty said", "the fire in Ohio claimed"."""
    before = source.first - 1
    while before > first and reading.low[before] in _BEFORE_PLACES:
        before -= 1
    if before <= first or reading.low[before] not in _PLACING:
        return source
    if reading.low[before - 1 : before + 1] == ["based", "on"]:
        return source_before(reading, before - 1, first)
    regions = reading.lexicon.words["regions"]
    roles = (is_role(reading, k) and reading.low[k] not in regions for k in range(source.first, source.last))
    if any(roles) or any(is_name(reading, k) for k in range(source.first, source.last)):
        return source
    speaker = reading.low[before - 1] in reading.lexicon.words["nouns"]
    outer = source_before(reading, before, first) if speaker else None
    return Span(outer.first, source.last) if outer else None


def _opening(reading: Reading, k: int, first: int) -> int:
    while k > first and reading.words[k] != "(":
        k -= 1
    return k


def _checked(reading: Reading, first: int, last: int) -> Span | None:
    """Trim words that only look like a source and return None when none speaks."""
    while (
        first < last
        and first not in reading.covered
        and (reading.low[first] in _BEFORE_SOURCES or not reading.words[first][0].isalnum())
    ):
        first += 1
    if first >= last:
        return None
    speaks = any(reading.low[k] in reading.lexicon.words["nouns"] or is_name(reading, k) for k in range(first, last))
    named = any(k in reading.covered and reading.covered[k].entry.kind in _SPEAKING_KINDS for k in range(first, last))
    return Span(first, last) if speaks or named else None
