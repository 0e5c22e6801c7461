"""Collects the problems of a file, and keeps a thousand of one kind from drowning the rest."""

from collections import Counter
from collections.abc import Iterable

from core.errors import Problem, Severity
from core.texts import _

SHOWN_PER_CODE = 25


class ProblemLog:
    """Problems in the order found; beyond the first 25 of a code only their number is kept."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counts: Counter[tuple[str, Severity]] = Counter()

    def error(self, code: str, message: str, line: int | None = None) -> None:
        """Add something that stops the load."""
        self._add(Problem(code, message, Severity.ERROR, line))

    def warn(self, code: str, message: str, line: int | None = None) -> None:
        """Add something that is shown before the load."""
        self._add(Problem(code, message, Severity.WARNING, line))

    def info(self, code: str, message: str, line: int | None = None) -> None:
        """Add something that is only told."""
        self._add(Problem(code, message, Severity.INFO, line))

    def _add(self, problem: Problem) -> None:
        key = (problem.code, problem.severity)
        self._counts[key] += 1
        if self._counts[key] <= SHOWN_PER_CODE:
            self._problems.append(problem)

    def problems(self, earlier: Iterable[Problem] = ()) -> list[Problem]:
        """Return these and earlier ones by line, and one more per kind that had too many to list."""
        listed = sorted([*earlier, *self._problems], key=lambda problem: problem.line or 0)
        for (code, severity), count in self._counts.items():
            if count > SHOWN_PER_CODE:
                message = _("Samma slags problem finns på {count} ställen till, som inte visas.")
                listed.append(Problem(code, message.format(count=count - SHOWN_PER_CODE), severity))
        return listed
