"""Names to root sources: who said it first, whatever the text calls them.

A name is looked up among the collection's sources, then the usual sources of the world, then taken apart: a nation
and an institution ("the Ukrainian defence ministry"), a nation and unnamed people ("a senior U.S. official"), a nation
alone ("Seoul says"). What is left is kept as it is and reported as unknown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.statements.names import name_key, name_words, upper_words
from helpers.words import Collection, Source, read_vocabulary

UNKNOWN_SOURCE = "unknown source"

_WORD_WITH_MARKS = re.compile(r"[^\W_][\w.’'-]*")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s&\s|\band\b|\bas well as\b)\s*", re.IGNORECASE)
_LONGEST_NAME = 400  # no source has a longer name; a longer text is not searched
_LONGEST_ALIAS = 10  # words
_ARMY = "armed forces"
_OF_NATION = frozenset(["country", "countrys", "nation", "nations"])  # "the country's intelligence agency"


@dataclass(frozen=True)
class Root:
    """One root source as a text names it.

    ``stand_in`` is the kind of source for which "the agency" stands; that source is named elsewhere in the article.
    ``organ`` is the institution for which a name stands that leaves the nation out ("the Joint Chiefs of Staff").

    ``key`` tells roots apart: unnamed people are one root per outlet and nation. ``relay`` passed it on, ``outlet``
    is through whom unnamed people spoke, ``vague`` is a government without a body, ``known`` has a name on a list.
    """

    name: str
    key: str
    kind: str = "unknown"
    side: str = "unknown"
    relay: str | None = None
    outlet: str | None = None
    vague: bool = False
    stand_in: str | None = None
    organ: str | None = None
    known: bool = True

    @property
    def is_named(self) -> bool:
        """Whether it is one known body or person, and no government or people in general."""
        return self.known and not self.vague and not self.is_unnamed

    @property
    def is_army(self) -> bool:
        """Whether this is a nation's army as a whole: it speaks through its staff, its units and the ministry."""
        return self.organ == _ARMY

    @property
    def is_unnamed(self) -> bool:
        """Whether these are people without a name."""
        return self.kind == "unnamed officials"


