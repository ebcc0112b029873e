"""Reported casualties: from news articles to dated, attributed figures.

The modules, in the order in which data passes through them. Each imports only from
those named before it; ``tests/test_layers.py`` enforces it.
"""

LAYERS = (
    "edtf",  # uncertain dates: EDTF text and its bounds
    "wordings",  # figures and dates -> words
    "words",  # vocabulary and collection settings, as data
    "patterns",  # word lists -> patterns that find any of their words
    "articles",  # documents in any format -> clean text with what is known about it
    "sentences",  # text -> sentences with offsets
    "counts",  # sentence -> figures with bounds and hedge
    "dates",  # text -> resolved calendar dates
    "people",  # text -> groups, speakers, chains
    "publication",  # article -> publication date, with its basis
    "claims",  # article -> claims
    "evaluation",  # claims and gold -> scorecard
    "corrections",  # review overlay, replayed on claims and ledger
    "statements",  # claims and ledger -> statements by root source
    "timeline",  # claims, statements, dates -> dated events and conflicts
    "estimates",  # statements -> the casualty-estimate table
    "checks",  # statements, claims -> coherence rules R1-R16
    "tables",  # schemas, reading, writing, exports
    "analyses",  # collection folder -> all of its tables
    "displays",  # tables -> HTML tables that people read
    "summaries",  # tables -> sentences
    "charts",  # tables -> Altair and matplotlib charts
    "reports",  # notebooks -> one page, in batch
    "__main__",  # command line
)
