"""Readings to statuses: is the figure reported, projected, denied or withdrawn?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from helpers.claims.readings import Reading
from helpers.claims.surroundings import own_cue
from helpers.patterns import any_of
from helpers.words import Vocabulary

_BEFORE = 110
_AFTER = 90
_CLAUSE_BREAK = re.compile(
    r"[.;:]\s|,(?!\d| (?:giving|putting|bringing|taking|raising|making) )"
    r"|\b(?:as|after|when|while|because|since|who|which|that|but|where|before|although|though|and)\b"
)
_MAY_THE_MONTH = re.compile(
    r"\b(?:in|of|since|until|by|during|from|early|mid|late|last|this|next|\d{1,2})[ -]?(?-i:May)\b|\b(?-i:May) (?=\d)",
    re.I,
)
_LISTED = re.compile(r"(?:,|,? (?:and|or))\s*\Z")  # "to send 20 cooks and 50 drivers" is one clause
_BREAK_OF_DENIAL = re.compile(r"[.;:]\s|\b(?:but|while|after|when|although)\b")


@dataclass(frozen=True)
class _Cues:
    any_before: re.Pattern[str]
    any_after: re.Pattern[str]
    projected_before: re.Pattern[str]
    projected_after: re.Pattern[str]
    but_not: re.Pattern[str]
    others: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]


def find_status(reading: Reading, vocabulary: Vocabulary) -> str:
    """Return the status of one figure, from the words around it in its sentence."""
    cues = _cues(vocabulary)
    sentence, count = reading.sentence.text, reading.count
    before = _without_month(sentence[max(0, count.start - _BEFORE) : count.start])
    after = _without_month(sentence[count.end : count.end + _AFTER])
    if not cues.any_before.search(before) and not cues.any_after.search(after):
        return "reported"
    last, first = _last_clause(before, _BREAK_OF_DENIAL), _first_clause(after, _BREAK_OF_DENIAL)
    for status, (ahead, behind) in cues.others.items():
        if status == "withdrawn" and reading.outcome == "deployed":
            continue  # it is the troops that were withdrawn
        if ahead.search(last) or behind.search(first):
            return status
    return "projected" if _projected(cues, before, after, reading) else "reported"


def _without_month(text: str) -> str:
    """Return a text in small letters without the month of May, which would be taken for the verb."""
    return (_MAY_THE_MONTH.sub("", text) if "May" in text else text).lower()


def _projected(cues: _Cues, before: str, after: str, reading: Reading) -> bool:
    if own_cue(reading.clause, reading.at) == "no own cue":
        before = _LISTED.sub(" ", before)
    ahead = cues.but_not.sub(" ", _last_clause(before, _CLAUSE_BREAK))
    if cues.projected_before.search(ahead) and not _happened(reading):
        return True
    behind = cues.but_not.sub(" ", _first_clause(after, _CLAUSE_BREAK))
    modal = cues.projected_after.search(behind)
    return bool(modal) and not _told_before(reading)


def _happened(reading: Reading) -> bool:
    """Tell whether a plain past stands right before the figure, which no modal governs: "killed 30"."""
    before = reading.clause.letters[max(0, reading.at - 8) : reading.at]
    return bool(re.search(r"(?:^|[^Ba|&])a?D[dmaj]*$", before))


def _told_before(reading: Reading) -> bool:
    """Tell whether what happened stands before the figure: "the fire that killed 40 people will ..."."""
    letters = reading.clause.letters[max(0, reading.at - 4) : reading.at]
    return bool(re.search(r"[VDLKC][dmaj]*$", letters))


def _last_clause(text: str, breaks: re.Pattern[str]) -> str:
    last = 0
    for match in breaks.finditer(text):
        last = match.end()
    return text[last:]


def _first_clause(text: str, breaks: re.Pattern[str]) -> str:
    match = breaks.search(text)
    return text[: match.start()] if match else text


@lru_cache(maxsize=32)
def _cues(vocabulary: Vocabulary) -> _Cues:
    status = vocabulary["status"]
    return _Cues(
        _any(word for words in status.values() for word in words["before"]),
        _any(word for words in status.values() for word in words["after"]),
        _any(status["projected"]["before"]),
        _any(status["projected"]["after"]),
        _any(status["projected"]["but_not"]),
        {name: (_any(status[name]["before"]), _any(status[name]["after"])) for name in ("withdrawn", "denied")},
    )


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(words, space=' ')})\b")
