"""Claims and ledger rows to mentions: both in one form that can be compared."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from helpers.articles import Article
from helpers.claims import Claim
from helpers.edtf import precision, read_bounds
from helpers.statements.ledgers import LedgerRow
from helpers.statements.roots import Root, SourceIndex

Window = tuple[int, int]  # proleptic ordinals of the first and last day
Kind = tuple[str | None, str, str, str | None]

# News follows a statement within a week; who reads a date in the text may be a day off (time zones, "on Monday").
_NEWS_LAG = 7
_DAY_SLIP = 1
_EVENT_LAG = 10
_COARSE_PRECISION = 4  # UCDP code from which a date is no better than a month
_UNKNOWN_BOUND = 366
# Days after which news no longer tells what held "by mid-January", or was said "in the last week of December".
_TOLD_LATER = {"text": 60, "statement": 14}
_LONGEST_WINDOW = 800  # days; a longer one dates nothing

DATED, PUBLISHED, COARSE, DOUBTFUL, UNDATED = range(5)


@dataclass(frozen=True, slots=True)
class Mention:
    """One claim or ledger row with its root sources and the days on which it can have been said.

    ``kind`` is what must be equal for two mentions to be one statement, beside source, figure and date: group,
    measure, status, rate. "Expected to reach nearly 1,000" and "approaching 1,000" are two wordings of one report of
    losses. ``points`` identify the figure: the best value, or both ends of a range.

    ``trust`` orders mentions by how well they are dated: DATED, PUBLISHED, COARSE, DOUBTFUL, UNDATED. A doubtful date
    is impossible (before the topic's start, after publication) or coarse in an undated article.

    ``told_until`` is the last day on which a figure that held "by mid-January" can have been told.
    """

    said: Claim | LedgerRow
    roots: tuple[Root, ...]
    kind: Kind
    points: tuple[int, ...]
    window: Window | None
    period: Window | None
    trust: int
    article: Article | None = None
    published: int | None = None
    impossible: bool = False
    told_until: int | None = None

    @property
    def claim(self) -> Claim | None:
        """The claim, if it is one."""
        return self.said if isinstance(self.said, Claim) else None

    @property
    def row(self) -> LedgerRow | None:
        """The ledger row, if it is one."""
        return self.said if isinstance(self.said, LedgerRow) else None

    @property
    def groups(self) -> frozenset[str]:
        """Whose people it counts, those counted together one by one; none if the text does not say."""
        return split_group(self.kind[0])

    @property
    def spoken(self) -> Window | None:
        """The days on which it can have been said: what held on a day may have been told later."""
        if self.window is None or self.told_until is None:
            return self.window
        return self.window[0], max(self.window[1], self.told_until)

    @property
    def latest(self) -> Window:
        """The last day on which it can have been said; news is counted as said when it was published."""
        last = self.window[1] if self.window else 0
        return (last, last) if self.trust == PUBLISHED else self.window or (0, 0)


def read_mention(claim: Claim, article: Article | None, sources: SourceIndex, start: int | None) -> Mention:
    """Return a claim as a mention; ``start`` is the first day of the topic."""
    published = _bounds(article.published)[1] if article and article.published else None
    as_of = claim.as_of if claim.as_of_basis != "ledger" else None
    impossible = as_of is not None and _impossible(as_of, claim, published, start)
    trust = UNDATED if as_of is None else DOUBTFUL if impossible else _trust(as_of, claim, published)
    window = _window(as_of, claim) if as_of else None
    if window and window[1] - window[0] > _LONGEST_WINDOW:
        window, trust = None, UNDATED
    period = _bounds(claim.period) if claim.period else None
    roots = _roots(claim, article, sources)
    figure = (_kind(claim), _points(claim))
    until = _told_until(claim, window, published)
    return Mention(claim, roots, *figure, window, period, trust, article, published, impossible, until)


def settle_stand_ins(mentions: Sequence[Mention], sources: SourceIndex) -> list[Mention]:
    """Let "the agency" stand for the agency its article names last before, or else first after.

    Where there is none, "the spy agency" and "the Joint Chiefs of Staff" are those of a nation that speaks in the
    article; "the police" stay as they are described, and "a statement" was made by nobody.
    """
    by_article: defaultdict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_article[mention.claim.article_id if mention.claim else ""].append(index)
    settled = _with_outlets(mentions, by_article.values(), sources)
    for indices in by_article.values():
        ordered = sorted(indices, key=lambda index: mentions[index].claim.start if mentions[index].claim else 0)  # type: ignore[union-attr]
        for place, index in enumerate(ordered):
            root = mentions[index].roots[0] if mentions[index].roots else None
            if root and root.outlet not in (None, _own_outlet(mentions[index], sources)):
                continue  # "a source told the Fjord Daily" stands for nobody named here
            if root and (root.stand_in or (root.organ and not root.known)):
                named = [mentions[other].roots for other in [*reversed(ordered[:place]), *ordered[place + 1 :]]]
                settled[index] = replace(mentions[index], roots=_settled(root, named, sources))
    return settled


def _with_outlets(
    mentions: Sequence[Mention], articles: Iterable[Sequence[int]], sources: SourceIndex
) -> list[Mention]:
    """Let "the officials" be those that their article says spoke to another outlet, if it names just one."""
    settled = list(mentions)
    for indices in articles:
        told: defaultdict[str, set[Root]] = defaultdict(set)
        for index in indices:
            own = _own_outlet(mentions[index], sources)
            for root in mentions[index].roots:
                if root.is_unnamed and root.outlet not in (own, None):
                    told[root.side].add(root)
        for index in indices if told else ():
            roots = tuple(_told_elsewhere(root, told) for root in mentions[index].roots)
            if roots != mentions[index].roots:
                settled[index] = replace(mentions[index], roots=roots)
    return settled


def _told_elsewhere(root: Root, told: Mapping[str, Collection[Root]]) -> Root:
    others = told.get(root.side, ()) if root.is_unnamed else ()
    return next(iter(others)) if len(others) == 1 else root


def _settled(root: Root, named: Sequence[tuple[Root, ...]], sources: SourceIndex) -> tuple[Root, ...]:
    if root.stand_in and (found := _named_for(root.stand_in, named)):
        return found
    sides = [other.side for roots in named for other in roots]
    name = root.name.partition(" via ")[0]
    if spoken := next((told for side in sides if (told := sources.find_national(name, side))), None):
        return (spoken,)
    if root.organ and (institution := sources.find_institution(root.organ, sides)):
        return (institution,)
    return () if root.stand_in == "any" else (root,)


def _named_for(kind: str, named: Sequence[tuple[Root, ...]]) -> tuple[Root, ...]:
    fitting = (roots for roots in named if roots and not roots[0].stand_in and roots[0].known and not roots[0].vague)
    return next((roots for roots in fitting if kind == "any" or roots[0].kind == kind), ())


def read_row(row: LedgerRow, sources: SourceIndex) -> Mention:
    """Return a ledger row as a mention."""
    window = _bounds(row.stated_on) if row.stated_on else None
    period = _bounds(row.period) if row.period else None
    figure = (_kind(row), _points(row))
    return Mention(row, sources.find_roots(row.source), *figure, window, period, DATED if window else UNDATED)


@lru_cache(maxsize=4096)
def split_group(group: str | None) -> frozenset[str]:
    """Return the groups that a figure counts together.

    >>> sorted(split_group("Russia and North Korea")), sorted(split_group(None))
    (['North Korea', 'Russia'], [])
    """
    return frozenset(group.split(" and ")) if group else frozenset()


@lru_cache(maxsize=4096)
def alike_kinds(kind: Kind) -> tuple[Kind, ...]:
    """Return the kinds under which one statement may be told: of several groups together, and of each of them."""
    group, measure, status, per = kind
    groups = split_group(group)
    return (kind, *((name, measure, status, per) for name in sorted(groups))) if len(groups) > 1 else (kind,)


def overlapping(a: Window, b: Window, slack: int = 0) -> bool:
    """Tell whether two windows share a day, or miss each other by no more than ``slack`` days."""
    return a[0] - slack <= b[1] and b[0] - slack <= a[1]


def _kind(said: Claim | LedgerRow) -> Kind:
    nearing = said.status == "projected" and said.modifier == "under" and said.measure != "deployed"
    return (said.group, said.measure, "reported" if nearing else said.status, said.per)


def _points(said: Claim | LedgerRow) -> tuple[int, ...]:
    if said.best is not None:
        return (said.best,)
    return tuple(value for value in (said.low, said.high) if value is not None)


def _roots(claim: Claim, article: Article | None, sources: SourceIndex) -> tuple[Root, ...]:
    """Return whom the claim goes back to: the speaker if known, else the last known link of the chain."""
    publisher = article.publisher if article else None
    links = [link for link in claim.chain if link != publisher]
    wire = next((link for link in reversed(links) if _is_outlet(link, sources)), None)
    outlet = sources.name_outlet(wire or _last_outlet(publisher))
    spoken = sources.find_roots(claim.attributed_to, outlet)
    if spoken and any(root.known for root in spoken):
        return spoken
    if claim.attributed_to and claim.group and (civil := sources.find_civil_root(claim.attributed_to, claim.group)):
        return (civil,)
    for link in reversed(links):
        roots = sources.find_roots(link, outlet)
        if any(root.known and root.kind != "outlet" for root in roots):
            return roots
    return spoken


def _is_outlet(name: str, sources: SourceIndex) -> bool:
    return any(root.kind == "outlet" for root in sources.find_roots(name))


def _own_outlet(mention: Mention, sources: SourceIndex) -> str | None:
    return sources.name_outlet(_last_outlet(mention.article.publisher if mention.article else None))


def _last_outlet(publisher: str | None) -> str | None:
    """Return the wire service of "Mint / Bloomberg": it heard the officials."""
    return publisher.split(" / ")[-1] if publisher else None


def _impossible(as_of: str, claim: Claim, published: int | None, start: int | None) -> bool:
    """Tell whether a date lies before the topic began, or is told of as past after its publication."""
    first, last = _bounds(as_of)
    ahead = published is not None and first > published + _DAY_SLIP and claim.status != "projected"
    return ahead or (start is not None and last < start)


def _trust(as_of: str, claim: Claim, published: int | None) -> int:
    coarse = (precision(as_of) or _COARSE_PRECISION) >= _COARSE_PRECISION
    if coarse and published is None and claim.period is None:
        return DOUBTFUL
    if coarse and claim.period is None:
        return COARSE
    return PUBLISHED if claim.as_of_basis == "published" else DATED


def _window(as_of: str, claim: Claim) -> Window:
    first, last = _bounds(as_of)
    if claim.as_of_basis == "published":
        return first - _NEWS_LAG, last
    if claim.as_of_basis == "period" or claim.period == as_of:
        return first - _DAY_SLIP, last + _EVENT_LAG
    return first - _DAY_SLIP, last + _DAY_SLIP


def _told_until(claim: Claim, window: Window | None, published: int | None) -> int | None:
    """Return the day of the news if its text says for which day the figure holds, and that is not long past.

    A day on which it was said is that day.
    """
    longest = _TOLD_LATER.get(claim.as_of_basis or "", -1)
    if window is None or published is None or (claim.as_of_basis == "statement" and precision(claim.as_of or "") == 1):
        return None
    return published if 0 <= published - window[1] <= longest else None


def _bounds(value: str) -> Window:
    first, last = read_bounds(value)
    if first is None or last is None:
        known = (first or last).toordinal()  # type: ignore[union-attr]  # EDTF refuses an interval without bounds
        return (known, known + _UNKNOWN_BOUND) if first else (known - _UNKNOWN_BOUND, known)
    return first.toordinal(), last.toordinal()
