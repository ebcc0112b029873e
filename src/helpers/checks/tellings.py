"""Rules on what happens to a figure as it is passed on: R8, R9, R10, R12, R15, R16."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, permutations, product

from helpers.checks.findings import LOSSES, Check, Evidence, by_key, number_of
from helpers.edtf import read_bounds
from helpers.statements import UNKNOWN_SOURCE, Statement, name_page

_DRIFT_DAYS = 31
_NEWS_DAYS = 3
_LEAST_NUMBER = 10  # smaller numbers meet by chance
_ALIKE = 0.85
_MOST_NAMES = 400  # beyond this many, names are compared only with those that share their first letter
_MANY = 40  # a figure told in more ways than this is no chain


def check_measure_drift(evidence: Evidence) -> Iterator[Check]:
    """R8: one source's figure that is told once as killed and once as killed or wounded was misread on the way.

    >>> from helpers.checks.findings import example
    >>> [check.severity for check in check_measure_drift(Evidence((example(200), example(200, "casualties"))))]
    ['warning']
    >>> list(check_measure_drift(Evidence((example(200),))))
    []
    """
    losses = [item for item in evidence.statements if item.measure in LOSSES and number_of(item) >= _LEAST_NUMBER]
    for same in by_key([item for item in losses if item.best is not None], "source", "group", "best").values():
        yield from _drift(evidence, same)
    for note in evidence.notes:
        if note.kind in ("component drift", "status drift"):
            text = f"{note.sentence} Look which one the source used."
            yield Check("R8", "note", text, note.claim_ids, note.statement_ids)


def check_hedge_drift(evidence: Evidence) -> Iterator[Check]:
    """R9: "about" that becomes "over", or loses its hedge, changes the figure.

    >>> from helpers.statements import Note
    >>> drift = Note("hedge drift", "A: told with different hedges: about 30 (x); over 30 (y).", ("c",), ("s",))
    >>> [check.rule for check in check_hedge_drift(Evidence(notes=(drift,)))]
    ['R9']
    >>> list(check_hedge_drift(Evidence(notes=(Note("date conflict", "no drift"),))))
    []
    """
    for note in evidence.notes:
        if note.kind == "hedge drift":
            text = f"{note.sentence} The most hedged wording is used."
            yield Check("R9", "note", text, note.claim_ids, note.statement_ids)


def check_number_drift(evidence: Evidence) -> Iterator[Check]:
    """R10: one source's figures of one time that differ by a swapped digit or a nought are one figure misread.

    >>> from helpers.checks.findings import example
    >>> [check.severity for check in check_number_drift(Evidence((example(3800), example(8300))))]
    ['warning']
    >>> list(check_number_drift(Evidence((example(3800), example(4100)))))
    []
    """
    told = [item for item in evidence.statements if item.best is not None and item.source != UNKNOWN_SOURCE]
    for same in by_key(told, "source", "group", "measure", "per", "status").values():
        spellings: defaultdict[str, list[Statement]] = defaultdict(list)
        for item in same:
            spellings["".join(sorted(str(item.best).rstrip("0")))].append(item)
        for alike in spellings.values():
            for a, b in combinations(alike[:_MANY], 2):
                if _is_slip(a.best or 0, b.best or 0) and _at_one_time(a, b, _NEWS_DAYS) and not _both_entered(a, b):
                    text = (
                        f"{a.wording} and {b.wording} differ by a swapped digit or a nought; look at the words of both."
                    )
                    yield evidence.make_check("R10", "warning", text, (a, b))
    for note in evidence.notes:
        if note.kind == "number drift":
            text = f"{note.sentence} Taken as one statement; look whether they are."
            yield Check("R10", "note", text, note.claim_ids, note.statement_ids)


def check_cited_texts(evidence: Evidence) -> Iterator[Check]:
    """R12: a figure must stand in the text it is cited from.

    >>> from helpers.articles import Article
    >>> from helpers.claims import Claim
    >>> def claim(figure):
    ...     return Claim("c", "a", 0, 3, figure, "", "G", "killed", None, "exact", 300, 300, 300)
    >>> text = (Article("a", "300 were killed."),)
    >>> [check.severity for check in check_cited_texts(Evidence(claims=(claim("400"),), articles=text))]
    ['error']
    >>> list(check_cited_texts(Evidence(claims=(claim("300"),), articles=text)))
    []
    """
    for claim in evidence.claims:
        article = evidence.article_of.get(claim.article_id)
        if article is not None and article.text[claim.start : claim.end] != claim.figure:
            where = evidence.name_article(claim.article_id)
            text = f"{where}: {claim.figure!r} does not stand where it is cited; extract again."
            yield Check("R12", "error", text, (claim.claim_id,), tuple(filter(None, (claim.statement_id,))))
    pages = {name_page(article.url): article for article in evidence.articles if article.url}
    for item in evidence.statements:
        article = pages.get(name_page(item.url)) if item.url and item.origin == "ledger" else None
        if article is not None:
            text = (
                f"{item.wording} is entered from {evidence.name_article(article.article_id)}, where no claim says so; "
                "look at the text and at the ledger."
            )
            yield evidence.make_check("R12", "warning", text, (item,))


def check_source_names(evidence: Evidence) -> Iterator[Check]:
    """R15: two names for one source make one voice look like two.

    >>> from helpers.checks.findings import example
    >>> from helpers.statements import Note
    >>> both = (example(9, source="Volodimir Zelensky"), example(9, source="Volodymyr Zelensky"))
    >>> new = Note("unknown source", "unknown source: 'Volodimir Zelensky'", (), (both[0].statement_id,))
    >>> [check.severity for check in check_source_names(Evidence(both, notes=(new,)))]
    ['warning', 'note']
    >>> list(check_source_names(Evidence((example(9, source="HUR"), example(9)))))
    []
    """
    by_source = by_key(evidence.statements, "source")
    names = sorted(str(source) for (source,) in by_source)
    new = {key for note in evidence.notes if note.kind == "unknown source" for key in note.statement_ids}
    unknown = {item.source for item in evidence.statements if item.statement_id in new}
    for a, b in (pair for pair in _alike_names(names) if unknown.intersection(pair)):
        text = f"{a!r} and {b!r} look like one source; if they are, make one an alias of the other in collection.toml."
        yield evidence.make_check("R15", "warning", text, [by_source[(a,)][0], by_source[(b,)][0]])
    for note in evidence.notes:
        if note.kind == "unknown source":
            yield Check("R15", "note", f"{note.sentence}.", note.claim_ids, note.statement_ids)


def check_groups(evidence: Evidence) -> Iterator[Check]:
    """R16: a figure must say whose people it counts, and the same figure must not count two sets of people.

    >>> from helpers.checks.findings import example
    >>> mixed = Evidence((example(50000, group="Russia"), example(50000, group="Russia and North Korea")))
    >>> [check.severity for check in check_groups(mixed)]
    ['warning']
    >>> list(check_groups(Evidence((example(50000, group="Russia"), example(40000, group="Ukraine")))))
    []
    """
    for item in evidence.statements:
        if item.group is None:
            text = f"{item.wording}: nobody says whose people these are; enter the group as a correction."
            yield evidence.make_check("R16", "warning", text, (item,))
    named = [item for item in evidence.statements if item.group and number_of(item) >= _LEAST_NUMBER]
    for same in by_key(named, "measure", "best", "per").values():
        yield from _mixed(evidence, same)
    for same in by_key([item for item in named if item.best], "source", "measure", "best", "per", "status").values():
        yield from _two_groups(evidence, same)
    yield from _mixed_quotes(evidence)
    for note in evidence.notes:
        if note.kind == "group drift":
            yield Check("R16", "warning", f"{note.sentence} Look whom it includes.", note.claim_ids, note.statement_ids)


def _drift(evidence: Evidence, same: Sequence[Statement]) -> Iterator[Check]:
    """Report a source's figure once, with all statements that tell it as something else at that time."""
    several = same[:_MANY]
    drifted = [a for a in several if any(a.measure != b.measure and _at_one_time(a, b, _DRIFT_DAYS) for b in several)]
    if drifted:
        measures = " and as ".join(dict.fromkeys(item.measure for item in drifted))
        told = "; ".join(item.wording for item in drifted)
        text = f"One figure told as {measures}: {told}. Look which was said."
        yield evidence.make_check("R8", "warning", text, drifted)


