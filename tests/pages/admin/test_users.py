from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import NoticeKind
from core.models import Mail, RoleAssignment, Unit, User
from core.queries.notices import usual_choices
from core.queries.sessions import owner_of_link
from core.rules.reminders import MailChoice
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def signed_in(town: Database, sign_in_as: Callable[[str], str]) -> None:
    sign_in_as("ada")


def id_of(session: Session, username: str) -> int:
    return session.exec(select(User.id).where(User.username == username)).one() or 0


def person(database: Database, username: str) -> dict[str, str]:
    with database.reading() as session:
        return {"person": str(id_of(session, username))}


def roles_of(database: Database, username: str) -> list[tuple[str, str, date, date | None]]:
    with database.reading() as session:
        rows = session.exec(
            select(RoleAssignment.role, Unit.code, RoleAssignment.valid_from, RoleAssignment.valid_to)
            .join(Unit)
            .where(RoleAssignment.user_id == id_of(session, username))
        ).all()
        return sorted((str(role), code, first, last) for role, code, first, last in rows)


def press(run: AppTest, label: str) -> AppTest:
    return next(button for button in run.main.button if button.label == label).click().run()


def field(run: AppTest, kind: str, label: str) -> object:
    return next(element for element in getattr(run.main, kind) if element.label == label)


def choose(run: AppTest, label: str, option: str) -> None:
    box = field(run, "selectbox", label)
    box.select(option)  # type: ignore[attr-defined]


def test_users_are_found_by_name_role_and_unit(town: Database, open_page: Open) -> None:
    found = words_of(open_page("anvandare", sok="chef ekbackens"))

    assert "Maria Sandell" in found
    assert "Bodil Ek" in found
    assert "Sara Holm" not in found


def test_users_narrowed_by_role_and_by_account(town: Database, open_page: Open) -> None:
    assert "Sara Holm" not in words_of(open_page("anvandare", roll="manager"))
    assert "Ingen hittades" in words_of(open_page("anvandare", konto="avstangda"))
    assert "Maria Sandell" in words_of(open_page("anvandare", konto="utanlosenord"))


