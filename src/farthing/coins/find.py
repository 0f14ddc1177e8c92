"""`find`: every payment address in bytes, in order of start.

The stages, each of which only adds what the ones before it did not claim: payment URIs (`schemes`), unbroken
addresses (`scan`), broken spellings (`recover`). What is left is filled in by the words beside it (`beside`),
and an address without a checksum is dropped unless they speak of payment. Wide text (`wide`) and encoded
bodies of mail (`carriers`) are looked through by themselves and their hits mapped back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from farthing.coins import carriers, recover, rejects, scan, schemes, wide
from farthing.coins.beside import beside
from farthing.coins.claims import Claims
from farthing.coins.errors import Flaw
from farthing.coins.formats import evm_hex
from farthing.coins.formats.spec import Reading
from farthing.coins.hit import Hit
from farthing.coins.keys import PrivateKey, private_keys
from farthing.coins.render import render
from farthing.coins.schemes import Payee

Told = Callable[[PrivateKey], None]


def find(data: bytes, *, rejected: bool = False, on_private_key: Told | None = None) -> list[Hit]:
    """The addresses in `data`, by the rules of FORMATS.md.

    Takes any bytes and never raises; time is linear in their number. Offsets are bytes into `data`.
    `rejected` adds near misses with the reason; `on_private_key` is told where a private key stands.
    """
    narrowed = wide.narrow(data)
    if narrowed is not None:
        inner, place = narrowed
        hits = _find_in_mail(inner, rejected, _moved(on_private_key, lambda a, b: (place(a), place(b))))
        return [replace(hit, start=place(hit.start), end=place(hit.end)) for hit in hits]
    return _find_in_mail(data, rejected, on_private_key)


def _find_in_mail(data: bytes, rejected: bool, on_private_key: Told | None) -> list[Hit]:
    """The encoded bodies by themselves, the rest as it is."""
    outer, hits = bytearray(data), []
    for body in carriers.bodies(data):
        outer[body.start : body.end] = b" " * (body.end - body.start)
        told = _moved(on_private_key, body.span)
        hits += [_mapped(data, body, hit) for hit in _find_in_text(body.decoded, rejected, told)]
    if not hits and len(data) == len(outer) and outer == data:
        return _find_in_text(data, rejected, on_private_key)
    hits += _find_in_text(bytes(outer), rejected, on_private_key)
    return sorted(hits, key=lambda hit: (hit.start, hit.end))


def _find_in_text(data: bytes, rejected: bool, on_private_key: Told | None) -> list[Hit]:
    claims = Claims()
    for uri in schemes.find_uris(data):
        paid = schemes.payees(uri)
        if paid is not None:
            claims.take(uri.start, uri.end, paid)
    for found in scan.verbatim(data):
        claims.take(found.start, found.end, [Payee(found.start, found.end, found.text, found.reading)])
    page = render(data)
    for start, end, reading in recover.broken(page):
        start, end = page.offsets.span(start, end)
        text = data[start:end].decode("utf-8", "replace")
        claims.take(start, end, [Payee(start, end, text, replace(reading, check="recovered"))])
    for payee in _by_chain(data):
        claims.take(payee.start, payee.end, [payee])
    if on_private_key:
        for key in private_keys(data):
            on_private_key(key)
    hits = _fill_in(data, claims.payees())
    return hits + list(rejects.near_misses(data, claims)) if rejected else hits


def _by_chain(data: bytes) -> Iterator[Payee]:
    """0x addresses in the case of EIP-1191, where the words beside them name its chain."""
    if not evm_hex.NAMES_1191.search(data):
        return
    for start, end, text in scan.mixed_case_hex(data):
        chain = beside(data, start, end, 0, len(data), ("evm",), ask=False).chain
        if chain in evm_hex.CHAIN_IDS_1191 and not evm_hex.validate(text):
            try:
                reading = evm_hex.parse_1191(text, chain)
            except Flaw:
                continue
            yield Payee(start, end, text, reading, chain=chain)


def _moved(told: Told | None, span: Callable[[int, int], tuple[int, int]]) -> Told | None:
    """A listener that hears of keys in inner bytes and passes them on with the outer offsets."""
    if told is None:
        return None

    def moved(key: PrivateKey) -> None:
        start, end = span(key.start, key.end)
        told(replace(key, start=start, end=end))

    return moved


def _mapped(data: bytes, body: carriers.Body, hit: Hit) -> Hit:
    """A hit in an encoded body: the span is the encoded text, and broken by it, it counts as recovered."""
    start, end = body.span(hit.start, hit.end)
    text = data[start:end].decode("utf-8", "replace")
    check = "recovered" if hit.check == "verified" and text != hit.text else hit.check
    return replace(hit, start=start, end=end, text=text, check=check)


def _fill_in(data: bytes, found: list[Payee]) -> list[Hit]:
    inner = data.strip()
    begin = data.find(inner)
    hits = []
    for number, payee in enumerate(found):
        previous = found[number - 1].end if number else 0
        following = found[number + 1].start if number + 1 < len(found) else len(data)
        alone = (payee.start, payee.end) == (begin, begin + len(inner))
        hits.append(_hit(data, payee, previous, following, alone))
    return [hit for hit in hits if hit is not None]


def _hit(data: bytes, payee: Payee, previous: int, following: int, alone: bool) -> Hit | None:
    """The payee with what the words beside it say; None if nothing supports it."""
    reading = payee.reading
    ask = _proves_little(reading) and not payee.from_uri and not alone
    said = beside(data, payee.start, payee.end, previous, following, reading.networks, ask=ask)
    if ask and not said.speaks_of_payment:
        return None
    extra = tuple(name for name, _ in reading.on_request) if said.says_cash and not payee.from_uri else ()
    return Hit(
        start=payee.start,
        end=payee.end,
        text=payee.text,
        address=reading.address,
        networks=reading.networks + extra,
        kind=reading.kind,
        check=reading.check,
        chain=payee.chain or (None if payee.from_uri else said.chain),
        asset=payee.asset if payee.from_uri else said.asset,
        memo=payee.memo or (said.memo if reading.memo is None else None),
        amount=payee.amount or reading.amount,
        label=payee.label,
    )


def _proves_little(reading: Reading) -> bool:
    """Whether the string alone is no evidence of an address: no checksum, or one over no letters."""
    if reading.networks == ("lightning",):
        return False  # an offer has no checksum, but what is inside it parsed
    digits_only = reading.networks == ("evm",) and reading.address[2:].isdigit()
    return reading.check == "unchecked" or digits_only
