"""The limits of forecasts, plans of measures, budgets, follow-up and the control list."""

from decimal import Decimal

from core.enums import UnitKind
from core.rules.access import Action
from core.rules.limit_keys import LimitKey
from core.rules.limit_types import LimitGroup, LimitKind, LimitType
from core.texts import _

FREE, APPROVAL = "free", "approval"
"""Whether a manager moves money inside her unit by herself, or asks an economist."""
_TKR, _MNKR = 1_000_00, 1_000_000_00
_MOST_MONEY = 1_000 * _MNKR


def _share(group: LimitGroup, name: str, means: str, usual: str) -> LimitType:
    """Return a share of a budget, from nothing to all of it."""
    return LimitType(
        group, name, means, LimitKind.SHARE, Decimal(usual), group.value, Action.MANAGE_FRAMES, 0, Decimal(1)
    )


def _money(
    group: LimitGroup,
    name: str,
    means: str,
    usual: int,
    *,
    least: int = 0,
    right: Action = Action.MANAGE_FRAMES,
) -> LimitType:
    """Return an amount; `least` keeps out what would make the rule ask about everything."""
    return LimitType(group, name, means, LimitKind.MONEY, usual, group.value, right, least, _MOST_MONEY)


_LARGER = _("Det större av andelen och beloppet gäller.")

MONEY_LIMITS: dict[LimitKey, LimitType] = {
    LimitKey.FORECAST_SHARE: _share(
        LimitGroup.FORECAST, _("Prognosen behöver förklaras, andel"),
        _("Avviker prognosen mer än så från budget behövs en orsak innan den lämnas in. ") + _LARGER,
        "0.01",
    ),
    LimitKey.FORECAST_AMOUNT: _money(
        LimitGroup.FORECAST, _("Prognosen behöver förklaras, belopp"),
        _("Avviker prognosen mer än så från budget behövs en orsak innan den lämnas in. ") + _LARGER,
        100 * _TKR,
    ),
    LimitKey.PLAN_SHARE: _share(
        LimitGroup.ACTION_PLAN, _("Underskott kräver åtgärdsplan, andel"),
        _("Är det rapporterade underskottet större startar klockan för beslut om åtgärder. ") + _LARGER,
        "0.01",
    ),
    LimitKey.PLAN_AMOUNT: _money(
        LimitGroup.ACTION_PLAN, _("Underskott kräver åtgärdsplan, belopp"),
        _("Är det rapporterade underskottet större startar klockan för beslut om åtgärder. ") + _LARGER,
        100 * _TKR,
    ),
    LimitKey.PLAN_DAYS: LimitType(
        LimitGroup.ACTION_PLAN, _("Tid för beslut om åtgärder"),
        _("Så många dagar efter att underskottet rapporterades ska åtgärderna vara beslutade."),
        LimitKind.DAYS, 30, "atgardsplan", Action.MANAGE_FRAMES, 1, 365,
    ),
    LimitKey.PLAN_LEVEL: LimitType(
        LimitGroup.ACTION_PLAN, _("Vem klockan gäller"),
        _("På vilken nivå underskottet räknas ihop och åtgärderna beslutas."),
        LimitKind.CHOICE, UnitKind.COMMITTEE.value, "atgardsplan", Action.MANAGE_FRAMES,
        choices={
            UnitKind.COMMITTEE.value: _("Nämnd"), UnitKind.DEPARTMENT.value: _("Förvaltning"),
            UnitKind.AREA.value: _("Område"), UnitKind.UNIT.value: _("Enhet"),
        },
    ),
    LimitKey.BUDGET_COMMENT_SHARE: _share(
        LimitGroup.BUDGET, _("Budgetraden behöver en kommentar, andel"),
        _("Ändras raden mer än så mot förra årets budget behövs en kommentar. ") + _LARGER,
        "0.10",
    ),
    LimitKey.BUDGET_COMMENT_AMOUNT: _money(
        LimitGroup.BUDGET, _("Budgetraden behöver en kommentar, belopp"),
        _("Ändras raden mer än så mot förra årets budget behövs en kommentar. ") + _LARGER,
        100 * _TKR,
    ),
    LimitKey.BUDGET_TIMES: LimitType(
        LimitGroup.BUDGET, _("Nolla för mycket, gånger"),
        _("En rad som har blivit så många gånger större frågas det om."),
        LimitKind.COUNT, 10, "budget", Action.MANAGE_FRAMES, 2, 1000, unit=_("gånger"),
    ),
    LimitKey.BUDGET_TIMES_FROM: _money(
        LimitGroup.BUDGET, _("Nolla för mycket, från belopp"),
        _("Mindre rader än så frågas det inte om, hur många gånger större de än har blivit."),
        50 * _TKR,
    ),
    LimitKey.BUDGET_LARGEST: _money(
        LimitGroup.BUDGET, _("Största rad utan fråga"),
        _("En rad med ett större belopp för året frågas det om."),
        50 * _MNKR, least=1_00,
    ),
    LimitKey.BUDGET_MIRROR: _money(
        LimitGroup.BUDGET, _("Interna poster får skilja"),
        _("Så mycket får köpare och säljare ha budgeterat olika mot varandra utan att det frågas om det."),
        1 * _TKR,
    ),
    LimitKey.OWN_REDISTRIBUTION: LimitType(
        LimitGroup.BUDGET, _("Flytta pengar inom den egna enheten"),
        _("Om en chef får flytta budget mellan egna rader på egen hand. Enhetens summa är densamma."),
        LimitKind.CHOICE, APPROVAL, "budgetbeslut", Action.MANAGE_FRAMES,
        choices={FREE: _("På egen hand"), APPROVAL: _("Ekonomen godkänner")},
    ),
    LimitKey.FOLLOW_UP_SHARE: _share(
        LimitGroup.FOLLOW_UP, _("Avvikelse som visas, andel"),
        _("Avviker raden mer än så från budget lyfts den fram i uppföljningen. ") + _LARGER,
        "0.01",
    ),
    LimitKey.FOLLOW_UP_AMOUNT: _money(
        LimitGroup.FOLLOW_UP, _("Avvikelse som visas, belopp"),
        _("Avviker raden mer än så från budget lyfts den fram i uppföljningen. ") + _LARGER,
        100 * _TKR,
    ),
    LimitKey.CONTROL_ASK: _money(
        LimitGroup.CONTROL_LIST, _("Fråga om rader från"),
        _("Ovanliga rader i bokföringen från det beloppet kommer med på månadens kontrollista."),
        25 * _TKR, least=1, right=Action.MANAGE_PERIODS,
    ),
    LimitKey.CONTROL_MISSING: _money(
        LimitGroup.CONTROL_LIST, _("Sakna fakturor från"),
        _("En återkommande faktura som inte har kommit frågas det om från det beloppet."),
        10 * _TKR, least=1, right=Action.MANAGE_PERIODS,
    ),
    LimitKey.CONTROL_LARGE: _money(
        LimitGroup.CONTROL_LIST, _("Stora poster från"),
        _("En post från det beloppet tas upp om den är mycket större än en vanlig månad."),
        250 * _TKR, least=1, right=Action.MANAGE_PERIODS,
    ),
}  # fmt: skip
