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
from farthing.coins.schemes.tokens import Token, token
from farthing.coins.uris import Uri

_RUN = re.compile(rb"(?:%3[Bb])?([A-Za-z0-9]+)")
# BIP-321: parameters that hold further ways to be paid.
_INSTRUCTIONS = frozenset({"bc", "sp", "lightning", "lno"})
_COINS = {"ton": Token("TON", 9), "algorand": Token("ALGO", 6)}
_TOKEN_KEYS = ("token", "contract", "contract_address", "tokenaddress", "currency")


def plain(uri: Uri, network: str) -> Iterator[Payee]:
    """BIP-21 and its likes: the path is the address; `amount` in the main unit, `label`, a memo or tag."""
    last, first = uri.last_step, uri.first_step
    for part in (last, first) if first != last else (last,):
        reading = on_network(formats.read(part.text), network)
        if reading is None:
            continue
        yield Payee(
            part.start,
            part.end,
            part.text,
            reading,
            asset=CHAINS[network].asset,
            amount=decimal(uri.agreed("amount")),
            memo=uri.first("dt", "memo", "memo_id", "tag", "destination_tag", "note"),
            label=uri.first("label"),
        )
        return


def issued(uri: Uri, network: str) -> Iterator[Payee]:
    """The XRP Ledger and TRON: as `plain`, where a currency or token named in the query is what is paid."""
    named = uri.first(*_TOKEN_KEYS)
    native = CHAINS[network].asset
    for payee in plain(uri, network):
        known = token(network, named) if named else None
        asset = known.asset if known else named if named in CHAINS[network].assets else None
        yield payee if named in (None, native) else replace(payee, asset=asset)


def bitcoin(uri: Uri, network: str) -> Iterator[Payee]:
    """BIP-21 with BIP-321's further instructions in the query."""
    yield from plain(uri, network)
    amount, label = decimal(uri.agreed("amount")), uri.first("label")
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
    amounts = (uri.agreed("tx_amount", "amount") or "").split(";")
    names = (uri.first("recipient_name", "label") or "").split(";")
    for number, match in enumerate(_RUN.finditer(uri.raw_path)):
        written = match[1].decode("ascii")
        reading = on_network(formats.read(written), network)
        if reading is not None:
            yield Payee(
                uri.path.start + match.start(1),
                uri.path.start + match.end(1),
                written,
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
    known = token(network, mint) if mint else None
    for payee in plain(uri, network):
        asset = "SOL" if mint is None else known.asset if known else None
        yield replace(payee, asset=asset)


def smallest(uri: Uri, network: str) -> Iterator[Payee]:
    """TON and Algorand: the amount is in the smallest unit; of a token with unknown decimals it is none."""
    named = uri.first("jetton", "asset")
    unit = _COINS[network] if named in (None, "0") else token(network, named or "")
    raw = uri.agreed("amount")
    for payee in plain(uri, network):
        yield replace(
            payee,
            asset=unit.asset if unit else None,
            amount=from_smallest(raw, unit.decimals) if unit and raw else None,
            memo=uri.first("text", "note", "xnote"),
        )
