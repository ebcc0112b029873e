"""Sentences to clauses: every word as one letter that says what part it can play around a figure.

A clause is short enough to be matched by small patterns: "20 people were killed" reads ``QPBD``. The letters:

V D I A N T  what happened: verb with an object, past or passive, verb of those counted, state, noun, toll
K L C        lost, left, claimed (lives)          Q  a figure            0  another number
P W H y u    people, fighters, things, a plural that looks like people, another plural
B G a j      auxiliary, belief, adverb, adjective R  rises, reaches, is put         F  figure, number, total
d m p h s n  determiner, "more", pronoun, relative, subordinator, "including"
i @ t o b f w & |  in, at, to, of, by, for, with, and, or     z  says     v  did something else
x X  any other word, capitalised
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from helpers.claims.lexicon import CUES, OTHER, Lexicon, Part
from helpers.counts import Count

_WORD = r"[^\W\d_](?:[\w’'.-]*\w)?|\d(?:[\d.,]*\d)?|[^\w\s.\"'“”‘’«»`*]"  # quotation marks say nothing here
_WORDS = re.compile(_WORD)
_LAST_WORDS = re.compile(rf"{_WORD}|\.(?=[\s\S]{{0,2}}\Z)")  # a full stop only at the end
_VERBS = re.compile(r"[a-z]+(?:s|ed|ing)\b")
_POSSESSIVE = re.compile(r"['’]s$")
_LONG = 400
_NAMES = frozenset(["US", "IS", "WHO"])  # no pronoun, no verb
_DASHES = frozenset("-–—")
_FIGURE = Part("Q")
_NAME = Part("X")
_PEOPLE = Part("P")
_HARM_BEFORE = re.compile(r"(?P<cue>[VDA])(?:[dma]*Q[mjxXP]{0,3})?$")
_HARM_AFTER = re.compile(r"[dxXPi@j]{0,4}[BGat]*(?P<cue>[DAI])")
_PARTS = {letter: Part(letter) for letter in "-,;:().!?0XyuxH"}
_PERSON_LIKE = re.compile(r"[a-z]{2,}(?:ers|ors|ists|ees|ians|men|women|goers|kids|folk|ants|girls|boys)$")


once = lru_cache(maxsize=64)  # for what is asked of the same figure or clause again and again


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the part it plays at the start of a sentence and inside it, and its count, if it is a figure.

    ``phrases`` are those it may begin, by their second word.
    """

    text: str
    low: str
    first: Part
    inside: Part
    phrases: Mapping[str, Sequence[tuple[list[str], Part]]]
    count: Count | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Clause:
    """One sentence as letters; ``parts[i]`` and ``words[i]`` belong to ``letters[i]``, its figures to ``counts``."""

    letters: str
    parts: Sequence[Part]
    words: Sequence[str]
    counts: Mapping[int, Count]

    @property
    def backwards(self) -> str:
        """The letters from last to first."""
        return _backwards(self)

    @property
    def cues(self) -> frozenset[str]:
        """The measures its words speak of, looked for among the first few hundred words."""
        return _cues(self)


@once
def _backwards(clause: Clause) -> str:
    return clause.letters[::-1]


@once
def _cues(clause: Clause) -> frozenset[str]:
    letters = clause.letters[:_LONG]
    cues = {part.measure or OTHER for letter, part in zip(letters, clause.parts, strict=False) if letter in CUES}
    return frozenset(cues | {"casualties"} if "K" in letters else cues)


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
    words = _with_phrases(_words(text, counts, lexicon))
    parts = [word.inside for word in words]
    parts[:1] = [word.first for word in words[:1]]
    texts = [word.text for word in words]
    capitals = [at for at, part in enumerate(parts) if at and part.letter in CUES and _is_name(words, at)]
    if capitals and not _is_headline(texts):
        for at in capitals:
            parts[at] = _NAME
    _read_captives_harmed(parts)
    found = {at: word.count for at, word in enumerate(words) if word.count}
    return _paired(Clause("".join([part.letter for part in parts]), parts, texts, found))


def _words(text: str, counts: Sequence[Count], lexicon: Lexicon) -> list[Word]:
    """The words of a text; those of each count are one, without its hedge unless that is a verb."""
    words: list[Word] = []
    at, read = 0, _word_reader(lexicon)
    for count in counts:
        words += map(read, _WORDS.findall(text, at, count.start))
        hedge = map(read, _VERBS.findall(text, count.start, count.number_start))
        words += [word for word in hedge if word.inside.letter == "R"]  # "the toll passes 200"
        number = text[count.number_start : count.number_end]
        words.append(Word(number, number.lower(), _FIGURE, _FIGURE, {}, count))
        at = max(count.end, count.number_end)
    return [*words, *map(read, _LAST_WORDS.findall(text, at))]


