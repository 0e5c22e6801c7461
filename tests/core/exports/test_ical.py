from datetime import UTC, date, datetime

from icalendar import Calendar

from core.exports.ical import CalendarDay, calendar_bytes

NOW = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)
LONG = "Ekbackens skola, Lindens skola; Åsens förskola och 14 till, en rad längre än sjuttiofem tecken"


def test_calendar_is_read_back_by_another_reader() -> None:
    days = [
        CalendarDay("round-1-submit", date(2026, 11, 13), "Budget 2027: lämna in", LONG, "https://ekarboda.example"),
        CalendarDay("round-2-approve", date(2026, 12, 31), "Mål: godkänn"),
    ]  # fmt: skip
    calendar = Calendar.from_ical(calendar_bytes(days, name="Rodret: sista dagar", made_at=NOW))
    events = calendar.walk("VEVENT")

    assert [
        (e["uid"], e["summary"], e["dtstart"].dt, e["dtend"].dt, e.get("description", ""), e.get("url", ""))
        for e in events
    ] == [
        ("round-1-submit@rodret", "Budget 2027: lämna in", date(2026, 11, 13), date(2026, 11, 14), LONG,
         "https://ekarboda.example"),
        ("round-2-approve@rodret", "Mål: godkänn", date(2026, 12, 31), date(2027, 1, 1), "", ""),
    ]  # fmt: skip
    assert events[0]["dtstamp"].dt == NOW


def test_calendar_lines_are_short_and_end_as_the_standard_wants() -> None:
    data = calendar_bytes([CalendarDay("a", date(2026, 11, 13), LONG)], name="Namn", made_at=NOW)
    lines = data.split(b"\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in lines) <= 75


def test_empty_calendar_is_a_calendar() -> None:
    data = calendar_bytes([], name="Namn", made_at=NOW)
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rodret//Rodret//SV\r\n")
