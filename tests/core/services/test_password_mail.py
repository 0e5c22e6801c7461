"""The mail that says that a password was changed: asked for at once, sent once, with no secret in it."""

from core.db import Database
from core.models import User
from core.services import mail_runs
from core.services.mail_rows import password_mail_waits, prepare_password_mail
from core.services.transaction import transaction
from tests.core.postbox import mail_server
from tests.people import People, stored_people


def changed(database: Database) -> People:
    """Maria's password has just been changed."""
    people = stored_people(database, "$2b$secret")
    with transaction(database) as session:
        maria = session.get_one(User, people.manager)
        maria.email = "maria@ekarboda.example"
        prepare_password_mail(session, maria)
    return people


def test_changed_password_is_mailed_once_whatever_one_has_chosen(database: Database) -> None:
    changed(database)
    with mail_server() as (postbox, settings):
        first = mail_runs.run_at_once(database, settings)
        mail_runs.run_at_once(database, settings)

    (sent,) = postbox.mails
    assert first == "1 mejl skickade, 0 gick inte att skicka."
    assert (sent["To"], sent["Subject"]) == ("maria@ekarboda.example", "Rodret: ditt lösenord är bytt")
    words = sent.get_content()
    assert "Ditt lösenord i Rodret byttes 2026-11-09 08:12." in words
    assert "Var det inte du? Hör av dig till er administratör genast." in words
    assert "secret" not in words


def test_mail_that_waits_starts_a_run_at_once(database: Database) -> None:
    changed(database)

    kinds = mail_runs.ask_for_due(database, sends_mail=True)

    assert mail_runs.AT_ONCE in kinds
    with database.reading() as session:
        assert password_mail_waits(session)


def test_mail_that_could_not_be_sent_starts_no_run_of_its_own(database: Database) -> None:
    changed(database)
    with mail_server() as (_postbox, settings):
        closed = settings
    mail_runs.run_at_once(database, closed)

    with database.reading() as session:
        assert not password_mail_waits(session)
