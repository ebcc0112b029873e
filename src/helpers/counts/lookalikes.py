"""Numbers that count nobody: money, percentages, dates, clock times, measures, ordinals, names, shares and ages."""

import re

from helpers.counts.ages import OLDEST, is_age
from helpers.counts.numbers import Number
from helpers.words import Vocabulary

_GLUED_LEFT = re.compile(r"(?:[\w#/@.]|\d:|\w\(|[$€£¥₹]\s?|\w-|\d[-–])\Z")
_GLUE = 2  # characters
_GLUED_RIGHT = re.compile(
    r"\s?(?:%|‰|°|°C|percent\b|per\s?cent\b)|(?:st|nd|rd|th)\b|[:/]\d|[-–]\d|['’]s\b|[A-Za-z]|[.,]\d|\s?(?:x|by)\s?\d|\s(?:BCE?|AD)\b|-(?:year|day|hour)|\s+and\s+a\s+half\b"
    r"|\s(?:[A-Z]\w+\s)?(?:Brigade|Division|Regiment|Battalion|Squadron|Corps|Commando)\b"
)
_NEXT_NUMBER = re.compile(r"\s\d+(?!\d|-year-old)")  # "one 12-storey wing"
_SMALL = "two|three|four|five|six|seven|eight|nine|ten"
_SHARE = re.compile(  # "1 in 60 patients", "nine out of ten", but "14 out of 60 patients" are 14
    rf"\s+(?:in\s+(?:every\s+)?(?P<all>{_SMALL}|\d{{1,3}})|out\s+of\s+(?:every\s+\d{{1,3}}|{_SMALL}|[5-9]|100?))\b(?![,.]?\d)"
)
_SHARE_OF = re.compile(rf"\b(?:one|{_SMALL}|\d|\d\d(?=\s+out))\s+(?:in|out\s+of)\s+(?:every\s+)?\Z")
_SHARING = frozenset(["in", "of", "every"])  # the last words of a share
_NUMBER_OF_A_THING = re.compile(
    r"\b(?:Number|No\.|(?:[Ff]light|[Tt]rain|[Bb]us|[Rr]oute|[Rr]oom|[Mm]odel|[Ll]ot|[Cc]ase) number|[Tt]ask [Ff]orce"
    r"|factor of|clock str(?:uck|ikes))\s\Z"
)
_NUMBERED = frozenset(["number", "no.", "force", "of", "struck", "strikes"])  # the last words of what has a number
_NO_NAME = re.compile(r"\b(?:[Ll]ast|[Tt]his|[Tt]hat|[Nn]ext|same|past|previous|[Oo]ne|[Ee]ach|[Ee]very) [a-z]+ \Z")
_INTO = frozenset(["in", "into"])  # the last words of what is cut
_CUT_IN = re.compile(r"\b(?:split|broken?|t[eo]re?|torn|cut|sliced|snapped|divided)\s(?:\w+\s){0,3}(?:in|into)\s\Z")
_TOP_TEN = re.compile(
    r"(?:\A|[.!?:;|(]\s*|['\"‘“]|\b(?:the|our|my|its|their|all-time)\s)[Tt]op\s\Z"
)  # a list of the best
_VERSION = re.compile(r"\d+\.\d{1,2}\Z")
_POINT_OPENS = re.compile(r"(?:\A|[.!?:;\n])\s*\(?\Z")
_POINT_CLOSES = re.compile(r"\)\s+\w")
_OLD_YEAR_CLOSES = re.compile(r"\s*(?:[,.;)]|\Z|\s(?:the|a|an|he|she|they|it|his|her|their|when|and|[A-Z]))")
_NEXT_WORD = re.compile(r"(\s*-?\s*)([^\W\d_][\w.'’/]*)")
_DAY_LIST = re.compile(r"[a-z]+\.?\s+\d{1,2}(?:\s*(?:,|and|or|to|through|[-–])\s*(?:\d{1,2}\s*(?:,|and|[-–])\s*)*)\Z")
_BEFORE, _AFTER = 32, 24  # characters looked at on either side of a number
_LIST_REACH = 200  # characters to the point before or after


