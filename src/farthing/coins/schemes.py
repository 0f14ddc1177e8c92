"""What each payment URI says: who is paid, how much, with which memo.

One function a family of schemes, one line a scheme in `SCHEMES`. A function yields the payees of a `Uri`; a
token contract, a mint, an issuer or a reference is never one. It yields None first where the string only
looks like a URI ("Bitcoin:" as a label), so that the caller reads it as plain text.

Sources: BIP-21, BIP-321, EIP-681, ERC-3770, CAIP-10, Monero's URI_SCHEME.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Context, DecimalException

from . import formats, uris
from .chains import CHAINS, EVM_CHAINS
from .errors import Flaw
from .formats import evm_hex
from .formats.spec import Reading
from .uris import Part, Uri


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody whom a URI pays: the reading of the address and where it stands."""

    start: int
    end: int
    text: str
    reading: Reading
    asset: str | None = None
    chain: str | None = None
    amount: str | None = None
    memo: str | None = None
    label: str | None = None


_DECIMAL = re.compile(r"\d{1,20}(\.\d{1,30})?|\.\d{1,30}")
_EXACT = Context(prec=100, Emax=200, Emin=-200)
_RUN = re.compile(r"[A-Za-z0-9]+")
_EVM_TARGET = re.compile(r"(?:pay-)?(0x[0-9a-fA-F]{40})(?:@(\d{1,12}))?(?:/([A-Za-z0-9_]*))?\Z")
_BY_CHAIN_ID = {str(row.chain_id): row for row in EVM_CHAINS}
_BY_SHORT_NAME = {row.short: row for row in EVM_CHAINS}
# BIP-321: parameters that hold further ways to be paid.
_INSTRUCTIONS = frozenset({"bc", "sp", "lightning", "lno"})


def on_network(reading: Reading | None, network: str) -> Reading | None:
    """The reading narrowed to one network; None if it is not valid there."""
    if reading is None:
        return None
    if network in reading.networks:
        account = reading.accounts[reading.networks.index(network)]
        return replace(reading, networks=(network,), accounts=(account,), on_request=())
    for name, account in reading.on_request:
        if name == network:
            return replace(reading, address=account, networks=(network,), accounts=(account,), on_request=())
    return None


def decimal(text: str | None) -> str | None:
    """An amount as the URI writes it, if it is one."""
    return text if text is not None and _DECIMAL.fullmatch(text) else None


def from_smallest(text: str | None, places: int) -> str | None:
    """A number in the smallest unit (wei, nanoton; also `2.014e18`) in the main one."""
    try:
        number = _EXACT.create_decimal(text or "").scaleb(-places, _EXACT)
    except DecimalException:
        return None
    if not number.is_finite() or number < 0 or number.adjusted() > 30:
        return None
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _address_part(path: Part, prefix: str = "") -> Part:
    """The path without slashes around the address ("//", "pay/")."""
    match = re.search(r"[^/\\]+\Z", path.text)
    if match is None or path.end - path.start != len(path.text):
        return path
    return Part(prefix + match[0], path.start + match.start(), path.start + match.end())


def plain(uri: Uri, network: str) -> Iterator[Payee]:
    """BIP-21 and its likes: the path is the address; `amount` in the main unit, `label`, a memo or tag."""
    part = _address_part(uri.path)
    reading = on_network(formats.read(part.text), network)
    if reading is not None:
        yield Payee(
            part.start,
            part.end,
            part.text,
            reading,
            asset=CHAINS[network].asset,
            amount=decimal(uri.first("amount")),
            memo=uri.first("dt", "memo", "tag", "note"),
            label=uri.first("label"),
        )


def bitcoin(uri: Uri, network: str) -> Iterator[Payee]:
    """BIP-21 with BIP-321's further instructions in the query."""
    yield from plain(uri, network)
    amount, label = decimal(uri.first("amount")), uri.first("label")
    for key, part in uri.query:
        reading = formats.read(part.text) if key.lower() in _INSTRUCTIONS else None
        if reading is None or not {"bitcoin", "lightning"} & set(reading.networks):
            continue
        narrowed = on_network(reading, "lightning" if "lightning" in reading.networks else "bitcoin")
        if narrowed is not None:
            stated = narrowed.amount or amount
            yield Payee(part.start, part.end, part.text, narrowed, asset="BTC", amount=stated, label=label)


def monero(uri: Uri, network: str) -> Iterator[Payee]:
    """One or more addresses divided by `;`, amounts likewise; `recipient_name` is the label."""
    amounts = (uri.first("tx_amount") or "").split(";")
    names = (uri.first("recipient_name") or "").split(";")
    for number, match in enumerate(_RUN.finditer(uri.path.text)):
        reading = on_network(formats.read(match[0]), network)
        if reading is not None:
            yield Payee(
                uri.path.start + match.start(),
                uri.path.start + match.end(),
                match[0],
                reading,
                asset="XMR",
                amount=decimal(amounts[number] if number < len(amounts) else None),
                memo=uri.first("tx_payment_id"),
                label=(names[number] if number < len(names) else None) or None,
            )


def ethereum(uri: Uri, network: str) -> Iterator[Payee]:
    """EIP-681: without a function the target is paid `value` wei; with `transfer` it is `address=`."""
    target = _EVM_TARGET.match(uri.path.text)
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


Scheme = tuple[Callable[[Uri, str], Iterator[Payee]], str]
SCHEMES: dict[str, Scheme] = {
    "bitcoin": (bitcoin, "bitcoin"),
    "litecoin": (plain, "litecoin"),
    "dogecoin": (plain, "dogecoin"),
    "doge": (plain, "dogecoin"),
    "ethereum": (ethereum, "evm"),
    "tron": (plain, "tron"),
    "monero": (monero, "monero"),
    "eip155": (chain_specific, "evm"),
    **{row.short: (chain_specific, "evm") for row in EVM_CHAINS},
}
_COLON = uris.finder(tuple(SCHEMES))
_NAMES = frozenset(SCHEMES)


def find_uris(data: bytes) -> Iterator[Uri]:
    """Every string in `data` that looks like a payment URI."""
    return uris.find_uris(data, _COLON, _NAMES)


def payees(uri: Uri) -> list[Payee] | None:
    """Who is paid by `uri`; None where it is no payment URI and must be read as plain text."""
    read, network = SCHEMES[uri.scheme]
    found = list(read(uri, network))
    if found:
        return found
    claimed = read is ethereum and _EVM_TARGET.match(uri.path.text) is not None
    return [] if claimed else None
