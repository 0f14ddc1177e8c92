"""The points that the outbox's worker passes on the way of one delivery: where it may die, and nothing is
lost.

`tests/crash/test_crash_points.py` kills it at each of them. A step that writes, or that others see, is
followed by a point of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    DUE = "due"  # nothing is claimed yet
    CLAIMED = "claimed"
    GATHERED = "gathered"  # the notice is closed, its hosts were looked at; nothing is rendered
    KEPT = "kept"  # the rendered bytes are kept; nobody has seen them
    SENT = "sent"  # its receiver has it; the house does not know
    MARKING = "marking"  # what follows is written, and not yet committed
    MARKED = "marked"


Passed = Callable[[Point], None]


def nothing(point: Point) -> None:
    """What is done at a point: in earnest, nothing."""
