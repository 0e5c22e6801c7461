"""A budget's workbook on its way in: the file is kept until its rows are saved or it is thrown away.

    keep_upload(session, actor, *, version_id, unit_id, data)
    kept_upload(session, actor, *, version_id, unit_id) -> bytes | None
    drop_upload(session, actor, *, version_id, unit_id)
    save_rows(session, actor, *, version_id, unit_id, edits, key) -> Saved

The file lies in the person's own drafts, in parts, since a draft holds so much text.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence

from sqlmodel import Session

from core.errors import RuleViolation
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Actor
from core.services import drafts
from core.services.plan_edits import CellEdit, Saved, save_cells
from core.services.plan_store import Step
from core.texts import _

LARGEST = 2_000_000
"""The largest file that is taken, in bytes: 2 000 rows are about a tenth of it."""
_PART = 90_000
_CAUSE = _("från Excel")


def keep_upload(session: Session, actor: Actor, *, version_id: int, unit_id: int, data: bytes) -> None:
    """Keep a file as the person's own until it is dealt with; it takes the place of an earlier one."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    if len(data) > LARGEST:
        raise RuleViolation(_("Filen är för stor för att vara en budgetbok. Hämta en ny bok och fyll i den."))
    drop_upload(session, actor, version_id=version_id, unit_id=unit_id)
    text = b64encode(data).decode("ascii")
    for number, start in enumerate(range(0, len(text), _PART)):
        part = text[start : start + _PART]
        drafts.keep_draft(session, actor, subject=_subject(version_id, unit_id, number), body=part)


def kept_upload(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> bytes | None:
    """Return the file that waits, or None."""
    parts = _parts(session, actor, version_id, unit_id)
    return b64decode("".join(parts)) if parts else None


def drop_upload(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> None:
    """Throw the file away."""
    for number in range(len(_parts(session, actor, version_id, unit_id))):
        drafts.drop_draft(session, actor, subject=_subject(version_id, unit_id, number))


def save_rows(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, edits: Sequence[CellEdit], key: str
) -> Saved:
    """Save the chosen cells, with where they came from in their history, and let go of the file.

    A cell that somebody has changed since it was shown is left alone and told, as in the sheet.
    """
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    saved = save_cells(session, actor, version_id=version_id, edits=edits, key=key, step=Step(cause=_CAUSE))
    drop_upload(session, actor, version_id=version_id, unit_id=unit_id)
    return saved


def _parts(session: Session, actor: Actor, version_id: int, unit_id: int) -> list[str]:
    parts: list[str] = []
    while True:
        held = drafts.draft_of(session, actor, subject=_subject(version_id, unit_id, len(parts)))
        if held is None:
            return parts
        parts.append(held.body)


def _subject(version_id: int, unit_id: int, number: int) -> str:
    return f"workbook:{version_id}:{unit_id}:{number}"
