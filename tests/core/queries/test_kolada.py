from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.enums import Role, Sex
from core.errors import NotAllowed
from core.imports.kolada import read_groups, read_kpis, read_municipalities, read_values
from core.queries import kolada, kolada_values
from core.queries.kolada_values import Series
from core.rules.access import Actor, Grant
from core.services import kolada_store
from core.services.reference import install_reference
from tests import factories
from tests.core import kolada_town as town
from tests.core.kolada_server import answer, kpi
from tests.core.kolada_town import FIRST, GROUP, NORTH, OWN, SICK

SEEN = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def actor(session: Session) -> Actor:
    units = factories.make_tree(session, "1 K - Ekarboda\n2 E 1 Skolan")
    return factories.make_actor(session, Role.MANAGER, units["2"])


@pytest.fixture
def filled(session: Session, actor: Actor) -> Iterator[Session]:
    """What Kolada answers, kept at its first fetch."""
    kolada_store.keep_kpis(session, read_kpis(answer(town.KPIS).body).rows, FIRST)
    kolada_store.keep_places(session, read_municipalities(answer(town.PLACES).body).rows, FIRST)
    kolada_store.keep_places(session, read_groups(answer(town.GROUPS).body).rows, FIRST)
    kolada_store.keep_values(session, read_values(answer(town.VALUES).body).rows, FIRST)
    return session


def found(session: Session, actor: Actor, words: str, limit: int = 20) -> list[str]:
    return [one.id for one in kolada.search_kpis(session, actor, words=words, limit=limit).kpis]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("sjukfrånvaro", ["N00090"]),
        ("SJUKFRÅNVARO kommun", ["N00090"]),
        ("frånvaro", ["N00090"]),
        ("n00003", ["N00003"]),
        ("årskurs elever", ["N98500"]),
        ("ÄLDREOMSORGEN", ["U98401"]),
        ("elever äldreomsorgen", []),
        ("övergripande personal", ["N00003"]),
        ("100%", []),
        ("_", []),
        ("", []),
    ],
)
def test_search_kpis_every_word_matches_whatever_its_case(
    filled: Session, actor: Actor, words: str, ids: list[str]
) -> None:
    assert found(filled, actor, words) == ids


def test_search_kpis_tells_how_many_there_are_beyond_the_limit(filled: Session, actor: Actor) -> None:
    result = kolada.search_kpis(filled, actor, words="källa", limit=2)

    assert (len(result.kpis), result.total) == (2, 3)


def test_search_kpis_retired_stands_last(filled: Session, actor: Actor) -> None:
    assert found(filled, actor, "kommunen övergripande")[-1] == "U98401"


def test_search_kpis_of_regions_stand_after_those_of_municipalities(filled: Session, actor: Actor) -> None:
    regions = [kpi("N70000", "Sjukfrånvaro", municipality_type="L")]
    kolada_store.keep_kpis(filled, read_kpis(answer(regions).body).rows, FIRST)

    assert found(filled, actor, "sjukfrånvaro") == ["N00090", "N70000"]


def test_search_kpis_shipped_ones_are_found_before_any_fetch(session: Session, actor: Actor) -> None:
    install_reference(session)

    assert found(session, actor, "meritvärde") == ["N15507"]
    shipped = kolada.kpi(session, actor, kpi_id="N15507")
    assert shipped is not None
    assert (shipped.title, shipped.fetched_at) == (
        "Elever i åk 9, meritvärde, hemkommun, genomsnitt (17 ämnen)", SEEN,
    )  # fmt: skip


def test_install_reference_leaves_what_has_been_fetched(filled: Session, actor: Actor) -> None:
    install_reference(filled)

    fetched = kolada.kpi(filled, actor, kpi_id=SICK)
    assert fetched is not None
    assert fetched.fetched_at == FIRST


def test_kpi_unknown_is_none(filled: Session, actor: Actor) -> None:
    assert kolada.kpi(filled, actor, kpi_id="N1") is None


def test_list_fetched_are_those_with_values(filled: Session, actor: Actor) -> None:
    assert [one.id for one in kolada.list_fetched(filled, actor)] == [SICK]


def test_groups_for_own_similar_ones_first_and_nobody_elses(filled: Session, actor: Actor) -> None:
    groups = kolada.groups_for(filled, actor, place_id=OWN)

    assert [one.id for one in groups] == [GROUP, "G9000", "G9003"]
    assert groups[0].members == (NORTH, town.SOUTH)


def test_groups_for_unknown_place_is_nothing(filled: Session, actor: Actor) -> None:
    assert kolada.groups_for(filled, actor, place_id="98") == ()


