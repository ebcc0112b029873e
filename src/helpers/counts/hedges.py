"""Numbers to counts: the hedges on either side, the bounds they make, and rates."""

import re
from collections.abc import Iterable, Mapping, Sequence

from helpers.counts.lookalikes import last_word
from helpers.counts.numbers import Number
from helpers.counts.types import Count
from helpers.patterns import any_of
from helpers.words import Vocabulary

_HEDGE_WINDOW = 48
_RATE_WINDOW = 70


class HedgeReader:
    """Reads the hedges around a number with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        hedges = vocabulary["hedges"]
        self.before = _before_pattern({kind: hedges["before"][kind] for kind in sorted(hedges["before"])})
        self.filler = _before_pattern({"filler": hedges["filler"]["words"]})
        leads = [*hedges["filler"]["words"], *(word for words in hedges["before"].values() for word in words)]
        self.last_of_lead = frozenset(lead.split()[-1] for lead in leads)
        self.particle_of = frozenset(hedges["particle"]["over"])
        self.after = re.compile("|".join(_after_pattern(kind, words) for kind, words in hedges["after"].items()))
        self.any_rate = re.compile(any_of(word for per in ("day", "week", "month") for word in hedges["rate"][per]))
        self.rates = {per: _rate_pattern(hedges["rate"], per) for per in ("day", "week", "month")}

    def read(self, text: str, small: str, number: Number) -> Count:
        """Return the count of a number: its hedges read on both sides, its rate after it; ``small`` is the text so."""
        start, kinds = self._hedges_before(small, number.start)
        following = small[number.end : number.end + _RATE_WINDOW]
        after = self.after.match(following, 0, _HEDGE_WINDOW)
        end, kind_after = (number.end + after.end(), after.lastgroup) if after else (number.end, None)
        kinds = kinds | ({kind_after} if kind_after else set())
        modifier, low, best, high = _bounds(number, kinds)
        per = self._rate(following)
        return Count(start, end, text[start:end], number.start, number.end, modifier, low, best, high, per)

    def _hedges_before(self, low: str, start: int) -> tuple[int, set[str]]:
        kinds: set[str] = set()
        at = start
        while True:
            window = low[max(0, at - _HEDGE_WINDOW) : at]
            if last_word(window) not in self.last_of_lead and window[-1:] not in "~≈<>≤≥":
                return start, kinds
            if (found := self.before.search(window)) and not self._is_particle(found):
                kinds.add(str(found.lastgroup))
                at = start = at - (len(window) - found.start())
            elif filler := self.filler.search(window):
                at -= len(window) - filler.start()
            else:
                return start, kinds

    def _is_particle(self, hedge: re.Match[str]) -> bool:
        """Tell "handed over 30 prisoners" from "held over 30 prisoners"."""
        return hedge[0].startswith("over") and last_word(hedge.string[: hedge.start()]) in self.particle_of

    def _rate(self, following: str) -> str | None:
        if not self.any_rate.search(following):
            return None
        return next((per for per, rate in self.rates.items() if rate.match(following)), None)


def _rate_pattern(rate: Mapping[str, Sequence[str]], per: str) -> re.Pattern[str]:
    """ "92 a day", "92 losses a day since May"; but no "92, a day after", "92 on a day in May" nor "92 in a week"."""
    words, not_before = any_of(rate[per]), any_of(rate["not_before"])
    not_after = "".join(rf"(?<!\b{word} )" for word in rate["not_after"])
    begin = rf"{not_after}\b(?:{words})\b"
    from_then = rf"[^.;:,]*?{begin}(?=\s+(?:{any_of(rate['from_then'])})\b)"
    return re.compile(rf"(?:[^.;:]*?{begin}(?!\s+(?:{not_before})\b)|{from_then})")


def _bounds(number: Number, kinds: set[str]) -> tuple[str, int | None, int | None, int | None]:
    if number.kind in ("range", "vague"):
        return number.kind, number.low, None, number.high
    value = number.low
    if "over" in kinds:
        return "over", value, value, None
    if "under" in kinds:
        return "under", None, value, value
    return ("about" if "about" in kinds or number.kind == "about" else "exact"), value, value, value


def _before_pattern(kinds: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    hedges = "|".join(rf"(?P<{kind}>{any_of(words)})" for kind, words in kinds.items())
    return re.compile(rf"(?<![\w-])(?:{hedges})\s*[\"'“‘]?\Z")


def _after_pattern(kind: str, words: Iterable[str]) -> str:
    glued = [word for word in words if not word[0].isalnum()]
    loose = [word for word in words if word[0].isalnum()]
    noun = r"(?:(?:people|persons|dead|killed|wounded|injured|deaths|lives|victims|men|soldiers|troops)\s+)?"
    return rf"(?P<{kind}>(?:{any_of(glued) or '(?!)'})(?!\w)|\s+{noun}(?:{any_of(loose)})\b(?!\s+than\b))"
