"""What is kept of a page: its reading, with every site address in it masked.

The kept document is a function of the file (and of the hosts that the analyst named), so that anybody with
the original can recompute it and its SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from farthing.pages.masking import Masker, storable
from farthing.pages.reading import Contact, Offer, Option, Quote, Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """`document` is plain JSON; `hidden` are the addresses behind `[site 1]`, `[site 2]` … in that order."""

    document: dict[str, Any]
    hidden: tuple[str, ...]

    def canonical(self) -> bytes:
        """The document's bytes as they are hashed: keys sorted, no blanks, UTF-8."""
        return canonical(self.document)


def canonical(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def keep(reading: Reading, hosts: Iterable[str] = (), masker: Masker | None = None) -> Kept:
    """What is kept of `reading`. `hosts` are those of the observed site and its mirrors; a fresh `masker` of
    them may be given, which can then go on with other texts about the page in the same numbers."""
    masker = masker or Masker(hosts)
    document = {
        "member": masker.mask(reading.member),
        "language": reading.language,
        "fingerprint": reading.fingerprint,
        "offers": [_offer(offer, masker) for offer in reading.offers],
        "options": [_option(option, masker) for option in reading.options],
        "contacts": [_contact(contact, masker) for contact in reading.contacts],
    }
    return Kept(document, tuple(masker.hidden))


def _offer(offer: Offer, masker: Masker) -> dict[str, Any]:
    return {
        "amount": offer.amount,
        "currency": offer.currency,
        "period": offer.period,
        "tier": masker.mask(offer.tier) if offer.tier else None,
        "wording": masker.mask(offer.wording),
        "start": offer.start,
        "end": offer.end,
        "quote": _quote(offer.quote, masker),
    }


_CODES = ("rail", "asset", "network", "chain")
_TEXTS = ("memo", "handle", "merchant_id", "processor", "invoice")


def _option(option: Option, masker: Masker) -> dict[str, Any]:
    codes = {name: storable(text) if (text := getattr(option, name)) else None for name in _CODES}
    texts = {name: masker.mask(text) if (text := getattr(option, name)) else None for name in _TEXTS}
    lightning = option.address is not None and "@" in option.address  # an account at a host
    return {
        **codes,
        **texts,
        "address": masker.contact("email", option.address or "") if lightning else option.address,
        "brand": masker.own(option.brand) if option.brand else None,
        "start": option.start,
        "end": option.end,
        "quote": _quote(option.quote, masker),
    }


def _contact(contact: Contact, masker: Masker) -> dict[str, Any]:
    return {
        "kind": contact.kind,
        "value": masker.contact(contact.kind, contact.value),
        "start": contact.start,
        "end": contact.end,
        "quote": _quote(contact.quote, masker),
    }


def _quote(quote: Quote, masker: Masker) -> dict[str, str]:
    return {
        "before": masker.mask(quote.before),
        "words": masker.mask(quote.words),
        "after": masker.mask(quote.after),
    }
