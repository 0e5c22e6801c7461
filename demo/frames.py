"""The frames of the demo: those that council has adopted, and next year's, which waits for its meeting.

`adopt` lays the frames of 2024–2026 and the proposal for 2027 (council meets on 30 November);
`distribute` lets the proposal down to the units of a budget, after what each costs today.
"""

from collections.abc import Mapping
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from core.db import Database
from core.enums import FrameItem, FramePart
from core.money import ORE_PER, MoneyUnit
from core.queries import trees
from core.queries.council_frames import council_frame
from core.queries.frames import read_frame
from core.queries.plan_sums import net_by_ansvar
from core.queries.versions import choose_versions
from core.reports import frames as reports
from core.rules.access import Actor
from core.rules.frames import FrameCell, parts_of
from core.rules.trees import Node
from core.services import assumptions, frame_adoption, frames
from core.services.decisions import DecisionText
from core.services.frame_edits import FrameEdit, save_changes
from core.services.frames import FrameFacts
from core.services.transaction import transaction
from core.services.unit_frames import FrameShare, distribute_frame
from demo.facts_frames import (
    ALLOCATION,
    ASSUMPTIONS,
    COMMITTEES,
    FINANCE_NET,
    INVESTMENT,
    RESULT_ROWS,
    TAX_RATE,
    UNDISTRIBUTED_2027,
)
from demo.organisation import FINANCE, MUNICIPALITY

PROPOSED = 2027
_COUNCIL = "Kommunfullmäktige"
_DECISIONS = {
    2024: DecisionText(_COUNCIL, date(2023, 11, 27), "152", "KS 2023/214", "Budget 2024 och plan 2025–2026."),
    2025: DecisionText(_COUNCIL, date(2024, 11, 25), "147", "KS 2024/198", "Budget 2025 och plan 2026–2027."),
    2026: DecisionText(_COUNCIL, date(2025, 11, 24), "139", "KS 2025/231", "Budget 2026 och plan 2027–2028."),
}
_MNKR, _TKR = ORE_PER[MoneyUnit.MNKR], ORE_PER[MoneyUnit.TKR]
_STEP = 10 * _TKR
_RESULT_ITEMS = (
    FrameItem.TAX, FrameItem.GRANTS, FrameItem.FINANCIAL_REVENUE, FrameItem.FINANCIAL_COST
)  # fmt: skip


def adopt(database: Database, actor: Actor) -> None:
    """Write in the assumptions, adopt the frames of the years past, and lay the proposal for the next."""
    with transaction(database, actor) as session:
        for n, (key, year, value, source) in enumerate(ASSUMPTIONS):
            assumptions.set_assumption(
                session, actor, place=(key, year), value=value, source=source, seen="",
                key=_key(f"assumption {n}"),
            )  # fmt: skip
    for year in (*_DECISIONS, PROPOSED):
        with transaction(database, actor) as session:
            _lay(session, actor, year)


def distribute(database: Database, actor: Actor, version_id: int) -> None:
    """Let the frames of a budget down to its units; finansförvaltningen is planned by finance itself."""
    with transaction(database, actor) as session:
        shares = _shares(session, actor)
        ids = trees.unit_ids(session)
        for parent, given in shares.items():
            distribute_frame(
                session, actor, version_id=version_id, parent_id=ids[parent], key=_key(f"{parent} frame"),
                shares=[FrameShare(ids[code], None, amount) for code, amount in given.items()],
            )  # fmt: skip


def _lay(session: Session, actor: Actor, year: int) -> None:
    last = year + 2
    name = f"Budget {year} och plan {year + 1}–{last}"
    proposed = year == PROPOSED
    if proposed:
        name += ", kommunstyrelsens förslag"
    frame_id = frames.create_frame(session, actor, year=year, name=name, key=_key(f"frame {year}"))
    facts = FrameFacts(name, TAX_RATE)
    frames.describe_frame(session, actor, frame_id=frame_id, seen=FrameFacts(name, ""), facts=facts)
    edits = _edits(session, actor, frame_id)
    save_changes(session, actor, frame_id=frame_id, edits=edits, key=_key(f"changes {year}"))
    if not proposed:
        table = reports.whole_table(reports.build(session, actor, frame_id=frame_id))
        frame_adoption.adopt_frame(
            session, actor, frame_id=frame_id, decision=_DECISIONS[year], table=table,
            key=_key(f"adopt {year}"),
        )  # fmt: skip


