"""Hosting checks: asked for by a member, taken by a worker, concluded from what each method said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from farthing.records.asking import asking_at
from farthing.records.errors import Invalid, Problem
from farthing.records.models import AuditEvent, HostingCheck, HostingResult, Member, Site
from farthing.records.routing import Hosting
from farthing.records.sealing import Opener
from farthing.records.services.write import Written, service
from farthing.records.site_address import parse
from farthing.records.words import Asking, Attribution, Hand, HostingMethod, HostingState, MethodOutcome, Verb

LEASE = timedelta(minutes=5)  # how long a worker may take before another one tries


@dataclass(frozen=True, slots=True)
class Errand:
    """A check that a worker took, with what it needs for it and shows nobody: the site's address."""

    check: HostingCheck
    address: str
    asking: Asking


@dataclass(frozen=True, slots=True)
class Result:
    """What one method said (see `HostingResult`); `front` names a CDN that it recognised."""

    method: HostingMethod
    outcome: MethodOutcome
    said: str
    source: str = ""
    address: str | None = None
    country: str = ""
    asn: int | None = None
    organisation: str = ""
    abuse_contact: str = ""
    front: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What follows from all results: where the server is, or why that cannot be said."""

    attribution: Attribution
    country: str = ""
    asn: int | None = None
    organisation: str = ""
    front: str = ""
    abuse_contact: str = ""


@service(Verb.SITE_ASKING_LIMITED)
def limit_asking(*, actor: Member, now: datetime, site: Site, asking: Asking, reason: str) -> Written[Site]:
    """Says who may be asked about a site from now on."""
    if not reason.strip():
        raise Invalid(Problem("reason", "Say in a few words why."))
    site = Site.objects.select_for_update().get(pk=site.pk)
    site.asking = asking
    site.save(update_fields=["asking"])
    return Written(site, about=[site], fields=("asking",), reason=reason)


@service(Verb.HOSTING_CHECK_ASKED)
def ask_hosting_check(*, actor: Member, now: datetime, site: Site) -> Written[HostingCheck]:
    """Puts a hosting check before the worker. Raises Invalid where one waits already."""
    Site.objects.select_for_update().get(pk=site.pk)
    if HostingCheck.objects.filter(site=site, state=HostingState.WAITING).exists():
        raise Invalid(Problem("site", "A hosting check of this site waits already."))
    check = HostingCheck.objects.create(site=site, asked_by=actor, asked_at=now)
    return Written(check, about=[check])


@transaction.atomic
def claim(*, now: datetime) -> Errand | None:
    """The check that has waited longest, taken for LEASE; None where none waits. A worker that dies lets it
    go by itself."""
    waiting = HostingCheck.objects.filter(state=HostingState.WAITING)
    free = waiting.filter(Q(claimed_until=None) | Q(claimed_until__lte=now)).order_by("asked_at", "pk")
    check = free.select_for_update(skip_locked=True, of=("self",)).select_related("site").first()
    if check is None:
        return None
    return _taken(check, now)


@transaction.atomic
def claim_for(*, now: datetime, site: Site) -> Errand:
    """A check of this site, taken at once: the one that waits, or one that the house itself asks for."""
    site = Site.objects.select_for_update().get(pk=site.pk)
    waiting = HostingCheck.objects.filter(site=site, state=HostingState.WAITING).first()
    return _taken(waiting or HostingCheck(site=site, asked_at=now), now)


@transaction.atomic
def conclude_hosting_check(
    *,
    now: datetime,
    check: HostingCheck,
    results: Sequence[Result],
    then: Callable[[HostingCheck, datetime], None] | None = None,
) -> HostingCheck:
    """Writes what every method said, what it comes to, and what follows from that (`then`). The house itself
    does it, for a check that a member asked for; a check that was concluded by another worker meanwhile stays
    as it is."""
    check = HostingCheck.objects.select_for_update(of=("self",)).select_related("site").get(pk=check.pk)
    if check.state == HostingState.DONE:
        return check
    found = conclusion(check.site.network, results)
    check.state, check.done_at, check.claimed_until = HostingState.DONE, now, None
    check.attribution, check.country, check.asn = found.attribution, found.country, found.asn
    check.organisation, check.front, check.abuse_contact = (
        found.organisation,
        found.front,
        found.abuse_contact,
    )
    check.save()
    HostingResult.objects.bulk_create(_row(check, place, result) for place, result in enumerate(results))
    AuditEvent.objects.create(
        at=now,
        hand=Hand.HOUSE,
        verb=Verb.HOSTING_CHECKED,
        subject=check.reference,
        fields=["results", "country"],
    )
    if then:
        then(check, now)
    return check


def conclusion(network: str, results: Sequence[Result]) -> Conclusion:
    """A hidden service and what stands behind a CDN are not attributable; countries that contradict each
    other are for a person to judge; otherwise the host is where the methods say."""
    if network != "clear":
        return Conclusion(Attribution.HIDDEN)
    abuse = next((one.abuse_contact for one in results if one.abuse_contact and _of_the_host(one)), "")
    front = next((one.front for one in results if one.front), "")
    if front:
        return Conclusion(Attribution.CDN, front=front, abuse_contact=abuse)
    hosts = [one for one in results if one.outcome == MethodOutcome.FOUND and _of_the_host(one)]
    countries = {one.country for one in hosts if one.country}
    if not countries:
        return Conclusion(Attribution.UNKNOWN)
    if len(countries) > 1:
        return Conclusion(Attribution.DISPUTED, abuse_contact=abuse)
    asn = next((one.asn for one in hosts if one.asn), None)
    organisation = next((one.organisation for one in hosts if one.organisation), "")
    return Conclusion(Attribution.HOST, countries.pop(), asn, organisation, abuse_contact=abuse)


def standing(check: HostingCheck) -> Hosting | None:
    """A concluded check as a notice's routing takes it; None where it names no host."""
    if check.attribution != Attribution.HOST:
        return None
    placed = check.results.exclude(address=None).first()
    network = f"AS{check.asn} {check.organisation}".strip() if check.asn else check.organisation
    address = placed.address if placed and placed.address else ""
    return Hosting(check.country, check.abuse_contact, address, network)


def _taken(check: HostingCheck, now: datetime) -> Errand:
    check.claimed_until = now + LEASE
    check.save()
    address = Opener(check.site).field("address")
    return Errand(check, address, asking_at(parse(address).host))


def _of_the_host(result: Result) -> bool:
    """Whether a result speaks of the server; where the name was registered says nothing of that."""
    return result.method in (HostingMethod.NETWORK, HostingMethod.RDAP)


def _row(check: HostingCheck, position: int, result: Result) -> HostingResult:
    return HostingResult(
        check_of=check,
        position=position,
        method=result.method,
        outcome=result.outcome,
        said=result.said[:300],
        source=result.source[:120],
        address=result.address,
        country=result.country,
        asn=result.asn,
        organisation=result.organisation[:200],
        abuse_contact=result.abuse_contact[:254],
    )
