"""Sentences to clauses: every word as one letter that says what part it can play around a figure.

A clause is short enough to be matched by small patterns: "20 people were killed" reads ``QPBD``. The letters:

V D I A N T  what happened: verb with an object, past or passive, verb of those counted, state, noun, toll
K L C        lost, left, claimed (lives)          Q  a figure            0  another number
P W H y u    people, fighters, things, a plural that looks like people, another plural
B G a j      auxiliary, belief, adverb, adjective R  rises, reaches, is put         F  figure, number, total
d m p h s n  determiner, "more", pronoun, relative, subordinator, "including"
i @ t o b f w & |  in, at, to, of, by, for, with, and, or     z  says     x X  any other word, capitalised
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from helpers.claims.lexicon import CUES, OTHER, Lexicon, Part
from helpers.counts import Count

_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?|\d[\d.,]*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONG = 400
_DASHES = frozenset("-–—")
_QUOTES = frozenset("\"'“”‘’«»`*")
_FIGURE = Part("Q")
_PARTS = {letter: Part(letter) for letter in "-,;:().!?0XyuxH"}
_PERSON_LIKE = re.compile(r"[a-z]{2,}(?:ers|ors|ists|ees|ians|men|women|goers|kids|folk|ants|girls|boys)$")


@dataclass(frozen=True, eq=False)
class Clause:
    """One sentence as letters; ``parts[i]`` and ``starts[i]`` belong to ``letters[i]``."""

    letters: str
    parts: Sequence[Part]
    words: Sequence[str]
    starts: Sequence[int]
    counts: Mapping[int, Count]

    @cached_property
    def backwards(self) -> str:
        """The letters from last to first."""
        return self.letters[::-1]

    @cached_property
    def cues(self) -> frozenset[str]:
        """The measures its words speak of, looked for among the first few hundred words."""
        near = range(min(len(self.letters), _LONG))
        cues = {self.parts[i].measure or OTHER for i in near if self.letters[i] in CUES}
        return frozenset(cues | {"casualties"} if "K" in self.letters[:_LONG] else cues)


def read_clause(text: str, counts: Sequence[Count], lexicon: Lexicon) -> Clause:
    """Return one sentence as letters, its counts as ``Q``.

    >>> from helpers.claims.lexicon import read_lexicon
    >>> from helpers.counts import find_counts
    >>> from helpers.words import read_vocabulary
    >>> lexicon = read_lexicon(read_vocabulary())
    >>> text = "The quake killed 20 people and left 35 missing."
    >>> read_clause(text, find_counts(text), lexicon).letters
    'dxDQP&LQA.'
    """
    words, starts, figures = _words(text, counts)
    headline = _is_headline(words)
    lows = [word.lower() for word in words]
    parts: list[Part] = []
    kept: list[str] = []
    places: list[int] = []
    found: dict[int, Count] = {}
    at = 0
    while at < len(words):
        if at in figures:
            found[len(parts)] = figures[at]
        length, part = _part(words, lows, at, at in figures, lexicon)
        if part.letter in CUES and not headline and at and words[at][0].isupper() and not words[at].isupper():
            part = Part("X")
        parts.append(part)
        kept.append(words[at])
        places.append(starts[at])
        at += length
    return _paired(Clause("".join(part.letter for part in parts), parts, kept, places, found))


def _words(text: str, counts: Sequence[Count]) -> tuple[list[str], list[int], dict[int, Count]]:
    """Words and where they start; the words of each count (with the hedge before it) are one."""
    words: list[str] = []
    starts: list[int] = []
    figures: dict[int, Count] = {}
    at = 0
    for count in [*counts, None]:
        stop = count.start if count else len(text)
        for match in _WORD.finditer(text, at, stop):
            if match[0] not in _QUOTES and not (match[0] == "." and match.end() < len(text) - 2):
                word = _POSSESSIVE.sub("", match[0])
                if word:
                    words.append(word)
                    starts.append(match.start())
        if count:
            figures[len(words)] = count
            words.append(text[count.number_start : count.number_end])
            starts.append(count.number_start)
            at = count.number_end
    return words, starts, figures


def _is_headline(words: Sequence[str]) -> bool:
    """Tell whether most longer words are capitalised, so that capitals say nothing."""
    long = [word for word in words[:60] if len(word) > 4 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) > 0.6 * len(long)


def _part(words: Sequence[str], lows: Sequence[str], at: int, is_figure: bool, lexicon: Lexicon) -> tuple[int, Part]:
    if is_figure:
        return 1, _FIGURE
    low = lows[at]
    for phrase, part in lexicon.phrases.get(low, ()):
        if lows[at : at + len(phrase)] == phrase:
            return len(phrase), part
    word, known = words[at], lexicon.words.get(low)
    if known and not (word[0].isupper() and known.letter in "xj" and at):
        return 1, known
    return 1, _PARTS[_letter(word, low)]


def _letter(word: str, low: str) -> str:
    if not word[0].isalnum():
        return "-" if word in _DASHES else word if word in ",;:().!?" else "."
    if word[0].isdigit():
        return "0"
    if "-" in low and (tail := low.rsplit("-", 1)[1]):
        low = tail
    if word[0].isupper():
        return "X"
    if _PERSON_LIKE.search(low):
        return "y"
    return "u" if low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "is")) else "x"


_PAIR = re.compile(r"([VDIAN])(?:(,)a?([VDIAN]))*,?([|&])a?([VDIAN])")


def _paired(clause: Clause) -> Clause:
    """Join "killed or wounded", "dead and injured" into one part that speaks of casualties."""
    parts, letters = list(clause.parts), clause.letters
    drop: set[int] = set()
    for match in _PAIR.finditer(letters):
        first, last = match.start(), match.end() - 1
        members = [i for i in range(first, last + 1) if letters[i] in "VDIAN"]
        names = {parts[i].measure for i in members}
        if (
            OTHER in names
            or "deployed" in names
            or (len(names) > 1 and match[4] == "&" and _has_own_object(letters, first, last))
        ):
            continue
        components = "".join(sorted({c for i in members for c in parts[i].components if c != "?"}, key="KWMC".find))
        measure = "casualties" if len(names) > 1 else parts[first].measure
        parts[first] = Part(letters[first], measure, components or parts[first].components)
        drop.update(range(first + 1, last + 1))
    if not drop:
        return clause
    keep = [i for i in range(len(parts)) if i not in drop]
    return Clause(
        "".join(letters[i] for i in keep),
        [parts[i] for i in keep],
        [clause.words[i] for i in keep],
        [clause.starts[i] for i in keep],
        _moved(clause.counts, keep),
    )


def _moved(counts: Mapping[int, Count], keep: Sequence[int]) -> dict[int, Count]:
    place = {old: new for new, old in enumerate(keep)}
    return {place[i]: count for i, count in counts.items()}


def _has_own_object(letters: str, first: int, last: int) -> bool:
    """Tell "three dead and injured five" from "killed and wounded five"."""
    return bool(re.match(r"[dma]*Q", letters[last + 1 : last + 4])) and "Q" in letters[max(0, first - 8) : first]
