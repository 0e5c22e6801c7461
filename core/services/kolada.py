"""What a person asks of Kolada: to be compared with somebody, and to have values fetched now."""

from sqlmodel import Session

from core.errors import RuleViolation
from core.models import KoladaKpi, KoladaPlace, Setting
from core.queries import access
from core.queries.kolada import COMPARED_PLACE, OWN_PLACE, places_in_use
from core.rules.access import Action, Actor
from core.services import audit, jobs
from core.services.kolada_jobs import FETCH
from core.services.requests import first_time
from core.texts import _


def choose_places(session: Session, actor: Actor, *, own_id: str, compared_id: str, key: str) -> None:
    """Choose the municipality's own place at Kolada and whom it is compared with; empty for nobody.

    Both must be places that have been fetched. The own one is no group.
    """
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    own, compared = _known(session, own_id), _known(session, compared_id)
    if own is not None and own.is_group:
        raise RuleViolation(_("Välj en kommun, inte en grupp, som er egen."))
    if own is not None and compared is not None and own.id == compared.id:
        raise RuleViolation(_("Välj någon annan än er själva att jämföra med."))
    chosen = {OWN_PLACE: own.id if own else "", COMPARED_PLACE: compared.id if compared else ""}
    if not first_time(session, actor, key=key, action="kolada_places", subject=sorted(chosen.items())):
        return
    before = {}
    for name, value in chosen.items():
        row = session.get(Setting, name) or Setting(key=name)
        before[name], row.value = row.value, value
        session.add(row)
    session.flush()
    audit.record(
        session, actor, "kolada_places_chosen", subject=("setting", OWN_PLACE),
        change=(list(before.values()), list(chosen.values())),
    )  # fmt: skip


def ask_for_values(session: Session, actor: Actor, *, kpi_id: str, key: str) -> int:
    """Ask for a key figure's values of the chosen places, as a job; return its id."""
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    if session.get(KoladaKpi, kpi_id) is None:
        raise RuleViolation(_("Nyckeltalet finns inte bland dem som är hämtade. Sök efter ett annat."))
    chosen = places_in_use(session)
    if chosen.own is None and chosen.compared is None:
        raise RuleViolation(_("Välj först er egen kommun eller vilka ni jämför er med."))
    return jobs.enqueue(session, actor, key=key, kind=FETCH, payload={"kpis": [kpi_id]})


def ask_for_register(session: Session, actor: Actor, *, key: str) -> int:
    """Ask for the register of all key figures, municipalities and groups, as a job; return its id."""
    access.require_write(session, actor, Action.MANAGE_STEERING, actor.top_unit_id)
    return jobs.enqueue(session, actor, key=key, kind=FETCH, payload={"register": True})


def _known(session: Session, place_id: str) -> KoladaPlace | None:
    if not place_id:
        return None
    place = session.get(KoladaPlace, place_id)
    if place is None:
        raise RuleViolation(_("Kommunen eller gruppen finns inte bland dem som är hämtade. Välj en annan."))
    return place
