"""Leads: scanned pages kept as readings, and what analysts make of leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from farthing.pages.masking import mask
from farthing.records.drafts import ReportDraft
from farthing.records.errors import Invalid, Problem
from farthing.records.models import (
    Lead,
    LeadReason,
    Member,
    ReadingKey,
    ReasonTally,
    Report,
    SavedReading,
    ScannedFile,
)
from farthing.records.sealing import Opener
from farthing.records.services.reasons import Reason, learned
from farthing.records.services.reports import checked, take_in
from farthing.records.services.rows import store_bands
from farthing.records.services.sifting import Page, known_reasons, sifted, worth_keeping
from farthing.records.services.write import Written, service
from farthing.records.words import LeadReasonKind, LeadState, ReportSource, TraitKind, Verb

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Scanned:
    """How far a file is: so many of its members are read, or all."""

    mark: bytes
    members: int
    is_done: bool


@service(Verb.LEAD_SCANNED)
def record_scan(
    *, actor: Member, now: datetime, pages: Sequence[Page], files: Sequence[Scanned]
) -> Written[int]:
    """Keeps what some saved pages say, and how far their files are: both in one transaction, so that a scan
    that was cut short goes on where it stopped and finds nothing twice. Gives the number of leads."""
    by_mark = {one.mark: one for one in map(sifted, worth_keeping(pages))}
    take_turns()
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
    store_bands({key for one in new for kind, key in one.keys if kind == TraitKind.TEMPLATE})
    reasons = known_reasons(new)
    leads = [(row, reasons[one.mark]) for row, one in zip(stored, new, strict=True) if reasons[one.mark]]
    make_leads(now, [(Lead(reading=row, found_at=now), why) for row, why in leads])
    ScannedFile.objects.bulk_create(
        [ScannedFile(mark=one.mark, members=one.members, is_done=one.is_done) for one in files],
        update_conflicts=True,
        unique_fields=["mark"],
        update_fields=["members", "is_done"],
        batch_size=_AT_ONCE,
    )
    reason = f"{len(pages)} pages, {len(leads)} leads"
    return Written(len(leads), about=[actor.partner], fields=("readings", "leads"), reason=reason)


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


def take_turns() -> None:
    """Has whoever scans or hunts wait until the other's transaction is over: else a page that comes in while
    an indicator does could be missed by both. Part of a service."""
    ReasonTally.objects.get_or_create(kind=LeadReasonKind.PAYMENT, key="")
    ReasonTally.objects.select_for_update().get(kind=LeadReasonKind.PAYMENT, key="")


def make_leads(now: datetime, wanted: Sequence[tuple[Lead, list[Reason]]]) -> None:
    """Stores leads with their reasons. Part of a service."""
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
