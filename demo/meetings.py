"""What was promised in the dialogues about the October forecast, laid as history with the days it had."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.db import Database
from core.enums import TaskStatus
from core.models import Task
from core.queries import trees
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.subjects import meeting_subject
from core.services.transaction import transaction

_HOUR = 13


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise: about which unit, made when and led by whom, who does what by when, and what came of it."""

    unit: str
    met: date
    led_by: str
    owner: str
    title: str
    due: date
    outcome: str = ""


_NORR, _VOF, _SOF = date(2026, 10, 6), date(2026, 10, 8), date(2026, 10, 9)

PROMISES = (
    PromiseFacts(
        "611", _NORR, "linda.starrbo", "fatima.norrlid", "Schema utan timanställda på helger",
        date(2026, 10, 30), "Gäller från 12 oktober. Helgerna klaras med egen personal.",
    ),
    PromiseFacts(
        "611", _NORR, "linda.starrbo", "fatima.norrlid", "Plan för de två långtidssjuka",
        date(2026, 10, 23), "Båda har en plan. En är tillbaka på halvtid sedan 19 oktober.",
    ),
    PromiseFacts(
        "611", _NORR, "linda.starrbo", "linda.starrbo", "Gemensam vikariepool för Norr och Söder",
        date(2026, 11, 6),
    ),
    PromiseFacts(
        "VOF", _VOF, "annika.ferm", "anders.kvarnlid", "Genomgång av korttidsplatserna",
        date(2026, 10, 30), "Tre platser kan avslutas i januari.",
    ),
    PromiseFacts(
        "VOF", _VOF, "annika.ferm", "anders.kvarnlid", "Rapport om inhyrd personal månad för månad",
        date(2026, 11, 5),
    ),
    PromiseFacts(
        "SOF", _SOF, "annika.ferm", "ulrika.nabb", "Omförhandling av två placeringsavtal",
        date(2026, 10, 31), "Ett avtal är sänkt med 400 kr per dygn, det andra löper ut i december.",
    ),
    PromiseFacts(
        "SOF", _SOF, "annika.ferm", "ulrika.nabb", "Ansökan om riktat bidrag för öppenvård",
        date(2026, 11, 20),
    ),
)  # fmt: skip


def lay(database: Database, actor: Actor) -> None:
    """Lay every promise as the task that it is."""
    with transaction(database, actor) as session:
        units, users = trees.unit_ids(session), user_ids(session)
        for facts in PROMISES:
            subject = meeting_subject(units[facts.unit], facts.met)
            session.add(
                Task(
                    unit_id=subject.unit_id,
                    subject_kind=subject.kind,
                    subject_id=subject.id,
                    title=facts.title,
                    owner_id=users[facts.owner],
                    due=facts.due,
                    status=TaskStatus.DONE if facts.outcome else TaskStatus.OPEN,
                    outcome=facts.outcome,
                    created_by_id=users[facts.led_by],
                    created_at=_moment(facts.met),
                    ended_at=_moment(facts.due - timedelta(days=2)) if facts.outcome else None,
                )
            )
        session.flush()


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, _HOUR, tzinfo=UTC)
