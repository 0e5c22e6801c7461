from core.enums import RoundKind
from core.reports.year_wheel import MarkState, WheelMark, YearWheel
from core.table import Table
from pages.start.wheel_drawing import wheel

SPRING = WheelMark("round:1", "Prognos 1", RoundKind.FORECAST, MarkState.NOW, 91, 120, 105)
AUTUMN = WheelMark("round:2", "Budget <2028>", RoundKind.BUDGET, MarkState.COMING, 228, 351, 281)
LAW = WheelMark("legal:a", "Årsredovisning", None, MarkState.OVER, 105, 105, 105)


def drawn(*marks: WheelMark, today: int | None = 100) -> str:
    return wheel(2027, YearWheel(Table("", (), ()), marks, today, 365), {"round:1": 1, "round:2": 2})


def test_wheel_says_in_a_sentence_what_it_shows() -> None:
    shown = drawn(SPRING, AUTUMN, LAW)

    assert 'role="img"' in shown
    assert "Årshjul 2027: 2 omgångar och 1 datum i lag." in shown


def test_wheel_escapes_names() -> None:
    assert "<title>Budget &lt;2028&gt;</title>" in drawn(AUTUMN)


def test_wheel_of_another_year_has_no_hand() -> None:
    assert "<line" in drawn(SPRING)
    assert "<line" not in drawn(SPRING, today=None)


def test_wheel_rounds_that_do_not_meet_share_a_track() -> None:
    apart = drawn(SPRING, AUTUMN)
    meeting = drawn(SPRING, WheelMark("round:2", "B", RoundKind.BUDGET, MarkState.COMING, 110, 200, 150))

    # The outermost track's outer edge has radius 142; a second one begins 21 further in.
    assert "A142 142" in apart
    assert "A121 121" not in apart
    assert "A121 121" in meeting
