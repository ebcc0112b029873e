"""Text to resolved calendar dates, each with its words and offsets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from helpers.dates.grammar import find_phrases, read_grammar
from helpers.dates.lookalikes import is_date
from helpers.dates.readings import Context, Reading
from helpers.dates.resolution import resolve
from helpers.dates.spans import Span, moved_span
from helpers.dates.tenses import points_ahead
from helpers.dates.tokens import split_tokens
from helpers.edtf import read_bounds, write_value
from helpers.words import Vocabulary, read_vocabulary

POINTS = {"iso", "dotted", "slashed", "dashed", "month_day", "day_month", "month_year", "month", "year", "weekday"}
POINTS |= {"ordinal_month", "named", "fraction", "season_year", "day_word", "decade", "shift_month", "fraction_code"}
SELF_DATED = {
    "iso",
    "dotted",
    "slashed",
    "dashed",
    "year",
    "year_range",
    "decade",
    "short_decade",
    "decade_word",
    "short_year",
}
MONTHS = {"month", "month_year"}
EVENT_WORDS = 8  # words of an event between "the day after" and its date
EXACT = 92  # days; a longer date, such as a year, says too little about those near it
REACH = 5  # tokens between "two days after" and the date of the event it hangs on


@dataclass(frozen=True)
class DateMention:
    """One date as written: ``text[start:end] == expression``.

    ``value`` is EDTF, None where nothing in reach resolves it. ``kind`` names the grammar's rule, ``modifier`` the word
    before that makes it a bound ("since", "by", "as of"), ``weekday`` the weekday written beside a day (1 Monday).
    ``explicit`` tells that the year stands in the words themselves.
    """

    expression: str
    start: int
    end: int
    value: str | None
    kind: str = "day"
    modifier: str | None = None
    weekday: int | None = None
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A date to resolve: one reading, the two ends of a range, or an amount and the date it counts from."""

    reading: Reading
    other: Reading | None = None
    join: str = ""  # "range" | "list" | "from"

    @property
    def start(self) -> int:
        return self.reading.phrase.start

    @property
    def end(self) -> int:
        return (self.other or self.reading).phrase.end


def find_dates(text: str, published: str | None = None, vocabulary: Vocabulary | None = None) -> list[DateMention]:
    """Return the dates of a text, in order; ``published`` is the EDTF publication date it is read from.

    A date that hangs on an unknown publication date, or on an event, has the value None. With a publication interval
    a value is kept when both its ends agree.

    >>> [(d.expression, d.value) for d in find_dates("Since Monday 5 died; 9 on Dec. 14 and 15.", "2024-12-18")]
    [('Monday', '2024-12-16'), ('Dec. 14 and 15', '2024-12-14/2024-12-15')]
    >>> [(d.expression, d.value) for d in find_dates("The May 15 Organization may march on Friday.")]
    [('May 15', None), ('Friday', None)]
    """
    grammar = read_grammar(vocabulary or read_vocabulary())
    tokens = split_tokens(text, grammar.lexicon)
    phrases = find_phrases(tokens, grammar, lambda phrase: is_date(Reading(phrase, tokens, grammar)))
    items = _joined([day for phrase in phrases for day in _listed(Reading(phrase, tokens, grammar))])
    found, *others = [_resolved_items(items, _context(day, items)) for day in _publication_days(published)]
    agreed = {(item.start, item.end): span for item, span in found}
    for other in others:
        spans = {(item.start, item.end): span for item, span in other}
        agreed = {place: span if spans.get(place) == span else None for place, span in agreed.items()}
    return [_mention(item, agreed[item.start, item.end]) for item, _ in found]


def find_dateline(text: str, dates: Iterable[DateMention]) -> DateMention | None:
    """Return the date that a text gives as its own: in a dateline, a byline or on a line for itself.

    >>> text = "KYIV, Dec. 16, 2024 (Agency) - Thirty soldiers were killed."
    >>> find_dateline(text, find_dates(text)).value
    '2024-12-16'
    >>> find_dateline("It began on Dec. 16, 2024.", find_dates("It began on Dec. 16, 2024.")) is None
    True
    """
    for mention in dates:
        if mention.start > DATELINE_REACH:
            return None
        if mention.explicit and mention.value and re.fullmatch(r"\d{4}-\d\d-\d\d", mention.value):
            line = text[max(text.rfind("\n", 0, mention.start), 0, mention.start - 200) : mention.start].strip()
            rest = text[mention.end : mention.end + 80].split("\n")[0].strip()
            if any(before.fullmatch(line) and after.match(rest) for before, after in DATELINES):
                return mention
    return None


