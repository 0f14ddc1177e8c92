"""Leads: scanned pages kept as readings, hunts through earlier ones, and what analysts make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Max, Sum

from farthing.pages.masking import mask
from farthing.records.drafts import ReportDraft
from farthing.records.errors import Invalid, Problem
from farthing.records.models import (
    Hunt,
    Lead,
    LeadReason,
    Member,
    Observation,
    ReadingKey,
    ReasonTally,
    Report,
    SavedReading,
    ScannedFile,
)
from farthing.records.sealing import Opener
from farthing.records.services.reports import checked, take_in
from farthing.records.services.sifting import (
    Page,
    Reason,
    known_reasons,
    learned,
    sifted,
    unknown_hosts,
    worth_keeping,
)
from farthing.records.services.write import Written, service
from farthing.records.words import LeadReasonKind, LeadState, ReportSource, Verb

_AT_ONCE = 500
A_STEP = 200  # observations of a hunt in one transaction
_BY_KEY = (LeadReasonKind.ACCOUNT, LeadReasonKind.CONTACT, LeadReasonKind.TEMPLATE)


@service(Verb.LEAD_SCANNED)
def record_scan(
    *, actor: Member, now: datetime, file: bytes, members: int, pages: Sequence[Page], done: bool = False
) -> Written[int]:
    """Keeps what some saved pages of a file say, and how far the file is: both in one transaction, so that a
    scan that was cut short goes on where it stopped and finds nothing twice. Gives the number of leads."""
    by_mark = {one.mark: one for one in map(sifted, worth_keeping(pages))}
    there = SavedReading.objects.filter(mark__in=list(by_mark)).values_list("mark", flat=True)
    known = {bytes(mark) for mark in there}
    new = [one for mark, one in by_mark.items() if mark not in known]
    stored = SavedReading.objects.bulk_create([one.row(now) for one in new], batch_size=_AT_ONCE)
    ReadingKey.objects.bulk_create(
        [
            ReadingKey(reading=row, kind=kind, key=key)
            for row, one in zip(stored, new, strict=True)
            for kind, key in one.keys
        ],
        batch_size=_AT_ONCE,
    )
    reasons = known_reasons(new)
    leads = [(row, reasons[one.mark]) for row, one in zip(stored, new, strict=True) if reasons[one.mark]]
    _make(now, [(Lead(reading=row, found_at=now), why) for row, why in leads])
    ScannedFile.objects.update_or_create(mark=file, defaults={"members": members, "is_done": done})
    reason = f"{len(pages)} pages, {len(leads)} leads"
    return Written(len(leads), about=[actor.partner], fields=("readings", "leads"), reason=reason)


@service(Verb.HUNT_STARTED)
def start_hunt(*, actor: Member, now: datetime) -> Written[Hunt]:
    """Begins to search earlier readings for what was recorded since the last hunt, or goes on with one that
    was cut short."""
    going = Hunt.objects.filter(ended_at=None).order_by("pk").first()
    if going is None:
        after = Hunt.objects.aggregate(last=Max("upto"))["last"] or 0
        upto = Observation.objects.aggregate(last=Max("pk"))["last"] or 0
        going = Hunt.objects.create(after=after, upto=upto, at=after, started_by=actor, started_at=now)
    return Written(going, about=[going], fields=("hunt",))


@service(Verb.HUNT_CARRIED_ON)
def carry_on(*, actor: Member, now: datetime, hunt: Hunt) -> Written[Hunt]:
    """Searches for what the next observations brought: their accounts, contacts and templates in the posting
    lists of earlier readings, and the hosts they name. At the end `ended_at` is set."""
    locked = Hunt.objects.select_for_update().get(pk=hunt.pk)
    numbers = list(
        Observation.objects.filter(pk__gt=locked.at, pk__lte=locked.upto)
        .order_by("pk")
        .values_list("pk", flat=True)[:A_STEP]
    )
    if numbers:
        locked.found += _hunt(now, numbers)
        locked.at = numbers[-1]
    if not numbers or locked.at >= locked.upto:
        locked.at, locked.ended_at = locked.upto, now
    locked.save(update_fields=["at", "found", "ended_at"])
    return Written(locked, about=[locked], fields=("leads",))


@service(Verb.LEAD_TAKEN)
def report_lead(*, actor: Member, now: datetime, lead: Lead, address: str = "") -> Written[Report]:
    """Turns a lead into a report of our own. A saved page's address is said by who has the file; a host's
    stands sealed with the observation that names it. Raises Invalid where there is none."""
    if lead.contact is not None:
        address = Opener(lead.contact.observation).contact(lead.contact)
    draft = ReportDraft(address, ReportSource.ANALYST)
    (report,) = take_in(actor, [(draft, checked(draft))], now)
    decided = _decide(actor, now, lead, LeadState.TAKEN, "")
    decided.report = report
    decided.save(update_fields=["report"])
    return Written(report, about=[decided, report], fields=("state", "report"))


@service(Verb.LEAD_DISMISSED)
def dismiss_lead(*, actor: Member, now: datetime, lead: Lead, note: str = "") -> Written[Lead]:
    """Dismisses a lead; others for the same reasons rank lower from now on."""
    decided = _decide(actor, now, lead, LeadState.DISMISSED, note)
    return Written(decided, about=[lead], fields=("state",), reason=note)


def _hunt(now: datetime, numbers: Sequence[int]) -> int:
    """The number of leads that were made or became stronger."""
    wanted = known_reasons([], numbers)
    touched = 0
    for reason in {
        one.key: one for found in wanted.values() for one in found if one.kind in _BY_KEY
    }.values():
        hits = ReadingKey.objects.filter(kind=reason.kind, key=reason.key).values_list("reading", flat=True)
        for start in range(0, len(hits), _AT_ONCE):
            touched += _add(now, list(hits[start : start + _AT_ONCE]), reason)
    hosts = unknown_hosts(numbers)
    _make(now, [(Lead(contact=contact, found_at=now), [why]) for contact, why in hosts])
    return touched + len(hosts)


def _add(now: datetime, readings: Sequence[int], reason: Reason) -> int:
    """Gives the leads of these readings one more reason; readings that were none become leads."""
    there = Lead.objects.filter(reading__in=readings, state=LeadState.OPEN)
    without = there.exclude(reasons__kind=reason.kind, reasons__key=reason.key)
    leads = list(without)
    LeadReason.objects.bulk_create([reason.row(lead) for lead in leads], ignore_conflicts=True)
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(strength=F("strength") + reason.weight)
    have = set(Lead.objects.filter(reading__in=readings).values_list("reading_id", flat=True))
    fresh = [Lead(reading_id=one, found_at=now) for one in readings if one not in have]
    _make(now, [(lead, [reason]) for lead in fresh])
    return len(leads) + len(fresh)


def _make(now: datetime, wanted: Sequence[tuple[Lead, list[Reason]]]) -> None:
    for lead, reasons in wanted:
        lead.strength = round(sum(reason.weight for reason in reasons), 2)
    stored = Lead.objects.bulk_create([lead for lead, _ in wanted], batch_size=_AT_ONCE)
    rows = [reason.row(lead) for lead, (_, reasons) in zip(stored, wanted, strict=True) for reason in reasons]
    LeadReason.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _decide(actor: Member, now: datetime, lead: Lead, state: LeadState, note: str) -> Lead:
    """Decides an open lead, and lets the ranking learn. Raises Invalid where it was decided before."""
    locked = Lead.objects.select_for_update().get(pk=lead.pk)
    if locked.state != LeadState.OPEN:
        raise Invalid(Problem("state", "This lead was decided already."))
    locked.state, locked.decided_by, locked.decided_at = state, actor, now
    locked.note = mask(note)[:300]
    locked.save(update_fields=["state", "decided_by", "decided_at", "note"])
    column = "taken" if state == LeadState.TAKEN else "dismissed"
    reasons = list(locked.reasons.all())
    for kind, key in sorted({(one.kind, key) for one in reasons for key in (one.key, "")}):
        tally, _ = ReasonTally.objects.select_for_update().get_or_create(kind=kind, key=key)
        setattr(tally, column, getattr(tally, column) + 1)
        tally.save(update_fields=[column])
    _rank_anew([one for one in reasons if one.key])
    return locked


def _rank_anew(reasons: Iterable[LeadReason]) -> None:
    """Weighs these reasons anew, wherever an open lead has one."""
    for reason in reasons:
        weight = learned(LeadReasonKind(reason.kind), [reason.key])[reason.key]
        alike = LeadReason.objects.filter(kind=reason.kind, key=reason.key, lead__state=LeadState.OPEN)
        touched = list(alike.values_list("lead", flat=True)[:_AT_ONCE])
        LeadReason.objects.filter(kind=reason.kind, key=reason.key, lead__in=touched).update(weight=weight)
        sums = (
            Lead.objects.filter(pk__in=touched).annotate(new=Sum("reasons__weight")).values_list("pk", "new")
        )
        for number, strength in list(sums):
            Lead.objects.filter(pk=number).update(strength=round(strength, 2))
