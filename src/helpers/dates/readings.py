"""A date expression where it stands: its words, and what it may hang on."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from helpers.dates.grammar import Grammar, Phrase
from helpers.dates.spans import Span, full_year
from helpers.dates.tokens import Tokens

CLAUSE = 15  # tokens searched for a cue that says on which side of now a date lies
TITLES = ("mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "gov", "sen", "rep")
RANGE = 6  # tokens from "from" to "until"
PAST_PLANS = ("was", "were", "been", "originally", "initially", "had")
DUE = ("is", "are", "was", "were", "be", "been", ",")  # "due to" after these is followed by a verb
WENT_ON = ("lasted", "continued", "raged", "fought", "worked", "stayed")  # "lasted until Saturday" lies behind


@dataclass(frozen=True)
class Context:
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

    def after(self, span: Span) -> "Context":
        """Return the context for what follows a resolved date."""
        return replace(self, last=span, last_day=span[1] if (span[1] - span[0]).days < 4 else self.last_day)


@dataclass(frozen=True)
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
        lexicon = self.grammar.lexicon
        values = (lexicon.value(name, self.word(part)) for name in names)
        return next((value for value in values if value is not None), None)

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
            return int(context.last[0].year + self.value("yb", "beside"))
        return None

    def names_year(self) -> bool:
        """Tell whether the phrase names a year in any way."""
        return any(self.has(part) for part in ("y", "sy", "ys", "yb"))

    def points_ahead(self, context: Context) -> bool | None:
        """Tell whether the nearest cue of the clause points to the future or the past; None without a cue."""
        if context.ahead is not None:
            return context.ahead
        before = range(self.phrase.start - 1, max(-1, self.phrase.start - 1 - CLAUSE), -1)
        after = range(self.phrase.end, min(len(self.tokens.codes), self.phrase.end + CLAUSE // 2))
        cue = self._is_set() or self._cue(before)
        return self._cue(after) if cue is None else cue

    def _is_set(self) -> bool | None:
        """Tell whether the date is when something will be: "the vote is on Sunday"; None when it may be over."""
        index = self.phrase.start - 1
        if self.tokens.word(index) in ("on", "in"):
            index -= 1
        return True if self.tokens.word(index) in ("is", "are") and not self._owns() else None

    def _owns(self) -> bool:
        """Tell whether something is of that date: "Monday's list"."""
        return self.tokens.word(self.phrase.end) in ("'", "’")

    def _cue(self, indices: range) -> bool | None:
        for index in indices:
            if self._ends_clause(index):
                return None
            ahead = self._looks_ahead(index)
            if ahead is not None:
                return ahead
        return None

    def _looks_ahead(self, index: int) -> bool | None:
        """Tell whether a word speaks of what will be or of what was; None when of neither."""
        lexicon = self.grammar.lexicon
        word, before, second = (self.tokens.word(index - back) for back in range(3))
        if word in ("until", "till") and (index > self.phrase.start or self.closes_range(index)):
            return None  # of a later date, or of a range: "from May 3 until June 9"
        if self._is_plan(index):
            return before not in (*PAST_PLANS, *WENT_ON)  # "was due" looks back on what lay ahead
        if before == "have" and lexicon.value("cues", second) is not None:
            return second in ("will", "shall")  # "will have died by 1 July", not "may have died"
        if before == "be":  # "will be buried" is as open as its "will"
            return True if second == "to" and self.tokens.word(index - 3) in ("is", "are") else None
        if before.endswith("to"):  # so is "to hit"
            return None
        return False if lexicon.value("past", word) is not None or self._is_past_verb(index) else None

    def _is_past_verb(self, index: int) -> bool:
        """Tell whether a word ends as a verb of the past does: "signed", but not "United", "need"."""
        word = self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]]
        return len(word) > 4 and word.endswith("ed") and word.islower()

    def _is_plan(self, index: int) -> bool:
        """Tell whether a word is of what will be: not in "due to fog", "than expected", "could not be reached"."""
        before, word, after = (self.tokens.word(place) for place in range(index - 1, index + 2))
        if self.grammar.lexicon.value("cues", word) is None or self._names_date(index):
            return False
        if word == "due" and after == "to":
            return before in DUE
        if word == "would" and self._owns():  # "would look into Monday's blast"
            return False
        return before not in ("than", "as") and not (after == "not" and word in ("could", "would"))

    def _names_date(self, index: int) -> bool:
        """Tell whether a token is a weekday or a month; "may" and "march" are none."""
        word, lexicon = self.tokens.word(index), self.grammar.lexicon
        start = self.tokens.starts[index]
        return self.tokens.text[start].isupper() and any(word in lexicon.values[name] for name in ("weekday", "long"))

    def _ends_clause(self, index: int) -> bool:
        """Tell whether the words beyond a token say nothing of the date: a full stop, a gap, after it another date."""
        word = self.tokens.word(index)
        if word == ".":  # but not that of "5 p.m. on Tuesday", "Mr. Smith"
            last, after = self.tokens.word(index - 1), self.tokens.ends[index] + 1
            shortened = (len(last) == 1 and last.isalpha()) or last in TITLES
            return not shortened and not self.tokens.text[after : after + 1].islower()
        return word == ";" or word.isspace() or (index > self.phrase.start and self._names_date(index))

    def closes_range(self, index: int) -> bool:
        """Tell whether the word at a token is the "until" of "from May until July"."""
        return any(self.tokens.word(place) == "from" for place in range(index - RANGE, index))
