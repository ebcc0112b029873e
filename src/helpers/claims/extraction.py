"""Articles to claims: every figure of people that happened to be killed, wounded, missing, captured or deployed."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from helpers.articles import Article
from helpers.claims.evidence import Evidence
from helpers.claims.lexicon import OTHER
from helpers.claims.model import Model, read_model
from helpers.claims.pages import Page
from helpers.claims.readings import Decide, Reading, may_tell, read_figures
from helpers.claims.retellings import date_retellings, date_sources
from helpers.claims.statuses import find_status
from helpers.claims.titles import split_title, tell_once
from helpers.claims.types import COMPONENTS_OF, Claim
from helpers.counts import Count
from helpers.edtf import precision, read_bounds
from helpers.people import find_group, find_place, find_speaker
from helpers.sentences import Sentence
from helpers.words import Collection

_LEAST_CONFIDENCE = 0.5  # more likely right than wrong
_LONGEST_ITEM = 900  # characters: up to here one line without a title may be a feed item that begins with its headline
_LONGEST_HEADLINE = 110
_INCLUDING = re.compile(r"(?<!B)n(?![dm]*[VDIANT])")
_OF_THEM = re.compile(r"o[ph]")
_REACH = 12  # letters of the clause from "including" to the part
_MOST_PARTS = 12  # figures between a part and its whole


def extract_claims(article: Article, collection: Collection | None = None, model: Model | None = None) -> list[Claim]:
    """Return the claims of one article in reading order.

    A title that is not part of the text is read too: a figure only found there is kept, flagged ``title``, with its
    offsets into the title; a figure in both is kept once, with the fuller hedge.

    >>> article = Article("a", "A fire in Riga killed at least nine people on Monday, police said.")
    >>> [(c.figure, c.measure, c.modifier, c.low, c.high, c.attributed_to) for c in extract_claims(article)]
    [('at least nine', 'killed', 'over', 9, None, 'police')]
    >>> extract_claims(Article("b", "Kill 20 zombies to reach level 5."))
    []
    """
    return read_claims_of(Page(article, collection), model or read_model())


def read_claims_of(page: Page, model: Model) -> list[Claim]:
    """Return the claims of one page, with the weights of ``model``."""
    if not may_tell(page.text, page.vocabulary):
        return []
    figures = read_figures(page.text, page.sentences, page.vocabulary, _decide(model))
    readings = [reading for reading in figures if reading.outcome != OTHER]
    claims = date_sources(date_retellings(list(_claims(page, readings)), page.sentences))
    if page.lead:
        return split_title(claims, len(page.lead))
    headline = _headline(page)
    return tell_once([c for c in claims if c.end <= headline], [c for c in claims if c.end > headline])


def _headline(page: Page) -> int:
    """Where the headline of a feed item ends, the first sentence of a line; 0 for other texts."""
    one_line = len(page.text) <= _LONGEST_ITEM and "\n" not in page.text.strip()
    first = page.sentences[0]
    short = first.end - first.start <= _LONGEST_HEADLINE
    return first.end if one_line and short and len(page.sentences) > 1 else 0


def _decide(model: Model) -> Decide:
    def decide(sentence: Sentence, count: Count, evidence: Evidence) -> tuple[str, float]:
        chances = model.probabilities(evidence)
        outcome = max(chances, key=chances.__getitem__)
        return (outcome if chances[outcome] >= _LEAST_CONFIDENCE else OTHER), chances[outcome]

    return decide


def _claims(page: Page, readings: Sequence[Reading]) -> Iterator[Claim]:
    ids = list(_claim_ids(page.article.article_id, readings))
    for number, reading in enumerate(readings):
        start, end = reading.sentence.start + reading.count.start, reading.sentence.start + reading.count.end
        speaker = find_speaker(page.people, start, end)
        whole = _whole(readings, number)
        yield Claim(
            claim_id=ids[number],
            article_id=page.article.article_id,
            start=start,
            end=end,
            figure=reading.count.figure,
            quote=reading.sentence.text,
            group=find_group(page.people, start, end, reading.outcome),
            measure=reading.outcome,
            components=_components(reading),
            modifier=reading.count.modifier,
            low=reading.count.low,
            best=reading.count.best,
            high=reading.count.high,
            per=reading.count.per,
            status=find_status(reading, page.vocabulary),
            attributed_to=speaker.attributed_to if speaker else None,
            chain=speaker.chain if speaker else (),
            part_of=None if whole is None else ids[whole],
            place=find_place(page.people, start, end),
            confidence=round(reading.confidence, 3),
            **_dates(page, start, end, reading.outcome),
        )


def _dates(page: Page, start: int, end: int, measure: str) -> dict[str, Any]:
    """The dates that govern a figure, with their bounds."""
    dated = page.date_figure(start, end, measure)
    as_of_start, as_of_end = _days(dated.as_of)
    period_start, period_end = _days(dated.period)
    return {
        "as_of": dated.as_of,
        "as_of_basis": dated.as_of_basis,
        "as_of_start": as_of_start,
        "as_of_end": as_of_end,
        "as_of_precision": precision(dated.as_of) if dated.as_of else None,
        "period": dated.period,
        "period_start": period_start,
        "period_end": period_end,
    }


def _days(value: str | None) -> tuple[str | None, str | None]:
    start, end = read_bounds(value) if value else (None, None)
    return start.isoformat() if start else None, end.isoformat() if end else None


def _components(reading: Reading) -> str | None:
    """What a figure includes; for casualties, from the nearest word that says so."""
    if reading.outcome != "casualties":
        return COMPONENTS_OF.get(reading.outcome)
    parts = reading.clause.parts
    near = sorted((abs(i - reading.at), i) for i, part in enumerate(parts) if part.measure == "casualties")
    return next((parts[i].components for _, i in near if parts[i].components), "?")


def _whole(readings: Sequence[Reading], number: int) -> int | None:
    """The figure of the same sentence that this one is a part of: "20 dead, including three children"."""
    part = readings[number]
    for earlier in range(number - 1, max(-1, number - 1 - _MOST_PARTS), -1):
        whole = readings[earlier]
        if whole.sentence is not part.sentence:
            return None
        if whole.count.value > part.count.value and _is_part(part, whole):
            return earlier
    return None


def _is_part(part: Reading, whole: Reading) -> bool:
    """Tell "20 dead, including five women" and "20 dead, five of them women" from "20 dead and five hurt"."""
    letters = part.clause.letters
    if _INCLUDING.search(letters, max(whole.at + 1, part.at - _REACH), part.at):
        return True
    of_them = _OF_THEM.match(letters, part.at + 1)
    return bool(of_them) and (part.outcome == whole.outcome or letters[part.at - 1] in ",(-")


def _claim_ids(article_id: str, readings: Sequence[Reading]) -> Iterator[str]:
    """Ids that survive moved offsets and a better reading: article, sentence, figure and its ordinal there."""
    quotes = {reading.sentence.text for reading in readings}
    openings = {quote: _opening(article_id, " ".join(quote.split())) for quote in quotes}
    seen: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        key = (reading.sentence.text, reading.count.figure)
        content = openings[key[0]].copy()
        content.update(f"{key[1]}\x1f{seen[key]}".encode("utf-8", "surrogatepass"))
        seen[key] += 1
        yield content.hexdigest()[:12]


def _opening(article_id: str, quote: str) -> "hashlib._Hash":
    """The hash of article and sentence, from which those of its figures go on: one endless sentence is read once."""
    return hashlib.sha256(f"{article_id}\x1f{quote}\x1f".encode("utf-8", "surrogatepass"))
