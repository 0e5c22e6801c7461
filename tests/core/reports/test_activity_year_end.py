from dataclasses import replace

from core.enums import ActivityState
from core.queries.activities import ActivityRow
from core.reports.activities import ActivityPage
from core.reports.activity_year_end import year_end_rows
from tests.core.reports.test_activity_tables import CALM, TODAY

COMMITTEE, SCHOOL, OTHER = 1, 2, 3
EVA = 9


def _page(unit_id: int, *rows: ActivityRow) -> ActivityPage:
    names = {COMMITTEE: "Nämnden", SCHOOL: "Skolan", OTHER: "Grannskolan"}
    units = names if unit_id == COMMITTEE else {unit_id: names[unit_id]}
    return ActivityPage(
        unit_id=unit_id, year=2026, today=TODAY, rows=rows, goals={}, answer=(), units=units,
        editable=frozenset(units),
    )  # fmt: skip


def _ids(page: ActivityPage) -> tuple[list[int], int]:
    found = year_end_rows(page, user_id=EVA, unit_ids=[COMMITTEE])
    return [row.id for row in found.own], found.elsewhere


def test_executive_settles_what_is_the_committees_and_what_she_answers_for() -> None:
    page = _page(
        COMMITTEE,
        replace(CALM, id=1, unit_id=COMMITTEE),
        replace(CALM, id=2, unit_id=SCHOOL),
        replace(CALM, id=3, unit_id=OTHER, owner_id=EVA),
        replace(CALM, id=4, unit_id=OTHER, state=ActivityState.DONE),
    )

    assert _ids(page) == ([1, 3], 1)


def test_unit_below_that_is_chosen_is_settled_there() -> None:
    page = _page(SCHOOL, replace(CALM, id=2, unit_id=SCHOOL))

    assert _ids(page) == ([2], 0)


def test_what_goes_on_after_the_year_or_may_not_be_changed_is_left_out() -> None:
    later = replace(CALM, id=1, unit_id=COMMITTEE, ends=None)
    page = _page(COMMITTEE, later, replace(CALM, id=2, unit_id=77, owner_id=EVA))

    assert _ids(page) == ([], 0)
