"""The table of formats: one line each. Order matters only where two formats read one string: first wins."""

from __future__ import annotations

import re
from functools import lru_cache

from ..errors import Flaw
from . import (
    bitcoin_base58,
    bitcoin_segwit,
    dogecoin_base58,
    evm_hex,
    litecoin_base58,
    litecoin_segwit,
    monero_base58,
    tron_base58,
)
from .spec import Format, Reading

FORMATS: tuple[Format, ...] = (
    bitcoin_base58,
    bitcoin_segwit,
    litecoin_base58,
    litecoin_segwit,
    dogecoin_base58,
    evm_hex,
    tron_base58,
    monero_base58,
)

LONGEST = max(form.SPEC.lengths[-1] for form in FORMATS)
PATTERNS = tuple((form, re.compile(form.SPEC.pattern)) for form in FORMATS if form.SPEC.pattern)

_CHECKSUMMED = tuple(form for form in FORMATS if form.SPEC.starts != ("",))


def _beginning() -> re.Pattern[str]:
    starts = {start: form.SPEC.any_case for form in _CHECKSUMMED for start in form.SPEC.starts}
    return re.compile(
        "|".join(
            f"(?i:{start})" if any_case else start
            for start, any_case in sorted(starts.items(), key=lambda item: -len(item[0]))
        )
    )


# Where an address of a checksummed format may begin.
BEGINNING = _beginning()


@lru_cache(maxsize=256)
def lengths_of(start: str) -> tuple[int, ...]:
    """The lengths, ascending, of addresses of checksummed formats that begin with `start`."""
    return tuple(
        sorted({length for form in _CHECKSUMMED if form.SPEC.begins(start) for length in form.SPEC.lengths})
    )


def candidates(text: str) -> list[Format]:
    """The formats whose prefix and length `text` has."""
    return [form for form in FORMATS if form.SPEC.could_be(text)]


def read(text: str) -> Reading | None:
    """The reading of `text`; a verified one before an unchecked one. None if no format holds."""
    unchecked = None
    for form in candidates(text):
        try:
            reading = form.parse(text)
        except Flaw:
            continue
        if reading.check == "verified":
            return reading
        unchecked = unchecked or reading
    return unchecked


def flaws(text: str) -> list[tuple[Format, Flaw]]:
    """What every format that could be meant says against `text`; empty if one of them holds."""
    found = []
    for form in candidates(text):
        try:
            form.parse(text)
        except Flaw as flaw:
            found.append((form, flaw))
        else:
            return []
    return found
