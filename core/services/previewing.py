"""Making a preview: what the file holds beside what the ledger has today for the same months."""

from collections.abc import Sequence

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from core.enums import BatchState, Dimension, PeriodState, SourceKind, VersionKind
from core.errors import Problem, Severity
from core.imports.check import CODED, Resolution
from core.imports.ledger import LedgerFile
from core.imports.preview import Preview, budget_rows, build_preview, group_sums, ledger_rows
from core.models import ImportBatch, ImportProfile, MonthStatus, Version
from core.periods import CLOSING_PERIOD, Period
from core.queries import access, trees
from core.rules.trees import Node
from core.texts import _

_ACCOUNT = CODED.index(Dimension.ACCOUNT)
_COMMITTEE_DEPTH = 1
_ORGANISATION_DIGITS = 10


def make_preview(
    session: Session, batch: ImportBatch, *, profile: ImportProfile, file: LedgerFile, resolution: Resolution
) -> Preview:
    """Return what loading the batch would do, with every problem and notice."""
    plan = session.get(Version, batch.version_id) if profile.kind is SourceKind.BUDGET else None
    rows = budget_rows(file, plan.year) if plan else ledger_rows(file, batch.months)
    committees = _committees(session)
    loaded = _loaded(session, batch)
    classes: dict[str, int] = {}
    per_committee: dict[str, int] = {}
    for unit, account, amount in loaded:
        classes[account[:1]] = classes.get(account[:1], 0) + amount
        name = committees.get(unit, _elsewhere())
        per_committee[name] = per_committee.get(name, 0) + amount
    of_account = [coding[_ACCOUNT][:1] for coding in resolution.codings]
    of_unit = [committees.get(unit or "", _elsewhere()) for unit in resolution.units]
    return build_preview(
        file,
        resolution,
        rows=rows,
        months=batch.months,
        groups=(group_sums(of_account, rows, classes), group_sums(of_unit, rows, per_committee)),
        notices=[
            *_loaded_before(session, batch),
            *_other_organisation(profile, file),
            *(_plan_notices(file, plan, len(rows[0])) if plan else _ledger_notices(session, batch, file)),
        ],
    )


def _elsewhere() -> str:
    return _("Utanför organisationen")


def _committees(session: Session) -> dict[str, str]:
    """Return the name of the nämnd that every cost center lies under today."""
    tree_id = access.tree_at(session, session.info["database"].today()).id or 0
    nodes = trees.nodes_of(session, tree_id)
    return {code: _committee(nodes, node) for code, node in nodes.items()}


def _committee(nodes: dict[str, Node], node: Node) -> str:
    path = [node]
    while path[-1].parent is not None:
        path.append(nodes[path[-1].parent])
    return path[-1 - min(_COMMITTEE_DEPTH, len(path) - 1)].name


def _loaded(session: Session, batch: ImportBatch) -> Sequence[tuple[str, str, int]]:
    """Return (cost center, account, öre) of what the load would replace, opening balances left out."""
    if batch.version_id is not None:
        months = " + ".join(f"COALESCE(SUM(p.m{month}), 0)" for month in range(1, CLOSING_PERIOD))
        statement = text(
            f"SELECT u.code, a.code, CAST({months} AS BIGINT) FROM plan_line p "
            "JOIN unit u ON u.id = p.unit_id JOIN coding k ON k.id = p.coding_id "
            "JOIN code a ON a.id = k.account_id WHERE p.version_id = :version GROUP BY u.code, a.code"
        )
        return session.execute(statement, {"version": batch.version_id}).all()
    statement = text(
        "SELECT u.code, a.code, CAST(SUM(l.amount) AS BIGINT) FROM ledger_line l "
        "JOIN unit u ON u.id = l.unit_id JOIN code a ON a.id = l.account_id "
        "JOIN version v ON v.id = l.version_id JOIN import_batch b ON b.id = l.batch_id "
        "WHERE b.profile_id = :profile AND l.month > 0 AND v.year * 100 + l.month IN :months "
        "GROUP BY u.code, a.code"
    ).bindparams(bindparam("months", expanding=True))
    parameters = {"profile": batch.profile_id, "months": batch.months or [0]}
    return session.execute(statement, parameters).all()


def _plan_notices(file: LedgerFile, plan: Version, rows: int) -> list[Problem]:
    if not rows:
        message = _("Filen har inga budgetposter (#PBUDGET) för {year} att läsa in.")
        return [Problem("no_budget", message.format(year=plan.year))]
    left_out = len(file.budget) - rows
    if not left_out:
        return []
    message = _("{n} budgetposter gäller annat än månaderna i {year} och läses inte in.")
    return [Problem("other_years", message.format(n=left_out, year=plan.year), Severity.WARNING)]


def _ledger_notices(session: Session, batch: ImportBatch, file: LedgerFile) -> list[Problem]:
    notices = [*_closed_years(session, batch), *_closed_months(session, batch)]
    if not len(file.lines):
        message = _("Filen har inga transaktioner eller periodsaldon, så den kan bara visas.")
        notices.append(Problem("no_lines", message))
    return notices


def _loaded_before(session: Session, batch: ImportBatch) -> list[Problem]:
    earlier = session.exec(
        select(ImportBatch).where(
            ImportBatch.sha256 == batch.sha256,
            ImportBatch.state == BatchState.APPLIED,
            ImportBatch.id != batch.id,
        )
    ).first()
    if earlier is None:
        return []
    message = _("Samma fil är redan inläst som {name}. Läs bara in den igen om du vill ersätta den.")
    return [Problem("loaded_before", message.format(name=earlier.file_name), Severity.WARNING)]


def _other_organisation(profile: ImportProfile, file: LedgerFile) -> list[Problem]:
    own, other = _digits(profile.organisation_number), _digits(file.organisation_number)
    if not own or not other or own == other:
        return []
    message = _("Filen gäller {name} ({number}), inte er organisation. Kontrollera att det är rätt fil.")
    return [
        Problem(
            "other_organisation",
            message.format(name=file.organisation or "–", number=file.organisation_number),
            Severity.WARNING,
        )
    ]


def _digits(number: str) -> str:
    """Return the ten digits of an organisation number; some systems write a century before them."""
    return "".join(character for character in number if character.isdigit())[-_ORGANISATION_DIGITS:]


def _closed_years(session: Session, batch: ImportBatch) -> list[Problem]:
    closed = session.exec(
        select(Version.year)
        .where(
            Version.kind == VersionKind.ACTUAL,
            col(Version.closed_at).is_not(None),
            col(Version.year).in_({month // 100 for month in batch.months}),
        )
        .order_by(col(Version.year))
    ).all()
    message = _("Året {year} är stängt. Dess utfall kan inte läsas in igen.")
    return [Problem("closed_year", message.format(year=year)) for year in closed]


def _closed_months(session: Session, batch: ImportBatch) -> list[Problem]:
    """Return a warning for closed months; the closing period is part of December."""
    replaced = {Period(month // 100, min(month % 100, 12)) for month in batch.months if month % 100}
    closed = session.exec(
        select(MonthStatus.year, MonthStatus.month).where(MonthStatus.state == PeriodState.CLOSED)
    ).all()
    hit = sorted(replaced & {Period(year, month) for year, month in closed})
    if not hit:
        return []
    message = _("Stängda månader ersätts: {months}. Rapporter som redan är lämnade stämmer då inte längre.")
    names = ", ".join(period.words() for period in hit)
    return [Problem("closed_months", message.format(months=names), Severity.WARNING)]
