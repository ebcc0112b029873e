"""Claims to their statements: each claim gets its ``statement_id``, and undated ones its date."""

from collections.abc import Sequence
from dataclasses import replace

from helpers.claims import Claim
from helpers.edtf import overlap, precision, read_bounds
from helpers.statements.clusters import Told
from helpers.statements.mentions import Mention
from helpers.statements.records import Statement


def link_claims(claims: Sequence[Claim], built: Sequence[Told]) -> list[Claim]:
    """Return the claims in their order, each with its statement, its date where it had none, and what to know of it."""
    linked: dict[str, Claim] = {}
    for item in built:
        conflicts = {id(mention.claim) for mention in item.cluster.conflicts}
        for mention in item.cluster.mentions:
            if claim := mention.claim:
                flags = ["date conflict"] if id(claim) in conflicts and not dates_agree(claim, item.statement) else []
                flags += ["attributed through its statement"] if _is_adopted(mention, item.statement) else []
                linked[claim.claim_id] = _linked(claim, item, flags)
    return [linked[claim.claim_id] for claim in claims]


def dates_agree(claim: Claim, statement: Statement) -> bool:
    """Tell whether the claim's date and the statement's can be one."""
    return not claim.as_of or not statement.stated_on or overlap(claim.as_of, statement.stated_on)


def _is_adopted(mention: Mention, statement: Statement) -> bool:
    """Tell whether the text names nobody, so that the source comes from the statement alone."""
    return not mention.roots and statement.source_kind not in ("unattributed", "outlet")


def _linked(claim: Claim, item: Told, flags: Sequence[str]) -> Claim:
    statement = item.statement
    told = tuple(dict.fromkeys([*claim.flags, *flags]))
    dated = replace(claim, statement_id=statement.statement_id, flags=told)
    borrowed = claim.as_of is None or claim.as_of_basis == "ledger"
    if not borrowed or statement.stated_on is None:
        return dated
    basis = "ledger" if item.cluster.row else "statement"
    start, end = read_bounds(statement.stated_on)
    return replace(
        dated,
        as_of=statement.stated_on,
        as_of_basis=basis,
        as_of_start=start.isoformat() if start else None,
        as_of_end=end.isoformat() if end else None,
        as_of_precision=precision(statement.stated_on),
    )
