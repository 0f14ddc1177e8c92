"""The offers of a page, from its scanned lines."""

from __future__ import annotations

from farthing.pages.markup.tree import Document
from farthing.pages.offers.bare import bare_amount, column_currencies, head_currency, head_reach, is_counting
from farthing.pages.offers.choose import chosen
from farthing.pages.offers.clauses import clauses, pair_in_line
from farthing.pages.offers.grid import Readings, settle_table, tables
from farthing.pages.offers.money import Amount
from farthing.pages.offers.numbers import plain
from farthing.pages.offers.periods import Period, periods
from farthing.pages.offers.price import Item, Price
from farthing.pages.offers.records import record_prices
from farthing.pages.offers.refuse import refuse, refuse_prose, refuse_quotes
from farthing.pages.offers.settle import labels, settle
from farthing.pages.offers.tiers import tier
from farthing.pages.quoting import clean, quote
from farthing.pages.reading import Offer
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_CROWNS = frozenset({"SEK", "NOK", "DKK", "ISK", "CZK"})
_YUAN = {"zh-tw": "TWD", "zh-hant": "TWD", "zh-hant-tw": "TWD", "zh-hk": "HKD", "zh-hant-hk": "HKD"}
_DOLLARS = frozenset({"CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP"})


def find_offers(
    document: Document, scans: list[Scan], lexicon: Lexicon, sums: dict[int, list[Amount]]
) -> tuple[Offer, ...]:
    """What the page sells, each thing once, in the order of the page; `sums` are the amounts of each line."""
    by_number = {scan.line.number: scan for scan in scans}
    prices: dict[int, list[Price]] = {}
    lengths: dict[int, list[Period]] = {}
    _lines(document, scans, lexicon, sums, prices, lengths)
    readings = Readings(document, by_number, prices, lengths)
    for table in tables(document.root):
        settle_table(table, readings)
    items: dict[int, list[Item]] = {}
    for scan in scans:
        number = scan.line.number
        open_prices: list[Item] = [p for p in prices.get(number, ()) if p.period is None and p.why is None]
        if any(price.why is None for price in prices.get(number, ())):
            free = []
        else:
            free = labels(scan, [length for length in lengths.get(number, ()) if not length.used])
        if open_prices or free:
            items[number] = open_prices + list(free)
    settle(document.root, items)
    every = [price for scan in scans for price in prices.get(scan.line.number, ())]
    _finish(document, scans, every, prices, by_number)
    every += [p for scan in scans if scan.line.hidden for p in _recorded(document, scan, lexicon)]
    currencies = _Currencies(scans, lexicon, document.language)
    for price in every:
        price.amount.currency = currencies.settled(price.amount.currency)
    return tuple(_offer(document, price) for price in chosen(every))


def _lines(
    document: Document,
    scans: list[Scan],
    lexicon: Lexicon,
    sums_of: dict[int, list[Amount]],
    prices: dict[int, list[Price]],
    lengths: dict[int, list[Period]],
) -> None:
    """Amounts and periods line by line, paired inside each line."""
    visible = {scan.line.number: scan for scan in scans if not scan.line.hidden}
    columns = column_currencies(document.root, visible, sums_of)
    head: tuple[str, int] | None = None
    implied = lexicon.settings.get("implied")
    for number, scan in visible.items():
        sums = sums_of[number]
        taken = {i for amount in sums for i in range(amount.first, amount.last + 1)}
        found = periods(scan, taken)
        if not sums:
            code = columns.get(number)
            if code is None and head is not None and number - head[1] <= head_reach():
                code = head[0]
            named = head_currency(scan)
            if named is not None and not is_counting(scan, found):
                head = (named, number)
            elif code is not None or (implied and found and scan.has("mult")):
                bare = bare_amount(scan, code or implied or "", lexicon)
                sums = [bare] if bare is not None else []
                if sums and head is not None and code == head[0]:
                    head = (head[0], number)
        if found:
            lengths[number] = found
        if sums:
            prices[number] = _priced(scan, sums, found)


def _priced(scan: Scan, sums: list[Amount], found: list[Period]) -> list[Price]:
    numbers = clauses(scan)
    priced = [Price(amount) for amount in sums]
    for price in priced:
        price.clause = numbers[price.amount.first]
        price.firm = any(node.tag in ("option", "td", "button", "dd") for node in scan.line.node.ancestors())
    refuse(scan, priced, numbers)
    pair_in_line(scan, priced, found, numbers)
    return priced


def _finish(
    document: Document,
    scans: list[Scan],
    every: list[Price],
    prices: dict[int, list[Price]],
    by_number: dict[int, Scan],
) -> None:
    for scan in scans:
        own = prices.get(scan.line.number)
        if own:
            refuse_prose(scan, own, clauses(scan))
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


class _Currencies:
    """What "$", "¥", "kr", "元" mean here (FORMATS.md): the language's, unless the page names another."""

    def __init__(self, scans: list[Scan], lexicon: Lexicon, claimed: str | None) -> None:
        named = {mark.value for scan in scans for mark in scan.all("cur")}
        settings = lexicon.settings
        dollars = named & _DOLLARS
        plain_dollar = dollars.pop() if len(dollars) == 1 and "USD" not in named else None
        yuan = "CNY" if "CNY" in named else next((c for c in ("TWD", "HKD") if c in named), None)
        self._signs = {
            "$": plain_dollar or settings.get("dollar", "USD"),
            "¥": settings.get("yen", "CNY" if "CNY" in named else "JPY"),
            "kr": next(iter(sorted(named & _CROWNS)), settings.get("kr", "SEK")),
            "元": yuan or _YUAN.get((claimed or "").lower(), "CNY"),
        }

    def settled(self, code: str) -> str:
        return self._signs.get(code, code)


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
