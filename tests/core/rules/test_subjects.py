from datetime import date

import pytest

from core.errors import RuleViolation
from core.periods import Period
from core.reports.follow_up_view import FollowUpView, cell_key
from core.rules.access import GRANTS
from core.rules.subjects import (
    SUBJECTS,
    Subject,
    SubjectKind,
    address_of,
    follow_up_subject,
    kind_of,
    meeting_subject,
    unit_subject,
)
from pages.ui.menu import MENU


@pytest.mark.parametrize("kind", SubjectKind)
def test_every_kind_has_a_word_a_right_that_somebody_holds_and_a_page_of_the_menu(kind: SubjectKind) -> None:
    known = SUBJECTS[kind]

    assert known.word == known.word.lower().strip() != ""
    assert any(known.action in actions for actions in GRANTS.values())
    assert known.page in {entry.url_path for group in MENU for entry in group.entries}
    assert kind_of(kind.value) is kind


def test_every_kind_that_is_not_found_by_unit_and_month_names_its_id_in_its_address() -> None:
    named = [known.parameter for known in SUBJECTS.values() if known.parameter]

    by_unit_and_month = {SubjectKind.UNIT, SubjectKind.FOLLOW_UP, SubjectKind.CONTROL_LIST}
    assert len(named) == len(set(named)) == len(SUBJECTS) - len(by_unit_and_month)


def test_kind_of_unknown_text_is_refused() -> None:
    with pytest.raises(RuleViolation, match="Länken"):
        kind_of("user")


def test_follow_up_subject_of_a_cells_key_holds_unit_period_and_cell() -> None:
    cell = cell_key(FollowUpView(21, Period(2026, 10)), "lokaler", "variance")

    subject = follow_up_subject(cell)

    assert subject == Subject(SubjectKind.FOLLOW_UP, "21/2026-10", 21, "ytd/report/report/lokaler/variance")
    assert address_of(subject, unit_code="2110") == (
        "/uppfoljning?enhet=2110&period=2026-10&cell=ytd%2Freport%2Freport%2Flokaler%2Fvariance"
    )


@pytest.mark.parametrize("cell", ["", "21", "x/2026-10/a", "21//a", "/2026-10/a"])
def test_follow_up_subject_of_another_text_is_refused(cell: str) -> None:
    with pytest.raises(RuleViolation):
        follow_up_subject(cell)


@pytest.mark.parametrize(("subject_id", "cell"), [("", ""), ("a" * 121, ""), ("a", "b" * 201)])
def test_subject_too_long_to_store_is_refused(subject_id: str, cell: str) -> None:
    with pytest.raises(RuleViolation):
        Subject(SubjectKind.MEETING, subject_id, 1, cell)


def test_meeting_subject_holds_unit_and_day() -> None:
    subject = meeting_subject(21, date(2026, 11, 9))

    assert subject == Subject(SubjectKind.MEETING, "21/2026-11-09", 21)
    assert address_of(subject, unit_code="611") == "/motesunderlag?enhet=611&mote=21%2F2026-11-09"


def test_address_of_escapes_what_it_is_given() -> None:
    assert address_of(unit_subject(7), unit_code="a&b=c") == "/?enhet=a%26b%3Dc"
    assert address_of(Subject(SubjectKind.MEETING, "1&x=2", 7), unit_code="") == (
        "/motesunderlag?mote=1%26x%3D2"
    )
