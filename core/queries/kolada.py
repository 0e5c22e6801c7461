"""What has been fetched from Kolada: key figures by search, places, the values and how old they are.

Everything is read from the cache, so that the last values show when the network is away. Kolada's
figures are open to all, and here to everybody who sees goals somewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal
from sqlmodel import Session, col, or_, select

from core.errors import NotAllowed
from core.models import KoladaFetch, KoladaKpi, KoladaPlace, KoladaValue, Setting
from core.rules.access import Action, Actor, may_anywhere
from core.rules.kolada import REGIONS, fold, is_made_for_somebody, rank, words_of
from core.texts import _

OWN_PLACE, COMPARED_PLACE = "kolada_municipality", "kolada_comparison"
"""The settings that hold the municipality's own id at Kolada, and the place it compares itself with."""

LIST_OF_KPIS = "nyckeltal"
"""What a fetch of the register of key figures is called."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure as it is shown; the time is that of its title, not of its values."""

    id: str
    title: str
    text: str
    area: str
    by_sex: bool
    publication: str
    retired: bool
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The best of the key figures that were found, and how many they all are."""

    kpis: tuple[Kpi, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, or a group with its members."""

    id: str
    title: str
    is_group: bool
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The municipality's own place at Kolada and the one it is compared with; None while not chosen."""

    own: Place | None
    compared: Place | None


def search_kpis(session: Session, actor: Actor, *, words: str, limit: int = 20) -> Found:
    """Return the key figures in which every word stands, the best first; none for no words."""
    require_goals(actor)
    wanted = words_of(words)
    if not wanted:
        return Found((), 0)
    rest = col(KoladaKpi.text) + " " + col(KoladaKpi.area)
    last = or_(col(KoladaKpi.retired), col(KoladaKpi.area).startswith(REGIONS))
    asked = select(KoladaKpi.id, KoladaKpi.title, rest, last).where(*(_holds(word) for word in wanted))
    ranked = []
    for kpi_id, title, text, is_last in session.exec(asked):
        place = rank(wanted, kpi_id=kpi_id, title=title, text=text, last=bool(is_last))
        if place is not None:
            ranked.append((place, kpi_id))
    best = [kpi_id for _place, kpi_id in sorted(ranked)[:limit]]
    rows = {row.id: _kpi(row) for row in session.exec(select(KoladaKpi).where(col(KoladaKpi.id).in_(best)))}
    return Found(tuple(rows[kpi_id] for kpi_id in best), len(ranked))


def kpi(session: Session, actor: Actor, *, kpi_id: str) -> Kpi | None:
    """Return a key figure by its id; None when it is not known here."""
    require_goals(actor)
    row = session.get(KoladaKpi, kpi_id.strip())
    return _kpi(row) if row else None


def list_fetched(session: Session, actor: Actor) -> tuple[Kpi, ...]:
    """Return the key figures that have values, by their titles."""
    require_goals(actor)
    with_values = select(KoladaValue.kpi_id).distinct()
    rows = session.exec(select(KoladaKpi).where(col(KoladaKpi.id).in_(with_values)))
    return tuple(sorted((_kpi(row) for row in rows), key=lambda one: fold(one.title)))


def chosen_places(session: Session, actor: Actor) -> Chosen:
    """Return the municipality's own place and the one it is compared with."""
    require_goals(actor)
    return places_in_use(session)


def places_in_use(session: Session) -> Chosen:
    """Return the places of the settings; an id whose name is not fetched is its own name."""
    held = dict(
        session.exec(
            select(Setting.key, Setting.value).where(col(Setting.key).in_((OWN_PLACE, COMPARED_PLACE)))
        ).all()
    )
    known = places_by_id(session, [value for value in held.values() if value])
    return Chosen(*(_named(held.get(key, ""), known) for key in (OWN_PLACE, COMPARED_PLACE)))


def list_municipalities(session: Session, actor: Actor) -> tuple[Place, ...]:
    """Return the municipalities, regions and the country by name."""
    require_goals(actor)
    rows = session.exec(select(KoladaPlace).where(~col(KoladaPlace.is_group)))
    return tuple(sorted((_place(row) for row in rows), key=lambda place: fold(place.title)))


def groups_for(session: Session, actor: Actor, *, place_id: str) -> tuple[Place, ...]:
    """Return the groups a municipality may be compared with.

    First those made for it ("Liknande kommuner grundskola, Ekarboda, 2025"), the latest year first,
    then those that it is a member of.
    """
    require_goals(actor)
    own = session.get(KoladaPlace, place_id)
    member = literal(" ").concat(KoladaPlace.members).concat(" ").contains(f" {place_id} ", autoescape=True)
    conditions: list[ColumnElement[bool]] = [member]
    made_for = f", {own.title}, " if own else ""
    if own:
        conditions.append(col(KoladaPlace.title).contains(made_for, autoescape=True))
    rows = session.exec(select(KoladaPlace).where(col(KoladaPlace.is_group), or_(*conditions)))
    found = [_place(row) for row in rows if not _is_somebody_elses(row.title, made_for)]
    return tuple(sorted(found, key=lambda group: _group_order(group.title, made_for)))


def latest_list(session: Session, actor: Actor) -> tuple[datetime | None, datetime | None, int]:
    """Return when the register was fetched, when a later try failed, and how many key figures there are."""
    require_goals(actor)
    count = session.exec(select(func.count()).select_from(KoladaKpi)).one()
    tries = session.exec(select(KoladaFetch).where(KoladaFetch.what == LIST_OF_KPIS)).all()
    good = max((one.at for one in tries if one.values), default=None)
    bad = max((one.at for one in tries if not one.values), default=None)
    return good, bad if bad and (good is None or bad > good) else None, count


def places_by_id(session: Session, place_ids: Iterable[str]) -> dict[str, Place]:
    """Return the places that are known of some ids."""
    rows = session.exec(select(KoladaPlace).where(col(KoladaPlace.id).in_(set(place_ids))))
    return {row.id: _place(row) for row in rows}


def require_goals(actor: Actor) -> None:
    """Refuse whoever sees no goals anywhere."""
    if not may_anywhere(actor, Action.VIEW_GOALS):
        raise NotAllowed(_("Din roll ger inte den rätten."), action=Action.VIEW_GOALS)


def _holds(word: str) -> ColumnElement[bool]:
    """Return the condition that a word may stand in a row: no database folds å, ä and ö alike.

    Letters beyond ASCII match any; what is found is looked at again.
    """
    pattern = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in word)
    everything = (
        col(KoladaKpi.id) + " " + col(KoladaKpi.title) + " " + col(KoladaKpi.text) + " " + col(KoladaKpi.area)
    )
    return everything.ilike(f"%{pattern}%")


def _is_somebody_elses(title: str, made_for: str) -> bool:
    """Return whether a group of similar municipalities was made for another one."""
    return is_made_for_somebody(title) and (not made_for or made_for not in title)


def _group_order(title: str, made_for: str) -> tuple[int, int, str]:
    own = bool(made_for) and made_for in title
    year = title.rsplit(" ", 1)[-1]
    return (int(not own), -int(year) if own and year.isdecimal() else 0, fold(title))


def _kpi(row: KoladaKpi) -> Kpi:
    return Kpi(
        row.id, row.title, row.text, row.area, row.by_sex, row.publication, row.retired, row.fetched_at
    )


def _place(row: KoladaPlace) -> Place:
    return Place(row.id, row.title, row.is_group, tuple(row.members.split()))


def _named(place_id: str, known: dict[str, Place]) -> Place | None:
    return known.get(place_id) or (Place(place_id, place_id, False) if place_id else None)
