"""A budget year as a controller would tell it, with the numbers of the demo municipality (rulings 3.3, 3.4).

Council adopts frames, the units enter while others look, a budget comes back with a marked cell, the
nämnder adopt their own budgets to the krona, and on 30 March three millions move from BUN to VON.
"""

from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import BudgetDecisionKind, FrameItem, Role, SubmissionState, VersionKind
from core.errors import RuleViolation
from core.models import Submission, Version
from core.queries.access import load_actor
from core.queries.budget_bases import revised_budget
from core.queries.budget_decisions import read_budget_decision
from core.queries.sheet_figures import year_sums
from core.queries.unit_frames import frame_of
from core.reports.budget_sheet import budget_subject, build_sheet
from core.rules.access import Actor
from core.services import (
    balances,
    budget_decision_adoption,
    budget_decision_rows,
    budget_decisions,
    comments,
    frame_adoption,
    frame_edits,
    frames,
    internal_budget,
    plan_edits,
    plan_rows,
    submissions,
    unit_frames,
)
from core.services.budget_decision_rows import NewRow
from core.services.budget_decisions import DecisionContent
from core.services.decisions import DecisionText
from core.services.frame_edits import FrameEdit
from core.services.frames import FrameFacts
from core.services.plan_edits import CellEdit
from core.services.reference import install_reference
from core.services.unit_frames import FrameShare
from core.table import Table
from tests.core.budget_town import open_budget_round
from tests.factories import TODAY, give_role, make_coding, make_tree, make_user, make_version

TKR, MNKR = 100_000, 100_000_000
YEAR = 2026
TREE = """
EKA K - Ekarboda kommun
BUN N EKA Barn- och utbildningsnämnden
411 E BUN Ekbackens skola
4110 A 411 Ekbacken undervisning
412 E BUN Björkdalens skola
4120 A 412 Björkdalen undervisning
4009 A BUN Ofördelat
VON N EKA Vård- och omsorgsnämnden
611 E VON Hemtjänst Norr
6110 A 611 Hemtjänst Norr
FIN F EKA Finansförvaltningen
9100 A FIN Skatter och bidrag
"""
PEOPLE = {
    "sara": (Role.CONTROLLER, "EKA"),
    "maria": (Role.MANAGER, "411"),
    "nils": (Role.MANAGER, "412"),
    "fatima": (Role.MANAGER, "611"),
}
COUNCIL = DecisionText("Kommunfullmäktige", date(2025, 11, 24), "139", "KS 2025/231")
COMMITTEE = DecisionText("Nämnden", date(2025, 12, 15), "98", "BUN 2025/211")
MARCH = DecisionText("Kommunfullmäktige", date(2026, 3, 30), "41", "KS 2026/118")
EMPTY = Table("Budget", (), ())


