"""Modules import only from earlier layers, and at the top of the file."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from helpers import LAYERS

LIBRARY = Path(__file__).parent.parent / "src" / "helpers"
FILES = sorted(LIBRARY.rglob("*.py"))
# Libraries too slow to load for commands that do not need them. Never a module of our own.
HEAVY = {
    "dateutil", "frictionless", "htmldate", "jupyter_client", "matplotlib", "nbclient", "nbformat", "numpy",
    "pandas", "pandera", "papermill", "trafilatura", "vl_convert", "altair", "great_tables", "ipywidgets",
}  # fmt: skip


def module_of(path: Path, library: Path = LIBRARY) -> str:
    """Return the dotted name below ``helpers``; empty for the package itself.

    >>> module_of(Path("lib/claims/joins.py"), Path("lib")), module_of(Path("lib/claims/__init__.py"), Path("lib"))
    ('claims.joins', 'claims')
    """
    parts = path.relative_to(library).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(node: ast.AST, path: Path) -> Iterator[str]:
    """Yield the full dotted names that one import statement may load, relative ones resolved."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = ["helpers", *path.relative_to(LIBRARY).parent.parts]
        base = package[: len(package) - node.level + 1] if node.level else []
        origin = ".".join([*base, *([node.module] if node.module else [])])
        yield from (f"{origin}.{alias.name}" for alias in node.names)


def own_imports(source: str, path: Path) -> set[str]:
    """Return the names below ``helpers`` that a module imports, anywhere in it."""
    names = {name for node in ast.walk(ast.parse(source)) for name in imported(node, path)}
    return {name.removeprefix("helpers.") for name in names if name.startswith("helpers.")}


def layer_faults(source: str, path: Path) -> list[str]:
    """Return one line for every import of a later layer, or of the same one outside its own package."""
    layer = module_of(path).split(".")[0]
    if not layer:  # helpers/__init__.py
        return [f"helpers imports {name}" for name in own_imports(source, path)]
    faults = []
    for name in sorted(own_imports(source, path)):
        other = name.split(".")[0]
        in_package = other == layer and (LIBRARY / layer).is_dir()
        if other in LAYERS and not in_package and LAYERS.index(other) >= LAYERS.index(layer):
            faults.append(f"{module_of(path)} imports {name}, which is not in an earlier layer")
    return faults


def hidden_imports(source: str, path: Path) -> list[str]:
    """Return one line for every import inside a function that is not of a heavy library.

    The command line may load any layer so: each command then costs only what it needs.
    """
    if path.name == "__main__.py":
        return []
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    names = {name for function in functions for node in ast.walk(function) for name in imported(node, path)}
    return [f"{module_of(path)} imports {name} in a function" for name in names if name.split(".")[0] not in HEAVY]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_come_from_earlier_layers(path: Path) -> None:
    assert layer_faults(path.read_text("utf-8"), path) == []


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    assert hidden_imports(path.read_text("utf-8"), path) == []


def test_every_module_has_a_layer() -> None:
    layers = {module_of(path).split(".")[0] for path in FILES} - {""}
    assert layers <= set(LAYERS)


def test_modules_of_one_package_do_not_import_each_other_in_circles() -> None:
    modules = {module_of(path): path for path in FILES}
    graph = {
        name: {parent for used in own_imports(path.read_text("utf-8"), path) if (parent := _owner(used, modules))}
        for name, path in modules.items()
    }
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError
    assert set(order) >= set(modules) - {""}


def _owner(name: str, modules: dict[str, Path]) -> str | None:
    """Return the module that an imported name is or lives in."""
    return next((owner for owner in (name, name.rpartition(".")[0]) if owner and owner in modules), None)


CLAIMS = LIBRARY / "claims.py"


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("from helpers.words import read_vocabulary", 0),
        ("import helpers.words", 0),
        ("import pandas", 0),
        ("from helpers.tables import read_tables", 1),
        ("from helpers import charts, words", 1),
        ("import helpers.reports as r", 1),
        ("from . import estimates", 1),
        ("from .checks import checks", 1),
        ("def f():\n    from helpers.tables import x", 1),
    ],
)
def test_the_rule_itself_sees_a_later_layer(source: str, faults: int) -> None:
    assert len(layer_faults(source, CLAIMS)) == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("import json", 0),
        ("def f():\n    import trafilatura", 0),
        ("def f():\n    import json", 1),
        ("class A:\n    def f(self):\n        from helpers.words import x", 1),
    ],
)
def test_the_rule_itself_sees_a_hidden_import(source: str, faults: int) -> None:
    assert len(hidden_imports(source, CLAIMS)) == faults
