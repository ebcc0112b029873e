"""A source's successive figures for the same running total."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.edtf import precision
from helpers.statements.records import Statement, change

_YEAR = 5  # UCDP precision code of a date known to the year


@dataclass(frozen=True)
class Vintage:
    """One revision: the later figure, the earlier one, their ratio, and whether the basis changed.

    ``factor`` is None when one of them has no single number. The basis changes with the hedge or the relay.
    """

    source: str
    group: str | None
    measure: str
    components: str | None
    before: Statement
    after: Statement
    factor: float | None
    basis_changed: bool


def link_vintages(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with ``vintage_of`` set to the source's earlier figure for the same running total.

    >>> one = Statement("a", "NIS", "killed", "over", 100, 100, None, "2024-12-19", is_cumulative=True)
    >>> two = Statement("b", "NIS", "killed", "about", 300, 300, 300, "2025-01-13", is_cumulative=True)
    >>> [item.vintage_of for item in link_vintages([two, one])]
    ['a', None]
    """
    previous = {after.statement_id: before.statement_id for before, after in _pairs(statements)}
    return [change(item, vintage_of=previous.get(item.statement_id)) for item in statements]


def list_vintages(statements: Iterable[Statement]) -> list[Vintage]:
    """Return every revision of a running total, by source and date."""
    return [
        Vintage(
            source=after.source,
            group=after.group,
            measure=after.measure,
            components=after.components,
            before=before,
            after=after,
            factor=round(after.best / before.best, 2) if after.best and before.best else None,
            basis_changed=(before.modifier, before.relayed_by) != (after.modifier, after.relayed_by),
        )
        for before, after in _pairs(statements)
    ]


def _pairs(statements: Iterable[Statement]) -> list[tuple[Statement, Statement]]:
    """Return each running total with the one its source gave before, on an earlier day."""
    chains: defaultdict[tuple[str, str, str, str], list[Statement]] = defaultdict(list)
    for item in statements:
        if item.is_cumulative and _is_dated(item) and item.source_kind != "unattributed":
            chains[item.source, item.group or "", item.measure, item.components or ""].append(item)
    pairs = []
    for _, chain in sorted(chains.items()):
        ordered = sorted(chain, key=lambda item: (_day(item), item.best or item.low or 0, item.statement_id))
        for index, after in enumerate(ordered):
            earlier = [item for item in ordered[:index] if _day(item) < _day(after)]
            if earlier:
                pairs.append((earlier[-1], after))
    return pairs


def _is_dated(item: Statement) -> bool:
    """Tell whether the date says which figure came first: a year does not."""
    return item.stated_on is not None and (precision(item.stated_on) or _YEAR) < _YEAR


def _day(item: Statement) -> date:
    return item.stated_on_end or item.stated_on_start or date.min
