from datetime import UTC, datetime

import pytest

from core.exports.mail import MailLine, is_mail_address, make_message, notices_text, weekly_text

AT = datetime(2026, 11, 9, 7, 12, tzinfo=UTC)


def test_weekly_text_without_a_public_address_has_no_links() -> None:
    text = weekly_text(
        "Maria",
        sentence="1 sak att göra.",
        tasks=[MailLine("Rond", "/?enhet=21")],
        notices=[MailLine("Nämnd", "/")],
        public_url="",
    )

    assert text == (
        "Hej Maria!\n\n1 sak att göra.\n\n- Rond\n\nNytt sedan sist:\n\n- Nämnd\n\n"
        "Vad som kommer med mejl väljer du i Rodret.\n"
    )


def test_notices_text_links_each_to_its_place() -> None:
    text = notices_text(
        "Maria",
        notices=[MailLine("Återlämnat", "/?enhet=21"), MailLine("Stängt", "")],
        public_url="https://rodret.example/",
    )

    assert text.split("\n\n")[1:3] == [
        "- Återlämnat\n  https://rodret.example/?enhet=21",
        "- Stängt",
    ]


def test_make_message_subject_cannot_add_a_header() -> None:
    message = make_message(
        sender="Rodret <r@x.se>", recipient="a@x.se", subject="Hej\r\nBcc: b@x.se", body="å\n", at=AT
    )

    assert message["Subject"] == "Hej Bcc: b@x.se"
    assert message["Bcc"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content() == "å\n"
    assert message["Date"] == "Mon, 09 Nov 2026 07:12:00 +0000"


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("a@x.se", True),
        ("a.b+c@mail.x.se", True),
        ("", False),
        ("a", False),
        ("a@x.se,b@x.se", False),
        ("a@x.se b@x.se", False),
        ("a@x.se\n", False),
        ("A <a@x.se>", False),
        ("å@x.se", False),
    ],
)
def test_is_mail_address_is_one_address_alone(text: str, one: bool) -> None:
    assert is_mail_address(text) is one


def test_make_message_to_several_is_refused() -> None:
    with pytest.raises(ValueError, match="not one"):
        make_message(sender="r@x.se", recipient="a@x.se, b@x.se", subject="a", body="b", at=AT)
