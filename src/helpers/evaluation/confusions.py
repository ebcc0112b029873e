"""Statements and gold to a confusion: figures wrongly taken for one statement, and wrongly kept apart."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from helpers.evaluation.scores import Row, Tally

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, order=True)
class Figure:
    """One annotated figure, the statement it belongs to, in words, and the id of the one it was given.

    ``found`` is None when the figure itself was not found in the text.
    """

    article: str
    start: int
    figure: str
    statement: str
    found: str | None = None

    def __str__(self) -> str:
        return f"{self.article}: {self.figure} [{self.statement}]"


Pair = tuple[Figure, Figure]


@dataclass(frozen=True)
class Confusion:
    """Pairs of figures of one statement, and figures tied to what the ledger holds, with those that are wrong.

    Pairs are made of the figures that were found; a figure that was not found is a missed link.
    """

    figures: Sequence[Figure]
    pairs: Tally
    links: Tally
    merged: Sequence[Pair] = ()
    split: Sequence[Pair] = ()
    mislinked: Sequence[Figure] = ()
    unlinked: Sequence[Figure] = ()


def score_statements(gold: Iterable[Row], told: Iterable[Row], entered: Iterable[tuple[str, str]]) -> Confusion:
    """Return how the figures of annotated articles were gathered into statements.

    Each gold claim has its ``figure``, its ``quote`` and, in ``statement``, what it repeats: the words of a ledger's
    statement, or any other words for one that the ledger does not hold. ``told`` are the claims found; ``entered`` are
    the ledger's statements, words and id: where two have the same words, either is right.

    >>> gold = [{"id": key, "text": "9 died", "claims": [{"figure": "9", "statement": "Oslo"}]} for key in "ab"]
    >>> told = [{"article_id": key, "start": 0, "end": 1, "statement_id": f"of {key}"} for key in "ab"]
    >>> confusion = score_statements(gold, told, [("Oslo", "of a")])
    >>> confusion.pairs.recall, confusion.links.precision, confusion.links.recall
    (0.0, 1.0, 0.5)
    """
    claims, ids = _grouped((row["article_id"], row) for row in told), _grouped(entered)
    figures = [figure for article in gold for figure in _figures(article, claims.get(article["id"], ()))]
    found = [figure for figure in figures if figure.found]
    wanted, made = _pairs(found, lambda figure: figure.statement), _pairs(found, lambda figure: figure.found)
    due = [figure for figure in figures if figure.statement in ids]
    known = {key for keys in ids.values() for key in keys}
    linked = [figure for figure in figures if figure.found in known]
    right = [figure for figure in linked if figure.found in ids.get(figure.statement, ())]
    return Confusion(
        figures,
        Tally(len(wanted & made), len(made), len(wanted)),
        Tally(len(right), len(linked), len(due)),
        sorted(made - wanted),
        sorted(wanted - made),
        [figure for figure in linked if figure not in right],
        [figure for figure in due if figure not in linked],
    )


def write_confusion(name: str, confusion: Confusion, errors: int = 0) -> str:
    """Return a confusion as text, with up to ``errors`` of each kind.

    >>> print(write_confusion("none", score_statements([], [], [])))
    none: 0 figures, 0 found
                    precision  recall     F1
      one statement     0.000   0.000  0.000
      ledger links      0.000   0.000  0.000
    """
    found = sum(figure.found is not None for figure in confusion.figures)
    lines = [f"{name}: {len(confusion.figures)} figures, {found} found", "                precision  recall     F1"]
    for title, tally in (("one statement", confusion.pairs), ("ledger links", confusion.links)):
        lines.append(f"  {title:14s}{tally.precision:9.3f}{tally.recall:8.3f}{tally.f1:7.3f}")
    for kind, pairs in (("merged wrongly", confusion.merged), ("split wrongly", confusion.split)):
        lines += [f"  {kind}: {one} | {other}" for one, other in pairs[:errors]]
    for kind, figures in (("wrong link", confusion.mislinked), ("missed link", confusion.unlinked)):
        lines += [f"  {kind}: {figure}{'' if figure.found else ', not found'}" for figure in figures[:errors]]
    return "\n".join(lines)


def _figures(article: Row, told: Sequence[Row]) -> Iterator[Figure]:
    taken = 0
    for claim in article["claims"]:
        start = _place(article["text"], claim.get("quote") or article["text"], claim["figure"], taken)
        taken = end = start + len(claim["figure"])
        given = (row["statement_id"] for row in told if row["start"] < end and start < row["end"])
        yield Figure(
            article.get("path") or article["id"], start, claim["figure"], claim["statement"], next(given, None)
        )


def _place(text: str, quote: str, figure: str, taken: int) -> int:
    """Return where a figure stands in its sentence; of several that are alike the one not ``taken`` yet."""
    at = text.find(quote)
    start = text.find(figure, max(at, taken)) if at >= 0 else -1
    if start < 0:
        raise ValueError(f"statement of {figure!r}: there is no such figure, or it is out of order: {quote!r}")
    return start


def _pairs(figures: Sequence[Figure], key: Callable[[Figure], str | None]) -> set[Pair]:
    groups = _grouped((key(figure), figure) for figure in sorted(figures))
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def _grouped(items: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in items:
        groups[key].append(value)
    return dict(groups)
