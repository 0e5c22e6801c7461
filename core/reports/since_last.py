"""Sedan sist: what has happened on one's unit since the last visit, in a few short lines."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from core.periods import STOCKHOLM
from core.queries.news import NewsKind, NewsRow, list_news
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.texts import _, ngettext

_MOST = 5
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One line: the day in words, what has happened, and where it is opened."""

    when: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The latest lines, how many more there are, and since when in words."""

    lines: tuple[NewsLine, ...]
    more: str
    since: str


def since_last(session: Session, actor: Actor, *, unit_id: int, since: datetime) -> SinceLast:
    """Return the news of a unit since a moment, the latest first."""
    rows = list_news(session, actor, unit_id=unit_id, since=since)
    today = session.info["database"].today()
    left = len(rows) - _MOST
    return SinceLast(
        lines=tuple(
            NewsLine(day_words(row.at.astimezone(STOCKHOLM).date(), today), news_words(row), row.address)
            for row in rows[:_MOST]
        ),
        more=ngettext("och {n} händelse till", "och {n} händelser till", left).format(n=left)
        if left > 0
        else "",
        since=day_words(since.astimezone(STOCKHOLM).date(), today),
    )


def news_words(row: NewsRow) -> str:
    """Return what has happened in a sentence."""
    pattern = {
        NewsKind.OPENED: _("{about} har öppnats, svara senast {text}."),
        NewsKind.CLOSED: _("{about} är stängd."),
        NewsKind.RETURNED: _("{user} har lämnat tillbaka {about} för {unit}: {text}"),
        NewsKind.APPROVED: _("{user} har godkänt {about} för {unit}."),
        NewsKind.UNLOCKED: _("{user} har låst upp {about} för {unit}."),
        NewsKind.COMMENT: _("{user} skrev om {about}, {unit}: {text}"),
        NewsKind.DECISION: _("Beslut om {unit}: {text}."),
    }[row.kind]
    return pattern.format(about=row.about, user=row.user, unit=row.unit, text=_short(row.text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
