"""The process of the demo: next year's wheel, and one round in the middle of its work.

The round asks every school and home care unit three plain questions, so that every state can be
seen before budget and forecast have rounds of their own.
"""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, select

from core.enums import Role, RoundKind, UnitKind
from core.models import Submission, Unit
from core.queries import trees
from core.queries.access import load_actor
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.rounds import NewLevel, NewRound
from core.services import round_answers, round_opening, rounds, submissions

QUESTIONS = "Frågor inför internbudgeten 2027"
_ASKED_UNDER = ("430", "440", "610")
_INSTRUCTION = (
    "Svara kort på tre frågor: Vad kommer att skilja 2027 från 2026? Vilka beslut behöver du från nämnden? "
    "Vad vill du inte längre göra?"
)
_AREA_CHIEFS = {"430": "helena.grimstrand", "610": "linda.starrbo"}

# unit, who, what was done in turn
_STORY: tuple[tuple[str, str, str], ...] = (
    ("431", "sara.lindhage", "begin submit"),
    ("432", "mats.ohrvik", "begin submit"),
    ("434", "karin.skogsby", "begin"),
    ("444", "karin.skogsby", "begin submit"),
    ("611", "fatima.norrlid", "begin submit"),
    ("612", "peter.askdal", "begin submit"),
    ("613", "peter.askdal", "begin"),
)
_ANSWERS = {
    "431": "Vi blir två klasser fler i höst och behöver en lärartjänst till. Nämnden behöver besluta om "
    "skolskjutsen från Norrby. Vi vill sluta skriva kvartalsrapporten om läsning, som ingen läser.",
    "432": "Inget stort skiljer åren åt. Inga beslut behövs. Vi vill samla de tre föräldramötena till två.",
    "434": "Matsalen byggs om under våren, så vi hyr kök i fyra månader.",
    "444": "Modersmålsundervisningen växer med trettio elever. Vi behöver besked om lokalen före mars.",
    "611": "Sex brukare fler med stora behov. Vi behöver beslut om nattpatrullens område.",
    "612": "Vi slutar med tryckta scheman och använder telefonen i stället.",
    "613": "Sjukfrånvaron har gått ner och vi räknar med färre timanställda.",
}
_REVIEWED = (("431", "helena.grimstrand", "approve"), ("612", "linda.starrbo", "return"))


def plan_rounds(session: Session, actor: Actor) -> int:
    """Lay the year wheel and the round of questions; return that round's id."""
    for content in _wheel():
        rounds.create_round(session, actor, content=content, key=_key(content.name))
    round_id = rounds.create_round(session, actor, content=_questions(), key=_key(QUESTIONS))
    unit_ids = trees.unit_ids(session)
    for code in _ASKED_UNDER:
        rounds.choose_units_of_kind(
            session, actor, round_id=round_id, kind=UnitKind.UNIT, under_id=unit_ids[code]
        )
    round_opening.open_round(session, actor, round_id=round_id, key=_key("open"))
    return round_id


def answer_questions(session: Session, round_id: int, today: date) -> None:
    """Let some units begin and hand in, and their managers' managers look at it."""
    for code, username, steps in _STORY:
        actor = _actor(session, username, today)
        for step in steps.split():
            _do(session, actor, round_id, code, step)
    for code, username, step in _REVIEWED:
        _do(session, _actor(session, username, today), round_id, code, step)


def _do(session: Session, actor: Actor, round_id: int, code: str, step: str) -> None:
    submission = session.exec(
        select(Submission)
        .join(Unit, col(Unit.id) == col(Submission.unit_id))
        .where(Submission.round_id == round_id, Unit.code == code)
    ).one()
    session.refresh(submission)
    known, key = submission.id or 0, _key(f"{code} {step}")
    if step == "return":
        reason = "Vad kostar det ni vill sluta göra i dag? Skriv en rad om det."
        submissions.return_submission(
            session, actor, submission_id=known, rev=submission.rev, key=key, reason=reason
        )
        return
    if step == "begin":
        round_answers.save_answer(
            session, actor, submission_id=known, seen=0, body=_ANSWERS[code], key=_key(f"{code} answer")
        )
    elif step == "submit":
        submissions.submit(session, actor, submission_id=known, rev=submission.rev, key=key)
    else:
        submissions.approve(session, actor, submission_id=known, rev=submission.rev, key=key)


def _actor(session: Session, username: str, today: date) -> Actor:
    actor = load_actor(session, user_ids(session)[username], today=today)
    if actor is None:
        raise LookupError(username)
    return actor


def _questions() -> NewRound:
    return NewRound(
        kind=RoundKind.QUESTION,
        name=QUESTIONS,
        year=2026,
        opens=date(2026, 11, 2),
        deadline=date(2026, 11, 27),
        closes=date(2026, 12, 11),
        levels=(
            NewLevel(UnitKind.AREA, Role.MANAGER, date(2026, 12, 2)),
            NewLevel(UnitKind.DEPARTMENT, Role.MANAGER, date(2026, 12, 4)),
        ),
        instruction=_INSTRUCTION,
        minutes=20,
        by_itself=False,  # the demo is shown on any day
    )


def _wheel() -> list[NewRound]:
    """Return the rounds of 2027 as they are planned."""
    return [
        NewRound(kind, name, 2027, date(*opens), date(*deadline), date(*closes), minutes=minutes)
        for kind, name, opens, deadline, closes, minutes in (
            (RoundKind.FORECAST, "Prognos 1 2027", (2027, 4, 6), (2027, 4, 16), (2027, 4, 30), 15),
            (RoundKind.FRAME, "Ramar 2028", (2027, 3, 1), (2027, 5, 14), (2027, 6, 18), 30),
            (RoundKind.BUDGET, "Budget 2028", (2027, 8, 16), (2027, 10, 8), (2027, 12, 17), 120),
            (RoundKind.FORECAST, "Prognos 2 2027", (2027, 9, 6), (2027, 9, 15), (2027, 9, 30), 15),
            (RoundKind.GOALS, "Måluppföljning delår 2027", (2027, 9, 1), (2027, 9, 17), (2027, 9, 30), 30),
            (RoundKind.REPORT, "Delårsrapport 2027", (2027, 9, 6), (2027, 10, 1), (2027, 10, 29), 45),
            (
                RoundKind.ENVIRONMENT,
                "Årlig uppföljning SAM 2027",
                (2027, 10, 4),
                (2027, 11, 12),
                (2027, 12, 3),
                40,
            ),
            (RoundKind.CONTROL, "Intern kontroll 2027", (2027, 10, 18), (2027, 11, 26), (2027, 12, 17), 30),
            (RoundKind.FORECAST, "Prognos 3 2027", (2027, 11, 4), (2027, 11, 12), (2027, 11, 30), 10),
        )
    ]


def _key(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo process {name}"))
