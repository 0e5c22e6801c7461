"""Favourites: addresses that a person keeps close at hand. Nobody else sees them, so they are not logged."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from core.errors import RuleViolation
from core.models import Favourite
from core.rules.access import Actor
from core.rules.long_texts import checked_title
from core.texts import _

_MOST = 30
_LONGEST_ADDRESS = 400


def add_favourite(session: Session, actor: Actor, *, address: str, title: str) -> None:
    """Keep an address of our own last among one's favourites, or rename it where it is."""
    if actor.read_only:
        return
    name = checked_title(title, what=_("namnet"), longest=120)
    if not _is_own_address(address):
        raise RuleViolation(_("Bara sidor i Rodret kan bli favoriter."))
    held = session.get(Favourite, (actor.user_id, address))
    if held is not None:
        held.title = name
    else:
        count, last = session.exec(
            select(func.count(), func.max(Favourite.position)).where(Favourite.user_id == actor.user_id)
        ).one()
        if count >= _MOST:
            raise RuleViolation(_("Högst {n} favoriter får plats. Ta bort någon först.").format(n=_MOST))
        position = 0 if last is None else last + 1
        session.add(Favourite(user_id=actor.user_id, address=address, title=name, position=position))
    session.flush()


def remove_favourite(session: Session, actor: Actor, *, address: str) -> None:
    """Take an address away from one's favourites; one that is not there is left alone."""
    if not actor.read_only:
        session.exec(
            delete(Favourite).where(
                col(Favourite.user_id) == actor.user_id, col(Favourite.address) == address
            )
        )


def order_favourites(session: Session, actor: Actor, *, order: Sequence[str]) -> None:
    """Put one's favourites in the order of the addresses; those not named come last as they stood."""
    if actor.read_only:
        return
    wanted = {address: position for position, address in enumerate(order)}
    rows = session.exec(select(Favourite).where(Favourite.user_id == actor.user_id)).all()
    kept = sorted(rows, key=lambda row: (wanted.get(row.address, len(wanted)), row.position))
    for position, row in enumerate(kept):
        row.position = position
    session.flush()


def _is_own_address(address: str) -> bool:
    """Return whether an address stays within this system: a path, never another host or a script."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and len(address) <= _LONGEST_ADDRESS
        and address.isprintable()
    )
