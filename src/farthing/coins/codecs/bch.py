"""Where the errors are, for checksums that are BCH codes over GF(32): bech32 and cashaddr.

The residue is linear in the symbols: an error of value `e` at `d` symbols from the end changes it by a
constant of `e` and `d`. So one wrong character is found in a table of all of these, and two as a pair of its
entries that add up; no string needs to be tried.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

Shift = Callable[[int], int]


def locate(count: int, syndrome: int, shift: Shift) -> tuple[int, ...]:
    """The one or two wrong symbols among `count` that explain a residue, as 0-based places; else nothing.

    `syndrome` is the residue with that of a valid string taken off, `shift` the residue one symbol on. Two
    places are given only if exactly one pair explains it, which is always so within the code's distance.
    """
    effects = _effects(count, shift)
    if syndrome in effects:
        return (effects[syndrome],)
    pairs = {
        tuple(sorted((place, effects[rest])))
        for effect, place in effects.items()
        if (rest := syndrome ^ effect) in effects and effects[rest] != place
    }
    return pairs.pop() if len(pairs) == 1 else ()


@lru_cache(maxsize=64)
def _effects(count: int, shift: Shift) -> dict[int, int]:
    """What one wrong symbol of `count` changes the residue by, and where it stands."""
    effects: dict[int, int] = {}
    for value in range(1, 32):
        effect = value
        for place in reversed(range(count)):
            effects[effect] = place
            effect = shift(effect)
    return effects
