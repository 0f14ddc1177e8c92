"""Notices: gathered for an hour for each recipient, closed just before sending, reminded of after a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from farthing.disclosure import Field, Handling, Value
from farthing.records.models import Delivery, Notice, NoticeItem, Removal, Site
from farthing.records.routing import Hosting
from farthing.records.sealing import Opener
from farthing.records.services import outbox, removals
from farthing.records.words import DeliveryKind, PartnerKind, RemovalState

REMINDED_AFTER = timedelta(hours=24)
Look = Callable[[Site], Hosting | None]  # the last hosting check, made again just before sending


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of one removal of a notice, before anybody decides what of it is told."""

    removal: Removal
    seen_at: datetime
    handling: Handling
    values: dict[Field, Value]


def ready(*, delivery: Delivery, now: datetime, look: Look) -> list[Item]:
    """Closes the notice of a delivery, looks at each host once more, and gives what is left to be told.

    A removal that ended or is held closer than before is dropped; one whose host moved is dropped and routed
    anew. The site's address is opened here, for this notice alone.
    """
    notice = Notice.objects.select_related("recipient").get(pk=delivery.number)
    found = {
        item.pk: look(item.removal.site)
        for item in notice.items.filter(dropped=False).select_related("removal__site")
    }
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice.pk)
        notice.closed_at = notice.closed_at or now
        notice.save(update_fields=["closed_at"])
        items = notice.items.filter(dropped=False).select_related("removal__site")
        return [
            _item(item.removal, found.get(item.pk)) for item in items if _still(item, found.get(item.pk), now)
        ]


def was_sent(delivery: Delivery, now: datetime) -> None:
    """What follows from a delivered notice or reminder: the removals' clocks run, and a reminder is due in a
    day unless all are gone by then. Part of the delivery's transaction."""
    notice = Notice.objects.select_related("recipient").get(pk=delivery.number)
    if delivery.kind == DeliveryKind.NOTICE:
        notice.sent_at = now
        notice.save(update_fields=["sent_at"])
        can_remove = notice.recipient.kind != PartnerKind.POLICE
        for item in notice.items.filter(dropped=False).select_related("removal"):
            removal = item.removal
            if can_remove and removal.ended_at is None:
                removal.state = RemovalState.NOTICED
                removal.noticed_at = removal.noticed_at or now
                removal.save(update_fields=["state", "noticed_at"])
        if can_remove:
            outbox.put(
                kind=DeliveryKind.REMINDER,
                number=notice.pk,
                recipient=notice.recipient,
                now=now,
                due_at=now + REMINDED_AFTER,
            )


def withhold(*, delivery: Delivery, removal: Removal, now: datetime) -> None:
    """Takes out of a notice what the disclosure table does not let its recipient be told; a person decides
    who else is."""
    with transaction.atomic():
        NoticeItem.objects.filter(notice=delivery.number, removal=removal).update(dropped=True)
        removal.state = RemovalState.UNROUTED
        removal.why = f"Its handling does not let {delivery.recipient.reference} be told of it."
        removal.save(update_fields=["state", "why"])


def _still(item: NoticeItem, hosting: Hosting | None, now: datetime) -> bool:
    """Whether an item still belongs in its notice; where it does not, it is dropped."""
    removal = item.removal
    stays = removal.ended_at is None
    if stays and hosting is not None and removals.has_moved(removal, hosting):
        removals.moved(removal=removal, hosting=hosting, now=now)
        stays = False
    if not stays:
        item.dropped = True
        item.save(update_fields=["dropped"])
    return stays


def _item(removal: Removal, hosting: Hosting | None) -> Item:
    site = removal.site
    country = hosting.country if hosting else removal.country
    where = ", ".join(part for part in (hosting.address, hosting.network) if part) if hosting else ""
    values = {
        Field.SITE_ADDRESS: Value(Opener(site).field("address")),
        Field.REFERENCES: Value(removal.reference),
        Field.HOSTING: Value(where or country, generalised=country),
        Field.CATEGORY: Value(removal.category, generalised="illegal"),
        Field.COMMERCIALITY: Value(site.get_kind_display()),
        Field.DATES: Value(f"{site.last_seen:%Y-%m-%dT%H:%MZ}", generalised=f"{site.last_seen:%Y-%m}"),
        Field.ANALYST: Value("", masked=removal.opened_by.pseudonym),
    }
    return Item(removal, site.last_seen, Handling(removal.handling), values)
