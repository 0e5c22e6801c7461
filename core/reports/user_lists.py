"""Tables of users, of sent mail, and of who may do what."""

from collections.abc import Sequence
from datetime import date

from core.periods import local_time
from core.queries.mail_log import MailRow
from core.queries.rights import Permitted
from core.queries.users import RoleRow, UserRow, role_title
from core.table import Column, Kind, Row, Status, Table
from core.texts import _

_ONGOING = date.max


def is_current(role: RoleRow, today: date) -> bool:
    """Return whether a role holds on a day."""
    return role.valid_from <= today and (role.valid_to is None or role.valid_to >= today)


def role_line(role: RoleRow) -> str:
    """Return a role with its unit: `Chef, Hemtjänst Norr`."""
    return f"{role_title(role.role)}, {role.unit_name}"


def account_state(user: UserRow, today: date) -> tuple[Status, str]:
    """Return how an account stands: shut, without a role, without a password, or in use."""
    if not user.active:
        return Status.NONE, _("Avstängd")
    if not any(is_current(role, today) for role in user.roles):
        return Status.PARTLY, _("Ingen roll")
    if not user.has_password:
        return Status.PARTLY, _("Inget lösenord")
    return Status.OK, _("Aktiv")


def matches(user: UserRow, search: str) -> bool:
    """Return whether every word of a search stands in the name, username, mail, or a role or its unit."""
    roles = " ".join(role_line(role) for role in user.roles)
    text = f"{user.name} {user.username} {user.email} {roles}".casefold()
    return all(word in text for word in search.casefold().split())


def user_table(users: Sequence[UserRow], *, today: date) -> Table:
    """Return a row per user with the roles of today; the last day is the nearest one of them."""
    return Table(
        title=_("Användare"),
        columns=(
            Column("name", _("Namn"), Kind.TEXT),
            Column("username", _("Användarnamn"), Kind.CODE),
            Column("email", _("E-post"), Kind.TEXT),
            Column("roles", _("Roller i dag"), Kind.TEXT),
            Column("last", _("Till och med"), Kind.DATE),
            Column("state", _("Konto"), Kind.STATUS),
        ),
        rows=tuple(_user_row(user, today) for user in users),
    )


def _user_row(user: UserRow, today: date) -> Row:
    held = [role for role in user.roles if is_current(role, today)]
    last = min((role.valid_to or _ONGOING for role in held), default=_ONGOING)
    status, word = account_state(user, today)
    return Row(
        key=str(user.user_id),
        cells=(
            user.name, user.username, user.email, "; ".join(role_line(role) for role in held),
            None if last == _ONGOING else last, word,
        ),
        status=status,
        drill=str(user.user_id),
    )  # fmt: skip


def mail_table(mails: Sequence[MailRow]) -> Table:
    """Return a row per mail, newest first: to whom, about what, and whether it went."""
    return Table(
        title=_("Skickad post"),
        columns=(
            Column("name", _("Till"), Kind.TEXT),
            Column("when", _("När"), Kind.TEXT),
            Column("recipient", _("Adress"), Kind.TEXT),
            Column("subject", _("Ämne"), Kind.TEXT),
            Column("state", _("Läge"), Kind.STATUS),
            Column("error", _("Vad som gick fel"), Kind.TEXT),
        ),
        rows=tuple(_mail_row(mail) for mail in mails),
    )


def _mail_row(mail: MailRow) -> Row:
    if mail.sent_at is not None:
        status, word = Status.OK, _("Skickat")
    elif mail.error:
        status, word = Status.BAD, _("Gick inte fram")
    else:
        status, word = Status.NONE, _("Väntar")
    when = local_time(mail.sent_at or mail.at)
    return Row(str(mail.id), (mail.name, when, mail.recipient, mail.subject, word, mail.error), status=status)


def permitted_table(permitted: Sequence[Permitted], *, title: str) -> Table:
    """Return a row per person and role that lets her, nearest the unit first."""
    return Table(
        title=title,
        columns=(
            Column("name", _("Namn"), Kind.TEXT),
            Column("role", _("Genom rollen"), Kind.TEXT),
            Column("unit", _("På enheten"), Kind.TEXT),
            Column("last", _("Till och med"), Kind.DATE),
        ),
        rows=tuple(
            Row(
                str(at),
                (one.name, role_title(one.role), one.unit_name, one.valid_to),
                drill=f"{one.user_id}",
            )
            for at, one in enumerate(permitted)
        ),
    )