class LookAlikes:
    """Tells counts from other numbers with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        other = vocabulary["numbers"]["other"]
        self.units = frozenset(other["units"])
        self.names = frozenset(other["names"])
        self.strong = frozenset(other["strong"])
        self.months = frozenset(other["months"])
        self.dating = self.months | frozenset(other["dating"])

    def is_count(self, text: str, small: str, number: Number) -> bool:
        """Tell whether a number may count people; ``small`` is the text in small letters."""
        begin, end = max(0, number.start - _BEFORE), number.end + _AFTER
        left, right = text[begin : number.start], text[number.end : end]
        if _GLUED_LEFT.search(text, max(0, number.start - _GLUE), number.start) or _GLUED_RIGHT.match(right):
            return False
        if text[number.end - 1].isalpha() and _NEXT_NUMBER.match(right):
            return False
        low = small[begin : number.start]
        word_before = last_word(low)
        if _is_share(number, small[number.end : end]) or (word_before in _SHARING and _SHARE_OF.search(low)):
            return False
        if _is_point(text, number, left):
            return False
        if word_before == "top" and _TOP_TEN.search(left):
            return False
        if (word_before in _INTO and _CUT_IN.search(low)) or _VERSION.match(text, number.start, number.end):
            return False
        if word_before in _NUMBERED and _NUMBER_OF_A_THING.search(left) and "," not in text[number.start : number.end]:
            return False
        if number.high < OLDEST and number.kind != "vague" and is_age(left, low, right):
            return False
        after = _NEXT_WORD.match(right)
        word_after = after[2].lower().rstrip(".") if after else ""
        if after and "-" in after[1]:
            return word_after in self.strong
        if (
            word_after in self.units
            or (word_before in self.names and left[-2:-1] != "," and not _NO_NAME.search(left))
            or (word_before == "number" and number.high < 10)
        ):
            return False
        digits = text[number.start].isdigit()
        if digits and number.high <= 31 and (word_before.rstrip(".") in self.months or word_after in self.months):
            return False
        if digits and number.high <= 31 and _DAY_LIST.search(low) and _last_month(low, self.months):
            return False
        dated = word_before.rstrip(".") in self.dating or word_before.isdigit() or not word_after
        dated = dated or word_before in ("a", "an")
        if (
            number.kind == "range"
            and self._is_year(text, number)
            and number.high <= 2100
            and "," not in text[number.start : number.end]
        ):
            return False
        if word_before in ("in", "since", "until", "of", "ca", "ca.", "circa") and _is_old_year(text, number):
            return False
        return not (dated and self._is_year(text, number))

    def _is_year(self, text: str, number: Number) -> bool:
        bare = text[number.start : number.end]
        return 1900 <= number.low <= 2100 and "," not in bare and any(c.isdigit() for c in bare) and " " not in bare[:4]


def _is_share(number: Number, right: str) -> bool:
    """Tell "wounded one in five" from "wounded five in two attacks"."""
    share = _SHARE.match(right)
    if share is None or share["all"] is None:
        return share is not None
    whole = int(share["all"]) if share["all"].isdigit() else _SMALL.split("|").index(share["all"]) + 2
    return number.low < whole


def _is_point(text: str, number: Number, left: str) -> bool:
    """Tell the number of a point in a list: "(1) Search for the missing (2) Bury the dead"."""
    if not _POINT_CLOSES.match(text, number.end):
        return False
    if _POINT_OPENS.search(left):
        return True
    near = text[max(0, number.start - _LIST_REACH) : number.end + _LIST_REACH]
    return left.endswith("(") and any(f"({number.low + step})" in near for step in (-1, 1))


def _is_old_year(text: str, number: Number) -> bool:
    """Tell the year of "In 1880 the French captured the fort" from "in 1500 villages"."""
    bare = text[number.start : number.end]
    return 1000 <= number.low < 1900 and bare.isdigit() and bool(_OLD_YEAR_CLOSES.match(text, number.end))


def _last_month(left: str, months: frozenset[str]) -> bool:
    return any(word in months for word in re.findall(r"[a-z]+", left))


def last_word(low: str) -> str:
    """Return the last word of a text in small letters, without opening marks."""
    words = low.rsplit(None, 1)
    return words[-1].strip("(\"'“‘,") if words else ""
