"""Mentions to clusters: what one root source said once, however often and in whatever words it is told.

Same root, group, measure, components, status, compatible bounds and overlapping dates are one statement. Mentions are
taken in order of how well they are dated and attributed, each joins the best cluster that nothing contradicts, or
founds one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from helpers.statements.clusters import (
    Cluster,
    choose_cluster,
    fits,
    is_telling,
    may_retell,
    near_figure,
    only,
    published_before,
    same_components,
    same_page,
    within_reach,
)
from helpers.statements.indexes import MOST_CANDIDATES, Index
from helpers.statements.keys import page_keys, search_keys
from helpers.statements.mentions import (
    COARSE,
    DATED,
    DOUBTFUL,
    PUBLISHED,
    UNDATED,
    Kind,
    Mention,
    Window,
    overlapping,
)
from helpers.statements.roots import UNKNOWN_SOURCE, Root

_MILITARY = frozenset(["armed force", "military unit", "ministry"])
_SIGNATURE_FIGURES = 2  # so many equal figures of one source betray a retelling
_SIGNATURE_LEAST = 10  # smaller figures agree by chance
_SIGNATURE_SLACK = 10  # days between the statements retold together


def merge_mentions(rows: Sequence[Mention], mentions: Sequence[Mention], copies: Mapping[str, str]) -> list[Cluster]:
    """Return the clusters of ledger rows and claims; ``copies`` maps an article to the one it copies."""
    index = _Merger(copies, any(mention.said.group is None for mention in mentions))
    for row in rows:
        index.found(row, row.roots or (_nobody(row),))
    named, vague, silent = _by_attribution(mentions)
    for mention in sorted(named, key=_order):
        index.place(mention)
    for mention in sorted(vague, key=lambda mention: (mention.roots[0].vague, _order(mention))):
        index.place_vague(mention)
    index.place_unattributed(sorted(silent, key=_order))
    return index.clusters


class _Merger(Index):
    """The clusters so far, joined by one mention after the other."""

    def place(self, mention: Mention) -> Cluster:
        """Let a mention with a named or unnamed speaker join what that speaker said, else found a statement."""
        keys = [*search_keys(mention.roots), *page_keys(mention.roots, mention)]
        if mention.trust in (DATED, PUBLISHED, COARSE) and (dated := self._dated(mention, keys)):
            return self.join(mention, dated)
        if mention.trust == DOUBTFUL and (found := self._doubtful(mention, keys)):
            found.conflicts.append(mention)
            return self.join(mention, found)
        if mention.trust == UNDATED and (undated := self._undated(mention, keys)):
            return self.join(mention, undated)
        if (kind := mention.roots[0].stand_in) and (spoken := self._of_kind(mention, kind)):
            return self.join(mention, spoken)
        return self.found(mention, mention.roots)

    def place_vague(self, mention: Mention) -> Cluster:
        """Let "Ukraine says" join what one body of that side said, in this article or at that time."""
        side = f"side|{mention.roots[0].side}"
        here = self.in_article(mention, mention.claim.article_id if mention.claim else "")
        if cluster := only([cluster for cluster in here if _may_speak(cluster, mention.roots[0])]):
            return self.join(mention, cluster)
        if mention.window and mention.trust != DOUBTFUL:
            said = [found for found in self.dated_candidates(mention, [side]) if found.tells(mention)]
        else:
            said = [found for found in self.undated_candidates(mention, [side]) if may_retell(mention, found)]
        said = [found for found in said if _may_speak(found, mention.roots[0])]
        entered = [found for found in said if found.row]
        if (cluster := only(said) or only(entered)) and cluster.first.window:
            return self.join(mention, cluster)
        return self.place(mention)

    def place_unattributed(self, mentions: Sequence[Mention]) -> None:
        """Let figures without a speaker join by article, by copy and by company; the rest are the outlet's own."""
        rest = [mention for mention in mentions if not self._joined_by_article(mention)]
        rest = [mention for mention in rest if not self._joined_by_company(mention)]
        sentences: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in rest:
            sentences[_article_id(mention), mention.claim.quote if mention.claim else ""].append(mention)
        alone = [mention for together in sentences.values() for mention in self._unplaced(together)]
        own: defaultdict[tuple[Kind, tuple[int, ...]], dict[int, Cluster]] = defaultdict(dict)
        for mention in alone:
            alike = own[mention.kind, mention.points]
            near = islice(alike.values(), MOST_CANDIDATES)
            if retold := next((cluster for cluster in near if self._retold(mention, cluster)), None):
                if retold.roots != (outlet := _outlet_roots(mention)) and outlet[0].key != retold.roots[0].key:
                    retold.roots = (_nobody(mention),)
                self.join(mention, retold)
                continue
            cluster = self.place(replace(mention, roots=_outlet_roots(mention)))
            alike[id(cluster)] = cluster

    def _joined_by_company(self, mention: Mention) -> bool:
        """Let a figure join what the source of another figure of its sentence said that day: "12,000 men, 500 of …".

        In dated news a figure that is hardly said by chance may stand in another sentence.
        """
        said = [(mention.claim.quote if mention.claim else "", False)]
        said += [("", True)] if is_telling(mention) else []
        for place, dated in said:
            beside = self.said_beside.get((_article_id(mention), place), set())
            near = self.undated_candidates(mention, sorted({key for key, _ in beside}))
            found = [cluster for cluster in near if (cluster.roots[0].key, cluster.first.window) in beside]
            if cluster := only(found if not dated else [cluster for cluster in found if fits(mention, cluster)]):
                self.join(mention, cluster)
                return True
        return False

    def _joined_by_article(self, mention: Mention) -> bool:
        article = _article_id(mention)
        for place in (article, self.copies.get(article)):
            if place and (cluster := only(self.in_article(mention, place))):
                self.join(mention, cluster)
                return True
        entered = self.undated_candidates(mention, page_keys((), mention))
        if cluster := only(entered) or (only(self._of_period(mention)) if mention.period else None):
            self.join(mention, cluster)
            return True
        return False

    def _of_period(self, mention: Mention) -> list[Cluster]:
        """Return what was stated with this figure for the same event or period."""
        found = self.undated_candidates(mention, [""])
        return [cluster for cluster in found if cluster.first.period and fits(mention, cluster)]

    def _of_kind(self, mention: Mention, kind: str) -> Cluster | None:
        """Return the only statement with this figure that a source of the kind made at that time: "the agency"."""
        found = self.dated_candidates(mention, [f"kind|{kind}"]) if mention.window else []
        return only(
            [c for c in found if c.tells(mention) and overlapping(mention.spoken or c.first.latest, c.first.latest)]
        )

    def _unplaced(self, group: Sequence[Mention]) -> list[Mention]:
        """Let the figures of one sentence join together the statements that one source made on one day."""
        candidates = {
            index: [cluster for cluster in self.undated_candidates(mention, [""]) if not cluster.roots[0].vague]
            for index, mention in enumerate(group)
            if mention.points and mention.points[0] >= _SIGNATURE_LEAST
        }
        told: defaultdict[str, dict[int, list[Cluster]]] = defaultdict(dict)
        for index, clusters in candidates.items():
            for cluster in clusters:
                if may_retell(group[index], cluster):
                    told[cluster.roots[0].key].setdefault(index, []).append(cluster)
        best = max(told.values(), key=len, default={})
        chosen = _at_one_time(best)
        measures = {group[index].said.measure for index in chosen}
        if len(measures) < _SIGNATURE_FIGURES:
            return list(group)
        for index, cluster in chosen.items():
            self.join(group[index], cluster)
        return [mention for index, mention in enumerate(group) if index not in chosen]

    def _retold(self, mention: Mention, cluster: Cluster) -> bool:
        """Tell whether mention and cluster stand in two articles that tell the same statements."""
        article = _article_id(mention)
        if not same_components(mention, cluster.first) or mention.said.modifier != cluster.first.said.modifier:
            return False
        if mention.period and cluster.first.period and not overlapping(mention.period, cluster.first.period):
            return False
        others = {_article_id(other) for other in cluster.mentions} - {article}
        return any(
            self.copies.get(article) == other
            or self.copies.get(other) == article
            or len(self.articles[article] & self.articles[other]) >= _SIGNATURE_FIGURES
            for other in others
        )

    def _dated(self, mention: Mention, keys: Sequence[str]) -> Cluster | None:
        candidates = [cluster for cluster in self.dated_candidates(mention, keys) if fits(mention, cluster)]
        pages = [cluster for cluster in self.undated_candidates(mention, keys) if same_page(mention, cluster)]
        return choose_cluster(mention, [*candidates, *pages])

    def _doubtful(self, mention: Mention, keys: Sequence[str]) -> Cluster | None:
        """Return the only statement with this figure; its date goes before the doubtful one, which is reported."""
        if dated := self._dated(mention, keys):
            return dated
        found = self.undated_candidates(mention, keys)
        return only([c for c in found if within_reach(mention, c) and not published_before(mention, c)])

    def _undated(self, mention: Mention, keys: Sequence[str]) -> Cluster | None:
        found = [
            cluster for cluster in self.undated_candidates(mention, keys) if not published_before(mention, cluster)
        ]
        return choose_cluster(mention, found or self._beside(mention))

    def _beside(self, mention: Mention) -> list[Cluster]:
        """Return what the same source is told to have said in this article, undated too, in nearly the same figure."""
        keys = {root.key for root in mention.roots}
        return [
            cluster
            for cluster in self.by_article.get((_article_id(mention), mention.kind), {}).values()
            if keys.intersection(root.key for root in cluster.roots)
            and near_figure(mention, cluster.first)
            and same_components(mention, cluster.first)
        ]


