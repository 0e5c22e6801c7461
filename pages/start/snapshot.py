"""Ögonblicksbild: a table exactly as it looked when something was decided or closed."""

from core.db import current_database
from core.errors import RuleViolation
from core.periods import local_time
from core.queries.snapshots import SnapshotRow, find_snapshot, read_snapshot
from core.rules.access import Action
from core.rules.subjects import SubjectKind
from core.table import Row, Status, Table
from core.texts import _
from pages.ui import address, context, downloads, guard, links, pieces, tables
from pages.ui.comments import said
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill, join
from pages.ui.snapshots import PARAMETER

# The columns of what a closed round keeps: long texts, so they stand below each other.
_HISTORY_ORDER = ("what", "when", "who", "for", "reason")
_HISTORY = frozenset(_HISTORY_ORDER)

_HELP = "ogonblicksbild"

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _show(snapshot_id: int) -> None:
    with database.reading() as session:
        kept = find_snapshot(session, actor, snapshot_id=snapshot_id)
        try:
            table = read_snapshot(session, actor, snapshot_id=snapshot_id)
        except RuleViolation as broken:
            table = None
            message = broken.message
    _head(kept, table)
    if table is None:
        pieces.notice(Status.BAD, _("Bilden är inte den som sparades"), message)
        return
    _about(table)
    with pieces.card("table"):
        if table.rows and {column.key for column in table.columns} == _HISTORY:
            pieces.show(pieces.log(_event(table, row) for row in table.rows))
        elif table.rows:
            tables.plain(table)
        else:
            pieces.show(pieces.muted(_("Ingenting hade hänt när bilden sparades.")))
        downloads.buttons(table, name_parts=(kept.title, table.title, kept.at.year))
    _checked(kept)


def _head(kept: SnapshotRow, table: Table | None) -> None:
    context.help_bar(_HELP)
    title = f"{kept.title}, {table.title}" if table else kept.title
    pieces.head(
        title,
        _("Hur såg det ut när det sparades?"),
        fill(
            _("Sparat av {name} {when}. Det ändras aldrig."),
            name=pieces.strong(kept.user_name), when=pieces.strong(local_time(kept.at)),
        ),
    )  # fmt: skip
    if kept.subject[0] == SubjectKind.SUBMISSION:
        links.link(f"/inlamning?inlamning={kept.subject[1]}", _("Inlämningen som den är nu"))


def _event(table: Table, row: Row) -> tuple[str, Markup]:
    """Return when something happened, and what, by whom, for whom and why."""
    what, when, who, other, why = (str(table.value(row.key, key) or "") for key in _HISTORY_ORDER)
    words = _("{what}, {who} för {other}") if other else _("{what}, {who}")
    line = pieces.strong(words.format(what=what, who=who, other=other))
    return when, join([line, said(why) if why else None])


def _about(table: Table) -> None:
    if table.about:
        with pieces.card("about"):
            pieces.show(pieces.strip([pieces.Figure(label, value) for label, value in table.about]))


def _checked(kept: SnapshotRow) -> None:
    with pieces.card("checksum"):
        pieces.notice(Status.OK, _("Innehållet är det som sparades: kontrollsumman stämmer."))
        pieces.show(
            join(
                [
                    pieces.muted(_("SHA-256")),
                    fill('<code style="overflow-wrap:anywhere">{sum}</code>', sum=kept.sha256),
                ]
            )
        )


def _without_one() -> None:
    context.help_bar(_HELP)
    pieces.head(_("Ögonblicksbild"), _("Hur såg det ut när det sparades?"), _("Ingen bild är vald."))
    pieces.empty(
        _("Öppna en bild"), _("Bilderna står under Så såg det ut på en inlämning och i Läget i processen.")
    )
    links.link("/uppgifter", _("Mina uppgifter"))


with shown_errors():
    wanted = address.number(PARAMETER)
    if wanted is not None:
        _show(wanted)
    else:
        _without_one()
