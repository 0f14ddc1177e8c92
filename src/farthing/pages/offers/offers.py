"""The offers of a page, from its scanned lines; and the sums that are none, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from farthing.pages.markup.tree import Document
from farthing.pages.offers.choose import chosen
from farthing.pages.offers.clauses import clauses
from farthing.pages.offers.columns import pair_columns
from farthing.pages.offers.currencies import Currencies
from farthing.pages.offers.grid import Readings, settle_table, tables
from farthing.pages.offers.inline import read_lines
from farthing.pages.offers.money import Amount
from farthing.pages.offers.numbers import plain
from farthing.pages.offers.periods import Period
from farthing.pages.offers.price import Item, Price
from farthing.pages.offers.prose import is_bound, names_fee, refuse_prose
from farthing.pages.offers.records import record_prices
from farthing.pages.offers.refuse import refuse_quotes
from farthing.pages.offers.regular import keep_regular
from farthing.pages.offers.settle import labels, prefer_headings, settle
from farthing.pages.offers.tiers import tier
from farthing.pages.offers.wrapped import pair_wrapped, refuse_answers, refuse_wrapped
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Offer
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sum that is no offer, and why: "struck out", "instalment", "equivalent", "word: postage" …"""

    amount: str
    currency: str
    why: str
    wording: str
    start: int
    end: int


def weigh(
    document: Document, scans: list[Scan], lexicon: Lexicon, sums: dict[int, list[Amount]]
) -> tuple[tuple[Offer, ...], tuple[PassedOver, ...]]:
    """The offers, and every sum that was passed over; what only repeats an offer is in neither."""
    keep_regular(scans)
    every = _prices(document, scans, lexicon, sums)
    offers = tuple(_offer(document, price) for price in chosen(every))
    return offers, tuple(_passed(document, price) for price in every if price.why is not None)


def _prices(
    document: Document, scans: list[Scan], lexicon: Lexicon, sums: dict[int, list[Amount]]
) -> list[Price]:
    """Every sum of the page with its period and tier, and with the reason where it is no price."""
    by_number = {scan.line.number: scan for scan in scans}
    currencies = Currencies(scans, lexicon, document.language)
    for amount in (amount for own in sums.values() for amount in own):
        amount.currency = currencies.settled(amount.currency)
    prices, lengths = read_lines(document, scans, lexicon, sums)
    visible = [scan for scan in scans if not scan.line.hidden]
    pair_wrapped(visible, prices, lengths)
    readings = Readings(document, by_number, prices, lengths)
    for table in tables(document.root):
        settle_table(table, readings)
    prefer_headings(visible, prices, lengths)
    pair_columns(visible, prices, lengths)
    settle(document.root, _left_over(scans, prices, lengths))
    every = [price for scan in scans for price in prices.get(scan.line.number, ())]
    _finish(document, scans, every, prices, by_number)
    every += [p for scan in scans if scan.line.hidden for p in _recorded(document, scan, lexicon)]
    for price in every:
        price.amount.currency = currencies.settled(price.amount.currency)
    return every


def _left_over(
    scans: list[Scan], prices: dict[int, list[Price]], lengths: dict[int, list[Period]]
) -> dict[int, list[Item]]:
    """What the lines could not pair by themselves: prices without a period, labels without a price."""
    items: dict[int, list[Item]] = {}
    for scan in scans:
        number = scan.line.number
        sound = [price for price in prices.get(number, ()) if price.why is None]
        open_prices = [price for price in sound if price.period is None]
        if scan.has("fee", "limit"):
            of_clause = clauses(scan)
            open_prices = [p for p in open_prices if p.firm or not is_bound(scan, p, of_clause)]
            open_prices = [p for p in open_prices if not names_fee(scan, p.clause, of_clause)]
        left: list[Item] = [*open_prices]
        if all(price.soft for price in sound):
            left += labels(scan, [length for length in lengths.get(number, ()) if not length.used])
        if left:
            items[number] = left
    return items


def _finish(
    document: Document,
    scans: list[Scan],
    every: list[Price],
    prices: dict[int, list[Price]],
    by_number: dict[int, Scan],
) -> None:
    timed = sum(price.why is None and price.length not in ("once", "lifetime") for price in every)
    for scan in scans:
        own = prices.get(scan.line.number)
        if own:
            refuse_prose(scan, own, clauses(scan), timed=timed)
    visible = [scan for scan in scans if not scan.line.hidden]
    refuse_answers(visible, prices)
    if timed:
        refuse_wrapped(visible, prices)
    refuse_quotes(every)
    priced = set(prices)
    for price in every:
        if price.tier is None and price.why is None:
            price.tier = tier(document, price, by_number, priced)


def _recorded(document: Document, scan: Scan, lexicon: Lexicon) -> list[Price]:
    if scan.line.source not in ("script", "data"):
        return []
    found = record_prices(document, scan, lexicon)
    for price in found:
        if price.amount.value <= 0:
            price.why = "nothing"
    return found


def _offer(document: Document, price: Price) -> Offer:
    amount = price.amount
    begin, end = amount.start, amount.end
    period = price.period
    if period is not None and period.scan is amount.scan:
        begin, end = min(begin, period.start), max(end, period.end)
    start, stop = document.span(begin, end)
    return Offer(
        amount=plain(amount.value),
        currency=amount.currency,
        period=price.length,
        tier=price.tier,
        wording=clean(document.text[begin:end]),
        start=start,
        end=stop,
        quote=quote(document, begin, end),
    )


def _passed(document: Document, price: Price) -> PassedOver:
    amount = price.amount
    start, stop = document.span(amount.start, amount.end)
    wording = clean(document.text[amount.start : amount.end])
    return PassedOver(plain(amount.value), amount.currency, price.why or "", wording, start, stop)
