"""The preview of a file as tables: sums per account class and nämnd, problems, unknown codes."""

from collections.abc import Callable, Sequence

from core.enums import BatchState, SourceKind
from core.errors import Severity
from core.imports.preview import GroupSum, Preview
from core.money import format_amount, format_number
from core.periods import CLOSING_PERIOD, local_time, month_name
from core.queries.loads import LoadRow
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _

_STATES = {
    BatchState.PREVIEW: Status.PARTLY,
    BatchState.RUNNING: Status.PARTLY,
    BatchState.APPLIED: Status.OK,
    BatchState.UNDONE: Status.NONE,
    BatchState.DISCARDED: Status.NONE,
}
_STATUS = {Severity.ERROR: Status.BAD, Severity.WARNING: Status.PARTLY, Severity.INFO: Status.NONE}


def severity_word(severity: Severity) -> str:
    """Return how bad a problem is, in one word."""
    return {
        Severity.ERROR: _("Fel"),
        Severity.WARNING: _("Varning"),
        Severity.INFO: _("Upplysning"),
    }[severity]


def account_class_word(account_class: str) -> str:
    """Return the name of a Kommun-Bas account class (first digit)."""
    return {
        "1": _("1 Tillgångar"),
        "2": _("2 Eget kapital och skulder"),
        "3": _("3 Intäkter"),
        "4": _("4 Kostnader och utgifter"),
        "5": _("5 Kostnader för arbetskraft"),
        "6": _("6 Övriga verksamhetskostnader"),
        "7": _("7 Övriga verksamhetskostnader"),
        "8": _("8 Övriga intäkter och kostnader"),
        "9": _("9 Interna konton"),
    }.get(account_class, account_class or _("Utan konto"))


def class_table(preview: Preview) -> Table:
    """Return the sums per account class, in ledger sign, beside what is loaded today."""
    return _sums(_("Per kontoklass"), preview.account_classes, name=account_class_word)


def committee_table(preview: Preview) -> Table:
    """Return the sums per nämnd, in ledger sign, beside what is loaded today."""
    return _sums(_("Per nämnd"), preview.committees, name=str)


def problem_table(preview: Preview) -> Table:
    """Return every problem with its line, errors first."""
    columns = (
        Column("message", _("Vad filen säger"), Kind.TEXT),
        Column("severity", _("Läge"), Kind.STATUS),
        Column("line", _("Rad i filen"), Kind.COUNT),
    )
    rows = tuple(
        Row(
            key=f"{problem.code}-{position}",
            cells=(problem.message, severity_word(problem.severity), problem.line),
            status=_STATUS[problem.severity],
        )
        for position, problem in enumerate(preview.problems)
    )
    return Table(_("Att se över"), columns, rows)


