"""Schemes that name the payee in the query. Sources: ZIP-321 (Zcash), SEP-7 (Stellar)."""

from __future__ import annotations

import binascii
from collections.abc import Iterator

from farthing.coins import formats
from farthing.coins.schemes.payee import Payee, decimal, on_network
from farthing.coins.uris import Uri


def zcash(uri: Uri, network: str) -> Iterator[Payee]:
    """ZIP-321: payments numbered by `.1`, `.2` …; the first may stand in the path. Memos are base64url."""
    values = {name: part.text for name, part in uri.query}
    addresses = [("", uri.path)]
    addresses += [(name[7:], part) for name, part in uri.query if name.split(".")[0] == "address"]
    for index, part in addresses:
        reading = on_network(formats.read(part.text), network)
        if reading is not None:
            yield Payee(
                part.start,
                part.end,
                part.text,
                reading,
                asset="ZEC",
                amount=decimal(values.get("amount" + index)),
                memo=_memo(values.get("memo" + index)),
                label=values.get("label" + index),
            )


def _memo(text: str | None) -> str | None:
    """A memo's text: base64url without padding, zero bytes at the end are none of it."""
    try:
        raw = binascii.a2b_base64((text or "").translate(str.maketrans("-_", "+/")) + "===")
        return raw.rstrip(b"\0").decode("utf-8") or None
    except (binascii.Error, UnicodeDecodeError):
        return None


def stellar(uri: Uri, network: str) -> Iterator[Payee]:
    """SEP-7's `pay`: the destination is paid; the issuer of the asset never is."""
    for name, part in uri.query:
        reading = on_network(formats.read(part.text), network) if name == "destination" else None
        if reading is not None:
            asset, amount = uri.first("asset_code") or "XLM", decimal(uri.first("amount"))
            memo = uri.first("memo")
            yield Payee(part.start, part.end, part.text, reading, asset=asset, amount=amount, memo=memo)
