"""Small projects with notebooks, for tests of what is done with any project."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

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


def tagged(tag: str, source: str) -> Any:
    return new_code_cell(source.strip(), metadata={"tags": [tag]})


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