def new_code_table(preview: Preview) -> Table:
    """Return the codes that the file brings and that will be created."""
    words = {
        "account": _("Konto"),
        "function": _("Verksamhet"),
        "project": _("Projekt"),
        "counterparty": _("Motpart"),
    }
    columns = (
        Column("name", _("Namn i filen"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("dimension", _("Koddel"), Kind.TEXT),
    )
    rows = tuple(
        Row(f"{dimension}-{code}", (name or _("Namnlös"), code, words.get(dimension, dimension)))
        for dimension, code, name in preview.new_codes
    )
    return Table(_("Nya koder"), columns, rows)


def difference_table(preview: Preview) -> Table:
    """Return the balances in the file that its own lines do not add up to."""
    columns = (
        Column("account", _("Konto"), Kind.TEXT),
        Column("what", _("Uppgift i filen"), Kind.TEXT),
        Column("expected", _("Enligt filen, kr"), Kind.AMOUNT),
        Column("found", _("Summa rader, kr"), Kind.AMOUNT),
    )
    rows = tuple(
        Row(
            f"{row.what}-{row.account}-{position}",
            (row.account, _period(row.what, row.year, row.month), row.expected, row.found),
        )
        for position, row in enumerate(preview.differences)
    )
    return Table(_("Avstämning mot filens egna saldon"), columns, rows)


def history_table(rows: Sequence[LoadRow]) -> Table:
    """Return the loads, newest first; a row that is still a preview can be opened."""
    columns = (
        Column("file", _("Fil"), Kind.TEXT),
        Column("state", _("Läge"), Kind.STATUS),
        Column("what", _("Månader eller budget"), Kind.TEXT),
        Column("rows", _("Rader"), Kind.COUNT),
        Column("debit", _("Debet, kr"), Kind.AMOUNT),
        Column("when", _("När"), Kind.TEXT),
        Column("who", _("Vem"), Kind.TEXT),
    )
    lines = tuple(
        Row(
            key=str(row.id),
            cells=(
                row.file_name,
                state_word(row.state),
                row.version_name or months_in_words(row.months),
                row.rows,
                row.debit,
                local_time(row.applied_at or row.created_at),
                row.user_name,
            ),
            status=_STATES[row.state],
            drill=str(row.id) if row.state is BatchState.PREVIEW else None,
            note=row.source,
        )
        for row in rows
    )
    return Table(_("Inläsningar"), columns, lines)


def state_word(state: BatchState) -> str:
    """Return how a load went, in one word."""
    return {
        BatchState.PREVIEW: _("Inte inläst"),
        BatchState.RUNNING: _("Pågår"),
        BatchState.APPLIED: _("Inläst"),
        BatchState.UNDONE: _("Ångrad"),
        BatchState.DISCARDED: _("Kastad"),
    }[state]


def months_in_words(months: tuple[int, ...]) -> str:
    """Return the months (yyyymm) that a load replaces: "januari–oktober 2026"."""
    words = []
    for year in sorted({month // 100 for month in months}):
        own = sorted({min(month % 100, CLOSING_PERIOD - 1) for month in months if month // 100 == year} - {0})
        if not own:
            continue
        first, last = month_name(own[0]), month_name(own[-1])
        words.append(f"{first} {year}" if len(own) == 1 else f"{first}–{last} {year}")
    return ", ".join(words)


def answer(preview: Preview, kind: SourceKind) -> tuple[str, str]:
    """Return what the file is, and what its amounts come to, as two sentences."""
    what = _("Filen har {rows} rader för {months}.").format(
        rows=format_number(preview.rows),
        months=months_in_words(preview.months) or _("budgeten"),
    )
    difference = preview.debit + preview.credit
    if kind is SourceKind.BUDGET:
        net = format_amount(-difference, signed=True)
        return what, _("Budgetens netto är {net} kr, intäkter plus och kostnader minus.").format(net=net)
    if preview.balanced:
        return what, _("Debet och kredit är lika, till öret.")
    words = _("Debet och kredit skiljer sig med {difference} kr.")
    return what, words.format(difference=format_amount(difference, signed=True))


def _period(what: str, year: int, month: int | None) -> str:
    return f"{what} {year}" if month is None else f"{what} {year}-{month:02d}"


def _sums(title: str, groups: tuple[GroupSum, ...], *, name: Callable[[str], str]) -> Table:
    columns = (
        Column("name", title, Kind.TEXT),
        Column("rows", _("Rader"), Kind.COUNT),
        Column("file", _("I filen, kr"), Kind.AMOUNT),
        Column("loaded", _("Inläst i dag, kr"), Kind.AMOUNT),
        Column("difference", _("Ändring, kr"), Kind.AMOUNT, signed=True),
    )
    rows = [
        Row(group.key or "-", (name(group.key), group.rows, group.file, group.loaded, group.difference))
        for group in groups
    ]
    total = Row(
        "total",
        (
            _("Summa"),
            sum(group.rows for group in groups),
            sum(group.file for group in groups),
            sum(group.loaded for group in groups),
            sum(group.difference for group in groups),
        ),
        role=RowRole.TOTAL,
    )
    footnote = _("Huvudbokens tecken: debet plus, kredit minus. Ingående balanser ingår inte.")
    return Table(title, columns, (*rows, total), footnotes=(footnote,))
