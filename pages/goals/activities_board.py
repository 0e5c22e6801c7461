"""The activities as a board: four columns, and a button for each move that may be made."""

from core.enums import ActivityState
from core.queries.activities import ActivityRow
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.activities import ENDED, NEXT
from core.services.activities import set_state
from core.table import Status
from core.texts import _, ngettext
from pages.goals import activities_address
from pages.ui import pieces, saving
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button, picture

_MOST = 12
_MOVE = "move"
_MOVES = (ActivityState.RUNNING, ActivityState.DONE, ActivityState.STOPPED, ActivityState.PLANNED)


def show(actor: Actor, page: ActivityPage) -> None:
    """Show the board; what ends an activity asks for words and opens it, other moves are made at once."""
    columns = [_column(actor, page, state) for state in ActivityState]
    picked = picture("activity_board", fill('<div class="r-board">{columns}</div>', columns=join(columns)))
    if picked is None:
        return
    if not picked.startswith(_MOVE):
        activities_address.open_activity(int(picked))
        return
    _word, activity_id, rev, named = picked.split(":")
    state = ActivityState(named)
    if state in ENDED:
        activities_address.open_activity(int(activity_id), does="lage", becomes=state)
    saving.save(
        actor, "activity_board",
        lambda session: set_state(
            session, actor, activity_id=int(activity_id), rev=int(rev), state=state
        ),
        told=_("Flyttad till {state}.").format(state=activity_words.state_word(state)),
    )  # fmt: skip


def _column(actor: Actor, page: ActivityPage, state: ActivityState) -> Markup:
    rows = [row for row in page.rows if row.state is state]
    more = len(rows) - _MOST
    rest = ngettext("och {n} till under Lista", "och {n} till under Lista", more).format(n=more)
    cards = join(_card(actor, page, row) for row in rows[:_MOST])
    return fill(
        '<section><h2 class="r-h3">{title} <span class="r-code">{n}</span></h2>'
        "<ul>{cards}</ul>{rest}</section>",
        title=activity_words.state_word(state), n=len(rows), cards=cards,
        rest=pieces.muted(rest) if more > 0 else None,
    )  # fmt: skip


def _card(actor: Actor, page: ActivityPage, row: ActivityRow) -> Markup:
    status, word = activity_words.standing(row, page.today)
    plain = status is Status.NONE
    return fill(
        '<li>{title}{line}{chip}<div class="moves">{moves}</div></li>',
        title=button(str(row.id), row.title),
        line=pieces.muted(_line(page, row)), chip=None if plain else pieces.chip(status, word),
        moves=join(_moves(row)) if _may_move(actor, page, row) else None,
    )  # fmt: skip


def _line(page: ActivityPage, row: ActivityRow) -> str:
    parts = [
        row.unit if row.unit_id != page.unit_id else "",
        row.owner,
        activity_words.days_words(row, page.today),
    ]
    return ", ".join(part for part in parts if part)


def _moves(row: ActivityRow) -> list[Markup]:
    """Return the moves, forward ones first; each names its activity for those who listen."""
    return [
        button(
            f"{_MOVE}:{row.id}:{row.rev}:{state}",
            fill(
                '{word}<span class="r-vh"> {title}</span>',
                word=_word(row, state),
                title=row.title,
            ),
            css="r-move",
        )
        for state in _MOVES
        if state in NEXT[row.state]
    ]


def _word(row: ActivityRow, state: ActivityState) -> str:
    return _("Ta upp igen") if row.state in ENDED else activity_words.move_word(state)


def _may_move(actor: Actor, page: ActivityPage, row: ActivityRow) -> bool:
    return row.unit_id in page.editable or (row.owner_id == actor.user_id and not actor.read_only)
