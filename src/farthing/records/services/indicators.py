"""Indicators: found by identity, or made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from farthing.records.models import Indicator
from farthing.records.services.identity import Identity
from farthing.records.services.locked import changed, found_or_made


def indicators_by_identity(seen: Sequence[tuple[Identity, datetime]]) -> dict[str, Indicator]:
    """The indicators of these identities, by identity hash; new ones are made, and the dates of all are
    widened. Part of a service."""
    first: dict[str, tuple[Identity, datetime]] = {}
    for identity, at in seen:
        first.setdefault(identity.identity_hash, (identity, at))
    indicators = found_or_made(
        Indicator, "identity_hash", list(first), lambda missing: [_new(*first[one]) for one in missing]
    )
    before = {indicator.pk: _seen(indicator) for indicator in indicators.values()}
    for identity, at in seen:
        indicator = indicators[identity.identity_hash]
        indicator.first_seen = min(indicator.first_seen, at)
        indicator.last_seen = max(indicator.last_seen, at)
    widened = [one for one in indicators.values() if _seen(one) != before[one.pk]]
    changed(Indicator, widened, ["first_seen", "last_seen"])
    return indicators


def _seen(indicator: Indicator) -> tuple[datetime, datetime]:
    return indicator.first_seen, indicator.last_seen


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
