"""Tables to charts: Altair for the screen (``chart_…``), a matplotlib twin for print (``print_…``)."""

from helpers.charts.coherence import chart_coherence, print_coherence
from helpers.charts.latest import chart_latest, print_latest
from helpers.charts.marks import with_quotes
from helpers.charts.renderers import set_up
from helpers.charts.repetitions import chart_repetitions, print_repetitions
from helpers.charts.revisions import chart_revisions, print_revisions
from helpers.charts.styles import source_colours
from helpers.charts.tellings import chart_tellings, print_tellings
from helpers.charts.timelines import chart_timeline, print_timeline
from helpers.charts.totals import chart_totals, print_totals

__all__ = [
    "chart_coherence",
    "chart_latest",
    "chart_repetitions",
    "chart_revisions",
    "chart_tellings",
    "chart_timeline",
    "chart_totals",
    "print_coherence",
    "print_latest",
    "print_repetitions",
    "print_revisions",
    "print_tellings",
    "print_timeline",
    "print_totals",
    "set_up",
    "source_colours",
    "with_quotes",
]
