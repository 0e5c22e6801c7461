from collections.abc import Sequence
from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import Role, UnitKind, UnitState, VersionKind
from core.errors import NotAllowed, RuleViolation
from core.models import Tree
from core.queries import trees
from core.rules.access import Actor
from core.rules.trees import OUTSIDE_CODE, Add, Change, Close, Move, Node, Rename
from core.services import audit, checks
from core.services.organisation import create_first_tree, place_unknown_cost_centers, reorganise
from tests.factories import FIRST_DAY, make_actor, make_tree, make_version, nodes, put_balance, unit_ids

TOWN = """
1    K -   Ekarboda kommun
4    N 1   Barn- och utbildningsnämnden
412  E 4   Ekbackens skola
4120 A 412 Skola
4121 A 412 Fritidshem
5    N 1   Socialnämnden
5101 A 5   Hemtjänst
"""
JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def _start(session: Session) -> Actor:
    units = make_tree(session, TOWN)
    return make_actor(session, Role.ADMINISTRATOR, units["1"])


def _tree(session: Session, valid_from: date) -> dict[str, Node]:
    tree_id = session.exec(select(Tree.id).where(Tree.valid_from == valid_from)).one()
    return trees.nodes_of(session, tree_id or 0)


def _add(text: str) -> list[Change]:
    return [Add(node) for node in nodes(text)]


def test_create_first_tree_has_a_place_for_what_stands_outside(session: Session) -> None:
    create_first_tree(session, valid_from=FIRST_DAY, nodes=nodes(TOWN), note="Från start")

    found = _tree(session, FIRST_DAY)
    assert found[OUTSIDE_CODE] == Node(OUTSIDE_CODE, "Utanför organisationen", UnitKind.COMMITTEE, "1")
    assert set(found) == {node.code for node in nodes(TOWN)} | {OUTSIDE_CODE}
    audit.seal(session, session.info["database"].now())
    assert checks.run_checks(session) == []


def test_create_first_tree_twice_is_refused(session: Session) -> None:
    make_tree(session, TOWN)

    with pytest.raises(RuleViolation, match="Organisationen finns redan"):
        create_first_tree(session, valid_from=JULY, nodes=nodes(TOWN))


def test_create_first_tree_with_a_code_twice_is_refused(session: Session) -> None:
    with pytest.raises(RuleViolation, match="Samma kod står på flera enheter"):
        create_first_tree(session, valid_from=JULY, nodes=nodes("1 K - Topp\n4 N 1 Ena\n4 N 1 Andra"))


def test_reorganise_makes_a_tree_from_a_date_and_leaves_the_old_one(session: Session) -> None:
    administrator = _start(session)
    before = _tree(session, FIRST_DAY)

    reorganise(
        session,
        administrator,
        valid_from=JULY,
        changes=[Move("412", "5"), Rename("5", "Välfärdsnämnden"), Close("4121", successor="4120")],
        note="Ny nämnd",
    )

    after = _tree(session, JULY)
    assert after["412"].parent == "5"
    assert after["5"].name == "Välfärdsnämnden"
    assert (after["4121"].state, after["4121"].parent) == (UnitState.CLOSED, "4120")
    assert _tree(session, FIRST_DAY) == before


def test_reorganise_new_unit_stands_outside_older_trees_as_one_to_come(session: Session) -> None:
    administrator = _start(session)

    reorganise(session, administrator, valid_from=JULY, changes=_add("413 E 4 Nyskolan\n4130 A 413 Nyskolan"))

    assert _tree(session, JULY)["413"].parent == "4"
    old = _tree(session, FIRST_DAY)
    assert old["413"] == Node("413", "Nyskolan", UnitKind.UNIT, OUTSIDE_CODE, UnitState.FUTURE)
    assert old["4130"] == Node("4130", "Nyskolan", UnitKind.COST_CENTER, "413", UnitState.FUTURE)


def test_reorganise_between_two_trees_changes_the_later_one_too(session: Session) -> None:
    administrator = _start(session)
    reorganise(session, administrator, valid_from=JULY, changes=[Rename("412", "Ekbackens nya skola")])

    reorganise(session, administrator, valid_from=JANUARY, changes=[Move("412", "5"), *_add("6 N 1 Kultur")])

    assert [_tree(session, day)["412"].parent for day in (FIRST_DAY, JANUARY, JULY)] == ["4", "5", "5"]
    assert [_tree(session, day)["412"].name for day in (FIRST_DAY, JANUARY, JULY)] == [
        "Ekbackens skola",
        "Ekbackens skola",
        "Ekbackens nya skola",
    ]
    assert [_tree(session, day)["6"].parent for day in (FIRST_DAY, JANUARY, JULY)] == [OUTSIDE_CODE, "1", "1"]


