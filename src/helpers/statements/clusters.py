"""Clusters: mentions that are one statement, and what must agree for a mention to be among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from helpers.statements.ledgers import LedgerRow
from helpers.statements.mentions import DATED, PUBLISHED, Mention, Window, overlapping
from helpers.statements.pages import name_page
from helpers.statements.records import Statement
from helpers.statements.roots import Root

NEAR = 1.25  # "more than 1,000" and "about 1,100" said by one source on one day
_DAYS_OF_NEWS = 3  # figures that differ are one statement only if said on nearly one day
RETELLING_DAYS = 60
_LEAST_RETOLD, _LEAST_ODD = 100, 20  # smaller figures, and round ones that are not so much greater, agree by chance
_MONTH = 27  # days, at least
_COARSE_REACH = 92  # days by which "by early November" may be off
_SAME_PAGE_SLACK = 10
SAME_PERIOD_SLACK = 32  # days between two tellings of one event

_T = TypeVar("_T")


@dataclass(eq=False)
class Cluster:
    """Mentions of one statement. The first is the best dated one and gives source and date."""

    roots: tuple[Root, ...]
    mentions: list[Mention] = field(default_factory=list)
    conflicts: list[Mention] = field(default_factory=list)
    figures: dict[tuple[int, ...], Mention] = field(default_factory=dict)

    def tells(self, mention: Mention) -> bool:
        """Tell whether some mention gives this very figure."""
        return any(same_figure(mention, other) for other in self.figures.values())

    @property
    def first(self) -> Mention:
        """The founding mention."""
        return self.mentions[0]

    @property
    def row(self) -> LedgerRow | None:
        """The ledger row, if it is one."""
        return self.first.row


@dataclass(frozen=True)
class Told:
    """A cluster with the statement made of it."""

    cluster: Cluster
    statement: Statement


def same_figure(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions give the same number or range, whatever the hedge."""
    return a.points == b.points