def _by_attribution(mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention], list[Mention]]:
    named, vague, silent = [], [], []
    for mention in mentions:
        if not mention.roots:
            silent.append(mention)
        elif len(mention.roots) == 1 and (mention.roots[0].vague or mention.roots[0].is_army):
            vague.append(mention)
        else:
            named.append(mention)
    return named, vague, silent


def _order(mention: Mention) -> tuple[bool, int, int, Window, bool, str, int]:
    """Sort those with a group first, then the best dated, those of one source, by date, bounds last, by place."""
    claim = mention.claim
    place = (claim.article_id, claim.start) if claim else ("", 0)
    is_bound = mention.said.modifier in ("over", "under")  # a range is no bound, but a bound may be the end of a range
    ranks = (mention.said.group is None, mention.trust, len(mention.roots), mention.window or (0, 0), is_bound)
    return (*ranks, *place)


def _may_speak(cluster: Cluster, whole: Root) -> bool:
    """Tell whether a body spoke for the whole: any of its side for a government, a military one for an army."""
    return any(root.side == whole.side and (whole.vague or root.kind in _MILITARY) for root in cluster.roots)


def _at_one_time(candidates: Mapping[int, Sequence[Cluster]]) -> dict[int, Cluster]:
    """Choose for each figure the statement made with the others: the day that explains most figures, or no day."""
    windows = [cluster.first.window for clusters in candidates.values() for cluster in clusters]
    best: dict[int, Cluster] = {}
    for day in [*sorted({window[0] for window in windows if window}), None]:
        near = {
            index: found
            for index, clusters in candidates.items()
            if (found := next((cluster for cluster in clusters if _said_near(cluster, day)), None))
        }
        if len(near) > len(best):
            best = near
    return best


def _said_near(cluster: Cluster, day: int | None) -> bool:
    window = cluster.first.window
    if day is None or window is None:
        return day is None and window is None
    return overlapping(window, (day, day), _SIGNATURE_SLACK)


def _article_id(mention: Mention) -> str:
    return mention.claim.article_id if mention.claim else ""


def _outlet_roots(mention: Mention) -> tuple[Root, ...]:
    publisher = mention.article.publisher if mention.article else None
    if not publisher:
        return (_nobody(mention),)
    name = publisher.split(" / ")[0]
    return (Root(name, f"outlet|{name}", kind="outlet", side="independent"),)


def _nobody(mention: Mention) -> Root:
    return Root(UNKNOWN_SOURCE, f"nobody|{_article_id(mention)}", kind="unattributed", known=True)
