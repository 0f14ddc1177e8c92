"""From a checked draft to rows, and rows into their tables: the one way in which observations are stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from farthing.pages import keep
from farthing.records.contacts import contact_key, shown_contact
from farthing.records.drafts import ObservationDraft, OfferDraft, OptionDraft, Words
from farthing.records.masking import masked
from farthing.records.models import Contact, Indicator, Member, Observation, Offer, Option, Sighting, Site
from farthing.records.sealing import Sealer, contact_place, index
from farthing.records.services.identity import Identity
from farthing.records.site_address import SiteAddress, parse


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
    hosts = (site_address.host, *(parse(mirror, "mirrors").host for mirror in draft.mirrors))
    kept = keep(draft.reading, hosts)
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
    observation.hidden = sealer.field("hidden", json.dumps(kept.hidden, ensure_ascii=False))
    observation.referrer_path = sealer.field("referrer_path", draft.referrer_path)
    clean: Callable[[str], str] = lambda text: masked(text, hosts)  # noqa: E731
    return Rows(
        observation,
        [_offer(observation, place, offer, clean) for place, offer in enumerate(draft.offers)],
        [
            Option(
                observation=observation,
                position=place,
                **_plain(option, identity, clean),
                **_quoted(option.quote, clean),
                indicator=indicators[identity.identity_hash] if identity else None,
            )
            for place, (option, identity) in enumerate(zip(draft.options, identities, strict=True))
        ],
        list(_contacts(observation, draft, sealer, hosts, clean)),
    )


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
    """All rows of one table; the keys of what they hang on exist by now and are taken over."""
    found = [one for row in rows for one in getattr(row, table)]
    for one in found:
        one.observation_id = one.observation.pk
        if isinstance(one, Option) and one.indicator is not None:
            one.indicator_id = one.indicator.pk
    return found


def _offer(observation: Observation, place: int, offer: OfferDraft, clean: Callable[[str], str]) -> Offer:
    return Offer(
        observation=observation,
        position=place,
        amount=Decimal(offer.amount),
        currency=offer.currency,
        period=offer.period,
        tier=clean(offer.tier)[:200],
        wording=clean(offer.wording),
        origins=offer.origins,
        **_quoted(offer.quote, clean),
    )


_OPTION_FIELDS = ("rail", "asset", "network", "chain", "address", "memo", "brand", "origins")
_OPTION_TEXTS = ("handle", "merchant_id", "processor", "invoice")


def _plain(option: OptionDraft, identity: Identity | None, clean: Callable[[str], str]) -> dict[str, Any]:
    fields = {name: getattr(option, name) for name in _OPTION_FIELDS}
    if identity is not None:
        fields |= {"address": identity.address, "memo": identity.memo or option.memo}
    return fields | {name: clean(getattr(option, name)) for name in _OPTION_TEXTS}


def _quoted(quote: Words, clean: Callable[[str], str]) -> dict[str, str]:
    return {"before": clean(quote.before), "words": clean(quote.words), "after": clean(quote.after)}


def _contacts(
    observation: Observation,
    draft: ObservationDraft,
    sealer: Sealer,
    hosts: Sequence[str],
    clean: Callable[[str], str],
) -> Iterable[Contact]:
    drafts = [(contact.kind, contact.value, contact.quote, contact.origins) for contact in draft.contacts]
    drafts += [("mirror", mirror, Words(), {"value": "person"}) for mirror in draft.mirrors]
    for place, (kind, value, quote, origins) in enumerate(drafts):
        shown = shown_contact(kind, value, hosts)
        yield Contact(
            observation=observation,
            position=place,
            kind=kind,
            value=shown,
            sealed_value=None if shown == value else sealer.field(contact_place(place), value),
            value_index=index("contact.value", contact_key(kind, value)),
            origins=origins,
            **_quoted(quote, clean),
        )
