"""The map of goals by units as markup: money beside each goal, a button a cell, and the same for a phone."""

import re

from core.money import EMPTY, ORE_PER, MoneyUnit, format_large, format_money
from core.queries.access import UnitRow
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_map import GoalMap, Money
from core.reports.goal_map_tables import foot_title, rest_words
from core.reports.goal_map_words import count_words
from core.reports.words import listed
from core.rules.goal_map import ORDER
from core.table import Status
from core.texts import _, ngettext
from pages.goals.attainment_address import Opened
from pages.ui import maps
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import chip, icon, muted
from pages.ui.sparks import variance_bar

_PARTS = re.compile(
    r"(?<=\w)(nämnden|styrelsen|byggnads|utbildning|omsorgs|förvaltning|verksamhet|bemanning|förskola)"
)
_MOST_WIDE, _LARGE = 7, 100
_SOFT = "\u00ad"


def map_markup(found: GoalMap, opened: Opened | None, *, deviating: bool) -> Markup:
    """Return the map, wide as a table and on a phone as rows of what deviates."""
    groups = found.groups(deviating=deviating)
    return join([_wide(found, groups, opened), _phone(found, groups, opened), _legend(found)])


def _wide(found: GoalMap, groups: list[tuple[str, list[GoalRow]]], opened: Opened | None) -> Markup:
    units = found.read.columns
    head = join(fill('<th scope="col" class="c">{name}</th>', name=soft(unit.name)) for unit in units)
    largest = max((abs(money.variance or 0) for money in found.rows.values()), default=0)
    body = join(_group(found, title, goals, opened, largest) for title, goals in groups)
    unit = _money_unit(found)
    caption = _("Hur målen nås på varje enhet. Pengar i {unit}.").format(unit=unit)
    if any(money.sums.estimated for money in found.rows.values()):
        caption += " " + _("≈ är uppskattat.")
    return fill(
        '<div class="r-tw r-wide" role="group" aria-label="{caption}">'
        '<table class="r-t r-heat r-goals{many}"><caption>{caption}</caption>'
        '<colgroup><col class="g"><col class="m"><col class="v">{cols}</colgroup>'
        '<thead><tr><th scope="col">{first}</th><th scope="col" class="n">{budget}</th>'
        '<th scope="col" class="n">{variance}</th>{head}</tr></thead>'
        "<tbody>{body}</tbody>{foot}</table></div>",
        caption=caption, first=_("Mål"), budget=_("Budget"), variance=_("Avvikelse"), head=head, body=body,
        many=_width(found), cols=join(Markup("<col>") for _unit in units),
        foot=_foot(found),
    )  # fmt: skip


def _group(found: GoalMap, title: str, goals: list[GoalRow], opened: Opened | None, largest: int) -> Markup:
    wide = len(found.read.columns) + 3
    head = fill(
        '<tr class="group"><th scope="colgroup" colspan="{wide}">{title}</th></tr>', wide=wide, title=title
    )
    rows = join(_row(found, goal, opened, largest) for goal in goals)
    return join([head if title else None, rows])


def _row(found: GoalMap, goal: GoalRow, opened: Opened | None, largest: int) -> Markup:
    money = found.rows[goal.id]
    cells = join(
        fill("<td>{cell}</td>", cell=_cell(found, goal, unit, opened)) for unit in found.read.columns
    )
    return fill(
        '<tr><th scope="row">{name}</th><td class="n">{budget}</td><td class="n">{variance}{bar}</td>'
        "{cells}</tr>",
        name=_name(found, goal, opened), budget=_shown(found, _cost(money)), cells=cells,
        variance=_variance(found, money),
        bar=variance_bar(money.variance, largest) if money.variance is not None else None,
    )  # fmt: skip


def _name(found: GoalMap, goal: GoalRow, opened: Opened | None) -> Markup:
    """Return a row's goal as a button, with how it stands as a whole."""
    status = found.read.standings.status(goal.id)
    chosen = Opened(goal.id, None)
    inner = fill(
        '<span class="r-link">{title}</span><span class="st {kind}">{icon}{word}</span>',
        title=goal.title, kind=status, icon=icon(status), word=found.goal_word(goal.id),
    )  # fmt: skip
    return button(chosen.key, inner, css="r-goalname", pressed=opened == chosen)


def _cell(found: GoalMap, goal: GoalRow, unit: UnitRow, opened: Opened | None) -> Markup:
    cell = found.cell(goal.id, unit.id)
    if cell is None:
        return maps.absent_cell()
    chosen = Opened(goal.id, unit.id)
    return maps.heat_cell(
        chosen.key, cell.status, word=found.cell_word(cell), count=f"{cell.reached}/{cell.of}",
        pressed=opened == chosen,
        name=_("{goal}, {unit}, {count} nås:").format(
            goal=goal.title, unit=unit.name, count=count_words(cell)
        ),
    )  # fmt: skip