@dataclass(frozen=True, eq=False)
class SourceIndex:
    """The names of one collection, ready to look up. Made by ``index_sources``."""

    aliases: Mapping[str, Root]
    acronyms: frozenset[str]
    nations: Mapping[str, str]
    adjectives: Mapping[str, str]
    organs: Mapping[str, tuple[str, str]]
    own_sides: frozenset[str]
    civil: frozenset[str]
    people: frozenset[str]
    beside: frozenset[str]
    bodies: frozenset[str]
    nobody: frozenset[str]
    stand_ins: Mapping[str, str]
    titles: frozenset[str]
    memory: dict[str, tuple[Root, ...]] = field(default_factory=dict)
    institutions: dict[tuple[str, str], Root] = field(default_factory=dict)

    def find_roots(self, name: str | None, outlet: str | None = None) -> tuple[Root, ...]:
        """Return the root sources a name stands for, several when several are named together.

        Nobody is named by no name, and by "local media" or "reports".
        ``outlet`` is the publisher through which unnamed people spoke.

        >>> index = index_sources(_example())
        >>> [root.name for root in index.find_roots("President Volodymyr Zelenskyy")]
        ['Volodymyr Zelensky']
        >>> [root.name for root in index.find_roots("two senior Norwegian officials", "The Fjord")]
        ['unnamed Norwegian officials via The Fjord']
        >>> index.find_roots("Norway’s Health Ministry")[0].name, index.find_roots("Zed Blog")[0].known
        ('Norwegian health ministry', False)
        """
        if not name or not name.strip():
            return ()
        if name not in self.memory:
            self.memory[name] = self._find(name[:_LONGEST_NAME].strip())
        return tuple(_spoken_to(root, outlet) for root in self.memory[name])

    def find_civil_root(self, name: str, group: str) -> Root | None:
        """Return the civil body of the people counted that a name without a nation stands for.

        >>> index_sources(_example()).find_civil_root("the Interior Ministry", "Morocco").name
        'Moroccan interior ministry'
        >>> index_sources(_example()).find_civil_root("the Defence Ministry", "Morocco")
        """
        organ, _ = self._organ(name_words(name))
        nation, rest = self._nation(name_words(group))
        if organ is None or organ[0] not in self.civil or nation is None or rest:
            return None
        return self._describe(f"{nation} {organ[0]}")

    def find_national(self, name: str, nation: str) -> Root | None:
        """Return the known source that a name stands for among one nation's: "MPs" are South Korean MPs.

        >>> index_sources(_example()).find_national("spy agency", "South Korea").name
        'NIS'
        >>> index_sources(_example()).find_national("spy agency", "Norway")
        """
        return self.aliases.get(name_key(f"{self.adjectives.get(nation, nation)} {name}"))

    def find_institution(self, organ: str, sides: Sequence[str]) -> Root | None:
        """Return the institution of that kind which one of the nations has; the collection's own if none of them has.

        ``sides`` are the sides that speak in the article, the nearest first. A nation that speaks alone is taken to
        have such an institution even if no list names it.

        >>> sources = index_sources(_example())
        >>> sources.find_institution("joint chiefs of staff", ["Ukraine", "South Korea"]).name
        'JCS'
        >>> sources.find_institution("defence ministry", ["Norway"]).name
        'Norwegian defence ministry'
        >>> sources.find_institution("defence ministry", ["Norway", "Sweden"])
        """
        for side in sides:
            if found := self.institutions.get((side, organ)):
                return found
        own = [root for side in sorted(self.own_sides) if (root := self.institutions.get((side, organ)))]
        if len(own) == 1:
            return own[0]
        nations = [side for side in dict.fromkeys(sides) if side in self.adjectives]
        return self._describe(f"{nations[0]} {organ}") if len(nations) == 1 else None

    def name_outlet(self, publisher: str | None) -> str | None:
        """Return the one name of an outlet.

        >>> index_sources(_example()).name_outlet("The New York Times")
        'NYT'
        """
        if not publisher:
            return None
        name = _PARENTHESIS.sub("", publisher).strip() or publisher.strip()
        root = self.aliases.get(name_key(name))
        return root.name if root else name

    def _find(self, name: str) -> tuple[Root, ...]:
        speaker, _, outlet = name.partition(" via ")
        if outlet:
            return tuple(_spoken_to(root, self.name_outlet(outlet)) for root in self._find_speakers(speaker))
        words = [word for word in name_words(name) if word not in _OF_NATION]
        kind = self.stand_ins.get(" ".join(words))
        if kind and name_key(name) not in self.aliases:
            organ, beside = self._organ(words)
            return (replace(self._described(name), stand_in=kind, organ=organ[0] if organ and not beside else None),)
        return self._find_speakers(name)

    def _find_speakers(self, name: str) -> tuple[Root, ...]:
        if exact := self.aliases.get(name_key(name)):
            return (replace(exact, vague=True) if exact.kind == "government" and self._is_nation(name) else exact,)
        if self.nobody.issuperset(name_words(name)):
            return ()
        parts = [part for part in _JOINT.split(name) if part.strip()]
        if named := self._contained(name):
            if all(root.kind == "government" for root in named) and (body := self._describe(name)) and body.is_named:
                return (body,)  # "state media in Pyongyang" is more than Pyongyang
            return (*named, *(self._bodies_beside(parts) if len(parts) > 1 else ()))
        found = [root for part in parts if (root := self._describe(part))] if len(parts) > 1 else []
        if len(found) > 1:
            return (self._together(found),)
        return (self._describe(name) or (found[0] if found else self._unknown(name)),)

    def _is_nation(self, name: str) -> bool:
        """Tell whether a name is a nation's or its capital's: "Pyongyang" speaks through any of its bodies."""
        nation, rest = self._nation(name_words(name))
        return nation is not None and not rest

    def _contained(self, name: str) -> tuple[Root, ...]:
        """Return the known sources whose aliases stand inside a name, longest alias first, outlets only alone."""
        words = name_words(name)
        upper = upper_words(name)
        found: list[Root] = []
        position = 0
        while position < len(words):
            for length in range(min(_LONGEST_ALIAS, len(words) - position), 0, -1):
                key = " ".join(words[position : position + length])
                addressed = position > 0 and words[position - 1] == "to"  # "ambassador to the UN" is not the UN
                if key in self.aliases and not addressed and (key not in self.acronyms or key in upper):
                    found.append(self.aliases[key])
                    position += length - 1
                    break
            position += 1
        speakers = [root for root in found if root.kind != "outlet"]
        return tuple({root.key: root for root in reversed(speakers or found)}.values())[::-1]

    def _unknown(self, name: str, side: str = "unknown") -> Root:
        """Return the root of a name on no list: a person without the titles, a description, or the name as it is."""
        spoken = _WORD_WITH_MARKS.findall(name)
        start = len(spoken)
        while start and self._is_proper(spoken[start - 1]):
            start -= 1
        if start == len(spoken) and not any(self._is_proper(word) for word in spoken):
            return self._described(name, side)
        person = " ".join(spoken[start:])
        if 0 < start <= len(spoken) - 2:
            return Root(person, f"unknown|{name_key(person)}", side=side, known=False)
        return Root(name, f"unknown|{name_key(name)}", side=side, known=False)

    def _is_proper(self, word: str) -> bool:
        """Tell whether a word can be part of a proper name: a capital, and no title, nation or common noun."""
        plain = name_key(word)
        return word[:1].isupper() and plain not in self.titles and plain not in self.nations

    def _described(self, name: str, side: str = "unknown") -> Root:
        """Return people who are only described, "rescuers": one root per outlet and description."""
        return Root(name.strip(), f"described|{name_key(name)}|", "unnamed officials", side)

    def _bodies_beside(self, parts: Sequence[str]) -> list[Root]:
        """Return the bodies named beside known sources: "the Norwegian police and NATO"."""
        others = [self._describe(part) for part in parts if not self._contained(part)]
        return [root for root in others if root and root.is_named]

    def _describe(self, name: str) -> Root | None:
        """Return the root of a nation with an institution, with unnamed people, or alone."""
        nation, rest = self._nation(name_words(name))
        organ, beside = self._organ(rest)
        unnamed = bool(self.people.intersection(beside))
        if nation is None and unnamed:
            return self._unnamed(()) if self.beside.union(self.people).issuperset(rest) else None
        if nation is None:
            return Root(name, f"unknown|{name_key(name)}", organ[1], organ=organ[0], known=False) if organ else None
        if unnamed:
            return self._unnamed((nation,))
        if organ:
            return self.institutions.get((nation, organ[0])) or self._institution(nation, *organ)
        if not rest or self.bodies.intersection(rest) or " ".join(rest) in self.bodies:
            return Root(nation, f"government|{nation}", kind="government", side=nation, vague=True)
        stand_in = self.stand_ins.get(" ".join(word for word in rest if word != "based"))
        return replace(self._unknown(name, nation), stand_in=stand_in)

    def _institution(self, nation: str, organ: str, kind: str) -> Root:
        title = f"{self.adjectives[nation]} {organ}"
        return Root(title, title, kind=kind, side=nation, organ=organ)

    def _together(self, roots: Sequence[Root]) -> Root:
        """Return one root for several that speak together: "US and South Korean officials"."""
        sides = tuple(dict.fromkeys(root.side for root in roots))
        if any(root.is_unnamed for root in roots) and all(root.is_unnamed or root.vague for root in roots):
            return self._unnamed([side for side in sides if side in self.adjectives])
        return Root(
            name=_listed(dict.fromkeys(root.name for root in roots)),
            key="together|" + "|".join(sorted(root.key for root in roots)),
            kind=roots[0].kind if len({root.kind for root in roots}) == 1 else "unknown",
            side=_listed(sides),
            vague=all(root.vague for root in roots),
            known=all(root.known for root in roots),
        )

    def _unnamed(self, nations: Sequence[str]) -> Root:
        adjectives = f"{_listed(self.adjectives[nation] for nation in nations)} " if nations else ""
        side = _listed(nations) if nations else "unknown"
        key = f"unnamed|{'|'.join(sorted(nations))}|"
        return Root(f"unnamed {adjectives}officials", key, kind="unnamed officials", side=side)

    def _nation(self, words: Sequence[str]) -> tuple[str | None, list[str]]:
        """Return the first nation in a name and the words beside it."""
        for start in range(len(words)):
            for length in range(min(5, len(words) - start), 0, -1):
                if nation := self.nations.get(" ".join(words[start : start + length])):
                    return nation, [*words[:start], *words[start + length :]]
        return None, list(words)

    def _organ(self, words: Sequence[str]) -> tuple[tuple[str, str] | None, Sequence[str]]:
        """Return the institution named in words, longest name first, with its kind, and the words beside it."""
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                if organ := self.organs.get(" ".join(words[start : start + length])):
                    return organ, [*words[:start], *words[start + length :]]
        return None, words


