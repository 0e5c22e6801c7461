from sqlmodel import Session

from core.enums import Dimension, UnitKind
from core.queries.codes import CodeRow, UnitName, code_names, list_codes, unit_names
from tests import factories
from tests.core.reports import small_town


def test_codes_are_found_by_code_or_name(session: Session) -> None:
    factories.make_code(session, Dimension.ACCOUNT, "5030", "Timlön")
    factories.make_code(session, Dimension.ACCOUNT, "6010", "Hyra av lokaler")
    factories.make_code(session, Dimension.FUNCTION, "440", "Grundskola")
    assert code_names(session, Dimension.ACCOUNT) == {"5030": "Timlön", "6010": "Hyra av lokaler"}
    assert list_codes(session, Dimension.ACCOUNT, "HYRA") == [CodeRow("6010", "Hyra av lokaler")]
    assert list_codes(session, Dimension.ACCOUNT, "503") == [CodeRow("5030", "Timlön")]


def test_missing_code_is_in_no_list(session: Session) -> None:
    assert all(row.code for dimension in Dimension for row in list_codes(session, dimension))


def test_units_are_named_as_their_tree_has_them(session: Session) -> None:
    units = small_town.plant(session).units
    actor = factories.make_actor(session, small_town.Role.CONTROLLER, units["EKA"])
    found = unit_names(session, actor.tree_id, (units["41"], 999_999))
    assert found == {units["41"]: UnitName("Björkdalens skola", "41", UnitKind.UNIT)}
