"""Text to resolved calendar dates: absolute, partial, relative, ranges and named days, as EDTF with their words."""

from helpers.dates.governing import ClaimDate, date_claim
from helpers.dates.mentions import DateMention, find_dateline, find_dates

__all__ = ["ClaimDate", "DateMention", "date_claim", "find_dateline", "find_dates"]
