"""Random walks over a submission: no decision without every step, and the history is the walk."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import ClassVar, TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import RoundKind, SubmissionState
from core.enums import SubmissionEventKind as Event
from core.errors import Conflict, NotAllowed, RodretError, RuleViolation
from core.models import Submission, SubmissionEvent
from core.rules.rounds import NewRound
from core.services import submissions
from core.services.decisions import DecisionText
from core.services.transaction import transaction
from tests.conftest import fixed_now
from tests.core.process_town import BUDGET, PEOPLE, make_town, new_key, plan_and_open, submission
from tests.factories import TODAY

REPORT = NewRound(
    RoundKind.REPORT, "Delår", 2026, BUDGET.opens, BUDGET.deadline, BUDGET.closes, BUDGET.levels
)
UNIT = {"maria", "eva", "berit", "bo", "sara"}
STEPS = {1: {"berit", "bo", "disa"}, 2: {"bo", "disa"}}
SEES = {"maria", "eva", "berit", "bo", "sara", "disa", "rune", "ada"}
HOLDS_ROUND = {"sara", "ada"}
Place: TypeAlias = int | str
"""Who has it: 0 the unit, 1 and 2 the steps, or that it is approved or adopted."""


class SubmissionMachine(RuleBasedStateMachine):
    """The model knows where the submission is, whether it is unlocked, and the approvals in a row."""

    template: ClassVar[Path]
    folder: ClassVar[Path]
    runs: ClassVar[Iterator[int]]
    adopted: ClassVar[list[int]]

    @initialize()
    def open_round(self) -> None:
        file = self.folder / f"{next(self.runs)}.db"
        copyfile(self.template, file)
        self.file = file
        self.database = Database(f"sqlite:///{file}", now=fixed_now)
        with transaction(self.database) as session:
            self.town = make_town(session)
            self.round_id = plan_and_open(session, self.town, REPORT, "412")
            self.id = submission(session, self.town, self.round_id).id or 0
        self.place: Place = 0
        self.begun = self.unlocked = self.unconfirmed = False
        self.approvals: list[int] = []
        self.walk: list[tuple[int, Event, str]] = []

    @rule(
        who=st.sampled_from(sorted(PEOPLE)),
        event=st.sampled_from(list(Event)),
        behind=st.sampled_from([0, 0, 0, 0, 1]),
    )
    def anybody_tries_anything(self, who: str, event: Event, behind: int) -> None:
        """Let somebody try something, sometimes with what she saw before somebody else was first."""
        expected = self._refusal(who, event, behind)
        if expected is None:
            self._happens(who, event)
        else:
            with pytest.raises(expected), transaction(self.database) as session:
                self._call(session, who, event, len(self.walk) - behind)

    @rule(n=st.integers(0, 59), m=st.integers(0, 59))
    def somebody_who_may_goes_on(self, n: int, m: int) -> None:
        """Let something possible happen, mostly upward, so that walks get far."""
        possible = [event for event in Event if self._is_possible(event) and self._who_may(event)]
        upward = [event for event in possible if event in {Event.SUBMIT, Event.APPROVE, Event.ADOPT}]
        events = upward if upward and n % 3 else possible
        event = events[n % len(events)]
        people = sorted(self._who_may(event))
        self._happens(people[m % len(people)], event)

    def _happens(self, who: str, event: Event) -> None:
        with transaction(self.database) as session:
            self._call(session, who, event, len(self.walk))
        self.walk.append((len(self.walk) + 1, event, PEOPLE[who][0]))
        self._move(who, event)

    def _call(self, session: Session, who: str, event: Event, rev: int) -> None:
        name = {Event.START: "begin", Event.RETURN: "return_submission"}.get(event, event.value)
        more: dict[str, object] = {}
        if event in {Event.RETURN, Event.REOPEN}:
            more["reason"] = "Se rad 3."
        if event is Event.ADOPT:
            more["decision"] = DecisionText("Nämnden", TODAY, "98")
        getattr(submissions, name)(
            session, self.town.actor(session, who), submission_id=self.id, rev=rev, key=new_key(), **more
        )

    def _refusal(self, who: str, event: Event, behind: int) -> type[RodretError] | None:
        """Return which refusal the model expects: not seen, overtaken, not hers, or not now."""
        if who not in SEES:
            return NotAllowed
        if behind:
            return Conflict
        if who not in self._who_may(event):
            return NotAllowed
        return None if self._is_possible(event) else RuleViolation

    def _who_may(self, event: Event) -> set[str]:
        level = self.place if isinstance(self.place, int) else 2
        if event in {Event.START, Event.SUBMIT, Event.WITHDRAW}:
            return UNIT
        if event is Event.CONFIRM:
            return {"maria", "eva"} if self.unconfirmed else set()
        if event in {Event.ADOPT, Event.REOPEN} or level == 0:
            return {"sara"}
        return STEPS[level] | (HOLDS_ROUND if event in {Event.LOCK, Event.UNLOCK} else set())

    def _is_possible(self, event: Event) -> bool:
        waits = self.place in {1, 2}
        return {
            Event.START: self.place == 0 and not self.begun,
            Event.SUBMIT: self.place == 0,
            Event.WITHDRAW: self.place == 1,
            Event.APPROVE: waits,
            Event.RETURN: waits or self.place == "approved",
            Event.UNLOCK: waits and not self.unlocked,
            Event.LOCK: waits and self.unlocked,
            Event.ADOPT: self.place == "approved",
            Event.REOPEN: self.place in {"approved", "adopted"},
            Event.CONFIRM: self.place != 0,
        }[event]

    def _move(self, who: str, event: Event) -> None:
        if event is Event.SUBMIT:
            self.place, self.approvals = 1, []
            self.unconfirmed = who not in {"maria", "eva"}
        elif event is Event.APPROVE:
            self.approvals.append(int(self.place))
            self.place = 2 if self.place == 1 else "approved"
        elif event is Event.RETURN:
            self.place = 0 if self.place == 1 else 1
            self.approvals = []
        elif event in {Event.WITHDRAW, Event.REOPEN}:
            self.place, self.approvals = 0, []
        elif event is Event.ADOPT:
            assert self.approvals[-2:] == [1, 2]
            self.place = "adopted"
            self.adopted.append(self.id)
        elif event is Event.CONFIRM:
            self.unconfirmed = False
        self.begun = True
        self.unlocked = event is Event.UNLOCK or (self.unlocked and event in {Event.CONFIRM})
        self.unconfirmed = self.unconfirmed and self.place != 0

    @invariant()
    def it_stands_where_the_walk_led(self) -> None:
        with self.database.reading() as session:
            held = session.get_one(Submission, self.id)
            state = {"approved": SubmissionState.APPROVED, "adopted": SubmissionState.ADOPTED}.get(
                str(self.place), SubmissionState.SUBMITTED
            )
            if self.place == 0:
                state = SubmissionState.WORKING if self.begun else SubmissionState.NOT_STARTED
            level = self.place if isinstance(self.place, int) else 2
            assert (held.state, held.level, held.unlocked) == (state, level, self.unlocked)
            assert (held.to_confirm_id is not None) == self.unconfirmed

    @invariant()
    def its_history_is_the_walk(self) -> None:
        names = {user_id: PEOPLE[name][0] for name, user_id in self.town.users.items()}
        with self.database.reading() as session:
            events = session.exec(select(SubmissionEvent).order_by(col(SubmissionEvent.n))).all()
            assert [(one.n, one.kind, names[one.user_id]) for one in events] == self.walk
            assert session.get_one(Submission, self.id).rev == len(self.walk)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.dispose()
            for file in self.folder.glob(f"{self.file.name}*"):
                file.unlink()


def test_submission_walked_at_random_is_never_adopted_without_every_step(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SubmissionMachine, "template", sqlite_template, raising=False)
    monkeypatch.setattr(SubmissionMachine, "folder", tmp_path, raising=False)
    monkeypatch.setattr(SubmissionMachine, "runs", count(), raising=False)
    monkeypatch.setattr(SubmissionMachine, "adopted", [], raising=False)

    run_state_machine_as_test(
        SubmissionMachine,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        ),
    )
    assert len(SubmissionMachine.adopted) > 1
