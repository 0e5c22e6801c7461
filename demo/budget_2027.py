"""Budget 2027 half-way: the round is open, some units have handed in, some work, some have not begun.

`lay` opens the round, which makes the budget; when the frames have been let down `fill` lets the
units work: each starts from the budget that holds and comes to its frame, a few a little beside it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role, RoundKind, UnitKind
from core.models import Round, Submission
from core.money import ORE_PER_KRONA
from core.queries import trees
from core.queries.access import load_actor
from core.queries.budget_findings import find_budget
from core.queries.plan_lines import coding_words, list_lines
from core.queries.sheet_figures import year_sums
from core.queries.unit_frames import frame_of
from core.queries.users import user_ids
from core.queries.versions import choose_versions
from core.reports.budget_sheet import budget_subject
from core.rules.access import Actor
from core.rules.rounds import NewLevel, NewRound
from core.services import comments, plan_rows, round_opening, rounds, submissions
from core.services.plan_start import Source, start_from
from core.services.plan_tools import Spread, Target, spread_year
from core.services.transaction import transaction
from demo.organisation import branch_of, units
from demo.people import people

NAME, YEAR = "Internbudget 2027", 2027
_CONTROLLERS = {"BUN": "lena.tornstig", "VON": "nils.ekvik"}
_CENTRAL = "petra.dahlgard"
_DONE, _HANDED_IN, _WORKING = "done", "handed_in", "working"
_BEGUN_EVERY = 3

# What the named units have done, and by how many tkr they end over (+) or under their frame.
_TOLD: dict[str, tuple[str, int]] = {
    "431": (_WORKING, 35),
    "432": (_HANDED_IN, 0),
    "434": (_WORKING, -120),
    "611": (_WORKING, 240),
    "612": (_HANDED_IN, 0),
    "621": (_DONE, 0),
    "641": (_DONE, 0),
    "513": (_WORKING, 900),
    "411": (_DONE, 0),
}
_RETURNED, _HOURLY = "444", "5030"
_INSTRUCTION = (
    "Lägg internbudgeten för 2027 inom enhetens ram. Utgå från gällande budget. Skriv en kommentar på "
    "rader som ändras mycket, och lämna in när Kontrollera är grönt."
)
_ASKED = "Vikarierna ökar men sjuklönen minskar. Hur hänger det ihop?"
_COMMENT = "Färre elever från hösten, en halv tjänst mindre."


@dataclass(frozen=True, slots=True)
class _Work:
    """One unit's part: what it has done, and how far from its frame it is, in öre."""

    code: str
    unit_id: int
    done: str
    beside: int


def lay(database: Database, actor: Actor) -> int:
    """Open the round for every unit, which makes the budget; return the budget's version id."""
    with transaction(database, actor) as session:
        ids = trees.unit_ids(session)
        round_id = rounds.create_round(session, actor, content=_round(), key=_key(NAME))
        for branch in sorted({branch for branch in branch_of().values() if branch != "FIN"}):
            rounds.choose_units_of_kind(
                session, actor, round_id=round_id, kind=UnitKind.UNIT, under_id=ids[branch]
            )
        round_opening.open_round(session, actor, round_id=round_id, key=_key("open"))
        return session.get_one(Round, round_id).version_id or 0


def fill(database: Database, version_id: int, today: date) -> None:
    """Let the units work on their budgets, one transaction each."""
    with database.reading() as session:
        works = _works(session, version_id)
    for work in works:
        actor = _actor(database, work.code, today)
        with transaction(database, actor) as session:
            _enter(session, actor, version_id, work)
        if work.done in {_DONE, _HANDED_IN}:
            with transaction(database, actor) as session:
                _hand_in(session, actor, version_id, work)
    _review(database, version_id, works, today)


def _works(session: Session, version_id: int) -> list[_Work]:
    ids = trees.unit_ids(session)
    asked = set(
        session.exec(
            select(Submission.unit_id)
            .join(Round, col(Round.id) == col(Submission.round_id))
            .where(Round.version_id == version_id)
        )
    )
    works = []
    for n, unit in enumerate(units()):
        if ids[unit.code] not in asked:
            continue
        usual = (_DONE, _HANDED_IN, _WORKING)[n % 4 % 3] if n % _BEGUN_EVERY == 1 else ""
        done, tkr = _TOLD.get(unit.code, (_HANDED_IN if unit.code == _RETURNED else usual, 0))
        if done:
            works.append(_Work(unit.code, ids[unit.code], done, tkr * 1_000 * ORE_PER_KRONA))
    return works


