import csv

import pytest

from core.errors import RuleViolation
from core.rules.row_lines import (
    DefinedRow,
    add_up,
    match_length,
    parse_ranges,
    place_accounts,
    row_weights,
    sum_terms,
)
from core.settings import ROOT

REFERENCE = ROOT / "data" / "reference"


def shipped(definition: str) -> list[DefinedRow]:
    with (REFERENCE / "row_definitions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["definition"] == definition]
    return [DefinedRow(r["key"], r["title"], r["accounts"], r["excluded"], r["sums"]) for r in rows]


def shipped_accounts() -> list[str]:
    with (REFERENCE / "accounts.csv").open(encoding="utf-8", newline="") as file:
        return [row["code"] for row in csv.DictReader(file, delimiter=";")]


@pytest.mark.parametrize(
    ("ranges", "account", "length"),
    [
        ("50-57", "5021", 2),
        ("50-57", "5799", 2),
        ("50-57", "5810", 0),
        ("50-57, 5021", "5021", 4),
        ("351", "35", 0),
        ("", "5021", 0),
    ],
)
def test_ranges_of_prefixes_match_the_longest_one(ranges: str, account: str, length: int) -> None:
    assert match_length(parse_ranges(ranges), account) == length


@pytest.mark.parametrize("text", ["57-50", "5-57", "50--57", "femtio, -", "50 57"])
def test_range_that_cannot_be_read_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(RuleViolation, match="kodintervall"):
        parse_ranges(text)


def test_account_in_two_rows_goes_to_the_longest_prefix() -> None:
    rows = [DefinedRow("lon", "Löner", "50-57"), DefinedRow("tim", "Timlöner", "503, 504")]
    placed = place_accounts(rows, ["5020", "5030", "5610", "6010"])
    assert placed == {"5020": "lon", "5030": "tim", "5610": "lon"}


def test_excluded_account_falls_to_the_row_that_also_holds_it() -> None:
    rows = [DefinedRow("allt", "Allt", "4-7"), DefinedRow("lokal", "Lokaler", "60", "6090")]
    assert place_accounts(rows, ["6010", "6090"]) == {"6010": "lokal", "6090": "allt"}


def test_sum_of_sums_counts_each_account_row_with_its_sign() -> None:
    rows = [
        DefinedRow("intakter", "Intäkter", "3"),
        DefinedRow("kostnader", "Kostnader", "4-7"),
        DefinedRow("netto", "Netto", sums="+intakter +kostnader"),
        DefinedRow("omvant", "Omvänt", sums="kostnader - netto"),
    ]
    weights = row_weights(rows)
    assert weights["netto"] == {"intakter": 1, "kostnader": 1}
    assert weights["omvant"] == {"kostnader": 0, "intakter": -1}
    assert add_up(weights["omvant"], {"intakter": 100, "kostnader": -500}) == -100


def test_sum_of_rows_without_any_figure_is_nothing_not_zero() -> None:
    assert add_up({"a": 1, "b": 1}, {"a": None}) is None
    assert add_up({"a": 1, "b": 1}, {"a": None, "b": 0}) == 0


def test_sum_of_a_row_below_is_refused() -> None:
    rows = [DefinedRow("netto", "Netto", sums="+intakter"), DefinedRow("intakter", "Intäkter", "3")]
    with pytest.raises(RuleViolation, match="intakter"):
        row_weights(rows)


@pytest.mark.parametrize("text", ["intakter kostnader", "+", "intakter * 2"])
def test_sum_with_anything_but_plus_and_minus_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match="summa"):
        sum_terms(text)


@pytest.mark.parametrize("definition", ["report", "result", "nature", "groups"])
def test_shipped_definition_places_every_operating_account_once(definition: str) -> None:
    accounts = [account for account in shipped_accounts() if account[0] in "345678"]
    rows = shipped(definition)
    placed = place_accounts(rows, accounts)
    assert sorted(placed) == sorted(accounts)
    row_weights(rows)


def test_shipped_definitions_leave_balance_accounts_out() -> None:
    accounts = [account for account in shipped_accounts() if account[0] in "129"]
    for definition in ("report", "result", "nature", "groups"):
        assert place_accounts(shipped(definition), accounts) == {}


def test_shipped_result_follows_the_order_of_the_law() -> None:
    assert [row.title for row in shipped("result") if row.is_sum] == [
        "Verksamhetens nettokostnader",
        "Verksamhetens resultat",
        "Resultat efter finansiella poster",
        "Årets resultat",
    ]
    placed = place_accounts(shipped("result"), ["3810", "7810", "7920", "8020", "8320", "8510"])
    assert placed == {
        "3810": "intakter",
        "7810": "kostnader",
        "7920": "avskrivningar",
        "8020": "skatteintakter",
        "8320": "generella_bidrag",
        "8510": "finansiella_kostnader",
    }
