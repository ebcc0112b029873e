"""Articles that repeat another's words.

Measured on 21 texts of four stories by 20 outlets: eight-word containment of 0.20 or more finds every copy and nothing
else; Jaccard similarity of three-word shingles misses nearly all. Retellings in other words are found by what they
state, not here.

Candidates share a sampled shingle; the share itself is counted in full.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from helpers.articles import Article
from helpers.edtf import read_bounds

SHINGLE_WORDS = 8
COPY_SHARE = 0.20

_WORD = re.compile(r"\w+")
_LEAST_SHINGLES = 5  # shorter texts share a sentence too easily
_ALL_SHINGLES = 100  # texts of fewer words are compared by all of their shingles, longer ones by every fourth or so
_MANY_HOLDERS = 20  # what more articles share is compared with the earliest of them only: a wire story, or a footer


def find_copies(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with ``copy_of`` and ``copy_share`` filled, in the order given.

    The copy is the later published one, of two undated ones the shorter; its original is the earliest it repeats.

    >>> text = "At least forty people died when the ferry turned over near the northern harbour late on Sunday evening."
    >>> pair = [Article("a", text), Article("b", text + " Rescuers are still searching the bay.")]
    >>> [(article.article_id, article.copy_of, article.copy_share) for article in find_copies(pair)]
    [('a', 'b', 1.0), ('b', None, None)]
    >>> find_copies([])
    []
    """
    originals: dict[int, tuple[int, float]] = {}
    shingles = lru_cache(maxsize=256)(lambda index: _shingles(articles[index].text))
    for a, b in _find_candidates(articles):
        copy, original = _direction(articles, a, b)
        share = _share(shingles(copy), shingles(original))
        known = originals.get(copy)
        if share >= COPY_SHARE and (known is None or _precedes(articles[original], articles[known[0]])):
            originals[copy] = (original, share)
    return [_with_original(articles, index, originals) for index in range(len(articles))]


def _find_candidates(articles: Sequence[Article]) -> list[tuple[int, int]]:
    """Return pairs of articles that share a sampled shingle, each once and in order."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for index in sorted(range(len(articles)), key=lambda index: _precedence(articles[index])):
        for shingle in _sampled(articles[index].text):
            holders[shingle].append(index)
    return sorted({pair for held in holders.values() if len(held) > 1 for pair in _pairs(held)})


def _pairs(held: Sequence[int]) -> Iterator[tuple[int, int]]:
    firsts = held[:-1] if len(held) <= _MANY_HOLDERS else held[:1]
    for position, a in enumerate(firsts):
        for b in held[position + 1 :]:
            yield min(a, b), max(a, b)


def _sampled(text: str) -> set[int]:
    """Return the shingles that start with a sampled word, all of them for a short text."""
    words = _WORD.findall(text.casefold())
    starts = range(len(words) - SHINGLE_WORDS + 1)
    if len(starts) < _LEAST_SHINGLES:
        return set()
    every = len(words) < _ALL_SHINGLES
    return {hash(tuple(words[i : i + SHINGLE_WORDS])) for i in starts if every or _is_sampled(words[i])}


@lru_cache(maxsize=65536)
def _is_sampled(word: str) -> bool:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % 4 == 0


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(hash(tuple(words[i : i + SHINGLE_WORDS])) for i in range(len(words) - SHINGLE_WORDS + 1))


def _share(copy: frozenset[int], original: frozenset[int]) -> float:
    return len(copy & original) / len(copy) if copy else 0.0


def _direction(articles: Sequence[Article], a: int, b: int) -> tuple[int, int]:
    """Return copy and original: the later published, else the shorter."""
    first, second = _published(articles[a]), _published(articles[b])
    if first is not None and second is not None and first != second:
        return (b, a) if first < second else (a, b)
    ranks = [(len(articles[index].text), articles[index].article_id) for index in (a, b)]
    return (a, b) if ranks[0] < ranks[1] else (b, a)


def _precedes(a: Article, b: Article) -> bool:
    return _precedence(a) < _precedence(b)


def _precedence(article: Article) -> tuple[date, int, str]:
    return (_published(article) or date.max, -len(article.text), article.article_id)


def _published(article: Article) -> date | None:
    return read_bounds(article.published)[0] if article.published else None


def _with_original(articles: Sequence[Article], index: int, originals: dict[int, tuple[int, float]]) -> Article:
    if index not in originals:
        return replace(articles[index], copy_of=None, copy_share=None)
    original, share = originals[index]
    return replace(articles[index], copy_of=articles[original].article_id, copy_share=round(share, 3))
