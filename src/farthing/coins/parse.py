"""Reading one whole string: strictly as an address or payment URI, or loosely as a person types it."""

from __future__ import annotations

import re
import unicodedata

from . import formats, schemes
from .hit import Address
from .schemes import Payee

# Whitespace, zero-width and direction marks, soft hyphen, and the quotation marks that come along in a paste.
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\"'“”„«»`<>]+"
)


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


def loosen(text: str) -> tuple[Address, ...]:
    """The readings of what somebody typed or pasted into a search box.

    Undoes what copying does to an address: other case where the format does not mind, spaces, line breaks,
    zero-width and full-width characters, quotation marks. Strict readings come first.
    """
    squeezed = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    for spelling in (text, text.strip(), squeezed, *_other_cases(squeezed)):
        readings = parse(spelling)
        if readings:
            return readings
    return ()


def _other_cases(text: str) -> tuple[str, ...]:
    """Lower case for formats that have one case; a wrong EIP-55 case may be a mere retyping."""
    return (text.lower(),) if text[:2].lower() == "0x" or _one_case(text) else ()


def _one_case(text: str) -> bool:
    return any(form.SPEC.any_case and form.SPEC.could_be(text) for form in formats.FORMATS) or ":" in text


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
