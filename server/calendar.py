"""`/kalender/<token>.ics`: a person's own deadlines, for a calendar that asks without a cookie.

Whoever has the address sees titles and days, no figures. What is wrong with a token is never said.
"""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.db import current_database
from core.exports.ical import calendar_bytes
from core.queries.access import load_actor
from core.queries.calendar_feeds import owner_of
from core.reports import calendar_feed
from core.settings import load_settings
from core.texts import _

_HEADERS = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


async def show_calendar(request: Request) -> Response:
    """Answer with the calendar of the token's owner, as her roles are today; 404 for any other token."""
    content = await to_thread.run_sync(_calendar_of, request.path_params["token"])
    if content is None:
        return PlainTextResponse(_("Kalendern finns inte."), status_code=404, headers=_HEADERS)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=_HEADERS)


def _calendar_of(token: str) -> bytes | None:
    database = current_database()
    with database.reading() as session:
        owner_id = owner_of(session, token)
        actor = load_actor(session, owner_id, today=database.today()) if owner_id is not None else None
        if actor is None:
            return None
        days = calendar_feed.build(
            session, actor, today=database.today(), public_url=load_settings().public_url
        )
    return calendar_bytes(days, name=_("Rodret: mina dagar"), made_at=database.now())
