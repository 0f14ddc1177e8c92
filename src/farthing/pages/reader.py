"""`read`: from the bytes of a saved page to what it says."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import unquote

from farthing.pages.contacts.contacts import find_contacts
from farthing.pages.containers import READERS, Page
from farthing.pages.containers.page import Part
from farthing.pages.errors import Unreadable
from farthing.pages.fingerprint import fingerprint
from farthing.pages.kinds import Kind, sniff
from farthing.pages.markup import bbcode, headers, html, plain
from farthing.pages.markup.builder import Builder
from farthing.pages.markup.tree import Document
from farthing.pages.offers.money import amounts
from farthing.pages.offers.numbers import plain as plain_number
from farthing.pages.offers.offers import find_offers
from farthing.pages.offers.periods import periods
from farthing.pages.options.addresses import Place, places
from farthing.pages.options.options import find_options
from farthing.pages.options.page import Page as OptionsPage
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Offer, Option, Reading
from farthing.pages.speech import language
from farthing.pages.words.lexer import tokens
from farthing.pages.words.lexicon import Lexicon, lexicon
from farthing.pages.words.scan import Scan, scan_line

READER_VERSION = "2"  # changes whenever a reading may change


def read(data: bytes, *, name: str = "") -> list[Reading]:
    """What each page in `data` says: one reading a page (a WARC or a mailbox may hold several).

    Takes any bytes. Raises `Unreadable` where nothing can be made of them; `name` only helps to say of what.
    """
    kind = sniff(data)
    of = f"{name}: " if name else ""
    if not data.strip():
        raise Unreadable(f"{of}the file is empty")
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable(
            f"{of}this is a {kind.value}, and only saved pages, mail, text and QR codes are read"
        )
    try:
        readings = [_reading(page, kind) for page in reader(data)]
    except Unreadable as error:
        raise Unreadable(f"{of}{error}") from error
    if not readings:
        raise Unreadable(f"{of}there is no page in this {kind.value}")
    return readings


def _reading(page: Page, kind: Kind) -> Reading:
    document = build(page)
    spoken = None if kind is Kind.PICTURE else language(document.text[: document.visible], document.language)
    claimed = (document.language or "").partition("-")[0].lower()
    words = lexicon(*(code for code in (spoken, claimed) if code))
    scans = [scan_line(document, line, words) for line in document.lines]
    sums = [(amount.start, amount.end) for scan in scans for amount in amounts(scan, words)]
    found = places(document.text)
    view = OptionsPage(document, scans, words, sums)
    options = find_options(view, found)
    contacts = find_contacts(view)
    offers = find_offers(document, scans, words) or _asked(document, found, options, words)
    return Reading(
        member=page.member,
        language=spoken,
        offers=offers,
        options=options,
        contacts=contacts,
        fingerprint=fingerprint(document),
    )


def build(page: Page) -> Document:
    """The document of a page, its parts one after another."""
    builder = Builder()
    for part in page.parts:
        _notation(part, builder)
    return builder.finish()


def _notation(part: Part, builder: Builder) -> None:
    if part.notation == "html":
        html.build(part.layer, builder)
    elif part.notation == "headers":
        headers.build(part.layer, builder)
    elif part.notation == "text" and bbcode.looks_like(part.layer.text):
        bbcode.build(part.layer, builder)
    else:
        plain.build(part.layer, builder)


def _asked(
    document: Document, found: list[Place], options: tuple[Option, ...], words: Lexicon
) -> tuple[Offer, ...]:
    """The amount of a payment URI as an offer, where it is the only price the page states."""
    assets = {option.address: option.asset for option in options}
    asked = {
        (place.hit.amount, assets.get(place.hit.address)): place
        for place in found
        if place.hit.amount and Decimal(place.hit.amount) > 0
    }
    offers = []
    for (amount, asset), place in asked.items():
        if amount is None or asset is None or len(asked) > 3:
            continue
        start, end = document.span(place.start, place.end)
        offers.append(
            Offer(
                plain_number(Decimal(amount)),
                asset,
                _said_length(document, place, words),
                None,
                clean(place.hit.label or document.text[place.start : place.end]),
                start,
                end,
                quote(document, place.start, place.end),
            )
        )
    return tuple(offers)


def _said_length(document: Document, place: Place, words: Lexicon) -> str:
    """The period that the words of the URI (its label and message) say."""
    line = document.line_at(place.start)
    if line is None:
        return "once"
    said = unquote(document.text[line.start : line.end])
    cut, marks = words.marks(tokens(said.partition("?")[2], 0, len(said)))
    lengths = periods(Scan.of(line, cut, marks), set())
    return lengths[0].value if lengths else "once"
