"""From a checked draft to rows, and rows into their tables: the one way in which observations are stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Model

from farthing.pages.fingerprint import bands
from farthing.pages.keep import keep
from farthing.pages.masking import MASK, Hosts, Masker
from farthing.records.concealing import shown_value
from farthing.records.contacts import contact_key
from farthing.records.drafts import ContactDraft, ObservationDraft, OfferDraft, OptionDraft, Words
from farthing.records.models import (
    Contact,
    Hunt,
    Indicator,
    Member,
    Observation,
    Offer,
    Option,
    Sighting,
    Site,
    TemplateBand,
)
from farthing.records.sealing import Sealer, contact_place, index
from farthing.records.services.identity import Identity
from farthing.records.site_address import SiteAddress, hosts_of
from farthing.records.words import Origin

_OPTION_TEXTS = ("asset", "chain", "memo", "handle", "merchant_id", "processor", "invoice")


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
    hunt: Hunt,
) -> Rows:
    """The rows of one draft. Whatever of it holds a site's address is sealed or masked here."""
    named = hosts_of(site_address, draft.mirrors)
    hosts, masker = Hosts(named), Masker(named)
    kept = keep(draft.reading, masker=masker)
    observation = Observation(
        site=site,
        hunt=hunt,
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
        draft_mark=draft.mark,
    )
    sealer = Sealer(observation)
    rows = Rows(
        observation,
        [_offer(observation, place, offer, masker) for place, offer in enumerate(draft.offers)],
        [
            _option(observation, place, option, identity, indicators, masker)
            for place, (option, identity) in enumerate(zip(draft.options, identities, strict=True))
        ],
        list(_contacts(observation, draft, sealer, hosts, masker)),
    )
    observation.hidden = sealer.field("hidden", json.dumps(masker.hidden, ensure_ascii=False))
    observation.referrer_path = sealer.field("referrer_path", draft.referrer_path)
    return rows


def store(rows: Sequence[Rows]) -> list[Observation]:
    """Stores the rows table by table, with a sighting for each option that names an indicator."""
    observations = Observation.objects.bulk_create([row.observation for row in rows], batch_size=500)
    store_bands({row.observation.fingerprint for row in rows})
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


def store_bands(fingerprints: Iterable[str]) -> None:
    """Makes templates known by their bands. Part of a service."""
    TemplateBand.objects.bulk_create(
        [
            TemplateBand(band=band, fingerprint=fingerprint)
            for fingerprint in sorted(fingerprints)
            for band in bands(fingerprint)
        ],
        batch_size=500,
        ignore_conflicts=True,  # the fingerprint was seen before
    )


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
        tier=_fitting(Offer, "tier", masker.mask(offer.tier)),
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
    texts = {name: _fitting(Option, name, masker.mask(getattr(option, name))) for name in _OPTION_TEXTS}
    address = identity.address if identity else ""
    if identity and not identity.identity_mark:  # it holds no site's address, and stands as it is shared
        texts["memo"] = identity.memo
        texts |= {"handle": option.handle} if identity.value == option.handle else {}
    elif identity and MASK in address:
        address = masker.contact("email", option.address)
    return Option(
        observation=observation,
        position=place,
        rail=option.rail,
        network=option.network,
        address=address,
        brand=_fitting(Option, "brand", masker.own(option.brand)),
        indicator=indicators[identity.identity_hash] if identity else None,
        origins=option.origins,
        **texts,
        **_quoted(option.quote, masker),
    )


def _fitting(table: type[Model], name: str, masked: str) -> str:
    """A masked text as its column takes it: a mask may be longer than what it stands for."""
    most: int | None = getattr(table._meta.get_field(name), "max_length", None)
    return masked[:most]


def _contacts(
    observation: Observation,
    draft: ObservationDraft,
    sealer: Sealer,
    hosts: Hosts,
    masker: Masker,
) -> Iterable[Contact]:
    mirrors = [ContactDraft("mirror", mirror, origins={"value": Origin.PERSON}) for mirror in draft.mirrors]
    for place, contact in enumerate([*draft.contacts, *mirrors]):
        shown = shown_value(contact.kind, contact.value, hosts)
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
