"""The errors of this room (the tree stands in the room's docstring)."""

from __future__ import annotations


class DisclosureError(Exception):
    """Something about the table does not hold."""


class Unsound(DisclosureError):
    """The table cannot be read: the rule and what is wrong with it are named."""


class Contradiction(DisclosureError):
    """Two rules speak of the same combination."""

    def __init__(self, first: int, second: int, combination: str) -> None:
        super().__init__(f"Rules {first} and {second} both speak of {combination}: narrow one of them.")
        self.rules = (first, second)
