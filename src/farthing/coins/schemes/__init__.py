"""What each payment URI says: who is paid, how much, with which memo.

One function a family of schemes, one line a scheme in `SCHEMES`. A function yields the payees of a `Uri`; a
token contract, a mint, an issuer or a reference is never one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from farthing.coins import uris
from farthing.coins.chains import EVM_CHAINS
from farthing.coins.schemes.evm import TARGET, TEST_CHAINS, chain_specific, ethereum
from farthing.coins.schemes.payee import Payee, from_smallest, on_network
from farthing.coins.schemes.plain import bitcoin, cash, issued, monero, plain, smallest, solana
from farthing.coins.schemes.query import stellar, zcash
from farthing.coins.uris import Uri

__all__ = ["Payee", "find_uris", "from_smallest", "on_network", "payees"]

Scheme = tuple[Callable[[Uri, str], Iterator[Payee]], str]
SCHEMES: dict[str, Scheme] = {
    "bitcoin": (bitcoin, "bitcoin"),
    "litecoin": (plain, "litecoin"),
    "dogecoin": (plain, "dogecoin"),
    "doge": (plain, "dogecoin"),
    "dash": (plain, "dash"),
    "bitcoincash": (cash, "bitcoin-cash"),
    "zcash": (zcash, "zcash"),
    "monero": (monero, "monero"),
    "ethereum": (ethereum, "evm"),
    "eip155": (chain_specific, "evm"),
    **{row.short: (chain_specific, "evm") for row in EVM_CHAINS},
    "tron": (issued, "tron"),
    "xrpl": (issued, "xrp"),
    "xrp": (issued, "xrp"),
    "ripple": (issued, "xrp"),
    "solana": (solana, "solana"),
    "web+cardano": (plain, "cardano"),
    "cardano": (plain, "cardano"),
    "ton": (smallest, "ton"),
    "web+stellar": (stellar, "stellar"),
    "stellar": (plain, "stellar"),
    "polkadot": (plain, "polkadot"),
    "cosmos": (plain, "cosmos"),
    "algorand": (smallest, "algorand"),
    "lightning": (plain, "lightning"),
}
_COLON = uris.finder(tuple(SCHEMES))
_NAMES = frozenset(SCHEMES)


def find_uris(data: bytes, colons: Iterable[int] | None = None) -> Iterator[Uri]:
    """Every string in `data` that looks like a payment URI, its scheme ended by one of `colons` (or any)."""
    return uris.find_uris(data, _COLON, _NAMES, colons)


def payees(uri: Uri) -> list[Payee] | None:
    """Who is paid by `uri`; None where it is no payment URI and must be read as plain text."""
    read, network = SCHEMES[uri.scheme]
    found = [replace(payee, from_uri=True) for payee in read(uri, network)]
    if found:
        return found
    claimed = read is stellar or (read is ethereum and TARGET.match(uri.path.text) is not None)
    return [] if claimed or _is_for_tests(uri) else None


def _is_for_tests(uri: Uri) -> bool:
    return uri.scheme == "eip155" and uri.path.text.partition(":")[0] in TEST_CHAINS
