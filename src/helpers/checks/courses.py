"""Rules on how figures move and differ over time: R4, R7, R13, R14."""

from collections.abc import Iterator

from helpers.checks.findings import LOSSES, Check, Evidence, are_disjoint, by_key, number_of, ratio
from helpers.edtf import precision
from helpers.statements import Statement, list_vintages

_JUMP = 2.0
_GROWING = ("killed", "wounded", "casualties")  # people sent, held or missing can become fewer


def check_falling_totals(evidence: Evidence) -> Iterator[Check]:
    """R4: the dead do not become fewer: a source's running total that falls is another total, or a mistake.

    >>> from helpers.checks.findings import example
    >>> falling = (example(300), example(200, stated_on="2025-02-13"))
    >>> [check.severity for check in check_falling_totals(Evidence(falling))]
    ['warning']
    >>> list(check_falling_totals(Evidence((example(300), example(400, stated_on="2025-02-13")))))
    []
    """
    for vintage in list_vintages(evidence.statements):
        before, after = vintage.before, vintage.after
        if number_of(after) < number_of(before):
            certain = vintage.measure in _GROWING and are_disjoint(before, after)
            text = (
                f"{after.wording} is less than {before.figure} on {before.stated_on}; "
                "ask whether it counts something else, repeats an old figure, or corrects the earlier one."
            )
            yield evidence.make_check("R4", "warning" if certain else "note", text, (before, after))


def check_same_day_sources(evidence: Evidence) -> Iterator[Check]:
    """R7: two sources that differ by more than ×2 on one day do not count the same.

    >>> from helpers.checks.findings import example
    >>> [check.rule for check in check_same_day_sources(Evidence((example(100), example(300, source="JCS"))))]
    ['R7']
    >>> list(check_same_day_sources(Evidence((example(100), example(150, source="JCS")))))
    []
    """
    comparable = [item for item in evidence.statements if item.is_cumulative and _is_day(item)]
    for same in by_key(comparable, "group", "measure", "components", "stated_on").values():
        low, high = min(same, key=number_of), max(same, key=number_of)
        apart = ratio(number_of(low), number_of(high))
        if low.source != high.source and apart > _JUMP:
            severity = "warning" if are_disjoint(low, high) else "note"
            text = (
                f"{low.source} says {low.figure}, {high.source} {high.figure} {low.measure} ({low.group}) "
                f"on {low.stated_on}: ×{apart:.1f} apart; show both, never their mean."
            )
            yield evidence.make_check("R7", severity, text, (low, high))


def check_periods_as_totals(evidence: Evidence) -> Iterator[Check]:
    """R13: a figure for a day or a week is no running total.

    >>> from helpers.statements import Note
    >>> dropped = Note("period dropped", "A, 2025: covers a week, but 2 of its claims do not say so.", ("c",), ("s",))
    >>> [check.severity for check in check_periods_as_totals(Evidence(notes=(dropped,)))]
    ['note']
    >>> list(check_periods_as_totals(Evidence()))
    []
    """
    for note in evidence.notes:
        if note.kind == "period dropped":
            text = f"{note.sentence} Do not use it as a running total."
            yield Check("R13", "note", text, note.claim_ids, note.statement_ids)
    for same in by_key(evidence.statements, "source", "group", "measure", "components", "best", "status").values():
        periods = [item for item in same if item.period and not item.per]
        for total in (item for item in same if item.is_cumulative and item.measure in LOSSES and item.best):
            for period in periods:
                text = f"{total.wording} has the figure that the source gave for {period.period} only."
                yield evidence.make_check("R13", "warning", f"{text} Ask what it covers.", (total, period))


def check_jumps(evidence: Evidence) -> Iterator[Check]:
    """R14: a source's running total that more than doubles from one day to the next statement needs its reason.

    >>> from helpers.checks.findings import example
    >>> [check.rule for check in check_jumps(Evidence((example(100), example(300, stated_on="2025-02-13"))))]
    ['R14']
    >>> list(check_jumps(Evidence((example(100), example(150, stated_on="2025-02-13")))))
    []
    """
    for vintage in list_vintages(evidence.statements):
        if vintage.factor is not None and vintage.factor > _JUMP:
            changed = "the basis changed too" if vintage.basis_changed else "the basis did not change"
            rise = f"×{vintage.factor:.1f} since {vintage.before.figure} on {vintage.before.stated_on}"
            text = f"{vintage.after.wording}: {rise}; {changed}. Look for what was added."
            yield evidence.make_check("R14", "note", text, (vintage.before, vintage.after))


def _is_day(item: Statement) -> bool:
    return item.stated_on is not None and precision(item.stated_on) == 1
