"""Putting what was reported into the queue: one open assessment a site, however often it is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from farthing.records.models import Assessment, Observation, Site
from farthing.records.services.locked import CHUNK, changed, stored
from farthing.records.words import AssessmentState, Urgency


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says of its site's place in the queue."""

    site: Site
    urgency: Urgency
    at: datetime
    in_flood: bool = False


def assessments_of(claims: Sequence[Claim]) -> dict[int, Assessment]:
    """The open assessment of each site, by the site's number; made where there is none, and moved forward
    where a report is more urgent, older, or calm. Part of a service that holds the sites' rows locked."""
    sites = sorted({claim.site.pk for claim in claims})
    found = _open(sites)
    paying = _with_payment(sites)
    new: dict[int, Assessment] = {}
    moved: dict[int, Assessment] = {}
    for claim in claims:
        urgency = min(claim.urgency, Urgency.PAYMENT) if claim.site.pk in paying else claim.urgency
        in_flood = claim.in_flood and claim.site.pk not in paying
        one = found.get(claim.site.pk)
        if one is None:
            one = Assessment(site=claim.site, urgency=urgency, in_flood=in_flood, arrived_at=claim.at)
            found[claim.site.pk] = new[claim.site.pk] = one
            continue
        before = one.urgency, one.in_flood, one.arrived_at
        one.urgency = min(one.urgency, urgency)
        one.in_flood = one.in_flood and in_flood
        one.arrived_at = min(one.arrived_at, claim.at)
        if one.pk and before != (one.urgency, one.in_flood, one.arrived_at):
            moved[one.pk] = one
    stored(list(new.values()), "site_id")
    changed(Assessment, moved.values(), ["urgency", "in_flood", "arrived_at"])
    return found


def _open(sites: Sequence[int]) -> dict[int, Assessment]:
    found: dict[int, Assessment] = {}
    for start in range(0, len(sites), CHUNK):
        chunk = Assessment.objects.select_for_update().filter(site__in=sites[start : start + CHUNK])
        found |= {one.site_id: one for one in chunk.exclude(state=AssessmentState.DECIDED)}
    return found


def _with_payment(sites: Sequence[int]) -> set[int]:
    """Those of these sites on which a way to pay was observed."""
    found: set[int] = set()
    for start in range(0, len(sites), CHUNK):
        seen = Observation.objects.filter(site__in=sites[start : start + CHUNK], options__isnull=False)
        found.update(seen.values_list("site_id", flat=True))
    return found
