"""The cases of the access matrix for comments, tasks, decisions, attachments and messages.

What a case acts on is made within its own call by a controller of the municipality.
"""

from sqlmodel import Session

from core.models import Task
from core.queries import attachments as attachment_queries
from core.queries import comments as comment_queries
from core.queries import decisions as decision_queries
from core.queries import mail_log, subjects
from core.queries import messages as message_queries
from core.queries import tasks as task_queries
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, unit_subject
from core.rules.tasks import TaskText
from core.services import attachments, comments, decisions, messages, tasks
from core.services.decisions import DecisionText
from core.services.messages import MessageText
from tests.architecture.access_world import Case, World
from tests.factories import TODAY

WORK = TaskText("Se över schemat", TODAY)
DECISION = DecisionText("Nämnden", TODAY, text="Bifall")
MESSAGE = MessageText("Stängt i morgon", TODAY, TODAY)
TEXT = b"En rad text.\n"


def _about(world: World) -> Subject:
    return unit_subject(world.target)


def _comment(world: World, session: Session) -> int:
    return comments.write_comment(
        session, world.office.actor, key="made", subject=_about(world), body="Varför?"
    )


def _resolved(world: World, session: Session) -> int:
    thread_id = _comment(world, session)
    comments.resolve_thread(session, world.office.actor, thread_id=thread_id)
    return thread_id


def _task(world: World, session: Session) -> int:
    controller = world.office.actor
    return tasks.create_task(
        session, controller, key="made", subject=_about(world), text=WORK, owner_id=controller.user_id
    )


def _done(world: World, session: Session) -> int:
    task_id = _task(world, session)
    tasks.finish_task(
        session, world.office.actor, task_id=task_id, rev=_rev(session, task_id), outcome="Klart"
    )
    return task_id


def _rev(session: Session, task_id: int) -> int:
    return session.get_one(Task, task_id).rev


def _decision(world: World, session: Session) -> int:
    return decisions.record_decision(
        session, world.office.actor, key="made", subject=_about(world), text=DECISION
    )


def _attachment(world: World, session: Session) -> int:
    return attachments.attach_file(
        session, world.office.actor, key="made", subject=_about(world), file_name="a.txt", data=TEXT
    )


def _message(world: World, session: Session) -> int:
    return messages.send_message(session, world.office.actor, key="made", unit_id=world.target, text=MESSAGE)


def _change_task(world: World, session: Session, actor: Actor) -> int:
    task_id = _task(world, session)
    return tasks.change_task(session, actor, task_id=task_id, rev=_rev(session, task_id), text=WORK)


def _delegate_task(world: World, session: Session, actor: Actor) -> int:
    task_id, owner = _task(world, session), world.office.actor.user_id
    return tasks.delegate_task(session, actor, task_id=task_id, rev=_rev(session, task_id), owner_id=owner)


def _keep_task_quiet(world: World, session: Session, actor: Actor) -> int:
    task_id = _task(world, session)
    return tasks.keep_task_quiet(session, actor, task_id=task_id, rev=_rev(session, task_id), until=TODAY)


def _finish_task(world: World, session: Session, actor: Actor) -> int:
    task_id = _task(world, session)
    return tasks.finish_task(session, actor, task_id=task_id, rev=_rev(session, task_id), outcome="Klart")


def _drop_task(world: World, session: Session, actor: Actor) -> int:
    task_id = _task(world, session)
    return tasks.drop_task(session, actor, task_id=task_id, rev=_rev(session, task_id), reason="Behövs ej")


def _reopen_task(world: World, session: Session, actor: Actor) -> int:
    task_id = _done(world, session)
    return tasks.reopen_task(session, actor, task_id=task_id, rev=_rev(session, task_id))


def _lists_message(world: World, session: Session, actor: Actor) -> bool:
    message_id = _message(world, session)
    return message_id in {row.id for row in message_queries.list_messages(session, actor, today=TODAY)}


def _sees_task(world: World, session: Session, actor: Actor) -> bool:
    return task_queries.task_of(session, actor, task_id=_task(world, session)) is not None


def _lists_task(world: World, session: Session, actor: Actor) -> bool:
    task_id = _task(world, session)
    return task_id in {row.id for row in task_queries.list_tasks(session, actor, unit_id=world.target)}


