"""Look-alikes: addresses made to be taken for another by their ends, the part people compare."""

from __future__ import annotations

from farthing.coins.account import account_keys
from farthing.coins.hit import Address
from farthing.coins.parse import parse

_SHOWN = 4
# What every address of a kind begins with; longer ones first.
_PREFIXES = (
    *("bitcoincash:", "ltcmweb1", "cosmos1", "addr1", "ltc1q", "ltc1p", "bc1q", "bc1p", "sp1q", "tex1"),
    *("lnbc", "lno1", "zs1", "u1", "t1", "t3", "eq", "uq", "0x", "0:"),
)


def lookalike(one: str, other: str) -> bool:
    """Whether two addresses of different accounts show the same first and last four characters.

    The start is compared behind the prefix that every address of the kind has ("0x", "bc1q"), where there is
    one, because that is what a reader compares; letters in any case, because readers do not see it.
    """
    first, second = parse(one), parse(other)
    if _keys(first) & _keys(second):
        return False
    shown = _spelling(one, first), _spelling(other, second)
    return shown[0] != shown[1] and _ends(shown[0]) == _ends(shown[1])


def _keys(readings: tuple[Address, ...]) -> set[tuple[str, str]]:
    return {key[:2] for reading in readings for key in account_keys(reading)}


def _spelling(text: str, readings: tuple[Address, ...]) -> str:
    return readings[0].address if readings else text.strip()


def _ends(address: str) -> tuple[str, str, str]:
    lower = address.lower()
    prefix = next((start for start in _PREFIXES if lower.startswith(start)), "")
    rest = lower[len(prefix) :]
    return prefix, rest[:_SHOWN], rest[-_SHOWN:]