DATELINE_REACH = 600  # characters; a date further down is not the article's own
_NAME = r"[A-Z][\w.'’-]*"
_NAMES = rf"{_NAME}(?:[\s,/]+{_NAME}){{0,5}}[\s,/]*"
_NO_SENTENCE = r"(?!(?:In|On|At|Since|Until|From|After|Before|The|A|As)\b)"
_TIME = r"[\s|,.·•-]*(?:(?:at )?\d{1,2}[:.]\d\d.{0,40}|by .{0,40}|GMT|UTC)?$"
DATELINES = tuple(  # what stands on the line before the date, and after it
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"\W*(?:[Ff]irst |[Ll]ast )?(?i:published|posted|updated|modified|date|issued)(?: on)?[:\s]*", ""),
        (rf"{_NO_SENTENCE}(?:{_NAMES})?(?:\([^)\n]{{2,40}}\))?\s*[-–—(]*", r"\)?\s*(?:\([^)\n]{2,40}\)|[-–—:])|\.\s"),
        (rf"{_NO_SENTENCE}(?:[^\sa-z]+(?:\s+[^\sa-z]+){{0,3}})?", _TIME),
        (rf"{_NO_SENTENCE}(?:By |BY )?{_NAMES}[|•·,-]*\s*", _TIME),
    )
)


def _publication_days(published: str | None) -> list[date | None]:
    if published is None:
        return [None]
    start, end = read_bounds(published)
    return [start] if start == end else [start, end]


def _context(published: date | None, items: list[_Item]) -> Context:
    """Return the context a text starts with: its publication, or the day that an undated one gives as its own."""
    if published:
        return Context(published=published)
    explicit = [item for item in items if _is_explicit(item)]
    text = items[0].reading.tokens.text if items else ""
    mentions = [_mention(item, _resolved(item, Context())) for item in explicit]
    told = find_dateline(text, mentions) or next(filter(_is_news_day, mentions), None)
    if told and told.value:
        return Context(published=read_bounds(told.value)[0])
    return Context()


def _is_news_day(mention: DateMention) -> bool:
    """Tell whether an undated text opens with a day so exact, weekday and year, that it is its own day or near it."""
    return bool(mention.weekday and mention.value and mention.start < DATELINE_REACH and len(mention.value) == 10)


def _is_explicit(item: _Item) -> bool:
    reading = item.other or item.reading
    return reading.phrase.rule in SELF_DATED or reading.has("y") or reading.has("sy")


def _is_background(item: _Item, day: date) -> bool:
    """Tell whether an explicit date only says how long something has been going on, or what is to come."""
    reading, tokens = item.reading, item.reading.tokens
    known = (f"{event['year']}-{event['day']}" for event in reading.grammar.lexicon.events)
    near = {tokens.word(index) for index in range(reading.phrase.start - 6, item.end + 6)}
    words = reading.grammar.lexicon.values["background"]
    return day.isoformat() in known or any(word in words for word in near) or bool(points_ahead(reading, Context()))


def _resolved_items(items: list[_Item], context: Context) -> list[tuple[_Item, Span | None]]:
    """Return the dates with their days, each read in the light of those before it."""
    found: list[tuple[_Item, Span | None]] = []
    waiting = items[::-1]
    while waiting:
        item = waiting.pop()
        span = _resolved(item, context)
        if span is None and item.join == "range" and item.other:  # "between Feb. 24, 2020, and today", undated
            waiting += [_Item(item.other), _Item(item.reading)]
            continue
        if span is None and _hangs_on_event(item.reading) and waiting:
            span = _counted_from(item.reading, waiting[-1], context)
        found.append((item, span))
        if span:
            context = _after(item, span, context)
    return found


def _after(item: _Item, span: Span, context: Context) -> Context:
    """Return the context behind a date: in an undated text the latest with a year lends it to what follows."""
    context = context.after(span)
    if context.published or not _is_explicit(item) or (span[1] - span[0]).days > EXACT or _is_background(item, span[0]):
        return context
    return context._replace(reference=max(context.reference or span, span, key=lambda known: known[1]))


def _counted_from(reading: Reading, event: _Item, context: Context) -> Span | None:
    """Return "the day after the storm of October 29": counted from the date that closes the event's own words."""
    between = [reading.tokens.word(index) for index in range(reading.phrase.end, event.start)]
    if len(between) > EVENT_WORDS or not all(word[0].isalnum() for word in between):
        return None
    day = _resolved(event, context)
    span = _moved_by(reading, day) if day and day[0] == day[1] else None
    return None if span and context.published and span[0] > context.published else span


def _moved_by(reading: Reading, span: Span) -> Span | None:
    count = reading.number("n") if reading.has("n") else 1
    day = span[0] if span[0] == span[1] else None
    return (
        moved_span(span, day, reading.value("u", "unit") or "day", reading.value("ap", "apart") * count)
        if count
        else None
    )


def _resolved(item: _Item, context: Context) -> Span | None:
    first, second = item.reading, item.other
    if second is None:
        return None if _hangs_on_event(first) else resolve(first, context)
    if item.join == "from":
        span = resolve(second, context)
        return _moved_by(first, span) if span else None
    return _range(first, second, context)


def _range(first: Reading, second: Reading, context: Context) -> Span | None:
    """Return the span from one date to another; the end that names no year takes it from the other."""
    if _dated(first) and not _dated(second) and not second.has("sh"):
        start = resolve(first, context)
        end = start and resolve(second, context._replace(published=start[1], ahead=True))
    else:
        end = resolve(second, context)
        start = end and resolve(first, context if _dated(first) else context._replace(published=end[0], ahead=False))
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _dated(reading: Reading) -> bool:
    return reading.phrase.rule in SELF_DATED or reading.names_year() or reading.phrase.rule == "day_word"


