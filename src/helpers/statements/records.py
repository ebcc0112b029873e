"""The types of this layer: a statement, a note about how it was told, and the set of both."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from helpers.claims import Claim
from helpers.edtf import read_bounds
from helpers.wordings import write_figure, write_measure

CORROBORATION = ("single", "repeated", "corroborated", "contested", "admitted", "withdrawn")
NOTE_KINDS = (
    "hedge drift",
    "component drift",
    "group drift",
    "number drift",
    "status drift",
    "date conflict",
    "period dropped",
    "retelling",
    "ambiguous",
    "ledger rows alike",
    "unknown source",
)


@dataclass(frozen=True)
class Statement:
    """What one root source said once; the fields are the columns of the ``statements`` table.

    ``is_cumulative`` marks a running total: no period, no rate, no part of another figure, said to have happened.
    ``grade`` says how well it is documented: A a named source, the day and a second outlet or an address; B a named
    source; C unnamed people, a government without a body, or no date; D nobody is named.
    """

    statement_id: str
    source: str
    measure: str
    modifier: str
    low: int | None
    best: int | None
    high: int | None
    stated_on: str | None = None
    side: str | None = None
    source_kind: str | None = None
    relayed_by: str | None = None
    group: str | None = None
    components: str | None = None
    per: str | None = None
    status: str = "reported"
    period: str | None = None
    is_cumulative: bool = False
    vintage_of: str | None = None
    depends_on: str | None = None
    n_claims: int = 0
    n_articles: int = 0
    n_outlets: int = 0
    n_copies: int = 0
    first_published: str | None = None
    corroboration: str = "single"
    grade: str | None = None
    origin: str = "articles"
    url: str | None = None

    @property
    def stated_on_start(self) -> date | None:
        """First day on which it can have been said."""
        return read_bounds(self.stated_on)[0] if self.stated_on else None

    @property
    def stated_on_end(self) -> date | None:
        """Last day on which it can have been said."""
        return read_bounds(self.stated_on)[1] if self.stated_on else None

    @property
    def span(self) -> tuple[int, int | None]:
        """Lowest and highest number it allows; 0 and None where it leaves a bound open."""
        return self.low or 0, self.high

    @property
    def figure(self) -> str:
        """The figure with the sign of its hedge.

        >>> Statement("x", "NIS", "killed", "over", 100, 100, None).figure
        '≥ 100'
        >>> Statement("x", "Pentagon", "casualties", "vague", 300, None, 900).figure
        '300–900'
        """
        return write_figure(self.modifier, self.low, self.best, self.high)

    @property
    def wording(self) -> str:
        """The statement in one short phrase, for messages.

        >>> Statement("x", "NIS", "killed", "over", 100, 100, None, "2024-12-19", group="North Korea").wording
        'NIS, 2024-12-19: ≥ 100 killed (North Korea)'
        """
        what = write_measure(self.measure, self.components, self.per)
        said = "" if self.status == "reported" else f", {self.status}"
        return f"{self.source}, {self.stated_on or 'undated'}: {self.figure} {what} ({self.group or '?'}){said}"


def change(item: Statement, **values: Any) -> Statement:
    """Return the statement with other values; itself where they are the same, which costs nothing."""
    return item if all(getattr(item, name) == value for name, value in values.items()) else replace(item, **values)


@dataclass(frozen=True)
class Note:
    """Something a reader should know about how a statement was told; ``kind`` is one of ``NOTE_KINDS``."""

    kind: str
    sentence: str
    claim_ids: tuple[str, ...] = ()
    statement_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatementSet:
    """The statements, the claims with their ``statement_id``, and notes on drift, conflicts and unknown sources.

    ``corrected`` holds the ids of the statements that a reviewer's correction touched.
    """

    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...] = ()
    corrected: frozenset[str] = frozenset()
