"""Hunts: earlier readings searched again for what the house has just come to know.

A hunt is begun by the transaction that adds indicators, contacts, templates or a brand, and carried on by the
worker, step by step; killed at any point it goes on after its last step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from farthing.records.models import Brand, Hunt, Lead, LeadReason, Member, Observation, ReadingKey
from farthing.records.services.leads import make_leads, take_turns
from farthing.records.services.reasons import (
    Key,
    Reason,
    brand_reason,
    keys_of,
    new_reasons,
    unknown_hosts,
    with_near,
)
from farthing.records.services.write import Written, service
from farthing.records.words import Hand, LeadState, TraitKind, Verb

LEASE = timedelta(minutes=5)  # how long a worker may take over a step before another one tries
A_STEP = 200  # observations in one transaction
_AT_ONCE = 500
_TRAITS = (TraitKind.ACCOUNT, TraitKind.CONTACT, TraitKind.TEMPLATE)


def begin_hunt(actor: Member, now: datetime, total: int) -> Hunt:
    """A hunt for what `total` observations bring, which are about to be stored with it. Part of a service."""
    return Hunt.objects.create(started_by=actor, started_at=now, total=total)


def begin_brand_hunts(actor: Member, now: datetime, brands: Iterable[Brand]) -> None:
    """Hunts for what the sites of these brands show, of which each may have new ones. Part of a service."""
    for brand in brands:
        if not Hunt.objects.filter(brand=brand, ended_at=None, claimed_until=None).exists():
            total = Observation.objects.filter(site__brand=brand).count()
            Hunt.objects.create(started_by=actor, started_at=now, brand=brand, total=total)


@transaction.atomic
def claim_hunt(*, now: datetime) -> Hunt | None:
    """The hunt that has waited longest, taken for LEASE; None where none waits."""
    free = Hunt.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), ended_at=None)
    hunt = free.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if hunt is not None:
        hunt.claimed_until = now + LEASE
        hunt.save(update_fields=["claimed_until"])
    return hunt


@service(Verb.HUNT_CARRIED_ON)
def carry_on(*, actor: Member | Hand, now: datetime, hunt: Hunt) -> Written[Hunt]:
    """Takes a hunt's next step: what its next observations brought is looked up in the posting lists of
    earlier readings, and of the hosts that they name each unknown one becomes a lead. At the end `ended_at`
    is set. A step that was taken already, by whoever held it before, is not taken again."""
    take_turns()
    locked = Hunt.objects.select_for_update(of=("self",)).select_related("brand").get(pk=hunt.pk)
    if locked.ended_at is not None:
        return Written(locked, about=[])
    numbers = list(_left(locked).values_list("pk", flat=True)[:A_STEP])
    if numbers:
        locked.found += _step(now, locked, numbers)
        locked.at, locked.done = numbers[-1], locked.done + len(numbers)
        locked.claimed_until = now + LEASE
    if len(numbers) < A_STEP:
        locked.ended_at, locked.claimed_until = now, None
    locked.save()
    return Written(locked, about=[locked], fields=("leads",))


def _left(hunt: Hunt) -> QuerySet[Observation]:
    """The observations that a hunt has not come to yet."""
    own = Observation.objects.filter(site__brand=hunt.brand) if hunt.brand else hunt.observations.all()
    return own.filter(pk__gt=hunt.at).order_by("pk")


def _step(now: datetime, hunt: Hunt, numbers: Sequence[int]) -> int:
    """The number of leads that were made or became stronger."""
    touched = 0
    if ReadingKey.objects.exists() and hunt.brand:
        reason = brand_reason(hunt.brand)
        touched = sum(_search(now, key, reason) for key in _read_before(keys_of(numbers)))
    elif ReadingKey.objects.exists():
        reasons = with_near(new_reasons(numbers))
        touched = sum(_search(now, key, reasons[key]) for key in _read_before(reasons))
    hosts = unknown_hosts(numbers) if hunt.brand is None else []
    make_leads(now, [(Lead(contact=contact, found_at=now), [why]) for contact, why in hosts])
    return touched + len(hosts)


def _read_before(keys: Collection[Key]) -> Iterator[Key]:
    """Those of the keys that some reading has."""
    for kind in _TRAITS:
        own = sorted(key for one, key in keys if one == kind)
        for start in range(0, len(own), _AT_ONCE):
            hits = ReadingKey.objects.filter(kind=kind, key__in=own[start : start + _AT_ONCE])
            for key in hits.values_list("key", flat=True).order_by("key").distinct():
                yield kind, key


def _search(now: datetime, key: Key, reason: Reason) -> int:
    """Gives the leads of the readings that have `key` one more reason; other readings become leads."""
    last, touched = 0, 0
    kind, value = key
    while True:
        hits = ReadingKey.objects.filter(kind=kind, key=value, reading__gt=last).order_by("reading")
        readings = list(hits.values_list("reading", flat=True)[:_AT_ONCE])
        if not readings:
            return touched
        last = readings[-1]
        touched += _add(now, readings, reason)


def _add(now: datetime, readings: Sequence[int], reason: Reason) -> int:
    there = Lead.objects.filter(reading__in=readings, state=LeadState.OPEN)
    have = LeadReason.objects.filter(lead__in=there, kind=reason.kind, key=reason.key).values("lead")
    leads = list(there.exclude(pk__in=have))
    LeadReason.objects.bulk_create([reason.row(lead) for lead in leads], ignore_conflicts=True)
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(strength=F("strength") + reason.weight)
    known = set(Lead.objects.filter(reading__in=readings).values_list("reading_id", flat=True))
    fresh = [Lead(reading_id=one, found_at=now) for one in readings if one not in known]
    make_leads(now, [(lead, [reason]) for lead in fresh])
    return len(leads) + len(fresh)
