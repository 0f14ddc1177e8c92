"""The document of `farthing read` (FORMATS.md)."""

from __future__ import annotations

from typing import Any

from farthing.pages.reading import Contact, Offer, Option, Reading, Unread

_EXTRAS = ("chain", "brand", "handle", "merchant_id", "processor", "invoice")


def to_json(reading: Reading, source: str) -> dict[str, Any]:
    """One page's document; `source` is the path as given, to which the reading's member is added."""
    return {
        "source": source + reading.member,
        "language": reading.language,
        "offers": [_offer(offer) for offer in reading.offers],
        "options": [_option(option) for option in reading.options],
        "contacts": [_contact(contact) for contact in reading.contacts],
        "fingerprint": reading.fingerprint,
        "unread": [_unread(unread) for unread in reading.unread],
    }


def _offer(offer: Offer) -> dict[str, Any]:
    fields = ("amount", "currency", "period", "tier", "wording", "start", "end")
    return {field: getattr(offer, field) for field in fields}


def _option(option: Option) -> dict[str, Any]:
    """The coin fields always, the others where they were seen."""
    document = {
        field: getattr(option, field)
        for field in ("rail", "asset", "network", "address", "memo", "start", "end")
    }
    extras = {field: getattr(option, field) for field in _EXTRAS}
    return document | {field: value for field, value in extras.items() if value is not None}


def _contact(contact: Contact) -> dict[str, Any]:
    return {field: getattr(contact, field) for field in ("kind", "value", "start", "end")}


def _unread(unread: Unread) -> dict[str, Any]:
    return {field: getattr(unread, field) for field in ("kind", "text", "reason", "start", "end")}
