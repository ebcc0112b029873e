"""Articles, claims and statements to a timeline, with the dates that conflict and an export for calendars."""

from helpers.timeline.conflicts import DateConflict, find_date_conflicts
from helpers.timeline.events import TimelineEvent, build_timeline
from helpers.timeline.exports import write_calendar

__all__ = ["DateConflict", "TimelineEvent", "build_timeline", "find_date_conflicts", "write_calendar"]
