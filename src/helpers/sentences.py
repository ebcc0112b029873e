"""Text to sentences, each with its place in the text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One sentence: ``article_text[start:end] == text``."""

    start: int
    end: int
    text: str
