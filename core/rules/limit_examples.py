"""What each limit means in practice: an example in kronor or days, of the values that hold."""

from collections.abc import Callable
from datetime import date, timedelta

from core.money import MoneyUnit, format_large, format_money
from core.rules.limits import FREE, LIMITS, LimitKey, LimitValues
from core.rules.tasks import day_words
from core.rules.variance import Limit, limit_of
from core.texts import _

_TKR, _MNKR = 1_000_00, 1_000_000_00
_DAY = date(2026, 9, 15)

_Pair = tuple[LimitKey, LimitKey]
_FORECAST: _Pair = (LimitKey.FORECAST_SHARE, LimitKey.FORECAST_AMOUNT)
_PLAN: _Pair = (LimitKey.PLAN_SHARE, LimitKey.PLAN_AMOUNT)
_COMMENT: _Pair = (LimitKey.BUDGET_COMMENT_SHARE, LimitKey.BUDGET_COMMENT_AMOUNT)
_FOLLOW_UP: _Pair = (LimitKey.FOLLOW_UP_SHARE, LimitKey.FOLLOW_UP_AMOUNT)


def example_of(key: LimitKey, values: LimitValues) -> str:
    """Return an example of what a limit means as it stands; empty where there is nothing to reckon."""
    make = _EXAMPLES.get(key)
    return make(values) if make else ""


def _pair(keys: _Pair, words: str, budgets: tuple[int, int]) -> Callable[[LimitValues], str]:
    """Return what fills a small and a large budget, with its limit, into a sentence."""

    def example(values: LimitValues) -> str:
        limit: Limit = limit_of(values, *keys)
        small, large = budgets
        return words.format(
            small=format_large(small), large=format_large(large), first=_kr(limit.of(small)),
            second=_kr(limit.of(large)),
        )  # fmt: skip

    return example


def _kr(ore: int) -> str:
    return format_money(ore, MoneyUnit.KR, word=True)


def _plan_days(values: LimitValues) -> str:
    last = _DAY + timedelta(days=values.number(LimitKey.PLAN_DAYS))
    return _("Rapporteras ett underskott den {first} ska åtgärderna vara beslutade senast {last}.").format(
        first=day_words(_DAY, _DAY), last=day_words(last, _DAY)
    )


def _plan_level(values: LimitValues) -> str:
    level = LIMITS[LimitKey.PLAN_LEVEL].choices[values.text(LimitKey.PLAN_LEVEL)].lower()
    return _("Underskottet räknas ihop per {level}, och där beslutas om åtgärder.").format(level=level)


def _times(values: LimitValues) -> str:
    before = 20 * _TKR
    least = max(before * values.number(LimitKey.BUDGET_TIMES), values.ore(LimitKey.BUDGET_TIMES_FROM))
    return _("En rad som var {before} förra året frågas det om från {least}.").format(
        before=_kr(before), least=_kr(least)
    )


def _largest(values: LimitValues) -> str:
    return _("Skriver någon mer än {amount} på en rad frågas det om beloppet stämmer.").format(
        amount=_kr(values.ore(LimitKey.BUDGET_LARGEST))
    )


def _mirror(values: LimitValues) -> str:
    sold, apart = 200 * _TKR, values.ore(LimitKey.BUDGET_MIRROR)
    return _("Har köparen budgeterat {sold} går säljarens {low} till {high} igenom.").format(
        sold=_kr(sold), low=_kr(max(0, sold - apart)), high=_kr(sold + apart)
    )


def _move(values: LimitValues) -> str:
    free = values.text(LimitKey.OWN_REDISTRIBUTION) == FREE
    words = _("En rektor som flyttar 50 000 kr från läromedel till vikarier {what}.")
    return words.format(what=_("gör det direkt") if free else _("väntar på att ekonomen godkänner"))


def _control(key: LimitKey, words: str) -> Callable[[LimitValues], str]:
    """Return an example with an amount just below a limit of the control list."""
    return lambda values: words.format(below=_kr(max(0, values.ore(key) - 1_00)), at=_kr(values.ore(key)))


