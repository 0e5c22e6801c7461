import pytest
from sqlmodel import Session

from core.enums import BudgetDecisionKind as Kind
from core.enums import Dimension, Role, VersionKind
from core.errors import NotAllowed
from core.queries.budget_bases import bases_of
from core.queries.comparable_versions import list_comparable
from core.queries.version_differences import Where, list_differences
from core.reports import compare_versions, version_changes, words
from core.reports.compare_versions import CompareView
from core.reports.follow_up_view import ACCOUNTS, FUNCTIONS, REPORT
from core.services.reference import install_reference
from tests import factories
from tests.core import decisions_town as t
from tests.core.decisions_town import MNKR


@pytest.fixture
def town(session: Session) -> t.Town:
    own = t.plant(session)
    install_reference(session)
    rows = [
        t.row(own, "4120", -3 * MNKR, month=4, text="Färre elever"), t.row(own, "6110", 3 * MNKR, month=4),
    ]  # fmt: skip
    made = t.draft(session, own, Kind.REALLOCATION, rows, effective_month=4, title="Till hemtjänst")
    t.adopt(session, own.sara, made)
    return own


def _view(session: Session, town: t.Town, unit: str = "EKA", **more: object) -> CompareView:
    return CompareView(town.units[unit], town.budget, bases_of(session, 2026).revised or 0, **more)  # type: ignore[arg-type]


def _shown(answer: compare_versions.Comparison) -> dict[str, tuple[object, ...]]:
    table = answer.table
    at = [table.column(key) for key in ("one", "other", "change")]
    return {str(row.cells[0]): tuple(row.cells[n] for n in at) for row in table.rows}


def test_compare_by_unit_shows_the_largest_difference_first_and_the_rest_as_one(
    session: Session, town: t.Town
) -> None:
    answer = compare_versions.build(session, town.sara, view=_view(session, town))

    assert _shown(answer) == {
        "Barn- och utbildningsnämnden": (-52 * MNKR, -49 * MNKR, 3 * MNKR),
        "Vård- och omsorgsnämnden": (-600 * MNKR, -603 * MNKR, -3 * MNKR),
        "2 rader utan skillnad": (681 * MNKR, 681 * MNKR, 0),
        "Årets resultat": (29 * MNKR, 29 * MNKR, 0),
    }
    assert words.plain(answer.answer).startswith(
        "Budget 2026 och Reviderad budget 2026 har samma netto för Ekarboda kommun."
    )


@pytest.mark.parametrize("rows", [ACCOUNTS, FUNCTIONS, REPORT])
def test_compare_by_any_rows_has_the_same_total(session: Session, town: t.Town, rows: str) -> None:
    answer = compare_versions.build(session, town.sara, view=_view(session, town, "VON", rows=rows))

    total = answer.table.rows[-1]
    assert answer.table.value(total.key, "change") == -3 * MNKR
    assert len(answer.table.rows) == 2


def test_compare_sentence_names_the_amount_and_where(session: Session, town: t.Town) -> None:
    answer = compare_versions.build(session, town.sara, view=_view(session, town, "BUN"))

    assert words.plain(answer.answer).replace("\u00a0", " ") == (
        "Från Budget 2026 till Reviderad budget 2026 ändras nettot för Barn- och utbildningsnämnden "
        "med +3,0 mnkr, mest björkdalens skola."
    )


def test_compare_until_march_shows_no_difference_before_april(session: Session, town: t.Town) -> None:
    answer = compare_versions.build(session, town.sara, view=_view(session, town, months=(1, 3)))

    assert words.plain(answer.answer) == "Budget 2026 och Reviderad budget 2026 är lika för Ekarboda kommun."


def test_differences_name_the_decision_and_its_words(session: Session, town: t.Town) -> None:
    where = Where(
        town.units["EKA"], town.budget, bases_of(session, 2026).revised or 0, Dimension.ACCOUNT, "5020",
        (1, 12),
    )  # fmt: skip

    table = version_changes.build(session, town.sara, where=where, names=("Budget", "Reviderad"))

    why = table.column("why")
    assert [(row.cells[0], row.cells[why]) for row in table.rows] == [
        ("Björkdalen undervisning", "Budgetbeslut 1: Färre elever"),
        ("Hemtjänst", "Budgetbeslut 1: Till hemtjänst"),
    ]


def test_differences_outside_scope_are_refused(session: Session, town: t.Town) -> None:
    where = Where(town.units["VON"], town.budget, town.budget, Dimension.ACCOUNT, "5020", (1, 12))

    with pytest.raises(NotAllowed):
        list_differences(session, town.maria, where=where)


def test_versions_in_preparation_are_only_for_those_who_see_plans(session: Session, town: t.Town) -> None:
    factories.make_version(session, VersionKind.BUDGET, 2027, "Budget 2027")
    t.draft(session, town, Kind.INTERNAL, [t.row(town, "4110", MNKR)], unit="411", key="d", title="Flytt")
    elected = factories.make_actor(session, Role.ELECTED_OFFICIAL, town.units["EKA"])

    seen = {who: [row.name for row in list_comparable(session, actor)] for who, actor in
            (("elected", elected), ("maria", town.maria))}  # fmt: skip

    assert seen["elected"] == ["Budget 2026", "Reviderad budget 2026"]
    assert seen["maria"] == [
        "Budget 2027", "Budget 2026", "Reviderad budget 2026", "Budgetbeslut: Flytt",
    ]  # fmt: skip


def test_versions_are_none_for_whoever_sees_no_economy(session: Session, town: t.Town) -> None:
    safety = factories.make_actor(session, Role.SAFETY_REPRESENTATIVE, town.units["411"])

    assert list_comparable(session, safety) == []
