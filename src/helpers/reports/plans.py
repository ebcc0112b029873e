"""``reports.yml`` to reports: which notebooks run, with which values, and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from cronsim import CronSim, CronSimError

# Names become folders and addresses; they stay short, lower case, and never start with a dot.
_SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_NOTEBOOK = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.ipynb)?")
TIMEOUT = 600  # seconds that a cell may take when the report does not say


class PlanError(ValueError):
    """What is wrong with ``reports.yml``: one line for each fault, naming file, report and key."""


@dataclass(frozen=True)
class Report:
    """One report: notebooks in the order in which they run, and the values they are given."""

    name: str
    notebooks: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    timeout: int = TIMEOUT
    cron: str | None = None


def read_reports(path: Path) -> tuple[Report, ...]:
    """Return the reports of a ``reports.yml``, in its order.

    Raises ``PlanError`` with every fault of the file at once.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainLoader)
    except FileNotFoundError as error:
        raise PlanError(f"{path}: not found") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PlanError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or not content:
        raise PlanError(f"{path}: must hold one or more reports, each a name with its settings below")
    faults = [f"{path}: {fault}" for name, settings in content.items() for fault in _faults(name, settings)]
    if faults:
        raise PlanError("\n".join(faults))
    return tuple(_report(name, settings) for name, settings in content.items())


def _report(name: str, settings: Mapping[str, Any]) -> Report:
    notebooks = tuple(notebook.removesuffix(".ipynb") for notebook in settings["notebooks"])
    rest = {key: settings[key] for key in ("timeout", "cron") if key in settings}
    return Report(name, notebooks, settings.get("parameters") or {}, **rest)


def _faults(name: object, settings: object) -> list[str]:
    """Return what is wrong with one report, each fault with the key it is about.

    >>> _faults("north-korea", {"notebooks": ["report"], "parameters": {"collection": "north-korea"}})
    []
    >>> _faults("daily", {"notebooks": ["report"], "crom": "0 6 * * *"})
    ["daily: crom: no such key; did you mean 'cron'?"]
    >>> _faults("../evil", {"notebooks": ["report"]})
    ["'../evil': a report's name must be made of lower-case letters, digits, - and _"]
    """
    if not isinstance(name, str) or not _SAFE_NAME.fullmatch(name):
        return [f"{name!r}: a report's name must be made of lower-case letters, digits, - and _"]
    if not isinstance(settings, dict):
        return [f"{name}: must hold the keys {', '.join(_CHECKS)}"]
    unknown = [f"{name}: {key}: no such key{suggest(str(key), _CHECKS)}" for key in settings if key not in _CHECKS]
    missing = [] if "notebooks" in settings else [f"{name}: notebooks: missing"]
    checked = [(key, _CHECKS[key](settings[key])) for key in settings if key in _CHECKS]
    return unknown + missing + [f"{name}: {key}: {fault}" for key, fault in checked if fault]


def suggest(word: str, known: Mapping[str, Any]) -> str:
    """Return a hint to append to a message about an unknown word.

    >>> suggest("measure", {"measures": 1}), suggest("x", {"measures": 1})
    ("; did you mean 'measures'?", '; there is: measures')
    """
    near = get_close_matches(word, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there is: {', '.join(known)}"


def _notebooks_fault(value: object) -> str | None:
    if not isinstance(value, list) or not value:
        return "must be a list of names of notebooks"
    wrong = [name for name in value if not isinstance(name, str) or not _NOTEBOOK.fullmatch(name)]
    if wrong:
        return f"{wrong[0]!r} is not the name of a notebook"
    stems = [name.removesuffix(".ipynb") for name in value]
    return "a notebook is named twice" if len(set(stems)) < len(stems) else None


def _parameters_fault(value: object) -> str | None:
    return None if value is None or isinstance(value, dict) else "must be names with their values"


def _timeout_fault(value: object) -> str | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return None if whole else f"must be a whole number of seconds above 0, not {value!r}"


def _cron_fault(value: object) -> str | None:
    try:
        CronSim(str(value), datetime(2000, 1, 1))
    except CronSimError as error:
        return f"{value!r} is not a cron line: {error}"
    return None


_CHECKS = {
    "notebooks": _notebooks_fault,
    "parameters": _parameters_fault,
    "timeout": _timeout_fault,
    "cron": _cron_fault,
}


class _PlainLoader(yaml.SafeLoader):
    """Reads YAML 1.2's few plain types, so that ``no``, ``007`` and ``2024-12-19`` stay what was written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for index, key in enumerate(keys) if key in keys[:index]), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} is there twice", node.start_mark)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?", list("-0123456789")),
    ("merge", r"<<", ["<"]),
):
    _PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first)
