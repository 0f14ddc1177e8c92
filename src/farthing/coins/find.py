"""`find`: every payment address in bytes, in order of start.

The stages, each of which only adds what the ones before it did not claim: payment URIs (`schemes`), unbroken
addresses (`scan`), broken spellings (`recover`). What is left is filled in by the words beside it (`beside`),
and an address without a checksum is dropped unless they speak of payment. Wide text (`wide`) and encoded
bodies of mail (`carriers`) are looked through by themselves and their hits mapped back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from farthing.coins import carriers, cased, places, recover, rejects, scan, schemes, wide
from farthing.coins.beside import Beside, beside, memo
from farthing.coins.claims import Claims
from farthing.coins.errors import Flaw
from farthing.coins.formats import evm_hex
from farthing.coins.formats.spec import Reading
from farthing.coins.hit import Hit
from farthing.coins.keys import PrivateKey, private_keys
from farthing.coins.places import Places, Sieve, Span
from farthing.coins.render import render
from farthing.coins.schemes import Payee

Told = Callable[[PrivateKey], None]
_BEFORE, _BEHIND = 1600, 800  # bytes rendered around a broken address; the longest tag has 400
_SHORT = 10_000  # bytes in which an address may stand alone


def find(
    data: bytes,
    *,
    rejected: bool = False,
    recover_case: bool = False,
    on_private_key: Told | None = None,
    sieve: Sieve = places.sieve,
) -> list[Hit]:
    """The addresses in `data`, by the rules of FORMATS.md.

    Takes any bytes and never raises; time is linear in their number. Offsets are bytes into `data`.
    `rejected` adds near misses with the reason; `recover_case` base58 addresses in one case, where the words
    name the coin (about a minute each); `on_private_key` is told where a private key stands. `sieve` says
    where to look: `places.everywhere` is the reference, by default the faster way is taken.
    """
    if recover_case:
        hits = find(data, rejected=rejected, on_private_key=on_private_key, sieve=sieve)
        return cased.with_recovered(data, hits)
    search = _Search(rejected, on_private_key, sieve)
    narrowed = wide.narrow(data)
    if narrowed is None:
        return search.mail(data)
    inner, place = narrowed
    hits = search.inside(lambda a, b: (place(a), place(b))).mail(inner)
    return [replace(hit, start=place(hit.start), end=place(hit.end)) for hit in hits]


@dataclass(frozen=True, slots=True)
class _Search:
    """What is asked of one search."""

    rejected: bool
    on_private_key: Told | None
    sieve: Sieve

    def inside(
        self, span: Callable[[int, int], tuple[int, int]], owns: Callable[[int], bool] = lambda _: True
    ) -> _Search:
        """The same search in inner bytes, of which `span` tells where they stand outside, and `owns` whether
        what begins there is to be told."""
        return replace(self, on_private_key=_moved(self.on_private_key, span, owns))

    def mail(self, data: bytes) -> list[Hit]:
        """The hits in encoded bodies, each decoded by itself, and in the rest as it is."""
        found = self.sieve(data)
        hits: list[Hit] = []
        spans: list[Span] = []
        for body in carriers.bodies(data, found.colons):
            spans.append((body.start, body.end))
            hits += self._inside_body(data, body)
        if not spans:
            return self.text(data, found)
        rest = _blanked(data, spans)
        return sorted([*hits, *self.text(rest, self.sieve(rest))], key=lambda hit: (hit.start, hit.end))

    def _inside_body(self, data: bytes, body: carriers.Body) -> list[Hit]:
        inner = self.inside(body.span, body.owns).text(body.decoded, self.sieve(body.decoded))
        mapped = [_mapped(data, body, hit) for hit in inner]
        return [hit for hit in mapped if body.owns(hit.start)]

    def text(self, data: bytes, found: Places) -> list[Hit]:
        """The hits in bytes that are read as they are."""
        claims, runs = Claims(), list(found.runs)
        for uri in schemes.find_uris(data, found.colons):
            may_pay = found.any_between(uri.start, uri.end)
            if not may_pay and schemes.pays_in_runs(uri, data[uri.start : uri.end]):
                continue
            paid = schemes.payees(uri)
            if paid is not None:
                claims.take(uri.start, uri.end, paid)
        for one in scan.verbatim(data, runs, found.spots, claims.free):
            claims.take(one.start, one.end, [_written(one.start, one.end, one.text, one.reading)])
        for start, end, reading in _broken(data, found.broken):
            text = data[start:end].decode("utf-8", "replace")
            claims.take(start, end, [_written(start, end, text, replace(reading, check="recovered"))])
        for payee in _by_chain(data, runs, claims.free):
            claims.take(payee.start, payee.end, [payee])
        if self.on_private_key:
            for key in private_keys(data, found.keys):
                self.on_private_key(key)
        hits = _fill_in(data, claims.payees())
        return hits + list(rejects.near_misses(data, claims)) if self.rejected else hits


def _written(start: int, end: int, text: str, reading: Reading) -> Payee:
    """Who is paid by an address that stands in the text by itself."""
    return Payee(start, end, text, reading, from_uri=False)


def _broken(data: bytes, spans: list[Span] | None) -> Iterator[tuple[int, int, Reading]]:
    """Start and end of every address that was written broken, and its reading; looked for in `spans`.

    Around a span enough is rendered for tags that begin before it to be seen as tags.
    """
    budget = recover.Budget(len(data))
    for low, high in [(0, len(data))] if spans is None else spans:
        margin = max(0, low - _BEFORE)
        page = render(data[margin : high + _BEHIND])
        for start, end, reading in recover.broken(page, budget):
            start, end = page.offsets.span(start, end)
            if margin + start < high and margin + end > low:
                yield margin + start, margin + end, reading


def _by_chain(data: bytes, runs: list[Span], free: Callable[[int, int], bool]) -> Iterator[Payee]:
    """0x addresses in the case of EIP-1191 among the `free` runs, where the words beside name their chain."""
    for start, end, text in scan.mixed_case_hex(data, runs):
        if not free(start, end):
            continue
        around = data[max(0, start - 400) : end + 400].lower()
        if not any(name in around for name in evm_hex.NAMES_1191):
            continue
        chain = beside(data, start, end, 0, len(data), ("evm",), ask=False).chain
        if chain in evm_hex.CHAIN_IDS_1191 and not evm_hex.validate(text):
            try:
                reading = evm_hex.parse_1191(text, chain)
            except Flaw:
                continue
            yield replace(_written(start, end, text, reading), chain=chain)


def _moved(
    told: Told | None, span: Callable[[int, int], tuple[int, int]], owns: Callable[[int], bool]
) -> Told | None:
    """A listener that hears of keys in inner bytes and passes on those it owns, with the outer offsets."""
    if told is None:
        return None

    def moved(key: PrivateKey) -> None:
        start, end = span(key.start, key.end)
        if owns(start):
            told(replace(key, start=start, end=end))

    return moved


def _blanked(data: bytes, spans: list[Span]) -> bytes:
    """`data` with blanks for what stands at `spans`, which are in order."""
    view, at = memoryview(data), 0
    pieces: list[bytes | memoryview] = []
    for start, end in spans:
        pieces += [view[at:start], b" " * (end - start)]
        at = end
    return b"".join([*pieces, view[at:]])


def _mapped(data: bytes, body: carriers.Body, hit: Hit) -> Hit:
    """A hit in an encoded body: the span is the encoded text, and broken by it, it counts as recovered."""
    start, end = body.span(hit.start, hit.end)
    text = data[start:end].decode("utf-8", "replace")
    check = "recovered" if hit.check == "verified" and text != hit.text else hit.check
    return replace(hit, start=start, end=end, text=text, check=check)


def _fill_in(data: bytes, found: list[Payee]) -> list[Hit]:
    begin, end = 0, len(data)
    if end < _SHORT:
        begin, end = end - len(data.lstrip()), len(data.rstrip())
    hits = []
    for number, payee in enumerate(found):
        previous = found[number - 1].end if number else 0
        following = found[number + 1].start if number + 1 < len(found) else len(data)
        alone = (payee.start, payee.end) == (begin, end)
        hits.append(_hit(data, payee, previous, following, alone))
    return [hit for hit in hits if hit is not None]


def _hit(data: bytes, payee: Payee, previous: int, following: int, alone: bool) -> Hit | None:
    """The payee with what the words beside it say; None if nothing supports it."""
    reading = payee.reading
    place = payee.start, payee.end, previous, following, reading.networks
    if payee.from_uri:
        said = Beside(asset=payee.asset, memo=None if payee.memo else memo(data, *place))
    else:
        ask = _proves_little(reading) and not alone
        said = beside(data, *place, ask=ask)
        if ask and not said.speaks_of_payment:
            return None
    extra = tuple(name for name, _ in reading.on_request) if said.says_cash else ()
    return Hit(
        start=payee.start,
        end=payee.end,
        text=payee.text,
        address=reading.address,
        networks=reading.networks + extra,
        kind=reading.kind,
        check=reading.check,
        chain=payee.chain or said.chain,
        asset=said.asset,
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
