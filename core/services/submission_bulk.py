"""Many submissions at once: those that can be are handled, the others are told with their reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import SubmissionEventKind as Event
from core.errors import Conflict, RuleViolation
from core.rules.access import Actor
from core.services.requests import first_time, keep_result, result_of
from core.services.submission_events import happen


@dataclass(frozen=True, slots=True)
class Bulk:
    """The ids that were handled, and those that were not with the reason in words."""

    done: tuple[int, ...]
    told: tuple[tuple[int, str], ...]


def submit_many(session: Session, actor: Actor, *, chosen: Sequence[tuple[int, int]], key: str) -> Bulk:
    """Hand in submissions given as (id, rev)."""
    return _all(session, actor, Event.SUBMIT, sorted(chosen), key)


def approve_many(session: Session, actor: Actor, *, chosen: Sequence[tuple[int, int]], key: str) -> Bulk:
    """Approve submissions given as (id, rev)."""
    return _all(session, actor, Event.APPROVE, sorted(chosen), key)


def lock_many(session: Session, actor: Actor, *, chosen: Sequence[tuple[int, int]], key: str) -> Bulk:
    """End the unlocking of submissions given as (id, rev)."""
    return _all(session, actor, Event.LOCK, sorted(chosen), key)


def _all(session: Session, actor: Actor, event: Event, chosen: list[tuple[int, int]], key: str) -> Bulk:
    """Handle in the order of ids, so that two people's bulks wait for each other and never lock."""
    if not first_time(session, actor, key=key, action=f"many_{event}", subject=chosen):
        kept = result_of(session, key)
        return Bulk(tuple(kept["done"]), tuple((number, why) for number, why in kept["told"]))
    done: list[int] = []
    told: list[tuple[int, str]] = []
    for submission_id, rev in chosen:
        try:
            happen(session, actor, event, submission_id, rev)
        except (Conflict, RuleViolation) as refusal:
            told.append((submission_id, refusal.message))
        else:
            done.append(submission_id)
    keep_result(session, key, {"done": done, "told": told})
    return Bulk(tuple(done), tuple(told))
