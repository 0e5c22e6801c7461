"""Generators: what fills a budget by itself from the assumptions, seen before it is run.

Each says which assumptions it reads. A run replaces the generator's own lines wholesale and nobody
else's; what is adopted, handed in or approved is left as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlmodel import Session, col, delete, select

from core.enums import PlanOrigin, SubmissionState, VersionKind
from core.errors import RuleViolation
from core.models import GeneratorRun, PlanLine, Round, Submission, TreeUnit, Version
from core.periods import MONTHS
from core.queries import access
from core.queries.codes import unit_names
from core.queries.generator_runs import inputs_of
from core.queries.plan_rights import closed_units, plan_of, require_typed
from core.queries.trees import nodes_of, unit_ids
from core.rules.access import Action, Actor
from core.rules.indexation import GeneratedLine, explain_words
from core.services import audit, balances
from core.services.indexation import KEYS, indexation_lines
from core.services.requests import first_time, keep_result, result_of
from core.table import Column, Kind, Row, RowRole, Table
from core.texts import _

_FROZEN = frozenset({SubmissionState.SUBMITTED, SubmissionState.APPROVED, SubmissionState.ADOPTED})


@dataclass(frozen=True, slots=True)
class Generator:
    """One generator: its title, the assumptions that it reads, how it makes its lines and explains one."""

    key: str
    title: str
    reads: tuple[str, ...]
    lines: Callable[[Session, Version], list[GeneratedLine]]


GENERATORS: dict[str, Generator] = {
    "indexation": Generator("indexation", _("Uppräkning av förra årets budget"), KEYS, indexation_lines)
}


def preview_run(session: Session, actor: Actor, *, version_id: int, generator: str) -> Table:
    """Return what a run would add on each nämnd, and what it would leave as it is; nothing is written."""
    version = _open_version(session, actor, version_id)
    chosen = _chosen(generator)
    frozen = _frozen(session, actor, version)
    branch = _branches(session, actor)
    lines = chosen.lines(session, version)
    totals: dict[int, list[int]] = {}
    for line in lines:
        held = totals.setdefault(branch.get(line.unit_id, actor.top_unit_id), [0, 0, 0])
        if line.unit_id in frozen:
            held[2] += 1
        else:
            held[0] += line.total
            held[1] += 1
    return _preview_table(session, actor, chosen, totals)


def run_generator(session: Session, actor: Actor, *, version_id: int, generator: str, key: str) -> int:
    """Replace a generator's lines in a budget by what it makes now; return how many lines it made."""
    version = _open_version(session, actor, version_id)
    chosen = _chosen(generator)
    if not first_time(session, actor, key=key, action="generator_run", subject=(version_id, generator)):
        return int(result_of(session, key))
    frozen = _frozen(session, actor, version)
    lines = [line for line in chosen.lines(session, version) if line.unit_id not in frozen]
    run = GeneratorRun(
        version_id=version_id, generator=generator, lines=len(lines), user_id=actor.user_id,
        inputs=inputs_of(session, chosen.reads, version.year), at=session.info["database"].now(),
    )  # fmt: skip
    session.add(run)
    session.flush()
    old = _take_away(session, version_id, generator, frozen)
    session.add_all(_stored(line, version_id, run.id or 0) for line in lines)
    session.flush()
    _move(session, version_id, old, lines)
    audit.record(
        session, actor, "generator_run", subject=("version", version_id),
        change=(len(old), {"generator": generator, "lines": len(lines)}),
    )  # fmt: skip
    keep_result(session, key, len(lines))
    return len(lines)


def explain_line(explain: dict[str, object] | None) -> str:
    """Return why a generated line is what it is, in words; empty for a line that says nothing."""
    return explain_words(explain) if explain and explain.get("generator") in GENERATORS else ""


def _open_version(session: Session, actor: Actor, version_id: int) -> Version:
    access.require_write(session, actor, Action.MANAGE_FRAMES, actor.top_unit_id)
    version = plan_of(session, actor, version_id=version_id)
    require_typed(version)
    if version.kind is not VersionKind.BUDGET:
        raise RuleViolation(_("Välj en budget som ska räknas upp."))
    return version