def index_sources(collection: Collection) -> SourceIndex:
    """Return the names of one collection's sources and of the world's usual ones, the collection's first."""
    vocabulary = collection.vocabulary["sources"]
    actors = collection.vocabulary["actors"]
    known = [*collection.sources, *(_source(row) for row in vocabulary["source"])]
    outlets = [Source(name, "outlet", "independent", (f"The {name}",)) for name in actors["outlets"]["names"]]
    agencies = [
        Source(name, "agency", row.get("nation") or "international", tuple(row.get("also", ())))
        for name, row in actors["bodies"].items()
        if row.get("nation")
    ]
    groups = [
        Source(name, "armed group", row.get("nation") or name, tuple(row.get("also", ())))
        for name, row in actors["armed_groups"].items()
    ]
    aliases, acronyms = _index_aliases([*known, *agencies, *groups, *outlets])
    nations, adjectives = _index_nations(actors["nations"], vocabulary["blocs"])
    organs = {
        name_key(word): (organ, row["kind"])
        for organ, row in vocabulary["organs"].items()
        for word in [organ, *row["words"]]
    }
    unnamed = vocabulary["unnamed"]
    people, beside, bodies, nobody = (frozenset(unnamed[name]) for name in ("people", "beside", "bodies", "nobody"))
    stand_ins = {name_key(word): kind for kind, words in vocabulary["stand_ins"].items() for word in words}
    speakers = collection.vocabulary["roles"]["speakers"]
    titles = frozenset(word.lower() for kind in ("titles", "nouns", "adjectives") for word in speakers[kind])
    civil = frozenset(organ for organ, row in vocabulary["organs"].items() if row.get("civil"))
    own = frozenset(source.side for source in collection.sources)
    words = (people, beside, bodies, nobody, stand_ins, titles)
    index = SourceIndex(aliases, acronyms, nations, adjectives, organs, own, civil, *words)
    return replace(index, institutions=_index_institutions(index))


