"""The claim: one figure in one place of one article, with all that is known of it."""

from dataclasses import dataclass

MEASURES = ("killed", "wounded", "casualties", "captured", "missing", "deployed")
MODIFIERS = ("exact", "about", "over", "under", "range", "vague")
COMPONENTS_OF = {"killed": "K", "wounded": "W", "captured": "C", "missing": "M"}
STATUSES = ("reported", "projected", "denied", "withdrawn")


@dataclass(frozen=True)
class Claim:
    """One figure in one place of one article; the fields are the columns of the ``claims`` table."""

    claim_id: str
    article_id: str
    start: int
    end: int
    figure: str
    quote: str
    group: str | None
    measure: str
    components: str | None
    modifier: str
    low: int | None
    best: int | None
    high: int | None
    per: str | None = None
    status: str = "reported"
    attributed_to: str | None = None
    chain: tuple[str, ...] = ()
    as_of: str | None = None
    as_of_basis: str | None = None
    as_of_start: str | None = None
    as_of_end: str | None = None
    as_of_precision: int | None = None
    period: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    part_of: str | None = None
    place: str | None = None
    confidence: float | None = None
    statement_id: str | None = None
    flags: tuple[str, ...] = ()
    review: str | None = None