def _is_slip(a: int, b: int) -> bool:
    """Tell whether two numbers differ by exactly a nought, or by two swapped neighbouring digits."""
    low, high = sorted((a, b))
    if high == 10 * low > 0:
        return True
    one, two = str(low), str(high)
    if len(one) != len(two):
        return False
    places = [place for place in range(len(one)) if one[place] != two[place]]
    return len(places) == 2 and places[1] - places[0] == 1 and one[places[0]] == two[places[1]]


def _both_entered(a: Statement, b: Statement) -> bool:
    return "articles" not in (a.origin, b.origin)


def _at_one_time(a: Statement, b: Statement, days: int) -> bool:
    """Tell whether two statements can have been made within so many days; undated ones can."""
    if not a.stated_on or not b.stated_on:
        return True
    (a_start, a_end), (b_start, b_end) = read_bounds(a.stated_on), read_bounds(b.stated_on)
    if a_end and b_start and (b_start - a_end).days > days:
        return False
    return not (b_end and a_start and (a_start - b_end).days > days)


def _alike_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    buckets: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if name != UNKNOWN_SOURCE and not name.startswith("unnamed"):
            buckets[name[:1].lower() if len(names) > _MOST_NAMES else ""].append(name)
    for bucket in buckets.values():
        for a, b in combinations(bucket[:_MOST_NAMES], 2):
            matcher = SequenceMatcher(None, a.lower(), b.lower())
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                yield a, b


