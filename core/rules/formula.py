"""Key figures reckoned from others: `100 * sjuktid / ordinarie_tid`, in exact decimals and never by `eval`.

A formula is data that people write. simpleeval walks its tree and knows only the operators and
functions below, so that nothing else can be reached; what is wrong is told in words.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Any

from simpleeval import FunctionNotDefined, InvalidExpression, SimpleEval

from core.texts import _

LONGEST = 500
_DEEPEST = 40
_NAME = re.compile(r"[A-Za-zÅÄÖåäö_][A-Za-z0-9ÅÄÖåäö_]*")
_LARGEST = Decimal(10) ** 12


def _divided(upper: Decimal, lower: Decimal) -> Decimal:
    """Return a quotient; nothing by nothing is a division by zero too, which Decimal calls invalid."""
    if not lower:
        raise ZeroDivisionError
    return upper / lower


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divided,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
"""No power: `9 ** 9 ** 9` would stop the machine."""

_NODES = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Load, ast.Constant, *_OPERATORS)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a formula gives: a value, or in words why there is none. Neither: a figure has no value yet."""

    value: Decimal | None
    problem: str = ""


def is_name(text: str) -> bool:
    """Return whether a text can stand in a formula as the code of a key figure."""
    return bool(_NAME.fullmatch(text)) and text not in _functions()


def names_in(formula: str) -> tuple[str, ...]:
    """Return the codes that a formula reads, in order of first use; ValueError with the reason in words."""
    found: dict[str, None] = {}
    calls = set()
    for node in ast.walk(_parsed(formula)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            calls.add(node.func.id)
        elif isinstance(node, ast.Name):
            found[node.id] = None
    return tuple(name for name in found if name not in calls)


def reckon(formula: str, values: Mapping[str, Decimal | None]) -> Reckoned:
    """Return what a formula gives for these values, or what is wrong with it; never an exception.

    A figure without a value gives no value; one that is unknown, or a division by zero, a problem.
    """
    try:
        names = names_in(formula)
    except ValueError as error:
        return Reckoned(None, str(error))
    unknown = next((name for name in names if name not in values), None)
    if unknown is not None:
        return Reckoned(None, _("Nyckeltalet {name} finns inte.").format(name=unknown))
    if any(values[name] is None for name in names):
        return Reckoned(None)
    return _evaluated(formula, values)


def _evaluated(formula: str, values: Mapping[str, Decimal | None]) -> Reckoned:
    evaluator = SimpleEval(operators=_OPERATORS, functions=_functions(), names=dict(values))
    evaluator.nodes[ast.Constant] = _constant
    try:
        found = evaluator.eval(formula)
    except ZeroDivisionError:
        return Reckoned(None, _("Det blir en division med noll."))
    except FunctionNotDefined as error:
        return Reckoned(None, _("Funktionen {name} finns inte.").format(name=error.func_name))
    except (InvalidExpression, DecimalException, TypeError, ValueError):
        return Reckoned(None, _("Formeln går inte att räkna ut."))
    if not isinstance(found, Decimal) or not found.is_finite() or abs(found) > _LARGEST:
        return Reckoned(None, _("Formeln ger inget rimligt tal."))
    return Reckoned(found)


def _parsed(formula: str) -> ast.Expression:
    text = formula.strip()
    if not text:
        raise ValueError(_("Skriv en formel."))
    if len(text) > LONGEST:
        raise ValueError(_("Formeln är för lång. Högst {n} tecken får plats.").format(n=LONGEST))
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ValueError(_("Formeln går inte att läsa. Skriv till exempel 100 * a / b.")) from None
    strange = next((node for node in ast.walk(tree) if not isinstance(node, _NODES)), None)
    if strange is not None or _depth(tree) > _DEEPEST:
        raise ValueError(_("En formel har bara tal, nyckeltal, + − * / och parenteser. Decimaler har punkt."))
    return tree


def _depth(tree: ast.AST) -> int:
    """Return how deep a tree is, without recursion: it was written by somebody else."""
    level, deep = [tree], 0
    while level:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        deep += 1
    return deep


def _constant(node: ast.Constant) -> Decimal:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise InvalidExpression(node.value)
    return Decimal(str(node.value))


def _functions() -> dict[str, Callable[..., Any]]:
    return {"min": min, "max": max, "summa": _sum, "medel": _mean, "abs": abs, "avrunda": _rounded}


def _sum(*values: Decimal) -> Decimal:
    return sum(values, Decimal(0))


def _mean(*values: Decimal) -> Decimal:
    return _divided(_sum(*values), Decimal(len(values)))


def _rounded(value: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    return round(value, int(decimals))
