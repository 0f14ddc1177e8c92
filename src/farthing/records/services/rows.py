"""From a checked draft to rows, and rows into their tables: the one way in which observations are stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from farthing.pages.keep import keep
from farthing.pages.masking import Hosts, Masker, shown_contact
from farthing.records.contacts import contact_key
from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft, Words
from farthing.records.models import Contact, Indicator, Member, Observation, Offer, Option, Sighting, Site
from farthing.records.sealing import Sealer, contact_place, index
from farthing.records.services.identity import Identity
from farthing.records.site_address import SiteAddress, hosts_of
from farthing.records.words import Origin


@dataclass(frozen=True, slots=True)
class Rows:
    """One observation and all that hangs on it, not yet stored."""

    observation: Observation
    offers: list[Offer]
    options: list[Option]
    contacts: list[Contact]


def observation_rows(
    actor: Member,
    draft: ObservationDraft,
    site: Site,
    recorded_at: datetime,
    site_address: SiteAddress,
    identities: Sequence[Identity | None],
    indicators: dict[str, Indicator],
) -> Rows:
    """The rows of one draft. Whatever of it holds a site's address is sealed or masked here."""
    hosts = hosts_of(site_address, draft.mirrors)
    masker = Masker(hosts)
    kept = keep(draft.reading, masker=masker)
    observation = Observation(
        site=site,
        observed_at=draft.observed_at,
        zone=draft.zone,
        visibility=draft.visibility,
        commerciality=draft.commerciality,
        genuineness=draft.genuineness,
        language=draft.language,
        fingerprint=draft.fingerprint,
        origins=draft.origins,
        received_kind=draft.received.kind,
        received_size=draft.received.size,
        received_sha256=draft.received.sha256,
        reader_version=draft.reader_version,
        kept=kept.document,
        kept_sha256=sha256(kept.canonical()).hexdigest(),
        confirmed_by=actor,
        recorded_at=recorded_at,
    )
    sealer = Sealer(observation)
    rows = Rows(
        observation,
        [_offer(observation, place, offer, masker) for place, offer in enumerate(draft.offers)],
        [
            _option(observation, place, option, identity, indicators, masker)
            for place, (option, identity) in enumerate(zip(draft.options, identities, strict=True))
        ],
        list(_contacts(observation, draft, sealer, Hosts(hosts), masker)),
    )
    observation.hidden = sealer.field("hidden", json.dumps(masker.hidden, ensure_ascii=False))
    observation.referrer_path = sealer.field("referrer_path", draft.referrer_path)
    return rows


def store(rows: Sequence[Rows]) -> list[Observation]:
    """Stores the rows table by table, with a sighting for each option that names an indicator."""
    observations = Observation.objects.bulk_create([row.observation for row in rows], batch_size=500)
    Offer.objects.bulk_create(_of(rows, "offers"), batch_size=500)
    options = Option.objects.bulk_create(_of(rows, "options"), batch_size=500)
    Contact.objects.bulk_create(_of(rows, "contacts"), batch_size=500)
    sightings = [
        Sighting(
            indicator=option.indicator,
            site=option.observation.site,
            observation=option.observation,
            option=option,
            seen_at=option.observation.observed_at,
        )
        for option in options
        if option.indicator is not None
    ]
    Sighting.objects.bulk_create(sightings, batch_size=500)
    return observations


def _of(rows: Iterable[Rows], table: str) -> list[Any]:
    """All rows of one table. Django takes over the keys of what they hang on, which exist by now."""
    return [one for row in rows for one in getattr(row, table)]


def _offer(observation: Observation, place: int, offer: OfferDraft, masker: Masker) -> Offer:
    return Offer(
        observation=observation,
        position=place,
        amount=Decimal(offer.amount),
        currency=offer.currency,
        period=offer.period,
        tier=masker.mask(offer.tier)[:200],
        wording=masker.mask(offer.wording),
        origins=offer.origins,
        **_quoted(offer.quote, masker),
    )


def _option(
    observation: Observation,
    place: int,
    option: OptionDraft,
    identity: Identity | None,
    indicators: dict[str, Indicator],
    masker: Masker,
) -> Option:
    return Option(
        observation=observation,
        position=place,
        rail=option.rail,
        asset=option.asset,
        network=option.network,
        chain=option.chain,
        address=identity.address if identity else option.address,
        memo=(identity and identity.memo) or option.memo,
        brand=option.brand,
        handle=masker.mask(option.handle),
        merchant_id=masker.mask(option.merchant_id),
        processor=masker.mask(option.processor),
        invoice=masker.mask(option.invoice),
        indicator=indicators[identity.identity_hash] if identity else None,
        origins=option.origins,
        **_quoted(option.quote, masker),
    )


def _contacts(
    observation: Observation,
    draft: ObservationDraft,
    sealer: Sealer,
    hosts: Hosts,
    masker: Masker,
) -> Iterable[Contact]:
    mirrors = [ContactDraft("mirror", mirror, origins={"value": Origin.PERSON}) for mirror in draft.mirrors]
    for place, contact in enumerate([*draft.contacts, *mirrors]):
        shown = shown_contact(contact.kind, contact.value, hosts)
        sealed = shown != contact.value
        yield Contact(
            observation=observation,
            position=place,
            kind=contact.kind,
            value=shown,
            sealed_value=sealer.field(contact_place(place), contact.value) if sealed else None,
            value_index=index("contact.value", contact_key(contact.kind, contact.value)),
            origins=contact.origins,
            **_quoted(contact.quote, masker),
        )


def _quoted(quote: Words, masker: Masker) -> dict[str, str]:
    return {
        "before": masker.mask(quote.before),
        "words": masker.mask(quote.words),
        "after": masker.mask(quote.after),
    }
