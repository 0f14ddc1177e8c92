"""Segregated-witness addresses: witness version and program in bech32 or bech32m.

Source: BIP-173, BIP-350 (which checksum goes with which version), BIP-141 (what a program may be).
"""

from __future__ import annotations

from functools import partial

from farthing.coins.codecs import bech32
from farthing.coins.errors import Flaw

_KINDS = {(0, 20): "p2wpkh", (0, 32): "p2wsh", (1, 32): "p2tr"}


def parse(text: str, hrp: str) -> tuple[str, str]:
    """Kind and canonical spelling of a segwit address of the network with `hrp`.

    Programs of versions that nobody has defined yet are refused: nothing can be paid to them.
    """
    try:
        found, symbols, constant = bech32.decode(text)
    except Flaw as flaw:
        raise _placed(flaw, text) from None
    if found != hrp:
        raise Flaw("shape", f"does not begin with “{hrp}1”")
    if not symbols:
        raise Flaw("structure", "no witness program")
    version, program = symbols[0], bech32.to_bytes(symbols[1:])
    kind = _KINDS.get((version, len(program)))
    if kind is None:
        raise Flaw("structure", f"no address has witness version {version} with {len(program)} bytes")
    if constant != (bech32.BECH32 if version == 0 else bech32.BECH32M):
        raise Flaw("checksum", "the checksum is of the other kind (bech32 for version 0, bech32m above)")
    return kind, text.lower()


def _placed(flaw: Flaw, text: str) -> Flaw:
    """A checksum flaw with the places of the wrong characters, where the code can tell."""
    if flaw.kind != "checksum":
        return flaw
    _, symbols = bech32.split(text)
    constant = bech32.BECH32 if symbols[0] == 0 else bech32.BECH32M
    return Flaw(flaw.kind, flaw.reason, locate=partial(bech32.locate, text, constant))
