"""What the checks find in a unit's budget as it stands: asked by the page, and before it is handed in."""

from collections import defaultdict
from collections.abc import Mapping

from sqlmodel import Session, col, select

from core.enums import Dimension
from core.errors import RuleViolation, Severity
from core.models import Code, Coding, Comment, Counterparty, PlanLine, Unit
from core.queries import access
from core.queries.budget_limits import budget_limits
from core.queries.plan_lines import CodingWords, PlanRow, coding_words, list_lines, read_lines
from core.queries.plan_rights import require_plan_unit
from core.queries.sheet_figures import Key, year_sums
from core.queries.unit_frames import frame_of
from core.queries.versions import choose_versions
from core.rules.access import Actor
from core.rules.budget_checks import CheckedRow, CheckedUnit, Finding, check_budget
from core.rules.subjects import SubjectKind
from core.texts import _, ngettext

_PARTS = (Dimension.FUNCTION, Dimension.PROJECT, Dimension.COUNTERPARTY)


def find_budget(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[Finding]:
    """Return what is to be mended or looked at; a finding's row is `C<ansvar>.<coding>`."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    lines: dict[Key, list[PlanRow]] = defaultdict(list)
    for line in list_lines(session, actor, version_id=version_id, unit_id=unit_id):
        lines[line.unit_id, line.coding_id].append(line)
    before = choose_versions(session, version.year - 1)
    compared = (
        year_sums(session, actor, version_id=before.compared, unit_id=unit_id) if before.compared else {}
    )
    words = coding_words(session, [coding for _unit, coding in lines])
    said = _commented(session, actor, version_id, unit_id)
    unnamed = _placeholders(session)
    rows = tuple(
        _checked(key, own, words[key[1]], compared.get(key), key in said, unnamed)
        for key, own in lines.items()
        if any(line.total is not None or line.text for line in own)
    )
    mirrors, names = _mirrors(session, actor, version_id, unit_id, words)
    unit = CheckedUnit(
        rows=rows,
        frame=frame_of(session, actor, version_id=version_id, unit_id=unit_id).amount,
        mirrors=mirrors,
        names=names,
        against=_("budget {year}").format(year=version.year - 1),
        accounts="3-8",
    )
    found = check_budget(unit, budget_limits(session))
    return found if mirrors else [finding for finding in found if finding.code != "mirror"]


def require_ready(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> None:
    """Raise `RuleViolation` while something must be mended before the budget is handed in."""
    wrong = [
        finding
        for finding in find_budget(session, actor, version_id=version_id, unit_id=unit_id)
        if finding.severity is Severity.ERROR
    ]
    if wrong:
        words = ngettext(
            "En sak måste rättas innan budgeten lämnas in: {first} Öppna Kontrollera i budgeten.",
            "{n} saker måste rättas innan budgeten lämnas in, först: {first} Öppna Kontrollera i budgeten.",
            len(wrong),
        )
        raise RuleViolation(words.format(n=len(wrong), first=wrong[0].message))


def _checked(
    key: Key,
    lines: list[PlanRow],
    words: CodingWords,
    compared: int | None,
    said: bool,
    unnamed: frozenset[tuple[Dimension, str]],
) -> CheckedRow:
    codes = dict(zip(_PARTS, (words.function, words.project, words.counterparty), strict=True))
    held = [(Dimension.ACCOUNT, words.account), *codes.items()]
    texts = [line.text for line in lines if line.text]
    return CheckedRow(
        key=f"C{key[0]}.{key[1]}",
        account=words.account,
        months=tuple(_added([line.months[at] for line in lines]) for at in range(12)),
        name=words.account_name or words.account,
        codes={dimension: code for dimension, code in codes.items() if code},
        compared=compared,
        comment="; ".join(texts) or ("–" if said else ""),
        counterpart=words.counterparty if words.internal else "",
        computed=all(not line.editable for line in lines),
        unnamed=frozenset(dimension for dimension, code in held if (dimension, code) in unnamed),
    )


def _added(months: list[int | None]) -> int | None:
    held = [month for month in months if month is not None]
    return sum(held) if held else None


def _commented(session: Session, actor: Actor, version_id: int, unit_id: int) -> set[Key]:
    """Return the rows that somebody has written a comment on."""
    rows = session.exec(
        select(Comment.unit_id, Comment.cell).where(
            Comment.subject_kind == SubjectKind.BUDGET,
            Comment.subject_id == str(version_id),
            col(Comment.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
    )
    cells = ((unit, cell.partition("/")[0]) for unit, cell in rows)
    return {(unit, int(coding)) for unit, coding in cells if coding.isdecimal()}


def _placeholders(session: Session) -> frozenset[tuple[Dimension, str]]:
    rows = session.exec(select(Code.dimension, Code.code).where(col(Code.placeholder)))
    return frozenset((Dimension(dimension), code) for dimension, code in rows)


def _mirrors(
    session: Session, actor: Actor, version_id: int, unit_id: int, words: Mapping[int, CodingWords]
) -> tuple[dict[str, int], dict[str, str]]:
    """Return what others have budgeted against this very unit, and names, by its own counterparty codes.

    Where nobody's counterparty names the unit (it names the nämnd above), nothing can be compared here.
    """
    own_codes = {one.counterparty for one in words.values() if one.internal}
    sides = dict(
        session.exec(
            select(Code.code, Counterparty.unit_id)
            .join(Counterparty, col(Counterparty.code_id) == col(Code.id))
            .where(col(Code.code).in_(own_codes), Code.dimension == Dimension.COUNTERPARTY)
        ).all()
    )
    against = select(Coding.id).join(Counterparty, col(Counterparty.code_id) == col(Coding.counterparty_id))
    rows = read_lines(
        session,
        col(PlanLine.version_id) == version_id,
        col(PlanLine.coding_id).in_(against.where(Counterparty.unit_id == unit_id)),
    )
    if not rows:
        return {}, {}
    names = dict(session.exec(select(Unit.id, Unit.code)).all())
    theirs: dict[str, int] = {}
    for code, other in sides.items():
        if other is not None:
            below = set(session.exec(access.subtree(actor.tree_id, (other,))))
            theirs[code] = sum(row.total or 0 for row in rows if row.unit_id in below)
    return theirs, {code: names.get(other, code) for code, other in sides.items() if other is not None}
