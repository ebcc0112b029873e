"""What several test files share."""

from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell

from projects import COLLECTION, REPORTS, tagged, write_notebook


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
