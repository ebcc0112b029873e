"""Text to sentences, each with its place in the text.

A full stop ends a sentence unless an abbreviation, an initial or a small letter says otherwise. Headings, list items
and table rows end with their line; lines of a text wrapped at a fixed width do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from helpers.patterns import small_letters
from helpers.words import read_vocabulary

_STOP = re.compile(
    r"""[.!?…\n\ ](?:                                # nothing else ends a sentence
          (?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s|$)  # the first of some stops and what closes after them
        | (?P<lost>(?<=[a-z][a-z]\.)(?=[A-Z][a-z])(?!Az\b))  # "was killed.The": a lost space; but "Caliber.Az"
        | (?<=\ )(?=(?:A|An|The|At|It|He|She|They|There|This|These|More|Authorities|Police)[ ][a-z]) # "by law A man"
        | (?<=\n)
        )""",
    re.VERBOSE,
)
_SMALL_WORD = re.compile(r"\s[a-z]{3,}\Z")
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*+\Z")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_WORD_AFTER = re.compile(r"\s*[\"'“‘«(\[]*([^\W_]+)?")
_BULLET = re.compile(r"\s*(?:[•◦▪·*‣●–—-]+\s+)?")
_LINE_NUMBER = re.compile(r"\s*\(?\d{1,3}\Z")
_WIDEST_WRAPPED_LINE = 100


@dataclass(frozen=True)
class Sentence:
    """One sentence: ``article_text[start:end] == text``."""

    start: int
    end: int
    text: str

    @cached_property
    def low(self) -> str:
        """Its text in small letters, for patterns of small letters: they are faster than those that ignore case."""
        return small_letters(self.text)


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; white space and list bullets between them belong to none.

    >>> [s.text for s in split_sentences("Maj. Gen. Pat Ryder spoke on Oct. 21. Two died.")]
    ['Maj. Gen. Pat Ryder spoke on Oct. 21.', 'Two died.']
    >>> [s.text for s in split_sentences("At a glance\\n\\n  • 30 killed or wounded\\n  • First losses")]
    ['At a glance', '30 killed or wounded', 'First losses']
    """
    sentences, start = [], 0
    for end in _ends(text):
        if sentence := _trimmed(text, start, end):
            sentences.append(sentence)
        start = end
    return sentences


def _ends(text: str) -> Iterator[int]:
    width, line_start = _wrapped_width(text), 0
    for match in _STOP.finditer(text):
        if match[0] == "\n":
            if _ends_line(text, line_start, match.start(), width):
                yield match.end()
            line_start = match.end()
        elif match[0] == " ":
            if _SMALL_WORD.search(text, max(line_start, match.start() - 20), match.start()):
                yield match.end()
        elif match.lastgroup == "lost" or _ends_sentence(text, line_start, match):
            yield match.end()
    yield len(text)


def _trimmed(text: str, start: int, end: int) -> Sentence | None:
    lead = _BULLET.match(text, start, end)
    start = lead.end() if lead else start
    piece = text[start:end].rstrip()
    return Sentence(start, start + len(piece), piece) if piece else None


def _wrapped_width(text: str) -> int:
    """Width of a text wrapped at a fixed width, 0 for a text with a line a paragraph."""
    lengths = [len(line) for line in text.split("\n")]
    widest = max(lengths)
    full = sum(length > 0.8 * widest for length in lengths)
    return widest if len(lengths) > 3 and 40 <= widest <= _WIDEST_WRAPPED_LINE and full > 0.4 * len(lengths) else 0


def _ends_line(text: str, line_start: int, end: int, width: int) -> bool:
    """Tell whether a line break is also the end of a sentence."""
    after = text[end + 1 : end + 60]
    if not after.strip(" \t\r") or after.lstrip(" \t\r").startswith("\n") or not text[line_start:end].strip():
        return True
    word = after.split(None, 1)[0]
    if word[0] in "•◦▪·*‣●–—-":
        return True
    if width:
        return end - line_start + 1 + len(word) <= width
    return not word[0].islower()


def _ends_sentence(text: str, line_start: int, match: re.Match[str]) -> bool:
    after = _WORD_AFTER.match(text, match.end(), match.end() + 60)
    word = (after[1] if after else None) or ""
    if word[:1].islower():
        return False
    if match[0][0] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(line_start, match.start() - 20), match.start())
    if not before:
        return match.start() - line_start > 8 or not _LINE_NUMBER.fullmatch(text, line_start, match.start())
    return not _is_abbreviation(before[0], word)


def _is_abbreviation(before: str, after: str) -> bool:
    lists = _abbreviations()
    token = before.lower()
    if token in lists["open"]:
        return bool(after)
    if token in lists["number"] and after[:1].isdigit():
        return True
    initial = len(before) == 1 and before.isupper() and before not in "IX"
    if initial or token in lists["either"] or ("." in before and _INITIALS.fullmatch(before)):
        return bool(after) and after.lower() not in lists["starters"]
    return False


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_vocabulary()["abbreviations"].items()}
