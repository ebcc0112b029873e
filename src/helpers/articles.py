"""Documents to articles: clean text and what is known about its origin.

A collection keeps its documents under ``articles/`` exactly as obtained: plain text and Markdown, web pages
(the text and metadata by trafilatura), JSON and JSON Lines with the fields of the command line's ``extract``.
``articles.csv`` beside them holds what a person knows of each file; a person's word goes before the document's.
"""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.edtf import read_bounds

PUBLISHED_BASES = ("curated", "byline", "metadata", "url", "inferred", "unknown")
CURATED_COLUMNS = ("path", "url", "publisher", "title", "published", "published_basis", "note")

_ID_LENGTH = 12
_PLAIN = {".txt", ".md", ".text"}
_PAGES = {".html", ".htm", ".xhtml"}
_LINES = {".jsonl", ".ndjson"}
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "on",
        "was",
        "with",
        "as",
        "by",
        "at",
        "from",
        "are",
        "were",
        "has",
        "have",
        "said",
        "it",
        "be",
    ]
)
_ENGLISH_SHARE = 0.12  # among the words of 122 English news texts the share of these was 0.14 to 0.37
_WORDS_TO_JUDGE = 40


@dataclass(frozen=True)
class Article:
    """One document: text plus publisher, URL, title and publication date, each with its basis.

    The fields are the columns of the ``articles`` table, and ``text``.
    """

    article_id: str
    text: str
    path: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None  # EDTF
    published_basis: str = "unknown"
    copy_of: str | None = None
    copy_share: float | None = None
    problem: str | None = None

    def __post_init__(self) -> None:
        """Reject a publication date that is no EDTF date, and a basis that is none of ``PUBLISHED_BASES``."""
        if self.published is not None:
            read_bounds(self.published)
        if self.published_basis not in PUBLISHED_BASES:
            raise ValueError(f"published_basis must be one of {'|'.join(PUBLISHED_BASES)}: {self.published_basis!r}")

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the UTF-8 text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def n_words(self) -> int:
        """Number of white-space separated words of the text."""
        return len(self.text.split())


def read_articles(folder: Path) -> list[Article]:
    """Return every document of a collection folder, by path; what cannot be read is kept with its ``problem``.

    Raises ``FileNotFoundError`` when there is no ``articles/``, ``ValueError`` (naming file, row and column) when
    ``articles.csv`` cannot be understood.
    """
    documents = folder / "articles"
    if not documents.is_dir():
        raise FileNotFoundError(f"{documents}: not found; put the documents of the collection there")
    known = read_curated(folder / "articles.csv")
    found: list[Article] = []
    files: set[str] = set()
    for path in sorted(_files(documents)):
        name = path.relative_to(documents).as_posix()
        found += [
            _curated(article, known.get(article.path or "") or known.get(name, {}))
            for article in read_document(path, name)
        ]
        files.add(name)
    present = files | {article.path for article in found}
    absent = [
        Article(make_article_id(name), "", path=name, problem="named in articles.csv, but there is no such file")
        for name in known
        if name not in present
    ]
    return sorted(_distinct([*found, *absent]), key=lambda article: (article.path or "", article.article_id))


