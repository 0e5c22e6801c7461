"""One's own favourites, in one's own order."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.models import Favourite
from core.rules.access import Actor


@dataclass(frozen=True, slots=True)
class FavouriteRow:
    """An address that is close at hand; the page behind it decides what may be seen there."""

    address: str
    title: str


def list_favourites(session: Session, actor: Actor) -> list[FavouriteRow]:
    """Return one's own favourites; none for whoever looks through another person's eyes."""
    if actor.read_only:
        return []
    statement = select(Favourite).where(Favourite.user_id == actor.user_id)
    rows = session.exec(statement.order_by(col(Favourite.position), Favourite.title))
    return [FavouriteRow(row.address, row.title) for row in rows]
