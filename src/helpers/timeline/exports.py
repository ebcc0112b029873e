"""Timeline to an iCalendar file (RFC 5545) that calendar programs open."""

from collections.abc import Iterable
from datetime import date

from helpers.dates.spans import add_days
from helpers.timeline.events import TimelineEvent

LINE = 75  # octets of a line, RFC 5545 section 3.1
STAMP = "19700101T000000Z"  # the format wants a time of making; a run must not depend on its hour
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reported Casualties//Timeline//EN", "CALSCALE:GREGORIAN")


def write_calendar(events: Iterable[TimelineEvent]) -> str:
    """Return the dated events with both bounds known as an iCalendar text of whole days; others have no place in it.

    >>> event = TimelineEvent("e1", "2024-12-14/2024-12-15", "event", "Nine died; two, it is said, live.")
    >>> print(write_calendar([event]).replace(chr(13), ""))
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Reported Casualties//Timeline//EN
    CALSCALE:GREGORIAN
    BEGIN:VEVENT
    UID:e1@reported-casualties
    DTSTAMP:19700101T000000Z
    DTSTART;VALUE=DATE:20241214
    DTEND;VALUE=DATE:20241216
    SUMMARY:Nine died\\; two\\, it is said\\, live.
    CATEGORIES:EVENT
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    <BLANKLINE>
    """
    lines = [*HEAD, *(line for event in events for line in _entry(event)), "END:VCALENDAR"]
    return "".join(_folded(line) for line in lines)


def _entry(event: TimelineEvent) -> list[str]:
    if event.date_start is None or event.date_end is None:
        return []
    after = add_days(event.date_end, 1) or event.date_end  # the end of a whole-day event is the day after
    notes = [event.as_written and f"as written: {event.as_written}", event.evidence]
    told = "\n".join(note for note in notes if note)
    return [
        "BEGIN:VEVENT",
        f"UID:{event.event_id}@reported-casualties",
        f"DTSTAMP:{STAMP}",
        f"DTSTART;VALUE=DATE:{_day(event.date_start)}",
        f"DTEND;VALUE=DATE:{_day(after)}",
        f"SUMMARY:{_escaped(event.text)}",
        *([f"DESCRIPTION:{_escaped(told)}"] if told else []),
        f"CATEGORIES:{event.kind.upper()}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Return a TEXT value, RFC 5545 section 3.3.11."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join("".join(char for char in line if char >= " ") for line in escaped.splitlines())


def _folded(line: str) -> str:
    """Return a content line folded so that no part is longer than 75 octets and no character is cut."""
    parts, current, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > LINE:
            parts.append(current)
            current, size = " ", 1
        current, size = current + char, size + width
    return "\r\n".join([*parts, current]) + "\r\n"