@lru_cache(maxsize=32)
def _word_reader(lexicon: Lexicon) -> Callable[[str], Word]:
    """The reading of single words with one lexicon; the same words come again and again."""
    return lru_cache(maxsize=16384)(partial(_read_word, lexicon))


def _read_word(lexicon: Lexicon, written: str) -> Word:
    """What the lexicon knows of a word as it is written."""
    text = _POSSESSIVE.sub("", written)
    low = text.lower()
    other = _PARTS[_letter(text, low)]
    known = lexicon.words.get(low, other)
    named = (text[0].isupper() and known.letter in "xj") or text in _NAMES
    inside = other if named else known
    phrases: dict[str, list[tuple[list[str], Part]]] = {}
    for phrase, part in lexicon.phrases.get(low, ()):
        phrases.setdefault(phrase[1], []).append((phrase, part))
    return Word(text, low, known, inside, phrases)


def _with_phrases(words: Sequence[Word]) -> list[Word]:
    """Join the words of a phrase into one."""
    lows = [word.low for word in words]
    joined: list[Word] = []
    after = 0
    for at in [at for at, (word, low) in enumerate(zip(words, lows[1:], strict=False)) if low in word.phrases]:
        options = words[at].phrases[lows[at + 1]] if at >= after else ()
        for phrase, part in options:
            if lows[at : at + len(phrase)] == phrase:
                joined += [*words[after:at], Word(words[at].text, words[at].low, part, part, {})]
                after = at + len(phrase)
                break
    return [*joined, *words[after:]]


def _is_name(words: Sequence[Word], at: int) -> bool:
    """Tell a word with a capital that it need not have, "the Dead Sea", from "17 Dead"."""
    word = words[at].text
    return word[0].isupper() and not word.isupper() and words[at - 1].count is None


def _is_headline(words: Sequence[str]) -> bool:
    """Tell whether most longer words are capitalised, so that capitals say nothing."""
    long = [word for word in words[:60] if len(word) > 4 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) > 0.6 * len(long)


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


def _read_captives_harmed(parts: list[Part]) -> None:
    """Read captives as people where they are killed or hurt: "dead hostages", "six hostages died"."""
    held = [at for at, part in enumerate(parts) if part.letter == "N" and part.measure == "captured"]
    letters = "".join([part.letter for part in parts]) if held else ""
    for at in held:
        before = _HARM_BEFORE.search(letters, max(0, at - 8), at)
        after = _HARM_AFTER.match(letters, at + 1, at + 12)
        cues = [match.start("cue") for match in (before, after) if match]
        if any(parts[cue].measure in ("killed", "wounded", "missing") for cue in cues):
            parts[at] = _PEOPLE


_PAIR = re.compile(r"([VDIAN])(?:(,)a?([VDIAN]))*,?([|&])a?([VDIAN])")

_LONG_NAME = re.compile(r"X(?:X|\(X\))+")
_PEOPLE_OF_TWO_KINDS = re.compile(r"[PWy](?:,[PWy])*,?&j?[PWy]")
_DOZENS_OF = re.compile(r"Qo(?![dph])")


def _paired(clause: Clause) -> Clause:
    """Join "killed or wounded" into one part that speaks of casualties, "men and women" or "dozens of" into one."""
    parts, letters = list(clause.parts), clause.letters
    drop: set[int] = set()
    for match in _PAIR.finditer(letters) if "&" in letters or "|" in letters else ():
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
    for match in (*_PEOPLE_OF_TWO_KINDS.finditer(letters), *_LONG_NAME.finditer(letters)):
        drop.update(range(match.start() + 1, match.end()))
    drop.update(match.end() - 1 for match in _DOZENS_OF.finditer(letters) if clause.words[match.start()].endswith("s"))
    if not drop:
        return clause
    keep = [i for i in range(len(parts)) if i not in drop]
    return Clause(
        "".join(letters[i] for i in keep),
        [parts[i] for i in keep],
        [clause.words[i] for i in keep],
        _moved(clause.counts, keep),
    )


def _moved(counts: Mapping[int, Count], keep: Sequence[int]) -> dict[int, Count]:
    place = {old: new for new, old in enumerate(keep)}
    return {place[i]: count for i, count in counts.items()}


def _has_own_object(letters: str, first: int, last: int) -> bool:
    """Tell "three dead and injured five" from "killed and wounded five"."""
    return bool(re.match(r"[dma]*Q", letters[last + 1 : last + 4])) and "Q" in letters[max(0, first - 8) : first]