def _edits(session: Session, actor: Actor, frame_id: int) -> list[FrameEdit]:
    """Return the changes that bring a new frame to the figures of the demo."""
    content = read_frame(session, actor, frame_id=frame_id)
    ids = trees.unit_ids(session)
    return [
        _edit(content.cells, ids[code], item, year, mnkr * _MNKR)
        for year in content.row.years
        for code, item, mnkr in _amounts(year)
    ]


def _amounts(year: int) -> list[tuple[str, FrameItem, int]]:
    """Return every amount of a year: unit, item, mnkr."""
    of_committees = [
        (code, item, table[year][code])
        for item, table in ((FrameItem.ALLOCATION, ALLOCATION), (FrameItem.INVESTMENT, INVESTMENT))
        for code in COMMITTEES
    ]
    of_result = [
        (MUNICIPALITY, item, mnkr) for item, mnkr in zip(_RESULT_ITEMS, RESULT_ROWS[year], strict=True)
    ]
    return [*of_committees, (FINANCE, FrameItem.FINANCE, FINANCE_NET[year]), *of_result]


def _edit(
    cells: tuple[FrameCell[int], ...], unit_id: int, item: FrameItem, year: int, wanted: int
) -> FrameEdit:
    parts = parts_of(cells, unit_id, year, item)
    made = sum(amount for part, amount in parts.items() if part is not FramePart.CHANGE)
    held = {(cell.unit, cell.item, cell.year) for cell in cells if cell.part is FramePart.CHANGE}
    old = parts[FramePart.CHANGE] if (unit_id, item, year) in held else None
    return FrameEdit(unit_id, item, year, old, wanted - made or None)


def _shares(session: Session, actor: Actor) -> dict[str, dict[str, int]]:
    """Return what each unit that has units below it gives them, öre, in tree order."""
    nodes = trees.nodes_of(session, actor.tree_id)
    codes = {unit_id: code for code, unit_id in trees.unit_ids(session).items()}
    costs = _costs(session, actor, nodes, codes)
    council = council_frame(session, year=PROPOSED, tree_id=actor.tree_id)
    frame = {codes[unit_id]: amount for unit_id, amount in (council.by_branch if council else {}).items()}
    found: dict[str, dict[str, int]] = {}
    for code, node in nodes.items():
        below = [child for child, held in nodes.items() if held.parent == code]
        inside = code in frame and node.kind != "unit" and code != FINANCE
        if inside and below:
            found[code] = _shared(frame[code], {child: costs[child] for child in below})
            frame.update(found[code])
    return found


def _costs(
    session: Session, actor: Actor, nodes: Mapping[str, Node], codes: Mapping[int, str]
) -> dict[str, int]:
    """Return what every node costs net in the budget that holds the year before."""
    before = choose_versions(session, PROPOSED - 1).compared or 0
    net = net_by_ansvar(session, version_id=before, tree_id=actor.tree_id, unit_id=actor.top_unit_id)
    costs = dict.fromkeys(nodes, 0)
    for unit_id, amount in net.items():
        code: str | None = codes[unit_id]
        while code is not None:
            costs[code] += amount
            code = nodes[code].parent
    return costs


def _shared(frame: int, costs: Mapping[str, int]) -> dict[str, int]:
    """Return a frame by what each costs today; the rise is shared by size, the largest takes the rest."""
    kept = {code: UNDISTRIBUTED_2027[code] * _TKR for code in costs if code in UNDISTRIBUTED_2027}
    others = {code: cost for code, cost in costs.items() if code not in kept}
    rise, size = frame - sum(kept.values()) - sum(others.values()), sum(map(abs, others.values()))
    shared = {
        code: round((cost + rise * abs(cost) / size) / _STEP) * _STEP if size else 0
        for code, cost in others.items()
    }
    largest = max(shared, key=lambda code: abs(shared[code]))
    shared[largest] += frame - sum(kept.values()) - sum(shared.values())
    return {**kept, **shared}


def _key(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo frames {name}"))
