"""Vocabulary and collection settings: read, extended, and refused with the place named."""

from pathlib import Path

import pytest

from helpers.words import Source, Vocabulary, read_collection, read_vocabulary

ROOT = Path(__file__).parents[1]
GOOD = 'title = "Ferry"\nquestion = "How many?"\ngroups = ["passengers"]\n'


def write(folder: Path, text: str) -> Path:
    (folder / "collection.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_word_list_that_ships_can_be_read() -> None:
    vocabulary = read_vocabulary()
    names = {path.stem for path in (ROOT / "src/helpers/vocabulary").glob("*.toml")}
    assert set(vocabulary.lists) == names


def test_a_collection_adds_words_without_touching_the_shared_ones(tmp_path: Path) -> None:
    shared = Vocabulary({"persons": {"soldiers": ["troops"], "limit": 3}})
    extended = shared.extended({"persons": {"soldiers": ["sappers"], "limit": 4}})
    assert extended["persons"] == {"soldiers": ["troops", "sappers"], "limit": 4}
    assert shared["persons"] == {"soldiers": ["troops"], "limit": 3}


def test_a_word_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match=r"vocabulary\.persons\.soldiers must be a list, not str"):
        Vocabulary({"persons": {"soldiers": ["troops"]}}).extended({"persons": {"soldiers": "sappers"}})


def test_a_collection_is_read(tmp_path: Path) -> None:
    source = '[[source]]\nname = "Coast Guard"\nkind = "agency"\nside = "Norway"\nrelays = ["Ola Nordmann"]\n'
    collection = read_collection(write(tmp_path, GOOD + source))
    assert (collection.name, collection.title, collection.start) == (tmp_path.name, "Ferry", None)
    assert collection.sources == (Source("Coast Guard", "agency", "Norway", relays=("Ola Nordmann",)),)


def test_the_first_collection_is_complete() -> None:
    collection = read_collection(ROOT / "data/raw/north-korea")
    assert "North Korea" in collection.groups
    assert collection.start == "2024-10"
    assert {"NIS", "Konstantin Sonin"} <= {source.name for source in collection.sources}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "not valid TOML"),
        ('title = "Ferry"', "question must be given, as a str"),
        (GOOD + "colour = 3", "unknown key 'colour'"),
        (GOOD.replace('["passengers"]', '"passengers"'), "groups must be given, as a list"),
        (GOOD + '[[source]]\nkind = "agency"', r"\[\[source\]\] \(no name\)"),
        (GOOD + "[vocabulary.colours]\nred = []", r"vocabulary\.colours: no such word list"),
        (GOOD + 'start = "autumn"', "start: not an EDTF date: 'autumn'"),
    ],
)
def test_a_bad_collection_is_named_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        read_collection(write(tmp_path, text))
    assert "collection.toml" in str(error.value)


def test_a_folder_without_settings_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"copy data/raw/north-korea/collection\.toml"):
        read_collection(tmp_path)
