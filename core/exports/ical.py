"""A calendar file of whole days (RFC 5545), which every calendar program can follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Rodret//Rodret//SV"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day with something to do; `key` is its own and the same each time the calendar is read."""

    key: str
    day: date
    title: str
    text: str = ""
    address: str = ""


def calendar_bytes(days: Iterable[CalendarDay], *, name: str, made_at: datetime) -> bytes:
    """Return the days as a calendar; `made_at` is a time with its zone."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("x-wr-calname", name)
    for one in days:
        calendar.add_component(_event(one, made_at))
    return bytes(calendar.to_ical())


def _event(one: CalendarDay, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@rodret")
    event.add("dtstamp", made_at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", one.title)
    for field, value in (("description", one.text), ("url", one.address)):
        if value:
            event.add(field, value)
    return event