def _spoken_to(root: Root, outlet: str | None) -> Root:
    """Return unnamed people as those who spoke to an outlet; others as they are."""
    if outlet is None or root.outlet is not None or not (root.is_unnamed or root.vague):
        return root
    if root.vague:
        return replace(root, outlet=outlet)
    return replace(root, name=f"{root.name} via {outlet}", key=f"{root.key}{outlet}", outlet=outlet)


def _index_aliases(sources: Iterable[Source]) -> tuple[dict[str, Root], frozenset[str]]:
    aliases: dict[str, Root] = {}
    acronyms: set[str] = set()
    names: dict[str, Source] = {}
    for source in sources:
        first = names.setdefault(name_key(source.name), source)
        root = _canonical(aliases, first)
        for alias in (source.name, *source.aliases):
            _add_alias(aliases, acronyms, alias, root)
        for relay in source.relays:
            _add_alias(aliases, acronyms, relay, replace(root, relay=relay))
    return aliases, frozenset(acronyms)


def _canonical(aliases: Mapping[str, Root], source: Source) -> Root:
    """Return the root of a source, which may stand on an earlier list under another name."""
    for alias in (source.name, *source.aliases):
        if (root := aliases.get(name_key(alias))) and root.relay is None:
            return root
    return Root(source.name, source.name, kind=source.kind, side=source.side)


def _add_alias(aliases: dict[str, Root], acronyms: set[str], alias: str, root: Root) -> None:
    key = name_key(alias)
    if key not in aliases:
        aliases[key] = root
        if alias.isupper() and " " not in key:
            acronyms.add(key)


def _index_institutions(index: SourceIndex) -> dict[tuple[str, str], Root]:
    """Return the known sources that an alias calls a nation's institution: "South Korea's spy agency" is NIS."""
    institutions: dict[tuple[str, str], Root] = {}
    for alias, root in index.aliases.items():
        nation, rest = index._nation(alias.split())
        organ, beside = index._organ(rest)
        if nation and organ and not beside and root.side == nation and organ[1] in (root.kind, "media"):
            institutions.setdefault((nation, organ[0]), root)
    return institutions


def _index_nations(
    nations: Mapping[str, Mapping[str, Any]], blocs: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for nation, row in nations.items():
        adjectives[nation] = next(iter(row.get("adj", ())), nation)
        capital = [row["capital"]] if row.get("capital") else []
        for name in [nation, *row.get("adj", ()), *row.get("people", ()), *row.get("also", ()), *capital]:
            names.setdefault(name_key(name), nation)
    for bloc, words in blocs.items():
        adjectives[bloc] = words[0]
        names |= {name_key(word): bloc for word in words}
    adjectives["United States"] = "US"
    return names, adjectives


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["name"], row["kind"], row["side"], tuple(row.get("aliases", ())), tuple(row.get("relays", ())))


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _example() -> Collection:
    return Collection("example", "Example", "?", None, (), (), read_vocabulary())
