"""BIP-21 and the schemes that follow it: the address is the path, the rest stands in the query.

Sources: BIP-21, BIP-321, CIP-13, Monero's URI_SCHEME.md, Solana Pay, ARC-26, the TON wallets' `ton://transfer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from farthing.coins import formats
from farthing.coins.chains import CHAINS
from farthing.coins.schemes.payee import Payee, decimal, from_smallest, on_network
from farthing.coins.uris import Part, Uri

_RUN = re.compile(r"[A-Za-z0-9]+")
# BIP-321: parameters that hold further ways to be paid.
_INSTRUCTIONS = frozenset({"bc", "sp", "lightning", "lno"})
_MINTS = {
    "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v": "USDC",
    "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB": "USDT",
}


def address_part(path: Part) -> Part:
    """The path without slashes around the address ("//", "pay/")."""
    match = re.search(r"[^/\\]+\Z", path.text)
    if match is None or path.end - path.start != len(path.text):
        return path
    return Part(match[0], path.start + match.start(), path.start + match.end())


def plain(uri: Uri, network: str) -> Iterator[Payee]:
    """BIP-21 and its likes: the path is the address; `amount` in the main unit, `label`, a memo or tag."""
    part = address_part(uri.path)
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


def cash(uri: Uri, network: str) -> Iterator[Payee]:
    """Bitcoin Cash, where the scheme is part of the address."""
    for payee in plain(uri, network):
        if uri.path.start == uri.start + len(uri.scheme) + 1 and payee.start == uri.path.start:
            yield replace(payee, start=uri.start, text=f"{uri.written}:{payee.text}")
        else:
            yield payee


def solana(uri: Uri, network: str) -> Iterator[Payee]:
    """Solana Pay: the amount is in units of the token named by its mint, SOL without one."""
    mint = uri.first("spl-token")
    for payee in plain(uri, network):
        asset = "SOL" if mint is None else _MINTS.get(mint)
        yield replace(payee, asset=asset)


def smallest(uri: Uri, network: str) -> Iterator[Payee]:
    """TON and Algorand: the amount is in the smallest unit; of a token with unknown decimals it is none."""
    token = uri.first("jetton", "asset")
    places = 9 if network == "ton" else 6
    for payee in plain(uri, network):
        amount = None if token or uri.first("amount") is None else from_smallest(uri.first("amount"), places)
        asset = None if token else CHAINS[network].asset
        memo = uri.first("text", "note", "xnote")
        yield replace(payee, asset=asset, amount=amount, memo=memo)
