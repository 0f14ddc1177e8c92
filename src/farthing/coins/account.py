"""Account keys: what every spelling of one account is kept and matched under (FORMATS.md)."""

from __future__ import annotations

from farthing.coins import formats
from farthing.coins.chains import CHAINS
from farthing.coins.errors import Flaw, MemoDisagrees, WrongNetwork
from farthing.coins.formats import evm_hex
from farthing.coins.formats.spec import Reading
from farthing.coins.hit import Address
from farthing.coins.schemes import on_network


def account_key(network: str, address: str, memo: str | None = None) -> tuple[str, str, str | None]:
    """`(network, key, memo)`: equal for every spelling of one account on that network.

    A tag inside the address comes out as the memo; one given beside it must agree. Raises WrongNetwork if the
    address is not valid on `network`, MemoDisagrees if the two tags differ.
    """
    if network not in CHAINS:
        raise WrongNetwork(f"there is no network “{network}”")
    reading = on_network(_read(network, address.strip()), network)
    if reading is None:
        raise WrongNetwork(f"this is no address of the network {network}")
    given = (memo or "").strip() or None
    if reading.memo is not None and given is not None and not _same_memo(reading.memo, given):
        raise MemoDisagrees("the tag inside the address and the one beside it differ")
    return network, reading.accounts[0], reading.memo if reading.memo is not None else given


def account_keys(address: Address) -> tuple[tuple[str, str, str | None], ...]:
    """The key on each of the address's networks."""
    return tuple(account_key(network, address.address, address.memo) for network in address.networks)


def _read(network: str, address: str) -> Reading | None:
    reading = formats.read(address)
    if reading is None and network == "evm":
        for chain in evm_hex.CHAIN_IDS_1191:
            try:
                return evm_hex.parse_1191(address, chain)
            except Flaw:
                continue
    return reading


def _same_memo(one: str, other: str) -> bool:
    return (
        one == other or (one.isdigit() and other.isdigit() and int(one) == int(other)) or one == other.lower()
    )
