"""Sites: found by their blind index, or made and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from farthing.records.drafts import ObservationDraft
from farthing.records.models import Brand, Member, Site
from farthing.records.sealing import Sealer, index
from farthing.records.site_address import SiteAddress

Entry = tuple[ObservationDraft, SiteAddress, datetime]


def sites_by_address(actor: Member, brands: dict[str, Brand], entries: Sequence[Entry]) -> dict[str, Site]:
    """The sites of these observations by their address's key; new ones are made, known ones get their dates
    widened. Part of a service."""
    indexes = {address.key: index("site.address", address.key) for _, address, _ in entries}
    by_index = {bytes(site.address_index): site for site in _locked(list(indexes.values()))}
    sites = {key: by_index[value] for key, value in indexes.items() if value in by_index}
    known = list(sites.values())
    for draft, address, recorded_at in entries:
        site = sites.get(address.key)
        if site is None:
            site = sites[address.key] = _new(actor, draft, address, recorded_at, indexes[address.key])
        site.first_seen = min(site.first_seen, draft.observed_at)
        site.last_seen = max(site.last_seen, draft.observed_at)
        if draft.brand:
            site.brand = brands[draft.brand.strip().casefold()]
    Site.objects.bulk_update(known, ["first_seen", "last_seen", "brand"], batch_size=500)
    Site.objects.bulk_create([site for site in sites.values() if site.pk is None])
    return sites


def _locked(indexes: Sequence[bytes]) -> list[Site]:
    """Known sites, locked to the transaction's end: two recordings widen dates one after another."""
    found: list[Site] = []
    for start in range(0, len(indexes), 500):
        chunk = indexes[start : start + 500]
        found.extend(Site.objects.select_for_update().filter(address_index__in=chunk).order_by("pk"))
    return found


def _new(
    actor: Member, draft: ObservationDraft, address: SiteAddress, recorded_at: datetime, address_index: bytes
) -> Site:
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
