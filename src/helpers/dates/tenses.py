"""Whether a clause speaks of what will be or of what was: on which side of now its "Friday" lies."""

from functools import lru_cache

from helpers.dates.readings import Context, Reading
from helpers.dates.tokens import Lexicon

BEFORE, AFTER = 15, 7  # tokens of the clause searched for a cue
PROMISED = 5  # tokens from "has agreed" to what is promised
RANGE = 6  # tokens from "from" to "until"
TITLES = ("mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "gov", "sen", "rep")
PRESENT = ("is", "are")
DUE = (*PRESENT, "was", "were", "be", "been", ",")  # "due to" after these is followed by a verb
UNTIL = ("until", "till")
HEADLINE = 6  # tokens before the "to" of a headline, which has no articles
ARTICLES = {"a", "an", "the", "his", "her", "its", "their"}
NOT_VERBS = ("according", "due", "thanks", "owing", "prior", "next", "close", "up", "back", "as", "in", "way")
STARTS = ("", "“", '"', "-", "–", "—", "•")  # before the first word of a sentence or of a line of a list
RELATIVE = ("that", "which", "who")
OPENINGS = ("on", "in", "by", "early", "late", "and", "but", "then")  # between a full stop and its "Friday"
LESSONS = ("of", "over the", "about the")  # before the date of what has happened: "over the Oct. 9 spill"


def points_ahead(reading: Reading, context: Context) -> bool | None:
    """Tell whether the nearest cue of the clause points to the future or the past; None without a cue."""
    if context.ahead is not None:
        return context.ahead
    start, end = reading.phrase.start, reading.phrase.end
    if _is_of_event(reading):
        return None
    before = range(start - 1, max(-1, start - 1 - BEFORE), -1)
    after = range(end, min(len(reading.tokens.codes), end + (BEFORE if _opens(reading, start) else AFTER)))
    if _is_set(reading):
        return True
    cues = (_cue(reading, *words) for words in ((before, True), (after, True), (before, False)))
    return next((cue for cue in cues if cue is not None), None)


def closes_range(reading: Reading, index: int) -> bool:
    """Tell whether the word at a token is the "until" of "from May until July"."""
    return any(reading.tokens.word(place) == "from" for place in range(index - RANGE, index))


def _is_of_event(reading: Reading) -> bool:
    """Tell whether the date is that of something named: "will testify about the crash of Nov. 12", "Monday's fire"."""
    if reading.has("k"):
        return False
    start, end = reading.phrase.start, reading.phrase.end
    last, first = reading.tokens.word(start - 1), reading.tokens.word(start)
    pair = last if last == "of" else f"{reading.tokens.word(start - 2)} {last}"
    if pair in LESSONS or f"{last} {first}" in LESSONS:
        return True
    owned = range(end + 2, end + 4) if _owns(reading) else range(end, end + 2) if first == "the" else range(0)
    return _is_disaster(reading, owned) or (last in ("on", "in") and _is_known(reading, start - 2))


def _is_known(reading: Reading, index: int) -> bool:
    """Tell whether a token is a disaster spoken of before: "the blast", "the deadly blast"."""
    articles = {reading.tokens.word(place) for place in range(index - 2, index)}
    return "the" in articles and _is_disaster(reading, range(index, index + 1))


def _is_disaster(reading: Reading, indices: range) -> bool:
    return any(reading.grammar.lexicon.value("disaster", reading.tokens.word(index)) is not None for index in indices)


def _is_set(reading: Reading) -> bool:
    """Tell whether the date is when something will be: "the vote is on Sunday"."""
    index = reading.phrase.start - 1
    if reading.tokens.word(index) in ("on", "in"):
        index -= 1
    return reading.tokens.word(index) in (*PRESENT, "come") and not _owns(reading)


def _owns(reading: Reading) -> bool:
    """Tell whether something is of that date: "Monday's list"."""
    return reading.tokens.word(reading.phrase.end) in ("'", "’")


def _cue(reading: Reading, indices: range, to_next_date: bool) -> bool | None:
    """Return what the first cue of some words says; None when the clause ends before, or another date stands before."""
    telling = _telling_words(reading.grammar.lexicon)
    for index in indices:
        word = reading.tokens.word(index)
        if word not in telling and not word.endswith("ed") and word[0] != "\n":
            continue
        if _ends_clause(reading, index) or (to_next_date and _names_date(reading, index)):
            return None
        ahead = _looks_ahead(reading, index)
        if ahead is not None:
            return ahead
    return None


@lru_cache(maxsize=16)
def _telling_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that can be a cue or end the search for one; the others are passed over."""
    names = ("cues", "put_off", "promised", "past", "weekday", "long")
    return frozenset(
        (*(word for name in names for word in lexicon.values[name]), *UNTIL, *RELATIVE, *PRESENT, ".", ";", "to")
    )


def _looks_ahead(reading: Reading, index: int) -> bool | None:
    """Tell whether a word speaks of what will be or of what was; None when of neither."""
    tokens, values = reading.tokens, reading.grammar.lexicon.values
    word, before = tokens.word(index), tokens.word(index - 1)
    if word in UNTIL and (index > reading.phrase.start or closes_range(reading, index) or _opens(reading, index)):
        return None  # of a later date, of a range, or open: "Until Friday nobody had died"
    if word in values["put_off"]:
        return True
    if _is_plan(reading, index):
        looks_back = before in values["over"]  # "was due" looks back on what lay ahead, "has been set for" does not
        return not looks_back or (before == "been" and tokens.word(index - 2) in ("has", "have"))
    if word in values["promised"] and before in ("has", "have"):
        return any(tokens.word(place) == "to" for place in range(index + 1, index + PROMISED)) or None
    if word == "have" and before in values["cues"]:
        return before in ("will", "shall")  # "will have died by 1 July", not "may have died"
    if word == "to" and before in PRESENT and tokens.word(index + 1) != "blame":
        return True  # "is to open"
    if word == "to" and _opens_headline(reading, index):
        return True
    if before.endswith("to") or before in (*PRESENT, "be", "have", "or") or before in values["cues"]:
        return None  # "to hit", "be buried", "is held", "will hit", "dead or hurt" are as open as what stands before
    return False if word in values["past"] or _is_past_verb(reading, index) else None


def _opens_headline(reading: Reading, index: int) -> bool:
    """Tell whether a "to" is what a headline tells: "Paper to print last issue in May"."""
    tokens, past = reading.tokens, reading.grammar.lexicon.values["past"]
    if not 0 < index <= HEADLINE or not tokens.word(index + 1).isalpha():
        return False
    words = [tokens.word(place) for place in range(index)]
    if words[-1] in NOT_VERBS or {*words, tokens.word(index + 1)} & ARTICLES:
        return False
    return all((word.isalnum() or word in "-'’") and word not in past and not word.endswith("ed") for word in words)


def _is_past_verb(reading: Reading, index: int) -> bool:
    """Tell whether a word ends as a verb of the past does: "signed", but not "United", "need"."""
    word = reading.tokens.text[reading.tokens.starts[index] : reading.tokens.ends[index]]
    return len(word) > 4 and word.endswith("ed") and word.islower()


def _is_plan(reading: Reading, index: int) -> bool:
    """Tell whether a word is of what will be: not in "due to fog", "than expected", "could not be reached"."""
    before, word, after = (reading.tokens.word(place) for place in range(index - 1, index + 2))
    values = reading.grammar.lexicon.values
    if word not in values["cues"] or _names_date(reading, index):
        return False
    if word in ("due", "next") and after == "to":
        return word == "due" and before in DUE
    if word in values["maybe"]:
        return _may_be(reading, index)
    return before not in ("than", "as", "to")  # "to meet" is as open as what stands before


def _may_be(reading: Reading, index: int) -> bool:
    """Tell whether a "could" is of what is to come: not in "would look into Monday's blast", "could be seen"."""
    word, after, third = (reading.tokens.word(index + ahead) for ahead in range(3))
    if after == "have" or (after == "not" and word in ("could", "would")):
        return False
    if word == "would" and _owns(reading):
        return False
    if (third if after == "be" else after) in reading.grammar.lexicon.values["sensed"]:
        return False
    return index < reading.phrase.start or _opens(reading, reading.phrase.start)


def _opens(reading: Reading, index: int) -> bool:
    """Tell whether a token opens its sentence, but for an "On" or a "But"."""
    while reading.tokens.word(index - 1) in OPENINGS:
        index -= 1
    last = reading.tokens.word(index - 1)
    return last in STARTS or _ends_clause(reading, index - 1)


def _names_date(reading: Reading, index: int) -> bool:
    """Tell whether a token is a weekday or a month; "may" and "march" are none."""
    tokens, values = reading.tokens, reading.grammar.lexicon.values
    if not tokens.text[tokens.starts[index]].isupper():
        return False
    return tokens.word(index) in values["weekday"] or tokens.word(index) in values["long"]


def _ends_clause(reading: Reading, index: int) -> bool:
    """Tell whether the words beyond a token say nothing of the date: a full stop, a gap, behind the date a "that"."""
    tokens, word = reading.tokens, reading.tokens.word(index)
    if word == ".":  # but not that of "5 p.m. on Tuesday", "Mr. Smith"
        last, after = tokens.word(index - 1), tokens.ends[index] + 1
        shortened = (len(last) == 1 and last.isalpha()) or last in TITLES
        return not shortened and not tokens.text[after : after + 1].islower()
    if word in PRESENT:  # "said it is closing the mine on Dec. 7"
        return index < reading.phrase.start and tokens.word(index + 1).endswith("ing")
    return word == ";" or word.isspace() or (index > reading.phrase.start and word in RELATIVE)
