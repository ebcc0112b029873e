"""Text to the tokens that dates are made of, one character a token.

The grammar runs over a string with one code for each token instead of over the text, so that a rule reads as a row of
words (``weekday comma long day``) and an article costs one pass. A code stands for the set of classes a word belongs
to: "second" is an ordinal, "12" a day, a month number and an amount.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, compress
from typing import Any

from helpers.patterns import any_of
from helpers.words import Vocabulary

TOKEN = re.compile(  # in a bracket, so that a text is split into its tokens and what stands between them
    r"([A-Za-z]\w*+|[^\W\d]\w*"  # most words, and those of other alphabets
    r"|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"  # 2024-12-14T10:30:00Z
    r"|\d+(?:[.,:]\d+)*\w*"  # 14, 20th, 1990s, 1,900, 14.12.2024, 10:54
    r"|\n[^\S\n]*\n\s*"  # a blank line ends whatever stood before it
    r"|[^\w\s])"
)
PUNCTUATION = {
    ",": "comma",
    ".": "dot",
    "/": "slash",
    "(": "lparen",
    ")": "rparen",
    "[": "lparen",
    "'": "apos",
    "’": "apos",
    "‘": "apos",
    "-": "dash",
    "‐": "dash",
    "–": "dash",
    "—": "dash",
    "−": "dash",
    "$": "money",
    "€": "money",
    "£": "money",
    "%": "percent",
    "#": "hash",
}
NUMBERS = (  # the first form that fits the whole token gives its classes
    (re.compile(r"\d{4}-\d\d-\d\d.*"), ("iso",)),
    (re.compile(r"0?[1-9]|1[0-2]"), ("day", "small", "number", "digits")),
    (re.compile(r"1[3-9]|2\d|3[01]"), ("day", "number", "digits", "yy")),
    (re.compile(r"\d\d"), ("number", "digits", "yy")),
    (re.compile(r"\d"), ("number", "digits")),
    (re.compile(r"1\d{3}|20\d\d|21\d\d"), ("year", "digits")),
    (re.compile(r"\d{1,3}"), ("number", "digits")),
    (re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)", re.I), ("nth",)),
    (re.compile(r"(?:1[5-9]|20)\d0s"), ("decade",)),
    (re.compile(r"[2-9]0s"), ("short_decade",)),
    (re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:(?:19|20)\d\d|\d\d)"), ("dotted",)),
    (re.compile(r"[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?(?:[ap]m)?|\d{1,2}[ap]m", re.I), ("clock",)),
)
_LISTS = ("lookalikes", "future")  # tables of word lists, each a class of its own
_NOT_TOKENS = ("governing",)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: ``text[starts[i]:ends[i]]`` is token i, ``codes[i]`` its code, ``low[i]`` in small letters."""

    text: str
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    low: Sequence[str]

    def word(self, index: int) -> str:
        """Return token ``index`` in small letters; '' outside the text."""
        return self.low[index] if 0 <= index < len(self.low) else ""


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """What each word means: its code as it is written, the codes of each class, and its value in each class."""

    code: Callable[[str], str]
    classes: Mapping[frozenset[str], str]
    values: Mapping[str, Mapping[str, Any]]
    phrases: Mapping[str, tuple[Set[str], re.Pattern[str]]]  # by the first word: all second ones, and the whole
    events: tuple[Mapping[str, Any], ...] = ()

    def codes_of(self, name: str) -> str:
        """Return the codes of every word in class ``name``."""
        return "".join(code for classes, code in self.classes.items() if name in classes)

    def value(self, name: str, word: str) -> Any:
        """Return what ``word`` means as a ``name``; None when it is not one."""
        if not (word.islower() and word.isalpha()):
            word = " ".join(word.lower().split())
        return self.values.get(name, {}).get(word)


@lru_cache(maxsize=16)
def read_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Return the lexicon of a vocabulary's ``dates`` tables."""
    dates = vocabulary["dates"]
    tables = {name: dates[name] for name in dates if isinstance(dates[name], Mapping) and name not in _NOT_TOKENS}
    values: dict[str, Mapping[str, Any]] = {name: table for name, table in tables.items() if name not in _LISTS}
    values["number"] = {**values["number"], **_compounds(values["number"])}
    for name in _LISTS:
        values |= {key: dict.fromkeys((word.lower() for word in words), 0) for key, words in tables[name].items()}
    values |= {f"{unit}_unit": words for unit, words in _by_value(values["unit"]).items()}
    member: dict[str, set[str]] = {}
    for name, table in values.items():
        for word in table:
            member.setdefault(word, set()).add(name)
    classes = _number_classes(frozenset(names) for names in member.values())
    cased = set(dates["cased"])
    codes = {punct: classes[frozenset({name})] for punct, name in PUNCTUATION.items()}
    for word, names in member.items():
        for form in _forms(word, word in cased):
            codes[form] = classes[frozenset(names)]
    phrases = [word for word in member if not re.fullmatch(r"\w+", word)]
    code = lru_cache(maxsize=16384)(partial(_code, codes, classes))  # the same words come again and again
    return Lexicon(code, classes, values, _phrases(phrases), tuple(dates["event_day"]))


