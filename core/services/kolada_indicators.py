"""Making a key figure of Kolada one of the municipality's own, with what is fetched of it already."""

from dataclasses import replace

from sqlmodel import Session, select

from core.enums import Direction
from core.errors import RuleViolation
from core.models import Indicator, KoladaKpi
from core.queries import access
from core.queries.kolada_own import own_of
from core.rules.access import Action, Actor
from core.rules.indicator_texts import Definition
from core.rules.kolada_indicator import definition_of, free_code
from core.services.indicators import add_indicator
from core.services.kolada_carry import carry_over
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

_LONGEST_KEY = 30


def use_as_indicator(
    session: Session, actor: Actor, *, kpi_id: str, direction: Direction, key: str, why: str = ""
) -> int:
    """Add a key figure of Kolada to the municipality's own, owned by the actor; return its id.

    What is fetched already of the municipality's own place becomes its values at once. Raises
    `NotAllowed`, and `RuleViolation` for one that is not known here, is retired, or is used already.
    """
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    if not first_time(session, actor, key=key, action="kolada_used", subject=(kpi_id, direction, why)):
        return int(result_of(session, key))
    definition = replace(_definition(session, kpi_id), direction=direction, owner_id=actor.user_id)
    indicator_id = add_indicator(
        session, actor, definition=definition, unit_ids=[actor.top_unit_id], key=f"{key[:_LONGEST_KEY]}-add",
        why=why,
    )  # fmt: skip
    carry_over(session, session.info["database"].now())
    keep_result(session, key, indicator_id)
    return indicator_id


def _definition(session: Session, kpi_id: str) -> Definition:
    kpi = session.get(KoladaKpi, kpi_id)
    if kpi is None:
        raise RuleViolation(_("Nyckeltalet finns inte bland dem som är hämtade. Sök efter ett annat."))
    if kpi.retired:
        raise RuleViolation(
            _("Kolada har slutat med nyckeltalet, så det får inga nya värden. Välj ett annat.")
        )
    own = own_of(session, kpi_id)
    if own is not None:
        words = _("Ni har redan {title}, som hämtas från Kolada.")
        if own.closed_on is not None:
            words = _("Ni har redan haft {title}. Öppna det igen i stället.")
        raise RuleViolation(words.format(title=own.definition.title))
    made = definition_of(
        kpi.id, kpi.title, text=kpi.text, by_sex=kpi.by_sex, publication=kpi.publication,
        today=session.info["database"].today(),
    )  # fmt: skip
    return replace(made, code=free_code(kpi.id, session.exec(select(Indicator.code)).all()))
