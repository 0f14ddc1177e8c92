"""What each payment URI says: who is paid, how much, with which memo.

One function a family of schemes, one line a scheme in `SCHEMES`. A function yields the payees of a `Uri`; a
token contract, a mint, an issuer or a reference is never one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from farthing.coins import uris
from farthing.coins.chains import EVM_CHAINS
from farthing.coins.schemes.evm import TARGET, TEST_CHAINS, chain_specific, ethereum
from farthing.coins.schemes.payee import Payee, from_smallest, on_network
from farthing.coins.schemes.plain import bitcoin, cash, issued, monero, plain, smallest, solana
from farthing.coins.schemes.query import stellar, zcash
from farthing.coins.uris import Uri

__all__ = ["SCHEMES", "Payee", "find_uris", "from_smallest", "on_network", "payees"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """Who reads URIs of a scheme, for which network, and where it is written down."""

    read: Callable[[Uri, str], Iterator[Payee]]
    network: str
    source: str


SCHEMES: dict[str, Scheme] = {
    "bitcoin": Scheme(bitcoin, "bitcoin", "BIP-21, BIP-321"),
    "litecoin": Scheme(plain, "litecoin", "after BIP-21"),
    "dogecoin": Scheme(plain, "dogecoin", "after BIP-21"),
    "doge": Scheme(plain, "dogecoin", "after BIP-21"),
    "dash": Scheme(plain, "dash", "after BIP-21"),
    "bitcoincash": Scheme(cash, "bitcoin-cash", "cashaddr.md, after BIP-21"),
    "zcash": Scheme(zcash, "zcash", "ZIP-321"),
    "monero": Scheme(monero, "monero", "Monero, URI_SCHEME.md"),
    "ethereum": Scheme(ethereum, "evm", "EIP-681"),
    "eip155": Scheme(chain_specific, "evm", "CAIP-10"),
    **{row.short: Scheme(chain_specific, "evm", "ERC-3770") for row in EVM_CHAINS},
    "tron": Scheme(issued, "tron", "after BIP-21"),
    "xrpl": Scheme(issued, "xrp", "after BIP-21, with `dt`"),
    "xrp": Scheme(issued, "xrp", "after BIP-21, with `dt`"),
    "ripple": Scheme(issued, "xrp", "after BIP-21, with `dt`"),
    "solana": Scheme(solana, "solana", "Solana Pay"),
    "web+cardano": Scheme(plain, "cardano", "CIP-13"),
    "cardano": Scheme(plain, "cardano", "CIP-13"),
    "ton": Scheme(smallest, "ton", "TON wallets, `ton://transfer`"),
    "web+stellar": Scheme(stellar, "stellar", "SEP-7"),
    "stellar": Scheme(plain, "stellar", "after BIP-21"),
    "polkadot": Scheme(plain, "polkadot", "after BIP-21"),
    "cosmos": Scheme(plain, "cosmos", "after BIP-21"),
    "algorand": Scheme(smallest, "algorand", "ARC-26"),
    "lightning": Scheme(plain, "lightning", "BOLT 11"),
}
_IN_RUNS = (plain, bitcoin, cash, issued, solana)
_COLON = uris.finder(tuple(SCHEMES))
_NAMES = frozenset(SCHEMES)


def find_uris(data: bytes, colons: Iterable[int] | None = None) -> Iterator[Uri]:
    """Every string in `data` that looks like a payment URI, its scheme ended by one of `colons` (or any)."""
    return uris.find_uris(data, _COLON, _NAMES, colons)


def payees(uri: Uri) -> list[Payee] | None:
    """Who is paid by `uri`; None where it is no payment URI and must be read as plain text."""
    scheme = SCHEMES[uri.scheme]
    found = list(scheme.read(uri, scheme.network))
    if found:
        return found
    claimed = scheme.read is stellar or (scheme.read is ethereum and TARGET.match(uri.path.text) is not None)
    return [] if claimed or _is_for_tests(uri) else None


def pays_in_runs(uri: Uri, written: bytes) -> bool:
    """Whether `uri` is no payment URI where none of its runs of letters and digits is an address: its scheme
    has them so, and nothing in it is written by an escape."""
    return SCHEMES[uri.scheme].read in _IN_RUNS and b"%" not in written and b"\\" not in written


def _is_for_tests(uri: Uri) -> bool:
    return uri.scheme == "eip155" and uri.path.text.partition(":")[0] in TEST_CHAINS
