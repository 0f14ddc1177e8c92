"""The errors of this room (the tree stands in the room's docstring)."""

from __future__ import annotations

from dataclasses import dataclass


class RecordsError(Exception):
    """Something could not be written or read as asked."""


class Forbidden(RecordsError):
    """The member's role does not allow this."""


class AlreadyRecorded(RecordsError):
    """The same draft was recorded before, or at the same moment by another request."""


class TooManyTries(RecordsError):
    """This was tried too often within a minute, by whomever: it waits for all alike."""


class KeyRefused(RecordsError):
    """A program's key opens nothing, or nothing any more."""


class UsedOtherwise(RecordsError):
    """The same idempotency key came with another body before."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: `field` as a path ("options.2.address"), a sentence, and for a typed
    address the place of the error (0-based) where the format can tell."""

    field: str
    sentence: str
    place: int | None = None


class Invalid(RecordsError):
    """What was given cannot be recorded; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems
