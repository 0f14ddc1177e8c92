"""Clocks of removals: who was told when, and how long it took until the site was gone from there.

Each function is part of a write that holds the removal. Rows are taken in one order, so that no two writes
wait for each other in a ring.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from farthing.records.clock import counted, median
from farthing.records.models import NoticeItem, Place, Recipient, Removal
from farthing.records.models.clock import Timed
from farthing.records.words import PlaceKind, RemovalState


def stop(removal: Removal, state: RemovalState, now: datetime) -> None:
    """Ends a removal: nobody is asked for anything any more, and what is gone is measured."""
    removal.state, removal.ended_at = state, now
    removal.save(update_fields=["state", "ended_at"])
    _settle(removal, now, gone=state == RemovalState.REMOVED)


def moved_away(removal: Removal, now: datetime) -> None:
    """The site is gone from where it was, and stands elsewhere: those told there are done. Not yet saved."""
    _settle(removal, now, gone=True)
    NoticeItem.objects.filter(removal=removal, told_at=None, dropped=False).update(dropped=True)
    removal.host_told_at = None


def word_given(removal: Removal, now: datetime) -> None:
    """Police who were asked first said go: nothing more is asked of them."""
    _end(NoticeItem.objects.filter(removal=removal, recipient__asked_first=True), now, gone=True)


def measure(row: Timed, took: timedelta) -> None:
    """Counts one more that is gone. Part of a write that holds the row."""
    row.gone, row.hours = row.gone + 1, counted(row.hours, took)
    row.median = median(row.hours)
    row.save(update_fields=["gone", "hours", "median"])


def _settle(removal: Removal, now: datetime, *, gone: bool) -> None:
    _end(NoticeItem.objects.filter(removal=removal), now, gone=gone)
    if gone and removal.host_told_at is not None:
        for kind, name in ((PlaceKind.COUNTRY, removal.country), (PlaceKind.HOST, removal.host)):
            if name:
                measure(_place(kind, name), now - removal.host_told_at)


def _end(items: QuerySet[NoticeItem], now: datetime, *, gone: bool) -> None:
    """Ends what is open of these items, and measures it where it is `gone`."""
    open_items = items.filter(told_at__isnull=False, ended_at=None)
    rows = open_items.order_by("-told_at").values_list("recipient_id", "told_at")
    told = {recipient: at for recipient, at in rows if at is not None}  # told twice: from the first time on
    if gone and told:
        for recipient in Recipient.objects.select_for_update().filter(pk__in=told).order_by("pk"):
            measure(recipient, now - told[recipient.pk])
    open_items.update(ended_at=now)


def _place(kind: PlaceKind, name: str) -> Place:
    """The row of a host or a country, locked to the transaction's end."""
    row = Place.objects.select_for_update().filter(kind=kind, name=name).first()
    if row is None:
        Place.objects.bulk_create([Place(kind=kind, name=name)], ignore_conflicts=True)
        row = Place.objects.select_for_update().get(kind=kind, name=name)
    return row
