import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.queries.forecast_adjusted import AdjustmentRow, list_adjustments
from core.services.forecast_adjustments import Adjustment, add_adjustment
from tests.core.forecast_desk_town import make_example, open_example
from tests.core.forecast_town import TKR


def test_adjustments_below_a_unit_are_told_with_amount_and_words(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    line_id = add_adjustment(
        session, town.sara, version_id=version_id, key="adjust",
        adjustment=Adjustment(town.units["4110"], town.pay, -75 * TKR, "Höjd pension"),
    )  # fmt: skip

    found = list_adjustments(session, town.maria, version_id=version_id, unit_id=town.units["411"])

    wanted = AdjustmentRow(line_id, town.units["4110"], "Ekbacken undervisning", -75 * TKR, "Höjd pension")
    assert found == [wanted]
    assert list_adjustments(session, town.nils, version_id=version_id, unit_id=town.units["412"]) == []
    with pytest.raises(NotAllowed):
        list_adjustments(session, town.nils, version_id=version_id, unit_id=town.units["411"])
