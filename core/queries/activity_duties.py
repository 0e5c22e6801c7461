"""What a person's own activities ask of her, with the address that opens each."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.queries.activities import ActivityRow, list_own
from core.rules.access import Actor
from core.rules.activity_duties import Duty, duties_of, duty_words
from core.rules.subjects import Subject, SubjectKind, address_of

_OPENS = {Duty.BEGIN: "lage", Duty.CHECK: "avstamningar", Duty.END: "lage", Duty.EFFECT: "verkan"}


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """One thing to do with an activity by a day, told from `quiet_until` on."""

    activity_id: int
    kind: Duty
    title: str
    due: date
    quiet_until: date
    unit: str
    address: str


def list_own_duties(session: Session, actor: Actor) -> list[OwnDuty]:
    """Return what the activities that the actor carries out ask of her, each with its day."""
    return [duty for row in list_own(session, actor) for duty in _duties(row)]


def _duties(row: ActivityRow) -> list[OwnDuty]:
    left = [check.day for check in row.checks if not check.done]
    subject = Subject(SubjectKind.ACTIVITY, str(row.id), row.unit_id)
    address = address_of(subject, unit_code=row.unit_code)
    return [
        OwnDuty(
            activity_id=row.id,
            kind=one.kind,
            title=duty_words(one.kind, row.title),
            due=one.due,
            quiet_until=one.quiet_until,
            unit=row.unit,
            address=f"{address}&gor={_OPENS[one.kind]}",
        )
        for one in duties_of(row.state, (row.starts, row.ends), left, row.effect_due)
    ]
