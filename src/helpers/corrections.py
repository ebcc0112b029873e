"""The review overlay: a person's dated, sourced changes, replayed in order on every run.

Nothing is edited in place. ``corrections.csv`` names a row by its key, a field, the value found there and the value to
put instead. Keys are content hashes that survive re-extraction and moved offsets. A correction whose row is gone, or
whose ``old`` no longer stands there, is reported and not applied; one whose ``new`` already stands there is done.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from helpers.edtf import precision, read_bounds
from helpers.wordings import CHAIN_SEPARATOR

COLUMNS = ("made_on", "made_by", "table", "key", "field", "old", "new", "reason", "evidence")

# By which fields the rows of a table are named, and which of their fields a reviewer may change.
KEYS: Mapping[str, tuple[str, ...]] = {"articles": ("article_id", "path"), "claims": ("claim_id",), "ledger": ("key",)}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "articles": ("url", "publisher", "title", "language", "published", "published_basis"),
    "claims": (
        *("group", "measure", "components", "modifier", "low", "best", "high", "per", "status"),
        *("attributed_to", "chain", "as_of", "as_of_basis", "period", "part_of", "place"),
    ),
    "ledger": (
        *("stated_on", "source", "side", "relayed_by", "group", "measure", "components", "modifier"),
        *("low", "best", "high", "status", "period", "per", "note", "url"),
    ),
}
_NUMBERS = {"low", "best", "high"}
_DATES = {"published", "as_of", "period", "stated_on"}

T = TypeVar("T")


@dataclass(frozen=True)
class Correction:
    """One reviewer's change to one field of one row; the fields are the columns of ``corrections.csv``."""

    made_on: str
    made_by: str
    table: str
    key: str
    field: str
    old: str | None
    new: str | None
    reason: str
    evidence: str

    def __post_init__(self) -> None:
        """Reject a table or field that nobody may correct, and a value that the field cannot hold."""
        if self.table not in FIELDS:
            raise ValueError(f"table must be one of {'|'.join(FIELDS)}: {self.table!r}")
        if self.field not in FIELDS[self.table]:
            raise ValueError(f"field must be one of {'|'.join(FIELDS[self.table])}: {self.field!r}")
        for name in ("made_by", "key", "reason", "evidence"):
            if not getattr(self, name):
                raise ValueError(f"{name} must be given")
        start, end = read_bounds(self.made_on)
        if start is None or start != end:
            raise ValueError(f"made_on must be a day: {self.made_on!r}")
        _read_value(self.field, self.new)

    @property
    def wording(self) -> str:
        """The change in one phrase, as the corrected row tells it."""
        change = f"{self.field}: {self.old or 'empty'} → {self.new or 'empty'}"
        return f"{change} ({self.made_on}, {self.made_by}: {self.reason})"


@dataclass(frozen=True)
class Problem:
    """A correction that was not applied, and why."""

    correction: Correction
    sentence: str


