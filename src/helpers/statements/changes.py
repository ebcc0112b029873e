"""What changed against an earlier run."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.statements.records import Statement, StatementSet

KINDS = ("new", "repeated", "revised", "corrected", "withdrawn")


@dataclass(frozen=True)
class Change:
    """One statement that differs from an earlier run; the fields are the columns of the ``changes`` table."""

    kind: str
    statement_id: str
    before: str | None
    after: str | None


def compare_runs(before: StatementSet | Sequence[Statement], after: StatementSet | Sequence[Statement]) -> list[Change]:
    """Return what changed between two runs, by kind and statement.

    ``new`` was not there; ``repeated`` is told by more articles; ``revised`` reads differently or has another date;
    ``corrected`` was changed by a reviewer; ``withdrawn`` is gone or was withdrawn.

    >>> said = Statement("a", "NIS", "killed", "over", 100, 100, None, "2024-12-19")
    >>> [(change.kind, change.after) for change in compare_runs([], [said])]
    [('new', 'NIS, 2024-12-19: ≥ 100 killed (?)')]
    >>> describe_changes(compare_runs([said], [said]))
    'Nothing changed.'
    """
    old = {item.statement_id: item for item in _statements(before)}
    new = {item.statement_id: item for item in _statements(after)}
    corrected = after.corrected if isinstance(after, StatementSet) else frozenset()
    already = before.corrected if isinstance(before, StatementSet) else frozenset()
    gone = [item for key, item in old.items() if key not in new]
    come = [item for key, item in new.items() if key not in old]
    pairs = [(old[key], new[key]) for key in new if key in old] + _succeed(gone, come)
    paired = {id(item) for pair in pairs for item in pair}
    found = [change for a, b in pairs if (change := _change(a, b, corrected - already))]
    found += [Change("new", item.statement_id, None, item.wording) for item in come if id(item) not in paired]
    found += [Change("withdrawn", item.statement_id, item.wording, None) for item in gone if id(item) not in paired]
    return sorted(
        found, key=lambda change: (KINDS.index(change.kind), change.after or change.before or "", change.statement_id)
    )


def describe_changes(changes: Sequence[Change]) -> str:
    """Return the changes in one sentence, "Nothing changed." when there are none."""
    if not changes:
        return "Nothing changed."
    counts = ((kind, sum(change.kind == kind for change in changes)) for kind in KINDS)
    return f"{', '.join(f'{count} {kind}' for kind, count in counts if count)}."


def _statements(run: StatementSet | Sequence[Statement]) -> Sequence[Statement]:
    return run.statements if isinstance(run, StatementSet) else run


def _change(old: Statement, new: Statement, corrected: Iterable[str]) -> Change | None:
    before, after = _told(old), _told(new)
    if new.status == "withdrawn" != old.status:
        return Change("withdrawn", new.statement_id, before, after)
    if before != after:
        kind = "corrected" if new.statement_id in corrected else "revised"
        return Change(kind, new.statement_id, before, after)
    if new.n_articles != old.n_articles:
        return Change("repeated", new.statement_id, _articles(old), _articles(new))
    return None


def _told(item: Statement) -> str:
    return item.wording + (f", {item.period}" if item.period else "")


def _articles(item: Statement) -> str:
    return f"{item.wording}: {item.n_articles} article{'' if item.n_articles == 1 else 's'}"


def _succeed(gone: Sequence[Statement], come: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Pair what is gone with what came in its place: same source, group and measure, and figure or date the same."""
    waiting: defaultdict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for item in come:
        waiting[item.source, item.group, item.measure, item.per].append(item)
    pairs = []
    for old in sorted(gone, key=lambda item: (str(item.stated_on_start or date.max), item.statement_id)):
        candidates = waiting[old.source, old.group, old.measure, old.per]
        alike = [
            new for new in candidates if _same_figure(old, new) or (old.stated_on and old.stated_on == new.stated_on)
        ]
        if alike:
            best = min(
                alike, key=lambda new: (not _same_figure(old, new), new.stated_on != old.stated_on, new.statement_id)
            )
            candidates.remove(best)
            pairs.append((old, best))
    return pairs


def _same_figure(a: Statement, b: Statement) -> bool:
    return (a.best, a.low, a.high) == (b.best, b.low, b.high) or (a.best is not None and a.best == b.best)
