"""What rests on what: a source that says it repeats another is no second source."""

import re
from collections import defaultdict
from collections.abc import Sequence

from helpers.statements.records import Statement, change
from helpers.statements.roots import SourceIndex


def link_dependence(
    noted: Sequence[tuple[Statement, Sequence[str]]], sources: SourceIndex, phrases: Sequence[str]
) -> list[Statement]:
    """Return the statements with ``depends_on`` set where a note names the source a figure was taken from.

    ``phrases`` introduce that source: "repeats White House figure". Where that source's statement with the same
    figure is known, its id stands in ``depends_on``, else the source's name.
    """
    introduced = re.compile(rf"\b(?:{'|'.join(phrases)})\b(.{{1,80}})", re.IGNORECASE)
    by_figure: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement, _ in noted:
        by_figure[statement.source, statement.group, statement.measure, statement.best].append(statement)
    return [change(item, depends_on=_basis(item, notes, introduced, sources, by_figure)) for item, notes in noted]


def _basis(
    item: Statement,
    notes: Sequence[str],
    introduced: re.Pattern[str],
    sources: SourceIndex,
    by_figure: dict[tuple[object, ...], list[Statement]],
) -> str | None:
    for note in notes:
        for match in introduced.finditer(note):
            for root in sources.find_roots(match[1].strip()):
                if root.known and root.name != item.source:
                    return _told_before(item, by_figure[root.name, item.group, item.measure, item.best]) or root.name
    return None


def _told_before(item: Statement, candidates: Sequence[Statement]) -> str | None:
    """Return the id of the latest of these that was said no later than ``item``."""
    earlier = [
        other
        for other in candidates
        if other.stated_on_start and item.stated_on_end and other.stated_on_start <= item.stated_on_end
    ]
    latest = max(earlier, key=lambda other: (str(other.stated_on_start), other.statement_id), default=None)
    return latest.statement_id if latest else None
