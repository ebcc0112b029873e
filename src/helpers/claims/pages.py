"""Articles to pages: title and text as one, read for sentences, dates and people when first asked for."""

from dataclasses import dataclass
from functools import cached_property

from helpers.articles import Article
from helpers.dates import ClaimDate, DateMention, date_claim, find_dates
from helpers.people import People, read_people
from helpers.sentences import Sentence, split_sentences
from helpers.words import Collection, Vocabulary, read_vocabulary


@dataclass(frozen=True, eq=False)
class Page:
    """One article as it is read: ``text`` is its title, when the text does not have it, and its text."""

    article: Article
    collection: Collection | None = None

    @cached_property
    def lead(self) -> str:
        """The title as the first paragraph, unless the text has it."""
        title = " ".join((self.article.title or "").split())
        if not title:
            return ""
        opening = " ".join(self.article.text[: 3 * len(title) + 500].split())
        return "" if title in opening else f"{self.article.title}\n\n"

    @cached_property
    def text(self) -> str:
        """Title and text."""
        return self.lead + self.article.text

    @property
    def vocabulary(self) -> Vocabulary:
        """The words it is read with."""
        return self.collection.vocabulary if self.collection else read_vocabulary()

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences."""
        return split_sentences(self.text)

    @cached_property
    def dates(self) -> list[DateMention]:
        """Its dates."""
        return find_dates(self.text, self.article.published, self.vocabulary)

    @cached_property
    def people(self) -> People:
        """The people in it."""
        return read_people(self.text, self.sentences, self.collection)

    def date_figure(self, start: int, end: int, measure: str) -> ClaimDate:
        """Return the dates that govern the figure at ``text[start:end]``."""
        published = self.article.published
        return date_claim(self.text, self.sentences, start, end, self.dates, published, self.vocabulary, measure)