def _foot(found: GoalMap) -> Markup | None:
    foot = found.foot
    if foot.total is None:
        return None
    units = foot.units or {}
    largest = max((abs(units.get(unit.id, 0)) for unit in found.read.columns), default=0)
    cells = join(
        fill('<td class="n">{amount}{bar}</td>', amount=_shown(found, units.get(unit.id), signed=True),
             bar=variance_bar(units[unit.id], largest) if unit.id in units else None)
        for unit in found.read.columns
    )  # fmt: skip
    return fill(
        '<tfoot><tr><th scope="row">{title}</th><td></td><td class="n">{total}</td>{cells}</tr></tfoot>',
        title=foot_title(found), total=_shown(found, foot.total, signed=True), cells=cells,
    )  # fmt: skip


def _phone(found: GoalMap, groups: list[tuple[str, list[GoalRow]]], opened: Opened | None) -> Markup:
    rows = join(_phone_goal(found, goal, opened) for _title, goals in groups for goal in goals)
    return fill('<ul class="r-phone">{rows}</ul>', rows=rows)


def _phone_goal(found: GoalMap, goal: GoalRow, opened: Opened | None) -> Markup:
    """Return a goal with the units that deviate as rows, and one line for those that reach it."""
    held = [(unit, cell) for unit in found.read.columns if (cell := found.cell(goal.id, unit.id))]
    deviating = sorted(
        ((unit, cell) for unit, cell in held if cell.status in {Status.BAD, Status.PARTLY}),
        key=lambda one: ORDER[one[1].status],
    )
    rows = join(
        maps.phone_row(
            Opened(goal.id, unit.id).key, cell.status, unit.name,
            _("{word} {count}").format(word=found.cell_word(cell), count=count_words(cell)),
            pressed=opened == Opened(goal.id, unit.id),
        )
        for unit, cell in deviating
    )  # fmt: skip
    money = found.rows[goal.id]
    amount = format_large(money.variance, signed=True) if money.variance is not None else ""
    return fill(
        '<li><div class="top">{title}<span>{amount}</span></div>{rows}{rest}</li>',
        title=button(Opened(goal.id, None).key, goal.title), amount=amount, rows=rows,
        rest=muted(_rest_words(found, [cell.status for _unit, cell in held])),
    )  # fmt: skip


def _rest_words(found: GoalMap, statuses: list[Status]) -> str:
    committees = found.read.unit.parent_id is None
    reached = sum(status in {Status.OK, Status.BETTER} for status in statuses)
    silent = statuses.count(Status.NONE)
    parts = []
    if not statuses:
        return _("Ingen enhet har egna mål under målet.")
    if reached and committees:
        parts.append(ngettext("{n} nämnd når målet", "{n} nämnder når målet", reached).format(n=reached))
    elif reached:
        parts.append(ngettext("{n} enhet når målet", "{n} enheter når målet", reached).format(n=reached))
    if silent:
        parts.append(ngettext("{n} ej bedömd", "{n} ej bedömda", silent).format(n=silent))
    return listed(parts)


def _legend(found: GoalMap) -> Markup:
    chips = join(chip(status, word) for status, word in found.legend())
    absent = _(
        "· berörs inte. Ordet är hur enhetens översta mål står. Talen är hur många av alla dess mål som "
        "nås, också längre ned."
    )
    return fill(
        '<div class="r-legend r-goalkey">{chips}<span class="r-muted">{absent} {rest}</span></div>',
        chips=chips, absent=absent, rest=rest_words(found),
    )  # fmt: skip


def _cost(money: Money) -> int | None:
    return None if money.sums.budget is None else -money.sums.budget


def _variance(found: GoalMap, money: Money) -> Markup:
    if money.variance is None:
        return Markup(EMPTY)
    note = None if money.forecast else fill("<small>{text}</small>", text=_("hittills"))
    amount = _shown(found, money.variance, signed=True)
    if money.sums.estimated:
        amount = goal_words.about(amount)
    return fill("<b>{amount}</b>{note}", amount=amount, note=note)


def _shown(found: GoalMap, ore: int | None, *, signed: bool = False) -> str:
    return format_money(ore, _money_unit(found), signed=signed)


def _money_unit(found: GoalMap) -> MoneyUnit:
    """Return millions where the goals cost hundreds of them, else thousands: columns are narrow."""
    largest = max((abs(money.sums.budget or 0) for money in found.rows.values()), default=0)
    return MoneyUnit.MNKR if largest >= _LARGE * ORE_PER[MoneyUnit.MNKR] else MoneyUnit.TKR


def _width(found: GoalMap) -> str:
    if found.read.is_unit:
        return " one"
    return " many" if len(found.read.columns) > _MOST_WIDE else ""


def soft(name: str) -> str:
    """Return a name that may be broken where its parts meet: columns are narrow."""
    return _PARTS.sub(lambda part: _SOFT + part.group(), name)
