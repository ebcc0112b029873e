"""The ledger: statements that a person entered by hand, each with its address.

It holds what no article of the collection can show (paywalled, broadcast, social) and dates what the articles leave
undated. Every row is one statement.
"""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.claims import COMPONENTS_OF, MEASURES, MODIFIERS, STATUSES
from helpers.edtf import read_bounds

COLUMNS = (
    "stated_on",
    "source",
    "side",
    "relayed_by",
    "group",
    "measure",
    "components",
    "modifier",
    "low",
    "best",
    "high",
    "status",
    "period",
    "per_day",
    "note",
    "url",
)
COMPONENTS = ("K", "W", "C", "M", "KW", "KWM", "KWMC", "?")


@dataclass(frozen=True)
class LedgerRow:
    """One statement entered by hand; the fields are the columns of ``ledger.csv``, with ``per_day`` read as ``per``.

    ``key`` is a hash of what the row says. It survives a change of note or address, its place in the file, and the
    corrections made to it.
    """

    source: str
    group: str
    measure: str
    modifier: str
    low: int | None
    best: int | None
    high: int | None
    stated_on: str | None = None
    side: str | None = None
    relayed_by: str | None = None
    components: str | None = None
    status: str = "reported"
    period: str | None = None
    per: str | None = None
    note: str | None = None
    url: str | None = None
    review: str | None = None
    key: str = ""

    def __post_init__(self) -> None:
        """Reject dates that are no EDTF and bounds that contradict each other or the hedge."""
        for value in (self.stated_on, self.period):
            if value is not None:
                read_bounds(value)
        stated = [value for value in (self.low, self.best, self.high) if value is not None]
        if not stated or stated != sorted(stated) or stated[0] < 0:
            raise ValueError(f"low, best, high must be given in rising order: {self.low}, {self.best}, {self.high}")
        open_bound = {"over": self.high, "under": self.low}.get(self.modifier)
        if open_bound is not None:
            raise ValueError(f"{self.modifier!r} leaves one bound open, but it is {open_bound}")
        if not self.key:
            object.__setattr__(self, "key", self._hash())

    def _hash(self) -> str:
        figure = (self.group, self.measure, self.components, self.modifier, self.low, self.best, self.high)
        said = (self.stated_on, self.source, *figure, self.status, self.period, self.per)
        return hashlib.sha256("|".join(map(str, said)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_ledger(path: Path) -> list[LedgerRow]:
    """Return the rows of a ledger in file order; an absent file is an empty ledger.

    Raises ``ValueError`` naming file, row and column when a row cannot be understood, or is there twice.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        unknown = sorted(set(reader.fieldnames or ()).symmetric_difference(COLUMNS))
        if unknown:
            raise ValueError(f"{path}: row 1, column {unknown[0]}: missing or unknown; expected {','.join(COLUMNS)}")
        cells = list(reader)
    rows = [_read_row(path, number, row) for number, row in enumerate(cells, start=2)]
    _refuse_repeats(path, rows)
    return rows


def _read_row(path: Path, number: int, cells: Mapping[str | None, str | None]) -> LedgerRow:
    row = _Cells(path, number, cells)
    measure = row.choice("measure", MEASURES)
    expected = COMPONENTS_OF.get(measure)
    components = row.choice("components", COMPONENTS) if measure != "deployed" else row.text("components")
    if components != expected and measure != "casualties":
        raise ValueError(row.fault("components", f"must be {expected or 'empty'} for {measure}: {components!r}"))
    low, best, high = (row.number_of(column) for column in ("low", "best", "high"))
    per_day = row.text("per_day")
    if per_day not in (None, "yes"):
        raise ValueError(row.fault("per_day", f"must be empty or yes: {per_day!r}"))
    try:
        return LedgerRow(
            source=row.needed("source"),
            group=row.needed("group"),
            measure=measure,
            modifier=row.choice("modifier", MODIFIERS),
            low=low,
            best=best,
            high=high,
            stated_on=row.date("stated_on"),
            side=row.text("side"),
            relayed_by=row.text("relayed_by"),
            components=components,
            status=row.choice("status", STATUSES),
            period=row.date("period"),
            per="day" if per_day else None,
            note=row.text("note"),
            url=row.text("url"),
        )
    except ValueError as error:
        raise error if str(error).startswith(str(path)) else ValueError(row.fault("low", str(error))) from error


@dataclass(frozen=True)
class _Cells:
    """The cells of one row, with where they stand for the message."""

    path: Path
    number: int
    cells: Mapping[str | None, str | None]

    def fault(self, column: str, what: str) -> str:
        return f"{self.path}: row {self.number}, column {column}: {what}"

    def text(self, column: str) -> str | None:
        return (self.cells.get(column) or "").strip() or None

    def needed(self, column: str) -> str:
        if (value := self.text(column)) is None:
            raise ValueError(self.fault(column, "must be given"))
        return value

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        if (value := self.text(column)) not in allowed:
            raise ValueError(self.fault(column, f"must be one of {'|'.join(allowed)}: {value!r}"))
        return str(value)

    def number_of(self, column: str) -> int | None:
        value = self.text(column)
        if value is not None and not (value.isascii() and value.isdigit()):
            raise ValueError(self.fault(column, f"must be a whole number without separators: {value!r}"))
        return int(value) if value else None

    def date(self, column: str) -> str | None:
        value = self.text(column)
        try:
            if value:
                read_bounds(value)
        except ValueError as error:
            raise ValueError(self.fault(column, str(error))) from error
        return value


def _refuse_repeats(path: Path, rows: Sequence[LedgerRow]) -> None:
    seen: dict[LedgerRow, int] = {}
    for number, row in enumerate(rows, start=2):
        if row in seen:
            raise ValueError(f"{path}: row {number}, column source: same as row {seen[row]}")
        seen[row] = number
