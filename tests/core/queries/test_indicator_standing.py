from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from core.periods import Period
from core.queries.goals import read_goals
from core.queries.indicator_standing import judged_of_goals, read_standings
from core.rules.attainment import Judged
from core.rules.indicator_sums import Measured
from core.services.indicator_places import measure_goal, place_indicator
from core.services.indicator_targets import set_target
from core.services.indicator_values import Place, ValueEdit, assess_value, save_values
from core.services.indicators import close_indicator
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.core.indicators_town import READERS, SICK, put_indicator

OCTOBER = Period(2026, 10)


def _save(session: Session, town: Town, indicator_id: int, unit: str, measured: Measured) -> Place:
    place = Place(indicator_id, town.units[unit], OCTOBER)
    key = f"{indicator_id} {unit}"
    save_values(session, town.sara, edits=[ValueEdit(place, None, measured)], key=key)
    return place


def _target(session: Session, town: Town, indicator_id: int, unit: str, value: str) -> None:
    set_target(
        session, town.sara, indicator_id=indicator_id, unit_id=town.units[unit], year=2026,
        value=Decimal(value), seen=None,
    )  # fmt: skip


def test_share_of_a_committee_is_that_of_its_schools_by_their_parts(session: Session) -> None:
    town = make_town(session)
    readers = put_indicator(session, town, READERS, "411", "412", "BUN")
    _save(session, town, readers, "411", Measured(None, Decimal(18), Decimal(20)))
    _save(session, town, readers, "412", Measured(None, Decimal(90), Decimal(150)))
    _target(session, town, readers, "BUN", "66")

    found = read_standings(session, town.bo, places=[(readers, town.units["BUN"])], year=2026, month=10)

    standing = found[readers, town.units["BUN"]]
    assert standing.measured is not None
    assert standing.measured.value is not None
    assert round(standing.measured.value, 1) == Decimal("63.5")
    assert standing.measured.at == (2026, 10)
    assert standing.status is Status.PARTLY  # 63,5 is within 5 of 66


def test_value_of_a_unit_hides_what_lies_below_it(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411", "412", "BUF")
    _save(session, town, sick, "411", Measured(Decimal(9)))
    _save(session, town, sick, "BUF", Measured(Decimal(6)))

    found = read_standings(session, town.sara, places=[(sick, town.units["BUN"])], year=2026, month=10)

    assert found[sick, town.units["BUN"]].measured == Measured(Decimal(6), at=(2026, 10))


def test_formula_reads_other_figures_and_tells_what_is_wrong(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    double = put_indicator(session, town, replace(SICK, code="dubbel", formula="2 * sjukfranvaro"), "411")
    broken = put_indicator(
        session, town, replace(SICK, code="trasig", formula="1 / (sjukfranvaro - 6)"), "411"
    )
    read = put_indicator(session, town, replace(SICK, code="finns_inte"), "411")
    lost = put_indicator(session, town, replace(SICK, code="vilse", formula="finns_inte + 1"), "411")
    close_indicator(session, town.sara, indicator_id=read, rev=0, why="Mäts inte längre")
    _save(session, town, sick, "411", Measured(Decimal(6)))
    places = [(one, town.units["411"]) for one in (double, broken, lost)]

    found = read_standings(session, town.maria, places=places, year=2026, month=10)

    assert found[places[0]].measured == Measured(Decimal(12), at=(2026, 10))
    assert (found[places[1]].measured, found[places[1]].problem) == (None, "Det blir en division med noll.")
    assert found[places[2]].problem == "Nyckeltalet finns_inte finns inte."


def test_own_judgement_goes_before_the_threshold(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    place = _save(session, town, sick, "411", Measured(Decimal(7)))
    _target(session, town, sick, "411", "6")
    where = (sick, town.units["411"])

    before = read_standings(session, town.maria, places=[where], year=2026, month=10)[where]
    assess_value(session, town.maria, place=place, text="Två långa fall", status=Status.PARTLY, seen=None)
    after = read_standings(session, town.maria, places=[where], year=2026, month=10)[where]

    assert (before.status, before.judged) == (Status.BAD, False)
    assert (after.status, after.judged) == (Status.PARTLY, True)


def test_value_of_last_year_is_shown_but_judges_nothing(session: Session) -> None:
    """Sick leave 7,0 of December 2025 says nothing of the target of 2026: at most 8."""
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    where = (sick, town.units["411"])
    december = Place(*where, Period(2025, 12))
    save_values(session, town.sara, edits=[ValueEdit(december, None, Measured(Decimal(7)))], key="december")
    assess_value(session, town.maria, place=december, text="Ett bra år", status=Status.OK, seen=None)
    _target(session, town, sick, "411", "8")

    before = read_standings(session, town.maria, places=[where], year=2026, month=10)[where]
    _save(session, town, sick, "411", Measured(Decimal(7)))
    after = read_standings(session, town.maria, places=[where], year=2026, month=10)[where]

    assert before.measured == Measured(Decimal(7), at=(2025, 12))
    assert (before.status, before.judged) == (Status.NONE, False)
    assert (after.measured, after.status) == (Measured(Decimal(7), at=(2026, 10)), Status.OK)


def test_figure_of_a_unit_outside_scope_is_left_out(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "412")

    assert read_standings(session, town.maria, places=[(sick, town.units["412"])], year=2026, month=10) == {}


def test_goal_is_judged_by_its_figures_at_its_own_unit(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411")
    place_indicator(session, town.sara, indicator_id=sick, unit_ids=[town.units["412"]])
    _save(session, town, sick, "411", Measured(Decimal(5)))
    _save(session, town, sick, "412", Measured(Decimal(8)))
    for unit in ("411", "412"):
        _target(session, town, sick, unit, "6")
    first = put_goal(session, town, "411", "unit", "Friska medarbetare")
    second = put_goal(session, town, "412", "unit", "Friska medarbetare")
    measure_goal(session, town.sara, goal_id=first, indicator_id=sick, weight=2)
    measure_goal(session, town.sara, goal_id=second, indicator_id=sick)

    world = read_goals(session, town.sara, year=2026)
    found = judged_of_goals(session, town.sara, world=world, year=2026, month=10)

    assert found == {first: [Judged(Status.OK, 2)], second: [Judged(Status.BAD, 1)]}