def _hangs_on_event(reading: Reading) -> bool:
    """Tell whether an amount counts from something that happened: "the day after the attack"."""
    if reading.phrase.rule != "apart" or reading.word("ap") not in ("after", "before", "prior"):
        return False
    following = reading.tokens.word(reading.phrase.end)
    return following[:1].isalnum() and reading.grammar.lexicon.value("goes_on", following) is None


def _listed(reading: Reading) -> list[Reading]:
    """Return one reading a day for days that do not follow each other: "Dec. 12, 14 and 17"."""
    if not reading.has("more"):
        return [reading]
    tokens, phrase = reading.tokens, reading.phrase
    first, (start, end) = phrase.parts["d"][0], phrase.parts["more"]
    places = [first, *(index for index in range(start, end) if tokens.word(index)[0].isdigit())]
    days = [int("".join(filter(str.isdigit, tokens.word(index)))) for index in places]
    opens = tokens.word(phrase.start - 1) in ("between", "from")
    if opens or tokens.word(places[-1] - 1) != "and" or all(b - a == 1 for a, b in pairwise(days)):
        return [reading]
    bounds = [phrase.start, *places[1:], phrase.end]
    rest = {name: span for name, span in phrase.parts.items() if name != "more"}
    spans = zip(places, bounds, [first + 1, *(place + 1 for place in places[1:-1]), phrase.end], strict=False)
    return [
        replace(reading, phrase=replace(phrase, start=left, end=right, parts={**rest, "d": (place, place + 1)}))
        for place, left, right in spans
    ]


def _joined(readings: list[Reading]) -> list[_Item]:
    """Return the dates with the two ends of a range, and an amount with the date it counts from, made one."""
    items: list[_Item] = []
    index = 0
    while index < len(readings):
        reading = readings[index]
        other = readings[index + 1] if index + 1 < len(readings) else None
        join = _join(reading, other) if other else ""
        items.append(_Item(reading, other if join else None, join))
        index += 2 if join else 1
    return items


def _join(first: Reading, second: Reading) -> str:
    """Return how two neighbouring dates belong together, '' when they do not."""
    tokens, rules = first.tokens, (first.phrase.rule, second.phrase.rule)
    between = [
        tokens.word(index) for index in range(first.phrase.end, min(second.phrase.start, first.phrase.end + REACH))
    ]
    if rules[0] == "apart" and first.word("ap") in ("after", "before"):
        return "from" if not between and rules[1] in POINTS else ""
    if not set(rules) <= POINTS or len(between) > 2:
        return ""
    before = tokens.word(first.phrase.start - 1)
    words = [word for word in between if word not in (",", "the", ")")]
    if before == "between" and words == ["and"]:
        return "range"
    if before == "from" and words in (["to"], ["until"], ["till"], ["through"], ["thru"]):
        return "range"
    joins = words == ["through"] or (words in (["to"], ["-"], ["–"], ["—"]) and "weekday" not in rules)
    if joins and _alike(*rules):
        return "range"
    return "range" if words in (["and"], ["or"]) and _follow(first, second) else ""


def _alike(a: str, b: str) -> bool:
    return a == b or {a, b} <= MONTHS or {a, b} <= {"month_day", "day_month", "month_year"}


def _follow(first: Reading, second: Reading) -> bool:
    """Tell whether two months or parts of years stand next to each other: "January and February", "July or August"."""
    rules = {first.phrase.rule, second.phrase.rule}
    if rules <= MONTHS | {"shift_month"} and not first.has("d") and not first.has("part") and not second.has("part"):
        return (second.month() - first.month()) % 12 == 1 and (_dated(first) == _dated(second) or not _dated(first))
    if rules == {"year"} and first.has("part") and second.has("part"):
        a, b = resolve(first, Context()), resolve(second, Context())
        return bool(a and b and (b[0] - a[1]).days == 1)
    return False


def _mention(item: _Item, span: Span | None) -> DateMention:
    reading = item.reading
    tokens = reading.tokens
    start, end = tokens.starts[reading.phrase.start], tokens.ends[item.end - 1]
    start, end = _trimmed(tokens.text, start, end)
    weekday = reading.value("wd", "weekday", "wkday")
    return DateMention(
        expression=tokens.text[start:end],
        start=start,
        end=end,
        value=write_value(*span) if span else None,
        kind=reading.phrase.rule,
        modifier=reading.grammar.lexicon.value("bound", tokens.word(reading.phrase.start - 1)),
        weekday=None if weekday is None or reading.phrase.rule == "weekday" else weekday + 1,
        explicit=_is_explicit(item),
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without a closing bracket that was opened before, and the blank in front of it."""
    if text[end - 1] != ")" or "(" in text[start:end]:
        return start, end
    return start, start + len(text[start : end - 1].rstrip())
