"""Claims and ledger to statements: what each root source said once, however often it is repeated.

In order: what is compared of a name (``names``) and an address (``pages``), the ledger (``ledgers``), who is meant
(``roots``), copies among articles (``copies``), claims and rows in one form (``mentions``), what is one statement
(``clusters``, ``keys``, ``indexes``, ``merging``), running totals (``totals``), dependence, vintages and
corroboration, the claims tied to their statements (``linking``), what a reader should know (``notes``), all of it
together (``building``), and what changed since an earlier run (``changes``).
"""

from helpers.statements.building import build_statements
from helpers.statements.changes import Change, compare_runs, describe_changes
from helpers.statements.copies import find_copies
from helpers.statements.ledgers import LedgerRow, read_ledger
from helpers.statements.pages import name_page
from helpers.statements.records import Note, Statement, StatementSet
from helpers.statements.roots import UNKNOWN_SOURCE, Root, SourceIndex, index_sources
from helpers.statements.vintages import Vintage, list_vintages

__all__ = [
    "UNKNOWN_SOURCE",
    "Change",
    "LedgerRow",
    "Note",
    "Root",
    "SourceIndex",
    "Statement",
    "StatementSet",
    "Vintage",
    "build_statements",
    "compare_runs",
    "describe_changes",
    "find_copies",
    "index_sources",
    "list_vintages",
    "name_page",
    "read_ledger",
]
