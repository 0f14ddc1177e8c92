"""Reading one whole string, strictly: an address or a payment URI."""

from __future__ import annotations

from farthing.coins import formats, schemes
from farthing.coins.hit import Address
from farthing.coins.schemes import Payee


def parse(text: str) -> tuple[Address, ...]:
    """The strict readings of `text` as it stands: none if it is neither an address nor a payment URI."""
    reading = formats.read(text)
    if reading is not None:
        return (_address(Payee(0, len(text), text, reading)),)
    data = text.encode("utf-8", "surrogatepass")
    for uri in schemes.find_uris(data):
        if uri.start == 0 and uri.end == len(data):
            return tuple(_address(payee) for payee in schemes.payees(uri) or ())
        break
    return ()


def _address(payee: Payee) -> Address:
    reading = payee.reading
    return Address(
        text=payee.text,
        address=reading.address,
        networks=reading.networks,
        kind=reading.kind,
        check=reading.check,
        chain=payee.chain,
        asset=payee.asset,
        memo=payee.memo or reading.memo,
        amount=payee.amount or reading.amount,
        label=payee.label,
    )
