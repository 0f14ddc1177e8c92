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


def _seen(site: Site) -> tuple[datetime, datetime, int | None, str]:
    return site.first_seen, site.last_seen, site.brand_id, site.kind


def _new(actor: Member, entry: Entry, address_index: bytes) -> Site:
    draft, address, recorded_at = entry
    site = Site(
        address_index=address_index,
        host_index=index("site.host", address.host_key),
        network=address.network,
        kind=draft.site_kind,
        first_seen=draft.observed_at,
        last_seen=draft.observed_at,
        recorded_by=actor,
        recorded_at=recorded_at,
    )
    site.address = Sealer(site).field("address", address.canonical)
    return site
