import pytest
from sqlmodel import Session, select

from core.enums import Role
from core.errors import RuleViolation
from core.models import RoleAssignment, Unit, User
from core.services import user_files
from core.services.user_files import LoadedUsers
from tests.conftest import NOW
from tests.people import TODAY, People, actor_of, add_people

GOOD = """användarnamn;namn;e-post;roll;enhet
nina;Nina Lind;nina@kommunen.se;chef;2110
nina;Nina Lind;nina@kommunen.se;ekonom;1
maria;Maria Berg;;chef;2110
""".encode()


@pytest.fixture
def people(session: Session) -> People:
    return add_people(session, NOW)


def load(session: Session, people: People, data: bytes, key: str = "k") -> LoadedUsers:
    return user_files.load_users(session, actor_of(session, people.administrator), key=key, data=data)


def test_load_adds_people_and_roles_and_changes_names(session: Session, people: People) -> None:
    loaded = load(session, people, GOOD)

    assert loaded == LoadedUsers(created=1, changed=1, roles=2)
    nina = session.exec(select(User).where(User.username == "nina")).one()
    assert (nina.name, nina.email, nina.password_hash) == ("Nina Lind", "nina@kommunen.se", "")
    held = session.exec(
        select(RoleAssignment.role, Unit.code, RoleAssignment.valid_from)
        .join(Unit)
        .where(RoleAssignment.user_id == nina.id)
        .order_by(Unit.code)
    ).all()
    assert [tuple(row) for row in held] == [(Role.CONTROLLER, "1", TODAY), (Role.MANAGER, "2110", TODAY)]
    assert session.get_one(User, people.manager).name == "Maria Berg"


def test_load_again_changes_nothing(session: Session, people: People) -> None:
    load(session, people, GOOD)

    assert load(session, people, GOOD, key="another") == LoadedUsers(0, 0, 0)


def test_load_second_click_gives_the_first_ones_counts(session: Session, people: People) -> None:
    assert load(session, people, GOOD) == load(session, people, GOOD) == LoadedUsers(1, 1, 2)


def test_load_with_a_wrong_line_saves_nothing(session: Session, people: People) -> None:
    with pytest.raises(RuleViolation):
        load(session, people, GOOD + b"olle;Olle Ek;;chef;9999\n")

    assert session.exec(select(User).where(User.username == "nina")).first() is None


def test_preview_counts_errors_of_reading_and_of_the_plan(session: Session, people: People) -> None:
    data = GOOD + "olle;Olle Ek;;chef;9999\nper;Per Ny;;hövding;1\n".encode()

    plan = user_files.preview_users(session, actor_of(session, people.administrator), data=data)

    assert plan.errors == 2
    assert [one.line for one in plan.problems] == [5, 6]
