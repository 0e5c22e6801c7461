"""Whatever is decided, dropped and taken back: revised = base + adopted decisions, numbered without gaps."""

from collections import Counter
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from core.db import Database
from core.enums import BudgetDecisionKind as Kind
from core.enums import BudgetDecisionState
from core.models import BudgetDecision
from core.queries.budget_bases import bases_of
from core.services import balances, budget_decisions
from tests.conftest import fixed_now
from tests.core import decisions_town as t

SCHOOLS = ("4110", "4120")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["adopt", "drop", "leave", "counter"]),
        st.integers(min_value=1, max_value=50_000),
        st.integers(min_value=1, max_value=12),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def _step(session: Session, town: t.Town, n: int, step: tuple[str, int, int, bool]) -> Counter[str]:
    """Take one step; return what it adds to each ansvar when all is done."""
    what, kronor, month, turned = step
    amount = kronor * 100 * (-1 if turned else 1)
    rows = [t.row(town, "4110", amount, month=month), t.row(town, "4120", -amount, month=month)]
    made = t.draft(
        session, town, Kind.INTERNAL, rows, unit="BUN", key=f"d{n}", effective_month=month, title=f"Nr {n}"
    )
    if what == "drop":
        budget_decisions.drop(session, town.sara, decision_id=made, rev=1, reason="Nej.", key=f"x{n}")
    if what in {"adopt", "counter"}:
        t.adopt(session, town.sara, made, key=f"a{n}")
    if what == "counter":
        back = budget_decisions.create_counter(session, town.sara, decision_id=made, key=f"c{n}")
        t.adopt(session, town.sara, back, key=f"b{n}")
    return Counter({"4110": amount, "4120": -amount}) if what == "adopt" else Counter()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_revised_is_base_and_adopted_decisions(
    sqlite_template: Path, steps: list[tuple[str, int, int, bool]]
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rodret.db"
        copyfile(sqlite_template, file)
        database = Database(f"sqlite:///{file}", now=fixed_now)
        with database.writing() as session:
            _run(session, steps)
            session.rollback()
        database.dispose()


def _run(session: Session, steps: list[tuple[str, int, int, bool]]) -> None:
    town = t.plant(session)
    expected = Counter(t.sums_of(session, town.budget))
    for n, step in enumerate(steps):
        for code, amount in _step(session, town, n, step).items():
            expected[code] += amount
    revised = bases_of(session, 2026).revised
    adopted = session.exec(
        select(BudgetDecision.number).where(BudgetDecision.state == BudgetDecisionState.ADOPTED)
    ).all()
    assert sorted(number or 0 for number in adopted) == list(range(1, len(adopted) + 1))
    assert (revised is None) == (not adopted)
    if revised is not None:
        assert t.sums_of(session, revised) == dict(expected)
    assert balances.find_faults(session) == []
