"""The balance side: every voucher's other half, payments, opening and closing balances.

Payments, loans, grants received and year-end entries are built so that the balance sheet of each
year end is the one in `demo.facts`, to the krona.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from demo.facts import BALANCE, LAST_MONTH, LAST_YEAR, MILLION, NET_INVESTMENT
from demo.line_texts import MONTH_NAMES
from demo.lines import SERIES, Bookings, Ints, codes, last_days, positions
from demo.stories import GRANT_EARNED, GRANT_RECEIVED, STORY_YEAR

BALANCE_CENTER = "9290"
_ORE_PER_MILLION = 100 * MILLION
_TAX_SHARE = 0.30
# Where automatic postings meet the balance sheet, by the first digits of the account.
_CONTRA = (
    ("5190", "2920"), ("5690", "2730"), ("5740", "2210"), ("7930", "1229"), ("7910", "1019"),
    ("7920", "1129"), ("3514", "1930"), ("35", "2971"), ("8020", "1730"), ("8030", "1730"), ("8520", "2210"),
)  # fmt: skip
_BANK = "1930"
_ACCRUED = "2990"
# Opening balances of 2024, mnkr: fixed 1 869, current 317, equity -963, provision -88, long -720, short -415.
_OPENING_2024 = {
    "1110": 64, "1120": 1824, "1129": -480, "1130": 402, "1140": 238, "1150": 96, "1180": 88, "1210": 44,
    "1220": 176, "1229": -118, "1310": 35, "1019": -4, "1010": 4, "1139": -380, "1149": -120,
    "1410": 6, "1510": 52, "1680": 18, "1710": 42, "1730": 38, "1930": 161,
    "2010": -951, "2090": -12, "2210": -71, "2220": -17, "2350": -652, "2370": -68,
    "2510": -128, "2710": -24, "2730": -31, "2820": -9, "2830": -6, "2920": -74, "2940": -52,
    "2971": -18, "2990": -73,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A two-sided balance entry of a month: debit account, credit account, öre, series and text."""

    month: int
    debit: str
    credit: str
    amount: int
    series: str
    text: str


def opening_balances(year: int) -> dict[str, int]:
    """Return the opening balance of 2024 by account in öre; later years follow from the lines."""
    if year != min(NET_INVESTMENT):
        raise ValueError(year)
    return {account: amount * _ORE_PER_MILLION for account, amount in _OPENING_2024.items()}


def _contra_of(account: str) -> str:
    for prefix, contra in _CONTRA:
        if account.startswith(prefix):
            return contra
    return _BANK


def _per_voucher(
    bookings: Bookings, wanted: NDArray[np.bool_], account: Ints | None, amount: Ints
) -> Bookings:
    """Return one line per voucher (and account) of the wanted lines, with minus their sum."""
    at = np.flatnonzero(wanted)
    by = bookings.voucher[at] * 1000 + (0 if account is None else account[at])
    _unique, first, inverse = np.unique(by, return_index=True, return_inverse=True)
    total = np.zeros(len(first), np.int64)
    np.add.at(total, inverse, amount[at])
    head = at[first]
    none = np.full(len(head), -1, np.int64)
    lists = codes()
    return Bookings(
        series=bookings.series[head],
        voucher=bookings.voucher[head],
        month=bookings.month[head],
        day=bookings.day[head],
        account=none if account is None else account[head],
        center=np.full(len(head), positions(lists.center)[BALANCE_CENTER], np.int64),
        function=none,
        counterparty=none,
        project=none,
        amount=-total,
        vat=np.zeros(len(head), np.int64),
        supplier=bookings.supplier[head],
        text=bookings.text[head],
    )


def _on_account(lines: Bookings, account: str) -> Bookings:
    place = positions(codes().account)[account]
    return replace(lines, account=np.full(len(lines.amount), place, np.int64))


def voucher_sides(lines: Bookings) -> list[Bookings]:
    """Return the balance lines that make every voucher of the result's lines sum to zero."""
    series = {name: lines.series == n for n, name in enumerate(SERIES)}
    suppliers, customers = series["L"] | series["F"], series["K"]
    with_vat = lines.vat != 0
    sides = [
        _on_account(_per_voucher(lines, suppliers, None, lines.amount + lines.vat), "2510"),
        _on_account(_per_voucher(lines, suppliers & with_vat, None, -lines.vat), "1680"),
        _on_account(_per_voucher(lines, customers, None, lines.amount + lines.vat), "1510"),
        _on_account(_per_voucher(lines, customers & with_vat, None, -lines.vat), "2610"),
        _on_account(_per_voucher(lines, series["B"], None, lines.amount), _ACCRUED),
    ]
    return sides + _payroll_sides(lines, series["P"]) + [_automatic_side(lines, series["A"])]


def _payroll_sides(lines: Bookings, payroll: NDArray[np.bool_]) -> list[Bookings]:
    overhead = lines.account == positions(codes().account)["5610"]
    tax = np.where(overhead, 0, np.rint(lines.amount * _TAX_SHARE).astype(np.int64))
    pay = payroll & ~overhead
    return [
        _on_account(_per_voucher(lines, pay, None, tax), "2710"),
        _on_account(_per_voucher(lines, pay, None, lines.amount - tax), _BANK),
        _on_account(_per_voucher(lines, payroll & overhead, None, lines.amount), "2730"),
    ]


def _automatic_side(lines: Bookings, automatic: NDArray[np.bool_]) -> Bookings:
    lists = codes()
    place = positions(lists.account)
    contra = np.array([place[_contra_of(account)] for account in lists.account])
    return _per_voucher(lines, automatic, contra[lines.account], lines.amount)


