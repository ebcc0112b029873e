"""One table: words a second of processor time, and loose / strict F1 on annotated sets, of us and of each peer.

Every extractor gets the same texts (and we the day each was published, which the peers have no use for), in one process
on one core. It reads all of them once to be scored and to warm up, then three times against the clock; the best
round counts. Sets: those of ``../shared/gold``, which the weights were made from, where they are present, and those of
``tests/heldout``, which no weight was learned from. Accuracy is the same in every run, speed is not.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # before a peer loads numpy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from peers import PEERS, Claims, Reader  # noqa: E402

from helpers.claims import read_claims  # noqa: E402
from helpers.evaluation import score_claims  # noqa: E402

Articles = list[dict[str, Any]]
ROUNDS = 3
OURS = "helpers"
NOTE = """Our weights and rules were made with gold/: those scores flatter us, not the peers. Compare by heldout/.
No peer reads bounds, so strict F1 takes their figures as exact; what each is: bench/peers.py.
"""


def read_rows(path: Path) -> Articles:
    """Return the objects of a JSON-lines file, in order; none when there is no such file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def list_sets() -> list[Path]:
    """Return the annotated sets that are here."""
    folders = (ROOT.parent / "shared" / "gold", ROOT / "tests" / "heldout")
    return [path for folder in folders for path in sorted(folder.glob("*.jsonl")) if not path.stem.endswith("_alt")]


def load_ours(articles: Articles) -> Reader:
    """Return our extractor, which also reads groups, speakers, status and dates, unlike the peers."""
    days = {article["text"]: article.get("published") for article in articles}

    def read(texts: Iterable[str]) -> Iterator[Claims]:
        items = ({"id": "", "text": text, "published": days[text]} for text in texts)
        return (read["claims"] for read in read_claims(items))

    return read


def load_readers(articles: Articles) -> Iterator[tuple[str, Reader]]:
    """Yield what can be used here, and name what cannot."""
    yield OURS, load_ours(articles)
    for peer in PEERS:
        try:
            yield peer.name, peer.load()
        except (ImportError, OSError) as error:
            sys.stdout.write(f"{peer.name} is left out: {error}\n")


def measure_speed(texts: list[str], read: Reader) -> float:
    """Return words a second of processor time, the best of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _claims in read(texts):
            pass
        seconds.append(time.process_time() - started)
    return sum(len(text.split()) for text in texts) / min(seconds)


def score(path: Path, articles: Articles, predicted: list[Claims]) -> str:
    """Return loose and strict F1, with what the annotators also accept where they wrote it down."""
    accepted = {row["id"]: row for row in read_rows(path.with_name(f"{path.stem}_alt.jsonl"))}
    found = {article["id"]: claims for article, claims in zip(articles, predicted, strict=True)}
    sets = score_claims(found, articles, accepted).sets
    return f"{sets['loose'].f1:.3f} / {sets['strict'].f1:.3f}"


def write_table(names: list[str], rows: Iterable[tuple[str, list[str]]]) -> str:
    """Return rows of cells under names, one column an extractor."""
    lines = [("", names), *rows]
    return "\n".join(f"{title:38s}" + "".join(f"{cell:>16s}" for cell in cells) for title, cells in lines)


def main() -> None:
    """Print the table of the sets given, or of those found."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python bench")
    parser.add_argument("jsonl", nargs="*", type=Path, help="annotated articles")
    sets = {path: read_rows(path) for path in parser.parse_args().jsonl or list_sets()}
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = [article for rows in sets.values() for article in rows]
    texts = [article["text"] for article in articles]
    scores: dict[Path, list[str]] = {path: [] for path in sets}
    speeds: dict[str, float] = {}
    for name, read in load_readers(articles):
        predicted = iter(list(read(texts)))
        for path, rows in sets.items():
            scores[path].append(score(path, rows, [next(predicted) for _ in rows]))
        speeds[name] = measure_speed(texts, read)
    lines = [
        ("words a second", [f"{speed:,.0f}" for speed in speeds.values()]),
        (f"{OURS} is so many times as fast", [f"{speeds[OURS] / speed:.1f}" for speed in speeds.values()]),
        *((f"{path.parent.name}/{path.stem} ({len(sets[path])} texts)", cells) for path, cells in scores.items()),
    ]
    words = sum(len(text.split()) for text in texts)
    python = sys.version.split()[0]
    sys.stdout.write(f"{len(texts)} texts, {words:,} words, one core, Python {python}; F1 loose / strict\n")
    sys.stdout.write(write_table(list(speeds), lines) + "\n" + NOTE)


if __name__ == "__main__":
    main()
