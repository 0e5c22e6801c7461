"""How many threads are open about a version, unit by unit, and how many of them ask for a change."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.models import Comment
from core.queries import access
from core.rules.access import Actor
from core.rules.subjects import SubjectKind


@dataclass(frozen=True, slots=True)
class Said:
    """Open threads: how many, and how many of them ask for a change."""

    open: int = 0
    asked: int = 0

    def __add__(self, other: "Said") -> "Said":
        return Said(self.open + other.open, self.asked + other.asked)


def open_threads(
    session: Session, actor: Actor, *, about: tuple[SubjectKind, int], unit_id: int
) -> dict[int, Said]:
    """Return the open threads about a version on each unit and ansvar below a node.

    Part of queries that have asked for the right to the version there.
    """
    kind, version_id = about
    rows = session.exec(
        select(Comment.unit_id, Comment.asked, func.count())
        .where(
            Comment.subject_kind == kind,
            Comment.subject_id == str(version_id),
            col(Comment.thread_id).is_(None),
            col(Comment.resolved_at).is_(None),
            col(Comment.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
        .group_by(col(Comment.unit_id), col(Comment.asked))
    )
    found: dict[int, Said] = {}
    for unit, asked, count in rows:
        found[unit] = found.get(unit, Said()) + Said(count, count if asked else 0)
    return found
