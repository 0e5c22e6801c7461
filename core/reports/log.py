"""The log as a table: when, who, what was done, to what, and why.

build(session, actor, *, wanted: LogFilter, after: Place | None = None) -> LogReport
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.periods import local_time
from core.queries.audit_log import LogEvent, LogFilter, Place, read_log
from core.queries.codes import unit_names
from core.reports.log_activity_words import ACTIVITY_WORDS
from core.reports.log_control_words import CONTROL_WORDS
from core.reports.log_goal_words import GOAL_WORDS
from core.reports.log_indicator_words import INDICATOR_WORDS
from core.reports.log_kolada_words import KOLADA_WORDS
from core.reports.log_measure_words import MEASURE_WORDS
from core.reports.log_plan_words import PLAN_WORDS
from core.reports.log_unit_plan_words import UNIT_PLAN_WORDS
from core.reports.log_values import in_words
from core.rules.access import Actor
from core.table import Column, Kind, Row, Status, Table
from core.texts import _

ACTION_WORDS: dict[str, str] = {
    "act_as": _("Ser som någon annan"),
    "answer_saved": _("Sparade ett svar i en omgång"),
    "assign_role": _("Gav en roll"),
    "batch_applied": _("Läste in en fil"),
    "batch_discarded": _("Kastade en fil som inte lästs in"),
    "batch_undone": _("Ångrade en inläsning"),
    "calendar_feed_created": _("Skapade en kalenderadress"),
    "calendar_feed_revoked": _("Stängde en kalenderadress"),
    "change_user": _("Ändrade en användare"),
    "code_mapped": _("Kopplade en kod"),
    "codes_saved": _("Ändrade koder"),
    "comment_changed": _("Ändrade en kommentar"),
    "comment_written": _("Skrev en kommentar"),
    "cost_centers_outside": _("La okända ansvar utanför organisationen"),
    "counterparties_saved": _("Ändrade motparter"),
    "create_user": _("La upp en användare"),
    "decision_corrected": _("Rättade ett beslut"),
    "decision_recorded": _("Skrev in ett beslut"),
    "end_role": _("Avslutade en roll"),
    "end_sessions": _("Loggade ut någon överallt"),
    "file_attached": _("Bifogade en fil"),
    "file_read": _("Läste en fil till förhandsvisning"),
    "file_removed": _("Tog bort en bifogad fil"),
    "job_asked_for": _("Startade ett arbete"),
    "job_cancelled": _("Avbröt ett arbete"),
    "limit_changed": _("Ändrade en gräns"),
    "limit_restored": _("Återställde en gräns"),
    "mail_default_set": _("Ändrade vad som kommer som mejl"),
    "message_ended": _("Avslutade ett meddelande"),
    "message_sent": _("Skickade ett meddelande"),
    "month_closed": _("Stängde en månad"),
    "month_opened": _("Öppnade en månad"),
    "organisation_changed": _("Ändrade organisationen"),
    "organisation_created": _("La in organisationen"),
    "password_change_refused": _("Skrev fel lösenord vid byte av lösenord"),
    "password_changed": _("Bytte sitt lösenord"),
    "password_chosen": _("Valde ett lösenord genom en länk"),
    "password_link_created": _("Skapade en länk för lösenord"),
    "profile_created": _("La upp en källa"),
    "reference_installed": _("La in rader från programmet"),
    "refused": _("Nekades"),
    "reminded": _("Påminde om en omgång"),
    "round_changed": _("Ändrade en omgång"),
    "round_closed": _("Stängde en omgång"),
    "round_created": _("Planerade en omgång"),
    "round_deadline_set": _("Flyttade en enhets sista dag"),
    "round_opened": _("Öppnade en omgång"),
    "round_removed": _("Tog bort en planerad omgång"),
    "round_unit_added": _("Lade till en enhet i en öppen omgång"),
    "round_unit_removed": _("Tog ut en enhet ur en öppen omgång"),
    "round_units_chosen": _("Valde enheter till en omgång"),
    "set_active": _("Öppnade eller stängde ett konto"),
    "set_password": _("Bytte lösenord"),
    "setting_changed": _("Ändrade en inställning"),
    "sign_in": _("Loggade in"),
    "sign_in_refused": _("Misslyckad inloggning"),
    "sign_out": _("Loggade ut"),
    "snapshot_kept": _("Sparade en ögonblicksbild"),
    "stop_acting": _("Slutade se som någon annan"),
    "submission_adopt": _("La in ett beslut"),
    "submission_approve": _("Godkände en inlämning"),
    "submission_confirm": _("Bekräftade en inlämning"),
    "submission_lock": _("Låste en inlämning"),
    "submission_reopen": _("Öppnade en inlämning igen"),
    "submission_return": _("Lämnade tillbaka en inlämning"),
    "submission_start": _("Började på en inlämning"),
    "submission_submit": _("Lämnade in"),
    "submission_unlock": _("Låste upp en inlämning"),
    "submission_withdraw": _("Återtog en inlämning"),
    "task_changed": _("Ändrade en uppgift"),
    "task_created": _("La upp en uppgift"),
    "task_delegated": _("Delegerade en uppgift"),
    "task_done": _("Gjorde klart en uppgift"),
    "task_dropped": _("Strök en uppgift"),
    "task_quieted": _("Tystade en uppgift en tid"),
    "task_reopened": _("Öppnade en uppgift igen"),
    "thread_reopened": _("Öppnade en kommentar igen"),
    "thread_resolved": _("Markerade en kommentar som löst"),
    "user_erased": _("Tog bort någons personuppgifter"),
    "version_closed": _("Stängde en version"),
    "version_created": _("Skapade en version"),
    **PLAN_WORDS,
    **UNIT_PLAN_WORDS,
    **ACTIVITY_WORDS,
    **CONTROL_WORDS,
    **MEASURE_WORDS,
    **INDICATOR_WORDS,
    **KOLADA_WORDS,
    **GOAL_WORDS,
}
"""What each action in the log is in words; a test holds that none is missing."""

_REFUSALS = {"password_change_refused", "refused", "sign_in_refused"}


@dataclass(frozen=True, slots=True)
class LogReport:
    """A page of the log, and where the next, older one begins."""

    table: Table
    after: Place | None


def build(session: Session, actor: Actor, *, wanted: LogFilter, after: Place | None = None) -> LogReport:
    """Return a page of events, newest first; `NotAllowed` without the right to read the log."""
    page = read_log(session, actor, wanted=wanted, after=after)
    units = tuple({event.unit_id for event in page.events if event.unit_id is not None})
    names = {key: unit.name for key, unit in unit_names(session, actor.tree_id, units).items()}
    columns = (
        Column("when", _("När"), Kind.TEXT),
        Column("who", _("Vem"), Kind.TEXT),
        Column("what", _("Vad"), Kind.TEXT),
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("change", _("Ändring"), Kind.TEXT),
        Column("why", _("Varför"), Kind.TEXT),
    )
    rows = tuple(_row(event, names) for event in page.events)
    return LogReport(Table(_("Logg"), columns, rows), page.after)


def _row(event: LogEvent, names: dict[int, str]) -> Row:
    who = event.user or _("Systemet")
    if event.acting_as and not event.user:
        who = _("{user} för {other}").format(user=who, other=event.acting_as)
    elif event.acting_as:
        who = _("{user} som {other}").format(user=who, other=event.acting_as)
    return Row(
        key=f"{event.place.n}.{event.place.k}",
        cells=(
            local_time(event.at),
            who,
            ACTION_WORDS.get(event.action, event.action),
            names.get(event.unit_id or 0, ""),
            _change(event),
            event.cause,
        ),
        status=Status.BAD if event.action in _REFUSALS else None,
    )


def _change(event: LogEvent) -> str:
    """Return what changed, short: from → to, or only the new."""
    old, new = in_words(event.old), in_words(event.new)
    personal = in_words(event.personal)
    text = _("från {old} till {new}").format(old=old, new=new) if old and new else old or new
    return ", ".join(part for part in (personal, text) if part)
