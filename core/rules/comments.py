"""Comments: how long one may be changed by whoever wrote it."""

from datetime import datetime, timedelta

EDITABLE_FOR = timedelta(minutes=15)


def may_change(*, written_at: datetime, now: datetime, own: bool) -> bool:
    """Return whether a comment can still be changed: by its writer, for a quarter of an hour."""
    return own and now - written_at <= EDITABLE_FOR
