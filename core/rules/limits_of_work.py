"""The limits of goals, activities, reminders and files, and the municipality's own choices."""

from core.enums import AllocationModel
from core.rules.access import Action
from core.rules.limit_keys import LimitKey
from core.rules.limit_types import LimitGroup, LimitKind, LimitType
from core.texts import _

_ORGANISATION = Action.MANAGE_ORGANISATION

WORK_LIMITS: dict[LimitKey, LimitType] = {
    LimitKey.INDICATOR_MOST: LimitType(
        LimitGroup.GOALS, _("Nyckeltal per enhet"),
        _("Så många nyckeltal är tänkt att en enhet följer. Den som vill ha fler skriver varför."),
        LimitKind.COUNT, 20, "nyckeltal", Action.MANAGE_STEERING, 0, 200, unit=_("nyckeltal"),
        zero=_("ingen gräns"),
    ),
    LimitKey.ACTIVITY_END: LimitType(
        LimitGroup.ACTIVITIES, _("Aktiviteter måste ha ett slut"),
        _("Om en aktivitet alltid ska ha ett slutdatum. Annars kan den pågå tills vidare."),
        LimitKind.YES_NO, False, "aktiviteter", Action.MANAGE_STEERING,
    ),
    LimitKey.REMIND_BEFORE: LimitType(
        LimitGroup.REMINDERS, _("Påminnelse före sista dag"),
        _("Så många dagar före sista dagen påminns den som har något kvar att göra."),
        LimitKind.DAYS, 3, "uppgifter", _ORGANISATION, 0, 60, off=_("ingen påminnelse"),
    ),
    LimitKey.REMIND_AFTER: LimitType(
        LimitGroup.REMINDERS, _("Påminnelse efter sista dag"),
        _("Så många dagar efter sista dagen påminns den som är sen."),
        LimitKind.DAYS, 1, "uppgifter", _ORGANISATION, 0, 60, off=_("ingen påminnelse"),
    ),
    LimitKey.ATTACHMENT_SIZE: LimitType(
        LimitGroup.REMINDERS, _("Största bifogade fil"),
        _("Större filer tas inte emot som bilaga."),
        LimitKind.COUNT, 20, "uppgifter", _ORGANISATION, 1, 200, unit=_("MB"),
    ),
    LimitKey.NAME: LimitType(
        LimitGroup.MUNICIPALITY, _("Kommunens namn"),
        _("Står i filer med budgeten. Är det tomt står namnet ur organisationen."),
        LimitKind.TEXT, "", "budget", _ORGANISATION,
    ),
    LimitKey.ALLOCATION_MODEL: LimitType(
        LimitGroup.MUNICIPALITY, _("Kommunbidrag"),
        _("Om kommunbidraget bokförs varje månad eller är ramen i en nettobudget."),
        LimitKind.CHOICE, AllocationModel.NET_BUDGET.value, "uppfoljning", _ORGANISATION,
        choices={
            AllocationModel.NET_BUDGET.value: _("Ram i nettobudget"),
            AllocationModel.BOOKED.value: _("Bokförs på egna konton"),
        },
    ),
    LimitKey.ALLOCATION_ACCOUNTS: LimitType(
        LimitGroup.MUNICIPALITY, _("Konton för kommunbidrag"),
        _("Vilka konton kommunbidraget bokförs på, om det bokförs. Till exempel 8011, 3995."),
        LimitKind.CODES, "", "uppfoljning", _ORGANISATION,
    ),
    LimitKey.ALLOCATION_WORD: LimitType(
        LimitGroup.MUNICIPALITY, _("Vad kommunbidraget kallas"), _("Ordet som står i uppföljningen."),
        LimitKind.TEXT, _("Kommunbidrag"), "uppfoljning", _ORGANISATION, 1,
    ),
    LimitKey.FINANCE_UNIT: LimitType(
        LimitGroup.MUNICIPALITY, _("Finansförvaltningens kod"),
        _("Den enhet som har skatter, bidrag och finansnetto, och som räknas för sig."),
        LimitKind.TEXT, "FIN", "uppfoljning", _ORGANISATION,
    ),
    LimitKey.INVESTMENT_PROJECTS: LimitType(
        LimitGroup.MUNICIPALITY, _("Projekt som är investeringar"),
        _("Rader på de projekten räknas inte till driften. Till exempel 9, 801-809."),
        LimitKind.CODES, "", "uppfoljning", _ORGANISATION,
    ),
    LimitKey.NOT_OPERATING: LimitType(
        LimitGroup.MUNICIPALITY, _("Konton utanför driften"),
        _("Konton för investeringar och bokslut, som inte visas i uppföljningen."),
        LimitKind.CODES, "40, 89", "uppfoljning", _ORGANISATION,
    ),
}  # fmt: skip