def _code(codes: Mapping[str, str], classes: Mapping[frozenset[str], str], word: str) -> str:
    if known := codes.get(word):
        return known
    if word[0].isdigit():
        return classes[_number_class(word)]
    if word[0].isalpha():
        return classes[frozenset({"name"} if word[0].isupper() else {"word"})]
    return classes[frozenset({"gap"} if word[0] == "\n" else {"mark"})]


def split_tokens(text: str, lexicon: Lexicon) -> Tokens:
    """Return the tokens of a text; a phrase of the lexicon is one."""
    pieces = TOKEN.split(text)
    words, places = pieces[1::2], list(accumulate(map(len, pieces)))
    codes, starts, ends, low = list(map(lexicon.code, words)), places[:-1:2], places[1::2], list(map(str.lower, words))
    joined: set[int] = set()
    for index, end in _phrase_ends(text, words, low, starts, lexicon):
        low[index], ends[index] = text[starts[index] : end].lower(), end
        codes[index] = lexicon.code(" ".join(low[index].split()))
        joined.update(range(index + 1, bisect_left(starts, end)))
    if joined:
        alone = [index not in joined for index in range(len(words))]
        codes, low = (list(compress(column, alone)) for column in (codes, low))
        starts, ends = (list(compress(column, alone)) for column in (starts, ends))
    return Tokens(text, "".join(codes), starts, ends, low)


def _phrase_ends(
    text: str, words: Sequence[str], low: Sequence[str], starts: Sequence[int], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Return the first token of each phrase, with the place where it ends."""
    found: list[tuple[int, int]] = []
    heads, pairs = lexicon.phrases, zip(words, low[1:], strict=False)
    for index in [k for k, (word, second) in enumerate(pairs) if word in heads and second in heads[word][0]]:
        start = starts[index]
        phrase = heads[words[index]][1].match(text, start)
        if phrase and (not found or found[-1][1] <= start):
            found.append((index, phrase.end()))
    return found


def _number_class(word: str) -> frozenset[str]:
    for form, names in NUMBERS:
        if form.fullmatch(word):
            return frozenset(names)
    return frozenset({"amount"})


def _number_classes(words: Iterable[frozenset[str]]) -> dict[frozenset[str], str]:
    sets = {frozenset({name}) for name in (*PUNCTUATION.values(), "name", "word", "gap", "mark", "amount")}
    sets |= {frozenset(names) for _, names in NUMBERS} | set(words)
    ordered = sorted(sets, key=sorted)
    return {names: chr(0x4E00 + index) for index, names in enumerate(ordered)}


def _compounds(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return "twenty-one" to "ninety-nine", made of their words."""
    tens = {word: value for word, value in numbers.items() if value % 10 == 0 and value > 10}
    ones = {word: value for word, value in numbers.items() if value < 10 and len(word) > len("an")}
    return {f"{ten}-{one}": a + b for ten, a in tens.items() for one, b in ones.items()}


def _by_value(table: Mapping[str, str]) -> dict[str, dict[str, int]]:
    result: dict[str, dict[str, int]] = {}
    for word, value in table.items():
        result.setdefault(value, {})[word] = 0
    return result


def _forms(word: str, cased: bool) -> set[str]:
    capital = word[:1].upper() + word[1:]
    return {capital, word.upper()} | (set() if cased else {word})


def _phrases(words: Iterable[str]) -> dict[str, tuple[Set[str], re.Pattern[str]]]:
    heads: dict[str, list[str]] = {}
    for word in words:
        if first := re.match(r"\w+", word):
            heads.setdefault(first[0], []).append(word[first.end() :])
    result: dict[str, tuple[Set[str], re.Pattern[str]]] = {}
    for head, tails in heads.items():
        tail = any_of(tails, space=r"\s{1,3}")
        pattern = re.compile(rf"{head}(?:{tail})(?!\w)", re.I)
        seconds = {TOKEN.findall(tail)[0] for tail in tails}
        result |= dict.fromkeys(_forms(head, False), (seconds, pattern))
    return result
