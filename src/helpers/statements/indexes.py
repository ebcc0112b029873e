"""Clusters to cells: found by source, kind, size of the figure and month, never by comparing all pairs."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from helpers.statements.clusters import (
    NEAR,
    RETELLING_DAYS,
    SAME_PERIOD_SLACK,
    Cluster,
    fits,
    same_components,
    same_people,
    unique,
)
from helpers.statements.keys import listing_keys, page_keys
from helpers.statements.mentions import PUBLISHED, Kind, Mention, Window, alike_kinds
from helpers.statements.roots import Root

_BUCKET_DAYS = 32
_LONGEST_SEARCH = 366  # days
MOST_CANDIDATES = 50  # so many candidates for one figure say nothing


class Index:
    """The clusters so far, with the cells in which they are found."""

    def __init__(self, copies: Mapping[str, str], some_groupless: bool) -> None:
        self.copies = copies
        self.some_groupless = some_groupless
        self.clusters: list[Cluster] = []
        self.cells: defaultdict[tuple[str, Kind, int, int], list[Cluster]] = defaultdict(list)
        self.by_figure: defaultdict[tuple[str, Kind, int], list[Cluster]] = defaultdict(list)
        self.by_article: defaultdict[tuple[str, Kind], dict[int, Cluster]] = defaultdict(dict)
        self.articles: defaultdict[str, set[int]] = defaultdict(set)
        self.said_beside: defaultdict[tuple[str, str], set[tuple[str, Window | None]]] = defaultdict(set)

    def found(self, mention: Mention, roots: tuple[Root, ...]) -> Cluster:
        """Start a new cluster."""
        cluster = Cluster(roots)
        self.clusters.append(cluster)
        kinds, sizes = alike_kinds(mention.kind), {_size(point) for point in mention.points}
        for key, bucket in product([*listing_keys(roots), *page_keys(roots, mention)], list(_buckets(mention.spoken))):
            for kind, size in product(kinds, sizes):
                self.cells[key, kind, size, bucket].append(cluster)
        return self.join(mention, cluster)

    def join(self, mention: Mention, cluster: Cluster) -> Cluster:
        """Add a mention to a cluster."""
        if mention.points not in cluster.figures:
            cluster.figures[mention.points] = mention
            for key in ["", *listing_keys(cluster.roots), *page_keys(cluster.roots, mention)]:
                for kind in self._kinds(mention):
                    for point in mention.points:
                        self.by_figure[key, kind, point].append(cluster)
        cluster.mentions.append(mention)
        if mention.claim:
            article = mention.claim.article_id
            for kind in self._kinds(mention):
                self.by_article[article, kind][id(cluster)] = cluster
            self.articles[article].add(id(cluster))
            for place in (mention.claim.quote, ""):
                self.said_beside[article, place].add((cluster.roots[0].key, cluster.first.window))
        return cluster

    def _kinds(self, mention: Mention) -> tuple[Kind, ...]:
        """Return the kinds under which a mention is found: its own, of its groups, of any group if some have none."""
        any_group: Kind = (None, *mention.kind[1:])
        kinds = alike_kinds(mention.kind)
        return (*kinds, any_group) if self.some_groupless and any_group not in kinds else kinds

    def in_article(self, mention: Mention, article: str) -> list[Cluster]:
        """Return what an article tells with the figure of a mention."""
        found = self.by_article.get((article, mention.kind), {}).values()
        return [cluster for cluster in found if cluster.tells(mention) and same_components(mention, cluster.first)]

    def dated_candidates(self, mention: Mention, keys: Sequence[str]) -> list[Cluster]:
        """Return the statements listed under the keys that agree with a mention in figure and days."""
        sizes = sorted({_size(point) + step for point in mention.points for step in (-1, 0, 1)})
        kinds, buckets = alike_kinds(mention.kind), list(_buckets(_searched(mention)))
        cells = (
            self.cells.get((key, kind, size, bucket), ())
            for key in keys
            for kind in kinds
            for size in sizes
            for bucket in buckets
        )
        found = unique(cluster for cell in cells for cluster in cell)
        if mention.said.group is None:
            found = [*found, *self.undated_candidates(mention, keys)]
        return [cluster for cluster in found if fits(mention, cluster)]

    def undated_candidates(self, mention: Mention, keys: Sequence[str]) -> list[Cluster]:
        """Return the statements listed under the keys with the very figure of a mention, whatever their day."""
        kinds = alike_kinds(mention.kind)
        cells = [
            self.by_figure.get((key, kind, point), []) for key in keys for kind in kinds for point in mention.points
        ]
        if sum(len(cell) for cell in cells) > MOST_CANDIDATES:
            return []
        found = [cluster for cluster in unique(cluster for cell in cells for cluster in cell) if cluster.tells(mention)]
        return [c for c in found if same_components(mention, c.first) and same_people(mention, c.first)]


def _searched(mention: Mention) -> Window | None:
    """Return the days in which the statement of a mention is looked for, beyond those on which it was made."""
    if mention.spoken is None:
        return None
    before = RETELLING_DAYS if mention.trust == PUBLISHED else 0
    slack = SAME_PERIOD_SLACK if mention.period else 0
    first, last = mention.spoken[0] - max(before, slack), mention.spoken[1] + slack
    if mention.period is None or mention.period[1] - mention.period[0] > _LONGEST_SEARCH:
        return first, last
    return max(min(first, mention.period[0]), last - _LONGEST_SEARCH), max(last, mention.period[1])


def _buckets(window: Window | None) -> Iterator[int]:
    if window is not None:
        yield from range(window[0] // _BUCKET_DAYS, window[1] // _BUCKET_DAYS + 1)


def _size(point: int) -> int:
    """Return the class of a number: neighbours within ``NEAR`` are in the same or the next class."""
    return math.floor(math.log(point + 1) / math.log(NEAR))
