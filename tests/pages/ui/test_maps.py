import re

from core.table import Status
from pages.ui.maps import TreeNode, absent_cell, heat_cell, heat_map, phone_row, risk_matrix, tree


def test_heat_cell_is_a_pressed_button_with_word_and_hidden_name() -> None:
    markup = heat_cell(
        "m1|3", Status.BAD, word="Nås ej", count="0/4", pressed=True, name="Skolfrånvaro, skola"
    )

    assert markup.startswith('<button type="button" class="r-cell bad" data-k="m1|3" aria-pressed="true">')
    assert re.sub("<[^>]+>", "|", markup).replace("|", "") == "Skolfrånvaro, skola Nås ej0/4"


def test_heat_cell_better_is_no_heavier_than_good() -> None:
    assert 'class="r-cell ok"' in heat_cell("k", Status.BETTER)
    assert 'class="r-row ok"' in phone_row("k", Status.BETTER, "Skola", "Nås")


def test_heat_map_rows_and_columns_have_scope() -> None:
    markup = heat_map(["Skola"], [("Mål <1>", [absent_cell()])], caption="Mål per nämnd", first="Mål")

    assert re.findall(r'scope="(\w+)"[^>]*>([^<]+)', markup) == [
        ("col", "Mål"),
        ("col", "Skola"),
        ("row", "Mål &lt;1&gt;"),
    ]
    assert "berörs inte" in markup


def level(likelihood: int, consequence: int) -> tuple[Status, str]:
    return (Status.BAD, "hög") if likelihood * consequence > 2 else (Status.OK, "låg")


def test_risk_matrix_highest_likelihood_is_first_and_only_counts_are_buttons() -> None:
    markup = risk_matrix(
        {(2, 1): 5, (1, 2): 1}, ["Osannolik", "Trolig"], ["Lindrig", "Allvarlig"], level=level, selected="2,1"
    )

    assert re.findall(r'scope="row">(\w+)', markup) == ["Trolig", "Osannolik"]
    assert re.findall(r'data-k="([\d,]+)" aria-pressed="(\w+)">(\d)', markup) == [
        ("2,1", "true", "5"),
        ("1,2", "false", "1"),
    ]
    assert re.findall(r'<div class="r-cell (\w+)"><small>(\w+)', markup) == [("bad", "hög"), ("ok", "låg")]


def test_tree_children_stand_under_their_parent() -> None:
    leaf = TreeNode("Aktivitet", "Team <1>", "running", beside="450 tkr")
    markup = tree(TreeNode("Mål", "Skolfrånvaro", Status.BAD, children=(leaf,)))

    assert markup.count("<ul") == 2
    assert markup.index("Skolfrånvaro") < markup.index("<ul>") < markup.index("Team &lt;1&gt;")
    assert '<span class="r-muted">450 tkr</span><span class="r-chip running">' in markup
