"""Two at once: of two who change the same limit the second is told; different ones both hold."""

from threading import Barrier, Thread

import pytest

from core.db import Database
from core.errors import Conflict
from core.queries.limits import read_limits
from core.rules.access import Actor
from core.rules.limits import LimitKey
from core.services.limits import change_limit
from core.services.transaction import transaction
from tests.core import control_town


@pytest.mark.parametrize(
    "limits", [(LimitKey.PLAN_DAYS, LimitKey.PLAN_DAYS), (LimitKey.CONTROL_ASK, LimitKey.CONTROL_MISSING)]
)
def test_of_two_who_change_at_once_nothing_is_lost(
    database: Database, limits: tuple[LimitKey, LimitKey]
) -> None:
    town = control_town.stored(database)
    with database.reading() as session:
        sara: Actor = town.actor(session, "sara")
        seen = {limit: read_limits(session).number(limit) for limit in limits}
    start, told = Barrier(2), []

    def ask(n: int, limit: LimitKey) -> None:
        start.wait()
        held = str(seen[limit] // (1 if limit is LimitKey.PLAN_DAYS else 100))
        try:
            with transaction(database, sara) as session:
                change_limit(
                    session, sara, limit=limit, value=str(40 + n), seen=held, why="Beslut", key=f"key-{n}"
                )
        except Conflict:
            told.append(n)

    asks = [Thread(target=ask, args=(n, limit)) for n, limit in enumerate(limits)]
    for thread in asks:
        thread.start()
    for thread in asks:
        thread.join()

    with database.reading() as session:
        held = [read_limits(session).number(limit) for limit in limits]
    if limits[0] is limits[1]:
        (late,) = told
        assert held[0] == 40 + (1 - late)
    else:
        assert (told, held) == ([], [40_00, 41_00])
