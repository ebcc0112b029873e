"""Clusters to statements: one row each, with counts, drift and conflicts told."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from helpers.articles import Article
from helpers.claims import COMPONENTS_OF, Claim
from helpers.edtf import precision, read_bounds
from helpers.statements.clusters import Cluster, Told
from helpers.statements.copies import find_copies
from helpers.statements.corroboration import judge_corroboration
from helpers.statements.dependence import link_dependence
from helpers.statements.ledgers import LedgerRow
from helpers.statements.linking import link_claims
from helpers.statements.mentions import Mention, read_mention, read_row, settle_stand_ins
from helpers.statements.merging import merge_mentions
from helpers.statements.notes import collect_notes
from helpers.statements.pages import name_host
from helpers.statements.records import Statement, StatementSet, change
from helpers.statements.roots import Root, SourceIndex, index_sources
from helpers.statements.totals import Said, mark_totals
from helpers.statements.vintages import link_vintages
from helpers.words import Collection

_HEDGES = ("exact", "about", "range", "vague", "under", "over")  # least hedged first


def build_statements(
    claims: Sequence[Claim], articles: Sequence[Article], ledger: Sequence[LedgerRow], collection: Collection
) -> StatementSet:
    """Return what each root source said once, the claims linked to it, and notes on how it was told.

    Undated claims take the date of their statement (``as_of_basis`` ``ledger`` or ``statement``); a date that
    contradicts the statement's stays as written and is noted.
    """
    sources = index_sources(collection)
    known = {article.article_id: article for article in articles}
    checked = articles if any(article.copy_of for article in articles) else find_copies(articles)
    copies = {article.article_id: article.copy_of for article in checked if article.copy_of}
    start = _first_day(collection.start)
    read = [read_mention(claim, known.get(claim.article_id), sources, start) for claim in claims]
    mentions = settle_stand_ins(read, sources)
    clusters = merge_mentions([read_row(row, sources) for row in ledger], mentions, copies)
    built = _with_distinct_ids([Told(cluster, _make_statement(cluster, sources, copies)) for cluster in clusters])
    words = collection.vocabulary["sources"]
    measures = {claim.claim_id: claim.measure for claim in claims}
    said = [Said(item.statement, _notes_of(item.cluster), _is_part(item.cluster, measures)) for item in built]
    totals = zip(mark_totals(said, words), (item.notes for item in said), strict=True)
    statements = judge_corroboration(
        link_vintages(link_dependence(list(totals), sources, words["dependence"]["notes"]))
    )
    final = {statement.statement_id: statement for statement in statements}
    built = [Told(item.cluster, final[item.statement.statement_id]) for item in built]
    return StatementSet(
        statements=tuple(sorted(statements, key=_reading_order)),
        claims=tuple(link_claims(claims, built)),
        notes=tuple(collect_notes(built)),
        corrected=frozenset(item.statement.statement_id for item in built if _is_corrected(item.cluster)),
    )


def _first_day(value: str | None) -> int | None:
    start = read_bounds(value)[0] if value else None
    return start.toordinal() if start else None


def _make_statement(cluster: Cluster, sources: SourceIndex, copies: Mapping[str, str]) -> Statement:
    root, row = _root(cluster), cluster.row
    said = _most_hedged(cluster).said
    repeated = [mention.article for mention in cluster.mentions if mention.article]
    articles = {article.article_id: article for article in repeated}
    claims = [mention.claim for mention in cluster.mentions if mention.claim]
    stated_on = _stated_on(cluster)
    n_outlets = _count_outlets(articles.values(), sources)
    return Statement(
        statement_id="",
        source=row.source if row and not root.known else root.name if not row or _canonical(root) else row.source,
        side=(row.side if row and row.side else root.side),
        source_kind=root.kind,
        relayed_by=_listed(_relays(cluster)),
        stated_on=stated_on,
        group=cluster.first.said.group,
        measure=said.measure,
        components=_components(cluster),
        modifier=said.modifier,
        low=said.low,
        best=said.best,
        high=said.high,
        per=said.per,
        status=cluster.first.said.status,
        period=_period(cluster),
        n_claims=len(claims),
        n_articles=len({claim.article_id for claim in claims}),
        n_outlets=n_outlets,
        n_copies=sum(article in copies for article in articles),
        first_published=_first_published(articles.values()),
        origin="both" if row and claims else "ledger" if row else "articles",
        url=(url := row.url if row else _first_url(articles.values())),
        grade=_grade(root, stated_on, url is not None or n_outlets > 1),
    )


def _canonical(root: Root) -> bool:
    return not root.is_unnamed and not root.vague


def _root(cluster: Cluster) -> Root:
    """Return the source all mentions agree on; named together with others, the one most often named."""
    if cluster.row or len(cluster.roots) == 1:
        return cluster.roots[0]
    named = Counter(root.key for mention in cluster.mentions for root in mention.roots)
    return max(cluster.roots, key=lambda root: (named[root.key], -cluster.roots.index(root)))


def _most_hedged(cluster: Cluster) -> Mention:
    """Return the mention whose wording wins: the most hedged of those with the statement's own number."""
    alike = [mention for mention in cluster.mentions if mention.points == cluster.first.points]
    return max(alike, key=lambda mention: (_HEDGES.index(mention.said.modifier), mention is cluster.first))


