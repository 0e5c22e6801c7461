"""A body's decision in words: who, which day, § and diarienummer."""

from datetime import date

from core.texts import _


def decided(body: str, day: date | None, paragraph: str, diary_number: str) -> str:
    """Return `Kommunfullmäktige 2026-03-30 § 41, dnr KS 2026/087`; what is not known is left out."""
    words = body
    if day:
        words += f" {day.isoformat()}"
    number = paragraph.strip().removeprefix("§").strip()
    if number:
        words += f" § {number}"
    if diary_number:
        words += _(", dnr {number}").format(number=diary_number)
    return words.strip()
