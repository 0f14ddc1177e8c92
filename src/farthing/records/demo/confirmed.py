"""What an analyst confirms of a reading: its offers, options and contacts as drafts, and who says so."""

from __future__ import annotations

from farthing.pages import reading as read
from farthing.records.drafts import ContactDraft, OfferDraft, OptionDraft, Origins, Words
from farthing.records.words import Origin

OFFER_FIELDS = ("amount", "currency", "period", "tier", "wording")
OPTION_FIELDS = (
    "rail", "asset", "network", "chain", "address", "memo", "brand", "handle", "merchant_id", "processor",
    "invoice",
)  # fmt: skip
CONTACT_FIELDS = ("kind", "value")


def offer(found: read.Offer) -> OfferDraft:
    fields = {name: getattr(found, name) or "" for name in OFFER_FIELDS}
    return OfferDraft(**fields, quote=_words(found.quote), origins=said_by(Origin.CONFIRMED, fields))


def option(found: read.Option) -> OptionDraft:
    fields = {name: getattr(found, name) or "" for name in OPTION_FIELDS}
    return OptionDraft(**fields, quote=_words(found.quote), origins=said_by(Origin.CONFIRMED, fields))


def contact(found: read.Contact) -> ContactDraft:
    origins = dict.fromkeys(CONTACT_FIELDS, Origin.CONFIRMED)
    return ContactDraft(found.kind, found.value, _words(found.quote), origins)


def said_by(origin: Origin, fields: dict[str, str]) -> Origins:
    """`origin` for every field that says something."""
    return {name: origin for name, value in fields.items() if value}


def _words(quote: read.Quote) -> Words:
    return Words(quote.before, quote.words, quote.after)
