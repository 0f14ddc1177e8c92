"""The plain shapes that services take: an observation as an analyst is about to confirm it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from farthing.pages.reading import Reading
from farthing.records.words import Commerciality, Genuineness, Origin, ReportSource, SiteKind, Visibility

if TYPE_CHECKING:
    from farthing.records.models import Partner

Origins = dict[str, Origin]  # by field name: who says so


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a reading came from, site addresses in them masked; empty for what a person typed."""

    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class OfferDraft:
    amount: str
    currency: str
    period: str
    tier: str = ""
    wording: str = ""
    quote: Words = Words()
    origins: Origins = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OptionDraft:
    rail: str
    asset: str = ""
    network: str = ""
    chain: str = ""
    address: str = ""
    memo: str = ""
    brand: str = ""
    handle: str = ""
    merchant_id: str = ""
    processor: str = ""
    invoice: str = ""
    quote: Words = Words()
    origins: Origins = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """`value` whole, also where it holds a site's address: the service seals it."""

    kind: str
    value: str
    quote: Words = Words()
    origins: Origins = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """The file as it was received, of which only this is kept (and the reader's document)."""

    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ObservationDraft:
    """All that one recording says: what the reader read (`reading`, kept masked as evidence of what the page
    said), and what the analyst confirms, corrected and completed (everything else)."""

    site_address: str
    site_kind: SiteKind
    observed_at: datetime
    zone: str
    visibility: Visibility
    commerciality: Commerciality
    genuineness: Genuineness
    received: Received
    reader_version: str
    reading: Reading
    language: str = ""
    fingerprint: str = ""
    referrer_path: str = ""
    brand: str = ""
    mirrors: tuple[str, ...] = ()
    offers: tuple[OfferDraft, ...] = ()
    options: tuple[OptionDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    origins: Origins = field(default_factory=dict)
    mark: str | None = None  # of this draft and no other: it is recorded once, however often it is sent


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What an assessor is about to decide; the lists are those of `words`, empty where nothing is said."""

    actionable: bool
    ground: str = ""
    remark: str = ""
    category: str = ""
    commerciality: str = ""
    visibility: str = ""
    typology: str = ""
    labels: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What somebody tells us: only the address is needed. `partner` and `their_reference` say who sent it and
    under which number, where it did not come from the public, and `country` where he says it is hosted; the
    same sent again is the same report, and so is the same `form` of our own."""

    address: str
    source: ReportSource
    words: str = ""
    in_danger: bool = False
    referrer_path: str = ""
    partner: Partner | None = None
    their_reference: str = ""
    country: str = ""
    form: str = ""
    pays: bool = False  # who sent it says that it takes payment
