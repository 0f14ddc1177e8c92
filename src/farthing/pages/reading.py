"""The plain shapes that leave this room: one page's reading and the things found on it."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 100  # characters of visible text kept on either side of the words a reading came from


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a reading came from, with at most `MARGIN` characters of visible text on either side."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What is sold, for how much and how long (fields: FORMATS.md). Offsets are bytes into the input."""

    amount: str
    currency: str
    period: str
    tier: str | None
    wording: str
    start: int
    end: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Option:
    """One way to pay (fields: FORMATS.md). The coin fields are None off the `crypto` rail."""

    rail: str
    start: int
    end: int
    quote: Quote
    asset: str | None = None
    network: str | None = None
    address: str | None = None
    memo: str | None = None
    chain: str | None = None
    brand: str | None = None
    handle: str | None = None
    merchant_id: str | None = None
    processor: str | None = None
    invoice: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the seller that the page offers: kind ("email", "telegram", "onion", …) and value."""

    kind: str
    value: str
    start: int
    end: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Unread:
    """What was seen and became none of these: an "amount", "address", "contact" or "number", and why; or a
    "rest" of the page, named by its first words, of which nothing but the addresses was read."""

    kind: str
    text: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one page says. `member` names the part of a container it came from: "#offset" in a WARC,
    "!name" in an archive, "" for a page by itself (a mail's and an MHTML's parts are one page)."""

    member: str
    language: str | None
    offers: tuple[Offer, ...]
    options: tuple[Option, ...]
    contacts: tuple[Contact, ...]
    fingerprint: str
    unread: tuple[Unread, ...] = ()
