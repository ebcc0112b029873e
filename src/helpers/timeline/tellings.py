"""Articles to tellings: each date of each article with its sentence and the claims that stand in it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.articles import Article
from helpers.claims import Claim
from helpers.dates import DateMention, find_dates
from helpers.edtf import read_bounds
from helpers.sentences import Sentence, split_sentences
from helpers.words import Vocabulary

IN_TITLE = "title"  # flag of a claim whose offsets count from the title


@dataclass(frozen=True)
class Telling:
    """One date in one article, its sentence, and the claims of that sentence."""

    article: Article
    sentence: Sentence
    mention: DateMention
    claims: tuple[Claim, ...] = ()

    @property
    def value(self) -> str | None:
        """The date as EDTF, None when it is not resolved."""
        return self.mention.value

    @property
    def name(self) -> str:
        """What a reader knows the article by."""
        return self.article.publisher or self.article.title or self.article.path or self.article.article_id

    def dated_claims(self) -> tuple[Claim, ...]:
        """Return the claims of the sentence that this date dates."""
        return tuple(claim for claim in self.claims if self.value and self.value in (claim.as_of, claim.period))


def read_tellings(
    articles: Iterable[Article], claims: Iterable[Claim], vocabulary: Vocabulary | None = None
) -> list[Telling]:
    """Return every date of the articles, in reading order, with its sentence and that sentence's claims.

    >>> article = Article("a", "Nine died. The war began in May 2020.")
    >>> [(telling.value, telling.sentence.text) for telling in read_tellings([article], [])]
    [('2020-05', 'The war began in May 2020.')]
    """
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        if IN_TITLE not in claim.flags:
            by_article.setdefault(claim.article_id, []).append(claim)
    return [
        telling
        for article in articles
        for telling in _tellings_of(article, by_article.get(article.article_id, []), vocabulary)
    ]


def bounds_of(value: str | None) -> tuple[date, date] | None:
    """Return the first and last day of a date with both ends known, None for any other."""
    start, end = read_bounds(value) if value else (None, None)
    return (start, end) if start and end else None


def _tellings_of(article: Article, claims: Sequence[Claim], vocabulary: Vocabulary | None) -> Iterable[Telling]:
    sentences = split_sentences(article.text)
    for mention in find_dates(article.text, article.published, vocabulary):
        index = max(bisect_right(sentences, mention.start, key=lambda sentence: sentence.start) - 1, 0)
        sentence = sentences[index]
        inside = tuple(claim for claim in claims if sentence.start <= claim.start < sentence.end)
        yield Telling(article, sentence, mention, inside)
