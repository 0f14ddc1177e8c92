"""What is read from ICCAM: reports assigned to us by day, and what was done there about ours. Read again, it
changes nothing: each content item becomes one report, each action counts once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from farthing.formats.iccam import Action, ActionKind, Content
from farthing.formats.iccam import Report as TheirReport
from farthing.records.drafts import ReportDraft
from farthing.records.models import (
    AuditEvent,
    HostingCheck,
    IccamAction,
    IccamAssignment,
    IccamDay,
    IccamReport,
    Removal,
    Watch,
)
from farthing.records.services import clocks
from farthing.records.services.reports import receive
from farthing.records.words import Hand, HostingState, RemovalState, ReportSource, Verb

LEASE = timedelta(minutes=30)
AGAIN_AFTER = timedelta(minutes=5)
MISSED_DAYS = 14  # that are caught up with after the worker stood still
MOST_FAULTS = 50
_DAY = timedelta(days=1)
_LOOKS = ((timedelta(days=3), timedelta(hours=2)), (timedelta(days=30), timedelta(hours=12)))
_ENDS = {
    ActionKind.REMOVED: RemovalState.REMOVED,
    ActionKind.NOT_ILLEGAL: RemovalState.NOT_ILLEGAL,
}


def begins(day: date) -> datetime:
    """The first moment of a day of ICCAM's, which are those of UTC."""
    return datetime.combine(day, time.min, UTC)


@transaction.atomic
def claim_day(*, now: datetime) -> IccamDay | None:
    """The oldest day that is due, taken for LEASE; None where none is. Today and the days that were missed
    are there by themselves."""
    newest = IccamDay.objects.order_by("-day").first()
    day = max(newest.day + _DAY, now.date() - MISSED_DAYS * _DAY) if newest else now.date()
    while day <= now.date():
        IccamDay.objects.get_or_create(day=day, defaults={"next_at": now})
        day += _DAY
    free = IccamDay.objects.filter(next_at__lte=now).filter(Q(claimed_until=None) | Q(claimed_until__lte=now))
    one = free.order_by("day").select_for_update(skip_locked=True).first()
    return None if one is None else _claimed(one, now)


@transaction.atomic
def claim_this_day(*, day: date, now: datetime) -> IccamDay:
    """One day, to be read at once, whether it is due or not."""
    one, _ = IccamDay.objects.get_or_create(day=day)
    return _claimed(one, now)


@transaction.atomic
def day_read(*, day: IccamDay, now: datetime, added: int, known: int, faults: Sequence[str]) -> None:
    """A day was read to its end. It is read again soon while it lasts, and once more a day after it."""
    over = begins(day.day) + _DAY
    again = now + AGAIN_AFTER if now < over else over + _DAY
    day.next_at = again if again > now else None
    day.claimed_until, day.read_at, day.failing_since, day.error = None, now, None, ""
    day.added, day.known, day.faults = day.added + added, known, list(faults[:MOST_FAULTS])
    day.save()


@transaction.atomic
def day_failed(*, day: IccamDay, now: datetime, error: str, wait: timedelta) -> None:
    """A day could not be read, or not to its end: it is tried again, later where ICCAM asks for that."""
    day.claimed_until, day.next_at = None, now + max(wait, AGAIN_AFTER)
    day.failing_since, day.error = day.failing_since or now, error[:200]
    day.save()


@transaction.atomic
def take_assigned(
    *, day: IccamDay, content: Content, report: TheirReport, now: datetime
) -> tuple[IccamAssignment, bool]:
    """The report that a content item assigned to us becomes, and whether it is new. Raises Invalid where its
    address is none."""
    IccamDay.objects.select_for_update().get(pk=day.pk)  # a worker and a person may read one day at once
    known = IccamAssignment.objects.select_related("report").filter(content=content.number).first()
    if known is not None:
        return known, False
    draft = ReportDraft(
        content.address,
        ReportSource.ICCAM,
        words=_words(content, report),
        referrer_path=report.referrer,
        their_reference=f"{content.report}/{content.number}",
        country=content.hosted,
        pays=report.commercial,
    )
    made = IccamAssignment.objects.create(
        content=content.number,
        number=content.report,
        report=receive(actor=Hand.HOUSE, now=now, draft=draft),
        assigned_at=content.assigned_at,
    )
    return made, True


@transaction.atomic
def referred(*, assignment: IccamAssignment, now: datetime, told: str) -> None:
    """Our reference stands at ICCAM; `told` is the field that left, its form and rule."""
    assignment.referred_at = now
    assignment.save(update_fields=["referred_at"])
    AuditEvent.objects.create(
        at=now,
        hand=Hand.HOUSE,
        verb=Verb.DELIVERY_MADE,
        subject=assignment.report.reference,
        fields=[told],
    )


