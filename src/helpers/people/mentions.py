"""A text as words and the names found in them: nations, armed groups, bodies, outlets and places."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from helpers.people.lexicon import TOKEN, Entry, Lexicon, plain
from helpers.sentences import Sentence

WINDOW = 80  # words looked at on either side of a figure: one endless sentence costs no more than many


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, from word ``first`` up to word ``last`` (not included)."""

    first: int
    last: int
    entry: Entry


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """One text read for its people: its words, punctuation marks among them, with their places and the names in them.

    ``low`` are the words in small letters, ``bounds`` the first and last word (not included) of each sentence,
    ``sentence_of`` the number of the sentence which holds, or comes last before, each word, ``mentions`` the names by
    their first word, ``covered`` by each of their words.
    """

    text: str
    sentences: Sequence[Sentence]
    lexicon: Lexicon
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    bounds: list[tuple[int, int]]
    sentence_of: list[int]
    mentions: dict[int, Mention]
    covered: dict[int, Mention]

    def word_at(self, offset: int) -> int:
        """Return the number of the word which holds, or comes next after, an offset."""
        return bisect_right(self.ends, offset)

    def window(self, position: int) -> tuple[int, int]:
        """Return the words of the sentence around a word, at most ``WINDOW`` on either side."""
        if not self.bounds:
            return position, position
        first, last = self.bounds[self.sentence_of[position]] if position < len(self.words) else (0, 0)
        return max(first, position - WINDOW), min(last, position + WINDOW)

    def span_text(self, first: int, last: int) -> str:
        """Return the text of the words from ``first`` up to ``last`` (not included)."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())


def read_words(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> Reading:
    """Return a text as its words and the names in them."""
    pieces = _split_words(text, lexicon)
    places = list(accumulate(map(len, pieces)))
    words, starts = list(map(_written, pieces[1::2])), places[:-1:2]
    low = list(map(str.lower, words))
    bounds = [(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in sentences]
    mentions = _Names(text, lexicon, words, low).find()
    covered = {k: mention for mention in mentions.values() for k in range(mention.first, mention.last)}
    numbers = _number_words(bounds, len(words))
    return Reading(text, sentences, lexicon, words, low, starts, places[1::2], bounds, numbers, mentions, covered)


def _split_words(text: str, lexicon: Lexicon) -> list[str]:
    """The words as they are written, with what stands before and after each."""
    pieces = TOKEN.split(text)
    pairs = {piece: _split_pair(piece) for piece in pieces if "-" in piece and _is_pair(piece, lexicon)}
    return [part for piece in pieces for part in pairs.get(piece, (piece,))] if pairs else pieces


def _is_pair(word: str, lexicon: Lexicon) -> bool:
    """Tell "Russian-North" and "US-Israel", which are two names, from "Jong-Un"."""
    first, _, second = word.partition("-")
    return second[:1].isupper() and first in lexicon.names and second in lexicon.names


def _split_pair(word: str) -> tuple[str, ...]:
    """Return two names and a dash, with the nothing between them."""
    first, dash, second = word.partition("-")
    return first, "", dash, "", second


def _number_words(bounds: Sequence[tuple[int, int]], count: int) -> list[int]:
    """The number of the sentence of each word."""
    numbers: list[int] = []
    for number, (first, _) in enumerate(bounds[1:]):
        numbers += [number] * (first - len(numbers))
    return numbers + [max(0, len(bounds) - 1)] * (count - len(numbers))


@dataclass(frozen=True, eq=False, slots=True)
class _Names:
    """The names among the words of a text."""

    text: str
    lexicon: Lexicon
    words: list[str]
    low: list[str]

    def find(self) -> dict[int, Mention]:
        """Return the names by their first word."""
        found: dict[int, Mention] = {}
        taken = 0
        names, words = self.lexicon.names, self.words
        for position in [k for k, word in enumerate(words) if word in names or "-" in word]:
            known = names.get(words[position]) or self._compound(words[position])
            mention = self._longest(position, known) if position >= taken else None
            if mention and not self._is_in_person(mention):
                found[position] = mention
                taken = mention.last
        return found

    def _longest(self, position: int, known: Sequence[tuple[tuple[str, ...], Entry]]) -> Mention | None:
        for rest, entry in known:
            last = position + 1 + len(rest)
            if tuple(self.words[position + 1 : last]) == rest and (entry.form != "short" or self._is_short(position)):
                return Mention(position, last, entry)
        return None

    def _is_in_person(self, mention: Mention) -> bool:
        """Tell whether a place is part of a person's name: "Minister Israel Katz", "Secretary Lloyd Austin"."""
        first, titles = mention.first, self.lexicon.persons_titles
        if (
            mention.last > first + 1
            or mention.entry.kind not in ("nation", "region", "place")
            or mention.entry.form == "adjective"
        ):
            return False
        before, following = self.low[max(0, first - 2) : first], self.words[first + 1 : first + 2]
        if before[-1:] and before[-1] in titles:
            return following != [] and following[0].istitle() and self._is_unknown(first + 1)
        return before[:1] != [] and before[0] in titles and len(before) == 2 and self._is_unknown(first - 1)

    def _is_unknown(self, k: int) -> bool:
        listed = self.words[k] in self.lexicon.names or self.low[k] in self.lexicon.words["roles"]
        return self.words[k].istitle() and not listed

    def _is_short(self, position: int) -> bool:
        """Tell whether "the North" is the nation: not before another name, and the nation named in full somewhere."""
        following = self.words[position + 1] if position + 1 < len(self.words) else ""
        return position > 0 and self.low[position - 1] == "the" and not following[:1].isupper() and "Korea" in self.text

    def _compound(self, word: str) -> Sequence[tuple[tuple[str, ...], Entry]]:
        """Names for "Russian-led" or "US-based": the nation of the first half."""
        return [(rest, entry) for rest, entry in self.lexicon.names.get(word.partition("-")[0], ()) if not rest]


@lru_cache(maxsize=16384)
def _written(word: str) -> str:
    """Return a word as names are looked up."""
    return plain(word) if word[0] == "’" or not word.islower() else word
