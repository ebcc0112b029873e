"""Statements and claims to checks: coherence rules R1 to R16. A rule asks; it does not judge."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from helpers.articles import Article
from helpers.checks.courses import check_falling_totals, check_jumps, check_periods_as_totals, check_same_day_sources
from helpers.checks.datings import DateConflict, check_dates
from helpers.checks.findings import SEVERITIES, Check, Evidence
from helpers.checks.sums import (
    check_killed_above_casualties,
    check_losses_above_deployed,
    check_parts_added,
    check_sums,
    check_wounded_per_killed,
)
from helpers.checks.tellings import (
    check_cited_texts,
    check_groups,
    check_hedge_drift,
    check_measure_drift,
    check_number_drift,
    check_source_names,
)
from helpers.corrections import Problem
from helpers.statements import StatementSet
from helpers.words import Collection

RULES: Mapping[str, Callable[[Evidence], Iterator[Check]]] = {
    "R1": check_killed_above_casualties,
    "R2": check_sums,
    "R3": check_parts_added,
    "R4": check_falling_totals,
    "R5": check_losses_above_deployed,
    "R6": check_wounded_per_killed,
    "R7": check_same_day_sources,
    "R8": check_measure_drift,
    "R9": check_hedge_drift,
    "R10": check_number_drift,
    "R11": check_dates,
    "R12": check_cited_texts,
    "R13": check_periods_as_totals,
    "R14": check_jumps,
    "R15": check_source_names,
    "R16": check_groups,
}

__all__ = ["RULES", "SEVERITIES", "Check", "DateConflict", "Evidence", "check_collection"]


def check_collection(
    found: StatementSet,
    articles: Sequence[Article],
    collection: Collection,
    conflicts: Iterable[DateConflict] = (),
    problems: Iterable[Problem] = (),
) -> list[Check]:
    """Return what every rule found, the most serious first.

    ``conflicts`` are the timeline's date conflicts, ``problems`` the corrections that could not be applied; these
    stand under the rule ``corrections`` as errors, because figures are not what the reviewer meant them to be.
    """
    evidence = Evidence(
        found.statements, found.claims, tuple(articles), found.notes, collection.start, collection.groups
    )
    checks = [check for name, rule in RULES.items() if name != "R11" for check in rule(evidence)]
    checks += check_dates(evidence, conflicts)
    checks += [Check("corrections", "error", f"not applied: {problem.sentence}") for problem in problems]
    return sorted(dict.fromkeys(checks), key=_seriousness)


def _seriousness(check: Check) -> tuple[int, int, str]:
    number = int(check.rule[1:]) if check.rule[1:].isdigit() else 0
    return (SEVERITIES.index(check.severity), number, check.sentence)