class Year:
    """The municipality through its year; each method is something that somebody does."""

    def __init__(self, session: Session) -> None:
        self.session, self.keys = session, 0
        self.units = make_tree(session, TREE)
        self.people = {name: self._person(name, role, unit) for name, (role, unit) in PEOPLE.items()}
        install_reference(session)
        self.pay = make_coding(session, "5020", function="440")
        self.tax = make_coding(session, "8010")
        self.budget = make_version(session, VersionKind.BUDGET, YEAR, "Budget 2026")
        asked = [self.units[code] for code in ("411", "412", "611")]
        open_budget_round(session, self.budget, asked, self.units["EKA"])

    def _person(self, name: str, role: Role, unit: str) -> Actor:
        user_id = make_user(self.session, name)
        give_role(self.session, user_id, role, self.units[unit])
        actor = load_actor(self.session, user_id, today=TODAY)
        assert actor
        return actor

    def key(self) -> str:
        self.keys += 1
        return f"key {self.keys}"

    def council_adopts(self, tkr: dict[str, int], tax: int) -> None:
        sara = self.people["sara"]
        frame_id = frames.create_frame(self.session, sara, year=YEAR, key=self.key())
        name = f"Ramar {YEAR}"
        held = frames.open_frame(self.session, sara, frame_id)
        frames.describe_frame(
            self.session, sara, frame_id=frame_id, seen=FrameFacts(held.name, held.tax_rate),
            facts=FrameFacts(name, "21,65"),
        )  # fmt: skip
        edits = [
            FrameEdit(self.units[unit], FrameItem.ALLOCATION, YEAR, None, amount * TKR)
            for unit, amount in tkr.items()
        ]
        edits.append(FrameEdit(self.units["EKA"], FrameItem.TAX, YEAR, None, tax * TKR))
        frame_edits.save_changes(self.session, sara, frame_id=frame_id, edits=edits, key=self.key())
        frame_adoption.adopt_frame(
            self.session, sara, frame_id=frame_id, decision=COUNCIL, table=EMPTY, key=self.key()
        )

    def hand_on(self, parent: str, tkr: dict[str, int]) -> None:
        shares = [FrameShare(self.units[unit], None, amount * TKR) for unit, amount in tkr.items()]
        unit_frames.distribute_frame(
            self.session, self.people["sara"], version_id=self.budget, parent_id=self.units[parent],
            shares=shares, key=self.key(),
        )  # fmt: skip

    def enter(self, who: str, ansvar: str, tkr: int, *, old: int | None = None, coding: int = 0) -> int:
        edit = CellEdit(None, self.units[ansvar], coding or self.pay, 1, old and old * TKR, tkr * TKR)
        saved = plan_edits.save_cells(
            self.session, self.people[who], version_id=self.budget, edits=[edit], key=self.key()
        )
        return saved.cells

    def submission(self, unit: str) -> Submission:
        row = self.session.exec(select(Submission).where(Submission.unit_id == self.units[unit])).one()
        self.session.refresh(row)
        return row

    def do(self, who: str, unit: str, act: str, **more: str) -> None:
        row = self.submission(unit)
        getattr(submissions, act)(
            self.session, self.people[who], submission_id=row.id, rev=row.rev, key=self.key(), **more
        )

    def committee_adopts(self, unit: str) -> bool:
        return internal_budget.adopt_internal_budget(
            self.session, self.people["sara"], version_id=self.budget, committee_id=self.units[unit],
            decision=COMMITTEE, table=EMPTY, key=self.key(),
        )  # fmt: skip

    def left(self, unit: str) -> int | None:
        found = frame_of(self.session, self.people["sara"], version_id=self.budget, unit_id=self.units[unit])
        return None if found.left is None else found.left // TKR

    def year(self, version_id: int, unit: str) -> int:
        sums = year_sums(self.session, self.people["sara"], version_id=version_id, unit_id=self.units[unit])
        return sum(sums.values()) // TKR

    def move_in_march(self) -> int:
        sara = self.people["sara"]
        content = DecisionContent(
            BudgetDecisionKind.REALLOCATION, YEAR, "Omfördelning till hemtjänsten", self.units["EKA"]
        )
        decision_id = budget_decisions.create_draft(self.session, sara, content=content, key=self.key())
        rows = [
            NewRow(self.units["4009"], "5020", _december(-3 * MNKR), function="440"),
            NewRow(self.units["6110"], "5020", _december(3 * MNKR), function="440"),
        ]
        budget_decision_rows.add_rows(self.session, sara, decision_id=decision_id, rows=rows, key=self.key())
        rev = read_budget_decision(self.session, sara, decision_id=decision_id).rev
        return budget_decision_adoption.adopt(
            self.session, sara, decision_id=decision_id, rev=rev, text=MARCH, key=self.key()
        )


def _december(amount: int) -> tuple[int | None, ...]:
    return (*(None for _month in range(11)), amount)


@pytest.fixture
def year(session: Session) -> Year:
    return Year(session)


