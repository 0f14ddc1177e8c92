"""0x addresses of Ethereum and every chain built like it.

Source: EIP-55 (the checksum is in the letters' case), EIP-1191 (the same with the chain id mixed in; used by
Rootstock). An address in one case carries no checksum. One without letters equals its EIP-55 spelling, so
its checksum holds although it says little.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from farthing.coins.codecs.keccak import keccak256
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds

SPEC = Spec(
    name="evm-hex",
    networks=("evm",),
    kinds=("account",),
    checksum="EIP-55: Keccak-256 in the letters' case; none in one case",
    starts=("0x",),
    lengths=(42,),
    source="EIP-55, EIP-1191",
    any_case=True,
)
EXAMPLES = (
    Example(
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "account",
        "EIP-55, test cases",
    ),
    Example(
        "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "account",
        "ERC-681, examples",
    ),
)
# The chains that write their addresses by EIP-1191, with their chain id.
CHAIN_IDS_1191 = {"rootstock": 30}
_NO_DIGIT = re.compile("[^0-9a-fA-F]")
NAMES_1191 = (b"rsk", b"rootstock", b"rbtc")


@lru_cache(maxsize=4096)
def spell(digits: str, chain_id: int | None = None) -> str:
    """The EIP-55 spelling of 40 lower-case hex digits; the EIP-1191 one with a chain id."""
    message = digits if chain_id is None else f"{chain_id}0x{digits}"
    digest = keccak256(message.encode()).hex()
    return "0x" + "".join(
        c.upper() if c > "9" and nibble > "7" else c for c, nibble in zip(digits, digest, strict=False)
    )


def parse(text: str) -> Reading:
    """The reading by EIP-55, or unchecked in one case."""
    return _parse(text, None)


def parse_1191(text: str, chain: str) -> Reading:
    """The reading by EIP-1191 on a chain that uses it, else by EIP-55."""
    chain_id = CHAIN_IDS_1191.get(chain)
    return parse(text) if chain_id is None or holds(parse, text) else _parse(text, chain_id)


def _parse(text: str, chain_id: int | None) -> Reading:
    digits = text[2:]
    if len(digits) != 40 or text[:2] not in ("0x", "0X"):
        raise Flaw("length", "a 0x address has 40 digits after 0x")
    if wrong := _NO_DIGIT.search(digits):
        raise Flaw("alphabet", f"the character “{wrong[0]}” is no hexadecimal digit", 2 + wrong.start())
    lower = digits.lower()
    spelled = spell(lower, chain_id)
    check = "verified" if digits == spelled[2:] else "unchecked"
    if check == "unchecked" and digits not in (lower, digits.upper()):
        where = partial(wrong_case, text, spelled)
        raise Flaw("case", "upper and lower case do not fit (EIP-55)", locate=where)
    address = spelled if chain_id is None else spell(lower)
    return Reading(address, SPEC.networks, "account", check, ("0x" + lower,))


def wrong_case(text: str, spelled: str) -> tuple[int, ...]:
    """The places where `text` differs from its right spelling."""
    return tuple(place for place in range(2, 42) if text[place] != spelled[place])


def validate(text: str) -> bool:
    """Whether the whole string is a valid address, in one case or by EIP-55."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """EIP-55 case."""
    return parse(text).address