def test_list_municipalities_by_name(filled: Session, actor: Actor) -> None:
    titles = [one.title for one in kolada.list_municipalities(filled, actor)]

    assert titles == ["Ekarboda", "Norrberga", "Riket", "Söderskog"]


def test_chosen_places_are_those_of_the_settings(filled: Session, actor: Actor) -> None:
    assert kolada.chosen_places(filled, actor) == kolada.Chosen(None, None)

    town.choose(filled, compared="G77")

    chosen = kolada.chosen_places(filled, actor)
    assert (chosen.own and chosen.own.title, chosen.compared and chosen.compared.title) == ("Ekarboda", "G77")


def series(session: Session, actor: Actor) -> Series:
    return kolada_values.values_of(
        session, actor, kpi_id=SICK, place_ids=(OWN, GROUP), years=(2023, 2024, 2025)
    )


def test_values_of_own_place_by_sex(filled: Session, actor: Actor) -> None:
    own = series(filled, actor)

    assert [own.at(OWN, 2025, sex) for sex in Sex] == [Decimal("7.2"), Decimal("8.1"), Decimal("4.4")]
    assert (own.at(OWN, 2023), own.latest_year(OWN), own.latest_year("9")) == (None, 2025, None)


def test_values_of_group_own_value_goes_before_the_mean_of_its_members(filled: Session, actor: Actor) -> None:
    own = series(filled, actor)

    assert (own.at(GROUP, 2024), own.values[GROUP, 2024, Sex.TOTAL].mean_of) == (Decimal("6.9"), 0)


def test_values_of_group_without_one_is_the_unweighted_mean_of_its_members(
    filled: Session, actor: Actor
) -> None:
    own = series(filled, actor)

    total, men = own.values[GROUP, 2025, Sex.TOTAL], own.values[GROUP, 2025, Sex.MEN]
    assert (total.value, total.mean_of) == (Decimal(7), 2)
    assert (men.value, men.mean_of) == (Decimal(5), 1)
    assert own.at(GROUP, 2023) is None


def test_values_of_tells_their_age_without_any_attempt_noted(filled: Session, actor: Actor) -> None:
    assert series(filled, actor).age == "Hämtat 2026-11-02"


def test_values_of_nothing_fetched_says_so(session: Session, actor: Actor) -> None:
    own = series(session, actor)

    assert (own.values, own.age, own.problem) == ({}, "Inte hämtat än", "")


def test_values_of_attempt_that_found_nothing_is_told_as_fetched(session: Session, actor: Actor) -> None:
    kolada_store.keep_fetch(session, f"{SICK} N00003", FIRST)

    assert series(session, actor).age == "Hämtat 2026-11-02"


def test_values_of_attempt_of_another_key_figure_is_not_its_own(session: Session, actor: Actor) -> None:
    kolada_store.keep_fetch(session, f"{SICK}1 1{SICK}", FIRST, problem="Nej.")

    assert series(session, actor).age == "Inte hämtat än"


def test_latest_list_tells_of_a_failure_since(filled: Session, actor: Actor) -> None:
    kolada_store.keep_fetch(filled, kolada.LIST_OF_KPIS, FIRST, values=4)
    assert kolada.latest_list(filled, actor) == (FIRST, None, 4)

    kolada_store.keep_fetch(filled, kolada.LIST_OF_KPIS, town.LATER, problem="Nej.")

    assert kolada.latest_list(filled, actor) == (FIRST, town.LATER, 4)


@pytest.mark.parametrize("role", [None, Role.MANAGER])
def test_every_question_is_for_whoever_sees_goals(session: Session, role: Role | None) -> None:
    grants = (Grant(role, 1),) if role else ()
    somebody = Actor(1, "Någon", grants, tree_id=1, top_unit_id=1)
    questions = (
        lambda: kolada.search_kpis(session, somebody, words="a", limit=1),
        lambda: kolada.kpi(session, somebody, kpi_id=SICK),
        lambda: kolada.chosen_places(session, somebody),
        lambda: kolada.list_fetched(session, somebody),
        lambda: kolada.list_municipalities(session, somebody),
        lambda: kolada.groups_for(session, somebody, place_id=OWN),
        lambda: kolada.latest_list(session, somebody),
        lambda: kolada_values.values_of(session, somebody, kpi_id=SICK, place_ids=(), years=()),
    )

    refused = 0
    for ask in questions:
        try:
            ask()
        except NotAllowed:
            refused += 1

    assert refused == (0 if role else len(questions))
