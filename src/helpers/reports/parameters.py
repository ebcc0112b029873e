"""The typed ``parameters`` cell of a notebook, and the values a report gives it.

Everything is checked before anything runs: papermill itself only warns of a name it does not know, writes names into
code as they come, and leaves types alone.
"""

import ast
import json
import keyword
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from helpers.claims import MEASURES
from helpers.edtf import read_bounds
from helpers.reports.plans import PlanError, Report, suggest
from helpers.words import read_collection

_PARSING = Lock()  # reports run in threads, and Python 3.11 parses only one at a time (python/cpython#106905)
_TYPES = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,), "list": (list,), "dict": (dict,)}


@dataclass(frozen=True)
class Parameter:
    """One line of a ``parameters`` cell: a name and the type of its values, as annotated."""

    name: str
    annotation: str

    def accepts(self, value: object) -> bool:
        """Tell whether a value has the annotated type.

        >>> Parameter("since", "str | None").accepts(None), Parameter("days", "int").accepts(True)
        (True, False)
        >>> Parameter("measures", "list[str]").accepts(["killed"]), Parameter("measures", "list[str]").accepts("killed")
        (True, False)
        """
        return _fits(_parse(self.annotation, "eval").body, value)


def read_parameters(notebook: Path) -> tuple[Parameter, ...]:
    """Return the parameters that a notebook declares, in their order.

    Raises ``PlanError`` when the notebook is missing, unreadable, or has a parameter without a type.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError as error:
        raise PlanError(f"{notebook}: not found") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PlanError(f"{notebook}: not a notebook") from error
    tagged = [cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
    try:
        statements = _parse("".join(tagged[0]["source"]) if tagged else "", "exec").body
        return tuple(_parameter(statement) for statement in statements)
    except (SyntaxError, PlanError) as error:
        raise PlanError(f"{notebook}: parameters cell: {error}") from error


def _parse(code: str, mode: str) -> Any:
    with _PARSING:
        return ast.parse(code, mode=mode)


def check_parameters(report: Report, root: Path) -> list[str]:
    """Return what is wrong with the notebooks and values of one report: no line when nothing is."""
    declared: dict[str, list[tuple[str, Parameter]]] = {}
    faults: list[str] = []
    for notebook in report.notebooks:
        try:
            for parameter in read_parameters(root / "notebooks" / f"{notebook}.ipynb"):
                declared.setdefault(parameter.name, []).append((notebook, parameter))
        except PlanError as error:
            faults.append(str(error))
    if not faults:
        faults = list(_misfits(report.parameters, declared)) or list(_unreal_values(report.parameters, root))
    return [f"{report.name}: {fault}" for fault in faults]


def parameters_for(report: Report, notebook: Path) -> dict[str, Any]:
    """Return the values of a report that one of its notebooks takes."""
    names = {parameter.name for parameter in read_parameters(notebook)}
    return {name: value for name, value in report.parameters.items() if name in names}


def _misfits(values: Mapping[str, Any], declared: Mapping[str, list[tuple[str, Parameter]]]) -> Iterator[str]:
    """Yield one line for each value that no notebook takes, or whose type a notebook refuses."""
    for name, value in values.items():
        if name not in declared:
            yield f"parameters.{name}: no notebook of this report takes it{suggest(str(name), declared)}"
        for notebook, parameter in declared.get(name, []):
            if not parameter.accepts(value):
                yield f"parameters.{name}: {value!r} is not {parameter.annotation}, which {notebook}.ipynb wants"
                break


def _parameter(statement: ast.stmt) -> Parameter:
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        raise PlanError(f"line {statement.lineno} is not of the form `name: type = value`")
    name, annotation = statement.target.id, ast.unparse(statement.annotation)
    if keyword.iskeyword(name) or not all(_known_types(statement.annotation)):
        raise PlanError(f"{name}: {annotation} is not a type that a report can check")
    return Parameter(name, annotation)


def _known_types(annotation: ast.expr) -> Iterator[bool]:
    """Yield, for each part of an annotation, whether ``_fits`` understands it."""
    match annotation:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from (*_known_types(left), *_known_types(right))
        case ast.Subscript(value=ast.Name(id="list"), slice=element):
            yield from _known_types(element)
        case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[ast.Name(id="str"), element])):
            yield from _known_types(element)
        case ast.Name(id=name):
            yield name in _TYPES
        case _:
            yield isinstance(annotation, ast.Constant) and annotation.value is None


def _fits(annotation: ast.expr, value: object) -> bool:
    match annotation:
        case ast.BinOp(left=left, right=right):
            return _fits(left, value) or _fits(right, value)
        case ast.Subscript(value=ast.Name(id="list"), slice=element):
            return isinstance(value, list) and all(_fits(element, item) for item in value)
        case ast.Subscript(slice=ast.Tuple(elts=[key, element])):
            pairs = value.items() if isinstance(value, dict) else [(None, None)]
            return all(_fits(key, name) and _fits(element, item) for name, item in pairs)
        case ast.Name(id=name):
            return isinstance(value, _TYPES[name]) and not (isinstance(value, bool) and name in ("int", "float"))
        case _:
            return value is None


def _unreal_values(parameters: Mapping[str, Any], root: Path) -> Iterator[str]:
    """Yield what is wrong with values of the right type that name something which does not exist."""
    collection = parameters.get("collection")
    if collection is not None:
        raw = root / "data" / "raw"
        names = {path.parent.name: path.parent for path in sorted(raw.glob("*/collection.toml"))}
        if collection not in names:
            yield f"parameters.collection: no data/raw/{collection}/collection.toml{suggest(str(collection), names)}"
        else:
            yield from _unreal_group(parameters.get("group"), names[collection])
    for measure in parameters.get("measures") or []:
        if measure not in MEASURES:
            yield f"parameters.measures: {measure!r} is no measure{suggest(str(measure), dict.fromkeys(MEASURES))}"
    for name in ("since", "until"):
        try:
            read_bounds(parameters.get(name) or "2000")
        except ValueError as error:
            yield f"parameters.{name}: {error}"


def _unreal_group(group: object, folder: Path) -> Iterator[str]:
    try:
        groups = dict.fromkeys(read_collection(folder).groups)
    except ValueError as error:
        yield str(error)
        return
    if isinstance(group, str) and group not in groups:
        yield f"parameters.group: {group!r} is not in {folder.name}/collection.toml{suggest(group, groups)}"