def read_curated(path: Path) -> dict[str, Mapping[str, str]]:
    """Return the rows of ``articles.csv`` by document path; an absent file is an empty one."""
    if not path.is_file():
        return {}
    rows: dict[str, Mapping[str, str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        unknown = sorted(set(reader.fieldnames or ()) - set(CURATED_COLUMNS))
        if unknown or "path" not in (reader.fieldnames or ()):
            raise ValueError(f"{path}: columns must be {', '.join(CURATED_COLUMNS)}; unknown or missing: {unknown}")
        for number, row in enumerate(reader, start=2):
            problem = _problem_of(row, rows)
            if problem:
                raise ValueError(f"{path}, row {number}: {problem}")
            rows[row["path"]] = row
    return rows


def read_document(path: Path, name: str) -> list[Article]:
    """Return the article, or with JSON the articles, of one file."""
    kind = path.suffix.lower()
    text, problem = decode_text(path.read_bytes())
    try:
        if kind in _PAGES:
            articles = [_from_page(text, name)]
        elif kind in _LINES:
            articles = [_from_line(line, name, n) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        elif kind == ".json":
            articles = [_from_mapping(row, name) for row in _listed(json.loads(text))]
        elif kind in _PLAIN:
            articles = [Article(make_article_id(name), text, path=name)]
        else:
            articles = [Article(make_article_id(name), "", path=name, problem=f"cannot read {kind or 'such'} files")]
    except (ValueError, TypeError) as error:
        articles = [Article(make_article_id(name), "", path=name, problem=f"not understood: {error}")]
    return [_judged(article, problem) for article in articles]


def read_item(item: Mapping[str, Any]) -> Article:
    """Return the article of one mapping: ``id``, ``text``, optionally ``title``, ``published``, ``url``, ``publisher``.

    Raises ``ValueError`` naming the field that is missing, of the wrong type, or no date.

    >>> read_item({"id": "a", "text": "Two died.", "published": "2024-12-19"}).published_basis
    'metadata'
    >>> read_item({"id": "a"})
    Traceback (most recent call last):
        ...
    ValueError: text: must be given, as text
    """
    if not isinstance(item, Mapping):
        raise ValueError(f"an object with id and text is needed, not {type(item).__name__}")
    if not isinstance(item.get("id"), str | int) or isinstance(item["id"], bool):
        raise ValueError("id: must be given, as text or number")
    if not isinstance(item.get("text"), str):
        raise ValueError("text: must be given, as text")
    for field in ("title", "published", "url", "publisher"):
        if item.get(field) is not None and not isinstance(item[field], str):
            raise ValueError(f"{field}: must be text, not {type(item[field]).__name__}")
    published = _day(item.get("published"))
    return Article(
        article_id=str(item["id"]),
        text=item["text"],
        url=item.get("url") or None,
        publisher=item.get("publisher") or None,
        title=item.get("title") or None,
        language="en",
        published=published,
        published_basis="metadata" if published else "unknown",
    )


def make_article_id(place: str) -> str:
    """Return the id of the article at a path or address: it stays when the text is obtained again.

    >>> make_article_id("a.txt") == make_article_id("a.txt"), len(make_article_id("a.txt"))
    (True, 12)
    """
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


def decode_text(data: bytes) -> tuple[str, str | None]:
    """Return the text of a file and, when it was no clean UTF-8, what was done about it. Line ends become newlines.

    >>> decode_text(b"a\\r\\nb"), decode_text("caf\\u00e9".encode("cp1252"))
    (('a\\nb', None), ('café', 'not UTF-8; read as Windows-1252'))
    """
    problem = None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, problem = data.decode("cp1252", errors="replace"), "not UTF-8; read as Windows-1252"
    if "\x00" in text:
        return "", "a binary file, not a text"
    return text.replace("\r\n", "\n").replace("\r", "\n"), problem


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _from_page(page: str, name: str) -> Article:
    # Heavy, and most collections hold no web page.
    import trafilatura
    from trafilatura.settings import Document

    # A fixed last date: by default the finder would rule out dates after the day on which it runs.
    dates = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}
    found = trafilatura.bare_extraction(page, with_metadata=True, date_extraction_params=dates, include_comments=False)
    if not isinstance(found, Document) or not found.text:
        raise ValueError("no article text found on the page")
    return Article(
        make_article_id(name),
        found.text,
        path=name,
        url=found.url,
        publisher=found.sitename,
        title=found.title,
        published=_day(found.date),
        published_basis="metadata" if found.date else "unknown",
    )


def _from_line(line: str, name: str, number: int) -> Article:
    try:
        return _from_mapping(json.loads(line), name)
    except ValueError as error:
        place = f"{name}#{number}"
        return Article(make_article_id(place), "", path=place, problem=f"line {number} not understood: {error}")


def _from_mapping(row: Any, name: str) -> Article:
    article = read_item(row)
    place = f"{name}#{article.article_id}"
    return replace(article, article_id=make_article_id(place), path=place)


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _curated(article: Article, row: Mapping[str, str]) -> Article:
    told: dict[str, Any] = {key: row[key] for key in ("url", "publisher", "title") if row.get(key)}
    if row.get("published"):
        told |= {"published": row["published"], "published_basis": row.get("published_basis") or "curated"}
    return replace(article, **told)


def _problem_of(row: Mapping[str, str], seen: Mapping[str, object]) -> str | None:
    if None in row or None in row.values():
        return "has more or fewer cells than the header"
    if not row["path"]:
        return "path is empty"
    if row["path"] in seen:
        return f"path {row['path']!r} stands twice"
    basis = row.get("published_basis") or "curated"
    if basis not in PUBLISHED_BASES:
        return f"published_basis {basis!r} is none of {', '.join(PUBLISHED_BASES)}"
    if row.get("published"):
        try:
            read_bounds(row["published"])
        except ValueError as error:
            return f"published: {error}"
    return None


def _judged(article: Article, problem: str | None) -> Article:
    words = article.text.lower().split()
    if not words and not article.problem and not problem:
        problem = "the file is empty"
    english = sum(word in _ENGLISH for word in words) / len(words) if len(words) >= _WORDS_TO_JUDGE else 1.0
    language = "en" if words and english >= _ENGLISH_SHARE else None
    if words and language is None:
        problem = "does not read like English; figures may be missed"
    return replace(article, language=language, problem=article.problem or problem)


def _distinct(articles: Sequence[Article]) -> list[Article]:
    counts = Counter(article.article_id for article in articles)
    return [
        article
        if counts[article.article_id] == 1
        else replace(article, article_id=make_article_id(f"{article.article_id}{article.text_sha256}"))
        for article in dict.fromkeys(articles)
    ]


def _day(value: str | None) -> str | None:
    """Cut a date with a time to its day: ``2024-12-19T08:00:00Z`` is 2024-12-19."""
    if not value:
        return None
    day = value[:10] if len(value) > 10 and value[10] in "T " else value
    try:
        read_bounds(day)
    except ValueError as error:
        raise ValueError(f"published: {error}") from error
    return day
