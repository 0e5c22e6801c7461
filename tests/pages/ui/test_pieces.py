from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.table import Status
from pages.ui import pieces, sparks
from pages.ui.markup import Markup, fill, join
from pages.ui.pieces import Figure

EVIL = "<script>&\"'"
SAFE = "&lt;script&gt;&amp;&quot;&#x27;"


def test_fill_text_is_escaped_and_markup_is_not() -> None:
    assert fill("<p>{a}{b}{c}</p>", a=EVIL, b=Markup("<b>1</b>"), c=None) == f"<p>{SAFE}<b>1</b></p>"


def test_fill_braces_in_a_value_are_only_text() -> None:
    assert fill("{a}", a="{b} {0}") == "{b} {0}"


def test_join_each_part_is_made_safe() -> None:
    assert join(["<", Markup("<br>"), 3], " ") == "&lt; <br> 3"


@pytest.mark.parametrize(
    ("status", "word"),
    [(Status.OK, "Enligt plan"), (Status.BETTER, "Bättre"), (pieces.RUNNING, "Pågår")],
)
def test_chip_status_has_icon_word_and_colour(status: Status | str, word: str) -> None:
    assert pieces.chip(status) == (
        f'<span class="r-chip {status}"><i class="r-ico r-i-{status}" aria-hidden="true"></i>{word}</span>'
    )


def test_chip_own_word_is_escaped() -> None:
    assert pieces.chip(Status.BAD, EVIL).endswith(f"</i>{SAFE}</span>")


def test_name_and_code_code_comes_after_the_name() -> None:
    assert pieces.name_and_code("Hemtjänst", "4120") == 'Hemtjänst <span class="r-code">(4120)</span>'
    assert pieces.name_and_code("Hemtjänst", None) == "Hemtjänst"


def test_strip_deviating_figure_is_marked() -> None:
    markup = pieces.strip([Figure("Budget", "10"), Figure("Avvikelse", EVIL, "tkr", deviates=True)])

    assert markup == (
        '<div class="r-strip">'
        '<div class=""><div class="r-figlabel">Budget</div><div class="r-fig">10</div></div>'
        f'<div class="key"><div class="r-figlabel">Avvikelse</div><div class="r-fig">{SAFE}</div>'
        '<div class="r-muted">tkr</div></div></div>'
    )


def test_day_badge_late_day_is_marked() -> None:
    assert pieces.day_badge(date(2026, 12, 9), late=True) == ('<div class="r-date late"><b>9</b>dec</div>')


def test_vspark_months_hang_stand_or_are_hollow() -> None:
    assert sparks.vspark([-200, 100, 0, None], "Mest i januari") == (
        '<div class="r-vspark" role="img" aria-label="Mest i januari">'
        '<i class="w" style="--v:50%"></i><i class="b" style="--v:25%"></i><i></i><i class="f"></i></div>'
    )


def test_spark_month_over_budget_by_three_percent_is_marked() -> None:
    bars = sparks.spark([100, 103, 104, None], [100, 100, 100, 100], "x").split("<i ")[1:]

    assert [bar.split('"')[1] for bar in bars] == ["", "", "w", "f"]


def test_trend_flat_line_stands_in_the_middle() -> None:
    assert "0.0% calc(50.0% - 1px),100.0% calc(50.0% - 1px)" in sparks.trend([5, 5], "x")


@pytest.mark.parametrize(
    ("value", "bar"),
    [
        (-50, '<i class="w" style="--w:25.0%"></i>'),
        (100, '<i class="b" style="--w:50.0%"></i>'),
        (300, '<i class="b" style="--w:50.0%"></i>'),
        (0, ""),
    ],
)
def test_variance_bar_is_a_share_of_the_largest(value: int, bar: str) -> None:
    assert sparks.variance_bar(value, 100) == f'<span class="r-vb" aria-hidden="true">{bar}</span>'


def test_stack_empty_parts_are_left_out() -> None:
    assert sparks.stack([("done", 3), ("running", 0)]) == (
        '<div class="r-stack" aria-hidden="true"><i class="r-sw done" style="--n:3"></i></div>'
    )


def test_progress_nothing_to_do_is_no_division() -> None:
    assert 'style="--w:0%"' in sparks.progress(0, 0, "x")
    assert 'aria-valuemax="10" aria-valuenow="4"><i style="--w:40%"' in sparks.progress(4, 10, "x")


def page() -> None:
    from core.table import Status
    from pages.ui import look, pieces
    from pages.ui.markup import fill

    look.install()
    pieces.head("Min <enhet>", "Håller vi?", fill("Ja, {n}.", n=pieces.strong("<1>")), "T.o.m. 2026-10")
    pieces.box("eko", pieces.Box("Ekonomi", Status.BAD, "Prognos", "−1,2", "mnkr"))
    pieces.empty("Inget än", "Välj <en> åtgärd.")
    pieces.saved("10:42")
    pieces.notice(Status.PARTLY, "Två rader saknar kommentar")
    pieces.help_text("Så räknas det", "Budget − prognos")


def test_page_pieces_write_title_answer_and_messages_escaped() -> None:
    app = AppTest.from_function(page).run()

    bodies = "".join(str(element.proto.body) for element in app.get("html"))
    assert not app.exception
    assert [title.value for title in app.title] == ["Min <enhet>"]
    assert '<p class="r-answer">Ja, <b>&lt;1&gt;</b>.</p><p class="r-fresh">T.o.m. 2026-10</p>' in bodies
    assert "−1,2 <small>mnkr</small>" in bodies
    assert "<b>Inget än</b>Välj &lt;en&gt; åtgärd." in bodies
    assert "Sparat 10:42" in bodies
    assert '<div class="r-notice part" role="status">' in bodies
    assert "<summary>Så räknas det</summary>" in bodies
