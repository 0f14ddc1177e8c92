"""Cardano's addr1… addresses of the Shelley era: base, pointer and enterprise.

Source: CIP-19: a header byte (kind and network), one or two hashes of 28 bytes, or a hash and a pointer; in
bech32 without its length limit.
"""

from __future__ import annotations

from farthing.coins.codecs import bech32
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="cardano-shelley",
    networks=("cardano",),
    kinds=("base", "pointer", "enterprise"),
    checksum="bech32, 30 bits",
    starts=("addr1",),
    lengths=range(58, 108),
    source="CIP-19",
    any_case=True,
)
EXAMPLES = (
    Example(
        "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
        "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
        "base",
        "CIP-19, test vectors",
    ),
    Example(
        "addr128phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtupnz75xxcrtw79hu",
        "addr128phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gtupnz75xxcrtw79hu",
        "pointer",
        "CIP-19, test vectors",
    ),
    Example(
        "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
        "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
        "enterprise",
        "CIP-19, test vectors",
    ),
)
_MAIN = 1


def parse(text: str) -> Reading:
    """The reading of an addr1… address in one case."""
    hrp, symbols, constant = bech32.decode_placed(text, bech32.BECH32)
    if hrp != "addr" or constant != bech32.BECH32:
        raise Flaw("structure", "not the checksum of a Cardano address")
    payload = bech32.to_bytes(symbols)
    if len(payload) < 29:
        raise Flaw("length", "too short for a Cardano address")
    header, rest = payload[0], payload[29:]
    if header & 15 != _MAIN:
        raise Flaw("testnet", "an address of a test network, where coins have no worth")
    kind = _kind(header >> 4, rest)
    if kind is None:
        raise Flaw("structure", "the header byte does not fit the length")
    return verified(text.lower(), SPEC.networks, kind)


def _kind(number: int, rest: bytes) -> str | None:
    if number < 4:
        return "base" if len(rest) == 28 else None
    if number < 6:
        # A pointer is three numbers of seven bits a byte; the last byte of each has its high bit clear.
        return "pointer" if rest and rest[-1] < 128 and sum(byte < 128 for byte in rest) == 3 else None
    return "enterprise" if number < 8 and not rest else None


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
