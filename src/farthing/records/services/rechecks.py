"""Rechecks: a watch begun by a member, each look recorded by the worker, and a person's word where needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from farthing.records.asking import asking_at
from farthing.records.errors import Invalid, Problem
from farthing.records.models import (
    AuditEvent,
    HostingCheck,
    Member,
    Observation,
    Recheck,
    Removal,
    Site,
    Watch,
)
from farthing.records.rechecking import Course, by_second_exit, next_look, step
from farthing.records.sealing import Opener
from farthing.records.services import clocks
from farthing.records.services.write import Written, service
from farthing.records.site_address import parse
from farthing.records.words import Asking, Hand, HostingState, RemovalState, Seen, Verb, WatchState

LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found; `fingerprint` and `asn` where it could tell."""

    seen: Seen
    said: str
    fingerprint: str = ""
    asn: int | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """A watch that a worker took, with what it needs to look and shows nobody."""

    watch: Watch
    address: str
    referrer_path: str
    asking: Asking
    second: bool


@service(Verb.WATCH_STARTED)
def start_watch(*, actor: Member, now: datetime, site: Site) -> Written[Watch]:
    """Looks at a site from now on until it is gone. Raises Invalid where it is watched already."""
    Site.objects.select_for_update().get(pk=site.pk)
    if Watch.objects.filter(site=site, ended_at=None).exists():
        raise Invalid(Problem("site", "This site is watched already."))
    watch = begin_watch(actor, site, now)
    return Written(watch, about=[watch])


def begin_watch(actor: Member, site: Site, now: datetime) -> Watch:
    """The watch of a site: the one that is open, or a new one. Part of a service that holds the site."""
    open_one = Watch.objects.filter(site=site, ended_at=None).first()
    if open_one is not None:
        return open_one
    newest = Observation.objects.filter(site=site).exclude(fingerprint="").order_by("-observed_at").first()
    return Watch.objects.create(
        site=site,
        fingerprint=newest.fingerprint if newest else "",
        started_by=actor,
        started_at=now,
        next_at=now,
    )


def stop_watch(site: Site, now: datetime) -> None:
    """Looks at a site no more, its decision having been reversed. Part of a service."""
    watches = Watch.objects.filter(site=site, ended_at=None)
    watches.update(state=WatchState.STOPPED, ended_at=now, next_at=None, claimed_until=None)


@service(Verb.WATCH_DECIDED)
def decide_watch(*, actor: Member, now: datetime, watch: Watch, gone: bool, reason: str) -> Written[Watch]:
    """A person's word on a page that is neither there as it was nor gone: it counts as removed, or is looked
    at from now on as it is."""
    watch = Watch.objects.select_for_update().get(pk=watch.pk)
    if watch.state != WatchState.PERSON:
        raise Invalid(Problem("watch", "This watch does not wait for a person."))
    if not reason.strip():
        raise Invalid(Problem("reason", "Say in a few words why."))
    watch.misses, watch.missed_at = 0, None
    if gone:
        watch.state, watch.ended_at = WatchState.REMOVED, now
        _end_removal(watch, now)
    else:
        watch.state, watch.next_at, watch.fingerprint = WatchState.ONLINE, now, ""
    watch.save()
    return Written(watch, about=[watch], fields=("state",), reason=reason)


@transaction.atomic
def claim_watch(*, now: datetime, two_exits: bool) -> Errand | None:
    """The watch that has been due longest, taken for LEASE; None where none is due."""
    due = Watch.objects.filter(next_at__lte=now).filter(Q(claimed_until=None) | Q(claimed_until__lte=now))
    watch = (
        due.order_by("next_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("site")
        .first()
    )
    if watch is None:
        return None
    watch.claimed_until = now + LEASE
    watch.save(update_fields=["claimed_until"])
    site = watch.site
    newest = Observation.objects.filter(site=site).order_by("-observed_at").first()
    path = Opener(newest).field("referrer_path") if newest else ""
    second = by_second_exit(_course(watch), two_exits)
    address = Opener(site).field("address")
    return Errand(watch, address, path, asking_at(parse(address).host), second)


@transaction.atomic
def record_recheck(*, now: datetime, errand: Errand, look: Look, two_exits: bool) -> Watch:
    """Writes a look and takes the watch's next step. The house itself does it. A site found on another host
    gets a new hosting check."""
    watch = Watch.objects.select_for_update().get(pk=errand.watch.pk)
    if watch.next_at is None:
        return watch
    course = step(_course(watch), look.seen, now, two_exits=two_exits)
    watch.state, watch.misses, watch.missed_at = course.state, course.misses, course.missed_at
    watch.next_at, watch.claimed_until = next_look(course, look.seen, now, watch.started_at), None
    if course.state == WatchState.REMOVED:
        watch.ended_at = now
        _end_removal(watch, now)
    if look.seen in (Seen.PRESENT, Seen.MOVED):
        watch.fingerprint, watch.asn = watch.fingerprint or look.fingerprint, look.asn or watch.asn
    watch.save()
    exit_name = "second" if errand.second else "first"
    Recheck.objects.create(watch=watch, at=now, exit=exit_name, seen=look.seen, said=look.said[:200])
    waits = HostingCheck.objects.filter(site_id=watch.site_id, state=HostingState.WAITING)
    if look.seen == Seen.MOVED and not waits.exists():
        HostingCheck.objects.create(site_id=watch.site_id, asked_at=now)
    AuditEvent.objects.create(
        at=now, hand=Hand.HOUSE, verb=Verb.SITE_RECHECKED, subject=watch.reference, fields=["state"]
    )
    return watch


def _end_removal(watch: Watch, now: datetime) -> None:
    """Stops the clock of the site's removal, where one is open. Part of the write that saw it gone."""
    removal = Removal.objects.select_for_update().filter(site_id=watch.site_id, ended_at=None).first()
    if removal is None:
        return
    clocks.stop(removal, RemovalState.REMOVED, now)
    AuditEvent.objects.create(
        at=now,
        hand=Hand.HOUSE,
        verb=Verb.REMOVAL_ENDED,
        subject=removal.reference,
        fields=["state"],
        reason=watch.reference,
    )


def _course(watch: Watch) -> Course:
    return Course(WatchState(watch.state), watch.misses, watch.missed_at)
