"""What a previewed file holds, in short, and what speaks against loading it."""

from core.enums import SourceKind
from core.errors import Severity
from core.money import format_amount, format_number
from core.queries.sources import BatchDetail
from core.reports import loading as report
from core.table import Status
from core.texts import _, ngettext
from pages.ui import pieces
from pages.ui.markup import fill
from pages.ui.pieces import Figure


def show(detail: BatchDetail) -> None:
    """Show what the file holds, where it comes from, and what speaks against loading it."""
    preview = detail.preview
    what, meets = report.answer(preview, detail.kind)
    with pieces.card("facts"):
        pieces.show(fill('<p class="r-answer">{what} {meets}</p>', what=pieces.strong(what), meets=meets))
        pieces.show(
            pieces.strip(
                [
                    Figure(_("Debet, kr"), format_amount(preview.debit)),
                    Figure(_("Kredit, kr"), format_amount(preview.credit)),
                    Figure(_("Rader"), format_number(preview.rows)),
                ]
            ),
            pieces.muted(_origin(detail)),
        )
    _warn(detail)


def _origin(detail: BatchDetail) -> str:
    """Return where the file comes from, in one line."""
    preview = detail.preview
    pairs = (
        (_("Källa"), detail.source),
        (_("Läses in i"), detail.version_name),
        (_("Organisation"), preview.organisation),
        (_("Program"), preview.program),
    )
    return " · ".join(f"{name}: {value}" for name, value in pairs if value)


def _warn(detail: BatchDetail) -> None:
    """Say before anything else what speaks against loading the file."""
    preview = detail.preview
    for problem in preview.problems:
        if problem.severity is Severity.ERROR and problem.line is None:
            pieces.notice(Status.BAD, problem.message)
    if not preview.balanced and detail.kind is SourceKind.LEDGER:
        pieces.notice(
            Status.BAD,
            _("Debet och kredit är inte lika"),
            _("Filen kan vara avhuggen eller ändrad. Exportera den på nytt om du inte vet varför."),
        )
    if preview.differences:
        title = ngettext(
            "Ett av filens egna saldon stämmer inte med raderna",
            "{n} av filens egna saldon stämmer inte med raderna",
            len(preview.differences),
        )
        pieces.notice(
            Status.BAD,
            title.format(n=len(preview.differences)),
            _("Rader saknas eller är för många. Jämför längst ner på sidan innan du läser in."),
        )