@transaction.atomic
def claim_looks(*, now: datetime, most: int, told_before: datetime | None = None) -> list[IccamReport]:
    """Reports of ours that are due to be looked at there, taken for LEASE; with `told_before` those told by
    then whose removal is open, due or not."""
    found = IccamReport.objects.filter(next_look_at__isnull=False)
    found = found.filter(told_at__lt=told_before) if told_before else found.filter(next_look_at__lte=now)
    due = list(found.order_by("next_look_at", "pk").select_for_update(skip_locked=True)[:most])
    IccamReport.objects.filter(pk__in=[one.pk for one in due]).update(next_look_at=now + LEASE)
    return due


@transaction.atomic
def looked(*, report: IccamReport, content: Content, now: datetime) -> None:
    """Notes what was done there, each action once, and lets the removal follow while it is asked of that
    hotline."""
    removal = (
        Removal.objects.select_for_update(of=("self",)).select_related("site").get(notice_items__iccam=report)
    )
    report = IccamReport.objects.select_for_update(of=("self",)).select_related("item").get(pk=report.pk)
    known = set(report.actions.values_list("mark", flat=True))
    asked = removal.ended_at is None and report.item.ended_at is None
    for action in [*content.actions, *(_elsewhere(content, removal) if asked else ())]:
        mark = f"{action.called} {action.at.isoformat() if action.at else ''}"
        if mark not in known:
            known.add(mark)
            IccamAction.objects.create(
                of=report,
                mark=mark,
                called=action.called,
                known=action.kind != ActionKind.UNKNOWN,
                reason=action.reason,
                at=action.at,
                read_at=now,
            )
            if asked and removal.ended_at is None:
                _follow(removal, action, now)
    report.content, report.looked_at, report.error = content.number, now, ""
    still = asked and removal.ended_at is None
    report.next_look_at = now + _until_next(now - report.told_at) if still else None
    report.save(update_fields=["content", "looked_at", "error", "next_look_at"])


@transaction.atomic
def look_failed(*, report: IccamReport, now: datetime, error: str, wait: timedelta) -> None:
    """ICCAM does not say what became of a report: it is asked again later."""
    again = now + max(wait, _until_next(now - report.told_at))
    IccamReport.objects.filter(pk=report.pk).update(error=error[:200], next_look_at=again)


def _follow(removal: Removal, action: Action, now: datetime) -> None:
    """What an action means for an open removal. That police or a provider were told changes nothing here, and
    what is not known is for a person to read."""
    if action.kind in _ENDS:
        started = removal.noticed_at or now
        clocks.stop(removal, _ENDS[action.kind], max(started, min(action.at or now, now)))
        _say(removal, Verb.REMOVAL_ENDED, ["state"], action, now)
    elif action.kind == ActionKind.MOVED:
        if not HostingCheck.objects.filter(site=removal.site, state=HostingState.WAITING).exists():
            HostingCheck.objects.create(site=removal.site, asked_at=now)
        _say(removal, Verb.HOSTING_CHECK_ASKED, [], action, now)
    elif action.kind == ActionKind.UNAVAILABLE:
        Watch.objects.filter(site=removal.site, ended_at=None, next_at__isnull=False).update(next_at=now)


def _elsewhere(content: Content, removal: Removal) -> list[Action]:
    """A move that ICCAM shows by the country alone."""
    if not content.hosted or not removal.country or content.hosted == removal.country:
        return []
    return [Action(ActionKind.MOVED, f"hosted in {content.hosted}")]


def _say(removal: Removal, verb: Verb, fields: list[str], action: Action, now: datetime) -> None:
    AuditEvent.objects.create(
        at=now,
        hand=Hand.HOUSE,
        verb=verb,
        subject=removal.reference,
        fields=fields,
        reason=f"ICCAM: {action.called}",
    )


def _until_next(age: timedelta) -> timedelta:
    return next((wait for young, wait in _LOOKS if age < young), _DAY)


def _words(content: Content, report: TheirReport) -> str:
    """What ICCAM says beside the address, for who assesses it."""
    said = [content.memo or report.memo]
    if report.commercial:
        said.append("ICCAM: commercial.")
    if report.payments:
        said.append(f"ICCAM: payment methods {', '.join(report.payments)}.")
    if content.hosted:
        said.append(f"ICCAM: hosted in {content.hosted}.")
    return "\n".join(filter(None, said))


def _claimed(day: IccamDay, now: datetime) -> IccamDay:
    day.claimed_until = now + LEASE
    day.save(update_fields=["claimed_until"])
    return day
