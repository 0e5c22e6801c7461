from itertools import product

import pytest

from core.enums import SubmissionEventKind as Event
from core.enums import SubmissionState as State
from core.errors import RuleViolation
from core.rules.process import NEEDS_REASON, Standing, after, event_words, possible_events

LAST = 2
NOT_STARTED, WORKING, SUBMITTED, APPROVED, ADOPTED = State


def _s(state: State, level: int = 0, *, returned: bool = False, unlocked: bool = False) -> Standing:
    return Standing(state, level, LAST, returned, unlocked)


TABLE: dict[tuple[Standing, Event], Standing] = {
    (_s(NOT_STARTED), Event.START): _s(WORKING),
    (_s(NOT_STARTED), Event.SUBMIT): _s(SUBMITTED, 1),
    (_s(WORKING), Event.SUBMIT): _s(SUBMITTED, 1),
    (_s(WORKING, returned=True), Event.SUBMIT): _s(SUBMITTED, 1),
    (_s(SUBMITTED, 1), Event.WITHDRAW): _s(WORKING),
    (_s(SUBMITTED, 1), Event.APPROVE): _s(SUBMITTED, 2),
    (_s(SUBMITTED, 1), Event.RETURN): _s(WORKING, returned=True),
    (_s(SUBMITTED, 1), Event.UNLOCK): _s(SUBMITTED, 1, unlocked=True),
    (_s(SUBMITTED, 1), Event.CONFIRM): _s(SUBMITTED, 1),
    (_s(SUBMITTED, 1, unlocked=True), Event.WITHDRAW): _s(WORKING),
    (_s(SUBMITTED, 1, unlocked=True), Event.APPROVE): _s(SUBMITTED, 2),
    (_s(SUBMITTED, 1, unlocked=True), Event.RETURN): _s(WORKING, returned=True),
    (_s(SUBMITTED, 1, unlocked=True), Event.LOCK): _s(SUBMITTED, 1),
    (_s(SUBMITTED, 1, unlocked=True), Event.CONFIRM): _s(SUBMITTED, 1, unlocked=True),
    (_s(SUBMITTED, 1, returned=True), Event.WITHDRAW): _s(WORKING),
    (_s(SUBMITTED, 1, returned=True), Event.APPROVE): _s(SUBMITTED, 2),
    (_s(SUBMITTED, 1, returned=True), Event.RETURN): _s(WORKING, returned=True),
    (_s(SUBMITTED, 1, returned=True), Event.UNLOCK): _s(SUBMITTED, 1, returned=True, unlocked=True),
    (_s(SUBMITTED, 1, returned=True), Event.CONFIRM): _s(SUBMITTED, 1, returned=True),
    (_s(SUBMITTED, 2), Event.APPROVE): _s(APPROVED, 2),
    (_s(SUBMITTED, 2), Event.RETURN): _s(SUBMITTED, 1, returned=True),
    (_s(SUBMITTED, 2), Event.UNLOCK): _s(SUBMITTED, 2, unlocked=True),
    (_s(SUBMITTED, 2), Event.CONFIRM): _s(SUBMITTED, 2),
    (_s(APPROVED, 2), Event.RETURN): _s(SUBMITTED, 1, returned=True),
    (_s(APPROVED, 2), Event.ADOPT): _s(ADOPTED, 2),
    (_s(APPROVED, 2), Event.REOPEN): _s(WORKING, returned=True),
    (_s(APPROVED, 2), Event.CONFIRM): _s(APPROVED, 2),
    (_s(ADOPTED, 2), Event.REOPEN): _s(WORKING, returned=True),
    (_s(ADOPTED, 2), Event.CONFIRM): _s(ADOPTED, 2),
}
"""Every move of a submission with two steps; whatever is not here is refused."""

STANDINGS = sorted({standing for standing, _event in TABLE}, key=repr)


@pytest.mark.parametrize(("standing", "event"), list(product(STANDINGS, Event)))
def test_every_state_and_event_leads_where_the_table_says_or_is_refused(
    standing: Standing, event: Event
) -> None:
    expected = TABLE.get((standing, event))
    assert (event in possible_events(standing)) == (expected is not None)
    if expected is None:
        with pytest.raises(RuleViolation):
            after(standing, event, reason="Se rad 3.")
    else:
        assert after(standing, event, reason="Se rad 3.") == expected


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_move_leads_to_a_standing_of_the_table_or_from_it(standing: Standing) -> None:
    reached = {expected for (start, _event), expected in TABLE.items() if start == standing}
    known = {*STANDINGS, _s(SUBMITTED, 2, unlocked=True), _s(SUBMITTED, 1, returned=True, unlocked=True)}
    assert reached <= known


@pytest.mark.parametrize("last_level", [0, 1, 2, 5])
def test_submission_is_approved_after_exactly_its_levels(last_level: int) -> None:
    standing = after(Standing(last_level=last_level), Event.SUBMIT)
    approvals = 0
    while standing.state is State.SUBMITTED:
        standing = after(standing, Event.APPROVE)
        approvals += 1
    assert (approvals, standing) == (last_level, Standing(State.APPROVED, last_level, last_level))


@pytest.mark.parametrize("event", sorted(NEEDS_REASON))
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_event_that_undoes_others_work_needs_a_reason(event: Event, reason: str) -> None:
    with pytest.raises(RuleViolation, match="Skriv varför"):
        after(_s(APPROVED, 2), event, reason=reason)


@pytest.mark.parametrize(
    ("standing", "editable", "waits_for"),
    [
        (_s(NOT_STARTED), True, 0),
        (_s(WORKING), True, 0),
        (_s(SUBMITTED, 1), False, 1),
        (_s(SUBMITTED, 2), False, 2),
        (_s(SUBMITTED, 2, unlocked=True), True, 2),
        (_s(APPROVED, 2), False, None),
        (_s(ADOPTED, 2), False, None),
        (Standing(State.APPROVED), False, None),
    ],
)
def test_standing_tells_who_has_it(standing: Standing, editable: bool, waits_for: int | None) -> None:
    assert (standing.editable_by_unit, standing.waits_for) == (editable, waits_for)


@pytest.mark.parametrize(
    ("standing", "event", "words"),
    [
        (_s(NOT_STARTED), Event.APPROVE, "inte börjat än"),
        (_s(WORKING), Event.APPROVE, "arbetar fortfarande"),
        (_s(SUBMITTED, 2), Event.WITHDRAW, "redan godkänt ett steg upp"),
        (_s(SUBMITTED, 2), Event.SUBMIT, "redan inlämnat"),
        (_s(SUBMITTED, 2), Event.ADOPT, "Alla har inte godkänt"),
        (_s(SUBMITTED, 2), Event.LOCK, "redan låst"),
        (_s(SUBMITTED, 2, unlocked=True), Event.UNLOCK, "redan upplåst"),
        (_s(SUBMITTED, 1), Event.REOPEN, "Lämna tillbaka det i stället"),
        (_s(APPROVED, 2), Event.APPROVE, "redan godkänt"),
        (_s(ADOPTED, 2), Event.ADOPT, "redan beslutat"),
    ],
)
def test_refusal_says_how_it_stands(standing: Standing, event: Event, words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        after(standing, event)


def test_every_event_has_words_of_its_own() -> None:
    assert len({event_words(event) for event in Event}) == len(Event)
