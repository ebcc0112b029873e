"""A date expression where it stands: its words, and what it may hang on."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from helpers.dates.grammar import Grammar, Phrase
from helpers.dates.spans import Span, full_year
from helpers.dates.tokens import Tokens


class Context(NamedTuple):
    """What an expression may hang on: the day of publication, the dates before it, the text's own latest date."""

    published: date | None = None
    reference: Span | None = None  # stands in for the publication date when a year is missing
    last: Span | None = None
    last_day: date | None = None
    ahead: bool | None = None  # which way to look, when that is known; else each clause is read for it

    @property
    def base(self) -> Span | None:
        """The days from which a missing year is chosen."""
        return (self.published, self.published) if self.published else self.reference

    @property
    def or_now(self) -> "Context":
        """The context in which publication stands for the date before where the text has none."""
        day = self.last_day or self.published
        return self._replace(last=self.last or ((day, day) if day else None), last_day=day)

    def after(self, span: Span) -> "Context":
        """Return the context for what follows a resolved date."""
        return self._replace(last=span, last_day=span[1] if (span[1] - span[0]).days < 4 else self.last_day)


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase in its text."""

    phrase: Phrase
    tokens: Tokens
    grammar: Grammar

    def has(self, part: str) -> bool:
        """Tell whether the phrase has this part."""
        return part in self.phrase.parts

    def word(self, part: str) -> str:
        """Return the first word of a part, in small letters."""
        return self.tokens.word(self.phrase.parts[part][0])

    def says(self, part: str, word: str) -> bool:
        """Tell whether a word is among those of a part."""
        start, end = self.phrase.parts[part]
        return any(self.tokens.word(index) == word for index in range(start, end))

    def value(self, part: str, *names: str) -> Any:
        """Return what a part's first word means as one of the classes ``names``; None without the part."""
        if part not in self.phrase.parts:
            return None
        lexicon, word = self.grammar.lexicon, self.word(part)
        for name in names:
            if (value := lexicon.value(name, word)) is not None:
                return value
        return None

    def number(self, part: str) -> int | None:
        """Return a part's number: digits with or without an ending, or a number word."""
        if part not in self.phrase.parts:
            return None
        digits = "".join(char for char in self.word(part) if char.isdigit())
        return int(digits) if digits else self.value(part, "number", "ordinal")

    def month(self) -> int:
        """Return the phrase's month, 1 to 12."""
        return int(self.value("m", "long", "short"))

    def shifted_year(self, context: Context) -> int | None:
        """Return the year that the phrase names: "2024", "'24", "last year", "the following year"."""
        if self.has("sy"):
            return full_year(self.number("sy") or 0)
        if self.has("y"):
            return self.number("y")
        if self.has("ys") and context.published:
            return int(context.published.year + self.value("ys", "shift"))
        if self.has("yb") and context.last:
            return int(context.last[0].year + self.value("yb", "beside", "that"))
        return None

    def names_year(self) -> bool:
        """Tell whether the phrase names a year in any way."""
        return any(self.has(part) for part in ("y", "sy", "ys", "yb"))
