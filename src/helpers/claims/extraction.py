"""Articles to claims: every figure of people that happened to be killed, wounded, missing, captured or deployed."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.articles import Article
from helpers.claims.evidence import Evidence
from helpers.claims.lexicon import OTHER
from helpers.claims.model import Model, read_model
from helpers.claims.readings import Decide, Reading, read_figures
from helpers.claims.statuses import find_status
from helpers.claims.types import Claim
from helpers.counts import Count
from helpers.dates import DateMention, date_claim, find_dates
from helpers.edtf import precision, read_bounds
from helpers.people import find_group, find_place, find_speaker, read_people
from helpers.sentences import Sentence, split_sentences
from helpers.words import Collection, Vocabulary, read_vocabulary

TITLE = "title"
_LEAST_CONFIDENCE = 0.5  # more likely right than wrong
_LONGEST_ITEM = 900  # characters: up to here a text without a title is a feed item that begins with its headline
_MOST_PARTS = 12  # figures between a part and its whole
_SUBSET_LETTERS = frozenset("n")


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
    vocabulary = collection.vocabulary if collection else read_vocabulary()
    lead = _lead(article)
    text = lead + article.text
    sentences = split_sentences(text)
    figures = read_figures(text, sentences, vocabulary, _decide(model or read_model()))
    readings = [reading for reading in figures if reading.outcome != OTHER]
    if not readings:
        return []
    claims = _described(article, text, sentences, readings, collection, vocabulary)
    if lead:
        return _placed(claims, len(lead))
    if len(text) <= _LONGEST_ITEM and len(sentences) > 1:
        headline = sentences[0].end
        return _one_hedge([c for c in claims if c.end <= headline], [c for c in claims if c.end > headline])
    return claims


def _lead(article: Article) -> str:
    """The title as the first paragraph, unless the text has it."""
    title = (article.title or "").strip()
    if not title or " ".join(title.split()) in " ".join(article.text[: 3 * len(title) + 500].split()):
        return ""
    return article.title + "\n\n" if article.title else ""


def _decide(model: Model) -> Decide:
    def decide(sentence: Sentence, count: Count, evidence: Evidence) -> tuple[str, float]:
        chances = model.probabilities(evidence)
        outcome = max(chances, key=lambda name: chances[name])
        return (outcome if chances[outcome] >= _LEAST_CONFIDENCE else OTHER), chances[outcome]

    return decide


def _described(
    article: Article,
    text: str,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    collection: Collection | None,
    vocabulary: Vocabulary,
) -> list[Claim]:
    people = read_people(text, sentences, collection)
    dates = find_dates(text, article.published, vocabulary)
    claims: list[Claim] = []
    parents: dict[int, int] = {}
    for number, reading in enumerate(readings):
        start = reading.sentence.start + reading.count.start
        end = reading.sentence.start + reading.count.end
        speaker = find_speaker(people, start, end)
        claim = Claim(
            claim_id="",
            article_id=article.article_id,
            start=start,
            end=end,
            figure=text[start:end],
            quote=reading.sentence.text,
            group=find_group(people, start, end, reading.outcome),
            measure=reading.outcome,
            components=_components(reading),
            modifier=reading.count.modifier,
            low=reading.count.low,
            best=reading.count.best,
            high=reading.count.high,
            per=reading.count.per,
            status=find_status(reading, vocabulary),
            attributed_to=speaker.attributed_to if speaker else None,
            chain=speaker.chain if speaker else (),
            place=find_place(people, start, end),
            confidence=round(reading.confidence, 3),
        )
        parent = _parent(readings, number)
        if parent is not None:
            parents[number] = parent
        claims.append(_dated(claim, text, sentences, dates, article.published, vocabulary))
    claims = [replace(claim, claim_id=claim_id) for claim, claim_id in zip(claims, _claim_ids(claims), strict=True)]
    return [
        replace(claim, part_of=claims[parents[i]].claim_id) if i in parents else claim for i, claim in enumerate(claims)
    ]


def _dated(
    claim: Claim,
    text: str,
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    published: str | None,
    vocabulary: Vocabulary,
) -> Claim:
    """Return the claim with the dates that govern its figure, and their bounds."""
    dated = date_claim(text, sentences, claim.start, claim.end, dates, published, vocabulary)
    as_of_start, as_of_end = _days(dated.as_of)
    period_start, period_end = _days(dated.period)
    return replace(
        claim,
        as_of=dated.as_of,
        as_of_basis=dated.as_of_basis,
        as_of_start=as_of_start,
        as_of_end=as_of_end,
        as_of_precision=precision(dated.as_of) if dated.as_of else None,
        period=dated.period,
        period_start=period_start,
        period_end=period_end,
    )


def _days(value: str | None) -> tuple[str | None, str | None]:
    start, end = read_bounds(value) if value else (None, None)
    return start.isoformat() if start else None, end.isoformat() if end else None


def _components(reading: Reading) -> str | None:
    """What a figure of casualties includes, from the nearest word that says so."""
    if reading.outcome != "casualties":
        return None
    parts = reading.clause.parts
    near = sorted((abs(i - reading.at), i) for i, part in enumerate(parts) if part.measure == "casualties")
    return next((parts[i].components for _, i in near if parts[i].components), "?")


def _parent(readings: Sequence[Reading], number: int) -> int | None:
    """The figure of the same sentence that this one is a part of: "20 dead, including three children"."""
    reading = readings[number]
    for earlier in range(number - 1, max(-1, number - 1 - _MOST_PARTS), -1):
        whole = readings[earlier]
        if whole.sentence is not reading.sentence:
            return None
        between = reading.clause.letters[whole.at + 1 : reading.at]
        if _SUBSET_LETTERS & set(between[-12:]) and whole.count.value > reading.count.value:
            return earlier
    return None


def _claim_ids(claims: Sequence[Claim]) -> Iterator[str]:
    """Ids that survive moved offsets and a better reading: article, sentence, figure and its ordinal there."""
    seen: Counter[tuple[str, str]] = Counter()
    openings = {quote: _opening(claims[0].article_id, quote) for quote in {claim.quote for claim in claims}}
    for claim in claims:
        key = (" ".join(claim.quote.split()) if len(claim.quote) < _LONGEST_ITEM else claim.quote, claim.figure)
        content = openings[claim.quote].copy()
        content.update(f"{claim.figure}\x1f{seen[key]}".encode("utf-8", "surrogatepass"))
        seen[key] += 1
        yield content.hexdigest()[:12]


def _opening(article_id: str, quote: str) -> "hashlib._Hash":
    """The hash of article and sentence, from which those of its figures go on: one endless sentence is read once."""
    return hashlib.sha256(f"{article_id}\x1f{' '.join(quote.split())}\x1f".encode("utf-8", "surrogatepass"))


def _placed(claims: Sequence[Claim], shift: int) -> list[Claim]:
    """Return claims with offsets into text or title, the same figure of both only once."""
    title = [replace(claim, flags=(*claim.flags, TITLE)) for claim in claims if claim.end <= shift]
    body = [replace(c, start=c.start - shift, end=c.end - shift) for c in claims if c.start >= shift]
    return _once(title, body)


def _once(title: Sequence[Claim], body: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a title and its text, a figure told in both only with its fuller hedge.

    A hedged figure says more than a bare one; of two equal ones the text's is kept.
    """
    kept_title, kept_body = list(title), list(body)
    for claim in title:
        twins = [other for other in kept_body if _same_figure(claim, other)]
        if twins and claim.modifier != "exact" and all(twin.modifier == "exact" for twin in twins):
            kept_body = [other for other in kept_body if other not in twins]
        elif twins:
            kept_title.remove(claim)
    return [*kept_title, *kept_body]


def _one_hedge(headline: Sequence[Claim], body: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a feed item, without those whose bare figure is hedged in its other half."""
    claims = [*headline, *body]
    hedged = [claim for claim in claims if claim.modifier != "exact"]
    halves = {id(claim): claim in headline for claim in claims}
    return [
        claim
        for claim in claims
        if claim.modifier != "exact"
        or not any(_same_figure(claim, other) and halves[id(claim)] != halves[id(other)] for other in hedged)
    ]


def _same_figure(a: Claim, b: Claim) -> bool:
    values = {a.low, a.best, a.high} & {b.low, b.best, b.high} - {None}
    return a.measure == b.measure and bool(values)
