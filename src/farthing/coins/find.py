"""`find`: every payment address in bytes, in order of start.

The stages, each of which only adds what the ones before it did not claim: payment URIs (`schemes`), unbroken
addresses (`scan`), broken spellings (`recover`). What is left is filled in by the words beside it (`beside`),
and an address without a checksum is dropped unless they speak of payment.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from . import recover, scan, schemes
from .beside import beside
from .formats.spec import Reading
from .hit import Hit
from .render import Rendered
from .schemes import Payee


def find(data: bytes, *, rejected: bool = False) -> list[Hit]:
    """The addresses in `data`, by the rules of FORMATS.md.

    Takes any bytes and never raises; time is linear in their number. Offsets are bytes into `data`.
    """
    claims = _Claims()
    for uri in schemes.find_uris(data):
        paid = schemes.payees(uri)
        if paid is not None:
            claims.take(uri.start, uri.end, paid)
    for found in sorted(scan.verbatim(data), key=lambda f: f.start):
        if claims.free(found.start, found.end):
            claims.take(found.start, found.end, [_as_payee(found)])
    page = Rendered(data)
    for start, end, reading in recover.broken(page):
        start, end = page.span(start, end)
        if claims.free(start, end):
            text = data[start:end].decode("utf-8", "replace")
            put_together = replace(reading, check="recovered")
            claims.take(start, end, [Payee(start, end, text, put_together)])
    return _fill_in(data, claims.payees())


class _Claims:
    """Spans that are spoken for, in order, and who is paid in them."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[tuple[int, int, list[Payee]]] = []

    def free(self, start: int, end: int) -> bool:
        """Whether no claimed span overlaps."""
        at = bisect_left(self._starts, end)
        return at == 0 or self._spans[at - 1][1] <= start

    def take(self, start: int, end: int, payees: list[Payee]) -> None:
        """Claim a span that is free."""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._spans.insert(at, (start, end, payees))

    def payees(self) -> list[Payee]:
        """Everybody paid, in order of start."""
        return sorted((payee for _, _, paid in self._spans for payee in paid), key=lambda p: p.start)


def _as_payee(found: scan.Found) -> Payee:
    return Payee(found.start, found.end, found.text, found.reading)


def _fill_in(data: bytes, found: list[Payee]) -> list[Hit]:
    hits = []
    inner = data.strip()
    whole = data.find(inner), data.find(inner) + len(inner)
    for number, payee in enumerate(found):
        previous = found[number - 1].end if number else 0
        following = found[number + 1].start if number + 1 < len(found) else len(data)
        hits.append(_hit(data, payee, previous, following, (payee.start, payee.end) == whole))
    return [hit for hit in hits if hit is not None]


def _hit(data: bytes, payee: Payee, previous: int, following: int, alone: bool) -> Hit | None:
    reading = payee.reading
    said = beside(data, payee.start, payee.end, previous, following, reading.networks)
    from_uri = payee.asset is not None or payee.chain is not None
    if _proves_little(reading) and not (from_uri or alone or said.speaks_of_payment):
        return None
    extra = tuple(name for name, _ in reading.on_request) if said.says_cash and not from_uri else ()
    asset = payee.asset if from_uri else said.asset
    return Hit(
        start=payee.start,
        end=payee.end,
        text=payee.text,
        address=reading.address,
        networks=reading.networks + extra,
        kind=reading.kind,
        check=reading.check,
        chain=payee.chain or (None if from_uri else said.chain),
        asset=asset,
        memo=payee.memo or said.memo,
        amount=payee.amount or reading.amount,
        label=payee.label,
    )


def _proves_little(reading: Reading) -> bool:
    """Whether the string alone is no evidence of an address: no checksum, or one over no letters."""
    return reading.check == "unchecked" or (
        reading.networks == ("evm",) and not _has_letters(reading.address)
    )


def _has_letters(address: str) -> bool:
    return any(c.isalpha() for c in address[2:])
