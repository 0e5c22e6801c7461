import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.enums import Sex
from core.imports.kolada import (
    DELETED,
    Answer,
    KpiRow,
    PlaceRow,
    ValueRow,
    read_groups,
    read_kpis,
    read_municipalities,
    read_values,
)

READERS = (read_kpis, read_municipalities, read_groups, read_values)
N = ("N00090", "0180", 2025)


def body(*rows: Any, **more: Any) -> bytes:
    return json.dumps({"values": list(rows), "count": len(rows), **more}).encode()


def data(*values: dict[str, Any], **more: Any) -> bytes:
    row = {"kpi": "N00090", "municipality": "0180", "period": 2025, "values": list(values)}
    return body(row | more)


def one(sex: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"gender": sex, "count": 1, "status": "", "value": value, "isdeleted": False, **more}


def told(answer: Answer[Any]) -> list[str]:
    return [problem.message for problem in answer.problems]


def test_read_kpis_has_the_fields_of_v3() -> None:
    row = {
        "id": "N00090", "title": "Sjukfrånvaro totalt, andel (%)", "description": "Dagar.\nKälla: SKR.",
        "is_divided_by_gender": True, "municipality_type": "K", "auspice": "E",
        "operating_area": "Kommunen, övergripande", "publication_date": "2027-03-06", "publ_period": "2026",
    }  # fmt: skip

    answer = read_kpis(body(row, next_url="https://api.exempel/v3/kpi?page=2"))

    assert answer.rows == (
        KpiRow(
            "N00090", "Sjukfrånvaro totalt, andel (%)", "Dagar. Källa: SKR.", "Kommunen, övergripande",
            True, "2027-03-06", False,
        ),
    )  # fmt: skip
    assert (answer.next_url, answer.problems) == ("https://api.exempel/v3/kpi?page=2", ())


@pytest.mark.parametrize("title", ["Väntetid (- 2024)", "Väntetid (-2024)", "Väntetid (– 2024) "])
def test_read_kpis_retired_title_is_seen(title: str) -> None:
    (row,) = read_kpis(body({"id": "U21401", "title": title, "publication_date": None})).rows

    assert (row.retired, row.publication) == (True, "")


def test_read_kpis_year_inside_a_title_is_no_retirement() -> None:
    (row,) = read_kpis(body({"id": "N1", "title": "Enligt regler från 2024 (kr)"})).rows

    assert not row.retired


def test_read_kpis_row_without_a_title_is_told_and_the_rest_read() -> None:
    answer = read_kpis(body({"id": "N1"}, {"id": "N2", "title": "Två"}, {"title": "Ingen"}, None, 7))

    assert [row.id for row in answer.rows] == ["N2"]
    assert told(answer) == ["4 rader saknar nyckeltalets id eller namn."]


def test_read_kpis_one_that_only_regions_have_says_so() -> None:
    row = {"id": "N7", "title": "Vårdplatser", "municipality_type": "L", "operating_area": "Sjukvård"}

    assert read_kpis(body(row)).rows[0].area == "Regioner, Sjukvård"


def test_read_places_keep_their_zeros_and_members() -> None:
    group = {"id": "G1", "title": "Grannar", "members": [{"member_id": "0180"}, {"memberId": 1280}, "1480"]}

    assert read_municipalities(body({"id": "0180", "title": "Stockholm", "type": "K"})).rows == (
        PlaceRow("0180", "Stockholm", False),
    )
    assert read_municipalities(body({"id": 180, "title": "Stockholm"})).rows[0].id == "0180"
    assert read_groups(body(group)).rows == (PlaceRow("G1", "Grannar", True, ("0180", "1280", "1480")),)


def test_read_places_deleted_group_is_left_out() -> None:
    assert read_groups(body({"id": "G1", "title": "Grannar", "deleted": True})) == Answer()


def test_read_values_by_sex_with_a_status_where_there_is_none() -> None:
    answer = read_values(data(one("T", 7.2), one("K", None, status="Missing"), one("M", 4)))

    assert answer.rows == (
        ValueRow(*N, Sex.TOTAL, Decimal("7.2"), ""),
        ValueRow(*N, Sex.WOMEN, None, "Missing"),
        ValueRow(*N, Sex.MEN, Decimal(4), ""),
    )
    assert answer.problems == ()


@pytest.mark.parametrize("mark", ["isdeleted", "is_deleted", "isDeleted", "deleted", "DELETED"])
@pytest.mark.parametrize("yes", [True, 1, "true"])
def test_read_values_deleted_value_is_a_word_and_no_number(mark: str, yes: object) -> None:
    value = {"gender": "T", "value": 7.2, mark: yes}

    assert read_values(data(value)).rows == (ValueRow(*N, Sex.TOTAL, None, DELETED),)


def test_read_values_fields_of_other_names_are_understood() -> None:
    row = {"kpi_id": "N00090", "municipality_id": "0180", "year": "2025", "gender": "T", "value": "7,2"}

    assert read_values(body(row)).rows == (ValueRow(*N, Sex.TOTAL, Decimal("7.2"), ""),)


def test_read_values_unknown_fields_are_passed_over() -> None:
    answer = read_values(data(one("T", 7.2, quality="A"), region="Mitt"))

    assert (len(answer.rows), answer.problems) == (1, ())


