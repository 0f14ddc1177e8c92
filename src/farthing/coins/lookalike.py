"""Look-alikes: addresses made to be taken for another by their ends, the part people compare."""

from __future__ import annotations

from farthing.coins.parse import parse

_SHOWN = 4


def lookalike(one: str, other: str) -> bool:
    """Whether two different addresses show the same first and last four characters.

    The start is compared behind the prefix that every address of the network has ("0x", "bc1q"), where there
    is one, because that is what a reader compares; letters in any case, because readers do not see it.
    """
    first, second = _spelling(one), _spelling(other)
    if first == second:
        return False
    return _ends(first) == _ends(second)


def _spelling(text: str) -> str:
    readings = parse(text)
    return readings[0].address if readings else text.strip()


def _ends(address: str) -> tuple[str, str, str]:
    lower = address.lower()
    prefix = next(
        (p for p in ("bitcoincash:", "0x", "bc1q", "bc1p", "ltc1q", "ltc1p") if lower.startswith(p)), ""
    )
    rest = lower[len(prefix) :]
    return prefix, rest[:_SHOWN], rest[-_SHOWN:]
