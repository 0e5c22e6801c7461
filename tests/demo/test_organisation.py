"""The organisation, the codes and the people hang together."""

from collections import Counter
from datetime import date

from demo.account_use import uses
from demo.codes import accounts, counterparties, functions, projects
from demo.organisation import branch_of, cost_centers, nodes, units
from demo.people import ROLES, people
from demo.suppliers import check_digit, suppliers


def test_codes_in_the_tree_are_unique_and_parents_come_first():
    seen: set[str] = set()
    for node in nodes():
        assert node.code not in seen
        assert node.parent is None or node.parent in seen
        seen.add(node.code)


def test_tree_has_five_levels_of_units_and_some_120_of_them():
    kinds = Counter(unit.kind for unit in units())
    assert kinds["municipality"] == 1
    assert kinds["committee"] == 7
    assert kinds["department"] == 7
    assert 110 <= len(units()) - kinds["municipality"] <= 140
    assert set(kinds) == {"municipality", "committee", "department", "area", "unit"}


def test_every_unit_of_the_lowest_level_has_one_to_six_cost_centers():
    per_unit = Counter(center.unit for center in cost_centers())
    for unit in units():
        if unit.kind == "unit":
            assert 1 <= per_unit[unit.code] <= 6, unit


def test_every_committee_and_department_has_undistributed_money():
    for unit in units():
        if unit.kind in {"committee", "department"} and unit.code not in {"KF", "FIN"}:
            names = [center.name for center in cost_centers() if center.unit == unit.code]
            assert any(name.endswith("ofördelat") for name in names), unit


def test_finance_is_a_branch_of_its_own_under_the_municipality():
    assert next(node.parent for node in nodes() if node.code == "FIN") == "EKA"
    assert branch_of()["9310"] == "FIN"


def test_every_cost_center_has_a_function_that_exists():
    known = {code.code for code in functions()}
    assert {center.function for center in cost_centers()} <= known


def test_reference_codes_are_unique_and_every_account_in_use_exists():
    account_codes = [code.code for code in accounts()]
    assert len(account_codes) == len(set(account_codes))
    assert len(accounts()) >= 220
    assert {code[0] for code in account_codes} == set("12345678")
    assert set(uses()) <= set(account_codes)
    assert {use.budget for use in uses().values()} <= set(account_codes)


def test_internal_counterparties_name_a_unit_of_the_tree():
    internal = [party for party in counterparties() if party.kind == "internal"]
    assert {party.unit for party in internal} == {"KS", "KF", "KFN", "BUN", "SON", "VON", "SBN", "FIN"}
    assert {party.kind for party in counterparties()} == {"internal", "group", "external"}
    assert {party.code for party in counterparties()} >= {"811", "82", "83", "84", "85", "86", "87"}


def test_sporthall_is_decided_at_96_and_forecast_at_103():
    sporthall = next(project for project in projects() if project.name.startswith("Sporthall"))
    assert (sporthall.decided, sporthall.forecast) == (96_000_000, 103_000_000)


def test_every_role_has_a_person_and_every_grant_a_unit():
    held = {grant.role for person in people() for grant in person.grants}
    assert held == set(ROLES)
    known = {unit.code for unit in units()}
    assert {grant.unit for person in people() for grant in person.grants} <= known


def test_people_are_thirty_to_forty_with_their_own_names():
    assert 30 <= len(people()) <= 40
    assert len({person.username for person in people()}) == len(people())
    assert len({person.name for person in people()}) == len(people())
    assert all(person.email.endswith("@ekarboda.example") for person in people())


def test_deputies_and_the_auditor_have_dates():
    dated = [grant for person in people() for grant in person.grants if grant.role in {"deputy", "auditor"}]
    assert all(grant.valid_from and grant.valid_to for grant in dated)
    assert date(2026, 11, 23) < max(grant.valid_to for grant in dated if grant.valid_to)


def test_a_manager_has_several_units():
    counts = [sum(g.role == "manager" for g in person.grants) for person in people()]
    assert max(counts) >= 2


def test_check_digit_of_a_known_number_is_right():
    # Bolagsverket's own published number, 202100-5489.
    assert check_digit("202100548") == 9


def test_organisation_numbers_of_suppliers_belong_to_nobody():
    numbers = [supplier.organisation_number for supplier in suppliers()]
    assert len(numbers) == len(set(numbers))
    for number in numbers:
        digits = number.replace("-", "")
        assert len(digits) == 10
        assert int(digits[9]) != check_digit(digits[:9])
