import csv
from decimal import Decimal

from core.enums import Sex
from core.settings import ROOT
from demo import kolada
from demo.facts_indicator_values import places
from demo.facts_indicators import indicators

FOUND = {(kpi, place, sex, year): value for kpi, place, sex, year, value in kolada.values()}


def test_key_figures_are_known_to_kolada() -> None:
    with (ROOT / "data" / "reference" / "kolada_kpis.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["id"] for row in csv.DictReader(lines, delimiter=";")}

    assert {kpi for kpi, *_rest in FOUND} <= known


def test_own_values_are_those_of_the_key_figures() -> None:
    kpis = {kpi for kpi, *_rest in FOUND} & {one.kolada_id for one in indicators()}
    own = {
        (place.code, year): found[0]
        for place in places()
        if place.unit == "EKA" and place.code in kpis
        for (year, _month), found in place.values.items()
    }

    assert kpis == {"N03102", "N31001"}
    assert own == {
        (kpi, year): value
        for (kpi, place, _sex, year), value in FOUND.items()
        if place == kolada.OWN and kpi in kpis
    }
    assert FOUND["N00090", kolada.OWN, Sex.TOTAL, 2025] == Decimal("7.2")


def test_every_other_municipality_is_said_to_be_made_up() -> None:
    others = [title for place_id, title in kolada.PLACES.items() if place_id != kolada.OWN]

    assert all("påhittad" in title for title in [*others, kolada.GROUP_TITLE])


def test_all_lies_between_women_and_men() -> None:
    by_sex = [(kpi, place, year) for kpi, place, sex, year in FOUND if sex is Sex.WOMEN]

    assert by_sex
    for kpi, place, year in by_sex:
        men, women = FOUND[kpi, place, Sex.MEN, year], FOUND[kpi, place, Sex.WOMEN, year]
        assert men < FOUND[kpi, place, Sex.TOTAL, year] < women
