"""Tables: schemas, CSV round trips, errors that name their place, and the data package."""

from pathlib import Path
from types import SimpleNamespace

import frictionless
import pandas as pd
import pytest

from helpers.articles import Article
from helpers.tables import (
    ROOT_VARIABLE,
    TABLES,
    find_project,
    make_table,
    read_table,
    select_rows,
    write_package,
    write_table,
    write_text,
)

ARTICLES = [
    Article("a1", 'He said "two", then, \n nothing', title="Größe", published="2024-12", published_basis="curated"),
    Article("a2", "", problem="the file is empty"),
]


def estimate(**changes: object) -> SimpleNamespace:
    row = {column.name: None for column in TABLES["estimates"]}
    given = {"measure": "killed", "as_of": "2024-12-19", "low": 100, "low_open": False, "high_open": True}
    counts = {"n_statements": 1, "n_sources": 1, "n_sides": 1, "statement_ids": ("s1", "s2")}
    return SimpleNamespace(**(row | given | counts | changes))


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    frame = make_table("articles", ARTICLES)
    path = write_table("articles", frame, tmp_path)
    pd.testing.assert_frame_equal(read_table("articles", tmp_path), frame)
    before = path.read_bytes()
    write_table("articles", read_table("articles", tmp_path), tmp_path)
    assert path.read_bytes() == before


def test_unknown_is_empty_never_zero(tmp_path: Path) -> None:
    write_table("estimates", make_table("estimates", [estimate(high=None)]), tmp_path)
    [row] = (tmp_path / "estimates.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert row == ",killed,,2024-12-19,100,False,,,True,1,1,1,s1; s2"


def test_bounds_come_from_the_edtf_text() -> None:
    frame = make_table("articles", ARTICLES)
    assert frame.loc[0, "published_start"] == pd.Timestamp("2024-12-01")
    assert frame.loc[0, "published_end"] == pd.Timestamp("2024-12-31")
    assert frame["published_end"].isna().tolist() == [False, True]


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_keeps_its_columns(tmp_path: Path, name: str) -> None:
    frame = make_table(name, [])
    write_table(name, frame, tmp_path)
    pd.testing.assert_frame_equal(read_table(name, tmp_path), frame)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measure": "injured"}, "column measure: 'injured' fails one of killed|"),
        ({"low": 5, "high": 4}, "low <= high"),
        ({"low": -1}, "column low: -1 fails at least 0"),
        ({"as_of": None}, "column as_of"),
        ({"low": "many"}, "column low: Unable to parse"),
    ],
)
def test_a_row_outside_the_schema_is_refused(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match="table estimates") as error:
        make_table("estimates", [estimate(), estimate(**changes)])
    assert message in str(error.value)


def test_a_damaged_file_names_itself_its_row_and_column(tmp_path: Path) -> None:
    path = write_table("articles", make_table("articles", ARTICLES), tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("curated", "guessed"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"articles\.csv: .*row 2, column published_basis: 'guessed'"):
        read_table("articles", tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    frame = make_table("articles", ARTICLES).drop(columns="url")
    with pytest.raises(ValueError, match=r"missing \['url'\]"):
        write_table("articles", frame, tmp_path)


def test_a_refused_table_leaves_the_old_file(tmp_path: Path) -> None:
    path = write_table("articles", make_table("articles", ARTICLES), tmp_path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="unique"):
        write_table("articles", make_table("articles", ARTICLES).assign(article_id="same"), tmp_path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    write_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_data_package_validates(tmp_path: Path) -> None:
    write_table("articles", make_table("articles", ARTICLES), tmp_path)
    write_table("estimates", make_table("estimates", [estimate()]), tmp_path)
    report = frictionless.validate(str(write_package("demo", "Demo", tmp_path)))
    assert report.valid, report.flatten(["type", "message"])
    assert [task.name for task in report.tasks] == ["articles", "estimates"]


def test_the_data_package_catches_a_changed_type(tmp_path: Path) -> None:
    path = write_table("articles", make_table("articles", ARTICLES), tmp_path)
    package = write_package("demo", "Demo", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(",5,", ",five,"), encoding="utf-8")
    assert not frictionless.validate(str(package)).valid


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        (None, None, ["a", "b", "c"]),
        ("2024-12", None, ["b", "c"]),
        (None, "2024-11", ["a", "c"]),
        ("2024-11-30", "2024-12-01", ["b", "c"]),
    ],
)
def test_rows_are_selected_by_date_and_undated_ones_stay(since: str | None, until: str | None, kept: list[str]) -> None:
    days = pd.to_datetime(["2024-11-10", "2024-12-01", None])
    frame = pd.DataFrame({"name": ["a", "b", "c"], "stated_on_start": days, "stated_on_end": days})
    assert select_rows(frame, since=since, until=until)["name"].tolist() == kept


def test_rows_are_selected_by_group_and_measure() -> None:
    frame = pd.DataFrame({"group": ["X", "X", None], "measure": ["killed", "wounded", "killed"]})
    assert select_rows(frame, group="X", measures=["killed"]).shape == (1, 2)
    assert frame.shape == (3, 2)


def test_the_project_is_found_from_below_and_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    with pytest.raises(FileNotFoundError, match=ROOT_VARIABLE):
        find_project(tmp_path)
    (tmp_path / "reports.yml").touch()
    (tmp_path / "notebooks").mkdir()
    assert find_project(tmp_path / "notebooks") == tmp_path
    monkeypatch.setenv(ROOT_VARIABLE, "/elsewhere")
    assert find_project(tmp_path) == Path("/elsewhere")
