from uuid import uuid4

import pytest
from sqlmodel import Session, select

from core.enums import PlanOrigin, SubmissionState, VersionKind
from core.errors import NotAllowed, RuleViolation
from core.models import PlanLine, Submission
from core.queries.generator_runs import LastRun, last_run
from core.queries.plan_sums import net_by_ansvar
from core.services.assumptions import set_assumption
from core.services.balances import find_faults
from core.services.generators import GENERATORS, explain_line, preview_run, run_generator
from tests.core.frame_town import TKR, Town, make_town, put_plan
from tests.factories import make_coding, make_version, put_balance

KR = 100


@pytest.fixture
def town(session: Session) -> Town:
    made = make_town(session)
    base = make_version(session, VersionKind.REVISED, 2026, "Gällande budget 2026")
    pay, goods = made.pay, make_coding(session, "6420")
    put_balance(session, base, made.units["4110"], pay, {1: 100_000 * KR, 2: 100_001 * KR})
    put_balance(session, base, made.units["6110"], goods, {3: 50_000 * KR})
    put_balance(session, base, made.units["9100"], made.tax, {1: -900_000 * KR})
    write(session, made, "salary_index", "3", "")
    write(session, made, "price_index", "2,1", "")
    return made


def write(session: Session, town: Town, key: str, value: str, seen: str) -> None:
    set_assumption(
        session, town.actors["sara"], place=(key, 2027), value=value, source="Plan", seen=seen,
        key=str(uuid4()),
    )  # fmt: skip


def run(session: Session, town: Town, *, who: str = "sara") -> int:
    return run_generator(
        session, town.actors[who], version_id=town.version_id, generator="indexation", key=str(uuid4())
    )


def generated(session: Session) -> list[PlanLine]:
    rows = select(PlanLine).where(PlanLine.origin == PlanOrigin.GENERATOR).order_by("unit_id")
    return list(session.exec(rows))


def net(session: Session, town: Town) -> dict[str, int]:
    codes = {unit_id: code for code, unit_id in town.units.items()}
    found = net_by_ansvar(
        session, version_id=town.version_id, tree_id=town.actors["sara"].tree_id, unit_id=town.units["EKA"]
    )
    return {codes[unit_id]: amount for unit_id, amount in found.items()}


def state(session: Session, town: Town) -> LastRun | None:
    return last_run(
        session, town.actors["sara"], version_id=town.version_id, generator="indexation",
        keys=GENERATORS["indexation"].reads,
    )  # fmt: skip


def test_indexation_adds_a_line_per_coding_by_the_index_of_its_account(session: Session, town: Town) -> None:
    lines = run(session, town)

    pay, goods = generated(session)
    assert lines == 2
    assert (pay.label, pay.m1, pay.m2) == ("Uppräkning 3\u00a0%", 3_000 * KR, 3_000 * KR)
    assert (goods.label, goods.m3) == ("Uppräkning 2,1\u00a0%", 1_050 * KR)
    assert net(session, town) == {"4110": 6_000 * KR, "6110": 1_050 * KR}
    assert [fault for fault in find_faults(session) if fault.version_id == town.version_id] == []


def test_generated_line_says_why_it_is_what_it_is(session: Session, town: Town) -> None:
    run(session, town)

    words = explain_line(generated(session)[1].explain)

    assert words == ("Prisindex, övriga kostnader 2027, 2,1\u00a0% av 50\u00a0000 kr i Gällande budget 2026.")


def test_indexation_again_replaces_its_own_lines_and_nobody_elses(session: Session, town: Town) -> None:
    put_plan(session, town, {"4110": 500})
    run(session, town)
    write(session, town, "salary_index", "3,4", "3")

    run(session, town)

    assert len(generated(session)) == 2
    assert net(session, town)["4110"] == 500 * TKR + 6_800 * KR


def test_indexation_is_stale_when_an_assumption_is_newer(session: Session, town: Town) -> None:
    assert state(session, town) is None
    run(session, town)
    fresh = state(session, town)

    write(session, town, "salary_index", "3,4", "3")

    now = state(session, town)
    assert fresh is not None
    assert now is not None
    assert (fresh.stale, now.stale) == (False, True)


def test_indexation_leaves_units_that_have_handed_in(session: Session, town: Town) -> None:
    row = session.exec(select(Submission).where(Submission.unit_id == town.units["411"])).one()
    row.state = SubmissionState.SUBMITTED
    session.add(row)
    session.flush()

    run(session, town)

    assert net(session, town) == {"6110": 1_050 * KR}


def test_preview_tells_what_would_be_added_and_writes_nothing(session: Session, town: Town) -> None:
    table = preview_run(session, town.actors["sara"], version_id=town.version_id, generator="indexation")

    assert table.value("BUN", "amount") == 6_000 * KR
    assert table.value("total", "amount") == 7_050 * KR
    assert generated(session) == []


def test_indexation_without_any_index_says_where_to_write_one(session: Session) -> None:
    town = make_town(session)
    make_version(session, VersionKind.REVISED, 2026, "Gällande budget 2026")

    with pytest.raises(RuleViolation, match="Förutsättningar"):
        run(session, town)


def test_indexation_is_finances_alone(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        run(session, town, who="bo")
