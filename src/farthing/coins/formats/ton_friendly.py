"""TON's user-friendly addresses: EQ…/Ef… (bounceable) and UQ…/Uf… (not), in base64 or its URL-safe form.

Source: TEP-2: a tag byte, the workchain, the 32-byte account id and CRC-16/XMODEM over them. All spellings of
one account have its raw form as their key.
"""

from __future__ import annotations

import binascii

from farthing.coins.codecs import crc16
from farthing.coins.errors import Flaw
from farthing.coins.formats import boundary
from farthing.coins.formats.spec import Example, Reading, Spec, holds

SPEC = Spec(
    name="ton-friendly",
    networks=("ton",),
    kinds=("bounceable", "non-bounceable"),
    checksum="CRC-16/XMODEM",
    starts=("EQ", "Ef", "UQ", "Uf"),
    lengths=(48,),
    source="TEP-2",
    pattern=(
        rb"[EU][Qf]"
        + boundary.begin(rb"[EU][Qf]", rb"[A-Za-z0-9_+-]")
        + rb"(?:[A-Za-z0-9_-]{46}(?![A-Za-z0-9_+-]|=(?!\r?\n))"
        rb"|(?<!/[EU][Qf])[A-Za-z0-9+/]{46}(?![A-Za-z0-9_+/-]|=(?!\r?\n)))"
    ),
    broken=rb"[EU] ?[Qf](?: ?[A-Za-z0-9_+/-]){46}(?![A-Za-z0-9_+/=-])",
)
EXAMPLES = (
    Example(
        "EQBaKIMq5Am2p_rfR1IFTwsNWHxBkOpLTmwUain5Fj4llTXk",
        "EQBaKIMq5Am2p_rfR1IFTwsNWHxBkOpLTmwUain5Fj4llTXk",
        "bounceable",
        "wallet-core, TestTheOpenNetworkSigner.kt",
    ),
    Example(
        "EQBaKIMq5Am2p/rfR1IFTwsNWHxBkOpLTmwUain5Fj4llTXk",
        "EQBaKIMq5Am2p/rfR1IFTwsNWHxBkOpLTmwUain5Fj4llTXk",
        "bounceable",
        "wallet-core, TestTheOpenNetworkSigner.kt (base64 alphabet)",
    ),
    Example(
        "UQA3fRa_AHKBo1Lu8QF5xm_fiCLi197NfoPbeta0VJyvKa76",
        "UQA3fRa_AHKBo1Lu8QF5xm_fiCLi197NfoPbeta0VJyvKa76",
        "non-bounceable",
        "wallet-core, ton_address.rs",
    ),
)
_KINDS = {0x11: "bounceable", 0x51: "non-bounceable"}
_TO_PLAIN = str.maketrans("-_", "+/")


def parse(text: str) -> Reading:
    """The reading of a user-friendly address in either base64 alphabet."""
    if len(text) != SPEC.lengths[0]:
        raise Flaw("length", "a TON address has 48 characters")
    if set(text) & set("-_") and set(text) & set("+/"):
        raise Flaw("alphabet", "two base64 alphabets are mixed")
    try:
        raw = binascii.a2b_base64(text.translate(_TO_PLAIN), strict_mode=True)
    except (binascii.Error, ValueError):
        raise Flaw("alphabet", "a character that never occurs in base64") from None
    if len(raw) != 36 or crc16.xmodem(raw[:34]).to_bytes(2, "big") != raw[34:]:
        raise Flaw("checksum", "the checksum does not hold")
    kind = _KINDS.get(raw[0])
    if kind is None:
        raise Flaw("testnet" if raw[0] & 0x80 else "structure", "not an address of TON's main network")
    workchain = int.from_bytes(raw[1:2], "big", signed=True)
    if workchain not in (0, -1):
        raise Flaw("structure", "no such workchain")
    return Reading(text, SPEC.networks, kind, "verified", (f"{workchain}:{raw[2:34].hex()}",))


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as written: the bounce flag in it is an instruction."""
    return parse(text).address