SIDE_CASES: dict[str, Case] = {
    "services.attachments.attach_file": Case(
        Action.COMMENT,
        lambda w, s, a: attachments.attach_file(
            s, a, key="k", subject=_about(w), file_name="a.txt", data=TEXT
        ),
    ),
    "services.attachments.remove_attachment": Case(
        Action.MANAGE_TASKS,
        lambda w, s, a: attachments.remove_attachment(
            s, a, attachment_id=_attachment(w, s), reason="Fel fil"
        ),
    ),
    "services.comments.write_comment": Case(
        Action.COMMENT,
        lambda w, s, a: comments.write_comment(s, a, key="k", subject=_about(w), body="Varför?"),
    ),
    "services.comments.answer_comment": Case(
        Action.COMMENT,
        lambda w, s, a: comments.answer_comment(s, a, key="k", thread_id=_comment(w, s), body="Därför."),
    ),
    "services.comments.resolve_thread": Case(
        Action.COMMENT, lambda w, s, a: comments.resolve_thread(s, a, thread_id=_comment(w, s))
    ),
    "services.comments.reopen_thread": Case(
        Action.COMMENT, lambda w, s, a: comments.reopen_thread(s, a, thread_id=_resolved(w, s))
    ),
    "services.decisions.record_decision": Case(
        Action.ADOPT_SUBMISSION,
        lambda w, s, a: decisions.record_decision(s, a, key="k", subject=_about(w), text=DECISION),
    ),
    "services.decisions.correct_decision": Case(
        Action.ADOPT_SUBMISSION,
        lambda w, s, a: decisions.correct_decision(
            s,
            a,
            decision_id=_decision(w, s),
            text=DecisionText("Kommunfullmäktige", TODAY),
            reason="Fel organ",
        ),
    ),
    "services.messages.send_message": Case(
        Action.SEND_MESSAGES,
        lambda w, s, a: messages.send_message(s, a, key="k", unit_id=w.target, text=MESSAGE),
    ),
    "services.messages.end_message": Case(
        Action.SEND_MESSAGES, lambda w, s, a: messages.end_message(s, a, message_id=_message(w, s))
    ),
    "services.tasks.create_task": Case(
        Action.MANAGE_TASKS,
        lambda w, s, a: tasks.create_task(
            s, a, key="k", subject=_about(w), text=WORK, owner_id=w.office.actor.user_id
        ),
    ),
    "services.tasks.change_task": Case(Action.MANAGE_TASKS, _change_task),
    "services.tasks.delegate_task": Case(Action.MANAGE_TASKS, _delegate_task),
    "services.tasks.keep_task_quiet": Case(Action.MANAGE_TASKS, _keep_task_quiet),
    "services.tasks.finish_task": Case(Action.MANAGE_TASKS, _finish_task),
    "services.tasks.drop_task": Case(Action.MANAGE_TASKS, _drop_task),
    "services.tasks.reopen_task": Case(Action.MANAGE_TASKS, _reopen_task),
    "queries.attachments.list_attachments": Case(
        Action.VIEW_UNIT, lambda w, s, a: attachment_queries.list_attachments(s, a, subject=_about(w))
    ),
    "queries.attachments.download": Case(
        Action.VIEW_UNIT, lambda w, s, a: attachment_queries.download(s, a, attachment_id=_attachment(w, s))
    ),
    "queries.comments.list_threads": Case(
        Action.VIEW_UNIT, lambda w, s, a: comment_queries.list_threads(s, a, subject=_about(w))
    ),
    "queries.comments.count_by_cell": Case(
        Action.VIEW_UNIT, lambda w, s, a: comment_queries.count_by_cell(s, a, subject=_about(w))
    ),
    "queries.comments.list_open_threads": Case(
        Action.VIEW_UNIT, lambda w, s, a: comment_queries.list_open_threads(s, a, unit_id=w.target)
    ),
    "queries.decisions.list_decisions_of": Case(
        Action.VIEW_UNIT, lambda w, s, a: decision_queries.list_decisions_of(s, a, subject=_about(w))
    ),
    "queries.decisions.list_decisions": Case(
        Action.VIEW_UNIT, lambda w, s, a: decision_queries.list_decisions(s, a, unit_id=w.target)
    ),
    "queries.mail_log.list_mail": Case(Action.MANAGE_USERS, lambda _w, s, a: mail_log.list_mail(s, a)),
    "queries.messages.list_messages": Case(Action.SEND_MESSAGES, _lists_message, lists=True),
    "queries.subjects.list_people": Case(
        Action.COMMENT,
        lambda w, s, a: subjects.list_people(s, a, unit_id=w.target, action=Action.VIEW_UNIT),
    ),
    "queries.tasks.list_tasks_of": Case(
        Action.VIEW_UNIT, lambda w, s, a: task_queries.list_tasks_of(s, a, subject=_about(w))
    ),
    "queries.tasks.task_of": Case(Action.VIEW_UNIT, _sees_task, lists=True),
    "queries.tasks.list_tasks": Case(Action.VIEW_UNIT, _lists_task),
}
