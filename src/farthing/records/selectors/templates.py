"""Templates near others, found by the bands that they share (ADR 6)."""

from __future__ import annotations

from collections.abc import Collection

from farthing.pages.fingerprint import NEAR, bands, distance
from farthing.records.models import TemplateBand

_AT_ONCE = 500


def near_templates(fingerprints: Collection[str]) -> dict[str, dict[str, int]]:
    """For each fingerprint the other known ones that are near it, the nearest first, each with how many
    digits differ."""
    holding: dict[int, list[str]] = {}
    for one in fingerprints:
        for band in bands(one):
            holding.setdefault(band, []).append(one)
    alike: dict[str, set[str]] = {one: set() for one in fingerprints}
    wanted = sorted(holding)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = TemplateBand.objects.filter(band__in=wanted[start : start + _AT_ONCE])
        for band, other in rows.values_list("band", "fingerprint").iterator():
            for one in holding[band]:
                alike[one].add(other)
    return {one: _near(one, others) for one, others in alike.items()}


def _near(one: str, others: Collection[str]) -> dict[str, int]:
    apart = sorted((distance(one, other), other) for other in others)
    return {other: digits for digits, other in apart if 0 < digits <= NEAR}