def _most(values: LimitValues) -> str:
    most = values.number(LimitKey.INDICATOR_MOST)
    if not most:
        return _("En enhet kan följa hur många nyckeltal som helst.")
    return _("Den som lägger till nyckeltal nummer {n} på en enhet skriver varför.").format(n=most + 1)


def _end(values: LimitValues) -> str:
    if values.yes(LimitKey.ACTIVITY_END):
        return _("”Läsgrupp på torsdagar” går inte att spara utan ett slutdatum.")
    return _("”Läsgrupp på torsdagar” kan pågå utan slutdatum.")


def _remind(key: LimitKey, sign: int) -> Callable[[LimitValues], str]:
    """Return when somebody is reminded of what is due on a day."""

    def example(values: LimitValues) -> str:
        days = values.days(key)
        if days is None:
            return _("Ingen påminns.")
        return _("Det som ska vara klart {due} påminns det om {day}.").format(
            due=day_words(_DAY, _DAY), day=day_words(_DAY + timedelta(days=sign * days), _DAY)
        )

    return example


def _file(values: LimitValues) -> str:
    return _("En fil på {n} MB tas inte emot.").format(n=values.number(LimitKey.ATTACHMENT_SIZE) + 1)


_FORECAST_EXAMPLE = _pair(
    _FORECAST,
    _("Med {small} i budget behövs en orsak när prognosen skiljer mer än {first}. "
      "Med {large} är det {second}."),
    (5 * _MNKR, 50 * _MNKR),
)  # fmt: skip
_PLAN_EXAMPLE = _pair(
    _PLAN,
    _("Med {small} i budget startar klockan när underskottet är större än {first}. "
      "Med {large} är det {second}."),
    (50 * _MNKR, 500 * _MNKR),
)  # fmt: skip
_COMMENT_EXAMPLE = _pair(
    _COMMENT,
    _("En rad på {small} behöver en kommentar när den ändras mer än {first}. "
      "För en rad på {large} är det {second}."),
    (500 * _TKR, 5 * _MNKR),
)  # fmt: skip
_FOLLOW_UP_EXAMPLE = _pair(
    _FOLLOW_UP,
    _("En rad på {small} lyfts fram när den avviker mer än {first}. För en rad på {large} är det {second}."),
    (1 * _MNKR, 50 * _MNKR),
)

_EXAMPLES: dict[LimitKey, Callable[[LimitValues], str]] = {
    **dict.fromkeys(_FORECAST, _FORECAST_EXAMPLE),
    **dict.fromkeys(_PLAN, _PLAN_EXAMPLE),
    LimitKey.PLAN_DAYS: _plan_days,
    LimitKey.PLAN_LEVEL: _plan_level,
    **dict.fromkeys(_COMMENT, _COMMENT_EXAMPLE),
    LimitKey.BUDGET_TIMES: _times,
    LimitKey.BUDGET_TIMES_FROM: _times,
    LimitKey.BUDGET_LARGEST: _largest,
    LimitKey.BUDGET_MIRROR: _mirror,
    LimitKey.OWN_REDISTRIBUTION: _move,
    **dict.fromkeys(_FOLLOW_UP, _FOLLOW_UP_EXAMPLE),
    LimitKey.CONTROL_ASK: _control(
        LimitKey.CONTROL_ASK, _("En ovanlig rad på {below} frågas det inte om, men en på {at}.")
    ),
    LimitKey.CONTROL_MISSING: _control(
        LimitKey.CONTROL_MISSING, _("En hyra på {below} som uteblir saknas inte, men en på {at}.")
    ),
    LimitKey.CONTROL_LARGE: _control(
        LimitKey.CONTROL_LARGE, _("En post på {below} är inte stor, men en på {at}.")
    ),
    LimitKey.INDICATOR_MOST: _most,
    LimitKey.ACTIVITY_END: _end,
    LimitKey.REMIND_BEFORE: _remind(LimitKey.REMIND_BEFORE, -1),
    LimitKey.REMIND_AFTER: _remind(LimitKey.REMIND_AFTER, 1),
    LimitKey.ATTACHMENT_SIZE: _file,
}
