"""Names as people mean them: when two groups, two speakers or two dates count as the same."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helpers import edtf
from helpers.words import Vocabulary

_LEAST_SHARED = 0.5


def plain(text: str | None) -> str:
    """Return a name in small plain letters, without accents, marks and possessives.

    >>> plain("Ukraine’s Army"), plain("the U.S."), plain(None)
    ('ukraine army', 'the us', '')
    """
    folded = unicodedata.normalize("NFKD", text or "")
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-").lower()
    folded = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", folded)
    folded = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", folded)
    return " ".join(re.sub(r"[^a-z0-9\s-]", " ", folded).split())


@dataclass(frozen=True)
class _Group:
    nations: frozenset[str]
    roles: frozenset[str]
    rest: frozenset[str]


@dataclass(frozen=True, eq=False)
class Matcher:
    """Compares names by the actors, sources and roles of one vocabulary."""

    vocabulary: Vocabulary

    def same_group(self, a: str | None, b: str | None) -> bool:
        """Tell whether two groups are the same people, forgivingly: soldiers of X are X, civilians of X are not.

        >>> from helpers.words import read_vocabulary
        >>> matcher = Matcher(read_vocabulary())
        >>> matcher.same_group("North Korea", "North Korean soldiers"), matcher.same_group("Ukraine", "Russia")
        (True, False)
        """
        one, two = self._group(a), self._group(b)
        words = self.vocabulary["evaluation"]["words"]
        if one.nations or two.nations:
            return one.nations == two.nations and not self._sides(one, two) and not self._sides(two, one)
        soft = frozenset(words["soft"])
        bare = [group for group in (one, two) if not group.roles and not group.rest]
        if bare:
            return all(group.roles <= soft and not group.rest for group in (one, two))
        both_soft = bool(one.roles and two.roles) and one.roles | two.roles <= soft
        return bool(one.roles & two.roles or one.rest & two.rest) or both_soft

    def same_speaker(self, a: str | None, b: str | None) -> bool:
        """Tell whether two speakers share at least half of what names them; nobody is nobody.

        >>> from helpers.words import read_vocabulary
        >>> matcher = Matcher(read_vocabulary())
        >>> matcher.same_speaker("the NIS", "National Intelligence Service"), matcher.same_speaker("police", None)
        (True, False)
        """
        if not a or not b:
            return not a and not b
        one, two = self._names(a), self._names(b)
        if not one or not two:
            return plain(a) == plain(b)
        return len(one & two) / min(len(one), len(two)) >= _LEAST_SHARED

    def _sides(self, one: _Group, two: _Group) -> bool:
        words = self.vocabulary["evaluation"]["words"]
        return bool(one.roles & set(words["civilian"])) and bool(two.roles & set(words["military"]))

    def _group(self, name: str | None) -> _Group:
        text = plain(name)
        nations = frozenset(self._nations[match[0]] for match in self._nation.finditer(text))
        words = self.vocabulary["evaluation"]["words"]
        left = set(re.split(r"[\s-]+", self._nation.sub(" ", text))) - set(words["ignored"]) - {""}
        roles = frozenset(self._roles[word] for word in left if word in self._roles)
        return _Group(nations, roles, frozenset(word for word in left if word not in self._roles))

    def _names(self, name: str) -> frozenset[str]:
        text = plain(name)
        known = frozenset(self._sources[match[0]] for match in self._source.finditer(text))
        titles = set(self.vocabulary["evaluation"]["words"]["titles"])
        tokens = [token for token in re.split(r"[\s-]+", self._source.sub(" ", text)) if token]
        core = frozenset(token for token in tokens if token not in titles and len(token) > 1)
        return known | core or frozenset(tokens)

    @cached_property
    def _nations(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for nation, entry in self.vocabulary["actors"]["nations"].items():
            listed = [word for key in ("adj", "people", "also", "by") for word in entry.get(key, ())]
            for word in (nation, entry.get("capital", nation), *listed):
                names.setdefault(plain(word), nation)
        for group, entry in self.vocabulary["actors"]["armed_groups"].items():
            nation = entry if isinstance(entry, str) else entry.get("nation", "")
            names.setdefault(plain(group), nation or group)
        return names

    @cached_property
    def _nation(self) -> re.Pattern[str]:
        return _any(self._nations)

    @cached_property
    def _roles(self) -> dict[str, str]:
        roles: Mapping[str, Any] = self.vocabulary["evaluation"]["roles"]
        return {word: role for role, words in roles.items() for word in words}

    @cached_property
    def _sources(self) -> dict[str, str]:
        rows = self.vocabulary["sources"].get("source", ())
        return {plain(name): f"@{row['name']}" for row in rows for name in (row["name"], *row.get("aliases", ()))}

    @cached_property
    def _source(self) -> re.Pattern[str]:
        return _any(self._sources)


def same_day(a: str | None, b: str | None) -> bool:
    """Tell whether two EDTF dates can mean the same day; no date is the same as no date."""
    if not a or not b:
        return not a and not b
    try:
        return edtf.overlap(a, b)
    except ValueError:
        return False


def _any(names: Collection[str]) -> re.Pattern[str]:
    ordered = sorted((name for name in names if name), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, ordered))})(?![a-z0-9])")
