"""Sentences to counts: numbers that may count people, with their bounds and hedge.

The grammar knows digits in many groupings, number words, scales, vague words, ranges and hedges on either side. It
leaves out what is plainly no count: money, percentages, ages, dates, clock times, measures, ordinals and names. Whether
a count is of people, and what happened to them, is not decided here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.words import Vocabulary, read_vocabulary

_SPACES = "    "  # the white space that groups digits, one plain and three narrow or fixed
_DIGITS = rf"""(?:
    \d{{1,3}}(?:[,.{_SPACES}'’]\d{{3}}){{1,4}}(?!\d)  # 12,000  12.000  12 000
  | \d{{1,3}},[ ]000(?!\d)                            # 12, 000 (a slip of the typesetter)
  | \d{{1,2}}(?:,\d\d){{1,4}},\d{{3}}(?!\d)                 # 1,20,000 (India)
  | \d{{1,15}}(?:\.\d{{1,3}})?(?![\d])                # 12000  1.3
)"""
_HEDGE_WINDOW = 48
_RATE_WINDOW = 70


@dataclass(frozen=True)
class Count:
    """A number in a text with its hedge: ``text[start:end] == figure``; the bare number is at ``number_start``."""

    start: int
    end: int
    figure: str
    number_start: int
    number_end: int
    modifier: str
    low: int | None
    best: int | None
    high: int | None
    per: str | None = None

    @property
    def value(self) -> int:
        """The one number that stands for the count: best, else low, else high."""
        return next(number for number in (self.best, self.low, self.high) if number is not None)


def find_counts(text: str, vocabulary: Vocabulary | None = None) -> list[Count]:
    """Return the counts of a text in order.

    >>> counts = find_counts("over 11,000 troops, several hundred of them")
    >>> [(c.figure, c.modifier, c.low, c.best, c.high) for c in counts]
    [('over 11,000', 'over', 11000, 11000, None), ('several hundred', 'vague', 300, None, 900)]
    >>> find_counts("On Dec. 14, 2024 a man aged 51 paid $3 million, or 5%, at 10 a.m.")
    []
    """
    grammar = _grammar(vocabulary or read_vocabulary())
    numbers = list(grammar.ranges(text, grammar.numbers(text)))
    return [grammar.hedged(text, number) for number in numbers if grammar.is_count(text, number)]


@dataclass(frozen=True)
class _Number:
    """A bare number before its hedge is read."""

    start: int
    end: int
    low: int
    high: int
    kind: str  # exact | about | vague | range
    mantissa: float = 0.0
    scale: int = 1


class _Grammar:
    """Patterns compiled from one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers, hedges = vocabulary["numbers"], vocabulary["hedges"]
        self.words: dict[str, int] = {**numbers["units"], **numbers["tens"]}
        self.tens = frozenset(numbers["tens"])
        self.scales: dict[str, int] = numbers["scales"]
        self.glued = frozenset(numbers["other"]["glued_scales"])
        self.vague: dict[str, list[int]] = numbers["vague"]
        other = numbers["other"]
        self.units = frozenset(other["units"])
        self.names = frozenset(other["names"])
        self.strong = frozenset(other["strong"])
        self.months = frozenset(other["months"])
        self.dating_words = self.months | frozenset(other["dating"])
        self.number = _number_pattern(self.words, self.scales, self.vague)
        self.change = re.compile(rf"\b(?:{_any(other['changing'])})\b[^.;]{{0,60}}\bfrom\s+(?:\w+\s+){{0,4}}\Z", re.I)
        self.before = {kind: _before_pattern(words) for kind, words in hedges["before"].items()}
        self.filler = _before_pattern(hedges["filler"]["words"])
        leads = [*hedges["filler"]["words"], *(word for words in hedges["before"].values() for word in words)]
        self.last_of_lead = frozenset(lead.split()[-1] for lead in leads)
        self.after = {kind: _after_pattern(words) for kind, words in hedges["after"].items()}
        not_before = _any(hedges["rate"]["not_before"])
        self.rates = {
            per: re.compile(rf"[^.;:]*?\b(?:{_any(hedges['rate'][per])})\b(?!\s+(?:{not_before})\b)", re.I)
            for per in ("day", "week", "month")
        }

    # -- numbers ---------------------------------------------------------------------------------------------------

    def numbers(self, text: str) -> Iterator[_Number]:
        for match in self.number.finditer(text):
            number = self._vague(match) if match["vague"] else self._read(match)
            if number:
                yield number

    def _vague(self, match: re.Match[str]) -> _Number:
        bounds = self.vague[re.sub(r"\s+", " ", match["vague"].lower())]
        kind = "about" if len(bounds) == 1 else "vague"
        return _Number(match.start(), match.end(), bounds[0], bounds[-1], kind)

    def _read(self, match: re.Match[str]) -> _Number | None:
        """Read one run of digits, number words and scales."""
        total, part, mantissa, scale = 0.0, 0.0, 0.0, 1
        for token in _TOKEN.finditer(match[0]):
            word = token[0].lower()
            if word[0].isdigit():
                part += _digits(word, followed=token.end() < len(match[0]))
            elif word in ("a", "an"):
                part = 1
            elif word in self.words:
                part += self.words[word]
            elif word == "half":
                part += 0.5
            elif word == "hundred":
                part = (part or 1) * 100
            elif word in self.scales:
                mantissa, scale = part or 1, self.scales[word]
                total, part = total + (part or 1) * scale, 0.0
        value = total + part
        if not value or value != int(value):
            return None
        return _Number(match.start(), match.end(), int(value), int(value), "exact", mantissa or value, scale)

    # -- ranges ----------------------------------------------------------------------------------------------------

    def ranges(self, text: str, numbers: Iterable[_Number]) -> Iterator[_Number]:
        """Join "10,000 to 12,000", "between 5 and 7", "30-35 thousand" into one number."""
        first: _Number | None = None
        for second in numbers:
            joined = self._joined(text, first, second) if first else None
            if joined:
                first = joined
                continue
            if first:
                yield first
            first = second
        if first:
            yield first

    def _joined(self, text: str, a: _Number, b: _Number) -> _Number | None:
        link = _LINK.fullmatch(text, a.end, b.start)
        if not link or "range" in (a.kind, b.kind):
            return None
        word = link[1].lower()
        before = text[max(0, a.start - 80) : a.start]
        if word == "and" and not _BETWEEN.search(before):
            return None
        if word == "or" and not (b.low - a.low <= max(5, a.low // 2)):
            return None
        low = _scaled_low(a, b)
        if low is None or low >= b.high:
            return None
        if word == "to" and self.change.search(before):
            return None
        lead = _RANGE_LEAD.search(before)
        start = a.start - (len(before) - lead.start()) if lead and word in ("to", "and") else a.start
        return _Number(start, b.end, low, b.high, "range")

    # -- what is no count ------------------------------------------------------------------------------------------

    def is_count(self, text: str, number: _Number) -> bool:
        left, right = text[max(0, number.start - 32) : number.start], text[number.end : number.end + 24]
        if _GLUED_LEFT.search(left) or _GLUED_RIGHT.match(right) or _SHARE.match(right) or _SHARE_OF.search(left):
            return False
        if number.high < _OLDEST and number.kind != "vague" and _is_age(left, right):
            return False
        word_before = _last_word(left)
        after = _NEXT_WORD.match(right)
        word_after = after[2].lower().rstrip(".") if after else ""
        if after and "-" in after[1]:
            return word_after in self.strong
        if word_after in self.units or word_before in self.names or (word_before == "number" and number.high < 10):
            return False
        digits = text[number.start].isdigit()
        if digits and number.high <= 31 and (word_before.rstrip(".") in self.months or word_after in self.months):
            return False
        if digits and number.high <= 31 and _DAY_LIST.search(left) and _last_month(left, self.months):
            return False
        dated = word_before.rstrip(".") in self.dating_words or word_before.isdigit() or not word_after
        if (
            number.kind == "range"
            and self._is_year(text, number)
            and number.high <= 2100
            and "," not in text[number.start : number.end]
        ):
            return False
        return not (dated and self._is_year(text, number))

    def _is_year(self, text: str, number: _Number) -> bool:
        bare = text[number.start : number.end]
        return 1900 <= number.low <= 2100 and "," not in bare and any(c.isdigit() for c in bare) and " " not in bare[:4]

    # -- hedges ----------------------------------------------------------------------------------------------------

    def hedged(self, text: str, number: _Number) -> Count:
        """Return the count of a number: its hedges read on both sides, its rate after it."""
        start, kinds = self._hedges_before(text, number.start)
        end, kind_after = self._hedge_after(text, number.end)
        kinds = kinds | ({kind_after} if kind_after else set())
        modifier, low, best, high = _bounds(number, kinds)
        count = Count(start, end, text[start:end], number.start, number.end, modifier, low, best, high)
        return replace(count, per=self._rate(text, number.end))

    def _hedges_before(self, text: str, start: int) -> tuple[int, set[str]]:
        kinds: set[str] = set()
        at = start
        while True:
            window = text[max(0, at - _HEDGE_WINDOW) : at]
            if _last_word(window) not in self.last_of_lead and window[-1:] not in "~≈<>≤≥":
                return start, kinds
            found = [(m.start(), kind) for kind, pattern in self.before.items() if (m := pattern.search(window))]
            if found:
                offset, kind = min(found)
                kinds.add(kind)
                at = start = at - (len(window) - offset)
            elif filler := self.filler.search(window):
                at -= len(window) - filler.start()
            else:
                return start, kinds

    def _hedge_after(self, text: str, end: int) -> tuple[int, str | None]:
        for kind, pattern in self.after.items():
            if match := pattern.match(text, end, end + _HEDGE_WINDOW):
                return match.end(), kind
        return end, None

    def _rate(self, text: str, end: int) -> str | None:
        window = text[end : end + _RATE_WINDOW]
        if not _RATE.search(window):
            return None
        return next((per for per, pattern in self.rates.items() if pattern.match(window)), None)


_TOKEN = re.compile(rf"\d[\d,.{_SPACES}'’]*\d|\d|[A-Za-z]+")
_LINK = re.compile(r"\s*(to|and|or|[-–—]|\bto as many as|to perhaps)\s*", re.I)
_OLDEST = 115
_AGE_BETWEEN_COMMAS = re.compile(r"(?:[A-Z][\w.’'-]*|\b(?:man|woman|boy|girl|teenager|mother|father|son|daughter|baby|child|mum|mom|dad|"
    r"wife|husband|brother|sister|driver|student|schoolboy|schoolgirl|star|singer|actor|actress|pensioner|toddler|model|"
    r"influencer|resident|soldier|officer))(?:[”\"']?),\s\Z"
)  # fmt: skip
_AGE_AFTER = re.compile(
    r"(?:\b(?:aged?(?:\s+(?:between|from|of|over|under))?|ages?|died\s+at|dies\s+at|(?<!the\s)dead\s+at|at\s+age|turned|turns"
    r"|(?:man|woman|boy|girl|teenager|mother|father|child|baby|son|daughter|another|one)\s+of|at\s+the\s+age\s+of"
    r"|(?:children|those|people|all|players|anyone|everyone|kids|youths|boys|girls|minors)\s+(?:aged\s+)?(?:under|over|below|above)|under|below)"
    r"(?:\s+(?:just|only|about|around))?|\bunder-|\baged\s+between\s+\d{1,2}\s+and)\s*\Z",
    re.IGNORECASE,
)
_PARENT_OF = re.compile(r"\b(?:grand)?(?:mother|father|mum|mom|dad|parent|parents)[- ]of[- ]\Z", re.IGNORECASE)
_I_WAS = re.compile(r"\b(?:I|[Hh]e|[Ss]he|who)\s+(?:was|is|turned|turns)\s+(?:just\s+|only\s+)?\Z|\b[Aa]ge\s*\(\Z")
_PERSON_OF = re.compile(
    r"(?:\b(?:man|woman|boy|girl|teenager|youth|lad|child|baby|another)\s+of\s+|\baged?\s+\w+(?:\s*,\s*\w+)?\s+and\s+)\Z",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"(?!\b(?:dead|killed|wounded|injured|missing|deaths|those|them|these|total|year|all)\b)\b[A-Za-z]+,\s\Z"
)
_OR_UNDER = re.compile(r"\s+(?:and|or)\s+(?:under|over|older|younger)\b")
_COMMA_CLOSES = re.compile(r"\s*(?:,(?!\s*\d)|[.:;!?]|\)|\Z)|\s+(?:dead|dies|died|killed|found|shot|was|is|has|who)\b")
_AGE_CLOSES = re.compile(
    r"\s*(?:[-–—]|,(?!\s*(?:\d|and\b))|[.;:!?)”\"']|\Z|and\s+(?:under|over|older|younger|above|below|\d)|or\s+(?:under|over|older|younger)|in\b|after\b|to\s+\d)"
)
_RATE = re.compile(r"\b(?:day|daily|week|weekly|month|monthly|hours)\b")
_BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s+){0,2}\Z", re.I)
_RANGE_LEAD = re.compile(r"\b(?:between|from)\s+\Z", re.I)
_GLUED_LEFT = re.compile(r"(?:[\w#/:@.]|[$€£¥₹]\s?|\w-|\d[-–]|\b(?:US|A|C|HK)\$\s?)\Z")
_GLUED_RIGHT = re.compile(
    r"\s?(?:%|‰|°|°C|percent\b|per\s?cent\b)|(?:st|nd|rd|th)\b|[:/]\d|[-–]\d|['’]s\b|[A-Za-z]|[.,]\d|\s?x\s?\d|-(?:year|day|hour)"
)
_SHARE = re.compile(
    r"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?![,.]?\d)", re.I
)
_SHARE_OF = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?\Z", re.I
)
_NEXT_WORD = re.compile(r"(\s*-?\s*)([^\W\d_][\w.'’/]*)")
_DAY_LIST = re.compile(
    r"[A-Za-z]+\.?\s+\d{1,2}(?:\s*(?:,|and|or|to|through|[-–])\s*(?:\d{1,2}\s*(?:,|and|[-–])\s*)*)\Z", re.I
)


def _is_age(left: str, right: str) -> bool:
    """Tell "Ann Lee, 65, said", "dies at 78", "aged between 14 and 18", "18 or under"."""
    if _AGE_AFTER.search(left) and _AGE_CLOSES.match(right):
        return True
    if _I_WAS.search(left) and not re.match(r"\s+(?:of|people|killed|dead)\b", right):
        return True
    if _OR_UNDER.match(right) or _PARENT_OF.search(left) or _PERSON_OF.search(left):
        return True
    if _APPOSED.search(left) and right.startswith(",") and left[-1:] == " " and not right[1:3].strip().isdigit():
        return True
    return bool(_AGE_BETWEEN_COMMAS.search(left)) and bool(_COMMA_CLOSES.match(right))


def _last_month(left: str, months: frozenset[str]) -> bool:
    return any(word.lower() in months for word in re.findall(r"[A-Za-z]+", left))


def _last_word(left: str) -> str:
    words = left.split()
    return words[-1].lower().strip("(\"'“‘,") if words else ""


def _digits(word: str, followed: bool) -> float:
    """Read digits in any grouping; a single group after a stop is a decimal before a scale: "1.300 million"."""
    bare = re.sub(rf"[,{_SPACES}'’]", "", word)
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare) or (bare != word and bare.count(".") == 1 and bare[-4] == ".")
    if grouped and not (followed and bare.count(".") == 1):
        bare = bare.replace(".", "")
    return float(bare) if bare.count(".") < 2 else float(bare.replace(".", ""))


def _scaled_low(a: _Number, b: _Number) -> int | None:
    """The low end of a range whose scale is written once: "30-35 thousand", "3-4,000"."""
    if a.kind == "vague" or b.kind == "vague":
        return None
    if b.kind == "about" and a.low < b.low // 12 <= 10:
        return a.low * 12
    if a.scale == 1 and b.scale > 1 and a.low < b.mantissa:
        return a.low * b.scale
    if a.scale == 1 and a.low < 1000 and b.low % 1000 == 0 and a.low * 1000 < b.low <= a.low * 20_000:
        return a.low * 1000
    return a.low


def _bounds(number: _Number, kinds: set[str]) -> tuple[str, int | None, int | None, int | None]:
    if number.kind in ("range", "vague"):
        return number.kind, number.low, None, number.high
    value = number.low
    if "over" in kinds:
        return "over", value, value, None
    if "under" in kinds:
        return "under", None, value, value
    return ("about" if "about" in kinds or number.kind == "about" else "exact"), value, value, value


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _before_pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any(words)})\s*[\"'“‘]?\Z", re.I)


