"""The cases of the access matrix for the control list, commitments and subscriptions."""

from sqlmodel import Session

from core.enums import ControlVerdict, ReportKind, ReportRhythm
from core.models import CommitmentLoad, ControlAnswer, ReportSubscription, User
from core.periods import Period
from core.queries import commitments, control_findings, control_list
from core.queries.subscriptions import list_subscriptions
from core.rules.access import Action, Actor
from core.rules.control_lines import ControlRule, Limits
from core.services import commitments as commitment_services
from core.services import control_list as services
from core.services import subscriptions
from core.services.control_list import ControlPlace, Said
from core.services.subscriptions import NewSubscription
from tests.architecture.access_world import Case, World

_PERIOD = Period(2026, 10)


def _place(world: World) -> ControlPlace:
    return ControlPlace(world.target, _PERIOD, ControlRule.POINT, "punkt")


def _answer(world: World, session: Session, actor: Actor) -> None:
    services.answer(session, actor, place=_place(world), said=Said(ControlVerdict.RIGHT), key="control")


def _undo(world: World, session: Session, actor: Actor) -> None:
    row = ControlAnswer(
        unit_id=world.target, year=2026, month=10, rule=ControlRule.POINT, key="punkt",
        verdict=ControlVerdict.RIGHT, user_id=world.somebody, at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    services.undo_answer(session, actor, place=_place(world), key="undone")


def _settings(_world: World, session: Session, actor: Actor) -> None:
    services.change_points(session, actor, points=["Stämmer allt?"], key="points")


def _findings(world: World, session: Session, actor: Actor) -> None:
    control_findings.list_findings(session, actor, unit_id=world.target, period=_PERIOD, limits=Limits())


def _answers(world: World, session: Session, actor: Actor) -> None:
    control_list.list_answers(session, actor, unit_id=world.target, year=2026)


def _progress(world: World, session: Session, actor: Actor) -> None:
    control_list.unit_progress(session, actor, unit_id=world.target, period=_PERIOD)


_FILE = b"ansvar;konto;belopp;till\n4120;5021;100;2026-12-31"


def _commitments(world: World, session: Session, actor: Actor) -> None:
    commitments.list_commitments(session, actor, unit_id=world.target, period=_PERIOD)


def _preview(_world: World, session: Session, actor: Actor) -> None:
    commitment_services.preview(session, actor, source="Avtal", data=_FILE)


def _load(_world: World, session: Session, actor: Actor) -> None:
    commitment_services.load(
        session, actor, source="Avtal", file_name="avtal.csv", data=_FILE, key="commitments"
    )


def _undo_load(world: World, session: Session, actor: Actor) -> None:
    row = CommitmentLoad(
        source="Avtal", file_name="avtal.csv", sha256="", rows=0, amount=0, user_id=world.somebody,
        at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    commitment_services.undo(session, actor, load_id=row.id or 0, key="undone load")


def _subscribe(world: World, session: Session, actor: Actor) -> None:
    user = session.get_one(User, actor.user_id)
    user.email = "nagon@ekarboda.example"
    session.add(user)
    session.flush()
    wanted = NewSubscription(ReportKind.FOLLOW_UP, world.target, actor.user_id, ReportRhythm.MONTHLY)
    subscriptions.subscribe(session, actor, wanted=wanted, key="subscribed")


def _end(world: World, session: Session, actor: Actor) -> None:
    row = ReportSubscription(
        user_id=world.somebody, report=ReportKind.FOLLOW_UP, unit_id=world.target,
        rhythm=ReportRhythm.MONTHLY, created_by_id=world.somebody, created_at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    subscriptions.end_subscription(session, actor, subscription_id=row.id or 0)


def _subscriptions(world: World, session: Session, actor: Actor) -> None:
    list_subscriptions(session, actor, unit_id=world.target)


CONTROL_CASES: dict[str, Case] = {
    "queries.subscriptions.list_subscriptions": Case(Action.MANAGE_BUDGET, _subscriptions),
    "services.subscriptions.subscribe": Case(Action.VIEW_ECONOMY, _subscribe),
    "services.subscriptions.end_subscription": Case(Action.MANAGE_BUDGET, _end),
    "queries.commitments.list_commitments": Case(Action.VIEW_TRANSACTIONS, _commitments),
    "queries.commitments.list_sources": Case(
        Action.LOAD_FILES, lambda _world, session, actor: commitments.list_sources(session, actor)
    ),
    "services.commitments.preview": Case(Action.LOAD_FILES, _preview),
    "services.commitments.load": Case(Action.LOAD_FILES, _load),
    "services.commitments.undo": Case(Action.LOAD_FILES, _undo_load),
    "services.control_list.answer": Case(Action.EDIT_SUBMISSION, _answer),
    "services.control_list.undo_answer": Case(Action.EDIT_SUBMISSION, _undo),
    "services.control_list.change_points": Case(Action.MANAGE_PERIODS, _settings),
    "queries.control_findings.list_findings": Case(Action.VIEW_TRANSACTIONS, _findings),
    "queries.control_list.list_answers": Case(Action.VIEW_TRANSACTIONS, _answers),
    "queries.control_list.unit_progress": Case(Action.VIEW_TRANSACTIONS, _progress),
}
CONTROL_OWN: dict[str, str] = {"queries.subscriptions.list_own_subscriptions": "one's own reports by mail"}
CONTROL_WITHOUT_ACTOR: dict[str, str] = {
    "services.mail_rows.prepare": "part of services that say who gets what",
    **dict.fromkeys(
        (
            "services.mail_runs.run_reports",
            "services.report_mail.anything_subscribed",
            "services.report_mail.build_report",
            "services.report_mail.is_report",
            "services.report_mail.prepare_due",
        ),
        "runs by the clock: each report is made with its receiver's own rights",
    ),
    "queries.control_list.control_settings": "no secret: the municipality's own limits and points",
    **dict.fromkeys(
        (
            "queries.commitments.committed",
            "queries.control_facts.read_facts",
            "queries.control_facts.texts_before",
            "queries.control_findings.ansvar_below",
            "queries.control_spoken.spoken_units",
            "queries.supplier_columns.supplier_lines",
        ),
        "the inside of queries that have asked",
    ),
}
