"""Text to the people in it: whose people a figure counts, who says so, and where."""

from collections.abc import Sequence

from helpers.people.groups import find_group
from helpers.people.lexicon import read_lexicon
from helpers.people.mentions import read_words
from helpers.people.parts import People, find_people
from helpers.people.places import find_place
from helpers.people.speakers import Speaker, find_speaker
from helpers.sentences import Sentence
from helpers.words import Collection, read_vocabulary

__all__ = ["People", "Speaker", "find_group", "find_place", "find_speaker", "read_people"]


def read_people(text: str, sentences: Sequence[Sentence], collection: Collection | None = None) -> People:
    """Return a text read for its people, ready for questions about any of its figures.

    Names come from the vocabulary, and from the collection's sources and own vocabulary when one is given. The first
    of the collection's groups is whom a figure is expected to count where the text itself leaves it open.

    >>> from helpers.sentences import split_sentences
    >>> text = "Seoul's spy agency said 300 North Korean soldiers had died."
    >>> people = read_people(text, split_sentences(text))
    >>> find_group(people, 24, 27), find_speaker(people, 24, 27).attributed_to
    ('North Korea', "Seoul's spy agency")
    """
    vocabulary = collection.vocabulary if collection else read_vocabulary()
    expected = collection.groups if collection else ()
    return find_people(read_words(text, sentences, read_lexicon(vocabulary, collection)), expected)