def _after_pattern(words: Iterable[str]) -> re.Pattern[str]:
    glued = [word for word in words if not word[0].isalnum()]
    loose = [word for word in words if word[0].isalnum()]
    noun = r"(?:(?:people|persons|dead|killed|wounded|injured|deaths|lives|victims|men|soldiers|troops)\s+)?"
    return re.compile(rf"(?:{_any(glued) or '(?!)'})(?!\w)|\s+{noun}(?:{_any(loose)})\b(?!\s+than\b)", re.I)


def _number_pattern(words: Iterable[str], scales: Iterable[str], vague: Iterable[str]) -> re.Pattern[str]:
    word, scale = _any(words), _any(name for name in scales if len(name) > 2)
    glued = _any(name for name in scales if len(name) <= 3 and name != "hundred")
    small = rf"(?:{word})(?:[\s-](?:{word}))?"
    tail = rf"(?:(?:[\s-]|\s+and\s+)(?:(?:{small})|\d{{1,3}}\b(?![,.]\d))(?:[\s-](?:{scale})){{0,2}})"
    return re.compile(
        rf"""(?<![\w.])(?:
            (?P<vague>(?:{_any(vague)}))\b(?![\s-](?:{scale})\b)
          | (?:{_DIGITS})(?:(?:{glued})\b|(?:[\s-](?:{scale})\b){{1,2}}(?:{tail})?)?
          | (?:(?:{word})[\s-]and[\s-]a[\s-]half|half\s+an?|an?|{small})(?:[\s-]+(?:{scale})\b){{1,2}}(?:{tail}\b){{0,2}}
          | (?:{small})\b
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


@lru_cache(maxsize=32)
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    return _Grammar(vocabulary)
