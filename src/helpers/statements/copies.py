"""Articles that repeat another's words.

Measured on 21 texts of four stories by 20 outlets: eight-word containment of 0.20 or more finds every copy and nothing
else; Jaccard similarity of three-word shingles misses nearly all. Retellings in other words are found by what they
state, not here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.articles import Article
from helpers.edtf import read_bounds

SHINGLE_WORDS = 8
COPY_SHARE = 0.20

_WORD = re.compile(r"\w+")
_LEAST_SHINGLES = 5  # shorter texts share a sentence too easily
_BOILERPLATE = 200  # a word sequence in more articles than this is a page footer, not a copied sentence


def find_copies(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with ``copy_of`` and ``copy_share`` filled, in the order given.

    The copy is the later published one; of two undated ones, that with more of its words in the other.

    >>> text = "At least forty people died when the ferry turned over near the northern harbour late on Sunday evening."
    >>> pair = [Article("a", text), Article("b", text + " Rescuers are still searching the bay.")]
    >>> [(article.article_id, article.copy_of, article.copy_share) for article in find_copies(pair)]
    [('a', 'b', 1.0), ('b', None, None)]
    >>> find_copies([])
    []
    """
    shingles = [_shingles(article.text) for article in articles]
    shared = _count_shared(shingles)
    originals: dict[int, tuple[float, int]] = {}
    for (a, b), count in sorted(shared.items()):
        copy, original = _direction(articles, shingles, a, b)
        share = count / len(shingles[copy])
        if share >= COPY_SHARE and share > originals.get(copy, (0.0, -1))[0]:
            originals[copy] = (share, original)
    return [_with_original(articles, index, originals) for index in range(len(articles))]


def _with_original(articles: Sequence[Article], index: int, originals: dict[int, tuple[float, int]]) -> Article:
    if index not in originals:
        return replace(articles[index], copy_of=None, copy_share=None)
    share, original = originals[index]
    return replace(articles[index], copy_of=articles[original].article_id, copy_share=round(share, 3))


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {hash(tuple(words[i : i + SHINGLE_WORDS])) for i in range(len(words) - SHINGLE_WORDS + 1)}


def _count_shared(shingles: Sequence[set[int]]) -> Counter[tuple[int, int]]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for index, found in enumerate(shingles):
        if len(found) >= _LEAST_SHINGLES:
            for shingle in found:
                holders[shingle].append(index)
    return Counter(pair for held in holders.values() if 1 < len(held) <= _BOILERPLATE for pair in _pairs(held))


def _pairs(held: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((a, b) for position, a in enumerate(held) for b in held[position + 1 :])


def _direction(articles: Sequence[Article], shingles: Sequence[set[int]], a: int, b: int) -> tuple[int, int]:
    """Return copy and original."""
    first, second = _published(articles[a]), _published(articles[b])
    if first is not None and second is not None and first != second:
        return (b, a) if first < second else (a, b)
    a_size, b_size = len(shingles[a]), len(shingles[b])
    return (a, b) if (a_size, articles[b].article_id) < (b_size, articles[a].article_id) else (b, a)


def _published(article: Article) -> int | None:
    start = read_bounds(article.published)[0] if article.published else None
    return start.toordinal() if start else None
