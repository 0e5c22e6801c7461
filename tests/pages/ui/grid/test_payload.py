import json

from pages.ui.grid import ColumnKind, GridCell, GridColumn, GridMessage, GridRow, GridState, Mark, RowKind
from pages.ui.grid.payload import payload

COLUMNS = [
    GridColumn("name", "Konto", ColumnKind.TEXT, 250, frozen=True),
    GridColumn("m1", "Jan", editable=True, group="Budget", hidden_on_phone=True),
    GridColumn("year", "Helår", total=True),
]


def sent(*rows: GridRow, state: GridState | None = None) -> dict[str, object]:
    return payload(COLUMNS, rows, label="Budget", state=state or GridState(version=3), height=400)


def test_payload_row_is_an_array_of_its_parts_and_its_cells() -> None:
    row = GridRow(
        "5012",
        {"name": "Timlöner", "m1": None, "year": 0, "unknown": 5},
        level=1,
        parent="staff",
        kind=RowKind.ITEM,
        weight=-1,
        editable=frozenset({"m1", "year"}),
        locked=frozenset({"m1", "unknown"}),
        marks={"m1": (Mark.COMMENT, Mark.ASKED), "unknown": (Mark.TEXT,)},
        notes={"m1": "Hur många?"},
        status="new",
        closed=True,
    )

    assert sent(row)["rows"] == [
        ["5012", 1, "staff", "item", -1, "new", 1, 0b110, 0b010,
         [[1, ["comment", "asked"]]], [[1, "Hur många?"]], "Timlöner", None, 0]
    ]  # fmt: skip


def test_payload_cell_that_a_row_lacks_is_empty() -> None:
    [row] = sent(GridRow("total", {}))["rows"]  # type: ignore[misc]

    assert row[-3:] == [None, None, None]


def test_payload_columns_say_what_the_browser_needs() -> None:
    assert sent()["columns"][1] == {  # type: ignore[index]
        "key": "m1",
        "title": "Jan",
        "kind": "amount",
        "width": 88,
        "frozen": False,
        "editable": True,
        "total": False,
        "group": "Budget",
        "phone": False,
    }


def test_payload_state_is_sent_whole_and_all_of_it_is_json() -> None:
    state = GridState(
        7, GridCell("5012", "m1"), (GridMessage("5012", "m1", "Nej."),), "10:42", read_only=True
    )

    data = sent(GridRow("a", {"name": "A"}, marks={"m1": (Mark.PROBLEM,)}), state=state)

    assert (data["version"], data["selected"], data["messages"]) == (
        7,
        ["5012", "m1"],
        [["5012", "m1", "Nej."]],
    )
    assert (data["saved_at"], data["read_only"], data["label"], data["height"]) == (
        "10:42",
        True,
        "Budget",
        400,
    )
    assert json.loads(json.dumps(data)) == data


def test_payload_two_thousand_rows_of_eighteen_columns_are_small() -> None:
    columns = [GridColumn(f"c{at}", "x") for at in range(18)]
    cells = {f"c{at}": 123_456 for at in range(18)}
    rows = [GridRow(f"r{at}", cells, parent="g") for at in range(2000)]

    data = payload(columns, rows, label="", state=GridState(1), height=500)

    assert len(json.dumps(data)) < 500_000
