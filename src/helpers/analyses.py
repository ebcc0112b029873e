"""A collection folder to all of its tables: each stage is computed once, from the one before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from helpers.articles import Article, read_articles, read_item
from helpers.checks import Check, check_collection
from helpers.claims import MEASURES, Claim, extract_claims
from helpers.corrections import Correction, Replay, apply_corrections, read_corrections
from helpers.dates import DateMention, find_dates
from helpers.estimates import Estimate, estimate_casualties
from helpers.evaluation import Confusion, score_statements
from helpers.publication import date_article
from helpers.statements import (
    LedgerRow,
    Statement,
    StatementSet,
    build_statements,
    compare_runs,
    find_copies,
    read_ledger,
)
from helpers.tables import (
    LIST_SEPARATOR,
    find_project,
    make_table,
    read_rows,
    select_rows,
    write_package,
    write_table,
    write_text,
)
from helpers.timeline import DateConflict, TimelineEvent, build_timeline, find_date_conflicts, write_calendar
from helpers.words import Collection, read_collection

T = TypeVar("T")
RAW, PROCESSED = Path("data", "raw"), Path("data", "processed")


@dataclass(frozen=True, eq=False)
class Analysis:
    """One collection and everything worked out from it. Each stage is read, or computed, when first asked for."""

    project: Path
    collection: Collection

    @cached_property
    def articles(self) -> list[Article]:
        """The documents, with what is known of their origin and which repeat another's words."""
        read = self._corrected("articles", read_articles(self.raw))
        return find_copies(
            [date_article(article, self.collection.obtained, self.collection.vocabulary) for article in read]
        )

    @cached_property
    def ledger(self) -> list[LedgerRow]:
        """The statements entered by hand."""
        return self._corrected("ledger", read_ledger(self.raw / "ledger.csv"))

    @cached_property
    def statement_set(self) -> StatementSet:
        """The statements, the claims tied to them, and notes on how they were told."""
        articles = self._stated_articles
        claims = [claim for article in articles for claim in extract_claims(article, self.collection)]
        return build_statements(self._corrected("claims", claims), articles, self.ledger, self.collection)

    def state(self, articles: Sequence[Article]) -> StatementSet:
        """Return the statements of other articles, with the ledger and the words of this collection."""
        stated = [_as_stated(article) for article in articles]
        claims = [claim for article in stated for claim in extract_claims(article, self.collection)]
        return build_statements(claims, stated, self.ledger, self.collection)

    def score_statements(self, gold: Sequence[Mapping[str, Any]]) -> Confusion:
        """Return how well the figures of annotated articles are gathered into statements; see ``score_statements``."""
        articles = [self.find_article(row) for row in gold]
        rows = [{**row, "id": one.article_id, "text": one.text} for row, one in zip(gold, articles, strict=True)]
        told = self.state(articles)
        words = {_entered(item): item.wording for item in self.state([]).statements}
        entered = [item for item in told.statements if item.origin != "articles"]
        return score_statements(
            rows, map(vars, told.claims), [(words[_entered(item)], item.statement_id) for item in entered]
        )

    def find_article(self, item: Mapping[str, Any]) -> Article:
        """Return the article of a mapping: the collection's own by its ``path``, else one with ``id`` and ``text``."""
        if "path" not in item:
            return read_item(item)
        found = next((article for article in self.articles if article.path == item["path"]), None)
        if found is None:
            raise ValueError(f"path: {self.raw} has no article {item['path']!r}")
        return found

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every figure of every article."""
        return self.statement_set.claims

    @cached_property
    def dates(self) -> dict[str, list[DateMention]]:
        """Every date of every article, by article."""
        vocabulary = self.collection.vocabulary
        return {
            item.article_id: find_dates(item.text, _as_stated(item).published, vocabulary) for item in self.articles
        }

    @cached_property
    def conflicts(self) -> list[DateConflict]:
        """The dates that cannot be right, or disagree, each with a proposal; none is applied."""
        return find_date_conflicts(
            self.articles,
            self.claims,
            self.statement_set.statements,
            self.collection.start,
            self.collection.groups,
            self.collection.vocabulary,
        )

    @cached_property
    def timeline(self) -> list[TimelineEvent]:
        """What happened and what was said, in order of time."""
        return build_timeline(
            self.articles, self.claims, self.statement_set.statements, self.conflicts, self.collection.vocabulary
        )

    @cached_property
    def estimates(self) -> list[Estimate]:
        """The casualty-estimate table."""
        return estimate_casualties(self.statement_set.statements)

    @cached_property
    def corrections(self) -> list[Correction]:
        """What reviewers changed."""
        return read_corrections(self.raw / "corrections.csv")

    @cached_property
    def checks(self) -> list[Check]:
        """What the coherence rules ask a person to look at."""
        problems = [problem for replay in self._replays.values() for problem in replay.problems]
        return check_collection(self.statement_set, self.articles, self.collection, self.conflicts, problems)

    @property
    def raw(self) -> Path:
        """The folder the collection is read from."""
        return self.project / RAW / self.collection.name

    @property
    def processed(self) -> Path:
        """The folder the tables are written to."""
        return self.project / PROCESSED / self.collection.name

    def table(self, name: str) -> pd.DataFrame:
        """Return one table of ``tables.TABLES``, whole."""
        rows: Sequence[object] = self.statement_set.statements if name == "statements" else getattr(self, name)
        return make_table(name, rows)

    def select(
        self,
        name: str,
        group: str | None,
        measures: Iterable[str],
        since: str | None = None,
        until: str | None = None,
        **options: Any,
    ) -> pd.DataFrame:
        """Return the rows of one table that the parameters of a notebook ask for; undated rows stay.

        ``options`` are those of ``estimate_casualties``; the estimates are then computed anew with them.

        Raises ``ValueError`` when the group or a measure is none of those there are.
        """
        wrong = [measure for measure in measures if measure not in MEASURES]
        if wrong:
            raise ValueError(f"measures: {wrong[0]!r} is none of {', '.join(MEASURES)}")
        if group is not None and group not in self.collection.groups:
            raise ValueError(f"group: {group!r} is none of {', '.join(self.collection.groups)} (collection.toml)")
        date = "stated_on" if name == "statements" else "as_of"
        rows = estimate_casualties(self.statement_set.statements, **options) if options else None
        table = self.table(name) if rows is None else make_table("estimates", rows)
        return select_rows(table, group=group, measures=measures, since=since, until=until, date=date)

    def _corrected(self, name: str, rows: Sequence[T]) -> list[T]:
        replay = apply_corrections(rows, self.corrections, name)
        self._replays[name] = replay
        return list(replay.rows)

    @cached_property
    def _stated_articles(self) -> list[Article]:
        return [_as_stated(article) for article in self.articles]

    @cached_property
    def _replays(self) -> dict[str, Replay[Any]]:
        """What became of the corrections, by table; filled as the stages are computed."""
        return {}

    def related_checks(self, statements: pd.DataFrame) -> pd.DataFrame:
        """Return the checks that concern any of these statements, or a figure of the articles, whoever it counts."""
        wanted = set(statements["statement_id"])
        checks = self.table("checks")
        ids = checks["statement_ids"].fillna("").str.split(LIST_SEPARATOR)
        related = pd.Series(
            [named == [""] or not wanted.isdisjoint(named) for named in ids], checks.index, dtype="bool"
        )
        return checks[related | checks["claim_ids"].notna()].reset_index(drop=True)

    def changes(self, earlier: str | Path | None) -> pd.DataFrame:
        """Return what changed against the tables of an earlier run; no row when there is none to compare with."""
        if earlier is None:
            return make_table("changes", [])
        before = read_rows("statements", self.project / earlier, Statement)
        return make_table("changes", compare_runs(before, self.statement_set))

    def write(self, *names: str) -> list[str]:
        """Write tables and ``datapackage.json``; return the files written, relative to the project."""
        paths = [write_table(name, self.table(name), self.processed) for name in names]
        paths.append(write_package(self.collection.name, self.collection.title, self.processed))
        return [path.relative_to(self.project).as_posix() for path in paths]

    def write_calendar(self) -> str:
        """Write the dated events as ``timeline.ics`` for any calendar program; return the file written."""
        path = self.processed / "timeline.ics"
        write_text(path, write_calendar(self.timeline))
        return path.relative_to(self.project).as_posix()


def _entered(item: Statement) -> tuple[object, ...]:
    """Return what stays of a ledger's statement however it is told: the hedge may be another."""
    figure = (item.low, item.high) if item.best is None else item.best
    return (item.source, item.stated_on, item.group, item.measure, item.status, item.per, figure, item.url)


def _as_stated(article: Article) -> Article:
    """Return the article without an inferred publication date: nothing may be dated by what was itself inferred."""
    if article.published_basis != "inferred":
        return article
    return replace(article, published=None, published_basis="unknown")


def analyse_collection(name: str, project: Path | None = None) -> Analysis:
    """Return the analysis of the collection in ``data/raw/<name>``.

    Raises ``FileNotFoundError``, naming the collections there are, when there is none of that name.
    """
    root = project or find_project()
    known = sorted(path.parent.name for path in (root / RAW).glob("*/collection.toml"))
    if name not in known:
        raise FileNotFoundError(f"{root / RAW / name}: no such collection; there is: {', '.join(known) or 'none'}")
    return Analysis(root, read_collection(root / RAW / name))
