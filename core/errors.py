"""The errors that reach a person, and the problems found in data.

A *problem* is a value: something in a file or a form that should be told, with its place.
An *error* is an exception: an operation that could not be done. Each message is Swedish,
ready to be shown, and says what to do.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops the load, a warning is shown, info is only told."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or worth knowing in a file, with its line where it has one."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    column: str | None = None


class RodretError(Exception):
    """Base of every error that a person may see; the message is ready to be shown."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(RodretError):
    """The actor may not do this here. Not found and not allowed look the same from outside."""

    def __init__(self, message: str, *, action: str = "", unit_id: int | None = None) -> None:
        super().__init__(message)
        self.action = action
        self.unit_id = unit_id


class NotSignedIn(RodretError):
    """Nobody is signed in, or the session has ended."""


class RuleViolation(RodretError):
    """What was asked for breaks a rule; the message says which and what to do instead."""


class Conflict(RodretError):
    """Somebody else changed the same thing first, or the same request is already under way."""


class ImportFileError(RodretError):
    """The file cannot be read at all: not what its name says, truncated, empty."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class SettingsError(RodretError):
    """The process is started with settings that are missing, wrong or unsafe."""
