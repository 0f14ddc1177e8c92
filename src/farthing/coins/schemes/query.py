"""Schemes that name the payee in the query. Sources: ZIP-321 (Zcash), SEP-7 (Stellar)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from farthing.coins import formats
from farthing.coins.schemes.payee import Payee, decimal, on_network
from farthing.coins.uris import Uri

_ADDRESS = re.compile(r"address(?P<index>(?:\.[1-9][0-9]{0,3})?)")
_ZEC = re.compile(r"[0-9]+(?:\.[0-9]{1,8})?")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
_PUBLIC = "Public Global Stellar Network ; September 2015"


def zcash(uri: Uri, network: str) -> Iterator[Payee]:
    """ZIP-321: payments numbered by `.1`, `.2` …; the first may stand in the path. Memos are base64url."""
    addresses = [("", uri.last_step)]
    addresses += [(match["index"], part) for name, part in uri.query if (match := _ADDRESS.fullmatch(name))]
    for index, part in addresses:
        reading = on_network(formats.read(part.text), network)
        if reading is not None:
            amount = uri.agreed("amount" + index)
            yield Payee(
                part.start,
                part.end,
                part.text,
                reading,
                asset=None if uri.first("asset_id" + index) else "ZEC",
                amount=decimal(amount) if amount and _ZEC.fullmatch(amount) else None,
                memo=_memo(uri.first("memo" + index)),
                label=uri.first("label" + index),
            )


def _memo(text: str | None) -> str | None:
    """A memo's text: base64url without padding, zero bytes at the end are none of it."""
    if text is None or not _BASE64URL.fullmatch(text):
        return None
    try:
        raw = binascii.a2b_base64(text.translate(str.maketrans("-_", "+/")) + "===")
        return raw.rstrip(b"\0").decode("utf-8") or None
    except (binascii.Error, UnicodeDecodeError):
        return None


def stellar(uri: Uri, network: str) -> Iterator[Payee]:
    """SEP-7's `pay`: the destination is paid, unless it is on a test network; the issuer never is."""
    if uri.last_step.text.lower() != "pay" or uri.first("network_passphrase") not in (None, _PUBLIC):
        return
    for name, part in uri.query:
        reading = on_network(formats.read(part.text), network) if name.lower() == "destination" else None
        if reading is not None:
            asset, amount = uri.first("asset_code") or "XLM", decimal(uri.agreed("amount"))
            memo = uri.first("memo")
            yield Payee(part.start, part.end, part.text, reading, asset=asset, amount=amount, memo=memo)