def test_reorganise_on_a_date_that_has_a_tree_changes_that_tree(session: Session) -> None:
    administrator = _start(session)
    first = reorganise(session, administrator, valid_from=JULY, changes=[Move("412", "5")])
    second = reorganise(session, administrator, valid_from=JULY, changes=[Rename("412", "Ekbacken")])

    assert first == second
    assert (_tree(session, JULY)["412"].parent, _tree(session, JULY)["412"].name) == ("5", "Ekbacken")
    assert len(session.exec(select(Tree.id)).all()) == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([Move("412", "4120")], "412 kan inte hänga under ansvaret 4120"),
        ([Move("4", "412")], "En enhet kan inte hänga under sig själv"),
        ([Close("1")], "Ekarboda kommun kan inte stängas"),
        ([Rename("99", "Okänd")], "Enheten 99 finns inte"),
    ],
)
def test_reorganise_that_cannot_be_says_why(
    session: Session, changes: Sequence[Change], message: str
) -> None:
    administrator = _start(session)

    with pytest.raises(RuleViolation, match=message):
        reorganise(session, administrator, valid_from=JULY, changes=changes)


def test_reorganise_before_the_organisation_begins_is_refused(session: Session) -> None:
    administrator = _start(session)

    with pytest.raises(RuleViolation, match="Organisationen börjar 2020-01-01"):
        reorganise(session, administrator, valid_from=date(2019, 12, 31), changes=[Move("412", "5")])


def test_reorganise_by_a_manager_is_refused(session: Session) -> None:
    _start(session)
    manager = make_actor(session, Role.MANAGER, unit_ids(session)["1"])

    with pytest.raises(NotAllowed):
        reorganise(session, manager, valid_from=JULY, changes=[Move("412", "5")])


def test_place_unknown_cost_centers_puts_them_outside_every_tree(session: Session) -> None:
    administrator = _start(session)
    reorganise(session, administrator, valid_from=JULY, changes=[Move("412", "5")])

    place_unknown_cost_centers(session, administrator, ["9999", "9998", "9999"])

    for day in (FIRST_DAY, JULY):
        found = _tree(session, day)
        assert found["9999"] == Node("9999", "Okänt ansvar 9999", UnitKind.COST_CENTER, OUTSIDE_CODE)
        assert found["9998"].parent == OUTSIDE_CODE


def test_every_unit_with_a_balance_stays_in_every_tree_through_reorganisations(session: Session) -> None:
    administrator = _start(session)
    changes: list[tuple[date, list[Change]]] = [
        (JULY, [*_add("413 E 4 Nyskolan\n4130 A 413 Nyskolan"), Close("4121", successor="4130")]),
        (JANUARY, [Move("4120", "5"), *_add("5102 A 5 Natt")]),
        (JULY, [Close("413"), Move("5102", "4")]),
    ]
    version = make_version(session, VersionKind.FRAME, 2026)
    for day, own in changes:
        reorganise(session, administrator, valid_from=day, changes=own)
    place_unknown_cost_centers(session, administrator, ["77"])

    everywhere = [set(_tree(session, day)) for day in (FIRST_DAY, JANUARY, JULY)]

    assert everywhere[0] == everywhere[1] == everywhere[2] == set(unit_ids(session))
    assert version
    audit.seal(session, session.info["database"].now())
    assert checks.run_checks(session) == []


def test_run_checks_tells_of_a_balance_whose_unit_a_tree_lacks(session: Session) -> None:
    from sqlalchemy import text

    from tests.factories import make_coding

    units = make_tree(session, TOWN)
    version = make_version(session, VersionKind.FRAME, 2026)
    put_balance(session, version, units["5101"], make_coding(session, "5021"), {1: 0})
    session.execute(text("DELETE FROM tree_unit WHERE unit_id = :u"), {"u": units["5101"]})
    audit.seal(session, session.info["database"].now())

    findings = checks.run_checks(session)

    assert findings[0] == "Organisationen från 2020-01-01 saknar ansvar med belopp: 5101."
    assert findings[1].startswith("Organisationen från 2020-01-01 är inte rätt numrerad: ")