def test_new_user_is_added_and_opened_to_be_given_a_role(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", gor="ny")
    field(run, "text_input", "Namn").set_value("Nina Lind")  # type: ignore[attr-defined]
    field(run, "text_input", "Användarnamn, som personen loggar in med").set_value("Nina")  # type: ignore[attr-defined]
    run = press(run, "Lägg upp")
    assert [head.value for head in run.header] == ["Nina Lind"]
    choose(run, "På enheten, och allt under den", "Ekbackens skola (411)")

    run = press(run, "Ge rollen")

    assert list(run.exception) == []
    assert roles_of(town, "nina") == [("manager", "411", town.today(), None)]


def test_new_user_with_a_taken_name_is_told_and_keeps_what_was_typed(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", gor="ny")
    field(run, "text_input", "Namn").set_value("Maria Två")  # type: ignore[attr-defined]
    field(run, "text_input", "Användarnamn, som personen loggar in med").set_value("maria")  # type: ignore[attr-defined]

    run = press(run, "Lägg upp")

    assert [box.value for box in run.error] == ["Användarnamnet maria är upptaget."]
    assert field(run, "text_input", "Namn").value == "Maria Två"  # type: ignore[attr-defined]


def test_role_without_a_unit_says_what_to_do(town: Database, open_page: Open) -> None:
    run = press(open_page("anvandare", **person(town, "maria")), "Ge rollen")

    assert [box.value for box in run.error] == ["Välj vilken enhet rollen gäller."]


def test_role_is_ended_with_its_last_day(town: Database, open_page: Open) -> None:
    run = press(open_page("anvandare", **person(town, "maria")), "Avsluta rollen")

    assert list(run.exception) == []
    ((role, unit, _first, last),) = roles_of(town, "maria")
    assert (role, unit, last) == ("manager", "411", town.today())


def test_deputy_is_appointed_for_a_time(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", **person(town, "maria"))
    choose(run, "Vem", "Bodil Ek (bodil)")

    run = press(run, "Utse ersättaren")

    assert list(run.exception) == []
    assert roles_of(town, "bodil")[0] == ("deputy", "411", town.today(), date(2026, 12, 9))
    assert "Bodil Ek, Ekbackens skola" in words_of(run)


def test_account_is_shut_and_opened_again(town: Database, open_page: Open) -> None:
    run = press(open_page("anvandare", **person(town, "maria")), "Stäng av kontot")
    with town.reading() as session:
        shut = session.get_one(User, id_of(session, "maria")).active

    run = press(run, "Öppna kontot igen")

    with town.reading() as session:
        assert (shut, session.get_one(User, id_of(session, "maria")).active) == (False, True)


def test_link_for_a_password_is_shown_once_and_is_hers(town: Database, open_page: Open) -> None:
    run = press(open_page("anvandare", **person(town, "maria")), "Länk för nytt lösenord")

    (shown,) = run.main.code
    token = shown.value.rpartition("/losenord/")[2]
    with town.reading() as session:
        assert owner_of_link(session, token, town.now()) == "maria"
    assert list(open_page("anvandare", **person(town, "maria")).main.code) == []


def test_links_for_all_without_a_password_come_as_a_list(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", konto="utanlosenord", sok="chef")

    run = press(run, "Skapa 4 länkar")

    assert next(button.label for button in run.main.get("download_button")) == "Hämta listan"


def test_personal_data_go_only_when_the_name_is_typed(town: Database, open_page: Open) -> None:
    run = press(open_page("anvandare", **person(town, "maria")), "Stäng av kontot")
    run = press(run, "Ta bort personuppgifterna")
    assert [box.value for box in run.error] == ["Skriv maria i rutan för att bekräfta."]
    field(run, "text_input", "Skriv användarnamnet för att bekräfta").set_value("maria")  # type: ignore[attr-defined]

    run = press(run, "Ta bort personuppgifterna")

    assert "Borttagen person" in next(head.value for head in run.header)


def test_file_is_shown_line_by_line_and_saved(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", **{"del": "fil"})
    data = "användarnamn;namn;roll;enhet\nnina;Nina Lind;chef;412\nmaria;Maria Sandell;;\n".encode()
    run = run.main.get("file_uploader")[0].upload("folk.csv", data, "text/csv").run()
    assert "Filen ger 1 ny person, 1 ny roll." in words_of(run)
    assert "Finns redan" in words_of(run)

    run = press(run, "Spara")

    assert list(run.exception) == []
    assert roles_of(town, "nina") == [("manager", "412", town.today(), None)]


def test_file_with_a_wrong_line_cannot_be_saved(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", **{"del": "fil"})
    data = "användarnamn;namn;roll;enhet\nnina;Nina Lind;hövding;412\n".encode()

    run = run.main.get("file_uploader")[0].upload("folk.csv", data, "text/csv").run()

    assert "Rollen hövding finns inte." in words_of(run)
    assert "Spara" not in [button.label for button in run.main.button]


def test_who_may_names_role_and_unit(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", **{"del": "ratt", "enhet": "411", "vad": "edit_submission"})

    assert "7 personer får svara på omgångar och lämna in: Ekbackens skola." in words_of(run)
    assert "Maria Sandell" in words_of(run)


def test_responsible_units_without_a_manager(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", **{"del": "enheter"})

    assert "1 av 4 enheter har ingen egen chef. Då svarar närmaste chef ovanför." in words_of(run)


def test_sent_mail_of_one_person_with_what_went_wrong(town: Database, open_page: Open) -> None:
    with transaction(town) as session:
        for username, subject in (("maria", "Rodret: din vecka"), ("bodil", "Rodret: nytt till dig")):
            user_id = id_of(session, username)
            address = f"{username}@kommunen.example"
            mail = Mail(
                key=username, user_id=user_id, recipient=address, subject=subject, body="", at=town.now(),
                error="Brevlådan är full",
            )  # fmt: skip
            session.add(mail)

    shown = words_of(open_page("anvandare", **{"del": "post", "till": "maria"}))

    assert "Rodret: din vecka" in shown
    assert "Brevlådan är full" in shown
    assert "Rodret: nytt till dig" not in shown


def test_mail_default_holds_for_whoever_has_not_chosen(town: Database, open_page: Open) -> None:
    run = open_page("anvandare", **{"del": "forval"})
    choose(run, "Godkänt", "Veckans mejl")

    run = press(run, "Spara valen")

    with town.reading() as session:
        assert usual_choices(session)[NoticeKind.APPROVED] is MailChoice.WEEKLY


@pytest.mark.parametrize(
    "address", [{"person": "4711"}, {"person": "x"}, {"del": "nej", "roll": "nej", "konto": "nej"}]
)
def test_wrong_address_is_no_fault(town: Database, open_page: Open, address: dict[str, str]) -> None:
    run = open_page("anvandare", **address)

    assert list(run.exception) == []
    assert list(run.error) == []
