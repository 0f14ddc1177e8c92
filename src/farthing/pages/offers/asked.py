"""The amount that a payment URI asks for, as an offer where it is the only price the page states."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import unquote

from farthing.pages.markup.tree import Document, lines_of
from farthing.pages.offers.numbers import plain
from farthing.pages.offers.periods import Period, periods
from farthing.pages.options.places import Place
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Offer, Option
from farthing.pages.words.lexer import tokens
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_FEW = 4  # lines of the block that holds a link
_MOST = 3  # sums asked for; more are an example, a list, a log


def asked(
    document: Document, scans: list[Scan], lexicon: Lexicon, found: list[Place], options: tuple[Option, ...]
) -> tuple[Offer, ...]:
    """The sums of the page's payment URIs, each once."""
    assets = {option.address: option.asset for option in options}
    sums = {
        (place.hit.amount, assets.get(place.hit.address)): place
        for place in found
        if place.hit.amount and Decimal(place.hit.amount) > 0
    }
    if len(sums) > _MOST:
        return ()
    lengths = {scan.line.number: periods(scan, set()) for scan in scans if not scan.line.hidden}
    once = _said_once(lengths) or "once"
    return tuple(
        _offer(
            document,
            place,
            Decimal(amount),
            asset,
            _said(document, place, lexicon, lengths) or once,
        )
        for (amount, asset), place in sums.items()
        if amount is not None and asset is not None
    )


def _offer(document: Document, place: Place, amount: Decimal, asset: str, period: str) -> Offer:
    start, end = document.span(place.start, place.end)
    wording = clean(place.hit.label or document.text[place.start : place.end])
    words = quote(document, place.start, place.end)
    return Offer(plain(amount), asset, period, None, wording, start, end, words)


def _said(document: Document, place: Place, lexicon: Lexicon, lengths: dict[int, list[Period]]) -> str | None:
    """The period that the words of the URI say (its label and message), else those of the link itself."""
    line = document.line_at(place.start)
    if line is None:
        return None
    said = unquote(document.text[line.start : line.end])
    cut, marks = lexicon.marks(tokens(said.partition("?")[2], 0, len(said)))
    inside = periods(Scan.of(line, cut, marks), set())
    if inside:
        return inside[0].value
    beside = [le for other in lines_of(line.node, _FEW) for le in lengths.get(other.number, ())]
    return beside[0].value if len(beside) == 1 else None


def _said_once(lengths: dict[int, list[Period]]) -> str | None:
    """The one period that the page's own words say."""
    said = {length.value for own in lengths.values() for length in own}
    return said.pop() if len(said) == 1 else None
