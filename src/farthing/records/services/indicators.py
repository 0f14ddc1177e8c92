"""Indicators: found by identity, or made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from farthing.records.models import Indicator
from farthing.records.services.identity import Identity


def indicators_by_identity(seen: Sequence[tuple[Identity, datetime]]) -> dict[str, Indicator]:
    """The indicators of these identities, by identity hash; new ones are made, known ones get their dates
    widened. Part of a service."""
    wanted = {identity.identity_hash: identity for identity, _ in seen}
    indicators = {indicator.identity_hash: indicator for indicator in _locked(sorted(wanted))}
    known = list(indicators.values())
    for identity, at in seen:
        indicator = indicators.get(identity.identity_hash)
        if indicator is None:
            indicator = indicators[identity.identity_hash] = _new(identity, at)
        indicator.first_seen = min(indicator.first_seen, at)
        indicator.last_seen = max(indicator.last_seen, at)
    Indicator.objects.bulk_update(known, ["first_seen", "last_seen"], batch_size=500)
    Indicator.objects.bulk_create([indicator for indicator in indicators.values() if indicator.pk is None])
    return indicators


def _locked(hashes: Sequence[str]) -> list[Indicator]:
    found: list[Indicator] = []
    for start in range(0, len(hashes), 500):
        chunk = hashes[start : start + 500]
        found.extend(Indicator.objects.select_for_update().filter(identity_hash__in=chunk).order_by("pk"))
    return found


def _new(identity: Identity, at: datetime) -> Indicator:
    return Indicator(
        identity_hash=identity.identity_hash,
        rail=identity.rail,
        network=identity.network,
        account=identity.account,
        account_hash=identity.account_hash,
        memo=identity.memo,
        address=identity.address,
        kind=identity.kind,
        check_state=identity.check,
        brand=identity.brand,
        value=identity.value,
        first_seen=at,
        last_seen=at,
    )
