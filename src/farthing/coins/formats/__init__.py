"""The table of formats: one line each. Order matters only where two formats read one string: first wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from farthing.coins.errors import Flaw
from farthing.coins.formats import (
    algorand_base32,
    bitcoin_base58,
    bitcoin_segwit,
    bitcoin_silent,
    bitcoincash_cashaddr,
    cardano_byron,
    cardano_shelley,
    cosmos_bech32,
    dash_base58,
    dogecoin_base58,
    evm_hex,
    lightning_bolt11,
    lightning_bolt12,
    litecoin_base58,
    litecoin_mweb,
    litecoin_segwit,
    monero_base58,
    polkadot_ss58,
    solana_base58,
    stellar_strkey,
    ton_friendly,
    ton_raw,
    tron_base58,
    xrp_base58,
    zcash_base58,
    zcash_shielded,
)
from farthing.coins.formats.spec import Format, Reading

FORMATS: tuple[Format, ...] = (
    bitcoin_base58,
    bitcoin_segwit,
    bitcoin_silent,
    litecoin_base58,
    litecoin_segwit,
    litecoin_mweb,
    dogecoin_base58,
    dash_base58,
    bitcoincash_cashaddr,
    zcash_base58,
    zcash_shielded,
    monero_base58,
    evm_hex,
    tron_base58,
    xrp_base58,
    cardano_shelley,
    cardano_byron,
    ton_friendly,
    ton_raw,
    stellar_strkey,
    polkadot_ss58,
    cosmos_bech32,
    algorand_base32,
    lightning_bolt11,
    lightning_bolt12,
    solana_base58,
)
LONGEST = max(form.SPEC.lengths[-1] for form in FORMATS)
PATTERNS = tuple((form, re.compile(form.SPEC.pattern)) for form in FORMATS if form.SPEC.pattern)
BROKEN = tuple((form, re.compile(form.SPEC.broken)) for form in FORMATS if form.SPEC.broken)
_CHECKSUMMED = tuple(form for form in FORMATS if not form.SPEC.checksum.startswith("none"))
SHORTEST = min(min(form.SPEC.lengths) for form in _CHECKSUMMED)  # of those that can be told from other text


def _beginning() -> re.Pattern[str]:
    starts = {start: form.SPEC.any_case for form in _CHECKSUMMED for start in form.SPEC.starts}
    return re.compile(
        "|".join(
            f"(?i:{start})" if any_case else start
            for start, any_case in sorted(starts.items(), key=lambda item: -len(item[0]))
        )
    )


def _by_look() -> dict[tuple[int, str], list[Format]]:
    """The formats by length and first character."""
    table: dict[tuple[int, str], list[Format]] = {}
    for form in FORMATS:
        firsts = {start[:1] for start in form.SPEC.starts}
        if form.SPEC.any_case:
            firsts |= {first.upper() for first in firsts}
        for first in map(chr, range(128)) if "" in firsts else sorted(firsts):
            for length in form.SPEC.lengths:
                table.setdefault((length, first), []).append(form)
    return table


_BY_LOOK = _by_look()
# Where an address of a checksummed format may begin.
BEGINNING = _beginning()


@lru_cache(maxsize=256)
def lengths_of(start: str) -> Sequence[int]:
    """The lengths, ascending, of addresses of checksummed formats that begin with `start`."""
    return sorted(
        {length for form in _CHECKSUMMED if form.SPEC.begins(start) for length in form.SPEC.lengths}
    )


def candidates(text: str) -> list[Format]:
    """The formats whose prefix and length `text` has."""
    return [form for form in _BY_LOOK.get((len(text), text[:1]), ()) if form.SPEC.begins(text)]


def read(text: str, *, run: bool = False) -> Reading | None:
    """The reading of `text`; a verified one before an unchecked one. None if no format holds.

    A `run` of letters and digits cut out of bytes is no candidate for formats with a pattern of their own:
    there the characters around it count. A text in one case that begins like a checksummed address and fails
    its checksum is not read as anything unchecked: it is that address, mistyped.
    """
    unchecked, mistyped = None, False
    for form in candidates(text):
        if run and form.SPEC.pattern:
            continue
        try:
            reading = form.parse(text)
        except Flaw as flaw:
            mistyped = mistyped or (form.SPEC.any_case and flaw.kind == "checksum")
            continue
        if reading.check == "verified":
            return reading
        unchecked = unchecked or reading
    return None if mistyped else unchecked


def flaws(text: str) -> list[tuple[Format, Flaw]]:
    """What every format that could be meant says against `text`; empty if one of them holds."""
    found = []
    for form in candidates(text):
        try:
            form.parse(text)
        except Flaw as flaw:
            found.append((form, flaw.with_traceback(None)))  # which would hold all that was looked at
        else:
            return []
    return found