def _mixed(evidence: Evidence, same: Sequence[Statement]) -> Iterator[Check]:
    """Report a figure once that some tellings give to a nation and others to several together."""
    told = by_key(same[:_MANY], "group")
    for (part,), (whole,) in permutations(told, 2):
        if _members(part) < _members(whole):
            pairs = product(told[(part,)], told[(whole,)])
            near = [pair for pair in pairs if _at_one_time(*pair, 2 * _DRIFT_DAYS)]
            if near:
                few, many = (list(dict.fromkeys(side)) for side in zip(*near, strict=True))
                tellings = f"{part} ({_sources(few)}) in one telling, {whole} ({_sources(many)}) in another"
                text = f"{number_of(few[0]):,} {few[0].measure} counts {tellings}; look whom it includes."
                yield evidence.make_check("R16", "warning", text, [*few, *many])


def _members(group: object) -> frozenset[str]:
    return frozenset(str(group).split(" and "))


def _sources(statements: Sequence[Statement]) -> str:
    return "; ".join(dict.fromkeys(item.source for item in statements))


def _two_groups(evidence: Evidence, same: Sequence[Statement]) -> Iterator[Check]:
    """Report one source's figure of one time that is told of two different groups: one of them is misread."""
    for a, b in combinations(same[:_MANY], 2):
        if not _members(a.group) & _members(b.group) and not _both_entered(a, b) and _at_one_time(a, b, _NEWS_DAYS):
            text = f"{a.wording} and {b.wording} are one figure of two groups; look whose people these are."
            yield evidence.make_check("R16", "warning", text, (a, b))


def _mixed_quotes(evidence: Evidence) -> Iterator[Check]:
    """Report figures whose sentence says that they include other people than the group given."""
    for claim in evidence.claims:
        words = claim.quote.lower()
        for group in evidence.groups:
            if (
                group != claim.group
                and claim.group
                and group.lower() not in claim.group.lower()
                and _includes(words, group)
            ):
                where = evidence.name_article(claim.article_id)
                text = f"{where}: {claim.figure} is counted as {claim.group}, but the sentence says it includes {group}"
                ids = tuple(filter(None, (claim.statement_id,)))
                yield Check("R16", "warning", f"{text}; look whose people these are.", (claim.claim_id,), ids)


def _includes(words: str, group: str) -> bool:
    return any(
        f"{link} {group.lower()}" in words
        for link in ("including", "includes", "among them", "together with", "along with")
    )