def monthly_sums(parts: list[Bookings]) -> dict[str, Ints]:
    """Return account → öre per month (position 0 unused) over all lines."""
    lists = codes()
    sums = np.zeros((len(lists.account), 13), np.int64)
    for part in parts:
        np.add.at(sums, (part.account, part.month), part.amount)
    return {account: sums[n] for n, account in enumerate(lists.account)}


def settlement_entries(year: int, sums: dict[str, Ints], opening: dict[str, int]) -> list[Entry]:
    """Return payments, receipts, grants, loans and year-end entries of a year."""
    last = LAST_MONTH if year == LAST_YEAR else 12
    entries: list[Entry] = []
    for month in range(1, last + 1):
        entries += _payments_of(month, sums, opening)
    entries += _grants_received(year, sums, last)
    entries += _loans(year)
    if last == 12:
        investments = sum(int(amounts.sum()) for account, amounts in sums.items() if account[:2] == "40")
        entries.append(Entry(12, "1180", "4099", investments, "A", "Aktivering av årets investeringar"))
        entries += _close_short_debt(year, sums, opening, entries)
    return entries


def _payments_of(month: int, sums: dict[str, Ints], opening: dict[str, int]) -> list[Entry]:
    """Pay and receive what the month before left open."""
    name = MONTH_NAMES[month - 1]
    plans = (
        ("2510", "Leverantörsbetalningar {m}", -1),
        ("2710", "Skatteinbetalning {m}", -1),
        ("2730", "Arbetsgivaravgifter {m}", -1),
        ("2610", "Moms {m}", -1),
        ("1510", "Kundinbetalningar {m}", 1),
        ("1680", "Kommunmoms, återsökt {m}", 1),
    )
    entries = []
    for account, text, sign in plans:
        before = opening.get(account, 0) if month == 1 else int(sums[account][month - 1])
        amount = sign * before
        if amount > 0:
            debit, credit = (_BANK, account) if sign > 0 else (account, _BANK)
            entries.append(Entry(month, debit, credit, amount, "U", text.replace("{m}", name)))
    return entries


def _grants_received(year: int, sums: dict[str, Ints], last: int) -> list[Entry]:
    """Skolverket pays in February and September, what is earned meanwhile is a debt."""
    earned = int(sums["2971"][1 : last + 1].sum())
    if year == STORY_YEAR:
        earned -= GRANT_EARNED * 100
    entries = [
        Entry(2, _BANK, "2971", earned * 11 // 20, "U", "Statsbidrag, utbetalning våren"),
        Entry(9, _BANK, "2971", earned - earned * 11 // 20, "U", "Statsbidrag, utbetalning hösten"),
    ]
    if year == STORY_YEAR:
        text = "Statsbidrag god och nära vård, utbetalning"
        entries.append(Entry(3, _BANK, "2971", GRANT_RECEIVED * 100, "U", text))
    return entries


def _loans(year: int) -> list[Entry]:
    if year not in BALANCE:
        return [Entry(6, _BANK, "2350", 40 * _ORE_PER_MILLION, "U", "Nytt lån")]
    borrowed = (BALANCE[year].long_debt - BALANCE[year - 1].long_debt) * _ORE_PER_MILLION
    return [Entry(6, _BANK, "2350", borrowed, "U", "Nytt lån")] if borrowed else []


def _close_short_debt(
    year: int, sums: dict[str, Ints], opening: dict[str, int], entries: list[Entry]
) -> list[Entry]:
    """Accrue or pay at the year's end so that short debt is what the balance sheet says."""
    is_short = tuple(f"2{n}" for n in range(4, 10))
    debt = -sum(amount for account, amount in opening.items() if account.startswith(is_short))
    debt -= sum(int(amounts.sum()) for account, amounts in sums.items() if account.startswith(is_short))
    for entry in entries:
        debt += entry.amount if entry.credit.startswith(is_short) else 0
        debt -= entry.amount if entry.debit.startswith(is_short) else 0
    excess = debt - BALANCE[year].short_debt * _ORE_PER_MILLION
    if excess >= 0:
        return [Entry(12, _ACCRUED, _BANK, excess, "U", "Betalning av upplupna kostnader")]
    return [Entry(12, "1710", _ACCRUED, -excess, "A", "Förutbetalda och upplupna kostnader")]


def entry_bookings(year: int, entries: list[Entry]) -> Bookings:
    """Return two-sided entries as lines on the last day of their month."""
    lists = codes()
    account = positions(lists.account)
    count = len(entries)
    both = [entry for entry in entries for _side in range(2)]
    month = np.array([entry.month for entry in both], np.int64)
    none = np.full(2 * count, -1, np.int64)
    return Bookings(
        series=np.array([SERIES.index(entry.series) for entry in both], np.int64),
        voucher=np.repeat(np.arange(count), 2) + 2 * 10**9,
        month=month,
        day=last_days(year)[month],
        account=np.array([account[code] for e in entries for code in (e.debit, e.credit)], np.int64),
        center=np.full(2 * count, positions(lists.center)[BALANCE_CENTER], np.int64),
        function=none,
        counterparty=none,
        project=none,
        amount=np.array([amount for e in entries for amount in (e.amount, -e.amount)], np.int64),
        vat=np.zeros(2 * count, np.int64),
        supplier=none,
        text=np.array([entry.text for entry in both], dtype=object),
    )
