"""Payment URIs of Ethereum and the chains like it. Sources: EIP-681, ERC-3770, CAIP-10."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.coins import formats
from farthing.coins.chains import EVM_CHAINS, EVM_TEST_CHAINS
from farthing.coins.errors import Flaw
from farthing.coins.formats import evm_hex
from farthing.coins.schemes.payee import Payee, from_smallest, on_network
from farthing.coins.schemes.tokens import token
from farthing.coins.uris import Uri

TARGET = re.compile(
    r"/*(?:pay-)?(?P<address>0[xX][0-9a-fA-F]{40})(?:@(?P<chain>\d{1,12}))?(?:/(?P<function>[A-Za-z0-9_]*))?\Z"
)
_NAMED = re.compile(r"/*(?P<address>[^@/]+)(?:@(?P<chain>\d{1,12}))?/(?P<function>[A-Za-z0-9_]+)\Z")
_CAIP_10 = re.compile(r"/*(?:(?P<id>\d{1,12}):)?(?P<address>0[xX][0-9a-fA-F]{40})\Z")
_BY_CHAIN_ID = {str(row.chain_id): row for row in EVM_CHAINS}
_BY_SHORT_NAME = {row.short: row for row in EVM_CHAINS}
TEST_CHAINS = frozenset(map(str, EVM_TEST_CHAINS))


def ethereum(uri: Uri, network: str) -> Iterator[Payee]:
    """EIP-681: without a function the target is paid `value` wei; with `transfer` it is `address=`.

    A number of units of a token counts only where the token is known. Payments on test chains are none.
    """
    target = TARGET.match(uri.path.text) or _NAMED.match(uri.path.text)
    if target is None or target["chain"] in TEST_CHAINS:
        return
    number, function = target["chain"] or "1", target["function"]
    chain, label = _BY_CHAIN_ID.get(number), uri.first("label")
    name = chain.chain if chain else None
    if not function:
        text, start = target["address"], uri.path.start + target.start("address")
        reading = on_network(formats.read(text), network)
        if reading is not None:
            asset, amount = chain.asset if chain else None, from_smallest(uri.agreed("value"), 18)
            yield Payee(start, start + len(text), text, reading, asset, name, amount, label=label)
    elif function in ("transfer", "transferFrom"):
        known = token(number, target["address"])
        amount = from_smallest(uri.agreed("uint256"), known.decimals) if known else None
        for key, part in uri.query:
            reading = on_network(formats.read(part.text), network) if key.lower() == "address" else None
            if reading is not None:
                asset = known.asset if known else None
                yield Payee(part.start, part.end, part.text, reading, asset, name, amount, label=label)


def chain_specific(uri: Uri, network: str) -> Iterator[Payee]:
    """ERC-3770 (`base:0x…`) and CAIP-10 (`eip155:8453:0x…`)."""
    address = _CAIP_10.match(uri.path.text)
    if address is None or address["id"] in TEST_CHAINS:
        return
    row = _BY_CHAIN_ID.get(address["id"] or "") if uri.scheme == "eip155" else _BY_SHORT_NAME.get(uri.scheme)
    try:
        reading = evm_hex.parse_1191(address["address"], row.chain if row else "")
    except Flaw:
        return
    start = uri.path.start + address.start("address")
    yield Payee(start, start + 42, address["address"], reading, chain=row.chain if row else None)
