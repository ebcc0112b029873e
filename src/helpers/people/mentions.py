"""A text as words and the names found in them: nations, armed groups, bodies, outlets and places."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from helpers.people.lexicon import TOKEN, Entry, Lexicon, plain
from helpers.sentences import Sentence

WINDOW = 80  # words looked at on either side of a figure: one endless sentence costs no more than many


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, from word ``first`` up to word ``last`` (not included)."""

    first: int
    last: int
    entry: Entry


@dataclass(frozen=True, eq=False)
class Reading:
    """One text read for its people; everything is worked out when first asked for."""

    text: str
    sentences: Sequence[Sentence]
    lexicon: Lexicon

    @cached_property
    def _tokens(self) -> list[tuple[str, int, int]]:
        tokens: list[tuple[str, int, int]] = []
        for match in TOKEN.finditer(self.text):
            word = match[0]
            if "-" in word and (halves := self._halves(word, match.start())):
                tokens += halves
            else:
                tokens.append((plain(word) if word[0] == "’" or not word.islower() else word, *match.span()))
        return tokens

    def _halves(self, word: str, start: int) -> list[tuple[str, int, int]]:
        """ "Russian-North" or "US-Israel" as two names and a dash."""
        first, _, second = word.partition("-")
        if second[:1].isupper() and first in self.lexicon.names and second in self.lexicon.names:
            middle, end = start + len(first), start + len(word)
            return [(plain(first), start, middle), ("-", middle, middle + 1), (plain(second), middle + 1, end)]
        return []

    @cached_property
    def words(self) -> list[str]:
        """The words of the text, punctuation marks among them."""
        return [word for word, _, _ in self._tokens]

    @cached_property
    def low(self) -> list[str]:
        """The words in small letters."""
        return [word.lower() for word in self.words]

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in the text."""
        return [start for _, start, _ in self._tokens]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends in the text."""
        return [end for _, _, end in self._tokens]

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """First and last word (not included) of each sentence."""
        return [(bisect_left(self.starts, s.start), bisect_left(self.starts, s.end)) for s in self.sentences]

    @cached_property
    def mentions(self) -> dict[int, Mention]:
        """The names of the text by their first word."""
        found: dict[int, Mention] = {}
        taken = 0
        for position, word in enumerate(self.words):
            known = self.lexicon.names.get(word) or (self._compound(word) if "-" in word else ())
            if known and position >= taken and (mention := self._longest(position, known)):
                found[position] = mention
                taken = mention.last
        return found

    @cached_property
    def covered(self) -> dict[int, Mention]:
        """The name that each word belongs to."""
        return {k: mention for mention in self.mentions.values() for k in range(mention.first, mention.last)}

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence which holds, or comes last before, an offset."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def word_at(self, offset: int) -> int:
        """Return the number of the word which holds, or comes next after, an offset."""
        return bisect_right(self.ends, offset)

    def window(self, position: int) -> tuple[int, int]:
        """Return the words of the sentence around a word, at most ``WINDOW`` on either side."""
        if not self.bounds:
            return position, position
        first, last = self.bounds[self.sentence_at(self.starts[position])] if position < len(self.starts) else (0, 0)
        return max(first, position - WINDOW), min(last, position + WINDOW)

    def span_text(self, first: int, last: int) -> str:
        """Return the text of the words from ``first`` up to ``last`` (not included)."""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _longest(self, position: int, known: Sequence[tuple[tuple[str, ...], Entry]]) -> Mention | None:
        for rest, entry in known:
            last = position + 1 + len(rest)
            if tuple(self.words[position + 1 : last]) == rest and (entry.form != "short" or self._is_short(position)):
                return Mention(position, last, entry)
        return None

    def _is_short(self, position: int) -> bool:
        """Tell whether "the North" is the nation: not before another name, and the nation named in full somewhere."""
        following = self.words[position + 1] if position + 1 < len(self.words) else ""
        return position > 0 and self.low[position - 1] == "the" and not following[:1].isupper() and "Korea" in self.text

    def _compound(self, word: str) -> Sequence[tuple[tuple[str, ...], Entry]]:
        """Names for "Russian-led" or "US-based": the nation of the first half."""
        return [(rest, entry) for rest, entry in self.lexicon.names.get(word.partition("-")[0], ()) if not rest]