def _chosen(generator: str) -> Generator:
    if generator not in GENERATORS:
        raise RuleViolation(_("Det som skulle räknas fram finns inte längre. Ladda om sidan."))
    return GENERATORS[generator]


def _frozen(session: Session, actor: Actor, version: Version) -> frozenset[int]:
    """Return the ansvar whose figures stand: adopted, or of a unit that has handed in."""
    handed_in = session.exec(
        select(Submission.unit_id)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .where(Round.version_id == version.id, col(Submission.state).in_(_FROZEN))
    ).all()
    below = session.exec(
        select(TreeUnit.unit_id).where(
            TreeUnit.tree_id == actor.tree_id, access.under(actor.tree_id, tuple(handed_in))
        )
    )
    return closed_units(session, version.id or 0) | frozenset(below)


def _take_away(
    session: Session, version_id: int, generator: str, frozen: frozenset[int]
) -> list[GeneratedLine]:
    """Delete a generator's lines on every ansvar that may change; return them, turned."""
    runs = select(GeneratorRun.id).where(
        GeneratorRun.version_id == version_id, GeneratorRun.generator == generator
    )
    rows = session.exec(
        select(PlanLine).where(
            PlanLine.version_id == version_id,
            PlanLine.origin == PlanOrigin.GENERATOR,
            col(PlanLine.origin_id).in_(runs),
        )
    ).all()
    gone = [row for row in rows if row.unit_id not in frozen]
    turned = [
        GeneratedLine(
            row.unit_id, row.coding_id, "", tuple(-(getattr(row, f"m{m}") or 0) for m in MONTHS), {}
        )
        for row in gone
    ]
    ids = [row.id for row in gone]
    for start in range(0, len(ids), 900):
        session.exec(delete(PlanLine).where(col(PlanLine.id).in_(ids[start : start + 900])))
    return turned


def _stored(line: GeneratedLine, version_id: int, run_id: int) -> PlanLine:
    months: dict[str, Any] = {f"m{m}": amount for m, amount in zip(MONTHS, line.months, strict=True)}
    return PlanLine(
        version_id=version_id, unit_id=line.unit_id, coding_id=line.coding_id, origin=PlanOrigin.GENERATOR,
        origin_id=run_id, label=line.label, explain=dict(line.explain), **months,
    )  # fmt: skip


def _move(
    session: Session, version_id: int, old: Sequence[GeneratedLine], new: Sequence[GeneratedLine]
) -> None:
    """Move the balances by what was taken away (turned already) and what was made."""
    cells = [
        (line.unit_id, line.coding_id, month, amount)
        for line in (*old, *new)
        for month, amount in zip(MONTHS, line.months, strict=True)
        if amount
    ]
    if not cells:
        return
    units, codings, months, amounts = np.array(cells, dtype=np.int64).T
    balances.add_deltas(session, version_id, balances.deltas_of(units, codings, months, amounts))


def _branches(session: Session, actor: Actor) -> dict[int, int]:
    """Return the id of the branch of every unit in today's tree."""
    nodes, ids = nodes_of(session, actor.tree_id), unit_ids(session)
    found: dict[int, int] = {}
    for code, node in nodes.items():
        parent = ids[node.parent] if node.parent is not None else None
        if parent is not None:
            found[ids[code]] = found.get(parent, ids[code]) if parent != actor.top_unit_id else ids[code]
    return found


def _preview_table(session: Session, actor: Actor, chosen: Generator, totals: dict[int, list[int]]) -> Table:
    names = unit_names(session, actor.tree_id, tuple(totals))
    columns = (
        Column("unit", _("Nämnd"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("amount", _("Läggs på"), Kind.MONEY, signed=True, note=_("nettokostnad, plus är mer kostnad")),
        Column("lines", _("Rader"), Kind.COUNT),
        Column("left", _("Lämnas orörda"), Kind.COUNT, note=_("inlämnat, godkänt eller antaget")),
    )
    rows = tuple(
        Row(names[unit_id].code, (names[unit_id].name, names[unit_id].code, *held))
        for unit_id, held in totals.items()
        if unit_id in names
    )
    sums = [sum(column) for column in zip(*totals.values(), strict=True)] or [0, 0, 0]
    total = Row("total", (_("Alla"), "", *sums), role=RowRole.TOTAL)
    return Table(chosen.title, columns, (*rows, total))
