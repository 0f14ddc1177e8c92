"""An invented payment page as text, and its reading.

The page is put together sentence by sentence, and the readings are cut out of it where they stand, so that
quotes and offsets are those of a real page that said the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random

from farthing.pages.quoting import surroundings
from farthing.pages.reading import Contact, Offer, Option, Quote, Reading
from farthing.records.demo.wording import CARD_BRANDS, PERIODS, VOUCHER_BRANDS, WALLET_BRANDS
from farthing.records.demo.world import Coin, Hand, Visit

_FIELD = re.compile(r"\{(\w+)\}")
_OTHER_RAILS = (("card", CARD_BRANDS), ("wallet", WALLET_BRANDS), ("gift-card", VOUCHER_BRANDS))
_DEARER_A_YEAR = 0.06


@dataclass(frozen=True, slots=True)
class Span:
    """Where some words stand in the page's text, in characters."""

    start: int
    end: int


@dataclass(slots=True)
class InventedPage:
    """A page as it grows, with what is to be read on it."""

    text: str = ""
    offers: list[tuple[Span, dict[str, str]]] = field(default_factory=list)
    options: list[tuple[Span, dict[str, str]]] = field(default_factory=list)
    contacts: list[tuple[Span, dict[str, str]]] = field(default_factory=list)

    def say(self, sentence: str, marked: str = "", **words: str) -> Span:
        """Adds a sentence with its fields filled in. Gives the span of the field `marked`, or of all."""
        start, spans = len(self.text), {}
        done = 0
        for match in _FIELD.finditer(sentence):
            self.text += sentence[done : match.start()]
            spans[match[1]] = Span(len(self.text), len(self.text) + len(words[match[1]]))
            self.text += words[match[1]]
            done = match.end()
        self.text += sentence[done:] + "\n"
        return spans[marked] if marked else Span(start, len(self.text) - 1)

    def reading(self, language: str, fingerprint: str) -> Reading:
        return Reading(
            member="",
            language=language,
            offers=tuple(Offer(**self._place(at), **said) for at, said in self.offers),  # type: ignore[arg-type]
            options=tuple(Option(**self._place(at), **said) for at, said in self.options),  # type: ignore[arg-type]
            contacts=tuple(Contact(**self._place(at), **said) for at, said in self.contacts),  # type: ignore[arg-type]
            fingerprint=fingerprint,
        )

    def _place(self, at: Span) -> dict[str, object]:
        """Offsets are bytes; a quote is cut as the reader cuts it."""
        text = self.text
        start = len(text[: at.start].encode())
        before, after = surroundings(text, at.start, at.end)
        return {
            "start": start,
            "end": start + len(text[at.start : at.end].encode()),
            "quote": Quote(before, text[at.start : at.end], after),
        }


def write_page(
    visit: Visit, host: str, mirrors: tuple[str, ...], shown: bool, random: Random
) -> InventedPage:
    """The page that stands at `host` on this visit; where nothing is `shown` it names its coins alone."""
    hand, page = visit.site.hand, InventedPage()
    page.say(hand.wording.welcome, host=host)
    if shown:
        _offers(page, hand, visit.at)
    for coin in hand.coins:
        _coin(page, visit, coin, shown)
    if shown and random.random() < 0.25:
        rail, brands = random.choice(_OTHER_RAILS)
        brand = random.choice(brands)
        span = page.say(hand.wording.card, "brand", brand=brand)
        page.options.append((span, {"rail": rail, "brand": brand}))
    for kind, pattern in hand.contacts:
        value = pattern.format(host=host)
        span = page.say(hand.wording.write, "contact", contact=value)
        page.contacts.append((span, {"kind": kind, "value": value}))
    for mirror in mirrors:
        page.say(hand.wording.mirror, mirror=mirror)
    return page


def _offers(page: InventedPage, hand: Hand, at: datetime) -> None:
    """A price for each tier and period; some pages give it in a coin."""
    wording = hand.wording
    in_coin = hand.coins[0] if hand.number % 4 == 0 else None
    for step, tier in enumerate(hand.tiers):
        for days, period, times in _periods(hand, step):
            dollars = hand.price * (1 + 0.8 * step) * times * (1 + _DEARER_A_YEAR * (at.year - 2018))
            amount, currency = _price(dollars, wording.per_dollar, wording.currency, in_coin)
            what = wording.days.format(count=days) if days else wording.lifetime
            named = f"{tier}: {what}" if tier else what
            span = page.say("{what} – {amount} {currency}", what=named, amount=amount, currency=currency)
            said = {"amount": amount, "currency": currency, "period": period, "tier": tier}
            page.offers.append((span, said | {"wording": page.text[span.start : span.end]}))


def _periods(hand: Hand, step: int) -> tuple[tuple[int, str, float], ...]:
    """The periods a tier is sold for: two for the first one, one for each above it."""
    start = hand.number % 3
    return PERIODS[start : start + (1 if step else 2)]


def _price(dollars: float, per_dollar: int, currency: str, coin: Coin | None) -> tuple[str, str]:
    """A price as pages write it: rounded, in money or in a coin."""
    if coin is None or coin.dollars == 1:
        step = 5 * (per_dollar if coin is None else 1)
        return str(max(1, round(dollars / 5)) * step), coin.asset if coin else currency
    return f"{Decimal(dollars / coin.dollars):.4f}".rstrip("0"), coin.asset


def _coin(page: InventedPage, visit: Visit, coin: Coin, shown: bool) -> None:
    said = {"rail": "crypto", "asset": coin.asset, "network": coin.network}
    if coin.chain:
        said["chain"] = coin.chain
    if not shown:
        page.options.append((page.say(visit.site.hand.wording.on_request, "coin", coin=coin.said), said))
        return
    address = visit.site.hand.address(coin, visit.at, visit.site.number)
    span = page.say(visit.site.hand.wording.pay, "address", coin=coin.said, address=address)
    page.options.append((span, said | {"address": address}))
