"""What several test files share: small projects with notebooks, in a temporary folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = """
collection: str = "quake"  # folder under data/raw
group: str = "Villagers"  # whose people
measures: list[str] = ["killed"]  # what is counted
since: str | None = None  # EDTF
days: int = 7  # an example of a number
"""
REPORTS = """
morning:
  notebooks: [first, report]
  parameters:
    collection: quake
    measures: [killed, wounded]
"""
COLLECTION = 'title = "Quake"\nquestion = "How many?"\ngroups = ["Villagers", "Rescuers"]\n'

WriteNotebook = Callable[..., Path]


def tagged(tag: str, source: str) -> Any:
    return new_code_cell(source.strip(), metadata={"tags": [tag]})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project of two notebooks, one collection and one report."""
    project = tmp_path / "project"
    collection = project / "data" / "raw" / "quake"
    collection.mkdir(parents=True)
    (collection / "collection.toml").write_text(COLLECTION, encoding="utf-8")
    (project / "reports.yml").write_text(REPORTS, encoding="utf-8")
    write_notebook(project, "first", "from pathlib import Path\nprint(Path.cwd().name, collection)")
    write_notebook(project, "report", new_markdown_cell("# Quake\n\n## Found"), tagged("summary", "print(measures)"))
    return project


def write_notebook(project: Path, name: str, *cells: Any, parameters: str = PARAMETERS) -> Path:
    """Write ``notebooks/<name>.ipynb`` of a parameters cell and further cells; text is a code cell."""
    path = project / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    body = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    head = [tagged("parameters", parameters)] if parameters else []
    for number, cell in enumerate([*head, *body]):
        cell["id"] = f"cell-{number}"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[*head, *body], metadata=kernel), path)  # type: ignore[no-untyped-call]
    return path
