"""The plug-in with the fixed cast of FORMATS.md, the key ring, and an observation's draft to record.

`analyst` and `analyst2` record, `supervisor` signs; `disclosure` and `disclosure2` decide; `auditor` and
`admin` see no site; `police`, `police2`, `hotline` and `exchange` are partners' people; `stranger` belongs to
an organisation that was shut out, and must see nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from farthing.pages.reading import Reading
    from farthing.records.drafts import ObservationDraft
    from farthing.records.models import Member

Cast = dict[str, "Member"]
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # bitcoin/bips, bip-0360
ETHEREUM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # ethereum/ERCs, EIP-55
OWN_HOUSE = {
    "analyst": "analyst",
    "analyst2": "analyst",
    "supervisor": "supervisor",
    "disclosure": "disclosure",
    "disclosure2": "disclosure",
    "auditor": "auditor",
    "admin": "admin",
}
PARTNERS = {"police": "police", "police2": "police", "hotline": "hotline", "exchange": "exchange"}


@pytest.fixture(scope="session", autouse=True)
def key_ring() -> Path:
    """The house's key ring, in the data folder of these tests."""
    from django.conf import settings

    from farthing.records import keyring

    file = Path(settings.KEY_RING_FILE)
    if not file.exists():
        keyring.make(file, "test")
    return file


@pytest.fixture
def cast(db: None) -> Cast:
    """Every member of the cast, by name; the password of each is `password_of(name)`."""
    from farthing.records.models import Member, Partner

    def partner(name: str, kind: str, active: bool = True) -> Partner:
        return Partner.objects.create(name=name, kind=kind, admitted_at=NOW, active=active)

    def member(name: str, role: str, of: Partner) -> Member:
        one = Member(username=name, role=role, partner=of, pseudonym=f"A-{name}", admitted_at=NOW)
        one.set_unusable_password()
        one.save()
        return one

    house = partner("Farthing House", "own")
    cast = {name: member(name, role, house) for name, role in OWN_HOUSE.items()}
    cast |= {name: member(name, "partner", partner(f"{name} org", kind)) for name, kind in PARTNERS.items()}
    cast["stranger"] = member("stranger", "partner", partner("shut-out org", "exchange", active=False))
    return cast


@pytest.fixture
def reading() -> Reading:
    """A small page's reading: an offer, a bitcoin option, three contacts, one of them at the site itself."""
    from farthing.pages.reading import Contact, Offer, Option, Quote, Reading

    def quote(words: str) -> Quote:
        return Quote("see https://shop.site-one.invalid/pay ", words, " or the mirror at mirror.invalid")

    return Reading(
        member="",
        language="en",
        offers=(
            Offer("0.0025", "BTC", "P30D", "Silver", "30 days – 0.0025 BTC", 0, 20, quote("0.0025 BTC")),
        ),
        options=(Option("crypto", 30, 64, quote(BITCOIN), asset="BTC", network="bitcoin", address=BITCOIN),),
        contacts=(
            Contact("telegram", "@site_desk", 70, 80, quote("@site_desk")),
            Contact("email", "desk@site-one.invalid", 80, 100, quote("desk@site-one.invalid")),
            Contact("email", "desk@mailhouse.example", 100, 120, quote("desk@mailhouse.example")),
        ),
        fingerprint="00ff" * 16,
    )


@pytest.fixture
def draft(reading: Reading) -> Callable[..., ObservationDraft]:
    """Makes a draft of `reading` as an analyst confirms it; keyword arguments replace fields."""
    from farthing.records.drafts import (
        ContactDraft,
        ObservationDraft,
        OfferDraft,
        OptionDraft,
        Received,
        Words,
    )
    from farthing.records.words import Commerciality, Genuineness, Origin, SiteKind, Visibility

    def words(quote: Any) -> Words:
        return Words(quote.before, quote.words, quote.after)

    def make(**changes: Any) -> ObservationDraft:
        offer, option = reading.offers[0], reading.options[0]
        fields: dict[str, Any] = {
            "site_address": "https://shop.site-one.invalid/pay",
            "site_kind": SiteKind.WEBSITE,
            "observed_at": NOW,
            "zone": "Europe/London",
            "visibility": Visibility.PUBLIC,
            "commerciality": Commerciality.DIRECT_VISIBLE,
            "genuineness": Genuineness.UNKNOWN,
            "received": Received("html", 1000, "ab" * 32),
            "reader_version": "test",
            "reading": reading,
            "language": "en",
            "fingerprint": reading.fingerprint,
            "referrer_path": "https://front.site-one.invalid/door?x=1",
            "mirrors": ("mirror.invalid",),
            "offers": (
                OfferDraft(
                    offer.amount,
                    offer.currency,
                    offer.period,
                    "Silver",
                    offer.wording,
                    words(offer.quote),
                    {"amount": Origin.CONFIRMED},
                ),
            ),
            "options": (
                OptionDraft("crypto", "BTC", "bitcoin", "", BITCOIN, quote=words(option.quote), origins={}),
            ),
            "contacts": tuple(ContactDraft(c.kind, c.value, words(c.quote)) for c in reading.contacts),
        }
        return ObservationDraft(**(fields | changes))

    return make
