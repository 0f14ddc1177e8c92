"""The options of a page, from its scanned lines."""

from __future__ import annotations

from farthing.pages.options.addresses import address_options
from farthing.pages.options.lightning import lightning_options
from farthing.pages.options.named import coin_options, rail_options
from farthing.pages.options.page import Page
from farthing.pages.options.places import Place
from farthing.pages.options.processors import processors, with_processors
from farthing.pages.reading import Option


def find_options(page: Page, found: list[Place]) -> tuple[Option, ...]:
    """How one may pay, in the order of the page; `page.payees` gets the accounts that are no contacts."""
    addressed = address_options(page, found) + lightning_options(page)
    checkouts = processors(page)
    page.takes_money = bool(addressed or checkouts)
    every = with_processors(checkouts, addressed + coin_options(page, addressed) + rail_options(page))
    every.sort(key=lambda option: (option.start, option.end, option.asset or "", option.network or ""))
    return tuple(every)
