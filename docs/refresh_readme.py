"""Write the parts of README.md that are computed: the answer, the column tables, the commands, and the picture.

``make notebooks`` calls it; ``tests/test_readme.py`` fails when the README says something else than the data.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from helpers.analyses import Analysis, analyse_collection
from helpers.charts import print_latest, source_colours
from helpers.charts.prints import write_png
from helpers.claims.items import read_item
from helpers.evaluation import score_claims, score_dates
from helpers.evaluation.scores import Tally
from helpers.summaries import summarise_latest
from helpers.tables import TABLES, Column

ROOT = Path(__file__).parents[1]
COLLECTION, GROUP = "north-korea", "North Korea"
MEASURES = ["killed", "wounded", "casualties", "captured", "missing", "deployed"]
HELD_OUT = [ROOT / "tests/heldout" / f"{name}.jsonl" for name in ("wire", "feeds", "coverage")]
RETOLD = [ROOT / "tests/retold" / f"{name}.jsonl" for name in ("five", "known", "fresh")]
ATTRIBUTES = {"group": "group", "speaker": "speaker", "as of": "as_of", "period": "period"}
PICTURE = ROOT / "docs/latest.png"


def main() -> None:
    """Write README.md and its picture."""
    analysis = analyse_collection(COLLECTION, ROOT)
    path = ROOT / "README.md"
    path.write_text(fill_blocks(path.read_text(encoding="utf-8"), make_blocks(analysis)), encoding="utf-8")
    every = analysis.table("statements")
    shown = analysis.select("statements", GROUP, ["killed", "wounded", "casualties"])
    PICTURE.write_bytes(write_png(print_latest(shown, source_colours(every["source"]))))


def make_blocks(analysis: Analysis) -> dict[str, str]:
    """Return the computed parts of the README by name."""
    return {
        "answer": _answer(analysis),
        "tables": _tables(),
        "commands": _commands(),
        "accuracy": _accuracy(),
        "retold": _retold(analysis),
    }


def fill_blocks(text: str, blocks: dict[str, str]) -> str:
    """Return the text with each part between its two marks replaced."""
    for name, block in blocks.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"README.md: no place for {name!r}")
        text = pattern.sub(lambda match, block=block: f"{match[1]}{block}\n{match[2]}", text)
    return text


def _answer(analysis: Analysis) -> str:
    statements = analysis.select("statements", GROUP, MEASURES)
    last = statements["stated_on_end"].max()
    lines = summarise_latest(statements, analysis.select("estimates", GROUP, MEASURES), GROUP).splitlines()
    head = f"As of the last statement, {last.day} {last:%B %Y}, the latest figures on {GROUP}'s troops:\n\n"
    return head + "\n".join(f"- **{line.replace(': ', ':** ', 1)}" for line in lines)


def _tables() -> str:
    return "\n\n".join(_table(name) for name in TABLES)


def _table(name: str) -> str:
    rows = [f"| `{column.name}` | {column.kind} | {_meaning(column)} |" for column in TABLES[name]]
    head = [
        f"<details><summary><b>{name}</b>: {len(rows)} columns</summary>",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, "", "</details>"])


def _meaning(column: Column) -> str:
    allowed = ", ".join(f"`{value}`" for value in column.allowed)
    return f"{column.meaning}: {allowed}" if allowed else column.meaning


def _retold(analysis: Analysis) -> str:
    """Return how well the figures of articles that retell the ledger are gathered into statements."""
    rows = []
    for path in RETOLD:
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        confusion = analysis.score_statements(gold)
        tallies = [score for tally in (confusion.pairs, confusion.links) for score in _scores(tally)]
        cells = [path.stem, len(gold), len(confusion.figures), *(f"{score:.2f}" for score in tallies)]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    head = "| texts of | texts | figures | one statement: precision | recall | F1 | ledger: precision | recall | F1 |"
    return "\n".join([head, "|---|---|---|---|---|---|---|---|---|", *rows])


def _scores(tally: Tally) -> tuple[float, float, float]:
    return tally.precision, tally.recall, tally.f1


def _accuracy() -> str:
    """Return the scores on the held-out texts: F1 of sets of figures and dates, accuracies over matched claims."""
    rows = []
    for path in HELD_OUT:
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        read = {row["id"]: read_item(row) for row in gold}
        scores = score_claims({key: row["claims"] for key, row in read.items()}, gold)
        dates = score_dates({key: row["dates"] for key, row in read.items()}, gold)
        claims = sum(len(row["claims"]) for row in gold)
        sets = [scores.sets["strict"].f1, scores.sets["loose"].f1]
        fields = [scores.attributes[name].precision for name in ("modifier", "status", *ATTRIBUTES.values())]
        cells = [f"{value:.2f}" for value in (*sets, *fields, dates.f1)]
        rows.append(f"| {path.stem} | {len(gold)} | {claims} | {' | '.join(cells)} |")
    names = ["texts of", "texts", "claims", "strict F1", "loose F1", "hedge", "status", *ATTRIBUTES, "dates F1"]
    return "\n".join([f"| {' | '.join(names)} |", "|---" * len(names) + "|", *rows])


def _commands() -> str:
    run = subprocess.run(
        [sys.executable, "-m", "helpers", "--help"], capture_output=True, text=True, check=True, env={"COLUMNS": "100"}
    )
    return f"```text\n{run.stdout.strip()}\n```"


if __name__ == "__main__":
    main()
