"""Vocabulary and collection settings: word lists, actors and sources, kept as data apart from logic.

Every list that a person may want to extend lives in ``helpers/vocabulary/*.toml``; a collection adds its own
under ``[vocabulary.<file>]`` in its ``collection.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from helpers.edtf import read_bounds

VOCABULARY = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Word lists by file name. Compared by identity, so that compiled patterns can be cached per vocabulary."""

    lists: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        return self.lists[name]

    def extended(self, extra: Mapping[str, Mapping[str, Any]]) -> "Vocabulary":
        """Return this vocabulary with a collection's own words added.

        Lists are appended to, tables are merged key by key, single values are replaced.

        >>> Vocabulary({"a": {"words": ["one"]}}).extended({"a": {"words": ["two"]}})["a"]
        {'words': ['one', 'two']}
        >>> Vocabulary({"a": {}}).extended({"b": {}})
        Traceback (most recent call last):
            ...
        ValueError: vocabulary.b: no such word list; there is: a
        """
        for name in extra:
            if name not in self.lists:
                known = ", ".join(sorted(self.lists))
                raise ValueError(f"vocabulary.{name}: no such word list; there is: {known}")
        return Vocabulary(_merged(self.lists, extra, "vocabulary"))


@dataclass(frozen=True)
class Source:
    """One canonical source: who can say something first.

    ``relays`` names people and outlets that pass on what this source told them.
    """

    name: str
    kind: str = "unknown"
    side: str = "unknown"
    aliases: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Collection:
    """What a person says about one topic: its groups, sources, extra words, and two dates in EDTF.

    Nothing of the topic happened before ``start``; nothing was published after ``obtained``.
    """

    name: str
    title: str
    question: str
    start: str | None
    groups: tuple[str, ...]
    sources: tuple[Source, ...]
    vocabulary: Vocabulary
    folder: Path | None = None
    obtained: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@cache
def read_vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with the library."""
    return Vocabulary({path.stem: _read_toml(path) for path in sorted(VOCABULARY.glob("*.toml"))})


def read_collection(folder: Path) -> Collection:
    """Read ``collection.toml`` of one collection folder.

    Raises ``FileNotFoundError`` when the folder has none, ``ValueError`` (naming file and key) when a key is
    unknown, missing or of the wrong type.
    """
    path = folder / "collection.toml"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not found; copy data/raw/north-korea/collection.toml and edit it")
    settings = _read_toml(path)
    unknown = sorted(set(settings) - {"title", "question", "start", "obtained", "groups", "source", "vocabulary"})
    if unknown:
        raise ValueError(f"{path}: unknown key {unknown[0]!r}")
    for key, kind in (("title", str), ("question", str), ("groups", list)):
        if not isinstance(settings.get(key), kind):
            raise ValueError(f"{path}: {key} must be given, as a {kind.__name__}")
    try:
        start, obtained = _date(settings, "start"), _date(settings, "obtained")
        sources = tuple(_source(row) for row in settings.get("source", []))
        vocabulary = read_vocabulary().extended(settings.get("vocabulary", {}))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
    return Collection(
        name=folder.name,
        title=settings["title"],
        question=settings["question"],
        start=start,
        obtained=obtained,
        groups=tuple(settings["groups"]),
        sources=sources,
        vocabulary=vocabulary,
        folder=folder,
        settings=settings,
    )


def _date(settings: Mapping[str, Any], key: str) -> str | None:
    if key not in settings:
        return None
    try:
        read_bounds(str(settings[key]))  # an unquoted day is a date in TOML
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error
    return str(settings[key])


def _source(row: Mapping[str, Any]) -> Source:
    unknown = sorted(set(row) - {"name", "kind", "side", "aliases", "relays"})
    if unknown or not isinstance(row.get("name"), str):
        raise ValueError(f"[[source]] {row.get('name', '(no name)')}: unknown or missing key {unknown or ['name']}")
    lists = {key: tuple(row.get(key, ())) for key in ("aliases", "relays")}
    return Source(row["name"], row.get("kind", "unknown"), row.get("side", "unknown"), **lists)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not valid TOML: {error}") from error


def _merged(base: Mapping[str, Any], extra: Mapping[str, Any], where: str) -> dict[str, Any]:
    result = dict(base)
    for key, value in extra.items():
        old = base.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = _merged(old, value, f"{where}.{key}")
        elif isinstance(old, list) and isinstance(value, list):
            result[key] = [*old, *value]
        elif old is not None and type(old) is not type(value):
            raise ValueError(f"{where}.{key} must be a {type(old).__name__}, not {type(value).__name__}")
        else:
            result[key] = value
    return result
