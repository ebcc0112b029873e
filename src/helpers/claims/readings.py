"""Texts to readings: what each figure of a text counts, decided figure by figure in reading order."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.claims.clauses import Clause, read_clause
from helpers.claims.evidence import Evidence, counts_things, find_evidence
from helpers.claims.lexicon import CUES, OTHER, Lexicon, read_lexicon
from helpers.claims.links import Before
from helpers.claims.surroundings import counts_fighters
from helpers.counts import Count, find_counts
from helpers.sentences import Sentence
from helpers.words import Vocabulary

Decide = Callable[[Sentence, Count, Evidence], tuple[str, float]]

_ASKED = "how many"
_ASKED_REACH = 60  # characters
_HARM = frozenset(["killed", "wounded", "missing"])
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """One figure with what it counts; ``at`` is its letter in the clause."""

    sentence: Sentence
    clause: Clause
    at: int
    count: Count
    outcome: str
    confidence: float


def read_figures(text: str, sentences: Sequence[Sentence], vocabulary: Vocabulary, decide: Decide) -> Iterator[Reading]:
    """Yield every figure of a text with the outcome that ``decide`` gives it; what was decided informs what follows."""
    words = _words_of_text(text)
    if words.isdisjoint(_cue_words(vocabulary)):
        return
    lexicon, telling = read_lexicon(vocabulary), _telling_words(vocabulary)
    values: dict[int, str] = {}
    told: set[str] = set()
    before = Before(
        values=values,
        told=told,
        topic=_topic(words, vocabulary),
        forces=not words.isdisjoint(_forces(vocabulary)),
        captives=not words.isdisjoint(vocabulary["measures"]["captured"]["captives"]),
    )
    for sentence in sentences:
        if before.last is None and _ASKED in sentence.low:
            asked = _asked_for(sentence, lexicon)
            before = before._replace(lead=asked, last=asked)
        if before.last is None and telling.isdisjoint(_WORD.findall(sentence.low)):
            continue
        counts = find_counts(sentence.text, vocabulary)
        if not counts:
            before = before._replace(spoken=_measures(sentence, lexicon))
            continue
        clause = read_clause(sentence.text, counts, lexicon)
        here: list[tuple[int, str]] = []
        for at, count in clause.counts.items():
            before = before._replace(here=tuple(here[-3:]))
            outcome, confidence = decide(sentence, count, find_evidence(clause, at, before))
            if not counts_things(clause.letters, at):
                here.append((at, outcome))
            whom = counts_fighters(clause, at)
            before = before if whom is None else before._replace(fighters=whom)
            if outcome != OTHER:
                values.setdefault(count.value, outcome)
                told.add(outcome)
            yield Reading(sentence, clause, at, count, outcome, confidence)
        before = before._replace(spoken=frozenset())
        if tolls := [outcome for _, outcome in here if outcome != OTHER]:
            before = before._replace(lead=tolls[0], last=tolls[-1])


def _asked_for(sentence: Sentence, lexicon: Lexicon) -> str | None:
    """The measure of which a text says that nobody knows "how many died", of which it will speak then."""
    asked = sentence.text[sentence.low.index(_ASKED) :][:_ASKED_REACH]
    clause = read_clause(asked, [], lexicon)
    measures = (part.measure for part in clause.parts if part.letter in CUES)
    return next((measure for measure in measures if measure in _HARM), None)


def may_tell(text: str, vocabulary: Vocabulary) -> bool:
    """Tell, at one cheap look, whether a text has a word of any measure at all.

    >>> from helpers.words import read_vocabulary
    >>> may_tell("Two men died.", read_vocabulary()), may_tell("Two birds sang.", read_vocabulary())
    (True, False)
    """
    return not _words_of_text(text).isdisjoint(_cue_words(vocabulary))


@lru_cache(maxsize=1)
def _words_of_text(text: str) -> frozenset[str]:
    """The words of a whole text, which are asked for twice."""
    return frozenset(_WORD.findall(text.lower()))


def _measures(sentence: Sentence, lexicon: Lexicon) -> frozenset[str]:
    """The measures that single words of a sentence speak of."""
    parts = (lexicon.words.get(word) for word in _WORD.findall(sentence.low))
    return frozenset(part.measure for part in parts if part and part.measure not in (None, OTHER))


@lru_cache(maxsize=32)
def _telling_words(vocabulary: Vocabulary) -> frozenset[str]:
    """The words of which a sentence must have one, unless figures were told before it."""
    nations = vocabulary["actors"]["nations"].values()
    names = {_WORD.findall(name.lower())[-1] for nation in nations for name in nation.get("people", ())}
    people = {name for key in ("people", "figures") for name in vocabulary["measures"]["grammar"][key]}
    return _cue_words(vocabulary) | names | people | {"them"}


@lru_cache(maxsize=32)
def _cue_words(vocabulary: Vocabulary) -> frozenset[str]:
    """The words of which a text must have one if it speaks of any measure: what happened, or fighters."""
    lexicon = read_lexicon(vocabulary)
    entries = [(word, part) for word, part in lexicon.words.items()]
    entries += [(max(pieces, key=len), part) for options in lexicon.phrases.values() for pieces, part in options]
    cues = (word for word, part in entries if part.measure not in (None, OTHER) or part.letter == "K")
    return _forces(vocabulary) | frozenset(max(_WORD.findall(word), key=len) for word in cues)


@lru_cache(maxsize=32)
def _forces(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary["measures"]["grammar"]["military"])


def _topic(words: frozenset[str], vocabulary: Vocabulary) -> str:
    """Tell a text of play and trade from one of harm, by their words."""
    playful, grave = _topic_words(vocabulary)
    light, heavy = len(words & playful), len(words & grave)
    return "playful" if light > heavy else "grave" if heavy else "neither"


@lru_cache(maxsize=32)
def _topic_words(vocabulary: Vocabulary) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(vocabulary["topics"]["playful"]), frozenset(vocabulary["topics"]["grave"])
