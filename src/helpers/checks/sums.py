"""Rules on figures that must fit together: R1, R2, R3, R5, R6."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from helpers.checks.findings import LOSSES, Check, Evidence, number_of
from helpers.statements import Statement

_SUM_SLACK = 0.01
_USUAL_RATIO = (2.0, 5.0)  # wounded per killed in modern land war
_POSSIBLE_RATIO = (1.0, 12.0)


def check_killed_above_casualties(evidence: Evidence) -> Iterator[Check]:
    """R1: a source cannot count more killed than killed and wounded together.

    >>> from helpers.checks.findings import example
    >>> odd = Evidence((example(300), example(200, "casualties")))
    >>> [check.severity for check in check_killed_above_casualties(odd)]
    ['error']
    >>> list(check_killed_above_casualties(Evidence((example(300), example(3000, "casualties")))))
    []
    """
    for measures in evidence.totals.values():
        for killed, total in product(measures.get("killed", ()), measures.get("casualties", ())):
            if total.high is None or killed.low is None or killed.low <= total.high:
                continue
            if evidence.told_together(killed, total) or _no_later(killed, total):
                text = f"{killed.wording} is more than its own {total.wording}; look which of the two is misread."
                yield evidence.make_check("R1", "error", text, (killed, total))


def check_sums(evidence: Evidence) -> Iterator[Check]:
    """R2: killed and wounded must add up to casualties (KW), within 1 %.

    >>> from helpers.checks.findings import example
    >>> fitting = (example(300), example(2700, "wounded"), example(3000, "casualties"))
    >>> list(check_sums(Evidence(fitting)))
    []
    >>> [check.rule for check in check_sums(Evidence((*fitting[:2], example(4000, "casualties"))))]
    ['R2']
    """
    for killed, wounded, total in _triples(evidence):
        low = killed.span[0] + wounded.span[0]
        high = None if killed.high is None or wounded.high is None else killed.high + wounded.high
        below = high is not None and high < total.span[0] * (1 - _SUM_SLACK)
        above = total.high is not None and low > total.high * (1 + _SUM_SLACK)
        if below or above:
            parts = f"{killed.figure} killed and {wounded.figure} wounded"
            text = f"{total.wording} is not {parts} together; look for a misread figure or another component."
            yield evidence.make_check("R2", "warning", text, (killed, wounded, total))


def check_parts_added(evidence: Evidence) -> Iterator[Check]:
    """R3: "1,100 casualties including 100 killed" are not 1,200.

    >>> from helpers.claims import Claim
    >>> def claim(key, number, measure, part_of=None):
    ...     figure = (key, "a", 0, 1, str(number), "", "G", measure, None, "exact", number, number, number)
    ...     return Claim(*figure, part_of=part_of)
    >>> told = (claim("t", 1100, "casualties"), claim("p", 100, "killed", "t"), claim("s", 1200, "casualties"))
    >>> [check.claim_ids for check in check_parts_added(Evidence(claims=told))]
    [('s', 't', 'p')]
    >>> list(check_parts_added(Evidence(claims=told[:2])))
    []
    """
    known = {claim.claim_id: claim for claim in evidence.claims}
    by_number: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for claim in evidence.claims:
        by_number[claim.group, claim.measure, claim.best].append(claim.claim_id)
    seen = set()
    for part in evidence.claims:
        whole = known.get(part.part_of or "")
        if whole is None or not whole.best or not part.best:
            continue
        for key in by_number.get((whole.group, whole.measure, whole.best + part.best), ()):
            if (key, whole.best, part.best) not in seen:
                seen.add((key, whole.best, part.best))
                where = evidence.name_article(known[key].article_id)
                text = f"{where}: {known[key].figure} is {whole.figure} plus its own part {part.figure}; counted twice?"
                yield Check("R3", "warning", text, (key, whole.claim_id, part.claim_id))


def check_losses_above_deployed(evidence: Evidence) -> Iterator[Check]:
    """R5: no more people can be lost than any source says were sent.

    >>> from helpers.checks.findings import example
    >>> [check.rule for check in check_losses_above_deployed(Evidence((example(900), example(500, "deployed"))))]
    ['R5']
    >>> list(check_losses_above_deployed(Evidence((example(900), example(1000, "deployed")))))
    []
    """
    sent = [
        item for item in evidence.statements if item.measure == "deployed" and item.status != "denied" and not item.per
    ]
    most = {item.group: item for item in sorted(sent, key=_highest)}
    for item in evidence.statements:
        limit = most.get(item.group)
        if limit and item.group and item.measure in LOSSES and item.is_cumulative and item.span[0] > _highest(limit):
            text = f"{item.wording} is more than anyone says were sent ({limit.wording}); look at group and measure."
            yield evidence.make_check("R5", "error", text, (item, limit))


def check_wounded_per_killed(evidence: Evidence) -> Iterator[Check]:
    """R6: 2 to 5 wounded for each killed are usual; below 1 or above 12 something is misread.

    >>> from helpers.checks.findings import example
    >>> [check.severity for check in check_wounded_per_killed(Evidence((example(100), example(50, "wounded"))))]
    ['warning']
    >>> list(check_wounded_per_killed(Evidence((example(100), example(300, "wounded")))))
    []
    """
    for measures in evidence.totals.values():
        together = [item for item in measures.get("casualties", ()) if item.components == "KW"]
        for killed, other in product(measures.get("killed", ()), [*measures.get("wounded", ()), *together]):
            if not killed.best or not other.best or not evidence.told_together(killed, other):
                continue
            wounded = other.best - killed.best if other.measure == "casualties" else other.best
            if other.measure == "casualties" and any(
                evidence.told_together(killed, w) for w in measures.get("wounded", ())
            ):
                continue
            share = wounded / killed.best
            if not _USUAL_RATIO[0] <= share <= _USUAL_RATIO[1] and wounded >= 0:
                severity = "note" if _POSSIBLE_RATIO[0] <= share <= _POSSIBLE_RATIO[1] else "warning"
                text = (
                    f"{killed.wording}: {share:.1f} wounded for each killed, usual are 2 to 5; "
                    f"ask whether both count the same people ({other.wording})."
                )
                yield evidence.make_check("R6", severity, text, (killed, other))


def _highest(item: Statement) -> int:
    return item.high if item.high is not None else number_of(item)


def _no_later(killed: Statement, total: Statement) -> bool:
    """Tell whether the killed were counted before the total, which can only have grown since."""
    if killed.stated_on_end is None or total.stated_on_start is None:
        return False
    return killed.stated_on_end <= total.stated_on_start


def _triples(evidence: Evidence) -> Iterator[tuple[Statement, Statement, Statement]]:
    for measures in evidence.totals.values():
        totals = [item for item in measures.get("casualties", ()) if item.components == "KW"]
        for total, killed in product(totals, measures.get("killed", ())):
            if evidence.told_together(total, killed):
                for wounded in measures.get("wounded", ()):
                    if evidence.told_together(total, wounded):
                        yield killed, wounded, total