def _enter(session: Session, actor: Actor, version_id: int, work: _Work) -> None:
    """Start from the budget that holds, raised to the unit's frame; one row takes what is left over."""
    before = choose_versions(session, YEAR - 1).compared or 0
    net = sum(year_sums(session, actor, version_id=before, unit_id=work.unit_id).values())
    frame = frame_of(session, actor, version_id=version_id, unit_id=work.unit_id)
    wanted = (frame.amount if frame.amount is not None else net) + work.beside
    percent = (Decimal(wanted) / Decimal(net) - 1) * 100 if net else Decimal(0)
    source = Source(before, percent.quantize(Decimal("0.01")))
    start_from(
        session,
        actor,
        version_id=version_id,
        unit_id=work.unit_id,
        source=source,
        key=_key(f"{work.code} start"),
    )
    lines = list_lines(session, actor, version_id=version_id, unit_id=work.unit_id)
    words = coding_words(session, [line.coding_id for line in lines])
    entered = sum(line.total or 0 for line in lines)
    planned = [line for line in lines if line.total]
    if not planned:
        return
    costs = [line for line in planned if words[line.coding_id].account[:1] in "567"]
    largest = max(costs or planned, key=lambda line: abs(line.total or 0))
    target = Target(largest.id, largest.unit_id, largest.coding_id)
    total = (largest.total or 0) + wanted - entered
    spread_year(
        session, actor, version_id=version_id, target=target, total=total, spread=Spread(),
        key=_key(f"{work.code} rest"),
    )  # fmt: skip


def _hand_in(session: Session, actor: Actor, version_id: int, work: _Work) -> None:
    """Explain the rows that have changed much, and hand in."""
    wanting = {
        finding.row_key
        for finding in find_budget(session, actor, version_id=version_id, unit_id=work.unit_id)
        if finding.code == "comment_missing"
    }
    for line in list_lines(session, actor, version_id=version_id, unit_id=work.unit_id):
        if f"C{line.unit_id}.{line.coding_id}" in wanting and line.editable:
            plan_rows.describe_row(
                session, actor, version_id=version_id, line_id=line.id, label=line.label, text=_COMMENT
            )
    row = _submission(session, version_id, work.unit_id)
    submissions.submit(
        session, actor, submission_id=row.id or 0, rev=row.rev, key=_key(f"{work.code} submit")
    )


def _review(database: Database, version_id: int, works: list[_Work], today: date) -> None:
    """Let finance approve what is done, and return one unit's with a marked cell."""
    actor = _named(database, _CENTRAL, today)
    for work in works:
        if work.done == _DONE:
            with transaction(database, actor) as session:
                row = _submission(session, version_id, work.unit_id)
                submissions.approve(
                    session, actor, submission_id=row.id or 0, rev=row.rev, key=_key(f"{work.code} ok")
                )
    back = next(work for work in works if work.code == _RETURNED)
    with transaction(database, actor) as session:
        lines = list_lines(session, actor, version_id=version_id, unit_id=back.unit_id)
        words = coding_words(session, [one.coding_id for one in lines])
        line = next(one for one in lines if one.total and words[one.coding_id].account == _HOURLY)
        subject = budget_subject(version_id, line.unit_id, f"{line.coding_id}/8")
        comments.ask_for_change(session, actor, key=_key("ask"), subject=subject, body=_ASKED)
        row = _submission(session, version_id, back.unit_id)
        submissions.return_submission(
            session, actor, submission_id=row.id or 0, rev=row.rev, key=_key("return"),
            reason="Se den markerade cellen, och lämna in igen senast på fredag.",
        )  # fmt: skip


def _submission(session: Session, version_id: int, unit_id: int) -> Submission:
    return session.exec(
        select(Submission)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .where(Round.version_id == version_id, Submission.unit_id == unit_id)
        .execution_options(populate_existing=True)
    ).one()


def _actor(database: Database, code: str, today: date) -> Actor:
    """Return the unit's own manager, else the economist of its nämnd."""
    managers = {
        grant.unit: person.username
        for person in people()
        for grant in person.grants
        if grant.role == Role.MANAGER
    }
    return _named(database, managers.get(code, _CONTROLLERS.get(branch_of()[code], _CENTRAL)), today)


def _named(database: Database, username: str, today: date) -> Actor:
    with database.reading() as session:
        actor = load_actor(session, user_ids(session)[username], today=today)
    if actor is None:
        raise LookupError(username)
    return actor


def _round() -> NewRound:
    return NewRound(
        kind=RoundKind.BUDGET,
        name=NAME,
        year=YEAR,
        opens=date(2026, 10, 12),
        deadline=date(2026, 11, 20),
        closes=date(2026, 12, 18),
        levels=(NewLevel(UnitKind.COMMITTEE, Role.CONTROLLER, date(2026, 12, 4)),),
        instruction=_INSTRUCTION,
        minutes=90,
    )


def _key(what: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"budget 2027 {what}"))
