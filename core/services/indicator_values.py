"""Values of key figures, several at once: each is written if it still is what the writer saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.enums import Aggregation, Sex, ValueOrigin
from core.errors import Conflict, RuleViolation
from core.models import Indicator, IndicatorAssessment, IndicatorNote, IndicatorUnit, IndicatorValue
from core.periods import Period
from core.queries import access
from core.rules.access import Action, Actor
from core.rules.indicator_sums import Measured, ratio_of
from core.rules.long_texts import LONG, checked_text, checked_title
from core.services import audit
from core.services.goal_periods import require_begun, require_open
from core.services.requests import first_time, keep_result, result_of
from core.table import Status
from core.texts import _

_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value belongs: a key figure at a unit at the end of a month, of all, women or men."""

    indicator_id: int
    unit_id: int
    period: Period
    sex: Sex = Sex.TOTAL


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """A value from what the writer saw (None: nothing) to a new one (None: taken away).

    A share is given by its parts; its value is reckoned from them.
    """

    place: Place
    old: Decimal | None
    new: Measured | None


@dataclass(frozen=True, slots=True)
class NewNote:
    """Something that happened on a day, to stand in the picture of a key figure at a unit."""

    indicator_id: int
    unit_id: int
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class SavedValues:
    """How many were written, and where somebody else's value stands instead, by place."""

    written: int
    conflicts: dict[Place, Decimal | None]


def save_values(
    session: Session,
    actor: Actor,
    *,
    edits: Sequence[ValueEdit],
    key: str,
    origin: ValueOrigin = ValueOrigin.TYPED,
) -> SavedValues:
    """Write the values that are still what the writer saw; the others are told, and nothing of them is lost.

    Raises `NotAllowed`, and `RuleViolation` for a figure that is not measured there, is reckoned or
    fetched, a month that has not begun, or one whose follow-up is closed.
    """
    for unit_id in sorted({edit.place.unit_id for edit in edits}):
        access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    definitions = _definitions(session, edits)
    again = not first_time(session, actor, key=key, action="indicator_values", subject=list(edits))
    if again:
        kept = result_of(session, key)
        return SavedValues(int(kept), {})
    for unit_id, period in dict.fromkeys((edit.place.unit_id, edit.place.period) for edit in edits):
        require_begun(session, period)
        require_open(session, actor, unit_id=unit_id, period=period)
    conflicts: dict[Place, Decimal | None] = {}
    written = 0
    for edit in edits:
        now = _held(session, edit.place)
        if (now.value if now else None) != edit.old:
            conflicts[edit.place] = now.value if now else None
        else:
            written += _write(session, actor, definitions[edit.place.indicator_id], edit, (now, origin))
    keep_result(session, key, written)
    return SavedValues(written, conflicts)


def assess_value(
    session: Session, actor: Actor, *, place: Place, text: str, status: Status | None, seen: int | None
) -> int:
    """Say why a value is what it is, and with a status judge it otherwise than the thresholds do.

    Raises `RuleViolation` for a judgement without words, `Conflict` when somebody has said it since
    (`seen` is the id of what the writer saw); return the new row's id.
    """
    access.require_write(session, actor, Action.EDIT_GOALS, place.unit_id)
    words = checked_text(text, what=_("varför värdet bedöms så"), longest=LONG)
    require_begun(session, place.period)
    require_open(session, actor, unit_id=place.unit_id, period=place.period)
    _require_placed(session, place)
    before = latest_assessment(session, place)
    if (before.id if before else None) != seen:
        raise Conflict(_("Någon annan har skrivit om värdet sedan du öppnade det. Läs och försök igen."))
    row = IndicatorAssessment(
        indicator_id=place.indicator_id, unit_id=place.unit_id, year=place.period.year,
        month=place.period.month, status=status or "", text=words, user_id=actor.user_id,
        at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "indicator_assessed", subject=("indicator", place.indicator_id),
        unit_id=place.unit_id, change=(None, {"status": row.status, "text": words}), cause=str(place.period),
    )  # fmt: skip
    return row.id or 0


