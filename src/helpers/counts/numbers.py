"""Texts to bare numbers: digits in many groupings, number words, scales, vague words, and ranges of them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from helpers.patterns import any_of
from helpers.words import Vocabulary

_SPACES = "    "  # the white space that groups digits, one plain and three narrow or fixed

_DIGITS = rf"""(?:
    \d{{1,3}}(?:[,.{_SPACES}'’]\d{{3}}){{1,4}}(?!\d)  # 12,000  12.000  12 000
  | \d{{1,3}},[ ]000(?!\d)                            # 12, 000 (a slip of the typesetter)
  | \d{{1,2}}(?:,\d\d){{1,4}},\d{{3}}(?!\d)                 # 1,20,000 (India)
  | \d{{1,15}}(?:\.\d{{1,3}})?(?![\d])                # 12000  1.3
)"""
_TOKEN = re.compile(rf"\d[\d,.{_SPACES}'’]*\d|\d|[a-z]+")
_LINK = re.compile(r"\s*(to|and|or|[-–—]|\bto as many as|to perhaps)\s*")
_BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s+){0,2}\Z")
_CHANGE_REACH = 140  # characters from what changes to its figures: "raised the toll of ... from 18 to 22"
_RANGE_LEAD = re.compile(r"\b(?:between|from)\s+\Z")


class Number(NamedTuple):
    """A bare number before its hedge is read."""

    start: int
    end: int
    low: int
    high: int
    kind: str  # exact | about | vague | range
    mantissa: float = 0.0
    scale: int = 1


class NumberReader:
    """Reads the numbers of a text with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary["numbers"]
        self.words: dict[str, int] = {**numbers["units"], **numbers["tens"]}
        self.scales: dict[str, int] = numbers["scales"]
        self.vague: dict[str, list[int]] = numbers["vague"]
        self.number = _number_pattern(self.words, self.scales, self.vague)
        changing = any_of(numbers["other"]["changing"])
        self.value = lru_cache(maxsize=4096)(self._value)  # the same few numbers come again and again
        self.change = re.compile(rf"\b(?:{changing})\b[^.;]{{0,120}}\bfrom\s+(?:\w+\s+){{0,4}}\Z")

    def read(self, low: str) -> Iterator[Number]:
        """Yield the numbers of a text in small letters in order, those of a range as one."""
        return self._ranges(low, self._numbers(low))

    def _numbers(self, text: str) -> Iterator[Number]:
        for match in self.number.finditer(text):
            number = self._vague(match) if match["vague"] else self._exact(match)
            if number:
                yield number

    def _vague(self, match: re.Match[str]) -> Number:
        bounds = self.vague[re.sub(r"\s+", " ", match["vague"])]
        kind = "about" if len(bounds) == 1 else "vague"
        return Number(match.start(), match.end(), bounds[0], bounds[-1], kind)

    def _exact(self, match: re.Match[str]) -> Number | None:
        value, mantissa, scale = self.value(match[0])
        if not value or value != int(value):
            return None
        return Number(match.start(), match.end(), int(value), int(value), "exact", mantissa or value, scale)

    def _value(self, text: str) -> tuple[float, float, int]:
        """The value of one run of digits, number words and scales, and the number before its scale with that scale."""
        total, part, mantissa, scale = 0.0, 0.0, 0.0, 1
        for token in _TOKEN.finditer(text):
            word = token[0]
            if word[0].isdigit():
                part += _digits(word, followed=token.end() < len(text))
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
        return total + part, mantissa, scale

    def _ranges(self, text: str, numbers: Iterable[Number]) -> Iterator[Number]:
        """Join "10,000 to 12,000", "between 5 and 7", "30-35 thousand" into one number."""
        first: Number | None = None
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

    def _joined(self, text: str, a: Number, b: Number) -> Number | None:
        link = _LINK.fullmatch(text, a.end, b.start)
        if not link or "range" in (a.kind, b.kind):
            return None
        word = link[1]
        before = text[max(0, a.start - _CHANGE_REACH) : a.start]
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
        return Number(start, b.end, low, b.high, "range")


def _digits(word: str, followed: bool) -> float:
    """Read digits in any grouping; a single group after a stop is a decimal before a scale: "1.300 million"."""
    bare = re.sub(rf"[,{_SPACES}'’]", "", word)
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare) or (bare != word and bare.count(".") == 1 and bare[-4] == ".")
    if grouped and not (followed and bare.count(".") == 1):
        bare = bare.replace(".", "")
    return float(bare) if bare.count(".") < 2 else float(bare.replace(".", ""))


def _scaled_low(a: Number, b: Number) -> int | None:
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


def _number_pattern(words: Iterable[str], scales: Iterable[str], vague: Iterable[str]) -> re.Pattern[str]:
    word, scale = any_of(words), any_of(name for name in scales if len(name) > 2)
    glued = any_of(name for name in scales if len(name) <= 3 and name != "hundred")
    small = rf"(?:{word})(?:[\s-](?:{word}))?"
    tail = rf"(?:(?:[\s-]|\s+and\s+)(?:(?:{small})|\d{{1,3}}\b(?![,.]\d))(?:[\s-](?:{scale})){{0,2}})"
    lead = rf"(?:{word})[\s-]and[\s-]a[\s-]half|half\s+an?|an?"
    return re.compile(
        rf"""(?<![\w.])(?:
            (?P<vague>(?:{any_of(vague)}))\b(?![\s-](?:{scale})\b)
          | (?:{_DIGITS})(?:(?:{glued})\b|(?:[\s-](?:{scale})\b){{1,2}}(?:{tail})?)?
          | (?:{lead}|{small})(?:[\s-]+(?:{scale})\b){{1,2}}(?:{tail}\b){{0,2}}
          | (?:{small})\b
        )""",
        re.VERBOSE,
    )
