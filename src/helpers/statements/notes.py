"""Clusters to notes: how hedge, number, components and date drifted as a statement was passed on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from helpers.claims import Claim
from helpers.statements.clusters import Cluster, Told
from helpers.statements.linking import dates_agree
from helpers.statements.mentions import Mention
from helpers.statements.records import Note

_RETOLD = 2  # so many statements shared make a retelling, if they are
_RETOLD_SHARE = 0.8  # so much of all that either article tells
_MANY_ARTICLES = 50  # what more articles tell is common knowledge


def collect_notes(built: Sequence[Told]) -> list[Note]:
    """Return what a reader should know of how statements were told: drift, conflicts, and names to settle."""
    notes = [note for item in built if len(item.cluster.mentions) > 1 for note in _notes_on(item)]
    return [*notes, *_ambiguous(built), *_retellings(built), *_alike_rows(built), *_unknown_sources(built)]


def _notes_on(item: Told) -> list[Note]:
    """Return what a reader should know of one statement: how hedge, number, components and date drifted."""
    statement, cluster = item.statement, item.cluster
    notes = []
    wordings = _by_wording(cluster)
    if len(wordings) > 1:
        told = "; ".join(f"{words} ({', '.join(who)})" for words, who in wordings.items())
        kind = "hedge drift" if len({m.points for m in cluster.mentions}) == 1 else "number drift"
        notes.append(_note(kind, item, f"{statement.wording}: told with different hedges: {told}."))
    components = {m.said.components for m in cluster.mentions if m.said.measure == "casualties"}
    if len(components) > 1:
        told = ", ".join(sorted(map(str, components)))
        notes.append(_note("component drift", item, f"{statement.wording}: what casualties include differs: {told}."))
    groups = {m.said.group for m in cluster.mentions if m.said.group}
    if len(groups) > 1:
        told = ", ".join(sorted(groups))
        notes.append(_note("group drift", item, f"{statement.wording}: whose people these are differs: {told}."))
    statuses = {m.said.status for m in cluster.mentions}
    if len(statuses) > 1:
        notes.append(_note("status drift", item, f"{statement.wording}: told as {' and as '.join(sorted(statuses))}."))
    for mention in cluster.conflicts:
        if mention.claim and not dates_agree(mention.claim, statement):
            notes.append(_conflict(item, mention, mention.claim))
    dropped = [m.claim for m in cluster.mentions if m.claim and statement.period and not m.claim.period]
    if dropped:
        text = f"{statement.wording}: covers {statement.period}, but {len(dropped)} of its claims do not say so."
        notes.append(Note("period dropped", text, tuple(c.claim_id for c in dropped), (statement.statement_id,)))
    return notes


def _conflict(item: Told, mention: Mention, claim: Claim) -> Note:
    statement = item.statement
    where = "the ledger" if item.cluster.row else "other articles"
    text = f"{statement.wording}: {_teller(mention)} dates it {claim.as_of}, {where} {statement.stated_on}."
    return Note("date conflict", text, (claim.claim_id,), (statement.statement_id,))


def _teller(mention: Mention) -> str:
    """Return who tells it: the outlet, else the document, else the ledger."""
    article = mention.article
    return article.publisher or article.path or article.article_id if article else "ledger"


def _note(kind: str, item: Told, text: str) -> Note:
    claims = tuple(mention.claim.claim_id for mention in item.cluster.mentions if mention.claim)
    return Note(kind, text, claims, (item.statement.statement_id,))


def _by_wording(cluster: Cluster) -> dict[str, list[str]]:
    """Return who tells the figure how: ledger or article, by hedge and number."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for mention in cluster.mentions:
        who = _teller(mention)
        words = f"{mention.said.modifier} {'–'.join(f'{point:,}' for point in mention.points)}"
        if who not in told[words]:
            told[words].append(who)
    return dict(told)


def _ambiguous(built: Sequence[Told]) -> list[Note]:
    """Return undated statements that may repeat any of several dated ones, so that they could not be dated."""
    dated: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for item in built:
        if item.statement.stated_on:
            dated[_figure(item)].append(item)
    notes = []
    for item in built:
        others = dated.get(_figure(item), [])
        if item.statement.stated_on is None and not item.cluster.row and len(others) > 1:
            days = ", ".join(sorted(str(other.statement.stated_on) for other in others))
            text = f"{item.statement.wording}: said on {days} too; date the article to know which it repeats."
            ids = (item.statement.statement_id, *(other.statement.statement_id for other in others))
            notes.append(Note("ambiguous", text, (), ids))
    return notes


def _figure(item: Told) -> tuple[object, ...]:
    statement = item.statement
    return (statement.source, statement.group, statement.measure, statement.status, item.cluster.first.points)


def _retellings(built: Sequence[Told]) -> list[Note]:
    """Return pairs of articles that tell the same statements and hardly another: one story in other words."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    tellers: dict[str, Mention] = {}
    shared: Counter[tuple[str, str]] = Counter()
    for item in built:
        here = {mention.claim.article_id: mention for mention in item.cluster.mentions if mention.claim}
        tellers |= here
        for article in here:
            told[article].append(item)
        if len(here) <= _MANY_ARTICLES:
            shared.update(combinations(sorted(here), 2))
    notes = []
    for (a, b), count in sorted(shared.items()):
        if count >= _RETOLD and count >= _RETOLD_SHARE * max(len(told[a]), len(told[b])):
            ids = tuple(item.statement.statement_id for item in told[a] if item in told[b])
            both = f"{_teller(tellers[a])} and {_teller(tellers[b])}"
            notes.append(Note("retelling", f"{both} tell one story: {count} statements are the same.", (), ids))
    return notes


def _alike_rows(built: Sequence[Told]) -> list[Note]:
    seen: dict[tuple[object, ...], Told] = {}
    notes = []
    for item in built:
        if (row := item.cluster.row) and row.stated_on:
            key = (
                row.source,
                row.group,
                row.measure,
                row.components,
                row.status,
                row.stated_on,
                item.cluster.first.points,
            )
            if key in seen:
                ids = (seen[key].statement.statement_id, item.statement.statement_id)
                text = f"{item.statement.wording}: two ledger rows; if they are one statement, keep the more hedged."
                notes.append(Note("ledger rows alike", text, (), ids))
            seen[key] = item
    return notes


def _unknown_sources(built: Sequence[Told]) -> list[Note]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for item in built:
        for root in item.cluster.roots:
            if not root.known:
                found[root.name].append(item.statement.statement_id)
    return [
        Note("unknown source", f"unknown source, name it in collection.toml: {name!r}", (), tuple(dict.fromkeys(ids)))
        for name, ids in sorted(found.items())
    ]
