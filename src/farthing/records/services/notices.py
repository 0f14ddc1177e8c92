"""Notices: gathered for an hour for each recipient, closed just before sending, reminded of after a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from farthing.disclosure import Field, Handling, Value
from farthing.records.clock import OVERDUE_AFTER
from farthing.records.models import Delivery, Notice, NoticeItem, Removal, Site
from farthing.records.routing import Hosting
from farthing.records.sealing import Opener
from farthing.records.services import outbox, removals
from farthing.records.words import DeliveryKind, PartnerKind, RemovalState

Look = Callable[[Site], Hosting | None]  # the last hosting check, made again just before sending


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of one removal of a notice, before anybody decides what of it is told. `hosting` is where
    it stands, as far as the last check could say."""

    removal: Removal
    seen_at: datetime
    handling: Handling
    values: dict[Field, Value]
    hosting: Hosting


def ready(*, delivery: Delivery, now: datetime, look: Look) -> list[Item]:
    """Closes the notice of a delivery, looks at each host once more, and gives what is left to be told.

    A removal that ended or is held closer than before is dropped; one whose host moved is dropped and routed
    anew. The site's address is opened here, for this notice alone.
    """
    notice = Notice.objects.get(pk=delivery.number)
    found = {item.removal_id: look(item.removal.site) for item in _open(notice)}
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice.pk)
        notice.closed_at = notice.closed_at or now
        notice.save(update_fields=["closed_at"])
        return [
            _item(notice, removal, found.get(removal.pk))
            for removal in _locked(notice)
            if _still(notice, removal, found.get(removal.pk), now)
        ]


def was_sent(delivery: Delivery, now: datetime) -> None:
    """What follows from a delivered notice or reminder: the removals' clocks run, and a reminder is due in a
    day unless all are gone by then. Part of the delivery's transaction."""
    notice = Notice.objects.select_related("recipient").get(pk=delivery.number)
    if delivery.kind != DeliveryKind.NOTICE:
        return
    can_remove = notice.recipient.kind != PartnerKind.POLICE
    for removal in _locked(notice):
        if can_remove and removal.ended_at is None:
            removal.state = RemovalState.NOTICED
            removal.noticed_at = removal.noticed_at or now
            removal.host_told_at = removal.host_told_at or now
            removal.save(update_fields=["state", "noticed_at", "host_told_at"])
    notice.sent_at = now
    notice.save(update_fields=["sent_at"])
    notice.items.filter(dropped=False).update(told_at=now)
    notice.items.filter(dropped=False, removal__ended_at__isnull=False).update(ended_at=now)
    if can_remove:
        outbox.put(
            kind=DeliveryKind.REMINDER,
            number=notice.pk,
            recipient=notice.recipient,
            now=now,
            due_at=now + OVERDUE_AFTER,
        )


def withhold(*, delivery: Delivery, removal: Removal, now: datetime) -> None:
    """Takes out of a notice what the disclosure table does not let its recipient be told; a person decides
    who else is."""
    with transaction.atomic():
        removal = Removal.objects.select_for_update().get(pk=removal.pk)
        NoticeItem.objects.filter(notice=delivery.number, removal=removal).update(dropped=True)
        if not removal.notice_items.filter(dropped=False, ended_at=None).exists():
            removal.state = RemovalState.UNROUTED
        removal.why = f"Its handling does not let {delivery.recipient.reference} be told of it."
        removal.save(update_fields=["state", "why"])


def _open(notice: Notice) -> QuerySet[NoticeItem]:
    """What of a notice is still asked of its recipient."""
    return notice.items.filter(dropped=False, ended_at=None).select_related("removal__site")


def _locked(notice: Notice) -> QuerySet[Removal]:
    """The removals of a notice that are not dropped, held to the transaction's end."""
    there = notice.items.filter(dropped=False, ended_at=None).values("removal_id")
    held = Removal.objects.select_for_update(of=("self",)).filter(pk__in=there)
    return held.select_related("site", "opened_by").order_by("pk")


def _still(notice: Notice, removal: Removal, hosting: Hosting | None, now: datetime) -> bool:
    """Whether a removal still belongs in its notice; where it does not, it is dropped."""
    if removal.ended_at is not None:
        notice.items.filter(removal=removal).update(dropped=True)
        return False
    return hosting is None or not removals.follow(removal, hosting, now)


def _item(notice: Notice, removal: Removal, hosting: Hosting | None) -> Item:
    site = removal.site
    known = hosting or removals.known_hosting(site) or Hosting(removal.country)
    theirs = notice.items.get(removal=removal).their_reference
    country = hosting.country if hosting else removal.country
    where = ", ".join(part for part in (hosting.address, hosting.network) if part) if hosting else ""
    values = {
        Field.SITE_ADDRESS: Value(Opener(site).field("address")),
        Field.REFERENCES: Value(removal.reference + (f", yours {theirs}" if theirs else "")),
        Field.HOSTING: Value(where or country, generalised=country),
        Field.CATEGORY: Value(removal.category, generalised="illegal"),
        Field.COMMERCIALITY: Value(site.get_kind_display()),
        Field.DATES: Value(f"{site.last_seen:%Y-%m-%dT%H:%MZ}", generalised=f"{site.last_seen:%Y-%m}"),
        Field.ANALYST: Value("", masked=removal.opened_by.pseudonym),
    }
    return Item(removal, site.last_seen, Handling(removal.handling), values, known)
