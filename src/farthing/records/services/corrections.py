"""Corrections: what a decision turned round takes back, and from whom.

Whoever was told of the site's removal is told once more; a notice that is still on its way is made anew
without it. Nobody to tell is told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from farthing.disclosure import Field, Handling, Value
from farthing.records.models import (
    Assessment,
    Correction,
    Decision,
    Delivery,
    Member,
    NoticeItem,
    Recipient,
    Removal,
)
from farthing.records.services import clocks, outbox
from farthing.records.services.rechecks import stop_watch
from farthing.records.services.removals import open_removal
from farthing.records.words import DeliveryKind, DeliveryState, RemovalState


@dataclass(frozen=True, slots=True)
class Corrected:
    """One removal that a recipient was told of, with what was said of it then and what holds now."""

    removal: Removal
    notice: str
    told_at: datetime | None  # it may have arrived without our knowing
    handling: Handling
    values: dict[Field, Value]
    before: Value
    withdrawn: bool


def correct(
    *, actor: Member, now: datetime, assessment: Assessment, before: Decision, after: Decision
) -> Correction:
    """Puts another decision in the place of the one that was made. Part of a service that holds the
    assessment. What is no longer actionable is asked of nobody any more; what has become so sets out to be
    removed."""
    made = Correction.objects.create(assessment=assessment, before=before, after=after, made_at=now)
    told: set[int] = set()
    if not before.actionable:
        if not assessment.site.removals.filter(ended_at=None).exists():
            open_removal(actor=actor, now=now, site=assessment.site, category=after.category)
    elif not _stands_otherwise(assessment):
        told = {item.recipient_id for item in _told(made) if not item.dropped}
        _change(assessment, after, now)
    for recipient in Recipient.objects.filter(pk__in=told).order_by("pk"):
        outbox.put(kind=DeliveryKind.CORRECTION, number=made.pk, recipient=recipient, now=now, due_at=now)
    if not told:
        made.sent_at = now
        made.save(update_fields=["sent_at"])
    return made


def ready(delivery: Delivery) -> list[Corrected]:
    """What this recipient was told of that no longer holds."""
    made = Correction.objects.select_related("before", "after").get(pk=delivery.number)
    before, after = _said(made.before), _said(made.after)
    found = {item.removal_id: item for item in _told(made) if item.recipient_id == delivery.recipient_id}
    return [
        Corrected(
            item.removal,
            item.notice.reference,
            item.told_at,
            Handling(item.removal.handling),
            {Field.REFERENCES: Value(item.removal.reference), Field.CATEGORY: after},
            before,
            withdrawn=not made.after.actionable,
        )
        for item in found.values()
    ]


def was_sent(delivery: Delivery, now: datetime) -> None:
    """The last one who had to be told was told: the correction is sent. Part of the delivery's
    transaction."""
    others = Delivery.objects.filter(kind=DeliveryKind.CORRECTION, number=delivery.number)
    ended = (DeliveryState.DELIVERED, DeliveryState.NOT_NEEDED)
    if not others.exclude(pk=delivery.pk).exclude(state__in=ended).exists():
        Correction.objects.filter(pk=delivery.number, sent_at=None).update(sent_at=now)


def _stands_otherwise(assessment: Assessment) -> bool:
    """Whether another assessment of the site found it actionable, too: its removal goes on for that."""
    others = Assessment.objects.filter(site=assessment.site, decision__actionable=True)
    return others.exclude(pk=assessment.pk).exists()


def _change(assessment: Assessment, after: Decision, now: datetime) -> None:
    """What the new decision means for the removal under way, if there is one."""
    held = Removal.objects.select_for_update().filter(site=assessment.site, ended_at=None)
    for removal in held:
        outbox.make_anew(removal.notice_items.values_list("notice_id", flat=True))
        if after.actionable:
            removal.category = after.category
            removal.save(update_fields=["category"])
        else:
            clocks.stop(removal, RemovalState.WITHDRAWN, now)
            stop_watch(assessment.site, now)


def _told(made: Correction) -> list[NoticeItem]:
    """What was told, or may have arrived without our knowing, since the decision that no longer stands."""
    items = NoticeItem.objects.filter(
        removal__site=made.assessment.site, removal__opened_at__gte=made.before.decided_at
    )
    items = items.select_related("notice", "removal").order_by("pk")
    numbers = [item.notice_id for item in items if item.told_at is None]
    tried = outbox.tried(numbers)
    return [item for item in items if item.told_at is not None or item.notice_id in tried]


def _said(decision: Decision) -> Value:
    """What a decision says of a site, to who may know its category and to who may not."""
    if not decision.actionable:
        return Value("not illegal", generalised="not illegal")
    return Value(f"illegal, category {decision.category}", generalised="illegal")
