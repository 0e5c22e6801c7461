import pytest
from sqlmodel import Session, col, select

from core.enums import Dimension
from core.imports.check import NewCode
from core.models import MISSING, Code, Coding
from core.services import codings

NOTHING = ("",) * 8


def _coding(account: str, function: str = "") -> tuple[str, ...]:
    return (account, function, "", "", "", "", "", "")


def _create(session: Session, *codes: tuple[Dimension, str, str]) -> None:
    codings.create_codes(
        session, [NewCode(dimension, code, name, placeholder=not name) for dimension, code, name in codes]
    )


def test_create_codes_without_a_name_are_placeholders(session: Session) -> None:
    _create(session, (Dimension.ACCOUNT, "5021", "Månadslön"), (Dimension.FUNCTION, "440", ""))

    rows = session.exec(select(Code).where(Code.code != "").order_by(col(Code.code))).all()
    assert [(row.dimension, row.code, row.name, row.placeholder) for row in rows] == [
        (Dimension.FUNCTION, "440", "", True),
        (Dimension.ACCOUNT, "5021", "Månadslön", False),
    ]


def test_create_codes_of_nothing_does_nothing(session: Session) -> None:
    codings.create_codes(session, [])

    assert session.exec(select(Code.code)).all() == [""]


def test_coding_ids_same_combination_is_one_coding(session: Session) -> None:
    _create(session, (Dimension.ACCOUNT, "5021", "Lön"), (Dimension.FUNCTION, "440", "Grundskola"))

    first = codings.coding_ids(session, [_coding("5021"), _coding("5021", "440"), _coding("5021")])
    second = codings.coding_ids(session, [_coding("5021", "440")])

    assert first[0] == first[2] != first[1]
    assert second == [first[1]]
    assert len(session.exec(select(Coding.id)).all()) == 2


def test_coding_ids_of_what_no_row_uses_is_nothing(session: Session) -> None:
    assert codings.coding_ids(session, [NOTHING]) == [MISSING]
    assert session.exec(select(Coding.id)).all() == []


def test_coding_ids_same_code_in_two_dimensions_is_two_codes(session: Session) -> None:
    _create(session, (Dimension.ACCOUNT, "440", "Konto"), (Dimension.FUNCTION, "440", "Verksamhet"))

    (coding_id,) = codings.coding_ids(session, [_coding("440", "440")])

    row = session.get_one(Coding, coding_id)
    assert row.account_id != row.function_id


def test_coding_ids_of_a_code_that_was_not_created_is_an_error(session: Session) -> None:
    with pytest.raises(KeyError):
        codings.coding_ids(session, [_coding("9999")])
