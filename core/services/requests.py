"""Requests: a save that is asked for twice with the same key is done once."""

import hashlib
from typing import Any

from sqlalchemy import bindparam, text
from sqlmodel import Session

from core.errors import Conflict
from core.models import Request
from core.models.types import UtcTime
from core.rules.access import Actor
from core.texts import _


def first_time(session: Session, actor: Actor, *, key: str, action: str, subject: object) -> bool:
    """Claim a request key; False when the same person has already done the same to the same with it.

    Raises `Conflict` when the key was used for something else, or by somebody else.
    """
    digest = hashlib.sha256(str(subject).encode()).hexdigest()
    claimed = session.execute(
        text(
            "INSERT INTO request (key, user_id, action, digest, at) "
            "VALUES (:key, :user_id, :action, :digest, :at) ON CONFLICT (key) DO NOTHING RETURNING key"
        ).bindparams(bindparam("at", type_=UtcTime)),
        {
            "key": key,
            "user_id": actor.user_id,
            "action": action,
            "digest": digest,
            "at": session.info["database"].now(),
        },
    ).first()
    if claimed is not None:
        return True
    earlier = session.get_one(Request, key, populate_existing=True)
    if (earlier.user_id, earlier.action, earlier.digest) != (actor.user_id, action, digest):
        raise Conflict(_("Sidan är inaktuell. Ladda om den och försök igen."))
    return False


def keep_result(session: Session, key: str, result: Any) -> None:
    """Store what the request led to, for whoever asks again."""
    request = session.get(Request, key, populate_existing=True)
    if request is not None:
        request.result = result
        session.add(request)


def result_of(session: Session, key: str) -> Any:
    """Return what the request led to the first time."""
    request = session.get(Request, key, populate_existing=True)
    return request.result if request is not None else None