@dataclass(frozen=True)
class Replay(Generic[T]):
    """The corrected rows in their order, what was applied, and what was not."""

    rows: tuple[T, ...]
    applied: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_corrections(path: Path) -> list[Correction]:
    """Return the corrections of a file in its order; an absent file holds none.

    Raises ``ValueError`` naming file, row and what is wrong.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: row 1: columns must be {','.join(COLUMNS)}")
        rows = [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    return [_read_correction(path, number, row) for number, row in enumerate(rows, start=2)]


def apply_corrections(rows: Sequence[T], corrections: Iterable[Correction], table: str) -> Replay[T]:
    """Return the rows of one table with its corrections applied in order. Applying them twice equals once.

    A corrected row says so in ``review`` and ``flags``, where it has them. A claim whose ``status`` becomes
    ``withdrawn`` stays. The changes to one row are made together, so that they need not agree one by one.

    >>> from helpers.articles import Article
    >>> change = ("articles", "a.txt", "published", None, "2025-01-13")
    >>> made = Correction("2025-02-01", "A. Editor", *change, "dateline missed", "the printed page")
    >>> replay = apply_corrections([Article("1", "Text", path="a.txt")], [made], "articles")
    >>> replay.rows[0].published, len(replay.applied)
    ('2025-01-13', 1)
    >>> apply_corrections([], [made], "articles").problems[0].sentence
    'articles a.txt: no such row; delete the correction or correct its key'
    """
    wanted: defaultdict[int, list[Correction]] = defaultdict(list)
    holders = _index_rows(rows, table)
    problems: list[Problem] = []
    for correction in (item for item in corrections if item.table == table):
        found = holders.get(correction.key, [])
        if len(found) == 1:
            wanted[found[0]].append(correction)
        else:
            problems.append(_unplaced(correction, len(found)))
    corrected = list(rows)
    applied: list[Correction] = []
    for index, changes in sorted(wanted.items()):
        corrected[index], done, failed = _correct_row(rows[index], changes)
        applied += done
        problems += failed
    return Replay(tuple(corrected), tuple(applied), tuple(problems))


def write_correction(path: Path, correction: Correction) -> None:
    """Add one correction to the end of a file, which is made when absent."""
    is_new = not path.is_file() or path.stat().st_size == 0
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        writer.writerow([getattr(correction, name) or "" for name in COLUMNS])


def write_value(value: Any) -> str | None:
    """Return a field's value as ``corrections.csv`` writes it; None for an unknown one.

    >>> write_value(1000), write_value(("Reuters", "NIS")), write_value(())
    ('1000', 'Reuters ← NIS', None)
    """
    if isinstance(value, tuple):
        return CHAIN_SEPARATOR.join(value) or None
    return None if value is None or value == "" else str(value)


def _read_correction(path: Path, number: int, row: Mapping[str, str]) -> Correction:
    try:
        return Correction(**{**row, "old": row["old"] or None, "new": row["new"] or None})  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path}: row {number}: {error}") from error


def _index_rows(rows: Sequence[Any], table: str) -> dict[str, list[int]]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for name in KEYS[table]:
            if value := getattr(row, name):
                holders[value].append(index)
    return holders


def _unplaced(correction: Correction, count: int) -> Problem:
    where = f"{correction.table} {correction.key}"
    if count:
        return Problem(correction, f"{where}: {count} rows have this key; make them differ")
    return Problem(correction, f"{where}: no such row; delete the correction or correct its key")


def _correct_row(row: T, changes: Sequence[Correction]) -> tuple[T, list[Correction], list[Problem]]:
    """Return the row with all changes made, those made, and those that do not fit what stands there."""
    values: dict[str, Any] = {}
    done: list[Correction] = []
    problems: list[Problem] = []
    for position, change in enumerate(changes):
        current = write_value(values.get(change.field, getattr(row, change.field)))
        if current == change.old:
            values[change.field] = _read_value(change.field, change.new)
            done.append(change)
        elif not any(later.field == change.field and later.new == current for later in changes[position:]):
            where = f"{change.table} {change.key}"
            text = f"{where}: {change.field} is {current or 'empty'}, not {change.old or 'empty'}; look at it again"
            problems.append(Problem(change, text))
    try:
        return _replaced(row, values, done), done, problems
    except ValueError as error:
        return row, [], [*problems, *(Problem(change, f"{change.table} {change.key}: {error}") for change in done)]


def _replaced(row: T, values: Mapping[str, Any], done: Sequence[Correction]) -> T:
    if not values:
        return row
    assert is_dataclass(row) and not isinstance(row, type)  # noqa: PT018 - every table's rows are dataclasses
    names = {field.name for field in fields(row)}
    told = {"review": _told(row, done)} if "review" in names else {}
    flags = {"flags": _flagged(row, done)} if "flags" in names else {}
    return replace(row, **{**values, **_dates_after(values, names), **told, **flags})


def _told(row: Any, done: Sequence[Correction]) -> str:
    told = [row.review] if row.review else []
    return "; ".join([*told, *(change.wording for change in done if change.wording not in (row.review or ""))])


def _flagged(row: Any, done: Sequence[Correction]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*row.flags, *(f"corrected {change.field}" for change in done)]))


def _dates_after(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the bounds and precision that follow from corrected dates, for the rows that keep them."""
    derived: dict[str, Any] = {}
    for name in _DATES & set(values):
        start, end = read_bounds(values[name]) if values[name] else (None, None)
        derived[f"{name}_start"] = start.isoformat() if start else None
        derived[f"{name}_end"] = end.isoformat() if end else None
        derived[f"{name}_precision"] = precision(values[name]) if values[name] else None
    if "as_of" in values and "as_of_basis" not in values:
        derived["as_of_basis"] = "inferred" if values["as_of"] else None
    if "published" in values and "published_basis" not in values:
        derived["published_basis"] = "curated" if values["published"] else "unknown"
    return {name: value for name, value in derived.items() if name in names}


def _read_value(field: str, text: str | None) -> Any:
    """Return the value that a field holds for its text in the file."""
    if field == "chain":
        return tuple(text.split(CHAIN_SEPARATOR)) if text else ()
    if text is None:
        return None
    if field in _NUMBERS:
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"{field} must be a whole number: {text!r}")
        return int(text)
    if field in _DATES:
        read_bounds(text)
    return text
