import pytest

from core.table import Column, Kind, Row, RowRole, Table

TABLE = Table(
    "Uppföljning",
    (
        Column("name", "Rad", Kind.TEXT),
        Column("actual", "Utfall", Kind.MONEY),
        Column("budget", "Budget", Kind.MONEY),
    ),
    (
        Row("lon", ("Månadslöner", -52_000_00, -50_000_00), drill="row:lon"),
        Row("total", ("Netto", -52_000_00, -50_000_00), role=RowRole.TOTAL),
    ),
)


def test_value_known_cell_is_found_by_its_keys() -> None:
    assert TABLE.value("lon", "budget") == -50_000_00


@pytest.mark.parametrize(("row", "column"), [("finns-inte", "budget"), ("lon", "finns-inte")])
def test_value_unknown_key_raises(row: str, column: str) -> None:
    with pytest.raises(KeyError):
        TABLE.value(row, column)


def test_only_keeps_the_tables_order_and_the_rows_drills() -> None:
    narrow = TABLE.only("budget", "name")

    assert [column.key for column in narrow.columns] == ["name", "budget"]
    assert narrow.rows == (
        Row("lon", ("Månadslöner", -50_000_00), drill="row:lon"),
        Row("total", ("Netto", -50_000_00), role=RowRole.TOTAL),
    )


def test_without_leaves_the_other_columns() -> None:
    assert [column.key for column in TABLE.without("actual").columns] == ["name", "budget"]
