"""What was seen on a page and became nothing: sums that are no prices, addresses that are no options, and
what looks like an account, a number or a mail address and was not understood. Each has its place and reason,
so that a person can look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from farthing.pages.offers.offers import PassedOver
from farthing.pages.options.page import Page
from farthing.pages.options.places import Place
from farthing.pages.quoting import clean
from farthing.pages.reading import Contact, Offer, Option, Unread
from farthing.pages.taken import Taken

MOST = 200  # of one page
_LONGEST = 200
_FIRST_WORDS = 60  # signs
_KINDS = {"mail": "contact", "handle": "contact", "opaque": "number"}
_REASONS = {
    "mail": "not given as a contact",
    "handle": "no messenger named",
    "opaque": "no address, account or invoice",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """What a page's reading holds."""

    offers: Iterable[Offer]
    options: Iterable[Option]
    contacts: Iterable[Contact]


def unread(
    page: Page, understood: Understood, sums: Iterable[PassedOver], missed: Iterable[Place]
) -> tuple[Unread, ...]:
    """What of the page is in none of the readings, in the order of the page, each text once."""
    read = [
        (each.start, each.end)
        for group in (understood.offers, understood.options, understood.contacts)
        for each in group
    ]
    addresses = {option.address for option in understood.options}
    found = [
        *(Unread("amount", s.wording, s.why, s.start, s.end) for s in sums),
        *(u for u in _addresses(page) if u.text not in addresses),
        *_near_misses(page, missed),
    ]
    taken = Taken(read + [(each.start, each.end) for each in found])
    found += [each for each in _strings(page) if not taken.touches(each.start, each.end)]
    once: dict[tuple[str, str], Unread] = {}
    for each in sorted(found, key=lambda each: (each.start, each.end)):
        once.setdefault((each.kind, each.text), each)
    return (*_rests(page), *once.values())[:MOST]


def _rests(page: Page) -> Iterator[Unread]:
    """What of the page is read for its addresses alone, by its first words."""
    document = page.document
    for why, start in document.given_up.items():
        while document.text[start : start + 1].isspace():
            start += 1
        words = " ".join(document.text[start : start + _LONGEST].split())[:_FIRST_WORDS]
        end = min(start + _FIRST_WORDS, len(document.text))
        yield Unread("rest", clean(words), why, *document.span(start, max(start, end)))


def _addresses(page: Page) -> Iterator[Unread]:
    for place, why in page.passed:
        yield Unread("address", place.hit.address, why, *page.document.span(place.start, place.end))


def _near_misses(page: Page, missed: Iterable[Place]) -> Iterator[Unread]:
    seen: set[str] = set()
    for place in missed:
        text = clean(page.document.text[place.start : place.end])[:_LONGEST]
        if text in seen:
            continue
        seen.add(text)
        if len(seen) > MOST:
            return
        yield Unread("address", text, place.hit.reason or "", *page.document.span(place.start, place.end))


def _strings(page: Page) -> Iterator[Unread]:
    """What stands in the visible text and is no word: mail addresses, "@names", long numbers."""
    for scan in page.scans:
        if scan.line.hidden:
            continue
        for token in scan.tokens:
            kind = _KINDS.get(token.kind)
            if kind is None or (kind == "number" and len(token.text) < 8):
                continue
            why = "an account to pay to" if token.text.lower() in page.payees else _REASONS[token.kind]
            text = clean(token.text)[:_LONGEST]
            yield Unread(kind, text, why, *page.document.span(token.start, token.end))