def near_figure(a: Mention, b: Mention) -> bool:
    """Tell whether one is the other rounded, and says so: "more than 1,000" for 1,100, "up to 35" for 30 to 35.

    "More than 1,305" is no rounding of 1,591: that is a later toll.
    """
    if len(a.points) == len(b.points) == 1:
        low, high = sorted((a, b), key=lambda mention: mention.points)
        below, above = low.points[0], high.points[0]
        rounded_down = low.said.modifier == "over" and below == above // (unit := _unit(below)) * unit
        rounded_up = high.said.modifier == "under" and above == -(-below // (unit := _unit(above))) * unit
        return 0 < above <= NEAR * below and (rounded_down or rounded_up)
    bound, span = sorted((a, b), key=lambda mention: len(mention.points))
    end = {"over": span.points[0], "under": span.points[-1]}.get(bound.said.modifier)
    return len(bound.points) == 1 and span.said.modifier == "range" and bound.points[0] == end


def _unit(number: int) -> int:
    """Return the unit a number is rounded to: 100 for 1,100, 1,000 for 1,000."""
    digits = str(number)
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if number else 1


def same_components(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions can count the same losses; unspecified ones fit all."""
    ours, theirs = a.said.components, b.said.components
    return a.said.measure != "casualties" or ours == theirs or "?" in (ours or "?", theirs or "?")


def same_people(a: Mention, b: Mention) -> bool:
    """Tell whether two mentions can count the same people: one group may be told as part of several together."""
    ours, theirs = a.groups, b.groups
    return ours <= theirs or theirs <= ours


def fits(mention: Mention, cluster: Cluster) -> bool:
    """Tell whether a dated mention can be this dated statement: people, components, period, figure and days agree."""
    first = cluster.first
    if not same_components(mention, first) or not mention.spoken or not first.spoken:
        return False
    if mention.groups != first.groups and not (same_people(mention, first) and cluster.tells(mention)):
        return False
    if mention.period and cluster.tells(mention) and _said_in(mention.period, mention, first):
        return True
    if mention.period and first.period:
        if not overlapping(mention.period, first.period):
            return _said_at_once(mention, first)
        return same_figure(mention, first) and overlapping(mention.spoken, first.spoken, SAME_PERIOD_SLACK)
    if cluster.tells(mention):
        slack = _SAME_PAGE_SLACK if same_page(mention, cluster) else 0
        return overlapping(mention.spoken, first.spoken, slack) or _retells(mention, cluster)
    if not any(root.is_named for root in mention.roots):
        return False  # other people of whom we do not know the names
    days = [latest[1] - latest[0] for latest in (mention.latest, first.latest)]
    return near_figure(mention, first) and max(days) <= _DAYS_OF_NEWS and overlapping(mention.latest, first.latest)


def _said_at_once(mention: Mention, first: Mention) -> bool:
    """Tell whether a telling figure was said on the very day: nobody says it of two times at once."""
    days = [latest[1] - latest[0] for latest in (mention.latest, first.latest)]
    at_once = max(days) <= _DAYS_OF_NEWS and overlapping(mention.latest, first.latest)
    return at_once and is_telling(mention) and same_figure(mention, first) and mention.trust == DATED


def _said_in(period: Window, mention: Mention, first: Mention) -> bool:
    """Tell whether a period is the time when the statement was made: "up from 600 in April"."""
    if not first.spoken or not overlapping(period, first.spoken):
        return False
    return not first.period or (period[1] - period[0] >= _MONTH and is_telling(mention))


def is_telling(mention: Mention) -> bool:
    """Tell whether a figure is so great, or so odd, that it is hardly said twice by chance."""
    figure = mention.points[0]
    return figure >= _LEAST_RETOLD or (figure >= _LEAST_ODD and figure % 10 != 0)


def _retells(mention: Mention, cluster: Cluster) -> bool:
    """Tell whether news that gives no date can tell again what was said weeks before, on a day that is known."""
    first = cluster.first
    if mention.trust != PUBLISHED or first.trust != DATED or mention.published is None or not first.window:
        return False
    if mention.period or not is_telling(mention) or not _may_lose_hedge(mention, first):
        return False
    if any(root.vague for root in mention.roots):
        return False
    return first.window[0] <= mention.published <= first.window[1] + RETELLING_DAYS


def _may_lose_hedge(mention: Mention, first: Mention) -> bool:
    """Tell whether the hedge is the statement's, or a bound was lost on the way; nobody adds one."""
    return mention.said.modifier in (first.said.modifier, "exact", "about")


def same_page(mention: Mention, cluster: Cluster) -> bool:
    """Tell whether the ledger row was taken from this very article."""
    row = cluster.row
    url = mention.article.url if mention.article else None
    return bool(row and row.url and url and name_page(row.url) == name_page(url))


def within_reach(mention: Mention, cluster: Cluster) -> bool:
    """Tell whether a coarse date can be off by so much; an impossible one can be off by any."""
    window, first = mention.window, cluster.first.window
    return mention.impossible or window is None or first is None or overlapping(window, first, _COARSE_REACH)


def may_retell(mention: Mention, cluster: Cluster) -> bool:
    """Tell whether a mention without a speaker can retell a statement: not from before it, and soon after."""
    window = cluster.first.window
    if window is None:
        return True
    if mention.window and not overlapping(mention.window, window, RETELLING_DAYS):
        return False
    return mention.published is None or window[0] <= mention.published <= window[1] + RETELLING_DAYS


def published_before(mention: Mention, cluster: Cluster) -> bool:
    """Tell whether the article came out before the statement was made."""
    window = cluster.first.window
    return bool(mention.published is not None and window and window[0] > mention.published + 1)


def choose_cluster(mention: Mention, clusters: Sequence[Cluster]) -> Cluster | None:
    """Return the cluster that agrees most; None when several agree equally and their dates differ."""
    if not clusters:
        return None
    ranked = sorted(unique(clusters), key=lambda cluster: _agreement(mention, cluster), reverse=True)
    if len(ranked) > 1 and mention.window is None and mention.published is None:
        first, second = (_agreement(mention, cluster)[:-1] for cluster in ranked[:2])
        if first == second:
            return None
    return ranked[0]


def _agreement(mention: Mention, cluster: Cluster) -> tuple[int, ...]:
    first = cluster.first
    relays = {root.relay for root in mention.roots} & {first.row.relayed_by if first.row else None, *_relays(cluster)}
    return (
        int(same_page(mention, cluster)),
        int(mention.groups == first.groups),
        int(same_figure(mention, first)),
        int(bool(relays - {None})),
        int(mention.said.components == first.said.components),
        int((mention.period is None) == (first.period is None)),
        int(mention.said.modifier == first.said.modifier),
        -_distance(mention, first),
    )


def _relays(cluster: Cluster) -> set[str | None]:
    return {root.relay for root in cluster.roots}


def _distance(mention: Mention, other: Mention) -> int:
    """Return days between two mentions; an undated one counts from its publication, looking back."""
    if other.window is None:
        return 10**6
    if mention.window is None:
        return abs((mention.published or 0) - other.window[0]) if mention.published else 0
    return max(0, other.window[0] - mention.window[1], mention.window[0] - other.window[1])


def only(clusters: Iterable[Cluster]) -> Cluster | None:
    """Return the cluster if there is just one."""
    found = unique(clusters)
    return found[0] if len(found) == 1 else None


def unique(items: Iterable[_T]) -> list[_T]:
    """Return the items without repeats, in their order; two equal objects are two items."""
    return list({id(item): item for item in items}.values())
