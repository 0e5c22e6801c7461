"""Every public function of services and queries, for every role at every place of the tree."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from types import ModuleType

import pytest

import core.queries
import core.services
from core.db import Database
from core.enums import Role
from core.errors import NotAllowed
from core.rules.access import GRANTS, WHOLE_MUNICIPALITY, Action, Actor
from tests.architecture.access_cases import CASES
from tests.architecture.access_exceptions import BY_STEPS, CARRIES, WITHOUT_ACTOR
from tests.architecture.access_exceptions_own import OWN
from tests.architecture.access_world import COVERS, PLACES, Case, World, build_world
from tests.conftest import fixed_now


@pytest.fixture(scope="module")
def stage(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, World]]:
    """The municipality, built once; every call in it is rolled back."""
    file = tmp_path_factory.mktemp("matrix") / "rodret.db"
    copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}", now=fixed_now)
    yield database, build_world(database)
    database.dispose()


def _functions(package: ModuleType) -> Iterator[tuple[str, bool]]:
    """Give the name of every public function, and whether it has an actor."""
    area = package.__name__.removeprefix("core.")
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, member in vars(module).items():
            own = inspect.isfunction(member) and member.__module__ == module.__name__
            if own and not name.startswith("_"):
                yield f"{area}.{found.name}.{name}", "actor" in inspect.signature(member).parameters


FUNCTIONS = dict([*_functions(core.services), *_functions(core.queries)])


def _outcome(database: Database, world: World, actor: Actor, case: Case) -> bool:
    """Return whether the call was allowed, or whether a list held the target."""
    with database.writing() as session:
        try:
            answer = case.call(world, session, actor)
        except NotAllowed:
            return False
        finally:
            session.rollback()
    return bool(answer) if case.lists else True


def _granted(role: Role, place: str, action: Action) -> bool:
    covers = place == "top" if action in WHOLE_MUNICIPALITY else place in COVERS
    return action in GRANTS[role] and covers


def test_every_function_with_an_actor_has_a_case() -> None:
    with_actor = {name for name, has_actor in FUNCTIONS.items() if has_actor}

    assert with_actor == {*CASES, *OWN, *CARRIES, *BY_STEPS}


def test_every_function_without_an_actor_is_listed_with_its_reason() -> None:
    without = {name for name, has_actor in FUNCTIONS.items() if not has_actor}

    assert without == set(WITHOUT_ACTOR)
    assert all([*WITHOUT_ACTOR.values(), *OWN.values(), *CARRIES.values()])


@pytest.mark.parametrize("name", sorted(CASES))
def test_function_is_open_to_those_who_hold_the_right_there_and_to_nobody_else(
    stage: tuple[Database, World], name: str
) -> None:
    database, world = stage
    case = CASES[name]

    allowed = {key for key, actor in world.actors.items() if _outcome(database, world, actor, case)}

    assert allowed == {
        (role, place) for role in Role for place in PLACES if _granted(role, place, case.action)
    }


WRITES = sorted(name for name, case in CASES.items() if name.startswith("services.") and not case.reads)


@pytest.mark.parametrize("name", WRITES)
def test_service_refuses_whoever_looks_through_another_persons_eyes(
    stage: tuple[Database, World], name: str
) -> None:
    database, world = stage
    case = CASES[name]
    allowed = [key for key in world.actors if _granted(*key, case.action)]

    through = [replace(world.actors[key], acting_as_id=world.somebody) for key in allowed]

    assert allowed
    assert [actor for actor in through if _outcome(database, world, actor, case)] == []
