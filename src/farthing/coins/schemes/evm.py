"""Payment URIs of Ethereum and the chains like it. Sources: EIP-681, ERC-3770, CAIP-10."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.coins import formats
from farthing.coins.chains import EVM_CHAINS
from farthing.coins.errors import Flaw
from farthing.coins.formats import evm_hex
from farthing.coins.schemes.payee import Payee, from_smallest, on_network
from farthing.coins.uris import Uri

TARGET = re.compile(r"(?:pay-)?(0x[0-9a-fA-F]{40})(?:@(\d{1,12}))?(?:/([A-Za-z0-9_]*))?\Z")
_BY_CHAIN_ID = {str(row.chain_id): row for row in EVM_CHAINS}
_BY_SHORT_NAME = {row.short: row for row in EVM_CHAINS}


def ethereum(uri: Uri, network: str) -> Iterator[Payee]:
    """EIP-681: without a function the target is paid `value` wei; with `transfer` it is `address=`."""
    target = TARGET.match(uri.path.text)
    chain = _BY_CHAIN_ID.get((target and target[2]) or "1")
    function = target[3] if target else _function(uri.path.text)
    name = chain.chain if chain else None
    label = uri.first("label")
    if function is None and target is not None:
        reading = on_network(formats.read(target[1]), network)
        start = uri.path.start + target.start(1)
        if reading is not None:
            asset = chain.asset if chain else None
            amount = from_smallest(uri.first("value"), 18) if uri.first("value") else None
            yield Payee(start, start + 42, target[1], reading, asset, name, amount, label=label)
    if function in ("transfer", "transferFrom"):
        for key, part in uri.query:
            reading = on_network(formats.read(part.text), network) if key == "address" else None
            if reading is not None:
                yield Payee(part.start, part.end, part.text, reading, None, name, None, label=label)


def _function(path: str) -> str | None:
    """The function called on a target that is a name, not an address."""
    return path.rsplit("/", 1)[1] if "/" in path.lstrip("/") else None


def chain_specific(uri: Uri, network: str) -> Iterator[Payee]:
    """ERC-3770 (`base:0x…`) and CAIP-10 (`eip155:8453:0x…`)."""
    address = re.search(r"(?:(?P<id>\d{1,12}):)?(?P<address>0x[0-9a-fA-F]{40})\Z", uri.path.text)
    if address is None:
        return
    row = _BY_CHAIN_ID.get(address["id"] or "") if uri.scheme == "eip155" else _BY_SHORT_NAME.get(uri.scheme)
    try:
        reading = evm_hex.parse_1191(address["address"], row.chain if row else "")
    except Flaw:
        return
    start = uri.path.start + address.start("address")
    yield Payee(start, start + 42, address["address"], reading, chain=row.chain if row else None)
