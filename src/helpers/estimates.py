"""Statements to the casualty-estimate table: the span over the latest statement of each source, at every date.

An estimate is never a sum and never a mean. It compares running totals of one group, measure and component set only;
periods, rates, parts, projections, denials and withdrawn figures stay out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from helpers.statements import Statement

BORNE_OUT = ("corroborated", "admitted")


@dataclass(frozen=True)
class Estimate:
    """The span of comparable statements at one date; the fields are the columns of the ``estimates`` table.

    ``low`` and ``high`` are the outermost numbers stated. ``low_open`` and ``high_open`` say that a statement leaves
    that end open ("up to", "at least"), so the truth may lie beyond; where all do, the number is empty. ``best`` is
    given only where every source states the same figure.
    """

    group: str | None
    measure: str
    components: str | None
    as_of: str
    low: int | None
    low_open: bool
    best: int | None
    high: int | None
    high_open: bool
    n_statements: int
    n_sources: int
    n_sides: int
    statement_ids: tuple[str, ...]


def estimate_casualties(
    statements: Iterable[Statement],
    *,
    without_parties: bool = False,
    only_corroborated: bool = False,
    at_most_days: int | None = None,
    parties: Sequence[str] | None = None,
) -> list[Estimate]:
    """Return, for every group, measure and component set, the span at each day on which something was stated.

    ``without_parties`` leaves out sources whose side is a party to the war: ``parties``, or else every side whose own
    people are counted. ``only_corroborated`` keeps what another side bears out or the side concerned admits.
    ``at_most_days`` lets a statement count for so many days.

    >>> nis = Statement("a", "NIS", "killed", "over", 100, 100, None, "2024-12-19", "South Korea", is_cumulative=True)
    >>> later = Statement("b", "HUR", "killed", "about", 300, 300, 300, "2025-01-13", "Ukraine", is_cumulative=True)
    >>> [(e.as_of, e.low, e.high, e.high_open, e.n_sources) for e in estimate_casualties([nis, later])]
    [('2024-12-19', 100, None, True, 1), ('2025-01-13', 100, 300, True, 2)]
    >>> estimate_casualties([])
    []
    """
    statements = list(statements)
    involved = _parties(statements) if parties is None else frozenset(parties)
    chosen = [
        item
        for item in statements
        if item.is_cumulative
        and item.stated_on_end
        and not (only_corroborated and item.corroboration not in BORNE_OUT)
        and not (without_parties and _sides(item) & involved)
    ]
    comparable: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for item in chosen:
        comparable[item.group or "", item.measure, item.components or ""].append(item)
    return [estimate for _, alike in sorted(comparable.items()) for estimate in _estimate_series(alike, at_most_days)]


def _estimate_series(alike: Sequence[Statement], at_most_days: int | None) -> list[Estimate]:
    """Return one estimate for each day on which one of these comparable statements was made."""
    ordered = sorted(alike, key=lambda item: (_day(item), item.source, item.statement_id))
    latest: dict[str, list[Statement]] = {}
    estimates = []
    for index, item in enumerate(ordered):
        same_day = [other for other in latest.get(item.source, []) if _day(other) == _day(item)]
        latest[item.source] = [*same_day, item]
        if index + 1 == len(ordered) or _day(ordered[index + 1]) > _day(item):
            since = _day(item) - timedelta(days=at_most_days) if at_most_days is not None else date.min
            current = [other for said in latest.values() for other in said if _day(other) >= since]
            estimates.append(_span(current, _day(item)))
    return estimates


def _span(current: Sequence[Statement], day: date) -> Estimate:
    first = current[0]
    bests = {item.best for item in current}
    sides = {side for item in current for side in _sides(item)}
    return Estimate(
        group=first.group,
        measure=first.measure,
        components=first.components,
        as_of=day.isoformat(),
        low=_outermost(min, ((item.low, item.best) for item in current)),
        low_open=any(item.low is None for item in current),
        best=bests.pop() if len(bests) == 1 else None,
        high=_outermost(max, ((item.high, item.best) for item in current)),
        high_open=any(item.high is None for item in current),
        n_statements=len(current),
        n_sources=len({item.source for item in current}),
        n_sides=len(sides),
        statement_ids=tuple(sorted(item.statement_id for item in current)),
    )


def _outermost(choose: Callable[[Iterable[int]], int], ends: Iterable[tuple[int | None, int | None]]) -> int | None:
    """Return the outermost number of (bound, best) pairs; None where every bound is open.

    An open bound counts with its best: beside "about 1,100", "at least 3,000" reaches to 3,000.
    """
    ends = list(ends)
    if all(bound is None for bound, _ in ends):
        return None
    return choose(number for end in ends if (number := end[0] if end[0] is not None else end[1]) is not None)


def _parties(statements: Iterable[Statement]) -> frozenset[str]:
    return frozenset(party for item in statements for party in (item.group or "").split(" and ") if party)


def _sides(item: Statement) -> frozenset[str]:
    return frozenset((item.side or "unknown").split(" and "))


def _day(item: Statement) -> date:
    day = item.stated_on_end
    assert day is not None
    return day
