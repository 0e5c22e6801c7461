"""The line reader: takes any text line by line, and is the reference for the fast one."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from core.errors import ImportFileError
from core.imports.problem_log import ProblemLog
from core.imports.sie.codings import CodingNumbers, Codings
from core.imports.sie.columns import Rows
from core.imports.sie.fields import BAD_DAY, Amount, AmountFlaw, parse_day, parse_ore
from core.imports.sie.lexer import CLOSE, OPEN, Field, Objects, split_record
from core.imports.sie.model import BalanceRecord, Record
from core.imports.sie.plain_balances import plain_balance
from core.texts import _

VOUCHER, TRANSACTION = "#VER", "#TRANS"
HISTORY = frozenset({"#RTRANS", "#BTRANS"})
YEAR_BALANCES = frozenset({"#IB", "#UB", "#OIB", "#OUB", "#RES"})
PERIOD_BALANCES = frozenset({"#PSALDO", "#PBUDGET"})
BALANCES = YEAR_BALANCES | PERIOD_BALANCES
REGISTERS = frozenset(
    f"#{name}"
    for name in (
        *("FLAGGA", "PROGRAM", "FORMAT", "GEN", "SIETYP", "PROSA", "FTYP", "FNR", "ORGNR", "BKOD"),
        *("ADRESS", "FNAMN", "RAR", "TAXAR", "OMFATTN", "KPTYP", "VALUTA", "KONTO", "KTYP", "ENHET"),
        *("SRU", "DIM", "UNDERDIM", "OBJEKT", "KSUMMA"),
    )
)
_BLANK = "".join(map(chr, (*range(33), 127)))
_LOADED = frozenset({"#IB", "#OIB", "#PSALDO", "#PBUDGET"})


class LineReader:
    """Reads lines one after the other; a voucher that is never closed raises ImportFileError."""

    def __init__(self, codings: Codings, log: ProblemLog, *, numbers: CodingNumbers | None = None) -> None:
        """With `numbers` plain balances are read by their pattern; the answer is the same."""
        self.records: defaultdict[str, list[Record]] = defaultdict(list)
        self.balances: defaultdict[str, list[BalanceRecord]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        self.unknown: dict[str, int] = {}
        self.rows = Rows()
        self._codings = codings
        self._numbers = numbers
        self._log = log
        self._pending: tuple[str, int] | None = None
        self._open: tuple[str, int] | None = None

    def read(self, lines: Iterable[str], first_line: int) -> None:
        """Read whole vouchers or records; nothing may be left open at the end."""
        for line, text in enumerate(lines, first_line):
            stripped = text.strip(_BLANK)
            if not stripped:
                continue
            if stripped == "{":
                self._open_block(line)
            elif stripped == "}":
                self._close_block(line)
            elif self._read_plain(stripped, line):
                continue
            elif stripped[0] == "#":
                self._read_record(split_record(stripped), line)
            else:
                self._log.warn(
                    "not_a_record",
                    _("Raden börjar inte med # och hoppas över. Kontrollera att inget saknas."),
                    line,
                )
        self._must_be_closed()
        self._pending = None

    def _open_block(self, line: int) -> None:
        if self._open or not self._pending:
            self._log.warn("stray_brace", _("Klammern { hör inte till någon post och hoppas över."), line)
            return
        self._open, self._pending = self._pending, None

    def _close_block(self, line: int) -> None:
        if not self._open:
            self._log.warn("stray_brace", _("Klammern } hör inte till någon post och hoppas över."), line)
        self._open = None

    def _must_be_closed(self) -> None:
        if self._open:
            message = _(
                "Posten som börjar på rad {line} avslutas aldrig med }}. Filen är skadad eller avklippt:"
                " exportera den på nytt."
            )
            raise ImportFileError(message.format(line=self._open[1]), line=self._open[1])

    def _read_plain(self, text: str, line: int) -> bool:
        """Read a plain balance outside any block; False for everything else."""
        found = plain_balance(text, line, self._numbers) if self._numbers and not self._open else None
        if found is None:
            return False
        label, balance = found
        self.counts[label] += 1
        self._pending = (label, line)
        self.balances[label].append(balance)
        return True

    def _read_record(self, fields: list[Field], line: int) -> None:
        label = str(fields.pop(0)).upper()
        self.counts[label] += 1
        if label == TRANSACTION:
            self._read_transaction(fields, line)
        elif label not in HISTORY:
            self._read_other(label, fields, line)
            if fields and fields[-1] is OPEN and label not in BALANCES and label not in REGISTERS:
                self._open_block(line)

    def _read_other(self, label: str, fields: list[Field], line: int) -> None:
        """Read anything that is no transaction: a voucher head, a balance, a register, the unknown."""
        if label != VOUCHER and label not in BALANCES and label not in REGISTERS:
            self.unknown.setdefault(label, line)
            if not self._open:
                self._pending = (label, line)
            return
        self._must_be_closed()
        self._pending = (label, line)
        if label == VOUCHER:
            self._read_voucher(Record(tuple(fields), line))
        elif label in BALANCES:
            self._read_balance(label, fields, line)
        else:
            self.records[label].append(Record(tuple(fields), line))

    def _read_voucher(self, record: Record) -> None:
        day = parse_day(record.text(2))
        self.rows.heads.append((record.line, day, record.text(0), record.text(1), record.text(3)))

    def _read_transaction(self, fields: list[Field], line: int) -> None:
        if not self._open:
            message = _("Transaktionen står utanför ett verifikat. Exportera filen på nytt.")
            self._log.error("transaction_outside_voucher", message, line)
            return
        label, owner = self._open
        if label != VOUCHER:
            return
        coding = self._read_coding(fields, line)
        amount = self._read_amount(fields, line, required=True)
        if coding is None or amount is None:
            return
        rest = Record(tuple(fields), line)
        day = parse_day(rest.text(0))
        if day == BAD_DAY:
            message = _("Transaktionsdatumet ”{text}” kan inte läsas. Verifikatets datum används.")
            self._log.warn("transaction_date", message.format(text=rest.text(0)[:20]), line)
        self.rows.transactions.append((line, owner, coding, day, amount, rest.text(1) or None))

    def _read_balance(self, label: str, fields: list[Field], line: int) -> None:
        """Read a balance: year, period for some, account, objects for some, amount."""
        year = _small_number(fields)
        period = _small_number(fields) if label in PERIOD_BALANCES else 0
        coding = self._read_coding(fields, line)
        amount = self._read_amount(fields, line, required=label in _LOADED)
        if year is None or period is None:
            message = _("Året eller perioden i {label} kan inte läsas. Rätta raden eller exportera på nytt.")
            self._log.error("balance_period", message.format(label=label), line)
        elif coding is not None and amount is not None:
            self.balances[label].append(BalanceRecord(year, period, coding, amount, line))

    def _read_coding(self, fields: list[Field], line: int) -> int | None:
        """Take account and object list off the fields; None, told as an error, without account."""
        if OPEN in fields or CLOSE in fields:
            message = _("Objektlistan på raden saknar en klammer. Rätta raden eller exportera filen på nytt.")
            self._log.error("object_list_broken", message, line)
            return None
        account = fields.pop(0) if fields and isinstance(fields[0], str) else ""
        items: Objects = ()
        if fields and isinstance(fields[0], tuple):
            items = fields.pop(0)  # type: ignore[assignment]
        if not account:
            message = _("Kontot saknas på raden. Lägg till det eller exportera filen på nytt.")
            self._log.error("account_missing", message, line)
            return None
        position, whole = self._codings.number(str(account), items)
        if not whole:
            message = _(
                "Objektlistan på raden har en dimension utan objekt eller samma dimension två gånger."
            )
            self._log.warn("object_list", message, line)
        return position

    def _read_amount(self, fields: list[Field], line: int, *, required: bool) -> int | None:
        """Take the amount off the fields; None, told as a problem, when it cannot be used."""
        text = fields.pop(0) if fields else ""
        amount = parse_ore(text) if isinstance(text, str) else Amount(None, AmountFlaw.UNREADABLE)
        if amount.flaw:
            message = _amount_message(amount.flaw, str(text)[:40])
            if amount.ore is None and required:
                self._log.error("amount", message, line)
            else:
                self._log.warn("amount_form", message, line)
        return amount.ore


def _amount_message(flaw: AmountFlaw, text: str) -> str:
    """Return what to tell about an amount that is unusual or cannot be read."""
    if flaw is AmountFlaw.COMMA:
        return _("Beloppet {text} har decimalkomma i stället för punkt och läses ändå.").format(text=text)
    if flaw is AmountFlaw.ROUNDED:
        message = _("Beloppet {text} har mer än två decimaler och avrundas till hela ören.")
        return message.format(text=text)
    if flaw is AmountFlaw.TOO_LARGE:
        message = _("Beloppet {text} är orimligt stort. Rätta raden eller exportera filen på nytt.")
        return message.format(text=text)
    if not text:
        return _("Beloppet saknas på raden. Lägg till det eller exportera filen på nytt.")
    message = _("Beloppet ”{text}” kan inte läsas. Skriv det som -1234.50 eller exportera filen på nytt.")
    return message.format(text=text)


def _small_number(fields: list[Field]) -> int | None:
    """Take a year index or a period off the fields; None when it is no such number."""
    text = fields.pop(0) if fields else ""
    if isinstance(text, str) and len(text) <= 8 and text.lstrip("-").isdecimal() and text.isascii():  # noqa: PLR2004 a date has eight
        return int(text) if text.count("-") <= 1 else None
    return None
