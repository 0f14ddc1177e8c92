"""Seeded chance: the same part of the demonstration falls out alike wherever and whenever it is loaded."""

from __future__ import annotations

from random import Random

_SEED = "farthing"


def seeded(*parts: object) -> Random:
    """The chance of the part called `parts`; nothing secret ever comes of it."""
    return Random("/".join(map(str, (_SEED, *parts))))
