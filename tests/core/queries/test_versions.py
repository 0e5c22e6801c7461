from datetime import UTC, datetime

from sqlmodel import Session

from core.enums import VersionKind
from core.periods import Period
from core.queries.versions import choose_versions, default_period, list_years, open_months
from core.rules.follow_up import Comparison
from tests import factories

ADOPTED = datetime(2025, 12, 10, tzinfo=UTC)


def test_revised_budget_is_compared_with_before_the_original(session: Session) -> None:
    actual = factories.make_version(session, VersionKind.ACTUAL, 2026)
    budget = factories.make_version(session, VersionKind.BUDGET, 2026)
    revised = factories.make_version(session, VersionKind.REVISED, 2026, "Reviderad budget 2026")
    last = factories.make_version(session, VersionKind.ACTUAL, 2025)
    last_budget = factories.make_version(session, VersionKind.BUDGET, 2025)
    found = choose_versions(session, 2026)
    assert (found.actual, found.compared, found.last_actual, found.last_compared) == (
        actual, revised, last, last_budget,
    )  # fmt: skip
    assert found.compared_name == "Reviderad budget 2026"
    assert choose_versions(session, 2026, Comparison.BUDGET).compared == budget
    assert choose_versions(session, 2026, Comparison.NONE).compared is None
    assert choose_versions(session, 2027).held == (actual, revised)


def test_adopted_budget_goes_before_one_in_preparation(session: Session) -> None:
    adopted = factories.make_version(session, VersionKind.BUDGET, 2026, closed_at=ADOPTED)
    factories.make_version(session, VersionKind.BUDGET, 2026, "Arbetsbudget")
    assert choose_versions(session, 2026).compared == adopted


def test_default_period_is_the_latest_closed_month(session: Session) -> None:
    assert default_period(session) is None
    factories.make_version(session, VersionKind.ACTUAL, 2025)
    assert default_period(session) == Period(2025, 12)
    factories.close_months(session, 2025, range(1, 13))
    factories.close_months(session, 2026, range(1, 10))
    assert default_period(session) == Period(2026, 9)
    assert open_months(session, 2026) == {10, 11, 12}
    assert open_months(session, 2024) == frozenset(range(1, 13))
    assert list_years(session) == (2025,)
