"""`/halsa`: whether the process can serve, for whoever watches it. Says nothing secret."""

from anyio import to_thread
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse

from core.db import current_database
from core.migrations.run import is_current


async def health(_request: Request) -> JSONResponse:
    """Answer 200 `ok`, or 503 `degraded` with what does not work."""
    checks = await to_thread.run_sync(_checks)
    ok = all(checks.values())
    return JSONResponse(
        {"status": "ok" if ok else "degraded", **checks},
        status_code=200 if ok else 503,
        headers={"cache-control": "no-store"},
    )


def _checks() -> dict[str, bool]:
    """Return each check by name. A database that does not answer fails both."""
    try:
        database = current_database()
        with database.reading() as session:
            session.execute(text("SELECT 1"))
        return {"database": True, "migrated": is_current(database)}
    except SQLAlchemyError:
        return {"database": False, "migrated": False}