def _components(cluster: Cluster) -> str | None:
    if (measure := cluster.first.said.measure) != "casualties":
        return COMPONENTS_OF.get(measure)
    if cluster.row:
        return cluster.row.components
    counted = Counter(mention.said.components for mention in cluster.mentions if mention.said.components != "?")
    if not counted:
        return cluster.first.said.components
    return max(sorted(counted, key=str), key=lambda value: counted[value])


def _period(cluster: Cluster) -> str | None:
    """Return the ledger's period, else the one most claims give whose dates are not in doubt."""
    if cluster.row and cluster.row.period:
        return cluster.row.period
    sure = [mention for mention in cluster.mentions if mention not in cluster.conflicts]
    periods = Counter(mention.said.period for mention in sure if mention.said.period)
    return periods.most_common(1)[0][0] if periods else None


def _stated_on(cluster: Cluster) -> str | None:
    if cluster.row:
        return cluster.row.stated_on
    return cluster.first.claim.as_of if cluster.first.claim else None


def _relays(cluster: Cluster) -> list[str]:
    """Return who passed it on: whom the ledger names, else whom the articles name."""
    if cluster.row and cluster.row.relayed_by:
        return [cluster.row.relayed_by]
    keys = {root.key for root in cluster.roots}
    return sorted({root.relay for told in cluster.mentions for root in told.roots if root.relay and root.key in keys})


def _listed(names: Sequence[str]) -> str | None:
    return "; ".join(names) or None


def _count_outlets(articles: Iterable[Article], sources: SourceIndex) -> int:
    """Return how many outlets told it; articles of unknown origin count as one, and only when no outlet is known."""
    articles = list(articles)
    names = {
        sources.name_outlet((article.publisher or "").split(" / ")[0])
        or (name_host(article.url) if article.url else None)
        for article in articles
    }
    return len(names - {None}) or int(bool(articles))


def _first_published(articles: Iterable[Article]) -> str | None:
    dated = [article.published for article in articles if article.published]
    return min(dated, key=lambda value: (str(read_bounds(value)[0] or ""), value), default=None)


def _first_url(articles: Iterable[Article]) -> str | None:
    with_url = [article for article in articles if article.url]
    first = min(with_url, key=lambda article: (article.published or "~", article.article_id), default=None)
    return first.url if first else None


def _grade(root: Root, stated_on: str | None, is_documented: bool) -> str:
    if root.kind == "unattributed":
        return "D"
    if root.is_unnamed or root.vague or stated_on is None:
        return "C"
    return "A" if is_documented and precision(stated_on) == 1 else "B"


def _with_distinct_ids(built: Sequence[Told]) -> list[Told]:
    """Give every statement an id made of what it says; what else tells it apart is added only where ids meet."""
    plain = [_hashed(item.statement) for item in built]
    count = Counter(plain)
    named = []
    taken: Counter[str] = Counter()
    for item, short in zip(built, plain, strict=True):
        name = short if count[short] == 1 else _hashed(item.statement, _apart(item))
        taken[name] += 1
        if taken[name] > 1:
            name = _hashed(item.statement, f"{_apart(item)}|{taken[name]}")
        named.append(Told(item.cluster, change(item.statement, statement_id=name)))
    return named


def _hashed(statement: Statement, apart: str = "") -> str:
    number = statement.best if statement.best is not None else f"{statement.low}-{statement.high}"
    what = (statement.group, statement.measure, statement.components, statement.status, statement.per, number)
    text = "|".join(map(str, (statement.source, *what, statement.stated_on, apart)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _apart(item: Told) -> str:
    row, claims = item.cluster.row, [mention.claim for mention in item.cluster.mentions if mention.claim]
    if row:
        return f"{row.modifier}|{row.period}|{row.note}"
    return "|".join(sorted({claim.article_id for claim in claims})[:1])


def _notes_of(cluster: Cluster) -> tuple[str, ...]:
    return (cluster.row.note,) if cluster.row and cluster.row.note else ()


def _is_part(cluster: Cluster, measures: Mapping[str, str]) -> bool:
    """Tell whether the claims say it is a part of a greater figure of the same measure, or of one event or period."""
    claims = [mention.claim for mention in cluster.mentions if mention.claim]
    parts = [claim for claim in claims if claim.part_of and measures.get(claim.part_of) == claim.measure]
    periods = [claim for claim in claims if claim.period]
    return (not cluster.row and len(parts) * 2 > len(claims)) or len(periods) * 2 > len(claims)


def _is_corrected(cluster: Cluster) -> bool:
    return any(mention.said.review for mention in cluster.mentions)


def _reading_order(statement: Statement) -> tuple[str, ...]:
    start = statement.stated_on_start or statement.stated_on_end
    return (str(start or "~"), statement.source, statement.measure, statement.group or "", statement.statement_id)
