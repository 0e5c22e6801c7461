from sqlmodel import Session, select

from core.models import RowLine
from core.queries.classes import list_definitions, read_definition
from core.services.reference import install_reference


def test_shipped_definitions_are_installed_once(session: Session) -> None:
    assert install_reference(session) == ("report", "nature", "result", "groups")
    assert install_reference(session) == ()
    assert list_definitions(session) == ("groups", "nature", "report", "result")
    assert [row.key for row in read_definition(session, "nature")] == [
        "intakter", "personal", "ovriga_kostnader", "kapital", "skatter", "finans",
    ]  # fmt: skip


def test_row_that_the_municipality_changed_is_left_as_it_is(session: Session) -> None:
    install_reference(session)
    row = session.exec(select(RowLine).where(RowLine.definition == "report", RowLine.key == "lokaler")).one()
    row.title = "Hyror"
    session.add(row)
    session.flush()
    install_reference(session)
    assert "Hyror" in [one.title for one in read_definition(session, "report")]
