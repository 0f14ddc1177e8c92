"""Sites: found by their blind index, or made and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from farthing.records.drafts import ObservationDraft
from farthing.records.models import Brand, Member, Site
from farthing.records.sealing import Sealer, index
from farthing.records.services.locked import changed, found_or_made
from farthing.records.site_address import SiteAddress
from farthing.records.words import SiteKind

Entry = tuple[ObservationDraft, SiteAddress, datetime]


def sites_by_address(actor: Member, brands: dict[str, Brand], entries: Sequence[Entry]) -> dict[str, Site]:
    """The sites of these observations by their address's key; new ones are made, and the dates of all are
    widened; a kind or a brand said anew replaces the old one. Part of a service."""
    indexes = {address.key: index("site.address", address.key) for _, address, _ in entries}
    first: dict[bytes, Entry] = {}
    for entry in entries:
        first.setdefault(indexes[entry[1].key], entry)
    by_index = found_or_made(
        Site,
        "address_index",
        list(first),
        lambda missing: [_new(actor, first[one], one) for one in missing],
    )
    sites = {key: by_index[value] for key, value in indexes.items()}
    before = {site.pk: _seen(site) for site in sites.values()}
    for draft, address, _ in entries:
        site = sites[address.key]
        site.first_seen = min(site.first_seen, draft.observed_at)
        site.last_seen = max(site.last_seen, draft.observed_at)
        if (
            draft.site_kind != SiteKind.WEBSITE
        ):  # what the form says unasked does not undo what was said before
            site.kind = draft.site_kind
        if draft.brand:
            site.brand = brands[draft.brand.strip().casefold()]
    widened = [site for site in sites.values() if _seen(site) != before[site.pk]]
    changed(Site, widened, ["first_seen", "last_seen", "brand", "kind"])
    return sites


def sites_reported(actor: Member | None, reported: Sequence[tuple[SiteAddress, datetime]]) -> dict[str, Site]:
    """The sites of reported addresses by their address's key; new ones are made. Part of a service.

    A report is no sighting: it dates a site that nobody here knew, and leaves the dates of others alone.
    """
    first: dict[bytes, tuple[SiteAddress, datetime]] = {}
    indexes = {address.key: index("site.address", address.key) for address, _ in reported}
    for address, at in reported:
        first.setdefault(indexes[address.key], (address, at))
    by_index = found_or_made(
        Site,
        "address_index",
        list(first),
        lambda missing: [_sealed(actor, *first[one], one) for one in missing],
    )
    return {key: by_index[value] for key, value in indexes.items()}


def _seen(site: Site) -> tuple[datetime, datetime, int | None, str]:
    return site.first_seen, site.last_seen, site.brand_id, site.kind


def _new(actor: Member, entry: Entry, address_index: bytes) -> Site:
    draft, address, recorded_at = entry
    site = _sealed(actor, address, recorded_at, address_index)
    site.kind = draft.site_kind
    site.first_seen = site.last_seen = draft.observed_at
    return site


def _sealed(actor: Member | None, address: SiteAddress, at: datetime, address_index: bytes) -> Site:
    hidden = address.network != "clear"
    site = Site(
        address_index=address_index,
        host_index=index("site.host", address.host_key),
        network=address.network,
        kind=SiteKind.HIDDEN_SERVICE if hidden else SiteKind.WEBSITE,
        first_seen=at,
        last_seen=at,
        recorded_by=actor,
        recorded_at=at,
    )
    site.address = Sealer(site).field("address", address.canonical)
    return site