def add_note(session: Session, actor: Actor, *, note: NewNote) -> int:
    """Add something that happened on a day to the picture of a key figure at a unit; return its id."""
    access.require_write(session, actor, Action.EDIT_GOALS, note.unit_id)
    row = IndicatorNote(
        indicator_id=note.indicator_id, unit_id=note.unit_id, day=note.day,
        text=checked_title(note.text, what=_("vad som hände")), user_id=actor.user_id,
        at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "indicator_note", subject=("indicator", row.indicator_id), unit_id=row.unit_id,
        change=(None, {"day": row.day, "text": row.text}),
    )  # fmt: skip
    return row.id or 0


def latest_assessment(session: Session, place: Place) -> IndicatorAssessment | None:
    """Return what holds of a value. Not narrowed by rights: for services that have asked."""
    return session.exec(
        select(IndicatorAssessment)
        .where(
            IndicatorAssessment.indicator_id == place.indicator_id,
            IndicatorAssessment.unit_id == place.unit_id,
            IndicatorAssessment.year == place.period.year,
            IndicatorAssessment.month == place.period.month,
        )
        .order_by(col(IndicatorAssessment.id).desc())
    ).first()


def _definitions(session: Session, edits: Sequence[ValueEdit]) -> dict[int, Indicator]:
    for edit in edits:
        _require_placed(session, edit.place)
    ids = {edit.place.indicator_id for edit in edits}
    rows = session.exec(select(Indicator).where(col(Indicator.id).in_(ids))).all()
    for row in rows:
        if row.formula or row.kolada_id:
            raise RuleViolation(
                _("{title} räknas ut eller hämtas av sig självt och skrivs inte för hand.").format(
                    title=row.title
                )
            )
        if row.closed_on is not None:
            raise RuleViolation(_("{title} är avslutat. Öppna det igen först.").format(title=row.title))
    return {row.id or 0: row for row in rows}


def _require_placed(session: Session, place: Place) -> None:
    if session.get(IndicatorUnit, (place.indicator_id, place.unit_id)) is None:
        raise RuleViolation(_("Nyckeltalet mäts inte på enheten. Lägg till det där först."))


def _held(session: Session, place: Place) -> IndicatorValue | None:
    return session.get(
        IndicatorValue,
        (place.indicator_id, place.unit_id, place.period.year, place.period.month, place.sex),
        populate_existing=True,
        with_for_update=True,
    )


def _write(
    session: Session,
    actor: Actor,
    definition: Indicator,
    edit: ValueEdit,
    held: tuple[IndicatorValue | None, ValueOrigin],
) -> int:
    now, origin = held
    new = _checked(definition, edit.new) if edit.new is not None else None
    if new is None:
        if now is not None:
            session.delete(now)
    else:
        place = edit.place
        row = now or IndicatorValue(
            indicator_id=place.indicator_id, unit_id=place.unit_id, year=place.period.year,
            month=place.period.month, sex=place.sex, origin=origin, at=session.info["database"].now(),
        )  # fmt: skip
        row.value, row.numerator, row.denominator = new.value, new.numerator, new.denominator
        row.origin, row.user_id, row.at = origin, actor.user_id, session.info["database"].now()
        session.add(row)
    session.flush()
    audit.record(
        session, actor, "indicator_value", subject=("indicator", edit.place.indicator_id),
        unit_id=edit.place.unit_id, change=(edit.old, new.value if new else None),
        cause=f"{edit.place.period} {edit.place.sex}",
    )  # fmt: skip
    return 1


def _checked(definition: Indicator, new: Measured) -> Measured:
    """Return a value with its share reckoned; `RuleViolation` for half a share, or no reasonable number."""
    if definition.aggregation is Aggregation.RATIO and (
        new.numerator is not None or new.denominator is not None
    ):
        if new.numerator is None or new.denominator is None:
            raise RuleViolation(
                _("{title} är en andel: skriv både täljare och nämnare.").format(title=definition.title)
            )
        if new.denominator <= 0 or new.numerator < 0:
            raise RuleViolation(_("Nämnaren är större än noll, och täljaren inte mindre än noll."))
        new = Measured(
            ratio_of(new.numerator, new.denominator, definition.factor), new.numerator, new.denominator
        )
    if new.value is None or abs(new.value) > _LARGEST:
        raise RuleViolation(_("Skriv ett rimligt tal för {title}.").format(title=definition.title))
    return Measured(round(new.value, 6), new.numerator, new.denominator)
