"""Tables: one declared schema each, written and read as CSV beside a Frictionless ``datapackage.json``.

``TABLES`` is the only list of columns. The pandera schema that guards every read and write, the data package and
the column tables of the README all come from it.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date as date_type
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pandera.pandas as pa

from helpers.claims import MEASURES, MODIFIERS, STATUSES
from helpers.edtf import read_bounds
from helpers.wordings import CHAIN_SEPARATOR

T = TypeVar("T")
LIST_SEPARATOR = "; "
ROOT_VARIABLE = "REPORTED_CASUALTIES_ROOT"

_DTYPES = {
    "text": "str",
    "edtf": "str",
    "list": "str",
    "chain": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}
_FRICTIONLESS = {"edtf": "string", "text": "string", "list": "string", "chain": "string"}


@dataclass(frozen=True)
class Column:
    """One column: ``kind`` is a key of ``_DTYPES``; ``required`` forbids unknown values."""

    name: str
    kind: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    unique: bool = False


def _bounds_of(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_start", "date", f"first day of {what}; empty when open or unknown"),
        Column(f"{name}_end", "date", f"last day of {what}; empty when open or unknown"),
    )


_FIGURE = (
    Column("group", "text", "whose people are counted"),
    Column("measure", "text", "what is counted", True, MEASURES),
    Column("components", "text", "what `casualties` includes: K killed, W wounded, M missing, C captured, ? not told"),
)
_VALUES = (
    Column("modifier", "text", "hedge", True, MODIFIERS),
    Column("low", "integer", "lower bound in people; empty when open"),
    Column("best", "integer", "the figure as stated; empty for ranges and vague words"),
    Column("high", "integer", "upper bound in people; empty when open"),
    Column("per", "text", "unit of a rate; empty for counts", False, ("day", "week", "month", "year")),
    Column("status", "text", "is it said to have happened", True, STATUSES),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "articles": (
        Column("article_id", "text", "hash of the path or address: survives a change of the text", True, unique=True),
        Column("path", "text", "file under the collection's `articles/`"),
        Column("url", "text", "address"),
        Column("publisher", "text", "outlet"),
        Column("title", "text", "headline"),
        Column("language", "text", "ISO 639-1 code"),
        Column("text_sha256", "text", "SHA-256 of the text", True),
        Column("n_words", "integer", "words of the text", True),
        Column("published", "edtf", "publication date"),
        Column(
            "published_basis",
            "text",
            "where that date comes from",
            True,
            ("curated", "byline", "metadata", "url", "inferred", "unknown"),
        ),
        *_bounds_of("published", "`published`"),
        Column("copy_of", "text", "`article_id` of the article whose words it repeats"),
        Column("copy_share", "number", "share of its 8-word sequences found there, 0 to 1"),
        Column("problem", "text", "why it could not be read, or read only in part"),
    ),
    "claims": (
        Column("claim_id", "text", "hash of article, sentence and figure: survives moved offsets", True, unique=True),
        Column("article_id", "text", "the article", True),
        Column("start", "integer", "first character of the figure in the text", True),
        Column("end", "integer", "character after the figure", True),
        Column("figure", "text", "exact words; `text[start:end]`", True),
        Column("quote", "text", "the sentence", True),
        *_FIGURE,
        *_VALUES,
        Column("attributed_to", "text", "first source the text names, in its words"),
        Column("chain", "chain", "the whole chain, outlet first, root last"),
        Column("as_of", "edtf", "the date the figure holds for"),
        Column(
            "as_of_basis",
            "text",
            "where that date comes from",
            False,
            ("text", "period", "published", "statement", "ledger", "inferred"),
        ),
        *_bounds_of("as_of", "`as_of`"),
        Column("as_of_precision", "integer", "UCDP code: 1 day, 2 two to six days, 3 week, 4 up to a month, 5 year"),
        Column("period", "edtf", "the span a period figure covers; empty for running totals"),
        *_bounds_of("period", "`period`"),
        Column("part_of", "text", "`claim_id` of the total this is a part of"),
        Column("place", "text", "place the sentence gives"),
        Column("confidence", "number", "calibrated probability that figure and measure are right"),
        Column("statement_id", "text", "the statement it repeats"),
        Column("flags", "list", "what a reader should know"),
        Column("review", "text", "what a reviewer's correction did"),
    ),
    "statements": (
        Column("statement_id", "text", "hash of root source, figure and date", True, unique=True),
        Column("stated_on", "edtf", "when it was said"),
        *_bounds_of("stated_on", "`stated_on`"),
        Column("source", "text", "who said it first", True),
        Column("side", "text", "government or party the source belongs to"),
        Column("source_kind", "text", "kind of source"),
        Column("relayed_by", "text", "who passed it on"),
        *_FIGURE,
        *_VALUES,
        Column("period", "edtf", "the span a period figure covers; empty for running totals"),
        Column("is_cumulative", "boolean", "a running total, not a period or a rate", True),
        Column("vintage_of", "text", "`statement_id` of the source's earlier figure for the same total"),
        Column("depends_on", "text", "what it says it rests on"),
        Column("n_claims", "integer", "claims that repeat it", True),
        Column("n_articles", "integer", "articles that repeat it", True),
        Column("n_outlets", "integer", "outlets that repeat it", True),
        Column("n_copies", "integer", "of these articles, copies of another", True),
        Column("first_published", "edtf", "earliest publication date of these articles"),
        Column(
            "corroboration",
            "text",
            "single, repeated by others, or borne out by independent sides",
            True,
            ("single", "repeated", "corroborated", "contested", "admitted", "withdrawn"),
        ),
        Column("grade", "text", "how well the statement is documented"),
        Column("origin", "text", "articles, ledger, or both", True),
        Column("url", "text", "address of the documented wording"),
    ),
    "timeline": (
        Column("event_id", "text", "hash of date, kind and text", True, unique=True),
        Column("date", "edtf", "when; empty when undated"),
        *_bounds_of("date", "`date`"),
        Column("precision", "integer", "UCDP code, 1 to 5"),
        Column("kind", "text", "what it is", True, ("statement", "event", "publication")),
        Column("text", "text", "the sentence", True),
        Column("article_id", "list", "articles that tell it"),
        Column("claim_ids", "list", "claims tied to it"),
        Column("as_written", "text", "the date in the words of the text"),
        Column("as_corrected", "edtf", "the date after `corrections.csv`; empty when nothing was corrected"),
        Column("evidence", "text", "conflict found, proposal and its reason"),
    ),
    "estimates": (
        *_FIGURE,
        Column("as_of", "edtf", "date at which something was stated", True),
        Column("low", "integer", "lowest low of the latest statement of each source"),
        Column("low_open", "boolean", "no lower bound is known", True),
        Column("best", "integer", "the figure, where all sources give the same one"),
        Column("high", "integer", "highest high"),
        Column("high_open", "boolean", "at least one source leaves the top open", True),
        Column("n_statements", "integer", "statements in the span", True),
        Column("n_sources", "integer", "root sources", True),
        Column("n_sides", "integer", "sides", True),
        Column("statement_ids", "list", "the statements", True),
    ),
    "checks": (
        Column("rule", "text", "R1 to R16", True),
        Column("severity", "text", "how serious", True, ("error", "warning", "note")),
        Column("sentence", "text", "what was found and what to do", True),
        Column("claim_ids", "list", "claims concerned"),
        Column("statement_ids", "list", "statements concerned"),
    ),
    "changes": (
        Column(
            "kind",
            "text",
            "what happened since the earlier run",
            True,
            ("new", "repeated", "revised", "corrected", "withdrawn"),
        ),
        Column("statement_id", "text", "the statement", True),
        Column("before", "text", "the figure then"),
        Column("after", "text", "the figure now"),
    ),
}


def find_project(start: Path | None = None) -> Path:
    """Return the project folder: the one named by ``REPORTED_CASUALTIES_ROOT``, else the nearest with a `reports.yml`.

    Raises ``FileNotFoundError`` when neither is there.
    """
    if named := os.environ.get(ROOT_VARIABLE):
        return Path(named)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "reports.yml").is_file():
            return folder
    raise FileNotFoundError(f"{here}: no reports.yml here or above; set {ROOT_VARIABLE} to the project folder")


def make_table(name: str, rows: Iterable[Any]) -> pd.DataFrame:
    """Return typed rows as a validated DataFrame with the columns of ``TABLES[name]``, in the rows' order.

    The ``_start`` and ``_end`` of a date are computed from its EDTF text, so that the two cannot differ.

    >>> make_table("checks", []).columns.tolist()
    ['rule', 'severity', 'sentence', 'claim_ids', 'statement_ids']
    """
    columns = TABLES[name]
    records = [[_cell(column, row) for column in columns] for row in rows]
    return _typed(name, pd.DataFrame(records, columns=[column.name for column in columns], dtype="object"))


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Read and validate ``<folder>/<name>.csv``.

    Raises ``ValueError`` naming file, row and column when it does not fit the schema.
    """
    path = folder / f"{name}.csv"
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")
        return _typed(name, frame)
    except (ValueError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: {error}") from error


def read_rows(name: str, folder: Path, kind: type[T]) -> list[T]:
    """Read and validate ``<folder>/<name>.csv`` as typed rows; columns that are no fields of the type are dropped."""
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    columns = [column for column in TABLES[name] if column.name in wanted]
    frame = read_table(name, folder)
    values = [[_plain(column, value) for value in frame[column.name]] for column in columns]
    names = [column.name for column in columns]
    return [kind(**dict(zip(names, row, strict=True))) for row in zip(*values, strict=True)]


def write_table(name: str, frame: pd.DataFrame, folder: Path) -> Path:
    """Validate and write one table as CSV; the old file stays until the new one is whole."""
    checked = _typed(name, frame)
    dated = [column.name for column in TABLES[name] if column.kind == "date"]
    text = checked.assign(**{name: checked[name].dt.strftime("%Y-%m-%d") for name in dated})
    path = folder / f"{name}.csv"
    write_text(path, text.to_csv(index=False, lineterminator="\n"))
    return path


def write_package(collection: str, title: str, folder: Path) -> Path:
    """Write ``datapackage.json`` (Frictionless Data Package v1) describing the tables present in ``folder``."""
    names = [name for name in TABLES if (folder / f"{name}.csv").is_file()]
    package = {
        "profile": "tabular-data-package",
        "name": collection,
        "title": title,
        "description": "Reported claims extracted from published articles. They are not verified counts.",
        "resources": [_resource(name) for name in names],
    }
    path = folder / "datapackage.json"
    write_text(path, json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    return path


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file whole or not at all, also when two runs write it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(name, 0o644)  # noqa: PTH101 - mkstemp makes files private
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def select_rows(
    frame: pd.DataFrame,
    *,
    group: str | None = None,
    measures: Iterable[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    date: str = "stated_on",
) -> pd.DataFrame:
    """Return the rows of one group, some measures and a span of days; undated rows stay.

    ``since`` and ``until`` are EDTF; ``date`` names the column whose ``_start`` and ``_end`` are compared, or which
    holds days.
    """
    keep = pd.Series(True, index=frame.index)
    if group is not None:
        keep &= frame["group"].eq(group)
    if measures is not None:
        keep &= frame["measure"].isin(list(measures))
    if since is not None:
        keep &= ~(_bound(frame, date, "end") < pd.Timestamp(read_bounds(since)[0] or date_type.min))
    if until is not None:
        keep &= ~(_bound(frame, date, "start") > pd.Timestamp(read_bounds(until)[1] or date_type.max))
    return frame[keep].reset_index(drop=True)


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """Return the pandera schema of one table."""
    columns = {column.name: _pandera(column) for column in TABLES[name]}
    return pa.DataFrameSchema(columns, checks=_ordered_bounds(name), strict=True, ordered=True)


def _bound(frame: pd.DataFrame, date: str, side: str) -> "pd.Series[pd.Timestamp]":
    name = f"{date}_{side}"
    return frame[name] if name in frame else pd.to_datetime(frame[date])


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    wanted = [column.name for column in TABLES[name]]
    if list(frame.columns) != wanted:
        missing = [column for column in wanted if column not in frame]
        extra = [column for column in frame if column not in wanted]
        raise ValueError(f"table {name}: columns missing {missing}, unknown {extra}, or in another order")
    typed = frame.copy()
    for column in TABLES[name]:
        try:
            typed[column.name] = _converted(frame[column.name], column.kind)
        except (ValueError, TypeError) as error:
            raise ValueError(f"table {name}, column {column.name}: {error}") from error
    try:
        return schema(name).validate(typed, lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        case = first["failure_case"]
        shown = repr(case) if isinstance(case, str) else str(case)
        where = f"row {int(first['index']) + 2}, " if pd.notna(first["index"]) else ""
        raise ValueError(f"table {name}: {where}column {first['column']}: {shown} fails {first['check']}") from error


def _converted(values: "pd.Series[Any]", kind: str) -> "pd.Series[Any]":
    if kind == "boolean":
        return values.map({True: True, False: False, "True": True, "False": False}).astype("boolean")
    if kind == "date":
        return pd.to_datetime(values, format="ISO8601").astype("datetime64[us]")
    if kind in ("integer", "number"):
        return pd.to_numeric(values).astype("Int64" if kind == "integer" else "Float64")
    return values.astype("str")


def _cell(column: Column, row: Any) -> Any:
    if column.kind == "date":
        base, _, end = column.name.rpartition("_")
        text = getattr(row, base)
        return read_bounds(text)[end == "end"] if text else None
    value = getattr(row, column.name)
    if isinstance(value, tuple | list):
        return (CHAIN_SEPARATOR if column.kind == "chain" else LIST_SEPARATOR).join(value) or None
    return None if value == "" else value


def _plain(column: Column, value: Any) -> Any:
    if column.kind in ("list", "chain"):
        return (
            () if pd.isna(value) else tuple(value.split(CHAIN_SEPARATOR if column.kind == "chain" else LIST_SEPARATOR))
        )
    if pd.isna(value):
        return None
    return {"integer": int, "number": float, "boolean": bool}.get(column.kind, str)(value)


def _pandera(column: Column) -> pa.Column:
    checks = []
    if column.allowed:
        checks.append(pa.Check.isin(column.allowed, error=f"one of {'|'.join(column.allowed)}"))
    if column.kind == "edtf":
        checks.append(pa.Check(_is_edtf, element_wise=True, error="EDTF"))
    if column.kind == "integer":
        checks.append(pa.Check.ge(0, error="at least 0"))
    return pa.Column(_DTYPES[column.kind], checks, nullable=not column.required, unique=column.unique)


def _ordered_bounds(name: str) -> list[pa.Check]:
    names = {column.name for column in TABLES[name]}
    pairs = [("low", "high"), ("low", "best"), ("best", "high"), ("start", "end")]
    return [
        pa.Check(lambda frame, a=a, b=b: ~(frame[a] > frame[b]).fillna(False).astype(bool), error=f"{a} <= {b}")
        for a, b in pairs
        if {a, b} <= names
    ]


def _is_edtf(value: str) -> bool:
    try:
        read_bounds(value)
    except ValueError:
        return False
    return True


def _resource(name: str) -> dict[str, Any]:
    fields = []
    for column in TABLES[name]:
        constraints: dict[str, Any] = {"required": True} if column.required else {}
        if column.unique:
            constraints["unique"] = True
        if column.allowed:
            constraints["enum"] = list(column.allowed)
        field: dict[str, Any] = {
            "name": column.name,
            "type": _FRICTIONLESS.get(column.kind, column.kind),
            "description": column.meaning,
        }
        if column.kind == "boolean":
            field |= {"trueValues": ["True"], "falseValues": ["False"]}
        fields.append(field | ({"constraints": constraints} if constraints else {}))
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }
