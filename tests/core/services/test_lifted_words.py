import pytest
from sqlmodel import Session

from core.enums import ForecastCause
from core.errors import NotAllowed, RuleViolation
from core.models import ForecastReason, Version
from core.queries.forecast_words import WHOLE, list_words
from core.services.forecast_values import say_reason
from core.services.lifted_words import explain_node, lift_words, may_explain
from tests.core.forecast_town import Town
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import LOADED_AT


def said(session: Session) -> tuple[Town, int]:
    """A forecast about which Maria has said why."""
    town = book(session)
    version_id = open_forecast(session, town)
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key="",
        cause=ForecastCause.STAFFING, text="Vikarier i maj–augusti.",
    )  # fmt: skip
    return town, version_id


def reason(session: Session, version_id: int, unit_id: int) -> tuple[ForecastCause, str]:
    row = session.get_one(ForecastReason, (version_id, unit_id, WHOLE))
    return row.cause, row.text


def test_lifted_words_keep_their_source_and_cause(session: Session) -> None:
    town, version_id = said(session)
    above, below = town.units["BUF"], town.units["411"]

    for _time in range(2):
        lift_words(session, town.sara, version_id=version_id, unit_id=above, from_unit_id=below)

    assert reason(session, version_id, above) == (
        ForecastCause.STAFFING, "Enligt Ekbackens skola: Vikarier i maj–augusti."
    )  # fmt: skip


def test_lifted_words_stand_under_what_is_said_already(session: Session) -> None:
    town, version_id = said(session)
    above, below = town.units["BUF"], town.units["411"]
    explain_node(
        session, town.sara, version_id=version_id, unit_id=above, cause=ForecastCause.VOLUME,
        text="En skola bär underskottet.",
    )  # fmt: skip

    lift_words(session, town.sara, version_id=version_id, unit_id=above, from_unit_id=below)

    assert reason(session, version_id, above) == (
        ForecastCause.VOLUME,
        "En skola bär underskottet.\nEnligt Ekbackens skola: Vikarier i maj–augusti.",
    )


def test_explanation_of_the_whole_leaves_a_units_own_reason_untouched(session: Session) -> None:
    town, version_id = said(session)

    explain_node(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], cause=ForecastCause.PRICE,
        text="Dyrare el.",
    )  # fmt: skip

    assert reason(session, version_id, town.units["411"]) == (ForecastCause.PRICE, "Dyrare el.")
    assert session.get_one(ForecastReason, (version_id, town.units["411"], "")).text == (
        "Vikarier i maj–augusti."
    )
    with pytest.raises(NotAllowed):
        explain_node(
            session, town.nils, version_id=version_id, unit_id=town.units["411"],
            cause=ForecastCause.PRICE, text="x",
        )  # fmt: skip


def test_who_may_not_approve_on_a_node_does_not_explain_it(session: Session) -> None:
    town, version_id = said(session)

    assert not may_explain(session, town.maria, unit_id=town.units["BUF"])
    assert may_explain(session, town.sara, unit_id=town.units["BUF"])
    with pytest.raises(NotAllowed):
        explain_node(
            session, town.maria, version_id=version_id, unit_id=town.units["BUF"],
            cause=ForecastCause.PRICE, text="x",
        )  # fmt: skip


@pytest.mark.parametrize("source", ["BUF", "VON", "412"])
def test_words_from_elsewhere_or_from_nobody_are_refused(session: Session, source: str) -> None:
    town, version_id = said(session)

    with pytest.raises(RuleViolation):
        lift_words(
            session, town.sara, version_id=version_id, unit_id=town.units["BUF"],
            from_unit_id=town.units[source],
        )  # fmt: skip


def test_settled_forecast_is_explained_no_more(session: Session) -> None:
    town, version_id = said(session)
    session.get_one(Version, version_id).closed_at = LOADED_AT
    session.flush()

    with pytest.raises(RuleViolation):
        explain_node(
            session, town.sara, version_id=version_id, unit_id=town.units["BUF"],
            cause=ForecastCause.PRICE, text="x",
        )  # fmt: skip


@pytest.mark.parametrize("text", ["  ", "x" * 2001])
def test_empty_or_too_long_explanation_is_refused(session: Session, text: str) -> None:
    town, version_id = said(session)

    with pytest.raises(RuleViolation):
        explain_node(
            session, town.sara, version_id=version_id, unit_id=town.units["BUF"],
            cause=ForecastCause.PRICE, text=text,
        )  # fmt: skip


def test_words_are_read_with_their_unit_row_and_author_in_tree_order(session: Session) -> None:
    town, version_id = said(session)
    say_reason(
        session, town.maria, version_id=version_id, unit_id=town.units["411"], row_key="loner",
        cause=ForecastCause.STAFFING, text="Två långa sjukskrivningar.",
    )  # fmt: skip
    lift_words(
        session, town.sara, version_id=version_id, unit_id=town.units["BUF"], from_unit_id=town.units["411"]
    )

    found = list_words(session, town.sara, version_id=version_id, unit_id=town.units["EKA"])

    assert [(one.unit_code, one.row_key, one.title, one.user) for one in found] == [
        ("BUF", WHOLE, "", "Sara"), ("411", "", "", "Maria"), ("411", "loner", "Loner", "Maria"),
    ]  # fmt: skip
    own = list_words(session, town.maria, version_id=version_id, unit_id=town.units["411"])
    assert [one.row_key for one in own] == ["", "loner"]
    with pytest.raises(NotAllowed):
        list_words(session, town.nils, version_id=version_id, unit_id=town.units["411"])
