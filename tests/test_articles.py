"""Reading documents: formats, encodings, what a person knows of them, and what goes wrong."""

import json
from pathlib import Path

import pytest

from helpers.articles import Article, decode_text, make_article_id, read_articles, read_item

ROOT = Path(__file__).parents[1]
SENTENCE = "The ministry said on Monday that 12 people were killed when the ferry sank off the coast in a storm. "


def collection(folder: Path, documents: dict[str, bytes], curated: str | None = None) -> Path:
    for name, data in documents.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if curated is not None:
        (folder / "articles.csv").write_text(curated, encoding="utf-8")
    return folder


def test_the_five_articles_are_read_as_given() -> None:
    folder = ROOT / "data/raw/north-korea"
    articles = read_articles(folder)
    assert [article.text for article in articles] == [
        path.read_text(encoding="utf-8") for path in sorted((folder / "articles").iterdir())
    ]
    assert {article.language for article in articles} == {"en"}
    assert not any(article.problem for article in articles)


@pytest.mark.parametrize(
    ("name", "data", "text", "problem"),
    [
        ("plain.txt", b"Two died.\r\nOne lived.", "Two died.\nOne lived.", None),
        ("bom.txt", "\ufeffTwo died.".encode(), "Two died.", None),
        ("utf16.txt", "Two died.".encode("utf-16"), "Two died.", None),
        ("old.txt", "caf\xe9, two died".encode("cp1252"), "café, two died", "not UTF-8; read as Windows-1252"),
        ("empty.txt", b"", "", "the file is empty"),
        ("photo.txt", b"\x89PNG\x00\x00", "", "a binary file, not a text"),
        ("scan.pdf", b"%PDF-1.4", "", "cannot read .pdf files"),
        ("broken.json", b'{"id": ', "", "not understood"),
        ("list.json", b'["text"]', "", "not understood: an object with id and text is needed"),
        ("bare.html", b"<html><body></body></html>", "", "not understood: no article text"),
        ("french.txt", ("Les secours ont retrouvé deux corps dans la rivière " * 9).encode(), None, "English"),
    ],
)
def test_every_document_becomes_an_article_or_a_problem(
    tmp_path: Path, name: str, data: bytes, text: str | None, problem: str | None
) -> None:
    [article] = read_articles(collection(tmp_path, {name: data}))
    assert text is None or article.text == text
    assert (problem or "") in (article.problem or "")
    assert (article.problem is None) == (problem is None)


def test_a_web_page_gives_text_title_and_date(tmp_path: Path) -> None:
    page = f"""<html lang="en"><head><title>Ferry sinks</title>
    <meta property="article:published_time" content="2024-12-19T06:00:00Z">
    <meta property="og:site_name" content="Gazette">
    </head><body><nav>Home</nav><article><h1>Ferry sinks</h1><p>{SENTENCE * 6}</p></article></body></html>"""
    [article] = read_articles(collection(tmp_path, {"page.html": page.encode()}))
    assert "12 people were killed" in article.text
    assert (article.title, article.publisher) == ("Ferry sinks", "Gazette")
    assert (article.published, article.published_basis) == ("2024-12-19", "metadata")


def test_a_bad_line_of_a_feed_loses_no_other(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": SENTENCE}),
        "{oops",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": SENTENCE}),
    ]
    articles = read_articles(collection(tmp_path, {"feed.jsonl": "\n".join(lines).encode()}))
    assert sum(article.text == SENTENCE for article in articles) == 2
    problems = sorted(article.problem for article in articles if article.problem)
    assert [problem[:6] for problem in problems] == ["line 2", "line 3"]
    assert len({article.article_id for article in articles}) == 4


def test_an_item_of_a_feed_is_named_by_file_and_id_and_known_by_either(tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": SENTENCE}) for name in ("a", "b")]
    curated = "path,publisher\nfeed.jsonl,Gazette\nfeed.jsonl#b,Herald\n"
    articles = read_articles(collection(tmp_path, {"feed.jsonl": "\n".join(lines).encode()}, curated))
    assert [(article.path, article.publisher) for article in articles] == [
        ("feed.jsonl#a", "Gazette"),
        ("feed.jsonl#b", "Herald"),
    ]


def test_what_a_person_knows_goes_before_the_document(tmp_path: Path) -> None:
    curated = (
        "path,url,publisher,title,published,published_basis,note\na.txt,https://example.org/a,Gazette,,2024-12,,\n"
    )
    [article] = read_articles(collection(tmp_path, {"a.txt": SENTENCE.encode()}, curated))
    assert (article.url, article.publisher, article.title) == ("https://example.org/a", "Gazette", None)
    assert (article.published, article.published_basis) == ("2024-12", "curated")


def test_a_row_without_its_file_is_shown_not_lost(tmp_path: Path) -> None:
    curated = "path,title\na.txt,One\nb.txt,Two\n"
    articles = read_articles(collection(tmp_path, {"a.txt": SENTENCE.encode()}, curated))
    assert [(article.path, article.problem) for article in articles] == [
        ("a.txt", None),
        ("b.txt", "named in articles.csv, but there is no such file"),
    ]


@pytest.mark.parametrize(
    ("curated", "message"),
    [
        ("path,colour\na.txt,red\n", "articles.csv: columns must be"),
        ("path,published\na.txt,19 December\n", "row 2: published: not an EDTF date: '19 December'"),
        ("path,published_basis\na.txt,guess\n", "row 2: published_basis 'guess'"),
        ("path,title\na.txt,One\na.txt,Two\n", "row 3: path 'a.txt' stands twice"),
        ("path,title\na.txt,One,more\n", "row 2: has more or fewer cells"),
        ("path,title\n,One\n", "row 2: path is empty"),
    ],
)
def test_a_bad_articles_csv_is_named_with_its_row(tmp_path: Path, curated: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"articles\.csv") as error:
        read_articles(collection(tmp_path, {"a.txt": SENTENCE.encode()}, curated))
    assert message in str(error.value)


def test_a_folder_without_documents_says_where_to_put_them(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="put the documents"):
        read_articles(tmp_path)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"id": "a"}, "text: must be given"),
        ({"text": "a"}, "id: must be given"),
        ({"id": "a", "text": "b", "title": 3}, "title: must be text, not int"),
        ({"id": "a", "text": "b", "published": "yesterday"}, "published: not an EDTF date: 'yesterday'"),
    ],
)
def test_a_bad_item_names_its_field(item: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_item(item)


def test_a_time_is_cut_to_its_day() -> None:
    assert read_item({"id": "a", "text": "b", "published": "2024-12-19T23:30:00Z"}).published == "2024-12-19"


def test_ids_do_not_depend_on_the_text() -> None:
    assert make_article_id("a.txt") == make_article_id("a.txt") != make_article_id("b.txt")


def test_an_article_rejects_what_is_no_date() -> None:
    with pytest.raises(ValueError, match="not an EDTF date: 'soon'"):
        Article("a", "b", published="soon")


def test_line_ends_become_newlines() -> None:
    assert decode_text(b"a\rb\r\nc\n")[0] == "a\nb\nc\n"
