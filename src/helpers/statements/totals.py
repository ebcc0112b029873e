"""Which statements are running totals: only these may be compared over time."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.statements.records import Statement, change


@dataclass(frozen=True)
class Said:
    """A statement with what tells whether it is a total: the ledger's notes, and whether a claim says it is a part."""

    statement: Statement
    notes: tuple[str, ...] = ()
    is_part: bool = False


def mark_totals(said: Sequence[Said], words: Mapping[str, Any]) -> list[Statement]:
    """Return the statements with ``is_cumulative`` set, in the order given.

    A running total is reported, has no period and is no rate. Its source counts everybody, not its own actions. It is
    no part: no claim or note says so, and its source gives no greater figure of the same kind on the same day.

    >>> nis = Statement("a", "NIS", "deployed", "about", 11000, 11000, 11000, "2024-12-19")
    >>> engineers = Statement("b", "NIS", "deployed", "exact", 1000, 1000, 1000, "2024-12-19")
    >>> words = {"kinds": {"own_actions": []}, "parts": {"notes": []}}
    >>> [total.is_cumulative for total in mark_totals([Said(nis), Said(engineers)], words)]
    [True, False]
    """
    partial = re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in words["parts"]["notes"]) or "(?!)", re.IGNORECASE)
    own_actions = frozenset(words["kinds"]["own_actions"])
    whole = [_is_whole(item, partial, own_actions) for item in said]
    greatest: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for item, total in zip(said, whole, strict=True):
        if total:
            greatest[_day(item.statement)] = max(greatest[_day(item.statement)], _number(item.statement))
    return [
        change(item.statement, is_cumulative=total and _is_greatest(item.statement, greatest[_day(item.statement)]))
        for item, total in zip(said, whole, strict=True)
    ]


def _is_whole(item: Said, partial: re.Pattern[str], own_actions: frozenset[str]) -> bool:
    statement = item.statement
    if statement.status != "reported" or statement.per or statement.period or item.is_part:
        return False
    return statement.source_kind not in own_actions and not any(partial.search(note) for note in item.notes)


def _is_greatest(statement: Statement, greatest: int) -> bool:
    return statement.stated_on is None or _number(statement) == greatest


def _day(statement: Statement) -> tuple[object, ...]:
    return (statement.source, statement.stated_on, statement.group, statement.measure, statement.components)


def _number(statement: Statement) -> int:
    return next(value for value in (statement.best, statement.high, statement.low) if value is not None)
