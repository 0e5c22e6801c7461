import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.queries.classes import classes_by_row, read_definition
from core.queries.columns import columns_of
from core.queries.figures import Frame
from core.queries.municipality import read_municipality
from core.queries.tree_figures import UnitFigures, read_tree
from core.queries.versions import choose_versions
from core.rules.access import Actor
from tests import factories
from tests.core.reports import small_town
from tests.core.reports.small_town import MNKR, Town, book, controller


def read(
    session: Session, actor: Actor, town: Town, unit: str, *, internal: bool = True
) -> dict[str, UnitFigures]:
    versions = choose_versions(session, 2025)
    columns = columns_of(session, versions.held)
    classes = classes_by_row(columns, read_definition(session, "nature"), read_municipality(session))
    frame = Frame(town.units[unit], (1, 12), versions, actor.tree_id, actor.tree_id, internal)
    return {row.code: row for row in read_tree(session, actor, frame=frame, classes=classes)}


def test_every_unit_has_its_subtree_against_the_budget(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    small_town.book_committees(session, town)
    found = read(session, actor, town, "EKA")
    assert next(iter(found)) == "EKA"
    assert {code: found[code].variance // MNKR for code in ("EKA", "VON", "51", "5110", "BUN", "FIN")} == {
        "EKA": -10, "VON": -10, "51": -10, "5110": -10, "BUN": 0, "FIN": 0,
    }  # fmt: skip
    assert found["VON"].actual[:2] == (102 * MNKR, -730 * MNKR)
    assert found["SBN"].actual == (0,) * len(found["SBN"].actual)


def test_internal_rows_vanish_from_the_unit_where_both_sides_meet(session: Session) -> None:
    town = small_town.plant(session)
    actor = controller(session, town)
    book(session, town, "4110", "6090", -132 * MNKR, counterparty="170")
    book(session, town, "7110", "3490", 132 * MNKR, counterparty="140")
    found = read(session, actor, town, "EKA", internal=False)
    assert found["EKA"].actual[:3] == (0, 0, 0)
    assert found["BUN"].actual[:3] == (0, 0, -132 * MNKR)
    assert found["SBN"].actual[:3] == (132 * MNKR, 0, 0)


def test_manager_gets_her_own_subtree_only(session: Session) -> None:
    town = small_town.plant(session)
    small_town.book_committees(session, town)
    manager = factories.make_actor(session, Role.MANAGER, town.units["41"])
    assert list(read(session, manager, town, "41")) == ["41", "4110"]
    with pytest.raises(NotAllowed):
        read(session, manager, town, "BUN")