def test_read_values_renamed_value_is_told_and_not_taken_for_nothing() -> None:
    answer = read_values(data({"gender": "T", "amount": 7.2}))

    assert (answer.rows, told(answer)) == ((), ["1 rad saknar värde."])


@pytest.mark.parametrize("value", ["sju", True, [7], {"v": 7}, 1e300, "1e999999999"])
def test_read_values_value_that_is_no_number_is_told(value: object) -> None:
    answer = read_values(data(one("T", value), one("K", 7)))

    assert [row.sex for row in answer.rows] == [Sex.WOMEN]
    assert told(answer) == ["1 rad har ett värde som inte är ett tal."]


def test_read_values_not_a_number_is_no_value() -> None:
    answer = read_values(
        b'{"values": [{"kpi": "N1", "municipality": "0180", "period": 2025,'
        b' "values": [{"gender": "T", "value": NaN}]}]}'
    )

    assert [row.value for row in answer.rows] == [None]


@pytest.mark.parametrize("period", ["2025-01", 20, None, "x"])
def test_read_values_row_without_a_year_is_told(period: object) -> None:
    assert told(read_values(data(one("T", 7), period=period))) == ["1 rad saknar nyckeltal, kommun eller år."]


def test_read_values_value_for_somebody_else_is_told() -> None:
    assert told(read_values(data(one("X", 7)))) == [
        "1 rad säger inte om värdet gäller alla, kvinnor eller män."
    ]


def test_read_values_one_that_stands_twice_is_the_later() -> None:
    assert [row.value for row in read_values(data(one("T", 7), one("T", 8))).rows] == [Decimal(8)]


def test_read_values_text_that_no_database_stores_is_cleaned() -> None:
    (row,) = read_values(data(one("T", None, status="a\x00b\ud800c"))).rows

    assert row.status == "abc"


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"<html>404</html>", b"1" * 5000]
)
def test_read_damaged_body_is_told(read: Any, damaged: bytes) -> None:
    answer = read(damaged)

    assert (answer.rows, answer.whole) == ((), False)
    assert told(answer) == ["Svaret från Kolada är avhugget eller skadat."]


@pytest.mark.parametrize("strange", [b"[]", b"null", b"3", b'{"rows": []}', b'{"values": {"a": 1}}'])
def test_read_answer_of_another_shape_is_told(strange: bytes) -> None:
    answer = read_kpis(strange)

    assert (answer.whole, told(answer)) == (
        False,
        ["Svaret från Kolada har en form som Rodret inte känner igen."],
    )


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_NAMES = st.sampled_from(["id", "title", "kpi", "municipality", "period", "members", "member_id", "next_url"])
_MORE_NAMES = st.sampled_from(["values", "gender", "value", "isdeleted", "status"])
_JSON = st.recursive(
    _LEAVES | st.sampled_from(["N00090", "0180", "T", 2025, "7,2"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(_NAMES | _MORE_NAMES | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=30,
)


@given(_JSON, st.booleans())
def test_no_answer_raises(found: Any, wrapped: bool) -> None:
    raw = json.dumps({"values": found} if wrapped else found).encode()

    for read in READERS:
        answer = read(raw)
        assert answer.whole or answer.problems


@given(st.data())
def test_no_cut_or_garbled_body_raises(data_of: st.DataObject) -> None:
    whole = data(one("T", 7.2), one("K", None, status="Missing"), one("M", 123456789.123))
    cut = data_of.draw(st.integers(0, len(whole)))
    at = data_of.draw(st.integers(0, len(whole) - 1))
    byte = data_of.draw(st.binary(min_size=1, max_size=3))

    for read in READERS:
        assert read(whole[:cut]).whole == (cut == len(whole))
        garbled = read(whole[:at] + byte + whole[at + 1 :])
        assert garbled.whole or garbled.problems


@pytest.fixture
def files(shared: Path) -> Path:
    folder = shared / "data" / "kolada"
    if not folder.is_dir():
        pytest.skip("the files of Kolada are absent")
    return folder


@pytest.mark.shared
def test_read_kpis_of_the_real_register(files: Path) -> None:
    answer = read_kpis((files / "kpi_metadata_v3.json").read_bytes())

    by_id = {row.id: row for row in answer.rows}
    assert (len(by_id), answer.problems, answer.next_url) == (4066, (), "")
    assert sum(row.retired for row in answer.rows) == 282
    assert by_id["U07451"].retired
    assert by_id["N00090"].by_sex
    assert "VAB" in by_id["N00945"].title


@pytest.mark.shared
def test_read_places_of_the_real_registers(files: Path) -> None:
    places = read_municipalities((files / "municipality_v3.json").read_bytes())
    groups = read_groups((files / "municipality_groups_v3.json").read_bytes())

    assert (len(places.rows), len(groups.rows)) == (312, 1800)
    assert (places.problems, groups.problems) == ((), ())
    assert all(row.members for row in groups.rows)
    assert max(len(row.members) for row in groups.rows) == 290


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), [("values_n00945_v3.json", 63), ("values_kld_data_v3.json", 48)])
def test_read_values_of_the_real_answers(files: Path, name: str, count: int) -> None:
    answer = read_values((files / name).read_bytes())

    assert (len(answer.rows), answer.problems) == (count, ())
    assert all(row.value is not None for row in answer.rows)
