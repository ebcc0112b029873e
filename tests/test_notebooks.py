"""The notebooks as saved: executed in order, short, readable; and a figure that moves is caught.

`make test` runs every cell again and compares its outputs with the saved ones (``--nbval`` on the notebooks folder).
Here is checked what that does not see: a notebook without outputs passes it.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from helpers.reports.parameters import read_parameters

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
INTERACTIVE = "07_"
EXECUTED = [path for path in NOTEBOOKS if not path.name.startswith(INTERACTIVE)]
LONGEST_CELL = 8  # lines
NOT_IN_A_CELL = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.AsyncFor | ast.While
# What would make a saved output differ on the next machine or the next day.
MACHINE_WORDS = re.compile(r"/(?:home|root|tmp|Users|work)/\w| at 0x[0-9a-f]{6}|[A-Z]:\\\\Users")

FIGURE = re.compile(r"(?<=≥ )\d[\d,]{2,}(?!-)")  # in a table: at least so many

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
executed_notebook = pytest.mark.parametrize("path", EXECUTED, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def code_cells(path: Path) -> list[Any]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def outputs_of(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def outputs(path: Path) -> Iterator[Any]:
    return outputs_of(read(path))


def test_every_notebook_of_the_reports_is_there_in_its_order() -> None:
    plans = yaml.safe_load((ROOT / "reports.yml").read_text("utf-8"))
    for plan in plans.values():
        *steps, last = plan["notebooks"]
        assert steps == sorted(steps)
        assert last == "report"
        assert {*steps, last} == {path.stem for path in EXECUTED}


@executed_notebook
def test_every_cell_was_run_once_in_order(path: Path) -> None:
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert all(cell.source.strip() for cell in cells)
    assert any(cell.outputs for cell in cells)


@executed_notebook
def test_no_output_is_an_error_a_warning_or_bound_to_this_machine(path: Path) -> None:
    found = list(outputs(path))
    assert [output.evalue for output in found if output.output_type == "error"] == []
    assert [output.text for output in found if output.get("name") == "stderr"] == []
    assert MACHINE_WORDS.findall(json.dumps(found)) == []


@executed_notebook
def test_every_picture_has_words(path: Path) -> None:
    data = [output.data for output in outputs(path) if "data" in output]
    pictures = [bundle for bundle in data if "image/png" in bundle]
    assert [bundle["text/plain"] for bundle in pictures if len(bundle["text/plain"].split()) < 5] == []


@executed_notebook
def test_every_shown_table_reads_without_a_script(path: Path) -> None:
    tables = [output.data["text/html"] for output in outputs(path) if "text/html" in output.get("data", {})]
    assert [table[:200] for table in tables if re.search(r"<script|https?://[^\s\"']+\.(?:js|css)", table)] == []


@every_notebook
def test_it_opens_with_a_title_and_takes_typed_parameters(path: Path) -> None:
    assert read(path).cells[0].source.startswith("# ")
    parameters = {parameter.name: parameter.annotation for parameter in read_parameters(path)}
    assert parameters["collection"] == "str"


@every_notebook
def test_every_parameter_has_a_comment_that_papermill_shows(path: Path) -> None:
    (cell,) = [cell for cell in code_cells(path) if "parameters" in cell.metadata.get("tags", ())]
    bare = [line for line in cell.source.splitlines() if not re.search(r"\S  # \S", line)]
    assert bare == []


@every_notebook
def test_cells_are_short_and_hold_no_machinery(path: Path) -> None:
    for cell in code_cells(path):
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
        nodes = list(ast.walk(ast.parse(cell.source)))
        assert [ast.unparse(node) for node in nodes if isinstance(node, NOT_IN_A_CELL)] == []


@every_notebook
def test_prose_leads_to_the_code(path: Path) -> None:
    kinds = "".join(cell.cell_type[0] for cell in read(path).cells)
    assert kinds.startswith("m")
    assert max(map(len, re.findall("c+", kinds))) <= 4  # parameters, imports, reading, a first look


@every_notebook
def test_it_says_what_it_does_not_show(path: Path) -> None:
    headings = re.findall(r"^#+ (.*)", "\n".join(c.source for c in read(path).cells if c.cell_type == "markdown"), re.M)
    assert any(re.search(r"\bnot\b", heading) for heading in headings), headings


# --- a figure that moves --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the notebooks and data of this project."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "reports.yml", root)
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name)
    return root


def nbval(notebook: Path) -> subprocess.CompletedProcess[str]:
    options = ["--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", "."]
    command = [sys.executable, "-m", "pytest", *options, notebook.name]
    return subprocess.run(command, cwd=notebook.parent, capture_output=True, text=True, check=False)


def change_a_figure(path: Path) -> str:
    """Raise the first figure of at least three digits in a saved table by one; return it as it then stands."""
    notebook = read(path)
    tables = [output.data for output in outputs_of(notebook) if "text/html" in output.get("data", {})]
    table = next(data for data in tables if FIGURE.search(data["text/html"]))
    figure = FIGURE.search(table["text/html"])
    assert figure is not None
    changed = f"{int(figure[0].replace(',', '')) + 1:,}"
    table["text/html"] = FIGURE.sub(changed, table["text/html"], count=1)
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return changed


def test_a_changed_figure_is_caught(copy: Path) -> None:
    notebook = copy / "notebooks" / "04_estimate_casualties.ipynb"
    assert nbval(notebook).returncode == 0
    changed = change_a_figure(notebook)
    result = nbval(notebook)
    assert result.returncode == 1
    assert "1 failed" in result.stdout
    assert changed in result.stdout
