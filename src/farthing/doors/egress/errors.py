"""The errors of the way out (the tree stands in the package's docstring)."""

from __future__ import annotations


class EgressError(Exception):
    """Nothing was fetched; the text says why in a line."""


class Off(EgressError):
    """The operator has not turned egress on, or has left out what this needs."""


class Forbidden(EgressError):
    """A site of the house stands there, and its handling forbids to ask it."""


class Refused(EgressError):
    """The address is one that nobody goes to from here."""


class Unreached(EgressError):
    """No such name, nobody listens, or no answer in time."""


class Broken(EgressError):
    """Somebody answers, and not as the protocol has it."""
