"""What a person's own activities ask of her, with the address that opens each."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.queries.activities import ActivityRow, list_own
from core.queries.stand_ins import person_of
from core.rules.access import Actor
from core.rules.activity_duties import Duty, duties_of, duty_words
from core.rules.subjects import Subject, SubjectKind, address_of

_OPENS = {Duty.BEGIN: "lage", Duty.CHECK: "avstamningar", Duty.END: "lage", Duty.EFFECT: "verkan"}


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """One thing to do with an activity by a day, told from `quiet_until` on.

    `owner` is whom one stands in for; empty for one's own.
    """

    activity_id: int
    kind: Duty
    title: str
    due: date
    quiet_until: date
    unit: str
    address: str
    owner: str = ""


def list_own_duties(session: Session, actor: Actor) -> list[OwnDuty]:
    """Return what her own activities ask of the actor, and those of whom she stands in for, with days."""
    person = person_of(actor)
    return [
        duty
        for row in list_own(session, actor)
        for duty in _duties(row, "" if row.owner_id == person else row.owner)
    ]


def _duties(row: ActivityRow, owner: str) -> list[OwnDuty]:
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
            owner=owner,
        )
        for one in duties_of(row.state, (row.starts, row.ends), left, row.effect_due)
    ]
