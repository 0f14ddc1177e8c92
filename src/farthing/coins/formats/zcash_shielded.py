"""Zcash's addresses in bech32 and bech32m: zs1… (Sapling), u1… (unified) and tex1… (transparent source only).

Source: Zcash protocol specification, section 5.6.3 (Sapling); ZIP-316 (unified: typed receivers, jumbled);
ZIP-320: a tex1… address pays the same account as the t1… address with its hash.
"""

from __future__ import annotations

from farthing.coins.codecs import base58, bech32, f4jumble
from farthing.coins.errors import Flaw
from farthing.coins.formats import zcash_base58
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="zcash-shielded",
    networks=("zcash",),
    kinds=("sapling", "unified", "tex"),
    checksum="bech32 or bech32m, 30 bits",
    starts=("zs1", "u1", "tex1"),
    lengths=(42, 78, *range(106, 600)),
    source="Zcash protocol specification; ZIP-316; ZIP-320",
    any_case=True,
)
EXAMPLES = (
    Example(
        "zs1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqpq6d8g",
        "zs1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqpq6d8g",
        "sapling",
        "librustzcash, zcash_address convert.rs",
    ),
    Example(
        "u187vrwl4ampyxd5m6aj38n4ndkmj8v6gs97hkt23aps3sn5k89a0gk2smluexgdprcrtm56ezc5c7tjwlrnnl79tjtrxmqd42c5mpyz7g",
        "u187vrwl4ampyxd5m6aj38n4ndkmj8v6gs97hkt23aps3sn5k89a0gk2smluexgdprcrtm56ezc5c7tjwlrnnl79tjtrxmqd42c5mpyz7g",
        "unified",
        "zcash-test-vectors, unified_address.json",
    ),
    Example(
        "tex10wur2u9clts5dcpu2vc6qg93uzyj7cca2xm732",
        "tex10wur2u9clts5dcpu2vc6qg93uzyj7cca2xm732",
        "tex",
        "zcash-test-vectors, zip_0320.json",
    ),
)
_SIZES = {0: 20, 1: 20, 2: 43, 3: 43}  # receiver types: P2PKH, P2SH, Sapling, Orchard


def parse(text: str) -> Reading:
    """The reading of an address in one case."""
    constant = bech32.BECH32 if text[:3].lower() == "zs1" else bech32.BECH32M
    hrp, symbols, found = bech32.decode_placed(text, constant)
    if found != constant or hrp not in ("zs", "u", "tex"):
        raise Flaw("structure", "no kind of Zcash address has this prefix and checksum")
    payload, address = bech32.to_bytes(symbols), text.lower()
    if hrp == "u":
        _check_receivers(f4jumble.unjumble(payload) if len(payload) >= 48 else b"")
        return verified(address, SPEC.networks, "unified")
    if len(payload) != (43 if hrp == "zs" else 20):
        raise Flaw("length", "no such address has this length")
    if hrp == "zs":
        return verified(address, SPEC.networks, "sapling")
    transparent = base58.encode_check(zcash_base58.P2PKH + payload)
    return Reading(address, SPEC.networks, "tex", "verified", (transparent,))


def _check_receivers(content: bytes) -> None:
    """ZIP-316: padding, ascending types, right sizes, not both transparent ones, at least one shielded."""
    items, padding = content[:-16], content[-16:]
    if padding != b"u" + bytes(15):
        raise Flaw("structure", "the padding of the unified address is wrong")
    types, at = [], 0
    while at < len(items):
        kind, at = _compact(items, at)
        size, at = _compact(items, at)
        at += size
        if at > len(items) or _SIZES.get(kind, size) != size or kind > 0x02000000:
            raise Flaw("structure", "a receiver of the unified address is malformed")
        types.append(kind)
    if types != sorted(set(types)) or {0, 1} <= set(types) or max(types, default=0) < 2:
        raise Flaw("structure", "the receivers of the unified address do not go together")


def _compact(items: bytes, at: int) -> tuple[int, int]:
    """A CompactSize number at `at` and where it ends."""
    first = items[at : at + 1]
    width = {0xFD: 2, 0xFE: 4, 0xFF: 8}.get(first[0] if first else 0, 0)
    end = at + 1 + width
    if end > len(items):
        raise Flaw("structure", "the unified address is cut short")
    return (int.from_bytes(items[at + 1 : end], "little") if width else first[0]), end


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