def test_budget_year_from_frames_to_the_decision_of_march(session: Session, year: Year) -> None:
    # Council decides 898 and 634 mnkr, and taxes for them (ekarboda 4.3, KB26).
    year.council_adopts({"BUN": 898_000, "VON": 634_000}, tax=1_532_000)
    year.hand_on("BUN", {"411": 500_000, "412": 391_400})
    year.hand_on("VON", {"611": 634_000})
    assert (year.left("411"), year.left("BUN")) == (500_000, 898_000)

    # Three managers enter at once; the economist on the same sheet as one of them.
    assert year.enter("maria", "4110", 500_035) == 1
    assert year.enter("nils", "4120", 391_400) == 1
    assert year.enter("fatima", "6110", 634_000) == 1
    assert year.enter("sara", "4110", 1, old=None) == 0, "Maria was first in that cell"
    assert year.left("411") == -35

    # Over the frame by 35 tkr: it cannot be handed in, and says so.
    with pytest.raises(RuleViolation, match="Över ram med 35"):
        year.do("maria", "411", "submit")
    assert year.enter("maria", "4110", 500_000, old=500_035) == 1
    for who, unit in (("maria", "411"), ("nils", "412"), ("fatima", "611")):
        year.do(who, unit, "submit")

    # Finance points at a cell and returns one, unlocks another without returning it, approves the rest.
    sara, maria = year.people["sara"], year.people["maria"]
    subject = budget_subject(year.budget, year.units["4110"], f"{year.pay}/1")
    thread_id = comments.ask_for_change(
        session, sara, key=year.key(), subject=subject, body="Stämmer januari?"
    )
    year.do("sara", "411", "return_submission", reason="Se den markerade cellen.")
    year.do("sara", "412", "unlock")
    year.do("sara", "611", "approve")
    sheet = build_sheet(session, maria, version_id=year.budget, unit_id=year.units["411"])
    assert [thread.comments[0].body for thread in sheet.asked] == ["Stämmer januari?"]
    assert year.enter("nils", "4120", 391_400, old=391_400) == 0
    with pytest.raises(RuleViolation):
        year.enter("fatima", "6110", 1, old=634_000)

    # Maria answers, ticks it off and hands in again.
    line = next(row.line for row in sheet.rows if row.line is not None)
    plan_rows.describe_row(
        session, maria, version_id=year.budget, line_id=line.id, label="", text="Hela årets lön i januari."
    )
    comments.resolve_thread(session, maria, thread_id=thread_id)
    year.do("maria", "411", "submit")
    year.do("sara", "411", "approve")
    year.do("sara", "412", "approve")

    # BUN is 6 600 tkr short of its frame until the undistributed ansvar holds it.
    with pytest.raises(RuleViolation, match="mindre än ramen"):
        year.committee_adopts("BUN")
    year.enter("sara", "4009", 6_600)
    assert year.left("BUN") == 0
    assert year.committee_adopts("BUN") is False
    assert year.submission("411").state is SubmissionState.ADOPTED
    with pytest.raises(RuleViolation, match="antagit sin budget"):
        year.enter("sara", "4009", 7_000, old=6_600)

    # When VON and finansförvaltningen have decided too, the whole budget is closed.
    year.committee_adopts("VON")
    year.enter("sara", "9100", -1_532_000, coding=year.tax)
    assert year.committee_adopts("FIN") is True
    assert session.get_one(Version, year.budget).closed_at is not None

    # 30 March: −3 for BUN, +3 for VON. The adopted budget stands, the revised one tells both.
    assert year.move_in_march() == 1
    revised = revised_budget(session, YEAR)
    assert revised is not None
    revised_id = revised.id or 0
    assert (year.year(year.budget, "BUN"), year.year(revised_id, "BUN")) == (898_000, 895_000)
    assert (year.year(year.budget, "VON"), year.year(revised_id, "VON")) == (634_000, 637_000)
    assert year.year(revised_id, "EKA") == year.year(year.budget, "EKA") == 0
    assert balances.find_faults(session) == []
