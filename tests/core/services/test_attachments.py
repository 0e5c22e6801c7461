import pytest
from sqlmodel import Session, select

from core.errors import NotAllowed, RuleViolation
from core.models import Attachment, Blob
from core.queries.attachments import download, list_attachments
from core.rules.limits import LimitKey
from core.rules.subjects import unit_subject
from core.services import attachments
from tests.core.side_town import OTHER, SCHOOL, Town, add_town, key
from tests.factories import set_setting

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def town(session: Session) -> Town:
    return add_town(session)


def attach(session: Session, town: Town, who: str, unit: str = SCHOOL, n: int = 1) -> int:
    return attachments.attach_file(
        session,
        town.actor(session, who),
        key=key(n),
        subject=unit_subject(town.units[unit]),
        file_name="protokoll.pdf",
        data=PDF,
    )


def test_attach_file_is_listed_and_comes_back_byte_for_byte(session: Session, town: Town) -> None:
    file_id = attach(session, town, "maria")

    nils = town.actor(session, "nils")
    (row,) = list_attachments(session, nils, subject=unit_subject(town.units[SCHOOL]))
    found = download(session, nils, attachment_id=file_id)
    assert (row.id, row.file_name, row.size, row.user, row.own) == (
        file_id,
        "protokoll.pdf",
        len(PDF),
        "Maria Sandell",
        False,
    )
    assert (found.file_name, found.media_type, found.data) == ("protokoll.pdf", "application/pdf", PDF)


def test_attach_file_second_click_keeps_one_and_same_bytes_are_kept_once(
    session: Session, town: Town
) -> None:
    first = attach(session, town, "maria")

    assert attach(session, town, "maria") == first
    attach(session, town, "bo", OTHER, n=2)
    assert len(session.exec(select(Attachment)).all()) == 2
    assert len(session.exec(select(Blob.sha256)).all()) == 1


@pytest.mark.parametrize("who", ["bo", "eva", "ada"])
def test_attach_file_outside_or_without_the_right_is_refused(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        attach(session, town, who)


def test_download_of_a_neighbours_file_and_of_none_are_refused_in_the_same_words(
    session: Session, town: Town
) -> None:
    file_id = attach(session, town, "maria")
    said = []
    for one in (file_id, 999):
        with pytest.raises(NotAllowed) as refused:
            download(session, town.actor(session, "bo"), attachment_id=one)
        said.append(refused.value.message)

    assert said[0] == said[1]
    with pytest.raises(NotAllowed):
        list_attachments(session, town.actor(session, "bo"), subject=unit_subject(town.units[SCHOOL]))


def test_attach_file_larger_than_the_municipality_allows_is_refused(session: Session, town: Town) -> None:
    set_setting(session, LimitKey.ATTACHMENT_SIZE, "1")

    with pytest.raises(RuleViolation, match="Högst 1 MB"):
        attachments.attach_file(
            session,
            town.actor(session, "maria"),
            key=key(1),
            subject=unit_subject(town.units[SCHOOL]),
            file_name="a.pdf",
            data=PDF + bytes(1_000_000),
        )


def test_remove_attachment_takes_the_bytes_with_the_last_that_uses_them(session: Session, town: Town) -> None:
    first, second = attach(session, town, "maria"), attach(session, town, "siv", n=2)
    maria = town.actor(session, "maria")

    attachments.remove_attachment(session, maria, attachment_id=first, reason="Fel fil")
    kept = download(session, maria, attachment_id=second).data
    attachments.remove_attachment(session, maria, attachment_id=second, reason="Personuppgifter")

    assert kept == PDF
    assert session.exec(select(Blob.sha256)).all() == []


def test_remove_attachment_of_somebody_else_needs_the_right_and_a_reason(
    session: Session, town: Town
) -> None:
    file_id = attach(session, town, "maria")

    with pytest.raises(NotAllowed):
        attachments.remove_attachment(
            session, town.actor(session, "siv"), attachment_id=file_id, reason="Vill inte"
        )
    with pytest.raises(RuleViolation, match="varför filen tas bort"):
        attachments.remove_attachment(
            session, town.actor(session, "maria"), attachment_id=file_id, reason=" "
        )
    assert download(session, town.actor(session, "maria"), attachment_id=file_id).data == PDF
