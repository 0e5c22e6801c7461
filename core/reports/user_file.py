"""Tables of a file of people: what each line would do, what is wrong, and links for passwords."""

from collections.abc import Mapping, Sequence

from core.errors import Problem, Severity
from core.queries.users import role_title
from core.rules.user_plan import Outcome, UserPlan
from core.table import Column, Kind, Row, Status, Table
from core.texts import _


def plan_table(plan: UserPlan, units: Mapping[str, str]) -> Table:
    """Return a row per line of a file with what it would do; `units` are names of units by code."""
    words = {
        Outcome.NEW_USER: (Status.OK, _("Ny person")),
        Outcome.NEW_ROLE: (Status.OK, _("Ny roll")),
        Outcome.CHANGED: (Status.BETTER, _("Ändrade uppgifter")),
        Outcome.NOTHING: (Status.NONE, _("Finns redan")),
        Outcome.WRONG: (Status.BAD, _("Fel")),
    }
    rows = []
    for line, outcome in plan.outcomes:
        status, word = words[outcome]
        role = role_title(line.role) if line.role else ""
        unit = units.get(line.unit_code, line.unit_code)
        cells = (line.name, line.line, line.username, line.email, role, unit, line.first, line.last, word)
        rows.append(Row(str(line.line), cells, status=status))
    return Table(
        title=_("Rader i filen"),
        columns=(
            Column("name", _("Namn"), Kind.TEXT),
            Column("line", _("Rad"), Kind.COUNT),
            Column("username", _("Användarnamn"), Kind.CODE),
            Column("email", _("E-post"), Kind.TEXT),
            Column("role", _("Roll"), Kind.TEXT),
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("first", _("Från"), Kind.DATE),
            Column("last", _("Till"), Kind.DATE),
            Column("state", _("Vad som händer"), Kind.STATUS),
        ),
        rows=tuple(rows),
    )


def file_problem_table(problems: Sequence[Problem]) -> Table:
    """Return a row per line that is wrong or worth knowing."""
    return Table(
        title=_("Att se över i filen"),
        columns=(
            Column("message", _("Vad som är fel"), Kind.TEXT),
            Column("line", _("Rad"), Kind.COUNT),
            Column("kind", _("Slag"), Kind.STATUS),
        ),
        rows=tuple(
            Row(
                str(at),
                (problem.message, problem.line, _("Fel") if wrong else _("Att veta")),
                status=Status.BAD if wrong else Status.PARTLY,
            )
            for at, problem in enumerate(problems)
            for wrong in [problem.severity is Severity.ERROR]
        ),
    )


def link_table(links: Sequence[tuple[str, str, str, str]]) -> Table:
    """Return a row per password link: (name, username, mail, address). It is shown once."""
    return Table(
        title=_("Länkar för lösenord"),
        columns=(
            Column("name", _("Namn"), Kind.TEXT),
            Column("username", _("Användarnamn"), Kind.TEXT),
            Column("email", _("E-post"), Kind.TEXT),
            Column("link", _("Länk"), Kind.TEXT),
        ),
        rows=tuple(Row(username, (name, username, email, link)) for name, username, email, link in links),
    )
